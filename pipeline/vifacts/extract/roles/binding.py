"""Who holds a role: the person before it, after it, or the one whom a verb gives it to."""

from __future__ import annotations

from dataclasses import dataclass, field

from vifacts.extract.draft import Draft, Mention
from vifacts.extract.roles.gaps import CUES, Gaps
from vifacts.extract.roles.items import PRONOUNS, Person, RoleList, items
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


@dataclass(slots=True)
class Binder:
    """Binds the roles of an article sentence by sentence."""

    draft: Draft
    reader: Reader
    found: list[Bound] = field(default_factory=list)
    last_person: Mention | None = None
    gaps: Gaps = field(init=False)
    voted: RoleList | None = None

    def __post_init__(self) -> None:
        self.gaps = Gaps(self.reader)

    def run(self) -> list[Bound]:
        """All roles with their holders, in the order of the text."""
        for sentence in self.draft.text.sentences:
            self._sentence(sentence)
        return self.found

    def _sentence(self, sentence: Sentence) -> None:
        keys = self.reader.keys
        if not any(i in self.reader.persons for i in range(sentence.first, sentence.last)) and (
            self.last_person is None or PRONOUNS.isdisjoint(keys[sentence.first : sentence.last])
        ):
            self._ballot(sentence)
            return
        found = items(self.reader, sentence, self.last_person)
        persons = [item for item in found if isinstance(item, Person)]
        if persons and any(isinstance(item, RoleList) for item in found):
            for n, item in enumerate(found):
                if isinstance(item, RoleList):
                    self._bind(found, n, sentence)
        if persons:
            self.last_person = persons[-1].mention
            self._elected(sentence, persons)

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
                self._add(after, roles, removed, 0.9)
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
                for person in self._group_after(items, n + 1, here):
                    self._add(person, own, removed and not follows, 0.95)
                return
        if isinstance(before, Person) and self.gaps.apposed(before, here):
            for person in self._group_before(items, n - 1) if self.gaps.shared(here) else [before]:
                self._add(person, roles, removed, 0.95)
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
            here.roles[-1].office = self.gaps.led(person)
        for member in group:
            self._add(member, here.roles, former, 0.9)

    def _pair_before(self, items: list[Person | RoleList], at: int) -> list[Person]:
        """ "ông A, <roles> và bà B, <roles> được bầu làm ...": both."""
        person = items[at]
        assert isinstance(person, Person)
        if at >= 2 and isinstance(items[at - 1], RoleList) and isinstance(earlier := items[at - 2], Person):
            between = items[at - 1]
            assert isinstance(between, RoleList)
            joint = between.last
            if (
                self.reader.keys[joint] == "và"
                and self.gaps.only_cues(joint + 1, person.first)
                and self.gaps.apposed(earlier, between)
            ):
                return [earlier, person]
        return [person]

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
        if len(roles) < 2 or not roles[0].bare or self.gaps.opens(here.first):
            return roles
        cue = CUES.match_before(self.reader.keys, here.first, 3)
        return roles if cue is not None else roles[1:]

    def _group_after(self, items: list[Person | RoleList], n: int, here: RoleList) -> list[Person]:
        """The persons that follow a title said of several: "các Phó Chủ tịch UBND tỉnh: A, B và C"."""
        first = items[n]
        assert isinstance(first, Person)
        group = [first]
        keys = self.reader.keys
        before = keys[here.first - 1] if here.first else ""
        listed = "gồm" in keys[here.last : first.first]
        if not (listed or before in _PLURAL or before.isdigit() or self._plural_before(here)):
            return group
        for m in range(n + 1, len(items)):
            follower = items[m]
            if not isinstance(follower, Person) or not self.gaps.joined(group[-1], follower):
                break
            if m + 1 < len(items) and isinstance(items[m + 1], RoleList) and self.gaps.apposed(follower, items[m + 1]):  # type: ignore[arg-type]
                break
            group.append(follower)
        return group

    def _plural_before(self, here: RoleList) -> bool:
        keys = self.reader.keys
        return (
            here.first >= 3 and keys[here.first - 2 : here.first] == ["đồng", "chí"] and keys[here.first - 3] in _PLURAL
        )

    def _group_before(self, items: list[Person | RoleList], at: int) -> list[Person]:
        """The persons joined by "và" and commas up to item ``at``."""
        last = items[at]
        assert isinstance(last, Person)
        group = [last]
        for m in range(at - 1, -1, -1):
            earlier = items[m]
            if not isinstance(earlier, Person) or not self.gaps.joined(earlier, group[0]):
                break
            group.insert(0, earlier)
        return group

    def _add(self, person: Person, roles: list[Phrase], former: bool, confidence: float) -> None:
        end = max(role.last for role in roles)
        self.found.append(Bound(person.mention, roles, former, confidence, end))


_PLURAL = frozenset(("các", "hai", "ba", "bốn", "những", "02", "03", "2", "3", "4"))
_APPOINTS = frozenset(("bầu", "nhiệm", "định", "cử", "công", "động", "chuyển", "giao", "bổ"))
