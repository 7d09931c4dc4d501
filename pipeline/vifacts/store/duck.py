"""SQL over the records themselves, answered by DuckDB.

The tables (tables.sql, docs/dataset.md) are views over records/*.jsonl with declared types, so that nothing is guessed.
Shards in which a later record replaced an earlier one, or with a torn line, are read from a copy of what counts.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vifacts.errors import VifactsError
from vifacts.store.dataset import Dataset, Line

if TYPE_CHECKING:
    import duckdb

_SPAN = "BIGINT[]"
_UNIT = "STRUCT(code VARCHAR, vintage VARCHAR, level VARCHAR, path VARCHAR[], now STRUCT(code VARCHAR, vintage VARCHAR, name VARCHAR)[])"
_TIME = 'STRUCT("value" VARCHAR, "text" VARCHAR, "start" VARCHAR, "end" VARCHAR)'
#: Bytes of the largest record that is read.
LARGEST = 1 << 27
#: The record as DuckDB types.
COLUMNS = {
    "schema": "VARCHAR",
    "article": (
        "STRUCT(id VARCHAR, text VARCHAR, outlet VARCHAR, url VARCHAR, title VARCHAR, author VARCHAR, published VARCHAR, "
        f"modified VARCHAR, section VARCHAR, tags VARCHAR[], blocks STRUCT(kind VARCHAR, span {_SPAN})[], reader VARCHAR, "
        'source STRUCT(archive VARCHAR, "offset" BIGINT, path VARCHAR, sha256 VARCHAR, fetched VARCHAR))'
    ),
    "entities": (
        f"STRUCT(id VARCHAR, kind VARCHAR, name VARCHAR, mentions {_SPAN}[], place VARCHAR, unit {_UNIT}, number VARCHAR, "
        "issuer VARCHAR, date VARCHAR)[]"
    ),
    "roles": (
        "STRUCT(person VARCHAR, text VARCHAR, title VARCHAR, organization VARCHAR, scope VARCHAR, former BOOLEAN, acting BOOLEAN, "
        f'"start" VARCHAR, "end" VARCHAR, span {_SPAN}, confidence DOUBLE)[]'
    ),
    "figures": (
        f'STRUCT(id VARCHAR, span {_SPAN}, text VARCHAR, "value" DOUBLE, value_max DOUBLE, "of" DOUBLE, comparator VARCHAR, '
        f"kind VARCHAR, unit VARCHAR, subject VARCHAR, indicator VARCHAR, holder VARCHAR, time {_TIME}, sense VARCHAR, "
        f"target BOOLEAN, part_of VARCHAR, compared_with VARCHAR, sentence {_SPAN}, confidence DOUBLE)[]"
    ),
    "statements": f"STRUCT(speaker VARCHAR, kind VARCHAR, span {_SPAN}, sentence {_SPAN})[]",
    "findings": "STRUCT(code VARCHAR, severity VARCHAR, figures VARCHAR[], message VARCHAR)[]",
    "extractor": "STRUCT(name VARCHAR, version VARCHAR, models JSON)",
}


def query(dataset: Dataset, sql: str) -> Iterator[dict[str, Any]]:
    """The rows that ``sql`` gives; VF515 where DuckDB cannot answer."""
    with connected(dataset) as con:
        answer = con.execute(sql)
        names = [column[0] for column in answer.description or ()]
        while batch := answer.fetchmany(1000):
            for row in batch:
                yield dict(zip(names, map(_plain, row), strict=True))


@contextmanager
def connected(dataset: Dataset, largest: int = LARGEST) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the tables over the records; an error of DuckDB inside comes out as VF515. Each of DuckDB's
    threads takes a buffer of twice ``largest``, the bytes of the largest record."""
    import duckdb  # a tenth of a second that most commands do not need

    with _sources(dataset) as sources, duckdb.connect() as con:
        try:
            columns = ", ".join(f"{_text(name)}: {_text(kind)}" for name, kind in COLUMNS.items())
            listed = ", ".join(_text(str(path)) for path in sources)
            rows = (
                f"read_json([{listed}], format = 'newline_delimited', columns = {{{columns}}}, maximum_object_size = {largest})"
                if sources
                else f"(SELECT {', '.join(f'NULL::{kind} AS {name}' for name, kind in COLUMNS.items())} WHERE false)"
            )
            con.execute(f"CREATE TEMP VIEW record AS SELECT * FROM {rows}")
            con.execute(files("vifacts.store").joinpath("tables.sql").read_text(encoding="utf-8"))
            yield con
        except duckdb.Error as error:
            raise VifactsError("VF515", detail=str(error).strip()) from error


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _plain(value: Any) -> Any:
    """A value as JSON knows it."""
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    return json.loads(json.dumps(value, default=str, ensure_ascii=False))


@contextmanager
def _sources(dataset: Dataset) -> Iterator[list[Path]]:
    """The shards, those with lines that do not count as copies of what counts."""
    all_lines: dict[str, list[Line]] = defaultdict(list)
    bad: set[str] = set()
    last: dict[str, Line] = {}
    for shard in dataset.shards():
        for line in dataset.lines(shard):
            if isinstance(line, VifactsError):
                bad.add(shard.name)
            else:
                all_lines[shard.name].append(line)
                last[line.article] = line
    folder: Path | None = None
    try:
        sources: list[Path] = []
        for shard in dataset.shards():
            lines = all_lines[shard.name]
            kept = [line for line in lines if last[line.article] == line]
            if len(kept) == len(lines) and shard.name not in bad:
                if lines:
                    sources.append(shard)
            elif kept:
                folder = folder or Path(tempfile.mkdtemp(prefix="vifacts-query-"))
                copy = folder / shard.name
                with copy.open("wb") as out:
                    for line in kept:
                        out.write(dataset.raw(line) + b"\n")
                sources.append(copy)
        yield sources
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
