"""Days and times of day: "ngày 5-1", "từ 15 đến 20/8/2024", "các ngày 13, 14/7", "18h30"."""

from __future__ import annotations

import re

from vifacts.language.calendar_values import day_value, shift_month, span
from vifacts.language.date_base import COUNTS, DASH, END, RANGE, D, Found, M, Y, counts_after, open_end
from vifacts.language.date_context import Context
from vifacts.language.text import Text

_ITEM = re.compile(
    rf"(?P<d>{D})(?:"
    # 05/06/24: the year in two digits, between strokes or dots of one kind
    rf"(?P<stroke>[/.])(?P<m3>{M})(?P=stroke)(?P<y4>\d\d)(?![\d/.-]*\d|[/-]\w)"
    "|"
    # 5/1, 5.1, 5-1, each with or without its year; "13-14/7" is a range of days, "5-7/8" too
    rf" *(?:[/.]|{DASH}(?! *{D} */)(?! *{M} *[/.]{M}(?! *[/.]{Y})))"
    rf" *(?P<m>{M})(?! *[/.] *\d{{1,2}}(?!\d))(?: *[/.–-] *(?P<y>{Y}))?"
    rf"| +tháng +(?P<m2>{M})(?:,? +năm +(?P<y2>{Y})| *[/.–-] *(?P<y3>{Y}))?"
    rf")?{END}"
)
_JOINT = re.compile(
    rf" *(?:(?P<range>{RANGE})|,|;|và|, và) *(?:(?:hết +)?ngày +)?(?:(?:mùng|mồng) +)?(?:(?:sáng|chiều|tối) +)?(?=\d)"
)
_CUE = re.compile(
    r"(?:(?:kể +|tính +|bắt đầu +)?(?P<from>từ)|tính (?:đến|tới)|(?P<to>đến|tới)|(?P<before>trước)|(?P<after>sau)|hết)?"
    r" *(?:hết +|khoảng +|thời điểm +)?"
    r"(?:(?P<part>(?:rạng )?(?:sáng|chiều|tối|trưa|đêm|khuya)|hôm)(?: nay| qua| mai)?(?: *[,(])? *)?"
    rf"(?P<day>(?:trong )?(?:(?:các|những|\d|{'|'.join(COUNTS)}) )?ngày|dịp|lễ|quốc khánh)?"
    r"(?: *(?P<lunar>mùng|mồng))? *[:(]? *(?=\d)"
)
_WEEKDAY = re.compile(
    r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|hôm nay|hôm qua|ngày mai|cùng ngày)(?: *[,(])? *(?:ngày +)?(?=\d)"
)
_LONE = re.compile(rf"{D}{END}(?! *[-–/])")
_MONTH_SHIFT = {"này": 0, "trước": -1, "vừa qua": -1, "tới": 1, "sau": 1}
_OF_MONTH = re.compile(rf"(?P<d>{D}) +tháng +(?P<tail>{'|'.join(_MONTH_SHIFT)})(?!\w)")
_PAIR = re.compile(rf"{D} */ *{M} *{DASH} *{D} */ *{M}(?!\d| *[/.]\d)")
_FULL = re.compile(rf"{D} *[/.–-] *{M} *[/.–-] *{Y}|{D}/{M}/\d\d(?!\d)|{D} +tháng +{M}(?:,? +năm +{Y}| *[/.-] *{Y})?")
_EVERY = frozenset({"mỗi", "một", "hằng", "hàng", "từng"})

_Item = tuple[int, "int | None", "int | None"]


def read_days(text: Text, at: int, context: Context) -> Found | None:
    """A day or days after a word that leads to them: "ngày", "sáng", "hôm", "từ", "đến", "trước"."""
    key, start = text.key, text.tokens.starts[at]
    cue = _CUE.match(key, start)
    weekday = _WEEKDAY.match(key, start) if cue is None or cue.end() == start else None
    lead = weekday or cue
    if lead is None or lead.end() == start:
        return None
    named = lead.groupdict()
    read = _list(text, lead.end())
    if read is None:
        return _lone_day(text, at, lead, context) if named.get("day", "") == "ngày" or named.get("lunar") else None
    end, items, ranged = read
    strong = weekday or named["day"] or named["part"]
    if not strong and (counts_after(text, end) or (len(items) == 1 and _no_stroke(named, key[lead.end() : end]))):
        return None  # "đến 7/8 chi bộ", "từ 5-10"
    values = _values(items, context, start)
    value = span(values[0], values[-1]) if len(values) > 1 else values[0]
    relative = any(year is None for _, _, year in items)
    if named.get("from") and not ranged:
        end = open_end(key, end)
        value = f"{value}/" if value and len(values) == 1 else value
    elif value is not None and len(values) == 1:
        if named.get("before"):
            value = f"/{value}"
        elif named.get("after"):
            value = f"{value}/"
        elif named.get("to") and context.published is not None and value > context.published.isoformat():
            value = f"/{value}"
    return Found(start, end, value, relative)


def _century(year: str) -> str:
    """A year of two digits in full: of this century up to 49."""
    return f"{19 if year >= '50' else 20}{year}"


def _no_stroke(named: dict[str, str | None], written: str) -> bool:
    """Whether a single day after "từ", "đến" alone is written in a way that numbers are ("5-10", "5.7")."""
    if "/" in written or "tháng" in written:
        return False
    return not (named["before"] and "." in written)


def _lone_day(text: Text, at: int, lead: re.Match[str], context: Context) -> Found | None:
    """ "ngày 20 tháng trước"; "ngày 20" without a month: nothing more is known of it; "mỗi ngày 5 giờ" counts."""
    of_month = _OF_MONTH.match(text.key, lead.end())
    if of_month is not None:
        value = None
        if context.published is not None:
            year, month = shift_month(context.published, _MONTH_SHIFT[of_month["tail"]])
            value = day_value(int(of_month["d"]), month, year)
        return Found(lead.start(), of_month.end(), value, True)
    match = _LONE.match(text.key, lead.end())
    before = text.tokens.keys[at - 1] if at else ""
    if match is None or before in _EVERY or before[:1].isdigit() or counts_after(text, match.end()):
        return None
    return Found(lead.start(), match.end(), None)


def _list(text: Text, start: int) -> tuple[int, list[_Item], bool] | None:
    """Days from ``start``: (end, (day, month, year) each, whether they are a range); the last has its month."""
    key = text.key
    items: list[_Item] = []
    ends: list[int] = []
    joints: list[bool] = []
    at = start
    while len(items) < 20:
        match = _ITEM.match(key, at)
        if match is None or (joints and not joints[-1] and counts_after(text, match.end())):
            break
        month = match["m"] or match["m2"] or match["m3"]
        year = match["y"] or match["y2"] or match["y3"] or (match["y4"] and _century(match["y4"]))
        items.append((int(match["d"]), int(month) if month else None, int(year) if year else None))
        ends.append(match.end())
        joint = _JOINT.match(key, match.end())
        if joint is None:
            break
        joints.append(joint["range"] is not None)
        at = joint.end()
    while items and items[-1][1] is None:
        items.pop()
        ends.pop()
    if not items:
        return None
    return ends[-1], items, any(joints[: len(items) - 1])


def _values(items: list[_Item], context: Context, offset: int) -> list[str | None]:
    """The days in the record's form; a day without month or year has those of the next that names them."""
    values: list[str | None] = []
    _, month, year = items[-1]
    for day, own_month, own_year in reversed(items):
        if own_month is not None and month is not None and own_month > month and own_year is None and year is not None:
            year -= 1  # "từ 25/12 đến 5/1/2021"
        month = own_month or month
        year = own_year or year
        values.append(None if month is None else context.day(day, month, year, offset))
    return values[::-1]


def read_full_date(text: Text, at: int, context: Context) -> Found | None:
    """ "5/1/2021", "05.01.2021 - 10.01.2021", "17/10 - 18/11" without a word before."""
    start = text.tokens.starts[at]
    if _FULL.match(text.key, start) is None and _PAIR.match(text.key, start) is None:
        return None
    read = _list(text, start)
    if read is None:
        return None
    end, items, _ = read
    values = _values(items, context, start)
    return Found(start, end, span(values[0], values[-1]), any(year is None for _, _, year in items))


_OF_DAY = r"(?: *(?:sáng|chiều|tối|trưa|đêm)(?! *(?:nay|qua|mai|ngày|cùng|\d|\()|\w))?"
_CLOCK = re.compile(
    r"(?P<h>\d{1,2}) *(?:"
    r"[hg] *\d{2}(?!\d)(?: *phút)?|h(?!\w)|:[0-5]\d(?!\d|[.,]\d)"
    r"|giờ +\d{1,2}(?!\d)(?: *phút| *')?(?! *(?:người|chi|đảng|hộ))"
    r"|giờ(?= *(?:sáng|chiều|tối|trưa|đêm|ngày|cùng ngày|hôm|rưỡi|kém|, ngày)(?!\w))"
    rf"){_OF_DAY}"
)
_CLOCKS = re.compile(
    r"(?P<h>\d{1,2}) *(?:h|giờ)(?: *\d{2})? *(?:[-–]|đến|tới) *\d{1,2} *(?:h(?: *\d{2})?(?!\w)|giờ(?: +\d{2}(?!\d))?)"
)
_LONE_CLOCK = re.compile(r"(?P<h>\d{1,2}) *giờ(?!\w| đồng hồ)")


def read_clock(text: Text, at: int, context: Context) -> Found | None:
    """ "18h30", "7 giờ 30 phút", "8 giờ sáng"; "8 giờ" alone only after "lúc"."""
    del context
    key, start = text.key, text.tokens.starts[at]
    match = _CLOCKS.match(key, start) or _CLOCK.match(key, start)
    if match is None and at and text.tokens.keys[at - 1] in ("lúc", "hồi"):
        match = _LONE_CLOCK.match(key, start)
    if match is None or int(match["h"]) > 24:
        return None
    return Found(start, match.end(), None, clock=True)
