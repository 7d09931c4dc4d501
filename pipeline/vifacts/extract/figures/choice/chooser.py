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

_JOINTS = frozenset("với và của là được đã để cho từ khi theo do bị tại ở trong trên thì mà".split())
#: Ways of ``holders`` that were right more often than what the weights chose in their place.
_TRUSTED = frozenset({"_behind", "_office", "_anniversary", "_pair"})
#: A subject that ends so says nothing by itself ("Con số ấy").
_POINTING = frozenset({"ấy", "này", "đó", "kia"})
#: A candidate that is a thousand times less probable than the best changes nothing.
_NOTHING = 1e-3
#: The classes of ``sureness_class``.
CLASSES = (
    "unknown", "words", "count", "count agreed", "percent", "percent agreed", "measure", "measure agreed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chosen:
    """The subject and the holder of a figure, how probable the subject is (0 to 1), and its class of sureness."""

    subject: str | None
    holder: DraftEntity | None
    probability: float
    sureness: str = ""


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
        subjects.append(whole(proposals[best].text))
        chances.append(agreement(proposals, scores, best))
    by_holder = HolderChoice(reading.holding, reading.holders, subjects, reading.targets)
    holder: DraftEntity | None = None
    made = []
    for at, (subject, chance) in enumerate(zip(subjects, chances, strict=True)):
        entities = by_holder.proposals(at, holder)
        if reading.holding.ways[at] in _TRUSTED:
            holder = reading.holders[at]
        else:
            holder = entities[model.holders.pick(by_holder.features(at, entities, holder))[0]]
        agreed = (subject or "").casefold() == (reading.subjects[at] or "").casefold()
        pointing = not subject or subject.split()[-1] in _POINTING
        sure = "unknown" if pointing else sureness_class(reading.found[at], agreed)
        made.append(Chosen(subject, holder, chance, sure))
    return made


def whole(subject: str) -> str:
    """A subject without the joints that end it ("chi bộ trực thuộc với")."""
    words = subject.split()
    while len(words) > 1 and words[-1].casefold() in _JOINTS:
        words.pop()
    return " ".join(words)


def agreement(proposals: list[Proposal], scores: list[float], best: int) -> float:
    """The probability of the best candidate and of those that say nearly the same (half of the words in common)."""
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
    return alike / total


def sureness_class(one: Candidate, agreed: bool) -> str:
    """Which table of shares a figure belongs to: what is uncertain about its unit, whether rules and weights agree."""
    if not one.known:
        return "unknown"
    if one.number.words:
        return "words"
    kind = "count" if one.kind == "count" else "percent" if one.kind == "percent" else "measure"
    return kind + (" agreed" if agreed else "")
