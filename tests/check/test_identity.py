"""Which entities of two articles are one thing."""

from __future__ import annotations

from vifacts.check.identity import Thing, lasting, things
from vifacts.places.units import units
from vifacts.record import SCHEMA, Article, Entity, Extractor, Record, Role


def record(key: str, entities: list[Entity], roles: list[Role] = []) -> Record:  # noqa: B006 - only read
    return Record(SCHEMA, Article(id=key, text="x"), entities, roles, [], [], [], Extractor("made", "1"))


def place(key: str, name: str, code: str | None, vintage: str = "2025", level: str = "commune") -> Entity:
    row = units().code(vintage, level, code) if code else None
    return Entity(key, "place", name, [], unit=units().record(row) if row else None)


def organization(key: str, name: str, where: str | None = None) -> Entity:
    return Entity(key, "organization", name, [], place=where)


def role(person: str, title: str, scope: str) -> Role:
    return Role(person, title, title, None, scope, False, False, None, None, (0, 1), 0.9)


def named(key: str, entities: list[Entity], roles: list[Role] | None = None) -> dict[str, Thing]:
    return things(record(key, entities, roles or []))


def test_a_code_means_nothing_without_its_vintage() -> None:
    old = named("a", [place("e1", "xã Tân Trường", "10930", "2024")])["e1"]
    new = named("b", [place("e1", "xã Mao Điền", "10930", "2025")])["e1"]
    assert old.seed != new.seed


def test_an_organisation_is_its_kind_and_place_however_it_is_written() -> None:
    full = named("a", [place("e1", "xã Mao Điền", "10930"), organization("e2", "Ủy ban nhân dân xã Mao Điền", "e1")])
    short = named("b", [place("e1", "Mao Điền", "10930"), organization("e2", "UBND Mao Điền", "e1")])
    assert full["e2"].seed == short["e2"].seed
    other = named("c", [place("e1", "phường Tứ Minh", "10891"), organization("e2", "UBND phường Tứ Minh", "e1")])
    assert full["e2"].seed != other["e2"].seed


def test_a_name_without_place_takes_the_one_place_of_its_article_or_stays_apart() -> None:
    district = place("e1", "huyện Cẩm Giàng", "295", "2024", "district")
    one = named("a", [district, organization("e2", "Huyện ủy")])["e2"]
    full = named("b", [district, organization("e2", "Huyện ủy Cẩm Giàng", "e1")])["e2"]
    assert one.seed == full.seed
    assert not one.apart
    lone = named("c", [organization("e2", "Huyện ủy")])["e2"]
    assert lone.apart
    assert lone.seed != named("d", [organization("e2", "Huyện ủy")])["e2"].seed


def test_national_bodies_are_known_by_name() -> None:
    a = named("a", [organization("e1", "Ban Tổ chức TƯ")])["e1"]
    b = named("b", [organization("e1", "Ban Tổ chức Trung ương")])["e1"]
    assert a.seed == b.seed
    assert named("c", [organization("e1", "Sở Tư pháp")])["e1"].apart


def test_a_person_is_never_known_by_name_alone() -> None:
    person = Entity("e9", "person", "Nguyễn Văn Nam", [(0, 1)])
    a = named("a", [person])["e9"]
    assert a.apart
    assert a.seed != named("b", [person])["e9"].seed
    held = [place("e1", "xã Mao Điền", "10930"), organization("e2", "Đảng ủy xã Mao Điền", "e1"), person]
    first = named("a", held, [role("e9", "Bí thư", "e2")])["e9"]
    second = named(
        "b", [*held[:2], organization("e3", "HĐND xã Mao Điền", "e1"), person], [role("e9", "Chủ tịch", "e3")]
    )
    assert set(first.keys) & set(second["e9"].keys)
    elsewhere = [place("e1", "phường Tứ Minh", "10891"), organization("e2", "Đảng ủy phường Tứ Minh", "e1"), person]
    assert not set(first.keys) & set(named("c", elsewhere, [role("e9", "Bí thư", "e2")])["e9"].keys)


def test_document_numbers_repeat_in_every_district() -> None:
    resolution = Entity("e9", "document", "Nghị quyết số 05-NQ/HU", [(0, 1)], number="05-NQ/HU")
    one = named("a", [place("e1", "huyện Cẩm Giàng", "295", "2024", "district"), resolution])["e9"]
    other = named("b", [place("e1", "huyện Bình Giang", "296", "2024", "district"), resolution])["e9"]
    assert one.seed != other.seed
    central = Entity("e9", "document", "Chỉ thị số 05-CT/TW", [(0, 1)], number="05-CT/TW")
    assert named("a", [central])["e9"].seed == named("b", [central])["e9"].seed


def test_a_unit_that_only_changed_its_number_lasts() -> None:
    table = units()
    rows = [table.row(n) for n in range(len(table))]
    merged = next(r for r in rows if r.vintage == "2024" and r.code == "10930" and r.level == "commune")
    assert lasting(("commune", merged.code, "2024")).endswith("/2024")
    kept = [r for r in rows if r.vintage == "2024" and r.level == "province" and r.now and "Cao Bằng" in r.name]
    assert lasting(("province", kept[0].code, "2024")) == f"province:{kept[0].now[0]}/2025"
