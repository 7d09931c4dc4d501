"""Text copied from a newspaper's page: furniture out, captions kept as captions, everything else in its order.

The head of such a text is a section, the title, a byline with date and time, in whatever order the page had them;
its tail a signature, counters, sharing labels, tags and the title again. A text without any of this is only text:
every line a paragraph, nothing lost.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from vifacts.outlets.urls import hashed_id
from vifacts.pages import people, times
from vifacts.pages.article import build
from vifacts.pages.body import credited
from vifacts.pages.leads import drop_stamp
from vifacts.pages.text import fold, loose, pattern
from vifacts.record import Article, BlockKind, Source

_IMAGE = re.compile(r"^\S(?:.{0,200}\S)?\.(?:jpe?g|png|gif|webp|bmp|tiff?|heic)(?:\s*\(\d+\))?$", re.IGNORECASE)
_DAY = re.compile(
    r"\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:19|20)\d\d|\d{1,2} tháng \d{1,2},? (?:năm )?(?:19|20)\d\d", re.IGNORECASE
)
_DATE_WORDS = re.compile(
    r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|ngày|lúc|đăng|cập nhật|ngày đăng|xuất bản|gmt\s*\+?\s*7"
    r"|utc\s*\+?\s*7|sáng|chiều|tối|am|pm|sa|ch|tháng|năm|phút|giờ|h|lần cuối)",
    re.IGNORECASE,
)
_STOPS = (".", "!", "?", "…", ":", ";", ",")
#: A headline or a sub-heading is shorter, a paragraph mostly longer.
_HEADING = 140
_TITLE = 250
#: The head of a pasted text is its first lines.
_HEAD_LINES = 8


class _Head(NamedTuple):
    section: str | None
    title: str | None
    author: str | None
    published: str | None
    end: int
    keep: tuple[str, ...] = ()  # lines above ``end`` that are text: a lead over the byline


def read_text(text: str, *, source: Source | None = None) -> Article:
    """The article in a pasted text. Its id is a hash of the text; ``reader`` is "pasted".

    Never fails: a text of furniture only comes back as its own lines.
    """
    lines = [line for raw in text.splitlines() if (line := fold(raw))]
    head = _read_head(lines)
    body = [*head.keep, *lines[head.end :]]
    marked = head.end > 0
    body, author, tags, cut = _read_tail(body, head, marked)
    marked = marked or cut or any(_IMAGE.match(line) for line in body)
    pairs = _blocks(body, head, marked)
    if not pairs:
        pairs = [("paragraph", line) for line in lines]
    article = build(pairs)
    article.title = head.title
    article.section = head.section
    article.author = head.author or author
    article.published = head.published
    article.tags = tags
    article.reader = "pasted"
    article.source = source
    article.id = hashed_id(article.text, "text")
    return article


def _read_head(lines: list[str]) -> _Head:
    """What the first lines say of the article: known by the line that carries the date.

    The title is the last headline before that line, or the first after it where none stands before; a shorter line
    before the title is the section. Without a date line only a section and a headline above a lead are taken.
    """
    first_text = next(
        (i for i, line in enumerate(lines[:_HEAD_LINES]) if len(line) > _TITLE), min(len(lines), _HEAD_LINES)
    )
    dated = next((i for i in range(first_text) if _is_date_line(lines[i])), None)
    if dated is None:
        return _undated_head(lines, first_text)
    published = times.parse(lines[dated])
    author = _author_of(lines[dated])
    before = [i for i in range(dated) if not pattern("line").fullmatch(lines[i])]
    if author is None and len(before) >= 2 and (name := people.signature(lines[before[-1]])):
        author = name
        before.pop()
    end = _skip_labels(lines, dated + 1)
    title = max((i for i in before if _is_title(lines[i])), key=lambda i: (len(lines[i].split()) >= 5, i), default=None)
    if title is not None:
        over = [i for i in before if i < title]
        section = lines[over[-1]] if over and _is_label(lines[over[-1]]) else None
        keep = tuple(lines[i] for i in before if i != title and not (i < title and _is_label(lines[i])))
        return _Head(_crumb(section), lines[title], author, published, end, keep)
    keep = tuple(lines[i] for i in before if not _is_label(lines[i]))
    if not keep and end < len(lines) and _is_title(lines[end]):
        return _Head(None, lines[end], author, published, _skip_labels(lines, end + 1))
    return _Head(None, None, author, published, end, keep)


def _is_label(line: str) -> bool:
    """Whether a line can be a section's name or a trail of them."""
    return len(line) <= 60 and not line.endswith(_STOPS)


def _undated_head(lines: list[str], first_text: int) -> _Head:
    """A head without a date: a headline repeated at the end of the text, or under a section's line."""
    tail = {loose(line) for line in lines[-4:]} if len(lines) > 6 else set()
    for i in range(min(first_text, 2)):
        if _is_title(lines[i]) and loose(lines[i]) in tail and all(_is_label(line) for line in lines[:i]):
            return _Head(_crumb(lines[i - 1]) if i else None, lines[i], None, None, i + 1)
    return _Head(None, None, None, None, 0)


def _skip_labels(lines: list[str], at: int) -> int:
    """Past sharing labels, counters and a name alone that follow the date line."""
    while at < len(lines) and pattern("line").fullmatch(lines[at]):
        at += 1
    return at


def _is_title(line: str) -> bool:
    return (
        12 <= len(line) <= _TITLE
        and len(line.split()) >= 3
        and not line.endswith((".", ":", ";", ","))
        and not _IMAGE.match(line)
    )


def _crumb(section: str | None) -> str | None:
    """The last part of a trail ("Trang chủ > Chính trị > Xây dựng Đảng")."""
    if not section:
        return None
    return re.split(r"\s*[>»›/|]\s*", section)[-1].strip() or None


def _is_date_line(line: str) -> bool:
    """Whether a line is a date with little beside it: a weekday, a clock time, a name."""
    if len(line) > 120 or times.parse(line) is None or not _DAY.search(line):
        return False
    rest = _rest_of_date(line)
    return not rest or (
        len(rest.split()) <= 8 and (people.signature(rest) is not None or pattern("line").fullmatch(rest) is not None)
    )


def _rest_of_date(line: str) -> str:
    rest = _DAY.sub(" ", line)
    rest = re.sub(r"\d{1,2}\s?(?:[:hg]|giờ)\s?\d{1,2}(?:[:p]\d\d|\s?phút)?", " ", rest)
    rest = re.sub(rf"(?<!\w){_DATE_WORDS.pattern}(?!\w)", " ", rest, flags=re.IGNORECASE)
    return fold(re.sub(r"[|,;:()\[\]•·+]|(?<!\w)[-–—](?!\w)|(?<=\s)7(?=\s|$)", " ", rest)).strip(" -–—.")


def _author_of(line: str) -> str | None:
    rest = _rest_of_date(line)
    return people.signature(rest) or None if rest else None


def _read_tail(lines: list[str], head: _Head, marked: bool) -> tuple[list[str], str | None, list[str], bool]:
    """The lines without what stands after the article; the signature, the tags, whether anything was cut.

    The end is looked for from behind: furniture lines, the title again, tags; under them the signature.
    """
    author: str | None = None
    tags: list[str] = []
    title = loose(head.title) if head.title else None
    end = len(lines)
    at = end - 1
    allowance = 2  # crumbs ("ss", a section's name) between furniture lines
    strays: list[int] = []
    while at >= 0:
        line = lines[at]
        found = pattern("tags").match(line)
        if found:
            tags = [t.strip(" #.") for t in re.split(r"[,;#]", found["tags"]) if t.strip(" #.")] + tags
            end, strays = at, []
        elif (
            _is_furniture(line)
            or (title and loose(line) == title)
            or (head.section and loose(line) == loose(head.section))
        ):
            end, strays = at, []
        elif len(line) <= 40 and not line.endswith(_STOPS) and allowance and (marked or end < len(lines)):
            name = people.signature(line)
            known = head.author is not None and name is not None and people.within(name, [head.author])
            if known or (name is not None and len(line.split()) >= 2):
                break
            allowance -= 1
            strays.append(at)
        else:
            break
        at -= 1
    cut = end < len(lines)
    lines = lines[:end]
    if not (cut or marked):
        return lines, None, [], False
    while lines:
        name = people.signature(lines[-1])
        if name is None or len(lines) < 2 or (lines[-1].endswith(".") and len(lines[-1].split()) > 3):
            break
        author = name or author
        lines = lines[:-1]
        cut = True
    return lines, author, tags, cut


def _is_furniture(line: str) -> bool:
    """Whether a line is no text wherever it stands. A line of links' labels counts, too."""
    if not any(c.isalnum() for c in line):
        return True
    return len(line) <= 160 and (
        pattern("line").fullmatch(line) is not None or pattern("related").fullmatch(line) is not None
    )


def _blocks(lines: list[str], head: _Head, marked: bool) -> list[tuple[BlockKind, str]]:
    """Lines to blocks: the lead under the head, captions under image names, short lines between as headings."""
    if not marked:
        return [("paragraph", line) for line in lines]
    pairs: list[tuple[BlockKind, str]] = []
    title = loose(head.title) if head.title else None
    image = False
    for i, line in enumerate(lines):
        if _IMAGE.match(line):
            image = True
            continue
        if _is_furniture(line) or (title and i < 3 and loose(line) == title):
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
    if len(line) > _HEADING or line.endswith((*_STOPS, "”", '"')) or not line[0].isalnum() or not line[0].isupper():
        return False
    return len(line.split()) <= 20 and any(len(other) > 100 for other in following)
