"""Puts the chosen subject and holder in the place of what the rules say, and tells how sure the figure is."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field

from vifacts.extract.draft import DraftEntity
from vifacts.extract.figures.choice.holders import HolderChoice
from vifacts.extract.figures.choice.model import Model
from vifacts.extract.figures.choice.subjects import Proposal, SubjectChoice
from vifacts.extract.figures.choice.sureness import Evidence, signs
from vifacts.extract.figures.reading import Reading

_JOINTS = frozenset("với và của là được đã để cho từ khi theo do bị tại ở trong trên thì mà".split())
#: Ways of ``holders`` that were right more often than what the weights chose in their place.
_TRUSTED = frozenset({"_behind", "_office", "_anniversary", "_pair"})
#: A holder less probable than this is a guess: of 16 such on articles not learned from 4 were right, and 4 more figures
#: had none.
_SURE = 0.3
#: A candidate that is a thousand times less probable than the best changes nothing.
_NOTHING = 1e-3


@dataclass(frozen=True, slots=True)
class Chosen:
    """The subject and the holder of a figure, and the signs of how sure that is."""

    subject: str | None
    holder: DraftEntity | None
    signs: list[str] = field(default_factory=list)


def choose(reading: Reading, model: Model) -> list[Chosen]:
    """One choice a figure, in order; each is seen by the next."""
    subjects: list[str | None] = []
    signed: list[list[str]] = []
    by_subject = SubjectChoice(reading.phrases, reading.subjects, reading.ways, list(reading.senses))
    keys = reading.phrases.keys
    in_sentence = Counter(one.sentence.first for one in reading.found)
    for at, one in enumerate(reading.found):
        proposals = by_subject.proposals(at, subjects)
        subject, alike, alone = None, 0.0, 0.0
        if proposals:
            scores = model.subjects.scores(by_subject.features(at, proposals, subjects))
            best = max(range(len(scores)), key=scores.__getitem__)
            subject = whole(proposals[best].text)
            alike, alone = agreement(proposals, scores, best)
        subjects.append(subject)
        agreed = (subject or "").casefold() == (reading.subjects[at] or "").casefold()
        first, last = one.sentence.first, one.sentence.last
        known = Evidence(
            subject, reading.ways[at], agreed, alike, alone, len(proposals),
            reading.senses[at], reading.targets[at], in_sentence[first],
            keys[one.outer - 1] if one.outer > first else "", keys[one.unit_last] if one.unit_last < last else "",
        )  # fmt: skip
        signed.append(signs(one, known))
    by_holder = HolderChoice(reading.holding, reading.holders, subjects, reading.targets)
    holder: DraftEntity | None = None
    made = []
    for at, subject in enumerate(subjects):
        entities = by_holder.proposals(at, holder)
        sure = 1.0
        if reading.holding.ways[at] in _TRUSTED:
            holder = reading.holders[at]
        else:
            best, sure = model.holders.pick(by_holder.features(at, entities, holder))
            holder = entities[best]  # the next figure leans on it, sure or not
        made.append(Chosen(subject, holder if sure >= _SURE else None, signed[at]))
    return made


def whole(subject: str) -> str:
    """A subject without the joints that end it ("chi bộ trực thuộc với")."""
    words = subject.split()
    while len(words) > 1 and words[-1].casefold() in _JOINTS:
        words.pop()
    return " ".join(words)


def agreement(proposals: list[Proposal], scores: list[float], best: int) -> tuple[float, float]:
    """The probability of the best candidate with those that say nearly the same (half of the words in common), and its own."""
    top = scores[best]
    words = set(proposals[best].text.casefold().split())
    alike = total = 0.0
    for proposal, score in zip(proposals, scores, strict=True):
        weight = math.exp(score - top)
        total += weight
        if weight < _NOTHING:
            continue
        others = set(proposal.text.casefold().split())
        if 2 * len(words & others) >= 0.5 * (len(words) + len(others)):
            alike += weight
    return alike / total, 1.0 / total
