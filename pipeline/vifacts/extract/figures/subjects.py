"""What a figure counts or measures: the noun phrase in words of the text, the number left out.

A count is named by the noun after the number with what narrows it ("chi bộ thôn có cấp ủy") and by the action that
tells it apart ("kiểm tra tổ chức đảng"); a measure by what stands before it ("Tỷ lệ hộ nghèo"), after it ("100% số
hộ"), or by the figure before it ("(chiếm 25%)", "tăng 2,3 tỷ đồng").
"""

from __future__ import annotations

from vifacts.extract.figures.candidates import Candidate
from vifacts.extract.figures.counts import Counts
from vifacts.extract.figures.measures import Measures


class Subjects(Counts, Measures):
    """Names the subjects of one article's figures, in order; ``ways`` tells how each was found."""

    ways: list[str]

    def name(self) -> list[str | None]:
        """One subject a figure, in order."""
        self.ways = []
        for at, one in enumerate(self.found):
            self.way = one.kind
            self.actions.append(self.action(at) if one.kind == "count" else None)
            self.names.append(self._one(at, one))
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
