"""The index equals one built from nothing, whatever happened on the way."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from vifacts.errors import VifactsError
from vifacts.record import Record
from vifacts.store.dataset import Dataset
from vifacts.store.index import index, open_index

Same = Callable[[Dataset, Path], None]


def test_from_nothing_in_any_order(tmp_path: Path, synthetic: list[Record], same_as_new: Same) -> None:
    one, other = (Dataset(tmp_path / name, create=True) for name in ("one", "other"))
    one.write_shard(synthetic)
    shuffled = synthetic[:]
    random.Random(1).shuffle(shuffled)
    for start in range(0, len(shuffled), 60):
        other.write_shard(shuffled[start : start + 60])
        index(other)
    same_as_new(other, tmp_path / "new")
    index(one)
    a, b = (json.loads(d.description.read_text()) for d in (one, other))
    assert a["counts"] == b["counts"]
    assert a["counts"]["comparisons"]["conflict"] > 10
    assert a["counts"]["comparisons"]["copy"] > 10


def test_new_changed_and_gone_articles(
    tmp_path: Path, filled: Dataset, synthetic: list[Record], same_as_new: Same
) -> None:
    changed = [
        msgspec.structs.replace(
            r, figures=[msgspec.structs.replace(f, value=f.value + 1) for f in r.figures[:3]], roles=[]
        )
        for r in synthetic[10:40]
    ]
    with filled.appender() as out:
        for record in changed:
            out.append(record)
    report = index(filled)
    assert (report.new, report.changed, report.removed, report.unchanged) == (0, 30, 0, 210)
    same_as_new(filled, tmp_path / "changed")
    filled.shards()[1].unlink()  # the earlier records count again
    assert index(filled).changed == 30
    same_as_new(filled, tmp_path / "back")
    filled.write_shard(synthetic[:100], filled.shards()[0].name)
    assert index(filled).removed == 140
    same_as_new(filled, tmp_path / "fewer")


def test_nothing_changed_is_nothing_done(filled: Dataset) -> None:
    before = filled.index.read_bytes()
    report = index(filled)
    assert (report.new, report.changed, report.removed, report.unchanged) == (0, 0, 0, 240)
    assert len(filled.index.read_bytes()) == len(before)


def test_a_damaged_index_is_built_again(tmp_path: Path, filled: Dataset, same_as_new: Same) -> None:
    filled.index.write_bytes(b"no database")
    with pytest.raises(VifactsError, match="VF507"):
        open_index(filled)
    assert index(filled).new == 240
    same_as_new(filled, tmp_path / "new")


def test_bad_lines_are_reported_and_the_rest_is_there(filled: Dataset) -> None:
    with filled.shards()[0].open("ab") as file:
        file.write(b'{"article": {"id": "x"}}\n{"torn')
    report = index(filled)
    assert [e.code for e in report.errors] == ["VF504", "VF505"]
    assert report.unchanged == 240


def test_search_with_and_without_diacritics(filled: Dataset) -> None:
    con = open_index(filled)

    def found(words: str) -> int:
        return con.execute("SELECT count(*) FROM article_fts WHERE article_fts MATCH ?", (words,)).fetchone()[0]

    assert found("dang vien") == found("đảng viên") == 240
    assert found("uy") == found("ủy") == found("uỷ") > 0
    assert found("tuongbo") == 0


def test_the_index_is_read_only_for_readers(filled: Dataset) -> None:
    import sqlite3

    with pytest.raises(sqlite3.OperationalError):
        open_index(filled).execute("DELETE FROM article")


def test_persons_of_one_post_are_one_and_namesakes_elsewhere_are_not(filled: Dataset) -> None:
    con = open_index(filled)
    rows = con.execute(
        "SELECT e.name, count(*), min(e.articles), max(r.post) FROM entity e JOIN role r ON r.person = e.id WHERE e.kind = 'person' "
        "GROUP BY e.id"
    ).fetchall()
    assert all(count > 5 for _, count, _, _ in rows), "the same person in every article of the commune"


def test_corrections_survive_a_new_extraction(
    tmp_path: Path, filled: Dataset, synthetic: list[Record], same_as_new: Same
) -> None:
    con = open_index(filled)
    first, second = con.execute(
        "SELECT e.key, e.name FROM entity e WHERE e.kind = 'person' AND e.articles > 3 ORDER BY e.key LIMIT 2"
    ).fetchall()
    article, name = con.execute(
        "SELECT a.key, x.name FROM article_entity x JOIN article a ON a.id = x.article JOIN entity e ON e.id = x.entity "
        "WHERE e.key = ? ORDER BY a.key LIMIT 1",
        (second["key"],),
    ).fetchone()
    con.close()
    filled.corrections.write_text(
        f'[[merge]]\nthings = ["{first["key"]}", {{ article = "{article}", name = "{name}" }}]\n'
        '[[merge]]\nthings = ["person-none", "person-nowhere"]\n',
        encoding="utf-8",
    )
    report = index(filled)
    assert [e.code for e in report.errors] == ["VF509", "VF509"]
    same_as_new(filled, tmp_path / "merged")
    con = open_index(filled)
    gone = con.execute("SELECT articles FROM entity WHERE key = ?", (second["key"],)).fetchone()
    assert gone["articles"] == 0
    merged = con.execute("SELECT articles FROM entity WHERE key = ?", (first["key"],)).fetchone()["articles"]
    con.close()
    # extracted again: other bytes, the same articles and names
    filled.write_shard(
        [msgspec.structs.replace(r, extractor=msgspec.structs.replace(r.extractor, version="2")) for r in synthetic]
    )
    assert index(filled).changed == 240
    con = open_index(filled)
    assert con.execute("SELECT articles FROM entity WHERE key = ?", (first["key"],)).fetchone()["articles"] == merged
    con.close()
    filled.corrections.write_text(f'[[split]]\nname = "{first["name"]}"\narticles = ["{article}"]\n', encoding="utf-8")
    index(filled)
    same_as_new(filled, tmp_path / "split")
    filled.corrections.unlink()
    index(filled)
    same_as_new(filled, tmp_path / "without")


def test_a_broken_file_of_corrections_is_said(filled: Dataset) -> None:
    filled.corrections.write_text("[[merge]]\nthing = 1\n", encoding="utf-8")
    with pytest.raises(VifactsError, match="VF508"):
        index(filled)
