"""What stands between a person and a list of roles, and how it ties them together."""

from __future__ import annotations

from vifacts.extract.persons.names import LEXICON as PERSONS
from vifacts.extract.persons.names import phrases as plain
from vifacts.extract.roles.items import Person, RoleList
from vifacts.extract.roles.phrases import Reader
from vifacts.extract.roles.titles import LEXICON, phrases

CUES = plain([word for kind in ("address", "jobs", "degrees", "ranks") for word in PERSONS["cues"][kind]])
_AGAINST = phrases(LEXICON["gives"]["against"])
_WHILE = phrases(LEXICON["gives"]["while"])
_BEING = phrases(LEXICON["gives"]["being"])
_INSTEAD = phrases(LEXICON["gives"]["instead"])
_COUNTED = phrases(LEXICON["gives"]["counted"])
_MANY = phrases(LEXICON["gives"]["many"])
_DASHES = frozenset("-–—")
_OPENING = frozenset(",(;:-–—")
_BORN = frozenset(("sn", "sn.", "sinh", "năm", "ngày", "tháng", "tuổi"))
_LIVES = frozenset(("ở", "trú", "tại", "ngụ", "quê", "người", "cư"))


class Gaps:
    """Reads the words between persons and roles in one article."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def after(self, here: RoleList, person: Person) -> str | None:
        """How the person after the list is tied to it, None where nothing ties them.

        "direct"; "against" ("đối với ông"), "all" ("đối với 3 cán bộ: "); "instead" ("thay ông"); "while" and
        "being" ("Khi còn là ..., ông"); "loose" (only a mark and a word of address stand between).
        """
        keys = self.reader.keys
        i = self.reader.term(here.last, person.first)
        if i < person.first:
            step = _AGAINST.match(keys, i, person.first)
            if step is not None and self.only_cues(step[0], person.first):
                return "against"
            if step is not None and self._counted(step[0], person.first):
                return "all"
            step = _INSTEAD.match(keys, i, person.first)
            if step is not None and self.only_cues(step[0], person.first):
                return "instead"
        if i < person.first and keys[i] == "," and self.only_cues(i + 1, person.first):
            if _WHILE.match_before(keys, here.first, 7) is not None:
                return "while"
            being = _BEING.match_before(keys, here.first, 5)
            if being is not None and self.opens(being[0]):
                return "being"
        i = self._place(i, person.first)
        if i + 3 < person.first and keys[i] == "với" and keys[i + 1][0].isdigit() and "gồm" in keys[i : i + 6]:
            i += keys[i : i + 6].index("gồm")
        if i < person.first and keys[i] in ("gồm", "là"):
            i += 1
        if i < person.first and keys[i] == ":":
            i += 1
        elif i < person.first and (keys[i] == "," or keys[i] in _DASHES) and self.only_cues(i + 1, person.first):
            return "loose" if i + 1 < person.first else None
        if self.only_cues(i, person.first):
            return "direct"
        return None

    def _counted(self, at: int, last: int) -> bool:
        """Whether "các ông:", "6 người, gồm:" and nothing else stands at ``at``."""
        keys = self.reader.keys
        if at >= last or not (keys[at][0].isdigit() or keys[at] in ("các", "hai", "ba", "bốn", "năm")):
            return False
        step = _COUNTED.match(keys, at + 1, last)
        if step is None:
            return False
        i = step[0]
        listed = False
        while i < last and keys[i] in (",", ":", "gồm", "là"):
            listed = listed or keys[i] in (":", "gồm")
            i += 1
        return listed and self.only_cues(i, last)

    def opens(self, token: int) -> bool:
        """Whether the token begins a sentence or a clause."""
        return token == 0 or not self.reader.keys[token - 1][0].isalnum()

    def only_cues(self, start: int, end: int) -> bool:
        keys = self.reader.keys
        i = start
        while i < end:
            step = CUES.match(keys, i, end)
            if step is None:
                return False
            i = step[0]
        return True

    def _place(self, at: int, last: int) -> int:
        """The token after what only says where: ", huyện Tân Yên (Bắc Giang)", ", Bộ Nội vụ"."""
        reader, keys = self.reader, self.reader.keys
        i = at
        while i < last:
            bracket = keys[i] == "("
            j = i + 1 if bracket or keys[i] == "," else i
            found = reader.mentions.get(j)
            if found is None or not (found[1].kind == "place" or (j > i and found[1].kind == "organization")):
                break
            j = found[0]
            if bracket:
                if j >= last or keys[j] != ")":
                    break
                j += 1
            i = j
        if i > at and i < last and keys[i] == ",":
            i += 1
        return i

    def apposed(self, person: Person, here: RoleList) -> bool:
        """Whether the list stands in apposition to the person before it."""
        keys = self.reader.keys
        i, end = person.last, here.first
        if self.aside(person.first, person.last) and i < end and keys[i] == ",":
            return False
        if i < end and keys[i] == ".":
            i += 1
        marks = 0
        opened = keys[i] == "(" if i < end else False
        if opened and ")" not in keys[i:end] and end - i < 30:
            return keys[end - 1] in _OPENING  # "(SN 1973, trú tại phố Huế - nguyên Phó Chủ tịch ...)"
        while i < end:
            key = keys[i]
            if key in (",", "(", ":") or key in _DASHES:
                marks += 1
                i += 1
                continue
            if key == ")":
                i += 1
                continue
            step = self._detail(i, end)
            if step == i:
                fill = _MANY.match(keys, i, end)
                if fill is None:
                    return False
                step = fill[0]
            i = step
        return marks > 0 or person.last == here.first or self.shared(here)

    def aside(self, first: int, last: int) -> bool:
        """Whether a given name alone is only referred to: "Đồng tình với ông X, Phó Chủ tịch ... cho biết"."""
        i = first
        while i and last - first == 1 and (cue := CUES.match_before(self.reader.keys, i, 3)) is not None:
            i = cue[0]
        return 0 < i < first and self.reader.keys[i - 1] in ("với", "theo", "cùng")

    def _detail(self, at: int, end: int) -> int:
        """The token after "SN 1968", "sinh năm 1964", "49 tuổi", "ở thôn Trung Lý" at ``at``."""
        keys = self.reader.keys
        i = at
        if keys[i : i + 2] == ["đảng", "viên"]:
            return self._member(i + 2, end)
        if keys[i] in _BORN:
            while i < end and (keys[i] in _BORN or keys[i][0].isdigit()):
                i += 1
            return i
        if keys[i][0].isdigit():
            if i + 1 < end and keys[i + 1] == "tuổi":
                return i + 2
            return i + 1 if len(keys[i]) == 4 else at
        if keys[i] in _LIVES:
            i += 1
            while i < end and keys[i] in _LIVES:
                i += 1
            found = self.reader.mentions.get(i)
            return found[0] if found is not None and found[0] <= end else at
        found = self.reader.mentions.get(i)
        return found[0] if found is not None and found[1].kind == "place" and found[0] <= end else at

    def _member(self, at: int, end: int) -> int:
        """The token after the party organisation of a member: "Chi bộ thôn Hạ (Đảng bộ xã An Thịnh)"."""
        i = at
        while i < end:
            j = i + 1 if self.reader.keys[i] in ("(", ",") else i
            found = self.reader.mentions.get(j)
            if found is None or found[1].kind == "document" or found[0] > end:
                return i
            i = found[0]
            if j > i and i < end and self.reader.keys[i] == ")":
                i += 1
        return i

    def shared(self, here: RoleList) -> bool:
        """Whether "cùng là", "đều là" gives the list to all persons before it."""
        return _MANY.match_before(self.reader.keys, here.first, 4) is not None

    def joined(self, one: Person, other: Person) -> bool:
        keys = self.reader.keys
        i = one.last
        if i < other.first and keys[i] == "(":
            while i < other.first and keys[i] != ")":
                i += 1
            i += 1
        if i >= other.first or keys[i] not in (",", "và", ";"):
            return False
        return self.only_cues(i + 1, other.first)

    def led(self, person: Person) -> tuple[int, int] | None:
        """The organisation in "HTX Đồng Tiến do bà X làm Giám đốc"."""
        keys = self.reader.keys
        i = person.first
        while i > 0 and (cue := CUES.match_before(keys, i, 3)) is not None:
            i = cue[0]
        if i < 2 or keys[i - 1] != "do":
            return None
        for first in range(i - 2, max(-1, i - 14), -1):
            found = self.reader.mentions.get(first)
            if found is not None:
                fits = found[0] == i - 1 and found[1].kind == "organization"
                return (first, found[0]) if fits else None
        return None
