"""What is described, as rows: for a list on the terminal, for JSON, for the tables of docs/outlets.md."""

from __future__ import annotations

from collections import Counter
from typing import TypedDict

from vifacts.outlets.registry import COMMON, Registry


class OutletRow(TypedDict):
    """One outlet: its id, name, current domain, province (as founded and since 2025-07-01; null: central), family,
    how many feeds and section pages its file names, and whether somebody has tried the file on the live site."""

    id: str
    name: str
    domain: str
    province: str | None
    province_now: str | None
    family: str
    feeds: int
    sections: int
    verified: bool


class FamilyRow(TypedDict):
    """One content system: its id, name, the layouts that are described and the number of its outlets."""

    id: str
    name: str
    layouts: list[str]
    outlets: int


def outlet_rows(registry: Registry) -> list[OutletRow]:
    """All outlets, by id."""
    return [
        OutletRow(
            id=outlet.id,
            name=outlet.name,
            domain=outlet.paper.domains[0],
            province=outlet.paper.province,
            province_now=outlet.paper.province_now,
            family=outlet.family.id,
            feeds=len(outlet.paper.feeds),
            sections=len(outlet.paper.sections) + len(outlet.paper.sections_other),
            verified=outlet.paper.verified,
        )
        for outlet in sorted(registry, key=lambda o: o.id)
    ]


def family_rows(registry: Registry) -> list[FamilyRow]:
    """All content systems, the most used first."""
    used = Counter(outlet.family.id for outlet in registry)
    rows = [
        FamilyRow(id=f.id, name=f.name, layouts=[layout.name for layout in f.layout], outlets=used[f.id])
        for f in registry.families.values()
        if f.id != COMMON
    ]
    return sorted(rows, key=lambda row: (-row["outlets"], row["id"]))


def markdown(registry: Registry) -> str:
    """The two tables of docs/outlets.md."""
    lines = ["| family | what it is | layouts | outlets |", "|---|---|---|---|"]
    for family in family_rows(registry):
        layouts = ", ".join(family["layouts"]) or "in the outlets' files"
        lines.append(f"| `{family['id']}` | {family['name']} | {layouts} | {family['outlets']} |")
    lines += [
        "",
        "| id | outlet | domain | province (since July 2025) | family | feeds | sections |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in outlet_rows(registry):
        place = row["province"] or "central"
        if row["province_now"] != row["province"]:
            place += f" ({row['province_now']})"
        numbers = f"{row['feeds'] or ''} | {row['sections'] or ''}"
        lines.append(f"| `{row['id']}` | {row['name']} | {row['domain']} | {place} | `{row['family']}` | {numbers} |")
    return "\n".join(lines) + "\n"
