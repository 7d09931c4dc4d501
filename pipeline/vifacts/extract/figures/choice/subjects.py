"""The candidates for the subject of a figure, and what speaks for and against each.

The grammar of ``figures.subjects`` gives one subject; what it cut too short or too long, and what stands on the other
side of the number, are candidates beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from vifacts.extract.figures import words
from vifacts.extract.figures.candidate import Candidate
from vifacts.extract.figures.choice.ranker import Bag, Row
from vifacts.extract.figures.phrases import Phrases
from vifacts.extract.figures.stretches import HARD, Part
from vifacts.extract.figures.subjects import tidy

#: What stands between a phrase and its number ("tỷ lệ hộ nghèo | giảm còn | 3%").
_BETWEEN = frozenset(
    "có là đạt được đã với của gồm còn khoảng trên hơn gần tới đến lên chiếm bằng tổng cộng cả thêm chỉ mới hiện nay".split()
) | {",", ":", "("}
#: Words a phrase may end before.
_JOINTS = frozenset(
    ", và của được đã có là để ở tại cho với bị trong trên từ về do đạt chiếm so tăng giảm đang sẽ còn thuộc khi theo này".split()
)
_STARTS_AFTER = frozenset("và là có đã của về cho được đạt năm nay".split())
_PREDICATES = frozenset("đạt là có được tăng giảm đã chiếm còn lên ước bình thu".split())
_VERBAL = frozenset({"đã", "có", "được", "là", "đạt", "cho", "chiếm"})
_REACH, _LONGEST, _STARTS, _ENDS = 24, 14, 5, 3


@dataclass(slots=True)
class Proposal:
    """A subject: its text, how it was made, and the tokens it covers (none for the grammar's own)."""

    text: str
    way: str
    parts: tuple[Part, ...] = ()


class SubjectChoice:
    """The candidates of one article's figures; ``rule`` and ``ways`` are what the grammar says."""

    def __init__(self, phrases: Phrases, rule: list[str | None], ways: list[str], senses: list[str]) -> None:
        self.phrases = phrases
        self.keys = phrases.keys
        self.rule = rule
        self.ways = ways
        self.senses = senses
        self._of: Candidate | None = None
        self._firsts: list[int] = []
        self.begins: list[str] = [""] * len(self.keys)
        read = -1
        for one in phrases.found:
            if one.sentence.first != read:
                read = one.sentence.first
                self._read(read, one.sentence.last)

    def _read(self, first: int, last: int) -> None:
        """Mark where heads, counted nouns and actions begin in a sentence."""
        keys = self.keys
        for at, _, real in words.HEADS.find(keys, first, last):
            self.begins[at] += "H" if real else ""
        for at, _, _ in words.NOUNS.find(keys, first, last):
            self.begins[at] += "N"
        for at, _, real in words.ACTIONS.find(keys, first, last):
            self.begins[at] += "A" if real else ""

    def proposals(self, at: int, before: list[str | None]) -> list[Proposal]:
        """The candidates of figure ``at``; ``before`` holds the subjects chosen for the figures before it."""
        one = self.phrases.found[at]
        made: dict[str, Proposal] = {}

        def add(way: str, *parts: Part) -> None:
            full = tuple((a, b) for a, b in parts if b > a)
            text = tidy(self.phrases.words(*full)) if full else None
            if text:
                made.setdefault(text.casefold(), Proposal(text, way, full))

        rule = self.rule[at]
        if rule:
            made[rule.casefold()] = Proposal(rule, "rule")
        unit: tuple[Part, ...] = (
            ((one.last, one.unit_last),) if one.kind == "count" and one.unit_last > one.last else ()
        )
        tail = tuple(self.phrases.tails[at])
        add("unit", *unit)
        if tail:
            add("tail", *unit, *tail)
        begin = one.last if one.kind == "count" else one.unit_last
        for n, end in enumerate(self._right_ends(at, one, begin)):
            add(f"right{n}", (begin, end))
        ends = self._left_ends(at, one)
        starts = self._left_starts(one)
        for end in ends:
            near = [start for start in starts if start < end]
            for start in near[-_STARTS:][::-1]:
                if end - start > _LONGEST:
                    break
                add("left", (start, end))
        self._actions(one, ends[0], unit, tail, add)
        for n, text in enumerate(reversed(before[-2:])):
            if text:
                made.setdefault(text.casefold(), Proposal(text, f"before{n}"))
        return list(made.values())

    def _right_ends(self, at: int, one: Candidate, begin: int) -> list[int]:
        keys, text = self.keys, self.phrases.text
        following = self.phrases.following(at)
        stop = min(one.sentence.last, begin + _LONGEST)
        if following is not None:
            stop = min(stop, following.outer)
        ends = []
        for i in range(one.unit_last + 1, stop):
            if keys[i] in HARD:
                ends.append(i)
                break
            if (keys[i] in _JOINTS or text.is_capital(i)) and not self.phrases.splits_compound(i):
                ends.append(i)
        else:
            ends.append(stop)
        return [end for end in ends[:_ENDS] if end > begin]

    def _left_ends(self, at: int, one: Candidate) -> list[int]:
        keys, covered = self.keys, self.phrases.covered
        end = one.outer
        while end > one.sentence.first and (keys[end - 1] in _BETWEEN or end - 1 in covered):
            end -= 1
        ends = [end]
        trimmed = self.phrases.trim(*self.phrases.left(at))[1]
        if trimmed != end:
            ends.append(trimmed)
        for i in range(end - 1, max(one.sentence.first, one.outer - _REACH + 2), -1):
            if len(ends) >= _ENDS:
                break
            if keys[i] in _PREDICATES and not self.phrases.splits_compound(i):
                ends.append(i)
        return ends

    def _left_starts(self, one: Candidate) -> list[int]:
        keys, covered, first = self.keys, self.phrases.covered, one.sentence.first
        return [
            i
            for i in range(max(first, one.outer - _REACH), one.outer)
            if self.begins[i]
            or i == first
            or keys[i - 1] in HARD
            or keys[i - 1] == ","
            or keys[i - 1] in _STARTS_AFTER
            or i - 1 in covered
        ]

    def _actions(
        self, one: Candidate, end: int, unit: tuple[Part, ...], tail: tuple[Part, ...], add: Callable[..., None]
    ) -> None:
        """The verb or head before the number with what is counted: "kiểm tra | 12 | tổ chức đảng"."""
        for i in range(one.outer - 1, max(one.sentence.first, one.outer - 8), -1):
            if not {"A", "H"} & set(self.begins[i]):
                continue
            for counted in (unit, tail):
                if counted:
                    add("whole", (i, min(one.outer, max(i + 1, end))), *counted)
            found = words.ACTIONS.match(self.keys, i, one.outer) or words.HEADS.match(self.keys, i, one.outer)
            if found:
                if unit:
                    add("verb", (i, found[0]), *unit)
                if tail:
                    add("verb+", (i, found[0]), *unit, *tail)

    def features(self, at: int, proposals: list[Proposal], before: list[str | None]) -> list[Row]:
        """What is known of each candidate of figure ``at``."""
        one, keys = self.phrases.found[at], self.keys
        kind, first, last = one.kind, one.sentence.first, one.sentence.last
        previous, following = self.phrases.previous(at), self.phrases.following(at)
        around = f"po{previous is not None:d}{following is not None:d}|{kind}|"
        left = keys[one.outer - 1] if one.outer > first else "^"
        right = keys[one.unit_last] if one.unit_last < last else "$"
        unit = (one.unit or "").casefold()
        own = f"{kind}|{self.ways[at]}"
        rule = (self.rule[at] or "").casefold()
        rule_words = set(rule.split())
        last_words = set((before[-1] or "").casefold().split()) if before else None
        gone = "" if previous is None else f"pk={previous.kind}|{kind}|"
        shared: dict[str, list[Bag]] = {}
        made = []
        for one_of in proposals:
            folded = one_of.text.casefold()
            parts = folded.split()
            way = one_of.way
            group = way.rstrip("0123456789")
            alike = shared.get(way)
            if alike is None:
                alike = shared[way] = [
                    (_left, left, group, kind),
                    (_right, right, group, kind),
                    (_stand, around, gone, one.comparator, self.senses[at], unit, way, group),
                ]
            size = min(len(parts), 9)
            row = Row([
                *alike,
                (_made, way, group, kind, own, folded == rule, _overlap(parts, rule_words), size),
                (_ends, parts[0], parts[-1], kind, group),
                (
                    _shares, unit in folded if unit else None, kind,
                    -1 if last_words is None else _overlap(parts, last_words), previous is not None,
                ),
            ])  # fmt: skip
            if size > 1:
                row.words.append(("w01=", (f"{parts[0]}_{parts[1]}",)))
            if one_of.parts:
                self._place(one_of, one, group, row)
            else:
                row.words += [("w=", parts), ("ww=", list(map("_".join, pairwise(parts))))]
                row.bags.append((_nowhere, group))
            made.append(row)
        return made

    def _place(self, proposal: Proposal, one: Candidate, group: str, row: Row) -> None:
        """The features of where a candidate stands."""
        keys, kind = self.keys, one.kind
        a, b = proposal.parts[0][0], proposal.parts[-1][1]
        for start, stop in proposal.parts:
            span = keys[start:stop]
            row.words.append(("w=", span))
            if len(span) > 1:
                row.words.append(("ww=", list(map("_".join, pairwise(span)))))
        span = keys[a:b]
        before = keys[a - 1] if a > one.sentence.first else "^"
        after = keys[b] if b < len(keys) else "$"
        if b <= one.outer:
            row.bags.append((_gap, min(one.outer - b, 6), kind))
            between = keys[max(b, one.outer - 6) : one.outer]
            row.words += [("gaps=", ("_".join(between[-2:]),)), ("g=", between)]
        row.bags += [
            (_around, before, after, group),
            (_begins, self.begins[a], kind, group),
            (
                _holds, min(sum(map(_VERBAL.__contains__, span)), 2), self.phrases.names_within(a, b),
                min(span.count(","), 2), not self.phrases.covered.isdisjoint(range(a, b)),
                any(a <= other < b for other in self._others(one)), group,
            ),
        ]  # fmt: skip

    def _others(self, one: Candidate) -> list[int]:
        """The first tokens of the other figures of the sentence."""
        if self._of is not one:
            self._of = one
            self._firsts = [o.first for o in self.phrases.found if o.sentence is one.sentence and o is not one]
        return self._firsts


def _left(word: str, group: str, kind: str) -> list[str]:
    return [f"prv={word}|{group}", f"prv={word}|{group}|{kind}"]


def _right(word: str, group: str, kind: str) -> list[str]:
    return [f"nxt={word}|{group}", f"nxt={word}|{group}|{kind}"]


def _stand(around: str, gone: str, comparator: str, sense: str, unit: str, way: str, group: str) -> list[str]:
    names = [f"u={unit}|{way}", f"cmp={comparator}|{group}", f"sense={sense}|{group}", around + group]
    return [*names, gone + group] if gone else names


def _made(way: str, group: str, kind: str, own: str, same: bool, shared: int, size: int) -> list[str]:
    return [
        "T=" + way, f"T={way}|{kind}", f"rule{same}", f"rule{same}|{own}", f"ro{shared}", f"ro{shared}|{own}",
        f"n{size}", f"n{size}|{kind}", f"n{size}|{group}",
    ]  # fmt: skip


def _ends(first: str, last: str, kind: str, group: str) -> list[str]:
    return ["w0=" + first, f"w0={first}|{kind}", "wl=" + last, f"wl={last}|{group}"]


def _shares(unit: bool | None, kind: str, last: int, previous: bool) -> list[str]:
    names = [] if unit is None else [f"hasu{unit}|{kind}"]
    return names if last < 0 else [*names, f"sp{last}|{previous:d}|{kind}"]


def _nowhere(group: str) -> list[str]:
    return ["nowhere|" + group]


def _gap(size: int, kind: str) -> list[str]:
    return [f"gap{size}", f"gap{size}|{kind}"]


def _around(before: str, after: str, group: str) -> list[str]:
    return ["bef=" + before, f"bef={before}|{group}", "aft=" + after, f"aft={after}|{group}"]


def _begins(what: str, kind: str, group: str) -> list[str]:
    return ["c0=" + what, f"c0={what}|{kind}|{group}"] if what else ["c0|" + group]


def _holds(verbs: int, named: bool, commas: int, period: bool, figure: bool, group: str) -> list[str]:
    names = [f"vb{verbs}", f"nm{named:d}", f"nm{named:d}|{group}", f"cm{commas}"]
    return names + ["per"] * period + ["nf"] * figure


def _overlap(parts: list[str], others: set[str]) -> int:
    """How much two subjects share, in quarters: words in common over all words (0 to 4)."""
    if not others:
        return 0
    common = sum(part in others for part in set(parts))
    return int(8 * common / (len(set(parts)) + len(others)))
