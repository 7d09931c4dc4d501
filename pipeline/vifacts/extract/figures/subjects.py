"""What a figure counts or measures: the noun phrase in words of the text, the number left out.

A count is named by the noun after the number with what narrows it ("chi bộ thôn có cấp ủy") and by the action that
tells it apart ("kiểm tra tổ chức đảng"); a measure by what stands before it ("Tỷ lệ hộ nghèo"), after it ("100% số
hộ"), or by the figure before it ("(chiếm 25%)", "tăng 2,3 tỷ đồng").
"""

from __future__ import annotations

from vifacts.extract.figures import words
from vifacts.extract.figures.candidates import Candidate
from vifacts.extract.figures.phrases import Part, Phrases

_CONTINUES = frozenset({"chiếm", "tăng", "giảm", "đạt", "vượt", "tương", "bằng", "mới", "bình", "cao", "thấp"})
_FILLERS = frozenset(
    {",", "(", "và", "đã", "ước", "song", "mới", "chỉ", "cũng", "khoảng", "gần", "hơn", "trên", "còn", "nhưng"}
)
_PARTICLES = frozenset({"đã", "sẽ", "cũng", "có", "còn", "đang", "vừa", "dành", "được"})
_DATIVES = frozenset({"với", "cho", "của", "tới", "đến"})
_WEAK_UNITS = frozenset({"người", "con", "hộ", "đồng chí", "trường hợp", "lượt", "đơn vị", "cá nhân", "em"})
_SHORT_HEADS = frozenset(
    {
        "diện tích",
        "tổng diện tích",
        "số tiền",
        "tổng số tiền",
        "giá",
        "kinh phí",
        "tổng kinh phí",
        "tổng trị giá",
        "trị giá",
        "tổng",
        "số",
        "tổng giá trị",
        "tổng số",
        "mức",
    }
)
_POINTERS = frozenset(
    {"con số này", "tỷ lệ này", "số này", "con số", "tỉ lệ này", "mức này", "con số trên", "tỷ lệ trên"}
)
_LONGEST_LEFT = 12


class Subjects:
    """Names the subjects of one article's figures, in order."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.keys = phrases.keys
        self.found = phrases.found
        self.names: list[str | None] = []
        self._actions: list[Part | None] = []

    def name(self) -> list[str | None]:
        """One subject a figure, in order."""
        for at, one in enumerate(self.found):
            self._actions.append(self._action(at) if one.kind == "count" else None)
            self.names.append(self._one(at, one))
        return self.names

    def _one(self, at: int, one: Candidate) -> str | None:
        if one.kind == "count":
            return self._count(at)
        if one.kind == "age":
            return self._age(at)
        if one.kind == "duration":
            return self._duration(at)
        return self._measure(at)

    def _before(self, at: int) -> str | None:
        return self.names[at - 1] if self.phrases.previous(at) is not None else None

    # -- counts ----------------------------------------------------------------------------------------------

    def _count(self, at: int) -> str | None:
        one = self.found[at]
        action = self._actions[at]
        if one.shared:
            return self._shared(at, action)
        tail = self.phrases.tails[at]
        continued = self._bounded(at) or self._continued(at, tail)
        if continued is not None:
            return continued
        if (
            action is None
            and not tail
            and one.unit is not None
            and one.unit.casefold() in ("người", "đồng chí", "thành viên")
        ):
            label = self._labelled(at)
            if label is not None:
                return label
        head = self._head(at, bool(tail))
        if head is not None:
            return self.phrases.words(head)
        noun = (one.unit_first, one.unit_last)
        return self.phrases.words(action or (0, 0), noun, *(tail or self._borrowed_tail(at)))

    def _continued(self, at: int, tail: list[Part]) -> str | None:
        """ "tăng 14.053 người": a change of the figure before, in its unit, has its subject."""
        one, previous = self.found[at], self.phrases.previous(at)
        if previous is None or tail or one.unit is None:
            return None
        first, last = self.phrases.left(at)
        lead = self._lead(first, last)
        if lead in ("tăng", "giảm") and len(self.keys[first:last]) <= 6:
            back = self._same_unit(at)
            return self.names[self._row_start(at) if back is None else back]
        if previous.unit != one.unit and previous.kind != "multiple":
            return None
        joint = [k for k in self.keys[first:last] if k not in (",", "(")]
        if lead == "tương" or joint in (["lên"], ["xuống"], ["còn"], ["đến"], ["xuống", "còn"], ["từ"]):
            return self._before(at)
        return None

    def _same_unit(self, at: int) -> int | None:
        """The nearest count before in the sentence, outside brackets, that has the unit of figure ``at``."""
        one = self.found[at]
        for back in range(self._row_start(at), -1, -1):
            other = self.found[back]
            if other.sentence is not one.sentence:
                break
            if other.unit == one.unit and not other.shared:
                return back
        return None

    def _labelled(self, at: int) -> str | None:
        """ "Ban Thường vụ gồm 9 đồng chí", "học sinh từ 06 đồng chí": who they are stands before a bare "người"."""
        one = self.found[at]
        first, last = self.phrases.left(at)
        link = self.keys[last - 1] if last > first else ""
        if link not in ("gồm", "từ", "là") and not words.NOUNS.match_before(self.keys, last, 4):
            return None
        start, last = self.phrases.trim(first, last)
        start = self.phrases.after_comma(start, last)
        if not 0 < last - start <= 9 or one.kind != "count":
            return None
        return self.phrases.words((start, last))

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
        weak = one.unit is None or (one.unit.casefold() in _WEAK_UNITS and not narrowed)
        if not weak and not {"là", "đạt"} & set(linked):
            return None
        inside = self.phrases.bracketed(first, last)
        heads = [h for h in words.find(words.HEADS, self.keys, first, last) if h[2] and h[0] not in inside]
        if not heads or (inside and max(inside) > heads[-1][0]):
            return None
        start = self._earliest_head(heads, first, last)
        last = self._cut_comparison(start, last)
        if not 1 < last - start <= 26:
            return None
        return start, last

    def _earliest_head(self, heads: list[tuple[int, int, bool]], first: int, last: int) -> int:
        """The head that opens the phrase: the first after the last verb of achievement."""
        broken = max(
            (i + 1 for i in range(heads[0][0] + 1, last) if self.keys[i] in ("đạt", "là", "chiếm", "khi")),
            default=first,
        )
        return next((h[0] for h in heads if h[0] >= broken), heads[-1][0])

    def _cut_comparison(self, start: int, last: int) -> int:
        for i in range(start + 2, last - 1):
            if self.keys[i : i + 2] in (["cao", "hơn"], ["thấp", "hơn"], ["so", "với"], ["tăng", "lên"], ["có", "quy"]):
                return i
        return last

    def _action(self, at: int) -> Part | None:
        """The action that governs a count: the last one before it, else that of the count it is joined to."""
        one = self.found[at]
        keys = self.keys
        first, last = self.phrases.left(at)
        inside = self.phrases.bracketed(first, last)
        found = [
            (a, b)
            for a, b, real in words.find(words.ACTIONS, keys, first, last)
            if real and a not in inside and self.phrases.is_action(a, one.sentence.first)
        ]
        dative = last > first and keys[last - 1] in _DATIVES
        for start, end in reversed(found):
            close = last
            while close > end:
                link = words.LINKS.match_before(keys, close)
                if not link or link[0] < end:
                    break
                close = link[0]
            between = keys[end:close]
            if dative and close - start <= 18:
                return self._joined_actions(found, start, first), close
            if len(between) <= 4 and "," not in between and not any(i in self.phrases.named for i in range(end, close)):
                return self._joined_actions(found, start, first), close
            break
        if self.phrases.previous(at) is not None:
            back = self._row_start(at)
            between = self._between(at)
            if self._joined(at) or (between[:1] == [","] and between[1:3] == ["trong", "đó"] and len(between) <= 5):
                return self._actions[back]
        if dative and not self.phrases.tails[at]:
            # no verb of the lexicon: the whole clause says what is done to them
            start, close = self._own_clause(*self.phrases.trim(first, last))
            if 1 < close - start <= 24:
                return max(start, close - 18), close
        return None

    def _own_clause(self, start: int, last: int) -> Part:
        """What is left of a stretch behind its last period or name with its particle ("UBND xã X đã ...")."""
        phrases = self.phrases
        for i in range(last - 2, start - 1, -1):
            if i in phrases.covered or (i in phrases.named and phrases.named[i] < last):
                start = phrases.named.get(i, i + 1)
                break
        start, last = phrases.trim(start, last)
        level = words.LEVELS.match(self.keys, start, last) if start < last else None
        if level and level[0] < last and (self.keys[level[0]] in _PARTICLES or phrases.text.is_capital(start)):
            start, last = phrases.trim(level[0], last)
        return start, last

    def _joined_actions(self, found: list[Part], start: int, first: int) -> int:
        """The start of a row of actions that ends with the one at ``start`` ("xây dựng và sửa chữa")."""
        for a, b in reversed(found):
            if b == start or (start - b == 1 and self.keys[b] in (",", "và")):
                start = a
        return max(start, first)

    def _between(self, at: int) -> list[str]:
        """The words between a count and the one before it, brackets left out."""
        previous = self.found[self._row_start(at)]
        inside, found = 0, []
        for word in self.keys[previous.end : self.found[at].outer]:
            if word == "(":
                inside += 1
            elif word == ")":
                inside = max(0, inside - 1)
            elif not inside:
                found.append(word)
        return found

    def _row_start(self, at: int) -> int:
        """The figure before in the row, past those in brackets."""
        back = at - 1
        first = self.found[back].first
        if ")" in self.keys[first : self.found[at].outer]:
            while back > 0 and self.found[back - 1].sentence is self.found[at].sentence:
                opened = "(" in self.keys[self.found[back - 1].unit_last : self.found[back].first]
                back -= 1
                if opened:
                    break
        return back

    def _joined(self, at: int) -> bool:
        """Whether only "," or "và" stands between the phrase of the count before and this one."""
        if self.phrases.previous(at) is None or self.found[self._row_start(at)].kind != "count":
            return False
        return not [k for k in self._between(at) if k not in (",", "và", "với", "cùng", "hơn", "gần", "có")]

    def _borrowed_tail(self, at: int) -> list[Part]:
        """ "17 xã và 1 thị trấn thuộc diện sắp xếp": the last of a row carries what narrows all of it."""
        nxt = at + 1
        while nxt < len(self.found) and self.found[nxt].sentence is self.found[at].sentence and self._joined(nxt):
            if "(" in self.keys[self.found[nxt - 1].unit_last : self.found[nxt].outer]:
                break
            if self.phrases.tails[nxt]:
                return self.phrases.tails[nxt]
            nxt += 1
        return []

    def _shared(self, at: int, action: Part | None) -> str | None:
        """A bare number of a list: its form with the shared noun ("khiển trách đảng viên")."""
        one = self.found[at]
        first, last = self.phrases.trim(*self.phrases.left(at))
        label = self.phrases.words((max(first, last - _LONGEST_LEFT), last))
        if label is None and action is not None:
            label = self.phrases.words(action)
        if label is None:
            following = self.phrases.following(at)
            if following is not None and following.unit == one.unit:
                return self.phrases.words((following.unit_first, following.unit_last), *self.phrases.tails[at + 1])
        if one.unit and label and one.unit.casefold() in label.casefold():
            return label
        return " ".join(part for part in (label, one.unit) if part) or None

    # -- measures --------------------------------------------------------------------------------------------

    def _lead(self, first: int, last: int) -> str | None:
        """The first telling word of the last comma clause before a number."""
        for i in range(last - 1, first - 1, -1):
            if self.keys[i] in (",", "(", ";"):
                first = i + 1
                break
        return next((k for k in self.keys[first:last] if k not in _FILLERS), None)

    def _measure(self, at: int) -> str | None:
        one = self.found[at]
        phrases = self.phrases
        tail = phrases.tails[at]
        first, last = phrases.left(at)
        lead = self._lead(first, last)
        before = self._before(at)
        start, end = phrases.trim(first, last)
        pointed = self.phrases.words((start, end))
        if pointed and pointed.casefold() in _POINTERS and at:
            return self.names[at - 1]
        heads = [h for h in words.find(words.HEADS, self.keys, start, end) if h[2]]
        comma = max((i for i in range(start, end) if self.keys[i] == ","), default=start)
        if before is not None and not any(h[0] >= comma for h in heads) and self._goes_on(lead, first, one):
            if lead in ("tăng", "giảm"):
                before = self.names[self._row_start(at)] or before
            plan = self._plan(one) if lead in ("đạt", "vượt", "bằng", "mới", None) else None
            return " ".join(p for p in (before, plan) if p)
        following = phrases.following(at)
        if one.kind == "percent" and following is not None and not heads:
            joint = self.keys[one.unit_last : following.outer]
            if following.kind == "count" and following.unit is not None and joint in ([], ["cả"], ["của"], ["trong"]):
                return phrases.words((following.unit_first, following.unit_last), *phrases.tails[at + 1])
        if one.kind in ("percent", "ratio") and tail and not heads:
            return phrases.words(*tail)
        if (one.kind in ("length", "area", "weight", "volume") and one.outer == one.first) or one.comparator != "=":
            noun = words.NOUNS.match_before(self.keys, one.outer, 4)
            if noun and noun[0] >= first and one.kind in ("length", "area"):
                return phrases.words((noun[0], one.outer))  # "đoạn đường 300 m", "khu đất hơn 2 ha"
        if heads:
            return self._headed(at, heads, (start, end), tail)
        if start >= end:
            return phrases.words(*tail) or before
        start = phrases.after_comma(start, end)
        start, end = self._own_clause(start, end)
        if start >= end:
            return phrases.words(*tail) or before
        start = max(start, end - _LONGEST_LEFT)
        return phrases.words((start, end), *(tail if end - start <= 6 else ()))

    def _goes_on(self, lead: str | None, first: int, one: Candidate) -> bool:
        """Whether the measure speaks of the figure before it: "(chiếm 25%)", "tăng 2,3 tỷ", "(cả nước 12 triệu)"."""
        stretch = self.keys[first : one.outer]
        if lead in _CONTINUES:
            clause = stretch[len(stretch) - stretch[::-1].index(",") :] if "," in stretch else stretch
            return len([k for k in clause if k not in _FILLERS]) <= 4
        telling = [k for i, k in enumerate(stretch) if k not in _FILLERS and first + i not in self.phrases.covered]
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
        begin = self._earliest_head(heads, start, end)
        if end - begin > 24:
            begin = heads[-1][0]
        end = self._cut_comparison(begin, end)
        head = self.phrases.words((begin, end)) or ""
        if head.casefold() in ("tỷ lệ", "tỉ lệ") and tail:
            return self.phrases.words((begin, end), *tail)
        if head.casefold() not in _SHORT_HEADS:
            return head if end - begin > 1 or not tail else self.phrases.words((begin, end), *tail)
        previous = self.phrases.previous(at)
        if previous is not None and begin - previous.end <= 3:
            noun = (
                self._noun_of(at - 1) if head.casefold() in ("trị giá", "tổng trị giá", "giá") else self.names[at - 1]
            )
            if head.casefold() in ("số tiền", "tổng số tiền"):
                return noun
            return " ".join(p for p in (head, noun) if p)
        lead = max(start, begin - 8)
        for i in range(begin - 1, lead - 1, -1):
            if self.keys[i] == "," or i in self.phrases.named or i in self.phrases.covered:
                lead = max(i + 1, self.phrases.named.get(i, 0))
                break
        return self.phrases.words((lead, end), *(tail if begin - lead < 2 else ()))

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

    def _duration(self, at: int) -> str | None:
        phrases = self.phrases
        tail = phrases.tails[at]
        if self.found[at].shared and not tail and phrases.following(at) is not None:
            tail = phrases.tails[at + 1]
        first, last = phrases.trim(*phrases.left(at))
        size = sum(b - a for a, b in tail)
        if size > 1 or (size and first >= last):
            return phrases.words(*tail)
        start = phrases.after_comma(first, last) if first < last else first
        start = phrases.after_name(start, last)
        start, last = phrases.trim(start, last)
        if start >= last and self._before(at) and self.found[at - 1].kind == "duration":
            return self._before(at)
        own = phrases.words((max(start, last - _LONGEST_LEFT), last), *tail)
        if own is None:
            one = self.found[at]
            return phrases.words((one.last, one.unit_last))
        return own

    def _age(self, at: int) -> str | None:
        """An age is a person's: the last one named before it."""
        one = self.found[at]
        tokens = self.phrases.text.tokens
        start = tokens.starts[one.sentence.first]
        persons = self.phrases.draft.between(start, one.number.start, "person")
        first, last = self.phrases.left(at)
        if self._lead(first, last) in ("tăng", "giảm") and self._before(at):
            return self._before(at)
        if persons:
            return persons[-1].entity.name
        first, last = self.phrases.trim(first, last)
        if last > first:
            return self.phrases.words((max(first, last - 8), last))
        after = self.phrases.draft.between(one.number.end, tokens.ends[one.sentence.last - 1], "person")
        return after[0].entity.name if after else self._before(at)
