"""The subject of a count: the counted noun with what narrows it and the action that tells it apart."""

from __future__ import annotations

from vifacts.extract.figures import words
from vifacts.extract.figures.candidate import Candidate
from vifacts.extract.figures.naming import LONGEST_LEFT
from vifacts.extract.figures.stretches import Part
from vifacts.extract.figures.weak import LONGEST_DONE, Weak

_DATIVES = frozenset({"với", "cho", "của", "tới", "đến"})
_EXISTENCE = frozenset({"có", "gồm", "là", "còn", "và", ",", "(", ":", ")", "mỗi", "nay", "hiện"})
#: Verbs that tell how things are: a clause with one says nothing that is done to those counted.
_STATES = frozenset({"có", "là", "gồm", "nhất", "còn"})
#: What stands between a count and the one before that it goes on from ("số lượng tăng lên 9 người, 2017 là 13").
_JOINTS = (["lên"], ["xuống"], ["còn"], ["đến"], ["xuống", "còn"], ["từ"], ["là"], ["số", "lượng", "tăng", "lên"])
#: Measures that a count gives: "quy mô 500 giường".
_SIZES = frozenset({"quy mô", "công suất", "sức chứa"})
#: Those who act: a phrase may narrow people and bodies together ("5 chi bộ và 12 đảng viên vi phạm").
_ACTORS = frozenset({"person", "organization", "place"})


class Counts(Weak):
    """Names counts."""

    def count(self, at: int) -> str | None:
        one = self.found[at]
        action = self.actions[at]
        previous = self.phrases.previous(at)
        bracket = self.keys[one.outer - 1] == "(" and self.keys[one.unit_last : one.unit_last + 1] == [")"]
        if bracket and previous is not None and previous.kind == "percent":
            self.way = "continued"
            return self.before(at)  # "82% số xã (114/139 xã) ..."
        label = self._bracket_label(at) if bracket else None
        if label is not None:
            self.way = "label"
            return label
        if one.shared:
            self.way = "list"
            return self._shared(at, action)
        tail = self.phrases.tails[at]
        continued = self._bounded(at) or self._continued(at, tail)
        if continued is not None:
            self.way = "continued"
            return continued
        if "là" in self.keys[max(0, one.outer - 3) : one.outer]:
            head = self._head(at, bool(tail))
            if head is not None:
                self.way = "head"
                return self.phrases.words(head)
        bare = not tail and one.unit is not None and one.unit.casefold() in ("người", "đồng chí", "thành viên", "lượt")
        if bare and (action is None or self.keys[one.outer - 1] == "gồm"):
            label = self._labelled(at)
            if label is not None:
                self.way = "label"
                return label
        head = self._head(at, bool(tail))
        if head is not None:
            self.way = "head"
            return self.phrases.words(head)
        measured = words.HEADS.match_before(self.keys, one.outer)
        if measured is not None and measured[1] and self.phrases.words((measured[0], one.outer)) in _SIZES:
            self.way = "head"
            return self.phrases.words((measured[0], one.outer), (one.unit_first, one.unit_last), *tail)
        if bare or (one.unit or "").casefold() in words.WEAK_UNITS:
            told = self._told_before(at, tail)
            if told is not None:
                self.way = "told"
                return told
        noun = (one.unit_first, one.unit_last)
        around = tail or self._borrowed_tail(at)
        if self.keys[one.outer - 3 : one.outer] == ["trong", "tổng", "số"] and tail and self.keys[tail[0][0]] == "là":
            around = []  # "77 trong tổng số 108 trưởng thôn là đảng viên": the condition is the first one's
            action = (one.outer - 2, one.outer)
        size = sum(b - a for a, b in around)
        if action is not None and self.keys[action[0] - 1] in ("được", "bị"):
            told = self._suffered(at, action)
            if told is not None:
                self.way = "head"
                return told
        if action is None:
            action = self._container(at)
        how = "action" if self.actions[at] else "part" if action else "bare"
        if how == "bare" and not size and one.unit is not None and one.unit.casefold() in words.WEAK_UNITS:
            how = "bare weak"
        elif how == "bare" and not size and one.noun == "thing":
            how = "bare thing"
        self.way = how + ("" if not size else " short" if size <= 4 else " long")
        return self.phrases.words(action or (0, 0), noun, *around)

    def _container(self, at: int) -> Part | None:
        """The noun right before a count of its parts: "quy trình 5 bước", "ô tô 4 chỗ"."""
        one = self.found[at]
        noun = words.NOUNS.match_before(self.keys, one.outer, 4)
        if noun is None or noun[0] < self.phrases.left(at)[0] or self.keys[one.outer - 1] in _EXISTENCE:
            return None
        return (noun[0], one.outer) if noun[1] in ("thing", "organization") else None

    def _continued(self, at: int, tail: list[Part]) -> str | None:
        """ "tăng 14.053 người": a change of the figure before, in its unit, has its subject."""
        one, previous = self.found[at], self.phrases.previous(at)
        if previous is None or tail or one.unit is None:
            return None
        first, last = self.phrases.left(at)
        lead = self.lead(first, last)
        if lead in ("tăng", "giảm") and len(self.keys[first:last]) <= 6:
            back = self._same_unit(at)
            if back is not None:
                return self.names[back]
            if one.unit.casefold() in words.WEAK_UNITS or self.found[self.row_start(at)].kind != "count":
                return self.names[self.row_start(at)]
        if previous.unit != one.unit and previous.kind != "multiple":
            return None
        covered = self.phrases.covered
        joint = [k for i, k in enumerate(self.keys[first:last], first) if k not in (",", "(") and i not in covered]
        if lead == "tương" or joint in _JOINTS:
            return self.before(at)
        return None

    def _same_unit(self, at: int) -> int | None:
        """The nearest count before in the sentence, outside brackets, that has the unit of figure ``at``."""
        one = self.found[at]
        for back in range(self.row_start(at), -1, -1):
            other = self.found[back]
            if other.sentence is not one.sentence:
                break
            if other.unit and one.unit and f"{other.unit} ".startswith(f"{one.unit} ") and not other.shared:
                return back
        return None

    def _bounded(self, at: int) -> str | None:
        """ "Số cán bộ dưới 40 tuổi là 5 người": the figure before bounds what this one counts."""
        one, previous = self.found[at], self.phrases.previous(at)
        if previous is None or previous.kind not in ("age", "duration"):
            return None
        between = self.keys[previous.unit_last : one.outer]
        end = previous.unit_last + (2 if between[:1] == ["trở"] else 0)
        rest = self.keys[end : one.outer]
        if not rest or len(rest) > 2 or rest[0] not in ("là", "chiếm", "đạt", "có", "còn"):
            return None
        start, last = self.phrases.trim(*self.phrases.left(at - 1))
        return self.phrases.words((start, end)) if 0 < last - start <= 12 else None

    def _head(self, at: int, narrowed: bool) -> Part | None:
        """ "Tổng số X tham gia Y là 12 người": a head before the number names the count when only links follow."""
        one = self.found[at]
        full = self.phrases.left(at)
        first, last = self.phrases.trim(*full)
        linked = self.keys[last : one.outer] + self.keys[max(full[0], one.outer - 1) : one.outer]
        weak = one.unit is None or (one.unit.casefold() in words.WEAK_UNITS and not narrowed)
        if not weak and not {"là", "đạt"} & set(linked):
            return None
        inside = self.phrases.bracketed(first, last)
        heads = [h for h in words.HEADS.find(self.keys, first, last) if h[2] and h[0] not in inside]
        if not heads or (inside and max(inside) > heads[-1][0]):
            return None
        start = self.earliest_head(heads, first, last)
        last = self.cut_comparison(start, last)
        if not 1 < last - start <= 26 or self.phrases.words((start, last)) == "số lượng":
            return None
        return start, last

    def action(self, at: int) -> Part | None:
        """The action that governs a count: the last one before it, else that of the count it is joined to."""
        one = self.found[at]
        keys = self.keys
        first, last = self.phrases.left(at)
        inside = self.phrases.bracketed(first, last)
        found = [
            (a, b)
            for a, b, real in words.ACTIONS.find(keys, first, last)
            if real and a not in inside and self.phrases.is_action(a, one.sentence.first)
        ]
        dative = last > first and keys[last - 1] in _DATIVES
        for start, end in reversed(found):
            close = last
            while close > end:
                link = words.LINKS.match_before(keys, close)
                if not link or link[0] < end or self.phrases.ends_compound(link[0], close):
                    break
                close = link[0]
            between = keys[end:close]
            if self.after_break(end - 1, close + 1) > end:
                break  # "bắt quả tang khi 2 người ...", "nêu rõ cả 5 đảng viên": a clause of its own
            if dative and close - start <= 18:
                return self._joined_actions(found, start, first), close
            if between[:3] == ["trên", "địa", "bàn"]:
                return self._joined_actions(found, start, first), end
            if len(between) <= 4 and "," not in between and not any(i in self.phrases.named for i in range(end, close)):
                return self._joined_actions(found, start, first), close
            break
        if self.phrases.previous(at) is not None:
            back = self.row_start(at)
            between = self.between(at)
            if self.joined(at) or (between[:1] == [","] and between[1:3] == ["trong", "đó"] and len(between) <= 5):
                return self.actions[back]
        if dative and not self.phrases.tails[at]:
            # no verb of the lexicon: the whole clause says what is done to them
            return self._done_to(first, last)
        return None

    def _done_to(self, first: int, last: int) -> Part | None:
        """The clause that says what is done to those counted ("mang nước sạch đến với 7.200 hộ")."""
        if self.keys[last - 2] == ",":
            return None
        start, close = self.own_clause(*self.phrases.trim(first, last))
        if close - start > LONGEST_DONE:
            found = [a for a, _, real in words.ACTIONS.find(self.keys, close - LONGEST_DONE, close) if real]
            start = next((a for a in found if self.phrases.is_action(a, first)), close)
        if close - start < 2 or _STATES & set(self.keys[start:close]):
            return None
        return start, close

    def _joined_actions(self, found: list[Part], start: int, first: int) -> int:
        """The start of a row of actions that ends with the one at ``start`` ("xây dựng và sửa chữa")."""
        for a, b in reversed(found):
            if b == start or (start - b == 1 and self.keys[b] in (",", "và")):
                start = a
        return max(start, first)

    def _borrowed_tail(self, at: int) -> list[Part]:
        """ "17 xã và 1 thị trấn thuộc diện sắp xếp": the last of a row carries what narrows all of it."""
        nxt = at + 1
        while nxt < len(self.found) and self.found[nxt].sentence is self.found[at].sentence and self.joined(nxt):
            if "(" in self.keys[self.found[nxt - 1].unit_last : self.found[nxt].outer]:
                break
            if {"với", "có", "cùng"} & set(self.between(nxt)):
                break  # "1.215 đảng viên với 52 chi bộ trực thuộc": what the one has, no row
            tail = self.phrases.tails[nxt]
            if tail:  # a noun that goes on is of the last alone: "7 căn nhà, 1 kho vật liệu"
                return tail if self._alike(self.found[at], self.found[nxt]) else []
            nxt += 1
        return []

    @staticmethod
    def _alike(one: Candidate, other: Candidate) -> bool:
        """Whether two counts are of a kind, so that one phrase narrows both."""
        if other.kind != "count" or other.noun is None or one.noun is None:
            return False
        return one.noun == other.noun or (one.noun in _ACTORS and other.noun in _ACTORS)

    def _shared(self, at: int, action: Part | None) -> str | None:
        """A bare number of a list: its form with the shared noun ("khiển trách đảng viên")."""
        one = self.found[at]
        first, last = self.phrases.trim(*self.phrases.left(at))
        heads = [h for h in words.HEADS.find(self.keys, first, last) if h[2]]
        if heads:
            first = self.earliest_head(heads, first, last)
        label = self.phrases.words((max(first, last - LONGEST_LEFT), last))
        if label is None and action is not None:
            label = self.phrases.words(action)
        if label is None:
            following = self.phrases.following(at)
            if following is not None and following.unit == one.unit:
                return self.phrases.words((following.unit_first, following.unit_last), *self.phrases.tails[at + 1])
        if one.unit and label and one.unit.casefold() in label.casefold():
            return label
        return " ".join(part for part in (label, one.unit) if part) or None
