"""The tokens of one article as the grammar of names walks over them."""

from __future__ import annotations

from vifacts.extract.draft import Draft
from vifacts.language.lexicon import Lexicon
from vifacts.language.text import Text
from vifacts.places.units import Units, units
from vifacts.resources import read_toml

_NAMES = read_toml("vifacts.extract.organizations", "words.toml")
SURNAMES = frozenset(_NAMES["surnames"])
STRONG = frozenset(_NAMES["strong"])
MIDDLE = frozenset(_NAMES["middle"])
STARTERS = frozenset(_NAMES["starters"])
#: Phrases in capitals that begin no name and end one ("Bí thư", "Đại hội").
NO_NAMES: Lexicon[bool] = Lexicon((phrase, True) for phrase in _NAMES["no_names"])
_PRONOUNS = frozenset(("ông", "bà", "anh", "chị"))
_COMPLETE = frozenset(("tỉnh", "thành phố", "huyện", "quận", "thị xã"))
_PLAIN = {"–": "-", "’": "'"}
_APOSTROPHES = frozenset("'’")


class Page:
    """Token keys, capitals and the tables of units, with the readers of capitalised names.

    All positions are token numbers; ``last`` is the token that a reader may not reach (the end of its sentence).
    """

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.text: Text = draft.text
        self.keys = draft.text.tokens.keys
        self.starts = draft.text.tokens.starts
        self.ends = draft.text.tokens.ends
        raw = draft.text.raw
        self.capital = draft.text.capitals
        self.units: Units = units()
        if "tt." in self.keys:
            self._undot()
        #: The keys with the dash and the apostrophe of the tables.
        self.plain = [_PLAIN.get(key, key) for key in self.keys] if "–" in raw or "’" in raw else self.keys

    def _undot(self) -> None:
        """Take the full stop off an abbreviation that it does not belong to ("Sở TT&TT. Quảng Ninh")."""
        self.keys, self.ends = self.keys[:], self.ends[:]
        for i in range(1, len(self.keys)):
            if self.keys[i] == "tt." and self.keys[i - 1] in ("&", "-"):
                self.keys[i] = "tt"
                self.ends[i] -= 1

    def word(self, at: int) -> str:
        """The token as written."""
        return self.text.raw[self.starts[at] : self.ends[at]]

    def span(self, first: int, last: int) -> str:
        """The text of the tokens [first, last)."""
        return self.text.raw[self.starts[first] : self.ends[last - 1]]

    def joined(self, first: int, last: int) -> str:
        """The keys of the tokens [first, last) as Units is looked up by."""
        return " ".join(self.plain[first:last])

    def glued(self, at: int) -> bool:
        """Whether the token follows the one before it without a space."""
        return self.starts[at] == self.ends[at - 1]

    def run(self, at: int, last: int, longest: int = 8) -> int:
        """The end of the capitalised words that begin at ``at`` (``at`` where there are none).

        An apostrophe inside a name of the highlands does not end them ("Ea H'leo").
        """
        i, capital, keys = at, self.capital, self.keys
        stop = min(last, at + longest)
        while i < stop:
            if capital[i] and keys[i][-1] != ".":
                if i > at and self._ends_name(i, last):
                    break
                i += 1
            elif i > at and keys[i] in _APOSTROPHES and i + 1 < stop and self.glued(i) and self.glued(i + 1):
                i += 2
            else:
                break
        return i

    def _ends_name(self, at: int, last: int) -> bool:
        """Whether a new sentence or title begins at the capitalised token ``at`` behind a name."""
        keys = self.keys
        if keys[at] in STARTERS:
            return True
        if keys[at] in _PRONOUNS:
            return at + 1 < last and keys[at + 1] in SURNAMES
        phrase = NO_NAMES.match(keys, at, last)
        return phrase is not None and phrase[0] - at > 1

    def begins_other(self, at: int, last: int) -> bool:
        """Whether the capitalised token ``at`` begins a sentence or a title and no name ("Các đại biểu", "Bí thư").

        A word of that kind may still begin a name of two capitals ("thác Năm Tầng", "Công ty Toàn Thịnh").
        """
        phrase = NO_NAMES.match(self.keys, at, last)
        if phrase is not None and phrase[0] - at > 1:
            return True
        return (phrase is not None or self.keys[at] in STARTERS) and self.run(at, last) == at + 1

    def person(self, first: int, last: int) -> bool:
        """Whether the capitalised words [first, last) look like a full personal name."""
        return 2 <= last - first <= 5 and self.keys[first] in SURNAMES

    def known(self, at: int, last: int, kind: str | None = None, longest: int = 7) -> int:
        """The end of the longest name of a unit (of that kind word) at ``at``; ``at`` where there is none."""
        table = self.units.by_bare if kind is None else self.units.by_full
        prefix = "" if kind is None else kind + " "
        for end in range(min(last, at + longest), at, -1):
            if prefix + self.joined(at, end) in table:
                return end
        return at

    def person_tail(self, first: int, last: int) -> int:
        """Where in the run [first, last) a person's name begins after another name; ``last`` where none does."""
        for at in range(first + 1, last - 1):
            if self.keys[at] in STRONG or (self.keys[at] in SURNAMES and self.keys[at + 1] in MIDDLE):
                return at
        return last

    def name(self, at: int, last: int, kind: str | None = None) -> int:
        """The end of the proper name at ``at``, of a thing of that kind word; ``at`` where there is none.

        A name that the tables know ends there; an unknown one ends before a person's name. A run that is a
        person's name itself is none ("Chủ tịch UBND xã Nguyễn Văn An").
        """
        end = self.run(at, last)
        if end == at:
            return at
        if kind is not None:
            found = self.known(at, last, kind)
            # "Trần Phú" is a ward, "Trần Phú Cường" a person
            if found == at + 1 < end and kind not in _COMPLETE:
                return min(self.person_tail(at, end), at + 4)  # "xã Thanh" is known, "xã Thanh Bính" is not
            if found > at and not (found < end and self.keys[at] in SURNAMES and end - at == found - at + 1):
                return found
            if kind in _COMPLETE and (self.keys[at] in SURNAMES or kind == "tỉnh") and self.known(at, end) != end:
                return at  # the tables hold all of these but the oldest: a surname begins a person's name
        found = self.known(at, end)
        if at + 1 < found < end and (self.person(found, end) or end - found >= 2):
            return found
        if self.keys[at] in SURNAMES and end - at >= 3 and found != end:
            return at
        end = self.person_tail(at, end)
        return min(end, at + 5)
