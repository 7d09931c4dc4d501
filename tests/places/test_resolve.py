"""Which unit a name means."""

from __future__ import annotations

import datetime as dt

import pytest

from vifacts.places.resolve import Asked, province_of, resolve

BEFORE, AFTER = dt.date(2024, 6, 5), dt.date(2026, 1, 15)


def codes(*asked: Asked, **options: object) -> list[str | None]:
    return [unit and f"{unit.code}/{unit.vintage}" for unit in resolve(list(asked), **options)]  # type: ignore[arg-type]


def test_districts_and_provinces_of_the_article_decide() -> None:
    tan_truong = Asked("tân trường", "xã")
    assert codes(tan_truong, Asked("cẩm giàng", "huyện")) == ["10930/2024", "295/2024"]
    assert codes(tan_truong, Asked("thanh hóa", "tỉnh")) == ["16636/2024", "38/2024"]
    assert codes(tan_truong) == [None]


def test_outlet_decides_where_the_article_is_silent() -> None:
    assert codes(Asked("tân trường", "xã"), province="hải dương", published=BEFORE) == ["10930/2024"]
    assert codes(Asked("tân trường", "xã"), province="nghệ an", published=BEFORE) == [None]


def test_outlet_of_a_merged_province_counts_for_the_new_one() -> None:
    assert codes(Asked("việt hòa", "phường"), province="hải dương", published=AFTER) == ["10543/2025"]


def test_neighbour_decides_between_two_of_one_province() -> None:
    # many communes are named Tân Lập: the one that stands beside its district is meant
    near = Asked("tân lập", "xã", [("huyện", "đan phượng")])
    assert codes(near, Asked("đan phượng", "huyện"), published=BEFORE)[0] == "09820/2024"


def test_district_of_many_namesakes_needs_its_province() -> None:
    assert codes(Asked("châu thành", "huyện")) == [None]
    assert codes(Asked("châu thành", "huyện"), Asked("an giang", "tỉnh"))[0] == "892/2024"


def test_bare_province_is_the_province_not_its_town() -> None:
    assert codes(Asked("hải dương"), published=BEFORE) == ["30/2024"]
    assert codes(Asked("hải dương", "thành phố"), published=BEFORE) == ["288/2024"]


def test_units_of_the_new_vintage_are_not_read_into_old_articles() -> None:
    assert codes(Asked("mao điền", "xã"), published=BEFORE, province="hải dương") == [None]
    assert codes(Asked("mao điền", "xã"), published=AFTER, province="hải dương") == ["10930/2025"]


def test_older_rank_of_a_district() -> None:
    assert codes(Asked("phổ yên", "thị xã"), Asked("thái nguyên", "tỉnh"))[0] == "172/2024"


@pytest.mark.parametrize(
    ("outlet", "province"),
    [
        ("baohaiduong", "hải dương"),
        ("baothanhhoa.vn", "thanh hóa"),
        ("https://baothainguyen.vn", "thái nguyên"),
        ("vietnamnet.vn", None),
        (None, None),
        ("", None),
    ],
)
def test_province_of_an_outlet(outlet: str | None, province: str | None) -> None:
    assert province_of(outlet) == province


def test_unknown_names_stay_open() -> None:
    assert codes(Asked("không có thật", "xã"), Asked(""), Asked("x", "làng")) == [None, None, None]
