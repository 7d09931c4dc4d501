"""What is a person's: ages, years in the Party, terms of office, sentences; and the years of anniversaries."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from vifacts.extract.draft import Draft, DraftEntity
from vifacts.extract.figures import words
from vifacts.extract.figures.bearers import Bearer, Bearers
from vifacts.extract.figures.candidate import Candidate
from vifacts.extract.figures.holders_context import Context
from vifacts.extract.figures.phrases import Phrases
from vifacts.extract.figures.topics import Topics

_SERVICE = (["công", "tác"], ["phục", "vụ"], ["gắn", "bó"], ["làm", "việc"])
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
class Place:
    """A figure in its sentence: what the sentence names, and where the clause of the figure begins."""

    at: int
    one: Candidate
    seen: list[Bearer]
    previous: Candidate | None

    @property
    def begin(self) -> int:
        return self.one.sentence.first if self.previous is None else self.previous.end


class Lives:
    """Finds the holders of what a life is measured by; each way gives a holder, OPEN, or None to try the next."""

    def __init__(self, draft: Draft, phrases: Phrases) -> None:
        self.draft = draft
        self.phrases = phrases
        self.keys = phrases.keys
        self.topics = Topics(draft)
        self.bearers = Bearers(draft, phrases, self.topics)
        self.context = Context(draft, self.bearers, self.topics)
        self.found: list[DraftEntity | None] = []

    def _anniversary(self, it: Place) -> DraftEntity | None:
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

    def _office(self, it: Place) -> DraftEntity | None:
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

    def _pair(self, it: Place) -> DraftEntity | None:
        """ "Hai người", "ba ông": people just spoken of, who are nobody's."""
        one = it.one
        return OPEN if one.number.words and one.number.value == 2 and one.unit in _FOLK else None

    def _life(self, it: Place) -> DraftEntity | None:
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
            # a sentence that opens so stands behind a name that ends in an initial: "tuyên phạt Hà Văn T. 3 năm"
            named = self._named_before(one.outer) if one.outer == one.sentence.first else None
            return named or self._person(it.at, one, it.seen) or OPEN
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

    def _medal(self, it: Place) -> bool:
        """Whether years are those of a badge: "Huy hiệu 40 năm tuổi Đảng"."""
        return it.one.outer > 1 and self.keys[it.one.outer - 2 : it.one.outer] == ["huy", "hiệu"]

    def _receiver(self, it: Place) -> DraftEntity | None:
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
