"""The lexicons of the figures grammar, read once from lexicon.toml."""

from __future__ import annotations

from typing import Any, get_args

from vifacts.language.lexicon import Lexicon
from vifacts.record import Sense
from vifacts.resources import read_toml

_DATA: dict[str, Any] = read_toml("vifacts.extract.figures", "lexicon.toml")


def _phrases(table: str, name: str = "words") -> Lexicon[bool]:
    return Lexicon((phrase, True) for phrase in _DATA[table][name])


def _flagged(table: str, yes: str, no: str) -> Lexicon[bool]:
    """Phrases that count (True) and longer ones that only look like them (False)."""
    return Lexicon([(p, True) for p in _DATA[table][yes]] + [(p, False) for p in _DATA[table][no]])


#: Counted nouns with their class: person, organization, place or thing.
NOUNS: Lexicon[str] = Lexicon(
    (phrase, group) for group in ("person", "organization", "place", "thing") for phrase in _DATA["nouns"][group]
)
CLASSIFIERS = frozenset(_DATA["nouns"]["classifier"])
#: Counted nouns, heads and subjects that say little by themselves.
WEAK_UNITS = frozenset(_DATA["nouns"]["weak"])
SHORT_HEADS = frozenset(_DATA["heads"]["short"])
POINTERS = frozenset(_DATA["heads"]["pointers"])
PREFIXES: Lexicon[bool] = _phrases("nouns", "prefix")
#: Bodies that consist of people: "Ban Thường vụ gồm 9 người".
BODIES: Lexicon[bool] = _phrases("nouns", "body")
HEADS = _flagged("heads", "words", "not_heads")
LINKS = _phrases("links")
OPENERS = _phrases("openers")
COMPOUNDS = _phrases("compounds")
BREAKS = _phrases("breaks")
ACTIONS = _flagged("actions", "words", "not_actions")
STOPS = _phrases("stops")
NOT_NOUNS = _phrases("not_nouns")
#: Words that make a number a name: True always, False unless a unit or counted noun follows.
NAMES_BEFORE: Lexicon[bool] = Lexicon(
    [(p, False) for p in _DATA["names"]["unless_counted"]] + [(p, True) for p in _DATA["names"]["always"]]
)
IDIOMS = _phrases("idioms")
TARGETS: Lexicon[bool] = Lexicon(
    [(p, True) for p in _DATA["target"]["before"]] + [(p, False) for p in _DATA["target"]["not_target"]]
)
SENSES: Lexicon[Sense] = Lexicon(
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
LEVELS: Lexicon[tuple[str, bool]] = Lexicon(
    (phrase, (level, table == "institutions"))
    for table in ("levels", "institutions")
    for level, phrases in _DATA[table].items()
    for phrase in phrases
)
