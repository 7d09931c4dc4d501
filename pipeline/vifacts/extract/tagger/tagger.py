"""Names by trained weights: two linear-chain CRFs, one upon the other.

The first has learned from the rules' names in many articles and sees words alone. The second has learned from gold and
sees the first one's labels; where asked, the rules' too, and so decides anew what they found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pycrfsuite

from vifacts.extract.tagger.features import Guess, Named, Page, correction_rows, labels_of, runs, word_rows
from vifacts.extract.tagger.model import Model
from vifacts.language.sentences import Sentence
from vifacts.language.text import Text

#: A find counts as sure from this probability on.
SURE = 0.9


@dataclass(frozen=True, slots=True)
class Found:
    """A name with the least marginal probability of its tokens' labels."""

    name: Named
    probability: float


class Weights:
    """One linear-chain CRF."""

    def __init__(self, data: bytes) -> None:
        self._data = data  # CRFsuite reads from these bytes as long as it lives
        self._crf = pycrfsuite.Tagger()
        self._crf.open_inmemory(data)
        self._known = frozenset(self._crf.labels())

    def labels(self, rows: list[list[str]]) -> list[str]:
        """The best labels of a sequence; ``probability`` then speaks of it."""
        self._crf.set(rows)
        found: list[str] = self._crf.tag()
        return found

    def probability(self, labels: Sequence[str], first: int) -> float:
        """The least marginal probability of ``labels`` at the items from ``first`` on of the last sequence."""
        if not self._known.issuperset(labels):
            return 0.0
        return float(min(self._crf.marginal(label, at) for at, label in enumerate(labels, first)))

    def guesses(self, rows: list[list[str]]) -> list[Guess]:
        """The best label of each item, with its marginal probability."""
        return [Guess(y, float(self._crf.marginal(y, at))) for at, y in enumerate(self.labels(rows))]


class Tagger:
    """Tags texts by ``model``."""

    def __init__(self, model: Model) -> None:
        self._weights = {part: Weights(data) for part, data in model.weights.items()}

    def tag(self, text: Text) -> list[Found]:
        """The names of ``text`` by the tagger alone, in order; they do not overlap."""
        return self._second(text, "alone", None)[0]

    def decide(self, text: Text, rules: Sequence[Named], sure: float = SURE) -> list[Named]:
        """The names of ``text`` after the tagger has looked at those the rules found, in order.

        A name of the rules falls when the tagger's best reading is another and the probability of the name is at most
        1 - ``sure``; a new one comes when its probability is at least ``sure`` and it overlaps none that stays. With
        ``sure`` 0 the tagger's best reading is taken as it is.
        """
        found, beliefs = self._second(text, "decide", rules)
        best = {one.name for one in found}
        kept = [
            name
            for name, belief in zip(rules, beliefs, strict=True)
            if name in best or (sure > 0 and belief > 1 - sure)
        ]
        return merged(kept, [one for one in found if one.probability >= sure])

    def add(self, text: Text, rules: Sequence[Named], sure: float = SURE) -> list[Named]:
        """``rules`` and the finds of ``tag`` with a probability of at least ``sure`` that overlap none of them."""
        return merged(rules, [one for one in self.tag(text) if one.probability >= sure])

    def _second(self, text: Text, part: str, rules: Sequence[Named] | None) -> tuple[list[Found], list[float]]:
        """The finds of the second stage, and its probability of each of ``rules``."""
        page, weights = Page(text), self._weights[part]
        labels = None if rules is None else labels_of(text, rules)
        ranges = [text.tokens.range(name.start, name.end) for name in rules or ()]
        beliefs = [1.0] * len(ranges)
        found: list[Found] = []
        at = 0
        for sentence in page.sentences():
            best = weights.labels(correction_rows(page, sentence, self.guesses(page, sentence), labels))
            found += _found(text, sentence, best, weights)
            while at < len(ranges) and ranges[at][0] < sentence.last:
                first, last = max(ranges[at][0], sentence.first), min(ranges[at][1], sentence.last)
                if labels is not None and first < last:
                    belief = weights.probability(labels[first:last], first - sentence.first)
                    beliefs[at] = min(beliefs[at], belief)
                if ranges[at][1] > sentence.last:  # a name over two sentences: the rest of it comes with the next
                    break
                at += 1
        return found, beliefs

    def guesses(self, page: Page, sentence: Sentence) -> list[Guess]:
        """What the first stage says of each token of ``sentence``."""
        return self._weights["names"].guesses(word_rows(page, sentence))


def _found(text: Text, sentence: Sentence, labels: Sequence[str], weights: Weights) -> list[Found]:
    starts, ends = text.tokens.starts, text.tokens.ends
    return [
        Found(
            Named(starts[sentence.first + first], ends[sentence.first + last - 1], kind),
            weights.probability(labels[first:last], first),
        )
        for first, last, kind in runs(labels)
    ]


def merged(names: Sequence[Named], found: Sequence[Found]) -> list[Named]:
    """``names`` and what of ``found`` overlaps none of them, in order."""
    new = [one.name for one in found if not any(one.name.start < n.end and n.start < one.name.end for n in names)]
    return sorted([*names, *new])
