"""Which thing of the world an entity of an article is: one seed for one thing, the same in every article.

A *seed* is a text that two entities share exactly when they are surely the same thing:

- a place: its code and vintage; without a code its name within the one commune, district or province of the article;
- an organisation: its name without its place, and the unit it belongs to, through time (a unit that only changed its
  number in 2025 stays one); national bodies by their name alone;
- a document: its number with issuer or date; central and named ones by their name;
- a person: name and where he or she holds a post, never the name alone. A person has several *keys*; two persons who
  share one are one (see store/people.py).

Where nothing of this is known the seed holds the article's id: doubtful ones stay apart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache

from vifacts.extract.names import canonical as _canonical
from vifacts.places.units import Row, units
from vifacts.record import Entity, Record, Role, Unit
from vifacts.resources import read_toml

#: ``canonical`` with room for the names of a whole dataset.
canonical = lru_cache(maxsize=200_000)(getattr(_canonical, "__wrapped__", _canonical))

_DATA = read_toml("vifacts.check", "identity.toml")
_LEVEL_WORDS: dict[str, str] = {canonical(word): level for word, level in _DATA["level_words"].items()}
_LEVEL_HEADS: list[tuple[str, str]] = [
    (canonical(head) + " ", level) for level, heads in _DATA["levels"].items() for head in heads
]
_NATIONAL_WORDS = tuple(f" {canonical(word)} " for word in _DATA["national"]["words"])
_NATIONAL_HEADS = tuple(canonical(word) + " " for word in _DATA["national"]["heads"])
_LOCAL_HEADS = tuple(canonical(word) + " " for word in _DATA["national"]["local"])
_SHORTEST: int = _DATA["national"]["shortest"]
_CENTRAL_ISSUERS = frozenset(_DATA["national"]["issuers"])
_CENTRAL_DOCUMENTS = tuple(f" {canonical(word)} " for word in _DATA["national"]["documents"])
_WORLD = frozenset(canonical(word) for word in _DATA["national"]["places"])
_FAMILIES: list[tuple[str, str]] = [(canonical(a) + " ", canonical(b) + " ") for a, b in _DATA["families"].items()]
_KINDS = ("thành phố", "thị xã", "thị trấn", "đặc khu", "tỉnh", "huyện", "quận", "xã", "phường")
_LEVELS = ("province", "district", "commune")

MASK = (1 << 63) - 1


@lru_cache(maxsize=200_000)
def number(text: str) -> int:
    """A 63-bit number of ``text``: the same on every machine, fit for an SQLite integer."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") & MASK


@dataclass(slots=True)
class Thing:
    """What an entity of an article is.

    ``seed`` and ``family`` as in the module's docstring (the family of most things is their seed; a Party committee
    has that of its Party organisation). ``unit`` is the administrative unit of a place or of an organisation, as
    (level, code, vintage). ``apart`` says that the seed holds only inside its article. ``keys`` belong to persons.
    """

    kind: str
    name: str
    seed: str
    family: str
    unit: tuple[str, str, str] | None = None
    apart: bool = False
    keys: list[str] = field(default_factory=list)


def things(record: Record) -> dict[str, Thing]:
    """The thing of each entity of ``record``, by the entity's id."""
    entities = {e.id: e for e in record.entities}
    article = record.article.id
    context = _context(e.unit for e in record.entities if e.unit is not None)
    found: dict[str, Thing] = {}
    for e in record.entities:
        if e.kind == "place":
            found[e.id] = _place(e, context, article)
    for e in record.entities:
        if e.kind == "organization":
            found[e.id] = _organization(e, entities.get(e.place or ""), found, context, article)
    for e in record.entities:
        if e.kind == "document":
            found[e.id] = _document(e, found.get(e.issuer or ""), context, article)
    roles: dict[str, list[Role]] = {}
    for role in record.roles:
        roles.setdefault(role.person, []).append(role)
    for e in record.entities:
        if e.kind == "person":
            found[e.id] = _person(e, roles.get(e.id, ()), found, context, article)
    return found


# -- units ---------------------------------------------------------------------------------------------------------


def unit_of(unit: Unit) -> tuple[str, str, str]:
    """(level, code, vintage)."""
    return unit.level, unit.code, unit.vintage


@lru_cache(maxsize=50_000)
def _levels(unit: tuple[str, str, str]) -> dict[str, str]:
    """Level -> lasting name of the unit and of those it lies in, from the table of units."""
    level, code, vintage = unit
    table = units()
    row = table.code(vintage, level, code)
    if row is None:
        return {level: lasting(unit)}
    return {above.level: lasting((above.level, above.code, above.vintage)) for above in table.path(row)}


@lru_cache(maxsize=50_000)
def lasting(unit: tuple[str, str, str]) -> str:
    """A name of the unit that outlives the change of numbers in 2025, where the unit itself does: it became one unit of
    the same name that nothing else became a part of."""
    level, code, vintage = unit
    if vintage != "2025":
        row = units().code(vintage, level, code)
        if row is not None and len(row.now) == 1 and level != "district":
            now = units().code("2025", level, row.now[0])
            if now is not None and now.name == row.name and _parts().get((level, now.code)) == 1:
                return f"{level}:{now.code}/2025"
    return f"{level}:{code}/{vintage}"


@cache
def _parts() -> dict[tuple[str, str], int]:
    """(level, code of 2025) -> how many units of 2024 became it or a part of it."""
    table = units()
    count: dict[tuple[str, str], int] = {}
    for n in range(len(table)):
        row: Row = table.row(n)
        if row.vintage == "2024" and row.level != "district":
            for code in row.now:
                count[row.level, code] = count.get((row.level, code), 0) + 1
    return count


def _context(named: Iterable[Unit]) -> dict[str, str]:
    """Level -> the one unit of it that the article names or lies in; levels with several or none are left out."""
    seen: dict[str, set[str]] = {}
    for unit in {unit_of(u) for u in named}:
        for level, name in _levels(unit).items():
            seen.setdefault(level, set()).add(name)
    return {level: next(iter(names)) for level, names in seen.items() if len(names) == 1}


def _smallest(context: dict[str, str]) -> str | None:
    return next((context[level] for level in reversed(_LEVELS) if level in context), None)


# -- places --------------------------------------------------------------------------------------------------------


def _place(e: Entity, context: dict[str, str], article: str) -> Thing:
    if e.unit is not None:
        level, code, vintage = unit_of(e.unit)
        seed = f"place:{level}:{code}/{vintage}"
        return Thing("place", e.name, seed, seed, (level, code, vintage))
    name = canonical(e.name)
    if name in _WORLD:
        return Thing("place", e.name, f"place:{name}", f"place:{name}")
    # a name without a code may be a village, a road or a commune that the table could not settle: it is the same
    # thing only in articles about the same commune or district
    near = context.get("commune") or context.get("district")
    seed = f"place:{name}@{near or article}"
    return Thing("place", e.name, seed, seed, apart=near is None)


# -- organisations -------------------------------------------------------------------------------------------------


def _organization(
    e: Entity, place: Entity | None, known: dict[str, Thing], context: dict[str, str], article: str
) -> Thing:
    name = canonical(e.name)
    if place is not None and place.unit is not None:
        unit = unit_of(place.unit)
        kind = _without(name, canonical(place.name))
        where = lasting(unit)
        family = f"org:{_family(kind, unit[0])}@{where}"
        return Thing("organization", e.name, f"org:{kind}@{where}", family, _parsed(where))
    if place is not None:
        near = known.get(place.id)
        if near is not None and not near.apart:
            where = near.seed.partition("@")[2] or near.seed
            return Thing("organization", e.name, f"org:{name}@{where}", f"org:{_family(name, '')}@{where}")
        return _alone("organization", "org", e.name, name, article)
    if _national(name):
        return Thing("organization", e.name, f"org:{name}", f"org:{name}")
    kind, level = _level(name)
    where_or_none = context.get(level) if level else _smallest(context)
    if where_or_none is None:
        return _alone("organization", "org", e.name, name, article)
    unit = _parsed(where_or_none)
    family = f"org:{_family(kind, unit[0])}@{where_or_none}"
    return Thing("organization", e.name, f"org:{kind}@{where_or_none}", family, unit)


def _parsed(name: str) -> tuple[str, str, str]:
    """(level, code, vintage) of a lasting name."""
    level, _, rest = name.partition(":")
    code, _, vintage = rest.partition("/")
    return level, code, vintage


def _alone(kind: str, head: str, shown: str, name: str, article: str) -> Thing:
    seed = f"{head}:{name}@{article}"
    return Thing(kind, shown, seed, seed, apart=True)


@lru_cache(maxsize=50_000)
def _without(name: str, place: str) -> str:
    """``name`` of an organisation without the place it ends in: the kind of it ("đảng bộ", "hội đồng nhân dân")."""
    if name.endswith(" " + place):
        return _untailed(name[: -len(place) - 1])
    for word in _KINDS:
        if place.startswith(word + " ") and name.endswith(" " + place[len(word) + 1 :]):
            return _untailed(name[: -len(place) + len(word)])
    return name.replace(f" {place} ", " ")


def _untailed(kind: str) -> str:
    """A kind without a level word at its end ("ban tổ chức huyện ủy" stays, "đảng bộ xã" -> "đảng bộ")."""
    for word in _LEVEL_WORDS:
        if kind.endswith(" " + word):
            return kind[: -len(word) - 1]
    return kind


@lru_cache(maxsize=50_000)
def _level(name: str) -> tuple[str, str | None]:
    """The kind of an organisation named without a place, and the level it must belong to (null: not said)."""
    for word, level in _LEVEL_WORDS.items():
        if name.endswith(" " + word):
            return name[: -len(word) - 1], level
    padded = name + " "
    for head, level in _LEVEL_HEADS:
        if head in padded if " " in head.strip() else padded.startswith(head):
            return name, level
    return name, None


@lru_cache(maxsize=50_000)
def _national(name: str) -> bool:
    padded = f" {name} "
    if any(word in padded for word in _NATIONAL_WORDS):
        return True
    bare = padded[1:]
    return (
        bare.startswith(_NATIONAL_HEADS) and not bare.startswith(_LOCAL_HEADS) and len(name.split(" ")) > _SHORTEST - 1
    ) and _level(name)[1] is None


@lru_cache(maxsize=50_000)
def _family(kind: str, level: str) -> str:
    """The kind whose figures are compared with those of ``kind``: "huyện ủy" of a district -> "đảng bộ"."""
    padded = kind + " "
    for committee, whole in _FAMILIES:
        if padded.startswith(committee):
            rest = padded[len(committee) :]
            # the place says the level already: "đảng bộ huyện" of a district is its "đảng bộ"
            return _untailed((whole + rest).strip()) if level else (whole + rest).strip()
    return kind


def organization_kind(name: str, place: str) -> str:
    """The comparison form of an organisation's name without the place it ends in ("hội đồng nhân dân")."""
    known = canonical(name)
    kind, _ = _level(_without(known, canonical(place)) if place else known)
    return kind


def place_family(kind: str, level: str) -> str:
    """The family part of the seed of an organisation of that kind in a unit of that level."""
    return f"org:{_family(kind, level)}"


# -- documents -----------------------------------------------------------------------------------------------------


def _document(e: Entity, issuer: Thing | None, context: dict[str, str], article: str) -> Thing:
    name = canonical(e.name)
    of = e.number and e.number.lower()
    if of and any(c.isalpha() for c in of):
        tail = of.replace("/", "-").split("-")[-1]
        if tail in _CENTRAL_ISSUERS:
            seed = f"document:{of}:{(e.date or '')[:4]}"
        elif issuer is not None and not issuer.apart:
            seed = f"document:{of}@{issuer.seed}"
        else:
            near = context.get("district") or context.get("province")
            if near is None:
                return _alone("document", "document", e.name, of, article)
            seed = f"document:{of}@{near}"
        return Thing("document", e.name, seed, seed)
    if not of and any(word in f" {name} " for word in _CENTRAL_DOCUMENTS):
        return Thing("document", e.name, f"document:{name}", f"document:{name}")
    if issuer is not None and not issuer.apart and e.date:
        seed = f"document:{name}@{issuer.seed}:{e.date}"
        return Thing("document", e.name, seed, seed)
    return _alone("document", "document", e.name, name, article)


# -- persons -------------------------------------------------------------------------------------------------------


def _person(e: Entity, roles: Iterable[Role], known: dict[str, Thing], context: dict[str, str], article: str) -> Thing:
    name = canonical(e.name)
    keys: set[str] = set()
    if " " in name:  # a lone given name says too little
        for role in roles:
            scope = known.get(role.scope or "")
            if scope is None or scope.apart:
                continue
            if scope.unit is not None and scope.unit[0] != "province":
                keys.add(f"person:{name}@{lasting(scope.unit)}")
            elif scope.kind == "organization":
                keys.add(f"person:{name}@{scope.family}")
            else:  # a province is too large a place: the title must be the same, too
                keys.add(f"person:{name}@{canonical(role.title)}@{scope.seed}")
        if not keys and "commune" in context:
            keys.add(f"person:{name}@{context['commune']}")
    if not keys:
        seed = f"person:{name}@{article}#{e.id}"
        return Thing("person", e.name, seed, seed, apart=True, keys=[seed])
    ordered = sorted(keys)
    return Thing("person", e.name, ordered[0], ordered[0], keys=ordered)
