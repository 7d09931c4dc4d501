"""The administrative units of Vietnam before and after 2025-07-01, and the ways to look them up.

Units are stored as (code, vintage): many codes of 2025 are codes of 2024 under another name. The vintages are
"2025" (34 provinces with communes, since 2025-07-01), "2024" (63 provinces with districts and communes), and of
units that were gone, renamed or moved to another district by then: "2021" (by the end of 2024), "2019" (by 2021) and
"2004" (by 2008). The table and its sources are described in build.py.
"""

from __future__ import annotations

import gc
import gzip
import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from vifacts.language.normalise import key, plain
from vifacts.record import Unit, UnitNow
from vifacts.resources import read_toml

Level = Literal["province", "district", "commune"]
#: Kind words of units, as the names of the table begin with them.
KINDS = ("thành phố", "thị xã", "thị trấn", "đặc khu", "tỉnh", "huyện", "quận", "xã", "phường")
#: The vintages, newest first.
VINTAGES = ("2025", "2024", "2021", "2019", "2004")
_Y = re.compile(r"(?<![aeouăâêôơưáéóúàèòùảẻỏủãẽõũạẹọụq])[yýỳỷỹỵ](?![a-zà-ỹđ])")
_I = dict(zip("yýỳỷỹỵ", "iíìỉĩị", strict=True))
_DAK = re.compile(r"\bđ[aăắáâ][kc]")
#: Syllables that begin or fill names of the highlands, which are written with and without diacritics.
_HIGHLAND = re.compile(r"\b(?:đak|ea|ia|krông|krong|kon|chư|chu|cư|buôn|plei|pờ|tu mơ)|'")
_FINAL_C = re.compile(r"c\b")


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
    def kind(self) -> str:
        """The kind word."""
        return kind_of(self.name)

    @property
    def bare_key(self) -> str:
        """The name without its kind word, in the form of Units.by_bare."""
        return name_key(self.name[len(self.kind) + 1 :])


def kind_of(name: str) -> str:
    """The kind word that a full name begins with. Raises StopIteration for a name without one."""
    return next(kind for kind in KINDS if name.startswith(kind + " "))


@dataclass(slots=True)
class Units:
    """All units. Names are looked up by their token keys joined by spaces (see language.tokens)."""

    lines: list[str] = field(default_factory=list)
    by_full: dict[str, list[int]] = field(default_factory=dict)
    by_bare: dict[str, list[int]] = field(default_factory=dict)
    _rows: dict[int, Row] = field(default_factory=dict)
    _codes: dict[tuple[str, str, str], int] = field(default_factory=dict)
    _by_spelling: dict[str, list[int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lines)

    def row(self, n: int) -> Row:
        """The unit of line ``n``."""
        found = self._rows.get(n)
        if found is None:
            vintage, code, level, name, above, now = self.lines[n].split("\t")
            found = Row(vintage, code, cast(Level, level), name, above, tuple(now.split(",")) if now else ())
            self._rows[n] = found
        return found

    def code(self, vintage: str, level: str, code: str) -> Row | None:
        """The unit of that code; codes repeat between vintages and levels."""
        if not self._codes:
            for n, line in enumerate(self.lines):
                of, number, size = line.split("\t", 3)[:3]
                self._codes[of, size, number] = n
        n = self._codes.get((vintage, level, code), -1)
        return None if n < 0 else self.row(n)

    def named(self, bare: str, kind: str | None = None) -> list[Row]:
        """The units of that bare name (token keys), of that kind word where one is given.

        A name with its kind word is also found by another spelling of it (see spelling).
        """
        found = self.by_bare.get(bare) if kind is None else self.by_full.get(f"{kind} {bare}")
        if found is None and kind is not None:
            if not self._by_spelling:
                for full, numbers in self.by_full.items():
                    head = kind_of(full)
                    self._by_spelling.setdefault(f"{head} {spelling(full[len(head) + 1 :])}", []).extend(numbers)
            found = self._by_spelling.get(f"{kind} {spelling(bare)}")
        return [self.row(n) for n in found] if found else []

    def above(self, row: Row) -> Row | None:
        """The unit that ``row`` belongs to; None for a province, or where the sources do not know it."""
        if row.level == "province":
            return None
        level = "district" if row.level == "commune" and row.vintage != "2025" else "province"
        # the unit as it was called at that time, else the table of 2024, which has all that stayed
        start = VINTAGES.index(row.vintage)
        vintages = (*reversed(VINTAGES[1 : start + 1]), *VINTAGES[start + 1 :]) if start else VINTAGES[:1]
        return next((found for vintage in vintages if (found := self.code(vintage, level, row.above))), None)

    def path(self, row: Row) -> list[Row]:
        """The units from the province down to ``row``."""
        path = [row]
        while (above := self.above(path[0])) is not None:
            path.insert(0, above)
        return path

    def record(self, row: Row) -> Unit:
        """``row`` as the record shows it, with what it became."""
        level = "province" if row.level == "province" else "commune"
        now = [new for code in row.now if (new := self.code("2025", level, code)) is not None]
        return Unit(
            row.code,
            row.vintage,
            row.level,
            [unit.name for unit in self.path(row)],
            [UnitNow(new.code, new.vintage, new.name) for new in now],
        )


def name_key(name: str) -> str:
    """Names (one a line or one alone) in the form that Units is looked up by."""
    folded = key(name)
    for mark in "'-":
        if mark in folded:
            folded = folded.replace(mark, f" {mark} ")
    while "  " in folded:
        folded = folded.replace("  ", " ")
    return folded


def spelling(bare: str) -> str:
    """A bare name's key without what its spellings differ by: "đăk hà", "đắk hà"; "đa krông", "đakrông"; "qui", "quy".

    Spaces, dashes and apostrophes go, a last y is an i, and names of the highlands lose their diacritics.
    """
    folded = _DAK.sub("đak", bare.replace("’", "'"))
    highland = _HIGHLAND.search(folded) is not None or folded.startswith(("đa krông", "đakrông"))
    folded = _Y.sub(lambda y: _I[y[0]], folded.replace("quy", "qui"))
    if highland:
        folded = _FINAL_C.sub("k", plain(folded))
    for mark in " '-–":
        folded = folded.replace(mark, "")
    return folded


#: Other ways to write names, by their key, and the key of the name in the table.
_ALIASES: dict[str, str] = {
    name_key(other): name_key(name)
    for name, others in read_toml("vifacts.places", "aliases.toml").items()
    for other in others
}


@cache
def units() -> Units:
    """The table, loaded once."""
    collecting = gc.isenabled()
    gc.disable()  # 30,000 lists are made and none is garbage: the collector would go over them again and again
    try:
        return _read()
    finally:
        if collecting:
            gc.enable()


def _read() -> Units:
    text = gzip.decompress(files("vifacts.places").joinpath("units.tsv.gz").read_bytes()).decode()
    lines = text.splitlines()
    full_names = name_key("\n".join([line.split("\t", 4)[3] for line in lines])).split("\n")
    by_full: dict[str, list[int]] = {}
    by_bare: dict[str, list[int]] = {}
    cut = {kind.split(" ")[0]: len(kind) + 1 for kind in KINDS if not kind.startswith("thị ")}
    for n, full in enumerate(full_names):
        head = full.split(" ", 1)[0]
        bare = full[cut[head] :] if head in cut else full[full.index(" ", 4) + 1 :]
        for table, name in ((by_full, full), (by_bare, bare)):
            if name in table:
                table[name].append(n)
            else:
                table[name] = [n]
    for other, name in _ALIASES.items():
        for table, prefix in ((by_bare, ""), *((by_full, f"{kind} ") for kind in KINDS)):
            if prefix + name in table:
                table[prefix + other] = [*table[prefix + name], *table.get(prefix + other, [])]
    return Units(lines, by_full, by_bare)
