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
    assert codes(Asked("phổ yên", "thị xã"), Asked("thái nguyên", "tỉnh"))[0] == "172/2019"
    # older than the lists of 2019: the city of today
    assert codes(Asked("cẩm phả", "thị xã"), Asked("quảng ninh", "tỉnh"))[0] == "195/2024"


def test_older_rank_where_another_unit_has_that_name_and_rank() -> None:
    # there is a commune Phước Tân elsewhere; the one of Biên Hòa is a ward by now
    xa = Asked("phước tân", "xã", [("thành phố", "biên hòa"), ("tỉnh", "đồng nai")])
    assert codes(xa, Asked("biên hòa", "thành phố"), Asked("đồng nai", "tỉnh"))[0] == "26377/2024"


def test_unit_that_was_merged_away_is_found_in_its_old_district() -> None:
    xa = Asked("quy hậu", "xã", [("huyện", "tân lạc"), ("tỉnh", "hòa bình")])
    assert codes(xa, Asked("tân lạc", "huyện"), Asked("hòa bình", "tỉnh"))[0] == "05146/2019"


def test_former_province_leads_to_the_units_of_the_province_it_went_into() -> None:
    xa = Asked("chương mỹ", "huyện", [("tỉnh", "hà tây")])
    assert codes(xa, Asked("hà tây", "tỉnh"), published=dt.date(2006, 3, 1)) == ["277/2024", "28/2004"]


@pytest.mark.parametrize(
    ("published", "code"),
    [(dt.date(2017, 5, 1), "474/2021"), (dt.date(2025, 2, 1), "46/2024"), (dt.date(2026, 2, 1), "46/2025")],
)
def test_hue_is_a_city_of_its_province_until_2025(published: dt.date, code: str) -> None:
    assert codes(Asked("huế", "thành phố"), published=published) == [code]
    assert codes(Asked("huế"), published=published) == [code]


def test_undated_hue_beside_its_old_province() -> None:
    assert codes(Asked("huế", "thành phố"), Asked("thừa thiên huế", "tỉnh")) == ["474/2021", "46/2021"]


def test_planned_units_are_read_from_the_spring_of_2025_only_where_no_older_one_fits() -> None:
    new, old = Asked("mao điền", "xã"), Asked("tân trường", "xã")
    june = dt.date(2025, 6, 20)
    assert codes(new, old, published=june, province="hải dương") == ["10930/2025", "10930/2024"]


def test_place_named_behind_a_name_goes_before_the_date() -> None:
    # there is a new commune Cẩm Giàng and there was none; Tân Hưng is both, in other provinces
    old = Asked("tân hưng", "xã", [("thành phố", "hưng yên")])
    assert codes(old, Asked("hưng yên", "thành phố"), published=AFTER)[0] == "12385/2024"


def test_former_unit_of_an_article_after_the_reform() -> None:
    assert codes(Asked("việt hòa", "phường", former=True), published=AFTER) == ["10543/2024"]
    assert codes(Asked("việt hòa", "phường"), published=AFTER) == ["10543/2025"]


def test_new_communes_are_found_by_the_old_district_they_came_from() -> None:
    asked = [Asked("cẩm giang", "xã"), Asked("cẩm giàng", "huyện", former=True), Asked("hải dương", "tỉnh")]
    assert codes(*asked, published=AFTER)[:2] == ["10888/2025", "295/2024"]


def test_headline_tells_the_province() -> None:
    assert codes(Asked("châu thành", "huyện"), title=["long an"]) == ["808/2024"]


def test_names_of_the_sentence_tell_between_two_provinces_of_the_article() -> None:
    provinces = [Asked("long an", "tỉnh"), Asked("trà vinh", "tỉnh")]
    beside = [Asked("tiểu cần", "huyện"), Asked("trà cú", "huyện")]
    assert codes(Asked("châu thành", "huyện"), *beside, *provinces)[0] is None
    assert codes(Asked("châu thành", "huyện", near=beside), *beside, *provinces)[0] == "847/2024"


def test_only_district_of_its_name_needs_no_province_unless_it_is_placed_abroad() -> None:
    lone = Asked("giang thành", "huyện")
    abroad = Asked("giang thành", "huyện", [("tỉnh", "vân nam")])
    assert codes(lone, Asked("thái bình", "tỉnh"))[0] == "914/2024"
    assert codes(abroad, Asked("thái bình", "tỉnh"))[0] is None


def test_bare_name_of_a_district_and_a_commune() -> None:
    commune, city = Asked("bình thạnh"), Asked("hồ chí minh", "thành phố")
    near = [Asked("bình sơn", "huyện"), Asked("quảng ngãi", "tỉnh")]
    assert codes(commune, city)[0] == "765/2024"
    assert codes(commune, city, *near, title=["quảng ngãi"])[0] == "21046/2024"


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
