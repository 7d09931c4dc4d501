"""What components write on: the facts of one article while they are being found.

A spaCy ``Doc`` carries its draft in ``doc.user_data``; each component reads what earlier ones found and adds
its own. Everything is grounded in code points of ``draft.text.raw``.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right, insort
from dataclasses import dataclass, field
from typing import cast

from spacy.tokens import Doc

from vifacts.extract.names import canonical
from vifacts.language.text import Text
from vifacts.record import (
    Article,
    Comparator,
    EntityKind,
    FigureKind,
    Finding,
    Number,
    Sense,
    Span,
    StatementKind,
    Time,
    Unit,
)

_KEY = "vifacts.draft"


@dataclass(slots=True, eq=False)
class DraftEntity:
    """One thing of the article. ``name`` is its fullest name there; ``place`` of an organisation, ``issuer``
    of a document, ``unit`` of a place are filled where known."""

    kind: EntityKind
    name: str
    mentions: list[Span] = field(default_factory=list)
    place: DraftEntity | None = None
    issuer: DraftEntity | None = None
    number: str | None = None
    date: str | None = None
    unit: Unit | None = None


@dataclass(slots=True, order=True)
class Mention:
    """A stretch of text that names an entity."""

    start: int
    end: int
    entity: DraftEntity = field(compare=False)

    @property
    def kind(self) -> EntityKind:
        return self.entity.kind


@dataclass(slots=True, eq=False)
class DraftRole:
    """See record.Role; ``organization`` is the name within the role's text."""

    person: DraftEntity
    text: str
    title: str
    span: Span
    organization: str | None = None
    scope: DraftEntity | None = None
    former: bool = False
    acting: bool = False
    start: str | None = None
    end: str | None = None
    confidence: float = 0.9


@dataclass(slots=True, eq=False)
class DraftFigure:
    """See record.Figure; ``extent`` is the span of number and unit, ``phrase`` the subject as the rules name it."""

    span: Span
    extent: Span
    value: Number
    value_max: Number | None = None
    of: Number | None = None
    comparator: Comparator = "="
    kind: FigureKind = "count"
    unit: str | None = None
    subject: str | None = None
    phrase: str | None = None
    indicator: str | None = None
    holder: DraftEntity | None = None
    time: Time | None = None
    sense: Sense = "level"
    target: bool = False
    part_of: DraftFigure | None = None
    compared_with: DraftFigure | None = None
    confidence: float = 0.9


@dataclass(slots=True, eq=False)
class DraftStatement:
    """See record.Statement."""

    speaker: DraftEntity
    kind: StatementKind
    span: Span


class Draft:
    """The facts of one article while they are being found."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = Text(article.text)
        self.entities: dict[tuple[EntityKind, str], DraftEntity] = {}
        self.mentions: list[Mention] = []  # sorted by start
        self.roles: list[DraftRole] = []
        self.figures: list[DraftFigure] = []
        self.statements: list[DraftStatement] = []
        self.findings: list[Finding] = []

    @property
    def published(self) -> dt.date | None:
        """The day of publication, where the article gives one."""
        try:
            return dt.date.fromisoformat((self.article.published or "")[:10])
        except ValueError:
            return None

    def entity(self, kind: EntityKind, name: str) -> DraftEntity:
        """The entity of that kind and name (abbreviations and tone styles folded), made when it is new."""
        key = (kind, canonical(name))
        found = self.entities.get(key)
        if found is None:
            found = self.entities[key] = DraftEntity(kind, name)
        return found

    def mention(self, kind: EntityKind, start: int, end: int, name: str | None = None) -> Mention:
        """Add a mention of ``text[start:end]``; ``name`` is the entity's fullest name where it differs."""
        entity = self.entity(kind, name or self.text.raw[start:end])
        entity.mentions.append((start, end))
        made = Mention(start, end, entity)
        insort(self.mentions, made)
        return made

    def covering(self, start: int, end: int, *kinds: EntityKind) -> Mention | None:
        """A mention (of ``kinds``, else of any) that overlaps [start, end)."""
        # mentions do not overlap each other by contract, so the neighbours of ``start`` suffice
        at = bisect_right(self.mentions, start, key=lambda m: m.start)
        for found in self.mentions[max(0, at - 2) : at + 1]:
            if found.start < end and start < found.end and (not kinds or found.kind in kinds):
                return found
        for found in self.mentions[at + 1 :]:
            if found.start >= end:
                break
            if not kinds or found.kind in kinds:
                return found
        return None

    def between(self, start: int, end: int, *kinds: EntityKind) -> list[Mention]:
        """The mentions (of ``kinds``, else all) that lie within [start, end), in order."""
        at = bisect_right(self.mentions, start - 1, key=lambda m: m.start)
        found = []
        for mention in self.mentions[at:]:
            if mention.start >= end:
                break
            if mention.end <= end and (not kinds or mention.kind in kinds):
                found.append(mention)
        return found


def draft_of(doc: Doc) -> Draft:
    """The draft of ``doc``; a ``Doc`` from another tokenizer gets one made from its text."""
    found = doc.user_data.get(_KEY)
    if found is None:
        found = doc.user_data[_KEY] = Draft(Article(id="", text=doc.text))
    return cast(Draft, found)


def attach(doc: Doc, draft: Draft) -> Doc:
    """Hang ``draft`` on ``doc``."""
    doc.user_data[_KEY] = draft
    return doc


def publish_mentions(doc: Doc, *kinds: EntityKind) -> None:
    """Put the mentions of each of ``kinds`` into ``doc.spans`` ("vifacts_organizations", ...), labelled by the kind."""
    mentions = draft_of(doc).mentions
    for kind in kinds:
        publish(doc, f"vifacts_{kind}s", [(m.start, m.end, kind) for m in mentions if m.kind == kind])


def publish(doc: Doc, key: str, spans: list[tuple[int, int, str]]) -> None:
    """Put (start, end, label) triples into ``doc.spans[key]`` for users of spaCy; nothing into a Doc without tokens."""
    if not len(doc):
        return
    made = (doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in spans)
    doc.spans[key] = [span for span in made if span is not None]
