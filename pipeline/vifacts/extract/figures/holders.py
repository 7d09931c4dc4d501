"""Whose figure it is: the organisation, place or person, by the fullest name the article gives it.

In order: what the phrase itself names ("15 xã của huyện X"), the subject of the clause, the holder of the figure
before in the sentence, a place the clause is about ("tại xã Y"), and the topic of the article. Level words
("toàn huyện", "Chi bộ") are resolved to the last thing of that level which the article names.
"""

from __future__ import annotations

from vifacts.extract.draft import Draft, DraftEntity
from vifacts.extract.figures import words
from vifacts.extract.figures.bearers import Bearer, Bearers
from vifacts.extract.figures.candidates import Candidate
from vifacts.extract.figures.holders_context import Context
from vifacts.extract.figures.phrases import Phrases
from vifacts.extract.figures.topics import Topics

_SERVICE = (["công", "tác"], ["phục", "vụ"], ["gắn", "bó"], ["làm", "việc"])
_PARTS = (["trong", "đó"], ["trong", "số"])
_LIVES = (["tuổi"], ["tù"], ["giữ"], ["là"])


class Holders:
    """Finds the holder of each figure of an article, in order."""

    def __init__(self, draft: Draft, phrases: Phrases) -> None:
        self.draft = draft
        self.phrases = phrases
        self.keys = phrases.keys
        self.topics = Topics(draft)
        self.bearers = Bearers(draft, phrases, self.topics)
        self.context = Context(draft, self.bearers, self.topics)
        self.found: list[DraftEntity | None] = []

    def of_all(self) -> list[DraftEntity | None]:
        """One holder (or None) a figure, in order."""
        for at, one in enumerate(self.phrases.found):
            self.found.append(self._of(at, one))
        return self.found

    def _of(self, at: int, one: Candidate) -> DraftEntity | None:
        seen = self.bearers.of(one.sentence.first, one.sentence.last)
        if one.kind == "duration" and (one.shared or self.keys[one.unit_last : one.unit_last + 1] in _LIVES):
            return self._person(at, one, seen)
        if one.kind == "duration" and self._of_a_life(at, one, seen):
            return self._person(at, one, seen)
        if one.kind == "age" and any(s.person for s in seen):
            return self._person(at, one, seen)
        attached = self._attached(at, seen) if one.kind != "duration" else None
        if attached is not None:
            return attached
        previous = self.phrases.previous(at)
        begin = one.sentence.first if previous is None else previous.end
        subjects = [
            s
            for s in seen
            if s.entity is not None
            and begin <= s.first
            and s.last <= one.outer
            and (not s.oblique or (s.owner and not s.person))
        ]
        if self._each(one) and not any(s.named for s in subjects):
            return None
        if subjects and subjects[-1].collective:
            # "các chi bộ", "người dân" are those of whom the text speaks there
            named = [s for s in seen if s.last <= one.outer and s.locative and s.named and s.entity is not None]
            if named:
                return named[-1].entity
            said = self.context.speech(one.sentence.first, one.number.start)
            unit = self.context.unit(said.speaker) if said is not None else None
            return unit or self.context.before(one.sentence.first, one.number.start) or subjects[-1].entity
        if subjects:
            return subjects[-1].entity
        carried = self.found[at - 1] if previous is not None else None
        if carried is not None:
            set_in = [s for s in seen if begin <= s.first and s.last <= one.outer and s.locative and s.named]
            place = set_in[-1].entity if set_in else None
            if place is not None and place.kind == "place" and carried.kind != "person":
                return place
            return carried
        near = [s for s in seen if s.last <= one.outer and s.locative and s.entity is not None]
        said = self.context.speech(one.sentence.first, one.number.start)
        if said is not None:
            near = [s for s in near if self.draft.text.tokens.starts[s.first] >= said.span[0]]
        if near:
            return near[-1].entity
        if said is not None:
            unit = self.context.unit(said.speaker)
            if unit is not None:
                return unit
        opening = next((s for s in seen if s.person and s.first - one.sentence.first <= 4), None)
        if opening is not None and opening.entity is not None and not opening.pronoun and said is None:
            unit = self.context.unit(opening.entity)
            if unit is not None:
                return unit
        after = [s for s in seen if s.first >= one.unit_last and s.locative and s.entity is not None]
        if (
            after
            and after[0].first - one.unit_last <= 14
            and after[0].entity is not None
            and after[0].entity.kind == "place"
        ):
            return after[0].entity
        if at and self.keys[one.sentence.first : one.sentence.first + 2] in _PARTS and self._follows(at):
            return self.found[at - 1]
        found = self.context.before(one.sentence.first, one.number.start)
        if found is None:
            found = self.context.after(one.sentence.first, one.number.start)
        if found is None and self.topics.even:
            # several places are spoken of alike: the nearest, never a guess
            return self.topics.near(one.first, 30)
        return found or self.topics.main

    def _each(self, one: Candidate) -> bool:
        """Whether a sentence speaks of each of many: "Mỗi huyện, thị xã phải kết nạp ..." is no single place's."""
        first = one.sentence.first
        return self.keys[first] == "mỗi" and words.LEVELS.match(self.keys, first + 1, one.outer) is not None

    def _follows(self, at: int) -> bool:
        """Whether the figure before stands in the sentence before."""
        sentences = self.draft.text.sentences
        index = self.draft.text.sentence_index(self.phrases.found[at].number.start)
        return index > 0 and self.phrases.found[at - 1].sentence == sentences[index - 1]

    def _of_a_life(self, at: int, one: Candidate, seen: list[Bearer]) -> bool:
        """Whether a length of time is a person's: "giữ chức Phó Giám đốc, thời hạn 5 năm", "36 năm công tác"."""
        if not any(s.person and not s.pronoun and s.last <= one.outer for s in seen):
            return False
        first, last = self.phrases.left(at)
        return "hạn" in self.keys[first:last] or self.keys[one.unit_last : one.unit_last + 2] in _SERVICE

    def _person(self, at: int, one: Candidate, seen: list[Bearer]) -> DraftEntity | None:
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

    def _attached(self, at: int, seen: list[Bearer]) -> DraftEntity | None:
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
                follows = other.first == one.unit_last and other.named and one.kind == "count"
                if follows and other.entity.kind == "organization" and one.noun not in ("organization", "place"):
                    return other.entity  # "5 cán bộ, chiến sĩ Công an xã X"
                near = other.first == one.unit_last + 1 and self.keys[one.unit_last] in ("ở", "tại")
                if near or (other.owner and other.first <= max(one.end, one.unit_last) + 1):
                    return other.entity
        row = following is not None and one.kind == following.kind == "count" and not self.phrases.tails[at]
        if following is not None and row and self.keys[one.end : following.outer] in (["và"], [","]):
            return self._attached(at + 1, seen)
        return None
