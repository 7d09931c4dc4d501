"""The data model: what a page becomes (Article) and what extraction promises of it (Record).

One JSON object an article, one line an object. The JSON Schema in ``docs/record.schema.json`` is
generated from these classes; the schema number changes only when a field is renamed or dropped.

Every span is a half-open pair of code-point offsets into ``Article.text``, which is NFC.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

import msgspec

SCHEMA: Literal["vifacts.record/1"] = "vifacts.record/1"
SCHEMA_ID = "https://vifacts.org/schema/record-1.json"

#: Half-open [start, end) in code points of ``Article.text``.
Span = tuple[Annotated[int, msgspec.Meta(ge=0)], Annotated[int, msgspec.Meta(ge=0)]]
Number = int | float
Confidence = Annotated[float, msgspec.Meta(ge=0, le=1)]

BlockKind = Literal["lead", "paragraph", "heading", "caption", "list"]
EntityKind = Literal["person", "organization", "place", "document"]
Comparator = Literal["=", ">", ">=", "<", "<=", "~"]
FigureKind = Literal[
    "count",
    "percent",
    "money",
    "length",
    "area",
    "weight",
    "volume",
    "duration",
    "age",
    "ratio",
    "multiple",
    "speed",
    "energy",
    "score",
    "other",
]
Sense = Literal["level", "increase", "decrease", "from", "to"]
StatementKind = Literal["direct", "indirect"]
Severity = Literal["info", "warning", "error"]


class Block(msgspec.Struct, frozen=True):
    """A stretch of the body with one function in the layout."""

    kind: BlockKind
    span: Span


class Source(msgspec.Struct):
    """Where the article was read from: an archive record (``archive``, ``offset``) or a file (``path``)."""

    archive: str | None = None
    offset: int | None = None
    path: str | None = None
    sha256: str | None = None
    fetched: str | None = None


class Article(msgspec.Struct):
    """A newspaper article as text.

    ``text`` is the body (lead, paragraphs, headings, captions, list items joined by a line feed); the
    title is not in it. ``published`` and ``modified`` are ISO 8601 with the offset (+07:00), or a plain
    date where the minute is not known.
    """

    id: str
    text: str
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    tags: list[str] = []
    blocks: list[Block] = []
    reader: str | None = None  # which page reader made it: a family's name, "generic", "pasted", "row"
    source: Source | None = None


class UnitNow(msgspec.Struct):
    """A unit of today that an older unit became (all of it or a part of it)."""

    code: str
    vintage: str
    name: str


class Unit(msgspec.Struct):
    """An administrative unit: the official code is unique only together with its vintage."""

    code: str
    vintage: str
    level: Literal["province", "district", "commune"]
    path: list[str] = []
    now: list[UnitNow] = []


class Entity(msgspec.Struct, omit_defaults=True):
    """A person, organisation, place or document of one article, with every place it is named.

    ``mentions`` is empty for a place that stands only inside an organisation's name. ``place`` (of an
    organisation) and ``issuer`` (of a document) are ids of other entities; ``number`` and ``date``
    belong to documents, ``unit`` to places.
    """

    id: str
    kind: EntityKind
    name: str
    mentions: list[Span]
    place: str | None = None
    unit: Unit | None = None
    number: str | None = None
    issuer: str | None = None
    date: str | None = None


class Role(msgspec.Struct):
    """A post that a named person is said to hold or to have held.

    ``text`` is the role written out in full, with words of the article only: a list shares its tail.
    ``scope`` is the id of the entity (place or organisation) the role belongs to.
    """

    person: str
    text: str
    title: str
    organization: str | None
    scope: str | None
    former: bool
    acting: bool
    start: str | None
    end: str | None
    span: Span
    confidence: Confidence


class Time(msgspec.Struct):
    """A time or period: ``value`` in the forms of the contract ("2020", "2024-05", "2021/2025",
    "2024-Q1", "2024-01/2024-06", "2011/", "/2020"), ``text`` the words that say so (null where it was
    inferred), ``start`` and ``end`` its first and last day."""

    value: str | None
    text: str | None = None
    start: str | None = None
    end: str | None = None


class Figure(msgspec.Struct):
    """A number that counts or measures something.

    ``value`` has multipliers applied; a range has ``value_max``; "x/y" has ``of``. ``span`` is the number
    as written, ``text`` that number with its unit. ``holder``, ``part_of`` and ``compared_with`` are ids.
    """

    id: str
    span: Span
    text: str
    value: Number
    value_max: Number | None
    of: Number | None
    comparator: Comparator
    kind: FigureKind
    unit: str | None
    subject: str | None
    indicator: str | None
    holder: str | None
    time: Time | None
    sense: Sense
    target: bool
    part_of: str | None
    compared_with: str | None
    sentence: Span
    confidence: Confidence


class Statement(msgspec.Struct):
    """What a named person is reported to have said; ``sentence`` spans from the speaker's sentence on."""

    speaker: str
    kind: StatementKind
    span: Span
    sentence: Span


class Finding(msgspec.Struct):
    """Something a journalist should look at: figures of one article that do not fit together."""

    code: str
    severity: Severity
    figures: list[str]
    message: str


class Extractor(msgspec.Struct):
    """What made the record: enough to make it again."""

    name: str
    version: str
    models: dict[str, str] = {}


class Record(msgspec.Struct):
    """Everything that was extracted from one article."""

    schema: Literal["vifacts.record/1"]
    article: Article
    entities: list[Entity]
    roles: list[Role]
    figures: list[Figure]
    statements: list[Statement]
    findings: list[Finding]
    extractor: Extractor


_encoder = msgspec.json.Encoder()
_decode_record = msgspec.json.Decoder(Record).decode
_decode_article = msgspec.json.Decoder(Article).decode


def encode(value: Record | Article) -> bytes:
    """One line of JSON (UTF-8, no line feed at its end)."""
    return _encoder.encode(value)


def decode_record(line: bytes | str) -> Record:
    """A record from one line of JSON; ``msgspec.DecodeError`` if it is torn or not of the schema."""
    return _decode_record(line)


def decode_article(line: bytes | str) -> Article:
    """An article from one line of JSON; ``msgspec.DecodeError`` if it is torn or not of the schema."""
    return _decode_article(line)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record, with ``$schema`` and ``$id``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "vifacts record",
        **msgspec.json.schema(Record),
    }


def schema_text() -> str:
    """``json_schema`` as it stands in ``docs/record.schema.json``."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
