"""Precision, recall and F1 of records against gold, by kind of fact.

Matching is one to one in text order. Mentions: persons by the exact span; organisations by overlap and the
folded name; places by overlap and the name without its kind words; documents by overlap and one name in the
other. Roles: one per (person, role), the words of the role alike by F1 >= .8. Figures: overlap, value and
range; ``figure_full`` also kind, comparator, unit, subject; ``figure_attributed`` also holder, time, sense and
target. Statements: overlap and the speaker.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from vifacts.errors import VifactsError
from vifacts.evaluate.compare import core, fold, overlap, same_holder, same_number, same_time, token_f1
from vifacts.evaluate.gold import GoldArticle, GoldFigure
from vifacts.record import Figure, Record, Span

KINDS = (
    "person",
    "organization",
    "place",
    "document",
    "role",
    "figure",
    "figure_full",
    "figure_attributed",
    "statement",
)
FULL = ("kind", "comparator", "unit", "subject")
ATTRIBUTED = (*FULL, "holder", "time", "sense", "target")

G = TypeVar("G")
P = TypeVar("P")


@dataclass
class Result:
    """Counts of one kind; ``right`` + ``missed`` is the gold, ``right`` + ``spurious`` what was extracted."""

    right: int = 0
    missed: int = 0
    spurious: int = 0

    @property
    def precision(self) -> float:
        found = self.right + self.spurious
        return self.right / found if found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def gold(self) -> int:
        return self.right + self.missed


@dataclass(frozen=True)
class ErrorItem:
    """One error: ``kind`` of fact or field, the article, what happened (missed, spurious, wrong), and its words."""

    kind: str
    article: str
    what: str
    detail: str


@dataclass
class Scores:
    """``results`` by kind of fact, ``accuracy`` of each field of the matched figures as (right, of), ``errors``."""

    results: dict[str, Result] = field(default_factory=lambda: defaultdict(Result))
    accuracy: dict[str, tuple[int, int]] = field(default_factory=dict)
    errors: list[ErrorItem] = field(default_factory=list)
    articles: int = 0
    without_record: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Named:
    name: str
    span: Span


def evaluate(golds: Sequence[GoldArticle], records: Mapping[str, Record]) -> Scores:
    """Score ``records`` (by article id) against ``golds``; a gold article without a record counts as missed.

    Raises VifactsError VF603 when a record's text is not as long as the text that was annotated.
    """
    scores = Scores(articles=len(golds), without_record=[g.id for g in golds if g.id not in records])
    for gold in golds:
        record = records.get(gold.id)
        if record is not None and len(record.article.text) != gold.text_chars:
            raise VifactsError("VF603", gold.id, got=len(record.article.text), expected=gold.text_chars)
        _Article(gold, record, scores).score()
    return scores


class _Article:
    """Scores one article into the shared ``scores``."""

    def __init__(self, gold: GoldArticle, record: Record | None, scores: Scores) -> None:
        self.gold = gold
        self.record = record
        self.scores = scores
        self.text = record.article.text if record else ""
        self.names = {e.id: e.name for e in record.entities} if record else {}
        self.full = {fold(p.name): fold(p.full or p.name) for p in gold.persons}

    def score(self) -> None:
        gold = self.gold
        self._count("person", gold.persons, self._mentions("person"), lambda g, p: g.span == p.span, _name)
        self._count(
            "organization",
            gold.orgs,
            self._mentions("organization"),
            lambda g, p: overlap(g.span, p.span) and fold(g.name) == fold(p.name),
            _name,
        )
        self._count(
            "place",
            gold.places,
            self._mentions("place"),
            lambda g, p: overlap(g.span, p.span) and core(g.name) == core(p.name),
            _name,
        )
        self._count(
            "document",
            gold.documents,
            self._mentions("document"),
            lambda g, p: overlap(g.span, p.span) and (fold(g.name) in fold(p.name) or fold(p.name) in fold(g.name)),
            _name,
        )
        self._roles()
        self._figures()
        self._statements()

    def _mentions(self, kind: str) -> list[_Named]:
        entities = self.record.entities if self.record else []
        found = [
            _Named(self.text[s:e], (s, e)) for entity in entities if entity.kind == kind for s, e in entity.mentions
        ]
        return sorted(found, key=lambda m: m.span)

    def _same_person(self, gold: str, got: str) -> bool:
        a, b = fold(gold), fold(got)
        return a == b or self.full.get(a) == b or self.full.get(b) == a

    def _roles(self) -> None:
        distinct: dict[tuple[str, str], tuple[str, str]] = {}
        for role in self.record.roles if self.record else []:
            person = self.names.get(role.person, role.person)
            distinct.setdefault((fold(person), fold(role.text)), (person, role.text))
        self._count(
            "role",
            [(r.person, r.role) for r in self.gold.roles],
            sorted(distinct.values(), key=lambda r: r[1]),
            lambda g, p: self._same_person(g[0], p[0]) and token_f1(g[1], p[1]) >= 0.8,
            " | ".join,
        )

    def _statements(self) -> None:
        found = self.record.statements if self.record else []
        self._count(
            "statement",
            [_Named(s.speaker, s.span) for s in self.gold.statements],
            [_Named(self.names.get(s.speaker, s.speaker), s.span) for s in found],
            lambda g, p: overlap(g.span, p.span) and self._same_person(g.name, p.name),
            lambda s: f"{s.name} {list(s.span)}",
        )

    def _figures(self) -> None:
        found = sorted(self.record.figures if self.record else [], key=lambda f: f.span)
        pairs = self._count(
            "figure",
            self.gold.figures,
            found,
            lambda g, p: (
                overlap(g.span, p.span) and same_number(g.value, p.value) and same_number(g.value_max, p.value_max)
            ),
            lambda f: f"{self._around(f.span, 40, 30)!r} ({f.value})",
        )
        full, attributed = self.scores.results["figure_full"], self.scores.results["figure_attributed"]
        for result in (full, attributed):
            result.missed += len(self.gold.figures) - len(pairs)
            result.spurious += len(found) - len(pairs)
        for gold, got in pairs:
            wrong = self._wrong_fields(gold, got)
            for result, fields in ((full, FULL), (attributed, ATTRIBUTED)):
                if wrong.isdisjoint(fields):
                    result.right += 1
                else:
                    result.missed += 1
                    result.spurious += 1

    def _wrong_fields(self, gold: GoldFigure, got: Figure) -> set[str]:
        holder = self.names.get(got.holder, got.holder) if got.holder else None
        checks = {
            "kind": gold.kind == got.kind,
            "comparator": gold.comparator == got.comparator,
            "unit": fold(gold.unit) == fold(got.unit) or token_f1(gold.unit, got.unit) >= 0.66,
            "subject": fold(gold.subject) == fold(got.subject) or token_f1(gold.subject, got.subject) >= 0.5,
            "holder": same_holder(gold.holder, holder),
            "time": same_time(gold.time, got.time),
            "sense": gold.sense == got.sense,
            "target": gold.target == got.target,
        }
        for name, right in checks.items():
            good, of = self.scores.accuracy.get(name, (0, 0))
            self.scores.accuracy[name] = (good + right, of + 1)
            if not right:
                shown = (
                    holder
                    if name == "holder"
                    else got.time and got.time.value
                    if name == "time"
                    else getattr(got, name)
                )
                self._error(
                    name, "wrong", f"{self._around(gold.span, 50, 40)!r}: gold {getattr(gold, name)!r}, got {shown!r}"
                )
        return {name for name, right in checks.items() if not right}

    def _around(self, span: Span, before: int, after: int) -> str:
        return self.text[max(0, span[0] - before) : span[1] + after]

    def _error(self, kind: str, what: str, detail: str) -> None:
        self.scores.errors.append(ErrorItem(kind, self.gold.id, what, detail))

    def _count(
        self,
        kind: str,
        gold: Sequence[G],
        found: Sequence[P],
        same: Callable[[G, P], bool],
        show: Callable[[G | P], str],
    ) -> list[tuple[G, P]]:
        pairs, missed, spurious = pair(gold, found, same)
        result = self.scores.results[kind]
        result.right += len(pairs)
        result.missed += len(missed)
        result.spurious += len(spurious)
        for item in missed:
            self._error(kind, "missed", show(item))
        for extra in spurious:
            self._error(kind, "spurious", show(extra))
        return pairs


def _name(item: _Named | object) -> str:
    return str(getattr(item, "name", item))


def pair(
    gold: Iterable[G], found: Sequence[P], same: Callable[[G, P], bool]
) -> tuple[list[tuple[G, P]], list[G], list[P]]:
    """Greedy one-to-one matching in the order given: (pairs, missed gold, spurious found)."""
    free = dict(enumerate(found))
    pairs: list[tuple[G, P]] = []
    missed: list[G] = []
    for item in gold:
        at = next((i for i, other in free.items() if same(item, other)), None)
        if at is None:
            missed.append(item)
        else:
            pairs.append((item, free.pop(at)))
    return pairs, missed, list(free.values())
