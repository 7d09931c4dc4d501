"""What a figure counts or measures: the noun phrase in words of the text, the number left out.

A count is named by the noun after the number with what narrows it ("chi bộ thôn có cấp ủy") and by the action that
tells it apart ("kiểm tra tổ chức đảng"); a measure by what stands before it ("Tỷ lệ hộ nghèo"), after it ("100% số
hộ"), or by the figure before it ("(chiếm 25%)", "tăng 2,3 tỷ đồng").
"""

from __future__ import annotations

from vifacts.extract.figures import words
from vifacts.extract.figures.candidate import Candidate
from vifacts.extract.figures.counts import Counts
from vifacts.extract.figures.measures import Measures

_EDGES = " ,;:-–.…"
_LEADING = frozenset(
    "là và từ với của có để thì mà trên tại ở trong được đã đang sẽ đến tới vào còn bị nhưng do bởi thêm".split()
)
_PAIRS = (("“", "”"), ("(", ")"))


def tidy(subject: str | None) -> str | None:
    """A subject without what stands before its beginning: the rest of a bracket or quotation, joints; None if empty."""
    if subject is None:
        return None
    for opened, closed in _PAIRS:
        if opened not in subject and closed not in subject:
            continue
        close = subject.find(closed)
        if close >= 0 and opened not in subject[:close]:
            subject = subject[close + 1 :]
        at = subject.rfind(opened)
        if at >= 0 and closed not in subject[at:]:
            subject = subject[:at]
    parts = subject.strip(_EDGES).split()
    while parts and parts[0].casefold() in _LEADING and " ".join(parts[:2]).casefold() not in words.COMPOUNDS:
        parts.pop(0)
    return " ".join(parts).strip(_EDGES) or None


class Subjects(Counts, Measures):
    """Names the subjects of one article's figures, in order; ``ways`` tells how each was found."""

    ways: list[str]

    def name(self) -> list[str | None]:
        """One subject a figure, in order."""
        self.ways = []
        for at, one in enumerate(self.found):
            self.way = one.kind
            self.actions.append(self.action(at) if one.kind == "count" else None)
            self.names.append(tidy(self._one(at, one)))
            self.ways.append(self.way)
        return self.names

    def _one(self, at: int, one: Candidate) -> str | None:
        if one.kind == "count":
            return self.count(at)
        if one.kind == "age":
            return self.age(at)
        if one.kind == "duration":
            return self.duration(at)
        return self.measure(at)
