"""What a figure without a holder in its sentence belongs to: the speaker's unit, what the paragraph speaks of."""

from __future__ import annotations

from bisect import bisect_right

from vifacts.extract.draft import Draft, DraftEntity, DraftStatement
from vifacts.extract.figures.bearers import Bearer, Bearers
from vifacts.extract.figures.sense import heading_of
from vifacts.extract.figures.topics import Topics
from vifacts.extract.figures.topics_places import RANKS

#: How many sentences back a text without paragraphs is read.
_BACK = 2
#: How many tokens may stand before what opens a sentence ("Ở thôn X, ...", "Năm 2024, Chi bộ Y ...").
_OPENING = 6


class Context:
    """Follows the topic of an article from sentence to sentence."""

    def __init__(self, draft: Draft, bearers: Bearers, topics: Topics) -> None:
        self.draft = draft
        self.bearers = bearers
        self.topics = topics
        self.lines = draft.text.tokens.lines
        self.flat = not len(self.lines) or self.lines[-1] < 3  # the text has no paragraphs
        self.statements = sorted(draft.statements, key=lambda s: s.span)
        self.starts = [s.span[0] for s in self.statements]
        self._units: dict[int, DraftEntity | None] = {}

    def speech(self, first: int, start: int) -> DraftStatement | None:
        """The statement that begins last between token ``first`` and code point ``start``."""
        at = bisect_right(self.starts, start) - 1
        if at < 0 or self.starts[at] < self.draft.text.tokens.starts[first]:
            return None
        return self.statements[at]

    def unit(self, person: DraftEntity) -> DraftEntity | None:
        """The place or body that a person speaks for, None where none is known: the closest one of the roles held,
        where a body with a name of its own counts as the closest."""
        known = self._units.get(id(person), self)
        if known is self:
            ranked: list[tuple[int, DraftEntity]] = []
            for role in self.draft.roles:
                if role.person is not person or role.former:
                    continue
                unit = role.scope or self._body(role.organization)
                rank = None if unit is None else self._rank(unit)
                if unit is not None and rank is not None:
                    ranked.append((rank, unit))
            known = self._units[id(person)] = min(ranked, key=lambda r: r[0])[1] if ranked else None
        assert not isinstance(known, Context)
        return known

    def _body(self, name: str | None) -> DraftEntity | None:
        """The organisation of a role that has no scope, where its name is a name of its own."""
        if name is None or not (name.split()[-1][0].isupper() or name.split()[-1][0].isdigit()):
            return None
        found = self.draft.entity("organization", name)
        return found if self.topics.is_body(found) else None

    def _rank(self, scope: DraftEntity) -> int | None:
        if scope.kind == "organization":
            return 0 if self.topics.is_body(scope) else None
        return RANKS.get(self.topics.level(scope), 2)

    def before(self, first: int, start: int) -> DraftEntity | None:
        """What the sentences before the one of token ``first`` speak of last, within the paragraph."""
        text = self.draft.text
        heading = heading_of(self.bearers.phrases, first)
        if heading is not None:
            seen = self.bearers.of(heading.first, heading.last)
            named = next((s.entity for s in seen if s.entity is not None and not s.person and not s.oblique), None)
            if named is not None:
                return named
        line = self.lines[first]
        index = text.sentence_index(start)
        stop = max(-1, index - 1 - _BACK) if self.flat else -1
        for back in range(index - 1, stop, -1):
            sentence = text.sentences[back]
            if self.lines[sentence.first] != line:
                break
            found = self._topic(self.bearers.of(sentence.first, sentence.last), sentence.first, sentence.last)
            if found is not None:
                return found
        return None

    def after(self, first: int, start: int) -> DraftEntity | None:
        """What the sentences after the one of token ``first`` open with, within the paragraph."""
        text = self.draft.text
        if self.flat:
            return None
        for sentence in text.sentences[text.sentence_index(start) + 1 :]:
            if self.lines[sentence.first] != self.lines[first]:
                break
            for other in self.bearers.of(sentence.first, sentence.last):
                if (
                    other.entity is not None
                    and not other.person
                    and other.first - sentence.first <= 1
                    and not other.oblique
                ):
                    return other.entity
        return None

    def _topic(self, seen: list[Bearer], first: int, last: int) -> DraftEntity | None:
        """What a sentence speaks of: a subject in what is said, the speaker's unit, its subject, its setting."""
        starts, ends = self.draft.text.tokens.starts, self.draft.text.tokens.ends
        said = self.speech(first, ends[last - 1])
        if said is not None:
            spoken = [s for s in seen if self._subject(s) and starts[s.first] >= said.span[0]]
            if spoken:
                return spoken[0].entity
            unit = self.unit(said.speaker)
            if unit is not None:
                return unit
        if self.flat:
            return None
        for other in seen:
            if other.entity is None or other.person or other.first - first > _OPENING:
                continue
            if not other.oblique or other.locative:
                return other.entity
        return None

    def _subject(self, seen: Bearer) -> bool:
        return seen.entity is not None and seen.named and not seen.person and not seen.oblique
