"""A claim in words against the dataset: supported, contradicted, or nothing that can be compared.

The claim is read by the same extraction as the articles. Each of its figures and posts gets a verdict with the words of
the articles; where nothing is comparable, what comes nearest is shown and named so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from vifacts.check.identity import Thing, number, things
from vifacts.check.measure import factor, measure
from vifacts.check.posts import post
from vifacts.check.value import Value, When, compare_times, match, value_of, when
from vifacts.errors import VifactsError
from vifacts.extract.names import canonical
from vifacts.language.normalise import nfc
from vifacts.record import Article, Figure, Record, Role
from vifacts.store.comparing import members_of
from vifacts.store.query import Row
from vifacts.store.rows import group_number

Answer = Literal["supported", "contradicted", "nothing comparable"]
#: Articles shown for one fact of a claim.
MOST = 10


@dataclass
class Verdict:
    """What the dataset says to one fact of a claim. ``evidence`` are rows with the relation of each article's words to
    the claim (supports, contradicts, another time, nearest), those that decide first."""

    fact: str
    answer: Answer
    evidence: list[Row] = field(default_factory=list)


def check_claim(con: sqlite3.Connection, text: str, published: str | None = None) -> list[Verdict]:
    """The verdicts on the facts of ``text``, said on the day ``published``; VF517 where none can be read in it."""
    from vifacts.extract.pipeline import extract

    return check_record(con, extract(Article(id="claim", text=nfc(text), published=published)))


def check_record(con: sqlite3.Connection, record: Record) -> list[Verdict]:
    """``check_claim`` for a claim that is extracted already."""
    known = things(record)
    names = {e.id: e.name for e in record.entities}
    verdicts = [_figure(con, figure, known.get(figure.holder or "")) for figure in record.figures]
    for role in record.roles:
        verdicts.append(_role(con, role, names[role.person], known.get(role.scope or ""), names.get(role.scope or "")))
    if not verdicts:
        raise VifactsError("VF517")
    return verdicts


# -- figures -------------------------------------------------------------------------------------------------------


def _figure(con: sqlite3.Connection, figure: Figure, holder: Thing | None) -> Verdict:
    fact = " ".join(filter(None, (holder.name + ":" if holder else "", figure.text)))
    families = _families(con, holder)
    what = measure(figure)
    claimed = value_of(figure, factor(figure.kind, figure.unit))
    t = figure.time
    said_at = when(t.value, t.text, t.start, t.end, None) if t else when(None, None, None, None, None)
    sides: dict[str, list[tuple[float, int]]] = {"supports": [], "contradicts": [], "at another time": []}
    if what is not None:
        for family in families:
            for member in members_of(con, group_number(family, number(what))):
                side = _side(claimed, said_at, member.value, member.when)
                if side is not None:
                    sides[side].append((-(member.when.start or member.when.day or 0), member.ref))
    answer: Answer = (
        "supported" if sides["supports"] else "contradicted" if sides["contradicts"] else "nothing comparable"
    )
    order = ("supports", "contradicts", "at another time")
    evidence = [row for side in order for _, ref in sorted(sides[side])[:MOST] for row in _quoted(con, ref, side)]
    if answer == "nothing comparable" and not evidence:
        evidence = list(_nearest(con, figure, families))
    return Verdict(fact, answer, evidence)


def _side(claimed: Value, said_at: When, value: Value, at: When) -> str | None:
    """What a figure of the dataset is to the claimed one. A claim without a time may mean any."""
    if said_at.text is not None:
        times = compare_times(said_at, at)
        if times is None:
            return None
        if times == "other":
            return "at another time"
    how = match(claimed, value)
    return {"equal": "supports", "rounding": "supports", "conflict": "contradicts", "open": None}[how]


def _families(con: sqlite3.Connection, holder: Thing | None) -> list[int]:
    """The families that the holder of a claim may mean: its own, else those of the things that bear its name."""
    if holder is None:
        return []
    own = number(holder.family)
    if not holder.apart and con.execute("SELECT 1 FROM entity WHERE family = ? LIMIT 1", (own,)).fetchone():
        return [own]
    rows = con.execute(
        # the plus keeps SQLite from the index of kinds
        "SELECT DISTINCT e.family FROM entity e WHERE e.name_key = ?1 AND +e.kind = ?2 UNION SELECT e.family FROM article_entity ae "
        "JOIN entity e ON e.id = ae.entity WHERE +e.kind = ?2 AND ae.name = ?3 LIMIT 20",
        (canonical(holder.name), holder.kind, holder.name),
    )
    return [row[0] for row in rows]


_QUOTED = """
SELECT ? AS relation, e.name AS thing, f.text AS says, f.time, a.outlet, substr(a.published, 1, 10) AS published, a.key AS article,
    f.local AS fact, a.url, trim(substr(a.text, f.sentence_start + 1, f.sentence_end - f.sentence_start)) AS words
FROM figure f JOIN article a ON a.id = f.article LEFT JOIN entity e ON e.id = f.holder
"""


def _quoted(con: sqlite3.Connection, ref: int, relation: str) -> Iterator[Row]:
    yield from _named(con.execute(_QUOTED + "WHERE f.id = ?", (relation, ref)))


def _nearest(con: sqlite3.Connection, figure: Figure, families: list[int]) -> Iterator[Row]:
    """Figures of the same thing that count or measure in the same unit, the nearest values first."""
    for family in families[:3]:
        yield from _named(
            con.execute(
                _QUOTED + "WHERE f.holder IN (SELECT id FROM entity WHERE family = ?) AND f.kind = ? "
                "ORDER BY f.unit IS NOT ?, f.subject IS NOT ?, abs(f.value - ?), f.id LIMIT 5",
                ("nearest", family, figure.kind, figure.unit, figure.subject, figure.value),
            )
        )


# -- posts ---------------------------------------------------------------------------------------------------------

_HELD = """
SELECT ? AS relation, p.name AS thing, r.text AS says, r.since AS time, a.outlet, substr(a.published, 1, 10) AS published,
    a.key AS article, NULL AS fact, a.url, substr(a.text, r.span_start + 1, r.span_end - r.span_start) AS words
FROM role r JOIN article a ON a.id = r.article JOIN entity p ON p.id = r.person
"""


def _role(con: sqlite3.Connection, role: Role, person: str, scope: Thing | None, scope_name: str | None) -> Verdict:
    fact = f"{person}: {role.text}"
    name = canonical(person)
    evidence: list[Row] = []
    held = post(role, scope, scope_name)
    order = " ORDER BY a.day DESC, r.id"
    if held is not None:
        query = _HELD + "WHERE r.post = ? AND r.former = ?" + order
        for row in _named(con.execute(query, ("", number(held), role.former))):
            other = canonical(row["thing"])
            same = other == name or other.endswith(" " + name) or name.endswith(" " + other)
            if not same and role.former:
                continue  # several persons have left a post
            row["relation"] = "supports" if same else "contradicts"
            evidence.append(row)
    else:
        rows = _named(con.execute(_HELD + "WHERE p.name_key = ?" + order, ("supports", name)))
        evidence = [row for row in rows if canonical(row["says"]) == canonical(role.text)]
    sides = {row["relation"] for row in evidence}
    answer: Answer = (
        "supported" if "supports" in sides else "contradicted" if "contradicts" in sides else "nothing comparable"
    )
    evidence.sort(key=lambda row: row["relation"] != "supports")
    if not evidence:
        evidence = list(_named(con.execute(_HELD + "WHERE p.name_key = ?" + order, ("nearest", name))))
    return Verdict(fact, answer, evidence[:MOST])


def _named(cursor: sqlite3.Cursor) -> Iterator[dict[str, Any]]:
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))
