"""Tone marks where the old style puts them, the style that underthesea's segmenter knows ("hoà", "uỷ")."""

from __future__ import annotations

import unicodedata
from functools import cache

_ONSETS = frozenset("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x".split()) | {""}


@cache
def _old_endings() -> dict[str, str]:
    """ "òa" to "oà" and the like: the endings whose tone mark the old style puts on the last letter."""
    endings = {}
    for tone in "\u0300\u0301\u0309\u0303\u0323":
        for first, second in ("oa", "oe", "uy"):
            new, old = (
                unicodedata.normalize("NFC", first + tone) + second,
                first + unicodedata.normalize("NFC", second + tone),
            )
            for change in (str.lower, str.upper, str.capitalize):
                endings[change(new)] = change(old)
    return endings


def to_old_tones(token: str) -> str:
    """The token with its tone mark where the old style puts it ("hòa" to "hoà", "Ủy" to "Uỷ"); the length stays."""
    old = _old_endings().get(token[-2:])
    return token[:-2] + old if old is not None and token[:-2].lower() in _ONSETS else token
