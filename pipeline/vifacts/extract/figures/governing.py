"""Which period places a clause, and which goes on from one sentence to the next."""

from __future__ import annotations

import re
from bisect import bisect_left

from vifacts.extract.draft import Draft
from vifacts.extract.figures import moments
from vifacts.extract.figures.candidate import Candidate
from vifacts.extract.figures.phrases import Phrases
from vifacts.language.dates import Period
from vifacts.language.sentences import Sentence

#: A year, a quarter, some months of one year, or a day.
_CARRIED = re.compile(r"\d{4}|\d{4}-\d\d|\d{4}-Q\d|(\d{4})-\d\d/\1-\d\d|\d{4}-\d\d-\d\d")
_OPEN_TERM = re.compile(r"\d{4}/")
_MONTH_OR_DAY = re.compile(r"\d{4}-\d\d(-\d\d)?")
_NO_PLACE = frozenset({"hơn", "sinh", "sn", "kỳ", "khóa", "ngày", "bằng", "tiêu"})
#: How many sentences a year, quarter or day of counting reaches.
_REACH = 6
_CLAUSE_ENDS = frozenset({",", ":", ";", "-", "–"})
_YEAR_LEADS = frozenset({"năm", "trong", "từ", "đến", "vào"})


class Governing:
    """The periods of an article and the clauses that they govern.

    ``planned`` tells of each figure whether it is a plan. ``periods`` holds (first token, token after, period) of every
    period that is no time of day and no part of a name, ``starts`` the first tokens. ``summed`` is the period that the
    article says it sums up.
    """

    summed: Period | None = None

    def __init__(self, draft: Draft, phrases: Phrases, periods: list[Period], planned: list[bool]) -> None:
        self.draft = draft
        self.planned = {one.number.start: plan for one, plan in zip(phrases.found, planned, strict=True)}
        self.phrases = phrases
        self.keys = phrases.keys
        tokens = draft.text.tokens
        self.periods = [
            (*tokens.range(p.start, p.end), p)
            for p in periods
            if not p.clock and draft.covering(p.start, p.end) is None
        ]
        self.starts = [p[0] for p in self.periods]

    def _between(self, first: int, last: int) -> list[tuple[int, int, Period]]:
        lo, hi = bisect_left(self.starts, first), bisect_left(self.starts, last)
        return self.periods[lo:hi]

    def _governs(self, first: int, sentence_first: int) -> bool:
        """Whether a period places what follows, and is no comparison, birth, term, date of a document or name."""
        before = self.keys[max(sentence_first, first - 2) : first]
        if before[-2:] == ["so", "với"] or (before[-1:] and before[-1] in _NO_PLACE):
            return False
        if first > sentence_first and self.draft.covering(
            self.draft.text.tokens.starts[first - 1], self.draft.text.tokens.ends[first - 1], "document"
        ):
            return False
        if self.keys[first] == "nhiệm":
            # a term at the head of a sentence places it, after a noun it belongs to the noun
            return first == sentence_first or before[-1:] in (["trong"], ["cả"], [";"])
        if self.keys[first] == "cùng":
            return self.keys[first + 1] == "ngày" and first - sentence_first <= 2
        return self.keys[first] != "sinh"

    def _attribute(self, first: int) -> bool:
        """Whether a period only tells which one is meant ("khuyết điểm năm 2017", "(năm 2017)")."""
        before = self.keys[first - 1]
        return before == "(" or (self.keys[first] == "năm" and before[:1].isalpha() and before not in _YEAR_LEADS)

    def _in_a_name(self, first: int, begin: int) -> bool:
        """Whether a bare year ends a name ("kỳ thi tốt nghiệp 2018")."""
        before = self.keys[first - 1] if first > begin else ""
        return self.keys[first].isdigit() and before[:1].isalpha() and before not in _YEAR_LEADS

    def _adverbial(self, first: int, begin: int) -> bool:
        """Whether a period opens its sentence or a clause of it ("Năm 2020, ...", "..., tính đến hết tháng 8")."""
        if first - begin <= 2 or self.keys[first] == "tính":
            return True
        if self.keys[first - 1] == "trong":
            return self.keys[first - 2] in _CLAUSE_ENDS
        return self.keys[first] in ("trong", "đến") and self.keys[first - 1] in _CLAUSE_ENDS

    def _noted(self, one: Candidate) -> Period | None:
        """The period in brackets of its own before the clause: "là Chủ tịch UBND huyện (2015 - 2016), ông A đã để xảy
        ra vi phạm ở 74 gói thầu"."""
        for first, last, period in reversed(self._between(one.sentence.first, one.outer)):
            closes = last + 1 < one.outer and self.keys[last : last + 2] == [")", ","]
            if self.keys[first - 1] == "(" and closes and period.value and "/" in period.value.strip("/"):
                return period
        return None

    def _carried(self, one: Candidate) -> Period | None:
        """The year, quarter or day of counting that an earlier sentence of the paragraph sets.

        An open period ("từ năm 2011 đến nay") ends with its sentence, and a sentence about the present
        ("hiện có", "đến nay") has none.
        """
        text = self.draft.text
        sentence = one.sentence
        if moments.says_now(self.keys, sentence.first, one.outer) or moments.shifts(self.keys, sentence):
            return None
        planned = self.planned[one.number.start] or moments.asks(self.keys, sentence.first, one.outer)
        line = text.tokens.lines[sentence.first]
        lo = bisect_left(self.starts, sentence.first)
        index = text.sentence_index(one.number.start)
        passed: set[str] = set()
        for first, last, period in reversed(self.periods[max(0, lo - 6) : lo]):
            if text.tokens.lines[first] != line or index - text.sentence_index(period.start) > _REACH:
                return None
            opening = text.sentence_at(period.start)
            begin = opening.first
            if not self._governs(first, begin) or self._in_a_name(first, begin):
                continue
            next_to = index - text.sentence_index(period.start) == 1 and self._counted(begin, opening.last)
            if not next_to and not self._of_a_report(opening, first, period):
                return None  # an account goes on to other things, a report to other figures of its year
            if self._left_behind(text.sentence_index(period.start), index):
                return None
            if moments.plans(self.keys, begin, first) and not planned:
                return None  # "dự kiến đến cuối năm 2020 có 12 tiêu chí đạt. Tốc độ tăng trưởng ..."
            if not moments.plans(self.keys, begin, opening.last) and planned:
                return None
            if not self._adverbial(first, begin):
                close = index - text.sentence_index(period.start) == 1 and len(period.value or "") == 4
                closing = last + 1 >= opening.last  # "..., được công nhận vào năm 2011." ends there
                if close and not closing and not self._counted(begin, first):
                    return period  # "phấn đấu năm 2024 toàn tỉnh kết nạp ..." goes on
                if period.value and not self._attribute(first):
                    passed.add(period.value.strip("/")[:4])
                continue
            if period.value and passed - {period.value[:4]}:
                return None  # "được công nhận vào năm 2011": the account has moved on to another year
            if period.value and _OPEN_TERM.fullmatch(period.value) and "nhiệm" in self.keys[first : first + 4]:
                return period  # "từ đầu nhiệm kỳ đến nay": what the report goes on to count
            if not period.value or not _CARRIED.fullmatch(period.value):
                return None
            if _MONTH_OR_DAY.fullmatch(period.value):
                # a day or month of an event is none of a count; "tính đến 31/12", "đến hết tháng 8" are
                stretch = self.keys[max(begin, first - 2) : first + 2]
                counted = "tính" in stretch or self.keys[max(begin, first - 1) : first + 2].count("trong") == 1
                if not counted and ("đến" not in stretch or self.draft.published is None):
                    return None
            return period
        return None

    def _of_a_report(self, opening: Sentence, first: int, period: Period) -> bool:
        """Whether the sentence ``opening`` says that figures of its period follow: "Theo báo cáo ..., trong năm 2022, ...",
        "Tính đến hết năm 2023, ...", or the article sums that period up."""
        if self.summed is not None and self.summed.value == period.value:
            return True
        return self.keys[first] == "tính" or moments.sums_up(self.keys, opening.first, opening.last)

    def _left_behind(self, opened: int, index: int) -> bool:
        """Whether a sentence between those two, of these indexes, leads to another time."""
        sentences = self.draft.text.sentences
        return any(moments.shifts(self.keys, sentences[i]) for i in range(opened + 1, index))

    def _counted(self, first: int, last: int) -> bool:
        """Whether a figure stands among the tokens [first, last)."""
        return any(first <= one.first < last for one in self.phrases.found)
