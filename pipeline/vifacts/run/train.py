"""Training of the tagger: articles become silver (what the rules find) and gold examples, examples a model folder."""

from __future__ import annotations

import sys
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vifacts.errors import VifactsError
from vifacts.extract.draft import draft_of
from vifacts.extract.pipeline import ArticleTokenizer, load
from vifacts.extract.tagger.component import rule_names
from vifacts.extract.tagger.features import Named
from vifacts.extract.tagger.model import Model, write_model
from vifacts.extract.tagger.train import Example, Settings, described, fit
from vifacts.language.text import Text
from vifacts.record import Article
from vifacts.run.sources import read_sources

if TYPE_CHECKING:
    from vifacts.evaluate import GoldArticle

#: The components that find names; the others build upon them.
NAMERS = ("vifacts_documents", "vifacts_organizations", "vifacts_persons")
#: Two articles with a common sentence of so many tokens are copies of each other.
COPIED = 20


@dataclass(frozen=True)
class Corpus:
    """What is trained on (``silver``, ``gold``) and what never is (``held_out``); ``errors`` are those of inputs.

    No silver example shares a long sentence with a gold or held-out one.
    """

    silver: list[Example]
    gold: list[Example]
    held_out: list[Example]
    errors: list[VifactsError]


def gather(
    inputs: Iterable[str],
    gold: Sequence[GoldArticle],
    held_out: Sequence[GoldArticle] = (),
    syllables: int = Settings.syllables,
) -> Corpus:
    """The examples among ``inputs``: of the articles of ``gold`` and ``held_out`` (by id), and silver of the rest.

    The silver is as many whole articles, evenly taken, as hold about ``syllables`` tokens. Raises VifactsError VF519
    where an annotated article is not there, VF603 where its text has another length.
    """
    annotated = {article.id: article for article in (*gold, *held_out)}
    errors: list[VifactsError] = []
    articles: dict[str, Article] = {}
    for item in read_sources(inputs):
        if isinstance(item, VifactsError):
            errors.append(item)
            print(item, file=sys.stderr)
        else:
            articles.setdefault(item.id, item)
    missing = [id_ for id_ in annotated if id_ not in articles]
    if missing:
        raise VifactsError("VF519", count=len(missing), id=missing[0])
    examples = {id_: example_of(articles[id_], one) for id_, one in annotated.items()}
    reserved = {s for example in examples.values() for s in sentences_of(example.text)}
    silver = [example_of(article) for article in _silver(articles, examples, reserved, syllables)]
    apart = {article.id for article in held_out}
    learned = [examples[article.id] for article in gold if article.id not in apart]
    return Corpus(silver, learned, [examples[article.id] for article in held_out], errors)


def _silver(
    articles: Mapping[str, Article], annotated: Container[str], reserved: set[str], syllables: int
) -> list[Article]:
    """The articles that are not annotated and share no sentence of ``reserved``, evenly taken up to ``syllables``."""
    free: list[Article] = []
    total = 0
    for article in articles.values():
        if article.id not in annotated:
            text = Text(article.text)
            if reserved.isdisjoint(sentences_of(text)):
                free.append(article)
                total += len(text.tokens)
    step = max(1.0, total / syllables)
    return [free[int(at * step)] for at in range(int(len(free) / step))]


def example_of(article: Article, gold: GoldArticle | None = None) -> Example:
    """``article`` with the names that the rules find in it, and those of ``gold``.

    Raises VifactsError VF603 when the text is not as long as the one that was annotated.
    """
    if gold is not None and len(article.text) != gold.text_chars:
        raise VifactsError("VF603", gold.id, got=len(article.text), expected=gold.text_chars)
    nlp = load()
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, ArticleTokenizer)
    doc = tokenizer.doc(article)
    for name in NAMERS:
        doc = nlp.get_pipe(name)(doc)
    draft = draft_of(doc)
    return Example(article.id, draft.text, rule_names(draft), None if gold is None else gold_names(gold))


def gold_names(gold: GoldArticle) -> list[Named]:
    """The persons, organisations and places of ``gold``, in order."""
    persons = [Named(*one.span, "person") for one in gold.persons]
    organizations = [Named(*one.span, "organization") for one in gold.orgs]
    return sorted([*persons, *organizations, *(Named(*one.span, "place") for one in gold.places)])


def sentences_of(text: Text) -> set[str]:
    """The long sentences of ``text`` by their words, for telling copies."""
    keys = text.tokens.keys
    return {" ".join(keys[s.first : s.last]) for s in text.sentences if s.last - s.first >= COPIED}


def train(corpus: Corpus, folder: Path, settings: Settings | None = None) -> Model:
    """Train on ``corpus`` and write the model into ``folder``; what was held out is named in its config."""
    made = fit(corpus.silver, corpus.gold, settings)
    if corpus.held_out:
        made = Model(made.weights, {**made.about, "held_out": described(corpus.held_out)})
    write_model(made, folder)
    return made
