"""The article sources: one TOML file an article, read strictly.

A key that is unknown or missing, a text that is not NFC, a number used twice: each is a problem with its file's name.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

BLOCK_KINDS = ("paragraph", "heading", "caption", "list")
PAPER_KEYS = {"name", "domain", "province", "layout"}
REQUIRED = {"number", "slug", "title", "section", "published", "author", "lead", "body"}
OPTIONAL = {"tags", "plants"}
ADDRESSES = {"onecms": "/{slug}-{number}.html", "zce": "/{slug}-post{number}.html"}
"""Article addresses by layout, as the content systems of that name write them."""


class SourceError(Exception):
    """A source that stops the build."""


@dataclass(frozen=True)
class Block:
    """One piece of the body, in reading order; a caption has the path of its picture."""

    kind: str
    text: str
    image: str | None = None


@dataclass(frozen=True)
class Article:
    """One article as its source gives it."""

    number: int
    slug: str
    title: str
    section: str
    published: datetime
    author: str
    tags: tuple[str, ...]
    lead: str
    body: tuple[Block, ...]
    plants: tuple[str, ...]

    @property
    def text(self) -> str:
        """Lead and body texts joined by newlines: what annotation anchors point into."""
        return "\n".join([self.lead, *(block.text for block in self.body)])


@dataclass(frozen=True)
class Paper:
    """A newspaper and its articles, newest first; `sections` maps the address part to the name shown."""

    key: str
    name: str
    domain: str
    province: str
    layout: str
    sections: dict[str, str]
    articles: tuple[Article, ...]

    def path(self, article: Article) -> str:
        """The article's address from the site's root."""
        return ADDRESSES[self.layout].format(slug=article.slug, number=article.number)

    def url(self, article: Article) -> str:
        """The article's canonical address."""
        return f"https://{self.domain}{self.path(article)}"

    def section_articles(self, section: str) -> list[Article]:
        """The section's articles, newest first."""
        return [article for article in self.articles if article.section == section]


def read_sections(path: Path) -> dict[str, str]:
    """Section names by their address part."""
    return {str(key): str(name) for key, name in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def read_papers(folder: Path, sections: dict[str, str], problems: list[str]) -> list[Paper]:
    """Every newspaper under `folder` that has articles; what is wrong with a source is added to `problems`."""
    papers = []
    for path in sorted(folder.glob("*/paper.toml")):
        about = tomllib.loads(path.read_text(encoding="utf-8"))
        if set(about) != PAPER_KEYS or about["layout"] not in ADDRESSES:
            raise SourceError(f"{path}: keys must be {sorted(PAPER_KEYS)}, layout one of {sorted(ADDRESSES)}")
        articles = [read_article(source, sections, problems) for source in sorted(path.parent.glob("[0-9]*.toml"))]
        articles.sort(key=lambda article: (article.published, article.number), reverse=True)
        numbers = [article.number for article in articles]
        problems += [
            f"{path.parent.name}: number {n} is used twice" for n in {n for n in numbers if numbers.count(n) > 1}
        ]
        used = {article.section for article in articles}
        shown = {key: name for key, name in sections.items() if key in used}
        if articles:
            papers.append(Paper(key=path.parent.name, sections=shown, articles=tuple(articles), **about))
    return papers


def read_article(path: Path, sections: dict[str, str], problems: list[str]) -> Article:
    """One article; raises SourceError where the file cannot be understood, reports smaller faults."""
    try:
        row = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: {error}") from error
    missing, unknown = REQUIRED - set(row), set(row) - REQUIRED - OPTIONAL
    if missing or unknown:
        raise SourceError(f"{path}: missing keys {sorted(missing)}, unknown keys {sorted(unknown)}")
    if not isinstance(row["published"], datetime) or row["published"].utcoffset() is None:
        raise SourceError(f"{path}: published must be a date and time with an offset")
    if row["section"] not in sections:
        raise SourceError(f"{path}: section {row['section']!r} is not in templates/sections.toml")
    if path.stem != f"{row['number']}-{row['slug']}":
        problems.append(f"{path.name}: the name must be {row['number']}-{row['slug']}.toml")
    body = tuple(read_block(path, block, problems) for block in row["body"])
    article = Article(
        number=row["number"],
        slug=row["slug"],
        title=row["title"],
        section=row["section"],
        published=row["published"],
        author=row["author"],
        tags=tuple(row.get("tags", ())),
        lead=row["lead"],
        body=body,
        plants=tuple(row.get("plants", ())),
    )
    check_texts(path, [article.title, article.author, article.lead, *(block.text for block in body)], problems)
    return article


def read_block(path: Path, row: dict[str, str], problems: list[str]) -> Block:
    """One block of the body."""
    if row.get("kind") not in BLOCK_KINDS or not set(row) <= {"kind", "text", "image"} or "text" not in row:
        raise SourceError(
            f"{path}: a block has kind (one of {BLOCK_KINDS}), text, and image where it is a caption: {row}"
        )
    if (row["kind"] == "caption") != ("image" in row):
        problems.append(f"{path.name}: a caption, and nothing else, has an image: {row['text'][:40]!r}")
    return Block(**row)


def check_texts(path: Path, texts: Iterable[str], problems: list[str]) -> None:
    """Texts are NFC, on one line, without spaces at the ends or in a row: offsets then agree with what a page shows."""
    for text in texts:
        if unicodedata.normalize("NFC", text) != text:
            problems.append(f"{path.name}: not NFC: {text[:40]!r}")
        if text != " ".join(text.split()) or not text:
            problems.append(f"{path.name}: empty, or white space at the ends, in a row or a line break: {text[:40]!r}")
