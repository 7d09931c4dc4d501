"""Whose figure it is: the organisation, place or person, by the fullest name the article gives it.

In order: what the phrase itself names ("15 xã của huyện X"), the subject of the clause, the holder of the figure
before in the sentence, a place the clause is about ("tại xã Y"), and the topic of the article. Level words
("toàn huyện", "Chi bộ") are resolved to the last thing of that level which the article names.
"""

from __future__ import annotations

from vifacts.extract.draft import Draft, DraftEntity
from vifacts.extract.figures import words
from vifacts.extract.figures.bearers import Bearer
from vifacts.extract.figures.candidate import Candidate
from vifacts.extract.figures.holders_lives import OPEN, Lives, Place
from vifacts.extract.figures.phrases import Phrases

_PARTS = (["trong", "đó"], ["trong", "số"])
_PERSONAL = frozenset({"duration", "age", "money", "count"})


class Holders(Lives):
    """Finds the holder of each figure of an article, in order."""

    def __init__(self, draft: Draft, phrases: Phrases) -> None:
        super().__init__(draft, phrases)
        self.ways: list[str] = []  # how each holder was found
        self._ways = (
            self._anniversary, self._office, self._life, self._own, self._subject, self._carried, self._setting,
            self._spoken, self._opened, self._behind, self._part, self._pair, self._told, self._before, self._after, self._close,
            self._main,
        )  # fmt: skip

    def of_all(self) -> list[DraftEntity | None]:
        """One holder (or None) a figure, in order."""
        for at, one in enumerate(self.phrases.found):
            self.found.append(self._of(at, one))
        return self.found

    def _of(self, at: int, one: Candidate) -> DraftEntity | None:
        place = Place(at, one, self.bearers.of(one.sentence.first, one.sentence.last), self.phrases.previous(at))
        for way in self._ways:
            found = way(place)
            if found is not None:
                self.ways.append(way.__name__)
                return None if found is OPEN else found
        self.ways.append("none")
        return None

    def _own(self, it: Place) -> DraftEntity | None:
        """What the phrase of the figure names itself."""
        return self._attached(it.at, it.seen) if it.one.kind != "duration" else None

    def _subject(self, it: Place) -> DraftEntity | None:
        """The subject of the clause, between the figure before and this one."""
        one = it.one
        subjects = [
            s
            for s in it.seen
            if s.entity is not None
            and it.begin <= s.first
            and s.last <= one.outer
            and (not s.oblique or (s.owner and not s.person))
        ]
        if self._each(one) and not any(s.named for s in subjects):
            return OPEN
        if not subjects:
            return None
        if not subjects[-1].collective:
            return subjects[-1].entity
        # "các chi bộ", "người dân" are those of whom the text speaks there
        named = [s for s in it.seen if s.last <= one.outer and s.locative and s.named and s.entity is not None]
        if named:
            return named[-1].entity
        said = self.context.speech(one.sentence.first, one.number.start)
        unit = self.context.unit(said.speaker) if said is not None else None
        return unit or self.context.before(one.sentence.first, one.number.start) or subjects[-1].entity

    def _carried(self, it: Place) -> DraftEntity | None:
        """The holder of the figure before in the sentence, unless a place is set in between."""
        carried = self.found[it.at - 1] if it.previous is not None else None
        if carried is None:
            return None
        set_in = [s for s in it.seen if it.begin <= s.first and s.last <= it.one.outer and s.locative and s.named]
        place = set_in[-1].entity if set_in else None
        if place is not None and place.kind == "place" and carried.kind != "person":
            return place
        return carried

    def _setting(self, it: Place) -> DraftEntity | None:
        """A place that the clause is about: "tại xã Y"."""
        one = it.one
        near = [s for s in it.seen if s.last <= one.outer and s.locative and s.entity is not None]
        said = self.context.speech(one.sentence.first, one.number.start)
        if said is not None:
            near = [s for s in near if self.draft.text.tokens.starts[s.first] >= said.span[0]]
        return near[-1].entity if near else None

    def _spoken(self, it: Place) -> DraftEntity | None:
        """The unit of the one who says it."""
        said = self.context.speech(it.one.sentence.first, it.one.number.start)
        return self.context.unit(said.speaker) if said is not None else None

    def _opened(self, it: Place) -> DraftEntity | None:
        """The unit of the person who opens the sentence."""
        one = it.one
        opening = next((s for s in it.seen if s.person and s.first - one.sentence.first <= 4), None)
        if opening is None or opening.entity is None or opening.pronoun:
            return None
        if self.context.speech(one.sentence.first, one.number.start) is not None:
            return None
        return self.context.unit(opening.entity)

    def _behind(self, it: Place) -> DraftEntity | None:
        """A place that follows closely: "... trên địa bàn xã Y"."""
        one = it.one
        after = [s for s in it.seen if s.first >= one.unit_last and s.locative and s.entity is not None]
        if not after or after[0].first - one.unit_last > 14 or after[0].entity is None:
            return None
        return after[0].entity if after[0].entity.kind == "place" else None

    def _part(self, it: Place) -> DraftEntity | None:
        """The holder of the whole, of a sentence that opens with "Trong đó"."""
        first = it.one.sentence.first
        if it.at and self.keys[first : first + 2] in _PARTS and self._follows(it.at):
            return self.found[it.at - 1] or OPEN
        return None

    def _told(self, it: Place) -> DraftEntity | None:
        """Somebody without a post whom the sentence before tells of: "Bà Hoa đi chợ. Mỗi ngày được 2 triệu đồng"."""
        one = it.one
        index = self.draft.text.sentence_index(one.number.start)
        if not index or one.kind not in _PERSONAL:
            return None
        sentence = self.draft.text.sentences[index - 1]
        acting = [s for s in self.bearers.of(sentence.first, sentence.last) if s.entity is not None and not s.oblique]
        if not acting or not acting[-1].person:
            return None
        person = acting[-1].entity
        return None if any(role.person is person for role in self.draft.roles) else person

    def _before(self, it: Place) -> DraftEntity | None:
        """What the paragraph speaks of before."""
        return self.context.before(it.one.sentence.first, it.one.number.start)

    def _after(self, it: Place) -> DraftEntity | None:
        """What the paragraph speaks of after."""
        return self.context.after(it.one.sentence.first, it.one.number.start)

    def _close(self, it: Place) -> DraftEntity | None:
        """The nearest place, where several are spoken of alike: never a guess."""
        if not self.topics.even or self.topics.person is not None:
            return None
        return self.topics.near(it.one.first, 30) or self.topics.sector or OPEN

    def _main(self, it: Place) -> DraftEntity | None:
        """What the article is about."""
        if self.topics.person is not None and (it.one.kind in _PERSONAL or it.one.noun == "person"):
            return self.topics.person
        return self.topics.main

    def _each(self, one: Candidate) -> bool:
        """Whether a sentence speaks of each of many: "Mỗi huyện, thị xã phải kết nạp ..." is no single place's."""
        first = one.sentence.first
        return self.keys[first] == "mỗi" and words.LEVELS.match(self.keys, first + 1, one.outer) is not None

    def _follows(self, at: int) -> bool:
        """Whether the figure before stands in the sentence before."""
        sentences = self.draft.text.sentences
        index = self.draft.text.sentence_index(self.phrases.found[at].number.start)
        return index > 0 and self.phrases.found[at - 1].sentence == sentences[index - 1]

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
