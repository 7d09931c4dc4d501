"""What a person decided about who is who: corrections.toml in the dataset's folder.

    [[merge]]                       # these are one
    things = ["person-0f3a…", "person-77b0…"]

    [[merge]]                       # the same by article and name, which outlives every change of ids
    things = [{ article = "baolucdau-100198", name = "Đỗ Hữu Lượng" }, { article = "bachdang-500012", name = "Đỗ Lượng" }]

    [[split]]                       # in these articles this name is somebody else
    name = "Nguyễn Văn Nam"
    kind = "person"
    articles = ["baolucdau-100207"]

Corrections name articles, names and stable ids, none of which a new extraction changes, and are applied anew each time
the index is made.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from vifacts.check.identity import number
from vifacts.errors import VifactsError
from vifacts.extract.names import canonical
from vifacts.language.normalise import nfc


class Named(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A thing as the entity of that name in an article."""

    article: str
    name: str
    kind: str | None = None


class Merge(msgspec.Struct, forbid_unknown_fields=True):
    """Things that are one; the first gives the id."""

    things: list[str | Named]
    note: str | None = None


class Split(msgspec.Struct, forbid_unknown_fields=True):
    """In ``articles`` the entity of that name is a thing of its own (one for all of them)."""

    name: str
    articles: list[str]
    kind: str = "person"
    note: str | None = None


class _File(msgspec.Struct, forbid_unknown_fields=True):
    merge: list[Merge] = []
    split: list[Split] = []


@dataclass
class Corrections:
    """The corrections of a dataset. ``digest`` changes with the file."""

    merges: list[Merge] = field(default_factory=list)
    splits: dict[tuple[str, str, str], str] = field(default_factory=dict)
    digest: str = ""

    def split_of(self, article: str, kind: str, name: str) -> str | None:
        """The id of the thing that a split makes of this entity; None for most."""
        return self.splits.get((article, kind, canonical(name)))

    @property
    def articles(self) -> set[str]:
        """The articles that a split names."""
        return {article for article, _, _ in self.splits}


def read(path: Path) -> Corrections:
    """The corrections of a file, none where it is not there; VF508 where it does not fit."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Corrections()
    except OSError as error:
        raise VifactsError("VF508", str(path), detail=error.strerror) from error
    try:
        loaded: dict[str, Any] = tomllib.loads(nfc(data.decode("utf-8-sig")))
        file = msgspec.convert(loaded, _File)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise VifactsError("VF508", str(path), detail=error) from error
    splits: dict[tuple[str, str, str], str] = {}
    for split in file.split:
        name = canonical(split.name)
        key = f"{split.kind}-{number(f'split:{name}@{min(split.articles, default=str())}'):016x}"
        for article in split.articles:
            splits[article, split.kind, name] = key
    return Corrections(file.merge, splits, f"{number(data.hex()):016x}")
