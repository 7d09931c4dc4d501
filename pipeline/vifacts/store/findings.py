"""The findings in single articles, with the sentences they are about."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from vifacts.store.query import Filter, Row, articles_terms

_SEVERITIES = "CASE x.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END"


def findings(con: sqlite3.Connection, asked: Filter) -> Iterator[Row]:
    """Figures of one article that do not fit together, the gravest and newest first. ``kind`` of the filter is a code
    (VF301); place, outlet, since, until, limit and offset as elsewhere, the rest is not looked at."""
    where, values = articles_terms(con, asked)
    if asked.kind is not None:
        where += (" AND " if where else "WHERE ") + "x.code = ?"
        values.append(asked.kind)
    limit = -1 if asked.limit is None else asked.limit
    cursor = con.execute(
        f"""
        SELECT x.code, x.severity, x.message, a.key AS article, a.title, a.outlet, substr(a.published, 1, 10) AS published, a.url,
            (SELECT json_group_array(f.local) FROM figure f JOIN json_each(x.figures) j ON j.value = f.local
                WHERE f.article = a.id) AS figures,
            (SELECT group_concat(words, ' […] ') FROM (
                SELECT DISTINCT trim(substr(a.text, f.sentence_start + 1, f.sentence_end - f.sentence_start)) AS words
                FROM figure f JOIN json_each(x.figures) j ON j.value = f.local WHERE f.article = a.id ORDER BY f.id)) AS words
        FROM finding x JOIN article a ON a.id = x.article {where} ORDER BY {_SEVERITIES}, a.day DESC, x.id LIMIT ? OFFSET ?""",
        [*values, limit, asked.offset],
    )
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))
