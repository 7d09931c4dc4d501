"""The body of a page of no known layout: where its paragraphs are densest, else what trafilatura finds.

A generic reader has to be told apart (``Article.reader`` is "generic"): nobody has said how this outlet's pages
look.
"""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from vifacts.pages.text import fold, pattern
from vifacts.pages.walk import Piece

_ASIDE = (
    "nav, footer, aside, form, header, [class*=comment], [id*=comment], "
    "[class*=footer], [class*=sidebar], [class*=menu]"
)
_INLINE = frozenset("b strong i em u span font sup sub mark".split())
#: Characters that make a line of text a paragraph and no link or label.
_PARAGRAPH = 60
#: Characters of a link that can be a headline.
_HEADLINE = 30
#: Inline elements within each other beyond this are no text of an article.
_DEEPEST = 50


def container(tree: LexborHTMLParser, *, dated: bool = False) -> LexborNode | None:
    """The element whose own paragraphs hold most text, links not counted; null where there is no such text.

    On a page that is ``dated`` (an article by its metadata) the boxes of a photo story are taken together.
    """
    body = tree.body
    if body is None:
        return None
    # what holds the page's headline is no margin, whatever its class is called
    aside = {node.mem_id for node in body.css(_ASIDE) if node.css_first("h1") is None}
    scores: dict[int, float] = {}
    nodes: dict[int, LexborNode] = {}
    for node in body.css("p, div, td, blockquote"):
        size = _own_text(node)
        if size < _PARAGRAPH or _inside(node, aside) or pattern("imprint").match("".join(_inline(node))):
            continue
        parent, share = node, 1.0
        # a <div> that holds text between its <br> is its own container; a paragraph counts for what holds it
        steps = 3 if node.tag == "p" else 4
        for step in range(steps):
            if step or node.tag != "p":
                nodes.setdefault(parent.mem_id, parent)
                scores[parent.mem_id] = scores.get(parent.mem_id, 0.0) + size * share
                share *= 0.6
            if parent.parent is None or parent.parent.tag in ("body", "html"):
                break
            parent = parent.parent
    if not scores:
        return None
    best = max(scores, key=scores.__getitem__)
    if scores[best] < 2 * _PARAGRAPH:
        return None
    return _widened(nodes[best]) if dated else nodes[best]


def _widened(node: LexborNode) -> LexborNode:
    """The box around boxes of a photo story or sections: the ancestor that holds far more running text than ``node``."""
    size = running(node)
    parent = node.parent
    for _ in range(3):
        if parent is None or parent.tag in ("body", "html"):
            break
        around = running(parent)
        if around >= 1.8 * size and (parent.css_first("h1") is None or _one_article(parent)):
            node, size = parent, around
        parent = parent.parent
    return node


def _one_article(node: LexborNode) -> bool:
    """Whether a box with a headline in it has no page around that, and no links to other articles in number."""
    if node.css_first("nav, footer, header nav, form") is not None or len(node.css("h1")) > 1:
        return False
    links = sum(len(a.text(deep=True, strip=True)) >= _HEADLINE for a in node.css("a[href]"))
    return 2 * links <= len(node.css("p"))


def running(node: LexborNode) -> int:
    """Characters of the paragraphs in a node that are sentences of some length."""
    texts = (p.text(deep=True, strip=True) for p in node.css("p"))
    return sum(len(t) for t in texts if len(t) >= 100 and t.endswith((".", "!", "?", "”", '"')))


def _own_text(node: LexborNode) -> int:
    """Characters of text directly in a node or in its inline elements, links not counted."""
    return sum(len(t) for t in _inline(node))


def _inline(node: LexborNode, depth: int = 0) -> Iterator[str]:
    child = node.first_child
    while child is not None:
        tag = child.tag
        if tag == "-text":
            text = (child.text_content or "").strip()
            if text:
                yield text
        elif tag in _INLINE and depth < _DEEPEST:
            yield from _inline(child, depth + 1)
        child = child.next


def _inside(node: LexborNode, aside: set[int]) -> bool:
    parent: LexborNode | None = node
    while parent is not None:
        if parent.mem_id in aside:
            return True
        parent = parent.parent
    return False


def lines(html: str, url: str | None) -> list[Piece]:
    """The paragraphs that trafilatura finds on a page."""
    import trafilatura  # a third of a second to import, for pages of unknown outlets only

    found = trafilatura.extract(
        html, url=url, include_comments=False, include_tables=True, favor_precision=True, deduplicate=False
    )
    return [Piece("paragraph", text) for line in (found or "").split("\n") if (text := fold(line).lstrip("-| "))]
