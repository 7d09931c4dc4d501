"""Titles: the heads of posts with the levels before and after them."""

from __future__ import annotations

from dataclasses import dataclass

from vifacts.language.lexicon import Lexicon
from vifacts.language.tokens import phrase_keys
from vifacts.resources import read_toml

LEXICON = read_toml("vifacts.extract.roles", "lexicon.toml")


def joined(phrase: str) -> str:
    """The keys of ``phrase`` in one string."""
    return " ".join(phrase_keys(phrase))


def phrases(words: list[str]) -> Lexicon[str]:
    """A lexicon that gives back the keys of what it finds."""
    return Lexicon((word, joined(word)) for word in words)


TITLES = phrases(LEXICON["titles"]["words"])
ERRANDS = phrases(LEXICON["titles"]["errands"])
NEEDS_BODY = frozenset(map(joined, LEXICON["titles"]["bare_never"]))
NAMED = frozenset(map(joined, LEXICON["titles"]["named"]))
WEAK = frozenset(map(joined, LEXICON["titles"]["weak"]))
BEFORE = phrases(LEXICON["levels"]["before"])
AFTER = phrases(LEXICON["levels"]["after"])
FORMER = phrases(LEXICON["levels"]["former"])
ACTING = phrases(LEXICON["levels"]["acting"])
FRESH = phrases(LEXICON["levels"]["fresh"])
STARTS = frozenset(
    joined(word).split()[0]
    for word in (
        *LEXICON["titles"]["words"],
        *LEXICON["levels"]["before"],
        *LEXICON["levels"]["former"],
        *LEXICON["levels"]["acting"],
        *LEXICON["levels"]["fresh"],
    )
)

_SHORT = {joined(short): joined(full) for short, full in LEXICON["titles"]["short"].items()}
_NOT_AFTER = {key: frozenset(map(joined, words)) for key, words in LEXICON["titles"]["not_after"].items()}


def _seconds() -> dict[str, frozenset[str] | None]:
    """For the first word of a title or modifier the words that can follow it; None for any word."""
    found: dict[str, set[str] | None] = {}
    groups = [(LEXICON["titles"]["words"], False)]
    groups += [(LEXICON["levels"][name], True) for name in ("before", "former", "acting", "fresh")]
    for words, modifier in groups:
        for word in words:
            first, *rest = joined(word).split()
            if not rest and not modifier:
                found[first] = None
            elif (known := found.setdefault(first, set())) is not None:
                known.update(rest[:1] if rest else STARTS)
    return {key: None if words is None else frozenset(words) for key, words in found.items()}


_SECONDS = _seconds()
_ANY = frozenset[str]()
_UNREAD = object()
_LEADS = FORMER.firsts | FRESH.firsts | ACTING.firsts


@dataclass(frozen=True, slots=True)
class Title:
    """The tokens [first, last) of a title, from its level on ("Phó Chủ tịch Thường trực").

    ``head`` are the keys of the title itself ("chủ tịch"); ``acting`` is set by "quyền".
    """

    first: int
    last: int
    head: str
    acting: bool = False
    former: bool = False

    @property
    def weak(self) -> bool:
        return self.head in WEAK

    @property
    def needs_body(self) -> bool:
        return self.head in NEEDS_BODY


#: The keys of the text read last, and its titles: several components ask for the same ones.
_read: tuple[list[str], dict[tuple[int, int], Title | None]] = ([], {})


def title(keys: list[str], at: int, last: int) -> Title | None:
    """The title that begins at token ``at``, with "nguyên", "quyền" before it and its levels."""
    global _read
    seconds = _SECONDS.get(keys[at], _ANY)
    if seconds is not None and (at + 1 >= last or keys[at + 1] not in seconds):
        return None
    read = _read
    if read[0] is not keys:
        read = _read = (keys, {})
    found = read[1].get((at, last), _UNREAD)
    if found is _UNREAD:
        found = read[1][at, last] = _title(keys, at, last)
    return found  # type: ignore[return-value]


def _title(keys: list[str], at: int, last: int) -> Title | None:
    i = at
    former = acting = False
    while i < last and keys[i] in _LEADS:
        step = FORMER.match(keys, i, last)
        if step is not None:
            former = True
            i = step[0]
            continue
        step = FRESH.match(keys, i, last)
        if step is not None and not former:
            i = step[0]
            continue
        step = ACTING.match(keys, i, last)
        if step is not None and step[0] < last and (TITLES.match(keys, step[0], last) or keys[step[0]] == "phó"):
            acting = True
            i = step[0]
            continue
        break
    if i >= last:
        return None
    first = i
    match = None
    while i < last and (match := TITLES.match(keys, i, last)) is None:
        level = BEFORE.match(keys, i, last)
        if level is None:
            return None
        i = level[0]
    if match is None or (first and match[1] in _NOT_AFTER.get(keys[first - 1], ())):
        return None
    end = match[0]
    after = TITLES.match(keys, end, last) if match[1] == "công chức" and end < last else None
    if after is not None and after[1] not in WEAK:
        return None  # a heading without its stop: "Dôi dư 90 cán bộ, công chức Chủ tịch UBND tỉnh ..."
    errand = ERRANDS.match(keys, first, last) or ERRANDS.match(keys, i, last)
    if errand is not None and errand[0] >= end:
        return None
    while end < last:
        level = AFTER.match(keys, end, last)
        if level is None:
            break
        end = level[0]
    return Title(first, end, _SHORT.get(match[1], match[1]), acting, former)
