"""The loss of all posts at once: "bị cách tất cả các chức vụ trong Đảng"."""

from __future__ import annotations

from vifacts.extract.roles.items import Person
from vifacts.extract.roles.phrases import Phrase, Reader
from vifacts.extract.roles.titles import LEXICON, phrases
from vifacts.language.sentences import Sentence

_STRIPPED = phrases(LEXICON["gives"]["stripped"])
_AGAINST = phrases(LEXICON["gives"]["against"])
_PARTY = phrases(LEXICON["open"]["party"])
_PROPOSED = frozenset(("đề", "nghị", "xem", "xét", "kiến", "nếu"))
_FAR = 12


def losers(reader: Reader, sentence: Sentence, persons: list[Person]) -> tuple[set[int], bool]:
    """The ids of the entities of those ``persons`` who lose all their posts, and whether only those in the Party.

    They stand after "đối với", "gồm", or else the last of them before the words. A loss that is only proposed
    is none.
    """
    keys = reader.keys
    for i in range(sentence.first, sentence.last):
        step = _STRIPPED.match(keys, i, sentence.last) if keys[i] == "cách" else None
        if step is None or not _PROPOSED.isdisjoint(keys[max(sentence.first, i - 8) : i]):
            continue
        end = step[0]
        party = keys[end : end + 2] == ["trong", "đảng"]
        if party:
            end += 2
        after = next((person for person in persons if person.first >= end), None)
        against = _AGAINST.match(keys, end, sentence.last) if end < sentence.last else None
        if after is not None and (against is not None or "gồm" in keys[end : after.first]):
            if after.first - end > _FAR:
                break
            return {id(person.mention.entity) for person in persons if person.first >= end}, party
        before = [person for person in persons if person.last <= i]
        return {id(person.mention.entity) for person in before[-1:]}, party
    return set(), False


def of_party(reader: Reader, role: Phrase) -> bool:
    """Whether the role is one in the Party."""
    keys = reader.keys[role.first : role.last]
    if "đảng" in keys or role.title.head in ("bí thư", "ủy viên"):
        return True
    return any(_PARTY.match(keys, i, len(keys)) is not None for i in range(len(keys)))
