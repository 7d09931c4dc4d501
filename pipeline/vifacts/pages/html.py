"""A page to an Article: the layout's selectors first, then what most systems share, then metadata.

Measured on saved pages of the Vietnamese press by the fields' accuracy; see docs/outlets.md for how a layout is
described.
"""

from __future__ import annotations

from typing import NamedTuple

from selectolax.lexbor import LexborNode

from vifacts.errors import VifactsError
from vifacts.outlets.outlet import Outlet
from vifacts.outlets.registry import Registry, load
from vifacts.outlets.schema import Layout
from vifacts.outlets.urls import hashed_id, host_of, plain_host, url_id
from vifacts.pages import body as bodies
from vifacts.pages import credits, dating, encoding, faults, fields, generic, layouts, meta, signing
from vifacts.pages.article import build
from vifacts.pages.people import outlet_names
from vifacts.pages.select import Tree
from vifacts.pages.walk import Piece, pieces
from vifacts.record import Article, Source

#: A byline or a time is shorter; what is longer under their selectors is text.
_LONGEST_LABEL = 160


class Page(NamedTuple):
    """A page while it is read."""

    tree: Tree
    url: str | None
    outlet: Outlet | None
    layout: Layout
    common: Layout
    meta: meta.PageMeta
    own_names: frozenset[str]
    registry: Registry


def read_html(
    data: bytes | str,
    url: str | None = None,
    *,
    registry: Registry | None = None,
    headers_charset: str | None = None,
    source: Source | None = None,
) -> Article:
    """The article of a page.

    ``data`` are the bytes as fetched (or text already decoded), ``url`` the page's address (where it is not known,
    the one the page gives as canonical is taken),
    ``headers_charset`` the charset of the server's Content-Type. Raises VifactsError: VF106 an empty page, VF107
    binary data, VF110 a "not found" page, VF111 no article body (a list, a feed, a video page without text),
    VF112 an encrypted body, VF116 a paywall, VF118 a page that JavaScript builds.
    """
    if registry is None:
        registry = load()
    try:
        html, utf8 = (data, None) if isinstance(data, str) else encoding.decode(data, headers_charset)
    except VifactsError as error:
        raise VifactsError(error.code, url) from error
    if not html.strip():
        raise VifactsError("VF106", url)
    if faults.is_feed(html):
        raise VifactsError("VF111", url)
    tree = Tree(html, utf8)
    found = meta.read(tree.parser)
    url = url or found.canonical
    outlet = registry.for_url(url)
    fit = layouts.find(tree, outlet, registry)
    common = registry.common
    reader = fit.reader if fit else "generic"
    names = outlet_names(
        *((outlet.name, *outlet.paper.domains, *outlet.paper.signs) if outlet else ()),
        found.first("og:site_name"),
        *_host_names(url),
    )
    layout = fit.layout if fit else layouts.partly(tree, outlet) or common
    page = Page(tree, url, outlet, layout, common, found, names, registry)

    title, title_node = fields.title(page)
    lead, lead_node = fields.lead(page)
    container = (
        fit.body
        if fit
        else generic.container(tree.parser, dated=bool(found.published or found.first("article:published_time")))
    )
    skip = _skipped(page, container, [title_node, lead_node])
    lines = _lines(page, container, skip, title_node)
    faults.check(page, title, container, lines)
    video = _video(page) if fit is None and _thin(lines) else None
    if video is not None:
        page, lines, reader = page._replace(layout=video), [], outlet.family.id if outlet else "generic"
        title, lead = fields.title(page)[0], fields.lead(page)[0]
    elif fit is None:
        faults.check_list(page, container, lines)
        if _thin(lines):
            lines = bodies.settle(generic.lines(html, url)) or lines

    if fit is None:
        lines = bodies.without_teasers(bodies.without_labels(lines))
    lines, lead = fields.split_lead(page, lines, lead, title)
    byline = signing.byline(page)
    lines, credited = credits.split(lines, names)
    byline = byline or credited
    lines, byline = signing.split_signature(lines, byline, names)
    byline = byline or signing.signed_below(container, names)
    if not lines and not lead:
        raise VifactsError("VF111", url)
    faults.check_body(page, lines, lead, known=fit is not None or video is not None)
    published, modified = dating.times(page, title)
    article = build(lines, lead)
    article.outlet = outlet.id if outlet else None
    article.url = url
    article.title = title
    article.author = byline
    article.published = published
    article.modified = modified
    article.section = fields.section(page)
    article.tags = fields.tags(page)
    article.reader = reader
    article.source = source
    article.id = article_id(article, outlet)
    return article


def _host_names(url: str | None) -> tuple[str, ...]:
    """What an outlet that is not described may call itself: its host and the host's first part."""
    host = plain_host(host_of(url)) if url else ""
    return (host, host.partition(".")[0]) if host else ()


def article_id(article: Article, outlet: Outlet | None) -> str:
    """Outlet and number, else a hash of the canonical address, else of the text."""
    if article.url:
        return outlet.article_id(article.url) if outlet else url_id(article.url)
    return hashed_id(article.text)


def _skipped(page: Page, container: LexborNode | None, nodes: list[LexborNode | None]) -> set[int]:
    """The nodes in the container that are no part of the body: what is dropped, the title's, lead's and byline's."""
    if container is None:
        return set()
    tree = page.tree
    skip = tree.ids(container, page.layout.drop) | tree.ids(container, page.common.drop)
    skip |= tree.ids(container, page.layout.tags)
    labels = ", ".join((*page.layout.byline, *page.layout.time, *page.layout.modified))
    if labels:
        skip |= {n.mem_id for n in container.css(labels) if len(n.text(deep=True, strip=True)) <= _LONGEST_LABEL}
    skip |= {node.mem_id for node in nodes if node is not None}
    return skip


def _lines(page: Page, container: LexborNode | None, skip: set[int], headline: LexborNode | None) -> list[Piece]:
    if container is None:
        return []
    captions = page.tree.ids(container, page.layout.captions) | page.tree.ids(container, page.common.captions)
    headings = page.tree.ids(container, page.layout.headings)
    start = headline.mem_id if headline is not None else None
    return bodies.settle(pieces(container, captions, skip, headings, start))


def _video(page: Page) -> Layout | None:
    """The outlet's layout of a page that is a video with a lead and has no text of its own; null for other pages."""
    outlet = page.outlet
    if outlet is None or page.url is None or not outlet.is_article(page.url):
        return None
    if not page.tree.any(("video", "[class*=video] iframe", "[class*=player]", "[type=VideoStream]")):
        return None
    leads = (layout for layout in outlet.layouts if layout.lead and page.tree.first(layout.lead) is not None)
    return next(leads, None)


def _thin(lines: list[Piece]) -> bool:
    return sum(len(p.text) for p in lines if p.kind == "paragraph") < 2 * layouts.LEAST_BODY
