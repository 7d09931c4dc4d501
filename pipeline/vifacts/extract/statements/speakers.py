"""Who speaks: a name with what stands in apposition to it, a title that the article ties to a person, a pronoun."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from vifacts.extract.draft import Draft, DraftEntity, Mention
from vifacts.extract.names import canonical
from vifacts.extract.persons.names import LEXICON as PERSONS
from vifacts.extract.persons.names import phrases
from vifacts.extract.roles.gaps import Gaps
from vifacts.extract.roles.phrases import reader_of
from vifacts.extract.roles.titles import STARTS
from vifacts.language.tokens import phrase_keys
from vifacts.resources import read_toml

LEXICON = read_toml("vifacts.extract.statements", "lexicon.toml")
_CUE_WORDS = [word for kind in ("address", "jobs", "pens", "degrees", "ranks") for word in PERSONS["cues"][kind]]
CUES = phrases(_CUE_WORDS)
CUE_STARTS = frozenset(phrase_keys(word)[0] for word in _CUE_WORDS)
SAYS = phrases([*LEXICON["verbs"]["says"], *LEXICON["verbs"]["formal"], *LEXICON["verbs"]["chained"]])
_ASIDES = phrases(LEXICON["around"]["asides"])
_HEADS = phrases(LEXICON["around"]["heads"])
_DASHES = frozenset("-–—")
_PRONOUNS = {"ông": False, "bà": True, "anh": False, "chị": True, "cô": True, "đồng chí": None, "cụ": None, "em": None}
_LIVES = frozenset(("ở", "trú", "tại", "ngụ", "trú tại", "thuộc"))
_KINDS = frozenset(("huyện", "xã", "tỉnh", "thị", "thành", "phường", "quận", "thôn", "bản"))
HISTORIC = frozenset(name.lower() for name in PERSONS["fixed"]["names"]) | {"hồ"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """The persons said to speak; the tokens [first, last) name them, with all that stands in apposition."""

    first: int
    last: int
    persons: tuple[DraftEntity, ...]
    named: bool = True


class Speakers:
    """Reads speakers in one article."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.reader = reader_of(draft)
        self.keys = self.reader.keys
        self.gaps = Gaps(self.reader)
        self._order = sorted(self.reader.persons)
        self._holders: list[tuple[frozenset[str], str, DraftEntity]] = []
        for role in draft.roles:
            words = canonical(role.text).split()
            self._holders.append((frozenset(words), canonical(role.title), role.person))

    def at(self, first: int, last: int) -> Speaker | None:
        """The speaker whose name, title or pronoun begins at token ``first``."""
        keys, reader = self.keys, self.reader
        i = first
        cued = CUES.match(keys, i, last)
        if cued is not None and i not in reader.persons:
            i = cued[0]
            if i < last and keys[i] == ":":
                i += 1
        if i < last and i in reader.persons:
            return self._named(first, i, last)
        if i < last and keys[i] in STARTS:
            return self._titled(first, i, last)
        head = _HEADS.match(keys, first, last)
        if head is not None:
            return self._head(first, head[0], last)
        if cued is not None:
            return self._pronoun(first, cued[0])
        return None

    def _named(self, first: int, at: int, last: int) -> Speaker:
        end, mention = self.reader.persons[at]
        if mention.entity.name.lower() in HISTORIC:
            return Speaker(first, end, (mention.entity,))  # nobody speaks together with them
        persons = [mention.entity]
        if not self.gaps.aside(at, end):
            end = self.apposition(end, last)
        linked = False
        while end + 1 < last and self.keys[end] in (",", "và", ";"):
            i = end + 1
            linked = linked or self.keys[end] != ","
            while i < last and (cue := CUES.match(self.keys, i, last)) is not None and i not in self.reader.persons:
                i = cue[0]
            if i not in self.reader.persons and i < last and self.keys[i] in STARTS:
                _, i = self.reader.roles(i, last)
                i = self._where(i, last)
            if i not in self.reader.persons or i >= last:
                break
            end, mention = self.reader.persons[i]
            persons.append(mention.entity)
            end = self.apposition(end, last)
        if len(persons) == 2 and not linked and first and self.keys[first - 1][0].isalnum():
            persons = persons[1:]  # "Chúc mừng ông X, Bí thư Y mong muốn ...": X is spoken to
        return Speaker(first, end, tuple(dict.fromkeys(persons)))

    def _where(self, at: int, last: int) -> int:
        """The token after places in apposition at ``at``."""
        i = at
        while i < last:
            j = i + 1 if self.keys[i] in (",", "(") else i
            found = self.reader.mentions.get(j)
            if found is None or found[1].kind == "document":
                return i
            i = found[0]
            if i < last and self.keys[i] in (")", ","):
                i += 1
        return i

    def apposition(self, at: int, last: int) -> int:
        """The token after roles, brackets, ages and places that follow a name at ``at``, without a comma at the end."""
        keys, reader = self.keys, self.reader
        i = at
        while i < last:
            key = keys[i]
            if key == "(":
                shut = self._find(")", i, min(last, i + 40))
                if shut is None:
                    return i
                i = shut + 1
                continue
            j = i
            if key == "," or key in _DASHES or key == ".":
                j = i + 1
                if j >= last:
                    return i
            if keys[j] in STARTS:
                roles, end = reader.roles(j, last)
                if roles and end not in reader.persons:
                    i = end
                    continue
            found = reader.mentions.get(j)
            if found is not None and found[1].kind != "document":
                i = found[0]
                continue
            if keys[j] in _LIVES and (found := reader.mentions.get(j + 1)) is not None:
                i = found[0]
                continue
            if j > i and (found := self._near_place(j, last)) is not None:
                i = found[0]
                continue
            if j > i and (keys[j][0].isdigit() or _ASIDES.match(keys, j, last) is not None):
                shut = self._aside(j, min(last, j + 25))
                if shut is not None:
                    i = shut
                    continue
            return i
        return i

    def _near_place(self, at: int, last: int) -> tuple[int, Mention] | None:
        """The place whose kind word, with an epithet, stands at ``at`` ("huyện miền núi Quan Hóa")."""
        if self.keys[at] not in _KINDS:
            return None
        for i in range(at + 1, min(last, at + 4)):
            found = self.reader.mentions.get(i)
            if found is not None and found[1].kind == "place":
                return found
        return None

    def _aside(self, at: int, last: int) -> int | None:
        for i in range(at, last):
            if self.keys[i] == "," or self.keys[i] in _DASHES:
                return i
            if i in self.reader.persons or SAYS.match(self.keys, i, last) is not None:
                return None
            if self.keys[i] in ("đã", "được", "bị", ":", "“", '"', ";"):
                return None
        return None

    def _find(self, key: str, at: int, last: int) -> int | None:
        for i in range(at, last):
            if self.keys[i] == key:
                return i
        return None

    def _titled(self, first: int, at: int, last: int) -> Speaker | None:
        """A title: before a name, or alone for the person whom the article names with it."""
        roles, end = self.reader.roles(at, last)
        if not roles:
            return None
        i = self._where(end, last)
        while i < last and i not in self.reader.persons and (cue := CUES.match(self.keys, i, last)) is not None:
            i = cue[0]
        if i in self.reader.persons:
            return self._named(first, i, last)
        person = self._holder(
            " ".join(self.reader.page.span(roles[0].first, roles[0].last).split()), roles[0].title.head
        )
        return None if person is None else Speaker(first, end, (person,), False)

    def _holder(self, text: str, head: str) -> DraftEntity | None:
        """The one person whom the article gives the role ``text``, in as many words or fewer."""
        words = canonical(text).split()
        level = words[0] == "phó"
        fitting: list[DraftEntity] = []
        alike: list[DraftEntity] = []
        for have, name, person in self._holders:
            if ("phó" in have) != level and (name.startswith("phó") != level):
                continue
            if have.issuperset(words):
                fitting.append(person)
            if head in name and name.startswith(words[0]):
                alike.append(person)
        for group in (fitting, alike):
            different = list(dict.fromkeys(group))
            if len(different) == 1:
                return different[0]
        return None

    def before(self, token: int, female: bool | None = None) -> DraftEntity | None:
        """The person named last before ``token``; a woman or a man where the article tells."""
        at = bisect_left(self._order, token) - 1
        for n in range(at, max(-1, at - 8), -1):
            start = self._order[n]
            entity = self.reader.persons[start][1].entity
            if "ảnh" in self.keys[max(0, start - 3) : start] and self.keys[start - 1] in (":", "ảnh"):
                continue  # who took a picture
            if entity.name.lower() in HISTORIC:
                continue
            if female is None:
                return entity
            sex = self._sex(start, entity)
            if sex is None or sex == female:
                return entity
        return None

    def _sex(self, start: int, entity: DraftEntity) -> bool | None:
        word = self.keys[start - 1] if start else ""
        told = _PRONOUNS.get(word)
        if told is not None:
            return told
        words = entity.name.lower().split()
        return True if "thị" in words[1:-1] else False if "văn" in words[1:-1] else None

    def _pronoun(self, first: int, end: int) -> Speaker | None:
        word = " ".join(self.keys[first:end])
        if word not in _PRONOUNS:
            return None
        person = self.before(first, _PRONOUNS[word])
        return None if person is None else Speaker(first, end, (person,), False)

    def _head(self, first: int, end: int, last: int) -> Speaker | None:
        """ "người đứng đầu Thành ủy": the person named last."""
        person = self.before(first)
        if person is None:
            return None
        i = end
        while i < last and i - end < 10 and self.keys[i] not in (",", ":"):
            found = self.reader.mentions.get(i)
            if found is not None:
                i = found[0]
                break
            if self.keys[i] in ("cho", "nói", "khẳng", "nhấn", "yêu", "đề"):
                break
            i += 1
        return Speaker(first, i, (person,), False)
