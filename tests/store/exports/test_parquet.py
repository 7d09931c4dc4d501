"""Parquet files read again by their own libraries hold what the records say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import duckdb
import msgspec
import pandas
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from vifacts.record import Record
from vifacts.store.exports import parquet

Export = Callable[..., Path]


@pytest.fixture(scope="module")
def by_id(records: list[Record]) -> dict[str, Record]:
    return {record.article.id: record for record in records}


def rows(folder: Path, table: str) -> list[dict[str, object]]:
    return pq.read_table(folder / f"{table}.parquet").to_pylist()


def test_articles_and_figures_equal_the_records(export: Export, by_id: dict[str, Record]) -> None:
    out = export("parquet")
    articles = {row["id"]: row for row in rows(out, "article")}
    assert articles.keys() == by_id.keys()
    for key, row in articles.items():
        article = msgspec.to_builtins(by_id[key].article)
        article["blocks"] = [{"kind": b["kind"], "span": list(b["span"])} for b in article["blocks"]]
        for name, value in article.items():
            assert row[name] == value, (key, name)
        assert row["day"] == dt.date.fromisoformat(article["published"][:10])
    found = rows(out, "figure")
    assert len(found) == sum(len(r.figures) for r in by_id.values())
    for row in found:
        record = by_id[row["article"]]
        figure = next(f for f in record.figures if f.id == row["id"])
        assert (row["value"], row["value_max"], row["out_of"]) == (figure.value, figure.value_max, figure.of)
        assert (row["comparator"], row["unit"], row["subject"]) == (figure.comparator, figure.unit, figure.subject)
        assert (row["span_start"], row["span_end"]) == figure.span
        assert row["time"] == (figure.time.value if figure.time else None)
        assert row["holder"] == next((e.name for e in record.entities if e.id == figure.holder), None)
        assert (row["holder_thing"] is None) == (figure.holder is None)


def test_every_fact_has_its_row_and_words(export: Export, by_id: dict[str, Record]) -> None:
    out = export("parquet")
    for table, count in {
        "entity": sum(len(r.entities) for r in by_id.values()),
        "mention": sum(len(e.mentions) for r in by_id.values() for e in r.entities),
        "role": sum(len(r.roles) for r in by_id.values()),
        "statement": sum(len(r.statements) for r in by_id.values()),
        "finding": sum(len(r.findings) for r in by_id.values()),
    }.items():
        found = rows(out, table)
        assert len(found) == count, table
        for row in found:
            if "words" in row:
                text = by_id[row["article"]].article.text
                assert row["words"] == text[row["span_start"] : row["span_end"]], table
    assert all(row["thing"] for row in rows(out, "entity"))
    assert all(row["person_thing"] for row in rows(out, "role"))
    odd = [row for row in rows(out, "mention") if row["article"] == "la-1"]
    assert {"Lưu Thị Ngân", "xã Cẩm Lĩnh"} & {row["words"] for row in odd}


def test_columns_have_types_and_a_copy_names_its_original(export: Export) -> None:
    out = export("parquet")
    schema = pq.read_schema(out / "figure.parquet")
    assert schema.field("value").type == pa.float64()
    assert schema.field("target").type == pa.bool_()
    assert schema.field("span_start").type == pa.int64()
    assert schema.field("day").type == pa.date32()
    assert pa.types.is_list(pq.read_schema(out / "article.parquet").field("tags").type)
    copies = {row["id"]: row["copy_of"] for row in rows(out, "article")}
    assert copies["chep-1"] is not None
    assert copies["la-1"] is None


def test_pandas_and_duckdb_read_it(export: Export, by_id: dict[str, Record]) -> None:
    out = export("parquet")
    frame = pandas.read_parquet(out / "figure.parquet")
    assert frame["value"].sum() == pytest.approx(sum(f.value for r in by_id.values() for f in r.figures))
    answer = duckdb.sql(f"SELECT count(*), count(DISTINCT article) FROM '{out}/mention.parquet'").fetchone()
    assert answer == (
        sum(len(e.mentions) for r in by_id.values() for e in r.entities),
        sum(any(e.mentions for e in r.entities) for r in by_id.values()),
    )


def test_tables_are_written_in_row_groups(
    export: Export, monkeypatch: pytest.MonkeyPatch, records: list[Record]
) -> None:
    """Rows go to the file group by group (DuckDB's smallest is 2,048), so that memory does not grow with the dataset."""
    monkeypatch.setitem(parquet._GROUP, "figure", 2_048)
    file = pq.ParquetFile(export("parquet") / "figure.parquet")
    sizes = [file.metadata.row_group(n).num_rows for n in range(file.metadata.num_row_groups)]
    assert sum(sizes) == sum(len(r.figures) for r in records)
    assert max(sizes) <= 2_048
