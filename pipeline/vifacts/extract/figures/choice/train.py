"""Learns the choices of subjects and holders from annotated figures.

The probability of a subject is measured by turns, on articles that the weights have not learned from, and turned into
the share of figures that are right in unit and subject: that is their confidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from vifacts.extract.draft import DraftEntity
from vifacts.extract.figures.choice.chooser import CLASSES, choose
from vifacts.extract.figures.choice.holders import HolderChoice
from vifacts.extract.figures.choice.model import Model, Sureness
from vifacts.extract.figures.choice.ranker import Example, Ranker, Settings, fit, grouped
from vifacts.extract.figures.choice.subjects import SubjectChoice
from vifacts.extract.figures.reading import Reading

SETTINGS = Settings(epochs=10, rate=0.05, shrink=5e-3, least=3, small=0.05)
#: A candidate is right when it is nearly as good as the best one.
NEARLY = 0.3
FOLDS = 5
#: How the features begin that tell what the rules say.
_OF_RULES = ("rule", "ro", "T=rule", "norule", "both", "0rule")
#: Figures that one step of a table of confidence rests on, at least.
STEP = 100


@dataclass(frozen=True)
class Answer:
    """What the annotation says of one figure, and how answers are compared.

    ``subject`` gives how well a text agrees (0 to 1, right from 0.5 on), ``holder`` whether a name (or None) is right.
    """

    unit: bool
    subject: Callable[[str], float]
    holder: Callable[[str | None], bool]


@dataclass(frozen=True)
class Lesson:
    """One article: what the rules read in it, and an answer (or None) a figure."""

    id: str
    reading: Reading
    answers: list[Answer | None]
    subjects: list[Example] = field(default_factory=list)
    holders: list[Example] = field(default_factory=list)


def lesson(id: str, reading: Reading, answers: list[Answer | None]) -> Lesson:
    """The examples of an article. Earlier figures are taken as annotated, as far as there is a candidate for them."""
    made = Lesson(id, reading, answers)
    subjects = SubjectChoice(reading.phrases, reading.subjects, reading.ways, list(reading.senses))
    chosen: list[str | None] = []
    for at, answer in enumerate(answers):
        proposals = subjects.proposals(at, chosen)
        text = reading.subjects[at]
        if answer is not None and proposals:
            marks = [answer.subject(one.text) for one in proposals]
            best = max(marks)
            right = [mark >= 0.5 and mark >= best - NEARLY for mark in marks]
            rows = subjects.features(at, proposals, chosen)
            made.subjects.append(Example([row.names() for row in rows], right))
            if best >= 0.5:
                text = proposals[marks.index(best)].text
        chosen.append(text)
    holders = HolderChoice(reading.holding, reading.holders, chosen, reading.targets)
    before: DraftEntity | None = None
    for at, answer in enumerate(answers):
        held = reading.holders[at]
        if answer is not None:
            entities = holders.proposals(at, before)
            right = [answer.holder(entity.name if entity is not None else None) for entity in entities]
            rows = holders.features(at, entities, before)
            made.holders.append(Example([row.names() for row in rows], right))
            fitting = [entity for entity, good in zip(entities, right, strict=True) if good]
            held = held if not fitting or any(entity is held for entity in fitting) else fitting[0]
        before = held
    return made


def train(
    lessons: Sequence[Lesson], taught: Sequence[Lesson] = (), about: Mapping[str, object] | None = None
) -> tuple[Model, list[Model]]:
    """(the model learned from all ``lessons`` and ``taught``, for each of ``lessons`` one that has not learned from it).

    The second tells how sure the choices of the first are, and how good they are on other articles. ``taught`` are
    made-up texts: learned from by each, three times, measured by none.
    """
    apart: dict[str, Model] = {}
    judged: list[tuple[str, float, bool]] = []
    for learned, left in folds(lessons):
        model = _fit([*learned, *taught, *taught, *taught], {})
        for one in left:
            apart[one.id] = model
            judged += judge(one, model)
    return _fit([*lessons, *taught, *taught, *taught], sureness(judged), about), [apart[one.id] for one in lessons]


def folds(lessons: Sequence[Lesson], count: int = FOLDS) -> list[tuple[list[Lesson], list[Lesson]]]:
    """(to learn from, left out), by turns in the order of ids."""
    ordered = sorted(lessons, key=lambda one: one.id)
    return [
        ([one for n, one in enumerate(ordered) if n % count != turn], ordered[turn::count]) for turn in range(count)
    ]


def _fit(lessons: Sequence[Lesson], sure: Mapping[str, Sureness], about: Mapping[str, object] | None = None) -> Model:
    subjects, holders = (
        Ranker(grouped(fit([*examples, *(without_rules(example) for example in examples)], SETTINGS)))
        for examples in (
            [example for one in lessons for example in one.subjects],
            [example for one in lessons for example in one.holders],
        )
    )
    return Model(subjects, holders, sure, dict(about or {}))


def without_rules(example: Example) -> Example:
    """The example without what the rules say.

    Rules are more often right on articles that their authors have read than on others; learned from both forms, the
    weights do not rely on them more than new articles allow.
    """
    return Example(
        [[name for name in features if not name.startswith(_OF_RULES)] for features in example.candidates],
        example.right,
    )


def judge(one: Lesson, model: Model) -> list[tuple[str, float, bool]]:
    """(class, probability of the subject, whether unit and subject are right) of each annotated figure."""
    made = choose(one.reading, model)
    return [
        (chosen.sureness, chosen.probability, answer.unit and answer.subject(chosen.subject or "") >= 0.5)
        for chosen, answer in zip(made, one.answers, strict=True)
        if answer is not None
    ]


def sureness(judged: Sequence[tuple[str, float, bool]]) -> dict[str, Sureness]:
    """The share of right figures by class and probability, never falling as the probability rises."""
    rows: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for name, probability, right in judged:
        rows[name].append((probability, right))
    return {name: _rising(sorted(rows.get(name) or [(p, r) for _, p, r in judged])) for name in CLASSES}


def _rising(rows: list[tuple[float, bool]]) -> Sureness:
    """Steps of at least STEP figures, neighbours joined while a later one would be less often right."""
    blocks: list[list[float]] = []  # [first probability, right, all]
    for at in range(0, len(rows), STEP):
        part = rows[at : at + STEP]
        if blocks and len(part) < STEP:
            blocks[-1][1] += sum(right for _, right in part)
            blocks[-1][2] += len(part)
        else:
            blocks.append([part[0][0], float(sum(right for _, right in part)), float(len(part))])
        while len(blocks) > 1 and blocks[-1][1] / blocks[-1][2] <= blocks[-2][1] / blocks[-2][2]:
            last = blocks.pop()
            blocks[-1][1] += last[1]
            blocks[-1][2] += last[2]
    # one figure more of each kind keeps a short step from being certain
    return Sureness([round(b[0], 4) for b in blocks], [round((b[1] + 0.5) / (b[2] + 1), 3) for b in blocks])
