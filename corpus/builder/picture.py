"""A grey JPEG of a few hundred bytes, in place of a newspaper's photograph.

A baseline JPEG needs quantisation and Huffman tables (ITU-T T.81, annex B). With a code for "same as the block before"
and one for "end of block", a block is two zero bits; the first block's mean sets the shade.
"""

from __future__ import annotations


def segment(marker: int, content: bytes) -> bytes:
    """A marker segment: the length counts its own two bytes."""
    return bytes([0xFF, marker]) + (len(content) + 2).to_bytes(2, "big") + content


def grey_jpeg(columns: int, rows: int, *, shade: int) -> bytes:
    """A valid JPEG of `columns` x `rows` blocks of 8 x 8 pixels, one grey level.

    `shade` is 0 (black) to 255; it is kept in steps of 8, as the quantisation table (all 64) makes a mean
    coefficient of 1 worth 8 levels.
    """
    width, height = columns * 8, rows * 8
    level = min(15, max(-15, (shade - 128) // 8))
    size = abs(level).bit_length()
    first = (level if level > 0 else level + (1 << size) - 1) if size else 0
    # two codes in the table of means: "0" no change, "10" a change of `size` bits
    counts = [1, 1] if size else [1]
    symbols = [0, size] if size else [0]
    bits = (f"10{first:0{size}b}0" if size else "00") + "00" * (columns * rows - 1)
    bits += "1" * (-len(bits) % 8)
    data = int(bits, 2).to_bytes(len(bits) // 8, "big").replace(b"\xff", b"\xff\x00")
    return b"".join(
        [
            b"\xff\xd8",
            segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"),
            segment(0xDB, bytes([0]) + bytes([64] * 64)),
            segment(0xC0, bytes([8]) + height.to_bytes(2, "big") + width.to_bytes(2, "big") + bytes([1, 1, 0x11, 0])),
            segment(0xC4, bytes([0x00, *counts, *[0] * (16 - len(counts)), *symbols])),
            segment(0xC4, bytes([0x10, 1, *[0] * 15, 0])),
            segment(0xDA, bytes([1, 1, 0x00, 0, 63, 0])),
            data,
            b"\xff\xd9",
        ]
    )
