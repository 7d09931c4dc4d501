"""The structure of a personal name: family name, middle names, given name; initials; names of the highlands."""

from __future__ import annotations

from vifacts.language.lexicon import Lexicon
from vifacts.language.text import Text
from vifacts.language.tokens import phrase_keys
from vifacts.resources import read_toml

LEXICON = read_toml("vifacts.extract.persons", "lexicon.toml")


def keyed(words: list[str]) -> frozenset[str]:
    """The keys of words of one token."""
    return frozenset(key for word in words for key in phrase_keys(word))


def phrases(words: list[str]) -> Lexicon[str]:
    """A lexicon that gives back the keys of what it finds."""
    return Lexicon((word, " ".join(phrase_keys(word))) for word in words)


FIRM = keyed(LEXICON["surnames"]["firm"])
LOOSE = keyed(LEXICON["surnames"]["loose"])
PARTICLES = keyed(LEXICON["surnames"]["particles"])
MIDDLE = keyed(LEXICON["middle"]["words"])
APOSTROPHES = frozenset("'’‘`")

#: What a token may be in a name.
OTHER, TITLE, LETTER, UPPER, INITIALS = range(5)


class Shapes:
    """For each token of a text whether it can stand in a name, and where runs of such tokens end."""

    def __init__(self, text: Text) -> None:
        tokens = text.tokens
        raw = text.raw
        self.keys = tokens.keys
        self.starts = starts = tokens.starts
        self.ends = ends = tokens.ends
        self.lines = tokens.lines
        self.kinds = [
            _shape(raw[start:end]) if capital else OTHER
            for start, end, capital in zip(starts, ends, text.capitals, strict=True)
        ]

    def joined(self, i: int) -> bool:
        """Whether token ``i`` follows the one before it after at most one space, on the same line."""
        return self.starts[i] - self.ends[i - 1] <= 1 and self.lines[i] == self.lines[i - 1]

    def run(self, at: int, last: int) -> int:
        """The end of the capitalised words that begin at ``at`` and could be one name."""
        kinds, keys = self.kinds, self.keys
        upper = kinds[at] == UPPER
        if kinds[at] == INITIALS:
            return at + 1
        i = at + 1
        while i < last and self.joined(i):
            kind = kinds[i]
            if (kind == TITLE and not upper) or (kind == UPPER and upper) or kind in (LETTER, INITIALS):
                i += 1
            elif (
                keys[i] in APOSTROPHES
                and i + 1 < last
                and kinds[i + 1] in (TITLE, UPPER)
                and self.starts[i] == self.ends[i - 1]
                and self.starts[i + 1] == self.ends[i]
            ) or (keys[i] == "-" and i + 1 < last and self._hyphened(i)):
                i += 2
            else:
                break
        return i

    def _hyphened(self, i: int) -> bool:
        """Whether a hyphen without spaces joins two syllables of a foreign name ("Kay-xỏn")."""
        return (
            self.starts[i] == self.ends[i - 1]
            and self.starts[i + 1] == self.ends[i]
            and self.keys[i + 1].isalpha()
            and self.kinds[i + 1] == OTHER
        )


_shapes: dict[str, int] = {}


def _shape(word: str) -> int:
    found = _shapes.get(word)
    if found is None:
        if len(_shapes) > 50_000:
            _shapes.clear()
        found = _shapes[word] = _shape_of(word)
    return found


def _shape_of(word: str) -> int:
    if word.isalpha():
        if len(word) == 1:
            return LETTER
        if word.isupper():
            return UPPER
        return TITLE if word[1:].islower() else OTHER
    letters = word.replace(".", "")
    if "." in word and letters.isalpha() and len(letters) <= 4:
        return LETTER if len(letters) == 1 else INITIALS if letters.isupper() else OTHER
    return OTHER


def strength(keys: list[str], first: int, last: int) -> int:
    """How sure the structure of the words [first, last) makes it that they are a person's full name.

    3: family name and typical middle name; 2: family name and two syllables more, or a highland name;
    1: a family name and one more syllable; 0: nothing speaks for it.
    """
    size = last - first
    if not 2 <= size <= 6:
        return 0
    key = keys[first]
    middle = keys[first + 1] in MIDDLE
    if key in FIRM:
        if size == 2:
            return 1
        return 3 if middle else 2
    if key in LOOSE:
        if size == 2:
            return 0
        return 2 if middle else 1
    if key in PARTICLES and size >= 3:
        return 2 if key != "a" else 1
    return 0
