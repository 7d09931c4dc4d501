"""Units of measure, read after a number; the units themselves are data (units.toml)."""

from __future__ import annotations

from dataclasses import dataclass

from vifacts.language.text import Text


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit as written: ``kind`` is the figure kind (percent, money, length, area, weight, volume, duration, age,
    speed, energy, score, multiple, ...), ``start``/``end`` its span; ``per`` the rest of a rate
    ("triệu đồng/người/năm" -> unit "đồng/người/năm")."""

    start: int
    end: int
    unit: str
    kind: str


def unit_after(text: Text, offset: int) -> UnitMatch | None:
    """The unit of measure that starts at ``offset`` (white space skipped), or None (a counted noun is no unit)."""
    raise NotImplementedError
