"""Word segmentation: underthesea's stock call beside the fast form, in one run.

    python benchmarks/segment.py [ARTICLES.jsonl[.gz]] [-n 300]

Without a file it takes the sample corpus. Prints milliseconds per 1,000 syllables (pieces between spaces), the best of
three runs; "first pass" starts with empty caches and leaves loading out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

SAMPLE = Path(__file__).parents[1] / "corpus" / "gold" / "sample.articles.jsonl"


def sentences(path: Path, articles: int) -> list[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    out: list[str] = []
    with opener(path, "rt", encoding="utf-8") as lines:
        for _, line in zip(range(articles), lines, strict=False):
            text = unicodedata.normalize("NFC", json.loads(line)["text"])
            out += [piece for piece in re.split(r"(?<=[.?!])\s+|\n", text) if piece]
    return out


def seconds(work: Callable[[str], object], texts: list[str]) -> float:
    start = time.perf_counter()
    for text in texts:
        work(text)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("-n", type=int, default=300, help="articles to take")
    options = parser.parse_args()

    from underthesea import word_tokenize

    from vifacts.language import segment as module

    texts = sentences(options.articles, options.n)
    syllables = sum(len(text.split()) for text in texts)
    word_tokenize(texts[0])
    cold = []
    for _ in range(3):
        module.reset()
        module.segment("")
        cold.append(seconds(module.segment, texts))
    rows = {
        "stock word_tokenize": min(seconds(word_tokenize, texts) for _ in range(3)),
        "segment, first pass": min(cold),
        "segment, again": min(seconds(module.segment, texts) for _ in range(3)),
    }
    print(f"{len(texts)} sentences, {syllables} syllables; ms per 1,000 syllables")
    stock = rows["stock word_tokenize"]
    for name, spent in rows.items():
        print(f"  {name:22} {spent / syllables * 1e6:8.2f}   x {stock / spent:.1f}")


if __name__ == "__main__":
    main()
