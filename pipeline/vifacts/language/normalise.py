"""Unicode at the door, and a matching key of the same length.

Vietnamese writes one syllable in several ways that mean the same: composed or decomposed (NFC/NFD), the
tone on either vowel ("uỷ" = "ủy", "hoà" = "hòa"), Đ as U+0110 or, by keyboards set wrong, as U+00D0.
``nfc`` settles the first once for all; ``key`` folds the others without moving an offset; ``mend`` rewrites
text that vifacts itself reads from a page.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Characters that take no room on paper: zero-width space and joiners, word joiner, BOM, soft hyphen.
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"

_ETH = {0x00D0: "Đ", 0x00F0: "đ"}
_NARROW = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t"
_SPACES = dict.fromkeys(map(ord, _NARROW), " ")
_MEND = {**_ETH, **_SPACES, **dict.fromkeys(map(ord, INVISIBLE), None)}
_FOLDED = [(chr(c), to) for c, to in {**_ETH, **_SPACES}.items()]  # str.replace is far faster than translate

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LETTERS = "a-zà-ỹđ"


def _toned(vowel: str) -> str:
    return "".join(unicodedata.normalize("NFC", vowel + tone) for tone in _TONES)


# An open syllable in oa, oe, uy carries its tone on the first vowel in the key ("hòa", "khỏe", "ủy"); after q
# the u is part of the consonant ("quý", never "qúy").
_MOVES: dict[str, str] = {
    first + second_toned: first_toned + second
    for first, second in (("o", "a"), ("o", "e"), ("u", "y"))
    for first_toned, second_toned in zip(_toned(first), _toned(second), strict=True)
}
_MOVE = re.compile(f"(?<!q)(?:{'|'.join(_MOVES)})(?![{_LETTERS}])")
_Q_MOVES = {"q" + old: "q" + new for new, old in _MOVES.items() if new[0] == "u"}
_Q_MOVE = re.compile(f"(?:{'|'.join(_Q_MOVES)})(?![{_LETTERS}])")


def nfc(text: str) -> str:
    """``text`` in Unicode's composed form."""
    return unicodedata.normalize("NFC", text)


def mend(text: str) -> str:
    """``text`` in NFC with Đ for Ð, one kind of space, and without invisible characters; lengths may change.

    For text that vifacts reads from pages itself. A body that was given is kept as it is (see RECORD.md).
    """
    return nfc(text).translate(_MEND)


def key(text: str) -> str:
    """The matching key of NFC ``text``: lower case, Đ for Ð, tones in one place; always ``len(text)`` long."""
    return _name_key(text) if len(text) < _NAME else _key(text)


def _key(text: str) -> str:
    lower = text.lower()
    if len(lower) != len(text):  # "İ" lowers to two characters
        lower = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    for char, to in _FOLDED:
        if char in lower:
            lower = lower.replace(char, to.lower())
    lower = _MOVE.sub(lambda m: _MOVES[m[0]], lower)
    return _Q_MOVE.sub(lambda m: _Q_MOVES[m[0]], lower)


#: Names are asked for again and again, texts once.
_NAME = 100
_name_key = lru_cache(maxsize=50_000)(_key)


def plain(text: str) -> str:
    """``key(text)`` without diacritics ("Đảng ủy" -> "dang uy"), always ``len(text)`` long for NFC text."""
    return key(text).translate(_BASES)


class _Bases(dict[int, str]):
    """Code point -> its letter without marks, filled as letters are met."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFD", chr(code))[0]
        if len(self) < 10_000:
            self[code] = base
        return base


_BASES = _Bases({ord("đ"): "d"})
