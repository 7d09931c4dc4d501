"""Which unit a place name means, from the article's other places, its outlet's province and its date.

A name is resolved only where one unit stands out: it is the only one of its name, or the only one that lies in
a district or province which the article names, or in the outlet's province. Everything else stays None.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from vifacts.language.normalise import plain
from vifacts.places.units import VINTAGES, Row, Units, units
from vifacts.record import Unit

#: The day from which 34 provinces and 3,321 communes replace 63 provinces, their districts and communes
#: (Resolution 202/2025/QH15 on the provinces; the Law on the Organisation of Local Government of 2025).
REFORM = dt.date(2025, 7, 1)
#: The day from which the new units were planned by name (Decision 759/QD-TTg): newspapers write of them before REFORM.
PLANNED = dt.date(2025, 4, 14)
#: The day from which the city of Huế is a unit of the first level and no longer a part of tỉnh Thừa Thiên Huế
#: (Resolution 175/2024/QH15).
HUE = dt.date(2025, 1, 1)
#: The vintages before the reform, in the order in which a name is looked for.
BEFORE = VINTAGES[1:]
#: What communes, towns and districts were raised to; not quận to thành phố, since Thủ Đức united three of them.
PROMOTED = {
    "thị xã": ("thành phố", "quận"),
    "huyện": ("thị xã", "thành phố", "quận"),
    "xã": ("phường", "thị trấn"),
    "thị trấn": ("phường",),
}
#: What a place named right behind a name counts for, more than all the rest of the article.
_BESIDE = 8
_HUE_PAPERS = ("baohue", "hue", "wwwhue")
_OLD_HUE = "thừa thiên huế"
_SIZE = {"commune": 0, "district": 1, "province": 2}


@dataclass(slots=True)
class Asked:
    """A place name of an article: ``name`` in the form of Units.by_bare, ``kind`` its kind word where it has one.

    ``inside`` are the names (kind, name) that follow it as the place it lies in ("xã Tân Hưng, huyện Bình Lục").
    ``near`` are the other names of the sentence that it first stands in.
    ``former`` tells that the article calls it a unit of the past ("huyện Bình Lục cũ").
    """

    name: str
    kind: str | None = None
    inside: list[tuple[str | None, str]] = field(default_factory=list)
    near: list[Asked] = field(default_factory=list)
    former: bool = False


def resolve(
    asked: list[Asked],
    *,
    published: dt.date | None = None,
    province: str | None = None,
    recent: bool = False,
    title: Iterable[str] = (),
) -> list[Unit | None]:
    """The unit of each name in ``asked`` (all the places of one article), None where it stays open.

    ``published`` is the article's day. ``province`` is the province its outlet writes for, as province_of gives
    it. ``recent`` tells of an undated article that it was written after the reform. ``title`` are the provinces that
    the headline names, in the form of Units.by_bare.
    """
    article = _Article(asked, _vintages(published, recent), province, units())
    article.title.update(title)
    article.provinces.update(article.title)
    article.hue = published >= HUE if published is not None else recent or not article.names(_OLD_HUE)
    return [None if row is None else article.units.record(row) for row in article.rows()]


def province_of(outlet: str | None) -> str | None:
    """The province in an outlet's id or domain ("baohaiduong.vn" -> "hải dương"); None for a central outlet."""
    if not outlet:
        return None
    word = "".join(c for c in plain(outlet.split("//")[-1]) if c.isalnum())
    if word.startswith(_HUE_PAPERS):
        return "huế"
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
        if published < PLANNED:
            return (BEFORE,)
        return (("2025",), BEFORE) if published >= REFORM else (BEFORE, ("2025",))
    return (("2025",), BEFORE) if recent else (BEFORE, ("2025",))


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
        self.successors: set[str] = set()  # codes of 2025 that the article's older districts and communes became
        self.heirs: set[str] = set()  # the same of its older provinces
        self.title: set[str] = set()  # provinces that the headline names
        self.hue = True

    def names(self, name: str) -> bool:
        """Whether the article or its outlet names that place."""
        return self.outlet == name or name in self.provinces or any(item.name == name for item in self.asked)

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
        for item in self.asked:
            if found.get(id(item)) is None and item.near:
                found[id(item)] = self._choose_near(item, [found.get(id(other)) for other in item.near])
        return [found.get(id(item)) for item in self.asked]

    def _choose_near(self, item: Asked, beside: list[Row | None]) -> Row | None:
        """The unit of a name that several bear, by what the names of its sentence mean."""
        around = Counter(self._province_now(row) for row in beside if row is not None)
        rows = [row for row in self.units.named(item.name, item.kind) if self._score(item, row) > 0]
        for group in self._groups(item, rows):
            held = [(around[self._province_now(row)], row) for row in rows if row.vintage in group]
            most = max((n for n, _ in held), default=0)
            best = [row for n, row in held if n == most]
            if most and len({(row.level, row.code) for row in best}) == 1:
                return best[0]
        return None

    def _size(self, item: Asked) -> int:
        if item.kind in ("thị xã", "huyện"):
            return 1
        rows = self.units.named(item.name, item.kind)
        return max((_SIZE[row.level] for row in rows), default=0)

    def _note(self, row: Row) -> None:
        for unit in self.units.path(row):
            if unit.vintage != "2025":
                (self.heirs if unit.level == "province" else self.successors).update(unit.now)
            if unit.level == "province":
                self.provinces.update(self._province_keys(unit))
            elif unit.level == "district":
                self.districts.add(unit.bare_key)

    def _province_keys(self, province: Row) -> list[str]:
        """Its name; of one that was gone by the end of 2024 that of what it became, too."""
        keys = [province.bare_key]
        if province.vintage not in ("2025", "2024"):
            keys += [now.bare_key for code in province.now if (now := self.units.code("2025", "province", code))]
        return keys

    def _choose(self, item: Asked) -> Row | None:
        rows = self.units.named(item.name, item.kind)
        if not self.hue and item.name == "huế":
            rows = [row for row in rows if row.level != "province"]
        if item.kind is None:
            rows = self._of_one_size(rows)
        found = self._first(item, rows)
        if found is None and item.kind in PROMOTED:
            # "thị xã Phổ Yên" of an older article is the city of today's tables, if the article places it there
            raised = [row for row in self.units.named(item.name) if row.kind in PROMOTED[item.kind]]
            raised = [row for row in raised if self._score(item, row) > (0 if row.level == "district" else 1)]
            found = self._first(item, raised)
        return found

    def _first(self, item: Asked, rows: list[Row]) -> Row | None:
        for group in self._groups(item, rows):
            best = self._best(item, [row for row in rows if row.vintage in group], group, rows)
            if best is not None:
                return best
        return None

    def _of_one_size(self, rows: list[Row]) -> list[Row]:
        """The rows that a bare name can mean: the province, not the town of its name; the district, not its commune,
        unless only the commune lies in a province that the article is about."""
        by_size: dict[int, list[Row]] = {}
        for row in rows:
            by_size.setdefault(_SIZE[row.level], []).append(row)
        best = max(by_size, default=0)
        if best == 1 and 0 in by_size:
            held = {size: max(self._of_province(self.units.path(row)[0]) for row in by_size[size]) for size in (0, 1)}
            best = 0 if held[0] > held[1] else 1
        return by_size.get(best, [])

    def _of_province(self, province: Row) -> float:
        """How much the article is about ``province``: it names it, its headline does, its outlet writes for it."""
        score = 0.0
        if province.bare_key in self.provinces:
            score += 1
        if province.bare_key in self.title:
            score += 1
        if self.outlet is not None and self._covers(province):
            score += 0.5
        return score

    def _groups(self, item: Asked, rows: list[Row]) -> tuple[tuple[str, ...], ...]:
        """The groups of vintages in the order to look in: what the article says of the name goes before its date."""
        if item.former:
            return (BEFORE, *self.vintages)
        if len(self.vintages) == 1 or not item.inside:
            return self.vintages
        placed = {row.vintage == "2025" for row in rows if self._score(item, row) >= _BESIDE}
        if len(placed) == 2 or not placed:
            return self.vintages
        return (("2025",), BEFORE) if True in placed else (BEFORE, ("2025",))

    def _best(self, item: Asked, rows: list[Row], vintages: tuple[str, ...], of_all: list[Row]) -> Row | None:
        if not rows:
            return None
        ranked = sorted((self._score(item, row), -vintages.index(row.vintage), n) for n, row in enumerate(rows))
        score, vintage, n = ranked[-1]
        if rows[n].level == "province":
            return min(rows, key=lambda row: vintages.index(row.vintage))
        if len(ranked) > 1 and ranked[-2][:2] == (score, vintage):
            return None
        return rows[n] if score > 0 or self._alone(item, of_all) else None

    def _alone(self, item: Asked, rows: list[Row]) -> bool:
        """Whether the name has one bearer only, and, for a commune, the article is not about other provinces.

        The tables know the districts of all the years, but not every commune that was ever merged.
        """
        if item.inside:
            return False  # placed in a unit that it does not lie in: "huyện Giang Thành, tỉnh Vân Nam"
        if (self.provinces or self.outlet is not None) and (item.kind is None or rows[0].level == "commune"):
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
            if any(self._is(kind, name, unit) for kind, name in item.inside):
                score += _BESIDE
            if unit.level == "province":
                score += self._of_province(unit)
            elif unit.bare_key in self.districts:
                score += 2
        if row.vintage == "2025" and (row.code in self.successors or row.above in self.heirs):
            score += 1 if row.code in self.successors else 0.5
        return score

    def _is(self, kind: str | None, name: str, unit: Row) -> bool:
        """Whether the place that stands behind a name is ``unit``, as it is called or as it once was."""
        if name == unit.bare_key:
            return kind in (None, unit.kind) or unit.kind in PROMOTED.get(kind, ())
        if unit.level != "province" or kind not in (None, "tỉnh"):
            return False
        gone = [r for r in self.units.named(name, kind) if r.level == "province" and r.vintage not in ("2025", "2024")]
        return any(unit.bare_key in self._province_keys(row) for row in gone)

    def _covers(self, province: Row) -> bool:
        """Whether the outlet writes for ``province``, or for one that became part of it."""
        if self.outlet in self._province_keys(province):
            return True
        return any(
            row.level == "province" and province.code in row.now
            for row in self.units.named(self.outlet or "")
            if row.vintage == "2024" and province.vintage == "2025"
        )
