"""Which layout a page has: its outlet's, one whose marks it bears, or none that is known."""

from __future__ import annotations

from typing import NamedTuple

from selectolax.lexbor import LexborNode

from vifacts.outlets.outlet import Outlet
from vifacts.outlets.registry import Registry
from vifacts.outlets.schema import Layout
from vifacts.pages import generic
from vifacts.pages.select import Tree

#: A container with less text than this is an empty shell.
LEAST_BODY = 80


class Fit(NamedTuple):
    """A layout and the container its selectors found; ``reader`` is the name of its family."""

    reader: str
    layout: Layout
    body: LexborNode


def find(tree: Tree, outlet: Outlet | None, registry: Registry) -> Fit | None:
    """The layout of a page: the outlet's layouts in their order, else those of all families by their marks."""
    if outlet is not None:
        for layout in outlet.layouts:
            if (body := _body(tree, layout)) is not None:
                return Fit(outlet.family.id, layout, body)
    for family, layout in registry.marked:
        if tree.any(layout.marks) and (body := _body(tree, layout)) is not None:
            return Fit(family, layout, body)
    return None


def partly(tree: Tree, outlet: Outlet | None) -> Layout | None:
    """The outlet's layout whose fields are on a page that has its body elsewhere; null where fewer than two are."""
    best, most = None, 1
    for layout in outlet.layouts if outlet is not None else ():
        fields = (layout.title, layout.lead, layout.byline, layout.time)
        found = sum(tree.first(selectors) is not None for selectors in fields)
        if found > most:
            best, most = layout, found
    return best


def _body(tree: Tree, layout: Layout) -> LexborNode | None:
    body = tree.longest(layout.body, LEAST_BODY)
    return body if body is None or not layout.least_prose or generic.running(body) >= layout.least_prose else None
