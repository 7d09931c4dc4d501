"""The forms a date or period is written in; each reads one at a token and resolves it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from vifacts.language.calendar_values import shift_month, span
from vifacts.language.date_context import Context
from vifacts.language.number_context import counted
from vifacts.language.text import Text
from vifacts.language.units import unit_after
from vifacts.resources import read_toml


@dataclass(frozen=True, slots=True)
class Found:
    """A period at [start, end) of the text, with its value."""

    start: int
    end: int
    value: str | None
    relative: bool = False
    clock: bool = False


Form = Callable[[Text, int, Context], Found | None]

_DATA = read_toml("vifacts.language", "periods.toml")
_RELATIVE: dict[str, list[object]] = _DATA["relative"]
_YEAR_BEFORE = frozenset(_DATA["year_before"]["words"])

_D = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_M = r"(?:0?[1-9]|1[0-2])(?!\d)"
_Y = r"(?:19|20)\d\d(?!\d)"
_DASH = r"[-–—]"
_NO_MORE = r"(?!\d| *%|[.,]\d)"
_COUNTS = {w: i for i, w in enumerate("một hai ba bốn năm sáu bảy tám chín mười".split(), 1)}
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(_COUNTS)})"
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MONTH_WORDS = {
    "giêng": 1,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "chạp": 12,
}

_DAY_ITEM = re.compile(
    rf"(?P<d>{_D})(?:"
    rf" *(?:[/.]|{_DASH}(?! *{_D} */)(?! *{_M} *[/.]{_M}(?! *[/.]{_Y}))) *(?P<m>{_M})(?! *[/.] *\d{{1,2}}(?!\d))(?: *[/.–-] *(?P<y>{_Y}))?"
    rf"| +tháng +(?P<m2>{_M})(?:,? +năm +(?P<y2>{_Y})| *[/.–-] *(?P<y3>{_Y}))?"
    rf")?{_NO_MORE}"
)
_DAY_JOINT = re.compile(
    rf" *(?:(?P<range>{_DASH}|đến hết|đến|tới)|,|;|và|, và) *(?:(?:hết +)?ngày +)?(?:(?:mùng|mồng) +)?(?:sáng +|chiều +|tối +)?(?=\d)"
)
_DAY_CUE = re.compile(
    r"(?:(?:kể +|tính +|bắt đầu +)?(?P<from>từ)|tính (?:đến|tới)|(?P<to>đến|tới)|(?P<before>trước)|(?P<after>sau)|hết)? *(?:hết +|khoảng +|thời điểm +)?"
    r"(?:(?P<part>(?:rạng )?(?:sáng|chiều|tối|trưa|đêm|khuya)|hôm)(?: nay| qua| mai)?(?: *[,(])? *)?"
    r"(?P<day>(?:trong )?(?:các|những|(?:\d|hai|ba|bốn|năm|sáu|bảy) )ngày|(?:các|những) ngày|ngày|dịp|lễ|quốc khánh)?"
    r"(?: *(?P<lunar>mùng|mồng))? *[:(]? *(?=\d)"
)
_WEEKDAY = re.compile(r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)(?: *[,(]| +ngày)? *(?:ngày +)?(?=\d)")
_TODAY = re.compile(r"(?:hôm nay|hôm qua|cùng ngày)(?: *[,(])? *(?:ngày +)?(?=\d)")
_NOW = re.compile(r" *(?:đến|tới|cho đến|cho tới|-|–) *(?:nay|hiện nay|bây giờ|thời điểm hiện tại|hiện tại)(?!\w)")


def _words_end(key: str, end: int) -> bool:
    return end >= len(key) or not key[end].isalnum()


def _days(text: Text, at: int, context: Context) -> Found | None:
    """ "ngày 5-1", "sáng 19/5", "từ ngày 15 đến 20/8/2024", "các ngày 13, 14/7", "trước 30/6"."""
    key, start = text.key, text.tokens.starts[at]
    cue = _DAY_CUE.match(key, start) or _WEEKDAY.match(key, start) or _TODAY.match(key, start)
    if cue is None or cue.end() == start:
        return None
    named = cue.groupdict()
    read = _day_list(text, cue.end())
    if read is None:
        if named.get("day") == "ngày" or named.get("lunar"):
            return _lone_day(text, at, cue)
        return None
    end, items, ranged = read
    if named.get("lunar") and items[-1][1] is None:
        return Found(start, end, None)
    if not (named.get("day") or named.get("part") or cue.re is not _DAY_CUE):
        # only "từ", "đến" before it: a bare day and month needs more than that where it can count
        if counted(text, text.tokens.at(end)) or (len(items) == 1 and _dashed(key, cue.end(), end)):
            return None
    values = _day_values(items, context, start)
    value = span(values[0], values[-1]) if len(values) > 1 else values[0]
    relative = any(item[2] is None for item in items)
    if named.get("from") and not ranged:
        now = _NOW.match(key, end)
        end = now.end() if now else end
        value = f"{value}/" if value and len(values) == 1 else value
    elif value is not None and len(values) == 1:
        if named.get("before"):
            value = f"/{value}"
        elif named.get("after"):
            value = f"{value}/"
        elif named.get("to") and context.published is not None and value > context.published.isoformat():
            value = f"/{value}"
    return Found(start, end, value, relative)


def _dashed(key: str, start: int, end: int) -> bool:
    return any(c in "-–—." for c in key[start:end]) and "/" not in key[start:end] and "tháng" not in key[start:end]


def _lone_day(text: Text, at: int, cue: re.Match[str]) -> Found | None:
    """ "ngày 20" without a month: a day that nothing more is known of, unless the number counts ("mỗi ngày 5 giờ")."""
    match = re.compile(rf"{_D}{_NO_MORE}(?! *[-–/])").match(text.key, cue.end())
    tokens = text.tokens
    if match is None or (
        at and (tokens.keys[at - 1] in ("mỗi", "một", "hằng", "hàng", "từng") or tokens.keys[at - 1][0].isdigit())
    ):
        return None
    after = tokens.at(match.end() - 1) + 1
    if counted(text, after) or unit_after(text, match.end()) is not None:
        return None
    return Found(cue.start(), match.end(), None)


_Item = tuple[int, "int | None", "int | None"]


def _day_list(text: Text, start: int) -> tuple[int, list[_Item], bool] | None:
    """Days from ``start``: (end, (day, month, year) each, whether they are a range); at least one has its month."""
    key = text.key
    items: list[_Item] = []
    ends: list[int] = []
    ranged: list[bool] = []
    at, joined = start, False
    while True:
        match = _DAY_ITEM.match(key, at)
        if match is None:
            break
        month = match["m"] or match["m2"]
        year = match["y"] or match["y2"] or match["y3"]
        if joined and not ranged[-1] and counted(text, text.tokens.at(match.end() - 1) + 1):
            ranged.pop()
            break
        items.append((int(match["d"]), int(month) if month else None, int(year) if year else None))
        ends.append(match.end())
        joint = _DAY_JOINT.match(key, match.end())
        if joint is None or len(items) > 20:
            break
        joined = True
        ranged.append(joint["range"] is not None)
        at = joint.end()
    while items and items[-1][1] is None:
        items.pop()
        ends.pop()
    if not items:
        return None
    return ends[-1], items, any(ranged[: len(items) - 1])


def _day_values(items: list[_Item], context: Context, offset: int) -> list[str | None]:
    """The days in the record's form; a day without month or year has those of the next that names them."""
    values: list[str | None] = []
    month, year = items[-1][1], items[-1][2]
    for day, own_month, own_year in reversed(items):
        if own_month is not None and month is not None and own_month > month and own_year is None and year is not None:
            year -= 1  # "từ 25/12 đến 5/1/2021"
        month = own_month or month
        year = own_year or year
        values.append(None if month is None else context.day(day, month, year, offset))
    return values[::-1]


_FULL_DATE = re.compile(rf"{_D} *[/.–-] *{_M} *[/.–-] *{_Y}|{_D} +tháng +{_M}(?:,? +năm +{_Y}| *[/.-] *{_Y})?")
_MONTH_YEAR = re.compile(rf"(?P<m>{_M}) *[/.] *(?P<y>{_Y}){_NO_MORE}")


def _full_date(text: Text, at: int, context: Context) -> Found | None:
    """ "5/1/2021", "05.01.2021 - 10.01.2021" without a word before."""
    start = text.tokens.starts[at]
    if _FULL_DATE.match(text.key, start) is None:
        return None
    read = _day_list(text, start)
    if read is None:
        return None
    end, items, _ = read
    values = _day_values(items, context, start)
    return Found(start, end, span(values[0], values[-1]), any(item[2] is None for item in items))


def _month_year(text: Text, at: int, context: Context) -> Found | None:
    """ "6/2024"; a count of two thousand is told by its noun."""
    del context
    match = _MONTH_YEAR.match(text.key, text.tokens.starts[at])
    if (
        match is None
        or (at and text.tokens.keys[at - 1] in ("số", "/", "-"))
        or counted(text, text.tokens.at(match.end() - 1) + 1)
    ):
        return None
    return Found(match.start(), match.end(), f"{match['y']}-{int(match['m']):02d}")


_CLOCK = re.compile(
    r"\d{1,2} *(?:[hg] *\d{2}(?!\d)(?: *phút)?|h(?!\w)|giờ +\d{1,2}(?!\d)(?: *phút)?(?! *(?:người|chi|đảng|hộ))|giờ(?= *(?:sáng|chiều|tối|trưa|đêm|ngày|cùng ngày|hôm|rưỡi|kém|,? ngày)\b))"
    r"(?: *(?:sáng|chiều|tối|trưa|đêm)(?: nay| qua| mai)?(?![\w]))?"
)
_CLOCK_RANGE = re.compile(
    r"\d{1,2} *(?:h|giờ)(?: *\d{2})? *(?:[-–]|đến|tới) *\d{1,2} *(?:h(?: *\d{2})?(?!\w)|giờ(?: +\d{2}(?!\d))?)"
)
_LONE_CLOCK = re.compile(r"\d{1,2} *giờ(?!\w)(?! đồng hồ)")


def _clock(text: Text, at: int, context: Context) -> Found | None:
    """ "18h30", "7 giờ 30 phút", "8 giờ sáng"; "8 giờ" alone only after "lúc"."""
    del context
    key, start = text.key, text.tokens.starts[at]
    match = _CLOCK_RANGE.match(key, start) or _CLOCK.match(key, start)
    if match is None and at and text.tokens.keys[at - 1] in ("lúc", "hồi"):
        match = _LONE_CLOCK.match(key, start)
    if match is None or int(re.match(r"\d+", key[start:])[0]) > 24:  # type: ignore[index]
        return None
    return Found(start, match.end(), None, clock=True)


_MONTHS = re.compile(
    rf"(?P<from>(?:kể )?từ +)?(?:(?:đầu|giữa|cuối|trung tuần|thượng tuần|hạ tuần|trong|các|hết|đến|tới) +)*tháng +(?P<m>{_M}|(?:{'|'.join(_MONTH_WORDS)})(?!\w))"
    rf"(?: *[/.–-] *(?P<y>{_Y})|,? +năm +(?P<y2>{_Y}))?{_NO_MORE}(?! *{_DASH} *\d{{1,2}} */ *\d{{1,2}}(?!\d))"
)
_MONTHS_NEXT = re.compile(
    rf" *(?:(?P<range>{_DASH}|đến hết|đến|tới)|,|và) *(?:(?:hết|đầu|giữa|cuối) +)*(?P<tháng>tháng +)?(?P<m>{_M})(?: *[/.–-] *(?P<y>{_Y})|,? +năm +(?P<y2>{_Y}))?{_NO_MORE}"
)
_MONTH_TAIL = re.compile(
    r" *(?P<tail>năm nay|năm ngoái|năm trước|năm sau|năm tới|vừa qua|vừa rồi|qua(?! \w+ (?:quá|trình))|tới|này|hằng năm|hàng năm)(?!\w)"
)
_YEAR_SHIFT = {"năm nay": 0, "năm ngoái": -1, "năm trước": -1, "năm sau": 1, "năm tới": 1}


def _months(text: Text, at: int, context: Context) -> Found | None:
    """ "tháng 6/2024", "tháng 6 vừa qua", "từ tháng 1 đến tháng 6/2024", "tháng 1, 2 và 3"."""
    key, start = text.key, text.tokens.starts[at]
    match = _MONTHS.match(key, start)
    if match is None:
        return None
    month = int(match["m"]) if match["m"].isdigit() else _MONTH_WORDS[match["m"]]
    if not match["m"].isdigit() and match["m"] == "năm" and not _words_end(key, match.end()):
        return None
    year = match["y"] or match["y2"]
    end = match.end()
    months: list[tuple[int, str | None]] = [(month, year)]
    ranged = False
    while (more := _MONTHS_NEXT.match(key, end)) is not None:
        if not more["tháng"] and (
            year or counted(text, text.tokens.at(more.end() - 1) + 1) or unit_after(text, more.end())
        ):
            break
        ranged = ranged or more["range"] is not None
        months.append((int(more["m"]), more["y"] or more["y2"]))
        end = more.end()
        year = None
        if len(months) > 12:
            break
    tail = _MONTH_TAIL.match(key, end)
    shift: int | None = None
    if tail is not None:
        end = tail.end()
        if tail["tail"] in ("hằng năm", "hàng năm"):
            return Found(start, end, None)
        shift = _YEAR_SHIFT.get(tail["tail"])
        if shift is not None and context.year is not None:
            months[-1] = (months[-1][0], months[-1][1] or str(context.year + shift))
    last_year = months[-1][1]
    relative = last_year is None
    if last_year is None:
        past = tail is not None and tail["tail"] in ("vừa qua", "vừa rồi", "qua")
        ahead = tail is not None and tail["tail"] == "tới"
        last_year = _month_year_of(months[-1][0], context, start, past=past, ahead=ahead)
    if last_year is None:
        return Found(start, end, None, True)
    values, following, of_year = [], months[-1][0], int(last_year)
    for one, own in reversed(months):
        if own is not None:
            of_year = int(own)
        elif one > following:
            of_year -= 1  # "từ tháng 10 đến tháng 2 năm sau"
        following = one
        values.append(f"{of_year}-{one:02d}")
    value = span(values[-1], values[0])
    if match["from"] and len(months) == 1:
        now = _NOW.match(key, end)
        end = now.end() if now else end
        value = f"{value}/"
    return Found(start, end, value, relative)


def _month_year_of(month: int, context: Context, offset: int, *, past: bool, ahead: bool) -> str | None:
    published = context.published
    if published is not None and (past or ahead):
        year = published.year
        if past and month > published.month:
            year -= 1
        if ahead and month < published.month:
            year += 1
        return str(year)
    of_year = context.month_year(month, offset)
    return None if of_year is None else str(of_year)


_QUARTER = re.compile(
    rf"(?:(?:trong|hết|đầu|cuối) +)?quý +(?P<q>i{{1,3}}|iv|[1-4])(?!\w)(?:(?: *(?:,|và|-|–|đến) *(?:quý +)?)(?P<q2>i{{1,3}}|iv|[1-4])(?!\w))?(?: *[/,–-] *(?:năm +)?(?P<y>{_Y})| +(?:năm +)?(?P<y2>{_Y})| +(?P<tail>năm nay|năm ngoái|năm trước|năm sau|năm tới))?"
)


def _quarter(text: Text, at: int, context: Context) -> Found | None:
    """ "quý I/2024", "quý 1 năm 2024", "quý I và II"."""
    match = _QUARTER.match(text.key, text.tokens.starts[at])
    if match is None:
        return None
    year = match["y"] or match["y2"]
    relative = year is None
    if year is None and context.year is not None:
        year = str(context.year + _YEAR_SHIFT.get(match["tail"] or "năm nay", 0))
    if year is None:
        return Found(match.start(), match.end(), None, True)
    first = f"{year}-Q{_QUARTERS[match['q']]}"
    last = f"{year}-Q{_QUARTERS[match['q2']]}" if match["q2"] else first
    return Found(match.start(), match.end(), span(first, last), relative)


_YEARS = re.compile(
    rf"(?P<from>(?:kể |tính |bắt đầu )?từ +)?(?P<to>(?:tính +)?(?:đến|tới|trước) +)?(?:(?:hết|đầu|giữa|cuối|trong|các|những|khoảng|vào|thời điểm|mùa [a-zà-ỹ]+|dịp) +)*(?P<năm>năm +)?(?P<y>{_Y}){_NO_MORE}"
)
_YEARS_NEXT = re.compile(
    rf" *(?:(?P<range>{_DASH}|đến hết|đến|tới)|,|và) *(?:(?:hết|đầu|giữa|cuối) +)*(?P<năm>năm +)?(?P<y>{_Y}){_NO_MORE}(?! *[-–—/] *(?:19|20)\d\d)"
)


def _years(text: Text, at: int, context: Context) -> Found | None:
    """ "năm 2020", "từ năm 2011 đến nay", "năm 2016 - 2018", "các năm 2016, 2017", "đến năm 2030"."""
    key, start = text.key, text.tokens.starts[at]
    match = _YEARS.match(key, start)
    if match is None:
        return None
    bare = not match["năm"]
    end = match.end()
    years, ranged = [match["y"]], False
    while (more := _YEARS_NEXT.match(key, end)) is not None:
        if int(more["y"]) <= int(years[-1]) or (not more["năm"] and _counts(text, more.end())):
            break
        ranged = ranged or more["range"] is not None
        years.append(more["y"])
        end = more.end()
    if bare and len(years) == 1 and not _bare_year(text, at, match):
        return None
    if len(years) > 1:
        return Found(start, end, f"{years[0]}/{years[-1]}")
    value: str | None = years[0]
    if match["from"]:
        now = _NOW.match(key, end)
        return Found(start, now.end() if now else end, f"{value}/")
    if match["to"] and not match["to"].startswith("tính"):
        published = context.published
        later = published is not None and int(years[0]) > published.year
        if later or match["to"].startswith("trước"):
            value = f"/{value}"
    return Found(start, end, value)


def _counts(text: Text, end: int) -> bool:
    at = text.tokens.at(end - 1) + 1
    return counted(text, at) or unit_after(text, end) is not None


def _bare_year(text: Text, at: int, match: re.Match[str]) -> bool:
    """Whether four digits without "năm" are a year: after a word that years follow, or where nothing is counted."""
    tokens = text.tokens
    number = tokens.at(match.start("y"))
    if tokens.keys[number] != match["y"] or _counts(text, match.end()):
        return False
    before = tokens.keys[number - 1] if number and tokens.lines[number - 1] == tokens.lines[number] else ""
    if before in ("số", "hơn", "gần", "trên", "khoảng", "tổng", "được", "là", "có", "đạt"):
        return False
    if before in _YEAR_BEFORE:
        return True
    after = (
        tokens.keys[number + 1]
        if number + 1 < len(tokens) and tokens.lines[number + 1] == tokens.lines[number]
        else "."
    )
    return not after[0].isalnum() and after not in ("/", "-", "%") and match["y"] >= "1930"


_STRETCH = re.compile(
    rf"(?P<from>từ +)?(?:trong +|các +|cả +|đầu +|cuối +|giữa +|nửa đầu +|nửa cuối +|hai +|\d +)*(?:nhiệm k[ỳì]|giai đoạn|thời k[ỳì]|niên khóa|năm học|khóa|chu k[ỳì])(?: *:)?(?: +năm)? *\(? *(?:từ +)?(?:năm +)?(?P<a>{_Y}) *(?:{_DASH}|đến|tới|/) *(?:năm +)?(?P<b>{_Y}){_NO_MORE}"
)
_TERM = re.compile(
    r"(?P<from>từ +)?(?:ngay +)?(?:từ +)?(?P<part>đầu|giữa|cuối|nửa đầu|nửa cuối|hết|nửa) +nhiệm k[ỳì](?: này| qua)?(?P<now> *(?:đến|tới) +nay)?"
)
_YEAR_PAIR = re.compile(rf"(?P<a>{_Y}) *(?:{_DASH}|đến|tới) *(?:năm +)?(?P<b>{_Y}){_NO_MORE}")


def _stretch(text: Text, at: int, context: Context) -> Found | None:
    """ "nhiệm kỳ 2020 - 2025", "giai đoạn 2021 – 2025", "đầu nhiệm kỳ"."""
    key, start = text.key, text.tokens.starts[at]
    match = _STRETCH.match(key, start)
    if match is not None and match["a"] < match["b"]:
        return Found(start, match.end(), f"{match['a']}/{match['b']}")
    match = _TERM.match(key, start)
    if match is None or not _words_end(key, match.end()):
        return None
    term, value = context.term, None
    if term is not None:
        if match["now"]:
            value = f"{term[0]}/"
        elif match["part"] == "đầu":
            value = term[0]
        elif match["part"] in ("cuối", "hết"):
            value = term[1]
    return Found(start, match.end(), value, True)


def _year_pair(text: Text, at: int, context: Context) -> Found | None:
    """ "2016 - 2020" without a word before."""
    del context
    match = _YEAR_PAIR.match(text.key, text.tokens.starts[at])
    if match is None or not 0 < int(match["b"]) - int(match["a"]) <= 100:
        return None
    return Found(match.start(), match.end(), f"{match['a']}/{match['b']}")


_PART = re.compile(
    rf"(?P<n>{_COUNT}) +tháng(?: +(?P<side>đầu|cuối))?(?: +(?:của +)?năm(?: +(?P<y>{_Y})| +(?P<tail>nay|ngoái|trước|qua))?|(?P<past> +qua| +vừa qua| +gần đây| +nay))(?!\w)"
)
_HALF = re.compile(rf"nửa +(?P<side>đầu|cuối) +năm(?: +(?P<y>{_Y})| +(?P<tail>nay|ngoái|trước))?(?!\w)")
_PAST = re.compile(
    rf"(?P<n>{_COUNT}|nhiều|những) +(?P<unit>năm|ngày|tuần|quý|nhiệm k[ỳì]|thập kỷ)(?P<past> +(?:vừa )?qua| +gần đây| +trở lại đây| +nay| +trước(?: đây)?| +tới)(?!\w)"
)


def _part_of_year(text: Text, at: int, context: Context) -> Found | None:
    """ "6 tháng đầu năm", "9 tháng năm 2024", "9 tháng qua", "nửa đầu năm"."""
    key, start = text.key, text.tokens.starts[at]
    match = _PART.match(key, start)
    if match is None:
        match = _HALF.match(key, start)
        if match is None:
            return None
        count, side, past = 6, match["side"], None
    else:
        count = int(match["n"]) if match["n"].isdigit() else _COUNTS[match["n"]]
        side, past = match["side"], match["past"]
    if not 0 < count <= 12:
        return None
    if past is not None:
        if side is not None:
            return None
        return Found(start, match.end(), _months_back(count, context.published), True)
    year = match["y"]
    relative = year is None
    if year is None:
        if context.year is None:
            return Found(start, match.end(), None, True)
        year = str(context.year - (match["tail"] in ("ngoái", "trước")))
    first, last = (13 - count, 12) if side == "cuối" else (1, count)
    return Found(start, match.end(), span(f"{year}-{first:02d}", f"{year}-{last:02d}"), relative)


def _months_back(count: int, published: dt.date | None) -> str | None:
    """The ``count`` months up to publication: the running one counts when it is nearly over."""
    if published is None:
        return None
    end = 0 if published.day >= 20 else -1
    last, first = shift_month(published, end), shift_month(published, end - count + 1)
    return span(f"{first[0]}-{first[1]:02d}", f"{last[0]}-{last[1]:02d}")


def _past(text: Text, at: int, context: Context) -> Found | None:
    """ "5 năm qua", "3 ngày qua", "hai năm trước": a span that only says when."""
    match = _PAST.match(text.key, text.tokens.starts[at])
    if match is None:
        return None
    value = None
    past, unit, published = match["past"].strip(), match["unit"], context.published
    if match["n"] not in ("nhiều", "những") and published is not None and unit == "năm":
        count = int(match["n"]) if match["n"].isdigit() else _COUNTS[match["n"]]
        if past.startswith("trước"):
            value = str(published.year - count)
        elif past != "tới":
            value = f"{published.year - count}/{published.year}"
    return Found(match.start(), match.end(), value, True)


_SAME = re.compile(rf"cùng kỳ(?: +(?:của +)?năm +(?:(?P<y>{_Y})|(?P<tail>trước|ngoái|qua)))?(?!\w)")
_ERA = re.compile(
    r"(?:những +)?(?:(?:đầu|cuối|giữa) +)?(?:thập niên|thập kỷ|những năm|thế kỷ) +(?:thứ +)?(?:(?:19|20)?\d\d|[xvi]+)(?!\w)(?:(?: của)? thế kỷ (?:trước|\d\d|[xvi]+))?"
)
_SINCE = re.compile(rf"(?:ngay +)?từ +(?:ngay +)?đầu +năm(?: +(?P<y>{_Y})| +nay)?(?P<now> *(?:đến|tới) +nay)?(?!\w)")
_RELATIVES = re.compile(
    "|".join(sorted((re.escape(phrase) for phrase in (*_RELATIVE, *_DATA["open"]["phrases"])), key=len, reverse=True))
)


def _same_time(text: Text, at: int, context: Context) -> Found | None:
    """ "cùng kỳ năm trước", "cùng kỳ năm 2019", "cùng kỳ"."""
    match = _SAME.match(text.key, text.tokens.starts[at])
    if match is None:
        return None
    if match["y"]:
        return Found(match.start(), match.end(), match["y"])
    value = str(context.year - 1) if match["tail"] and context.year is not None else None
    return Found(match.start(), match.end(), value, True)


def _era(text: Text, at: int, context: Context) -> Found | None:
    """ "thập niên 90", "những năm 1990", "thế kỷ XX"."""
    del context
    match = _ERA.match(text.key, text.tokens.starts[at])
    return None if match is None else Found(match.start(), match.end(), None)


def _since(text: Text, at: int, context: Context) -> Found | None:
    """ "từ đầu năm đến nay"."""
    match = _SINCE.match(text.key, text.tokens.starts[at])
    if match is None:
        return None
    year = match["y"] or (str(context.year) if context.year is not None else None)
    return Found(match.start(), match.end(), f"{year}/" if year else None, match["y"] is None)


def _relative(text: Text, at: int, context: Context) -> Found | None:
    """ "hôm nay", "năm ngoái", "tháng trước", "cùng ngày"."""
    key, start = text.key, text.tokens.starts[at]
    match = _RELATIVES.match(key, start)
    if match is None or not _words_end(key, match.end()):
        return None
    phrase = match[0]
    if phrase not in _RELATIVE:
        return Found(start, match.end(), context.last_day if phrase == "cùng ngày" else None, True)
    unit, shift = _RELATIVE[phrase]
    return Found(start, match.end(), _shifted(str(unit), int(str(shift)), context), True)


def _shifted(unit: str, shift: int, context: Context) -> str | None:
    day = context.published
    if unit == "year":
        return None if context.year is None else str(context.year + shift)
    if day is None:
        return None
    if unit == "day":
        return (day + dt.timedelta(days=shift)).isoformat()
    if unit == "week":
        monday = day + dt.timedelta(days=7 * shift - day.weekday())
        return span(monday.isoformat(), (monday + dt.timedelta(days=6)).isoformat())
    year, month = shift_month(day, shift * (3 if unit == "quarter" else 1))
    return f"{year}-Q{(month + 2) // 3}" if unit == "quarter" else f"{year}-{month:02d}"


#: First word of a form to what may begin there; the longest is taken.
TRIGGERS: dict[str, tuple[Form, ...]] = {}


def _register(form: Form, words: str) -> None:
    for word in words.split():
        TRIGGERS[word] = (*TRIGGERS.get(word, ()), form)


_register(
    _days,
    "ngày sáng chiều tối trưa đêm khuya rạng hôm từ kể tính bắt đến tới trước sau hết dịp lễ các những trong mùng mồng thứ chủ cùng quốc hai ba bốn năm",
)
_register(_months, "tháng từ kể đầu giữa cuối trung thượng hạ trong các hết đến tới")
_register(_quarter, "quý trong hết đầu cuối")
_register(_years, "năm từ kể tính bắt đến tới trước hết đầu giữa cuối trong các những khoảng vào dịp")
_register(_stretch, "nhiệm giai thời niên năm khóa chu từ ngay trong các cả đầu cuối giữa nửa hết hai")
_register(_part_of_year, " ".join(_COUNTS) + " nửa")
_register(_past, " ".join(_COUNTS) + " nhiều những")
_register(_same_time, "cùng")
_register(_era, "những đầu cuối giữa thập thế")
_register(_since, "từ ngay")
_register(_relative, " ".join(sorted({phrase.split()[0] for phrase in (*_RELATIVE, *_DATA["open"]["phrases"])})))

_SHORT: tuple[Form, ...] = (_part_of_year, _past, _clock, _full_date, _month_year, _days, _stretch)
_LONG: tuple[Form, ...] = (_years, _year_pair)
_OTHER: tuple[Form, ...] = (_clock, _full_date, _month_year)


def forms_of_digits(key: str) -> tuple[Form, ...]:
    """The forms that may begin with the number ``key``."""
    if key.isdigit():
        if len(key) <= 2:
            return _SHORT
        return _LONG if len(key) == 4 and key[:2] in ("19", "20") else ()
    return _OTHER
