"""Lines that say who made what, and lines that only look so."""

from __future__ import annotations

import pytest

from vifacts.pages.credits import author, parse, split
from vifacts.pages.walk import Piece

AUTHORS = {
    "Nội dung: Lò Thanh Mai": "Lò Thanh Mai",
    "Thực hiện: Lò Thanh Mai - Quàng Hải | Đồ họa: Vì Tuấn": "Lò Thanh Mai - Quàng Hải",
    "Bài: LÒ THANH MAI; Ảnh: QUÀNG HẢI": "LÒ THANH MAI",
    "Ảnh: Quàng Hải. Thiết kế: Vì Tuấn": "Quàng Hải",
    "Bài và ảnh: Lò Thanh Mai": "Lò Thanh Mai",
    "Đồ họa: Vì Tuấn": "Vì Tuấn",
    "NỘI DUNG - HÌNH ẢNH: Lò Thanh Mai": "Lò Thanh Mai",
    "Kỹ thuật: Nhóm số": "Nhóm số",
}
TEXTS = [
    "Thực hiện: nghị quyết của chi bộ về khai hoang ruộng nước, bản đã có thêm 9,5 ha.",
    "Nội dung sinh hoạt chi bộ được đổi mới.",
    "Ảnh hưởng của cơn bão số 3",
    "Ông Lò Văn Ún",
    "Bài học thứ nhất: Dựa vào dân",
    "",
]


@pytest.mark.parametrize("line", AUTHORS)
def test_the_author_of_a_line_of_credits(line: str) -> None:
    made = parse(line)
    assert made is not None and author(made) == AUTHORS[line]


@pytest.mark.parametrize("line", TEXTS)
def test_lines_of_text_are_no_credits(line: str) -> None:
    assert parse(line) is None


def pieces(*lines: str) -> list[Piece]:
    return [Piece("paragraph", line) for line in lines]


BODY = ("Bản Huổi Sản cách trung tâm xã 17 km đường rừng.", "Chi bộ bản có 11 đảng viên.")


@pytest.mark.parametrize(
    "tail",
    [
        ("Nội dung: Lò Thanh Mai", "Ảnh: Quàng Hải", "Đồ họa: Vì Tuấn"),
        ("NỘI DUNG", "Lò Thanh Mai", "THIẾT KẾ", "Vì Tuấn"),
        ("Nội dung:", "Lò Thanh Mai", "Đồ họa, kỹ thuật:", "Vì Tuấn", "Quàng Hải"),
        ("Thực hiện: Lò Thanh Mai | Kỹ thuật: Nhóm số",),
    ],
)
def test_credits_at_the_end_are_no_text(tail: tuple[str, ...]) -> None:
    left, name = split(pieces(*BODY, *tail), ())
    assert [piece.text for piece in left] == list(BODY)
    assert name == "Lò Thanh Mai"


@pytest.mark.parametrize("tail", [("Lò Thanh Mai",), ("Bài, ảnh: Lò Thanh Mai",), ("Video",), ("Ảnh", "Video")])
def test_what_is_one_signature_or_none_is_left(tail: tuple[str, ...]) -> None:
    lines = pieces(*BODY, *tail)
    assert split(lines, ()) == (lines, None)


def test_a_page_of_nothing_but_credits_is_left() -> None:
    lines = pieces("Nội dung: Lò Thanh Mai", "Ảnh: Quàng Hải")
    assert split(lines, ()) == (lines, None)
