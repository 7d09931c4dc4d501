"""The fields of an article on its page: title, lead, section, tags."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborNode

from vifacts.language.normalise import plain
from vifacts.outlets.urls import path_and_query
from vifacts.pages.body import same
from vifacts.pages.leads import drop_stamp
from vifacts.pages.text import fold, loose
from vifacts.pages.walk import Piece, one_line

if TYPE_CHECKING:
    from vifacts.pages.html import Page

_SITE = re.compile(r"\s+(?:[-–—|»]|::)\s+[^-–—|»]{2,60}$")
_STAMP = ".location-stamp, .location"
_HOME = frozenset(loose(w) for w in ("trang chủ", "home", "trang nhất", "báo điện tử", "tin tức", "news"))
#: Lines between a headline and its body.
_NEAR = 12
#: Words of a headline that no metadata confirm.
_HEADLINE = 4
#: A lead is a sentence; a label or a section's name is shorter.
_LEAST_LEAD = 25


def title(page: Page) -> tuple[str | None, LexborNode | None]:
    """The title and its node: the layout's selectors, an ``h1`` that the metadata confirms, og:title, <title>."""
    node = page.tree.first(page.layout.title) if page.layout is not page.common else None
    if node is not None:
        return one_line(node), node
    told = fold(page.meta.first("og:title", "twitter:title") or page.meta.headline)
    head = page.tree.css_first("title")
    whole = fold(head.text(deep=True)) if head is not None else ""
    candidates = [n for s in page.common.title for n in page.tree.css(s)]
    # a headline is repeated by the address; some papers set it in h2 or h3 and their own name in h1
    slug = _slug(page.url)
    for candidate in (*candidates, *page.tree.css("h2, h3")) if slug.count(" ") >= 4 else ():
        text = one_line(candidate)
        if len(text) >= 10 and _overlap(plain(text), slug) >= 0.7:
            return text, candidate
    for candidate in candidates:
        text = one_line(candidate)
        if len(text) >= 10 and _overlap(text, f"{told} {whole}") >= 0.6:
            return text, candidate
    if not told and (alone := page.tree.css("h1")) and len(alone) == 1:
        # a page whose <title> is the site's name; a headline has more words
        text = one_line(alone[0])
        if len(text.split()) >= _HEADLINE and len(text) > len(whole):
            return text, alone[0]
    if told or whole:
        return _SITE.sub("", told or whole) or None, None
    return next(((t, n) for n in candidates if len(t := one_line(n)) >= 10), (None, None))


def _slug(url: str | None) -> str:
    """The words of an address ("nhung-nguoi-giu-lua" are three of its words)."""
    return re.sub(r"[^a-z0-9]+", " ", path_and_query(url).lower()) if url else ""


def lead(page: Page) -> tuple[str | None, LexborNode | None]:
    """The lead where the page has an element for it, and that element."""
    if page.layout is not page.common:
        node = page.tree.first(page.layout.lead)
        if node is not None and len(text := _lead_text(node)) >= _LEAST_LEAD:
            return text, node
    described = page.meta.first("og:description", "description") or ""
    about = f"{page.meta.first('og:title') or ''} {described}"
    for selector in page.common.lead:
        for node in page.tree.css(selector)[:8]:
            text = _lead_text(node)
            if 40 <= len(text) <= 1200 and (_same_start(text, fold(described)) or _overlap(text, about) >= 0.5):
                return text, node
    return None, None


def _lead_text(node: LexborNode) -> str:
    stamp = node.css_first(_STAMP)
    whole = one_line(node)
    if stamp is not None:
        place = one_line(stamp)
        if place and whole.startswith(place) and len(place) < 40:
            whole = whole[len(place) :].lstrip(" -–—:")
    return whole


def split_lead(
    page: Page, lines: list[Piece], found: str | None, headline: str | None
) -> tuple[list[Piece], str | None]:
    """The lines without title and lead, and the lead without its stamp.

    Without an element of its own the lead is the body's first paragraph: where the layout says so, where the page's
    description repeats it, or where it is set in bold; else the description itself, when it is about this article.
    """
    lines = [p for i, p in enumerate(lines) if not (i < 3 and headline and same(p.text, headline))]
    if found:
        key = loose(found)
        lines = [p for i, p in enumerate(lines) if not (i < 3 and p.kind != "caption" and loose(p.text) == key)]
        return lines, drop_stamp(found)
    at = next(
        (i for i, p in enumerate(lines) if p.kind in ("paragraph", "heading") and len(p.text) >= _LEAST_LEAD), None
    )
    described = fold(page.meta.first("og:description", "description", "twitter:description"))
    if at is not None and at <= 3:
        text = lines[at].text
        if (
            _same_start(text, described)
            or page.layout.lead_in_body == "first"
            or (lines[at].bold and len(text) >= 60 and len(lines) > at + 1)
            or (page.layout.lead_in_body == "bold" and lines[at].bold)
        ):
            return lines[:at] + lines[at + 1 :], drop_stamp(text)
    if page.layout is page.common and (above := _above_body(page, lines, headline)):
        return lines, drop_stamp(above)
    if _about_this(described, lines, headline):
        return lines, drop_stamp(described)
    if lines and lines[0].kind == "paragraph":
        lines = [lines[0]._replace(text=drop_stamp(lines[0].text)), *lines[1:]]
    return lines, None


def _above_body(page: Page, lines: list[Piece], headline: str | None) -> str | None:
    """The first sentence of some length between the headline and the body, on a page of no known layout."""
    if not headline or not lines:
        return None
    key, begin = loose(headline)[:30], lines[0].text
    everything = page.tree.lines()
    start = next((i for i, p in enumerate(everything) if len(p.text) < 400 and loose(p.text).startswith(key)), None)
    if start is None:
        return None
    end = next((i for i in range(start + 1, len(everything)) if everything[i].text == begin), start)
    above = (p for p in everything[start + 1 : min(end, start + _NEAR)] if not p.link and 60 <= len(p.text) <= 700)
    return next((p.text for p in above if p.text.endswith((".", "!", "?", "…", '"', "”"))), None)


def section(page: Page) -> str | None:
    """The section, as the page names it."""
    chosen = list(page.tree.texts(page.layout.section))[-1:] if page.layout is not page.common else []
    told = [page.meta.first("article:section", "articlesection"), page.meta.section, *reversed(page.meta.breadcrumb)]
    shown = page.tree.texts(page.common.section)
    for value in chain(chosen, (fold(t) for t in told), shown):
        name = fold(value).split(",")[0].strip(" >»/|")
        if (
            2 <= len(name) <= 50
            and loose(name) not in _HOME
            and loose(name) not in page.own_names
            and name.lower() != "news"
        ):
            return name
    return None


def tags(page: Page) -> list[str]:
    """The tags under the article, each once."""
    for selectors in (page.layout.tags, page.common.tags):
        for selector in selectors:
            found = [t.strip("#,; ") for t in page.tree.texts([selector]) if 2 <= len(t) <= 80]
            found = [t for t in dict.fromkeys(found) if t and loose(t) not in ("tags", "tukhoa", "từkhóa")]
            if found:
                return found[:30]
    return []


def _overlap(text: str, other: str) -> float:
    """The share of the words of ``text`` that ``other`` has, too."""
    words = fold(text).lower().split()
    known = set(fold(other).lower().split())
    return sum(w in known for w in words) / len(words) if words else 0.0


def _same_start(text: str, described: str) -> bool:
    """Whether a description is the text or its larger part; one cut short with dots was made by a machine."""
    if described.endswith(("...", "…", "[…]", "]")):
        return False
    a, b = loose(drop_stamp(text)), loose(drop_stamp(described))
    return len(a) >= 20 and len(b) >= 20 and a[:40] == b[:40] and len(b) > 0.6 * len(a)


def _about_this(described: str, lines: list[Piece], headline: str | None) -> bool:
    """Whether a description is a lead of its own: a whole sentence about the article, not in its text."""
    if len(described) < 60 or described.endswith(("...", "…")) or (headline and same(described, headline)):
        return False
    text = " ".join(p.text for p in lines)
    if loose(described)[:60] in loose(text):
        return False
    return _overlap(described, f"{headline or ''} {text}") >= 0.55
