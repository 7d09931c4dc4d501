"""Entities are what FollowTheMoney's own model allows, and refer to each other."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vifacts.record import Record
from vifacts.store.dataset import Dataset
from vifacts.store.exports.ftm import schema_of
from vifacts.store.index import index, open_index

# the extra "ftm", which needs ICU's headers
model = pytest.importorskip("followthemoney", reason="followthemoney is not installed (extra ftm)").model

Export = Callable[..., Path]
Entity = dict[str, Any]


def entities(path: Path) -> dict[str, Entity]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = {row["id"]: row for row in rows}
    assert len(found) == len(rows)
    return found


@pytest.fixture
def found(export: Export) -> dict[str, Entity]:
    return entities(export("ftm", out="out.ftm.json"))


def test_every_property_is_valid_and_every_reference_resolves(found: dict[str, Entity]) -> None:
    for row in found.values():
        proxy = model.get_proxy(row, cleaned=False)  # values that the model does not take are dropped
        kept = proxy.to_dict()["properties"]
        assert proxy.id == row["id"]
        assert {name: set(values) for name, values in kept.items()} == {
            name: set(values) for name, values in row["properties"].items()
        }, row
        proxy.schema.validate(row)
        for prop in proxy.schema.required:
            assert proxy.get(prop), (row, prop)
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert value in found, (row, prop.name)
                assert model.get(found[value]["schema"]).is_a(prop.range), (row, prop.name)


def test_the_kinds_are_there_with_their_provenance(found: dict[str, Entity], records: list[Record]) -> None:
    count = Counter(row["schema"] for row in found.values())
    assert count["Article"] == len(records)
    for schema in ("Person", "Organization", "PublicBody", "Company", "Occupancy", "Position", "Mention", "Document"):
        assert count[schema], schema
    for row in found.values():
        if row["schema"] in ("Person", "Organization", "Occupancy", "Document"):
            (proof,) = row["properties"]["proof"][:1]
            article = found[proof]["properties"]
            assert row["properties"]["sourceUrl"][0] == article["sourceUrl"][0]
            assert article["publishedAt"]


def test_a_person_has_a_post_in_the_words_of_the_article(found: dict[str, Entity]) -> None:
    (person,) = (r for r in found.values() if r["schema"] == "Person" and "Lưu Thị Ngân" in r["properties"]["name"])
    held = [r for r in found.values() if r["schema"] == "Occupancy" and r["properties"]["holder"] == [person["id"]]]
    assert [found[h["properties"]["post"][0]]["properties"]["name"] for h in held] == [["Bí thư Đảng ủy xã Cẩm Lĩnh"]]
    assert held[0]["properties"]["status"] == ["current"]
    mentions = [r for r in found.values() if r["schema"] == "Mention" and r["properties"]["resolved"] == [person["id"]]]
    assert [m["properties"]["document"] for m in mentions] == [["article-la-1"]]
    assert found["article-la-1"]["properties"]["title"] == ["🎉 <b>Ngày hội</b>"]


def test_ids_are_those_of_the_index_and_the_same_again(
    export: Export, found: dict[str, Entity], written: Dataset
) -> None:
    con = open_index(written)
    keys = {key for (key,) in con.execute("SELECT key FROM entity WHERE articles > 0")}
    con.close()
    assert keys <= found.keys()
    assert entities(export("ftm", out="again.ftm.json")) == found


def test_a_place_lies_in_its_units(found: dict[str, Entity]) -> None:
    inner = [r for r in found.values() if r["schema"] == "Territory" and "commune" in r["properties"]["level"]]
    assert inner
    for row in inner:
        (above,) = row["properties"]["partOf"]
        assert found[above]["properties"]["level"][0] in ("district", "province")


def test_corrections_join_persons(export: Export, records: list[Record], tmp_path: Path) -> None:
    dataset = Dataset(tmp_path / "ds", create=True)
    dataset.write_shard(records)
    index(dataset)
    before = entities(export("ftm", dataset=dataset, out="before.ftm.json"))
    one, two = [row for row in before.values() if row["schema"] == "Person"][:2]
    dataset.corrections.write_text(f'[[merge]]\nthings = ["{one["id"]}", "{two["id"]}"]\n', encoding="utf-8")
    after = entities(export("ftm", dataset=dataset, out="after.ftm.json"))  # the index is brought up to date by itself
    assert two["id"] in before
    assert two["id"] not in after
    names = {*after[one["id"]]["properties"]["name"], *after[one["id"]]["properties"].get("weakAlias", ())}
    assert names == {*one["properties"]["name"], *two["properties"]["name"]}
    holders = {row["properties"]["holder"][0] for row in after.values() if row["schema"] == "Occupancy"}
    assert two["id"] not in holders


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("UBND xã Cẩm Lĩnh", "PublicBody"),
        ("Ủy ban nhân dân tỉnh Hà Nam", "PublicBody"),
        ("Sở Nội vụ", "PublicBody"),
        ("Công ty TNHH Gạch Bến Sông", "Company"),
        ("Đảng ủy xã Cẩm Lĩnh", "Organization"),
        ("Bộ Chính trị", "Organization"),
        ("Ủy ban Kiểm tra Tỉnh ủy", "Organization"),
        ("Ủy ban MTTQ Việt Nam xã Cẩm Lĩnh", "Organization"),
        ("Đảng bộ Công ty Gạch Bến Sông", "Organization"),
    ],
)
def test_the_schema_of_an_organisation(name: str, schema: str) -> None:
    assert schema_of(name) == schema


def test_nomenklatura_reads_it(export: Export) -> None:
    """The store of OpenSanctions' tools, where it is installed: entities and what they are next to."""
    store = pytest.importorskip("nomenklatura.store")
    linker = pytest.importorskip("nomenklatura.resolver.linker").Linker({})
    path = export("ftm", out="out.ftm.json")
    view = store.load_entity_file_store(path, linker).default_view()
    seen = {entity.id: entity for entity in view.entities()}
    assert seen.keys() == entities(path).keys()
    (person,) = (e for e in seen.values() if e.schema.name == "Person" and e.caption == "Lưu Thị Ngân")
    assert {"Occupancy", "Mention", "Article"} <= {other.schema.name for _, other in view.get_adjacent(person)}
