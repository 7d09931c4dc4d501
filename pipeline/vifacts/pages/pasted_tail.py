"""The tail of a pasted text: signature, counters, sharing labels, tags, the title again, crumbs."""

from __future__ import annotations

import re
from typing import NamedTuple

from vifacts.pages import people, times
from vifacts.pages.pasted_head import STOPS, Head
from vifacts.pages.text import loose, pattern


class Tail(NamedTuple):
    """The lines before the tail, and what the tail says; ``cut`` tells whether there was one."""

    lines: list[str]
    author: str | None
    published: str | None
    tags: list[str]
    cut: bool


def read_tail(lines: list[str], head: Head, marked: bool) -> Tail:
    """The text without what stands after the article.

    ``marked`` says that the text has a head; without one only lines that are furniture for certain begin a tail. The
    end is looked for from behind: furniture, the title again, tags; above them the signature.
    """
    lines, tags = _cut_related(lines)
    end = len(lines)
    published: str | None = None
    known = {loose(line) for line in (head.title, head.section) if line}
    allowance = 2  # crumbs ("ss", a section's name) between furniture lines
    for at in range(end - 1, -1, -1):
        line = lines[at]
        found = pattern("tags").match(line)
        if found:
            tags = [*_split_tags(found["tags"]), *tags]
            end = at
        elif is_furniture(line) or loose(line) in known:
            published = published or times.parse(line)
            end = at
        elif allowance and (marked or end < len(lines)) and _is_crumb(line, head):
            allowance -= 1
        else:
            break
    cut = end < len(lines) or bool(tags)
    if not (cut or marked):
        return Tail(lines, None, None, [], False)
    lines, author = _signed(lines[:end])
    return Tail(lines, author, published, tags, cut or author is not None)


def _cut_related(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines up to a label ("Tin liên quan", "Từ khóa") after which no running text comes, and the tags under it."""
    last = max((i for i, line in enumerate(lines) if len(line) >= 100 and line.endswith(STOPS[:4])), default=None)
    if last is None:
        return lines, []
    label = next((i for i in range(last + 1, len(lines)) if pattern("related").fullmatch(lines[i])), None)
    if label is None:
        return lines, []
    tags: list[str] = []
    if pattern("tags").match(lines[label].rstrip(":") + ":"):
        for line in lines[label + 1 :]:
            if is_furniture(line) or len(line) > 40:
                break
            tags += _split_tags(line)
    return lines[:label], tags


def _split_tags(line: str) -> list[str]:
    return [tag for part in re.split(r"[,;#]", line) if (tag := part.strip(" #."))]


def _is_crumb(line: str, head: Head) -> bool:
    """Whether a short line behind the text is neither text nor a signature."""
    if len(line) > 40 or line.endswith(STOPS):
        return False
    name = people.signature(line)
    if name is None:
        return True
    return len(line.split()) < 2 and not (head.author and people.within(name, [head.author]))


def _signed(lines: list[str]) -> tuple[list[str], str | None]:
    """The lines without the signatures at their end, and the first of the names."""
    author: str | None = None
    while len(lines) >= 2:
        name = people.signature(lines[-1])
        if name is None or (lines[-1].endswith(".") and len(lines[-1].split()) > 3):
            break
        if name and author and not people.marked(lines[-1]):
            break  # a second bare name is text: the last of a list of names
        author = name or author
        lines = lines[:-1]
    return lines, author


def is_furniture(line: str) -> bool:
    """Whether a line is no text wherever it stands. A line of links' labels counts, too."""
    if not any(c.isalnum() for c in line):
        return True
    return len(line) <= 160 and (
        pattern("line").fullmatch(line) is not None or pattern("related").fullmatch(line) is not None
    )
