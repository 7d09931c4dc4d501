"""Joins the persons of all articles: those of one name that share a post's place or organisation are one.

Also applies the merges of the corrections. What a name's persons are is worked out anew from all articles with that name,
so that the outcome does not depend on the order in which articles came.
"""

from __future__ import annotations

import marshal
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from vifacts.check.identity import canonical, number
from vifacts.errors import VifactsError
from vifacts.store.ahead import Crew
from vifacts.store.corrections import Corrections, Named
from vifacts.store.writer import Writer

#: Rows of persons that are joined in one go.
_PIECE = 5_000
_PERSONS = """
SELECT k.name, k.key, k.article, k.local, ae.seed, ae.cluster, ae.name, a.published, a.key
FROM person_key k JOIN article_entity ae ON ae.article = k.article AND ae.local = k.local JOIN article a ON a.id = k.article
"""


def join(con: sqlite3.Connection, writer: Writer, hands: Crew, *, everything: bool) -> None:
    """Join the persons of the names that are noted as dirty (of all names with ``everything``)."""
    query = _PERSONS if everything else _PERSONS + "WHERE k.name IN (SELECT id FROM dirty WHERE what = 'name')"
    rows = con.execute(query + " ORDER BY k.name").fetchall()
    for moves in hands.map(_moves, ((marshal.dumps(piece),) for piece in _pieces(rows))):
        for article, local, cluster, shown in moves:
            entity = writer.entity(cluster, "person", shown, canonical(shown), number(cluster))
            writer.flush()
            writer.move(article, local, entity, cluster)
    con.execute("DELETE FROM dirty WHERE what = 'name'")


def _pieces(rows: list[tuple[object, ...]]) -> Iterator[list[tuple[object, ...]]]:
    """The rows of names by the handful; all of a name are in one piece."""
    start = 0
    for n in range(1, len(rows) + 1):
        if n == len(rows) or (n - start >= _PIECE and rows[n][0] != rows[n - 1][0]):
            yield rows[start:n]
            start = n


def _moves(rows: bytes) -> bytes:
    """The persons in some rows (as marshal bytes) that belong to another thing than they have: article, local id, the
    thing's key, the person's name."""
    found = []
    for _, block in groupby(marshal.loads(rows), key=itemgetter(0)):
        for (article, local), cluster, now, shown in _clusters(list(block)):
            if cluster != now:
                found.append((article, local, cluster, shown))
    return marshal.dumps(found)


def _clusters(block: list[tuple[object, ...]]) -> Iterator[tuple[tuple[int, str], str, str, str]]:
    """For each person of one name in an article: (article, local), the key it belongs to, the one it has, its name.

    Persons that share a key, by way of others too, are one; the seed of the earliest names them all.
    """
    parent: dict[object, object] = {}

    def root(x: object) -> object:
        while parent.setdefault(x, x) != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for _, key, article, local, *_ in block:
        a, b = root((article, local)), root(key)
        if a != b:
            parent[a] = b
    groups: dict[object, list[tuple[object, ...]]] = defaultdict(list)
    for row in block:
        groups[root((row[2], row[3]))].append(row)
    for rows in groups.values():
        first = min(rows, key=lambda r: (r[7] or "9999", r[8], len(str(r[3])), r[3]))
        cluster = str(first[4])
        done: set[tuple[object, object]] = set()
        for row in rows:
            if (row[2], row[3]) not in done:
                done.add((row[2], row[3]))
                yield (int(str(row[2])), str(row[3])), cluster, str(row[5]), str(row[6])


def merge(con: sqlite3.Connection, writer: Writer, corrections: Corrections) -> list[VifactsError]:
    """Apply the merges; entities that no merge joins any more get their own thing back. VF509 for what names nothing."""
    errors: list[VifactsError] = []
    into: dict[str, str] = {}

    def root(key: str) -> str:
        while into.get(key, key) != key:
            key = into[key]
        return key

    for item in corrections.merges:
        keys = []
        for reference in item.things:
            found = _referred(con, reference)
            if found is None:
                errors.append(VifactsError("VF509", detail=_shown(reference)))
            else:
                keys.append(found)
        for key in keys[1:]:
            if root(key) != root(keys[0]):
                into[root(key)] = root(keys[0])
    moved = con.execute(
        "SELECT ae.article, ae.local, ae.cluster, e.key FROM article_entity ae JOIN entity e ON e.id = ae.entity "
        "WHERE e.key <> ae.cluster"
    ).fetchall()
    wanted = {(article, local): (cluster, key) for article, local, cluster, key in moved}
    for key in list(into):
        for article, local in con.execute(
            "SELECT article, local FROM article_entity WHERE cluster = ?", (key,)
        ).fetchall():
            wanted.setdefault((article, local), (key, key))
    for (article, local), (cluster, now) in sorted(wanted.items()):
        target = root(cluster)
        if target != now:
            # a thing that a cluster is named after keeps its row (see counting.py)
            (entity,) = con.execute("SELECT id FROM entity WHERE key = ?", (target,)).fetchone()
            writer.move(article, local, entity, cluster)
    return errors


def _referred(con: sqlite3.Connection, reference: str | Named) -> str | None:
    """The cluster that a correction means by an id (also an earlier id of it) or by article and name."""
    if isinstance(reference, str):
        row = con.execute(
            "SELECT cluster FROM article_entity WHERE cluster = ?1 UNION ALL SELECT cluster FROM article_entity WHERE seed = ?1",
            (reference,),
        ).fetchone()
        return row and str(row[0])
    rows = con.execute(
        "SELECT ae.cluster, ae.name, ae.seed FROM article_entity ae JOIN article a ON a.id = ae.article WHERE a.key = ?",
        (reference.article,),
    )
    name = canonical(reference.name)
    return next(
        (
            str(cluster)
            for cluster, shown, seed in rows
            if canonical(shown) == name and (reference.kind is None or seed.startswith(reference.kind + "-"))
        ),
        None,
    )


def _shown(reference: str | Named) -> str:
    return reference if isinstance(reference, str) else f"{reference.name} in {reference.article}"
