"""Training: the first stage from silver (what the rules find in articles), the second from gold.

Everything is deterministic: the same examples in the same order and the same settings give the same bytes on one
machine (L-BFGS adds up floats, so another processor may differ in the last digits).
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

import pycrfsuite

from vifacts import __version__
from vifacts.errors import VifactsError
from vifacts.extract.tagger.features import Guess, Named, Page, correction_rows, count, labels_of, word_rows
from vifacts.extract.tagger.model import PARTS, Model
from vifacts.extract.tagger.tagger import Weights
from vifacts.language.text import Text


@dataclass(frozen=True)
class Example:
    """An article: its id, its text, the names the rules find, and the gold ones where it is annotated."""

    id: str
    text: Text
    rules: list[Named]
    gold: list[Named] | None = None


@dataclass(frozen=True)
class Settings:
    """``syllables`` is how much silver is taken; ``iterations`` (at most) and ``rare`` (features seen less often are
    dropped) are of the first stage, ``second_*`` of the second; ``l1``, ``l2`` are CRFsuite's c1, c2."""

    syllables: int = 400_000
    iterations: int = 35
    rare: int = 3
    l1: float = 0.05
    l2: float = 1.0
    second_iterations: int = 40
    second_rare: int = 2
    second_l1: float = 0.1
    second_l2: float = 1.0


def fit(silver: Sequence[Example], gold: Sequence[Example], settings: Settings | None = None) -> Model:
    """The model that ``silver`` and ``gold`` make; VifactsError VF520 where one of them holds no name."""
    settings = settings or Settings()
    for examples, what in ((silver, "no name found by the rules"), (gold, "no name in the gold")):
        if not any(_names(e) for e in examples):
            raise VifactsError("VF520", detail=what)
    names = fit_names(silver, settings)
    weights = {"names": names, **fit_corrections(gold, names, settings)}
    about = {
        "vifacts": __version__,
        "python-crfsuite": version("python-crfsuite"),
        "settings": asdict(settings),
        "silver": described(silver),
        "gold": described(gold),
    }
    return Model(weights, about)


def fit_names(silver: Iterable[Example], settings: Settings) -> bytes:
    """The weights of the first stage."""
    trainer = _trainer(settings.iterations, settings.rare, settings.l1, settings.l2)
    for example in silver:
        page, labels = Page(example.text), labels_of(example.text, example.rules)
        for sentence in page.sentences():
            trainer.append(word_rows(page, sentence), labels[sentence.first : sentence.last])
    return _train(trainer)


def fit_corrections(gold: Iterable[Example], names: bytes, settings: Settings) -> dict[str, bytes]:
    """The weights of the second stage, without and with the rules' labels ("alone", "decide").

    ``names`` are those of the first stage, which has not seen these examples.
    """
    first = Weights(names)
    trainers = {
        part: _trainer(settings.second_iterations, settings.second_rare, settings.second_l1, settings.second_l2)
        for part in PARTS[1:]
    }
    for example in gold:
        page = Page(example.text)
        labels, rules = labels_of(example.text, example.gold or []), labels_of(example.text, example.rules)
        for sentence in page.sentences():
            guesses: list[Guess] = first.guesses(word_rows(page, sentence))
            wanted = labels[sentence.first : sentence.last]
            for part, trainer in trainers.items():
                seen = rules if part == "decide" else None
                trainer.append(correction_rows(page, sentence, guesses, seen), wanted)
    return {part: _train(trainer) for part, trainer in trainers.items()}


def described(examples: Sequence[Example]) -> dict[str, object]:
    """What a config says of examples: numbers, names by kind, and a digest of ids, texts and names."""
    digest = hashlib.sha256()
    for e in examples:
        row = (e.id, hashlib.sha256(e.text.raw.encode()).hexdigest(), sorted(_names(e)))
        digest.update(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    return {
        "articles": len(examples),
        "syllables": sum(len(e.text.tokens) for e in examples),
        "names": count(name for e in examples for name in _names(e)),
        "sha256": digest.hexdigest(),
    }


def _names(example: Example) -> list[Named]:
    return example.rules if example.gold is None else example.gold


def _trainer(iterations: int, rare: int, l1: float, l2: float) -> pycrfsuite.Trainer:
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.select("lbfgs")
    trainer.set_params({"c1": l1, "c2": l2, "max_iterations": iterations, "feature.minfreq": rare})
    return trainer


def _train(trainer: pycrfsuite.Trainer) -> bytes:
    with tempfile.TemporaryDirectory() as folder:  # CRFsuite writes to a path only
        path = Path(folder) / "weights.crf"
        trainer.train(str(path))
        return path.read_bytes()
