"""Articles a second on one core, beside underthesea's stock ``ner`` on the same articles in the same run.

usage: python benchmarks/extract.py [ARTICLES.jsonl[.gz]] [--articles 500] [--rival-articles 40]

Without a file the articles of the sample corpus are used. Records are encoded and written to a temporary
file, as ``vifacts extract`` does; the first pass warms the caches and is not counted.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from vifacts.extract.pipeline import extractor, load
from vifacts.language.normalise import nfc
from vifacts.record import Article, encode

SAMPLE = Path(__file__).parents[1] / "corpus/gold/sample.articles.jsonl"


def articles(path: Path, count: int) -> list[Article]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for _, line in zip(range(count), lines, strict=False)]
    return [Article(id=row["id"], text=nfc(row["text"]), published=row.get("published")) for row in rows]


def by_component(sample: list[Article]) -> list[tuple[str, float]]:
    """Milliseconds an article of the tokenizer and of each component."""
    nlp = load()
    spent: dict[str, float] = {"tokens, sentences": 0.0}
    for article in sample:
        began = time.perf_counter()
        doc = nlp.tokenizer.doc(article)  # type: ignore[attr-defined]
        spent["tokens, sentences"] += time.perf_counter() - began
        for name, component in nlp.pipeline:
            began = time.perf_counter()
            doc = component(doc)
            spent[name] = spent.get(name, 0.0) + time.perf_counter() - began
    return [(name, seconds / len(sample) * 1000) for name, seconds in spent.items()]


def first_record() -> float:
    """Seconds from the start of the command to its first record."""
    text = "Đảng bộ xã Đông Kinh có 412 đảng viên."
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "vifacts", "extract", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdin and process.stdout
        process.stdin.write(text.encode())
        process.stdin.close()
        if not process.stdout.readline():
            raise SystemExit("vifacts extract wrote no record")
        return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--rival-articles", type=int, default=40)
    options = parser.parse_args()
    sample = articles(options.path, options.articles)
    syllables = sum(len(a.text.split()) for a in sample) / len(sample)
    start = first_record()
    extract = extractor()
    for article in sample:
        extract(article)
    with tempfile.TemporaryFile() as out:
        began = time.perf_counter()
        for article in sample:
            out.write(encode(extract(article)) + b"\n")
        ours = (time.perf_counter() - began) / len(sample)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    parts = by_component(sample)

    from underthesea import ner, sent_tokenize

    ner(sample[0].text[:200])
    rival_sample = sample[: options.rival_articles]
    began = time.perf_counter()
    for article in rival_sample:
        for sentence in sent_tokenize(article.text):  # its time grows with the square of what it is given
            ner(sentence)
    rival = (time.perf_counter() - began) / len(rival_sample)
    rival_syllables = sum(len(a.text.split()) for a in rival_sample) / len(rival_sample)

    print(f"{len(sample)} articles, {syllables:.0f} syllables each, one core")
    print(f"{'':24s}{'ms/article':>12s}{'articles/s':>12s}{'syllables/s':>13s}")
    print(f"{'vifacts, whole record':24s}{ours * 1000:12.2f}{1 / ours:12.1f}{syllables / ours:13,.0f}")
    print(f"{'underthesea ner':24s}{rival * 1000:12.2f}{1 / rival:12.1f}{rival_syllables / rival:13,.0f}")
    print(f"syllables a second, vifacts : underthesea ner = {syllables / ours / (rival_syllables / rival):.1f} : 1")
    for name, milliseconds in parts:
        print(f"  {name:22s}{milliseconds:12.2f}")
    print(f"memory {memory:.0f} MB (before underthesea's ner), first record after {start:.2f} s")


if __name__ == "__main__":
    main()
