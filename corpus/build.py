#!/usr/bin/env python3
"""Build the sample newspapers and their gold from the article sources.

usage: python corpus/build.py [--check]

Reads   corpus/articles/<paper>/paper.toml and <number>-<slug>.toml   (format: corpus/README.md)
        corpus/gold/annotations/<paper>-<number>.json                 (format: corpus/GUIDELINES.md)
Writes  corpus/sample/<paper>/**             the newspaper as a static web site, served at the root of a port
        corpus/gold/sample.articles.jsonl    {id, outlet, url, title, author, published, section, text}
        corpus/gold/sample.gold.jsonl        the annotations with spans (code points of the NFC text)
        corpus/gold/sample.pages.jsonl       what a reader of the pages must find, page by page

The output depends on the sources only: no clock, no random numbers. `--check` writes nothing and fails when what lies
on disk differs from what would be written. Exit status: 0 done, 1 a source or annotation is wrong or the output is out
of date (each problem on a line of standard error), 2 wrong usage. Standard library only.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

CORPUS = Path(__file__).resolve().parent
sys.path.insert(0, str(CORPUS))

from builder.annotations import resolve  # noqa: E402
from builder.source import Article, Paper, SourceError, read_papers, read_sections  # noqa: E402
from builder.website import build_site  # noqa: E402

NOT_BUILT = {"outlet.toml"}
"""Files of a sample newspaper that people write: the outlet description that the crawler reads."""


def json_lines(rows: list[dict[str, object]]) -> bytes:
    """Rows as UTF-8 JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def article_row(paper: Paper, article: Article) -> dict[str, object]:
    """The article as the extractor's JSON Lines input."""
    return {
        "id": f"{paper.key}-{article.number}",
        "outlet": paper.key,
        "url": paper.url(article),
        "title": article.title,
        "author": article.author,
        "published": article.published.isoformat(),
        "section": paper.sections[article.section],
        "text": article.text,
    }


def page_row(paper: Paper, article: Article) -> dict[str, object]:
    """What a reader of the article's page must find: the byline at the end of the body is no part of the body."""
    return {
        "file": f"{paper.key}{paper.path(article)}",
        "title": article.title,
        "author": article.author,
        "published": article.published.isoformat(),
        "section": paper.sections[article.section],
        "sapo": article.lead,
        "body": [block.text for block in article.body if block.kind != "caption"],
        "captions": [block.text for block in article.body if block.kind == "caption"],
        "url": paper.url(article),
        "outlet": paper.domain,
    }


def build() -> tuple[dict[Path, bytes], list[str]]:
    """Every file to write, by its path under corpus/, and the problems found."""
    files: dict[Path, bytes] = {}
    problems: list[str] = []
    articles: list[dict[str, object]] = []
    gold: list[dict[str, object]] = []
    pages: list[dict[str, object]] = []
    annotated = {path.stem: path for path in sorted((CORPUS / "gold/annotations").glob("*.json"))}
    papers = read_papers(CORPUS / "articles", read_sections(CORPUS / "templates/sections.toml"), problems)
    for paper in papers:
        for path, content in build_site(paper, CORPUS / "templates").items():
            files[Path("sample") / paper.key / path] = content
        for article in paper.articles:
            row = article_row(paper, article)
            articles.append(row)
            pages.append(page_row(paper, article))
            source = annotated.pop(str(row["id"]), None)
            if source is None:
                problems.append(f"{row['id']}: no annotation")
                continue
            try:
                annotation = json.loads(source.read_text(encoding="utf-8"))
            except (ValueError, OSError) as error:
                problems.append(f"{row['id']}: annotation cannot be read: {error}")
                continue
            resolved, found = resolve(article.text, annotation, str(row["id"]))
            problems += [f"{row['id']}: {problem}" for problem in found]
            gold.append(resolved)
    problems += [f"{name}: annotation without an article" for name in annotated]
    files[Path("gold/sample.articles.jsonl")] = json_lines(articles)
    files[Path("gold/sample.gold.jsonl")] = json_lines(gold)
    files[Path("gold/sample.pages.jsonl")] = json_lines(pages)
    return files, problems


def leftovers(files: dict[Path, bytes]) -> list[Path]:
    """Files of the sample sites that this build does not make."""
    papers = {path.parts[1] for path in files if path.parts[0] == "sample"}
    there = (path for paper in papers for path in (CORPUS / "sample" / paper).rglob("*"))
    return sorted(p for p in there if p.is_file() and p.name not in NOT_BUILT and p.relative_to(CORPUS) not in files)


def main() -> int:
    """Build, or compare with what is there."""
    parser = argparse.ArgumentParser(description="Build the sample newspapers and their gold.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the output is out of date")
    check = parser.parse_args().check
    try:
        files, problems = build()
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    if check:
        for path, content in files.items():
            target = CORPUS / path
            if not target.is_file() or target.read_bytes() != content:
                problems.append(f"{path}: out of date, run python corpus/build.py")
        problems += [f"{path.relative_to(CORPUS)}: not made by the build" for path in leftovers(files)]
    else:
        for path, content in files.items():
            target = CORPUS / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        for path in leftovers(files):
            path.unlink()
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(files)} files, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
