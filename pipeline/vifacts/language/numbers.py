"""Numbers as Vietnamese newspapers write them: digits, words, multipliers, ranges, x of y, comparators."""

from __future__ import annotations

from dataclasses import dataclass

from vifacts.language.number_atoms import HALVED, STARTS, Atom, number_of, read_atom, read_spaced
from vifacts.language.number_compare import Comparator, comparator_after, comparator_before
from vifacts.language.number_context import (
    Kind,
    counted,
    dated,
    follows_ordinal,
    kind_of,
    share_follows,
)
from vifacts.language.text import Text
from vifacts.language.units import unit_after

__all__ = ["Comparator", "Number", "find_numbers", "trailing_comparator"]

_DASHES = frozenset({"-", "–", "—", "−", "÷"})
_TO = frozenset({"đến", "tới"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number with what stands directly around it.

    ``start``/``end``: the number as written, multiplier, range and "x/y" included ("2,5 triệu", "5 - 7",
    "2.370/2.500", "một trăm lẻ năm"), comparator and unit excluded. ``outer_start``/``outer_end``: the same
    with the comparator words on either side ("trên 85", "20 ngày trở lên" is resolved by the caller of
    ``trailing_comparator``). ``multiplier`` is the factor already applied to ``value`` (1 when none), ``core_end`` the
    end of the number without it ("2,5" of "2,5 triệu"). ``words`` tells that it is written in words; ``ordinal`` that
    it numbers and does not count ("lần thứ ba", "khóa 12", "Chi bộ số 3"); ``share`` that it is a part of one whole
    ("1/3", "hai phần ba", "một nửa"); ``after_from`` that "từ" stands before it, so that without an upper end it
    may be a least value ("học sinh từ 6 đồng chí").
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    value: int | float
    value_max: int | float | None = None
    of: int | float | None = None
    comparator: Comparator = "="
    multiplier: int = 1
    words: bool = False
    ordinal: bool = False
    share: bool = False
    after_from: bool = False
    core_end: int = -1


def find_numbers(text: Text) -> list[Number]:
    """All numbers of ``text`` in order, not overlapping; dates are the caller's to take away (dates.find_periods).

    Not found: roman numerals, phone and document numbers, parts of codes and addresses ("A1", "IMG_20"), vague
    numbers ("hàng chục", "vài trăm"), "một" and "hai" in set phrases ("một số", "hai bên"), slogans ("4 tại chỗ"),
    "x/y" that may be a date.
    """
    tokens = text.tokens
    keys, lines = tokens.keys, tokens.lines
    count = len(keys)
    found: list[Number] = []
    at, ordinal_last = 0, 0
    while at < count:
        key = keys[at]
        if not ("0" <= key[0] <= "9" or key in STARTS):
            at += 1
            continue
        limit = min(count, at + 24)  # no number is longer
        while lines[limit - 1] != lines[at]:
            limit -= 1
        atom = read_spaced(text, at, limit) or read_atom(text, at, limit)
        if atom is None:
            at += 1
            continue
        kind = kind_of(text, atom)
        if kind is Kind.NONE:
            at = _after_rejected(text, atom)
            continue
        if kind is Kind.COUNT and ordinal_last and follows_ordinal(text, atom, ordinal_last):
            kind = Kind.ORDINAL
        number, at = _extend(text, atom, limit, kind)
        ordinal_last = at if kind is Kind.ORDINAL else 0
        if number is not None:
            found.append(number)
    return found


def _after_rejected(text: Text, atom: Atom) -> int:
    """The token after what is no number: all of it, with the second half of "24/24"."""
    keys = text.tokens.keys
    if atom.words and atom.last - atom.first == 1:
        return atom.last
    return atom.last + 2 if atom.last + 1 < len(keys) and keys[atom.last] == "/" else atom.last


def trailing_comparator(text: Text, offset: int) -> tuple[int, Comparator] | None:
    """A comparator that stands after a number and its unit at ``offset`` ("trở lên", "trở xuống", "đổ lại"):
    (the offset after it, the comparator), or None."""
    at = text.tokens.at(offset)
    if at >= len(text.tokens) or text.tokens.starts[at] < offset:
        return None
    found = comparator_after(text, at)
    return None if found is None else (text.tokens.ends[found[0] - 1], found[1])


def _extend(text: Text, atom: Atom, limit: int, kind: Kind) -> tuple[Number | None, int]:
    """The number that ``atom`` begins (None where it is no number after all), and the token after it."""
    keys = text.tokens.keys
    last = atom.last
    if kind is Kind.ORDINAL and last + 1 < limit and keys[last] in "/-" and keys[last + 1][0].isdigit():
        made = _number(text, atom, last, atom.value, kind, multiplier=atom.multiplier, core=atom.core)
        return made, last + 2  # "ngõ 575/10", "thương binh hạng 2/4"
    if kind is not Kind.ORDINAL and last < limit:
        sign = keys[last]
        if sign == "/" and not atom.words and atom.multiplier == 1:
            return _ratio(text, atom, limit)
        ranged = _range(text, atom, limit)
        if ranged is not None:
            upper, low, high = ranged
            made = _number(
                text, atom, upper.last, low, kind, value_max=high, multiplier=upper.multiplier, core=upper.core
            )
            return made, upper.last
    value = atom.value
    if last + 1 < limit and keys[last + 1] in ("rưỡi", "rưởi") and atom.multiplier == 1 and keys[last] in HALVED:
        value = value + 0.5  # "2 năm rưỡi"
    return _number(text, atom, last, value, kind, multiplier=atom.multiplier, core=atom.core), last


def _number(
    text: Text,
    atom: Atom,
    last: int,
    value: int | float,
    kind: Kind,
    *,
    value_max: int | float | None = None,
    of: int | float | None = None,
    multiplier: int = 1,
    core: int = 0,
    share: bool = False,
) -> Number:
    tokens = text.tokens
    start, end = tokens.starts[atom.first], tokens.ends[last - 1]
    outer, comparator, after_from = atom.first, "=", False
    if kind is not Kind.ORDINAL:
        outer, comparator, after_from = comparator_before(text, atom.first, last, value)
    return Number(
        start,
        end,
        tokens.starts[outer],
        end,
        value,
        value_max,
        of,
        comparator,  # type: ignore[arg-type]
        multiplier,
        atom.words,
        kind is Kind.ORDINAL,
        share or (atom.words and 0 < value < 1),
        after_from,
        tokens.ends[core - 1],
    )


def _ratio(text: Text, atom: Atom, limit: int) -> tuple[Number | None, int]:
    """ "x/y": x of y, a share of one whole ("1/3 số hộ"), or neither where it may be a date or an address."""
    tokens = text.tokens
    keys, starts, ends = tokens.keys, tokens.starts, tokens.ends
    second = atom.last + 1
    if second >= limit or not keys[second][0].isdigit():
        return _number(text, atom, atom.last, atom.value, Kind.COUNT, core=atom.core), atom.last
    below = read_atom(text, second, limit)
    if below is None or below.num == 0:
        return None, second + 1
    last = below.last
    if last < limit and keys[last] in "/-" and starts[last] == ends[last - 1] and last + 1 < limit:
        follows = keys[last + 1]
        if follows[0].isdigit() or keys[last] == "-":
            return None, last + 1  # "1/2/3", "5/7-10/7"
    x, y = atom.value, below.value
    plain = isinstance(x, int) and isinstance(y, int)
    glued = starts[atom.last] == ends[atom.last - 1] and starts[second] == ends[atom.last]
    if not glued and not counted(text, last):
        return None, last
    if plain and dated(text, atom.first) and x <= 31 and not share_follows(text, last):
        return None, last
    followed = counted(text, last) or unit_after(text, ends[last - 1]) is not None
    if plain and 1900 <= y <= 2100 and x <= 12 and not followed:
        return None, last  # "6/2024"
    _, comparator, _ = comparator_before(text, atom.first, last, 1)
    share = plain and 0 < x < y <= 10 and (share_follows(text, last) or (comparator != "=" and y <= 5))
    if not share and plain and x <= 31 and y <= 12 and not followed:
        return None, last
    if share:
        return _number(text, atom, last, number_of(int(x), int(y)), Kind.COUNT, core=last, share=True), last
    factor = below.multiplier
    made = _number(
        text, atom, last, number_of(atom.num * factor, atom.den), Kind.COUNT, of=y, multiplier=factor, core=below.core
    )
    return made, last


def _range(text: Text, atom: Atom, limit: int) -> tuple[Atom, int | float, int | float] | None:
    """The upper end of a range that ``atom`` begins, with both values; None where none begins."""
    tokens = text.tokens
    keys, starts, ends = tokens.keys, tokens.starts, tokens.ends
    sign = atom.last
    percent = keys[sign] == "%" and sign + 1 < limit
    if percent:
        sign += 1
    dash = keys[sign] in _DASHES
    if not dash and keys[sign] not in _TO:
        return None
    second = sign + 1
    if second >= limit or not (keys[second][0].isdigit() or keys[second] in STARTS):
        return None
    upper = read_spaced(text, second, limit) or read_atom(text, second, limit)
    if upper is None or (dash and upper.words != atom.words) or kind_of(text, upper, inside=True) is Kind.NONE:
        return None
    after = upper.last
    if percent and not (after < limit and keys[after] == "%"):
        return None
    if after + 1 < limit and keys[after] in ("/", "-", "–") and keys[after + 1][0].isdigit():
        return None  # "13-14/7", "5 - 7 - 9"
    day = dash and dated(text, atom.first) and upper.value <= 12 and atom.multiplier == upper.multiplier == 1
    if day and not (counted(text, after) or unit_after(text, ends[after - 1])):
        return None  # "sáng 5-7"
    if dash and not atom.words and upper.value <= 12 and upper.multiplier == 1 and not _goes_on(text, after, limit):
        return None  # "(1-7)", "Công ty 2-9 Đắk Lắk"
    factor = upper.multiplier if atom.multiplier == 1 else 1
    low, high = number_of(atom.num * factor, atom.den), upper.value
    if low >= high:
        if factor == 1 or atom.value >= high:
            return None
        low = atom.value  # "500 - 1 nghìn"
    if factor > 1 and atom.value * factor >= high:
        return None
    if _years(keys[atom.first]) and _years(keys[second]) and factor == 1:
        return None
    glued = starts[sign] == ends[sign - 1]
    if dash and glued != (starts[second] == ends[sign]) and high > 100 * max(low, 1):
        return None
    return upper, low, high


def _goes_on(text: Text, at: int, limit: int) -> bool:
    """Whether a unit or a small letter stands at token ``at``, so that what is before it counts."""
    if at >= limit:
        return False
    if text.tokens.keys[at] in ("%", "/"):
        return True
    return text.raw[text.tokens.starts[at]].islower()


def _years(key: str) -> bool:
    return len(key) == 4 and key.isdigit() and key[:2] in ("19", "20")
