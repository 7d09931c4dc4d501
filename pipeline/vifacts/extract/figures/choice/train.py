"""Learns the choices of subjects and holders from annotated figures.

Which choices are right is measured by turns, on articles that the weights have not learned from; how the signs of a
choice go with that gives the share of figures that are right in unit and subject: their confidence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from vifacts.extract.draft import DraftEntity
from vifacts.extract.figures.choice.chooser import choose
from vifacts.extract.figures.choice.holders import HolderChoice
from vifacts.extract.figures.choice.model import Model
from vifacts.extract.figures.choice.ranker import Example, Ranker, Settings, fit, grouped
from vifacts.extract.figures.choice.subjects import SubjectChoice
from vifacts.extract.figures.choice.sureness import Sureness
from vifacts.extract.figures.reading import Reading

SETTINGS = Settings(epochs=10, rate=0.05, shrink=5e-3, least=3, small=0.05)
#: A candidate is right when it is nearly as good as the best one.
NEARLY = 0.3
#: How the weights of signs are learned.
OF_SIGNS = Settings(epochs=6, rate=0.03, shrink=1e-2, least=8, small=0.02)
FOLDS = 5
#: How the features begin that tell what the rules say.
_OF_RULES = ("rule", "ro", "T=rule", "norule", "both", "0rule")
#: Figures that one step of a table of confidence rests on, at least.
STEP = 100
#: A confidence from the first on is given only where, of all figures with this one or more, the second share was right:
#: who takes what is surer than .9 relies on .95, and other articles may be a little harder.
RELIABLE = (0.9, 0.97)


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
    judged: list[Judged] = []
    for learned, left in folds(lessons):
        model = _fit([*learned, *taught, *taught, *taught], Sureness({}, [0.0], [0.0]))
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


def _fit(lessons: Sequence[Lesson], sure: Sureness, about: Mapping[str, object] | None = None) -> Model:
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


#: The article of a figure, the signs of its choice, whether unit and subject are right.
Judged = tuple[str, list[str], bool]


def judge(one: Lesson, model: Model) -> list[Judged]:
    """What ``model`` makes of each annotated figure of an article."""
    made = choose(one.reading, model)
    return [
        (one.id, chosen.signs, answer.unit and answer.subject(chosen.subject or "") >= 0.5)
        for chosen, answer in zip(made, one.answers, strict=True)
        if answer is not None
    ]


def sureness(judged: Sequence[Judged]) -> Sureness:
    """The weights of signs, and the share of right figures by their sum, never falling as it rises.

    The shares are measured by turns over the articles, each by weights of signs learned from the others.
    """
    places = {id_: n for n, id_ in enumerate(sorted({id_ for id_, _, _ in judged}))}
    sums: list[tuple[float, bool]] = []
    for turn in range(FOLDS):
        learned = Sureness(_of_signs([row for row in judged if places[row[0]] % FOLDS != turn]), [], [])
        sums += [(learned.sum(signs), right) for id_, signs, right in judged if places[id_] % FOLDS == turn]
    steps, shares = _rising(sorted(sums))
    return Sureness(_of_signs(judged), steps or [0.0], shares or [0.5])


def _of_signs(judged: Sequence[Judged]) -> dict[str, float]:
    """The log odds that each sign adds: a choice between nothing and the signs."""
    return fit([Example([[], signs], [not right, right]) for _, signs, right in judged], OF_SIGNS)


def _rising(rows: list[tuple[float, bool]]) -> tuple[list[float], list[float]]:
    """(from which sum on, share): steps of at least STEP figures, joined while a later one would be less often right.

    Equal sums are never parted: the order of rows would tell right from wrong there.
    """
    blocks: list[list[float]] = []  # [first sum, right, all]
    at = 0
    while at < len(rows):
        end = min(at + STEP, len(rows))
        while end < len(rows) and rows[end][0] == rows[end - 1][0]:
            end += 1
        block = [rows[at][0], float(sum(right for _, right in rows[at:end])), float(end - at)]
        if blocks and end - at < STEP:
            blocks[-1][1] += block[1]
            blocks[-1][2] += block[2]
        else:
            blocks.append(block)
        while len(blocks) > 1 and blocks[-1][1] / blocks[-1][2] <= blocks[-2][1] / blocks[-2][2]:
            last = blocks.pop()
            blocks[-1][1] += last[1]
            blocks[-1][2] += last[2]
        at = end
    shares: list[float] = []
    right = figures = 0.0
    for block in reversed(blocks):
        right, figures = right + block[1], figures + block[2]
        share = min(round((block[1] + 0.5) / (block[2] + 1), 2), 0.99)  # one figure more of each kind: none is certain
        shares.append(share if share < RELIABLE[0] or right >= RELIABLE[1] * figures else RELIABLE[0] - 0.01)
    return [round(b[0], 4) for b in blocks], shares[::-1]
