"""The time a figure speaks of: the period of its own bracket, of its clause, of its sentence, of the one before."""

from __future__ import annotations

import re
from bisect import bisect_left

from vifacts.extract.draft import Draft
from vifacts.extract.figures import moments, words
from vifacts.extract.figures.candidate import Candidate
from vifacts.extract.figures.governing import Governing
from vifacts.extract.figures.phrases import Phrases
from vifacts.extract.figures.sense import heading_of
from vifacts.language.dates import Period, bounds
from vifacts.record import Time

_DAY = re.compile(r"\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?")
_REPORTED = re.compile(r"\d{4}|\d{4}-Q\d|(\d{4})-\d\d/\1-\d\d")
_AT_EVENTS = frozenset({"đại biểu", "tập thể", "cá nhân", "phiếu", "phiếu bầu", "điển hình"})
_EVENTS = (
    ["dự"],
    ["dịp", "này"],
    ["nhân", "dịp"],
    ["đại", "hội"],
    ["hội", "nghị"],
    ["buổi", "lễ"],
    ["phiếu"],
    ["tặng"],
)
_CHANGES = frozenset({"giảm", "tăng", "được"})
_PRESENT = frozenset({"nay", "hiện"})
_COMPARED = frozenset({"với", "hơn", "bằng"})


class Times(Governing):
    """Finds the governing period of each figure of an article."""

    def __init__(self, draft: Draft, phrases: Phrases, periods: list[Period], planned: list[bool]) -> None:
        super().__init__(draft, phrases, periods, planned)
        self.event, self.report = self._whole()
        self.alone = self._alone()
        self.summed = self._summed()
        self._found: list[Period | None] = []  # of the figures before
        self._events: dict[int, Period | None] = {}  # figures counted at the event

    def of(self, at: int) -> Time | None:
        """The time of figure ``at``; None where the text says nothing."""
        one = self.phrases.found[at]
        found = self._bracket(one) or self._attached(at) or self._lasting(one)
        if found is None and one.kind not in ("age", "duration", "score"):
            found = (
                self._committee(one)
                or self._governing(one)
                or self._the_year(one)
                or self._of_whole(at)
                or self._listed(one)
            )
            if found is None:
                found = self._event(one) or self._joined(at) or self._reported(one) or self._told(at)
                self._events[at] = found if found is self.event else None
        self._found.append(found)
        if found is None or found.value is None:
            return None
        if found.value.startswith("/") and self.keys[self._token(found)] == "đến" and len(found.value) in (5, 8):
            value = found.value[1:]  # "đến năm 2030 đạt ..." is the state of that year
            first, last = bounds(value)
            return Time(value, self.draft.text.raw[found.start : found.end], first, last)
        return Time(found.value, self.draft.text.raw[found.start : found.end], found.first, found.last)

    def _lasting(self, one: Candidate) -> Period | None:
        """The years of a duration that stand behind it: "kỷ niệm 90 năm thành lập (1930 - 2020)", "10 năm thực hiện
        chương trình, giai đoạn 2010 - 2020"."""
        if one.kind != "duration":
            return None
        for first, last, period in self._between(one.unit_last, min(one.sentence.last, one.unit_last + 24)):
            if any(self.keys[i] in (";", ":", ")", ".") for i in range(one.unit_last, first)):
                return None
            spans = period.value is not None and "/" in period.value.strip("/")
            if self.keys[first - 1] == "(" and spans:
                others = self._between(last, min(one.sentence.last, last + 12))
                if others and self.keys[last] == ",":
                    return None
                return period
            return period if spans and self.keys[first] == "giai" and self._years(period) == one.number.value else None
        return None

    @staticmethod
    def _years(period: Period) -> int:
        """How many years a period of two years spans ("2010/2020" ten)."""
        first, _, last = (period.value or "").partition("/")
        return int(last[:4]) - int(first[:4]) if first and last else -1

    def _committee(self, one: Candidate) -> Period | None:
        """The term of the committee whose size a figure gives: "số lượng ủy viên Ban Chấp hành nhiệm kỳ 2020 - 2025
        không quá 71 người", and the figures of its other bodies that follow."""
        first, last = one.sentence.first, min(one.sentence.last, one.unit_last + 6)
        if one.kind != "ratio" and (one.kind != "count" or one.unit is None or not moments.is_member(one.unit)):
            return None
        sized = one.comparator != "=" or one.number.after_from or moments.sizes(self.keys, first, one.outer)
        if not sized or not moments.seats(self.keys, first, last):
            return None
        for begin, _, period in reversed(self.periods[: bisect_left(self.starts, one.outer)]):
            opening = self.draft.text.sentence_at(period.start)
            if self._is_term(begin, period) and moments.seats(self.keys, max(opening.first, begin - 14), begin):
                return period
            if opening.first == first and self._governs(begin, first):
                return None
        return None

    def _is_term(self, first: int, period: Period) -> bool:
        return self.keys[first] == "nhiệm" and period.value is not None and "/" in period.value.strip("/")

    def _of_whole(self, at: int) -> Period | None:
        """The time of the figure before for a sentence that begins with "trong đó", "riêng": its parts."""
        first = self.phrases.found[at].sentence.first
        if not at or not moments.is_part(self.keys, first):
            return None
        whole, text = self.phrases.found[at - 1], self.draft.text
        part = text.sentence_index(self.phrases.found[at].number.start)
        if part - text.sentence_index(whole.number.start) > 1:
            return None
        return self._found[at - 1] if len(self._found) == at else None

    def _listed(self, one: Candidate) -> Period | None:
        """The period of the line that opens a list: "Năm 2024, chỉ tiêu cụ thể là:"."""
        heading = heading_of(self.phrases, one.sentence.first)
        if heading is None:
            return None
        for first, _, period in reversed(self._between(heading.first, heading.last)):
            if self._governs(first, heading.first):
                return period
        return None

    def _joined(self, at: int) -> Period | None:
        """The day of the event for what goes on from a figure of it in the sentence ("28/28 phiếu, đạt 100%")."""
        previous = self.phrases.previous(at)
        return self._events.get(at - 1) if previous is not None else None

    def _the_year(self, one: Candidate) -> Period | None:
        """ "Trong năm, ..." means the only year of which the article says "trong năm ..."."""
        keys = self.keys
        said = any(
            keys[i : i + 2] == ["trong", "năm"] and not keys[i + 2][0].isdigit()
            for i in range(one.sentence.first, one.outer - 1)
        )
        years = [p for first, _, p in self.periods if p.value and len(p.value) == 4 and self._is_within(first)]
        return years[0] if said and len({p.value for p in years}) == 1 else None

    def _is_within(self, first: int) -> bool:
        return "trong" in self.keys[max(0, first - 1) : first + 1]

    def _token(self, period: Period) -> int:
        return self.draft.text.tokens.range(period.start, period.end)[0]

    def _event(self, one: Candidate) -> Period | None:
        """The day of the congress, meeting or ceremony that an article reports, for what was counted at it."""
        if one.kind != "count" or one.unit is None or one.unit.casefold() not in _AT_EVENTS or self.event is None:
            return None
        stretch = self.keys[one.sentence.first : min(one.sentence.last, one.unit_last + 12)]
        said = any(stretch[i : i + len(cue)] == cue for cue in _EVENTS for i in range(len(stretch)))
        return self.event if said else None

    def _reported(self, one: Candidate) -> Period | None:
        """The year, quarter or months that an article as a whole reports on, for what has no time of its own."""
        if self.report is None or one.number.start < self.report.end:
            return None
        if self.draft.published is None and not self.alone:
            return None
        if any(k in _PRESENT or k == "sẽ" for k in self.keys[one.sentence.first : one.outer]):
            return None
        if moments.shifts(self.keys, one.sentence):
            return None
        opening = self.draft.text.sentence_at(self.report.start)
        if not self._of_a_report(opening, self._token(self.report), self.report) and not self._done(one):
            return None
        return self.report

    def _whole(self) -> tuple[Period | None, Period | None]:
        """(the day of the event, the period of the report) that the first sentences give."""
        sentences = self.draft.text.sentences
        stop = sentences[min(2, len(sentences) - 1)].last
        event = report = None
        for first, _, period in self.periods:
            if first >= stop or not period.value:
                break
            begin = self.draft.text.sentence_at(period.start).first
            if event is None and _DAY.fullmatch(period.value) and self._governs(first, begin):
                event = period
            if report is None and _REPORTED.fullmatch(period.value) and self._governs(first, begin):
                opens = self.keys[first - 1] in ("trong", ",") or self.keys[first] in ("trong", "6", "9")
                report = period if opens or first - begin <= 1 else None
        return event, report

    def _summed(self) -> Period | None:
        """The year or months that the first sentences say the article sums up: "hội nghị tổng kết công tác năm 2019"."""
        sentences = self.draft.text.sentences
        stop = sentences[min(3, len(sentences) - 1)].last
        for first, _, period in self.periods:
            if first >= stop:
                return None
            begin = self.draft.text.sentence_at(period.start).first
            if (
                period.value
                and _REPORTED.fullmatch(period.value)
                and moments.sums_up(self.keys, max(begin, first - 16), first)
            ):
                return period
        return None

    def _told(self, at: int) -> Period | None:
        """The period that the article sums up, for what is told as done and stands under no other time."""
        one = self.phrases.found[at]
        if self.summed is None or one.number.start < self.summed.end or self.planned[one.number.start]:
            return None
        sentence = one.sentence
        if moments.says_now(self.keys, sentence.first, one.outer) or moments.shifts(self.keys, sentence):
            return None
        if moments.asks(self.keys, sentence.first, one.outer) or not self._done(one):
            return None
        for first, _, period in reversed(self.periods[: bisect_left(self.starts, sentence.first)]):
            begin = self.draft.text.sentence_at(period.start).first
            if period.start > self.summed.start and self._governs(first, begin) and self._adverbial(first, begin):
                return period if period.value == self.summed.value else None
        return self.summed

    def _done(self, one: Candidate) -> bool:
        """Whether an action leads to the figure: its verb stands close before the number."""
        first = max(one.sentence.first + 1, one.outer - 4)
        if _CHANGES & set(self.keys[first : one.outer]):
            return True
        return any(words.ACTIONS.match_before(self.keys, end) for end in range(first, one.outer + 1))

    def _alone(self) -> bool:
        """Whether the article speaks of no year but the one it reports on, and of the next as one to come."""
        if self.report is None or not self.report.value:
            return False
        year = self.report.value[:4]
        following = str(int(year) + 1)
        for _, _, period in self.periods:
            if not period.value or not period.value[0].isdigit() or period.value[:4] == year:
                continue
            sentence = self.draft.text.sentence_at(period.start)
            planned = words.TARGETS.find(self.keys, sentence.first, sentence.last)
            if period.value[:4] != following or not planned:
                return False
        return True

    def _bracket(self, one: Candidate) -> Period | None:
        """ "(năm 2018: 368 tỷ đồng)", "năm 2020 (đạt 75%)"."""
        for i in range(one.outer - 1, max(one.sentence.first, one.outer - 12) - 1, -1):
            if self.keys[i] == ")":
                return None
            if self.keys[i] == "(":
                inside = self._between(i, one.outer)
                if inside and self._governs(inside[-1][0], i):
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
            if self.keys[first - 1] == "(" and following is not None and ")" not in self.keys[first : following.outer]:
                return None  # "490 tỷ đồng (năm 2018: 368 tỷ đồng)"
            if one.kind == "duration":
                return period if self.keys[first] == "từ" and joint in ([","], []) else None
            if (
                not self._governs(first, one.unit_last)
                or _COMPARED & set(joint)
                or {",", ";", "so", "từ", "kể", "và"} & set(joint)
            ):
                return None
            return period
        return None

    def _governing(self, one: Candidate) -> Period | None:
        sentence = one.sentence
        inside = self.phrases.bracketed(sentence.first, one.outer)
        for first, last, period in reversed(self._between(sentence.first, one.outer)):
            if first not in inside and self._governs(first, sentence.first):
                # "thành lập năm 2017, đến nay có 34 đảng viên": the present has no time
                return None if moments.says_now(self.keys, last, one.outer) else period
        return self._noted(one) or self._carried(one)
