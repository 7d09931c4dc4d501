"""Questions to the index: figures, people, roles, conflicts, each as plain rows with the words that say so.

Every function takes a ``Filter`` and gives rows (dicts with the same keys, in the order of the columns). Names are found
with or without diacritics; a place stands for itself and for all units in it.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from vifacts.check.value import ordinal
from vifacts.errors import VifactsError
from vifacts.extract.names import canonical
from vifacts.language.normalise import nfc, plain

Row = dict[str, Any]
_WORD = re.compile(r"\w+")
_CODE = re.compile(r"^(\d{2,5})(?:/(\d{4}))?$")


@dataclass(frozen=True)
class Filter:
    """What is asked for; None does not filter.

    ``indicator`` is an indicator's id, or words of the subject; ``holder``, ``person`` and ``place`` are names, stable ids
    or (places) codes such as "10891/2024"; ``since`` and ``until`` are days of publication (ISO, also "2024" or "2024-06");
    ``least`` and ``most`` bound the value; ``text`` are words of the sentence (of the role for roles). Of the rows the first
    ``offset`` are left out, and at most ``limit`` come.
    """

    indicator: str | None = None
    holder: str | None = None
    person: str | None = None
    place: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    least: float | None = None
    most: float | None = None
    target: bool | None = None
    text: str | None = None
    kind: str | None = None
    limit: int | None = None
    offset: int = 0


#: Up to so many facts are looked up and put in order; of more (bounded by one filter, by several), articles are gone
#: through from the newest on until there are enough.
FEW, FEW_OF_SEVERAL = 4_000, 40_000


def figures(con: sqlite3.Connection, asked: Filter) -> Iterator[Row]:
    """Figures, the newest articles first."""
    where, values = _article_terms(asked)
    walk = _walk(con, asked)
    at = "+f." if walk else "f."  # the plus keeps SQLite from the index of that column
    _thing_terms(con, asked.holder, f"{at}holder", where, values)
    _place_terms(con, asked.place, (f"{at}holder",), where, values)
    _indicator_terms(con, asked.indicator, where, values, at)
    for bound, sign in ((asked.least, ">="), (asked.most, "<=")):
        if bound is not None:
            where.append(f"{'coalesce(f.value_max, f.value)' if sign == '>=' else 'f.value'} {sign} ?")
            values.append(bound)
    if asked.target is not None:
        where.append("f.target = ?")
        values.append(asked.target)
    sentence = "substr(a.text, f.sentence_start + 1, f.sentence_end - f.sentence_start)"
    _text_terms(asked.text, sentence, where, values, "+a.id" if walk else "a.id")
    query = f"""
        SELECT f.indicator, f.subject, f.comparator, f.value, f.value_max, f.out_of AS "of", f.unit, f.kind, e.name AS holder,
            e.key AS holder_id, f.time, f.sense, f.target, f.confidence, a.outlet, substr(a.published, 1, 10) AS published,
            a.key AS article, f.local AS figure, a.url,
            trim(substr(a.text, f.sentence_start + 1, f.sentence_end - f.sentence_start)) AS words
        FROM {"article a CROSS JOIN figure f" if walk else "figure f JOIN article a"} ON a.id = f.article
        LEFT JOIN entity e ON e.id = f.holder {_where(where)} ORDER BY a.day DESC, a.id, f.id {_limit(asked)}"""
    for row in _rows(con, query, values):
        row["target"] = bool(row["target"])
        for column in ("value", "value_max", "of"):
            row[column] = _number(row[column])
        yield row


def people(con: sqlite3.Connection, asked: Filter) -> Iterator[Row]:
    """Persons with their posts, those of the most articles first."""
    where: list[str] = ["p.kind = 'person'", "p.articles > 0"]
    values: list[Any] = []
    _thing_terms(con, asked.person, "p.id", where, values)
    inner, inner_values = _article_terms(asked)
    _place_terms(con, asked.place, ("r.scope",), inner, inner_values)
    _thing_terms(con, asked.holder, "r.scope", inner, inner_values)
    if asked.text is not None:
        _text_terms(asked.text, "r.text", inner, inner_values)
    if asked.place is not None or asked.holder is not None or asked.text is not None:
        where.append(f"p.id IN (SELECT r.person FROM role r JOIN article a ON a.id = r.article {_where(inner)})")
        values += inner_values
    elif inner:
        where.append(
            f"p.id IN (SELECT m.entity FROM article_entity m JOIN article a ON a.id = m.article {_where(inner)})"
        )
        values += inner_values
    query = f"""
        SELECT p.name, p.key AS person_id, p.articles, p.mentions, substr(p.first, 1, 10) AS first, substr(p.last, 1, 10) AS last,
            (SELECT group_concat(text, '; ') FROM (SELECT DISTINCT r.text FROM role r JOIN article a ON a.id = r.article
                WHERE r.person = p.id ORDER BY a.day DESC LIMIT 8)) AS roles
        FROM entity p {_where(where)} ORDER BY p.articles DESC, p.name, p.key {_limit(asked)}"""
    return _rows(con, query, values)


def roles(con: sqlite3.Connection, asked: Filter, *, newest: bool = False) -> Iterator[Row]:
    """Who is said to hold which post; the posts of a person follow each other in time. With ``newest`` the newest articles
    come first instead."""
    where, values = _article_terms(asked)
    walk = newest and asked.person is None and _walk(con, asked, column="roles")
    at = "+r." if walk else "r."
    _thing_terms(con, asked.person, f"{at}person", where, values)
    _thing_terms(con, asked.holder, f"{at}scope", where, values)
    _place_terms(con, asked.place, (f"{at}scope",), where, values)
    _text_terms(asked.text, "r.text", where, values)
    query = f"""
        SELECT p.name AS person, p.key AS person_id, r.text AS role, r.title, s.name AS scope, s.key AS scope_id, r.former, r.acting,
            r.since, r.until, r.confidence, a.outlet, substr(a.published, 1, 10) AS published, a.key AS article, a.url,
            substr(a.text, r.span_start + 1, r.span_end - r.span_start) AS words
        FROM {"article a CROSS JOIN role r" if walk else "role r JOIN article a"} ON a.id = r.article
        JOIN entity p ON p.id = r.person LEFT JOIN entity s ON s.id = r.scope {_where(where)}
        ORDER BY {"a.day DESC, a.id" if newest else "p.name, p.key, coalesce(r.since, a.published)"}, r.id {_limit(asked)}"""
    for row in _rows(con, query, values):
        row["former"], row["acting"] = bool(row["former"]), bool(row["acting"])
        yield row


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
    where: list[str] = ["c.about = 'figure'", "c.kind = ?"]
    values: list[Any] = [kind]
    _both_sides(asked, where, values)
    _thing_terms(con, asked.holder, "c.entity", where, values)
    _place_terms(con, asked.place, ("c.entity",), where, values)
    _indicator_terms(con, asked.indicator, where, values, "+f.")
    for bound, sign in ((asked.least, ">="), (asked.most, "<=")):
        if bound is not None:
            where.append(f"(f.value {sign} ? OR g.value {sign} ?)")
            values += [bound, bound]
    if asked.target is not None:
        where.append("f.target = ?")
        values.append(asked.target)
    sentence = "trim(substr({0}.text, {1}.sentence_start + 1, {1}.sentence_end - {1}.sentence_start))"
    if asked.text is not None:
        _text_terms(asked.text, f"{sentence.format('a', 'f')} || ' ' || {sentence.format('b', 'g')}", where, values)
    yield from _rows(
        con,
        f"""
        SELECT c.kind, c.severity, c.score, 'figure' AS about, e.name AS thing, e.key AS thing_id,
            coalesce(f.subject, f.unit) AS what, f.text AS a_says, g.text AS b_says, f.time AS a_time, g.time AS b_time,
            c.difference, {_SIDES}, {sentence.format("a", "f")} AS a_words, {sentence.format("b", "g")} AS b_words,
            f.local AS a_fact, g.local AS b_fact
        FROM comparison c CROSS JOIN figure f ON f.id = c.a JOIN figure g ON g.id = c.b
            JOIN article a ON a.id = f.article JOIN article b ON b.id = g.article LEFT JOIN entity e ON e.id = c.entity
        {_where(where)} ORDER BY c.score DESC, c.id DESC {_limit(asked)}""",
        values,
    )


def _role_conflicts(con: sqlite3.Connection, asked: Filter, kind: str) -> Iterator[Row]:
    where: list[str] = ["c.about = 'role'", "c.kind = ?"]
    values: list[Any] = [kind]
    _both_sides(asked, where, values)
    _thing_terms(con, asked.holder, "c.entity", where, values)
    _place_terms(con, asked.place, ("c.entity",), where, values)
    words = "substr({0}.text, {1}.span_start + 1, {1}.span_end - {1}.span_start)"
    if asked.text is not None:
        _text_terms(asked.text, f"{words.format('a', 'f')} || ' ' || {words.format('b', 'g')}", where, values)
    yield from _rows(
        con,
        f"""
        SELECT c.kind, c.severity, c.score, 'role' AS about, e.name AS thing, e.key AS thing_id, f.text AS what,
            p.name AS a_says, q.name AS b_says, f.since AS a_time, g.since AS b_time, c.difference, {_SIDES},
            {words.format("a", "f")} AS a_words, {words.format("b", "g")} AS b_words, NULL AS a_fact, NULL AS b_fact
        FROM comparison c CROSS JOIN role f ON f.id = c.a JOIN role g ON g.id = c.b JOIN entity p ON p.id = f.person
            JOIN entity q ON q.id = g.person JOIN article a ON a.id = f.article JOIN article b ON b.id = g.article
            LEFT JOIN entity e ON e.id = c.entity
        {_where(where)} ORDER BY c.score DESC, c.id DESC {_limit(asked)}""",
        values,
    )


_SIDES = (
    "a.outlet AS a_outlet, substr(a.published, 1, 10) AS a_published, a.key AS a_article, a.url AS a_url, "
    "b.outlet AS b_outlet, substr(b.published, 1, 10) AS b_published, b.key AS b_article, b.url AS b_url, "
    "c.support_a, c.support_b"
)


# -- terms ---------------------------------------------------------------------------------------------------------


def _rows(con: sqlite3.Connection, query: str, values: list[Any]) -> Iterator[Row]:
    con.create_function("plain", 1, plain, deterministic=True)
    cursor = con.execute(query, values)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def _where(terms: list[str]) -> str:
    return "WHERE " + " AND ".join(terms) if terms else ""


def _limit(asked: Filter) -> str:
    if asked.limit is None and not asked.offset:
        return ""
    return f"LIMIT {-1 if asked.limit is None else int(asked.limit)} OFFSET {int(asked.offset)}"


def _number(value: float | None) -> int | float | None:
    return int(value) if value is not None and value == int(value) else value


def day(text: str, *, last: bool) -> int:
    """A day, month or year as the number of its first or last day; VF516 for what is none."""
    parts = text.split("-")
    full = text
    if len(parts) == 1 and len(text) == 4:
        full = f"{text}-12-31" if last else f"{text}-01-01"
    elif len(parts) == 2:
        days = next((d for d in (31, 30, 29, 28) if ordinal(f"{text}-{d}") is not None), 1)
        full = f"{text}-{days:02}" if last else f"{text}-01"
    found = ordinal(full) if len(full) == 10 else None
    if found is None:
        raise VifactsError("VF516", detail=f"{text} is no day (2024-06-05), month (2024-06) or year (2024)")
    return found


def _walk(con: sqlite3.Connection, asked: Filter, column: str = "figures") -> bool:
    """Whether to go through the articles from the newest on: the filters leave too many facts to put them in order."""
    if asked.limit is None:
        return False
    sizes = []
    if asked.holder is not None and column == "figures":
        ids = "[" + ",".join(map(str, things_named(con, asked.holder))) + "]"
        query = "SELECT coalesce(sum(figures), 0) FROM entity WHERE id IN (SELECT value FROM json_each(?))"
        sizes.append(con.execute(query, (ids,)).fetchone()[0])
    if asked.place is not None:
        where: list[str] = []
        values: list[Any] = []
        _place_terms(con, asked.place, ("id",), where, values)
        counted = "sum(figures)" if column == "figures" else "sum(articles)"
        query = f"SELECT coalesce({counted}, 0) FROM entity {_where(where)}"
        sizes.append(con.execute(query, values).fetchone()[0])
    if asked.indicator is not None and column == "figures":
        query = "SELECT count(*) FROM (SELECT 1 FROM figure WHERE indicator = ? LIMIT ?)"
        found = con.execute(query, (asked.indicator, FEW_OF_SEVERAL + 1)).fetchone()[0]
        if found:
            sizes.append(found)
    if asked.text is not None and column == "figures":
        query = "SELECT count(*) FROM (SELECT 1 FROM article_fts WHERE article_fts MATCH ? LIMIT ?)"
        sizes.append(10 * con.execute(query, (match(asked.text), FEW)).fetchone()[0])  # some ten figures an article
    if asked.holder is not None and column == "roles":
        return False
    return not sizes or min(sizes) > (FEW if len(sizes) == 1 else FEW_OF_SEVERAL)


def _indicator_terms(
    con: sqlite3.Connection, indicator: str | None, where: list[str], values: list[Any], at: str
) -> None:
    if indicator is None:
        return
    if con.execute("SELECT 1 FROM figure WHERE indicator = ? LIMIT 1", (indicator,)).fetchone():
        where.append(f"{at}indicator = ?")
        values.append(indicator)
    else:
        where.append("instr(plain(coalesce(f.subject, '')), ?) > 0")
        values.append(plain(nfc(indicator)))


def _article_terms(asked: Filter) -> tuple[list[str], list[Any]]:
    where: list[str] = []
    values: list[Any] = []
    if asked.outlet is not None:
        where.append("a.outlet = ?")
        values.append(asked.outlet)
    if asked.since is not None:
        where.append("a.day >= ?")
        values.append(day(asked.since, last=False))
    if asked.until is not None:
        where.append("a.day <= ?")
        values.append(day(asked.until, last=True))
    return where, values


def articles_terms(con: sqlite3.Connection, asked: Filter) -> tuple[str, list[Any]]:
    """A WHERE clause (empty where nothing is asked) over ``article a``, and its values: the articles of that outlet and
    time that name the place or a unit in it."""
    where, values = _article_terms(asked)
    inner: list[str] = []
    _place_terms(con, asked.place, ("ae.entity",), inner, values)
    where += [f"a.id IN (SELECT ae.article FROM article_entity ae WHERE {term})" for term in inner]
    return _where(where), values


def _both_sides(asked: Filter, where: list[str], values: list[Any]) -> None:
    terms, given = _article_terms(asked)
    if terms:
        one = " AND ".join(terms)
        where.append(f"(({one}) OR ({one.replace('a.', 'b.')}))")
        values += given + given


def _thing_terms(con: sqlite3.Connection, name: str | None, column: str, where: list[str], values: list[Any]) -> None:
    if name is None:
        return
    ids = things_named(con, name)
    where.append(f"{column} IN (SELECT value FROM json_each(?))")
    values.append("[" + ",".join(map(str, ids)) + "]")


def things_named(con: sqlite3.Connection, name: str) -> list[int]:
    """The things with that stable id or name; where none has just that name, those whose name has all its words."""
    row = con.execute("SELECT id FROM entity WHERE key = ?", (name,)).fetchone()
    if row:
        return [row[0]]
    wanted = nfc(name)
    exact = [r[0] for r in con.execute("SELECT id FROM entity WHERE name_key = ?", (canonical(wanted),))]
    return exact or [
        r[0] for r in con.execute("SELECT rowid FROM entity_fts WHERE entity_fts MATCH ?", (match(wanted),))
    ]


def match(text: str) -> str:
    """Words as a query of the search tables, each of which must be there; found with and without diacritics."""
    words = _WORD.findall(plain(nfc(text)))
    if not words:
        raise VifactsError("VF516", detail=f"no words in {text!r}")
    return " ".join(f'"{word}"' for word in words)


def units_named(con: sqlite3.Connection, place: str) -> list[int]:
    """The units that a code ("10891", "10891/2024") or a name with or without its kind word means, of either vintage."""
    code = _CODE.match(place.strip())
    if code:
        rows = con.execute(
            "SELECT id FROM unit WHERE code = ? AND (? IS NULL OR vintage = ?)", (code[1], code[2], code[2])
        )
    else:
        name = canonical(nfc(place))
        con.create_function("canonical", 1, canonical, deterministic=True)
        con.create_function("plain", 1, plain, deterministic=True)
        rows = con.execute(
            "SELECT id FROM unit WHERE bare = ?1 OR (bare = ?2 AND canonical(name) = ?1)", (name, _bare(name))
        )
        found = [row[0] for row in rows]
        if found:
            return found
        rows = con.execute("SELECT id FROM unit WHERE plain(bare) = ?1 OR plain(name) = ?1", (plain(nfc(place)),))
    return [row[0] for row in rows]


def _bare(name: str) -> str:
    for word in ("thành phố", "thị xã", "thị trấn", "đặc khu", "tỉnh", "huyện", "quận", "xã", "phường"):
        if name.startswith(word + " "):
            return name[len(word) + 1 :]
    return name


def _place_terms(
    con: sqlite3.Connection, place: str | None, columns: tuple[str, ...], where: list[str], values: list[Any]
) -> None:
    """Facts of organisations and places in the units that ``place`` means, and in all units below them."""
    if place is None:
        return
    found = units_named(con, place)
    named = [] if found else things_named(con, place)
    terms = []
    for column in columns:
        terms.append(
            f"{column} IN (WITH RECURSIVE below (id) AS (SELECT value FROM json_each(?) UNION "
            "SELECT u.id FROM unit u JOIN below b ON u.parent = b.id) "
            "SELECT e.id FROM entity e JOIN below b ON e.unit = b.id UNION SELECT value FROM json_each(?))"
        )
        values += ["[" + ",".join(map(str, found)) + "]", "[" + ",".join(map(str, named)) + "]"]
    where.append("(" + " OR ".join(terms) + ")")


def _text_terms(text: str | None, words: str, where: list[str], values: list[Any], article: str = "a.id") -> None:
    """Articles with all words of ``text``, whose ``words`` (an expression) hold them, too."""
    if text is None:
        return
    wanted = _WORD.findall(plain(nfc(text)))
    if "sentence" in words and "||" not in words:
        where.append(f"{article} IN (SELECT rowid FROM article_fts WHERE article_fts MATCH ?)")
        values.append(match(text))
    for word in wanted:
        where.append(f"instr(' ' || replace(plain({words}), ',', ' ') || ' ', ?) > 0")
        values.append(word)
