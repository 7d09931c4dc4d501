"""The command: formats, filters, places to write, and an index that is as new as the records."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest
from annotations import run

from vifacts.errors import VifactsError
from vifacts.evaluate import annotated
from vifacts.record import Record, encode
from vifacts.store import exports
from vifacts.store.dataset import Dataset
from vifacts.store.exports import FORMATS
from vifacts.store.index import open_index
from vifacts.store.query import Filter

Export = Callable[..., Path]


def articles(out: Path) -> set[str]:
    return set(pq.read_table(out / "article.parquet", columns=["id"]).column("id").to_pylist())


def test_filters_take_the_articles_that_they_say(export: Export, records: list[Record]) -> None:
    by_outlet = {r.article.id for r in records if r.article.outlet == "lucdau"}
    assert articles(export("parquet", "--outlet", "lucdau")) == by_outlet != set()
    days = {r.article.id: (r.article.published or "")[:10] for r in records}
    kept = {key for key, day in days.items() if "2025-01-01" <= day <= "2025-12-31"}
    assert articles(export("parquet", "--since", "2025", "--until", "2025-12")) == kept != set(days)
    place = "xã Hưng Đạo"
    named = {r.article.id for r in records if any(e.kind == "place" and e.name == place and e.unit for e in r.entities)}
    found = articles(export("parquet", "--place", place))
    assert named <= found < set(days)
    out = export("parquet", "--outlet", "lucdau")
    for table in ("figure", "mention", "role", "statement", "entity"):
        assert set(pq.read_table(out / f"{table}.parquet").column("article").to_pylist()) <= by_outlet


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_each_format_takes_the_filter_and_an_empty_dataset(form: str, export: Export, tmp_path: Path) -> None:
    empty = Dataset(tmp_path / "empty", create=True)
    out = export(form, dataset=empty, out="nothing")
    assert out.exists()
    one = export(form, "--outlet", "baola", out="one")
    files = [one] if one.is_file() else sorted(p for p in one.rglob("*") if p.is_file())
    text = b"".join(p.read_bytes() for p in files if p.suffix in (".json", ".jsonl", ".xml"))
    if text and form in ("label-studio", "doccano", "ftm"):
        assert b"la-1" in text
        assert b"lucdau-" not in text


def test_an_export_is_replaced_and_nothing_else_is(export: Export, written: Dataset, tmp_path: Path) -> None:
    out = export("parquet")
    (out / "left-over.txt").write_text("x", encoding="utf-8")
    assert export("doccano") == out  # another export in its place
    assert not (out / "left-over.txt").exists()
    assert (out / "articles.jsonl").exists()
    assert not (out / "article.parquet").exists()
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.tex").write_text("x", encoding="utf-8")
    for place in (mine, mine / "thesis.tex"):
        with pytest.raises(VifactsError, match="VF541"):
            exports.export(written.folder, "parquet", place, Filter())
    with pytest.raises(VifactsError, match="VF501"):
        exports.export(written.folder, "ftm", mine, Filter())
    with pytest.raises(VifactsError, match="VF501"):
        exports.export(written.folder, "ftm", tmp_path / "nowhere" / "x.json", Filter())
    assert [p.name for p in mine.iterdir()] == ["thesis.tex"]


def test_what_breaks_leaves_the_earlier_export(
    export: Export, written: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = export("doccano")
    before = (out / "articles.jsonl").read_bytes()
    monkeypatch.setattr("vifacts.store.exports.doccano.row", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        exports.export(written.folder, "doccano", out, Filter())
    assert (out / "articles.jsonl").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_formats_and_filters_that_are_none(written: Dataset, tmp_path: Path) -> None:
    with pytest.raises(VifactsError, match="VF540"):
        exports.export(written.folder, "excel", tmp_path / "x", Filter())
    with pytest.raises(VifactsError, match="VF540"):
        annotated.run([tmp_path / "x"], "brat", None)
    with pytest.raises(VifactsError, match="VF516"):
        exports.export(written.folder, "parquet", tmp_path / "x", Filter(since="lately"))
    with pytest.raises(VifactsError, match="VF503"):
        exports.export(tmp_path, "parquet", tmp_path / "x", Filter())
    assert list(tmp_path.iterdir()) == []


def test_the_index_is_brought_up_to_date_before(export: Export, records: list[Record], tmp_path: Path) -> None:
    dataset = Dataset(tmp_path / "ds", create=True)
    dataset.write_shard(records[:3])
    assert len(articles(export("parquet", dataset=dataset))) == 3
    changed = msgspec.structs.replace(records[0], figures=[])
    dataset.write_shard([changed, *records[3:5]])
    out = export("parquet", dataset=dataset)
    assert articles(out) == {r.article.id for r in records[:5]}
    figures = pq.read_table(out / "figure.parquet").column("article").to_pylist()
    assert changed.article.id not in figures  # of two records of one article the later counts
    assert len(figures) == sum(len(r.figures) for r in records[1:5])


def test_lines_that_are_no_records_are_said(records: list[Record], tmp_path: Path) -> None:
    dataset = Dataset(tmp_path / "ds", create=True)
    path = dataset.write_shard(records[:2])
    with path.open("ab") as file:
        file.write(encode(records[2])[:200])
    status, out = run("export", dataset.folder, "--to", "doccano", "-o", tmp_path / "out")
    assert status == 1
    assert "VF504" in out
    rows = (tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(row)["vifacts"]["article"] for row in rows} == {r.article.id for r in records[:2]}


def test_stable_ids_are_those_of_the_index(export: Export, written: Dataset) -> None:
    con = open_index(written)
    expected = {tuple(row) for row in con.execute(
        "SELECT a.key, ae.local, e.key FROM article_entity ae JOIN article a ON a.id = ae.article JOIN entity e ON e.id = ae.entity"
    )}  # fmt: skip
    copies = dict(con.execute("SELECT a.key, b.key FROM article a JOIN article b ON b.id = a.copy_of").fetchall())
    con.close()
    out = export("parquet")
    rows = pq.read_table(out / "entity.parquet").to_pylist()
    assert {(r["article"], r["id"], r["thing"]) for r in rows} == expected
    rows = pq.read_table(out / "article.parquet").to_pylist()
    assert {r["id"]: r["copy_of"] for r in rows if r["copy_of"]} == copies != {}
