"""Puts the chosen subject and holder in the place of what the rules say, and tells how sure the figure is."""

from __future__ import annotations

import math
from dataclasses import dataclass

from vifacts.extract.draft import DraftEntity
from vifacts.extract.figures.candidates import Candidate
from vifacts.extract.figures.choice.holders import HolderChoice
from vifacts.extract.figures.choice.model import Model
from vifacts.extract.figures.choice.subjects import Proposal, SubjectChoice
from vifacts.extract.figures.reading import Reading


@dataclass(frozen=True, slots=True)
class Chosen:
    """The subject and the holder of a figure, and how probable the subject is (0 to 1)."""

    subject: str | None
    holder: DraftEntity | None
    probability: float


def choose(reading: Reading, model: Model) -> list[Chosen]:
    """One choice a figure, in order; each is seen by the next."""
    subjects: list[str | None] = []
    chances: list[float] = []
    by_subject = SubjectChoice(reading.phrases, reading.subjects, reading.ways, list(reading.senses))
    for at in range(len(reading.found)):
        proposals = by_subject.proposals(at, subjects)
        if not proposals:
            subjects.append(None)
            chances.append(0.0)
            continue
        scores = model.subjects.scores(by_subject.features(at, proposals, subjects))
        best = max(range(len(scores)), key=scores.__getitem__)
        subjects.append(proposals[best].text)
        chances.append(agreement(proposals, scores, best))
    by_holder = HolderChoice(reading.holding, reading.holders, subjects, reading.targets)
    holder: DraftEntity | None = None
    made = []
    for at, (subject, chance) in enumerate(zip(subjects, chances, strict=True)):
        entities = by_holder.proposals(at, holder)
        holder = entities[model.holders.pick(by_holder.features(at, entities, holder))[0]]
        made.append(Chosen(subject, holder, chance))
    return made


def agreement(proposals: list[Proposal], scores: list[float], best: int) -> float:
    """The probability of the best candidate and of those that say nearly the same (half of the words in common)."""
    top = scores[best]
    weights = [math.exp(score - top) for score in scores]
    words = set(proposals[best].text.casefold().split())
    alike = 0.0
    for proposal, weight in zip(proposals, weights, strict=True):
        others = set(proposal.text.casefold().split())
        if 2 * len(words & others) >= 0.5 * (len(words) + len(others)):
            alike += weight
    return alike / sum(weights)


def sureness_class(one: Candidate) -> str:
    """Which table of shares a figure belongs to: what is uncertain about its unit."""
    if not one.known:
        return "unknown"
    if one.number.words:
        return "words"
    return "count" if one.kind == "count" else "measure"
