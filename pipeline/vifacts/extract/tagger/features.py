"""What the trained tagger sees of a text, and how spans become labels and labels spans.

A sequence is a sentence, an item one of its syllable tokens, a label "O", "B-person", "I-person", ... (BIO over
person, organisation, place). Features are plain strings, as CRFsuite takes them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from vifacts.language.sentences import Sentence
from vifacts.language.text import Text
from vifacts.record import EntityKind

#: Changes with every change of the features below: a model of another number does not fit.
FEATURES = 1
KINDS: tuple[EntityKind, ...] = ("person", "organization", "place")
OUTSIDE = "O"
LABELS = (OUTSIDE, *(f"{position}-{kind}" for kind in KINDS for position in "BI"))

_KIND_OF: dict[str, EntityKind] = {f"{position}-{kind}": kind for kind in KINDS for position in "BI"}
_EDGE = "<>"
# lower ends of the steps a probability is told in
_STEPS = (0.5, 0.7, 0.9, 0.98)


class Named(NamedTuple):
    """A name: code points [start, end) and the kind of what it names."""

    start: int
    end: int
    kind: EntityKind


class Guess(NamedTuple):
    """The label an earlier stage gave a token, and its marginal probability."""

    label: str
    probability: float


def shape(word: str) -> str:
    """The look of a token: "0" number, "." punctuation, "XX" capitals, "X" capitalised, "x" small."""
    if word[0].isdigit():
        return "0"
    if not word[0].isalpha():
        return "."
    if len(word) > 1 and word.isupper():
        return "XX"
    return "X" if word[0].isupper() else "x"


class Page:
    """The tokens of a text as words (folded; every number is "0") and shapes."""

    def __init__(self, text: Text) -> None:
        tokens = text.tokens
        self.text = text
        self.shapes = [shape(text.raw[start:end]) for start, end in zip(tokens.starts, tokens.ends, strict=True)]
        self.words = ["0" if s == "0" else word for word, s in zip(tokens.keys, self.shapes, strict=True)]

    def sentences(self) -> Iterator[Sentence]:
        """The sentences that have tokens."""
        return (s for s in self.text.sentences if s.last > s.first)


def word_rows(page: Page, sentence: Sentence) -> list[list[str]]:
    """The features of each token of ``sentence`` by words and shapes alone: two to each side, pairs of neighbours."""
    words = [_EDGE, _EDGE, *page.words[sentence.first : sentence.last], _EDGE, _EDGE]
    shapes = ["", "", *page.shapes[sentence.first : sentence.last], "", ""]
    rows = []
    for i in range(2, len(words) - 2):
        a, b, w, c, d = words[i - 2 : i + 3]
        p, q, s, r, t = shapes[i - 2 : i + 3]
        rows.append(
            [
                "bias",
                f"w={w}",
                f"s={s}",
                f"w-2={a}",
                f"w-1={b}",
                f"w+1={c}",
                f"w+2={d}",
                f"w-2-1={a}|{b}",
                f"w-1w={b}|{w}",
                f"ww+1={w}|{c}",
                f"s-1ss+1={q}{s}{r}",
                f"s5={p}{q}{s}{r}{t}",
                f"w-1s={b}|{s}",
            ]
        )
    return rows


def correction_rows(
    page: Page, sentence: Sentence, guesses: Sequence[Guess], rules: Sequence[str] | None
) -> list[list[str]]:
    """The features of the second stage, which learns from gold where the first (and the rules) are wrong.

    ``guesses`` are the first stage's, one a token of ``sentence``; ``rules`` the rules' labels of all tokens of the
    text, or None for a tagger that does not see them.
    """
    n = sentence.last - sentence.first
    words = [_EDGE, *page.words[sentence.first : sentence.last], _EDGE]
    shapes = ["", *page.shapes[sentence.first : sentence.last], ""]
    labels = [_EDGE, *(g.label for g in guesses), _EDGE]
    ruled = [_EDGE, *rules[sentence.first : sentence.last], _EDGE] if rules is not None else None
    rows = []
    for i in range(1, n + 1):
        guess = labels[i]
        sure = sum(guesses[i - 1].probability >= step for step in _STEPS)
        row = [
            "bias",
            f"w={words[i]}",
            f"s={shapes[i]}",
            f"w-1={words[i - 1]}",
            f"w+1={words[i + 1]}",
            f"c={guess}",
            f"c-1={labels[i - 1]}|{guess}",
            f"c+1={guess}|{labels[i + 1]}",
            f"c={guess}|{sure}",
            f"cw={guess}|{words[i]}",
            f"cs={guess}|{shapes[i - 1]}{shapes[i]}{shapes[i + 1]}",
        ]
        if ruled is not None:
            rule = ruled[i]
            row += [
                f"r={rule}",
                f"r-1={ruled[i - 1]}|{rule}",
                f"r+1={rule}|{ruled[i + 1]}",
                f"rc={rule}|{guess}|{sure}",
                f"rw={rule}|{words[i]}",
                f"rw-1={rule}|{words[i - 1]}",
                f"rw+1={rule}|{words[i + 1]}",
                f"rs={rule}|{shapes[i - 1]}{shapes[i]}{shapes[i + 1]}",
            ]
        rows.append(row)
    return rows


def labels_of(text: Text, names: Iterable[Named]) -> list[str]:
    """One label a token of ``text``; of names that overlap, the first and longest counts."""
    labels = [OUTSIDE] * len(text.tokens)
    for start, end, kind in sorted(names, key=lambda n: (n.start, -n.end)):
        first, last = text.tokens.range(start, end)
        if first < last and all(label == OUTSIDE for label in labels[first:last]):
            labels[first:last] = [f"B-{kind}", *[f"I-{kind}"] * (last - first - 1)]
    return labels


def runs(labels: Sequence[str]) -> Iterator[tuple[int, int, EntityKind]]:
    """The names in ``labels`` as (first, after last, kind); an I without its B begins a name too."""
    at = 0
    while at < len(labels):
        kind = _KIND_OF.get(labels[at])
        if kind is None:
            at += 1
            continue
        first = at
        at += 1
        while at < len(labels) and labels[at] == f"I-{kind}":
            at += 1
        yield first, at, kind


def count(names: Iterable[Named]) -> dict[str, int]:
    """How many names of each kind."""
    found = Counter(name.kind for name in names)
    return {kind: found[kind] for kind in KINDS}
