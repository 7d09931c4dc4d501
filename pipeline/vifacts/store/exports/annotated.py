"""An article as an annotation tool holds it: regions of the text with fields, and relations between regions.

Label Studio and doccano both take and give this shape (``label_studio.py``, ``doccano.py``); gold is made of it in
``evaluate/annotated.py``. Fields are texts, as a person types them into a form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, get_args

from vifacts.record import Comparator, Entity, FigureKind, Number, Record, Sense, Span, StatementKind, Time

ENTITIES = ("person", "organization", "place", "document")
YES_NO = ("no", "yes")


@dataclass(frozen=True)
class Field:
    """A field of the regions of one label. ``choices`` are all values it may have, none where it is free; ``needed``
    says that a region without it is not whole; ``number`` that it is a number as ``number_text`` writes it."""

    name: str
    needed: bool = False
    choices: tuple[str, ...] = ()
    number: bool = False
    hint: str = ""


#: Label -> the fields of its regions.
FIELDS: dict[str, tuple[Field, ...]] = {
    "person": (Field("full", hint="the full name, where the words are a part of it"),),
    "organization": (),
    "place": (),
    "document": (),
    "figure": (
        Field("value", needed=True, number=True, hint="1500 or 2.5"),
        Field("value_max", number=True, hint="the upper end of a range"),
        Field("of", number=True, hint="y of x/y"),
        Field("comparator", needed=True, choices=get_args(Comparator)),
        Field("kind", needed=True, choices=get_args(FigureKind)),
        Field("unit", hint="the unit, or the counted noun"),
        Field("subject", hint="what is counted or measured, in words of the text"),
        Field("holder", hint="whose figure it is, by its full name"),
        Field("time", hint="2024, 2024-06, 2024-06-05, 2024-Q1, 2021/2025"),
        Field("sense", needed=True, choices=get_args(Sense)),
        Field("target", needed=True, choices=YES_NO, hint="a plan or a goal"),
    ),
    "role": (
        Field("role", needed=True, hint="the role written out in full"),
        Field("scope", hint="the organisation or place it belongs to"),
        Field("former", needed=True, choices=YES_NO),
        Field("person", hint="the full name, where no relation leads to the person"),
    ),
    "statement": (
        Field("kind", needed=True, choices=get_args(StatementKind)),
        Field("speaker", hint="the full name, where no relation leads to the person"),
    ),
}
LABELS = tuple(FIELDS)
#: How a label is shown.
COLOURS = {
    "person": "#1f77b4", "organization": "#9467bd", "place": "#2ca02c", "document": "#8c564b",
    "figure": "#d62728", "role": "#17a2b8", "statement": "#e0a800",
}  # fmt: skip
#: Label -> the relation that leads from such a region to the person it is about.
RELATIONS: dict[str, Literal["held_by", "said_by"]] = {"role": "held_by", "statement": "said_by"}
#: Label -> the field that names that person where the text has no region of him or her.
NAMED_BY = {"role": "person", "statement": "speaker"}
_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+$", re.ASCII)
_NUMBER = re.compile(r"-?\d+(\.\d+)?$", re.ASCII)


@dataclass
class Region:
    """A stretch of the text. ``id`` is unique in its article."""

    id: str
    label: str
    span: Span
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Relation:
    """A relation from a role or statement to the person it is about (ids of regions)."""

    source: str
    target: str
    label: str


@dataclass
class Annotated:
    """An article with its regions and relations. ``about`` are the article's title, url, outlet and date, for people."""

    article: str
    text: str
    regions: list[Region] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    about: dict[str, str] = field(default_factory=dict)


def annotate(record: Record) -> Annotated:
    """A record as regions and relations: one region a mention, figure, role and statement."""
    a = record.article
    about = {name: value for name in ("title", "url", "outlet", "published") if (value := getattr(a, name))}
    out = Annotated(a.id, a.text, about=about)
    entities = {e.id: e for e in record.entities}
    mentions: dict[str, list[Region]] = {}
    for entity in record.entities:
        for n, span in enumerate(entity.mentions, 1):
            region = Region(f"{entity.id}-{n}", entity.kind, span)
            if entity.kind == "person" and entity.name != a.text[span[0] : span[1]]:
                region.fields["full"] = entity.name
            mentions.setdefault(entity.id, []).append(region)
            out.regions.append(region)
    for figure in record.figures:
        values: dict[str, str | None] = {
            "value": number_text(figure.value),
            "value_max": number_text(figure.value_max),
            "of": number_text(figure.of),
            "comparator": figure.comparator,
            "kind": figure.kind,
            "unit": figure.unit,
            "subject": figure.subject,
            "holder": _name(entities, figure.holder),
            "time": time_text(figure.time),
            "sense": figure.sense,
            "target": YES_NO[figure.target],
        }
        out.regions.append(Region(figure.id, "figure", figure.span, _given(values)))
    for n, role in enumerate(record.roles, 1):
        region = Region(f"r{n}", "role", role.span)
        region.fields = _given({"role": role.text, "scope": _name(entities, role.scope), "former": YES_NO[role.former]})
        out.regions.append(region)
        _relate(out, region, entities.get(role.person), mentions.get(role.person, []))
    for n, statement in enumerate(record.statements, 1):
        region = Region(f"s{n}", "statement", statement.span, {"kind": statement.kind})
        out.regions.append(region)
        _relate(out, region, entities.get(statement.speaker), mentions.get(statement.speaker, []))
    return out


def _relate(out: Annotated, region: Region, entity: Entity | None, mentions: list[Region]) -> None:
    """Lead from ``region`` to the nearest mention of ``entity``, a person; else its name goes into a field."""
    if entity is not None and entity.kind == "person" and mentions:
        start, end = region.span
        near = min(mentions, key=lambda m: (max(start - m.span[1], m.span[0] - end, 0), m.span))
        out.relations.append(Relation(region.id, near.id, RELATIONS[region.label]))
    elif entity is not None:
        region.fields[NAMED_BY[region.label]] = entity.name


def _given(values: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value is not None}


def _name(entities: dict[str, Entity], ref: str | None) -> str | None:
    return entities[ref].name if ref in entities else None


def time_text(time: Time | None) -> str | None:
    """A time in the forms of the record ("2024-06", "2021/2025"); its days where it has no value."""
    if time is None:
        return None
    return time.value or (f"{time.start}/{time.end}" if time.start else None)


def number_text(value: Number | None) -> str | None:
    """A number as a form shows it: a point before decimals, none between thousands. "1.500" is never written, since a
    Vietnamese reader takes it for 1500: 1.5 is "1.5", 12.345 is "12.3450"."""
    if value is None:
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    written = str(value) if isinstance(value, int) else f"{value!r}"
    if "e" in written:
        written = f"{value:.20f}".rstrip("0")
    return written + "0" if _THOUSANDS.fullmatch(written) else written


def number_of(text: str) -> Number | None:
    """The number that ``text`` writes as ``number_text`` does; None for anything else, also for "1.500" and "2,5"."""
    text = text.strip()
    if _THOUSANDS.fullmatch(text) or not _NUMBER.fullmatch(text):
        return None
    return float(text) if "." in text else int(text)


def utf16_offsets(text: str) -> list[int] | None:
    """For each code point offset of ``text`` (its end included) the offset in UTF-16 units; None where they are equal."""
    if not any(c > "\uffff" for c in text):
        return None
    offsets, at = [0], 0
    for c in text:
        at += 2 if c > "\uffff" else 1
        offsets.append(at)
    return offsets


def code_points(text: str) -> dict[int, int] | None:
    """The way back: UTF-16 offset -> code point offset (none for the middle of a character)."""
    offsets = utf16_offsets(text)
    return None if offsets is None else {there: here for here, there in enumerate(offsets)}
