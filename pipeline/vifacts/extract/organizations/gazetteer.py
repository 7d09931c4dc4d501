"""What one article says of its places: which names it introduces, their full names and their units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from vifacts.extract.draft import Draft, DraftEntity
from vifacts.extract.organizations.page import Page
from vifacts.extract.organizations.places import Known, Place
from vifacts.language.normalise import nfc
from vifacts.language.tokens import tokenize
from vifacts.outlets.registry import load as load_outlets
from vifacts.places.resolve import PROMOTED, Asked, province_of, resolve
from vifacts.places.units import KINDS, kind_of, name_key, units
from vifacts.record import Unit

#: What tells of an undated article that it was written after the reform of 2025: a day after it, a part of a later
#: year, or the two levels of administration. A year alone does not ("đến năm 2030", "nhiệm kỳ 2021-2026"), nor the
#: last days of 2025 ("trước ngày 31/12/2025"): plans and terms of earlier years name them.
_RECENT = re.compile(
    r"(?<!\d)(?:[0-2]?\d[/.-](?:0?[7-9]|1[0-2])[/.-]2025|[0-3]?\d[/.-][01]?\d[/.-]202[6-9])(?!\d)"
    r"|(?:tháng \d\d?|quý [ivx\d]+|đầu|những ngày|vụ \w+)[ /-](?:năm )?202[6-9]"
    r"|chính quyền(?: địa phương)? (?:2|hai|02) cấp"
    r"|sau (?:khi )?(?:hợp nhất|sáp nhập) (?:\w+ )?tỉnh"
)
#: How the city of Hồ Chí Minh ends where it is written in one breath with its kind word ("TPHCM", "TP Hồ Chí Minh").
_HO_CHI_MINH = ("hcm", "hồ chí minh")
#: Kind words in short at the start of a name.
_SHORT = ((re.compile(r"TP\.? ?(?=[A-ZĐ])"), "thành phố "), (re.compile(r"TX\.? ?(?=[A-ZĐ])"), "thị xã "))
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
        self._asked: set[int] = set()

    def _key(self, found: Place) -> str:
        name = self.page.joined(found.name_at, found.last)
        if found.kind is None and name.endswith(_HO_CHI_MINH) and name.startswith(("tp", "t.p", "thành phố", "hcm")):
            return "hồ chí minh"
        if found.kind is None and name.endswith("huế") and name.startswith(("tt", "t.t")):
            return "thừa thiên huế"
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
        former = self._is_former(found.last)
        asked.former = former and (asked.former or id(asked) not in self._asked)
        self._asked.add(id(asked))
        self.seen.append(_Seen(found.first, found.last, self._rank(name, kind), kind, asked))

    def _is_former(self, at: int) -> bool:
        """Whether the place that ends before token ``at`` is called a former one ("huyện Bình Lục (cũ)")."""
        keys = self.page.keys
        return keys[at : at + 1] == ["cũ"] or keys[at : at + 2] == ["(", "cũ"]

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
        self._tell_near(draft)
        wanted = [(entity, asked) for entity, asked in self.entities if self._is_unit(asked)]
        if not wanted:
            return
        found = _resolved(draft, [asked for _, asked in wanted])
        for (entity, _), unit in zip(wanted, found, strict=True):
            entity.unit = unit

    def _tell_near(self, draft: Draft) -> None:
        """Tell each name which others stand in the sentence of its first mention."""
        placed: set[int] = set()
        groups: dict[int, list[Asked]] = {}
        for seen in self.seen:
            groups.setdefault(draft.text.sentence_index(self.page.starts[seen.first]), []).append(seen.asked)
        for group in groups.values():
            for asked in group:
                if id(asked) not in placed:
                    placed.add(id(asked))
                    asked.near = [other for other in group if other is not asked]

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


def complete_units(draft: Draft) -> None:
    """Give the places that were added after the walk, without a mention, their units (holders such as "tỉnh Lào Cai").

    They are asked for together with what is resolved already, which is their context.
    """
    asked: list[Asked] = []
    added: list[tuple[DraftEntity, Asked]] = []
    for entity in draft.entities.values():
        if entity.kind != "place" or (entity.unit is None and entity.mentions):
            continue
        name = entity.name if entity.unit is None else entity.unit.path[-1]
        for short, full in _SHORT:
            name = short.sub(full, name) if short.match(name) else name
        kind = next((kind for kind in KINDS if name.lower().startswith(kind + " ")), None)
        if kind is not None:
            asked.append(Asked(name_key(name[len(kind) + 1 :]), kind))
            if entity.unit is None:
                added.append((entity, asked[-1]))
            else:
                asked[-1].inside.extend((kind_of(above), _bare(above)) for above in entity.unit.path[:-1])
    if added:
        found = {id(one): unit for one, unit in zip(asked, _resolved(draft, asked), strict=True)}
        for entity, one in added:
            entity.unit = found[id(one)]


def _bare(full: str) -> str:
    return name_key(full[len(kind_of(full)) + 1 :])


def _resolved(draft: Draft, asked: list[Asked]) -> list[Unit | None]:
    return resolve(
        asked,
        published=draft.published,
        province=_province(draft.article.outlet),
        recent=draft.published is None and _RECENT.search(draft.text.key) is not None,
        title=_provinces_in(draft.article.title),
    )


@lru_cache(maxsize=1_000)
def _province(outlet: str | None) -> str | None:
    """The province that an outlet writes for: the one in its name, or the one it is listed with."""
    found = province_of(outlet)
    if found is None and outlet:
        outlets = load_outlets()
        listed = next((one for one in outlets if one.id == outlet), None)
        listed = listed or outlets.for_url(outlet if "//" in outlet else f"https://{outlet}")
        province = None if listed is None else listed.paper.province
        found = None if province is None else _provinces_in(province)[0]
    return found


@lru_cache(maxsize=1_000)
def _provinces_in(title: str | None) -> tuple[str, ...]:
    """The provinces that a headline names, in the form of Units.by_bare."""
    if not title:
        return ()
    text = nfc(title)
    tokens = tokenize(text)
    keys, capital = tokens.keys, [text[start].isupper() for start in tokens.starts]
    made: list[str] = []
    at = 0
    while at < len(keys):
        for end in range(min(len(keys), at + 5), at, -1):
            name = " ".join(keys[at:end])
            if capital[at] and capital[end - 1] and any(r.level == "province" for r in units().named(name)):
                made.append(name)
                at = end - 1
                break
        at += 1
    return tuple(made)
