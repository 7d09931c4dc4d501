"""Who holds a role: the person before it, after it, or the one whom a verb gives it to."""

from __future__ import annotations

from dataclasses import dataclass, field

from vifacts.extract.draft import Draft, Mention
from vifacts.extract.roles.gaps import CUES, Gaps
from vifacts.extract.roles.groups import Groups
from vifacts.extract.roles.items import Person, RoleList, items, refers
from vifacts.extract.roles.losses import losers, of_party
from vifacts.extract.roles.phrases import Phrase, Reader
from vifacts.extract.roles.titles import LEXICON, phrases
from vifacts.language.sentences import Sentence

_GIVES = phrases(LEXICON["gives"]["words"])
_WAS = phrases(LEXICON["gives"]["was"])
_REMOVES = phrases(LEXICON["gives"]["removes"])
_AIMS = phrases(LEXICON["gives"]["aims"])
_FILLERS = phrases(LEXICON["gives"]["fillers"])
_PASSIVE = phrases(LEXICON["gives"]["passive"])
_WEAK_GIVES = frozenset(("là", "làm", "hiện là", "nay là"))


@dataclass(slots=True)
class Bound:
    """Roles said of one person at one place; ``end`` is the token after them."""

    person: Mention
    roles: list[Phrase]
    former: bool = False
    confidence: float = 0.95
    end: int = 0
    removed: bool = False  # a verb says that the person loses the post


@dataclass(slots=True)
class Binder:
    """Binds the roles of an article sentence by sentence."""

    draft: Draft
    reader: Reader
    found: list[Bound] = field(default_factory=list)
    last_person: Mention | None = None
    gaps: Gaps = field(init=False)
    voted: RoleList | None = None
    named: list[Person] = field(default_factory=list)  # the persons of the last sentence that names any
    groups: Groups = field(init=False)

    def __post_init__(self) -> None:
        self.gaps = Gaps(self.reader)
        self.groups = Groups(self.gaps)

    def run(self) -> list[Bound]:
        """All roles with their holders, in the order of the text."""
        for sentence in self.draft.text.sentences:
            self._sentence(sentence)
        return self.found

    def _sentence(self, sentence: Sentence) -> None:
        keys = self.reader.keys
        if not any(i in self.reader.persons for i in range(sentence.first, sentence.last)) and (
            self.last_person is None or not refers(keys[sentence.first : sentence.last])
        ):
            self._ballot(sentence)
            self._together(sentence)
            return
        found = items(self.reader, sentence, self.last_person)
        persons = [item for item in found if isinstance(item, Person)]
        if not persons:
            self._together(sentence)
        elif any(isinstance(item, RoleList) for item in found):
            for n, item in enumerate(found):
                if isinstance(item, RoleList):
                    self._bind(found, n, sentence)
        if persons:
            self.last_person = persons[-1].mention
            self._elected(sentence, persons)
            self._stripped(sentence, persons)
            self.named = list({id(p.mention.entity): p for p in persons}.values())

    def _ballot(self, sentence: Sentence) -> None:
        """Keep the post that a sentence without persons says is voted on ("đã bỏ phiếu bầu bổ sung Ủy viên ...")."""
        keys = self.reader.keys
        self.voted = None
        if "bầu" not in keys[sentence.first : sentence.last]:
            return
        lists = [item for item in items(self.reader, sentence, None) if isinstance(item, RoleList)]
        if lists and "bầu" in keys[max(sentence.first, lists[-1].first - 12) : lists[-1].first]:
            self.voted = lists[-1]

    def _elected(self, sentence: Sentence, persons: list[Person]) -> None:
        """ "Kết quả, ông A, <roles>; bà B, <roles> đã trúng cử": they hold the post of the sentence before."""
        keys = self.reader.keys
        voted, self.voted = self.voted, None
        if voted is None:
            return
        for i in range(sentence.first, sentence.last - 1):
            if keys[i] in ("trúng", "đắc") and keys[i + 1] == "cử":
                if i + 2 < sentence.last and keys[i + 2] in ("chức", "vào", "giữ", "làm"):
                    return
                for person in persons:
                    if person.last <= i:
                        self._add(person, voted.roles, False, 0.8)
                return

    def _together(self, sentence: Sentence) -> None:
        """ "Cả 3 người trên bị cách chức ...": the persons of the sentence before, where it names as many."""
        keys = self.reader.keys
        for at in range(sentence.first, sentence.last - 2):
            if keys[at] == "cả" and keys[at + 2] in _PEOPLE and _NUMBERS.get(keys[at + 1]) == len(self.named):
                break
        else:
            return
        for item in items(self.reader, sentence, None):
            if not isinstance(item, RoleList) or item.first < at or self._aimed(at, item.first):
                continue
            removed = self._removed(item, at)
            given = _GIVES.match_before(keys, item.first, 6) or _WAS.match_before(keys, item.first, 6)
            if removed or (given is not None and given[0] > at):
                for person in self.named:
                    self._add(person, item.roles, removed, 0.8, removed)

    def _stripped(self, sentence: Sentence, persons: list[Person]) -> None:
        """What the sentence says of the posts of those who lose them all is past."""
        who, party = losers(self.reader, sentence, persons)
        for bound in self.found if who else ():
            if bound.end > sentence.first and id(bound.person.entity) in who:
                for role in bound.roles:
                    role.former = role.former or not party or of_party(self.reader, role)

    def _bind(self, items: list[Person | RoleList], n: int, sentence: Sentence) -> None:
        here = items[n]
        assert isinstance(here, RoleList)
        before = items[n - 1] if n and isinstance(items[n - 1], Person) else None
        after = items[n + 1] if n + 1 < len(items) and isinstance(items[n + 1], Person) else None
        removed = self._removed(here, items[n - 1].last if n else sentence.first)
        roles = here.roles
        if isinstance(after, Person):
            gap = self.gaps.after(here, after)
            if gap == "while":
                self._add(after, roles, True, 0.85)
                return
            if gap == "being":
                self._add(after, roles, False, 0.9)
                return
            if gap == "against":
                self._add(after, roles, removed, 0.9, removed)
                return
            if gap == "all":
                for person in self.groups.each_after(items, n + 1):
                    self._add(person, roles, removed, 0.85, removed)
                return
            if gap == "instead":
                self._add(after, roles, not self._aimed(max(sentence.first, here.first - 12), here.first), 0.85)
            if gap == "loose" and self._governed(here):
                return
            if gap == "loose" and not (isinstance(before, Person) and self.gaps.apposed(before, here)):
                # "Bí thư Tỉnh ủy - ông X": unless X has a post of his own after his name
                beyond = items[n + 2] if n + 2 < len(items) else None
                if not (isinstance(beyond, RoleList) and self.gaps.apposed(after, beyond)):
                    self._add(after, roles, False, 0.8)
                    return
            if gap == "direct":
                follows = isinstance(before, Person) and self.gaps.apposed(before, here)
                own = self._own(here, roles)
                if follows and len(roles) > 1:
                    own = roles[-1:]
                    assert isinstance(before, Person)
                    self._add(before, roles[:-1], False, 0.8)
                for person in self.groups.after(items, n + 1, here):
                    gone = removed and not follows
                    self._add(person, own, gone, 0.95, gone)
                return
        if isinstance(before, Person) and self.gaps.apposed(before, here):
            for person in self.groups.before(items, n - 1) if self.gaps.shared(here) else [before]:
                self._add(person, roles, removed, 0.95, removed)
            return
        self._given(items, n)

    def _given(self, items: list[Person | RoleList], n: int) -> None:
        """A role that a verb gives: "bầu ông A, ... giữ chức ...", "Ông A từng giữ chức ..."."""
        here = items[n]
        assert isinstance(here, RoleList)
        at = n - 1
        while at >= 0 and not isinstance(items[at], Person):
            at -= 1
        if at < 0:
            return
        person = items[at]
        assert isinstance(person, Person)
        start = items[n - 1].last
        keys = self.reader.keys
        end = here.first
        if end - 1 > start and keys[end - 1] == ":":
            end -= 1
        removed = _REMOVES.match_before(keys, end, 5)
        if removed is not None and removed[0] >= start:
            self._add(person, here.roles, True, 0.85, True)
            return
        was = _WAS.match_before(keys, end, 6)
        gives = _GIVES.match_before(keys, end, 6)
        passive = _PASSIVE.match_before(keys, end, 6)
        if gives is None and passive is not None and passive[0] >= start and self._patient(person, passive[0]):
            gives = passive
        verb = was or gives
        if verb is None and here.first > start and here.roles[0].first > here.first and self._dated(start, here.first):
            verb = here.first, "hiện là"  # "; từ năm 2015 đến nay là Bí thư": the list itself begins with its verb
        if verb is None or verb[0] < start:
            return
        former = was is not None
        key = verb[1]
        if self._aimed(start, here.first):
            return
        lone = verb[0]
        while lone > start and _FILLERS.match_before(keys, lone, 3) is not None:
            lone = _FILLERS.match_before(keys, lone, 3)[0]  # type: ignore[index]
        close = lone <= start or keys[lone - 1] in (",", ";", "và", "(") or self._dated(start, lone)
        if key in _WEAK_GIVES and not close and not self._moved(start, verb[0]):
            return
        group = self.groups.before(items, at) if at == n - 1 else self.groups.pair_before(items, at)
        if here.roles[-1].bare and here.roles[-1].office is None and not former:
            here.roles[-1].office = self.gaps.led(person)
        for member in group:
            self._add(member, here.roles, former, 0.9, former and key.startswith("thôi"))

    def _dated(self, start: int, end: int) -> bool:
        """Whether only a time stands at [start, end): "; từ năm 2015 đến nay là"."""
        keys = self.reader.keys
        return all(keys[i] in _TIME or keys[i][0].isdigit() for i in range(start, end))

    def _patient(self, person: Person, verb: int) -> bool:
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

    def _removed(self, here: RoleList, start: int) -> bool:
        """Whether "cách chức", "miễn nhiệm" stands directly before the list."""
        found = _REMOVES.match_before(self.reader.keys, here.first, 5)
        return found is not None and found[0] >= start

    def _own(self, here: RoleList, roles: list[Phrase]) -> list[Phrase]:
        """The roles of a list before a name without a bare title that belongs to the words before the list.

        In "nâng tỷ lệ đảng viên là trưởng thôn, Bí thư Huyện ủy X" the first is nobody's post.
        """
        keys = self.reader.keys
        if len(roles) > 1 and keys[max(0, here.first - 2) : here.first] == ["quyền", "của"]:
            return roles[1:]  # "Thừa ủy quyền của Bộ trưởng, Thứ trưởng X": the first is another's
        if len(roles) < 2 or not roles[0].bare or self.gaps.opens(here.first):
            return roles
        cue = CUES.match_before(keys, here.first, 3)
        return roles if cue is not None and keys[here.first] != "là" else roles[1:]

    def _governed(self, here: RoleList) -> bool:
        """Whether "của" before the list makes it another's: "Được ủy quyền của Bí thư Tỉnh ủy, ông X"."""
        keys = self.reader.keys
        return here.first > 0 and keys[here.first - 1] in ("của", "cho", "từ") and keys[here.last] == ","

    def _add(self, person: Person, roles: list[Phrase], former: bool, confidence: float, removed: bool = False) -> None:
        end = max(role.last for role in roles)
        self.found.append(Bound(person.mention, roles, former, confidence, end, removed))


_TIME = frozenset(("từ", "ngày", "tháng", "năm", "đến", "tới", "nay", "-", "–", "/", ",", ";"))
_PEOPLE = frozenset(("người", "cán", "đồng", "ông", "bà", "đảng", "lãnh"))
_NUMBERS = {"2": 2, "hai": 2, "3": 3, "ba": 3, "4": 4, "bốn": 4, "5": 5, "năm": 5, "6": 6, "sáu": 6}
_APPOINTS = frozenset(("bầu", "nhiệm", "định", "cử", "công", "động", "chuyển", "giao", "bổ"))
