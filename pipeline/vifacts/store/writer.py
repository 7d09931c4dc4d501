"""Puts articles into the index and takes them out, always an article whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from vifacts.places.units import units
from vifacts.store.rows import Named, Rows, group_number

_INSERT = {
    "article": "key, outlet, url, title, author, published, day, modified, section, tags, text, blocks, reader, source, digest",
    "article_entity": "article, local, entity, name, seed, cluster, number, date",
    "person_key": "article, local, name, key",
    "mention": "article, entity, local, span_start, span_end",
    "figure": "article, local, span_start, span_end, text, value, value_max, out_of, comparator, kind, unit, subject, indicator, "
    "holder_local, time, time_text, time_start, time_end, sense, target, part_of, compared_with, sentence_start, sentence_end, "
    "confidence, measure, holder, thing",
    "role": "article, person, person_local, text, title, organization, scope, scope_local, former, acting, since, until, "
    "span_start, span_end, confidence, post",
    "statement": "article, speaker, speaker_local, kind, span_start, span_end, sentence_start, sentence_end",
    "finding": "article, code, severity, message, figures",
    "sketch": "number, article",
}
INSERTS = {
    table: f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * (columns.count(',') + 1))})"
    for table, columns in _INSERT.items()
}
_ENTITY = (
    "INSERT INTO entity (id, key, kind, name, name_key, unit, family, apart, articles, mentions, figures, roles, first, last, "
    "number, date) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
#: Tables with rows of an article, in the order in which they are emptied.
_OF_ARTICLE = ("finding", "statement", "role", "figure", "mention", "person_key", "article_entity", "sketch")


@dataclass(slots=True)
class _Count:
    """The counted columns of an entity."""

    name: str
    articles: int = 0
    mentions: int = 0
    figures: int = 0
    roles: int = 0
    first: str | None = None
    last: str | None = None
    number: str | None = None
    date: str | None = None
    noted: bool = False

    def columns(self) -> tuple[object, ...]:
        return self.articles, self.mentions, self.figures, self.roles, self.first, self.last, self.number, self.date


class Writer:
    """Writes into an open index. With ``track`` it notes what later steps have to look at again (table dirty)."""

    def __init__(self, con: sqlite3.Connection, *, track: bool) -> None:
        self.con = con
        self.track = track
        self._next_article = self._after("article")
        self._next_entity = self._after("entity")
        self._entities: dict[str, int] = {}
        self._counts: dict[int, _Count] = {}
        self._units: dict[tuple[str, str, str], int] = {}
        self._pending: dict[str, list[tuple[object, ...]]] = {table: [] for table in INSERTS}
        self._pending_entities: dict[int, tuple[object, ...]] = {}
        self._fts: list[tuple[object, ...]] = []

    def _after(self, table: str) -> int:
        return int(self.con.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0])

    # -- entities --

    def entity(
        self,
        key: str,
        kind: str,
        name: str,
        name_key: str,
        family: int,
        unit: tuple[str, str, str] | None = None,
        apart: bool = False,
    ) -> int:
        """The row of the thing with that key, made where there is none."""
        found = self._entities.get(key)
        if found is not None:
            return found
        if self.track:
            row = self.con.execute("SELECT id FROM entity WHERE key = ?", (key,)).fetchone()
            if row:
                self._entities[key] = int(row[0])
                return int(row[0])
        row_id = self._next_entity
        self._next_entity += 1
        self._entities[key] = row_id
        if self.track:  # not in the search table yet
            self.mark([("new", row_id), ("entity", row_id)])
        place = None if unit is None else self.unit(unit)
        self._pending_entities[row_id] = (row_id, key, kind, name, name_key, place, family, apart)
        return row_id

    def unit(self, unit: tuple[str, str, str]) -> int | None:
        """The row of an administrative unit; None for a code that the table does not have."""
        if not self._units:
            for row in self.con.execute("SELECT level, code, vintage, id FROM unit"):
                self._units[row[0], row[1], row[2]] = row[3]
        return self._units.get(unit)

    # -- articles --

    def add(self, rows: Rows) -> int:
        """Put an article in (its id); the rows reach SQLite with ``flush``."""
        article = self._next_article
        self._next_article += 1
        put = self._pending
        put["article"].append((article, *rows.article))
        ids: dict[str | None, int] = {}
        families: dict[int, int] = {}
        dirty: set[tuple[str, int]] = set()
        published = rows.article[5]
        for e in rows.entities:
            entity = self.entity(e.cluster, e.kind, e.name, e.name_key, e.family, e.unit, e.apart)
            if not self.track:
                self._count(entity, e, published, new=entity not in families)
            ids[e.local] = entity
            families[entity] = e.family
            put["article_entity"].append((article, e.local, entity, e.name, e.seed, e.cluster, e.number, e.date))
            if e.keys:
                put["person_key"].extend([(article, e.local, e.person, key) for key in e.keys])
                if self.track:
                    dirty.add(("name", e.person))
        put["mention"].extend((article, ids[local], local, start, end) for local, start, end in rows.mentions)
        if not self.track:
            self._count_facts(rows, ids)
        for f in rows.figures:
            holder, measure = ids.get(f[12]), f[-1]
            thing = None if holder is None or measure is None else group_number(families[holder], measure)
            put["figure"].append((article, *f, holder, thing))
            if self.track and thing is not None:
                dirty.add(("thing", thing))
        for r in rows.roles:
            put["role"].append((article, ids[r[0]], *r[:4], ids.get(r[4]), *r[4:]))
            if self.track and r[-1] is not None:
                dirty.add(("post", r[-1]))
        put["statement"].extend((article, ids[s[0]], *s) for s in rows.statements)
        put["finding"].extend((article, *f) for f in rows.findings)
        put["sketch"].extend((number_, article) for number_ in rows.sketch)
        if self.track:
            dirty.update(("entity", entity) for entity in ids.values())
            dirty.add(("article", article))
            dirty.update(("number", number_) for number_ in rows.sketch)
            self.mark(dirty)
            self._fts.append((article, rows.article[3], rows.article[10]))
        return article

    def _count(self, entity: int, e: Named, published: str | None, *, new: bool) -> None:
        """Count an entity of an article as ``counting.count`` does, without asking SQLite; what is not as simple as
        that is noted."""
        count = self._counts.get(entity)
        if count is None:
            count = self._counts[entity] = _Count(e.name)
        elif e.name != count.name and not count.noted:
            count.noted = True
            self.mark([("entity", entity)])
        count.articles += new
        if published is not None:
            count.first = published if count.first is None else min(count.first, published)
            count.last = published if count.last is None else max(count.last, published)
        if e.number is not None:
            count.number = max(count.number or "", e.number)
        if e.date is not None:
            count.date = max(count.date or "", e.date)

    def _count_facts(self, rows: Rows, ids: dict[str | None, int]) -> None:
        for local, _, _ in rows.mentions:
            self._counts[ids[local]].mentions += 1
        for f in rows.figures:
            if f[12] in ids:
                self._counts[ids[f[12]]].figures += 1
        for r in rows.roles:
            self._counts[ids[r[0]]].roles += 1

    def flush(self, *, entities: bool = True) -> None:
        """Hand the rows of ``add`` to SQLite (the caller commits); entities may wait until all are counted."""
        if self._pending_entities and (entities or self.track):
            none = _Count("")
            self.con.executemany(
                _ENTITY,
                ((*row, *self._counts.get(row_id, none).columns()) for row_id, row in self._pending_entities.items()),
            )
            self._pending_entities.clear()
        for table, pending in self._pending.items():
            if pending:
                self.con.executemany(_ARTICLE if table == "article" else INSERTS[table], pending)
                pending.clear()
        if self._fts:
            self.con.executemany(
                "INSERT INTO article_fts (rowid, title, text, title_folded, text_folded) VALUES (?1, ?2, ?3, "
                "replace(replace(?2, 'đ', 'd'), 'Đ', 'D'), replace(replace(?3, 'đ', 'd'), 'Đ', 'D'))",
                self._fts,
            )
            self._fts.clear()

    def remove(self, article: int) -> None:
        """Take an article out, and note what it was part of."""
        con = self.con
        con.execute(
            "INSERT INTO article_fts (article_fts, rowid, title, text, title_folded, text_folded) "
            "SELECT 'delete', id, title, text, title_folded, text_folded FROM article_search WHERE id = ?",
            (article,),
        )
        for what, query in _NOTED.items():
            con.execute(f"INSERT OR IGNORE INTO dirty SELECT '{what}', {query}", {"article": article})
        # what was compared with this article's facts goes with them; the groups are compared again
        con.execute(
            "DELETE FROM comparison WHERE id IN ("
            "SELECT c.id FROM figure f JOIN comparison c ON c.a = f.id AND c.about = 'figure' WHERE f.article = :article UNION "
            "SELECT c.id FROM figure f JOIN comparison c ON c.b = f.id AND c.about = 'figure' WHERE f.article = :article UNION "
            "SELECT c.id FROM role r JOIN comparison c ON c.a = r.id AND c.about = 'role' WHERE r.article = :article UNION "
            "SELECT c.id FROM role r JOIN comparison c ON c.b = r.id AND c.about = 'role' WHERE r.article = :article)",
            {"article": article},
        )
        for table in _OF_ARTICLE:
            con.execute(f"DELETE FROM {table} WHERE article = ?", (article,))
        con.execute("DELETE FROM copy_edge WHERE a = ?1 OR b = ?1", (article,))
        con.execute("UPDATE article SET copy_of = NULL WHERE copy_of = ?", (article,))
        con.execute("DELETE FROM dirty WHERE what = 'article' AND id = ?", (article,))
        con.execute("DELETE FROM article WHERE id = ?", (article,))

    def move(self, article: int, local: str, entity: int, cluster: str) -> None:
        """Give the facts of an article's entity to another thing."""
        con = self.con
        (old,) = con.execute(
            "SELECT entity FROM article_entity WHERE article = ? AND local = ?", (article, local)
        ).fetchone()
        con.execute(
            "UPDATE article_entity SET entity = ?, cluster = ? WHERE article = ? AND local = ?",
            (entity, cluster, article, local),
        )
        if old == entity:
            return
        self.mark({("entity", old), ("entity", entity)})
        for table, column in (
            ("mention", ""),
            ("role", "person"),
            ("role", "scope"),
            ("statement", "speaker"),
            ("figure", "holder"),
        ):
            to, by = (column, f"{column}_local") if column else ("entity", "local")
            con.execute(f"UPDATE {table} SET {to} = ? WHERE article = ? AND {by} = ?", (entity, article, local))
        con.execute(
            "INSERT OR IGNORE INTO dirty SELECT 'post', post FROM role WHERE article = ? AND person_local = ? AND post NOT NULL",
            (article, local),
        )
        (family,) = con.execute("SELECT family FROM entity WHERE id = ?", (entity,)).fetchone()
        for figure, measure, thing in con.execute(
            "SELECT id, measure, thing FROM figure WHERE article = ? AND holder_local = ? AND measure NOT NULL",
            (article, local),
        ).fetchall():
            new = group_number(family, measure)
            self.mark({("thing", thing), ("thing", new)})
            con.execute("UPDATE figure SET thing = ? WHERE id = ?", (new, figure))

    def mark(self, what: Iterable[tuple[str, int]]) -> None:
        """Note things that later steps look at again."""
        self.con.executemany("INSERT OR IGNORE INTO dirty VALUES (?, ?)", sorted(what))


_ARTICLE = f"INSERT INTO article (id, {_INSERT['article']}) VALUES ({', '.join('?' * 16)})"
_NOTED = {
    "thing": "thing FROM figure WHERE article = :article AND thing NOT NULL",
    "post": "post FROM role WHERE article = :article AND post NOT NULL",
    "name": "name FROM person_key WHERE article = :article",
    "entity": "entity FROM article_entity WHERE article = :article",
    # what it was a copy of or has copies of is compared with each other again
    "article": "b FROM copy_edge WHERE a = :article UNION SELECT 'article', a FROM copy_edge WHERE b = :article",
    "number": "number FROM sketch WHERE article = :article",
}


def fill_units(con: sqlite3.Connection) -> None:
    """Write the table of administrative units into an empty index."""
    table = units()
    rows = [table.row(n) for n in range(len(table))]
    ids: dict[tuple[str, str, str], int] = {(row.level, row.code, row.vintage): n for n, row in enumerate(rows)}
    lines: list[tuple[object, ...]] = []
    links: list[tuple[int, int]] = []
    for n, row in enumerate(rows):
        above = table.above(row)
        parent = ids[above.level, above.code, above.vintage] if above else None
        lines.append((n, row.level, row.code, row.vintage, row.name, row.bare_key, parent))
        level = "province" if row.level == "province" else "commune"
        links.extend((n, ids[level, code, "2025"]) for code in row.now if (level, code, "2025") in ids)
    con.executemany("INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, ?)", lines)
    con.executemany("INSERT OR IGNORE INTO unit_now VALUES (?, ?)", links)
