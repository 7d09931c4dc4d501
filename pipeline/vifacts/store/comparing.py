"""Compares the facts of the index group by group, and finds copies of one text (the rules are those of check/)."""

from __future__ import annotations

import marshal
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import blake2b
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

#: Figures and posts with the number of their group first, then their own, their article's and their entity's.
_FIGURE = """
SELECT f.thing, f.id, f.article, f.holder, f.value, f.value_max, f.out_of, f.comparator, f.kind, f.text, f.unit, f.time, f.time_text,
    f.time_start, f.time_end, f.confidence, f.span_start FROM figure f {indexed} WHERE {wanted} ORDER BY f.thing, f.id
"""
_ROLE = """
SELECT r.post, r.id, r.article, r.scope, r.person, e.name_key, r.former, r.since, r.until, r.confidence, r.span_start
FROM role r {indexed} JOIN entity e ON e.id = r.person WHERE {wanted} ORDER BY r.post, r.id
"""
#: Of an article: what it is a copy of (else itself), its day and time of publication, its key.
_ABOUT = "SELECT id, coalesce(copy_of, id), day, coalesce(published, '9999'), key FROM article"
#: Spaces of a text that surely has runs of five words.
_WORDS = 10
#: Facts that are compared in one go.
_PIECE = 2_000
_INSERT = (
    "INSERT INTO comparison (about, kind, severity, score, difference, a, b, entity, thing, support_a, support_b) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def compare(con: sqlite3.Connection, hands: Crew, *, everything: bool) -> None:
    """Compare the figures and posts noted as dirty (all with ``everything``), in place of what was found before."""
    about_article: dict[int, tuple[Any, ...]] = {}
    if everything:
        about_article = {row[0]: row[1:] for row in con.execute(_ABOUT)}
    for about, column, query in (("figure", "thing", _FIGURE), ("role", "post", _ROLE)):
        if everything:  # all rows in their order, sorted: far faster than looking each one up by its number
            rows = con.execute(query.format(indexed="NOT INDEXED", wanted=f"{column} NOT NULL"))
        else:
            con.execute(
                "DELETE FROM comparison WHERE about = ? AND thing IN (SELECT id FROM dirty WHERE what = ?)",
                (about, column),
            )
            rows = con.execute(
                query.format(indexed="", wanted=f"{column} IN (SELECT id FROM dirty WHERE what = '{column}')")
            )
        groups = _groups(con, rows, about_article)
        found: list[tuple[Any, ...]] = []
        for related in hands.map(_related, ((about, marshal.dumps(piece)) for piece in _pieces(groups))):
            found.extend(related)
        con.executemany(_INSERT, found)
        con.execute("DELETE FROM dirty WHERE what = ?", (column,))


Group = list[tuple[Any, ...]]


def _groups(
    con: sqlite3.Connection, rows: Iterable[tuple[Any, ...]], about_article: dict[int, tuple[Any, ...]]
) -> Iterator[Group]:
    """The rows that have one number in their first column, which they are sorted by, each with what is told about its
    article behind it; without the groups of one article."""
    for _, rows_of_one in groupby(rows, key=itemgetter(0)):
        group = list(rows_of_one)
        article = group[0][2]
        if len(group) > 1 and any(row[2] != article for row in group):
            for row in group:
                if row[2] not in about_article:
                    about_article[row[2]] = _about(con, row[2])
            yield [row + about_article[row[2]] for row in group]


def _about(con: sqlite3.Connection, article: int) -> tuple[Any, ...]:
    return tuple(con.execute(_ABOUT + " WHERE id = ?", (article,)).fetchone())[1:]


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


def _related(about: str, groups: bytes) -> bytes:
    """The rows of ``comparison`` for some groups of figures or posts (both as marshal bytes)."""
    found: list[tuple[Any, ...]] = []
    for group in marshal.loads(groups):
        related = _figures(group) if about == "figure" else _holdings(group)
        entity_of = {row[1]: row[3] for row in group} if related else {}
        found.extend(
            (about, r.kind, r.severity, r.score, r.difference, r.a, r.b, entity_of[r.a], group[0][0], *r.support)
            for r in related
        )
    return marshal.dumps(found)


def member(row: tuple[Any, ...]) -> Member[int]:
    """A row of ``_FIGURE`` with what is told about its article as a member of its group."""
    _, ref, article, _, value, value_max, out_of, comparator, kind, text, unit, time, time_text, start, end = row[:15]
    confidence, place, copy_of, day, published, key = row[15:]
    return Member(
        ref,
        article,
        copy_of,
        make_value(value, value_max, out_of, comparator, kind == "percent", text, factor(kind, unit)),
        when(time, time_text, start, end, day),
        confidence,
        (published, key, place),
    )


def members_of(con: sqlite3.Connection, thing: int) -> list[Member[int]]:
    """All figures of one group."""
    rows = con.execute(_FIGURE.format(indexed="", wanted="f.thing = ?"), (thing,)).fetchall()
    return [member((*row, *_about(con, row[2]))) for row in rows]


def _figures(group: Group) -> list[Relation[int]]:
    return relations([member(row) for row in group])


def _holdings(group: Group) -> list[Relation[int]]:
    return posts.relations(
        [
            Holding(
                ref=row[1],
                person=row[4],
                name=row[5],
                article=row[2],
                copy_of=row[11],
                day=row[12],
                former=bool(row[6]),
                start=row[7],
                end=row[8],
                confidence=row[9],
                order=(row[13], row[14], row[10]),
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

    digests = _digests(con, {article for pair in pairs for article in pair})
    edges = [(a, b) for a, b in sorted(pairs) if digests[a] == digests[b] or same_text(of(a), of(b))]
    con.executemany("INSERT OR IGNORE INTO copy_edge VALUES (?, ?)", edges)
    _originals(con, everything=everything)
    con.execute("DELETE FROM dirty WHERE what IN ('article', 'number')")


def _digests(con: sqlite3.Connection, articles: set[int]) -> dict[int, object]:
    """What is equal for articles with one text of some words, and of no other article."""
    found: dict[int, object] = {}
    for article in articles:
        (text,) = con.execute("SELECT text FROM article WHERE id = ?", (article,)).fetchone()
        found[article] = blake2b(text.encode()).digest() if text.count(" ") >= _WORDS else article
    return found


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
