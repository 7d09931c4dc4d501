"""Who made what of a long form: "Nội dung: ... | Ảnh: ... | Đồ họa: ...", on one line, on several, or label by label.

The author is who wrote it; where nobody is said to, who took the pictures, else who drew it. The labels are data
(``furniture.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from vifacts.pages import people
from vifacts.pages.text import fold, furniture
from vifacts.pages.walk import Piece

#: Lines at the end of a body among which the makers are named.
_TAIL = 14
_LONGEST = 200
_SHORT = 40
_MARKS = " \t|;,./•·–—-:*"
_ORDER = ("writer", "photo", "maker")


class Credit(NamedTuple):
    """What somebody did (``kind``: "writer", "photo" or "maker") and the names as printed, "" where they follow."""

    kind: str
    names: str


def parse(line: str) -> list[Credit] | None:
    """The credits that a whole line consists of; null for any other line."""
    text = fold(line)
    if not text or len(text) > _LONGEST:
        return None
    if (kind := _kind(text.strip(_MARKS))) is not None:
        return [Credit(kind, "")]
    found = list(_labels().finditer(text))
    if not found or text[: found[0].start()].strip(_MARKS):
        return None
    credits = []
    ends = [*(label.start() for label in found[1:]), len(text)]
    for label, end in zip(found, ends, strict=True):
        names = text[label.end() : end].strip(_MARKS.replace(".", ""))
        kind = _kind(label["label"])
        if kind is None or (not names and len(found) > 1) or (names and not _named(kind, names)):
            return None
        credits.append(Credit(kind, (people.clean_byline(names) or names) if names else ""))
    return credits


def author(credits: Collection[Credit]) -> str | None:
    """The names of those who wrote it, else of those who took its pictures, else of those who made it."""
    for kind in _ORDER:
        names = dict.fromkeys(credit.names for credit in credits if credit.kind == kind and credit.names)
        if names:
            return " - ".join(names)
    return None


def split(lines: list[Piece], own_names: Collection[str]) -> tuple[list[Piece], str | None]:
    """The lines without the credits at their end, and the author that these name; a single signature is left."""
    texts = [piece for piece in lines if piece.kind != "caption"]
    begin = None
    for at in range(len(texts) - 1, max(len(texts) - _TAIL, 0) - 1, -1):
        piece = texts[at]
        if piece.kind == "list" or len(piece.text) > _LONGEST:
            break
        if parse(piece.text) is not None:
            begin = at
        elif not people.signature(piece.text):
            break
    if not begin:  # none, or nothing else
        return lines, None
    credits = _block([piece.text for piece in texts[begin:]])
    if not credits or (len(credits) < 2 and len(texts) - begin < 2):
        return lines, None
    gone = {id(piece) for piece in texts[begin:]}
    named = author(credits)
    return [piece for piece in lines if id(piece) not in gone], people.clean_byline(named, own_names)


def _block(lines: list[str]) -> list[Credit]:
    """The credits of lines; names on lines of their own belong to the label above them."""
    credits: list[Credit] = []
    for line in lines:
        made = parse(line)
        if made is not None:
            credits += made
        elif credits:
            last = credits[-1]
            credits[-1] = Credit(last.kind, f"{last.names} - {line}" if last.names else line)
    return [credit for credit in credits if credit.names]


def _named(kind: str, names: str) -> bool:
    """Whether what follows a label can be who did it ("Nhóm Đồ họa", "Phòng kỹ thuật" make, but do not write)."""
    return people.signature(names) is not None or (kind == "maker" and len(names) <= _SHORT and names[0].isupper())


@cache
def _kinds() -> dict[str, str]:
    return {label: kind for kind in _ORDER for label in furniture()["credits"][kind]}


@cache
def _between() -> re.Pattern[str]:
    return re.compile(r"\s*(?:[,/&+–-]|\bvà\b)\s*")


@cache
def _labels() -> re.Pattern[str]:
    labels = "|".join(sorted(map(re.escape, _kinds()), key=len, reverse=True))
    between = _between().pattern
    return re.compile(
        rf"(?:^|(?<=[\s|;,.•·–—-]))(?P<label>(?:{labels})(?:(?:{between})(?:{labels}))*)\s*[:：]", re.IGNORECASE
    )


def _kind(label: str) -> str | None:
    """What a label says: a writer's where one of its parts is; null for other words."""
    parts = [_kinds().get(part) for part in _between().split(label.lower())]
    if not parts or None in parts:
        return None
    return min((kind for kind in parts if kind), key=_ORDER.index)
