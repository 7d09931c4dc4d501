"""The lexicons of the figures grammar, read once from lexicon.toml."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar, get_args

from vifacts.language.lexicon import Lexicon
from vifacts.language.tokens import phrase_keys
from vifacts.record import Sense
from vifacts.resources import read_toml

V = TypeVar("V")


class Phrasebook(Lexicon[V]):
    """A lexicon that knows the first words of its phrases, so that a walk over a text skips what begins none."""

    def __init__(self, entries: Iterable[tuple[str, V]] = ()) -> None:
        self.firsts: set[str] = set()
        self._lasts: set[str] = set()
        super().__init__(entries)

    def add(self, phrase: str, value: V) -> None:
        """Add ``phrase``; a later value of the same phrase replaces the earlier one."""
        super().add(phrase, value)
        keys = phrase_keys(phrase)
        self.firsts.add(keys[0])
        self._lasts.add(keys[-1])

    def match_before(self, keys: list[str], end: int, longest: int = 6) -> tuple[int, V] | None:
        """The longest phrase that ends just before token ``end``: (its first token, its value), or None."""
        if end < 1 or keys[end - 1] not in self._lasts:
            return None
        return super().match_before(keys, end, longest)


_DATA: dict[str, Any] = read_toml("vifacts.extract.figures", "lexicon.toml")


def _phrases(table: str, name: str = "words") -> Phrasebook[bool]:
    return Phrasebook((phrase, True) for phrase in _DATA[table][name])


def _flagged(table: str, yes: str, no: str) -> Phrasebook[bool]:
    """Phrases that count (True) and longer ones that only look like them (False)."""
    return Phrasebook([(p, True) for p in _DATA[table][yes]] + [(p, False) for p in _DATA[table][no]])


#: Counted nouns with their class: person, organization, place or thing.
NOUNS: Phrasebook[str] = Phrasebook(
    (phrase, group) for group in ("person", "organization", "place", "thing") for phrase in _DATA["nouns"][group]
)
CLASSIFIERS = frozenset(_DATA["nouns"]["classifier"])
#: Counted nouns, heads and subjects that say little by themselves.
WEAK_UNITS = frozenset(_DATA["nouns"]["weak"])
SHORT_HEADS = frozenset(_DATA["heads"]["short"])
POINTERS = frozenset(_DATA["heads"]["pointers"])
PREFIXES: Phrasebook[bool] = _phrases("nouns", "prefix")
#: Bodies that consist of people: "Ban Thường vụ gồm 9 người".
BODIES: Phrasebook[bool] = _phrases("nouns", "body")
HEADS = _flagged("heads", "words", "not_heads")
LINKS = _phrases("links")
OPENERS = _phrases("openers")
COMPOUNDS = _phrases("compounds")
BREAKS = _phrases("breaks")
ACTIONS = _flagged("actions", "words", "not_actions")
STOPS = _phrases("stops")
NOT_NOUNS = _phrases("not_nouns")
#: Words that make a number a name: True always, False unless a unit or counted noun follows.
NAMES_BEFORE: Phrasebook[bool] = Phrasebook(
    [(p, False) for p in _DATA["names"]["unless_counted"]] + [(p, True) for p in _DATA["names"]["always"]]
)
IDIOMS = _phrases("idioms")
TARGETS: Phrasebook[bool] = Phrasebook(
    [(p, True) for p in _DATA["target"]["before"]] + [(p, False) for p in _DATA["target"]["not_target"]]
)
SENSES: Phrasebook[Sense] = Phrasebook(
    (phrase, sense) for sense in get_args(Sense) if sense in _DATA["sense"] for phrase in _DATA["sense"][sense]
)
SPEECH = _phrases("speech")
OBLIQUE = _phrases("oblique")
COLLECTIVES = _phrases("collectives")
TITLES = _phrases("titles")
LOCATIVE = _phrases("locative")
PEOPLE = _phrases("people")
OWN_COLLECTIVES = _phrases("own_collectives")
SECTORS = _phrases("sectors")
PAPERS = _phrases("papers")
ANNIVERSARIES = _phrases("anniversaries")
SOURCES = _phrases("sources")
#: Level words with (level, whether an institution is meant).
LEVELS: Phrasebook[tuple[str, bool]] = Phrasebook(
    (phrase, (level, table == "institutions"))
    for table in ("levels", "institutions")
    for level, phrases in _DATA[table].items()
    for phrase in phrases
)


def find(lexicon: Phrasebook[V], keys: list[str], first: int, last: int) -> list[tuple[int, int, V]]:
    """All longest phrases of ``lexicon`` within the tokens [first, last): (first token, token after it, value)."""
    found = []
    firsts = lexicon.firsts
    i = first
    while i < last:
        if keys[i] not in firsts:
            i += 1
            continue
        match = lexicon.match(keys, i, last)
        if match:
            found.append((i, match[0], match[1]))
            i = match[0]
        else:
            i += 1
    return found
