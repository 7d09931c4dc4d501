"""The table of units: whole, consistent, quick to load."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vifacts.places.units import Units, kind_of, name_key, spelling, units


def test_counts_of_both_vintages() -> None:
    table = units()
    counts = Counter((table.row(n).vintage, table.row(n).level) for n in range(len(table)))
    # the official numbers: 63 provinces with 696 districts before 2025-07-01, 34 with 3,321 communes since
    assert counts["2024", "province"] == 63
    assert counts["2024", "district"] == 696
    assert counts["2025", "province"] == 34
    assert counts["2025", "commune"] == 3321
    assert counts["2024", "commune"] > 10_000


def test_codes_are_unique_within_vintage_and_level() -> None:
    table = units()
    keys = Counter(
        (row.vintage, row.level, row.code) for row in map(table.row, range(len(table))) if row.vintage != "2021"
    )
    assert keys.most_common(1)[0][1] == 1


def test_every_unit_lies_in_a_province_and_every_successor_exists() -> None:
    table = units()
    for n in range(len(table)):
        row = table.row(n)
        assert table.path(row)[0].level == "province", row
        level = "province" if row.level == "province" else "commune"
        assert all(table.code("2025", level, code) is not None for code in row.now), row
        if row.vintage == "2024" and row.level != "district":
            assert row.now, row


@given(st.integers(min_value=0, max_value=15_000))
def test_units_are_found_by_their_names(n: int) -> None:
    table = units()
    row = table.row(n)
    assert row in table.named(name_key(row.name).split(" ", len(kind_of(row.name).split()))[-1], kind_of(row.name))
    assert row in table.named(row.bare_key)


def test_loading_takes_less_than_a_tenth_of_a_second() -> None:
    spent = []
    for _ in range(3):
        start = time.process_time()
        table = units.__wrapped__()
        spent.append(time.process_time() - start)
    assert isinstance(table, Units)
    assert min(spent) < 0.1


@pytest.mark.parametrize(
    ("kind", "written", "code"),
    [
        ("huyện", "đắk hà", "615"),
        ("huyện", "đakrông", "467"),
        ("huyện", "ea hleo", "645"),
        ("huyện", "krông pắk", "654"),
        ("thành phố", "qui nhơn", "540"),
        ("thành phố", "buôn mê thuột", "643"),
        ("tỉnh", "đăk lăk", "66"),
        ("tỉnh", "bắc cạn", "06"),
    ],
)
def test_names_are_found_in_their_other_spellings(kind: str, written: str, code: str) -> None:
    assert {row.code for row in units().named(written, kind) if row.vintage != "2025"} == {code}


def test_spellings_do_not_join_different_names() -> None:
    assert spelling("tân lập") != spelling("tấn lập")
    assert units().named("tấn lạp", "xã") == []


@pytest.mark.parametrize(
    ("vintage", "level", "code", "name", "now"),
    [
        ("2019", "district", "762", "quận Thủ Đức", "phường Thủ Đức"),
        ("2019", "district", "204", "huyện Hoành Bồ", "phường Hoành Bồ"),
        ("2021", "province", "46", "tỉnh Thừa Thiên Huế", "thành phố Huế"),
        ("2021", "district", "205", "thị xã Đông Triều", "phường Đông Triều"),
        ("2004", "province", "28", "tỉnh Hà Tây", "thành phố Hà Nội"),
    ],
)
def test_abolished_units_and_what_they_became(vintage: str, level: str, code: str, name: str, now: str) -> None:
    row = units().code(vintage, level, code)
    assert row is not None
    assert row.name == name
    assert now in [new.name for new in units().record(row).now]


def test_an_abolished_commune_lies_in_the_district_of_its_time() -> None:
    row = next(row for row in units().named("quy hậu", "xã") if row.vintage == "2019")
    assert units().record(row).path == ["tỉnh Hòa Bình", "huyện Tân Lạc", "xã Quy Hậu"]
