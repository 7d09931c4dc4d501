"""Persons, organisations, places and documents: lists of them, and what is around one."""

from __future__ import annotations

import sqlite3
from typing import Any

Row = dict[str, Any]
#: Articles of a thing that are put in order by their day; of more, those that came into the index last.
MOST = 500


def thing(con: sqlite3.Connection, key: str) -> Row | None:
    """The thing of that stable id; also of an earlier id, where it was merged into another since."""
    found = _rows(con, "SELECT * FROM entity WHERE key = ? AND articles > 0", key)
    if not found:
        found = _rows(
            con,
            "SELECT e.* FROM article_entity ae JOIN entity e ON e.id = ae.entity WHERE ae.cluster = ? AND e.articles > 0 LIMIT 1",
            key,
        )
    return found[0] if found else None


def largest(con: sqlite3.Connection, kind: str, limit: int, offset: int) -> list[Row]:
    """Things of a kind, those of the most articles first."""
    return _rows(
        con,
        "SELECT key, kind, name, articles, figures, roles, first, last, number FROM entity WHERE kind = ? AND articles > 0 "
        "ORDER BY articles DESC, id DESC LIMIT ? OFFSET ?",
        kind,
        limit,
        offset,
    )


def articles(con: sqlite3.Connection, entity: int, limit: int) -> list[Row]:
    """Articles that name the thing, the newest first."""
    return _rows(
        con,
        f"SELECT a.key, a.title, a.outlet, substr(a.published, 1, 10) AS published, substr(a.text, 1, 160) AS beginning FROM "
        f"(SELECT DISTINCT article AS id FROM article_entity WHERE entity = ? ORDER BY article DESC LIMIT {MOST}) m "
        "CROSS JOIN article a ON a.id = m.id ORDER BY a.day DESC, a.id LIMIT ?",
        entity,
        limit,
    )


def names(con: sqlite3.Connection, entity: int, limit: int = 8) -> list[str]:
    """The names by which articles call the thing, the usual first."""
    return [
        row["name"]
        for row in _rows(
            con,
            f"SELECT name, count(*) AS n FROM (SELECT name FROM article_entity WHERE entity = ? LIMIT {MOST}) GROUP BY name "
            "ORDER BY n DESC, name LIMIT ?",
            entity,
            limit,
        )
    ]


def posts(con: sqlite3.Connection, person: int, limit: int = 60) -> list[Row]:
    """The posts of a person: one row each (equal text and scope), with the first and last day on which articles say so."""
    return _rows(
        con,
        """
        SELECT r.text, r.title, s.key AS scope_key, s.name AS scope, r.former, max(r.acting) AS acting, min(r.since) AS since,
            max(r.until) AS until, min(a.day) AS first_day, max(a.day) AS last_day, substr(min(a.published), 1, 10) AS first,
            substr(max(a.published), 1, 10) AS last, count(DISTINCT a.id) AS articles, max(a.key) AS article
        FROM role r JOIN article a ON a.id = r.article LEFT JOIN entity s ON s.id = r.scope
        WHERE r.person = ? GROUP BY lower(r.text), r.scope, r.former
        ORDER BY min(coalesce(r.since, a.published)) NULLS LAST, count(DISTINCT a.id) DESC, r.text LIMIT ?""",
        person,
        limit,
    )


def statements(con: sqlite3.Connection, person: int, limit: int) -> list[Row]:
    """What a person is reported to have said, the newest first."""
    return _rows(
        con,
        """
        SELECT s.kind, substr(a.text, s.span_start + 1, s.span_end - s.span_start) AS words, a.key AS article, a.outlet,
            substr(a.published, 1, 10) AS published,
            (SELECT count(*) FROM statement t WHERE t.article = s.article AND t.id <= s.id) AS n
        FROM statement s JOIN article a ON a.id = s.article WHERE s.speaker = ? ORDER BY a.day DESC, s.id LIMIT ?""",
        person,
        limit,
    )


def mentions(con: sqlite3.Connection, entity: int, limit: int) -> list[Row]:
    """Sentences around the mentions of a thing, the last of the index first; ``before`` and ``after`` what stands beside
    the name."""
    return _rows(
        con,
        """
        SELECT a.key AS article, m.local, a.outlet, substr(a.published, 1, 10) AS published,
            substr(a.text, max(m.span_start - 119, 1), min(m.span_start, 120)) AS before,
            substr(a.text, m.span_start + 1, m.span_end - m.span_start) AS name, substr(a.text, m.span_end + 1, 120) AS after
        FROM (SELECT article, min(id) AS id FROM mention WHERE entity = ? GROUP BY article ORDER BY article DESC LIMIT ?) n
            JOIN mention m ON m.id = n.id JOIN article a ON a.id = m.article ORDER BY a.day DESC""",
        entity,
        limit,
    )


def unit(con: sqlite3.Connection, level: str, code: str, vintage: str) -> Row | None:
    """An administrative unit."""
    found = _rows(con, "SELECT * FROM unit WHERE code = ? AND vintage = ? AND level = ?", code, vintage, level)
    return found[0] if found else None


def unit_row(con: sqlite3.Connection, number: int) -> Row | None:
    """An administrative unit by its row."""
    found = _rows(con, "SELECT * FROM unit WHERE id = ?", number)
    return found[0] if found else None


def above(con: sqlite3.Connection, number: int | None) -> list[Row]:
    """The units above one, the province first."""
    found: list[Row] = []
    while number is not None and len(found) < 4:
        row = unit_row(con, number)
        if row is None:
            break
        found.insert(0, row)
        number = row["parent"]
    return found


def below(con: sqlite3.Connection, number: int) -> list[Row]:
    """The units right below one, by name, with the number of articles that name them."""
    return _rows(
        con,
        "SELECT u.*, (SELECT max(e.articles) FROM entity e WHERE e.unit = u.id AND +e.kind = 'place') AS articles FROM unit u "
        "WHERE u.parent = ? ORDER BY u.name",
        number,
    )


def became(con: sqlite3.Connection, number: int) -> list[Row]:
    """The units of 2025 that an older one became, all of it or a part."""
    return _rows(con, "SELECT u.* FROM unit_now n JOIN unit u ON u.id = n.now WHERE n.unit = ? ORDER BY u.name", number)


def were(con: sqlite3.Connection, number: int) -> list[Row]:
    """The older units that became one of 2025, or a part of it."""
    return _rows(
        con,
        "SELECT u.*, p.name AS parent_name FROM unit_now n JOIN unit u ON u.id = n.unit LEFT JOIN unit p ON p.id = u.parent "
        "WHERE n.now = ? ORDER BY u.vintage DESC, u.name LIMIT 60",
        number,
    )


def of_unit(con: sqlite3.Connection, number: int, kind: str, limit: int) -> list[Row]:
    """The organisations (or places) of just this unit, those of the most articles first."""
    return _rows(
        con,
        "SELECT key, kind, name, articles, figures FROM entity WHERE unit = ? AND +kind = ? AND articles > 0 "
        "ORDER BY articles DESC, name LIMIT ?",
        number,
        kind,
        limit,
    )


def _rows(con: sqlite3.Connection, query: str, *values: Any) -> list[Row]:
    cursor = con.execute(query, values)
    names_ = [column[0] for column in cursor.description]
    return [dict(zip(names_, row, strict=True)) for row in cursor]
