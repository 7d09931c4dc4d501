"""A record as rows of the index."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec

from vifacts.check.copies import sketch
from vifacts.check.identity import MASK, Thing, canonical, number, things
from vifacts.check.measure import measure
from vifacts.check.posts import post
from vifacts.check.value import ordinal
from vifacts.record import Record
from vifacts.store.corrections import Corrections

_json = msgspec.json.encode


class Named(NamedTuple):
    """An entity of an article: the key of its thing (``seed``), and the key it has after the splits of the corrections
    (``cluster``; of a person, before the articles are joined). ``name_key``, ``family`` and ``unit`` as in the table of
    entities; ``person`` and ``keys`` are numbers of a person's name and keys. Plain values: they cross processes."""

    local: str
    kind: str
    name: str
    name_key: str
    seed: str
    cluster: str
    family: int
    unit: tuple[str, str, str] | None
    apart: bool
    number: str | None
    date: str | None
    person: int = 0
    keys: tuple[int, ...] = ()


@dataclass(slots=True)
class Rows:
    """The rows of one article. Tuples are in the order of INSERTS (writer.py), entities still by their local ids."""

    article: tuple[Any, ...]
    entities: list[Named] = field(default_factory=list)
    mentions: list[tuple[str, int, int]] = field(default_factory=list)
    figures: list[tuple[Any, ...]] = field(default_factory=list)
    roles: list[tuple[Any, ...]] = field(default_factory=list)
    statements: list[tuple[Any, ...]] = field(default_factory=list)
    findings: list[tuple[Any, ...]] = field(default_factory=list)
    sketch: tuple[int, ...] = ()


def packed(made: Rows) -> tuple[Any, ...]:
    """``made`` as plain tuples, for another process (see ``unpacked``)."""
    return (
        made.article, [tuple(e) for e in made.entities], made.mentions, made.figures, made.roles, made.statements,
        made.findings, made.sketch,
    )  # fmt: skip


def unpacked(plain: tuple[Any, ...]) -> Rows:
    """The rows that ``packed`` made plain."""
    return Rows(plain[0], [Named(*e) for e in plain[1]], *plain[2:])


def thing_key(thing: Thing) -> str:
    """The stable id of a thing: readable for places with a code, else its kind and a hash of its seed."""
    if thing.kind == "place" and thing.unit is not None:
        level, code, vintage = thing.unit
        return f"place-{level}-{code}-{vintage}"
    return key_of(thing.kind, thing.seed)


def key_of(kind: str, seed: str) -> str:
    """The stable id of a thing of ``kind`` with that seed."""
    return f"{kind}-{number(seed):016x}"


def group_number(family: int, of: int) -> int:
    """The number of a group of comparable figures, from its holder's family and its measure."""
    return ((family * 0x9E3779B97F4A7C15) ^ of) & MASK


def measure_number(what: str | None) -> int | None:
    """The number of a measure."""
    return None if what is None else number(what)


def rows(record: Record, digest: bytes, corrections: Corrections) -> Rows:
    """The rows of ``record``; ``digest`` is that of its line."""
    a = record.article
    out = Rows(
        (
            a.id,
            a.outlet,
            a.url,
            a.title,
            a.author,
            a.published,
            ordinal(a.published),
            a.modified,
            a.section,
            _json(a.tags).decode(),
            a.text,
            _json(a.blocks).decode(),
            a.reader,
            _json(a.source).decode() if a.source else None,
            digest,
        ),
        sketch=sketch(a.text),
    )
    known = things(record)
    for e in record.entities:
        thing = known[e.id]
        seed = thing_key(thing)
        split = corrections.split_of(a.id, e.kind, e.name) if corrections.splits else None
        cluster = split or seed
        # a thing that a split made is of no family but its own
        family = number(thing.family if e.kind == "organization" and split is None else cluster)
        name_key = canonical(thing.name)
        named = (e.id, e.kind, thing.name, name_key, seed, cluster, family, thing.unit, thing.apart, e.number, e.date)
        if e.kind == "person" and split is None:
            out.entities.append(Named(*named, number(name_key), tuple(map(number, thing.keys))))
        else:
            out.entities.append(Named(*named))
        out.mentions.extend((e.id, start, end) for start, end in e.mentions)
    for f in record.figures:
        t = f.time
        out.figures.append(
            (
                f.id,
                f.span[0],
                f.span[1],
                f.text,
                f.value,
                f.value_max,
                f.of,
                f.comparator,
                f.kind,
                f.unit,
                f.subject,
                f.indicator,
                f.holder,
                *((t.value, t.text, t.start, t.end) if t else (None, None, None, None)),
                f.sense,
                f.target,
                f.part_of,
                f.compared_with,
                f.sentence[0],
                f.sentence[1],
                f.confidence,
                measure_number(measure(f)),
            )
        )
    names = {e.id: e.name for e in record.entities}
    for r in record.roles:
        held = post(r, known.get(r.scope or ""), names.get(r.scope or ""))
        out.roles.append(
            (
                r.person,
                r.text,
                r.title,
                r.organization,
                r.scope,
                r.former,
                r.acting,
                r.start,
                r.end,
                r.span[0],
                r.span[1],
                r.confidence,
                None if held is None else number(held),
            )
        )
    out.statements.extend((s.speaker, s.kind, *s.span, *s.sentence) for s in record.statements)
    out.findings.extend((f.code, f.severity, f.message, _json(f.figures).decode()) for f in record.findings)
    return out
