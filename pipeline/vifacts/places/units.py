"""The administrative units of Vietnam before and after 2025-07-01, and the ways to look them up.

Units are stored as (code, vintage): many codes of 2025 are codes of 2024 under another name. The vintages are
"2025" (34 provinces with communes, since 2025-07-01), "2024" (63 provinces with districts and communes) and
"2021" (units that were gone by the end of 2024). The table and its sources are described in build.py.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal

from vifacts.language.normalise import key
from vifacts.record import Unit, UnitNow

Level = Literal["province", "district", "commune"]
KINDS = ("thành phố", "thị xã", "thị trấn", "đặc khu", "tỉnh", "huyện", "quận", "xã", "phường")
_LEVELS: dict[str, Level] = {"province": "province", "district": "district", "commune": "commune"}


@dataclass(frozen=True, slots=True)
class Row:
    """A unit: ``name`` with its kind word, ``above`` the code of the unit it belongs to, ``now`` codes of 2025."""

    vintage: str
    code: str
    level: Level
    name: str
    above: str
    now: tuple[str, ...]

    @property
    def bare(self) -> str:
        """The name without its kind word."""
        return self.name[len(kind_of(self.name)) + 1 :]


def kind_of(name: str) -> str:
    """The kind word that a full name begins with."""
    return next(kind for kind in KINDS if name.startswith(kind + " "))


@dataclass(slots=True)
class Units:
    """All units. Names are looked up by their token keys joined by spaces (see language.tokens)."""

    rows: list[Row] = field(default_factory=list)
    by_full: dict[str, list[int]] = field(default_factory=dict)
    by_bare: dict[str, list[int]] = field(default_factory=dict)
    by_code: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def named(self, bare: str, kind: str | None = None) -> list[Row]:
        """The units of that bare name (token keys), of that kind word where one is given."""
        if kind is None:
            return [self.rows[n] for n in self.by_bare.get(bare, ())]
        return [self.rows[n] for n in self.by_full.get(f"{kind} {bare}", ())]

    def above(self, row: Row) -> Row | None:
        """The unit that ``row`` belongs to; None for a province."""
        if row.level == "province":
            return None
        level = "district" if row.level == "commune" and row.vintage != "2025" else "province"
        for vintage in (row.vintage, "2024", "2021"):
            found = self.by_code.get((vintage, level, row.above))
            if found is not None:
                return self.rows[found]
        return None

    def path(self, row: Row) -> list[Row]:
        """The units from the province down to ``row``."""
        path = [row]
        while (above := self.above(path[0])) is not None:
            path.insert(0, above)
        return path

    def record(self, row: Row) -> Unit:
        """``row`` as the record shows it, with what it became."""
        now = []
        if row.vintage != "2025":
            level = "province" if row.level == "province" else "commune"
            rows = (self.rows[self.by_code["2025", level, code]] for code in row.now)
            now = [UnitNow(new.code, new.vintage, new.name) for new in rows]
        return Unit(row.code, row.vintage, row.level, [unit.name for unit in self.path(row)], now)


def name_key(name: str) -> str:
    """Names (one a line or one alone) in the form that Units is looked up by."""
    folded = key(name)
    for mark in "'-":
        folded = folded.replace(mark, f" {mark} ")
    return "\n".join(" ".join(line.split(" ")) for line in folded.replace("  ", " ").split("\n"))


@cache
def units() -> Units:
    """The table, loaded once."""
    text = gzip.decompress(files("vifacts.places").joinpath("units.tsv.gz").read_bytes()).decode()
    lines = [line.split("\t") for line in text.splitlines()]
    keys = name_key("\n".join(line[3] for line in lines)).split("\n")
    table = Units()
    for n, ((vintage, code, level, name, above, now), full) in enumerate(zip(lines, keys, strict=True)):
        table.rows.append(Row(vintage, code, _LEVELS[level], name, above, tuple(now.split(",")) if now else ()))
        table.by_code[vintage, level, code] = n
        table.by_full.setdefault(full, []).append(n)
        table.by_bare.setdefault(full[len(kind_of(name)) + 1 :], []).append(n)
    return table
