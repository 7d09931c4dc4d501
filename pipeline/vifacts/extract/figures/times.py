"""The time a figure speaks of: the period of its own bracket, of its clause, of its sentence, of the one before."""

from __future__ import annotations

from bisect import bisect_left

from vifacts.extract.draft import Draft
from vifacts.extract.figures.candidates import Candidate
from vifacts.extract.figures.phrases import Phrases
from vifacts.language.dates import Period
from vifacts.record import Time

_COMPARED = frozenset({"với", "hơn", "bằng"})


class Times:
    """Finds the governing period of each figure of an article."""

    def __init__(self, draft: Draft, phrases: Phrases, periods: list[Period]) -> None:
        self.draft = draft
        self.phrases = phrases
        self.keys = phrases.keys
        tokens = draft.text.tokens
        self.periods = [
            (*tokens.range(p.start, p.end), p)
            for p in periods
            if not p.clock and draft.covering(p.start, p.end) is None
        ]
        self.starts = [p[0] for p in self.periods]

    def of(self, at: int) -> Time | None:
        """The time of figure ``at``; None where the text says nothing."""
        one = self.phrases.found[at]
        found = self._bracket(one) or self._attached(at) or self._governing(one)
        if found is None or found.value is None:
            return None
        return Time(found.value, self.draft.text.raw[found.start : found.end], found.first, found.last)

    def _between(self, first: int, last: int) -> list[tuple[int, int, Period]]:
        lo, hi = bisect_left(self.starts, first), bisect_left(self.starts, last)
        return self.periods[lo:hi]

    def _bracket(self, one: Candidate) -> Period | None:
        """"(năm 2018: 368 tỷ đồng)", "năm 2020 (đạt 75%)"."""
        for i in range(one.outer - 1, max(one.sentence.first, one.outer - 12) - 1, -1):
            if self.keys[i] == ")":
                return None
            if self.keys[i] == "(":
                inside = self._between(i, one.outer)
                if inside:
                    return inside[-1][2]
                before = self._between(max(one.sentence.first, i - 6), i)
                return before[-1][2] if before and before[-1][1] == i else None
        return None

    def _attached(self, at: int) -> Period | None:
        """A period that follows the figure's phrase: "96,2 triệu đồng (năm 2018)", "112 tỷ đồng trong năm 2016"."""
        one = self.phrases.found[at]
        following = self.phrases.following(at)
        stop = min(one.sentence.last, one.end + 4)
        if following is not None:
            stop = min(stop, following.outer)
        for first, _, period in self._between(one.unit_last, stop):
            joint = self.keys[one.end : first]
            if _COMPARED & set(joint) or {",", ";", "so", "từ", "kể"} & set(joint):
                return None
            return period
        return None

    def _governing(self, one: Candidate) -> Period | None:
        sentence = one.sentence
        inside = self.phrases.bracketed(sentence.first, one.outer)
        for first, _, period in reversed(self._between(sentence.first, one.outer)):
            if first not in inside and self._governs(first, sentence.first):
                return period
        return self._carried(one)

    def _governs(self, first: int, sentence_first: int) -> bool:
        """Whether a period places what follows, and is no comparison, birth, term or name."""
        before = self.keys[max(sentence_first, first - 2) : first]
        if before[-2:] == ["so", "với"] or before[-1:] in (["hơn"], ["sinh"], ["sn"], ["kỳ"]):
            return False
        return self.keys[first] not in ("nhiệm", "sinh")

    def _carried(self, one: Candidate) -> Period | None:
        """The year or month that the sentences before in the paragraph speak of."""
        text = self.draft.text
        line = text.tokens.lines[one.sentence.first]
        lo = bisect_left(self.starts, one.sentence.first)
        for first, _, period in reversed(self.periods[max(0, lo - 4) : lo]):
            if text.tokens.lines[first] != line:
                return None
            begin = text.sentence_at(period.start).first
            if first - begin <= 3 and period.value and len(period.value) != 10 and self._governs(first, begin):
                return period
            return None
        return None
