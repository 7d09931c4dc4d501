"""The catalogue of indicators, read once from catalogue/*.toml and words.toml.

A rule names phrases; each distinct phrase has a bit, so that a rule is compared with a text by a few ``&``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from vifacts.language.lexicon import Lexicon
from vifacts.language.tokens import phrase_keys
from vifacts.record import FigureKind
from vifacts.resources import read_toml

PACKAGE = "vifacts.extract.indicators"
#: The files of the catalogue in the order in which their indicators are tried.
FILES = (
    "members",
    "organisations",
    "quality",
    "inspection",
    "cadres",
    "congress",
    "movements",
    "countryside",
    "economy",
    "people",
)


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold for a figure; a mask of 0 asks nothing, each group of ``subject`` and ``near`` needs one bit."""

    units: frozenset[str]
    subject: tuple[int, ...]
    near: tuple[int, ...]
    before: int
    after: int
    not_after: frozenset[str]
    without: int
    bare: frozenset[str] | None
    row: frozenset[str]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that is counted or measured.

    ``unit`` is the unit its values are compared in; ``change`` is "level" for a state or a yield, else the sense
    ("increase", "decrease") of which the indicator is the amount; ``most`` is the largest value that makes sense.
    """

    id: str
    vi: str
    en: str
    kind: FigureKind
    unit: str
    definition: str
    group: str
    change: str
    most: float | None
    guarded: bool
    rules: tuple[Rule, ...]


class Phrases:
    """All phrases of all rules: their bits, and the trie that finds them."""

    def __init__(self, classes: dict[str, str]) -> None:
        self.classes = {name: self._split(spec) for name, spec in classes.items()}
        self.bits: dict[str, int] = {}

    def alternatives(self, spec: str) -> list[str]:
        """ "a|b|@class" -> the phrases it stands for; KeyError for a class that words.toml does not have."""
        found: list[str] = []
        for part in spec.split("|"):
            found += self.classes[part[1:]] if part.startswith("@") else self._split(part)
        return found

    @staticmethod
    def _split(spec: str) -> list[str]:
        return [" ".join(keys(part)) for part in spec.split("|")]

    def mask(self, spec: str) -> int:
        """The bits of the alternatives of ``spec``; 0 for an empty one."""
        mask = 0
        for phrase in self.alternatives(spec) if spec else ():
            mask |= 1 << self.bits.setdefault(phrase, len(self.bits))
        return mask

    def trie(self) -> Lexicon[int]:
        """Phrase -> its bit and the bits of all phrases within it (only the longest match is reported)."""
        return Lexicon((phrase, self._with_parts(phrase.split(" "))) for phrase in self.bits)

    def _with_parts(self, words: list[str]) -> int:
        found = 0
        for start in range(len(words)):
            for end in range(start + 1, len(words) + 1):
                bit = self.bits.get(" ".join(words[start:end]))
                if bit is not None:
                    found |= 1 << bit
        return found


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The indicators by kind in the order of the files, and the words that rules ask for."""

    indicators: tuple[Indicator, ...]
    by_kind: dict[str, tuple[Indicator, ...]]
    trie: Lexicon[int]
    changes: int
    settled: int
    guards: dict[str, int]


def keys(text: str) -> list[str]:
    """The token keys of a phrase or unit."""
    return phrase_keys(text)


@cache
def catalogue() -> Catalogue:
    """The catalogue; KeyError or TypeError for a file that says what no rule has."""
    words = read_toml(PACKAGE, "words.toml")
    phrases = Phrases(words["classes"])
    fillers = frozenset(word for phrase in words["fillers"] for word in keys(phrase))
    made = []
    for name in FILES:
        table = tomllib.loads(files(PACKAGE).joinpath("catalogue", f"{name}.toml").read_text(encoding="utf-8"))
        made += [_indicator(entry, name, phrases, fillers) for entry in table["indicator"]]
    changes, settled = phrases.mask(words["changes"]), phrases.mask(words["settled"])
    guards = {kind: phrases.mask(spec) for kind, spec in words["guards"].items()}
    kinds = dict.fromkeys(i.kind for i in made)
    return Catalogue(
        indicators=tuple(made),
        by_kind={kind: tuple(i for i in made if i.kind == kind) for kind in kinds},
        trie=phrases.trie(),
        changes=changes,
        settled=settled,
        guards=guards,
    )


@lru_cache(maxsize=2048)
def candidates(kind: FigureKind, unit: str) -> tuple[tuple[Indicator, Rule], ...]:
    """The rules that a figure of that kind and unit (as token keys) can meet, in the order of the catalogue."""
    return tuple(
        (one, rule)
        for one in catalogue().by_kind.get(kind, ())
        for rule in one.rules
        if not rule.units or unit in rule.units
    )


def _indicator(entry: dict[str, Any], group: str, phrases: Phrases, fillers: frozenset[str]) -> Indicator:
    entry = dict(entry)
    rules = tuple(_rule(phrases, fillers, **rule) for rule in entry.pop("rules"))
    return Indicator(
        group=group,
        change=entry.pop("change", "level"),
        most=entry.pop("most", 100 if entry["kind"] == "percent" else None),
        guarded=entry.pop("guarded", True),
        rules=rules,
        **entry,
    )


def _rule(
    phrases: Phrases,
    fillers: frozenset[str],
    *,
    units: str = "",
    subject: Iterable[str] = (),
    near: Iterable[str] = (),
    before: str = "",
    after: str = "",
    not_after: str = "",
    without: str = "",
    bare: bool = False,
    row: Iterable[str] = (),
) -> Rule:
    subject = tuple(subject)
    allowed = None
    if bare:
        allowed = fillers.union(
            word for spec in (*subject, units) for p in phrases.alternatives(spec) for word in p.split()
        )
    return Rule(
        units=frozenset(phrases.alternatives(units) if units else ()),
        subject=tuple(phrases.mask(spec) for spec in subject),
        near=tuple(phrases.mask(spec) for spec in near),
        before=phrases.mask(before),
        after=phrases.mask(after),
        not_after=frozenset(phrases.alternatives(not_after) if not_after else ()),
        without=phrases.mask(without),
        bare=allowed,
        row=frozenset(row),
    )
