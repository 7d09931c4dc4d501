"""The files that ship with the package: lexicons beside the code, the sample corpus, the models.

In a wheel ``corpus/sample`` and ``models`` lie inside the package; in a checkout they lie at its top.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any


def shipped(name: str) -> Traversable:
    """The folder ``name`` ("corpus/sample", "models") wherever this installation keeps it.

    Raises FileNotFoundError when the installation has lost it.
    """
    inside = files("vifacts").joinpath("_shipped", *name.split("/"))
    if inside.is_dir():
        return inside
    checkout = Path(__file__).parents[2].joinpath(*name.split("/"))
    if checkout.is_dir():
        return checkout
    raise FileNotFoundError(f"{name} does not ship with this installation of vifacts")


def read_toml(package: str, name: str) -> dict[str, Any]:
    """The data file ``name`` of ``package`` (such as "vifacts.extract.roles", "lexicon.toml")."""
    return tomllib.loads(files(package).joinpath(name).read_text(encoding="utf-8"))
