"""The stretches of a sentence between its figures."""

from __future__ import annotations

from collections.abc import Iterable

from vifacts.extract.draft import Draft
from vifacts.extract.figures import words
from vifacts.extract.figures.candidate import Candidate

Part = tuple[int, int]

#: What a stretch does not reach over.
HARD = frozenset({";", ":", "(", ")", "“", "”", '"', "…", "...", ".", "?", "!", "./.", "*", "+", "•"})


#: What a clause with a subject of its own has.
CLAUSAL = frozenset({"đã", "đang", "sẽ", "còn", "vừa", "cũng"})


class Stretches:
    """The figures of one article with what stands between them.

    ``covered`` holds the tokens of periods, ``named`` the first token of each mention with the token after it.
    """

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
        self._inside = frozenset(i for first, last in self.named.items() for i in range(first, last))

    def names_within(self, first: int, last: int) -> bool:
        """Whether a token of [first, last) belongs to a name."""
        return not self._inside.isdisjoint(range(first, last))

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
            inside = self.bracketed(a, b) if "(" in self.keys[a:b] else None
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
        if self.splits_compound(start):
            return False
        return not self.text.is_capital(start) or self.keys[start - 1] in HARD

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
            if word == "(" and not opened and (i == last - 1 or self._says_nothing(i + 1, last)):
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

    def _says_nothing(self, first: int, last: int) -> bool:
        """Whether only a period or links stand in a bracket before its number ("(năm 2016: ...", "(rộng khoảng ...")."""
        while first < last:
            if first in self.covered or self.keys[first] == ":":
                first += 1
                continue
            link = words.LINKS.match(self.keys, first, last)
            if link is None or self.keys[first] in ("tăng", "giảm"):
                return False
            first = link[0]
        return True

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
            if not found or words.HEADS.match(keys, first, last) or self.is_compound(first, last, found[0]):
                break
            first = found[0]
        while first < last:
            if keys[last - 1] in (",", ":", "(", "-", "–") or last - 1 in self.covered:
                last -= 1
                continue
            found_before = words.LINKS.match_before(keys, last)
            if not found_before or found_before[0] < first or self.ends_compound(found_before[0], last):
                break
            last = found_before[0]
        return first, last

    def inside_name(self, i: int) -> bool:
        """Whether token ``i`` belongs to a named person, organisation or place."""
        return i in self._inside

    def is_compound(self, first: int, last: int, end: int) -> bool:
        """Whether a longer word of the lexicon than [first, end) begins at ``first`` ("nâng | cấp")."""
        found = words.COMPOUNDS.match(self.keys, first, last)
        return found is not None and found[0] > end

    def ends_compound(self, first: int, end: int) -> bool:
        """Whether a longer word than [first, end) ends before ``end`` ("tán | thành")."""
        found = words.COMPOUNDS.match_before(self.keys, end, 4)
        return found is not None and found[0] < first

    def splits_compound(self, at: int) -> bool:
        """Whether a word of two syllables stands on both sides of ``at`` ("trực | tiếp")."""
        found = words.COMPOUNDS.match(self.keys, at - 1) if at else None
        return found is not None and found[0] > at

    def after_name(self, first: int, last: int) -> int:
        """The token after a name that stands at ``first``, with its apposition up to a comma left alone."""
        end = self.named.get(first)
        return end if end is not None and end <= last else first

    def _tells(self, first: int, last: int) -> bool:
        """Whether a noun that ends at ``first`` has a verb."""
        if CLAUSAL & set(self.keys[first:last]):
            return True
        return any(real for _, _, real in words.ACTIONS.find(self.keys, first, last))

    def after_comma(self, first: int, last: int) -> int:
        """The start of the last comma clause of at least two words."""
        for i in range(last - 2, first, -1):
            if self.keys[i] != ",":
                continue
            noun = words.NOUNS.match(self.keys, i + 1, last)
            if noun is not None and not self._tells(noun[0], last):
                continue  # "xã, phường": a list goes on
            if last - i > 2 or words.ACTIONS.match(self.keys, i + 1, last):
                return i + 1
        return first
