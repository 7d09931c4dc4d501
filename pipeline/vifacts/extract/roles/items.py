"""A sentence as persons and lists of roles: names, and pronouns that stand for the person named last."""

from __future__ import annotations

from dataclasses import dataclass

from vifacts.extract.draft import Mention
from vifacts.extract.roles.phrases import Phrase, Reader
from vifacts.extract.roles.titles import STARTS, title
from vifacts.language.sentences import Sentence

_PRONOUNS = {"ông": False, "bà": True, "anh": False, "chị": True, "đồng chí": None}
_FIRSTS = frozenset(("ông", "bà", "anh", "chị", "đồng"))
_SINGLE = _FIRSTS - {"đồng"}
_COPULAS = frozenset(("từng", "là", "hiện", "vốn", "nguyên"))
_BEFORE_PRONOUN = frozenset((",", ":", ";", "đó", "khi", "nay", "rồi", "nhưng", "-", "–", "lúc", "và"))


@dataclass(slots=True)
class Person:
    """The tokens [first, last) that name a person, or a pronoun for one."""

    first: int
    last: int
    mention: Mention


def refers(keys: list[str]) -> bool:
    """Whether words hold a pronoun that may stand for a person ("ông", "đồng chí", but not "đồng")."""
    return not _SINGLE.isdisjoint(keys) or ("đồng" in keys and "chí" in keys)


@dataclass(slots=True)
class RoleList:
    """The tokens [first, last) of roles that are said together."""

    first: int
    last: int
    roles: list[Phrase]


def items(reader: Reader, sentence: Sentence, named: Mention | None) -> list[Person | RoleList]:
    """The persons and lists of roles of ``sentence`` in order; ``named`` is the person named last before it."""
    keys = reader.keys
    found_items: list[Person | RoleList] = []
    i = sentence.first
    while i < sentence.last:
        person = reader.persons.get(i)
        if person is not None:
            found_items.append(Person(i, person[0], person[1]))
            named = person[1]
            i = person[0]
            continue
        if named is not None and keys[i] in _FIRSTS:
            pronoun = _pronoun(reader, i, sentence, named)
            if pronoun is not None:
                found_items.append(pronoun)
                i = pronoun.last
                continue
        if keys[i] in STARTS:
            found, end = reader.roles(i, sentence.last)
            if found:
                found_items.append(RoleList(i, end, found))
                i = end
                continue
        other = reader.mentions.get(i)
        i = other[0] if other is not None and other[1].kind != "document" else i + 1
    return found_items


def _pronoun(reader: Reader, at: int, sentence: Sentence, named: Mention) -> Person | None:
    """ "Ông từng giữ chức ...", "từ năm 2010, bà làm ...": the person named last."""
    keys = reader.keys
    size = 2 if keys[at : at + 2] == ["đồng", "chí"] else 1
    word = " ".join(keys[at : at + size])
    after = at + size
    if word not in _PRONOUNS or after >= sentence.last:
        return None
    if at > sentence.first and keys[at - 1] not in _BEFORE_PRONOUN:
        return None
    if after in reader.persons or reader.page.capital[after]:
        return None
    if keys[after] in STARTS and keys[after] not in _COPULAS and title(keys, after, sentence.last) is not None:
        return None  # "ông chủ tịch xã"
    female = _PRONOUNS[word]
    name = named.entity.name.lower().split()
    if female is not None and ("thị" in name[1:-1]) != female and ("thị" in name or "văn" in name):
        return None
    return Person(at, after, named)
