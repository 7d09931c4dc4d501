"""Writes docs/indicators.md from the catalogue of indicators.

usage: python scripts/indicators_page.py
"""

from itertools import groupby
from pathlib import Path

from vifacts.extract.indicators.catalogue import Indicator, catalogue

HEAD = """# Indicators

Made by `scripts/indicators_page.py` from `pipeline/vifacts/extract/indicators/catalogue/*.toml`: {count} indicators.

A figure is given an indicator where its subject, unit, kind and sense fit one, and the words beside it do not speak
against it; otherwise `indicator` is null. A level ("1.640 người") never shares one with an amount of change ("tăng 164
người"), nor a count with a rate: where an amount of change has an indicator of its own, its sense is named below.
"""

HEADINGS = {
    "members": "Party members",
    "organisations": "Party organisations",
    "quality": "Meetings and yearly reviews",
    "inspection": "Inspection, discipline, petitions",
    "cadres": "Cadres and the apparatus",
    "congress": "Congresses, votes, councils",
    "movements": "Emulation, mass organisations, help",
    "countryside": "New-rural programme, land, roads, housing",
    "economy": "Economy and budget",
    "people": "Population, poverty, insurance, schools, units",
}


COLUMNS = "| id | Vietnamese | English | kind | unit | definition |\n|---|---|---|---|---|---|\n"


def row(one: Indicator) -> str:
    """One line of a table."""
    kind = one.kind if one.change == "level" else f"{one.kind}, {one.change}"
    return f"| `{one.id}` | {one.vi} | {one.en} | {kind} | {one.unit} | {one.definition} |\n"


def page() -> str:
    """The whole page."""
    indicators = catalogue().indicators
    parts = [HEAD.format(count=len(indicators))]
    for group, members in groupby(indicators, key=lambda one: one.group):
        parts.append(f"\n## {HEADINGS[group]}\n\n{COLUMNS}")
        parts += [row(one) for one in members]
    return "".join(parts)


def main() -> None:
    path = Path(__file__).parents[1] / "docs/indicators.md"
    path.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
