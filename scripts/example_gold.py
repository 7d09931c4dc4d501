"""Writes the examples of figures as articles and gold to learn from: ``python scripts/example_gold.py FOLDER``.

The sentences are those of ``extract/figures/examples.toml``; the answers are what the rules say of each figure whose
subject or holder an example expects, which the examples show to be right.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path

from vifacts.evaluate.choosing import reading_of
from vifacts.extract.pipeline import as_article

EXAMPLES = Path(__file__).parents[1] / "pipeline" / "vifacts" / "extract" / "figures" / "examples.toml"
_MARK = re.compile("⟦(.*?)⟧", re.S)


def main(folder: Path) -> None:
    """Write ``examples.articles.jsonl`` and ``examples.gold.jsonl`` into ``folder``."""
    articles, golds = [], []
    for number, example in enumerate(tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))["example"]):
        starts = [mark.start() - 2 * n for n, mark in enumerate(_MARK.finditer(example["text"]))]
        told = {
            at for at, one in zip(starts, example.get("expect", []), strict=False) if {"subject", "holder"} & set(one)
        }
        text = _MARK.sub(r"\1", example["text"])
        reading = reading_of(as_article(text))
        figures = []
        for at, one in enumerate(reading.found):
            if one.number.start not in told:
                continue
            holder, time = reading.holders[at], reading.times[at]
            figures.append(
                {
                    "num": text[one.number.start : one.number.end], "value": one.number.value,
                    "value_max": one.number.value_max, "of": one.number.of, "kind": one.kind, "unit": one.unit,
                    "comparator": one.comparator, "subject": reading.subjects[at],
                    "holder": holder.name if holder else None, "time": time.value if time else None,
                    "sense": reading.senses[at], "target": reading.targets[at],
                    "span": [one.number.start, one.number.end],
                }
            )  # fmt: skip
        id_ = f"example-{number:03d}"
        articles.append({"id": id_, "text": text})
        empty = {name: [] for name in ("persons", "orgs", "places", "documents", "roles", "statements")}
        golds.append({"id": id_, **empty, "figures": figures, "text_chars": len(text)})
    for name, rows in (("articles", articles), ("gold", golds)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"examples.{name}.jsonl").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
