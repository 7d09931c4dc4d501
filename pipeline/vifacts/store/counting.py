"""Names, counts and dates of the things in the index, from their mentions; and their search table."""

from __future__ import annotations

import sqlite3

from vifacts.extract.names import canonical

_NOTED = " WHERE id IN (SELECT id FROM dirty WHERE what = 'entity')"
# The usual name, but no much shortened one ("Huyện ủy" for "Huyện ủy Cẩm Giàng").
_NAME = """
(SELECT ae.name FROM article_entity ae WHERE ae.entity = entity.id
 GROUP BY ae.name ORDER BY length(ae.name) >= 0.7 * max(length(ae.name)) OVER () DESC, count(*) DESC, ae.name LIMIT 1)
"""
_COUNTS = """
UPDATE entity SET
    articles = (SELECT count(DISTINCT article) FROM article_entity WHERE entity = entity.id),
    mentions = (SELECT count(*) FROM mention WHERE entity = entity.id),
    figures = (SELECT count(*) FROM figure WHERE holder = entity.id),
    roles = (SELECT count(*) FROM role WHERE person = entity.id),
    number = (SELECT max(number) FROM article_entity WHERE entity = entity.id),
    date = (SELECT max(date) FROM article_entity WHERE entity = entity.id),
    first = (SELECT min(a.published) FROM article_entity ae JOIN article a ON a.id = ae.article WHERE ae.entity = entity.id),
    last = (SELECT max(a.published) FROM article_entity ae JOIN article a ON a.id = ae.article WHERE ae.entity = entity.id)
"""


def count(con: sqlite3.Connection, *, everything: bool) -> None:
    """Bring the things noted as dirty up to date; those that no article has are removed. With ``everything`` the search
    table is filled for the first time."""
    con.create_function("canonical", 1, canonical, deterministic=True)
    if not everything:
        con.execute(
            "INSERT INTO entity_fts (entity_fts, rowid, name, folded) SELECT 'delete', id, name, folded FROM entity_search"
            + _NOTED
            + " AND id NOT IN (SELECT id FROM dirty WHERE what = 'new')"
        )
    con.execute(
        f"DELETE FROM entity{_NOTED} AND NOT EXISTS (SELECT 1 FROM article_entity WHERE entity = entity.id) "
        "AND NOT EXISTS (SELECT 1 FROM article_entity WHERE cluster = entity.key)"
    )
    con.execute(_COUNTS + _NOTED)
    con.execute(f"UPDATE entity SET name = coalesce({_NAME}, name){_NOTED}")
    con.execute(f"UPDATE entity SET name_key = canonical(name){_NOTED}")
    if everything:
        con.execute("INSERT INTO entity_fts (entity_fts) VALUES ('rebuild')")
    else:
        con.execute("INSERT INTO entity_fts (rowid, name, folded) SELECT id, name, folded FROM entity_search" + _NOTED)
    con.execute("DELETE FROM dirty WHERE what IN ('entity', 'new')")
