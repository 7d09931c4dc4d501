"""Which layout a page has: its outlet's, one whose marks it bears, or none that is known."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from vifacts.outlets.outlet import Outlet
from vifacts.outlets.registry import Registry
from vifacts.outlets.schema import Layout
from vifacts.pages.select import longest

#: A container with less text than this is an empty shell.
LEAST_BODY = 80
_NAME = re.compile(r"[.#]([A-Za-z][\w-]+)|\[[\w-]+[*^$~|]?=[\"']?([\w-]+)")


class Fit(NamedTuple):
    """A layout and the container its selectors found; ``reader`` is the name of its family."""

    reader: str
    layout: Layout
    body: LexborNode


def find(tree: LexborHTMLParser, html: str, outlet: Outlet | None, registry: Registry) -> Fit | None:
    """The layout of a page: the outlet's layouts in their order, else those of all families by their marks."""
    if outlet is not None:
        for layout in outlet.layouts:
            if (body := _fits(tree, html, layout.body)) is not None:
                return Fit(outlet.family.id, layout, body)
    for family, layout in _marked(registry):
        if _bears(tree, html, layout.marks) and (body := _fits(tree, html, layout.body)) is not None:
            return Fit(family, layout, body)
    return None


def _bears(tree: LexborHTMLParser, html: str, marks: list[str]) -> bool:
    return any(_present(html, mark) and tree.css_first(mark) is not None for mark in marks)


def _fits(tree: LexborHTMLParser, html: str, selectors: list[str]) -> LexborNode | None:
    return longest(tree, [s for s in selectors if _present(html, s)], LEAST_BODY)


@cache
def _names(selector: str) -> tuple[str, ...]:
    """The classes, ids and values that must stand in a page for the selector to find anything."""
    plain = re.sub(r":[\w-]+\([^()]*\)", "", selector)
    return tuple(a or b for a, b in _NAME.findall(plain))


def _present(html: str, selector: str) -> bool:
    """Whether the page can match at all: a search for names, far cheaper than a query."""
    return "," in selector or all(name in html for name in _names(selector))


def _marked(registry: Registry) -> list[tuple[str, Layout]]:
    marked = [(f.id, layout) for f in registry.families.values() for layout in f.layout if layout.marks]
    return marked + [(o.family.id, layout) for o in registry for layout in o.paper.layout if layout.marks]
