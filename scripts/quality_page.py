"""Writes docs/quality.md from measured scores.

The sample articles are always measured. A folder of real articles with gold (a file that ends in articles.jsonl and
one that ends in gold.jsonl) adds a table of its own.

usage: python scripts/quality_page.py [--developed-on FOLDER] [--held-out FOLDER] [--no-rivals]
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from vifacts import __version__
from vifacts.evaluate import GoldArticle, Scores, evaluate, read_gold
from vifacts.evaluate.reliability import reliability, table
from vifacts.evaluate.score import KINDS
from vifacts.extract.assemble import assemble
from vifacts.extract.draft import Draft
from vifacts.extract.pipeline import extract
from vifacts.language.normalise import key, nfc
from vifacts.pages.rows import read_row
from vifacts.record import Article, EntityKind, Record

ROOT = Path(__file__).parents[1]
#: The bars of the project: F1 on real articles that no rule was written from.
BARS = {
    "person": 0.95,
    "organization": 0.90,
    "place": 0.92,
    "document": 0.92,
    "role": 0.88,
    "figure": 0.96,
    "figure_full": 0.85,
    "figure_attributed": 0.70,
    "statement": 0.80,
}
WORDS = {
    "person": "person, exact span",
    "organization": "organisation",
    "place": "place",
    "document": "document",
    "role": "role, written out in full",
    "figure": "figure (value and range)",
    "figure_full": "figure with kind, comparator, unit, subject",
    "figure_attributed": "... and holder, time, sense, target too",
    "statement": "statement with its speaker",
}
#: The labels of underthesea's tagger.
LABELS: dict[str, EntityKind] = {"PER": "person", "ORG": "organization", "LOC": "place"}

HEAD = f"""# Quality

Made by `scripts/quality_page.py` with vifacts {__version__}; every number is measured by that script, except what is
read by hand, which says so. The measures are those of `vifacts evaluate`; `figure_full` and `figure_attributed` count a
figure as right only when all of its fields are.

Only the held-out articles say what to expect elsewhere. The other tables are scores on
known text: rules were developed on those real articles, and on what the sample articles showed, which are written for
this project and kinder than real ones; the weights that choose subjects and holders learned from both. Scores of these
choices on 137 articles that they have not learned from are in [models](../models/README.md).
"""

DEVELOPED = "rules were developed on these, and weights learned from them: what is reached on known text"
HELD_OUT = (
    "held out: their errors were not read while rules were written (but for places, at the end); their totals were seen"
)
SAMPLE = "written for this project, in `corpus/gold`; rules and weights know them"


def read_folder(folder: Path) -> tuple[list[Article], list[GoldArticle]]:
    """The articles of a folder and their gold. Raises ValueError when it holds not just one file of each."""
    files = [sorted(folder.glob(f"*{name}.jsonl")) for name in ("articles", "gold")]
    if [len(found) for found in files] != [1, 1]:
        raise ValueError(f"{folder} does not hold one file *articles.jsonl and one *gold.jsonl")
    lines = files[0][0].read_bytes().splitlines()
    return [read_row(line) for line in lines if line.strip()], read_gold(files[1][0])


def underthesea(articles: Iterable[Article]) -> dict[str, Record]:
    """What the stock ``ner`` of underthesea finds: its persons, organisations and places.

    Its output is rewritten text without offsets: each name is looked for from the one before on.
    """
    from underthesea import ner

    return {article.id: _tagged(article, ner(article.text)) for article in articles}


def _tagged(article: Article, rows: Sequence[Sequence[str]]) -> Record:
    draft = Draft(article)
    folded, at = key(article.text), 0
    names: list[tuple[EntityKind, list[str]]] = []
    for word, *_, label in rows:
        kind = LABELS.get(label[2:])
        if kind is not None and label.startswith("I-") and names and names[-1][0] == kind:
            names[-1][1].append(word)
        elif kind is not None:
            names.append((kind, [word]))
    for kind, words in names:
        wanted = key(nfc(" ".join(words)))
        start = folded.find(wanted, at)
        if start >= 0:
            at = start + len(wanted)
            draft.mention(kind, start, at)
    return assemble(draft)


def score_rows(ours: Scores, theirs: Scores | None) -> str:
    """The table of a set."""
    lines = ["| | P | R | F1 | underthesea `ner` F1 | bar | gold |", "|---|---:|---:|---:|---:|---:|---:|"]
    for kind in KINDS:
        if kind not in ours.results:
            continue
        one = ours.results[kind]
        rival = "-"
        if theirs is not None:
            rival = f"{theirs.results[kind].f1:.3f}" if kind in LABELS.values() else "finds none"
        measured = f"{one.precision:.3f} | {one.recall:.3f} | {one.f1:.3f}"
        lines.append(f"| {WORDS[kind]} | {measured} | {rival} | {BARS[kind]:.2f} | {one.gold} |")
    return "\n".join(lines)


def section(title: str, note: str, articles: list[Article], golds: list[GoldArticle], rivals: bool) -> str:
    """Scores, field accuracy and reliability of one set."""
    records = {article.id: extract(article) for article in articles}
    ours = evaluate(golds, records)
    theirs = evaluate(golds, underthesea(articles)) if rivals else None
    fields = ", ".join(f"{name} {right / of:.3f}" for name, (right, of) in ours.accuracy.items())
    return (
        f"\n## {title}\n\n{note[0].upper()}{note[1:]}.\n\n{score_rows(ours, theirs)}\n\n"
        f"Of the figures that gold has: {fields}.\n\n"
        "Confidence, and the share that is right in value, unit and subject:\n\n"
        f"{table(reliability(golds, records))}\n\n{assigned(records)}\n"
    )


def assigned(records: Mapping[str, Record]) -> str:
    """One sentence on indicators."""
    figures = [figure for record in records.values() for figure in record.figures]
    known = [figure.indicator for figure in figures if figure.indicator]
    share = len(known) / len(figures) if figures else 0.0
    return f"{len(known)} of {len(figures)} figures ({share:.0%}) have an indicator, {len(set(known))} different ones."


def hand_read(path: Path) -> str:
    """The table of what was read by hand."""
    lines = ["\n## Read by hand\n", "| what | from | read | right | wrong |", "|---|---|---:|---:|---|"]
    for one in tomllib.loads(path.read_text(encoding="utf-8"))["read"]:
        right = f"{one['right']} ({one['right'] / one['items']:.3f})"
        lines.append(f"| {one['what']} | {one['from']} | {one['items']} | {right} | {one['wrong']} |")
    return "\n".join(lines) + "\n"


def page(developed_on: Path | None, held_out: Path | None, rivals: bool) -> str:
    """The whole page."""
    parts = [HEAD]
    for folder, note in ((held_out, HELD_OUT), (developed_on, DEVELOPED)):
        if folder is not None:
            articles, golds = read_folder(folder)
            parts.append(section(f"{len(golds)} real articles (not shipped)", note, articles, golds, rivals))
    gold = ROOT / "corpus/gold"
    rows = (gold / "sample.articles.jsonl").read_bytes().splitlines()
    golds = read_gold(gold / "sample.gold.jsonl")
    parts.append(section(f"{len(golds)} sample articles", SAMPLE, [read_row(row) for row in rows], golds, rivals))
    parts.append(hand_read(ROOT / "docs/hand-read.toml"))
    return "".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write docs/quality.md from measured scores.")
    parser.add_argument("--developed-on", type=Path, metavar="FOLDER", help="real articles that the rules know")
    parser.add_argument("--held-out", type=Path, metavar="FOLDER", help="real articles that no rule was written from")
    parser.add_argument("--no-rivals", dest="rivals", action="store_false", help="leave underthesea out, which is slow")
    options = parser.parse_args()
    made = page(options.developed_on, options.held_out, options.rivals)
    (ROOT / "docs/quality.md").write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
