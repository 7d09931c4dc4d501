"""The counted noun after a number: the shortest sensible unit of a count."""

from __future__ import annotations

from dataclasses import dataclass

from vifacts.extract.figures import words
from vifacts.language.segment import segment
from vifacts.language.text import Text


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun: tokens [first, last), its text, its class, and whether the lexicon knows it."""

    first: int
    last: int
    unit: str
    group: str | None
    known: bool


def counted_noun(text: Text, at: int, stop: int) -> Counted | None:
    """The noun counted by a number that ends before token ``at``; None where no noun follows."""
    tokens = text.tokens
    keys = tokens.keys
    if at >= stop or tokens.lines[at] != tokens.lines[at - 1]:
        return None
    if keys[at] in ("“", '"') and at + 1 < stop and tokens.starts[at] > tokens.ends[at - 1]:
        at += 1
    skipped = words.PREFIXES.match(keys, at, stop)
    if skipped and skipped[0] < stop and words.NOUNS.match(keys, skipped[0], stop):
        at = skipped[0]
    former = former_post(text, at, stop)
    if former > at:
        return Counted(at, former, text.words(at, former), "person", True)
    found = words.NOUNS.match(keys, at, stop)
    last, group = found if found else (at, None)
    if keys[at] in words.CLASSIFIERS and last - at <= 1:
        inner = words.NOUNS.match(keys, at + 1, stop) if at + 1 < stop else None
        if inner is not None:
            return Counted(at, inner[0], text.words(at, inner[0]), group or inner[1], True)
        longer = _plain(text, at + 1, stop)
        if longer > at + 1 and not words.ACTIONS.match(keys, at + 1, stop):
            return Counted(at, at + 2, text.words(at, at + 2), group or "thing", bool(found))
    if found:
        if last + 1 < stop and keys[last] == "/" and keys[last + 1].isalpha():
            last += 2  # "tiêu chí/xã"
        elif last < stop and keys[last].startswith("/") and len(keys[last]) > 1:
            last += 1
        last = _coordinated(text, last, stop, group)
        return Counted(at, last, text.words(at, last), group, True)
    last = _plain(text, at, stop)
    return Counted(at, last, text.words(at, last), None, False) if last > at else None


def former_post(text: Text, at: int, stop: int) -> int:
    """The token after a former or new post ("3 nguyên Thứ trưởng"); ``at`` where none stands."""
    if text.tokens.keys[at] not in ("nguyên", "cựu", "tân") or at + 1 >= stop or not text.is_capital(at + 1):
        return at
    title = words.TITLES.match(text.tokens.keys, at + 1, stop)
    return title[0] if title else min(at + 3, stop)


def _coordinated(text: Text, last: int, stop: int, group: str | None) -> int:
    """The token after a second noun of the same class: "13 vụ việc, vụ án", "5 cấp ủy, tổ chức đảng"."""
    keys = text.tokens.keys
    while last + 1 < stop and keys[last] == ",":
        other = words.NOUNS.match(keys, last + 1, stop)
        if other is None or other[1] != group:
            break
        if any(key[0].isdigit() for key in keys[other[0] : min(stop, other[0] + 4)]):
            break
        after = keys[other[0]] if other[0] < stop else ""
        if after in ("được", "đã", "bị", "có", "phải", "là", "sẽ"):
            break
        last = other[0]
    return last


def _plain(text: Text, at: int, stop: int) -> int:
    """The token after an unknown noun at ``at`` (one or two syllables), ``at`` where a function word stands."""
    tokens = text.tokens
    if at >= stop or words.NOT_NOUNS.match(tokens.keys, at, stop) or not tokens.keys[at][0].isalpha():
        return at
    if tokens.lines[at] != tokens.lines[at - 1]:
        return at
    upper = text.raw[tokens.starts[at]].isupper()
    if upper and len(tokens.keys[at]) > 1 and not text.raw[tokens.starts[at] : tokens.ends[at]].isupper():
        return at  # a capitalised word is a name, an upper-case one an abbreviation
    nxt = at + 1
    if upper and nxt < stop and tokens.keys[nxt].isdigit() and tokens.starts[nxt] == tokens.ends[at]:
        return nxt + 1  # "26 F1"
    if upper or nxt >= stop or words.NOT_NOUNS.match(tokens.keys, nxt, stop):
        return nxt
    if not tokens.keys[nxt][0].isalpha() or text.raw[tokens.starts[nxt]].isupper():
        return nxt
    return _word(text, at, stop)


def _word(text: Text, at: int, stop: int) -> int:
    """The token after the first word at ``at``, as the word segmenter reads the next few syllables.

    The lexicon does not know the noun, so only the segmenter can tell "bác sĩ" from "mũ | bảo hiểm"; it sees no
    more than seven syllables, and a word of more than three is cut.
    """
    tokens = text.tokens
    last = at + 1
    while last < min(stop, at + 7) and tokens.keys[last][0].isalpha() and tokens.lines[last] == tokens.lines[at]:
        last += 1
    begin = tokens.starts[at]
    first = next(iter(segment(text.raw[begin : tokens.ends[last - 1]])), None)
    if first is None:
        return at + 1
    return min(at + 3, max(at + 1, tokens.range(begin, begin + first[1])[1]))
