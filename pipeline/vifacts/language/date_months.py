"""Months, quarters and parts of a year: "tháng 6/2024", "quý I", "6 tháng đầu năm"."""

from __future__ import annotations

import datetime as dt
import re

from vifacts.language.calendar_values import shift_month, span
from vifacts.language.date_base import (
    COUNT,
    DASH,
    DATA,
    END,
    RANGE,
    YEAR_SHIFT,
    Found,
    M,
    Y,
    count_of,
    counts_after,
    open_end,
)
from vifacts.language.date_context import Context
from vifacts.language.text import Text

_WORDS: dict[str, int] = DATA["months"]
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_OF_YEAR = rf"(?: *[/.–-] *(?P<y>{Y})|,? +năm +(?P<y2>{Y}))"

_MONTHS = re.compile(
    r"(?P<from>(?:kể )?từ +)?(?P<before>trước +(?:thời điểm +)?)?"
    r"(?:(?:đầu|giữa|cuối|trung tuần|thượng tuần|hạ tuần|trong|các|hết|đến|tới|vào) +)*"
    rf"(?:(?P<tháng>tháng) +(?P<m>{M}|(?:{'|'.join(_WORDS)})(?!\w)){_OF_YEAR}?"
    rf"|(?P<m0>{M}) *[/.] *(?P<y0>{Y})){END}(?! *{DASH} *\d{{1,2}} */ *\d{{1,2}}(?!\d| */))"
)
_NEXT = re.compile(
    rf" *(?:(?P<range>{RANGE})|,|và) *(?:(?:hết|đầu|giữa|cuối) +)*(?P<tháng>tháng +)?(?P<m>{M}){_OF_YEAR}?{END}"
)
_TAIL = re.compile(rf" *(?P<tail>{'|'.join(YEAR_SHIFT)}|vừa qua|vừa rồi|qua|tới|này|hằng năm|hàng năm|âm lịch)(?!\w)")
_UNKNOWN_TAILS = frozenset({"hằng năm", "hàng năm", "âm lịch"})


def read_months(text: Text, at: int, context: Context) -> Found | None:
    """ "tháng 6/2024", "6/2024", "tháng 6 vừa qua", "từ tháng 1 đến tháng 6/2024", "tháng 1, 2 và 3"."""
    key, start = text.key, text.tokens.starts[at]
    match = _MONTHS.match(key, start)
    if match is None:
        return None
    bare = match["tháng"] is None
    if bare and (_numbered(text, at) or counts_after(text, match.end())):
        return None
    word = match["m"] or match["m0"]
    months = [(int(word) if word.isdigit() else _WORDS[word], match["y"] or match["y2"] or match["y0"])]
    end = match.end()
    while len(months) < 12 and (more := _NEXT.match(key, end)) is not None:
        year = more["y"] or more["y2"]
        follows = more["tháng"] or (year and (more["range"] or not months[-1][1]))
        if not follows and (months[-1][1] or counts_after(text, more.end())):
            break
        months.append((int(more["m"]), year))
        end = more.end()
    tail = None if months[-1][1] else _TAIL.match(key, end)
    if tail is not None:
        end = tail.end()
        if tail["tail"] in _UNKNOWN_TAILS:
            return Found(start, end, None)
    year_of_last = months[-1][1] or _year(months[-1][0], tail["tail"] if tail else "", context, start)
    if year_of_last is None:
        return Found(start, open_end(key, end) if match["from"] else end, None, True)
    values, of_year, following = [], int(year_of_last), months[-1][0]
    for month, own in reversed(months):
        of_year = int(own) if own else of_year - (month > following)  # "từ tháng 10 đến tháng 2 năm sau"
        following = month
        values.append(f"{of_year}-{month:02d}")
    value = span(values[-1], values[0])
    if match["from"] and len(months) == 1:
        end, value = open_end(key, end), f"{value}/"
    elif match["before"] and len(months) == 1:
        value = f"/{value}"
    return Found(start, end, value, months[-1][1] is None)


def _numbered(text: Text, at: int) -> bool:
    """Whether the word before makes "6/2024" the number of a document."""
    return at > 0 and text.tokens.keys[at - 1] in ("số", "/", "-")


def _year(month: int, tail: str, context: Context, offset: int) -> str | None:
    """The year of a month that does not name it: from the words after it, else the nearest."""
    shift = YEAR_SHIFT.get(tail)
    if shift is not None:
        return None if context.year is None else str(context.year + shift)
    published = context.published
    if published is not None and tail in ("vừa qua", "vừa rồi", "qua"):
        return str(published.year - (month > published.month))
    if published is not None and tail == "tới":
        return str(published.year + (month < published.month))
    year = context.month_year(month, offset)
    return None if year is None else str(year)


_QUARTER = re.compile(
    r"(?:(?:trong|hết|đầu|cuối) +)?quý +(?P<q>i{1,3}|iv|[1-4])(?!\w)"
    r"(?:(?: *(?:,|và|-|–|đến) *(?:quý +)?)(?P<q2>i{1,3}|iv|[1-4])(?!\w))?"
    rf"(?: *[/,–-] *(?:năm +)?(?P<y>{Y})| +(?:năm +)?(?P<y2>{Y})| +(?P<tail>{'|'.join(YEAR_SHIFT)})(?!\w))?"
)


def read_quarter(text: Text, at: int, context: Context) -> Found | None:
    """ "quý I/2024", "quý 1 năm 2024", "quý I và II"."""
    match = _QUARTER.match(text.key, text.tokens.starts[at])
    if match is None:
        return None
    year = match["y"] or match["y2"]
    relative = year is None
    if year is None:
        if context.year is None:
            return Found(match.start(), match.end(), None, True)
        year = str(context.year + YEAR_SHIFT[match["tail"] or "năm nay"])
    first = f"{year}-Q{_QUARTERS[match['q']]}"
    last = f"{year}-Q{_QUARTERS[match['q2']]}" if match["q2"] else first
    return Found(match.start(), match.end(), span(first, last), relative)


_PART = re.compile(
    rf"(?P<n>{COUNT}) +tháng(?: +(?P<side>đầu|cuối))?"
    rf"(?: +(?:của +)?năm(?: +(?P<y>{Y})| +(?P<tail>nay|ngoái|trước|qua))?"
    r"|(?P<past> +(?:vừa )?qua| +gần đây| +nay))(?!\w)"
)
_HALF = re.compile(rf"nửa +(?P<side>đầu|cuối) +(?:của +)?năm(?: +(?P<y>{Y})| +(?P<tail>nay|ngoái|trước))?(?!\w)")


def read_part(text: Text, at: int, context: Context) -> Found | None:
    """ "6 tháng đầu năm", "9 tháng năm 2024", "9 tháng qua", "nửa đầu năm"."""
    key, start = text.key, text.tokens.starts[at]
    match = _PART.match(key, start)
    half = _HALF.match(key, start) if match is None else None
    if match is not None:
        count, past = count_of(match["n"]), match["past"]
    elif half is not None:
        match, count, past = half, 6, None
    else:
        return None
    if not 0 < count <= 12 or (past and match["side"]):
        return None
    if past:
        of_year = context.parts.get((count, "đầu")) if context.published is None else None
        if of_year is not None:  # "9 tháng đầu năm 2019 ...; trong 9 tháng qua"
            return Found(start, match.end(), span(f"{of_year}-01", f"{of_year}-{count:02d}"), True)
        return Found(start, match.end(), _months_back(count, context.published), True)
    year = match["y"]
    relative = year is None
    if year is None:
        this_year = context.year
        if this_year is None and match["side"] and not match["tail"]:
            this_year = context.parts.get((count, match["side"]))
        if this_year is None:
            return Found(start, match.end(), None, True)
        year = str(this_year - (match["tail"] in ("ngoái", "trước")))
    first, last = (13 - count, 12) if match["side"] == "cuối" else (1, count)
    return Found(start, match.end(), span(f"{year}-{first:02d}", f"{year}-{last:02d}"), relative)


def _months_back(count: int, published: dt.date | None) -> str | None:
    """The ``count`` months up to publication: the running one counts when it is nearly over."""
    if published is None:
        return None
    end = 0 if published.day >= 20 else -1
    last, first = shift_month(published, end), shift_month(published, end - count + 1)
    return span(f"{first[0]}-{first[1]:02d}", f"{last[0]}-{last[1]:02d}")
