"""What is asked for of the index, and how it is said in SQL.

The functions that build terms add to a list of conditions and to the list of their values. Names are found with or without
diacritics; a place stands for itself and for all units in it.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from vifacts.check.value import ordinal
from vifacts.errors import VifactsError
from vifacts.extract.names import canonical
from vifacts.language.normalise import nfc, plain

Row = dict[str, Any]
_WORD = re.compile(r"\w+")
#: Words of a filter that are looked for.
_WORDS = 30
_CODE = re.compile(r"^(\d{2,5})(?:/(\d{4}))?$")


@dataclass(frozen=True)
class Filter:
    """What is asked for; None does not filter.

    ``indicator`` is an indicator's id, or words of the subject; ``holder``, ``person`` and ``place`` are names, stable ids
    or (places) codes such as "10891/2024"; ``since`` and ``until`` are days of publication (ISO, also "2024" or "2024-06");
    ``least`` and ``most`` bound the value; ``text`` are words of the sentence (of the role for roles). Of the rows the first
    ``offset`` are left out, and at most ``limit`` come; of figures one of n is taken where ``every`` is n, always the
    same.
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
    every: int = 1


#: Up to so many facts are looked up and put in order; of more (bounded by one filter, by several), articles are gone
#: through from the newest on until there are enough.
FEW, FEW_OF_SEVERAL = 4_000, 40_000


def rows_of(con: sqlite3.Connection, query: str, values: list[Any]) -> Iterator[Row]:
    """The rows of ``query``, as dicts."""
    con.create_function("plain", 1, plain, deterministic=True)
    cursor = con.execute(query, values)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def where_of(terms: list[str]) -> str:
    """A WHERE clause of all terms; empty without one."""
    return "WHERE " + " AND ".join(terms) if terms else ""


def limit_of(asked: Filter) -> str:
    """The LIMIT clause of a filter; empty where it has none."""
    if asked.limit is None and not asked.offset:
        return ""
    return f"LIMIT {-1 if asked.limit is None else int(asked.limit)} OFFSET {int(asked.offset)}"


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


def newest_first(con: sqlite3.Connection, asked: Filter, facts: Literal["figures", "roles"]) -> tuple[bool, int | None]:
    """Whether to go through the articles from the newest on, since the filters leave too many facts to put them in order;
    and the day of the newest article that can have one (None: not known)."""
    if asked.limit is None or asked.every > 1 or (facts == "roles" and asked.holder is not None):
        return False, None
    sizes: list[int] = []
    newest: list[str] = []
    counted = "figures" if facts == "figures" else "articles"
    where: list[str] = []
    values: list[Any] = []
    thing_terms(con, asked.holder, "id", where, values)
    place_terms(con, asked.place, ("id",), where, values)
    if where:
        query = f"SELECT coalesce(sum({counted}), 0), max(last) FROM entity {where_of(where)}"
        size, last = con.execute(query, values).fetchone()
        sizes.append(size)
        newest += [last] if last else []
    if asked.indicator is not None and facts == "figures":
        query = "SELECT count(*) FROM (SELECT 1 FROM figure WHERE indicator = ? LIMIT ?)"
        found = con.execute(query, (asked.indicator, FEW_OF_SEVERAL + 1)).fetchone()[0]
        sizes += [found] if found else []
    if asked.text is not None and facts == "figures":
        query = "SELECT count(*) FROM (SELECT 1 FROM article_fts WHERE article_fts MATCH ? LIMIT ?)"
        sizes.append(10 * con.execute(query, (match(asked.text), FEW)).fetchone()[0])  # some ten figures an article
    walk = not sizes or min(sizes) > (FEW if len(sizes) == 1 else FEW_OF_SEVERAL)
    if not walk or not newest or con.execute("SELECT 1 FROM article WHERE day IS NULL LIMIT 1").fetchone():
        return walk, None
    return walk, ordinal(newest[0])


def bound(newest: int | None, where: list[str], values: list[Any]) -> None:
    """Leave out the articles after ``newest`` (see newest_first)."""
    if newest is not None:
        where.append("a.day <= ?")
        values.append(newest)


def indicator_terms(
    con: sqlite3.Connection, indicator: str | None, where: list[str], values: list[Any], at: str
) -> None:
    """That figure ``f`` is of an indicator, or counts what the words say; ``at`` is "f." or, to keep SQLite from the index
    of the column, "+f."."""
    if indicator is None:
        return
    if con.execute("SELECT 1 FROM figure WHERE indicator = ? LIMIT 1", (indicator,)).fetchone():
        where.append(f"{at}indicator = ?")
        values.append(indicator)
    else:
        where.append("instr(plain(coalesce(f.subject, '')), ?) > 0")
        values.append(plain(nfc(indicator)))


def article_terms(asked: Filter) -> tuple[list[str], list[Any]]:
    """What a filter says of ``article a``."""
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
    where, values = article_terms(asked)
    inner: list[str] = []
    place_terms(con, asked.place, ("ae.entity",), inner, values)
    where += [f"a.id IN (SELECT ae.article FROM article_entity ae WHERE {term})" for term in inner]
    return where_of(where), values


def both_sides(asked: Filter, where: list[str], values: list[Any]) -> None:
    """What a filter says of an article, of either side of a comparison (facts ``f``, ``g`` of articles ``a``, ``b``)."""
    terms, given = article_terms(asked)
    if not terms:
        return
    if asked.outlet is not None:  # few articles, whose ids come from an index alone
        ids = f"(SELECT a.id FROM article a WHERE {' AND '.join(terms)})"
        where.append(f"(f.article IN {ids} OR g.article IN {ids})")
    else:
        one = " AND ".join(terms)
        where.append(f"(({one}) OR ({one.replace('a.', 'b.')}))")
    values += given + given


def thing_terms(con: sqlite3.Connection, name: str | None, column: str, where: list[str], values: list[Any]) -> None:
    """That ``column`` is a thing of that name or stable id."""
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
    words = _WORD.findall(plain(nfc(text)))[:_WORDS]
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


def place_terms(
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


def text_terms(text: str | None, words: str, where: list[str], values: list[Any], article: str = "a.id") -> None:
    """Articles with all words of ``text``, whose ``words`` (an expression) hold them, too."""
    if text is None:
        return
    wanted = _WORD.findall(plain(nfc(text)))[:_WORDS]
    if "sentence" in words and "||" not in words:
        where.append(f"{article} IN (SELECT rowid FROM article_fts WHERE article_fts MATCH ?)")
        values.append(match(text))
    for word in wanted:
        where.append(f"instr(' ' || replace(plain({words}), ',', ' ') || ' ', ?) > 0")
        values.append(word)
