"""A number that counts or measures something, before its phrase is read."""

from __future__ import annotations

from dataclasses import dataclass

from vifacts.language.numbers import Comparator, Number
from vifacts.language.sentences import Sentence
from vifacts.record import FigureKind


@dataclass(slots=True, eq=False)
class Candidate:
    """A number that counts or measures, in tokens of the text.

    ``first``/``last`` hold the number as written, ``outer`` the first token of its comparator, ``unit_last`` the
    token after its unit, ``end`` (set by subjects) the token after the noun phrase. ``noun`` is the class of a
    counted noun, ``known`` tells that the lexicon has the unit, ``shared`` that a neighbour gave it.
    """

    number: Number
    sentence: Sentence
    first: int
    last: int
    outer: int
    unit_last: int
    kind: FigureKind
    unit: str | None
    comparator: Comparator
    noun: str | None = None
    known: bool = True
    shared: bool = False
    end: int = 0
    unit_first: int = 0
