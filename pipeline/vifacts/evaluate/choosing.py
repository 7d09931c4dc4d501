"""Training of the choice of subjects and holders, and its scores beside the rules alone.

Measured by turns over the gold (five folds of articles, each by a model that learned from the others) and on articles
held out: the share of the annotated figures that were found whose field is right, by the measures of ``score``.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from vifacts import __version__
from vifacts.errors import VifactsError
from vifacts.evaluate.compare import fold, overlap, same_holder, same_time, token_f1
from vifacts.evaluate.gold import GoldArticle, GoldFigure, read_gold
from vifacts.extract.draft import draft_of
from vifacts.extract.figures.candidate import Candidate
from vifacts.extract.figures.choice.chooser import Chosen, choose
from vifacts.extract.figures.choice.model import FILE, Model
from vifacts.extract.figures.choice.train import Answer, Lesson, lesson, train
from vifacts.extract.figures.reading import Reading
from vifacts.extract.pipeline import ArticleTokenizer, load
from vifacts.language.dates import find_periods
from vifacts.language.numbers import find_numbers
from vifacts.record import Article
from vifacts.run.sources import read_sources

FIELDS = ("subject", "holder", "full", "attributed")
#: Figures, and how many of them are right in each field.
Scores = Counter[str]


def lesson_of(article: Article, gold: GoldArticle) -> Lesson:
    """What the rules read in ``article`` with the answers of ``gold``; VF603 where its text is another one."""
    if len(article.text) != gold.text_chars:
        raise VifactsError("VF603", gold.id, got=len(article.text), expected=gold.text_chars)
    reading = reading_of(article)
    return lesson(gold.id, reading, [_answer(one, gold.figures) for one in reading.found])


def reading_of(article: Article) -> Reading:
    """What the rules read in ``article``."""
    nlp = load()
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, ArticleTokenizer)
    doc = tokenizer.doc(article)
    for name in nlp.pipe_names[: nlp.pipe_names.index("vifacts_figures")]:
        doc = nlp.get_pipe(name)(doc)
    draft = draft_of(doc)
    return Reading(draft, find_numbers(draft.text), find_periods(draft.text, draft.published))


def _answer(one: Candidate, figures: Sequence[GoldFigure]) -> Answer | None:
    found = next((f for f in figures if overlap(f.span, (one.number.start, one.number.end))), None)
    if found is None:
        return None
    return Answer(
        unit=fold(found.unit) == fold(one.unit) or token_f1(found.unit, one.unit) >= 0.66,
        subject=lambda text: token_f1(found.subject, text),
        holder=lambda name: same_holder(found.holder, name),
    )


def gather(inputs: Iterable[str], golds: Sequence[GoldArticle]) -> tuple[dict[str, Lesson], list[VifactsError]]:
    """The lessons of the articles of ``golds`` among ``inputs``, by id, and the errors of inputs.

    Raises VifactsError VF519 where an annotated article is not there.
    """
    annotated = {article.id: article for article in golds}
    lessons: dict[str, Lesson] = {}
    errors: list[VifactsError] = []
    for item in read_sources(inputs):
        if isinstance(item, VifactsError):
            errors.append(item)
            print(item, file=sys.stderr)
        elif item.id in annotated and item.id not in lessons:
            lessons[item.id] = lesson_of(item, annotated[item.id])
    missing = [id_ for id_ in annotated if id_ not in lessons]
    if missing:
        raise VifactsError("VF519", count=len(missing), id=missing[0])
    return lessons, errors


def run(
    inputs: Iterable[str],
    gold: Iterable[Path],
    held_out: Iterable[Path],
    output: Path,
    *,
    taught: Iterable[Path] = (),
    as_json: bool = False,
) -> int:
    """Learn from the gold files and ``taught``, write the model into the folder ``output``, print the comparison.

    The exit status: 0, or 1 when an input was bad. Raises VifactsError as ``gather`` and ``read_gold`` do.
    """
    learned, apart, extra = ([a for path in paths for a in read_gold(path)] for paths in (gold, held_out, taught))
    by_id = {article.id: article for article in (*learned, *apart, *extra)}
    lessons, errors = gather(inputs, list(by_id.values()))
    left = {article.id for article in apart}
    own = [lessons[article.id] for article in learned if article.id not in left]
    more = [lessons[article.id] for article in extra if article.id not in left]
    model, apart_from = train(own, more, _about([*own, *more], by_id))
    output.mkdir(parents=True, exist_ok=True)
    model.write(output / FILE)
    tables = {f"gold by turns, {len(own)} articles": compare(zip(own, apart_from, strict=True), by_id)}
    if left:
        others = [lessons[id_] for id_ in sorted(left)]
        tables[f"held out, {len(others)} articles"] = compare([(one, model) for one in others], by_id)
    if as_json:
        print(json.dumps({title: {k: _shares(s) for k, s in rows.items()} for title, rows in tables.items()}))
    else:
        print("\n\n".join(table(title, rows) for title, rows in tables.items()))
    return 1 if errors else 0


def _about(lessons: Sequence[Lesson], golds: dict[str, GoldArticle]) -> dict[str, object]:
    digest = hashlib.sha256()
    for one in sorted(lessons, key=lambda one: one.id):
        digest.update(repr(golds[one.id].figures).encode())
    return {
        "vifacts": __version__,
        "articles": len(lessons),
        "figures": sum(answer is not None for one in lessons for answer in one.answers),
        "sha256": digest.hexdigest(),
    }


def compare(lessons: Iterable[tuple[Lesson, Model]], golds: dict[str, GoldArticle]) -> dict[str, Scores]:
    """How many figures are right by the rules, and chosen by the model that goes with each article."""
    scores = {"rules": Scores(), "chosen": Scores()}
    for one, model in lessons:
        reading = one.reading
        rules = [Chosen(*row) for row in zip(reading.subjects, reading.holders, strict=True)]
        _count(one, rules, golds[one.id], scores["rules"])
        _count(one, choose(reading, model), golds[one.id], scores["chosen"])
    return scores


def _count(one: Lesson, chosen: Sequence[Chosen], gold: GoldArticle, scores: Scores) -> None:
    reading = one.reading
    for at, (found, answer) in enumerate(zip(reading.found, one.answers, strict=True)):
        if answer is None:
            continue
        want = next(f for f in gold.figures if overlap(f.span, (found.number.start, found.number.end)))
        holder = chosen[at].holder
        right = {
            "subject": answer.subject(chosen[at].subject or "") >= 0.5,
            "holder": answer.holder(holder.name if holder is not None else None),
        }
        right["full"] = (
            right["subject"] and answer.unit and (want.kind, want.comparator) == (found.kind, found.comparator)
        )
        right["attributed"] = (
            right["full"]
            and right["holder"]
            and same_time(want.time, reading.times[at])
            and (want.sense, want.target) == (reading.senses[at], reading.targets[at])
        )
        scores["figures"] += 1
        scores.update(field for field in FIELDS if right[field])


def _shares(scores: Scores) -> dict[str, float]:
    return {field: round(scores[field] / max(1, scores["figures"]), 4) for field in FIELDS} | {
        "figures": scores["figures"]
    }


def table(title: str, rows: dict[str, Scores]) -> str:
    """The share of right figures by field, rules and chosen."""
    lines = [f"{title:34s}" + "".join(f"{field:>12s}" for field in FIELDS) + f"{'figures':>10s}"]
    for name, scores in rows.items():
        shares = _shares(scores)
        cells = "".join(f"{shares[field]:12.3f}" for field in FIELDS)
        lines.append(f"{name:34s}{cells}{scores['figures']:10d}")
    return "\n".join(lines)
