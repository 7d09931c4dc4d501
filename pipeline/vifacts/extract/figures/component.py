"""Finds figures: every number that counts or measures, with what, whose, when and in what sense."""

from __future__ import annotations

from spacy.tokens import Doc

from vifacts.extract.draft import Draft, DraftFigure, draft_of, publish
from vifacts.extract.figures import relations, sense
from vifacts.extract.figures.candidates import candidates
from vifacts.extract.figures.confidence import confidence
from vifacts.extract.figures.holders import Holders
from vifacts.extract.figures.phrases import Phrases
from vifacts.extract.figures.subjects import Subjects
from vifacts.extract.figures.times import Times
from vifacts.extract.organizations.gazetteer import complete_units
from vifacts.language.dates import Period, find_periods
from vifacts.language.numbers import Number, find_numbers


class FiguresComponent:
    """Writes the figures of an article into its draft; organisations, places and documents are found before."""

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
        found = candidates(draft, numbers, periods)
        if not found:
            return
        phrases = Phrases(draft, found, [(p.start, p.end) for p in periods])
        naming = Subjects(phrases)
        subjects = naming.name()
        senses = sense.senses(phrases)
        targets = sense.targets(phrases)
        for one, senses_as, planned in zip(found, senses, targets, strict=True):
            exact = one.comparator == "=" and one.number.value_max is None and senses_as == "level"
            if planned and exact and one.outer > one.sentence.first and phrases.keys[one.outer - 1] == "từ":
                one.comparator = ">="  # a quota: "học sinh từ 06 đồng chí"
        times = Times(draft, phrases, periods, targets)
        holders = Holders(draft, phrases).of_all()
        ends = draft.text.tokens.ends
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
                subject=subjects[at],
                holder=holders[at],
                time=times.of(at),
                sense=senses[at],
                target=targets[at],
                confidence=confidence(one, subjects[at], naming.ways[at]),
            )
            for at, one in enumerate(found)
        ]
        for at, whole in enumerate(relations.wholes(phrases)):
            if whole is not None:
                figures[at].part_of = figures[whole]
        for at, other in enumerate(relations.comparisons(phrases, senses)):
            if other is not None:
                figures[at].compared_with = figures[other]
        draft.figures.extend(figures)
        complete_units(draft)
