"""Gives a figure the indicator it is a value of, where subject, unit, kind and sense fit one; else leaves it null.

An amount of change ("tăng 164 người") is never a value of the level ("1.640 người"). Indicators are tried in the
order of the catalogue, the special ones before the general.
"""

from __future__ import annotations

from spacy.tokens import Doc

from vifacts.extract.draft import Draft, DraftFigure, draft_of
from vifacts.extract.indicators.catalogue import Catalogue, Indicator, Rule, candidates, catalogue, keys

#: Tokens before the number and after the unit in which a rule looks for its words.
_LEFT = 16
_RIGHT = 12
#: Tokens just before the number that say what is done with it ("có", "tăng").
_LEAD = 4
_STOPS = frozenset({".", ";", "…", ":", "?", "!", "./."})
#: What follows one of these speaks of something else.
_BREAKS = frozenset({",", "("})
_RIGHT_STOPS = _STOPS | _BREAKS | {")"}
#: What joins a figure to the one before it, and what may stand between.
_JOINTS = frozenset({",", "và", "với", "cùng"})
_COMPARATORS = frozenset({"hơn", "gần", "trên", "khoảng", "có", "tới"})


class IndicatorsComponent:
    """Assigns indicators to the figures of an article, which are found before."""

    def __call__(self, doc: Doc) -> Doc:
        self.annotate(draft_of(doc))
        return doc

    def annotate(self, draft: Draft) -> None:
        """Fill ``indicator`` of the figures in ``draft``."""
        before: DraftFigure | None = None
        for figure, after in zip(draft.figures, [*draft.figures[1:], None], strict=False):
            figure.indicator = _Fit(draft, figure, before, after).indicator()
            before = figure


class _Fit:
    """One figure with the words around it, as bits of the catalogue's phrases."""

    def __init__(
        self, draft: Draft, figure: DraftFigure, before: DraftFigure | None, after: DraftFigure | None
    ) -> None:
        self.draft = draft
        self.figure = figure
        self.before = before
        self.after = after
        self.book: Catalogue = catalogue()

    def indicator(self) -> str | None:
        """The id of the first indicator that fits."""
        figure = self.figure
        if not (figure.phrase or figure.subject or figure.unit):
            return None
        possible = candidates(figure.kind, " ".join(keys(figure.unit or "")))
        if not possible:
            return None
        self._look()
        subject, near = self.subject, self.near
        for one, rule in possible:
            if near & rule.without:
                continue
            for group in rule.subject:
                if not subject & group:
                    break
            else:
                if self._fits(rule) and self._admits(one):
                    return one.id
        return None

    def _look(self) -> None:
        """Read subject, lead and surroundings."""
        tokens = self.draft.text.tokens
        sentence = self.draft.text.sentence_at(self.figure.span[0])
        first, _ = tokens.range(*self.figure.span)
        _, last = tokens.range(*self.figure.extent)
        left = max(sentence.first, first - _LEFT)
        self.inside = self.before is not None and self.before.span[0] >= sentence.start
        if self.before is not None and self.inside:
            left = max(left, tokens.range(*self.before.extent)[1])
            # what stands before the first comma still speaks of the figure before
            left = next((i + 1 for i in range(left, first) if tokens.keys[i] in _BREAKS), left)
        for i in range(first - 1, left - 1, -1):
            if tokens.keys[i] in _STOPS:
                left = i + 1
                break
        right = min(sentence.last, last + _RIGHT)
        if self.after is not None and self.after.span[0] < sentence.end:
            right = min(right, tokens.range(*self.after.span)[0])
        for i in range(last, right):
            if tokens.keys[i] in _RIGHT_STOPS:
                right = i
                break
        self.subject_keys = keys(self.figure.phrase or self.figure.subject or "")
        self.subject = self._bits(self.subject_keys, 0, len(self.subject_keys))
        self.lead = self._bits(tokens.keys, max(left, first - _LEAD), first)
        self.tail = self._bits(tokens.keys, last, right)
        self.near = self.subject | self._bits(tokens.keys, left, first) | self.tail
        changed = bool(self.lead & self.book.changes) and not self.lead & self.book.settled
        self.changed = changed or self._goes_on_changing(tokens.keys, first)

    def _goes_on_changing(self, words: list[str], first: int) -> bool:
        """Whether the figure only joins one that is an amount of change ("giảm 41 phòng và hơn 250 người")."""
        before = self.before
        if before is None or not self.inside or before.sense not in ("increase", "decrease"):
            return False
        start = self.draft.text.tokens.range(*before.extent)[1]
        end = first
        while end > start and words[end - 1] in _COMPARATORS:
            end -= 1
        return 0 < end - start <= _LEAD and words[end - 1] in _JOINTS

    def _bits(self, words: list[str], first: int, last: int) -> int:
        found = 0
        match = self.book.trie.match
        for i in range(first, last):
            hit = match(words, i, last)
            if hit:
                found |= hit[1]
        return found

    def _admits(self, one: Indicator) -> bool:
        """Whether the sense and size of the figure are possible for the indicator."""
        figure = self.figure
        if one.change == "level":
            if figure.sense in ("increase", "decrease") or (self.changed and figure.sense == "level"):
                return False
            if one.guarded and self.near & self.book.guards.get(figure.kind, 0):
                return False
        elif figure.sense != one.change:
            return False
        return one.most is None or max(figure.value, figure.value_max or figure.value) <= one.most

    def _fits(self, rule: Rule) -> bool:
        """What a rule asks beyond unit, subject and the words it does without."""
        return (
            all(self.near & group for group in rule.near)
            and (not rule.after or bool(self.tail & rule.after))
            and not (rule.not_after and self._follows(rule.not_after))
            and (not rule.before or bool(self.lead & rule.before) or self._in_row(rule))
            and (rule.bare is None or self._bare(rule.bare))
        )

    def _follows(self, units: frozenset[str]) -> bool:
        """Whether the figure before, in the same sentence, has one of ``units``."""
        return self.inside and self.before is not None and " ".join(keys(self.before.unit or "")) in units

    def _in_row(self, rule: Rule) -> bool:
        """Whether the figure goes on a row of figures that the rule knows ("80 chi bộ, 1.200 đảng viên")."""
        return self.inside and self.before is not None and self.before.indicator in rule.row

    def _bare(self, allowed: frozenset[str]) -> bool:
        """Whether the subject says no more than the rule's words, small words and the holder's name."""
        left = set(self.subject_keys) - allowed
        holder = self.figure.holder
        return not left or (holder is not None and left.issubset(keys(holder.name)))
