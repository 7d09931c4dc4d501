"""Finds figures: every number that counts or measures, with what, whose, when and in what sense."""

from __future__ import annotations

from spacy.tokens import Doc

from vifacts.extract.draft import Draft, DraftFigure, draft_of, publish
from vifacts.extract.figures import relations
from vifacts.extract.figures.choice.chooser import Chosen, choose
from vifacts.extract.figures.choice.model import Model
from vifacts.extract.figures.confidence import LEAST, confidence
from vifacts.extract.figures.reading import Reading
from vifacts.extract.organizations.gazetteer import complete_units
from vifacts.language.dates import Period, find_periods
from vifacts.language.numbers import Number, find_numbers


class FiguresComponent:
    """Writes the figures of an article into its draft; organisations, places and documents are found before.

    ``model`` chooses subjects and holders among candidates; without one the rules alone decide.
    """

    def __init__(self, model: Model | None = None) -> None:
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        draft = draft_of(doc)
        self.annotate(draft)
        publish(doc, "vifacts_figures", [(*figure.extent, figure.kind) for figure in draft.figures])
        return doc

    def annotate(self, draft: Draft) -> None:
        """Add the figures of the article to ``draft``."""
        if not len(draft.text.tokens):
            return
        self.build(draft, find_numbers(draft.text), find_periods(draft.text, draft.published))

    def build(self, draft: Draft, numbers: list[Number], periods: list[Period]) -> None:
        """The same with the numbers and periods of the text already found."""
        reading = Reading(draft, numbers, periods)
        if not reading.found:
            return
        ends = draft.text.tokens.ends
        chosen, sure = self._chosen(reading)
        figures = [
            DraftFigure(
                span=(one.number.start, one.number.end),
                extent=(one.number.start, max(one.number.end, ends[one.unit_last - 1])),
                value=one.number.value,
                value_max=one.number.value_max,
                of=one.number.of,
                comparator=one.comparator,
                kind=one.kind,
                unit=one.unit,
                subject=chosen[at].subject,
                phrase=reading.subjects[at],
                holder=chosen[at].holder,
                time=reading.times[at],
                sense=reading.senses[at],
                target=reading.targets[at],
                confidence=sure[at],
            )
            for at, one in enumerate(reading.found)
        ]
        for at, whole in enumerate(relations.wholes(reading.phrases)):
            if whole is not None:
                figures[at].part_of = figures[whole]
        for at, other in enumerate(relations.comparisons(reading.phrases, reading.senses)):
            if other is not None:
                figures[at].compared_with = figures[other]
        draft.figures.extend(figures)
        complete_units(draft)

    def _chosen(self, reading: Reading) -> tuple[list[Chosen], list[float]]:
        """Subject and holder of each figure, and how sure each is."""
        if self.model is None:
            found = zip(reading.found, reading.subjects, reading.ways, strict=True)
            by_rules = [Chosen(*row) for row in zip(reading.subjects, reading.holders, strict=True)]
            return by_rules, [confidence(one, subject, way) for one, subject, way in found]
        made = choose(reading, self.model)
        return made, [max(LEAST, self.model.sureness.of(one.signs)) for one in made]
