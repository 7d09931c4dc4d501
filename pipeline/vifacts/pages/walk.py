"""One walk over a container: the lines of the layout, and what the markup says of each.

A line is whatever the layout breaks (``<p>``, ``<div>``, ``<br>``): provincial papers write bodies as ``<div>``
blocks, captions as centred ``<em>`` paragraphs, and photo credits in table cells.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from vifacts.pages.text import fold
from vifacts.record import BlockKind

_BLOCK = frozenset(
    "p div section article main header footer aside blockquote center figure figcaption ul ol li dl dt dd table tbody "
    "thead tfoot tr td th caption h1 h2 h3 h4 h5 h6 pre address details summary fieldset hr form body html "
    "picture".split()
)
_SKIP = frozenset(
    "script style noscript template iframe form button select input textarea svg nav object ins video audio "
    "head".split()
)
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"i", "em"})
_STYLING = frozenset({*_BOLD, *_ITALIC, "center", "blockquote"})
_QUOTE = re.compile(r"quote|trich-?dan", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
#: A caption longer than this is text that stands beside a picture.
CAPTION_LIMIT = 450
#: Elements deeper than this are read as plain text.
_DEEPEST = 200


class Piece(NamedTuple):
    """One line of the layout: ``kind`` as far as the markup says it, and how its letters are set.

    ``bold``, ``italic`` and ``link`` are true where all letters are; ``centred`` is the block's alignment;
    ``beside_image`` says that a picture stands directly before it, ``with_image`` that it shares its block; ``quote``
    that it stands in a box for quotations.
    """

    kind: BlockKind
    text: str
    bold: bool = False
    italic: bool = False
    link: bool = False
    centred: bool = False
    right: bool = False
    beside_image: bool = False
    with_image: bool = False
    quote: bool = False


class _Style(NamedTuple):
    kind: BlockKind = "paragraph"
    bold: bool = False
    italic: bool = False
    link: bool = False
    centred: bool = False
    right: bool = False
    quote: bool = False


_PLAIN = _Style()


def _common(styles: list[_Style]) -> _Style:
    """What all parts of a line have in common; its alignment is the first part's."""
    first = styles[0]
    if all(style is first for style in styles):
        return first
    kinds = {s.kind for s in styles}
    kind: BlockKind = next((k for k in ("caption", "heading", "list") if k in kinds), "paragraph")
    if kind in ("heading", "caption") and len(kinds) > 1:
        kind = "paragraph"
    return _Style(
        kind,
        all(s.bold for s in styles),
        all(s.italic for s in styles),
        all(s.link for s in styles),
        first.centred,
        first.right,
        first.quote,
    )


class _Walk:
    """One pass over a container. ``captions`` and ``skip`` are node ids (``mem_id``); the lines before the node
    ``start`` are left out."""

    def __init__(
        self, captions: Collection[int], skip: Collection[int], headings: Collection[int], start: int | None = None
    ) -> None:
        self.captions = captions
        self.skip = skip
        self.headings = headings
        self.start = start
        self.pieces: list[Piece] = []
        self.run: list[tuple[str, _Style]] = []
        self.image = False  # a picture stands directly before what comes next
        self.same_block = False  # and in the same block
        self.depth = 0
        self.colon = False  # titles in parts: "<span>Phường A:</span><span>Mong sớm</span>"

    def flush(self) -> None:
        """End the line: what was gathered becomes a piece."""
        run = self.run
        if not run:
            return
        if len(run) == 1:
            raw, style = run[0]
            text = fold(raw)
        else:
            text = fold("".join([t for t, _ in run]))
            style = _common([s for t, s in run if t.strip()]) if text else _PLAIN
        run.clear()
        if text:
            image = self.image
            self.pieces.append(Piece(style[0], text, *style[1:6], image, image and self.same_block, style[6]))
            self.image = False

    def walk(self, node: LexborNode, style: _Style) -> None:
        """Take in the children of ``node``."""
        if self.depth >= _DEEPEST:
            self.run.append((node.text(deep=True), style))
            return
        self.depth += 1
        child = node.first_child
        while child is not None:
            tag = child.tag
            if tag == "-text":
                text = child.text_content
                if text and (self.run or not text.isspace()):
                    if self.colon and self.run and self.run[-1][0].endswith(":"):
                        self.run.append((" ", style))
                    self.run.append((text, style))
            elif tag == "br":
                self.flush()
            elif tag == "img":
                self._picture()
            elif tag is not None and tag[0] not in "-!_" and tag not in _SKIP:
                self._element(child, tag, style)
            elif tag in ("iframe", "video"):
                self._picture()
            child = child.next
        self.depth -= 1

    def _picture(self) -> None:
        self.flush()
        self.image = True
        self.same_block = True

    def _element(self, node: LexborNode, tag: str, style: _Style) -> None:
        identity = node.mem_id
        if identity == self.start:
            self.run.clear()
            self.pieces.clear()
            self.image = False
        if identity in self.skip and not (tag == "a" and self.run):  # a link in a sentence is the sentence's
            return
        attributes = node.attributes
        css = attributes.get("style") or ""
        if css and _HIDDEN_STYLE.search(css):
            return
        inner = _styled(style, tag, attributes, css)
        if identity in self.captions:
            inner = _Style("caption", *inner[1:])
        elif identity in self.headings or tag in _HEADINGS:
            if style.kind == "paragraph":
                inner = _Style("heading", *inner[1:])
        elif tag == "li" and style.kind == "paragraph":
            inner = _Style("list", *inner[1:])
        if tag not in _BLOCK:
            self.walk(node, inner)
            return
        self.flush()
        if tag not in ("td", "tbody", "tr", "figcaption"):
            self.same_block = False
        if tag == "table":
            self._table(node, inner)
        elif tag == "figure" and style.kind == "paragraph" and node.css_first("table") is None:
            self.walk(node, inner._replace(kind="caption"))
        else:
            self.walk(node, inner)
        self.flush()

    def _table(self, node: LexborNode, style: _Style) -> None:
        """A table around a picture is its frame, one of rows and columns is data, any other is layout."""
        rows = node.css("tr")
        if node.css_first("img, video, iframe") is not None:
            words = fold(node.text(deep=True))
            framed = len(words) <= CAPTION_LIMIT or bool(self.captions)
            self.walk(node, style._replace(kind="caption") if framed and len(words) <= CAPTION_LIMIT else style)
            return
        cells = [
            [c for c in row.css("td, th") if c.parent is not None and c.parent.mem_id == row.mem_id] for row in rows
        ]
        if len(rows) >= 2 and sum(len(c) >= 2 for c in cells) >= len(rows) - 1 and style.kind == "paragraph":
            for row in cells:
                line = " | ".join(t for t in (fold(c.text(deep=True, separator=" ")) for c in row) if t)
                if line:
                    self.pieces.append(Piece("list", line))
            return
        self.walk(node, style)


def _styled(style: _Style, tag: str, attributes: dict[str, str | None], css: str) -> _Style:
    """The style inside of an element."""
    if not attributes and tag not in _STYLING:
        return style
    bold = style.bold or tag in _BOLD or bool(css and _BOLD_STYLE.search(css))
    italic = style.italic or tag in _ITALIC or bool(css and _ITALIC_STYLE.search(css))
    link = style.link or (tag == "a" and bool(attributes.get("href")))
    centred, right, quote = style.centred, style.right, style.quote
    if tag in _BLOCK:
        align = (attributes.get("align") or "").lower()
        classes = attributes.get("class") or ""
        quote = quote or tag == "blockquote" or (bool(classes) and _QUOTE.search(classes) is not None)
        if align or css or classes:
            low = css.lower().replace(" ", "")
            if (
                tag == "center"
                or align == "center"
                or _CENTRED.search(css)
                or "text-center" in classes
                or "align-center" in classes
            ):
                centred, right = True, False
            elif align == "right" or "text-align:right" in low or "text-right" in classes or "text-end" in classes:
                centred, right = False, True
            elif align or "text-align" in low:
                centred = right = False
        elif tag == "center":
            centred = True
    if (bold, italic, link, centred, right, quote) == style[1:]:
        return style
    return _Style(style.kind, bold, italic, link, centred, right, quote)


def pieces(
    container: LexborNode,
    captions: Collection[int] = (),
    skip: Collection[int] = (),
    headings: Collection[int] = (),
    start: int | None = None,
) -> list[Piece]:
    """The lines of a container in the order of the page, with what the markup says of each; those before the node
    ``start`` (the headline, where the container holds it) are left out."""
    walk = _Walk(captions, skip, headings, start)
    walk.walk(container, _PLAIN)
    walk.flush()
    return walk.pieces


def one_line(node: LexborNode) -> str:
    """The text of a node on one line, a space between its blocks and after a colon that ends an element."""
    walk = _Walk((), (), ())
    walk.colon = True
    walk.walk(node, _PLAIN)
    walk.flush()
    return " ".join(piece.text for piece in walk.pieces)
