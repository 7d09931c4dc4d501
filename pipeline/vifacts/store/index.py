"""Makes the SQLite index of a dataset from its records, or brings it up to date.

Where there is no index (or one of another version) it is built beside its place and renamed, which is fast and leaves
nothing half done. Otherwise the changed shards are read and each new, changed or gone article is replaced in one
transaction; what depends on several articles (who is who, copies, comparisons) is noted in the same transaction and worked
out afterwards, so that a run that is killed is completed by the next. Either way the outcome is that of the records alone.
"""

from __future__ import annotations

import gc
import hashlib
import json
import marshal
import os
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from vifacts.errors import VifactsError
from vifacts.record import SCHEMA
from vifacts.store import corrections as corrections_file
from vifacts.store.ahead import Crew, crew, records_of, rows_of
from vifacts.store.comparing import compare, find_copies
from vifacts.store.corrections import Corrections
from vifacts.store.counting import count
from vifacts.store.dataset import Dataset, Line
from vifacts.store.people import join, merge
from vifacts.store.rows import rows
from vifacts.store.writer import Writer, fill_units

#: Changes with the tables, and with rules that change what is in them.
VERSION = "3"
#: In the statements of indexes that are made after the last step.
_COMPARISONS = " ON comparison "
#: Articles written in one go.
BATCH = 500

Progress = Callable[[str, int, int], None]


@dataclass
class Report:
    """What a run of ``index`` did: articles by what happened to them, and what could not be read."""

    new: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    seconds: float = 0.0
    errors: list[VifactsError] = field(default_factory=list)


@dataclass
class _Shard:
    name: str
    size: int
    changed: int
    sha256: str
    lines: list[Line]
    bad: int


def open_index(dataset: Dataset) -> sqlite3.Connection:
    """The index, for reading only; VF507 where there is none of this version."""
    if not dataset.index.is_file() or not _usable(dataset.index, read_only=True):
        raise VifactsError("VF507", str(dataset.index), folder=dataset.folder)
    con = _connect(dataset.index, read_only=True)
    con.row_factory = sqlite3.Row
    return con


def index(dataset: Dataset, progress: Progress | None = None) -> Report:
    """Make or update the index and dataset.json. Only one process may do so at a time (VF506)."""
    began = time.perf_counter()
    say = progress or (lambda _what, _done, _total: None)
    with dataset.locked("index"):
        for part in dataset.folder.glob(".index.*.part*"):
            part.unlink()
        fixes = corrections_file.read(dataset.corrections)
        usable = dataset.index.is_file() and _usable(dataset.index)
        collecting = gc.isenabled()
        gc.disable()  # millions of tuples that form no cycles
        try:
            if usable:
                report = _update(dataset, fixes, say)
            else:
                with crew(dataset) as hands:
                    report = _build(dataset, hands, fixes, say)
        finally:
            if collecting:
                gc.enable()
    report.seconds = time.perf_counter() - began
    return report


def _connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    mode = "ro" if read_only else "rwc"
    if read_only and not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists():
        mode = "ro&immutable=1"  # SQLite cannot put its files beside the index, and nobody is at work on it
    con = sqlite3.connect(f"file:{_quoted(path)}?mode={mode}", uri=True, isolation_level=None)
    con.execute("PRAGMA busy_timeout = 30000")
    con.execute("PRAGMA cache_size = -65536")
    con.execute("PRAGMA temp_store = MEMORY")
    con.execute("PRAGMA threads = 2")  # for sorting: indexes, large orders
    return con


def _quoted(path: Path) -> str:
    return str(path.resolve()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _version(con: sqlite3.Connection) -> str | None:
    with suppress(sqlite3.DatabaseError):
        row = con.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
        return row and str(row[0])
    return None


def _usable(path: Path, *, read_only: bool = False) -> bool:
    with suppress(sqlite3.DatabaseError), closing(_connect(path, read_only=read_only)) as con:
        return _version(con) == VERSION
    return False


# -- from nothing --------------------------------------------------------------------------------------------------


def _build(dataset: Dataset, hands: Crew, fixes: Corrections, say: Progress) -> Report:
    report = Report()
    for suffix in ("-wal", "-shm", "-journal", ""):  # an old log must never meet the new file
        dataset.index.with_name(dataset.index.name + suffix).unlink(missing_ok=True)
    part = dataset.folder / f".index.{os.getpid()}.part"
    shards = _scan_all(dataset, hands, report.errors)
    lines = _current(line for shard in shards for line in shard.lines)
    with closing(_connect(part)) as con:
        con.execute("PRAGMA page_size = 8192")
        con.execute("PRAGMA journal_mode = OFF")
        con.execute("PRAGMA synchronous = OFF")
        con.execute("PRAGMA locking_mode = EXCLUSIVE")
        con.execute("PRAGMA cache_size = -262144")
        con.execute("BEGIN")
        _script(con, "schema.sql")
        fill_units(con)
        writer = Writer(con, track=False)
        for n, made in enumerate(rows_of(hands, dataset, lines, fixes, report.errors), 1):
            writer.add(made)
            if n % BATCH == 0:
                writer.flush(entities=False)
                say("articles", n, len(lines))
        writer.flush()
        report.new = con.execute("SELECT count(*) FROM article").fetchone()[0]
        say("keys", 0, 0)
        con.executemany("INSERT INTO line VALUES (?, ?, ?, ?, ?)", (_line_row(x) for s in shards for x in s.lines))
        _script(con, "keys.sql", lambda statement: _COMPARISONS not in statement)
        say("words", 0, 0)
        # fewer and larger pieces to merge: a quarter less work
        con.execute("INSERT INTO article_fts (article_fts, rank) VALUES ('hashsize', 16777216)")
        con.execute("INSERT INTO article_fts (article_fts) VALUES ('rebuild')")
        con.execute("INSERT INTO article_fts (article_fts, rank) VALUES ('hashsize', 1048576)")
        _finish(con, writer, hands, fixes, report, say, everything=True)
        _script(con, "keys.sql", lambda statement: _COMPARISONS in statement)
        _note(con, shards, fixes)
        con.execute("DELETE FROM dirty")
        con.execute("COMMIT")
        con.execute("PRAGMA optimize")
        _describe(dataset, con)
        con.execute("PRAGMA locking_mode = NORMAL")
        con.execute("PRAGMA journal_mode = WAL")
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(dataset.index)
    return report


def _script(con: sqlite3.Connection, name: str, wanted: Callable[[str], bool] = lambda _: True) -> None:
    """Run the ``wanted`` statements of a file inside the open transaction (executescript would end it)."""
    statement = ""
    for line in files("vifacts.store").joinpath(name).read_text(encoding="utf-8").splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            if wanted(statement):
                con.execute(statement)
            statement = ""


def _finish(
    con: sqlite3.Connection,
    writer: Writer,
    hands: Crew,
    fixes: Corrections,
    report: Report,
    say: Progress,
    *,
    everything: bool,
) -> None:
    """What depends on several articles, in an order in which each step only notes work for the later ones."""
    say("copies", 0, 0)
    find_copies(con, everything=everything)
    say("people", 0, 0)
    join(con, writer, hands, everything=everything)
    report.errors.extend(merge(con, writer, fixes))
    say("things", 0, 0)
    count(con, everything=everything)
    say("comparisons", 0, 0)
    compare(con, hands, everything=everything)


# -- up to date ----------------------------------------------------------------------------------------------------


def _update(dataset: Dataset, fixes: Corrections, say: Progress) -> Report:
    report = Report()
    with closing(_connect(dataset.index)) as con:
        con.execute("PRAGMA synchronous = NORMAL")
        known = {name: (size, changed) for name, size, changed in con.execute("SELECT name, size, changed FROM shard")}
        paths = {path.name: path for path in dataset.shards()}
        scanned = []
        for name, path in paths.items():
            stat = path.stat()
            if known.get(name) != (stat.st_size, stat.st_mtime_ns):
                scanned.append(_scan(dataset, path, report.errors))
        fresh = {shard.name for shard in scanned}
        kept = (
            Line(*row)
            for row in con.execute("SELECT shard, offset, length, digest, article FROM line ORDER BY shard, offset")
            if row[0] in paths and row[0] not in fresh
        )
        merged = sorted([*kept, *(x for s in scanned for x in s.lines)], key=lambda x: (x.shard, x.offset))
        lines = {line.article: line for line in _current(merged)}
        stored = {key: (row, digest) for key, row, digest in con.execute("SELECT key, id, digest FROM article")}
        redo = _split_changes(con, fixes)
        gone = [key for key in stored if key not in lines]
        todo = [
            x
            for x in lines.values()
            if x.article not in stored or stored[x.article][1] != x.digest or x.article in redo
        ]
        report.unchanged = len(lines) - len(todo)
        writer = Writer(con, track=True)
        steps: list[tuple[str, Line | None]] = [(key, None) for key in gone]
        steps.extend((line.article, line) for line in sorted(todo, key=lambda x: (x.shard, x.offset)))
        for start in range(0, len(steps), BATCH):
            con.execute("BEGIN IMMEDIATE")
            _replace(dataset, writer, steps[start : start + BATCH], stored, fixes, report)
            con.execute("COMMIT")
            say("articles", min(start + BATCH, len(steps)), len(steps))
        con.execute("BEGIN IMMEDIATE")
        _finish(con, writer, Crew(), fixes, report, say, everything=False)
        for name in (known.keys() - paths.keys()) | fresh:
            con.execute("DELETE FROM line WHERE shard = ?", (name,))
            con.execute("DELETE FROM shard WHERE name = ?", (name,))
        con.executemany("INSERT INTO line VALUES (?, ?, ?, ?, ?)", (_line_row(x) for s in scanned for x in s.lines))
        _note(con, scanned, fixes)
        con.execute("COMMIT")
        _describe(dataset, con)
        con.execute("PRAGMA optimize")
        with suppress(sqlite3.OperationalError):  # a reader may be at work
            con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return report


def _replace(
    dataset: Dataset,
    writer: Writer,
    steps: list[tuple[str, Line | None]],
    stored: dict[str, tuple[int, bytes]],
    fixes: Corrections,
    report: Report,
) -> None:
    wanted = [line for _, line in steps if line is not None]
    records = {line.article: record for line, record in records_of(dataset.records, wanted, report.errors)}
    for key, line in steps:
        there = stored.get(key)
        if there is not None:
            writer.remove(there[0])
        record = records.get(key)
        if line is None or record is None:
            report.removed += there is not None
            continue
        writer.add(rows(record, line.digest, fixes))
        writer.flush()
        report.changed += there is not None
        report.new += there is None


def _split_changes(con: sqlite3.Connection, fixes: Corrections) -> set[str]:
    """Articles whose entities have to be looked at again because the splits have changed."""
    meta = dict(con.execute("SELECT key, value FROM meta"))
    if meta.get("corrections") == fixes.digest:
        return set()
    return fixes.articles | set(json.loads(meta.get("split", "[]")))


# -- shared --------------------------------------------------------------------------------------------------------


def _scan_all(dataset: Dataset, hands: Crew, errors: list[VifactsError]) -> list[_Shard]:
    """The shards, each looked through by another process; one with bad lines again by this one, which reports them."""
    paths = dataset.shards()
    shards = []
    for path, plain in zip(paths, hands.map(_scanned, ((dataset.folder, path) for path in paths)), strict=True):
        if plain is None:
            shards.append(_scan(dataset, path, errors))
        else:
            *told, lines = plain
            size, changed, sha256 = told
            shards.append(_Shard(path.name, size, changed, sha256, [Line(path.name, *line) for line in lines], 0))
    return shards


def _scanned(folder: Path, path: Path) -> bytes:
    errors: list[VifactsError] = []
    shard = _scan(Dataset(folder), path, errors)
    plain = (shard.size, shard.changed, shard.sha256, [tuple(line[1:]) for line in shard.lines])
    return marshal.dumps(None if errors else plain)


def _scan(dataset: Dataset, path: Path, errors: list[VifactsError]) -> _Shard:
    stat = path.stat()
    lines, bad = [], 0
    for line in dataset.lines(path):
        if isinstance(line, VifactsError):
            errors.append(line)
            bad += 1
        else:
            lines.append(line)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return _Shard(path.name, stat.st_size, stat.st_mtime_ns, digest, lines, bad)


def _current(lines: Iterable[Line]) -> list[Line]:
    """The lines that count, in their order: of two with one article the later."""
    last = {line.article: line for line in lines}
    return sorted(last.values(), key=lambda line: (line.shard, line.offset))


def _line_row(line: Line) -> tuple[str, int, int, bytes, str]:
    return line.shard, line.offset, line.length, line.digest, line.article


def _note(con: sqlite3.Connection, shards: list[_Shard], fixes: Corrections) -> None:
    con.executemany(
        "INSERT OR REPLACE INTO shard VALUES (?, ?, ?, ?, ?, ?)",
        [(s.name, s.size, s.changed, s.sha256, len(s.lines), s.bad) for s in shards],
    )
    meta = {
        "version": VERSION,
        "schema": SCHEMA,
        "corrections": fixes.digest,
        "split": json.dumps(sorted(fixes.articles), ensure_ascii=False),
    }
    con.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta.items())


def _describe(dataset: Dataset, con: sqlite3.Connection) -> None:
    """Write dataset.json: schema numbers, counts, and the digest of each shard."""
    counts = {
        table: con.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("article", "mention", "figure", "role", "statement", "finding")
    }
    things = dict(con.execute("SELECT kind, count(*) FROM entity WHERE articles > 0 GROUP BY kind ORDER BY kind"))
    kinds = dict(con.execute("SELECT kind, count(*) FROM comparison GROUP BY kind ORDER BY kind"))
    shards = [
        {"name": name, "bytes": size, "records": lines, "sha256": sha256}
        for name, size, lines, sha256 in con.execute("SELECT name, size, lines, sha256 FROM shard ORDER BY name")
    ]
    archive = sorted(dataset.archive.glob("*.warc.gz")) if dataset.archive.is_dir() else []
    description = {
        "schema": "vifacts.dataset/1",
        "records": SCHEMA,
        "index": VERSION,
        "counts": {**counts, "things": things, "comparisons": kinds},
        "shards": shards,
        "archive": [{"name": path.name, "bytes": path.stat().st_size} for path in archive],
    }
    part = dataset.description.with_name(f".{dataset.description.name}.{os.getpid()}.part")
    part.write_text(json.dumps(description, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    part.replace(dataset.description)
