"""The stretches of a sentence around a number: what stands between two figures, and the phrase after a unit."""

from __future__ import annotations

from collections.abc import Iterable

from vifacts.extract.draft import Draft
from vifacts.extract.figures import words
from vifacts.extract.figures.candidates import Candidate

Part = tuple[int, int]

HARD = frozenset({";", ":", "(", ")", "“", "”", '"', "…", "...", ".", "?", "!", "./.", "*", "+", "•"})
_QUOTES = {"“": "”", '"': '"'}
_LONGEST_TAIL = 10
_TRAILING = frozenset(
    {",", "và", "có", "bị", "được", "đã", "với", "của", "các", "thuộc", "là", "-", "–", "nơi", "mà", "đang", "chưa"}
)
_LEVELS = frozenset("tỉnh huyện xã phường quận thành thị tp tp. thôn toàn cả địa đơn đảng chi trung ngành đảng".split())
_PREPOSITIONS = frozenset({"của", "thuộc", "tại", "ở"})


_VERBS = frozenset(
    "trở được đã bị có là sẽ đang đạt tạo giúp đưa nâng góp xin chỉ không phải tiếp làm cùng hoàn thực tham".split()
)


def _verbal(word: str) -> bool:
    return word in _VERBS


class Phrases:
    """The figures of one article with the stretches around them."""

    def __init__(self, draft: Draft, found: list[Candidate], periods: Iterable[tuple[int, int]]) -> None:
        self.draft = draft
        self.text = draft.text
        self.keys = draft.text.tokens.keys
        self.found = found
        tokens = draft.text.tokens
        self.covered = frozenset(i for a, b in periods for i in range(*tokens.range(a, b)))
        self.named: dict[int, int] = {}  # first token of a mention -> the token after it
        for mention in draft.mentions:
            first, last = tokens.range(mention.start, mention.end)
            if mention.kind in ("organization", "place", "person"):
                self.named[first] = max(last, self.named.get(first, 0))
        self.tails = [self._tail(at) for at in range(len(found))]
        for one, parts in zip(found, self.tails, strict=True):
            one.end = max([one.unit_last, *(b for _, b in parts)])

    def following(self, at: int) -> Candidate | None:
        """The next figure of the sentence."""
        other = self.found[at + 1] if at + 1 < len(self.found) else None
        return other if other is not None and other.sentence is self.found[at].sentence else None

    def previous(self, at: int) -> Candidate | None:
        """The figure before in the sentence."""
        other = self.found[at - 1] if at else None
        return other if other is not None and other.sentence is self.found[at].sentence else None

    def words(self, *parts: Part) -> str | None:
        """The parts of the text, joined; None when they are empty."""
        shown: list[str] = []
        for a, b in parts:
            inside = self.bracketed(a, b)
            if inside and any(self.keys[i][0].isdigit() for i in inside):
                runs = [i for i in range(a, b) if i not in inside]
                shown.append(" ".join(self.text.words(i, i + 1) for i in runs))
            elif b > a:
                shown.append(self.text.words(a, b).replace("\n", " "))
        return " ".join(shown).replace(" ,", ",") or None

    def is_action(self, start: int, sentence_first: int) -> bool:
        """Whether a verb at ``start`` is one: a capital inside a sentence is part of a name ("Ủy ban Kiểm tra")."""
        if start in self.covered or start == sentence_first:
            return start not in self.covered
        return not self.text.is_capital(start) or self.keys[start - 1] in HARD

    # -- the phrase after the unit ---------------------------------------------------------------------------

    def _tail(self, at: int) -> list[Part]:
        """What narrows the counted noun, or names what a percentage is of; holders and brackets are left out."""
        one = self.found[at]
        following = self.following(at)
        last = one.sentence.last
        stop = last if following is None else following.outer
        parts: list[Part] = []
        begin = i = one.unit_last
        room = _LONGEST_TAIL
        if i + 2 < last and self.keys[i] == "(" and self.keys[i + 2] == ")":
            begin = i = i + 3  # "đơn vị hành chính (ĐVHC) cấp huyện"
        while i < stop and room > 0:
            skip = self._skip(at, i, stop)
            if skip > i:
                parts.append((begin, i))
                if skip > stop:  # a bracket that holds the next figure: the phrase goes on behind it
                    after = self.found[at + 2] if at + 2 < len(self.found) else None
                    stop = after.outer if after is not None and after.sentence is one.sentence else last
                begin = i = skip
                continue
            if self._ends(one, i, stop):
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
        parts.append((begin, i))
        return self._cut(parts)

    def _closing(self, at: int, stop: int, close: str) -> int | None:
        for i in range(at + 1, stop):
            if self.keys[i] == close:
                return i + 1
        return None

    def _skip(self, at: int, i: int, stop: int) -> int:
        """The token after a holder ("của tỉnh", "thuộc Đảng bộ X") or bracket that the phrase jumps over."""
        word = self.keys[i]
        if word in _PREPOSITIONS and i + 1 < stop and self.keys[i - 1] != "trực":
            named = self._name_end(i + 1, stop)
            if named:
                return named
        if word == "trên" and self.keys[i : i + 3] == ["trên", "địa", "bàn"]:
            return self._name_end(i + 3, stop) or i
        if i in self.named and self.named[i] <= stop:
            return self.named[i]
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
        if word in ("-", "–", "—"):
            return (
                not (i + 1 < stop and self.text.tokens.starts[i] > self.text.tokens.ends[i - 1]) or i == one.unit_last
            )
        if word in (",", "và"):
            if i == one.unit_last and one.kind != "count":
                return True
            return not self._list_goes_on(i, stop)
        if word == "đạt":  # "xã đạt chuẩn" narrows, "đạt 45%" goes on to the next figure
            return any(k[0].isdigit() for k in self.keys[i : i + 4]) or one.kind not in ("count", "percent", "ratio")
        if word == "là" and i <= one.unit_last + 1:
            return False
        if one.kind == "money" and word in ("để", "từ", "cho", "về"):
            return False
        if word in ("là", "lên", "xuống", "hay", "trong"):
            return True
        return words.STOPS.match(self.keys, i, one.sentence.last) is not None

    def _list_goes_on(self, at: int, stop: int) -> bool:
        """Whether "," or "và" at ``at`` joins two nouns within one phrase ("xã, phường"; "hộ nghèo, cận nghèo")."""
        nxt = at + 1
        if nxt >= stop or self.keys[nxt][0].isdigit() or nxt in self.covered or nxt in self.named:
            return False
        for lexicon in (words.ACTIONS, words.STOPS, words.OPENERS, words.HEADS):
            if lexicon.match(self.keys, nxt, stop):
                return False
        if words.NOUNS.match(self.keys, nxt, stop):
            return True
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
            while b > a and self.keys[b - 1] in _TRAILING:
                b -= 1
            if b > a:
                parts[-1] = (a, b)
                break
            parts.pop()
        return parts

    # -- the stretch before the number -----------------------------------------------------------------------

    def left(self, at: int) -> Part:
        """The tokens between the figure before (or the start of the clause) and figure ``at``.

        Brackets that close before the number and quotations are passed over; an open bracket ends the stretch
        unless nothing stands in it before the number.
        """
        one = self.found[at]
        last = one.outer
        first = self._left_start(at)
        i = last - 1
        opened = False
        while i >= first:
            word = self.keys[i]
            if word == "(" and i == last - 1 and not opened:
                last, opened = i, True
            elif word in (")", "”") or word == '"':
                start = self._opening(i, first, {")": "(", "”": "“", '"': '"'}[word])
                if start is None:
                    return i + 1, last
                i = start
            elif word in HARD and not (word == ":" and i == last - 1):
                return i + 1, last
            i -= 1
        return first, last

    def _left_start(self, at: int) -> int:
        """The end of the figure before; one in brackets that close before this figure is passed over."""
        one = self.found[at]
        back = at - 1
        while back >= 0 and self.found[back].sentence is one.sentence:
            previous = self.found[back]
            closed = next((i for i in range(previous.unit_last, one.outer) if self.keys[i] in ("(", ")")), None)
            if closed is None or self.keys[closed] == "(":
                return previous.end
            begin = (
                self.found[back - 1].end
                if back and self.found[back - 1].sentence is one.sentence
                else one.sentence.first
            )
            opened = self._opening(closed, begin, "(")
            if opened is None and begin == one.sentence.first:
                return previous.end
            back -= 1
        return one.sentence.first

    def bracketed(self, first: int, last: int) -> set[int]:
        """The tokens of [first, last) that stand in brackets."""
        inside: set[int] = set()
        opened = -1
        for i in range(first, last):
            if self.keys[i] == "(":
                opened = i
            elif self.keys[i] == ")" and opened >= 0:
                inside.update(range(opened, i + 1))
                opened = -1
        return inside

    def _opening(self, at: int, first: int, mark: str) -> int | None:
        return next((j for j in range(at - 1, first - 1, -1) if self.keys[j] == mark), None)

    def trim(self, first: int, last: int) -> Part:
        """``first``/``last`` without openers, periods and leading names on the left, links on the right."""
        keys = self.keys
        while first < last:
            if keys[first] in (",", "-", "–", "(", ")", ":", "”") or first in self.covered:
                first += 1
                continue
            found = words.OPENERS.match(keys, first, last)
            if not found or words.HEADS.match(keys, first, last):
                break
            first = found[0]
        while first < last:
            if keys[last - 1] in (",", ":", "(", "-", "–") or last - 1 in self.covered:
                last -= 1
                continue
            found_before = words.LINKS.match_before(keys, last)
            if not found_before or found_before[0] < first:
                break
            last = found_before[0]
        return first, last

    def after_name(self, first: int, last: int) -> int:
        """The token after a name that stands at ``first``, with its apposition up to a comma left alone."""
        end = self.named.get(first)
        return end if end is not None and end <= last else first

    def after_comma(self, first: int, last: int) -> int:
        """The start of the last comma clause of at least two words."""
        for i in range(last - 2, first, -1):
            if self.keys[i] != "," or words.NOUNS.match(self.keys, i + 1, last) is not None:
                continue
            if last - i > 2 or words.ACTIONS.match(self.keys, i + 1, last):
                return i + 1
        return first
