"""Figures of one thing (holder and measure) in several articles: which agree, contradict, round, changed, were copied.

A group is compared in one go: figures that say the same at the same time are one *opinion*, however many articles
repeat it, and each pair of opinions gives at most one relation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Generic, Literal, TypeVar

from vifacts.check.value import Times, Value, When, compare_times, gap, match

Kind = Literal["agree", "conflict", "rounding", "changed", "copy"]
R = TypeVar("R", bound=Hashable)

#: Opinions of one group that are compared pairwise; of more, each with its neighbours in time.
MOST = 60
#: Figures read with less confidence than this contradict nothing.
LEAST_CONFIDENCE = 0.3


@dataclass(slots=True)
class Member(Generic[R]):
    """A figure of a group. ``ref`` is handed back; ``copy_of`` the article this one is a copy of (else itself);
    ``order`` sorts by publication."""

    ref: R
    article: Hashable
    copy_of: Hashable
    value: Value
    when: When
    confidence: float
    order: tuple[object, ...]


@dataclass(slots=True)
class Relation(Generic[R]):
    """What two figures of one group are to each other. ``score`` (0 to 1) ranks conflicts: how sure both figures are
    and how far they lie apart (``difference``, a part of the larger). ``support`` counts the articles behind each."""

    kind: Kind
    a: R
    b: R
    difference: float
    score: float
    support: tuple[int, int]

    @property
    def severity(self) -> str:
        """ "error", "warning" or "info"; "info" for all that is no conflict."""
        return severity(self.kind, self.score)


def severity(kind: str, score: float) -> str:
    """The severity of a relation of that kind and score."""
    if kind != "conflict":
        return "info"
    return "error" if score >= 0.5 else "warning" if score >= 0.25 else "info"


@dataclass(slots=True)
class _Opinion(Generic[R]):
    value: Value
    when: When
    members: list[Member[R]]
    loose: bool = False

    @property
    def first(self) -> Member[R]:
        return self.members[0]

    @property
    def witnesses(self) -> list[Member[R]]:
        """One member a text, the original before its copies."""
        first: dict[Hashable, Member[R]] = {}
        for member in self.members:
            first.setdefault(member.copy_of, member)
        return list(first.values())

    @property
    def support(self) -> int:
        return len({m.copy_of for m in self.members})


def relations(group: Sequence[Member[R]]) -> list[Relation[R]]:
    """The relations in a group of figures with one holder and measure, in the order of publication.

    An article that itself gives two values for one thing and time (VF304 says so) contradicts no other one.
    """
    if len({m.article for m in group}) < 2:
        return []
    opinions = _opinions(group)
    found: list[Relation[R]] = []
    for opinion in opinions:
        found.extend(_repeated(opinion))
    seen: set[tuple[object, ...]] = set()
    for a, b in _pairs(opinions):
        found.extend(_between(a, b, seen))
    return found


def _opinions(group: Iterable[Member[R]]) -> list[_Opinion[R]]:
    by_key: dict[tuple[Value, tuple[object, ...]], _Opinion[R]] = {}
    values: dict[tuple[object, ...], set[tuple[float, float]]] = defaultdict(set)
    for member in sorted(group, key=lambda m: m.order):
        v, w = member.value, member.when
        time: tuple[object, ...] = () if w.text is None else (w.start, w.end, w.text)
        values[(member.article, time)].add((v.low, v.high))
        found = by_key.get((v, time))
        if found is None:
            by_key[v, time] = found = _Opinion(v, w, [])
        found.members.append(member)
    for (_, time), opinion in by_key.items():
        # an original speaks before its copies
        opinion.members.sort(key=lambda m: m.copy_of != m.article)
        opinion.loose = any(len(values[(m.article, time)]) > 1 for m in opinion.members)
    return list(by_key.values())


def _repeated(opinion: _Opinion[R]) -> Iterator[Relation[R]]:
    """One agreement for an opinion of several articles, and one relation a copy."""
    first = opinion.first
    others: dict[Hashable, Member[R]] = {}
    copied: set[Hashable] = set()
    for member in opinion.members[1:]:
        if member.article == first.article:
            continue
        if member.copy_of != first.copy_of:
            others.setdefault(member.copy_of, member)
        elif member.article not in copied:
            copied.add(member.article)
            yield Relation("copy", first.ref, member.ref, 0.0, 0.0, (1, 1))
    if others:
        other = next(iter(others.values()))
        yield Relation("agree", first.ref, other.ref, 0.0, 0.0, (1, len(others)))


def _pairs(opinions: list[_Opinion[R]]) -> Iterator[tuple[_Opinion[R], _Opinion[R]]]:
    if len(opinions) <= MOST:
        yield from combinations(opinions, 2)
        return
    ordered = sorted(opinions, key=lambda o: (o.when.start or o.when.day or 0, o.first.order))
    for n, a in enumerate(ordered):
        for b in ordered[n + 1 : n + 1 + MOST]:
            yield a, b


def _between(a: _Opinion[R], b: _Opinion[R], seen: set[tuple[object, ...]]) -> Iterator[Relation[R]]:
    times, pair = _nearest(a, b)
    if times is None or pair is None:
        return
    x, y = pair
    how = match(a.value, b.value)
    difference = gap(a.value, b.value)
    same_text = x.copy_of == y.copy_of
    kind: Kind
    if times == "same":
        if how in ("equal", "rounding"):
            kind = "copy" if same_text else "agree" if how == "equal" else "rounding"
        elif how == "open" or a.loose or b.loose or min(x.confidence, y.confidence) < LEAST_CONFIDENCE:
            return
        else:
            kind = "conflict"
    elif how in ("equal", "open") or same_text or a.loose or b.loose:
        return
    else:
        kind = "changed"
    key = (kind, *sorted(((a.value.low, a.value.high), (b.value.low, b.value.high))), times == "same" and a.when.text)
    if key in seen:
        return
    seen.add(key)
    score = _score(a, b, x, y, difference) if kind == "conflict" else 0.0
    yield Relation(kind, x.ref, y.ref, difference, score, (a.support, b.support))


def _nearest(a: _Opinion[R], b: _Opinion[R]) -> tuple[Times | None, tuple[Member[R], Member[R]] | None]:
    """How the times of two opinions go together, and the first two of their members, in different articles, that show
    it. Undated opinions hold on the days of their articles."""
    ours, theirs = a.witnesses, b.witnesses
    if a.when.text is not None and b.when.text is not None:
        return compare_times(a.when, b.when), next(_apart(ours, theirs), None)
    best: tuple[Times, tuple[Member[R], Member[R]]] | None = None
    for x, y in islice(_apart(ours, theirs), MOST):
        times = compare_times(x.when, y.when)
        if times == "same":
            return times, (x, y)
        if times is not None and best is None:
            best = times, (x, y)
    return best or (None, None)


def _apart(a: Sequence[Member[R]], b: Sequence[Member[R]]) -> Iterator[tuple[Member[R], Member[R]]]:
    """The pairs of members of different articles, those nearest in time first."""
    if len(a) == 1 and len(b) == 1:
        if a[0].article != b[0].article:
            yield a[0], b[0]
        return
    # both sides in steps of time: each member with the ones of the other side around it
    days = sorted(
        [(m.when.day or 0, 0, n) for n, m in enumerate(a)] + [(m.when.day or 0, 1, n) for n, m in enumerate(b)]
    )
    near = [
        (abs(p[0] - q[0]), *((p[2], q[2]) if p[1] == 0 else (q[2], p[2])))
        for n, p in enumerate(days)
        for q in days[n + 1 : n + 4]
        if p[1] != q[1]
    ]
    for _, i, j in sorted(near):
        if a[i].article != b[j].article:
            yield a[i], b[j]


def _score(a: _Opinion[R], b: _Opinion[R], x: Member[R], y: Member[R], difference: float) -> float:
    score = x.confidence * y.confidence * _weight(a.value, b.value, difference)
    if a.when.text is None or b.when.text is None:
        score *= 0.8
    if a.value.comparator != "=" or b.value.comparator != "=":
        score *= 0.7
    return round(score, 4)


def _weight(a: Value, b: Value, difference: float) -> float:
    """How much a difference weighs: it grows up to the double; far beyond that two figures rarely mean one thing,
    unless a digit was lost (ten times)."""
    low, high = sorted((abs(a.low), abs(b.low)))
    if low == 0:
        return 0.4
    ratio = high / low
    if ratio <= 2:
        return 0.55 + 0.9 * difference
    if ratio in (10, 100, 1000):
        return 0.9
    return max(0.15, 1.0 - (ratio - 2) / 8)
