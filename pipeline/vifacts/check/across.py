"""Figures of several articles that speak of the same thing, and where they disagree: over a list of records.

The dataset's index does the same over any number of articles (store/comparing.py); both use check/compare.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from vifacts.check.compare import Member, Relation, relations
from vifacts.check.copies import copies_among
from vifacts.check.identity import things
from vifacts.check.measure import factor, measure
from vifacts.check.value import ordinal, value_of, when
from vifacts.record import Figure, Record


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


@dataclass(frozen=True)
class Comparison:
    """Two figures of one holder and measure, and what they are to each other (compare.Relation)."""

    holder: str
    relation: Relation[tuple[int, int]]
    a: Said
    b: Said


def copies(records: Sequence[Record]) -> dict[str, str]:
    """Article id -> id of the earlier article it is a copy of."""
    texts = {n: record.article.text for n, record in enumerate(records)}
    order = {n: _order(record) for n, record in enumerate(records)}
    found = copies_among(texts, order)
    return {records[copy].article.id: records[original].article.id for copy, original in sorted(found.items())}


def _order(record: Record) -> tuple[str, str]:
    return record.article.published or "9999", record.article.id


def comparisons(records: Sequence[Record]) -> list[Comparison]:
    """Everything that can be compared across ``records``: agreements, conflicts, roundings, changes, copies."""
    copied = copies(records)
    groups: dict[tuple[str, str], list[Member[tuple[int, int]]]] = defaultdict(list)
    holders: dict[tuple[str, str], str] = {}
    for n, record in enumerate(records):
        known = things(record)
        day = ordinal(record.article.published)
        for m, figure in enumerate(record.figures):
            holder = known.get(figure.holder or "")
            what = measure(figure) if holder is not None else None
            if holder is None or what is None:
                continue
            holders.setdefault((holder.family, what), holder.name)
            groups[holder.family, what].append(_member(record, figure, (n, m), day, copied))
    found = []
    for key, group in groups.items():
        for relation in relations(group):
            a, b = (Said(records[n], records[n].figures[m]) for n, m in (relation.a, relation.b))
            found.append(Comparison(holders[key], relation, a, b))
    return found


def _member(
    record: Record, figure: Figure, ref: tuple[int, int], day: int | None, copied: dict[str, str]
) -> Member[tuple[int, int]]:
    article, time = record.article.id, figure.time
    return Member(
        ref=ref,
        article=article,
        copy_of=copied.get(article, article),
        value=value_of(figure, factor(figure.kind, figure.unit)),
        when=when(time.value, time.text, time.start, time.end, day) if time else when(None, None, None, None, day),
        confidence=figure.confidence,
        order=(*_order(record), figure.span),
    )


def disagreements(records: Sequence[Record]) -> list[Disagreement]:
    """What the articles of ``records`` disagree on, sorted by holder and subject; copies are left out."""
    copied = copies(records)
    kept = [r for r in records if r.article.id not in copied]
    clashing: dict[tuple[str, str], dict[tuple[str, str], Said]] = defaultdict(dict)
    for c in comparisons(kept):
        if c.relation.kind == "conflict":
            what = c.a.figure.subject or c.a.figure.unit or ""
            for said in (c.a, c.b):
                clashing[c.holder, what][said.record.article.id, said.figure.id] = said
    return sorted(
        (
            Disagreement(holder, what, tuple(sorted(said.values(), key=lambda s: (*_order(s.record), s.figure.span))))
            for (holder, what), said in clashing.items()
        ),
        key=lambda d: (d.holder, d.subject),
    )
