"""Calendar arithmetic over the record's forms of time ("2020", "2024-05", "2021/2025", "2024-Q1", "/2020")."""

from __future__ import annotations

import calendar
import datetime as dt
import re

_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")


def bounds(value: str) -> tuple[str | None, str | None]:
    """First and last day (ISO) of a period in the record's forms; ValueError for any other form."""
    if "/" in value:
        first, _, last = value.partition("/")
        if not first and not last:
            raise ValueError(f"not a period: {value!r}")
        return _days(first)[0] if first else None, _days(last)[1] if last else None
    return _days(value)


def _days(value: str) -> tuple[str, str]:
    if _YEAR.fullmatch(value):
        return f"{value}-01-01", f"{value}-12-31"
    match = _MONTH.fullmatch(value)
    if match and 1 <= int(match[2]) <= 12:
        return f"{value}-01", f"{value}-{calendar.monthrange(int(match[1]), int(match[2]))[1]:02d}"
    match = _QUARTER.fullmatch(value)
    if match:
        last = 3 * int(match[2])
        return _days(f"{match[1]}-{last - 2:02d}")[0], _days(f"{match[1]}-{last:02d}")[1]
    try:
        day = dt.date.fromisoformat(value).isoformat()
    except ValueError:
        raise ValueError(f"not a period: {value!r}") from None
    if day != value:  # "20240605", "2024-W05-1"
        raise ValueError(f"not a period: {value!r}")
    return value, value


def day_value(day: int, month: int, year: int) -> str | None:
    """The day in the record's form; None for a day that does not exist."""
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def nearest_year(day: int, month: int, published: dt.date) -> int | None:
    """The year that puts ``day``/``month`` nearest to ``published``; a day to come counts as twice as far.

    News speaks of days close by, and more of what has happened.
    """
    best: tuple[int, int] | None = None
    for year in (published.year, published.year - 1, published.year + 1):
        try:
            distance = (dt.date(year, month, day) - published).days
        except ValueError:
            continue
        distance = 2 * distance if distance > 0 else -distance
        if best is None or distance < best[0]:
            best = (distance, year)
    return None if best is None else best[1]


def nearest_month_year(month: int, published: dt.date) -> int:
    """The year that puts ``month`` nearest to the month of ``published``, by the same measure."""
    ahead = (month - published.month) % 12
    back = (published.month - month) % 12
    return shift_month(published, ahead if 2 * ahead <= back else -back)[0]


def shift_month(day: dt.date, months: int) -> tuple[int, int]:
    """(year, month) that lies ``months`` after the month of ``day``."""
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1


def span(first: str | None, last: str | None) -> str | None:
    """ "first/last", or the one value when both are equal; None when one is unknown or they run backwards."""
    if first is None or last is None:
        return None
    if first == last:
        return first
    return f"{first}/{last}" if (_days(first)[0] <= _days(last)[1]) else None
