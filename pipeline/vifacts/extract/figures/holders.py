"""Whose figure it is: the organisation, place or person, by the fullest name the article gives it.

In order: what the phrase itself names ("15 xã của huyện X"), the subject of the clause, the holder of the figure
before in the sentence, a place the clause is about ("tại xã Y"), and the topic of the article. Level words
("toàn huyện", "Chi bộ") are resolved to the last thing of that level which the article names.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from vifacts.extract.draft import Draft, DraftEntity
from vifacts.extract.figures import words
from vifacts.extract.figures.bearers import Bearer, Bearers
from vifacts.extract.figures.candidates import Candidate
from vifacts.extract.figures.holders_context import Context
from vifacts.extract.figures.phrases import Phrases
from vifacts.extract.figures.topics import Topics

_SERVICE = (["công", "tác"], ["phục", "vụ"], ["gắn", "bó"], ["làm", "việc"])
_PARTS = (["trong", "đó"], ["trong", "số"])
_PERSONAL = frozenset({"duration", "age", "money", "count"})
_FOLK = frozenset({"người", "ông", "bà", "anh", "chị"})
_THERE = (["tại"], ["ở"])
_GETS = frozenset({"nhận", "được"})
_BIRTHS = frozenset({"của", "ngày", "sinh", "mất", "tỉnh", "huyện", "xã", "(", ","})
_TERMS = frozenset({("thời", "hạn"), ("giữ", "chức"), ("bổ", "nhiệm")})
_TOWARDS = (["đối"], ["cho"], ["với"])
_ELECTS = frozenset({"bầu", "nhiệm", "chức"})
_LIVES = (["tuổi"], ["tù"], ["giữ"], ["là"])

#: The text leaves the holder open.
OPEN = DraftEntity("place", "")


@dataclass(slots=True)
class _Place:
    """A figure in its sentence: what the sentence names, and where the clause of the figure begins."""

    at: int
    one: Candidate
    seen: list[Bearer]
    previous: Candidate | None

    @property
    def begin(self) -> int:
        return self.one.sentence.first if self.previous is None else self.previous.end


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
        place = _Place(at, one, self.bearers.of(one.sentence.first, one.sentence.last), self.phrases.previous(at))
        for way in self._ways:
            found = way(place)
            if found is not None:
                self.ways.append(way.__name__)
                return None if found is OPEN else found
        self.ways.append("none")
        return None

    def _anniversary(self, it: _Place) -> DraftEntity | None:
        """Years since a founding or a birth are of what was founded or born: "kỷ niệm 30 năm thành lập X"."""
        one = it.one
        if one.kind != "duration" or one.unit_last >= one.sentence.last:
            return None
        match = words.ANNIVERSARIES.match(self.keys, one.unit_last, one.sentence.last)
        if match is None:
            return None
        begin = match[0]
        for seen in it.seen:
            if begin <= seen.first <= begin + 6 and seen.entity is not None:
                between = self.keys[begin : seen.first]
                if all(k in _BIRTHS for k in between) or "của" in (between[0], between[-1]):
                    return seen.entity
                break
        return OPEN

    def _office(self, it: _Place) -> DraftEntity | None:
        """A term of office or the votes of an election: the person appointed or elected."""
        one = it.one
        stop = it.previous.outer if it.previous is not None and it.previous.kind == "duration" else one.sentence.first
        left = self.keys[max(stop, one.outer - 8) : one.outer]
        if one.kind == "duration":
            if not any(pair in _TERMS for pair in pairwise(left)):
                return None
            following = self.phrases.following(it.at)
            last = one.sentence.last if following is None else following.outer
            for seen in it.seen:
                if (
                    seen.person
                    and self.keys[one.unit_last : one.unit_last + 1] in _TOWARDS
                    and one.unit_last <= seen.first < last
                ):
                    return seen.entity
        else:
            voted = one.unit == "phiếu" or "phiếu" in left
            if not voted or not any(k in _ELECTS for k in self.keys[one.sentence.first : one.outer]):
                return None
        persons = [s for s in it.seen if s.person and s.last <= one.outer]
        if persons:
            return persons[-1].entity
        index = self.draft.text.sentence_index(one.number.start)
        if one.kind != "duration" or not index:
            return None
        sentence = self.draft.text.sentences[index - 1]
        persons = [s for s in self.bearers.of(sentence.first, sentence.last) if s.person]
        return persons[-1].entity if persons else None

    def _pair(self, it: _Place) -> DraftEntity | None:
        """ "Hai người", "ba ông": people just spoken of, who are nobody's."""
        one = it.one
        return OPEN if one.number.words and one.number.value == 2 and one.unit in _FOLK else None

    def _life(self, it: _Place) -> DraftEntity | None:
        """An age, years in the Party, a sentence, a term of office: a person's, or nobody's."""
        one = it.one
        if one.kind == "age" and one.comparator in ("<=", ">="):
            return OPEN  # a rule: "không quá 35 tuổi", "từ 18 tuổi trở lên"
        if (
            it.previous is not None
            and it.previous.kind == one.kind == "duration"
            and it.previous.unit_last == one.outer
        ):
            return self.found[it.at - 1] or OPEN  # "5 năm 6 tháng tù"
        if one.kind in ("age", "duration") and one.outer and self.keys[one.outer - 1] == "(":
            named = self._named_before(one.outer - 1)
            if named is not None and (one.kind == "age" or self.keys[one.unit_last : one.unit_last + 1] in _LIVES):
                return named  # "ông Trần Văn B. (53 tuổi"
        if one.kind == "duration" and self._medal(it):
            return self._receiver(it) or self._person(it.at, one, it.seen) or OPEN
        joined = self.phrases.following(it.at)
        whole = one
        if joined is not None and one.kind == joined.kind == "duration" and joined.outer == one.unit_last:
            whole = joined
        if one.kind == "duration" and (one.shared or self.keys[whole.unit_last : whole.unit_last + 1] in _LIVES):
            opens = (
                one.outer == one.sentence.first
            )  # behind a name that ends in an initial: "tuyên phạt Hà Văn T. 3 năm"
            return (self._named_before(one.outer) if opens else None) or self._person(it.at, one, it.seen) or OPEN
        if one.kind == "duration" and self._of_a_life(it.at, one, it.seen):
            return self._person(it.at, one, it.seen) or OPEN
        if one.kind == "age" and any(s.person for s in it.seen):
            return self._person(it.at, one, it.seen) or OPEN
        return None

    def _named_before(self, token: int) -> DraftEntity | None:
        """The person whose name ends just before ``token``, in whatever sentence."""
        text = self.draft.text
        if token < 1:
            return None
        start = text.tokens.starts[max(0, token - 6)]
        for mention in reversed(self.draft.between(start, text.tokens.starts[token], "person")):
            if text.tokens.range(mention.start, mention.end)[1] >= token - 1:
                return mention.entity
            break
        return None

    def _medal(self, it: _Place) -> bool:
        """Whether years are those of a badge: "Huy hiệu 40 năm tuổi Đảng"."""
        return it.one.outer > 1 and self.keys[it.one.outer - 2 : it.one.outer] == ["huy", "hiệu"]

    def _receiver(self, it: _Place) -> DraftEntity | None:
        """Who is said to have got a badge: the person before, or the speaker ("Tôi đã được tặng Huy hiệu ...")."""
        one = it.one
        left = self.keys[max(one.sentence.first, one.outer - 8) : one.outer - 2]
        if not any(k in _GETS for k in left):
            return None
        said = self.context.speech(one.sentence.first, one.number.start)
        if said is not None and "tôi" in left:
            return said.speaker
        persons = [s for s in it.seen if s.person and s.last <= one.outer and one.outer - s.last <= 10]
        return persons[-1].entity if persons else None

    def _own(self, it: _Place) -> DraftEntity | None:
        """What the phrase of the figure names itself."""
        return self._attached(it.at, it.seen) if it.one.kind != "duration" else None

    def _subject(self, it: _Place) -> DraftEntity | None:
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

    def _carried(self, it: _Place) -> DraftEntity | None:
        """The holder of the figure before in the sentence, unless a place is set in between."""
        carried = self.found[it.at - 1] if it.previous is not None else None
        if carried is None:
            return None
        set_in = [s for s in it.seen if it.begin <= s.first and s.last <= it.one.outer and s.locative and s.named]
        place = set_in[-1].entity if set_in else None
        if place is not None and place.kind == "place" and carried.kind != "person":
            return place
        return carried

    def _setting(self, it: _Place) -> DraftEntity | None:
        """A place that the clause is about: "tại xã Y"."""
        one = it.one
        near = [s for s in it.seen if s.last <= one.outer and s.locative and s.entity is not None]
        said = self.context.speech(one.sentence.first, one.number.start)
        if said is not None:
            near = [s for s in near if self.draft.text.tokens.starts[s.first] >= said.span[0]]
        return near[-1].entity if near else None

    def _spoken(self, it: _Place) -> DraftEntity | None:
        """The unit of the one who says it."""
        said = self.context.speech(it.one.sentence.first, it.one.number.start)
        return self.context.unit(said.speaker) if said is not None else None

    def _opened(self, it: _Place) -> DraftEntity | None:
        """The unit of the person who opens the sentence."""
        one = it.one
        opening = next((s for s in it.seen if s.person and s.first - one.sentence.first <= 4), None)
        if opening is None or opening.entity is None or opening.pronoun:
            return None
        if self.context.speech(one.sentence.first, one.number.start) is not None:
            return None
        return self.context.unit(opening.entity)

    def _behind(self, it: _Place) -> DraftEntity | None:
        """A place that follows closely: "... trên địa bàn xã Y"."""
        one = it.one
        after = [s for s in it.seen if s.first >= one.unit_last and s.locative and s.entity is not None]
        if not after or after[0].first - one.unit_last > 14 or after[0].entity is None:
            return None
        return after[0].entity if after[0].entity.kind == "place" else None

    def _part(self, it: _Place) -> DraftEntity | None:
        """The holder of the whole, of a sentence that opens with "Trong đó"."""
        first = it.one.sentence.first
        if it.at and self.keys[first : first + 2] in _PARTS and self._follows(it.at):
            return self.found[it.at - 1] or OPEN
        return None

    def _told(self, it: _Place) -> DraftEntity | None:
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

    def _before(self, it: _Place) -> DraftEntity | None:
        """What the paragraph speaks of before."""
        return self.context.before(it.one.sentence.first, it.one.number.start)

    def _after(self, it: _Place) -> DraftEntity | None:
        """What the paragraph speaks of after."""
        return self.context.after(it.one.sentence.first, it.one.number.start)

    def _close(self, it: _Place) -> DraftEntity | None:
        """The nearest place, where several are spoken of alike: never a guess."""
        if not self.topics.even or self.topics.person is not None:
            return None
        return self.topics.near(it.one.first, 30) or OPEN

    def _main(self, it: _Place) -> DraftEntity | None:
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

    def _of_a_life(self, at: int, one: Candidate, seen: list[Bearer]) -> bool:
        """Whether a length of time is a person's: "giữ chức Phó Giám đốc, thời hạn 5 năm", "36 năm công tác"."""
        if not any(s.person and not s.pronoun and s.last <= one.outer for s in seen):
            return False
        first, last = self.phrases.left(at)
        left = self.keys[max(first, one.outer - 6) : one.outer]
        if any(left[i : i + 2] in _SERVICE and left[i + 2 : i + 3] in _THERE for i in range(len(left))):
            return True  # "mới công tác tại đây 15 tháng"
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
