"""Figures of several articles that speak of the same thing, and where they disagree.

Two figures are compared only where holder, subject, kind, unit, sense, target and time agree: a plan never
against a result, an increase never against a level, a commune never against its neighbour. Without a stated
time they are compared when their articles appeared within ``SAME_TIME_DAYS``. Copies of one text count once.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from vifacts.extract.names import canonical
from vifacts.language.tokens import tokenize
from vifacts.record import Entity, Figure, Record

#: Articles this far apart still speak of the same state, when neither says of which day.
SAME_TIME_DAYS = 45
#: How far the true value may lie beyond a bound ("hơn 1.200", "gần 1.500") or from an estimate ("khoảng").
ROUNDING = 0.1
#: Articles that share this much of their five-word runs are one text.
COPY = 0.8


@dataclass(frozen=True)
class Said:
    """A figure with the record that says it."""

    record: Record
    figure: Figure

    @property
    def sentence(self) -> str:
        """The sentence the figure stands in."""
        start, end = self.figure.sentence
        return self.record.article.text[start:end]


@dataclass(frozen=True)
class Disagreement:
    """Values for one thing that cannot all be right, in the order of publication."""

    holder: str
    subject: str
    said: tuple[Said, ...]


def copies(records: Sequence[Record]) -> dict[str, str]:
    """Article id -> id of the earlier article it is a copy of."""
    shingles: list[tuple[Record, frozenset[tuple[str, ...]]]] = []
    found: dict[str, str] = {}
    for record in sorted(records, key=lambda r: (r.article.published or "9999", r.article.id)):
        keys = tokenize(record.article.text).keys
        own = frozenset(zip(keys, keys[1:], keys[2:], keys[3:], keys[4:], strict=False))
        for other, theirs in shingles:
            if own and len(own & theirs) >= COPY * len(own | theirs):
                found[record.article.id] = other.article.id
                break
        else:
            shingles.append((record, own))
    return found


def disagreements(records: Sequence[Record]) -> list[Disagreement]:
    """What the articles of ``records`` disagree on, sorted by holder and subject."""
    copied = copies(records)
    groups: dict[tuple[object, ...], list[Said]] = defaultdict(list)
    for record in records:
        if record.article.id in copied:
            continue
        entities = {e.id: e for e in record.entities}
        for figure in record.figures:
            holder = entities.get(figure.holder or "")
            if holder is not None and (figure.indicator or figure.subject):
                groups[_thing(figure, holder)].append(Said(record, figure))
    found = []
    for said in groups.values():
        clashing = _clashing(said)
        if clashing:
            first = clashing[0]
            holder = next(e for e in first.record.entities if e.id == first.figure.holder)
            found.append(Disagreement(holder.name, first.figure.subject or first.figure.unit or "", tuple(clashing)))
    return sorted(found, key=lambda d: (d.holder, d.subject))


def _thing(figure: Figure, holder: Entity) -> tuple[object, ...]:
    """What a figure is about, its time apart."""
    return (
        holder.kind,
        holder.unit.code + "/" + holder.unit.vintage if holder.unit else canonical(holder.name),
        figure.indicator or canonical(figure.subject or ""),
        figure.kind,
        canonical(figure.unit or ""),
        figure.sense,
        figure.target,
        figure.of is None,
    )


def _clashing(said: Iterable[Said]) -> list[Said]:
    """Those of one group that contradict another one of another article."""
    clashing: dict[int, Said] = {}
    for a, b in combinations(said, 2):
        if a.record.article.id != b.record.article.id and _same_time(a, b) and not consistent(a.figure, b.figure):
            clashing[id(a)] = a
            clashing[id(b)] = b
    return sorted(
        clashing.values(), key=lambda s: (s.record.article.published or "", s.record.article.id, s.figure.span)
    )


def _same_time(a: Said, b: Said) -> bool:
    times = [s.figure.time for s in (a, b)]
    stated = [(t.start, t.end) for t in times if t and t.value]
    if len(stated) == 2:
        return stated[0] == stated[1]
    if stated:
        return False
    days = [_day(s.record) for s in (a, b)]
    return days[0] is not None and days[1] is not None and abs((days[0] - days[1]).days) <= SAME_TIME_DAYS


def _day(record: Record) -> dt.date | None:
    try:
        return dt.date.fromisoformat((record.article.published or "")[:10])
    except ValueError:
        return None


def consistent(a: Figure, b: Figure) -> bool:
    """Whether one true value can lie behind both figures ("gần 1.500" and 1.485; not 1.042 and 1.024)."""
    low_a, high_a = _range(a)
    low_b, high_b = _range(b)
    return low_a <= high_b and low_b <= high_a


def _range(figure: Figure) -> tuple[float, float]:
    low, high = float(figure.value), float(figure.value if figure.value_max is None else figure.value_max)
    slack = abs(high) * ROUNDING
    return {
        "=": (low, high),
        ">": (low, high + slack),
        ">=": (low, high + slack),
        "<": (low - slack, high),
        "<=": (low - slack, high),
        "~": (low - slack / 2, high + slack / 2),
    }[figure.comparator]
