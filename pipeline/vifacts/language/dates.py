"""Dates and periods, resolved against the date of publication."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from vifacts.language.calendar_values import bounds
from vifacts.language.date_base import Found
from vifacts.language.date_context import Context
from vifacts.language.date_forms import TRIGGERS, TRIGGERS_WITHOUT_DIGITS, forms_of_digits
from vifacts.language.text import Text

_DIGIT = re.compile(r"\d")
_NEVER = 1 << 60
_NEAR = 60  # longer than any form up to its first digit

__all__ = ["Period", "bounds", "find_periods"]


@dataclass(frozen=True, slots=True)
class Period:
    """A time that the text names.

    ``value`` is in the forms of the record ("2020", "2024-05", "2024-06-05", "2021/2025", "2024-Q1",
    "2024-01/2024-06", "2011/", "/2020"), None where nothing can be known ("đầu nhiệm kỳ" without a term).
    ``first`` and ``last`` are its days (ISO), None where open or unknown. ``relative`` tells that the day of
    publication was needed. ``clock`` marks a bare time of day ("18h30"), which is no period but no figure either.
    """

    start: int
    end: int
    value: str | None
    first: str | None = None
    last: str | None = None
    relative: bool = False
    clock: bool = False


def find_periods(text: Text, published: dt.date | None) -> list[Period]:
    """All dates, clock times and periods of ``text`` in order, not overlapping.

    ``published`` resolves what is relative ("hôm nay", "6 tháng đầu năm", "ngày 5-1"); without it such
    a period has no value, but for a day whose year the text's own full dates make clear. It is found all the same,
    so that its number is never taken for a figure. How long something lasts ("3 tháng") is no period.
    """
    tokens = text.tokens
    keys = tokens.keys
    context = Context(text, published)
    found: list[Period] = []
    starts = tokens.starts
    at, count, digit = 0, len(keys), -1
    while at < count:
        key = keys[at]
        if "0" <= key[0] <= "9":
            forms = forms_of_digits(key)
        elif key in TRIGGERS:
            if digit < starts[at]:
                match = _DIGIT.search(text.key, starts[at])
                digit = match.start() if match else _NEVER
            forms = TRIGGERS[key] if digit - starts[at] < _NEAR else TRIGGERS_WITHOUT_DIGITS.get(key, ())
        else:
            at += 1
            continue
        best: Found | None = None
        for form in forms:
            one = form(text, at, context)
            if one is not None and (best is None or one.end > best.end):
                best = one
        if best is None:
            at += 1
            continue
        period = _period(best)
        found.append(period)
        context.note(best, at)
        at = max(at + 1, tokens.at(best.end - 1) + 1)
    return found


def _period(one: Found) -> Period:
    value = one.value
    first, last = bounds(value) if value is not None else (None, None)
    return Period(one.start, one.end, value, first, last, one.relative, one.clock)
