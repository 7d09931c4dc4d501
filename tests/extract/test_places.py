"""Places through the public functions: full names, units with what they became."""

from __future__ import annotations

from vifacts.extract.draft import Draft, DraftEntity
from vifacts.extract.organizations.component import OrganizationsComponent
from vifacts.extract.pipeline import extract
from vifacts.record import Article


def places(text: str, **article: str) -> dict[str, DraftEntity]:
    draft = Draft(Article(id="test", text=text, **article))  # type: ignore[arg-type]
    OrganizationsComponent().annotate(draft)
    return {e.name: e for e in draft.entities.values() if e.kind == "place"}


def test_divided_commune_has_all_its_successors() -> None:
    found = places("Người dân thị trấn Lai Cách, huyện Cẩm Giàng đồng thuận.", published="2024-06-05T15:00:00+07:00")
    unit = found["thị trấn Lai Cách"].unit
    assert unit is not None
    assert (unit.code, unit.vintage, unit.level) == ("10891", "2024", "commune")
    assert unit.path == ["tỉnh Hải Dương", "huyện Cẩm Giàng", "thị trấn Lai Cách"]
    assert sorted((now.code, now.vintage, now.name) for now in unit.now) == [
        ("10543", "2025", "phường Việt Hòa"),
        ("10891", "2025", "phường Tứ Minh"),
    ]


def test_date_chooses_the_vintage() -> None:
    text = "Người dân xã Cẩm Giàng, thành phố Hải Phòng phấn khởi."
    new = places(text, published="2025-12-01")["xã Cẩm Giàng"].unit
    assert new is not None
    assert (new.vintage, new.path) == ("2025", ["thành phố Hải Phòng", "xã Cẩm Giàng"])
    assert places(text, published="2025-03-31")["xã Cẩm Giàng"].unit is None


def test_bare_name_takes_the_kind_word_given_elsewhere() -> None:
    found = places("Ở huyện Mường Tè có điện. Mường Tè đổi thay, dân Mường Tè phấn khởi.")
    assert list(found) == ["huyện Mường Tè"]
    assert len(found["huyện Mường Tè"].mentions) == 3


def test_river_road_and_village_are_no_units() -> None:
    found = places("Đường Hồ Chí Minh, sông Thái Bình và thôn Cẩm Giàng ở tỉnh Hải Dương.")
    assert [name for name, entity in found.items() if entity.unit] == ["tỉnh Hải Dương"]


def unit_of(name: str, text: str, **article: str) -> tuple[str, str] | None:
    unit = places(text, **article)[name].unit
    return None if unit is None else (unit.code, unit.vintage)


def test_undated_article_is_recent_by_a_day_not_by_a_plan() -> None:
    text = "Ngày 15/9/2025, phường Việt Hòa khánh thành nhà văn hóa."
    assert unit_of("phường Việt Hòa", text) == ("10543", "2025")
    plan = "Theo kế hoạch đến năm 2030, trước ngày 31/12/2025, nhiệm kỳ 2021-2026, phường Việt Hòa xóa nhà tạm."
    assert unit_of("phường Việt Hòa", plan) == ("10543", "2024")


def test_article_of_2026_names_the_new_ward_and_the_old_one() -> None:
    text = "Chi bộ phường Việt Hòa họp. Bà con phường Việt Hòa vui."
    assert unit_of("phường Việt Hòa", text, published="2026-03-01") == ("10543", "2025")
    old = "Bà con phường Việt Hòa (cũ) vui."
    assert unit_of("phường Việt Hòa", old, published="2026-03-01") == ("10543", "2024")


def test_headline_and_listed_outlet_give_the_province() -> None:
    text = "Người dân xã Tân Trường hiến đất."
    assert unit_of("xã Tân Trường", text, title="Hải Dương: dân hiến đất") == ("10930", "2024")
    assert unit_of("xã Tân Trường", text, outlet="baohaiduong.vn") == ("10930", "2024")
    assert unit_of("xã Tân Trường", text, outlet="anhp.vn") is None
    assert unit_of("xã Tân Trường", text) is None


def test_short_kind_word_ends_a_list_of_another_kind() -> None:
    found = places("Mặn vào các huyện Phước Long, Đông Hải, TX Giá Rai, TP Bạc Liêu của tỉnh Bạc Liêu.")
    assert list(found) == ["huyện Phước Long", "huyện Đông Hải", "TX Giá Rai", "TP Bạc Liêu", "tỉnh Bạc Liêu"]
    assert [e.unit and e.unit.code for e in found.values()] == ["957", "960", "959", "954", "95"]


def test_province_that_only_holds_a_figure_has_its_unit() -> None:
    text = (
        "Cuộc diễn tập diễn ra ở huyện Phù Cừ, huyện Văn Lâm và thành phố Hưng Yên. "
        "Năm nay toàn tỉnh kết nạp 320 đảng viên."
    )
    holder = next(e for e in extract(text).entities if e.name == "tỉnh Hưng Yên")
    assert not holder.mentions
    assert holder.unit is not None
    assert holder.unit.code == "33"


def test_cities_written_in_short() -> None:
    for name in ("TP Hồ Chí Minh", "TP. Hồ Chí Minh", "TP.HCM", "TPHCM", "TP HCM", "thành phố Hồ Chí Minh"):
        assert unit_of(name, f"Đoàn công tác về {name} dự hội nghị.", published="2023-05-04") == ("79", "2024")
    assert unit_of("TT-Huế", "Mưa lớn ở TT-Huế và Quảng Nam.", published="2023-05-04") == ("46", "2021")
    assert places("Đường Hồ Chí Minh và Lăng Chủ tịch Hồ Chí Minh.").get("Hồ Chí Minh") is None
