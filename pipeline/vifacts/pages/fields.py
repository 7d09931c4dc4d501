"""The fields of an article on its page: title, lead, byline, times, section, tags."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborNode

from vifacts.language.normalise import plain
from vifacts.outlets.urls import path_and_query
from vifacts.pages import people
from vifacts.pages import times as clock
from vifacts.pages.body import Piece, one_line, pieces, same
from vifacts.pages.leads import drop_stamp
from vifacts.pages.text import fold, loose

if TYPE_CHECKING:
    from vifacts.pages.html import Page

_SITE = re.compile(r"\s+(?:[-–—|»]|::)\s+[^-–—|»]{2,60}$")
_STAMP = ".location-stamp, .location"
_HOME = frozenset(loose(w) for w in ("trang chủ", "home", "trang nhất", "báo điện tử", "tin tức", "news"))
_LONGEST_SIGNATURE = 80
#: Hours by which a time on the page may differ from the metadata's (which some papers give in another zone).
_FAR = 36
#: Lines between a headline and its time.
_NEAR = 12
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
    body = page.tree.body
    if body is None or not headline or not lines:
        return None
    key, begin = loose(headline)[:30], lines[0].text
    everything = pieces(body)
    start = next((i for i, p in enumerate(everything) if len(p.text) < 400 and loose(p.text).startswith(key)), None)
    if start is None:
        return None
    end = next((i for i in range(start + 1, len(everything)) if everything[i].text == begin), start)
    above = (p for p in everything[start + 1 : min(end, start + _NEAR)] if not p.link and 60 <= len(p.text) <= 700)
    return next((p.text for p in above if p.text.endswith((".", "!", "?", "…", '"', "”"))), None)


def byline(page: Page) -> str | None:
    """The author by element or metadata; null where only the outlet is named."""
    if page.layout is not page.common:
        if name := _named(page, page.layout.byline, trusted=True):
            return name
        if name := _told_author(page):
            return name
    return _named(page, page.common.byline, trusted=False) or _told_author(page)


def _named(page: Page, selectors: list[str], *, trusted: bool) -> str | None:
    """The names that the first selector with any gives; what is not ``trusted`` has to look like names."""
    for selector in selectors:
        names: list[str] = []
        for node in page.tree.css(selector)[:6]:
            name = _name_in((one_line(node), *(p.text for p in pieces(node)[:2])), page.own_names, trusted)
            if name and not people.within(name, names):
                names.append(name)
        if names:
            return " - ".join(names[:4]) if trusted else names[0]
    return None


def _name_in(lines: Collection[str], own_names: Collection[str], trusted: bool) -> str | None:
    """The first of the lines that is a signature, else, where trusted, one that could be a pen name."""
    cleaned = [name for line in lines if (name := people.clean_byline(line, own_names))]
    signed = next((name for name in cleaned if people.signature(name, own_names)), None)
    if signed or not trusted:
        return signed
    return next((n for n in cleaned if len(n) <= 40 and not any(c.isdigit() or c in "()" for c in n)), None)


def _told_author(page: Page) -> str | None:
    names = [n for a in page.meta.authors if (n := people.clean_byline(a, page.own_names))]
    if names:
        return " - ".join(dict.fromkeys(names))
    for key in ("dable:author", "article:author", "author"):
        name = people.clean_byline(page.meta.meta.get(key), page.own_names)
        if name and people.signature(name, page.own_names) and "." not in name.strip("."):
            return name
    return None


def split_signature(lines: list[Piece], name: str | None, own_names: Collection[str]) -> tuple[list[Piece], str | None]:
    """The lines without the signature at their end, and the byline: the given one, else the signature."""
    lines = list(lines)
    signed: str | None = None
    for _ in range(3):
        last = next((i for i in range(len(lines) - 1, -1, -1) if lines[i].kind != "caption"), None)
        if last is None or last == 0:
            break
        found = people.signature(lines[last].text, own_names)
        if found is None or lines[last].kind == "heading":
            if name is None or not same(lines[last].text, name):
                break
            found = name
        signed = found or signed
        del lines[last]
    return lines, name or signed or None


def signed_below(container: LexborNode | None, own_names: Collection[str]) -> str | None:
    """The signature that stands directly under the body's container, in an element of its own."""
    node = container.next if container is not None else None
    while node is not None:
        if node.tag not in ("-text", "-comment", "script", "style", "br"):
            text = one_line(node) if len(node.text(deep=True, strip=True)) <= _LONGEST_SIGNATURE else ""
            return people.signature(text, own_names) or None if text else None
        node = node.next
    return None


def times(page: Page, headline: str | None) -> tuple[str | None, str | None]:
    """When it was published and modified: the layout's element where it has the minute, then metadata, then any."""
    month_first = page.layout.month_first
    shown = _shown(page, page.layout.time, month_first) if page.layout is not page.common else None
    told = [
        page.meta.published,
        *(
            page.meta.meta.get(k)
            for k in ("article:published_time", "datepublished", "pubdate", "dc.date.issued", "og:published_time")
        ),
    ]
    parsed = [t for value in told if (t := clock.parse(value, month_first=month_first))]
    exact = next((t for t in parsed if clock.has_minute(t)), None)
    if exact and clock.has_minute(shown) and clock.hours_between(exact, shown or exact) > _FAR:
        shown = None  # a clock in the page's head, the time of another article
    best = next((t for t in (shown, *parsed) if clock.has_minute(t)), None)
    if best is None:
        other = _shown(page, page.common.time, month_first)
        near = (
            _near_title(page, headline, month_first)
            if not clock.has_minute(other) or page.layout is page.common
            else None
        )
        choice = (near, other, shown, *parsed)
        best = next((t for t in choice if clock.has_minute(t)), None) or next(
            (t for t in (shown, *parsed, near, other) if t), None
        )
    elif shown and best == shown:
        # the same minute with its seconds
        best = next((t for t in parsed if t[:16] == shown[:16]), shown)
    changed = [page.meta.modified, page.meta.meta.get("article:modified_time"), page.meta.meta.get("datemodified")]
    modified = next((t for value in changed if (t := clock.parse(value, month_first=month_first))), None)
    return best, modified if modified != best else None


def _shown(page: Page, selectors: list[str], month_first: bool) -> str | None:
    day: str | None = None
    for selector in selectors:
        for node in page.tree.css(selector)[:3]:
            for value in (node.attributes.get("datetime"), one_line(node)[:200]):
                found = clock.parse(value, month_first=month_first)
                if clock.has_minute(found):
                    return found
                day = day or found
    return day


def _near_title(page: Page, headline: str | None, month_first: bool) -> str | None:
    """The first time with its minute that follows the headline within a few words, else one that stands before it."""
    body = page.tree.body
    if body is None or not headline:
        return None
    key = loose(headline)[:30]
    texts_ = [p.text for p in pieces(body)]
    at = next((i for i, t in enumerate(texts_) if len(t) < 400 and loose(t).startswith(key)), None)
    if at is None:
        return None
    for i in (*range(at + 1, at + _NEAR), *range(at - 1, max(-1, at - _NEAR // 2), -1)):
        if i < len(texts_) and len(texts_[i]) <= 120:
            found = clock.parse(texts_[i], month_first=month_first)
            if clock.has_minute(found):
                return found
    return None


def section(page: Page) -> str | None:
    """The section, as the page names it."""
    chosen = list(page.tree.texts(page.layout.section))[-1:] if page.layout is not page.common else []
    told = [page.meta.first("article:section", "articlesection"), page.meta.section, *reversed(page.meta.breadcrumb)]
    shown = page.tree.texts(page.common.section)
    for value in (*chosen, *(fold(t) for t in told), *shown):
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
