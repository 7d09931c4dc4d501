"""Who holds which post when: two persons in one post at one time, and one after the other.

A post is a title that one person holds at a time (posts.toml) in an organisation that is known across articles.
That someone holds it is known for the day of each article that says so, and from the day of an appointment or to the
day of a release where the article gives one. Articles that come after each other with different names tell of a
change; only tenures that overlap contradict each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic

from vifacts.check.compare import R, Relation
from vifacts.check.identity import Thing, lasting, organization_kind, place_family
from vifacts.check.value import ordinal
from vifacts.extract.names import canonical
from vifacts.record import Role
from vifacts.resources import read_toml

_SINGLE = frozenset(canonical(title) for title in read_toml("vifacts.check", "posts.toml")["single"])


def post(role: Role, scope: Thing | None, place_name: str | None) -> str | None:
    """The post of ``role`` as a text that is equal across articles; None where several may hold it, or where its
    organisation is known only in this article. ``scope`` is the thing of ``role.scope``, ``place_name`` its name where
    it is a place."""
    title = canonical(role.title)
    if scope is None or scope.apart or title not in _SINGLE:
        return None
    if scope.kind == "organization":
        return f"post:{title}@{scope.family}"
    if scope.kind != "place" or scope.unit is None:
        return None
    # "Chủ tịch UBND phường X": the scope is the place, the organisation stands in the words
    kind = organization_kind(role.organization or "", place_name or "")
    if not kind and role.organization:
        return None
    return f"post:{title}@{place_family(kind, scope.unit[0])}@{lasting(scope.unit)}"


@dataclass(slots=True)
class Holding(Generic[R]):
    """One article's word that a person holds a post. ``person`` is the resolved person, ``name`` its comparison form,
    ``day`` the publication (date ordinal), ``start`` and ``end`` ISO dates of the role."""

    ref: R
    person: Hashable
    name: str
    article: Hashable
    copy_of: Hashable
    day: int | None
    former: bool
    start: str | None
    end: str | None
    confidence: float
    order: tuple[object, ...]


def relations(holdings: Sequence[Holding[R]]) -> list[Relation[R]]:
    """What the holdings of one post are to each other: conflicts (tenures that overlap), or changes."""
    tenures = _tenures(holdings)
    if len(tenures) < 2:
        return []
    found: list[Relation[R]] = []
    ordered = sorted(tenures, key=lambda t: (t.first, t.last, t.name))
    for n, a in enumerate(ordered):
        for b in ordered[n + 1 :]:
            if _one_name(a.name, b.name):
                continue
            x, y = a.by_day[0], b.by_day[0]
            if b.first > a.last:
                found.append(Relation("changed", a.by_day[-1].ref, y.ref, 0.0, 0.0, (a.support, b.support)))
                break  # the next holder; what comes after follows from the next tenure
            pair = next(((p, q) for p in a.by_day for q in b.by_day if p.article != q.article), None)
            if pair is None or {p.article for p in a.by_day} & {q.article for q in b.by_day}:
                continue  # an article that names both tells of a handover
            x, y = pair
            # A, then B, then A again cannot be a handover; both on one day may be
            sure = 1.0 if a.last > b.first else 0.5
            score = round(0.8 * sure * x.confidence * y.confidence, 4)
            found.append(Relation("conflict", x.ref, y.ref, 0.0, score, (a.support, b.support)))
    return found


@dataclass(slots=True)
class _Tenure(Generic[R]):
    name: str
    first: int
    last: int
    by_day: list[Holding[R]]

    @property
    def support(self) -> int:
        return len({h.copy_of for h in self.by_day})


def _tenures(holdings: Iterable[Holding[R]]) -> list[_Tenure[R]]:
    by_person: dict[Hashable, list[Holding[R]]] = defaultdict(list)
    left: dict[Hashable, int] = {}
    for h in holdings:
        if h.day is None:
            continue
        if h.former:
            left[h.person] = min(h.day, left.get(h.person, h.day))
        else:
            by_person[h.person].append(h)
    tenures = []
    for person, held in by_person.items():
        held.sort(key=lambda h: h.order)
        days = [h.day for h in held if h.day is not None]
        starts = [day for h in held if (day := ordinal(h.start)) is not None]
        ends = [day for h in held if (day := ordinal(h.end)) is not None]
        first = min([*days, *starts]) if not starts else min(starts)
        last = min([max(days), *ends]) if ends else max(days)
        if person in left:
            last = min(last, left[person])
        if first <= last or not ends:  # an appointment that takes effect later than its news
            tenures.append(_Tenure(held[0].name, first, max(first, last), held))
    return tenures


def _one_name(a: str, b: str) -> bool:
    """Whether two names may be one person's: equal, or the one a short form of the other."""
    short, long = sorted((a, b), key=len)
    return short == long or long.endswith(" " + short)
