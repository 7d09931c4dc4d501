"""Precision and recall of the lexicon that tells articles on Party building by title and lead.

usage: python benchmarks/party.py --party PARTY.jsonl[.gz] --other OTHER.jsonl[.gz] [...] [--errors 20]

Rows have ``text`` and may have ``title``; the lead is the first line of the text, at most its first 300
characters. Which file an article stands in is a proxy: some articles of the others are on Party building, too,
so look at what ``--errors`` lists. ``--hold-out`` scores only every second article (by a hash of its text).
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

from vifacts.crawl.party import is_party, score

LEAD = 300


def rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def lead_of(text: str) -> str:
    line = text.lstrip().partition("\n")[0]
    return line if len(line) <= LEAD else line[:LEAD].rpartition(" ")[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--party", type=Path, required=True)
    parser.add_argument("--other", type=Path, nargs="+", required=True)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--hold-out", action="store_true")
    options = parser.parse_args()
    counts: dict[str, tuple[int, int]] = {}
    errors: list[tuple[str, float, str]] = []
    spent, articles = 0.0, 0
    for path in (options.party, *options.other):
        said = of = 0
        for row in rows(path):
            if options.hold_out and crc32(row["text"].encode()) % 2:
                continue
            title, lead = row.get("title"), lead_of(row["text"])
            began = time.perf_counter()
            party = is_party(title, lead)
            spent += time.perf_counter() - began
            articles += 1
            of += 1
            said += party
            if party != (path == options.party):
                errors.append((path.name, score(title, lead), f"{title or '-'} | {lead[:160]}"))
        counts[path.name] = (said, of)
    hits, wanted = counts[options.party.name]
    said = sum(n for n, _ in counts.values())
    precision, recall = hits / max(said, 1), hits / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    for name, (n, of) in counts.items():
        print(f"{name:28s}{n:6d} of {of:6d} are called Party building ({n / max(of, 1):.1%})")
    print(f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    print(f"{spent / max(articles, 1) * 1e6:.0f} microseconds an article")
    shown: dict[str, int] = {}
    for name, value, text in sorted(errors, key=lambda e: crc32(e[2].encode())):
        shown[name] = shown.get(name, 0) + 1
        if shown[name] <= options.errors:
            print(f"  {name} {value:+.1f} {text}")


if __name__ == "__main__":
    main()
