"""Units of measure after a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vifacts.language.normalise import nfc
from vifacts.language.text import Text
from vifacts.language.units import unit_after


@pytest.mark.parametrize(
    ("written", "unit", "kind"),
    [
        ("5 m", "m", "length"),
        ("33km đường", "km", "length"),
        ("7 k m.", "k m", "length"),
        ("2 mét", "mét", "length"),
        ("106 ha", "ha", "area"),
        ("50m2 đất", "m2", "area"),
        ("50 m² đất", "m²", "area"),
        ("85 km2,", "km2", "area"),
        ("550 m 2 .", "m 2", "area"),
        ("20 sào", "sào", "area"),
        ("5 mẫu ruộng", "mẫu ruộng", "area"),
        ("12 tấn", "tấn", "weight"),
        ("64 tạ/ha", "tạ/ha", "weight"),
        ("100 kg quả", "kg", "weight"),
        ("70 lít nước", "lít nước", "volume"),
        ("9 m3 cát", "m3", "volume"),
        ("700 m /ngày đêm", "m/ngày đêm", "volume"),
        ("5 đồng", "đồng", "money"),
        ("1.000đ hỗ trợ", "đ", "money"),
        ("5.000 USD/người/năm", "USD/người/năm", "money"),
        ("63 đồng /người/năm", "đồng/người/năm", "money"),
        ("11 đồng/1 thùng", "đồng/1 thùng", "money"),
        ("24 đồng mỗi thùng", "đồng mỗi thùng", "money"),
        ("4 tháng tù", "tháng", "duration"),
        ("30 năm tuổi Đảng", "năm", "duration"),
        ("3 nhiệm kỳ", "nhiệm kỳ", "duration"),
        ("89 tuổi,", "tuổi", "age"),
        ("7 tháng tuổi", "tháng tuổi", "age"),
        ("12 MW", "MW", "energy"),
        ("500 kWh", "kWh", "energy"),
        ("5%", "%", "percent"),
        ("10%/năm", "%/năm", "percent"),
        ("2 điểm phần trăm", "điểm phần trăm", "percent"),
        ("20 km/h thì", "km/h", "speed"),
        ("95 điểm.", "điểm", "score"),
        ("3 sao;", "sao", "score"),
        ("35 độ C", "độ C", "other"),
        ("gấp 3 lần", "lần", "multiple"),
        ("tăng 1,5 lần", "lần", "multiple"),
        ("3 lần so với", "lần", "multiple"),
    ],
)
def test_units(written: str, unit: str, kind: str) -> None:
    text = Text(written)
    number = next(i for i, key in enumerate(text.tokens.keys) if key[0].isdigit())
    found = unit_after(text, text.tokens.ends[number])
    assert found is not None
    assert (found.unit, found.kind) == (unit, kind)
    assert written[found.start : found.end].replace(" /", "/") == unit


@pytest.mark.parametrize(
    "written",
    [
        "5 đồng chí",
        "5 đồng bào",
        "5 chi bộ",
        "5 điểm trường",
        "91 mẫu âm tính",
        "30 năm 2020",
        "5 tháng 6",
        "3 lần",
        "200 ngày công",
        "5 công nhân",
        "5\nha",
        "5, ha",
        "5",
    ],
)
def test_what_is_no_unit(written: str) -> None:
    text = Text(written)
    assert unit_after(text, text.tokens.ends[0]) is None


@given(st.text(max_size=40), st.integers(0, 40))
def test_any_offset_gives_a_span_behind_it(raw: str, offset: int) -> None:
    text = Text(nfc(raw))
    offset = min(offset, len(text.raw))
    found = unit_after(text, offset)
    assert found is None or offset <= found.start < found.end <= len(text.raw)
