"""Fingerprints: near texts are near, others are not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vifacts.language.simhash import distance, simhash

TEXT = " ".join(
    f"Chi bộ thôn {name} họp ngày {day}, bàn việc làm đường, kết nạp {day + 3} đảng viên và thăm {day * 2} hộ nghèo."
    for day, name in enumerate(("Hạ", "Thượng", "Đông", "Đoài", "Nam", "Bắc", "Trung", "Nội", "Ngoại"), 1)
)


def test_case_tones_and_marks_do_not_count() -> None:
    assert simhash(TEXT) == simhash(TEXT.upper()) == simhash(TEXT.replace(",", " -\n"))
    assert simhash("Ủy ban họp về khóa học hòa bình") == simhash("Uỷ ban họp về khoá học hoà bình")


def test_a_few_words_change_a_few_bits() -> None:
    changed = TEXT.replace("thăm 8 hộ nghèo", "đến với 8 hộ").replace("thôn Nam", "khu Nam")
    assert 0 < distance(simhash(TEXT), simhash(changed)) <= 10
    other = "Giá lúa tăng nhẹ, thương lái về tận ruộng thu mua; nông dân nhiều xã ven sông phấn khởi bước vào vụ mới."
    assert distance(simhash(TEXT), simhash(other)) > 15


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    assert 0 <= simhash(text) < 1 << 64
    assert simhash(text) == simhash(text)


def test_too_short() -> None:
    assert simhash("") == simhash("Đảng bộ") == 0
