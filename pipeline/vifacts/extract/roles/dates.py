"""From when to when a role is held, where the text says so beside it."""

from __future__ import annotations

from collections.abc import Container
from functools import cached_property

from vifacts.extract.draft import Draft
from vifacts.extract.roles.binding import Bound
from vifacts.extract.roles.phrases import Phrase
from vifacts.language.dates import Period, find_periods

_NEAR = 16
_BACK = 12
_TAKES = frozenset((";", "giữ", "làm", "bầu", "nhận", "đảm"))  # what follows is said of the next post
_FROM = frozenset(("ngày", "tháng", "năm"))
_TERMS = frozenset(("nhiệm", "khóa", "khoá"))


class Terms:
    """The dates of one article, read only when a role has one beside it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.keys = draft.text.tokens.keys

    @cached_property
    def _periods(self) -> dict[int, Period]:
        tokens = self.draft.text.tokens
        return {tokens.at(p.start): p for p in find_periods(self.draft.text, self.draft.published)}

    def of(self, phrase: Phrase, bound: Bound, persons: Container[int]) -> tuple[str | None, str | None]:
        """(start, end) of a role of the list ``bound``; ``persons`` are the tokens at which persons are named.

        "(2010 - 2015)" directly after it, "từ ngày 1/7/2025" after the list or "Từ năm 2010 đến năm 2015, ông ..."
        before it. An open "từ" after a post that someone takes is its start, after one that someone leaves its end.
        """
        former = phrase.former or bound.former
        term = self._bracket(phrase.last)
        if term is not None:
            return self._bounds(term, False)
        if phrase is not bound.roles[-1] and len(bound.roles) > 1 and phrase.last != bound.end:
            before = self._before(bound, persons)
            return self._bounds(before, False) if before is not None else (None, None)
        after = self._after(bound.end)
        if after is not None:
            return self._bounds(after, former)
        before = self._before(bound, persons)
        return self._bounds(before, False) if before is not None else (None, None)

    def over(self, end: str | None) -> bool:
        """Whether the day, month or year ``end`` lies before the article's."""
        published = self.draft.published
        return end is not None and published is not None and end < published.isoformat()[: len(end)]

    def _bracket(self, at: int) -> Period | None:
        """A span of years in brackets at ``at``."""
        keys = self.keys
        if at + 3 >= len(keys) or keys[at] != "(":
            return None
        for i in (at + 1, at + 2):
            period = self._periods.get(i) if keys[i] == "từ" or keys[i][0].isdigit() or keys[i] == "năm" else None
            if period is not None and period.value is not None and "/" in period.value:
                return period if keys[self._last(period) : self._last(period) + 1] == [")"] else None
        return None

    def _after(self, end: int) -> Period | None:
        keys = self.keys
        sentence = self.draft.text.sentence_at(self.draft.text.tokens.starts[end - 1])
        for i in range(end, min(sentence.last, end + _NEAR)):
            if keys[i] in _TAKES:
                break
            if keys[i] != "từ" or i + 1 >= sentence.last or keys[i + 1] not in _FROM:
                continue
            for at in (i - 1, i, i + 1, i + 2):
                period = self._periods.get(at)
                if period is not None:
                    return period
            break
        return None

    def _before(self, bound: Bound, persons: Container[int]) -> Period | None:
        """The span that begins the clause of the list: "Từ năm 2010 đến năm 2015, ông X giữ chức ..."."""
        keys = self.keys
        first = bound.roles[0].first
        tokens = self.draft.text.tokens
        if not first or not keys[first - 1][0].isalnum() or tokens.ends[first - 1] <= bound.person.start:
            return None
        if tokens.starts[first - 1] < bound.person.end <= tokens.ends[first - 1]:
            return None  # no verb gives the post: the date is of what is told
        start = self.draft.text.sentence_at(tokens.starts[first]).first
        marks = 0
        for i in range(first - 1, max(start, first - _BACK - 8) - 1, -1):
            if keys[i] in (";", ".", ":", ")", "("):
                return None
            marks += keys[i] == ","
            if keys[i] != "từ" or i + 1 >= first or keys[i + 1] not in _FROM:
                continue
            period = next((self._periods[at] for at in (i, i + 1, i + 2) if at in self._periods), None)
            if period is None or first - self._last(period) > _BACK or marks > 1:
                return None
            between = range(self._last(period), first)
            named = [j for j in between if j in persons]
            own = tokens.at(bound.person.start)
            if any(j != own for j in named) or any(keys[j] in _TERMS for j in between):
                return None
            return period
        return None

    def _last(self, period: Period) -> int:
        """The token after the period."""
        return self.draft.text.tokens.at(period.end - 1) + 1

    def _bounds(self, period: Period, former: bool) -> tuple[str | None, str | None]:
        if period.value is None:
            return None, None
        if "/" in period.value:
            first, last = period.value.split("/", 1)
            if former and not last:
                return None, first or None  # out of office from then on
            return first or None, last or None
        return (None, period.value) if former else (period.value, None)
