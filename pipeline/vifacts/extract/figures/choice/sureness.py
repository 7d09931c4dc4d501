"""How sure a figure is: the share of right ones (unit and subject) among figures with signs like its own."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import repeat

from vifacts.extract.figures.candidate import Candidate

#: A subject that ends so says nothing by itself ("Con số ấy").
_POINTING = frozenset({"ấy", "này", "đó", "kia"})
_MANY_CHOICES, _MANY_WORDS, _MANY_FIGURES, _LONG_SENTENCE = 12, 8, 6, 6
_LEAST, _SHORT = 1e-4, 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one choice of a subject.

    ``agreed`` tells whether the rules say the same, ``way`` how they found it; ``alike`` is the probability of the
    subject with those that share half of its words, ``alone`` its own, among ``choices``; ``figures`` are those of its
    sentence; ``before`` and ``after`` are the words around the number and its unit.
    """

    subject: str | None
    way: str
    agreed: bool
    alike: float
    alone: float
    choices: int
    sense: str
    target: bool
    figures: int
    before: str
    after: str


def signs(one: Candidate, by: Evidence) -> list[str]:
    """The names of what speaks for and against the figure ``one``."""
    unit = (one.unit or "").casefold()
    subject = (by.subject or "").casefold().split()
    found = [
        "all", f"alike={int(by.alike * 20)}", f"alone={int(by.alone * 10)}", f"choices={min(by.choices, _MANY_CHOICES)}",
        f"kind={one.kind}", f"kind={one.kind}|{by.agreed:d}", f"kind={one.kind}|{int(by.alike * 10)}",
        f"agreed={by.agreed:d}|{int(by.alike * 10)}", f"way={by.way}", f"way={by.way}|{by.agreed:d}", f"unit={unit}",
        f"noun={one.noun}|{one.known:d}", f"words={one.number.words:d}", f"comparator={one.comparator}",
        f"sense={by.sense}", f"target={by.target:d}", f"shared={one.shared:d}", f"figures={min(by.figures, _MANY_FIGURES)}",
        f"long={min(len(subject), _MANY_WORDS)}", f"bare={unit == ' '.join(subject):d}",
        f"odds={int(-math.log2(max(1.0 - by.alike, _LEAST)))}", f"before={by.before}", f"after={by.after}",
        f"sentence={min((one.sentence.last - one.sentence.first) // 10, _LONG_SENTENCE)}",
    ]  # fmt: skip
    if not subject or subject[-1] in _POINTING:
        return [*found, "nothing"]
    found += [f"first={subject[0]}", f"last={subject[-1]}"]
    if len(subject) <= _SHORT:
        found.append("subject=" + " ".join(subject))
    return found


@dataclass(frozen=True)
class Sureness:
    """Weights of signs; from each sum in ``steps`` on, one of ``shares`` was right (on articles not learned from)."""

    weights: Mapping[str, float]
    steps: list[float]
    shares: list[float]

    def sum(self, signs: list[str]) -> float:
        """The log odds that the signs give together."""
        return sum(map(self.weights.get, signs, repeat(0.0)))

    def of(self, signs: list[str]) -> float:
        """The share that was right among figures with such signs."""
        return self.shares[max(0, bisect_right(self.steps, self.sum(signs)) - 1)]
