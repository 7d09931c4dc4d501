"""Which unit a place name means, from the article's other places, its outlet's province and its date.

A name is resolved only where one unit stands out: it is the only one of its name, or the only one that lies in
a district or province which the article names, or in the outlet's province. Everything else stays None.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import lru_cache

from vifacts.language.normalise import plain
from vifacts.places.units import Row, Units, units
from vifacts.record import Unit

#: The day from which 34 provinces and 3,321 communes replace 63 provinces, their districts and communes
#: (Resolution 202/2025/QH15 on the provinces; the Law on the Organisation of Local Government of 2025).
REFORM = dt.date(2025, 7, 1)
#: What communes, towns and districts were raised to; not quận to thành phố, since Thủ Đức united three of them.
PROMOTED = {
    "thị xã": ("thành phố", "quận"),
    "huyện": ("thị xã", "thành phố", "quận"),
    "xã": ("phường", "thị trấn"),
    "thị trấn": ("phường",),
}
_SIZE = {"commune": 0, "district": 1, "province": 2}


@dataclass(slots=True)
class Asked:
    """A place name of an article: ``name`` in the form of Units.by_bare, ``kind`` its kind word where it has one.

    ``inside`` are the names (kind, name) that follow it as the place it lies in ("xã Tân Hưng, huyện Bình Lục").
    """

    name: str
    kind: str | None = None
    inside: list[tuple[str | None, str]] = field(default_factory=list)


def resolve(
    asked: list[Asked],
    *,
    published: dt.date | None = None,
    province: str | None = None,
    recent: bool = False,
) -> list[Unit | None]:
    """The unit of each name in ``asked`` (all the places of one article), None where it stays open.

    ``published`` is the article's day. ``province`` is the province its outlet writes for, as province_of gives
    it. ``recent`` tells of an undated article that it was written after the reform.
    """
    article = _Article(asked, _vintages(published, recent), province, units())
    return [None if row is None else article.units.record(row) for row in article.rows()]


def province_of(outlet: str | None) -> str | None:
    """The province in an outlet's id or domain ("baohaiduong.vn" -> "hải dương"); None for a central outlet."""
    if not outlet:
        return None
    word = "".join(c for c in plain(outlet.split("//")[-1]) if c.isalnum())
    return next((name for squashed, name in _province_names() if squashed in word), None)


@lru_cache(maxsize=1)
def _province_names() -> list[tuple[str, str]]:
    names = {key for key, rows in units().by_bare.items() if any(units().row(n).level == "province" for n in rows)}
    squashed = [("".join(c for c in plain(name) if c.isalnum()), name) for name in names]
    # "hue" and its like are inside other words
    return sorted((pair for pair in squashed if len(pair[0]) > 4), key=lambda pair: (-len(pair[0]), pair))


def _vintages(published: dt.date | None, recent: bool) -> tuple[tuple[str, ...], ...]:
    """The vintages to look in, group after group; within one the better supported unit wins, then the first named."""
    if published is not None:
        return (("2025",), ("2024", "2021")) if published >= REFORM else (("2024", "2021"),)
    return (("2025",), ("2024", "2021")) if recent else (("2024", "2021"), ("2025",))


class _Article:
    def __init__(
        self, asked: list[Asked], vintages: tuple[tuple[str, ...], ...], province: str | None, table: Units
    ) -> None:
        self.asked = asked
        self.vintages = vintages
        self.outlet = province
        self.units = table
        self.chosen: dict[tuple[str | None, str], Row | None] = {}
        self.provinces: set[str] = set()  # names, since a province keeps or loses its code between vintages
        self.districts: set[str] = set()

    def rows(self) -> list[Row | None]:
        by_size: list[list[Asked]] = [[], [], []]
        for item in self.asked:
            by_size[self._size(item)].append(item)
        found: dict[int, Row | None] = {}
        for size in (2, 1, 0, 1, 0):  # a second round: communes may have told the province of a district
            for item in by_size[size]:
                if found.get(id(item)) is None:
                    row = found[id(item)] = self._choose(item)
                    if row is not None:
                        self._note(row)
        return [found.get(id(item)) for item in self.asked]

    def _size(self, item: Asked) -> int:
        if item.kind in ("thị xã", "huyện"):
            return 1
        rows = self.units.named(item.name, item.kind)
        return max((_SIZE[row.level] for row in rows), default=0)

    def _note(self, row: Row) -> None:
        for unit in self.units.path(row):
            if unit.level == "province":
                self.provinces.add(unit.bare_key)
            elif unit.level == "district":
                self.districts.add(unit.bare_key)

    def _choose(self, item: Asked) -> Row | None:
        rows = self.units.named(item.name, item.kind)
        if not rows and item.kind in PROMOTED:
            # "thị xã Phổ Yên" of an older article is the city of today's tables, if the article places it there
            rows = [row for row in self.units.named(item.name) if row.kind in PROMOTED[item.kind]]
            rows = [row for row in rows if self._score(item, row) > (0 if row.level == "district" else 1)]
        if item.kind is None:
            # a bare name of a province means the province, not the town of the same name
            largest = max((_SIZE[row.level] for row in rows), default=0)
            rows = [row for row in rows if _SIZE[row.level] == largest]
        for group in self.vintages:
            best = self._best(item, [row for row in rows if row.vintage in group], group, rows)
            if best is not None:
                return best
        return None

    def _best(self, item: Asked, rows: list[Row], vintages: tuple[str, ...], of_all: list[Row]) -> Row | None:
        if not rows:
            return None
        ranked = sorted((self._score(item, row), -vintages.index(row.vintage), n) for n, row in enumerate(rows))
        score, vintage, n = ranked[-1]
        if rows[n].level == "province":
            return min(rows, key=lambda row: vintages.index(row.vintage))
        if len(ranked) > 1 and ranked[-2][:2] == (score, vintage):
            return None
        return rows[n] if score > 0 or self._alone(of_all) else None

    def _alone(self, rows: list[Row]) -> bool:
        """Whether the name has one bearer only, and the article is not about other provinces."""
        if self.provinces or self.outlet is not None:
            return False
        return len({(self._province_now(row), row.level) for row in rows}) == 1

    def _province_now(self, row: Row) -> str:
        """The code of the province of 2025 that ``row`` lies in."""
        province = self.units.path(row)[0]
        return province.now[0] if province.now else province.code

    def _score(self, item: Asked, row: Row) -> float:
        """How much of the article speaks for ``row``: what stands beside the name most, then what is named at all."""
        score = 0.0
        for unit in self.units.path(row)[:-1]:
            names = self.districts if unit.level == "district" else self.provinces
            if any(name == unit.bare_key and kind in (None, unit.kind) for kind, name in item.inside):
                score += 8
            if unit.bare_key in names:
                score += 2 if unit.level == "district" else 1
            if unit.level == "province" and self.outlet is not None and self._covers(unit):
                score += 0.5
        return score

    def _covers(self, province: Row) -> bool:
        """Whether the outlet writes for ``province``, or for one that became part of it."""
        if self.outlet == province.bare_key:
            return True
        return any(
            row.level == "province" and province.code in row.now
            for row in self.units.named(self.outlet or "")
            if row.vintage == "2024" and province.vintage == "2025"
        )
