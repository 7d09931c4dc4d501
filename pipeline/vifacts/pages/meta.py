"""What a page says about itself beside its text: meta elements and JSON-LD."""

from __future__ import annotations

import html
import re
from typing import Any

import msgspec
from selectolax.lexbor import LexborHTMLParser

_ARTICLE_TYPES = frozenset(
    {
        "NewsArticle",
        "Article",
        "ReportageNewsArticle",
        "BlogPosting",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "LiveBlogPosting",
    }
)
_TOLD = 'meta[content], link[rel="canonical"][href], script[type="application/ld+json"]'
_FIELD = re.compile(r'"(datePublished|dateModified|headline|articleSection|keywords)"\s*:\s*"((?:[^"\\]|\\.)*)"')
_AUTHOR = re.compile(r'"author"\s*:\s*[\[{][^}]*?"name"\s*:\s*"((?:[^"\\]|\\.)*)"')
_CONTROL = re.compile(r"[\x00-\x1f]+")


class PageMeta(msgspec.Struct):
    """Metadata of a page: ``meta`` has the first content of each property, name or itemprop (lower case)."""

    meta: dict[str, str]
    authors: list[str] = []
    published: str | None = None
    modified: str | None = None
    headline: str | None = None
    section: str | None = None
    breadcrumb: list[str] = []
    is_article: bool = False
    canonical: str | None = None

    def first(self, *names: str) -> str | None:
        """The first of the named meta elements that has a content."""
        for name in names:
            if value := self.meta.get(name):
                return value
        return None


def read(tree: LexborHTMLParser) -> PageMeta:
    """The metadata of a page; torn JSON-LD is searched for its plain fields."""
    found = PageMeta(meta={})
    canonical = ""
    for node in tree.css(_TOLD):
        if node.tag == "script":
            _linked_data(node.text(deep=True), found)
            continue
        attributes = node.attributes
        if node.tag == "link":
            canonical = canonical or attributes.get("href") or ""
            continue
        content = (attributes.get("content") or "").strip()
        if not content:
            continue
        for kind in ("property", "name", "itemprop"):
            name = attributes.get(kind)
            if name:
                found.meta.setdefault(name.lower(), html.unescape(content))
    canonical = (canonical or found.meta.get("og:url") or "").strip()
    found.canonical = canonical if canonical.startswith(("http://", "https://")) else None
    found.is_article = found.is_article or found.meta.get("og:type", "").lower() in ("article", "news", "newsarticle")
    return found


def _linked_data(source: str, found: PageMeta) -> None:
    if "Article" not in source and "BlogPosting" not in source and "BreadcrumbList" not in source:
        return
    try:
        data = msgspec.json.decode(_CONTROL.sub(" ", source).encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError):
        if "Article" in source:
            _torn(source, found)
        return
    for item in _items(data):
        kinds = item.get("@type")
        kinds = set(kinds) if isinstance(kinds, list) and all(isinstance(k, str) for k in kinds) else {kinds}
        if kinds & _ARTICLE_TYPES:
            _article(item, found)
        elif "BreadcrumbList" in kinds and not found.breadcrumb:
            found.breadcrumb = _crumbs(item)


def _items(data: Any, depth: int = 0) -> list[dict[str, Any]]:
    """The objects of a JSON-LD block: itself, a list of them, or its @graph."""
    if depth > 3:
        return []
    if isinstance(data, list):
        return [one for part in data for one in _items(part, depth + 1)]
    if isinstance(data, dict):
        return [data, *(_items(data["@graph"], depth + 1) if "@graph" in data else [])]
    return []


def _article(item: dict[str, Any], found: PageMeta) -> None:
    found.is_article = True
    found.published = found.published or _string(item.get("datePublished"))
    found.modified = found.modified or _string(item.get("dateModified"))
    found.headline = found.headline or _string(item.get("headline"))
    section = item.get("articleSection")
    found.section = found.section or _string(section[0] if isinstance(section, list) and section else section)
    if not found.authors:
        authors = item.get("author")
        for author in authors if isinstance(authors, list) else [authors]:
            if isinstance(author, str):
                found.authors.append(html.unescape(author))
            elif isinstance(author, dict) and author.get("@type") != "Organization" and _string(author.get("name")):
                found.authors.append(html.unescape(str(author["name"])))


def _crumbs(item: dict[str, Any]) -> list[str]:
    out = []
    for part in item.get("itemListElement") or []:
        if isinstance(part, dict):
            inner = part.get("item")
            name = _string(part.get("name")) or (_string(inner.get("name")) if isinstance(inner, dict) else None)
            if name:
                out.append(html.unescape(name))
    return out


def _torn(source: str, found: PageMeta) -> None:
    """The plain fields of a block that is not valid JSON (an unescaped quotation mark in a headline)."""
    found.is_article = True
    for name, value in _FIELD.findall(source):
        if name == "datePublished":
            found.published = found.published or value
        elif name == "dateModified":
            found.modified = found.modified or value
    author = _AUTHOR.search(source)
    if author and not found.authors and '"Organization"' not in author[0]:
        found.authors.append(html.unescape(author[1]))


def _string(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
