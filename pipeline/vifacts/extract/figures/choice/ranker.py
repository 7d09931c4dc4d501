"""A linear model that picks one of several candidates: each has features, a feature a weight, the greatest sum wins.

Trained as a conditional logit (the probability of a candidate is the softmax of the sums) by Adagrad, the weights
averaged over the later epochs; the same examples give the same weights.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Features that go together: a function and its arguments, which gives their names.
Bag = tuple[Any, ...]
_MOST = 500_000


@dataclass(slots=True)
class Row:
    """The features of one candidate: bags, and for each prefix the words behind it ("w=" and "chi", "bộ").

    ``context`` holds what it shares with other candidates of the choice.
    """

    bags: list[Bag] = field(default_factory=list)
    words: list[tuple[str, Sequence[str]]] = field(default_factory=list)
    context: Row | None = None

    def names(self) -> list[str]:
        """All of them by name, in any order; one that stands twice counts twice."""
        found = [name for bag in self.bags for name in bag[0](*bag[1:])]
        found += [prefix + word for prefix, words in self.words for word in words]
        return found if self.context is None else found + self.context.names()


#: Weights by the beginning of the feature's name, "=" included, and by the rest: {"w=": {"hộ": 0.2}, "": {"E": 1.0}}.
Weights = Mapping[str, Mapping[str, float]]
_NONE: Mapping[str, float] = {}


def grouped(weights: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Weights by whole names, brought into groups."""
    groups: dict[str, dict[str, float]] = {}
    for name, weight in sorted(weights.items()):
        cut = name.find("=") + 1
        groups.setdefault(name[:cut], {})[name[cut:]] = weight
    return groups


class _Sums(dict[Bag, float]):
    """The sum of the weights of each bag met so far."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        self.weights = weights

    def __missing__(self, bag: Bag) -> float:
        total = 0.0
        for name in bag[0](*bag[1:]):
            cut = name.find("=") + 1
            total += self.weights.get(name[:cut], _NONE).get(name[cut:], 0.0)
        if len(self) < _MOST:
            self[bag] = total
        return total


class Ranker:
    """Picks by ``weights``; a feature without one weighs nothing."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._bags = _Sums(weights)

    def scores(self, candidates: Iterable[Row]) -> list[float]:
        """The sum of each candidate's weights."""
        contexts: dict[int, float] = {}
        made = []
        for row in candidates:
            score = self._score(row)
            if row.context is not None:
                shared = contexts.get(id(row.context))
                if shared is None:
                    shared = contexts[id(row.context)] = self._score(row.context)
                score += shared
            made.append(score)
        return made

    def _score(self, row: Row) -> float:
        score: float = sum(map(self._bags.__getitem__, row.bags))
        for prefix, words in row.words:
            score += sum(map(self.weights.get(prefix, _NONE).get, words, repeat(0.0)))
        return score

    def pick(self, candidates: Sequence[Row]) -> tuple[int, float]:
        """(the position of the best candidate, its probability); the first of equals."""
        scores = self.scores(candidates)
        best = max(range(len(scores)), key=scores.__getitem__)
        return best, 1.0 / sum(math.exp(score - scores[best]) for score in scores)


@dataclass(frozen=True)
class Settings:
    """How weights are learned: features seen less often than ``least`` are left out, weights below ``small`` dropped."""

    epochs: int = 10
    rate: float = 0.1
    shrink: float = 1e-3
    least: int = 2
    small: float = 0.03
    seed: int = 0


@dataclass(frozen=True)
class Example:
    """The candidates of one choice, each with the names of its features, and which of them are right (at least one)."""

    candidates: list[list[str]]
    right: list[bool]


def fit(examples: Sequence[Example], settings: Settings | None = None) -> dict[str, float]:
    """The weights learned from ``examples``; those without a right or a wrong candidate teach nothing."""
    how = settings or Settings()
    counts = Counter(name for one in examples for features in one.candidates for name in set(features))
    index = {name: at for at, name in enumerate(sorted(n for n, count in counts.items() if count >= how.least))}
    coded = [_coded(one, index) for one in examples if any(one.right) and not all(one.right)]
    coded = [one for one in coded if len(one[0])]
    weights, squares = np.zeros(len(index)), np.full(len(index), 1e-2)
    total = np.zeros(len(index))
    order = np.random.RandomState(how.seed)
    for epoch in range(how.epochs):
        for at in order.permutation(len(coded)):
            used, place, owner, right = coded[at]
            score = np.bincount(owner, weights=weights[used][place], minlength=len(right))
            chance = np.exp(score - score.max())
            chance /= chance.sum()
            wanted = np.where(right, chance, 0.0)
            wanted /= max(wanted.sum(), 1e-12)
            slope = np.bincount(place, weights=(chance - wanted)[owner], minlength=len(used))
            slope += how.shrink * weights[used]
            squares[used] += slope * slope
            weights[used] -= how.rate * slope / np.sqrt(squares[used])
        if epoch >= how.epochs // 2:
            total += weights
    total /= how.epochs - how.epochs // 2
    return {name: round(float(total[at]), 3) for name, at in index.items() if abs(total[at]) >= how.small}


_Ints = NDArray[np.int64]
_Coded = tuple[_Ints, _Ints, _Ints, NDArray[np.bool_]]


def _coded(one: Example, index: dict[str, int]) -> _Coded:
    """(the features used, for each occurrence its place among them, the candidate it belongs to, what is right)."""
    rows = [[index[name] for name in features if name in index] for features in one.candidates]
    flat = np.array([at for row in rows for at in row], dtype=np.int64)
    owner = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    used, place = np.unique(flat, return_inverse=True)
    return used, place.astype(np.int64), owner.astype(np.int64), np.array(one.right, dtype=np.bool_)
