"""What a count stands for whose noun says little: "người", "trường hợp", a number in a bracket."""

from __future__ import annotations

from vifacts.extract.figures import words
from vifacts.extract.figures.naming import LONGEST_LEFT, Naming
from vifacts.extract.figures.stretches import Part

#: The longest clause, in tokens, that says what is done to those counted.
LONGEST_DONE = 18
_LONGEST_TOLD = 10
#: The tokens behind the noun of a body that its name keeps: "BCH Đảng bộ huyện".
_LONGEST_BODY = 3


class Weak(Naming):
    """Names counts by what stands around them."""

    def _told_before(self, at: int, tail: list[Part]) -> str | None:
        """What a weak noun stands for: the subject of a clause with "là", or the noun of the figure before it.

        "công trình vi phạm năm 2015 là 39 trường hợp"; "tổng số đảng viên ... là 20 người: khiển trách 15 người";
        "xã A có 900 con tôm bị chết, xã B có 500 con".
        """
        one = self.found[at]
        first, last = self.phrases.left(at)
        if tail:
            return None
        start, end = self.phrases.trim(first, last)
        if "là" in self.keys[end : one.outer] and 2 <= end - start <= _LONGEST_TOLD:
            start = self.phrases.after_comma(start, end)
            noun = words.NOUNS.match(self.keys, start, end) if start < end else None
            if noun is not None and not self.phrases.inside_name(start):
                return self.phrases.words((start, end))
        for back in range(at - 1, max(-1, at - 7), -1):
            other = self.found[back]
            if other.sentence is not one.sentence:
                break
            if other.kind != "count" or not other.unit or not one.unit or self.names[back] is None:
                continue
            whole = self._counted_people(back) if other.unit.casefold() == one.unit.casefold() == "người" else None
            if whole is not None:
                label = self.phrases.words(self.actions[at] or (0, 0))
                return " ".join(p for p in (label, whole) if p)
            if other.unit.casefold().startswith(f"{one.unit.casefold()} ") and self.actions[at] is None:
                return self.names[back]
        return None

    def _counted_people(self, at: int) -> str | None:
        """The noun of those that figure ``at`` counts with "người" alone ("tổng số đảng viên ... là 20 người")."""
        first, last = self.phrases.left(at)
        for a, b, group in words.NOUNS.find(self.keys, first, last):
            if group == "person" and words.HEADS.match_before(self.keys, a) and not self.phrases.inside_name(a):
                return self.phrases.words((a, b))
        return None

    def _bracket_label(self, at: int) -> str | None:
        """ "Lĩnh vực quản lý con dấu (6 thủ tục)": what a bracket counts is named before it in a list of such."""
        one, previous = self.found[at], self.phrases.previous(at)
        first, last = self.phrases.left(at)
        first = max((i + 1 for i in range(first, last) if self.keys[i] in (";", ":")), default=first)
        if (previous is not None and previous.unit != one.unit) or self.phrases.tails[at]:
            return None
        first, last = self.phrases.trim(first, last)
        if not 2 <= last - first <= LONGEST_LEFT or not self.phrases.text.is_capital(first) or one.unit is None:
            return None
        return f"{one.unit} {self.phrases.words((first, last))}"

    def _labelled(self, at: int) -> str | None:
        """ "Ban Thường vụ gồm 9 đồng chí", "học sinh từ 06 đồng chí": who they are stands before a bare "người"."""
        one = self.found[at]
        first, last = self.phrases.left(at)
        link = self.keys[last - 1] if last > first else ""
        if link not in ("gồm", "từ", "là", "có") and not words.NOUNS.match_before(self.keys, last, 4):
            return None
        start, last = self.phrases.trim(first, last)
        if link == "gồm":
            body = words.BODIES.find(self.keys, start, last)
            while len(body) > 1 and body[-2][1] == body[-1][0]:
                body[-2:] = [(body[-2][0], body[-1][1], True)]  # "Ban Thường vụ | Đảng ủy" is one body
            if body:
                return self.phrases.words((body[-1][0], min(last, body[-1][1] + _LONGEST_BODY)))
        start = self.phrases.after_comma(start, last)
        start = self.after_break(start, last)
        noun = words.NOUNS.match(self.keys, start, last) if start < last else None
        if link == "có" and (noun is None or noun[1] != "person"):
            return None
        for _, end, real in words.ACTIONS.find(self.keys, start, last):
            if real and end < last:
                start = end
        if not 0 < last - start <= 9 or one.kind != "count":
            return None
        return self.phrases.words((start, last))

    def _suffered(self, at: int, action: Part) -> str | None:
        """ "Tổng số công trình chưa được xử lý khoảng 415 công trình": the head of a clause that an action closes."""
        first, _ = self.phrases.left(at)
        heads = [h for h in self.heads(first, action[0]) if h[2]]
        if not heads or action[1] - heads[-1][0] > LONGEST_DONE:
            return None
        return self.phrases.words((heads[-1][0], action[1]))
