"""Questions to the index, and the forms of their answers."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from vifacts.cli import app
from vifacts.errors import VifactsError
from vifacts.record import Record, encode
from vifacts.store import query, table
from vifacts.store.dataset import Dataset
from vifacts.store.index import index, open_index
from vifacts.store.query import Filter


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory, synthetic: list[Record]) -> Dataset:
    dataset = Dataset(tmp_path_factory.mktemp("query"), create=True)
    dataset.write_shard(synthetic)
    index(dataset)
    return dataset


@pytest.fixture
def con(ready: Dataset) -> Iterator[sqlite3.Connection]:
    connection = open_index(ready)
    yield connection
    connection.close()


def test_figures_by_each_filter(con: sqlite3.Connection, synthetic: list[Record]) -> None:
    everything = [(r, f) for r in synthetic for f in r.figures]

    def found(**asked: object) -> list[query.Row]:
        return list(query.figures(con, Filter(**asked)))  # type: ignore[arg-type]

    assert len(found()) == len(everything)
    assert len(found(limit=7)) == 7
    assert len(found(indicator="party_members")) == sum(f.indicator == "party_members" for _, f in everything)
    assert len(found(indicator="duong giao thong")) == sum("giao thông" in (f.subject or "") for _, f in everything)
    assert len(found(target=True)) == sum(f.target for _, f in everything)
    assert len(found(least=1000, most=2000)) == sum(1000 <= f.value <= 2000 for _, f in everything)
    assert {row["outlet"] for row in found(outlet="baosaochep")} == {"baosaochep"}
    days = {row["published"] for row in found(since="2025-12", until="2026-02-10")}
    assert days
    assert all("2025-12-01" <= day <= "2026-02-10" for day in days)
    name = synthetic[0].entities[1].name
    assert len(found(holder=name)) == sum(name in {e.name for e in r.entities} for r in synthetic) * 10
    assert {row["holder"] for row in found(holder=name)} == {name}


def test_words_are_those_of_the_sentence_with_or_without_diacritics(con: sqlite3.Connection) -> None:
    rows = list(query.figures(con, Filter(text="ho ngheo")))
    assert rows
    assert all("hộ nghèo" in row["words"] for row in rows)
    assert rows == list(query.figures(con, Filter(text="hộ nghèo")))


def test_a_place_stands_for_its_units(con: sqlite3.Connection, synthetic: list[Record]) -> None:
    unit = synthetic[0].entities[0].unit
    assert unit is not None
    province = unit.path[0]
    of_province = [r for r in synthetic if r.entities[0].unit and r.entities[0].unit.path[0] == province]
    assert len(list(query.figures(con, Filter(place=province)))) == 10 * len(of_province)
    of_commune = [r for r in synthetic if r.entities[0].unit and r.entities[0].unit.code == unit.code]
    assert len(list(query.figures(con, Filter(place=f"{unit.code}/2025")))) == 10 * len(of_commune)
    assert list(query.figures(con, Filter(place="Cà Mau"))) == []


def test_people_and_the_posts_of_one_through_time(con: sqlite3.Connection) -> None:
    (first, *_) = query.people(con, Filter(limit=1))
    posts = list(query.roles(con, Filter(person=first["person_id"])))
    assert [p["published"] for p in posts] == sorted(p["published"] for p in posts)
    assert {p["person"] for p in posts} == {first["name"]}
    assert all(first["name"] in p["words"] for p in posts)
    assert {r["title"] for r in query.roles(con, Filter(text="chu tich"))} == {"Chủ tịch"}


def test_conflicts_come_worst_first_with_both_sides(con: sqlite3.Connection) -> None:
    rows = list(query.conflicts(con, Filter()))
    assert [r["score"] for r in rows] == sorted((r["score"] for r in rows), reverse=True)
    assert all(r["a_words"] and r["b_words"] and r["a_article"] != r["b_article"] for r in rows)
    assert {r["kind"] for r in query.conflicts(con, Filter(kind="agree"))} == {"agree"}
    with pytest.raises(VifactsError, match="VF516"):
        list(query.conflicts(con, Filter(kind="other")))


def test_filters_that_are_not_understood(con: sqlite3.Connection) -> None:
    for asked in (Filter(since="yesterday"), Filter(until="2024-13"), Filter(text="…")):
        with pytest.raises(VifactsError, match="VF516"):
            list(query.figures(con, asked))


def test_csv_opens_in_a_spreadsheet() -> None:
    out = io.StringIO()
    rows = [{"a": "Đảng bộ", "b": 1.5, "c": None, "d": True}, {"a": '=HYPERLINK("x")', "b": -3, "c": "-", "d": False}]
    assert table.write(rows, "csv", out=out) == 2
    text = out.getvalue()
    assert text.startswith("\ufeffa,b,c,d\r\n")
    read = list(csv.reader(io.StringIO(text[1:])))
    assert read[1] == ["Đảng bộ", "1.5", "", "true"]
    assert read[2][0].startswith("'=")


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_commands(ready: Dataset) -> None:
    folder = str(ready.folder)
    rows = [json.loads(line) for line in run("figures", folder, "-f", "jsonl", "--limit", "3").splitlines()]
    assert len(rows) == 3
    assert run("conflicts", folder, "-f", "csv").startswith("\ufeffkind,severity")
    assert "severity" in run("check", folder)
    assert "Bí thư" in run("roles", folder)
    assert run("people", folder)


def test_sql_over_the_records(ready: Dataset, synthetic: list[Record], tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    assert duckdb
    out = run("query", str(ready.folder), "SELECT count(*) AS n, count(holder) AS h FROM figure", "-f", "jsonl")
    assert json.loads(out) == {"n": 2400, "h": 2400}
    # of two records of one article the later counts, and a torn line is none
    dataset = Dataset(tmp_path / "ds", create=True)
    dataset.write_shard(synthetic[:3])
    path = dataset.write_shard([msgspec.structs.replace(synthetic[0], figures=[])])
    with path.open("ab") as file:
        file.write(encode(synthetic[4])[:100])
    from vifacts.store.duck import query as sql

    assert list(sql(dataset, "SELECT count(*) AS n FROM figure")) == [{"n": 20}]
    (words,) = sql(dataset, "SELECT words, name FROM mention WHERE kind = 'person' LIMIT 1")
    assert words["words"] == words["name"]
    for name in ("article", "entity", "role", "statement", "finding"):
        list(sql(dataset, f"SELECT * FROM {name} LIMIT 2"))
    with pytest.raises(VifactsError, match="VF515"):
        list(sql(dataset, "SELECT nothing FROM nowhere"))
    assert list(sql(Dataset(tmp_path / "empty", create=True), "SELECT count(*) AS n FROM article")) == [{"n": 0}]
