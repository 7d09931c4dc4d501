"""Compares the facts of the index group by group, and finds copies of one text (the rules are those of check/)."""

from __future__ import annotations

import marshal
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from vifacts.check import posts
from vifacts.check.compare import Member, Relation, relations
from vifacts.check.copies import STOCK, candidates, originals, runs_of, same_text
from vifacts.check.measure import factor
from vifacts.check.posts import Holding
from vifacts.check.value import make_value, when
from vifacts.store.ahead import Crew

_FIGURES = """
SELECT f.thing, f.id, f.article, coalesce(a.copy_of, a.id), f.value, f.value_max, f.out_of, f.comparator, f.kind, f.text, f.unit,
    f.time, f.time_text, f.time_start, f.time_end, a.day, f.confidence, coalesce(a.published, '9999'), a.key, f.span_start, f.holder
FROM figure f JOIN article a ON a.id = f.article WHERE f.thing IN ({things}) ORDER BY f.thing
"""
_ROLES = """
SELECT r.post, r.id, r.person, e.name_key, r.article, coalesce(a.copy_of, a.id), a.day, r.former, r.since, r.until, r.confidence,
    coalesce(a.published, '9999'), a.key, r.span_start, r.scope
FROM role r JOIN article a ON a.id = r.article JOIN entity e ON e.id = r.person WHERE r.post IN ({posts}) ORDER BY r.post
"""
#: Where the entity stands in a row of these.
_ENTITY = {"figure": 20, "role": 14}
#: Facts that are compared in one go.
_PIECE = 2_000
_SHARED = "SELECT {0} FROM {1} WHERE {0} NOT NULL{2} GROUP BY {0} HAVING min(article) < max(article)"
_INSERT = (
    "INSERT INTO comparison (about, kind, severity, score, difference, a, b, entity, thing, support_a, support_b) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def compare(con: sqlite3.Connection, hands: Crew, *, everything: bool) -> None:
    """Compare the figures and posts noted as dirty (all with ``everything``), in place of what was found before."""
    for about, column, table, query in (
        ("figure", "thing", "figure", _FIGURES),
        ("role", "post", "role", _ROLES),
    ):
        noted = "" if everything else f" AND {column} IN (SELECT id FROM dirty WHERE what = '{column}')"
        if not everything:
            con.execute(
                "DELETE FROM comparison WHERE about = ? AND thing IN (SELECT id FROM dirty WHERE what = ?)",
                (about, column),
            )
        shared = _SHARED.format(column, table, noted)
        groups = _groups(con.execute(query.format(**{f"{column}s": shared})))
        found: list[tuple[Any, ...]] = []
        for related in hands.map(_related, ((about, piece) for piece in _pieces(groups))):
            found.extend(related)
        con.executemany(_INSERT, found)
        con.execute("DELETE FROM dirty WHERE what = ?", (column,))


Group = list[tuple[Any, ...]]


def _groups(rows: Iterable[tuple[Any, ...]]) -> Iterator[Group]:
    """The rows that have one number in their first column, which they are sorted by."""
    for _, group in groupby(rows, key=itemgetter(0)):
        yield list(group)


def _pieces(groups: Iterable[Group]) -> Iterator[list[Group]]:
    """Groups by the handful: work for one process."""
    piece: list[Group] = []
    size = 0
    for group in groups:
        piece.append(group)
        size += len(group)
        if size >= _PIECE:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _related(about: str, groups: list[Group]) -> bytes:
    """The rows of ``comparison`` for some groups of figures or posts."""
    found: list[tuple[Any, ...]] = []
    for group in groups:
        related = _figures(group) if about == "figure" else _holdings(group)
        entity_of = {row[1]: row[_ENTITY[about]] for row in group} if related else {}
        found.extend(
            (about, r.kind, r.severity, r.score, r.difference, r.a, r.b, entity_of[r.a], group[0][0], *r.support)
            for r in related
        )
    return marshal.dumps(found)


def member(row: tuple[Any, ...]) -> Member[int]:
    """A row of ``_FIGURES`` as a member of its group."""
    (
        _,
        ref,
        article,
        copy_of,
        value,
        value_max,
        out_of,
        comparator,
        kind,
        text,
        unit,
        time,
        time_text,
        start,
        end,
        day,
    ) = row[:16]
    return Member(
        ref,
        article,
        copy_of,
        make_value(value, value_max, out_of, comparator, kind == "percent", text, factor(kind, unit)),
        when(time, time_text, start, end, day),
        row[16],
        row[17:20],
    )


def members_of(con: sqlite3.Connection, thing: int) -> list[Member[int]]:
    """All figures of one group."""
    return [member(row) for row in con.execute(_FIGURES.format(things="?"), (thing,))]


def _figures(group: Group) -> list[Relation[int]]:
    return relations([member(row) for row in group])


def _holdings(group: Group) -> list[Relation[int]]:
    return posts.relations(
        [
            Holding(
                ref=row[1],
                person=row[2],
                name=row[3],
                article=row[4],
                copy_of=row[5],
                day=row[6],
                former=bool(row[7]),
                start=row[8],
                end=row[9],
                confidence=row[10],
                order=row[11:14],
            )
            for row in group
        ]
    )


def find_copies(con: sqlite3.Connection, *, everything: bool) -> None:
    """Find which articles are copies of which, for the articles noted as dirty (all with ``everything``); figures and
    posts of articles that became copies or originals are noted."""
    if not everything and not con.execute("SELECT 1 FROM dirty WHERE what IN ('article', 'number') LIMIT 1").fetchone():
        return
    _stock(con, everything=everything)
    noted = None if everything else {row[0] for row in con.execute("SELECT id FROM dirty WHERE what = 'article'")}
    if everything:
        shared = "SELECT number FROM sketch GROUP BY number HAVING count(*) > 1"
    else:
        shared = "SELECT number FROM sketch WHERE article IN (SELECT id FROM dirty WHERE what = 'article')"
        con.execute(
            "DELETE FROM copy_edge WHERE a IN (SELECT id FROM dirty WHERE what = 'article') "
            "OR b IN (SELECT id FROM dirty WHERE what = 'article')"
        )
    buckets: dict[int, list[int]] = defaultdict(list)
    for number, article in con.execute(
        f"SELECT number, article FROM sketch WHERE number IN ({shared} EXCEPT SELECT number FROM stock) ORDER BY number, article"
    ):
        buckets[number].append(article)
    pairs = candidates(item for item in buckets.items() if len(item[1]) > 1)
    if noted is not None:
        pairs = {(a, b) for a, b in pairs if a in noted or b in noted}
    runs: dict[int, frozenset[tuple[str, ...]]] = {}

    def of(article: int) -> frozenset[tuple[str, ...]]:
        if article not in runs:
            if len(runs) > 500:
                runs.clear()
            (text,) = con.execute("SELECT text FROM article WHERE id = ?", (article,)).fetchone()
            runs[article] = runs_of(text)
        return runs[article]

    edges = [(a, b) for a, b in sorted(pairs) if same_text(of(a), of(b))]
    con.executemany("INSERT OR IGNORE INTO copy_edge VALUES (?, ?)", edges)
    _originals(con, everything=everything)
    con.execute("DELETE FROM dirty WHERE what IN ('article', 'number')")


def _stock(con: sqlite3.Connection, *, everything: bool) -> None:
    """Keep the numbers of stock phrases; the articles of one that has become a stock phrase, or is none any more, are
    compared again."""
    if everything:
        con.execute(
            "INSERT INTO stock SELECT number FROM sketch WHERE number >= 0 GROUP BY number HAVING count(*) > ?",
            (STOCK,),
        )
        return
    sizes = con.execute(
        "SELECT d.id, (SELECT count(*) FROM sketch WHERE number = d.id), s.number FROM dirty d "
        "LEFT JOIN stock s ON s.number = d.id WHERE d.what = 'number' AND d.id >= 0"
    ).fetchall()
    for number, size, was in sizes:
        if (size > STOCK) != (was is not None):
            con.execute(
                "DELETE FROM stock WHERE number = ?" if was is not None else "INSERT INTO stock VALUES (?)", (number,)
            )
            con.execute("INSERT OR IGNORE INTO dirty SELECT 'article', article FROM sketch WHERE number = ?", (number,))


def _originals(con: sqlite3.Connection, *, everything: bool) -> None:
    edges = con.execute("SELECT a, b FROM copy_edge").fetchall()
    joined = {n for edge in edges for n in edge}
    order = {
        row[0]: (row[1], row[2])
        for row in con.execute(
            "SELECT id, coalesce(published, '9999'), key FROM article WHERE id IN (SELECT a FROM copy_edge UNION SELECT b FROM copy_edge)"
        )
    }
    wanted = originals(joined, edges, order)
    before = dict(con.execute("SELECT id, copy_of FROM article WHERE copy_of NOT NULL").fetchall())
    for article in sorted(wanted.keys() | before.keys()):
        if wanted.get(article) == before.get(article):
            continue
        con.execute("UPDATE article SET copy_of = ? WHERE id = ?", (wanted.get(article), article))
        if not everything:
            for column, table in (("thing", "figure"), ("post", "role")):
                con.execute(
                    f"INSERT OR IGNORE INTO dirty SELECT '{column}', {column} FROM {table} WHERE article = ? AND {column} NOT NULL",
                    (article,),
                )
