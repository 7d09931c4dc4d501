"""Who signs an article."""

from __future__ import annotations

from vifacts.extract.persons.context import CREDITS
from vifacts.extract.persons.names import INITIALS, LEXICON, OTHER, UPPER, Shapes, phrases
from vifacts.language.text import Text

FURNITURE = phrases(LEXICON["furniture"]["words"])
_BETWEEN = frozenset(("-", "–", "—", ",", "và", "/", ":", ".", ";", "(", ")", "ảnh", "tin", "bài", "&"))


def byline(text: Text, shapes: Shapes, taken: bytearray) -> list[tuple[int, int]]:
    """The names that sign the text: its short last line or sentence, when it is made of names only."""
    sentences = text.sentences
    keys, kinds = shapes.keys, shapes.kinds
    at = len(sentences) - 1
    last = sentences[at].last
    while at >= 0 and all(not keys[i].isalnum() for i in range(sentences[at].first, sentences[at].last)):
        at -= 1
        if at < 0:
            return []
    first, last = sentences[at].first, sentences[at].last
    while last > first and keys[last - 1] in ("./.", ".", ")", "!"):
        last -= 1
    if keys[first] == "(":
        first += 1
    credit = CREDITS.match(keys, first, last)
    if credit is not None:
        if credit[1] == "theo":
            return []
        first = credit[0]
        if first < last and keys[first] == ":":
            first += 1
    if first >= last or last - first > 12:
        return []
    names: list[tuple[int, int]] = []
    i = first
    while i < last:
        if kinds[i] != OTHER and not taken[i]:
            end = shapes.run(i, last)
            if FURNITURE.match(keys, i, end) is not None:
                i = end
                continue
            if (
                end - i > 5
                or (end - i == 1 and kinds[i] not in (INITIALS, UPPER) and credit is None)
                or any(taken[i:end])
            ):
                return []
            names.append((i, end))
            i = end
        elif taken[i] == 2 or keys[i] in _BETWEEN:
            i += 1
        else:
            return []
    return [(start, end) for start, end in names if end - start > 1 or kinds[start] == INITIALS or credit is not None]
