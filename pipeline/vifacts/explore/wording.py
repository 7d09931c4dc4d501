"""The two languages of the pages: words (words.toml, Vietnamese first), numbers and days."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from functools import cache
from typing import Any

from vifacts.resources import read_toml

#: The languages, in the order in which words.toml has them; the first is shown to who asks for none.
LANGUAGES = ("vi", "en")


@cache
def words() -> dict[str, tuple[str, str]]:
    """Key ("search.title") -> its words in each language."""
    return dict(_flat("", read_toml("vifacts.explore", "words.toml")))


def _flat(prefix: str, table: dict[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(f"{prefix}{name}.", value)
        else:
            vi, en = value
            yield f"{prefix}{name}", (vi, en)


class Wording:
    """The words of one language; called with a key and the values of its gaps. Of a key with a twin that ends in ``_1`` that
    one is taken where ``n`` is 1. KeyError for a key that is not there."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._n = LANGUAGES.index(language)

    def __call__(self, key: str, **values: Any) -> str:
        if values.get("n") == 1 and f"{key}_1" in words():
            key += "_1"
        text = words()[key][self._n]
        return text.format(**{name: self.shown(value) for name, value in values.items()}) if values else text

    def has(self, key: str) -> bool:
        """Whether there are words for ``key``."""
        return key in words()

    def word(self, group: str, name: str | None) -> str:
        """The words for one of a closed list (``group``), or the name itself where it is a new one."""
        return self(f"{group}.{name}") if f"{group}.{name}" in words() else name or ""

    def shown(self, value: Any) -> str:
        """A number or text as it is written in this language."""
        return self.number(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value)

    def number(self, value: float | None) -> str:
        """1234.5 as "1.234,5" or "1,234.5"; None as nothing."""
        if value is None or not math.isfinite(value):
            return "" if value is None else str(value)
        text = f"{value:,.0f}" if value == int(value) else f"{value:,.4f}".rstrip("0")
        return text.translate(_VIETNAMESE) if self.language == "vi" else text

    def percent(self, share: float) -> str:
        """0.125 as "12,5%"."""
        return self.number(round(share * 100, 1)) + "%"

    def day(self, iso: str | None) -> str:
        """ "2024-06-05T…" as "05/06/2024" or "5 Jun 2024"; a month or year as it is."""
        if not iso:
            return ""
        try:
            date = dt.date.fromisoformat(iso[:10])
        except ValueError:
            return iso
        return f"{date:%d/%m/%Y}" if self.language == "vi" else f"{date.day} {date:%b %Y}"

    def time(self, value: str | None) -> str:
        """A time of the record: "2024-06" as "06/2024", "2021/2025" as "2021–2025", "2024-07/" as "từ 07/2024"."""
        start, slash, end = (value or "").partition("/")
        if not slash:
            return self._point(start)
        if not end:
            return self("time.from", start=self._point(start))
        return f"{self._point(start)}–{self._point(end)}" if start else self("time.to", end=self._point(end))

    def _point(self, value: str) -> str:
        year, _, rest = value.partition("-")
        if rest.startswith("Q"):
            return self("time.quarter", n=rest[1:], year=year)
        return f"{rest}/{year}" if len(rest) == 2 else self.day(value)


_VIETNAMESE = str.maketrans({",": ".", ".": ","})
