"""The head nouns of organisations and the small lexicons around them (lexicon.toml, fields.toml)."""

from __future__ import annotations

from dataclasses import dataclass

from vifacts.language.lexicon import Lexicon
from vifacts.language.tokens import tokenize
from vifacts.resources import read_toml

_DATA = read_toml("vifacts.extract.organizations", "lexicon.toml")


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun: its class in lexicon.toml; ``unit`` is the kind word that it implies ("Huyện ủy": huyện)."""

    group: str
    key: str
    unit: str | None = None


def _keyed(name: str) -> str:
    return " ".join(tokenize(name).keys)


def _keys(section: str, name: str = "heads") -> frozenset[str]:
    return frozenset(_keyed(word) for word in _DATA[section][name])


def _phrases(words: list[str]) -> Lexicon[bool]:
    return Lexicon((word, True) for word in words)


def _variants(name: str) -> list[str]:
    """ "Tài nguyên và Môi trường" is also written with "&" and with a dash."""
    return [name.replace(" và ", f" {joint} ") for joint in ("và", "&", "-", "–")] if " và " in name else [name]


HEADS: Lexicon[Head] = Lexicon()
for _group in ("field", "free"):
    for _name in _DATA["named"][_group]:
        HEADS.add(_name, Head(_group, _keyed(_name)))
for _name in _DATA["level"]:
    HEADS.add(_name, Head("level", _keyed(_name)))
for _name, _unit in _DATA["committee"].items():
    HEADS.add(_name, Head("level", _keyed(_name), _unit))
for _group in ("function", "self", "national", "brands", "whole"):
    for _name in _DATA[_group]["names"]:
        HEADS.add(_name, Head(_group, _keyed(_name)))

#: The first words of all head nouns: what a walk over the tokens looks at twice.
FIRST = frozenset(
    tokenize(name).keys[0]
    for names in (
        *(_DATA["named"][group] for group in ("field", "free")),
        _DATA["level"],
        _DATA["committee"],
        *(_DATA[group]["names"] for group in ("function", "self", "national", "brands", "whole")),
    )
    for name in names
)
LEVELS = _phrases(_DATA["levels"]["words"])
_FIELDS = read_toml("vifacts.extract.organizations", "fields.toml")
FIELDS = _phrases([variant for name in _FIELDS["fields"] for variant in _variants(name)])
VERBS = frozenset(_keyed(word) for word in _FIELDS["verbs"])
SECTORS = frozenset(_DATA["collective"]["sectors"])
COLLECTIVE = _phrases(_DATA["collective"]["words"])
PAPERS = _phrases(_DATA["brands"]["papers"])
INSIDE = _phrases(_DATA["inside"]["words"])
CUES = _keys("brands", "cues")
NOT_AFTER: dict[str, frozenset[str]] = {head: frozenset(words) for head, words in _DATA["not_after"].items()}
NEVER_AFTER: dict[str, frozenset[str]] = {head: frozenset(words) for head, words in _DATA["never_after"].items()}
CAPITAL_ONLY = _keys("capital_only")
CAPITAL_NEXT = _keys("capital_next")
WORDY = _keys("wordy")
WORD_STOPS = frozenset(_DATA["wordy"]["stops"])
PRESS = _keys("press")
SEATED = _keys("seated")
COUNTED = _keys("counted")
JOINING = _keys("joining")
PLURAL = _keys("plural")
BLOCS = _keys("blocs")
BLOC_FIELDS = _phrases(_DATA["blocs"]["fields"])
SMALL = _keys("whole", "small")
#: Last words of posts: a full name after them and a bare head is the holder's ("Bí thư chi bộ Lò Văn Páo").
POSTS = frozenset(_DATA["posts"]["words"])
