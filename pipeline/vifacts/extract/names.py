"""When two names mean the same: abbreviations and spelling folded away (data in abbreviations.toml)."""

from __future__ import annotations

from functools import lru_cache

from vifacts.language.lexicon import Lexicon
from vifacts.language.tokens import tokenize
from vifacts.resources import read_toml

_ABBREVIATIONS: Lexicon[list[str]] = Lexicon(
    (short, tokenize(full).keys)
    for short, full in read_toml("vifacts.extract", "abbreviations.toml")["abbreviations"].items()
)
_STRIPPED = frozenset("“”\"'‘’.,;:()")


@lru_cache(maxsize=20_000)
def canonical(name: str) -> str:
    """The comparison form of ``name``: folded keys with abbreviations written out, punctuation at the ends dropped."""
    keys = tokenize(name).keys
    words: list[str] = []
    i = 0
    while i < len(keys):
        found = _ABBREVIATIONS.match(keys, i)
        if found:
            i, full = found
            words.extend(full)
        else:
            if keys[i] not in _STRIPPED:
                words.append(keys[i])
            i += 1
    return " ".join(words)
