"""Who holds a role: the person before it, after it, or the one whom a verb gives it to."""

from __future__ import annotations

from dataclasses import dataclass, field

from vifacts.extract.draft import Draft, Mention
from vifacts.extract.persons.names import LEXICON as PERSONS
from vifacts.extract.persons.names import phrases as plain
from vifacts.extract.roles.phrases import Phrase, Reader
from vifacts.extract.roles.titles import LEXICON, STARTS, phrases, title
from vifacts.language.sentences import Sentence

_CUES = plain([word for kind in ("address", "jobs", "degrees", "ranks") for word in PERSONS["cues"][kind]])
_GIVES = phrases(LEXICON["gives"]["words"])
_WAS = phrases(LEXICON["gives"]["was"])
_REMOVES = phrases(LEXICON["gives"]["removes"])
_AIMS = phrases(LEXICON["gives"]["aims"])
_AGAINST = phrases(LEXICON["gives"]["against"])
_FILLERS = phrases(LEXICON["gives"]["fillers"])
_PASSIVE = phrases(LEXICON["gives"]["passive"])
_WHILE = phrases(LEXICON["gives"]["while"])
_BEING = phrases(LEXICON["gives"]["being"])
_MANY = phrases(LEXICON["gives"]["many"])
_WEAK_GIVES = frozenset(("là", "làm", "hiện là", "nay là"))
_DASHES = frozenset("-–—")
_PRONOUNS = {"ông": False, "bà": True, "anh": False, "chị": True, "đồng chí": None}


@dataclass(slots=True)
class Bound:
    """Roles said of one person at one place; ``sure`` for the plain forms, ``aside`` where a verb gives them."""

    person: Mention
    roles: list[Phrase]
    former: bool = False
    confidence: float = 0.95
    end: int = 0


@dataclass(slots=True)
class _Person:
    first: int
    last: int
    mention: Mention


@dataclass(slots=True)
class _List:
    first: int
    last: int
    roles: list[Phrase]


@dataclass(slots=True)
class Binder:
    """Binds the roles of an article sentence by sentence."""

    draft: Draft
    reader: Reader
    found: list[Bound] = field(default_factory=list)
    last_person: Mention | None = None

    def run(self) -> list[Bound]:
        """All roles with their holders, in the order of the text."""
        for sentence in self.draft.text.sentences:
            self._sentence(sentence)
        return self.found

    def _sentence(self, sentence: Sentence) -> None:
        items = self._items(sentence)
        persons = [item for item in items if isinstance(item, _Person)]
        if persons and any(isinstance(item, _List) for item in items):
            for n, item in enumerate(items):
                if isinstance(item, _List):
                    self._bind(items, n, sentence)
        if persons:
            self.last_person = persons[-1].mention

    def _items(self, sentence: Sentence) -> list[_Person | _List]:
        reader, keys = self.reader, self.reader.keys
        items: list[_Person | _List] = []
        i = sentence.first
        named = self.last_person
        while i < sentence.last:
            person = reader.persons.get(i)
            if person is not None:
                items.append(_Person(i, person[0], person[1]))
                named = person[1]
                i = person[0]
                continue
            if named is not None and keys[i] in _PRONOUN_KEYS:
                pronoun = self._pronoun(i, sentence, named)
                if pronoun is not None:
                    items.append(pronoun)
                    i = pronoun.last
                    continue
            if keys[i] in STARTS:
                found, end = reader.roles(i, sentence.last)
                if found:
                    items.append(_List(i, end, found))
                    i = end
                    continue
            other = reader.mentions.get(i)
            i = other[0] if other is not None else i + 1
        return items

    def _pronoun(self, at: int, sentence: Sentence, named: Mention) -> _Person | None:
        """ "Ông từng giữ chức ...", "từ năm 2010, bà làm ...": the person named last."""
        keys = self.reader.keys
        size = 2 if keys[at : at + 2] == ["đồng", "chí"] else 1
        word = " ".join(keys[at : at + size])
        after = at + size
        if word not in _PRONOUNS or after >= sentence.last:
            return None
        if at > sentence.first and keys[at - 1] not in _BEFORE_PRONOUN:
            return None
        if after in self.reader.persons or self.reader.page.capital[after]:
            return None
        if keys[after] in STARTS and keys[after] not in _COPULAS and title(keys, after, sentence.last) is not None:
            return None  # "ông chủ tịch xã"
        female = _PRONOUNS[word]
        name = named.entity.name.lower().split()
        if female is not None and ("thị" in name[1:-1]) != female and ("thị" in name or "văn" in name):
            return None
        return _Person(at, after, named)

    def _bind(self, items: list[_Person | _List], n: int, sentence: Sentence) -> None:
        here = items[n]
        assert isinstance(here, _List)
        before = items[n - 1] if n and isinstance(items[n - 1], _Person) else None
        after = items[n + 1] if n + 1 < len(items) and isinstance(items[n + 1], _Person) else None
        removed = self._removed(here, items[n - 1].last if n else sentence.first)
        roles = here.roles
        if isinstance(after, _Person):
            gap = self._gap_after(here, after)
            if gap == "while":
                self._add(after, roles, True, 0.85)
                return
            if gap == "being":
                self._add(after, roles, False, 0.9)
                return
            if gap == "against":
                self._add(after, roles, removed, 0.9)
                return
            if gap == "loose" and not (isinstance(before, _Person) and self._apposed(before, here)):
                # "Bí thư Tỉnh ủy - ông X": unless X has a post of his own after his name
                beyond = items[n + 2] if n + 2 < len(items) else None
                if not (isinstance(beyond, _List) and self._apposed(after, beyond)):
                    self._add(after, roles, False, 0.8)
                    return
            if gap == "direct":
                follows = isinstance(before, _Person) and self._apposed(before, here)
                own = self._own(here, roles)
                if follows and len(roles) > 1:
                    own = roles[-1:]
                    assert isinstance(before, _Person)
                    self._add(before, roles[:-1], False, 0.8)
                for person in self._group_after(items, n + 1, here):
                    self._add(person, own, removed and not follows, 0.95)
                return
        if isinstance(before, _Person) and self._apposed(before, here):
            for person in self._group_before(items, n - 1) if self._shared(here) else [before]:
                self._add(person, roles, removed, 0.95)
            return
        self._given(items, n)

    def _given(self, items: list[_Person | _List], n: int) -> None:
        """A role that a verb gives: "bầu ông A, ... giữ chức ...", "Ông A từng giữ chức ..."."""
        here = items[n]
        assert isinstance(here, _List)
        at = n - 1
        while at >= 0 and not isinstance(items[at], _Person):
            at -= 1
        if at < 0:
            return
        person = items[at]
        assert isinstance(person, _Person)
        start = items[n - 1].last
        keys = self.reader.keys
        end = here.first
        if end - 1 > start and keys[end - 1] == ":":
            end -= 1
        removed = _REMOVES.match_before(keys, end, 5)
        if removed is not None and removed[0] >= start:
            self._add(person, here.roles, True, 0.85)
            return
        was = _WAS.match_before(keys, end, 6)
        gives = _GIVES.match_before(keys, end, 6)
        passive = _PASSIVE.match_before(keys, end, 6)
        if gives is None and passive is not None and passive[0] >= start and self._patient(person, passive[0]):
            gives = passive
        verb = was or gives
        if verb is None or verb[0] < start:
            return
        former = was is not None
        key = verb[1]
        if self._aimed(start, here.first):
            return
        lone = verb[0]
        while lone > start and _FILLERS.match_before(keys, lone, 3) is not None:
            lone = _FILLERS.match_before(keys, lone, 3)[0]  # type: ignore[index]
        close = lone <= start or keys[lone - 1] in (",", ";", "và", "(")
        if key in _WEAK_GIVES and not close and not self._moved(start, verb[0]):
            return
        group = self._group_before(items, at) if at == n - 1 else self._pair_before(items, at)
        if here.roles[-1].bare and here.roles[-1].office is None and not former:
            here.roles[-1].office = self._led(person)
        for member in group:
            self._add(member, here.roles, former, 0.9)

    def _led(self, person: _Person) -> tuple[int, int] | None:
        """The organisation in "HTX Đồng Tiến do bà X làm Giám đốc"."""
        keys = self.reader.keys
        i = person.first
        while i > 0 and (cue := _CUES.match_before(keys, i, 3)) is not None:
            i = cue[0]
        if i < 2 or keys[i - 1] != "do":
            return None
        for first in range(i - 2, max(-1, i - 14), -1):
            found = self.reader.mentions.get(first)
            if found is not None:
                fits = found[0] == i - 1 and found[1].kind == "organization"
                return (first, found[0]) if fits else None
        return None

    def _pair_before(self, items: list[_Person | _List], at: int) -> list[_Person]:
        """ "ông A, <roles> và bà B, <roles> được bầu làm ...": both."""
        person = items[at]
        assert isinstance(person, _Person)
        if at >= 2 and isinstance(items[at - 1], _List) and isinstance(earlier := items[at - 2], _Person):
            between = items[at - 1]
            assert isinstance(between, _List)
            joint = between.last
            if (
                self.reader.keys[joint] == "và"
                and self._only_cues(joint + 1, person.first)
                and self._apposed(earlier, between)
            ):
                return [earlier, person]
        return [person]

    def _patient(self, person: _Person, verb: int) -> bool:
        """Whether the person is the one appointed: "được" before the verb, or a verb of appointment before the name."""
        keys = self.reader.keys
        if "được" in keys[person.last : verb]:
            return True
        return any(key in _APPOINTS for key in keys[max(0, person.first - 4) : person.first])

    def _moved(self, start: int, end: int) -> bool:
        """Whether "làm" follows a verb of appointment."""
        return any(self.reader.keys[i] in _APPOINTS for i in range(start, end))

    def _aimed(self, start: int, end: int) -> bool:
        return any(_AIMS.match(self.reader.keys, i, end) is not None for i in range(start, end))

    def _removed(self, here: _List, start: int) -> bool:
        """Whether "cách chức", "miễn nhiệm" stands directly before the list."""
        found = _REMOVES.match_before(self.reader.keys, here.first, 5)
        return found is not None and found[0] >= start

    def _gap_after(self, here: _List, person: _Person) -> str | None:
        """How the person after the list is tied to it: "direct", "against" ("đối với ông"), or not."""
        keys = self.reader.keys
        i = self.reader.term(here.last, person.first)
        if i < person.first:
            step = _AGAINST.match(keys, i, person.first)
            if step is not None and self._only_cues(step[0], person.first):
                return "against"
        if i < person.first and keys[i] == "," and self._only_cues(i + 1, person.first):
            if _WHILE.match_before(keys, here.first, 7) is not None:
                return "while"
            being = _BEING.match_before(keys, here.first, 5)
            if being is not None and self._opens(being[0]):
                return "being"
        i = self._place(i, person.first)
        if i + 3 < person.first and keys[i] == "với" and keys[i + 1][0].isdigit() and "gồm" in keys[i : i + 6]:
            i += keys[i : i + 6].index("gồm")
        if i < person.first and keys[i] in ("gồm", "là"):
            i += 1
        if i < person.first and keys[i] == ":":
            i += 1
        elif i < person.first and (keys[i] == "," or keys[i] in _DASHES) and self._only_cues(i + 1, person.first):
            return "loose" if i + 1 < person.first else None
        if self._only_cues(i, person.first):
            return "direct"
        return None

    def _opens(self, token: int) -> bool:
        """Whether the token begins a sentence or a clause."""
        return token == 0 or not self.reader.keys[token - 1][0].isalnum()

    def _own(self, here: _List, roles: list[Phrase]) -> list[Phrase]:
        """The roles of a list before a name without a bare title that belongs to the words before the list.

        In "nâng tỷ lệ đảng viên là trưởng thôn, Bí thư Huyện ủy X" the first is nobody's post.
        """
        if len(roles) < 2 or not roles[0].bare or self._opens(here.first):
            return roles
        cue = _CUES.match_before(self.reader.keys, here.first, 3)
        return roles if cue is not None else roles[1:]

    def _only_cues(self, start: int, end: int) -> bool:
        keys = self.reader.keys
        i = start
        while i < end:
            step = _CUES.match(keys, i, end)
            if step is None:
                return False
            i = step[0]
        return True

    def _place(self, at: int, last: int) -> int:
        """The token after places that only say where: ", huyện Tân Yên (Bắc Giang)"."""
        reader, keys = self.reader, self.reader.keys
        i = at
        while i < last:
            bracket = keys[i] == "("
            j = i + 1 if bracket or keys[i] == "," else i
            found = reader.mentions.get(j)
            if found is None or found[1].kind != "place":
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

    def _apposed(self, person: _Person, here: _List) -> bool:
        """Whether the list stands in apposition to the person before it."""
        keys = self.reader.keys
        i, end = person.last, here.first
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
        return marks > 0 or person.last == here.first or self._shared(here)

    def _detail(self, at: int, end: int) -> int:
        """The token after "SN 1968", "sinh năm 1964", "49 tuổi", "ở thôn Trung Lý" at ``at``."""
        keys = self.reader.keys
        i = at
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

    def _shared(self, here: _List) -> bool:
        """Whether "cùng là", "đều là" gives the list to all persons before it."""
        return _MANY.match_before(self.reader.keys, here.first, 4) is not None

    def _group_after(self, items: list[_Person | _List], n: int, here: _List) -> list[_Person]:
        """The persons that follow a title said of several: "các Phó Chủ tịch UBND tỉnh: A, B và C"."""
        first = items[n]
        assert isinstance(first, _Person)
        group = [first]
        if here.first == 0 or (self.reader.keys[here.first - 1] not in _PLURAL and not self._plural_before(here)):
            return group
        for m in range(n + 1, len(items)):
            follower = items[m]
            if not isinstance(follower, _Person) or not self._joined(group[-1], follower):
                break
            if m + 1 < len(items) and isinstance(items[m + 1], _List) and self._apposed(follower, items[m + 1]):  # type: ignore[arg-type]
                break
            group.append(follower)
        return group

    def _plural_before(self, here: _List) -> bool:
        keys = self.reader.keys
        return (
            here.first >= 3 and keys[here.first - 2 : here.first] == ["đồng", "chí"] and keys[here.first - 3] in _PLURAL
        )

    def _group_before(self, items: list[_Person | _List], at: int) -> list[_Person]:
        """The persons joined by "và" and commas up to item ``at``."""
        last = items[at]
        assert isinstance(last, _Person)
        group = [last]
        for m in range(at - 1, -1, -1):
            earlier = items[m]
            if not isinstance(earlier, _Person) or not self._joined(earlier, group[0]):
                break
            group.insert(0, earlier)
        return group

    def _joined(self, one: _Person, other: _Person) -> bool:
        keys = self.reader.keys
        i = one.last
        if i < other.first and keys[i] == "(":
            while i < other.first and keys[i] != ")":
                i += 1
            i += 1
        if i >= other.first or keys[i] not in (",", "và", ";"):
            return False
        return self._only_cues(i + 1, other.first)

    def _add(self, person: _Person, roles: list[Phrase], former: bool, confidence: float) -> None:
        end = max(role.last for role in roles)
        self.found.append(Bound(person.mention, roles, former, confidence, end))


_PRONOUN_KEYS = frozenset(("ông", "bà", "anh", "chị", "đồng"))
_COPULAS = frozenset(("từng", "là", "hiện", "vốn", "nguyên"))
_BEFORE_PRONOUN = frozenset((",", ":", ";", "đó", "khi", "nay", "rồi", "nhưng", "-", "–", "lúc", "và"))
_OPENING = frozenset(",(;:-–—")
_BORN = frozenset(("sn", "sn.", "sinh", "năm", "ngày", "tháng", "tuổi"))
_LIVES = frozenset(("ở", "trú", "tại", "ngụ", "quê", "người", "cư"))
_PLURAL = frozenset(("các", "hai", "ba", "bốn", "những", "02", "03", "2", "3", "4"))
_APPOINTS = frozenset(("bầu", "nhiệm", "định", "cử", "công", "động", "chuyển", "giao", "bổ"))
