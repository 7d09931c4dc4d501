"""Gold files: one article a line, spans in code points of the NFC body text."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import msgspec

from vifacts.errors import VifactsError
from vifacts.record import Number, Record, Span, decode_record


class GoldName(msgspec.Struct):
    """A mention of a person, organisation, place or document; ``full`` is the full name of a short mention."""

    name: str
    span: Span
    full: str | None = None


class GoldRole(msgspec.Struct):
    """A role written out in full; ``span`` holds person and role as they stand."""

    person: str
    role: str
    scope: str | None
    former: bool
    span: Span


class GoldFigure(msgspec.Struct):
    """A figure; ``span`` is the number as written, ``holder`` a name, ``time`` in the record's forms."""

    num: str
    value: Number
    value_max: Number | None
    of: Number | None
    kind: str
    unit: str | None
    comparator: str
    subject: str | None
    holder: str | None
    time: str | None
    sense: str
    target: bool
    span: Span


class GoldStatement(msgspec.Struct):
    """A stretch of reported speech; ``span`` covers its first words."""

    speaker: str
    kind: str
    span: Span


class GoldArticle(msgspec.Struct):
    """Everything annotated in one article."""

    id: str
    persons: list[GoldName]
    orgs: list[GoldName]
    places: list[GoldName]
    documents: list[GoldName]
    roles: list[GoldRole]
    figures: list[GoldFigure]
    statements: list[GoldStatement]
    text_chars: int


_decode_gold = msgspec.json.Decoder(GoldArticle).decode


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    if not path.exists() or path.is_dir():  # a pipe is as good as a file
        raise VifactsError("VF101", str(path))
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                yield number, line


def read_gold(path: Path) -> list[GoldArticle]:
    """The gold articles of a JSON Lines file; VifactsError VF601 with the line where a row is not gold."""
    rows = []
    for number, line in _lines(path):
        try:
            rows.append(_decode_gold(line))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise VifactsError("VF601", str(path), number, detail=error) from error
    return rows


def read_records(path: Path) -> dict[str, Record]:
    """The records of a JSON Lines file by article id; VifactsError VF602 with the line where a row is no record."""
    rows = {}
    for number, line in _lines(path):
        try:
            record = decode_record(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise VifactsError("VF602", str(path), number, detail=error) from error
        rows[record.article.id] = record
    return rows
