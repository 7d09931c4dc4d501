"""The trained choices of subjects and holders: the weights, where they lie, how sure a choice is."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from vifacts.errors import VifactsError
from vifacts.extract.figures.choice.ranker import Ranker
from vifacts.extract.figures.choice.sureness import Sureness
from vifacts.resources import shipped

#: Changes with the features of ``subjects``, ``holders`` and ``sureness``: other weights would mean nothing.
FORMAT = 5
FILE = "figures.json.gz"


@dataclass(frozen=True)
class Model:
    """Rankers of subjects and holders; ``about`` says what they learned from."""

    subjects: Ranker
    holders: Ranker
    sureness: Sureness
    about: Mapping[str, Any] = field(default_factory=dict)

    def write(self, path: Path) -> None:
        """Write the model; the same model gives the same bytes."""
        rows = {
            "format": FORMAT,
            "about": dict(self.about),
            "sureness": {
                "weights": self.sureness.weights,
                "steps": self.sureness.steps,
                "shares": self.sureness.shares,
            },
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
            Sureness(**rows["sureness"]),
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
