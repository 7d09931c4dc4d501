"""Pages that are no articles, told apart: not found, encrypted, behind a paywall, built by JavaScript, a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborNode

from vifacts.errors import VifactsError
from vifacts.outlets.urls import path_and_query
from vifacts.pages.body import is_prose
from vifacts.pages.text import fold, pattern
from vifacts.pages.walk import Piece

if TYPE_CHECKING:
    from vifacts.pages.html import Page

#: Fewer characters of paragraphs than this are no article on a page of no known layout.
_LEAST_GENERIC = 300
_LEAST_KNOWN = 60
_LEAST_ALONE = 120
#: Links to other articles that a page by itself may have.
_FEW_LINKS = 4
#: Running text without which a container is a menu or an imprint.
_LEAST_PROSE = 200
#: A page with less text than this, menus and all, has nothing but its message.
_SHORT_PAGE = 1500
#: Running text of an article whose page says nothing else of itself.
_LEAST_RUNNING = 1200
#: A body with fewer characters than this may be the visible part of one.
_SHORT_BODY = 400
#: Characters of a link that can be a headline.
_TITLE = 30
_FEED = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|urlset|sitemapindex|rdf:RDF)\b", re.DOTALL)
# 120 characters of base64 in one word: no Vietnamese text has that
_LONG_WORD = 120
_CIPHER = re.compile(r"(?<![\w/+.:-])(?:[A-Za-z0-9+/]{120,}={0,2})(?![\w/+-])")
# what a page calls the script that decodes its body
_DECRYPT = ("CryptoJS", "decryptContent", "decrypt_body", "decryptBody", "AES.decrypt", "decryptArticle", "giaiMa")
_APP = re.compile(
    r"<(?:div|main|app-root)[^>]{0,80}?(?:id=[\"']?(?:app|root|__next|__nuxt|q-app|main-app)[\"'\s>]|<app-root)",
    re.IGNORECASE,
)


def is_feed(html: str) -> bool:
    """Whether the text is a feed or a sitemap."""
    return _FEED.match(html[:2000].lstrip("\ufeff")) is not None


def check(page: Page, title: str | None, container: LexborNode | None, lines: list[Piece]) -> None:
    """Raise what the page is where it is no readable article: VF110, VF112, VF116, VF118, VF106."""
    words = sum(len(p.text) for p in lines if p.kind == "paragraph")
    if container is not None and _encrypted(page, container, lines, words):
        raise VifactsError("VF112", page.url)
    if words < 600 and _not_found(page, title, lines):
        raise VifactsError("VF110", page.url)
    if _paywalled(page, lines, words):
        raise VifactsError("VF116", page.url)
    if words < _LEAST_KNOWN:
        body = page.tree.body
        text = fold(body.text(deep=True)) if body is not None else ""
        if _APP.search(page.tree.text) and len(_visible(page)) < 400:
            raise VifactsError("VF118", page.url)
        if not text:
            raise VifactsError("VF106", page.url)


def check_body(page: Page, lines: list[Piece], lead: str | None, *, known: bool) -> None:
    """VF111 where what was found is too little to be an article, or lies on a page that is plainly a list."""
    words = sum(len(p.text) for p in lines if p.kind in ("paragraph", "list", "caption")) + len(lead or "")
    paragraphs = [p for p in lines if p.kind == "paragraph" and len(p.text) >= 60]
    if known:
        if words < _LEAST_KNOWN:
            raise VifactsError("VF111", page.url)
        return
    if not paragraphs or words < (_LEAST_ALONE if _alone(page) else _LEAST_GENERIC):
        raise VifactsError("VF111", page.url)


def check_list(page: Page, container: LexborNode | None, lines: list[Piece]) -> None:
    """VF111 for a page of no known layout that is plainly a list.

    A front page is one; else a page that does not say when it was published, whose address is no article's or
    unknown, and that has too little running text; and a container with more headlines than paragraphs. A page that
    links to nothing else is none, however short it is.
    """
    if page.url and path_and_query(page.url) in ("", "/"):
        raise VifactsError("VF111", page.url)
    if page.meta.published or page.meta.first("article:published_time", "pubdate", "datepublished"):
        return
    if _alone(page):
        return
    address = _article_address(page, page.url) if page.url else None
    prose = [len(p.text) for p in lines if is_prose(p)]
    if sum(prose) < (_LEAST_RUNNING if address is False else _LEAST_GENERIC) and not address:
        raise VifactsError("VF111", page.url)
    if sum(prose) < _LEAST_PROSE and not any(p.kind == "caption" for p in lines):
        raise VifactsError("VF111", page.url)
    if container is not None:
        links = sum(len(a.text(deep=True, strip=True)) >= _TITLE for a in container.css("a[href]"))
        if links >= 6 and links > (2 if address else 1) * len(prose):
            raise VifactsError("VF111", page.url)


def _alone(page: Page) -> bool:
    """Whether a page has hardly a link that can be a headline: a page by itself, no part of a described newspaper."""
    if page.outlet is not None:
        return False
    body = page.tree.body
    links = body.css("a[href]") if body is not None else []
    return sum(len(a.text(deep=True, strip=True)) >= _TITLE for a in links) < _FEW_LINKS


def _article_address(page: Page, url: str) -> bool:
    if page.outlet is not None:
        return page.outlet.is_article(url)
    rules = page.registry.families["common"].article
    path = path_and_query(url)
    if rules.not_url and re.search(rules.not_url, path):
        return False
    return re.search(rules.url, path) is not None


def _encrypted(page: Page, container: LexborNode, lines: list[Piece], words: int) -> bool:
    if page.tree.any(page.layout.encrypted):
        return True
    if any(_ciphered(piece.text) for piece in lines):
        return True
    # a body that is hidden until a script has decoded it
    return words < _SHORT_BODY and (
        _ciphered(container.text(deep=True)) or any(name in page.tree.text for name in _DECRYPT)
    )


def _ciphered(text: str) -> bool:
    # a word that long fills one of these windows, and few texts have to be split to find it
    for place in range(0, len(text) - _LONG_WORD // 2 + 1, _LONG_WORD // 2):
        if text.find(" ", place, place + _LONG_WORD // 2) < 0:
            return any(len(word) >= _LONG_WORD and _CIPHER.search(word) for word in text.split())
    return False


def _not_found(page: Page, title: str | None, lines: list[Piece]) -> bool:
    head = page.tree.css_first("title")
    names = [title or "", fold(head.text(deep=True)) if head is not None else ""]
    if any(pattern("not_found").search(name) for name in names if len(name) < 120):
        return True
    if sum(len(p.text) for p in lines) >= 300:
        return False
    text = _visible(page)
    return len(text) < _SHORT_PAGE and pattern("not_found").search(text) is not None


def _paywalled(page: Page, lines: list[Piece], words: int) -> bool:
    if page.tree.any(page.layout.paywall):
        return True
    tail = " ".join(p.text for p in lines[-3:])
    return words < 1500 and len(lines) < 12 and pattern("paywall").search(tail) is not None


def _visible(page: Page) -> str:
    body = page.tree.body
    if body is None:
        return ""
    copy = body.clone()
    for node in copy.css("script, style, noscript, template"):
        node.decompose()
    return fold(copy.text(deep=True, separator=" "))
