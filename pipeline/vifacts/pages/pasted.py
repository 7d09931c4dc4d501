"""Text copied from a newspaper's page: furniture out, captions kept as captions, everything else in its order.

The head of such a text is a section, the title, a byline with date and time; its tail a signature, counters, sharing
labels, tags and the title again. A text without any of this is only text: every line a paragraph, nothing lost.
"""

from __future__ import annotations

from collections.abc import Collection

from vifacts.outlets.urls import hashed_id
from vifacts.pages.article import build
from vifacts.pages.body import credited
from vifacts.pages.leads import drop_stamp
from vifacts.pages.pasted_head import IMAGE, STOPS, Head, read_head
from vifacts.pages.pasted_tail import is_furniture, read_tail
from vifacts.pages.text import fold, loose
from vifacts.record import Article, BlockKind, Source

#: A sub-heading is shorter, a paragraph mostly longer.
_HEADING = 140


def read_text(text: str, *, source: Source | None = None) -> Article:
    """The article in a pasted text. Its id is a hash of the text; ``reader`` is "pasted".

    Never fails: a text of furniture only comes back as its own lines.
    """
    lines = [line for raw in text.splitlines() if (line := fold(raw))]
    head = read_head(lines)
    body = [*head.keep, *lines[head.end :]]
    marked = head.end > 0
    tail = read_tail(body, head, marked)
    marked = marked or tail.cut or any(IMAGE.match(line) for line in body)
    pairs = _blocks(tail.lines, head, marked)
    if not pairs:
        pairs = [("paragraph", line) for line in lines]
    article = build(pairs)
    article.title = head.title
    article.section = head.section
    article.author = head.author or tail.author
    article.published = head.published or tail.published
    article.tags = tail.tags
    article.reader = "pasted"
    article.source = source
    article.id = hashed_id(article.text, "text")
    return article


def _blocks(lines: list[str], head: Head, marked: bool) -> list[tuple[BlockKind, str]]:
    """Lines to blocks: the lead under the head, captions under image names, short lines between as headings."""
    if not marked:
        return [("paragraph", line) for line in lines]
    pairs: list[tuple[BlockKind, str]] = []
    title = loose(head.title) if head.title else None
    image = False
    for i, line in enumerate(lines):
        if IMAGE.match(line):
            image = True
            continue
        if is_furniture(line) or (title and i < 3 and loose(line) == title):
            continue
        kind: BlockKind = "paragraph"
        if (image and len(line) <= 500) or credited(line):
            kind = "caption"
        elif not any(k != "caption" for k, _ in pairs) and head.end and _could_lead(line, lines[i + 1 :]):
            kind = "lead"
        elif _could_head(line, lines[i + 1 :]):
            kind = "heading"
        pairs.append((kind, drop_stamp(line) if not pairs else line))
        image = False
    return pairs


def _could_lead(line: str, following: Collection[str]) -> bool:
    """Whether the first line under the head is a lead: a sentence or two with a text after it."""
    return 40 <= len(line) <= 600 and any(len(other) > 100 for other in following)


def _could_head(line: str, following: Collection[str]) -> bool:
    """Whether a short line without a stop stands before text that it can be the heading of."""
    if len(line) > _HEADING or line.endswith((*STOPS, "”", '"')) or not line[0].isalnum() or not line[0].isupper():
        return False
    return len(line.split()) <= 20 and any(len(other) > 100 for other in following)
