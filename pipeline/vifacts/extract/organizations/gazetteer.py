"""What one article says of its places: which names it introduces, their full names and their units."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vifacts.extract.draft import Draft, DraftEntity
from vifacts.extract.organizations.page import Page
from vifacts.extract.organizations.places import Known, Place
from vifacts.places.resolve import PROMOTED, Asked, province_of, resolve
from vifacts.places.units import KINDS

#: A year after the reform of 2025: an undated article that has one was written after it.
_RECENT = re.compile(r"(?<!\d)20(?:2[6-9]|3\d)(?![\d%])")
_RANKS = {"xã": 1, "phường": 1, "thị trấn": 1, "đặc khu": 1, "huyện": 2, "quận": 2, "thị xã": 2, "tỉnh": 3}
#: Marks that may stand between a place and the place it lies in ("xã Tân Hưng (huyện Bình Lục)").
_BETWEEN = frozenset((",", "(", "-", "–"))


@dataclass(slots=True)
class _Seen:
    first: int
    last: int
    rank: int
    kind: str | None
    asked: Asked


class Gazetteer:
    """The places of one article as they are found, and at the end which units they are."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.known = Known()
        self._words = frozenset(page.keys)
        self.kinds: dict[str, dict[str, None]] = {}  # kind words (as an ordered set) of each introduced name
        self.seen: list[_Seen] = []
        self.entities: list[tuple[DraftEntity, Asked]] = []
        self._by_entity: dict[int, Asked] = {}

    def _key(self, found: Place) -> str:
        name = self.page.joined(found.name_at, found.last)
        if found.kind is None and name.endswith("hcm"):
            return "hồ chí minh"
        return name

    @staticmethod
    def _kind(found: Place) -> str | None:
        return found.unit or (found.kind.unit if found.kind is not None else None)

    def introduce(self, found: Place) -> None:
        """Note a name that stands with a kind word."""
        name = self._key(found)
        if name[:1].isdigit() or name.startswith("số "):
            return
        self.known.introduced.add(name)
        kind = self._kind(found)
        word = kind or (found.kind.word if found.kind is not None else None)
        if word is not None:
            self.kinds.setdefault(name, {})[word] = None
        rows = self.page.units.named(name, kind)
        if not rows and kind in PROMOTED:
            rows = [row for row in self.page.units.named(name) if row.kind in PROMOTED[kind]]
        for row in rows:
            if row.level == "province":
                self.known.provinces.add(row.code)
            elif row.level == "commune" and kind is not None:
                self.known.around.add(row.above)
            elif row.level == "district" and kind is not None:
                self.known.districts.add(row.code)
                self.known.provinces.add(row.above)

    def full_name(self, found: Place) -> str:
        """The name with its kind word: as written, shared by a list, implied by a committee or given elsewhere."""
        page = self.page
        written = page.span(found.first, found.last)
        if found.unit is not None and self._is_written(found.unit) and not page.keys[found.first].startswith("tp"):
            return f"{found.unit} {written}"
        if found.kind is not None:
            if found.first != found.name_at:
                return written
            return f"{found.kind.unit or found.kind.word} {written}"
        word = self._given_kind(self._key(found))
        return (
            written
            if word is None or not self._is_written(word) or page.keys[found.first].startswith("tp")
            else f"{word} {written}"
        )

    def _is_written(self, kind: str) -> bool:
        """Whether the article has the words of a kind word: a name is made of the article's words only."""
        return all(word in self._words for word in kind.split(" "))

    def _given_kind(self, name: str) -> str | None:
        """The kind word that the article gives ``name`` elsewhere; with several only the province's is clear."""
        kinds = self.kinds.get(name, {})
        return next(iter(kinds)) if len(kinds) == 1 else "tỉnh" if "tỉnh" in kinds else None

    def ask(self, found: Place, entity: DraftEntity) -> None:
        """Ask for the unit of ``entity``, which ``found`` names."""
        name = self._key(found)
        kind = self._kind(found)
        if kind is None and found.kind is not None:
            return  # a village, a road, a river
        if kind is None:
            kind = self._given_kind(name)
            if name == "hồ chí minh":
                kind = "thành phố"
        asked = self._by_entity.get(id(entity))
        if asked is None:
            asked = self._by_entity[id(entity)] = Asked(name, kind)
            self.entities.append((entity, asked))
        self.seen.append(_Seen(found.first, found.last, self._rank(name, kind), kind, asked))

    def _rank(self, name: str, kind: str | None) -> int:
        if kind == "thành phố" or kind is None:
            province = any(row.level == "province" for row in self.page.units.named(name, kind))
            return 3 if province else 2 if kind else 0
        return _RANKS.get(kind, 0)

    def resolve(self, draft: Draft) -> None:
        """Give the places that are units their unit, where the article tells which one."""
        keys = self.page.keys
        self.seen.sort(key=lambda seen: seen.first)
        for n in range(len(self.seen) - 2, -1, -1):
            here, there = self.seen[n], self.seen[n + 1]
            gap = there.first - here.last
            beside = gap == 0 or (gap == 1 and keys[here.last] in _BETWEEN)
            if beside and there.rank > here.rank:
                here.asked.inside.append((there.kind, there.asked.name))
                here.asked.inside.extend(there.asked.inside)
        wanted = [(entity, asked) for entity, asked in self.entities if self._is_unit(asked)]
        if not wanted:
            return
        recent = draft.published is None and _RECENT.search(draft.text.raw) is not None
        found = resolve(
            [asked for _, asked in wanted],
            published=draft.published,
            province=province_of(draft.article.outlet),
            recent=recent,
        )
        for (entity, _), unit in zip(wanted, found, strict=True):
            entity.unit = unit

    def _is_unit(self, asked: Asked) -> bool:
        """Whether the name can be a unit: it has a unit's kind word, or is a province's or a bare district's."""
        rows = self.page.units.named(asked.name, asked.kind)
        if asked.kind is not None:
            return asked.kind in KINDS
        known = self.known
        if asked.inside:
            return bool(rows)
        return any(
            row.level == "province"
            or (row.level == "district" and (row.above in known.provinces or row.code in known.around))
            or (row.level == "commune" and row.above in known.districts)
            for row in rows
        )
