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
#: Abbreviations that are syllables in lower case: "TƯ", but "Sở Tư pháp".
_SYLLABLES = frozenset({"tư"})
_STRIPPED = frozenset("“”\"'‘’.,;:()")


@lru_cache(maxsize=20_000)
def canonical(name: str) -> str:
    """The comparison form of ``name``: folded keys, abbreviations written out, punctuation and a bracket's copy of
    the words before it ("Ủy ban Kiểm tra (UBKT)") dropped."""
    # "TP." is a token of its own before a word: the stop is dropped, so that one entry serves both spellings
    tokens = tokenize(name)
    keys = [key[:-1] if len(key) > 1 and key[-1] == "." else key for key in tokens.keys]
    words: list[str] = []
    i = 0
    while i < len(keys):
        if keys[i] == "(" and i and i + 2 < len(keys) and keys[i + 2] == ")":
            copy = _ABBREVIATIONS.match(keys, i + 1, i + 2)
            if copy is not None and words[-len(copy[1]) :] == copy[1]:
                i += 3
                continue
        found = _ABBREVIATIONS.match(keys, i)
        if found and not (keys[i] in _SYLLABLES and not name[tokens.starts[i] : tokens.ends[i]].isupper()):
            i, full = found
            words.extend(full)
        else:
            if keys[i] not in _STRIPPED:
                words.append(keys[i])
            i += 1
    return " ".join(words)
