"""Bytes of a page to text: the byte-order mark, UTF-8, what the page or the server declares, else detected.

Old Vietnamese pages come as windows-1258, TCVN3 (ABC fonts) or VNI; the last two are font encodings that no
charset names, so they are told by their letters.
"""

from __future__ import annotations

import codecs
import logging
import re
import unicodedata

from vifacts.errors import VifactsError
from vifacts.pages.fonts import from_font

# letters that cannot be decoded are seen in the text; a log line for each page tells nobody which page it was
logging.getLogger("bs4.dammit").setLevel(logging.ERROR)

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_UTF8 = frozenset({"utf8", "ascii", "usascii"})
_CONTROL = bytes([*range(8), *range(14, 27), *range(28, 32)])
_MAGIC = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"RIFF",
    b"\x7fELF",
    b"\x00\x00\x00",
    b"\xd0\xcf\x11\xe0",
)


def is_binary(data: bytes) -> bool:
    """Whether bytes are a picture, an archive or the like and no text."""
    head = data[:4096]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    if head.startswith(_MAGIC):
        return True
    if not head:
        return False
    return head.count(0) > 0 or len(head) - len(head.translate(None, _CONTROL)) > len(head) // 20


def decode(data: bytes, charset: str | None = None) -> tuple[str, bytes | None]:
    """The text of a page, and its bytes where they are that text in UTF-8 (null where they are not).

    ``charset`` is what the server's header says. VifactsError VF107 for binary data.
    """
    if is_binary(data):
        raise VifactsError("VF107")
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace"), None
    declared = charset or _declared(data)
    if not declared or _plain(declared) in _UTF8:
        try:
            return data.decode("utf-8"), data
        except UnicodeDecodeError:
            if (text := _torn(data)) is not None:
                return text, None
    return from_font(_legacy(data, declared)), None


def _torn(data: bytes) -> str | None:
    """The text where the data is UTF-8 but for a few torn letters; null where it is another encoding."""
    text = data.decode("utf-8", "replace")
    letters = sum(1 for c in text if c > "\x7f")
    return text if text.count("\ufffd") * 20 < max(letters, 20) else None


def _legacy(data: bytes, declared: str | None) -> str:
    if declared:
        try:
            # pages that say so and are UTF-8 all the same are common: valid UTF-8 with letters is never chance
            text = data.decode("utf-8")
            if any(c > "\x7f" for c in text):
                return text
        except UnicodeDecodeError:
            pass
        try:
            return unicodedata.normalize("NFC", data.decode(declared, "replace"))
        except LookupError:
            pass
    from bs4 import UnicodeDammit  # a tenth of a second that who reads no such page need not wait for

    found = UnicodeDammit(data, ["utf-8", "windows-1258"], is_html=True)
    return unicodedata.normalize("NFC", found.unicode_markup or data.decode("windows-1258", "replace"))


def _declared(data: bytes) -> str | None:
    found = _META.search(data[:4096])
    return found[1].decode("ascii", "replace") if found else None


def _plain(charset: str) -> str:
    return re.sub(r"[^a-z0-9]", "", charset.lower())
