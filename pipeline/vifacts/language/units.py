"""Units of measure, read after a number; the units themselves are data (units.toml)."""

from __future__ import annotations

from dataclasses import dataclass

from vifacts.language.lexicon import Lexicon
from vifacts.language.segment import segment
from vifacts.language.text import Text
from vifacts.resources import read_toml

_DATA = read_toml("vifacts.language", "units.toml")
_NOT_A_UNIT = ""
#: Syllables that are read for the word after a stroke.
_LONGEST_WORD = 4
#: Phrase to kind of figure; the empty kind for what only looks like a unit.
_UNITS: Lexicon[str] = Lexicon(
    [(phrase, kind) for kind, phrases in _DATA["units"].items() for phrase in phrases]
    + [(phrase, _NOT_A_UNIT) for phrase in _DATA["not_units"]["phrases"]]
)
_ALONE = {word: frozenset(after) for word, after in _DATA["alone"].items()}
#: What a rate may be per ("người", "tháng").
PER: Lexicon[bool] = Lexicon((phrase, True) for phrase in _DATA["per"]["nouns"])
_MULTIPLES = frozenset({"gấp", "tăng", "giảm", "vượt", "bằng", "cao", "lớn", "nhiều"})


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit as written: ``kind`` is the figure kind (percent, money, length, area, weight, volume, duration, age,
    speed, energy, score, multiple, other), ``start``/``end`` its span; ``unit`` includes the rest of a rate
    ("triệu đồng/người/năm" -> unit "đồng/người/năm"), without spaces around its strokes."""

    start: int
    end: int
    unit: str
    kind: str


def unit_after(text: Text, offset: int) -> UnitMatch | None:
    """The unit of measure that starts at ``offset`` (white space skipped), or None (a counted noun is no unit).

    "lần" is a unit (kind multiple) after "gấp", "tăng" and the like, a decimal or before "so với"; elsewhere
    it counts ("họp 3 lần").
    """
    tokens = text.tokens
    keys = tokens.keys
    at = tokens.at(offset)
    count = len(keys)
    if at >= count or (at > 0 and tokens.ends[at - 1] > offset) or text.raw[offset : tokens.starts[at]].strip():
        return None
    if at > 0 and tokens.lines[at] != tokens.lines[at - 1]:
        return None
    if keys[at] == "lần":
        return _times(text, at)
    found = _UNITS.match(keys, at)
    if found is None or found[1] == _NOT_A_UNIT:
        return None
    last, kind = found
    if tokens.lines[last - 1] != tokens.lines[at]:
        return None
    if last == at + 1 and not _stands_alone(text, at):
        return None
    if kind == "duration" and last < count and _is_date(text, at, last):
        return None
    end, unit = _rate(text, at, last, kind)
    if kind == "length" and end > last and keys[last + 1] in ("ngày", "tháng", "năm"):
        kind = "volume"  # "700 m /ngày đêm": pages lose the raised 3, and nothing grows by metres a day
    return UnitMatch(tokens.starts[at], tokens.ends[end - 1], unit, kind)


def _stands_alone(text: Text, at: int) -> bool:
    """Whether a word that also begins counted nouns is a unit here."""
    tokens = text.tokens
    if tokens.keys[at] in ("g", "m", "đ") and text.raw[tokens.starts[at]].isupper():
        return False  # "4G"
    allowed = _ALONE.get(tokens.keys[at])
    if allowed is None:
        return True
    after = at + 1
    if after >= len(tokens) or tokens.lines[after] != tokens.lines[at]:
        return True
    word = tokens.keys[after]
    return word in allowed or not (word[0].isalpha() or word[0].isdigit())


def _is_date(text: Text, at: int, last: int) -> bool:
    """Whether the word for a length of time begins a date: "30 năm 2020", "5 tháng 6/2024"."""
    word = text.tokens.keys[last]
    first = text.tokens.keys[at]
    if first == "năm":
        return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")
    return first == "tháng" and word.isdigit() and int(word) <= 12 and at + 1 == last


def _rate(text: Text, at: int, last: int, kind: str) -> tuple[int, str]:
    """The token after a unit with its rate, and the unit as written."""
    tokens = text.tokens
    keys, lines = tokens.keys, tokens.lines
    count = len(keys)
    parts = [text.words(at, last)]
    while last + 1 < count and lines[last + 1] == lines[at]:
        if keys[last] == "/":
            per = last + 1
            if keys[per].isdigit() and per + 1 < count:
                per += 1
            joint = "/"
        elif keys[last] == "mỗi" and kind == "money":
            per, joint = last + 1, " mỗi "
        else:
            break
        found = PER.match(keys, per)
        end = found[0] if found is not None else _first_word(text, per) if joint == "/" else per
        if end == per:
            break
        parts.append(joint + text.words(last + 1, end))
        last = end
    return last, "".join(parts)


def _first_word(text: Text, at: int) -> int:
    """The token after the word that stands close behind the stroke at ``at - 1`` ("đồng/hành khách"), ``at`` for none."""
    tokens = text.tokens
    if tokens.starts[at] != tokens.ends[at - 1] or not tokens.keys[at].isalpha() or text.is_capital(at):
        return at
    last = at + 1
    while last < min(len(tokens), at + _LONGEST_WORD) and tokens.keys[last].isalpha() and not text.is_capital(last):
        if tokens.lines[last] != tokens.lines[at]:
            break
        last += 1
    begin = tokens.starts[at]
    first = next(iter(segment(text.raw[begin : tokens.ends[last - 1]])), None)
    return at + 1 if first is None else max(at + 1, tokens.range(begin, begin + first[1])[1])


def _times(text: Text, at: int) -> UnitMatch | None:
    """ "lần" as a multiple: "gấp 3 lần", "tăng 1,5 lần", "3 lần so với"."""
    tokens = text.tokens
    keys = tokens.keys
    number = at - 1
    if number < 0:
        return None
    before = keys[max(0, number - 3) : number]
    multiple = "," in keys[number] or (at + 1 < len(keys) and keys[at + 1] == "so") or not _MULTIPLES.isdisjoint(before)
    if not multiple:
        return None
    return UnitMatch(tokens.starts[at], tokens.ends[at], text.words(at, at + 1), "multiple")
