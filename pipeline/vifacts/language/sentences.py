"""Sentences over tokens, for newspaper text with its quotations, abbreviations and lost spaces.

A line feed always ends a sentence. A full stop ends one unless a small letter follows, the stop belongs to
an abbreviation (then it is no token of its own) or numbers an item at the start of a line ("1. Chi bộ").
Quotation marks and brackets that close after the stop belong to the sentence. A missing space after a stop
ends a sentence all the same ("dự đại hội.Đồng chí").
"""

from __future__ import annotations

from dataclasses import dataclass

from vifacts.language.tokens import Tokens

_STOPS = frozenset({".", "?", "!", "…", "./."})
_CLOSERS = frozenset("\"”’»)]}'")
# Abbreviated kinds of units, whose stop may end a sentence too.
_UNITS = frozenset({"tp.", "tx.", "tt."})
_STARTERS = frozenset("theo tại trong sau khi tuy đây hiện các những với để trước ngoài sáng chiều ngày ông".split())
_STARTING_PAIRS = frozenset(
    {("đồng", "chí"), ("bí", "thư"), ("chủ", "tịch"), ("giám", "đốc"), ("phó", "bí"), ("phó", "chủ"), ("phó", "giám")}
)
_GOES_ON = frozenset(",;:")
_OPENERS = frozenset("\"“‘«([{'-–—•*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as code points [start, end) and as tokens [first, last)."""

    start: int
    end: int
    first: int
    last: int


def sentences(text: str, tokens: Tokens) -> list[Sentence]:
    """The sentences of ``text``; every token belongs to exactly one of them."""
    keys, lines, starts, ends = tokens.keys, tokens.lines, tokens.starts, tokens.ends
    found: list[Sentence] = []
    count = len(tokens)
    first = 0
    i = 0

    def close(last: int) -> None:
        nonlocal first
        if last > first:
            found.append(Sentence(starts[first], ends[last - 1], first, last))
            first = last

    while i < count:
        if i > first and lines[i] != lines[i - 1]:
            close(i)
        word = keys[i]
        if word in _STOPS or word.startswith(".."):
            after = i + 1
            while after < count and lines[after] == lines[i] and keys[after] in _CLOSERS:
                if keys[after] in "\"'" and starts[after] > ends[after - 1]:
                    break  # a straight quotation mark after a space opens
                after += 1
            if word == "./." or _ends(text, tokens, first, i, after):
                close(after)
            i = after
        else:
            i += 1
            if word in _UNITS and i < count and lines[i] == lines[i - 1] and _starts(text, tokens, i):
                close(i)
    close(count)
    return found


def _starts(text: str, tokens: Tokens, at: int) -> bool:
    """Whether the words after "TP." begin a sentence and are no name ("của TP. Theo ông", not "TP. Bến Tre")."""
    if not text[tokens.starts[at]].isupper():
        return False
    key = tokens.keys[at]
    return key in _STARTERS or (at + 1 < len(tokens) and (key, tokens.keys[at + 1]) in _STARTING_PAIRS)


def _ends(text: str, tokens: Tokens, first: int, stop: int, after: int) -> bool:
    """Whether the stop at token ``stop`` (its closers end before ``after``) ends the sentence from ``first``."""
    if after >= len(tokens) or tokens.lines[after] != tokens.lines[stop]:
        return True
    if stop == first + 1 and tokens.keys[stop] == "." and tokens.keys[first].isalnum() and len(tokens.keys[first]) < 3:
        return False  # "1. Chi bộ", "a. Kết quả"
    if tokens.keys[after] in _GOES_ON:
        return False  # "ông Trần Văn C., Phó Chủ tịch"
    follows = after
    while follows < len(tokens) - 1 and tokens.keys[follows] in _OPENERS:
        follows += 1
    char = text[tokens.starts[follows]]
    if char.isalpha():
        return char.isupper()
    if char.isdigit():
        return tokens.starts[after] > tokens.ends[after - 1]
    return tokens.keys[stop] != "…" and not tokens.keys[stop].startswith("..")
