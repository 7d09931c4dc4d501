"""Years, terms of office and times told from today: "năm 2020", "nhiệm kỳ 2020 - 2025", "năm ngoái", "5 năm qua"."""

from __future__ import annotations

import datetime as dt
import re

from vifacts.language.calendar_values import shift_month, span
from vifacts.language.date_base import COUNT, DASH, DATA, END, RANGE, Found, M, Y, count_of, counts_after, open_end
from vifacts.language.date_context import Context
from vifacts.language.text import Text

_RELATIVE: dict[str, tuple[str, int]] = {phrase: (unit, shift) for phrase, (unit, shift) in DATA["relative"].items()}
_OPEN: list[str] = DATA["open"]["phrases"]
_YEAR_BEFORE = frozenset(DATA["bare_year"]["after"])
_COUNT_BEFORE = frozenset(DATA["bare_year"]["not_after"])
_MANY = frozenset(DATA["open"]["many"])

_YEARS = re.compile(
    r"(?P<from>(?:kể |tính |bắt đầu )?từ +)?(?P<to>(?P<asof>tính +)?(?:đến|tới|(?P<before>trước)) +)?"
    r"(?:(?:hết|đầu|giữa|cuối|trong|các|khoảng|vào|thời điểm|dịp) +)*"
    rf"(?:{COUNT} +(?=năm +{Y} *(?:,|và|{DASH}|đến) *(?:năm +)?{Y}))?"  # "trong 2 năm 2022, 2023"
    rf"(?P<năm>năm +)?(?P<y>{Y}){END}"
)
_NEXT = re.compile(
    rf" *(?:(?P<range>{RANGE})|,|và) *(?:(?:hết|đầu|giữa|cuối) +)*"
    rf"(?P<năm>năm +)?(?P<y>{Y}){END}(?! *[-–—/] *(?:19|20)\d\d)"
)


def read_years(text: Text, at: int, context: Context) -> Found | None:
    """ "năm 2020", "từ năm 2011 đến nay", "năm 2016 - 2018", "các năm 2016, 2017", "đến năm 2030"."""
    key, start = text.key, text.tokens.starts[at]
    match = _YEARS.match(key, start)
    if match is None:
        return None
    end = match.end()
    years = [match["y"]]
    while (more := _NEXT.match(key, end)) is not None:
        if int(more["y"]) <= int(years[-1]) or (not more["năm"] and counts_after(text, more.end())):
            break
        years.append(more["y"])
        end = more.end()
    if not match["năm"] and len(years) == 1 and not _bare_year(text, match):
        return None
    if len(years) > 1:
        return Found(start, end, f"{years[0]}/{years[-1]}")
    value = years[0]
    if match["from"]:
        return Found(start, open_end(key, end), f"{value}/")
    ahead = context.published is not None and int(value) > context.published.year
    if match["before"] or (match["to"] and not match["asof"] and ahead):
        value = f"/{value}"
    return Found(start, end, value)


def _bare_year(text: Text, match: re.Match[str]) -> bool:
    """Whether four digits without "năm" are a year and no count."""
    tokens = text.tokens
    number = tokens.at(match.start("y"))
    if tokens.keys[number] != match["y"] or counts_after(text, match.end()):
        return False
    if match.start("y") and (text.key[match.start("y") - 1].isalnum() or text.key[match.start("y") - 1] == "_"):
        return False
    before = tokens.keys[number - 1] if number and tokens.lines[number - 1] == tokens.lines[number] else ""
    if before in _COUNT_BEFORE:
        return False
    if before in _YEAR_BEFORE:
        return True
    after = text.key[match.end() : match.end() + 1]
    return "1930" <= match["y"] <= "2050" and after not in ("/", "-", "%", "_")


_PAIR = re.compile(rf"(?P<a>{Y}) *(?:{DASH}|đến|tới) *(?:năm +)?(?P<b>{Y}){END}")
_STRETCH = re.compile(
    r"(?:(?:ngay +)?(?P<from>từ) +)?(?:(?:trong|các|cả|(?P<part>đầu|cuối|giữa|nửa đầu|nửa cuối)) +)*"
    r"(?:nhiệm k[ỳì]|giai đoạn|thời k[ỳì]|niên khóa|năm học|khóa|chu k[ỳì])(?: *:)?(?: +năm)? *\(? *(?:từ +)?(?:năm +)?"
    rf"(?P<a>{Y}) *(?:{DASH}|đến|tới|/) *(?:năm +)?(?P<b>{Y}){END}"
)
# "từ năm 2016 đến tháng 9/2018", "giai đoạn từ tháng 5/2019 đến năm 2021"
_MIXED = re.compile(
    r"(?:(?:trong +)?(?:giai đoạn|thời gian|khoảng thời gian) +)?từ +(?:(?:đầu|giữa|cuối) +)?"
    rf"(?:tháng +(?P<m1>{M}) *(?:[/.-]|năm) *|năm +)(?P<y1>{Y}) *(?:đến|tới) +(?:(?:hết|đầu|giữa|cuối) +)*"
    rf"(?:tháng +(?P<m2>{M}) *(?:[/.-]|năm) *|năm +)(?P<y2>{Y}){END}"
)
_TERM = re.compile(
    r"(?:từ +)?(?:ngay +)?(?:từ +)?(?P<part>nửa đầu|nửa cuối|đầu|giữa|cuối|hết|nửa) +nhiệm k[ỳì]"
    r"(?: này| qua)?(?P<now> *(?:đến|tới) +nay)?(?!\w)"
)


def read_pair(text: Text, at: int, context: Context) -> Found | None:
    """ "2016 - 2020" without a word before."""
    del context
    match = _PAIR.match(text.key, text.tokens.starts[at])
    if match is None or not 0 < int(match["b"]) - int(match["a"]) <= 100:
        return None
    return Found(match.start(), match.end(), f"{match['a']}/{match['b']}")


def read_stretch(text: Text, at: int, context: Context) -> Found | None:
    """ "nhiệm kỳ 2020 - 2025", "giai đoạn 2021 – 2025", "năm học 2023-2024", "đầu nhiệm kỳ"."""
    key, start = text.key, text.tokens.starts[at]
    match = _STRETCH.match(key, start)
    if match is not None and match["a"] < match["b"]:
        end = open_end(key, match.end()) if match["from"] else match.end()
        if end > match.end() and match["part"] == "đầu":
            return Found(start, end, f"{match['a']}/")  # "từ đầu nhiệm kỳ 2020 - 2025 đến nay"
        return Found(start, match.end(), f"{match['a']}/{match['b']}")
    mixed = _MIXED.match(key, start)
    if mixed is not None:
        first, last = _moment(mixed["m1"], mixed["y1"]), _moment(mixed["m2"], mixed["y2"])
        return Found(start, mixed.end(), span(first, last))
    match = _TERM.match(key, start)
    if match is None:
        return None
    value = None
    if context.term is not None:
        first, last = context.term
        if match["now"]:
            value = f"{first}/"
        elif match["part"] == "đầu":
            value = first
        elif match["part"] in ("cuối", "hết"):
            value = last
    return Found(start, match.end(), value, True)


def _moment(month: str | None, year: str) -> str:
    return f"{year}-{int(month):02d}" if month else year


_PAST = re.compile(
    rf"(?P<n>{COUNT}|nhiều|những) +(?P<unit>năm|tháng|ngày|tuần|quý|nhiệm k[ỳì]|thập kỷ)"
    r" +(?P<past>(?:vừa )?qua|gần đây|trở lại đây|nay|trước(?: đây)?|tới)(?!\w)"
)
_AGO = re.compile(
    rf"cách +(?:đây|nay) +(?:(?:hơn|gần|khoảng|chừng) +)?(?P<n>{COUNT}) +(?P<unit>năm|tháng|tuần|ngày)(?!\w)"
)
_ERA = re.compile(
    r"(?:những +)?(?:(?:đầu|cuối|giữa) +)?(?:thập niên|thập kỷ|những năm|thế kỷ) +(?:thứ +)?"
    r"(?:(?P<decade>(?:19|20)\d0)|\d\d|[xvi]+)(?!\w)(?:(?: của)? thế kỷ (?:trước|\d\d|[xvi]+))?"
)
_SAME = re.compile(rf"cùng kỳ(?: +(?:của +)?năm +(?:(?P<y>{Y})|(?P<tail>trước|ngoái|qua)))?(?!\w)")
_SINCE = re.compile(rf"(?:ngay +)?từ +(?:ngay +)?đầu +năm(?: +(?P<y>{Y})| +nay)?(?: *(?:đến|tới) +nay)?(?!\w)")
_RELATIVES = re.compile(rf"(?:{'|'.join(sorted(map(re.escape, (*_RELATIVE, *_OPEN)), key=len, reverse=True))})(?!\w)")
#: The words that ``read_relative`` may begin with.
RELATIVE_STARTS = frozenset(phrase.split()[0] for phrase in (*_RELATIVE, *_OPEN))


def read_past(text: Text, at: int, context: Context) -> Found | None:
    """ "5 năm qua", "3 ngày qua", "hai năm trước", "cách đây 5 năm": a span that only says when."""
    key, start = text.key, text.tokens.starts[at]
    published = context.published
    ago = _AGO.match(key, start)
    if ago is not None:
        exact = ago["unit"] == "năm" and published is not None and "hơn" not in ago[0] and "gần" not in ago[0]
        value = str(published.year - count_of(ago["n"])) if exact and published is not None else None
        return Found(start, ago.end(), value, True)
    match = _PAST.match(key, start)
    if match is None:
        return None
    value = None
    if match["unit"] == "năm" and published is not None and match["n"] not in ("nhiều", "những"):
        year = published.year - count_of(match["n"])
        if match["past"].startswith("trước"):
            value = str(year)
        elif match["past"] != "tới":
            value = f"{year}/{published.year}"
    elif match["unit"] == "tháng" and match["past"].startswith("trước"):
        if published is None or match["n"] in ("nhiều", "những"):
            return Found(match.start(), match.end(), None, True)
        of_year, month = shift_month(published, -count_of(match["n"]))
        value = f"{of_year}-{month:02d}"
    return Found(match.start(), match.end(), value, True)


def read_era(text: Text, at: int, context: Context) -> Found | None:
    """ "thập niên 90", "những năm 1990", "thế kỷ XX"."""
    del context
    match = _ERA.match(text.key, text.tokens.starts[at])
    if match is None:
        return None
    decade = match["decade"]
    return Found(match.start(), match.end(), f"{decade}/{int(decade) + 9}" if decade else None)


def read_same_time(text: Text, at: int, context: Context) -> Found | None:
    """ "cùng kỳ năm trước", "cùng kỳ năm 2019", "cùng kỳ"."""
    match = _SAME.match(text.key, text.tokens.starts[at])
    if match is None:
        return None
    if match["y"]:
        return Found(match.start(), match.end(), match["y"])
    value = str(context.year - 1) if match["tail"] and context.year is not None else None
    return Found(match.start(), match.end(), value, True)


def read_since(text: Text, at: int, context: Context) -> Found | None:
    """ "từ đầu năm đến nay"."""
    match = _SINCE.match(text.key, text.tokens.starts[at])
    if match is None:
        return None
    year = match["y"] or context.year
    return Found(match.start(), match.end(), f"{year}/" if year else None, match["y"] is None)


def read_relative(text: Text, at: int, context: Context) -> Found | None:
    """ "hôm nay", "năm ngoái", "tháng trước", "cùng ngày"."""
    match = _RELATIVES.match(text.key, text.tokens.starts[at])
    if match is None:
        return None
    phrase, value = match[0], None
    if at and text.tokens.keys[at - 1][0].isdigit():
        return None  # "1 tháng sau" lasts
    if phrase == "cùng ngày":
        value = context.last_day
    elif phrase in _RELATIVE and not (at and text.tokens.keys[at - 1] in _MANY):
        value = _shifted(*_RELATIVE[phrase], context)  # but "hàng chục năm qua" is no single year
    return Found(match.start(), match.end(), value, True)


def _shifted(unit: str, shift: int, context: Context) -> str | None:
    day = context.published
    if day is None:
        return None
    if unit == "year":
        return str(day.year + shift)
    if unit == "day":
        return (day + dt.timedelta(days=shift)).isoformat()
    if unit == "week":
        monday = day + dt.timedelta(days=7 * shift - day.weekday())
        return span(monday.isoformat(), (monday + dt.timedelta(days=6)).isoformat())
    year, month = shift_month(day, shift * (3 if unit == "quarter" else 1))
    return f"{year}-Q{(month + 2) // 3}" if unit == "quarter" else f"{year}-{month:02d}"
