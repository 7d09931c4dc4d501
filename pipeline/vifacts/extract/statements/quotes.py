"""Quotations: which tokens stand inside quotation marks."""

from __future__ import annotations

from dataclasses import dataclass

from vifacts.language.text import Text

_OPEN = {"“": "”", "«": "»", "‟": "”"}
_CLOSE = frozenset("”»")
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: the tokens of its marks; ``shut`` equals the number of the last token where it is never closed."""

    opened: int
    shut: int
    closed: bool = True

    @property
    def size(self) -> int:
        return self.shut - self.opened - 1


def find_quotes(text: Text) -> list[Quote]:
    """The outermost quotations of ``text``; a quotation may run over sentences and paragraphs.

    A straight mark opens after a space or a mark and shuts after a word; a mark that is never shut quotes to the
    end of its line.
    """
    tokens = text.tokens
    keys, lines, starts, ends = tokens.keys, tokens.lines, tokens.starts, tokens.ends
    found: list[Quote] = []
    i, count = 0, len(keys)
    while i < count:
        key = keys[i]
        if key in _OPEN:
            found.append(_until(keys, lines, i, frozenset((_OPEN[key], '"')), count))
            i = found[-1].shut + 1
        elif key == '"' and (
            (i + 1 < count and starts[i + 1] == ends[i]) or (i + 1 < count and starts[i + 1] > ends[i] and i == 0)
        ):
            found.append(_until(keys, lines, i, frozenset(('"', "”")), count))
            i = found[-1].shut + 1
        else:
            i += 1
    return found


def _until(keys: list[str], lines: list[int], at: int, marks: frozenset[str], count: int) -> Quote:
    for j in range(at + 1, min(count, at + _LONGEST)):
        if keys[j] in marks:
            return Quote(at, j)
        if keys[j] in _OPEN and lines[j] != lines[at]:
            break
    end = at
    while end + 1 < count and lines[end + 1] == lines[at]:
        end += 1
    return Quote(at, end, False)
