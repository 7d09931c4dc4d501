"""The trained choices of subjects and holders: the weights, where they lie, how sure a choice is."""

from __future__ import annotations

import gzip
import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from vifacts.errors import VifactsError
from vifacts.extract.figures.choice.ranker import Ranker
from vifacts.resources import shipped

#: Changes with the features of ``subjects`` and ``holders``: other weights would mean nothing.
FORMAT = 4
FILE = "figures.json.gz"
#: From the first confidence on, at least the second share of figures was right.
RELIABLE = (0.9, 0.95)


@dataclass(frozen=True)
class Sureness:
    """The share of right figures by how probable their subject is: from each of ``steps`` on, one of ``shares``."""

    steps: list[float]
    shares: list[float]

    def of(self, probability: float) -> float:
        """The share that is right among figures of that probability, as measured on articles not learned from.

        A share from .9 on is given only where it is .95 at least: who takes what is surer than .9 may rely on that.
        """
        share = self.shares[max(0, bisect_right(self.steps, probability) - 1)]
        shown = round(share, 2)
        return shown if shown < RELIABLE[0] or share >= RELIABLE[1] else RELIABLE[0] - 0.01


@dataclass(frozen=True)
class Model:
    """Rankers of subjects and holders; ``about`` says what they learned from."""

    subjects: Ranker
    holders: Ranker
    sureness: Mapping[str, Sureness]
    about: Mapping[str, Any] = field(default_factory=dict)

    def write(self, path: Path) -> None:
        """Write the model; the same model gives the same bytes."""
        rows = {
            "format": FORMAT,
            "about": dict(self.about),
            "sureness": {name: [one.steps, one.shares] for name, one in sorted(self.sureness.items())},
            "subjects": self.subjects.weights,
            "holders": self.holders.weights,
        }
        text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        path.write_bytes(gzip.compress(text.encode(), mtime=0))


def read_model(path: Path) -> Model:
    """The model in ``path``; VifactsError VF518 where it is damaged or of another version of the features."""
    try:
        rows = msgspec.json.decode(gzip.decompress(path.read_bytes()))
        if rows["format"] != FORMAT:
            raise ValueError(f"format {rows['format']}, expected {FORMAT}")
        return Model(
            Ranker(rows["subjects"]),
            Ranker(rows["holders"]),
            {name: Sureness(*one) for name, one in rows["sureness"].items()},
            rows["about"],
        )
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise VifactsError("VF518", str(path), detail=error) from None


@cache
def shipped_model() -> Model | None:
    """The model that ships with vifacts; None where the installation has none."""
    try:
        found = shipped("models").joinpath(FILE)
    except FileNotFoundError:
        return None
    return read_model(Path(str(found))) if found.is_file() else None
