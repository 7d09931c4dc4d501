"""Rules against the trained tagger, on articles it has not learned from: by turns over the gold, and held out.

By turns: the gold is cut into folds; for each fold the second stage is trained on the others (the first stage never
sees gold). Articles with a common long sentence stay in one fold. The measures are those of ``score``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from vifacts import __version__
from vifacts.evaluate.gold import GoldArticle, read_gold
from vifacts.evaluate.score import Result, evaluate
from vifacts.extract.assemble import assemble
from vifacts.extract.draft import draft_of
from vifacts.extract.pipeline import ArticleTokenizer, load
from vifacts.extract.tagger.features import KINDS, Named
from vifacts.extract.tagger.model import Model
from vifacts.extract.tagger.tagger import Tagger
from vifacts.extract.tagger.train import Example, Settings, fit_corrections
from vifacts.record import SCHEMA, Article, Entity, Extractor, Record
from vifacts.run.train import Corpus, gather, sentences_of, train

#: What is compared, in the order of the table.
VARIANTS = (
    "rules",
    "tagger alone",
    "rules + tagger's sure finds",
    "rules, re-decided",
    "rules, re-decided where sure",
)
FOLDS = 5

Found = dict[str, dict[str, list[Named]]]  # variant -> article id -> names
Compared = dict[str, dict[str, Result]]  # variant -> kind -> counts


def variants(example: Example, tagger: Tagger) -> dict[str, list[Named]]:
    """The names of ``example`` by each of VARIANTS."""
    text, rules = example.text, example.rules
    names = (
        rules,
        [one.name for one in tagger.tag(text)],
        tagger.add(text, rules),
        tagger.decide(text, rules, sure=0),
        tagger.decide(text, rules),
    )
    return dict(zip(VARIANTS, names, strict=True))


def by_turns(gold: Sequence[Example], model: Model, settings: Settings, folds: int = FOLDS) -> Found:
    """The names of each example by a tagger whose second stage has learned from the other folds.

    ``model`` gives the first stage.
    """
    found: Found = {variant: {} for variant in VARIANTS}
    fold_of = cut(gold, folds)
    for fold in sorted(set(fold_of.values())):
        others = [e for e in gold if fold_of[e.id] != fold]
        names = model.weights["names"]
        tagger = Tagger(Model({"names": names, **fit_corrections(others, names, settings)}))
        _tag((e for e in gold if fold_of[e.id] == fold), tagger, found)
    return found


def held_out(examples: Sequence[Example], model: Model) -> Found:
    """The names of each example by ``model``, which has not learned from them."""
    found: Found = {variant: {} for variant in VARIANTS}
    _tag(examples, Tagger(model), found)
    return found


def cut(gold: Sequence[Example], folds: int) -> dict[str, int]:
    """Id -> fold, by turns in the order of ids; an article that shares a sentence goes with the one before it."""
    fold_of: dict[str, int] = {}
    seen: dict[str, int] = {}
    turn = 0
    for example in sorted(gold, key=lambda e: e.id):
        sentences = sorted(sentences_of(example.text))
        fold = next((seen[s] for s in sentences if s in seen), None)
        if fold is None:
            fold, turn = turn % folds, turn + 1
        fold_of[example.id] = fold
        for sentence in sentences:
            seen.setdefault(sentence, fold)
    return fold_of


def scores(found: Found, examples: Sequence[Example], golds: Sequence[GoldArticle]) -> Compared:
    """The counts over the articles of ``golds`` that are among ``examples``."""
    ids = {e.id for e in examples}
    wanted = [g for g in golds if g.id in ids]
    compared: Compared = {}
    for variant, names in found.items():
        results = evaluate(wanted, {e.id: _record(e, names[e.id]) for e in examples}).results
        compared[variant] = {kind: results[kind] for kind in KINDS}
    return compared


def run(
    inputs: Iterable[str], gold: Iterable[Path], held_out: Iterable[Path], output: Path, *, as_json: bool = False
) -> int:
    """Train on ``inputs`` and the gold files, write the model into ``output``, print the comparison.

    The exit status: 0, or 1 when an input was bad. Raises VifactsError as ``run.train`` and ``read_gold`` do.
    """
    learned, apart = ([article for path in paths for article in read_gold(path)] for paths in (gold, held_out))
    corpus = gather(inputs, learned, apart)
    model = train(corpus, output)
    compared = compare(corpus, model, [*learned, *apart])
    if as_json:
        print(json.dumps({title: _plain(rows) for title, rows in compared.items()}, ensure_ascii=False))
    else:
        print("\n\n".join(table(title, rows) for title, rows in compared.items()))
    return 1 if corpus.errors else 0


def compare(
    corpus: Corpus, model: Model, golds: Sequence[GoldArticle], settings: Settings | None = None
) -> dict[str, Compared]:
    """The scores of VARIANTS on the gold of ``corpus`` by turns, and on what it holds out, by a title that names both.

    ``golds`` are the annotations of all its articles.
    """
    compared: dict[str, Compared] = {}
    if len(corpus.gold) > 1:
        found = by_turns(corpus.gold, model, settings or Settings())
        compared[f"gold by turns, {len(corpus.gold)} articles"] = scores(found, corpus.gold, golds)
    if corpus.held_out:
        found = held_out(corpus.held_out, model)
        compared[f"held out, {len(corpus.held_out)} articles"] = scores(found, corpus.held_out, golds)
    return compared


def table(title: str, rows: Compared) -> str:
    """F1 by variant and kind, with precision and recall."""
    lines = [f"{title:30s}" + "".join(f"{kind + ' F1 (P R)':>28s}" for kind in KINDS)]
    for variant, results in rows.items():
        shown = (f"{r.f1:.3f} ({r.precision:.3f} {r.recall:.3f})" for r in results.values())
        lines.append(f"{variant:30s}" + "".join(f"{cell:>28s}" for cell in shown))
    return "\n".join(lines)


def with_tagger(records: Mapping[str, Record], folder: str) -> dict[str, Record]:
    """The articles of ``records`` extracted once more with the tagger in ``folder``; VifactsError VF518."""
    nlp = load(folder)
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, ArticleTokenizer)
    return {id_: assemble(draft_of(nlp(tokenizer.doc(record.article)))) for id_, record in records.items()}


def _plain(rows: Compared) -> dict[str, dict[str, dict[str, float]]]:
    measures = ("precision", "recall", "f1", "gold")
    return {
        variant: {kind: {m: round(getattr(r, m), 4) for m in measures} for kind, r in results.items()}
        for variant, results in rows.items()
    }


def _tag(examples: Iterable[Example], tagger: Tagger, found: Found) -> None:
    for example in examples:
        for variant, names in variants(example, tagger).items():
            found[variant][example.id] = names


def _record(example: Example, names: Sequence[Named]) -> Record:
    """A record that holds names only."""
    raw = example.text.raw
    return Record(
        schema=SCHEMA,
        article=Article(id=example.id, text=raw),
        entities=[
            Entity(id=f"e{n}", kind=kind, name=raw[start:end], mentions=[(start, end)])
            for n, (start, end, kind) in enumerate(names, 1)
        ],
        roles=[],
        figures=[],
        statements=[],
        findings=[],
        extractor=Extractor("vifacts", __version__),
    )
