"""What section pages, feeds and sitemaps lead to: articles, and further lists."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]

from vifacts.crawl.unpack import DamagedBodyError, TooLargeError, unpack
from vifacts.errors import VifactsError
from vifacts.outlets.outlet import Outlet
from vifacts.outlets.urls import canonical

#: Vietnam's time, for dates that name no zone.
VIETNAM = timezone(timedelta(hours=7))

_MAX_XML = 60 * 1024 * 1024
_HEAD = 300_000
_XML = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?:\?xml|rss|feed|urlset|sitemapindex|rdf:RDF)\b")
_DATE_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rb"<meta[^>]{0,200}(?:article:published_time|pubdate|datePublished)[\"'][^>]{0,200}content=[\"']([^\"']{8,40})",
        rb"<meta[^>]{0,200}content=[\"']([^\"']{8,40})[\"'][^>]{0,200}(?:article:published_time|datePublished)[\"']",
        rb"\"datePublished\"\s*:\s*\"([^\"]{8,40})\"",
        rb"itemprop=[\"']datePublished[\"'][^>]{0,200}(?:datetime|content)=[\"']([^\"']{8,40})",
        rb"<time[^>]{0,200}datetime=[\"']([^\"']{8,40})",
    )
)


class Link(NamedTuple):
    """An article's canonical address and what the list says of it: when it was published and last changed."""

    url: str
    published: datetime | None = None
    modified: datetime | None = None


class Listing(NamedTuple):
    """What a list leads to: articles in its order; ``more`` lists to go on with. ``all_more`` says that these are
    parts of it (the sitemaps of an index), not pages that follow one another."""

    articles: list[Link]
    more: list[str]
    all_more: bool = False


def read_list(outlet: Outlet, body: bytes, url: str, since: datetime | None = None) -> Listing:
    """The links of a section page, feed (RSS, Atom), sitemap or sitemap index at ``url``.

    Only addresses that are articles of the outlet count. Sitemaps of an index that did not change since ``since`` are
    left out, the others come newest first. Raises VifactsError VF217 for XML that is none of these.
    """
    if body.startswith(b"\x1f\x8b"):
        try:
            body = unpack(body, "gzip", _MAX_XML)
        except (DamagedBodyError, TooLargeError) as error:
            raise VifactsError("VF217", url, detail=error or "too large") from error
    if not _XML.match(body[:200]):
        articles, more = outlet.list_links(body, url)
        return Listing([Link(article) for article in articles], more)
    root = _parse(body, url)
    kind = _local(root)
    if kind == "sitemapindex":
        return Listing([], _sitemaps(root, url, since), all_more=True)
    read = {"rss": _feed, "RDF": _feed, "feed": _atom, "urlset": _sitemap}.get(kind)
    if read is None:
        if kind == "html":  # XHTML with an XML declaration
            articles, more = outlet.list_links(body, url)
            return Listing([Link(article) for article in articles], more)
        raise VifactsError("VF217", url, detail=f"it is <{kind}>")
    links: dict[str, Link] = {}
    for link in read(root, url):
        if outlet.is_article(link.url):
            links.setdefault(link.url, link)
    return Listing(list(links.values()), [])


def published(body: bytes) -> datetime | None:
    """When an article page says it was published, from its metadata; null where they do not say.

    A quick look to tell pages outside of a crawl's dates; reading the page settles the time.
    """
    head = body[:_HEAD]
    for pattern in _DATE_PATTERNS:
        found = pattern.search(head)
        when = moment(found[1].decode("ascii", "replace")) if found else None
        if when is not None:
            return when
    return None


def moment(text: str | None) -> datetime | None:
    """A date of a feed, sitemap or page (RFC 822 or ISO 8601) with its zone, Vietnam's where it names none."""
    text = (text or "").strip()
    if not text:
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        try:
            when = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError):
            return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=VIETNAM)
    try:
        when.astimezone(UTC)
    except OverflowError:
        return None
    return when


def _parse(body: bytes, url: str) -> etree._Element:
    # No entity of the document is resolved and nothing is fetched for it.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(body.strip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise VifactsError("VF217", url, detail=error) from error
    if root is None:
        raise VifactsError("VF217", url, detail="it is damaged")
    return root


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _children(element: etree._Element, *names: str) -> list[etree._Element]:
    return [child for child in element if _local(child) in names]


def _text(element: etree._Element, *names: str) -> str | None:
    """The text of the first of the named elements, in the order of the names, at any depth."""
    for name in names:
        for child in element.iter():
            if child is not element and _local(child) == name and (child.text or "").strip():
                return str(child.text).strip()
    return None


def _link(base: str, address: str | None, published: str | None, modified: str | None) -> list[Link]:
    try:
        url = canonical(urljoin(base, (address or "").strip()))
    except ValueError:
        return []
    return [Link(url, moment(published), moment(modified))] if address else []


def _feed(root: etree._Element, base: str) -> list[Link]:
    links: list[Link] = []
    for item in root.iter():
        if _local(item) == "item":
            address = _text(item, "link") or _text(item, "guid")
            links += _link(base, address, _text(item, "pubDate", "date"), None)
    return links


def _atom(root: etree._Element, base: str) -> list[Link]:
    links: list[Link] = []
    for entry in _children(root, "entry"):
        anchors = _children(entry, "link")
        chosen = [a for a in anchors if a.get("rel", "alternate") == "alternate"] or anchors
        address = chosen[0].get("href") if chosen else None
        links += _link(base, address, _text(entry, "published"), _text(entry, "updated"))
    return links


def _sitemap(root: etree._Element, base: str) -> list[Link]:
    links: list[Link] = []
    for entry in _children(root, "url"):
        links += _link(base, _text(entry, "loc"), _text(entry, "publication_date"), _text(entry, "lastmod"))
    return links


def _sitemaps(root: etree._Element, base: str, since: datetime | None) -> list[str]:
    dated = []
    for entry in _children(root, "sitemap"):
        changed = moment(_text(entry, "lastmod"))
        address = _text(entry, "loc")
        if address and not (since and changed and changed < since):
            dated.append((changed or datetime.max.replace(tzinfo=UTC), urljoin(base, address)))
    return [url for _, url in sorted(dated, key=lambda pair: pair[0], reverse=True)]
