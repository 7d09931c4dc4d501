"""What the words around a capitalised run say of it: a person, a signature, or the name of a thing."""

from __future__ import annotations

from vifacts.extract.draft import Draft
from vifacts.extract.persons.names import INITIALS, LETTER, LEXICON, UPPER, Shapes, keyed, phrases
from vifacts.extract.roles.titles import title

CREDITS = phrases(LEXICON["cues"]["credits"])
OPENERS = keyed(LEXICON["openers"]["words"])
STREETS = keyed(LEXICON["things"]["streets"])
SPEECH = phrases(LEXICON["speech"]["words"])
_THINGS = phrases(LEXICON["things"]["before"])
_DASHES = frozenset("-–—")
_OPEN_CREDITS = frozenset(("ảnh", "tin, ảnh", "bài, ảnh", "bài và ảnh", "tin và ảnh", "theo"))


class Context:
    """The surroundings of names in one article.

    ``taken`` tells for each token whether an earlier component found it in a name (1) or it names a person (2).
    """

    def __init__(self, draft: Draft, shapes: Shapes, taken: bytearray) -> None:
        self.draft = draft
        self.shapes = shapes
        self.keys = shapes.keys
        self.taken = taken

    def given(self, at: int, end: int, last: int) -> bool:
        """Whether a single capitalised word can be a given name: a Vietnamese syllable, no abbreviation, no time."""
        if self.shapes.kinds[at] in (UPPER, LETTER, INITIALS) or len(self.keys[at]) > 7:
            return False
        return self.keys[at] not in OPENERS and not (end < last and self.keys[end][0].isdigit())

    def thing(self, at: int, first: int) -> bool:
        """Whether a kind word, a house number or a list of streets before the name makes it a thing's."""
        if at > first and (self.keys[at - 1][0].isdigit() or self._street(at - 1)):
            return True  # "259 Lý Thánh Tông", "đường Trường Chinh, Phạm Văn Bạch"
        found = _THINGS.match_before(self.keys, at, 4)
        return found is not None and found[0] >= first and self.shapes.joined(at)

    def _street(self, mark: int) -> bool:
        """Whether a comma or dash at ``mark`` goes on in a list of streets."""
        if mark < 1 or self.keys[mark] not in (",", "-", "–", "và") or self.taken[mark - 1] != 1:
            return False
        found = self.draft.covering(self.shapes.starts[mark - 1], self.shapes.ends[mark - 1], "place")
        return found is not None and self.draft.text.key[found.start : found.end].split()[0] in STREETS

    def credit(self, at: int, first: int) -> bool:
        """Whether "Ảnh:", "Tin, ảnh" or the like stands directly before."""
        end = at
        if end > first and self.keys[end - 1] == ":":
            end -= 1
        found = CREDITS.match_before(self.keys, end, 3)
        if found is None or found[0] < first:
            return False
        key = found[1]
        starts = self.draft.text.is_capital(found[0])
        return starts and (end < at or key in _OPEN_CREDITS) and (key != "theo" or self._signed(at))

    def _signed(self, at: int) -> bool:
        """Whether "Theo" names a source ("Theo Minh Hà/ ..."), not a speaker."""
        end = self.shapes.run(at, len(self.keys))
        return end < len(self.keys) and self.keys[end] in "/(-"

    def continues(self, at: int, first: int) -> bool:
        """Whether the run stands after a person and "," or "và"."""
        return at - 2 >= first and self.keys[at - 1] in (",", "và", ";") and self.taken[at - 2] == 2

    def followed(self, end: int, last: int) -> bool:
        """Whether what follows speaks of a person: year of birth, age, a post after comma or dash, speech."""
        keys = self.keys
        if end >= last:
            return False
        key = keys[end]
        if key == "(" and end + 1 < last:
            after = keys[end + 1]
            if after in ("sn", "sinh", "sn.", "ngụ", "trú", "quê", "bút"):
                return True
            if after.isdigit():
                return (end + 2 < last and keys[end + 2] in ("tuổi", ",")) or (
                    len(after) == 4 and after[:2] in ("19", "20") and end + 2 < last and keys[end + 2] == ")"
                )
            return title(keys, end + 1, last) is not None
        if (key == "," or key in _DASHES) and end + 1 < last:
            if keys[end + 1] == "sinh" or (keys[end + 1].isdigit() and end + 2 < last and keys[end + 2] == "tuổi"):
                return True
            found = title(keys, end + 1, last)
            return found is not None and not found.weak
        return SPEECH.match(keys, end, last) is not None
