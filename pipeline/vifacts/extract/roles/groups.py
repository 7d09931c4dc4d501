"""The persons whom one list of roles is said of: joined by "và", listed after a plural title or a number."""

from __future__ import annotations

from vifacts.extract.roles.gaps import CUES, Gaps
from vifacts.extract.roles.items import Person, RoleList

_PLURAL = frozenset(("các", "hai", "ba", "bốn", "những", "02", "03", "2", "3", "4"))


class Groups:
    """Groups of persons in the items of a sentence."""

    def __init__(self, gaps: Gaps) -> None:
        self.gaps = gaps
        self.keys = gaps.reader.keys

    def pair_before(self, items: list[Person | RoleList], at: int) -> list[Person]:
        """ "ông A, <roles> và bà B, <roles> được bầu làm ...": both."""
        person = items[at]
        assert isinstance(person, Person)
        if at >= 2 and isinstance(items[at - 1], RoleList) and isinstance(earlier := items[at - 2], Person):
            between = items[at - 1]
            assert isinstance(between, RoleList)
            joint = between.last
            if (
                self.keys[joint] == "và"
                and self.gaps.only_cues(joint + 1, person.first)
                and self.gaps.apposed(earlier, between)
            ):
                return [earlier, person]
        return [person]

    def after(self, items: list[Person | RoleList], n: int, here: RoleList) -> list[Person]:
        """The persons that follow a title said of several: "các Phó Chủ tịch UBND tỉnh: A, B và C"."""
        first = items[n]
        assert isinstance(first, Person)
        group = [first]
        keys = self.keys
        before = keys[here.first - 1] if here.first else ""
        listed = "gồm" in keys[here.last : first.first]
        if not (listed or before in _PLURAL or before.isdigit() or self._plural(here)):
            return group
        for m in range(n + 1, len(items)):
            follower = items[m]
            if not isinstance(follower, Person) or not self.gaps.joined(group[-1], follower):
                break
            if m + 1 < len(items) and isinstance(items[m + 1], RoleList) and self.gaps.apposed(follower, items[m + 1]):  # type: ignore[arg-type]
                break
            group.append(follower)
        return group

    def _plural(self, here: RoleList) -> bool:
        keys = self.keys
        return (
            here.first >= 3 and keys[here.first - 2 : here.first] == ["đồng", "chí"] and keys[here.first - 3] in _PLURAL
        )

    def before(self, items: list[Person | RoleList], at: int) -> list[Person]:
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

    def each_after(self, items: list[Person | RoleList], n: int) -> list[Person]:
        """The persons of a list whose first is item ``n``, each with posts of his own: "A, ...; B, ... và C, ..."."""
        first = items[n]
        assert isinstance(first, Person)
        group = [first]
        keys = self.keys
        for item in items[n + 1 :]:
            if not isinstance(item, Person):
                continue
            i = item.first
            while (cue := CUES.match_before(keys, i, 3)) is not None:
                i = cue[0]
            if i and keys[i - 1] not in (";", "và", ",", "-"):
                break
            group.append(item)
        return group
