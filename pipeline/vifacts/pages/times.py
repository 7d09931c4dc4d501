"""The time an article gives for itself, read from metadata or from words on the page.

No zone means Vietnam time: the papers write their own clock (FINDINGS: metadata has the minute on 20 of 32
pages, one outlet writes "1/28/2026 6:52:01 AM", another puts a space before the zone).
"""

from __future__ import annotations

import datetime as dt
import re

VIETNAM = dt.timezone(dt.timedelta(hours=7))

_ISO = re.compile(
    r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"(?:(?:T|\s+)(?P<h>\d{1,2}):(?P<min>\d\d)(?::(?P<s>\d\d)(?:[.,]\d+)?)?\s*(?P<zone>Z|[+-]\d\d:?\d\d)?)?",
    re.IGNORECASE,
)
_EXTENDED = re.compile(r"\d{4}-\d\d-\d\d")
_DATE = re.compile(r"(?<![\d/.\-])(\d{1,2})\s?([/.\-])\s?(\d{1,2})\s?\2\s?((?:19|20)\d\d)(?!\d)")
_SHORT = re.compile(r"(?:ngày\s+)(\d{1,2})/(\d{1,2})/(\d\d)(?![\d/])", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(?<![\d/])((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?!\d)")
_WORDS = re.compile(r"\b(\d{1,2})\s*(?:tháng|thg|Tháng)\s*(\d{1,2})\s*,?\s*(?:năm\s*)?((?:19|20)\d\d)\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<![\d:/.\-])(\d{1,2})\s?(?:[:hg]|giờ)\s?(\d{1,2})(?:\s?[:p'’]\s?(\d\d)(?!\d))?(?:\s*phút)?\s*(AM|PM|SA|CH|sáng|trưa|chiều|tối|đêm)?(?![\d])",
    re.IGNORECASE,
)

#: Characters of a value that is a date with its words and zone.
_LONGEST_GIVEN = 60
_AFTERNOON = frozenset({"PM", "CH", "CHIỀU", "TỐI", "ĐÊM"})


def parse(text: str | None, *, month_first: bool = False) -> str | None:
    """The time that a text gives, as ISO 8601 with +07:00, or the day alone where it gives no clock time.

    "Thứ tư, 05/06/2024 - 15:00 (GMT+7)" is "2024-06-05T15:00:00+07:00". Digits are day/month/year unless
    ``month_first``, unless the hour is given with AM or PM, or unless only the other order is a date. Null where
    there is no date that the calendar has.
    """
    if not text:
        return None
    iso = _ISO.search(text)
    if iso:
        return _from_iso(iso)
    found = _day(text, month_first)
    if found is None:
        return None
    year, month, day, start, end = found
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    clock = _nearest_clock(text, start, end)
    if clock is None:
        return date.isoformat()
    return dt.datetime.combine(date, clock, VIETNAM).isoformat()


def has_minute(time: str | None) -> bool:
    """Whether an ISO time says more than the day."""
    return bool(time) and len(time or "") > 10


def hours_between(one: str, other: str) -> float:
    """The hours between two ISO times that have their minute and zone."""
    apart = dt.datetime.fromisoformat(one) - dt.datetime.fromisoformat(other)
    return abs(apart.total_seconds()) / 3600


def iso_or_none(value: object) -> str | None:
    """An ISO date or datetime in the extended form ("2024-06-05"; "20240605" is the same day), null for other values."""
    if not isinstance(value, str):
        return None
    try:
        if len(value) <= 10:
            return dt.date.fromisoformat(value).isoformat()
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return None
    return value if _EXTENDED.match(value) else moment.isoformat()


def given(value: object) -> str | None:
    """The time that a row gives: ISO as it is, else one of the forms that ``parse`` reads; null for anything else.

    A value of more than a date and a time ("cập nhật ngày ... theo ...") is read as far as it is short; a year alone
    is no day.
    """
    return iso_or_none(value) or (parse(value) if isinstance(value, str) and len(value) <= _LONGEST_GIVEN else None)


def _from_iso(found: re.Match[str]) -> str | None:
    try:
        date = dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
        if found["h"] is None:
            return date.isoformat()
        clock = dt.time(int(found["h"]), int(found["min"]), int(found["s"] or 0))
    except ValueError:
        return None
    moment = dt.datetime.combine(date, clock, VIETNAM)
    zone = found["zone"]
    if zone:
        moment = dt.datetime.fromisoformat(f"{moment.replace(tzinfo=None).isoformat()}{_zone(zone)}")
        moment = moment.astimezone(VIETNAM)
    return moment.isoformat()


def _zone(zone: str) -> str:
    if zone in "Zz":
        return "+00:00"
    return zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"


def _day(text: str, month_first: bool) -> tuple[int, int, int, int, int] | None:
    """Year, month, day and where they stand."""
    found = _DATE.search(text)
    if found:
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        after = _CLOCK.search(text, found.end())
        if after is not None and (after[4] or "").upper() in ("AM", "PM") and found[2] == "/":
            month_first = month_first or after.start() - found.end() < 4
        day, month = (second, first) if (month_first and first <= 12) or second > 12 >= first else (first, second)
        return year, month, day, *found.span()
    found = _WORDS.search(text)
    if found:
        return int(found[3]), int(found[2]), int(found[1]), *found.span()
    found = _SHORT.search(text)
    if found:
        return 2000 + int(found[3]), int(found[2]), int(found[1]), *found.span()
    found = _YEAR_FIRST.search(text)
    if found:
        return int(found[1]), int(found[2]), int(found[3]), *found.span()
    return None


def _nearest_clock(text: str, start: int, end: int) -> dt.time | None:
    """The clock time closest to the date, within 40 characters of it; one that follows wins."""
    best: tuple[int, dt.time] | None = None
    for found in _CLOCK.finditer(text):
        hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
        half = (found[4] or "").upper()
        if half in _AFTERNOON and hour < 12:
            hour += 12
        elif half in ("AM", "SA", "SÁNG") and hour == 12:
            hour = 0
        if hour > 23 or minute > 59:
            continue
        distance = found.start() - end if found.start() >= end else start - found.end() + 1
        if 0 <= distance <= 40 and (best is None or distance < best[0]):
            best = (distance, dt.time(hour, minute, second if second < 60 else 0))
    return best[1] if best else None
