"""Selecting in the fast tree: the first selector that finds text, and the ids of what selectors name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from vifacts.pages.body import one_line


def first(tree: LexborHTMLParser | LexborNode, selectors: Iterable[str]) -> LexborNode | None:
    """The first node of the first selector that finds one with text in it."""
    for selector in selectors:
        for node in tree.css(selector):
            if node.text(deep=True, strip=True):
                return node
    return None


def longest(tree: LexborHTMLParser | LexborNode, selectors: Iterable[str], least: int) -> LexborNode | None:
    """The node with the most text of the first selector that finds one with ``least`` characters."""
    for selector in selectors:
        nodes = tree.css(selector)
        if not nodes:
            continue
        size, node = max(((len(n.text(deep=True, strip=True)), n) for n in nodes), key=lambda pair: pair[0])
        if size >= least:
            return node
    return None


def texts(tree: LexborHTMLParser | LexborNode, selectors: Iterable[str]) -> Iterator[str]:
    """The text of every node that the selectors find, in their order."""
    for selector in selectors:
        for node in tree.css(selector):
            if value := one_line(node):
                yield value


def ids(tree: LexborHTMLParser | LexborNode, selectors: Iterable[str]) -> set[int]:
    """The ids (``mem_id``) of all nodes that the selectors find."""
    joined = ", ".join(selectors)
    return {node.mem_id for node in tree.css(joined)} if joined else set()
