"""The subject of a measure, a length of time or an age: what stands before it, after it, or in the figure before."""

from __future__ import annotations

from vifacts.extract.figures import words
from vifacts.extract.figures.candidate import Candidate
from vifacts.extract.figures.naming import FILLERS, LONGEST_LEFT, Naming
from vifacts.extract.figures.stretches import Part

#: How far before a measure the noun that has it may stand.
_WINDOW = 40
_LONGEST_OWNER = 8
_OWNER_ENDS = frozenset("có được đã của thuộc là và trong sẽ đang vừa cũng để".split())
#: Words after a unit of time that say nothing.
_FILLING = frozenset({"trời", "đồng hồ", "liền", "nữa", "ròng", "liên tục"})
_WHERE = frozenset({"ở", "tại", "trong", "trên", "tới", "đến"})
_CONTINUES = frozenset({"chiếm", "tăng", "giảm", "đạt", "vượt", "tương", "bằng", "mới", "bình", "cao", "thấp"})


class Measures(Naming):
    """Names measures."""

    def measure(self, at: int) -> str | None:
        one = self.found[at]
        phrases = self.phrases
        tail = phrases.tails[at]
        first, last = phrases.left(at)
        lead = self.lead(first, last)
        before = self.before(at)
        start, end = phrases.trim(first, last)
        pointed = self.phrases.words((start, end))
        if pointed and pointed.casefold() in words.POINTERS and at:
            self.way = "continued"
            return self.names[at - 1]
        heads = self.heads(start, end)
        comma = max((i for i in range(start, end) if self.keys[i] == ","), default=start)
        if before is not None and not any(h[0] >= comma for h in heads) and self._goes_on(lead, first, one):
            self.way = "continued"
            if lead in ("tăng", "giảm"):
                before = self.names[self.row_start(at)] or before
            plan = self._plan(one) if lead in ("đạt", "vượt", "bằng", "mới", "chiếm", None) else None
            return " ".join(p for p in (before, plan) if p)
        following = phrases.following(at)
        if one.kind == "percent" and following is not None and not heads:
            joint = self.keys[one.unit_last : following.outer]
            self.way = "after"
            if following.kind == "count" and following.unit is not None and joint in ([], ["cả"], ["của"], ["trong"]):
                return phrases.words((following.unit_first, following.unit_last), *phrases.tails[at + 1])
        if one.kind in ("percent", "ratio") and tail and not heads:
            self.way = "after"
            done = words.ACTIONS.match_before(self.keys, one.outer)
            if done is not None and done[1] and done[0] >= first and phrases.is_action(done[0], -1):
                return phrases.words((done[0], one.outer), *tail)  # "hỗ trợ 100% mức đóng"
            return phrases.words(*tail)
        if (one.kind in ("length", "area", "weight", "volume") and one.outer == one.first) or one.comparator != "=":
            noun = words.NOUNS.match_before(self.keys, one.outer, 4)
            own = noun is not None and noun[0] >= first and not phrases.ends_compound(noun[0], one.outer)
            if noun and own and one.kind in ("length", "area") and self.keys[one.outer - 1] != "từ":
                return phrases.words((noun[0], one.outer))  # "đoạn đường 300 m", "khu đất hơn 2 ha"
        if heads:
            self.way = "head"
            return self._headed(at, heads, (start, end), tail)
        self.way = "before"
        if start >= end:
            return self._of_row(at, tail) or before or self._series(at)
        if one.kind == "length" and before is not None and self._where_only(first, one.outer):
            self.way = "continued"
            return before
        start = phrases.after_comma(start, end)
        start, end = self.own_clause(start, end)
        start = self.told_of(start, end)
        start = self.short_start(start, end)
        while start < end - 1 and self.keys[start] in (",", "và"):
            start += 1
        place = next((i for i in range(start + 2, end) if self.keys[i] in ("ở", "tại")), end)
        end = place if place > start + 1 else end
        if one.kind in ("length", "area") and start < end:
            start, end = self._thing(start, end)
        if start >= end:
            return self._of_row(at, tail) or before
        named = phrases.words((start, end), *(tail if end - start <= 6 else ()))
        if one.kind == "percent" and end - start <= 4 and named is not None and before is not None:
            for share in ("tỷ lệ ", "tỉ lệ "):
                if before.casefold().startswith(share):
                    return share + named  # "tỷ lệ cán bộ trẻ đạt 15%, cán bộ nữ đạt 15%"
        return named

    def _series(self, at: int) -> str | None:
        """The subject of a series "năm 2018 đạt 85%; năm 2019 đạt 88%": that of the figure before in its unit."""
        if at and self.found[at - 1].unit == self.found[at].unit and self.found[at].kind == "percent":
            return self.names[at - 1]
        return None

    def _of_row(self, at: int, tail: list[Part]) -> str | None:
        """A measure named by what follows, with the action of the row ("hiến 40 cây dừa; 16 m2 đất")."""
        back = at - 1
        while tail and back >= 0 and self.found[back].sentence is self.found[at].sentence and at - back <= 4:
            between = self.keys[self.found[back].end : self.found[back + 1].outer]
            if len(between) > 1 or (between and between[0] not in (",", ";", "và")):
                break
            action = self.actions[back]
            if action is not None:
                return self.phrases.words(action, *tail)
            back -= 1
        return self.phrases.words(*tail)

    def _where_only(self, first: int, last: int) -> bool:
        """Whether nothing but a place stands between a figure and the next ("300 m ở đầu thôn từ 3 m")."""
        return last - first <= 6 and first < last and self.keys[first] in _WHERE and "," not in self.keys[first:last]

    def _thing(self, start: int, last: int) -> Part:
        """The thing measured without what is done to it and where it lies ("mở rộng | đoạn đường | ở đầu thôn")."""
        for i in range(start, last):
            noun = words.NOUNS.match(self.keys, i, last)
            if noun and noun[1] in ("place", "thing") and not self.phrases.splits_compound(i):
                end = next((j for j in range(noun[0], last) if self.keys[j] in _WHERE), last)
                return i, end
        return start, last

    def _goes_on(self, lead: str | None, first: int, one: Candidate) -> bool:
        """Whether the measure speaks of the figure before it: "(chiếm 25%)", "tăng 2,3 tỷ", "(cả nước 12 triệu)"."""
        stretch = self.keys[first : one.outer]
        if lead in _CONTINUES:
            clause = stretch[len(stretch) - stretch[::-1].index(",") :] if "," in stretch else stretch
            return len([k for k in clause if k not in FILLERS]) <= 4
        telling = [k for i, k in enumerate(stretch) if k not in FILLERS and first + i not in self.phrases.covered]
        if not telling or telling in (
            ["cả", "nước"],
            ["toàn", "quốc"],
            ["toàn", "tỉnh"],
            ["lên"],
            ["xuống"],
            ["từ"],
            ["là"],
        ):
            if (
                not telling
                and one.kind != "percent"
                and self.phrases.tails[self.found.index(one)]
                and "(" not in stretch
            ):
                return False  # "61 ha đất trồng lúa, 3,5 ha đất nuôi trồng thủy sản"
            return "(" in stretch or bool(telling) or one.kind != "percent"
        return first in self.phrases.named and self.phrases.named[first] >= one.outer - 1

    def _headed(self, at: int, heads: list[tuple[int, int, bool]], stretch: Part, tail: list[Part]) -> str | None:
        start, end = stretch
        begin = self.earliest_head(heads, start, end)
        if end - begin > 24:
            begin = heads[-1][0]
        end = self.cut_comparison(begin, end)
        head = self.phrases.words((begin, end)) or ""
        if head.casefold() in ("tỷ lệ", "tỉ lệ") and tail:
            return self.phrases.words((begin, end), *tail)
        if head.casefold() not in words.SHORT_HEADS:
            return self._named_measure(at, (begin, end), start, tail)
        previous = self.phrases.previous(at)
        if previous is not None and begin - previous.end <= 3:
            noun = (
                self._noun_of(at - 1) if head.casefold() in ("trị giá", "tổng trị giá", "giá") else self.names[at - 1]
            )
            if head.casefold() in ("số tiền", "tổng số tiền"):
                return noun
            return " ".join(p for p in (head, noun) if p)
        owner = self._paid_for(start, begin) if self.found[at].kind == "money" else self._owner(start, begin)
        if owner is not None:
            return self.phrases.words((begin, end), owner)
        return self.phrases.words((begin, end), *tail) if tail else self._as_before(at, head)

    def _named_measure(self, at: int, head: Part, first: int, tail: list[Part]) -> str | None:
        """A measure by its head; a head without words of its own gets what has it ("công suất" of what)."""
        begin, end = head
        phrases = self.phrases
        exact = words.HEADS.match(self.keys, begin, end)
        bare = exact is not None and exact[0] == end
        if bare and tail and end - begin == 1:
            return phrases.words(head, *tail)
        if not bare or self.keys[begin - 1] not in ("với", "có", ",", "ở", "các"):
            return phrases.words(head)
        previous = phrases.previous(at)
        if previous is not None and previous.kind == "count" and begin - previous.end <= 2:
            return " ".join(p for p in (phrases.words(head), self._noun_of(at - 1)) if p)
        owner = self._owner(first, begin) if self.found[at].kind != "money" else None
        if owner is not None:
            return phrases.words(head, owner)
        return self._as_before(at, phrases.words(head) or "")

    def _owner(self, first: int, last: int) -> Part | None:
        """What has a measure that is named after it ("tuyến đường liên xã, với | tổng chiều dài")."""
        keys, phrases = self.keys, self.phrases
        stop = self._unlinked(first, last)
        found: Part | None = None
        for i in range(max(first, stop - _WINDOW), stop):
            if (
                keys[i] not in words.NOUNS.firsts
                or (found and i < found[1])
                or phrases.inside_name(i)
                or phrases.splits_compound(i)
            ):
                continue
            noun = words.NOUNS.match(keys, i, stop)
            if noun and noun[1] != "person" and keys[i - 1] not in _WHERE:
                found = i, min(self._owned_end(noun[0], stop), i + _LONGEST_OWNER)
        return found

    def _paid_for(self, first: int, last: int) -> Part | None:
        """What is done with money, in its own clause ("hỗ trợ hộ nghèo, với | số tiền", "mua nước với | giá")."""
        stop = self._unlinked(first, last)
        start = max((i + 1 for i in range(first, stop) if self.keys[i] == ","), default=first)
        start, stop = self.own_clause(start, stop)
        for a, _, real in words.ACTIONS.find(self.keys, start, stop):
            if real and stop - a <= LONGEST_LEFT and self.phrases.is_action(a, -1):
                return a, stop
        return (start, stop) if 0 < stop - start <= 8 else None

    def _unlinked(self, first: int, last: int) -> int:
        while last > first:
            link = words.LINKS.match_before(self.keys, last)
            if self.keys[last - 1] not in (",", "(") and (link is None or self.phrases.ends_compound(link[0], last)):
                break
            last -= 1
        return last

    def _owned_end(self, i: int, stop: int) -> int:
        while i < stop and self.keys[i] != "," and not words.STOPS.match(self.keys, i, stop):
            if i in self.phrases.named or self.keys[i] in _OWNER_ENDS:
                break
            i += 1
        return i

    def _as_before(self, at: int, head: str) -> str:
        """The subject of the figure before where it has the same head and says more ("với công suất ...; ...")."""
        earlier = self.names[at - 1] if at else None
        if earlier and self.found[at - 1].unit == self.found[at].unit and earlier.startswith(head):
            return earlier
        return head

    def _noun_of(self, at: int) -> str | None:
        one = self.found[at]
        if one.kind == "count" and not one.shared:
            return self.phrases.words((one.unit_first, one.unit_last), *self.phrases.tails[at])
        return self.names[at]

    def _plan(self, one: Candidate) -> str | None:
        """ "đạt 94,4% kế hoạch năm", "bằng 100% diện tích phải thu hồi": what the percentage is of."""
        at = self.found.index(one)
        for a, b in self.phrases.tails[at]:
            if any(k in ("kế", "chỉ", "dự", "mục") for k in self.keys[a : a + 3]):
                return "đạt " + (self.phrases.words((a, b)) or "")
        return self.phrases.words(*self.phrases.tails[at]) if one.kind == "percent" else None

    def duration(self, at: int) -> str | None:
        phrases = self.phrases
        tail = phrases.tails[at]
        if self.found[at].shared and not tail and phrases.following(at) is not None:
            tail = phrases.tails[at + 1]
        first, last = phrases.trim(*phrases.left(at))
        if tail and phrases.words(*tail) in _FILLING:
            tail = []  # "20 năm trời", "12 giờ đồng hồ"
        size = sum(b - a for a, b in tail)
        if size > 1 or (size and first >= last):
            return phrases.words(*tail)
        start = phrases.after_comma(first, last) if first < last else first
        start = phrases.after_name(start, last)
        start, last = phrases.trim(start, last)
        if start < last:
            heads = [h[0] for h in words.HEADS.find(self.keys, start, last) if h[2]]
            start = max([self.after_break(start, last), *heads])
            start = self.short_start(start, last)
        if start >= last and self.before(at) and self.found[at - 1].kind == "duration":
            return self.before(at)
        own = phrases.words((start, last), *tail)
        if own is None:
            one = self.found[at]
            return phrases.words((one.last, one.unit_last))
        return own

    def age(self, at: int) -> str | None:
        """An age is a person's: the one named before its bracket, else the last one named before it."""
        one = self.found[at]
        tokens = self.phrases.text.tokens
        start = tokens.starts[one.sentence.first]
        persons = self.phrases.draft.between(start, one.number.start, "person")
        first, last = self.phrases.left(at)
        if self.lead(first, last) in ("tăng", "giảm") and self.before(at):
            return self.before(at)
        if self.keys[one.unit_last : one.unit_last + 1] == ["đảng"]:
            badge = self.keys[max(0, one.outer - 2) : one.outer] == ["huy", "hiệu"]
            return self.phrases.words((one.outer - 2 * badge, one.outer), (one.unit_last - 1, one.unit_last + 1))
        named = self._named_before(one)
        if named is not None:
            return named
        if persons:
            return persons[-1].entity.name
        first, last = self.phrases.trim(first, last)
        if last > first:
            return self.phrases.words((max(first, last - 8), last))
        after = self.phrases.draft.between(one.number.end, tokens.ends[one.sentence.last - 1], "person")
        return after[0].entity.name if after else self.before(at)

    def _named_before(self, one: Candidate) -> str | None:
        """The person whose name stands right before a bracket with the age ("Hà Văn M. (53 tuổi)")."""
        if one.outer < 2 or self.keys[one.outer - 1] != "(":
            return None
        tokens = self.phrases.text.tokens
        near = self.phrases.draft.between(tokens.starts[max(0, one.outer - _LONGEST_OWNER)], one.number.start, "person")
        if not near or tokens.starts[one.outer - 1] - near[-1].end > 2:
            return None
        return near[-1].entity.name
