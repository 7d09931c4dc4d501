"""Selecting in the fast tree: queries that cannot match are never run.

A page is some 200 KB and a query walks all of it (0.1 ms, more for a list of selectors). The classes and ids of a page
are collected once in 0.3 ms, and most of the selectors that fit most content systems are not among them. (An index of
the nodes by their classes was tried: it costs what it saves.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from vifacts.pages.walk import Piece, one_line, pieces

_NAME = re.compile(r"[.#](?P<whole>[A-Za-z][\w-]+)|\[(?P<key>[\w-]+)[*^$~|]?=[\"']?(?P<part>[\w-]+)")
_PSEUDO = re.compile(r":[\w-]+\([^()]*\)")


class Tree:
    """A parsed page with its source (``text``, and ``source`` in UTF-8 where the page came so); ``css`` and what is
    made of it look at the names in the page first."""

    def __init__(self, text: str, source: bytes | None = None) -> None:
        self.text = text
        self.source = text.encode("utf-8", "ignore") if source is None else source
        self.parser = LexborHTMLParser(self.source)
        self._whole = _classes_and_ids(self.parser)
        self._parts = "\n".join(self._whole)
        self._found: dict[tuple[str, str], bool] = {}
        self._lines: list[Piece] | None = None

    @property
    def body(self) -> LexborNode | None:
        """The body element."""
        return self.parser.body

    def lines(self) -> list[Piece]:
        """The lines of the whole page, menus and all."""
        if self._lines is None:
            self._lines = pieces(self.body) if self.body is not None else []
        return self._lines

    def present(self, selector: str) -> bool:
        """Whether all classes, ids and values that the selector names stand in the page."""
        whole, parts = _names(selector)
        return whole <= self._whole and (not parts or all(self._has(part) for part in parts))

    def _has(self, part: tuple[str, str]) -> bool:
        """Whether a part of an attribute's value ("class", "sapo") stands in the page."""
        known = self._found.get(part)
        if known is None:
            key, value = part
            known = value in self._parts if key in ("class", "id") else value.encode() in self.source
            self._found[part] = known
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


def _classes_and_ids(parser: LexborHTMLParser) -> frozenset[str]:
    """All class names and ids of the page."""
    values: set[str | None] = set()
    for node in parser.css("[class], [id]"):
        values.add(node.attrs.get("class"))
        values.add(node.id)
    return frozenset(" ".join(filter(None, values)).split())


@lru_cache(maxsize=4096)
def _names(selector: str) -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    """What must stand in a page for the selector to find anything: classes and ids, and attributes with a part of
    their value; nothing for a list of selectors."""
    if "," in selector:
        return frozenset(), ()
    found = list(_NAME.finditer(_PSEUDO.sub("", selector)))
    return frozenset(m["whole"] for m in found if m["whole"]), tuple((m["key"], m["part"]) for m in found if m["key"])
