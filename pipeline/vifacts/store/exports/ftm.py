"""FollowTheMoney: entities as JSON lines, as Aleph and the tools of OpenSanctions read them.

    Article                        an article
    Person, Organization, PublicBody, Company   the persons and organisations of the index
    Territory, Address             places with an official code (and the units they lie in), places without one
    Document, Documentation        documents that articles name; an article's link to such a document or to a place
    Mention                        an article's words for a person or organisation
    Position, Occupancy            posts and who holds them
    Membership                     who is one of the members of a body

Ids are the stable ids of the index, so that the next export gives the same; what has none there gets a hash of what it
joins. Each entity names the first article that has it (``proof``, ``sourceUrl``, ``publisher``). Figures and statements
have no schema there and stay out.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from vifacts.extract.names import canonical
from vifacts.resources import read_toml
from vifacts.store.exports.source import Source
from vifacts.store.exports.writing import whole_file

Entity = dict[str, Any]
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")
#: The most other names of one thing.
_ALIASES = 20


def export(source: Source, out: Path) -> int:
    """Write the file ``out``, an entity a line; the number of articles."""
    con = source.con
    con.execute("CREATE TEMP TABLE chosen (id INTEGER PRIMARY KEY)")
    con.executemany("INSERT INTO chosen VALUES (?)", ((row,) for row, _ in source.articles.values()))
    with whole_file(out) as part, part.open("w", encoding="utf-8") as file:
        for entity in _entities(con):
            file.write(json.dumps(entity, ensure_ascii=False) + "\n")
    return len(source.articles)


def _entities(con: sqlite3.Connection) -> Iterator[Entity]:
    yield from _articles(con)
    yield from _things(con)
    yield from _mentions(con)
    yield from _links(con)
    yield from _roles(con)


def _entity(key: str, schema: str, **values: str | Iterable[str | None] | None) -> Entity:
    properties = {}
    for name, given in values.items():
        found = [given] if isinstance(given, str) or given is None else given
        kept = list(dict.fromkeys(_seen(value) for value in found if value))
        if kept:
            properties[name] = kept
    return {"id": key, "schema": schema, "properties": properties}


def _seen(text: str) -> str:
    """A value without format characters (zero-width and the like): FollowTheMoney takes them out of every value."""
    if text.isprintable():
        return text
    return "".join(c for c in text if c.isprintable() or unicodedata.category(c) != "Cf")


def article_id(key: str) -> str:
    """The id of an article's entity."""
    return f"article-{key}"


def _hash(kind: str, *parts: object) -> str:
    return f"{kind}-{hashlib.blake2b(json.dumps(parts).encode(), digest_size=12).hexdigest()}"


def _day(text: str | None) -> str | None:
    """An ISO date, or the part of one that is given."""
    return text[:10] if text and _DATE.fullmatch(text[:10]) else None


def _url(text: str | None) -> str | None:
    if not text:
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.hostname and "." in parts.hostname else None


# -- articles and things -------------------------------------------------------------------------------------------


def _articles(con: sqlite3.Connection) -> Iterator[Entity]:
    query = """
        SELECT a.key, a.title, a.url, a.author, a.outlet, a.published, a.modified, a.source, a.text
        FROM article a JOIN chosen c ON c.id = a.id"""
    for key, title, url, author, outlet, published, modified, source, text in con.execute(query):
        fetched = json.loads(source).get("fetched") if source else None
        yield _entity(
            article_id(key),
            "Article",
            title=title,
            fileName=key,
            sourceUrl=_url(url),
            author=author,
            publisher=outlet,
            publishedAt=_day(published),
            modifiedAt=_day(modified),
            retrievedAt=_day(fetched),
            language="vie",
            bodyText=text,
        )


#: The entities of the chosen articles, each with the first of them that names it.
_THINGS = """
SELECT e.id, e.key, e.kind, e.name, e.unit, e.number, e.date, a.key, a.url, a.outlet, min(coalesce(a.published, '9999') || a.key)
FROM entity e JOIN article_entity ae ON ae.entity = e.id JOIN chosen c ON c.id = ae.article JOIN article a ON a.id = ae.article
GROUP BY e.id ORDER BY e.id
"""


def _things(con: sqlite3.Connection) -> Iterator[Entity]:
    con.execute("CREATE TEMP TABLE named (entity INTEGER, article INTEGER, name TEXT)")
    con.execute(
        "INSERT INTO named SELECT ae.entity, ae.article, ae.name FROM article_entity ae JOIN chosen c ON c.id = ae.article"
    )
    con.execute("CREATE INDEX temp.named_entity ON named (entity)")
    other = "SELECT DISTINCT name FROM named WHERE entity = ? AND name <> ? ORDER BY 1 LIMIT ?"
    units: dict[int, str] = {}
    for row, key, kind, name, unit, number, date, article, url, outlet, _ in con.execute(_THINGS):
        aliases = [found for (found,) in con.execute(other, (row, name, _ALIASES))]
        proof = {"proof": article_id(article), "sourceUrl": _url(url), "publisher": outlet}
        country = "vn" if unit is not None else None
        if kind == "place" and unit is not None:
            units[unit] = key
            yield _territory(con, unit, key, aliases, proof)
        elif kind == "place":
            yield _entity(key, "Address", full=name, name=name, weakAlias=aliases, **proof)
        elif kind == "document":
            yield _entity(
                key,
                "Document",
                title=name,
                name=name,
                fileName=number or name,
                date=_day(date),
                weakAlias=aliases,
                **proof,
            )
        elif kind == "person":
            yield _entity(key, "Person", name=name, weakAlias=aliases, **proof)
        else:
            yield _entity(key, schema_of(name), name=name, weakAlias=aliases, country=country, **proof)
    yield from _parents(con, units)


def _territory(
    con: sqlite3.Connection, unit: int, key: str, aliases: Iterable[str], proof: dict[str, str | None]
) -> Entity:
    level, code, vintage, name, parent = con.execute(
        "SELECT level, code, vintage, name, parent FROM unit WHERE id = ?", (unit,)
    ).fetchone()
    return _entity(
        key,
        "Territory",
        name=name,
        weakAlias=aliases,
        level=level,
        country="vn",
        partOf=None if parent is None else _unit_key(con, parent),
        description=f"Mã đơn vị hành chính {code}, danh mục {vintage}",
        **proof,
    )


def _unit_key(con: sqlite3.Connection, unit: int) -> str:
    level, code, vintage = con.execute("SELECT level, code, vintage FROM unit WHERE id = ?", (unit,)).fetchone()
    return f"place-{level}-{code}-{vintage}"


def _parents(con: sqlite3.Connection, units: dict[int, str]) -> Iterator[Entity]:
    """The units in which those of the articles lie, where no article names them."""
    keys = set(units.values())
    left = list(units)
    while left:
        (parent,) = con.execute("SELECT parent FROM unit WHERE id = ?", (left.pop(),)).fetchone()
        if parent is not None and (key := _unit_key(con, parent)) not in keys:
            keys.add(key)
            left.append(parent)
            yield _territory(con, parent, key, (), {})


@cache
def _heads() -> tuple[tuple[str, str], ...]:
    """(beginning of a name in its comparison form, schema), the longest first."""
    data: dict[str, list[str]] = read_toml("vifacts.store.exports", "ftm.toml")["schema"]
    heads = [(canonical(head) + " ", schema) for schema, names in data.items() for head in names]
    return tuple(sorted(set(heads), key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=50_000)
def schema_of(name: str) -> str:
    """The schema of an organisation by its name: PublicBody, Company, else Organization."""
    padded = canonical(name) + " "
    return next((schema for head, schema in _heads() if padded.startswith(head)), "Organization")


# -- links ---------------------------------------------------------------------------------------------------------

_MENTIONS = """
SELECT a.key, e.key, e.kind, e.name, substr(a.text, m.span_start + 1, m.span_end - m.span_start)
FROM mention m JOIN chosen c ON c.id = m.article JOIN article a ON a.id = m.article JOIN entity e ON e.id = m.entity
WHERE e.kind IN ('person', 'organization') ORDER BY m.article, e.key, m.span_start
"""
_LINKS = """
SELECT DISTINCT a.key, e.key, a.url, a.published
FROM mention m JOIN chosen c ON c.id = m.article JOIN article a ON a.id = m.article JOIN entity e ON e.id = m.entity
WHERE e.kind IN ('place', 'document') ORDER BY m.article, e.key
"""


def _mentions(con: sqlite3.Connection) -> Iterator[Entity]:
    """One Mention an article and thing, with all words for it."""
    at: tuple[str, str, str] | None = None
    words: list[str] = []

    def made() -> Iterator[Entity]:
        if at is not None:
            article, thing, schema = at
            key = _hash("mention", article, thing)
            yield _entity(
                key, "Mention", document=article_id(article), resolved=thing, detectedSchema=schema, name=words
            )

    for article, thing, kind, name, said in con.execute(_MENTIONS):
        now = (article, thing, "Person" if kind == "person" else schema_of(name))
        if now != at:
            yield from made()
            at, words = now, []
        words.append(" ".join(said.split()))
    yield from made()


def _links(con: sqlite3.Connection) -> Iterator[Entity]:
    for article, thing, url, published in con.execute(_LINKS):
        key = _hash("link", article, thing)
        ends = {"document": article_id(article), "entity": thing}
        yield _entity(key, "Documentation", role="mentions", sourceUrl=_url(url), date=_day(published), **ends)


# -- roles ---------------------------------------------------------------------------------------------------------

_ROLES = """
SELECT p.key, r.text, r.title, s.key, s.kind, s.name, r.former, r.acting, r.since, r.until, a.key, a.url, a.outlet, a.published
FROM role r JOIN chosen c ON c.id = r.article JOIN article a ON a.id = r.article JOIN entity p ON p.id = r.person
LEFT JOIN entity s ON s.id = r.scope WHERE p.kind = 'person' ORDER BY p.key, coalesce(a.published, '9999'), a.key, r.id
"""


@cache
def _many() -> frozenset[str]:
    return frozenset(
        canonical(title) for title in read_toml("vifacts.store.exports", "ftm.toml")["membership"]["titles"]
    )


def _roles(con: sqlite3.Connection) -> Iterator[Entity]:
    """Positions, and what a person has of them; the articles that say so are joined."""
    posts: set[str] = set()
    person = None
    held: dict[str, Entity] = {}
    for row in con.execute(_ROLES):
        if row[0] != person:
            yield from held.values()
            person, held = row[0], {}
        key, text, title, scope, kind, scope_name, former, acting, since, until, article, url, outlet, published = row
        proof = {"proof": article_id(article), "sourceUrl": _url(url), "publisher": outlet, "date": _day(published)}
        status = ["former" if former else "current", "acting" if acting else None]
        dates = {"startDate": _day(since), "endDate": _day(until)}
        if kind == "organization" and canonical(title) in _many():
            made = _entity(
                _hash("membership", key, scope, canonical(text), former), "Membership", member=key, organization=scope,
                role=text, status=status, **dates, **proof,
            )  # fmt: skip
        else:
            # a post whose body the article leaves open is known in that article alone
            post = _hash("position", canonical(text), scope or article_id(article))
            if post not in posts:
                posts.add(post)
                yield _entity(
                    post, "Position", name=text, country="vn" if kind == "place" else None,
                    organization=scope if kind == "organization" else None,
                    subnationalArea=scope_name if kind == "place" else None,
                    proof=proof["proof"], sourceUrl=proof["sourceUrl"], publisher=outlet,
                )  # fmt: skip
            made = _entity(
                _hash("occupancy", key, post, former),
                "Occupancy",
                holder=key,
                post=post,
                status=status,
                **dates,
                **proof,
            )
        there = held.setdefault(made["id"], made)
        if there is not made:
            for name, values in made["properties"].items():
                there["properties"][name] = list(dict.fromkeys([*there["properties"].get(name, ()), *values]))
    yield from held.values()
