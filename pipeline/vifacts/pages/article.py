"""Blocks to an Article: the text is the blocks joined by a line feed, each span the block it came from."""

from __future__ import annotations

from collections.abc import Iterable

from vifacts.pages.walk import Piece
from vifacts.record import Article, Block, BlockKind


def build(lines: Iterable[Piece | tuple[BlockKind, str]], lead: str | None = None) -> Article:
    """An article without id whose text is ``lead`` and ``lines`` in order; empty lines are left out."""
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    pairs = [(line[0], line[1]) for line in lines]
    if lead:
        pairs.insert(0, ("lead", lead))
    for kind, text in pairs:
        if not text:
            continue
        blocks.append(Block(kind, (at, at + len(text))))
        parts.append(text)
        at += len(text) + 1
    return Article(id="", text="\n".join(parts), blocks=blocks)
