"""Dates and periods, resolved against the date of publication."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from vifacts.language.text import Text


@dataclass(frozen=True, slots=True)
class Period:
    """A time that the text names.

    ``value`` is in the forms of the record ("2020", "2024-05", "2024-06-05", "2021/2025", "2024-Q1",
    "2024-01/2024-06", "2011/", "/2020"), None where nothing can be known ("đầu nhiệm kỳ" without a term).
    ``first`` and ``last`` are its days (ISO), None where open or unknown. ``clock`` marks a bare time of
    day ("18h30"), which is no period but no figure either.
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
    a period has no value but is found all the same, so that its number is never taken for a figure.
    """
    raise NotImplementedError


def bounds(value: str) -> tuple[str | None, str | None]:
    """First and last day (ISO) of a period in the record's forms; ValueError for any other form."""
    raise NotImplementedError
