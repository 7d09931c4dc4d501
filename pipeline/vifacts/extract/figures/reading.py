"""What the rules say of each figure of an article, before a trained model chooses among the candidates."""

from __future__ import annotations

from vifacts.extract.draft import Draft, DraftEntity
from vifacts.extract.figures import sense
from vifacts.extract.figures.candidates import candidates
from vifacts.extract.figures.holders import Holders
from vifacts.extract.figures.phrases import Phrases
from vifacts.extract.figures.subjects import Subjects
from vifacts.extract.figures.times import Times
from vifacts.language.dates import Period
from vifacts.language.numbers import Number


class Reading:
    """The figures of one article in order; all lists have one entry a figure.

    ``found`` are the numbers with their units, ``ways`` tells how each subject was found.
    """

    def __init__(self, draft: Draft, numbers: list[Number], periods: list[Period]) -> None:
        self.draft = draft
        self.found = candidates(draft, numbers, periods)
        self.phrases = Phrases(draft, self.found, [(p.start, p.end) for p in periods])
        naming = Subjects(self.phrases)
        self.subjects = naming.name()
        self.ways = naming.ways
        self.senses = sense.senses(self.phrases)
        self.targets = sense.targets(self.phrases)
        self._quotas()
        self.timing = Times(draft, self.phrases, periods, self.targets)
        self.times = [self.timing.of(at) for at in range(len(self.found))]
        self.holding = Holders(draft, self.phrases)
        self.holders: list[DraftEntity | None] = self.holding.of_all()

    def _quotas(self) -> None:
        """A planned number after "từ" is the least: "học sinh từ 06 đồng chí"."""
        for one, as_what, planned in zip(self.found, self.senses, self.targets, strict=True):
            exact = one.comparator == "=" and one.number.value_max is None and as_what == "level"
            if planned and exact and one.outer > one.sentence.first and self.phrases.keys[one.outer - 1] == "từ":
                one.comparator = ">="
