"""Comparators: what makes a number more or less than it says ("hơn 5", "không quá 3", "20 ngày trở lên")."""

from __future__ import annotations

from typing import Literal, cast

from vifacts.language.lexicon import Lexicon
from vifacts.language.number_atoms import DATA, MULTIPLIERS
from vifacts.language.number_context import counted
from vifacts.language.text import Text
from vifacts.language.units import unit_after

Comparator = Literal["=", ">", ">=", "<", "<=", "~"]

_BEFORE: Lexicon[Comparator] = Lexicon(
    (phrase, cast(Comparator, sign)) for sign, phrases in DATA["before"].items() for phrase in phrases
)
_AFTER: Lexicon[Comparator] = Lexicon(
    (phrase, cast(Comparator, sign)) for sign, phrases in DATA["after"].items() for phrase in phrases
)
_LAST_BEFORE = frozenset(phrase.split()[-1] for phrases in DATA["before"].values() for phrase in phrases)
_COMPARISON = frozenset(DATA["comparison"]["words"])
_OVER = frozenset(DATA["over"]["words"])
_UNDER = frozenset(DATA["under"]["not_before"])


def comparator_before(text: Text, first: int, last: int, value: float) -> tuple[int, Comparator, bool]:
    """(first token of the comparator before the number at tokens [first, last), the comparator, whether "từ" stands
    there too)."""
    tokens = text.tokens
    keys, lines = tokens.keys, tokens.lines
    at, after_from = first, False
    if at and keys[at - 1] == "từ" and lines[at - 1] == lines[first]:
        at, after_from = at - 1, True
    if not at or keys[at - 1] not in _LAST_BEFORE or lines[at - 1] != lines[first]:
        return first, "=", after_from
    found = _BEFORE.match_before(keys, at, 5)
    if found is None or lines[found[0]] != lines[first] or not _compares(text, found[0], at, last, value):
        return first, "=", after_from
    if found[0] and keys[found[0] - 1] == "từ":
        after_from = True
    return found[0], found[1], after_from


def _compares(text: Text, outer: int, first: int, last: int, value: float) -> bool:
    """Whether the words [outer, first) compare the number: "hơn" may compare two things, "trên" may say "on"."""
    keys = text.tokens.keys
    word = keys[outer]
    before = keys[outer - 1] if outer else ""
    if first - outer > 1:
        return True
    if word == "hơn":
        named = before == "cao" and outer > 1 and keys[outer - 2] in ("chiều", "độ")  # "chiều cao | hơn 13 m"
        return named or before not in _COMPARISON
    if word == "vượt":
        after = keys[last] if last < len(keys) else ""
        return (
            "/" not in keys[first:last]
            and after not in ("%", "lần", "chỉ")
            and not (value <= 31 and counted(text, last))
        )
    if word == "trên" and value <= 10 and before not in _OVER:
        return unit_after(text, text.tokens.ends[last - 1]) is not None or any(
            k in MULTIPLIERS for k in keys[first:last]
        )
    if word == "dưới":
        return last >= len(keys) or keys[last] not in _UNDER
    if word == "ngoài":
        unit = unit_after(text, text.tokens.ends[last - 1])
        return unit is not None and unit.kind == "age"
    return True


def comparator_after(text: Text, at: int) -> tuple[int, Comparator] | None:
    """The comparator that starts at token ``at``: (token after it, the comparator), or None."""
    return _AFTER.match(text.tokens.keys, at)
