"""Places through the public functions: full names, units with what they became."""

from __future__ import annotations

from vifacts.extract.draft import Draft, DraftEntity
from vifacts.extract.organizations.component import OrganizationsComponent
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
    assert places(text, published="2025-06-30")["xã Cẩm Giàng"].unit is None


def test_bare_name_takes_the_kind_word_given_elsewhere() -> None:
    found = places("Ở huyện Mường Tè có điện. Mường Tè đổi thay, dân Mường Tè phấn khởi.")
    assert list(found) == ["huyện Mường Tè"]
    assert len(found["huyện Mường Tè"].mentions) == 3


def test_river_road_and_village_are_no_units() -> None:
    found = places("Đường Hồ Chí Minh, sông Thái Bình và thôn Cẩm Giàng ở tỉnh Hải Dương.")
    assert [name for name, entity in found.items() if entity.unit] == ["tỉnh Hải Dương"]
