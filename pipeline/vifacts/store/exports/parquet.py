"""Parquet: one file a table, the tables of ``vifacts query`` with the stable ids of the index beside the ids of the records.

DuckDB reads the records and writes the files, row group by row group, with a bounded memory.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from vifacts.store.duck import connected
from vifacts.store.exports.source import Source
from vifacts.store.exports.writing import whole_folder

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: The most memory that DuckDB takes; what needs more goes through its temporary files.
MEMORY = "512MB"
#: The least that DuckDB is told a record may take.
_LEAST = 1 << 22
_DAY = "TRY_CAST(substr(t.published, 1, 10) AS DATE) AS day"
#: The columns that each table has beside those of docs/dataset.md, and the joins that give them.
_TABLES: dict[str, tuple[str, str]] = {
    "article": (f"t.* REPLACE (CAST(t.extractor AS VARCHAR) AS extractor), {_DAY}, w.copy_of", ""),
    "entity": ("t.*, th.thing", "LEFT JOIN thing th ON th.article = t.article AND th.local = t.id"),
    "mention": ("t.*, th.thing", "LEFT JOIN thing th ON th.article = t.article AND th.local = t.entity"),
    "role": (
        f"t.*, {_DAY}, th.thing AS person_thing, sc.thing AS scope_thing",
        "LEFT JOIN thing th ON th.article = t.article AND th.local = t.person_id "
        "LEFT JOIN thing sc ON sc.article = t.article AND sc.local = t.scope_id",
    ),
    "figure": (
        f"t.*, {_DAY}, th.thing AS holder_thing",
        "LEFT JOIN thing th ON th.article = t.article AND th.local = t.holder_id",
    ),
    "statement": (
        f"t.*, {_DAY}, th.thing AS speaker_thing",
        "LEFT JOIN thing th ON th.article = t.article AND th.local = t.speaker_id",
    ),
    "finding": (f"t.*, {_DAY}", ""),
}
TABLES = tuple(_TABLES)
#: Rows of a row group; articles are long.
_GROUP = {"article": 2_000}


def export(source: Source, out: Path) -> int:
    """Write ``out``/<table>.parquet for each of ``TABLES``; the number of articles."""
    with whole_folder(out, "parquet") as folder, tables(source) as con:
        for table in TABLES:
            write(con, table, folder / f"{table}.parquet")
    return len(source.articles)


@contextmanager
def tables(source: Source, splits: Mapping[str, str] | None = None) -> Iterator[DuckDBPyConnection]:
    """A connection with the tables of the records, of the wanted articles (``wanted``: with their copies and ``splits``)
    and of the things (``thing``)."""
    (longest,) = source.con.execute("SELECT coalesce(max(length), 0) FROM line").fetchone()
    largest = max(_LEAST, longest + 1)
    with tempfile.TemporaryDirectory(prefix="vifacts-export-") as scratch, connected(source.dataset, largest) as con:
        con.execute(f"SET memory_limit = '{MEMORY}'")
        con.execute(f"SET temp_directory = '{_quoted(Path(scratch) / 'spill')}'")
        wanted, things = Path(scratch) / "wanted.csv", Path(scratch) / "things.csv"
        with wanted.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, quoting=csv.QUOTE_ALL)
            rows.writerows((key, copy or "", (splits or {}).get(key, "")) for key, (_, copy) in source.articles.items())
        with things.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, quoting=csv.QUOTE_ALL)
            for key, (row, _) in source.articles.items():
                out.writerows((key, local, thing) for local, thing in source.things(row).items())
        for name, path, columns in (
            ("wanted", wanted, {"article": "VARCHAR", "copy_of": "VARCHAR", "split": "VARCHAR"}),
            ("thing", things, {"article": "VARCHAR", "local": "VARCHAR", "thing": "VARCHAR"}),
        ):
            con.execute(
                f"CREATE TEMP TABLE {name} AS SELECT {', '.join(f'''nullif({c}, '') AS {c}''' for c in columns)} FROM "
                f"read_csv('{_quoted(path)}', header = false, auto_detect = false, delim = ',', quote = '\"', "
                f"escape = '\"', columns = {columns})"
            )
        yield con


def write(con: DuckDBPyConnection, table: str, path: Path, split: str | None = None) -> int:
    """Write one table (of one split) as a Parquet file; the number of its rows."""
    columns, joins = _TABLES[table]
    key = "id" if table == "article" else "article"
    only = "" if split is None else f"WHERE w.split = '{split}'"
    answer = con.execute(
        f"COPY (SELECT {columns} FROM {table} t JOIN wanted w ON w.article = t.{key} {joins} {only}) "
        f"TO '{_quoted(path)}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_GROUP.get(table, 50_000)})"
    ).fetchone()
    return answer[0] if answer else 0


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
