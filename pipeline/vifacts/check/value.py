"""Whether one true value can lie behind two figures, and whether they speak of the same time.

What a comparator means for the true value: "hơn 1.200" lies above it, and below the next round number or a tenth more;
"gần 1.500" below it in the same manner; "khoảng" on either side. "2,3 tỷ" is as exact as its last digit.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from functools import lru_cache
from typing import Literal, NamedTuple

from vifacts.check.words import decimals
from vifacts.record import Figure

#: Articles this many days apart still speak of the same state, when neither says of which day.
SAME_TIME_DAYS = 45
#: How far the true value may lie beyond a bound, as a part of it, where its last digit does not say more.
BOUND = 0.1
#: The same for percentages: "trên 85%" is said of 98 %, too.
BOUND_PERCENT = 0.2
#: Up to here "<" of a percentage means "dưới" (no lower bound); above, "gần".
SMALL_PERCENT = 20
#: How far the true value may lie from an estimate ("khoảng").
ESTIMATE = 0.07
#: The most that rounding of a written number may hide, as a part of it ("2 triệu" is not 2.4 million).
ROUNDED = 0.05

_MULTIPLIER = re.compile(r"(?i)(nghìn tỷ|nghìn tỉ|nghìn|ngàn|triệu|tỷ|tỉ|vạn|trăm|chục)")
_SCALES = {
    "nghìn tỷ": 1e12,
    "nghìn tỉ": 1e12,
    "nghìn": 1e3,
    "ngàn": 1e3,
    "triệu": 1e6,
    "tỷ": 1e9,
    "tỉ": 1e9,
    "vạn": 1e4,
    "trăm": 1e2,
    "chục": 1e1,
}

Match = Literal["equal", "rounding", "conflict", "open"]
Times = Literal["same", "other"]


class Value(NamedTuple):
    """The part of a figure that is compared; values in the base unit of the measure.

    ``low`` and ``high`` are what is written (equal where no range is given), ``room`` half the unit of the last digit
    written where the number is a rounded one (else 0).
    """

    low: float
    high: float
    of: float | None
    comparator: str
    percent: bool
    room: float


class When(NamedTuple):
    """The time of a figure: ``start`` and ``end`` are days (date ordinals) where the text gives them, ``text`` its form
    in the record; ``day`` is the day of publication."""

    start: int | None
    end: int | None
    text: str | None
    day: int | None


def value_of(figure: Figure, factor: float = 1) -> Value:
    """The compared part of ``figure``; ``factor`` turns its unit into the base unit (measure.factor)."""
    return make_value(
        figure.value, figure.value_max, figure.of, figure.comparator, figure.kind == "percent", figure.text, factor
    )


@lru_cache(maxsize=100_000)
def make_value(
    value: float, value_max: float | None, of: float | None, comparator: str, percent: bool, text: str, factor: float
) -> Value:
    """``value_of`` from a figure's fields."""
    high = value if value_max is None else value_max
    return Value(value * factor, high * factor, of, comparator, percent, written_room(text, value) * factor)


@lru_cache(maxsize=100_000)
def written_room(text: str, value: float) -> float:
    """Half the unit of the last digit of ``text`` where it has a multiplier or decimals; 0 for a plain whole number."""
    multiplier = _MULTIPLIER.search(text)
    digits = decimals(text)
    if multiplier is None and digits == 0 and "%" not in text:
        return 0.0
    scale = _SCALES[multiplier[1].lower()] if multiplier else 1.0
    if multiplier is not None and not text[: multiplier.start()].strip():
        return 0.0
    return float(min(0.5 * scale * 10.0**-digits, ROUNDED * abs(value)))


def match(a: Value, b: Value) -> Match:
    """How two values of one thing at one time go together.

    *equal*: written alike; *rounding*: one true value can lie behind both; *conflict*: none can; *open*: a bound that
    the other value lies far beyond, which contradicts nothing.
    """
    if (a.low, a.high) == (b.low, b.high) and (a.of is None or b.of is None or a.of == b.of):
        return "equal" if a.comparator == b.comparator else "rounding"
    if a.of is not None and b.of is not None and a.of != b.of and a.low == b.low:
        return "conflict"
    low_a, high_a, far_a = _range(a)
    low_b, high_b, far_b = _range(b)
    if low_a <= high_b and low_b <= high_a:
        return "rounding"
    if low_a <= far_b and low_b <= far_a and (far_a > high_a or far_b > high_b):
        return "open"
    return "conflict"


def _range(v: Value) -> tuple[float, float, float]:
    """Where the true value lies: lowest, highest likely, highest possible."""
    low, high, room = v.low - v.room, v.high + v.room, 0.0
    if v.comparator == "=":
        return low, high, high
    if v.comparator == "~":
        room = max(ESTIMATE * abs(v.high), _step(v.high) / 2)
        return low - room, high + room, high + room
    room = max((BOUND_PERCENT if v.percent else BOUND) * abs(v.high), 0 if v.percent else _step(v.high))
    if v.comparator in (">", ">="):
        # "ít nhất" sets no upper bound, and "trên" of a threshold hardly one
        return low, high + room, math.inf if v.comparator == ">=" else high + 2 * room
    if v.comparator == "<=" or (v.percent and v.high <= SMALL_PERCENT):
        return -math.inf, high, high
    return low - room, high, high


@lru_cache(maxsize=50_000)
def _step(value: float) -> float:
    """The unit of the last digit that is not 0: 100 for 1,200."""
    if value != int(value) or value == 0:
        return 0.0
    step = 1
    whole = abs(int(value))
    while whole % (step * 10) == 0:
        step *= 10
    return float(step)


def gap(a: Value, b: Value) -> float:
    """How far the values lie apart, as a part of the larger one (0 where they touch)."""
    low, high = (a, b) if a.low <= b.low else (b, a)
    if high.low <= low.high:
        return 0.0
    return (high.low - low.high) / max(abs(high.low), abs(low.high))


def compare_times(a: When, b: When) -> Times | None:
    """*same* time, *other* times of the same length (a state may have changed between them), or None: not to be
    compared (five years and one year, a year and an undated figure)."""
    if a.text is not None and b.text is not None:
        if (a.start, a.end) == (b.start, b.end) and (a.start is not None or a.text == b.text):
            return "same"
        if a.start is None or b.start is None or a.end is None or b.end is None:
            return None
        length_a, length_b = _length(a.start, a.end), _length(b.start, b.end)
        if length_a == length_b:
            return "other" if a.end < b.start or b.end < a.start else None
        if length_a <= 1 and length_b <= 1:  # a day and its month
            return "same" if a.start <= b.end and b.start <= a.end else "other"
        return None
    if a.text is None and b.text is None:
        if a.day is None or b.day is None:
            return None
        return "same" if abs(a.day - b.day) <= SAME_TIME_DAYS else "other"
    stated, open_ = (a, b) if a.text is not None else (b, a)
    if stated.start is None or stated.end is None or open_.day is None or _length(stated.start, stated.end) > 1:
        return None
    near = max(stated.start - open_.day, open_.day - stated.end, 0)
    return "same" if near <= SAME_TIME_DAYS else "other"


@lru_cache(maxsize=10_000)
def _length(start: int, end: int) -> int:
    """The class of a period's length: 0 a day, 1 up to a month, then months, up to whole years."""
    days = end - start + 1
    if days <= 1:
        return 0
    if days <= 31:
        return 1
    return round(days / 30.44)


@lru_cache(maxsize=50_000)
def ordinal(date: str | None) -> int | None:
    """The day of an ISO date or time as a number; None for what is none."""
    if not date:
        return None
    try:
        return dt.date.fromisoformat(date[:10]).toordinal()
    except ValueError:
        return None


@lru_cache(maxsize=100_000)
def when(value: str | None, text: str | None, start: str | None, end: str | None, day: int | None) -> When:
    """The time of a figure published on ``day``. A month or day around the publication that no words give is the state
    of that day."""
    if value is None:
        return When(None, None, None, day)
    first, last = ordinal(start), ordinal(end)
    around = day is not None and first is not None and last is not None and first <= day <= last
    if text is None and around and first is not None and last is not None and _length(first, last) <= 1:
        return When(None, None, None, day)
    return When(first, last, value, day)
