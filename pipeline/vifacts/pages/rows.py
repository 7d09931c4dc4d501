"""JSON Lines: a row is an article as its maker gives it; nothing in its text is mended.

``article.id`` and ``article.text`` are the row's, the text in NFC, character for character.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from vifacts.errors import VifactsError
from vifacts.language.normalise import nfc
from vifacts.outlets.urls import hashed_id
from vifacts.pages.times import given
from vifacts.record import Article, Block, Source

_decode = msgspec.json.Decoder().decode


def read_row(
    line: bytes | str,
    where: str | None = None,
    number: int | None = None,
    doubt: Callable[[VifactsError], None] | None = None,
) -> Article:
    """The article of one line: a plain row, an Article, or a whole record (its article).

    ``doubt`` is called with what the row says and cannot be read, and the row is read without it: VF119 a time that is
    none.
    Raises VifactsError: VF104 torn JSON, VF103 bytes that are not UTF-8, VF105 a row without text, VF106 an empty one.
    """
    try:
        row = _decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        if isinstance(line, bytes) and not _is_utf8(line):
            raise VifactsError("VF103", where, number, detail="the line has bytes of another encoding") from error
        raise VifactsError("VF104", where, number, detail=error) from error
    if isinstance(row, dict) and isinstance(row.get("article"), dict):
        row = row["article"]
    if not isinstance(row, dict):
        raise VifactsError("VF105", where, number, field="an object with 'text'")
    text = row.get("text")
    if not isinstance(text, str):
        raise VifactsError("VF105", where, number, field="'text'")
    text = nfc(text).encode("utf-8", "replace").decode("utf-8") if _has_surrogate(text) else nfc(text)
    if not text.strip():
        raise VifactsError("VF106", where, number)
    identity = row.get("id")
    for field in ("published", "modified") if doubt is not None else ():
        value = row.get(field)
        if doubt is not None and value not in (None, "") and given(value) is None:
            shown = msgspec.json.encode(value).decode()[:80]
            doubt(VifactsError("VF119", where, number, field=f"'{field}'", value=shown))
    return Article(
        id=str(identity) if isinstance(identity, str | int) and str(identity) else hashed_id(text, "text"),
        text=text,
        outlet=_string(row, "outlet"),
        url=_string(row, "url"),
        title=_string(row, "title"),
        author=_author(row.get("author")),
        published=given(row.get("published")),
        modified=given(row.get("modified")),
        section=_string(row, "section"),
        tags=[nfc(t) for t in row.get("tags") or [] if isinstance(t, str)] if isinstance(row.get("tags"), list) else [],
        blocks=_blocks(row.get("blocks"), len(text)),
        reader=_string(row, "reader") or "row",
        source=_source(row.get("source")),
    )


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= c <= "\udfff" for c in text) if not text.isascii() else False


def _string(row: dict[str, Any], key: str) -> str | None:
    value = row.get(key)
    return nfc(value) or None if isinstance(value, str) else None


def _author(value: object) -> str | None:
    if isinstance(value, list):
        value = " - ".join(str(v) for v in value if v)
    return nfc(value) or None if isinstance(value, str) else None


def _blocks(value: object, length: int) -> list[Block]:
    """The blocks of a row that has them, if every span lies in the text; none otherwise."""
    if not value:
        return []
    try:
        blocks = msgspec.convert(value, list[Block])
    except msgspec.ValidationError:
        return []
    return blocks if all(0 <= b.span[0] <= b.span[1] <= length for b in blocks) else []


def _source(value: object) -> Source | None:
    try:
        return msgspec.convert(value, Source) if isinstance(value, dict) else None
    except msgspec.ValidationError:
        return None
