"""An article with its facts: what stands where, and what other articles say of the same."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

Row = dict[str, Any]
Span = tuple[int, int]
#: The kinds of facts in the order of the legend.
KINDS = ("figure", "person", "organization", "place", "document", "role", "statement")
#: Figures of other articles that one figure is shown with.
ELSEWHERE = 6


@dataclass
class Fact:
    """One fact of an article: ``id`` is its place in the address (#f12): that of the record for figures and entities, the
    number in the record for roles (r1) and statements (s1). ``row`` has the columns of its table."""

    id: str
    kind: str
    spans: list[Span]
    row: Row
    sentence: Span | None = None
    elsewhere: list[Row] = field(default_factory=list)
    findings: list[Row] = field(default_factory=list)


@dataclass
class Piece:
    """A stretch of text that the same facts cover; ``starts`` are the facts that begin with it."""

    text: str
    facts: list[Fact]
    starts: list[Fact]


def article(con: sqlite3.Connection, key: str) -> Row | None:
    """The article of that stable id, with its JSON columns read; None where there is none."""
    found = _one(con, "SELECT * FROM article WHERE key = ?", key)
    if found is None:
        return None
    for column in ("tags", "blocks", "source"):
        found[column] = json.loads(found[column]) if found[column] else None
    original = "SELECT key, title, outlet, substr(published, 1, 10) AS published FROM article WHERE id = ?"
    found["original"] = _one(con, original, found["copy_of"])
    found["copies"] = _all(
        con,
        "SELECT key, title, outlet, substr(published, 1, 10) AS published FROM article WHERE copy_of = ? ORDER BY day LIMIT 20",
        found["id"],
    )
    return found


def facts(con: sqlite3.Connection, article_id: int) -> list[Fact]:
    """All facts of an article, in the order of the text within each kind."""
    found: dict[str, list[Fact]] = {kind: [] for kind in KINDS}
    mentions: dict[str, list[Span]] = defaultdict(list)
    for local, start, end in con.execute(
        "SELECT local, span_start, span_end FROM mention WHERE article = ? ORDER BY span_start", (article_id,)
    ):
        mentions[local].append((start, end))
    for row in _all(
        con,
        "SELECT ae.local, ae.name, ae.number, ae.date, e.key, e.kind, e.name AS thing_name, e.articles FROM article_entity ae "
        "JOIN entity e ON e.id = ae.entity WHERE ae.article = ?",
        article_id,
    ):
        found[row["kind"]].append(Fact(row["local"], row["kind"], mentions[row["local"]], row))
    for row in _all(
        con,
        "SELECT f.*, e.key AS holder_key, e.name AS holder_name FROM figure f LEFT JOIN entity e ON e.id = f.holder "
        "WHERE f.article = ? ORDER BY f.id",
        article_id,
    ):
        span, sentence = (row["span_start"], row["span_end"]), (row["sentence_start"], row["sentence_end"])
        found["figure"].append(Fact(row["local"], "figure", [span], row, sentence))
    for n, row in enumerate(
        _all(
            con,
            "SELECT r.*, p.key AS person_key, p.name AS person_name, s.key AS scope_key, s.name AS scope_name FROM role r "
            "JOIN entity p ON p.id = r.person LEFT JOIN entity s ON s.id = r.scope WHERE r.article = ? ORDER BY r.id",
            article_id,
        ),
        1,
    ):
        found["role"].append(Fact(f"r{n}", "role", [(row["span_start"], row["span_end"])], row))
    for n, row in enumerate(
        _all(
            con,
            "SELECT s.*, p.key AS person_key, p.name AS person_name FROM statement s JOIN entity p ON p.id = s.speaker "
            "WHERE s.article = ? ORDER BY s.id",
            article_id,
        ),
        1,
    ):
        sentence = (row["sentence_start"], row["sentence_end"])
        found["statement"].append(Fact(f"s{n}", "statement", [(row["span_start"], row["span_end"])], row, sentence))
    for kind in ("person", "organization", "place", "document"):
        found[kind].sort(key=lambda fact: fact.spans[:1] or [(1 << 60, 0)])
    _compare(con, article_id, found["figure"])
    _find(con, article_id, {fact.id: fact for fact in found["figure"]})
    return [fact for kind in KINDS for fact in found[kind]]


def _compare(con: sqlite3.Connection, article_id: int, figures: list[Fact]) -> None:
    by_row = {fact.row["id"]: fact for fact in figures}
    pairs = con.execute(
        "SELECT c.kind, c.severity, c.score, f.id, c.b FROM figure f JOIN comparison c ON c.a = f.id AND +c.about = 'figure' "
        "WHERE f.article = ?1 UNION ALL SELECT c.kind, c.severity, c.score, f.id, c.a FROM figure f "
        "JOIN comparison c ON c.b = f.id AND +c.about = 'figure' WHERE f.article = ?1",
        (article_id,),
    ).fetchall()
    order = {"conflict": 0, "rounding": 1, "agree": 2, "changed": 3, "copy": 4}
    pairs.sort(key=lambda pair: (order.get(pair[0], 9), -pair[2], pair[4]))
    shown: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for kind, _, _, mine, other in pairs:
        if len(shown[mine]) < ELSEWHERE:
            shown[mine].append((other, kind))
    others = {other for rows in shown.values() for other, _ in rows}
    details = {
        row["id"]: row
        for row in _all(
            con,
            "SELECT f.id, f.local, f.text, f.comparator, f.time, f.target, a.key AS article, a.outlet, substr(a.published, 1, 10) "
            "AS published, trim(substr(a.text, f.sentence_start + 1, f.sentence_end - f.sentence_start)) AS words "
            "FROM json_each(?) j CROSS JOIN figure f ON f.id = j.value JOIN article a ON a.id = f.article",
            json.dumps(sorted(others)),
        )
    }
    for mine, rows in shown.items():
        by_row[mine].elsewhere = [{**details[other], "relation": kind} for other, kind in rows]


def _find(con: sqlite3.Connection, article_id: int, figures: dict[str, Fact]) -> None:
    for row in _all(
        con, "SELECT code, severity, message, figures FROM finding WHERE article = ? ORDER BY id", article_id
    ):
        for local in json.loads(row["figures"]):
            if local in figures:
                figures[local].findings.append(row)


def blocks(row: Row) -> list[tuple[str, Span]]:
    """The blocks of an article: kind and span. Text outside of all blocks comes as paragraphs, line by line."""
    text, found, at = row["text"], [], 0
    given = [(b["kind"], (b["span"][0], b["span"][1])) for b in row["blocks"] or []]
    for kind, (start, end) in sorted(given, key=lambda block: block[1]):
        if start < at:
            continue
        found += _lines(text, at, start)
        found.append((kind, (start, end)))
        at = end
    return found + _lines(text, at, len(text))


def _lines(text: str, start: int, end: int) -> list[tuple[str, Span]]:
    found = []
    at = start
    for line in text[start:end].split("\n"):
        if line.strip():
            found.append(("paragraph", (at, at + len(line))))
        at += len(line) + 1
    return found


def pieces(text: str, span: Span, marked: list[tuple[Span, Fact]], begun: set[str]) -> Iterator[Piece]:
    """The text of a block cut wherever a fact begins or ends; the facts of a piece are in the order longest first.
    ``begun`` holds the ids of facts that earlier pieces began with, and grows."""
    start, end = span
    inside = [(max(s, start), min(e, end), fact) for (s, e), fact in marked if s < end and e > start]
    cuts = sorted({start, end, *(s for s, _, _ in inside), *(e for _, e, _ in inside)})
    for left, right in pairwise(cuts):
        over = [(s - e, fact) for s, e, fact in inside if s <= left and e >= right]
        over.sort(key=lambda item: item[0])
        here = list({fact.id: fact for _, fact in over}.values())
        starts = [fact for fact in here if fact.id not in begun]
        begun.update(fact.id for fact in starts)
        yield Piece(text[left:right], here, starts)


def _all(con: sqlite3.Connection, query: str, *values: Any) -> list[Row]:
    cursor = con.execute(query, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _one(con: sqlite3.Connection, query: str, *values: Any) -> Row | None:
    return next(iter(_all(con, query, *values)), None)
