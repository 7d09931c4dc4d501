"""The phrase after a unit: what narrows a counted noun, or what a percentage is of."""

from __future__ import annotations

from collections.abc import Iterable

from vifacts.extract.draft import Draft
from vifacts.extract.figures import words
from vifacts.extract.figures.candidate import Candidate
from vifacts.extract.figures.stretches import HARD, Part, Stretches

_QUOTES = {"“": "”", '"': '"'}
_LONGEST_TAIL = 6
#: A share is of a whole with its condition: "100% cán bộ cấp sở, ngành thuộc diện quản lý có trình độ đại học".
_LONGEST_SHARE = 14
#: A phrase cut back to its last joint keeps as many tokens.
_LEAST_TAIL = 3
#: How far beyond its length a phrase may go to its end.
_NEAR_END = 4
_JOINTS = frozenset({",", "và", "của", "về", "do", "cho", "là", "có", "được", "bị", "đã", "thuộc", "với"})
_TRAILING = frozenset(
    (
        ", và có bị được đã với của các thuộc là - – nơi mà đang chưa thành còn cả từng nhưng khi do vì đều tại ở "
        "trong từ trên"
    ).split()
)
#: What points back: a count with one of these is known, and what follows tells about it.
_POINTING = frozenset({"này", "đó", "ấy", "kia"})
#: ... unless it opens its clause and something is done to it: "4 cán bộ này đã bị kỷ luật".
_BEFALLS = frozenset({"đã", "bị", "đều"})
_PREDICATE = frozenset({"được", "đã", "bị", "có", "là", "đang", "sẽ", "từng", "cùng", "phải", "đều"})
_BEFORE_NAMES = frozenset(
    {"được", "bị", "do", "của", "thuộc", "tại", "ở", "trên", "với", "về", "cho", "xã", "huyện", "tỉnh", ","}
)
_RANGES = frozenset({"từ", "trong", "tại"})
_TIME_WORDS = frozenset(
    "năm tháng ngày thời khi quá việc đó tổng số giai đoạn nhiệm kỳ toàn cả nhiều tuần buổi đợt vòng".split()
)
_LOCATED = frozenset({"trong", "tại", "ở", "giữa", "thuộc", "trên"})
_LEVELS = frozenset("tỉnh huyện xã phường quận thành thị tp tp. thôn toàn cả địa đơn đảng chi trung ngành đảng".split())
_PREPOSITIONS = frozenset({"của", "thuộc", "tại", "ở"})
#: Where somebody came from: "30 người từ Hải An về", "12 người về từ nước ngoài".
_COMING = frozenset({"về", "đến", "trở"})
#: "là" within these tells what a share of those asked say.
_HOLD = (["cho", "rằng"], ["cho", "là"])


_CHANGES = frozenset({"tăng", "giảm", "vượt", "chiếm"})
_LOOSE = frozenset({"cho", "từ", "với", "theo", "để"})
_VERBS = frozenset(
    "trở được đã bị có là sẽ đang đạt tạo giúp đưa nâng góp xin chỉ không phải tiếp làm cùng hoàn thực tham".split()
)


#: A noun with one of these has a clause of its own.
_OWN_VERBS = frozenset({"gồm", "có", "đã", "là", "đạt", "sẽ"})
_NEAR_VERB = 5
_HONORIFICS = frozenset({"đồng", "ông", "bà", "anh", "chị", "cụ"})


def _verbal(word: str) -> bool:
    return word in _VERBS


class Phrases(Stretches):
    """The figures of one article with the stretches around them; ``tails`` holds the phrase after each unit."""

    def __init__(self, draft: Draft, found: list[Candidate], periods: Iterable[tuple[int, int]]) -> None:
        super().__init__(draft, found, periods)
        self.tails = [self._tail(at) for at in range(len(found))]
        for one, parts in zip(found, self.tails, strict=True):
            one.end = max([one.unit_last, *(b for _, b in parts)])

    def _tail(self, at: int) -> list[Part]:
        """What narrows the counted noun, or names what a percentage is of; holders and brackets are left out."""
        one = self.found[at]
        following = self.following(at)
        last = one.sentence.last
        stop = last if following is None else following.outer
        parts: list[Part] = []
        begin = i = one.unit_last
        room = _LONGEST_SHARE if one.kind == "percent" else _LONGEST_TAIL
        opens = one.outer == one.sentence.first or self.keys[one.outer - 1] == ","
        located = not opens and self.keys[one.outer - 1] in _LOCATED and self.keys[one.outer - 2] != "một"
        begin = i = self._after_names(i, stop)
        if i + 2 < last and self.keys[i] == "(" and self.keys[i + 2] == ")":
            begin = i = i + 3  # "đơn vị hành chính (ĐVHC) cấp huyện"
        while i < stop and room > 0:
            if one.kind == "duration" and self._told(one, i):
                break
            skip = self._skip(at, i, stop)
            if skip > i:
                parts.append((begin, i))
                if skip > stop:  # a bracket that holds the next figure: the phrase goes on behind it
                    after = self.found[at + 2] if at + 2 < len(self.found) else None
                    stop = after.outer if after is not None and after.sentence is one.sentence else last
                begin = i = skip
                continue
            if i in self.named and self._new_subject(at, i, stop):
                break
            if self._ends(one, i, stop) or (located and self.keys[i] in _PREDICATE):
                break
            if (
                self.keys[i] in _POINTING
                and one.kind == "count"
                and not (opens and _BEFALLS & set(self.keys[i + 1 : i + 2]))
            ):
                i += not opens
                break
            close = _QUOTES.get(self.keys[i])
            if close:
                end = self._closing(i, min(last, i + 20), close)
                if end is None or end > stop:
                    break
                room -= max(1, (end - i) // 2)
                i = end
                continue
            i += 1
            room -= 1
        if room == 0 and i < stop and not self._may_end(i, stop):
            i = self._whole_words(one, begin, i, stop)
        if following is not None and i == following.outer:
            i = self._before_verb(begin, i)
        parts.append((begin, i))
        return self._cut(parts)

    def _after_names(self, i: int, stop: int) -> int:
        """The token after the names that a counted noun opens ("3 | xã Hải An, Bình Khê và Mỹ Lộc | đạt chuẩn")."""
        if not self.inside_name(i) or i in self.named or not self.inside_name(i - 1):
            return i
        while i < stop and self.inside_name(i):
            i += 1
        while i + 1 < stop and self.keys[i] in (",", "và") and i + 1 in self.named and self.named[i + 1] <= stop:
            i = self.named[i + 1]
        return i

    def _may_end(self, i: int, stop: int) -> bool:
        """Whether a word begins at ``i`` for certain: a mark, a function word, a noun or an action of the lexicon."""
        keys = self.keys
        if not keys[i][0].isalpha() or keys[i] in _TRAILING or self.text.is_capital(i):
            return True
        return words.STOPS.match(keys, i, stop) is not None

    def _whole_words(self, one: Candidate, begin: int, i: int, stop: int) -> int:
        """The end of a phrase that is cut at its length: its own end when near, else its last joint."""
        for j in range(i + 1, min(stop, i + _NEAR_END) + 1):
            if j == stop or self._ends(one, j, stop) or self.keys[j] in _JOINTS:
                return j
        return next((j for j in range(i - 1, begin + _LEAST_TAIL, -1) if self.keys[j] in _JOINTS), i)

    def _before_verb(self, begin: int, i: int) -> int:
        """``i`` moved before a verb that governs the next figure ("2 cơ quan này | đã vay hơn 50 tỷ đồng")."""
        end = i
        while end > begin and self.keys[end - 1] in ("được", "hết", "tới", "thêm"):
            end -= 1
        verb = words.ACTIONS.match_before(self.keys, end)
        if verb is None or verb[0] <= begin or not verb[1]:
            return i
        end = verb[0]
        while end > begin and self.keys[end - 1] in ("đã", "sẽ", "đang", "cũng", "còn", "phải"):
            end -= 1
        return end

    def _closing(self, at: int, stop: int, close: str) -> int | None:
        for i in range(at + 1, stop):
            if self.keys[i] == close:
                return i + 1
        return None

    def _skip(self, at: int, i: int, stop: int) -> int:
        """The token after a holder ("của tỉnh", "thuộc Đảng bộ X") or bracket that the phrase jumps over."""
        word = self.keys[i]
        if self._placed(self.found[at], i):
            return i
        if word in _PREPOSITIONS and i + 1 < stop and self.keys[i - 1] != "trực":
            named = self._name_end(i + 1, stop)
            if named:
                return named
        if word == "trong" and self.found[at].kind == "percent" and i > self.found[at].unit_last:
            return self._name_end(i + 1, stop) or i  # "100% số hộ trong xã đồng thuận"
        if word == "trên" and self.keys[i : i + 3] == ["trên", "địa", "bàn"]:
            return self._name_end(i + 3, stop) or min(i + 3, stop)
        if i in self.named and self.named[i] <= stop:
            return i if self._new_subject(at, i, stop) else self.named[i]
        following = self.following(at)
        if word == "trở" and self.keys[i + 1 : i + 2] in (["lên"], ["xuống"]):
            return i + 2
        if (
            word == "("
            and following is not None
            and following.first - i <= 3
            and (i > self.found[at].unit_last or following.kind == "percent")
        ):
            for j in range(following.unit_last, min(following.unit_last + 2, self.found[at].sentence.last)):
                if self.keys[j] == ")":
                    return j + 1
        return i

    def _told(self, one: Candidate, i: int) -> bool:
        """Whether the phrase of a length of time ends: "12 năm tù | về tội", "30 tháng | phải", "3 năm trở lên |"."""
        if i == one.unit_last:
            return self.keys[i] in ("phải", "vẫn")
        return self.keys[i : i + 2] == ["về", "tội"] or self.keys[i - 2 : i] in (["trở", "lên"], ["trở", "xuống"])

    def _placed(self, one: Candidate, i: int) -> bool:
        """Whether a place belongs to a short phrase: "20 năm công tác tại Sở X", "30 người từ Hải An về"."""
        word, before = self.keys[i], self.keys[i - 1]
        if one.kind == "duration":
            return one.unit_last < i <= one.unit_last + 3 and "tại" in (word, before)
        if one.noun != "person":
            return False
        if self.keys[i : i + 2] == ["ở", "cùng"] and i == one.unit_last:
            return True
        first = i if word == "từ" else i - 1
        if self.keys[first] != "từ" or first > one.unit_last + 4:
            return False
        return self.keys[first - 1] == "về" or bool(_COMING & set(self.keys[first + 2 : first + 10]))

    def _new_subject(self, at: int, i: int, stop: int) -> bool:
        """Whether a name begins a clause of its own, as after a caption without a stop."""
        end = self.named[i]
        if i <= self.found[at].unit_last + 1 or end >= stop or self.keys[i - 1] in _BEFORE_NAMES:
            return False
        return self.keys[end] in _PREDICATE or words.ACTIONS.match(self.keys, end, stop) is not None

    def _name_end(self, i: int, stop: int) -> int:
        """The token after a mention or a level word ("tỉnh", "toàn huyện") at ``i``; 0 when there is none."""
        if i >= stop:
            return 0
        if i in self.named:
            return min(self.named[i], stop)
        if self.keys[i] in ("toàn", "cả") and i + 1 < stop and self.keys[i + 1] in _LEVELS:
            i += 1
        if self.keys[i] in _LEVELS and words.NOUNS.match(self.keys, i, stop):
            end = words.NOUNS.match(self.keys, i, stop)
            assert end is not None
            return end[0] + 1 if end[0] < stop and self.keys[end[0]] in ("ta", "này", "nhà") else end[0]
        if self.keys[i] in ("tỉnh", "huyện", "xã", "phường", "tp") and self.keys[i + 1 : i + 2] not in (
            ["ủy"],
            ["đoàn"],
            ["đội"],
        ):
            return i + 1
        return 0

    def _ends(self, one: Candidate, i: int, stop: int) -> bool:
        word = self.keys[i]
        if (word in HARD and word not in _QUOTES) or i in self.covered:
            return True
        if self._placed(one, i):
            return False
        if one.kind in ("percent", "count") and self.keys[i : i + 2] in _HOLD:
            return False
        if word in ("-", "–", "—"):
            return (
                not (i + 1 < stop and self.text.tokens.starts[i] > self.text.tokens.ends[i - 1]) or i == one.unit_last
            )
        if word in (",", "và"):
            if one.kind == "duration" or (i == one.unit_last and one.kind != "count"):
                return True
            return not self._list_goes_on(i, stop)
        if word == "đạt":  # "xã đạt chuẩn" narrows, "đạt 45%" goes on to the next figure
            return any(k[0].isdigit() for k in self.keys[i : i + 4]) or one.kind not in ("count", "percent", "ratio")
        if (
            i > one.unit_last
            and self.text.is_capital(i)
            and not self.inside_name(i)
            and words.OPENERS.match(self.keys, i)
        ):
            return True  # a caption without a stop: "... sai phạm Các cựu cán bộ ..."
        if i == one.unit_last and word in _RANGES and self._ranges(one, i, stop):
            return False
        if word == "là" and i <= one.unit_last + 1:
            return False
        if word == "do" and (self.keys[i + 1 : i + 2] and self.keys[i + 1] in _HONORIFICS):
            return True  # "còn 3 người do ông A nghỉ hưu"
        if one.kind == "money" and word in ("để", "từ", "cho", "về"):
            return False
        if word in ("lên", "xuống") and self.keys[one.unit_last] == "từ" and i + 1 < stop:
            return self.keys[i + 1][0].isdigit()
        if word in ("là", "lên", "xuống", "hay", "trong"):
            return True
        if word in _CHANGES:  # "hồ sơ tăng khống diện tích" narrows, ", tăng 5%" speaks of the next figure
            return any(k[0].isdigit() for k in self.keys[i : i + 5])
        if word in _LOOSE and one.outer == one.sentence.first and i + 1 < stop:
            return False  # a count that opens its sentence is told about: "5 ứng viên cho vị trí Bí thư"
        return words.STOPS.match(self.keys, i, one.sentence.last) is not None

    def _ranges(self, one: Candidate, i: int, stop: int) -> bool:
        """Whether "từ", "trong", "tại" right after a counted noun narrows it ("cán bộ từ cấp tỉnh về huyện")."""
        if one.kind != "count" or i + 2 >= stop or i + 1 in self.covered or self.inside_name(i + 1):
            return False
        nxt = self.keys[i + 1]
        if nxt[0].isdigit() or nxt in _TIME_WORDS:
            return False
        return words.LEVELS.match(self.keys, i + 1, stop) is None

    def _list_goes_on(self, at: int, stop: int) -> bool:
        """Whether "," or "và" at ``at`` joins two nouns within one phrase ("xã, phường"; "hộ nghèo, cận nghèo")."""
        nxt = at + 1
        if nxt >= stop or self.keys[nxt][0].isdigit() or nxt in self.covered or nxt in self.named:
            return False
        if self.keys[at] == "," and self.keys[nxt] in ("được", "bị", "nguyên", "nhất"):
            return False
        for lexicon in (words.ACTIONS, words.STOPS, words.OPENERS, words.HEADS):
            if lexicon.match(self.keys, nxt, stop):
                return False
        noun = words.NOUNS.match(self.keys, nxt, stop)
        if noun and noun[0] < stop and noun[1] == "person" and self.text.is_capital(noun[0]):
            before = words.NOUNS.match_before(self.keys, at, 3)  # "50% Bí thư, Chủ tịch UBND cấp xã" are counted
            return before is not None and before[1] == "person" and self.text.is_capital(before[0])
        if self.keys[at] == "," and self.text.is_capital(nxt) and not self.text.is_capital(at - 1):
            return False  # "41 người, Ban Thường vụ gồm ..."
        if noun:  # a noun with a verb of its own begins a clause: "27 đồng chí, Ban Thường vụ gồm 9 đồng chí"
            ahead = self.keys[noun[0] : min(stop, noun[0] + _NEAR_VERB)]
            before = words.NOUNS.match_before(self.keys, at, 3)
            row = before is not None and before[1] == noun[1]  # "cấp sở, ngành, đảng bộ trực thuộc quản lý có ..."
            if self.keys[at] == "," and noun[1] == "organization" and not row and not self.text.is_capital(nxt):
                ahead = ahead[: ahead.index(",")] if "," in ahead else ahead
                return not _OWN_VERBS & set(ahead)
            return noun[0] >= stop or self.keys[noun[0]] not in _OWN_VERBS
        if self.keys[at] == "và":
            # a verb after "và" tells something new; a short closed item goes on
            return (
                nxt + 1 < stop
                and self.text.tokens.lines[nxt] == self.text.tokens.lines[at]
                and not _verbal(self.keys[nxt])
            )
        # a short item that a comma or the end closes: "hộ nghèo, cận nghèo, ..."
        closes = next((j for j in range(nxt, min(stop, nxt + 4)) if self.keys[j] in (",", "và", ";", ".", ")")), None)
        return closes is not None and 1 <= closes - nxt <= 3

    def _cut(self, parts: list[Part]) -> list[Part]:
        """The parts without empty ones and without words that lead on to something else."""
        parts = [p for p in parts if p[1] > p[0]]
        while parts:
            a, b = parts[-1]
            while b > a and self.keys[b - 1] in _TRAILING and not (b - 1 > a and self.ends_compound(b - 1, b)):
                b -= 1
            if b > a:
                parts[-1] = (a, b)
                break
            parts.pop()
        return parts
