"""Whose figure it is: the organisation, place or person, by the fullest name the article gives it.

In order: what the phrase itself names ("15 xã của huyện X"), the subject of the clause, the holder of the figure
before in the sentence, a place the clause is about ("tại xã Y"), and the topic of the article. Level words
("toàn huyện", "Chi bộ") are resolved to the last thing of that level which the article names.
"""

from __future__ import annotations

from dataclasses import dataclass

from vifacts.extract.draft import Draft, DraftEntity
from vifacts.extract.figures import words
from vifacts.extract.figures.candidates import Candidate
from vifacts.extract.figures.phrases import Phrases
from vifacts.extract.figures.topics import Topics

_PERSON_VERBS = frozenset(
    "có đã gây nhận bị được đang sẽ chiếm đầu nộp đóng hiến ủng hưởng cũng nêu vay sinh trồng nuôi còn".split()
)
_LOWER_BODIES = (
    ["đơn", "vị"], ["nhà", "trường"], ["cơ", "quan"], ["chi", "bộ"], ["đảng", "bộ"], ["chi", "ủy"], ["đảng", "ủy"],
    ["công", "ty"], ["hợp", "tác", "xã"], ["chi", "hội"], ["doanh", "nghiệp"],
)  # fmt: skip
_PRONOUNS = frozenset({"bà", "ông", "anh", "chị", "tôi", "cô"})
_NO_SUBJECT = frozenset(
    {"cho", "nói", "chia", "nhấn", "khẳng", "kể", "con", "em", "và", ",", ".", "cũng", "yêu", "đề", "chỉ"}
)
_LIVES = (["tuổi"], ["tù"], ["giữ"], ["là"])
_NOT_AFTER = frozenset(
    {"các", "những", "nhiều", "mỗi", "cấp", "số", "một", "từng", "thư", "tịch", "mấy", "liên", "hai", "ba"}
)


@dataclass(slots=True)
class _Seen:
    """Something in a sentence that could hold its figures: tokens, what it is, how it stands in its clause."""

    first: int
    last: int
    entity: DraftEntity | None
    person: bool
    oblique: bool
    locative: bool = False
    owner: bool = False
    pronoun: bool = False


class Holders:
    """Finds the holder of each figure of an article, in order."""

    def __init__(self, draft: Draft, phrases: Phrases) -> None:
        self.draft = draft
        self.phrases = phrases
        self.keys = phrases.keys
        self.topics = Topics(draft)
        self.found: list[DraftEntity | None] = []
        self._seen: dict[int, list[_Seen]] = {}

    def of_all(self) -> list[DraftEntity | None]:
        """One holder (or None) a figure, in order."""
        for at, one in enumerate(self.phrases.found):
            self.found.append(self._of(at, one))
        return self.found

    def _of(self, at: int, one: Candidate) -> DraftEntity | None:
        seen = self._sentence(one)
        if one.kind == "duration" and (one.shared or self.keys[one.unit_last : one.unit_last + 1] in _LIVES):
            return self._person(at, one, seen)
        if one.kind == "age" and any(s.person for s in seen):
            return self._person(at, one, seen)
        attached = self._attached(at, seen) if one.kind != "duration" else None
        if attached is not None:
            return attached
        previous = self.phrases.previous(at)
        begin = one.sentence.first if previous is None else previous.end
        subjects = [
            s for s in seen if begin <= s.first and s.last <= one.outer and (not s.oblique or (s.owner and not s.person))
        ]
        if subjects:
            return subjects[-1].entity
        if previous is not None and self.found[at - 1] is not None:
            return self.found[at - 1]
        near = [s for s in seen if s.last <= one.outer and s.locative and s.entity is not None]
        if near:
            return near[-1].entity
        after = [s for s in seen if s.first >= one.unit_last and s.locative and s.entity is not None]
        if (
            after
            and after[0].first - one.unit_last <= 14
            and after[0].entity is not None
            and after[0].entity.kind == "place"
        ):
            return after[0].entity
        return self._paragraph(one) or self.topics.main

    def _paragraph(self, one: Candidate) -> DraftEntity | None:
        """What a paragraph of a longer article opens with: its subject, or the place it is set in ("Ở thôn X, ...")."""
        text = self.draft.text
        lines = text.tokens.lines
        if lines[-1] < 3:
            return None
        line = lines[one.sentence.first]
        index = text.sentence_index(one.number.start)
        while index > 0 and lines[text.sentences[index - 1].first] == line:
            index -= 1
        opening = text.sentences[index]
        if opening.first == one.sentence.first:
            return None
        if opening.first not in self._seen:
            self._seen[opening.first] = self._read(opening.first, opening.last)
        for seen in self._seen[opening.first]:
            if seen.entity is not None and not seen.person and seen.first - opening.first <= 3:
                if not seen.oblique or seen.locative:
                    return seen.entity
        return None

    def _person(self, at: int, one: Candidate, seen: list[_Seen]) -> DraftEntity | None:
        """The holder of an age, of years in the Party, of a sentence: the person it is said of."""
        persons = [s for s in seen if s.person]
        before = [s for s in persons if s.last <= one.outer]
        if self.keys[one.unit_last : one.unit_last + 1] == ["tuổi"] or one.shared:
            following = self.phrases.following(at)
            stop = one.sentence.last if following is None else following.outer
            after = [s for s in persons if one.unit_last <= s.first < stop and s.first - one.unit_last <= 7]
            if after:
                return after[0].entity
            previous = self.phrases.previous(at)
            if previous is not None and before and before[-1].first < previous.first:
                return None
            return None if self.keys[one.outer - 1] == "hiệu" else (before[-1].entity if before else None)
        start, _ = self.phrases.left(at)
        own = [s for s in before if s.first >= start]
        if own:
            return own[-1].entity
        if one.kind == "age":
            return before[-1].entity if before else None
        previous = self.phrases.previous(at)
        if previous is not None:
            return self.found[at - 1]
        return before[-1].entity if before else None

    def _attached(self, at: int, seen: list[_Seen]) -> DraftEntity | None:
        """What the phrase of the figure names itself: "15 xã của huyện X", "6 xã và 1 thị trấn của huyện Y"."""
        one = self.phrases.found[at]
        following = self.phrases.following(at)
        stop = one.sentence.last if following is None else following.outer
        for other in seen:
            if (
                one.unit_last <= other.first < stop
                and not other.person
                and other.entity is not None
                and one.kind != "age"
            ):
                near = other.first == one.unit_last + 1 and self.keys[one.unit_last] in ("ở", "tại")
                if near or (other.owner and other.first <= max(one.end, one.unit_last) + 1):
                    return other.entity
        if following is not None and one.kind == "count" and following.kind == "count":
            if self.keys[one.end : following.outer] in (["và"], [","]) and not self.phrases.tails[at]:
                return self._attached(at + 1, seen)
        return None

    # -- what a sentence names -------------------------------------------------------------------------------

    def _sentence(self, one: Candidate) -> list[_Seen]:
        first, last = one.sentence.first, one.sentence.last
        found = self._seen.get(first)
        if found is None:
            found = self._seen[first] = self._read(first, last)
        return found

    def _read(self, first: int, last: int) -> list[_Seen]:
        keys, tokens = self.keys, self.draft.text.tokens
        found: list[_Seen] = []
        taken = first
        for mention in self.draft.between(tokens.starts[first], tokens.ends[last - 1]):
            if mention.kind == "document":
                continue
            a, b = tokens.range(mention.start, mention.end)
            found += self._levels(taken, a)
            taken = b
            if (mention.kind == "place" and not self.topics.holds(mention.entity)) or words.SOURCES.match(keys, a, b):
                continue
            found.append(self._place_in_clause(first, a, b, mention.entity, mention.kind == "person"))
        found += self._levels(taken, last)
        found += self._pronouns(first, last)
        found.sort(key=lambda s: s.first)
        inside = self.phrases.bracketed(first, last)
        spoken = [(a, b) for a, b, _ in words.find(words.SPEECH, keys, first, last)]
        for i, seen in enumerate(found):
            following = found[i + 1] if i + 1 < len(found) else None
            if seen.first in inside and not keys[min(seen.last, last - 1)][0].isdigit():
                seen.oblique, seen.owner = True, False
            if (
                i
                and keys[seen.first - 1] in (",", "-", "và")
                and found[i - 1].last == seen.first - 1
                and found[i - 1].oblique
            ):
                seen.oblique = True
                seen.locative = seen.locative or found[i - 1].locative
            if following is not None and following.person and not seen.person and following.first - seen.last <= 1:
                seen.oblique = True  # "Bí thư Tỉnh ủy X Nguyễn Văn A"
            if seen.person and not seen.pronoun:
                seen.oblique = seen.oblique or not (seen.last < last and keys[seen.last] in _PERSON_VERBS)
            if keys[first] == "theo" and seen.first - first <= 6:
                seen.owner = False
            for a, b in spoken:
                if 0 <= a - seen.last <= 2 or (seen.first - first <= 2 and keys[first] == "theo" and seen.last <= a):
                    seen.oblique = True
        return found

    def _place_in_clause(self, first: int, a: int, b: int, entity: DraftEntity | None, person: bool) -> _Seen:
        keys = self.keys
        oblique = words.OBLIQUE.match_before(keys, a, 3)
        title = words.TITLES.match_before(keys, a, 3)
        locative = words.LOCATIVE.match_before(keys, a, 3)
        before = keys[a - 1] if a > first else ""
        return _Seen(
            a,
            b,
            entity,
            person,
            oblique=bool(oblique and oblique[0] >= first) or bool(title and title[0] >= first and not person),
            locative=bool(locative and locative[0] >= first) and not person,
            owner=before in ("của", "thuộc"),
        )

    def _levels(self, first: int, last: int) -> list[_Seen]:
        """Level words and collectives among the tokens [first, last)."""
        found = []
        i = first
        while i < last:
            match = words.LEVELS.match(self.keys, i, last)
            if match is None:
                collective = words.COLLECTIVES.match(self.keys, i, last)
                if collective is not None and self.topics.main is not None:
                    made = self._place_in_clause(first, i, collective[0], self.topics.main, False)
                    found.append(made)
                    i = collective[0]
                    continue
                i += 1
                continue
            end, level = match
            if self._level_word(i, end, level):
                shown = self.draft.text.words(i, end)
                if level[0] == "itself":
                    entity = self.draft.entity("place" if "nước" in shown[:7] else "organization", shown)
                else:
                    entity = self.topics.resolve(shown, level, i)
                if entity is not None or level[0] in ("province", "city", "district", "commune"):
                    made = self._place_in_clause(first, i, end, entity, False)
                    if level[0] == "itself" and self.keys[i] == "nhà":
                        made.oblique = (
                            made.oblique or self.keys[i - 1] in ("sách", "pháp", "lý", "và", "quan") or i == 0
                        )
                    elif level[0] == "itself":
                        # "cả nước 17,4%" stands right before its figure, else it is only compared with
                        made.oblique = end >= len(self.keys) or not self.keys[end][0].isdigit()
                    found.append(made)
            i = end
        return found

    def _pronouns(self, first: int, last: int) -> list[_Seen]:
        """ "Bà được tín nhiệm với 26 phiếu", "Gia đình anh hiến 64 m2": the person named last."""
        keys, text = self.keys, self.draft.text
        found = []
        for i in range(first, last - 1):
            if keys[i] not in _PRONOUNS or text.is_capital(i + 1):
                continue
            before = keys[i - 1] if i > first else "."
            if before not in (",", ".", "“", ":", ";", "đình", "nhà", "nhưng", "rồi", '"', "(", "-", "–"):
                continue
            start = text.tokens.starts[i]
            persons = [m for m in self.draft.mentions if m.kind == "person" and m.start < start]
            if persons and i + 1 < last and keys[i + 1] not in _NO_SUBJECT:
                found.append(_Seen(i, i + 1, persons[-1].entity, True, False, pronoun=True))
        return found

    def _level_word(self, first: int, end: int, level: tuple[str, bool]) -> bool:
        """Whether the words stand for the one the article speaks of, and are no counted noun or kind word."""
        keys = self.keys
        capital = self.draft.text.is_capital(first)
        before = keys[first - 1] if first else ""
        nxt = keys[end] if end < len(keys) else ""
        if level[0] == "itself":
            return capital or keys[first] != "nhà"
        if before[:1].isdigit() or before in _NOT_AFTER or nxt[:1].isdigit():
            return False
        if end - first == 1 and not level[1]:
            # a bare "tỉnh", "xã" opens a clause, follows a preposition or comes before a verb
            return capital or before in (",", ".", "của", "tại", "ở", ";", ":", "trong", "") or nxt in ("có", "đã")
        if nxt and end < len(keys) and self.draft.text.is_capital(end) and nxt not in (",", "."):
            return False  # a name follows that nobody has found: not the one named before
        if level[1] and level[0] == "any" and not capital:
            opens = before in (",", ".", ";", ":", "“", "nay", "thì", "nên", "") or first == 0
            return (
                opens
                and keys[first:end] in _LOWER_BODIES
                and nxt not in ("thôn", "khu", "tổ", "cơ", "trực", "các", ",", "và")
            )
        return True
