"""The head of a pasted text: section, title, byline, date, in whatever order the page had them."""

from __future__ import annotations

import re
from typing import NamedTuple

from vifacts.pages import people, times
from vifacts.pages.text import fold, loose, pattern

#: A line that is a picture's file name.
IMAGE = re.compile(r"^\S(?:.{0,200}\S)?\.(?:jpe?g|png|gif|webp|bmp|tiff?|heic)(?:\s*\(\d+\))?$", re.IGNORECASE)
_DAY = re.compile(
    r"\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:19|20)\d\d|\d{1,2} tháng \d{1,2},? (?:năm )?(?:19|20)\d\d", re.IGNORECASE
)
_DATE_WORDS = re.compile(
    r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|ngày|lúc|đăng|cập nhật|ngày đăng|xuất bản|gmt\s*\+?\s*7"
    r"|utc\s*\+?\s*7|sáng|chiều|tối|am|pm|sa|ch|tháng|năm|phút|giờ|h|lần cuối)",
    re.IGNORECASE,
)
#: What ends a sentence or leads into one.
STOPS = (".", "!", "?", "…", ":", ";", ",")
_TITLE = 250
#: The head of a pasted text is its first lines.
_HEAD_LINES = 8


class Head(NamedTuple):
    """What a text's first lines say of it, and where its body begins. ``keep`` are lines above ``end`` that are
    text (a lead over the byline)."""

    section: str | None
    title: str | None
    author: str | None
    published: str | None
    end: int
    keep: tuple[str, ...] = ()


def read_head(lines: list[str]) -> Head:
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
    if title is not None and len(lines[title].split()) < 5 and not _outlet(lines[title]) and _headline(lines, end):
        # "Xây dựng Đảng", the date, then the headline
        keep = tuple(lines[i] for i in before if i != title and not _is_label(lines[i]))
        return Head(lines[title], lines[end], author, published, _skip_labels(lines, end + 1), keep)
    if title is not None:
        over = [i for i in before if i < title and not _outlet(lines[i])]
        author, end = _author_below(lines, author, end)
        section = lines[over[-1]] if over and _is_label(lines[over[-1]]) else None
        keep = tuple(lines[i] for i in before if i != title and not (i < title and _is_label(lines[i])))
        return Head(_crumb(section), lines[title], author, published, end, keep)
    keep = tuple(lines[i] for i in before if not _is_label(lines[i]))
    if not keep and end < len(lines) and _is_title(lines[end]):
        over = [i for i in before if not _outlet(lines[i])]
        section = lines[over[-1]] if over else None
        return Head(_crumb(section), lines[end], author, published, _skip_labels(lines, end + 1))
    return Head(None, None, author, published, end, keep)


def _headline(lines: list[str], at: int) -> bool:
    """Whether a headline stands at a place: longer than a section's name, and no sentence."""
    return at < len(lines) and _is_title(lines[at]) and len(lines[at].split()) >= 5 and not lines[at].endswith("”.")


def _author_below(lines: list[str], author: str | None, end: int) -> tuple[str | None, int]:
    """The author on a line of his own under the date, and where the text begins then."""
    if author is None and end + 1 < len(lines) and len(lines[end].split()) <= 6:
        name = people.signature(lines[end])
        if name and len(lines[end + 1]) > len(lines[end]):
            return name, _skip_labels(lines, end + 1)
    return author, end


def _outlet(line: str) -> bool:
    """Whether a line is an outlet's name over its page."""
    return (
        re.match(r"(?:báo|tạp chí|cổng thông tin)\s+(?:và\s+)?\S", line, re.IGNORECASE) is not None and len(line) <= 50
    )


def _is_label(line: str) -> bool:
    """Whether a line can be a section's name or a trail of them."""
    return len(line) <= 60 and not line.endswith(STOPS)


def _undated_head(lines: list[str], first_text: int) -> Head:
    """A head without a date: a headline repeated at the end of the text, or under a section's line."""
    tail = {loose(line) for line in lines[-4:]} if len(lines) > 6 else set()
    for i in range(min(first_text, 2)):
        if _is_title(lines[i]) and loose(lines[i]) in tail and all(_is_label(line) for line in lines[:i]):
            return Head(_crumb(lines[i - 1]) if i else None, lines[i], None, None, i + 1)
    return Head(None, None, None, None, 0)


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
        and not IMAGE.match(line)
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
