"""From when to when a role is held, where the text says so beside it."""

from __future__ import annotations

from functools import cached_property

from vifacts.extract.draft import Draft
from vifacts.language.dates import Period, find_periods

_NEAR = 16


class Terms:
    """The dates of one article, read only when a role has one beside it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.keys = draft.text.tokens.keys

    @cached_property
    def _periods(self) -> dict[int, Period]:
        tokens = self.draft.text.tokens
        return {tokens.at(p.start): p for p in find_periods(self.draft.text, self.draft.published)}

    def of(self, end: int, former: bool) -> tuple[str | None, str | None]:
        """(start, end) of the role whose list ends before token ``end``.

        "từ ngày 1/7/2025" after a post that someone takes is its start, after one that someone leaves its end.
        """
        keys = self.keys
        sentence = self.draft.text.sentence_at(self.draft.text.tokens.starts[end - 1])
        for i in range(end, min(sentence.last, end + _NEAR)):
            if keys[i] == ";":
                break
            if keys[i] != "từ" or i + 1 >= sentence.last or keys[i + 1] not in ("ngày", "tháng", "năm"):
                continue
            for at in (i - 1, i, i + 1, i + 2):
                period = self._periods.get(at)
                if period is not None:
                    return self._bounds(period, former)
            break
        return None, None

    def _bounds(self, period: Period, former: bool) -> tuple[str | None, str | None]:
        if period.value is None:
            return None, None
        if "/" in period.value:
            first, last = period.value.split("/", 1)
            if former and not last:
                return None, first or None  # out of office from then on
            return first or None, last or None
        return (None, period.value) if former else (period.value, None)
