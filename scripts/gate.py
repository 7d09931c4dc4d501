"""The scoring gate: extraction of the sample articles may not fall below its pinned floors.

Extracts corpus/gold/sample.articles.jsonl, scores it against sample.gold.jsonl and compares the F1 of each kind of
fact with corpus/gold/floors.toml. Exits with 1 when a kind is below its floor or has none.

usage: python scripts/gate.py [--raise | --lower] [--floors FILE]

--raise sets a floor to what is measured, less 0.005, where that is higher; --lower sets every floor so, also down:
the one way to lower a floor.
"""

from __future__ import annotations

import argparse
import math
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from vifacts.evaluate import Scores, evaluate, read_gold
from vifacts.evaluate.score import KINDS
from vifacts.extract.pipeline import extract
from vifacts.pages.rows import read_row
from vifacts.record import Record

FOLDER = Path(__file__).parents[1] / "corpus/gold"
#: How far below the measured value a floor is set: what a change that harms nothing may cost.
MARGIN = 0.005


def measure(articles: Path, gold: Path) -> tuple[Scores, dict[str, Record]]:
    """The scores of the working tree's extraction, and the records by article id."""
    rows = (read_row(line) for line in articles.read_bytes().splitlines() if line.strip())
    records = {article.id: extract(article) for article in rows}
    return evaluate(read_gold(gold), records), records


def read_floors(path: Path) -> dict[str, float]:
    """Kind -> the least F1; empty when there is no file yet."""
    return dict(tomllib.loads(path.read_text(encoding="utf-8"))["f1"]) if path.is_file() else {}


def write_floors(path: Path, floors: Mapping[str, float]) -> None:
    """Write ``floors`` in the order of the score tables."""
    rows = "".join(f"{kind} = {floors[kind]:.3f}\n" for kind in KINDS if kind in floors)
    path.write_text("# Set by scripts/gate.py; lowered only by its flag --lower.\n\n[f1]\n" + rows, encoding="utf-8")


def floor_of(f1: float) -> float:
    """The floor for a measured F1, in thousandths."""
    return max(0.0, math.floor((f1 - MARGIN) * 1000 + 1e-9) / 1000)


def failures(measured: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """The kinds below their floor, without one, or no longer measured."""
    return [kind for kind in dict.fromkeys((*floors, *measured)) if measured.get(kind, -1.0) < floors.get(kind, 2.0)]


def table(measured: Mapping[str, float], floors: Mapping[str, float]) -> str:
    """One line a kind: F1, floor, and whether it holds."""
    low = set(failures(measured, floors))
    lines = [f"{'':18s} {'F1':>6s} {'floor':>6s}"]
    for kind in dict.fromkeys((*measured, *floors)):
        shown = [f"{values[kind]:6.3f}" if kind in values else "     -" for values in (measured, floors)]
        lines.append(f"{kind:18s} {' '.join(shown)}{'  BELOW' if kind in low else ''}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(description="Score the sample articles against pinned floors.")
    change = parser.add_mutually_exclusive_group()
    change.add_argument(
        "--raise", dest="change", action="store_const", const="raise", help="raise floors to what is measured"
    )
    change.add_argument(
        "--lower", dest="change", action="store_const", const="lower", help="set floors to what is measured, also down"
    )
    parser.add_argument("--floors", type=Path, default=FOLDER / "floors.toml", metavar="FILE")
    options = parser.parse_args(arguments)
    scores, _ = measure(FOLDER / "sample.articles.jsonl", FOLDER / "sample.gold.jsonl")
    measured = {kind: scores.results[kind].f1 for kind in KINDS if kind in scores.results}
    floors = read_floors(options.floors)
    if options.change:
        for kind, f1 in measured.items():
            floors[kind] = floor_of(f1) if options.change == "lower" else max(floor_of(f1), floors.get(kind, 0.0))
        write_floors(options.floors, floors)
    print(table(measured, floors))
    low = failures(measured, floors)
    if low:
        print(f"below the floor: {', '.join(low)}", file=sys.stderr)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
