"""Bylines and signatures: who signs, and what is no name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vifacts.pages.leads import drop_stamp
from vifacts.pages.people import clean_byline, outlet_names, signature

OWN = outlet_names("Báo Lam Sơn", "baolamson.example")

SIGNED = {
    "Tin, ảnh: P.H": "P.H",
    "Bài và ảnh: Lò Văn Mười - Cà Thị Pánh": "Lò Văn Mười - Cà Thị Pánh",
    "VŨ TUẤN KHANH": "VŨ TUẤN KHANH",
    "Thu Ngà (Theo TTXVN)": "Thu Ngà",
    "Theo Hoàng Bách": "Hoàng Bách",
    "Theo Đào Huyền Mai (Vietnamnet/Reuters)": "Đào Huyền Mai",
    "T.H.": "T.H.",
    "Nhóm PV": "Nhóm PV",
    "Tác giả: Đỗ Thúy Lài": "Đỗ Thúy Lài",
    "Thanh Khê 28/01/2026 06:52": "Thanh Khê",
}
NO_AUTHOR = ("Theo TTXVN", "Báo Lam Sơn", "Lam Sơn", "Nguồn: Báo Nhân Dân", "baolamson.example")
TEXT = (
    "Gắn với thực hiện nhiệm vụ",
    "Đại hội đã thành công tốt đẹp.",
    "Hoàng Thị Sen, Trưởng ban Công tác Mặt trận thôn",
    "Đồng chí Lê Bá Trình phát biểu:",
    "Dự hội nghị có 120 đại biểu",
)


@pytest.mark.parametrize("line", SIGNED)
def test_signatures(line: str) -> None:
    assert signature(line, OWN) == SIGNED[line]
    assert clean_byline(line, OWN) == SIGNED[line]


@pytest.mark.parametrize("line", NO_AUTHOR)
def test_an_outlet_or_agency_is_no_author(line: str) -> None:
    assert clean_byline(line, OWN) is None
    assert not signature(line, OWN)


@pytest.mark.parametrize("line", TEXT)
def test_text_is_no_signature(line: str) -> None:
    assert signature(line, OWN) is None


@given(st.text(max_size=120))
def test_never_fails(text: str) -> None:
    clean_byline(text, OWN)
    signature(text, OWN)


STAMPS = {
    "(Dân trí) - Huyện ủy vừa ban hành nghị quyết mới": "Huyện ủy vừa ban hành nghị quyết mới",
    "TT - Sáng nay, hội nghị khai mạc tại tỉnh": "Sáng nay, hội nghị khai mạc tại tỉnh",
    "(BLS)- Chiều 5-6, Thành ủy tổ chức hội nghị": "Chiều 5-6, Thành ủy tổ chức hội nghị",
    "Baolamson.vn - Năm nay, toàn tỉnh kết nạp": "Năm nay, toàn tỉnh kết nạp",
    "UBND tỉnh vừa ban hành quyết định mới": "UBND tỉnh vừa ban hành quyết định mới",
    "(2020 - 2025) là nhiệm kỳ nhiều khó khăn": "(2020 - 2025) là nhiệm kỳ nhiều khó khăn",
}


@pytest.mark.parametrize("lead", STAMPS)
def test_stamps(lead: str) -> None:
    assert drop_stamp(lead) == STAMPS[lead]
