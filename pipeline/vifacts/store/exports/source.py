"""What an export takes from a dataset: the records that are asked for, with the stable ids and copies of the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from vifacts.errors import VifactsError
from vifacts.record import Record
from vifacts.store.ahead import records_of
from vifacts.store.corrections import read as read_corrections
from vifacts.store.dataset import Dataset, Line
from vifacts.store.index import index, open_index
from vifacts.store.query import Filter, articles_terms


@dataclass(frozen=True, slots=True)
class Item:
    """A record of the export: its row in the index, the article it is a copy of (id), and the stable id of each of its
    entities by the entity's id in the record."""

    record: Record
    row: int
    copy_of: str | None
    things: dict[str, str]


@dataclass
class Source:
    """The articles an export takes, in the order of the shards. ``errors`` are lines that are no records."""

    dataset: Dataset
    con: sqlite3.Connection
    #: Article id -> (row of the index, id of the article it is a copy of).
    articles: dict[str, tuple[int, str | None]]
    errors: list[VifactsError] = field(default_factory=list)

    def items(self) -> Iterator[Item]:
        """The records one by one; no more than one is held."""
        for line, record in records_of(self.dataset.records, self._lines(), self.errors):
            row, copy_of = self.articles[line.article]
            yield Item(record, row, copy_of, self.things(row))

    def things(self, row: int) -> dict[str, str]:
        """The stable id of each entity of an article."""
        return dict(
            self.con.execute(
                "SELECT ae.local, e.key FROM article_entity ae JOIN entity e ON e.id = ae.entity WHERE ae.article = ?",
                (row,),
            )
        )

    def _lines(self) -> list[Line]:
        last: dict[str, Line] = {}  # of two lines of one article the later counts
        for values in self.con.execute(
            "SELECT shard, offset, length, digest, article FROM line ORDER BY shard, offset"
        ):
            line = Line(*values)
            if line.article in self.articles:
                last[line.article] = line
        return sorted(last.values(), key=lambda line: (line.shard, line.offset))


@contextmanager
def opened(dataset: Dataset, asked: Filter) -> Iterator[Source]:
    """The articles that ``asked`` takes (outlet, since, until, place). The index is brought up to date before where a
    shard or the corrections have changed since it was made; what could not be read then is among the errors."""
    errors = [] if _fresh(dataset) else index(dataset).errors
    with closing(open_index(dataset)) as con:
        where, values = articles_terms(con, asked)
        query = (
            f"SELECT a.key, a.id, b.key FROM article a LEFT JOIN article b ON b.id = a.copy_of {where} ORDER BY a.id"
        )
        yield Source(dataset, con, {key: (row, copy) for key, row, copy in con.execute(query, values)}, list(errors))


def _fresh(dataset: Dataset) -> bool:
    """Whether the index is one of this version and of the records as they are."""
    try:
        con = open_index(dataset)
    except VifactsError:
        return False
    with closing(con):
        known = {name: (size, changed) for name, size, changed in con.execute("SELECT name, size, changed FROM shard")}
        (corrections,) = con.execute("SELECT value FROM meta WHERE key = 'corrections'").fetchone()
    there = {}
    for path in dataset.shards():
        stat = path.stat()
        there[path.name] = (stat.st_size, stat.st_mtime_ns)
    return known == there and corrections == read_corrections(dataset.corrections).digest
