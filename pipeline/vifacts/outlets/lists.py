"""Section pages: which links are articles, which lead to older ones (BeautifulSoup)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from vifacts.outlets.schema import Lists
from vifacts.outlets.urls import canonical, path_and_query

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

#: Words on a link to the following page of a list.
_NEXT_WORDS = re.compile(
    r"^\W*(?:trang (?:sau|tiếp(?: theo)?|kế)|sau|tiếp(?: theo)?|xem thêm|(?:bài )?cũ hơn|next|older|›|»|>{1,2})\W*$",
    re.IGNORECASE,
)

#: A section page has more articles than this.
_FEW = 5


def links(
    html: bytes | str,
    base_url: str,
    rules: Lists,
    is_article: Callable[[str], bool],
    owns: Callable[[str], bool],
) -> tuple[list[str], list[str]]:
    """Article addresses of a list page, each once, in the page's order; and the pages that follow it.

    ``base_url`` is the page's address (a ``<base href>`` overrides it for resolving). The pages that follow are
    those whose number is higher than the page's own, lowest first, then links that say "next".
    """
    from bs4 import BeautifulSoup  # a tenth of a second that who reads no list need not wait for

    soup = BeautifulSoup(html, "lxml")
    base = _base(soup, base_url)
    anchors = _anchors(soup, rules.links)
    articles = _unique(url for a in anchors if (url := _address(a, base)) and is_article(url))
    if len(articles) < _FEW and rules.links:  # the page has another layout than the file knows
        articles = _unique(url for a in _anchors(soup, []) if (url := _address(a, base)) and is_article(url))
    return articles, _next_pages(soup, base, base_url, rules, is_article, owns)


def _base(soup: BeautifulSoup, base_url: str) -> str:
    tag = soup.select_one("base[href]")
    return base_url if tag is None else urljoin(base_url, str(tag["href"]))


def _anchors(soup: BeautifulSoup, selectors: list[str]) -> list[Tag]:
    """The anchors that the selectors name, in the page's order; all anchors without selectors."""
    if not selectors:
        return list(soup.select("a[href]"))
    found: list[Tag] = []
    for box in soup.select(", ".join(selectors)):
        found += [box] if box.name == "a" else list(box.select("a[href]"))
    return found


def _address(anchor: Tag, base: str) -> str | None:
    href = str(anchor.get("href") or "").strip()
    if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
        return None
    try:
        url = canonical(urljoin(base, href))
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) else None


def _unique(urls: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(urls))


def _next_pages(
    soup: BeautifulSoup,
    base: str,
    base_url: str,
    rules: Lists,
    is_article: Callable[[str], bool],
    owns: Callable[[str], bool],
) -> list[str]:
    paging = re.compile(rules.paging)
    stem, here = _page_number(paging, base_url)
    numbered: dict[str, int] = {}
    said: list[str] = []
    chosen = {id(a) for a in _anchors(soup, rules.next)} if rules.next else set()
    for anchor in soup.select("a[href], link[href]"):
        url = _address(anchor, base)
        if url is None or not owns(url) or is_article(url):
            continue
        their_stem, page = _page_number(paging, url)
        if page is not None and their_stem == stem:
            if page > (here or 1):
                numbered.setdefault(url, page)
        elif "next" in (anchor.get("rel") or ()) or id(anchor) in chosen or _says_next(anchor, url, stem):
            said.append(url)
    own = canonical(base_url)
    return [u for u in _unique([*sorted(numbered, key=numbered.__getitem__), *said]) if u != own]


def _says_next(anchor: Tag, url: str, stem: str) -> bool:
    """Whether the link's words say "next" and it stays in the section of the page."""
    if not stem or anchor.name != "a" or not _NEXT_WORDS.match(anchor.get_text(" ", strip=True)):
        return False
    return _stem(path_and_query(url)).startswith(stem)


def _page_number(paging: re.Pattern[str], url: str) -> tuple[str, int | None]:
    """The address's path without the part that numbers its page, and that number (null: the first page)."""
    path = path_and_query(url)
    found = paging.search(path)
    if found is None:
        return _stem(path), None
    return _stem(path[: found.start()]), int(found["page"])


def _stem(path: str) -> str:
    return re.sub(r"\.(?:html?|chn|aspx?|php|vnp|tpo|ldo|bbg)$", "", path.partition("?")[0]).rstrip("/-.")
