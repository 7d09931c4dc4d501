"""The byline of a page: an element, the metadata, or the signature at the end of the body."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborNode

from vifacts.pages import credits, people
from vifacts.pages.body import same
from vifacts.pages.walk import Piece, one_line, pieces

if TYPE_CHECKING:
    from vifacts.pages.html import Page

_LONGEST_SIGNATURE = 80


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
        made: list[str] = []
        for node in page.tree.css(selector)[:6]:
            name = _name_in(_label_lines(node), page.own_names, trusted)
            if name and not people.within(name, names):
                (made if _no_writer(node) else names).append(name)
        names = names or made
        if names:
            return " - ".join(names[:4]) if trusted else names[0]
    return None


def _no_writer(node: LexborNode) -> bool:
    """Whether a label names only those who took the pictures or made the page."""
    told = credits.parse(one_line(node))
    return told is not None and all(credit.kind != "writer" for credit in told)


def _label_lines(node: LexborNode) -> Iterator[str]:
    """A label as one line, then its first lines one by one where there are several."""
    whole = one_line(node)
    told = credits.parse(whole)
    if told is not None and (named := credits.author(told)):
        yield named
    yield whole
    yield from (text for p in pieces(node)[:2] if (text := p.text) != whole)


def _name_in(lines: Iterable[str], own_names: Collection[str], trusted: bool) -> str | None:
    """The first of the lines that is a signature, else, where trusted, one that could be a pen name."""
    cleaned = []
    for line in lines:
        if name := people.clean_byline(line, own_names):
            if people.signature(name, own_names):
                return name
            cleaned.append(name)
    if not trusted:
        return None
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
        piece = lines[last]
        found = people.signature(piece.text, own_names)
        if name is not None and same(piece.text, name):
            found = name
        elif found is None or piece.kind in ("heading", "list"):
            break
        elif found and (name or signed) and not (piece.bold or piece.right or people.marked(piece.text)):
            break  # a second bare name is text: the last of a list of names
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
