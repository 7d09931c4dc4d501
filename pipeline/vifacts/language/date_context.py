"""What the rest of a text says of its years: the reference for dates that do not name theirs."""

from __future__ import annotations

import datetime as dt
import re
from functools import cached_property
from typing import TYPE_CHECKING

from vifacts.language.calendar_values import day_value, nearest_month_year, nearest_year
from vifacts.language.text import Text

if TYPE_CHECKING:
    from vifacts.language.date_base import Found

_FULL = re.compile(
    r"(?<![\d/.-])(\d{1,2}) *[/.-] *(\d{1,2}) *[/.-] *((?:19|20)\d\d)(?!\d)"
    r"|(?:(\d{1,2}) +)?tháng +(\d{1,2}) *(?:[/.-]|năm) *((?:19|20)\d\d)(?!\d)"
)
# Days of birth and of documents say nothing of the time that a text tells of.
_OLD = re.compile(r"(?:sinh(?: vào)?|[-/][a-zđ]+[,)]*(?: được)?(?: ký| ra| ban hành)?|số \S+,?)(?: *ngày)? *\Z")
_YEAR = re.compile(
    r"(?<!đến năm )(?<!tới năm )(?<!đến )(?<![-–—/\d.,])(?<![-–—] )(?:19|20)\d\d(?![\d/]|[.,]\d| *[-–—] *\d)"
)
_MONTH_OF_YEAR = re.compile(r"(?<![\d/.-])tháng +(\d{1,2}) *(?:[/.-]|,? *năm) *((?:19|20)\d\d)(?!\d)")
_PART_OF_YEAR = re.compile(r"(\d{1,2}|\w+) +tháng +(đầu|cuối) +(?:của +)?năm +((?:19|20)\d\d)(?!\d)")
#: Days in which a report follows the last full day that it names. In articles whose day of publication was hidden, the
#: year was right for 50 of 56 days up to a month after it, for 13 of 35 later: what came long ago is told in full, too.
#: After a month with its year ("tháng 4/2019") it was right for 57 of 87: that is not enough.
_SOON = 31
_COUNTS = {word: i for i, word in enumerate("một hai ba bốn năm sáu bảy tám chín mười".split(), 1)}
_TERM = re.compile(r"nhiệm k[ỳì] +((?:19|20)\d\d) *[-–—] *((?:19|20)\d\d)(?!\d)")


class Context:
    """The day of publication and what the text itself says of years and terms."""

    def __init__(self, text: Text, published: dt.date | None) -> None:
        self.text = text
        self.published = published
        self._led: tuple[int, int] | None = None  # (sentence, year) of a sentence that opens with its year
        self._last_day: str | None = None

    @property
    def year(self) -> int | None:
        """The year that "năm nay" means."""
        return None if self.published is None else self.published.year

    @cached_property
    def latest_day(self) -> dt.date | None:
        """The latest full day that the text names, when all its full days have one year and no later year is named.

        Only then a day without its year, soon after it, can be of that year: a report follows what it tells of.
        """
        key = self.text.key
        days, years = [], set()
        for match in _FULL.finditer(key):
            if _OLD.search(key, max(0, match.start() - 40), match.start()):
                continue
            day, month, year = match[1] or match[4], match[2] or match[5], int(match[3] or match[6])
            years.add(year)
            value = day_value(int(day), int(month), year) if day else None
            if value is not None:
                days.append(dt.date.fromisoformat(value))
        if not days or len(years) > 1:
            return None
        latest = max(days)
        if any(int(match[0]) > latest.year for match in _YEAR.finditer(key)):
            return None
        return latest

    @cached_property
    def term(self) -> tuple[str, str] | None:
        """The term of office the text is about: the only one it names, else the one that holds the year."""
        terms = {(match[1], match[2]) for match in _TERM.finditer(self.text.key)}
        if len(terms) > 1 and self.year is not None:
            terms = {term for term in terms if int(term[0]) <= self.year < int(term[1])}
        return terms.pop() if len(terms) == 1 else None

    @property
    def last_day(self) -> str | None:
        """The last full day named before ("cùng ngày")."""
        return self._last_day

    def led_year(self, offset: int) -> int | None:
        """The year that the sentence of ``offset`` opens with ("Năm 2015, đến ngày 20/1, ...")."""
        if self._led is None or self._led[0] != self.text.sentence_index(offset):
            return None
        return self._led[1]

    def day(self, day: int, month: int, year: int | None, offset: int) -> str | None:
        """The day in the record's form, its year found where it is not written; None where it cannot be known."""
        if year is None:
            year = self.led_year(offset)
        if year is None and self.published is not None:
            year = nearest_year(day, month, self.published)
        if year is not None:
            return day_value(day, month, year)
        if self.latest_day is None:
            return None
        value = day_value(day, month, self.latest_day.year)
        if value is None:
            return None
        after = (dt.date.fromisoformat(value) - self.latest_day).days
        return value if 0 <= after <= _SOON else None

    def month_year(self, month: int, offset: int) -> int | None:
        """The year of a month that does not name it."""
        led = self.led_year(offset)
        if led is not None:
            return led
        if self.published is None:
            return self.months.get(month)
        return nearest_month_year(month, self.published)

    @cached_property
    def months(self) -> dict[int, int]:
        """The year of each month that the text names with one year only ("tháng 8/2019")."""
        found: dict[int, set[int]] = {}
        for match in _MONTH_OF_YEAR.finditer(self.text.key):
            found.setdefault(int(match[1]), set()).add(int(match[2]))
        return {month: years.pop() for month, years in found.items() if len(years) == 1}

    @cached_property
    def parts(self) -> dict[tuple[int, str], int]:
        """The year of each part of a year that the text names with one year only ("6 tháng đầu năm 2019")."""
        found: dict[tuple[int, str], set[int]] = {}
        for match in _PART_OF_YEAR.finditer(self.text.key):
            count = int(match[1]) if match[1].isdigit() else _COUNTS.get(match[1], 0)
            found.setdefault((count, match[2]), set()).add(int(match[3]))
        return {part: years.pop() for part, years in found.items() if len(years) == 1}

    def note(self, found: Found, token: int) -> None:
        """Remember what later dates lean on."""
        value = found.value
        if value is None:
            return
        if len(value) == 10:
            self._last_day = value
        elif len(value) == 4 and not found.relative:
            sentence = self.text.sentence_at(found.start)
            if token - sentence.first <= 2:
                self._led = (self.text.sentence_index(found.start), int(value))
