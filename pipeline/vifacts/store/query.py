"""Questions to the index: figures, people, roles, conflicts, each as plain rows with the words that say so.

Every function takes a ``Filter`` (filters.py) and gives rows (dicts with the same keys, in the order of the columns). What
is put in order and counted off has no texts in it yet; they are read for the rows that are given.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from vifacts.errors import VifactsError
from vifacts.store.filters import (
    Filter,
    Row,
    article_terms,
    articles_terms,
    both_sides,
    bound,
    day,
    indicator_terms,
    limit_of,
    match,
    newest_first,
    place_terms,
    rows_of,
    text_terms,
    thing_terms,
    things_named,
    units_named,
    where_of,
)

__all__ = [
    "KINDS",
    "Filter",
    "Row",
    "articles_terms",
    "conflicts",
    "day",
    "figures",
    "match",
    "people",
    "roles",
    "things_named",
    "units_named",
]


def figures(con: sqlite3.Connection, asked: Filter, *, words: bool = True) -> Iterator[Row]:
    """Figures, the newest articles first; without ``words`` (which are then None) no text is read."""
    sentence = "trim(substr(a.text, f.sentence_start + 1, f.sentence_end - f.sentence_start))"
    where, values = article_terms(asked)
    walk, newest = newest_first(con, asked, "figures")
    bound(newest, where, values)
    at = "+f." if walk else "f."  # the plus keeps SQLite from the index of that column
    thing_terms(con, asked.holder, f"{at}holder", where, values)
    place_terms(con, asked.place, (f"{at}holder",), where, values)
    indicator_terms(con, asked.indicator, where, values, at)
    for limit, sign in ((asked.least, ">="), (asked.most, "<=")):
        if limit is not None:
            where.append(f"{'coalesce(f.value_max, f.value)' if sign == '>=' else 'f.value'} {sign} ?")
            values.append(limit)
    if asked.target is not None:
        where.append("f.target = ?")
        values.append(asked.target)
    if asked.every > 1:
        # spread by a hash (Knuth's multiplicative one): every tenth row may always be of one kind
        where.append("(f.id * 2654435761) % 4294967296 < ?")
        values.append((1 << 32) // asked.every)
    text_terms(asked.text, sentence, where, values, "+a.id" if walk else "a.id")
    query = f"""
        SELECT f.indicator, f.subject, f.comparator, f.value, f.value_max, f.out_of AS "of", f.unit, f.kind, e.name AS holder,
            e.key AS holder_id, f.time, f.sense, f.target, f.confidence, a.outlet, substr(a.published, 1, 10) AS published,
            a.key AS article, f.local AS figure, a.url,
            {sentence if words else "NULL"} AS words
        FROM (SELECT f.id, a.day FROM {"article a CROSS JOIN figure f" if walk else "figure f JOIN article a"} ON a.id = f.article
            {where_of(where)} ORDER BY a.day DESC, a.id, f.id {limit_of(asked)}) found
        CROSS JOIN figure f ON f.id = found.id JOIN article a ON a.id = f.article LEFT JOIN entity e ON e.id = f.holder
        ORDER BY found.day DESC, a.id, f.id"""
    for row in rows_of(con, query, values):
        row["target"] = bool(row["target"])
        for column in ("value", "value_max", "of"):
            row[column] = _number(row[column])
        yield row


def people(con: sqlite3.Connection, asked: Filter) -> Iterator[Row]:
    """Persons with their posts, those of the most articles first."""
    where: list[str] = ["p.kind = 'person'", "p.articles > 0"]
    values: list[Any] = []
    thing_terms(con, asked.person, "p.id", where, values)
    inner, inner_values = article_terms(asked)
    place_terms(con, asked.place, ("r.scope",), inner, inner_values)
    thing_terms(con, asked.holder, "r.scope", inner, inner_values)
    if asked.text is not None:
        text_terms(asked.text, "r.text", inner, inner_values)
    if asked.place is not None or asked.holder is not None or asked.text is not None:
        where.append(f"p.id IN (SELECT r.person FROM role r JOIN article a ON a.id = r.article {where_of(inner)})")
        values += inner_values
    elif inner:
        where.append(
            f"p.id IN (SELECT m.entity FROM article_entity m JOIN article a ON a.id = m.article {where_of(inner)})"
        )
        values += inner_values
    query = f"""
        SELECT p.name, p.key AS person_id, p.articles, p.mentions, substr(p.first, 1, 10) AS first, substr(p.last, 1, 10) AS last,
            (SELECT group_concat(text, '; ') FROM (SELECT DISTINCT r.text FROM role r JOIN article a ON a.id = r.article
                WHERE r.person = p.id ORDER BY a.day DESC LIMIT 8)) AS roles
        FROM (SELECT p.id FROM entity p {where_of(where)} ORDER BY p.articles DESC, p.name, p.key {limit_of(asked)}) found
        CROSS JOIN entity p ON p.id = found.id ORDER BY p.articles DESC, p.name, p.key"""
    return rows_of(con, query, values)


def roles(con: sqlite3.Connection, asked: Filter, *, newest: bool = False) -> Iterator[Row]:
    """Who is said to hold which post; the posts of a person follow each other in time. With ``newest`` the newest articles
    come first instead."""
    where, values = article_terms(asked)
    walk, last = newest_first(con, asked, "roles") if newest and asked.person is None else (False, None)
    bound(last, where, values)
    order = "a.day DESC, a.id" if newest else "p.name, p.key, coalesce(r.since, a.published)"
    at = "+r." if walk else "r."
    thing_terms(con, asked.person, f"{at}person", where, values)
    thing_terms(con, asked.holder, f"{at}scope", where, values)
    place_terms(con, asked.place, (f"{at}scope",), where, values)
    text_terms(asked.text, "r.text", where, values)
    query = f"""
        SELECT p.name AS person, p.key AS person_id, r.text AS role, r.title, s.name AS scope, s.key AS scope_id, r.former, r.acting,
            r.since, r.until, r.confidence, a.outlet, substr(a.published, 1, 10) AS published, a.key AS article, a.url,
            substr(a.text, r.span_start + 1, r.span_end - r.span_start) AS words
        FROM (SELECT r.id FROM {"article a CROSS JOIN role r" if walk else "role r JOIN article a"} ON a.id = r.article
            JOIN entity p ON p.id = r.person {where_of(where)} ORDER BY {order}, r.id {limit_of(asked)}) found
        CROSS JOIN role r ON r.id = found.id JOIN article a ON a.id = r.article JOIN entity p ON p.id = r.person
        LEFT JOIN entity s ON s.id = r.scope ORDER BY {order}, r.id"""
    for row in rows_of(con, query, values):
        row["former"], row["acting"] = bool(row["former"]), bool(row["acting"])
        yield row


#: Articles of an outlet whose comparisons are found from its facts; of more, comparisons are gone through by their score.
_FEW = 600
#: What the kind filter of ``conflicts`` may say.
KINDS = ("conflict", "rounding", "changed", "agree", "copy")


def conflicts(con: sqlite3.Connection, asked: Filter) -> Iterator[Row]:
    """Figures and posts that contradict each other, worst first; ``kind`` asks for another relation instead.

    A filter of an article (outlet, since, until) holds for either side.
    """
    kind = asked.kind or "conflict"
    if kind not in KINDS:
        raise VifactsError("VF516", detail=f"{kind} is none of {', '.join(KINDS)}")
    # what is left out lies in either list
    both = replace(asked, offset=0, limit=None if asked.limit is None else asked.limit + asked.offset)
    found = [*_figure_conflicts(con, both, kind)]
    if asked.indicator is None and asked.least is None and asked.most is None and asked.target is None:
        found += _role_conflicts(con, both, kind)
    found.sort(key=lambda row: (-row["score"], row["thing"] or "", row["a_article"], row["b_article"]))
    yield from found[asked.offset :][: asked.limit]


def _figure_conflicts(con: sqlite3.Connection, asked: Filter, kind: str) -> Iterator[Row]:
    sides = _joined(asked, "figure")
    where: list[str] = ["c.about = 'figure'", "c.kind = ?"]
    values: list[Any] = [kind]
    both_sides(asked, where, values)
    _of_outlet(con, asked, "figure", where, values)
    thing_terms(con, asked.holder, "c.entity", where, values)
    place_terms(con, asked.place, (_entity(con, asked),), where, values)
    indicator_terms(con, asked.indicator, where, values, "+f.")
    for limit, sign in ((asked.least, ">="), (asked.most, "<=")):
        if limit is not None:
            where.append(f"(f.value {sign} ? OR g.value {sign} ?)")
            values += [limit, limit]
    if asked.target is not None:
        where.append("f.target = ?")
        values.append(asked.target)
    sentence = "trim(substr({0}.text, {1}.sentence_start + 1, {1}.sentence_end - {1}.sentence_start))"
    if asked.text is not None:
        text_terms(asked.text, f"{sentence.format('a', 'f')} || ' ' || {sentence.format('b', 'g')}", where, values)
    yield from rows_of(
        con,
        f"""
        SELECT c.kind, c.severity, c.score, 'figure' AS about, e.name AS thing, e.key AS thing_id,
            coalesce(f.subject, f.unit) AS what, f.text AS a_says, g.text AS b_says, f.time AS a_time, g.time AS b_time,
            c.difference, {_SIDES}, {sentence.format("a", "f")} AS a_words, {sentence.format("b", "g")} AS b_words,
            f.local AS a_fact, g.local AS b_fact
        FROM (SELECT c.id FROM {sides} {where_of(where)} ORDER BY c.score DESC, c.id DESC {limit_of(asked)}) found
            CROSS JOIN {_WHOLE.format(what="figure")} LEFT JOIN entity e ON e.id = c.entity
        ORDER BY c.score DESC, c.id DESC""",
        values,
    )


def _role_conflicts(con: sqlite3.Connection, asked: Filter, kind: str) -> Iterator[Row]:
    sides = _joined(asked, "role")
    where: list[str] = ["c.about = 'role'", "c.kind = ?"]
    values: list[Any] = [kind]
    both_sides(asked, where, values)
    _of_outlet(con, asked, "role", where, values)
    thing_terms(con, asked.holder, "c.entity", where, values)
    place_terms(con, asked.place, (_entity(con, asked),), where, values)
    words = "substr({0}.text, {1}.span_start + 1, {1}.span_end - {1}.span_start)"
    if asked.text is not None:
        text_terms(asked.text, f"{words.format('a', 'f')} || ' ' || {words.format('b', 'g')}", where, values)
    yield from rows_of(
        con,
        f"""
        SELECT c.kind, c.severity, c.score, 'role' AS about, e.name AS thing, e.key AS thing_id, f.text AS what,
            p.name AS a_says, q.name AS b_says, f.since AS a_time, g.since AS b_time, c.difference, {_SIDES},
            {words.format("a", "f")} AS a_words, {words.format("b", "g")} AS b_words,
            {_number_of("f")} AS a_fact, {_number_of("g")} AS b_fact
        FROM (SELECT c.id FROM {sides} {where_of(where)} ORDER BY c.score DESC, c.id DESC {limit_of(asked)}) found
            CROSS JOIN {_WHOLE.format(what="role")} JOIN entity p ON p.id = f.person
            JOIN entity q ON q.id = g.person LEFT JOIN entity e ON e.id = c.entity
        ORDER BY c.score DESC, c.id DESC""",
        values,
    )


def _entity(con: sqlite3.Connection, asked: Filter) -> str:
    """The column of a comparison's holder: of a whole province there are many, so that the comparisons are gone through
    by their score (the plus keeps SQLite from the index of holders)."""
    units = "[" + ",".join(map(str, units_named(con, asked.place) if asked.place else [])) + "]"
    query = "SELECT 1 FROM unit WHERE level = 'province' AND id IN (SELECT value FROM json_each(?)) LIMIT 1"
    return "+c.entity" if con.execute(query, (units,)).fetchone() else "c.entity"


def _number_of(role: str) -> str:
    """A role by its number in the record: "r2"."""
    return f"(SELECT 'r' || count(*) FROM role t WHERE t.article = {role}.article AND t.id <= {role}.id)"


def _of_outlet(con: sqlite3.Connection, asked: Filter, what: str, where: list[str], values: list[Any]) -> None:
    """The comparisons of an outlet with few articles, found from these."""
    query = "SELECT count(*) FROM (SELECT 1 FROM article WHERE outlet = ? LIMIT ?)"
    if asked.outlet is None or con.execute(query, (asked.outlet, _FEW + 1)).fetchone()[0] > _FEW:
        return
    of_side = (
        f"SELECT x.id FROM article y CROSS JOIN {what} z ON z.article = y.id CROSS JOIN comparison x ON x.{{0}} = z.id "
        f"AND +x.about = '{what}' WHERE y.outlet = ?"
    )
    where.append(f"c.id IN ({of_side.format('a')} UNION {of_side.format('b')})")
    values += [asked.outlet, asked.outlet]


def _joined(asked: Filter, what: str) -> str:
    """The tables that the conditions of a filter speak of."""
    of_facts = (asked.outlet, asked.indicator, asked.least, asked.most, asked.target)
    of_articles = (asked.text, asked.since, asked.until)
    if any(one is not None for one in of_articles):
        return _FACTS.format(what=what) + _ARTICLES
    return _FACTS.format(what=what) if any(one is not None for one in of_facts) else "comparison c"


_FACTS = "comparison c CROSS JOIN {what} f ON f.id = c.a JOIN {what} g ON g.id = c.b"
_ARTICLES = " JOIN article a ON a.id = f.article JOIN article b ON b.id = g.article"
_WHOLE = _FACTS.replace("comparison c", "comparison c ON c.id = found.id") + _ARTICLES
_SIDES = (
    "a.outlet AS a_outlet, substr(a.published, 1, 10) AS a_published, a.key AS a_article, a.url AS a_url, "
    "b.outlet AS b_outlet, substr(b.published, 1, 10) AS b_published, b.key AS b_article, b.url AS b_url, "
    "c.support_a, c.support_b"
)


def _number(value: float | None) -> int | float | None:
    return int(value) if value is not None and value == int(value) else value
