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


@dataclass(slots=True)
class _Seen:
    """Something in a sentence that could hold its figures."""

    first: int
    last: int
    entity: DraftEntity | None
    oblique: bool
    person: bool


class Holders:
    """Finds the holder of each figure of an article, in order."""

    def __init__(self, draft: Draft, phrases: Phrases) -> None:
        self.draft = draft
        self.phrases = phrases
        self.keys = phrases.keys
        self.topics = Topics(draft)
        self.found: list[DraftEntity | None] = []
        self._seen: dict[int, list[_Seen]] = {}
        self._last_topic: DraftEntity | None = None

    def of_all(self) -> list[DraftEntity | None]:
        """One holder (or None) a figure, in order."""
        for at, one in enumerate(self.phrases.found):
            self.found.append(self._of(at, one))
        return self.found

    def _of(self, at: int, one: Candidate) -> DraftEntity | None:
        seen = self._sentence(one)
        if one.kind == "age":
            persons = [s for s in seen if s.person and s.first < one.first]
            return persons[-1].entity if persons else None
        if one.kind == "duration" and self._of_person(one):
            after = [s for s in seen if s.person and 0 <= s.first - one.unit_last <= 6]
            before = [s for s in seen if s.person and s.first < one.first]
            if after or before:
                return (after or before[-1:])[0].entity
        attached = self._attached(at, one, seen)
        if attached is not None:
            return attached
        start, _ = self.phrases.left(at)
        previous = self.phrases.previous(at)
        begin = one.sentence.first if previous is None else previous.end
        subjects = [s for s in seen if s.last <= one.outer and not s.oblique and s.first >= begin]
        if subjects:
            return subjects[-1].entity
        if previous is not None:
            return self.found[at - 1]
        near = [s for s in seen if s.last <= one.outer and not s.person and s.entity is not None]
        if near:
            return near[-1].entity
        after = [s for s in seen if s.first >= one.unit_last and s.oblique and not s.person]
        if after and self._place_follows(one, after[0]):
            return after[0].entity
        return self.topics.current(one.sentence.first)

    def _of_person(self, one: Candidate) -> bool:
        """"70 năm tuổi Đảng", "9 năm giữ các chức vụ": lengths that belong to a life."""
        after = self.keys[one.unit_last : one.unit_last + 2]
        return after[:1] in (["tuổi"], ["giữ"], ["công"], ["làm"], ["tù"], ["đảm"], ["gắn"])

    def _attached(self, at: int, one: Candidate, seen: list[_Seen]) -> DraftEntity | None:
        """What the phrase of the figure names itself: "15 xã của huyện X", "cán bộ của UBND xã Y"."""
        following = self.phrases.following(at)
        stop = one.sentence.last if following is None else following.outer
        limit = max(one.end, one.unit_last) + 1
        for other in seen:
            if one.unit_last <= other.first < stop and not other.person and other.oblique and other.entity is not None:
                joint = self.keys[other.first - 1]
                if joint in ("của", "thuộc") and other.first <= limit:
                    return other.entity
        return None

    def _place_follows(self, one: Candidate, other: _Seen) -> bool:
        joint = self.keys[one.unit_last : other.first]
        return len(joint) <= 12 and not {",", ";", "."} & set(joint)

    def _sentence(self, one: Candidate) -> list[_Seen]:
        """What the sentence of ``one`` names, in order."""
        first, last = one.sentence.first, one.sentence.last
        found = self._seen.get(first)
        if found is None:
            found = self._seen[first] = self._read(first, last)
        return found

    def _read(self, first: int, last: int) -> list[_Seen]:
        keys, tokens = self.keys, self.draft.text.tokens
        spoken = max((b for _, b, _ in words.find(words.SPEECH, keys, first, last)), default=first)
        found: list[_Seen] = []
        taken = first
        for mention in self.draft.between(tokens.starts[first], tokens.ends[last - 1]):
            if mention.kind == "document":
                continue
            a, b = tokens.range(mention.start, mention.end)
            found += self._levels(taken, a)
            taken = b
            oblique = self._oblique(first, a)
            found.append(_Seen(a, b, mention.entity, oblique, mention.kind == "person"))
        found += self._levels(taken, last)
        if spoken > first:
            # "Ông X cho biết, ..." and "theo Bí thư Y": the speaker holds nothing
            for seen in found:
                if seen.last < spoken and (seen.person or seen.first - first < spoken - seen.last):
                    seen.oblique = True
        for seen in found:
            if seen.person and self._titled(seen.first):
                seen.oblique = seen.oblique or not self._verb_follows(seen.last, last)
        return found

    def _titled(self, first: int) -> bool:
        return bool(first)

    def _verb_follows(self, at: int, last: int) -> bool:
        return at < last and self.keys[at] in (
            "có", "đã", "gây", "nhận", "bị", "được", "đang", "sẽ", "chiếm", "đầu", "nộp", "đóng", "hiến", "ủng", "hưởng",
        )  # fmt: skip

    def _oblique(self, first: int, at: int) -> bool:
        before = words.OBLIQUE.match_before(self.keys, at, 3)
        return before is not None and before[0] >= first

    def _levels(self, first: int, last: int) -> list[_Seen]:
        found = []
        i = first
        while i < last:
            match = words.LEVELS.match(self.keys, i, last)
            if match is None:
                i += 1
                continue
            end, level = match
            if self._level_word(i, end, level):
                entity = self.topics.resolve(self.draft.text.words(i, end), level, i)
                if entity is not None:
                    found.append(_Seen(i, end, entity, self._oblique(first, i), False))
            i = end
        return found

    def _level_word(self, first: int, end: int, level: tuple[str, bool]) -> bool:
        """Whether the words stand for the one the article speaks of, and are no counted noun or kind word."""
        keys = self.keys
        if first and (keys[first - 1][0].isdigit() or keys[first - 1] in ("các", "những", "nhiều", "mỗi", "cấp", "số", "một", "từng", "bí", "tịch")):
            return keys[first - 1] == "một" and False
        nxt = keys[end] if end < len(keys) else ""
        if nxt and nxt[0].isdigit():
            return False
        if end - first == 1 and not level[1]:
            # a bare "tỉnh", "xã" must open a clause or follow a preposition
            before = keys[first - 1] if first else ""
            return before in (",", ".", "của", "tại", "ở", ";", ":", "trong", "") or self.draft.text.is_capital(first)
        if level[1] and end - first <= 2 and not self.draft.text.is_capital(first):
            return keys[first:end] in (["đơn", "vị"], ["nhà", "trường"], ["cơ", "quan"]) and nxt in ("có", "đã", "hiện", "này", "đang", "sẽ")
        return True

