"""Selecting in the fast tree: queries that cannot match are never run.

A page is some 200 KB and a query 0.1 to 0.4 ms; the classes and ids of a page are collected once in 0.7 ms, and most
of the selectors that fit most content systems are not among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from vifacts.pages.walk import one_line

_NAME = re.compile(r"[.#](?P<whole>[A-Za-z][\w-]+)|\[(?P<key>[\w-]+)[*^$~|]?=[\"']?(?P<part>[\w-]+)")
_BARE = re.compile(r"[^\s>]*")
#: Spellings of the attributes on old pages: capitals, a space before the sign. Looked for in samples of a page.
_ODD = ("CLASS=", "Class=", "ID=", "Id=", "class =", "id =")
_SAMPLE = 8_000
_PSEUDO = re.compile(r":[\w-]+\([^()]*\)")


class Tree:
    """A parsed page with its source; ``css`` and what is made of it look at the source first."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.parser = LexborHTMLParser(html)
        self._whole = _classes_and_ids(html)
        self._parts = "\n".join(self._whole)
        self._found: dict[str, bool] = {}

    @property
    def body(self) -> LexborNode | None:
        """The body element."""
        return self.parser.body

    def present(self, selector: str) -> bool:
        """Whether all classes, ids and values that the selector names stand in the page's source."""
        return all(self._has(kind, name) for kind, name in _names(selector))

    def _has(self, kind: str, name: str) -> bool:
        if kind == "whole":
            return name in self._whole
        known = self._found.get(name)
        if known is None:
            known = self._found[name] = name in (self._parts if kind in ("class", "id") else self.html)
        return known

    def css(self, selector: str) -> list[LexborNode]:
        """The nodes that a selector finds, in the page's order."""
        return self.parser.css(selector) if self.present(selector) else []

    def css_first(self, selector: str) -> LexborNode | None:
        """The first node that a selector finds."""
        return self.parser.css_first(selector) if self.present(selector) else None

    def any(self, selectors: Iterable[str]) -> bool:
        """Whether one of the selectors finds something."""
        return any(self.css_first(selector) is not None for selector in selectors)

    def first(self, selectors: Iterable[str]) -> LexborNode | None:
        """The first node of the first selector that finds one with text in it."""
        for selector in selectors:
            for node in self.css(selector):
                if node.text(deep=True, strip=True):
                    return node
        return None

    def longest(self, selectors: Iterable[str], least: int) -> LexborNode | None:
        """The node with the most text of the first selector that finds one with ``least`` characters."""
        for selector in selectors:
            nodes = self.css(selector)
            if not nodes:
                continue
            size, node = max(((len(n.text(deep=True, strip=True)), n) for n in nodes), key=lambda pair: pair[0])
            if size >= least:
                return node
        return None

    def texts(self, selectors: Iterable[str]) -> Iterator[str]:
        """The text of every node that the selectors find, in their order."""
        for selector in selectors:
            for node in self.css(selector):
                if value := one_line(node):
                    yield value

    def ids(self, node: LexborNode, selectors: Iterable[str]) -> set[int]:
        """The ids (``mem_id``) of all nodes under ``node`` that the selectors find."""
        joined = ", ".join(selector for selector in selectors if self.present(selector))
        return {found.mem_id for found in node.css(joined)} if joined else set()


def _classes_and_ids(html: str) -> frozenset[str]:
    """All class names and ids in the source (what stands so in scripts as well: too many do no harm)."""
    values: set[str] = set()
    step = max(len(html) // 4, 1)
    sample = "".join(html[at : at + _SAMPLE] for at in range(0, len(html), step))
    for spelling in ("class=", "id=", *(odd for odd in _ODD if odd in sample)):
        for piece in html.split(spelling)[1:]:
            if piece[:1] == " ":
                piece = piece.lstrip()
            if piece[:1] in ('"', "'"):
                values.add(piece[1 : piece.find(piece[0], 1)])
            elif bare := _BARE.match(piece):
                values.add(bare[0])
    return frozenset(name for value in values for name in value.split())


@lru_cache(maxsize=4096)
def _names(selector: str) -> tuple[tuple[str, str], ...]:
    """What must stand in a page for the selector to find anything: ("whole", a class or an id), or an attribute and
    a part of its value; nothing for a list of selectors."""
    if "," in selector:
        return ()
    found = _NAME.finditer(_PSEUDO.sub("", selector))
    return tuple(("whole", m["whole"]) if m["whole"] else (m["key"], m["part"]) for m in found)
