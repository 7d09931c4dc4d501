"""The folder a trained tagger lies in: three CRFsuite weight files and ``config.json``.

``config.json`` names the format, the versions and features it was made with, the settings, the digests of what it
learned from, and the SHA-256 of each weight file. The digests are checked before CRFsuite opens anything: it trusts
its files, and a damaged one ends the process.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vifacts.errors import VifactsError
from vifacts.extract.tagger.features import FEATURES

FORMAT = "vifacts.tagger/1"
#: ``names`` sees words alone; ``alone`` corrects it by gold; ``decide`` also sees what the rules found.
PARTS = ("names", "alone", "decide")


@dataclass(frozen=True)
class Model:
    """The weights of each of PARTS, and what ``config.json`` says beyond format and digests of files."""

    weights: dict[str, bytes]
    about: dict[str, Any] = field(default_factory=dict)


def write_model(model: Model, folder: Path) -> None:
    """Write ``model`` into ``folder`` (made when it is not there); ``config.json`` comes last.

    The same model gives the same bytes. Raises VifactsError VF501.
    """
    config = {
        "format": FORMAT,
        "features": FEATURES,
        **model.about,
        "files": {_name(part): hashlib.sha256(model.weights[part]).hexdigest() for part in PARTS},
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for part in PARTS:
            (folder / _name(part)).write_bytes(model.weights[part])
        text = json.dumps(config, ensure_ascii=False, indent=2, sort_keys=True)
        (folder / "config.json").write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise VifactsError("VF501", str(folder), detail=error.strerror) from error


def read_model(folder: Path) -> Model:
    """The model in ``folder``; VifactsError VF518 where it is damaged or of another format or features."""
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        if not isinstance(config, dict) or config.get("format") != FORMAT:
            raise ValueError(f"config.json is not {FORMAT}")
        if config.get("features") != FEATURES:
            raise ValueError(f"made with features {config.get('features')}, these are {FEATURES}; train again")
        weights = {part: (folder / _name(part)).read_bytes() for part in PARTS}
        digests = config.get("files")
        for part, data in weights.items():
            wanted = digests.get(_name(part)) if isinstance(digests, dict) else None
            if hashlib.sha256(data).hexdigest() != wanted:
                raise ValueError(f"{_name(part)} is not the file that config.json describes")
    except OSError as error:
        raise VifactsError("VF518", str(folder), detail=f"{error.strerror}: {Path(error.filename).name}") from error
    except ValueError as error:  # json.JSONDecodeError and UnicodeDecodeError are such
        raise VifactsError("VF518", str(folder), detail=error) from error
    return Model(weights, {k: v for k, v in config.items() if k not in ("format", "features", "files")})


def _name(part: str) -> str:
    return f"{part}.crf"
