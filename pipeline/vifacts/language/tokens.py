"""Syllable tokens with offsets: what all grammars walk over.

A token is a syllable, a number as written ("1.234,5", "5/1/2021"), a document number ("04-ĐA/HU"), a clock
time ("18h30"), an abbreviation with its stop ("TP.", "Th.S") or one mark of punctuation. White space is no
token. Tokens never cross a line feed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from vifacts.language.normalise import INVISIBLE, key, nfc

_L = r"[^\W\d_]"
_LETTER = rf"(?:{_L}[\u0300-\u036f]*)"
_WORD = rf"{_LETTER}(?:{_LETTER}|[{INVISIBLE}](?={_L})|[\u0300-\u036f])*"
_UPPER = "A-ZĐÐÀ-ÖØ-ÝĂĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))  # the block alternates capital and small

# Abbreviations that end in a stop which ends no sentence; matched without regard to case where marked.
_DOTTED = (
    r"(?:Th\.? ?S|Ths|ThS|PGS|GS|TS|TSKH|BS|BSCK\d?|DS|KS|CN|NCS|NGƯT|NGND|NSƯT|NSND|LS|Ts"
    r"|TP|Tp|tp|TX|Tx|TT|Tt|KP|Kp|P|Q|H|X|Đ|đ/c|Đ/c|đ\.c|Đ\.c|Mr|Ms|Mrs|St|v\.v)\."
)

_TOKEN = re.compile(
    "|".join(
        (
            # most tokens: a plain word that nothing below could want (first, because it is met most)
            rf"{_L}+(?![\w./\u0300-\u036f{INVISIBLE}])",
            # the stop that ends an article
            r"\./\.",
            # 04-ĐA/HU, 18-NQ/TW, 123/2020/NĐ-CP, 05-CT/TW, 1234/QĐ-UBND, 22/CT-TTg, 05/CTr-HU
            rf"\d+(?:/\d{{4}})?[-–/](?:[{_UPPER}][{_UPPER}a-zđ]*)(?:[-/&.](?:[{_UPPER}a-zđ]+\d*))+",
            rf"\d+-(?:[{_UPPER}]{{2,}})(?:[/-][{_UPPER}]+)*(?![a-zà-ỹ])",
            # dates: 5/1/2021, 05.01.2021, 5-1-2021
            r"\d{1,2}([/.-])\d{1,2}\1\d{4}(?!\d)",
            # clock: 18h30, 7h, 14g30
            r"\d{1,2}[hg]\d{2}(?!\w)|\d{1,2}h(?!\w)",
            # numbers: 1.234.567,8   2,5   05
            r"\d+(?:[.,]\d+)*",
            # dotted abbreviations before the word rule
            rf"(?<!\w)(?:{_DOTTED})(?=\s?\S)",
            r"(?<!\w)đ/c(?!\w)|(?<!\w)Đ/c(?!\w)",
            # initials: L.T.H, N.V.A.
            rf"(?<!\w)(?:[{_UPPER}][a-zđ]?\.)+[{_UPPER}](?!\w)",
            rf"(?<!{_L})[ckdm]?m[²³23](?!\w)",
            _WORD,
            r"\.{2,}|…",
            r"\S",
        )
    )
)

_DROP = dict.fromkeys(map(ord, INVISIBLE), None)


@dataclass(slots=True)
class Tokens:
    """Parallel lists, one entry a token: ``starts``, ``ends`` (code points), ``keys`` (folded words).

    ``lines`` holds the number of line feeds before each token, so that two tokens are on one line exactly
    when their entries are equal.
    """

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, offset: int) -> int:
        """The index of the first token that ends after ``offset`` (``len(self)`` when there is none)."""
        return bisect_right(self.ends, offset)

    def range(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of the tokens that overlap the span [start, end) of code points."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)


def tokenize(text: str, folded: str | None = None) -> Tokens:
    """The tokens of NFC ``text``; ``folded`` is its ``key`` where the caller has it."""
    folded = key(text) if folded is None else folded
    spans = [match.span() for match in _TOKEN.finditer(text)]
    keys = [folded[start:end] for start, end in spans]
    if any(c in folded for c in INVISIBLE):
        keys = [word.translate(_DROP) for word in keys]
        spans = [span for span, word in zip(spans, keys, strict=True) if word]
        keys = [word for word in keys if word]
    tokens = Tokens([start for start, _ in spans], [end for _, end in spans], keys)
    lines, starts = tokens.lines, tokens.starts
    feeds, feed = 0, text.find("\n")
    while feed != -1:
        lines += [feeds] * (bisect_right(starts, feed) - len(lines))
        feeds += 1
        feed = text.find("\n", feed + 1)
    lines += [feeds] * (len(starts) - len(lines))
    return tokens


def phrase_keys(phrase: str) -> list[str]:
    """The keys of the tokens of a phrase of a lexicon; phrases of letters alone, which most are, are split at spaces."""
    text = nfc(phrase)
    folded = key(text)
    return folded.split() if folded.replace(" ", "").isalpha() else tokenize(text, folded).keys
