"""What the rest of a text says of its years: the reference for dates that do not name theirs."""

from __future__ import annotations

import datetime as dt
import re
from functools import cached_property
from typing import TYPE_CHECKING

from vifacts.language.calendar_values import day_value, nearest_month_year, nearest_year
from vifacts.language.text import Text

if TYPE_CHECKING:
    from vifacts.language.date_forms import Found

_FULL = re.compile(
    r"(?<![\d/.-])\d{1,2} *[/.-] *\d{1,2} *[/.-] *((?:19|20)\d\d)(?!\d)|tháng +\d{1,2} *(?:[/.-]|năm) *((?:19|20)\d\d)(?!\d)"
)
_TERM = re.compile(r"nhiệm k[ỳì] +((?:19|20)\d\d) *[-–—] *((?:19|20)\d\d)(?!\d)")


class Context:
    """The day of publication and what the text itself says of years and terms."""

    def __init__(self, text: Text, published: dt.date | None) -> None:
        self.text = text
        self.published = published
        self._led: tuple[int, int] | None = None  # (sentence, year) of a sentence that opens with its year
        self._last_day: str | None = None

    @cached_property
    def year(self) -> int | None:
        """The year that "năm nay" means: of publication, else of the text's full dates when they all have one."""
        if self.published is not None:
            return self.published.year
        years = {match[1] or match[2] for match in _FULL.finditer(self.text.key)}
        return int(years.pop()) if len(years) == 1 else None

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
        if year is None:
            year = nearest_year(day, month, self.published) if self.published is not None else self.year
        return None if year is None else day_value(day, month, year)

    def month_year(self, month: int, offset: int) -> int | None:
        """The year of a month that does not name it."""
        led = self.led_year(offset)
        if led is not None:
            return led
        return nearest_month_year(month, self.published) if self.published is not None else self.year

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
