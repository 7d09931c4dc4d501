"""Which forms of dates may begin with a word or a number."""

from __future__ import annotations

from vifacts.language.date_base import COUNTS, Form
from vifacts.language.date_days import read_clock, read_days, read_full_date
from vifacts.language.date_months import read_months, read_part, read_quarter
from vifacts.language.date_years import (
    RELATIVE_STARTS,
    read_era,
    read_pair,
    read_past,
    read_relative,
    read_same_time,
    read_since,
    read_stretch,
    read_years,
)

# Forms that need digits are not tried where none is near.
_WITH_DIGITS: tuple[tuple[Form, str], ...] = (
    (read_days, "ngày sáng chiều tối trưa đêm khuya rạng hôm từ kể tính bắt đến tới trước sau hết dịp lễ quốc"),
    (read_days, "các những trong mùng mồng thứ chủ cùng " + " ".join(COUNTS)),
    (read_months, "từ kể đầu giữa cuối trung thượng hạ trong các hết đến tới vào trước"),
    (read_quarter, "trong hết đầu cuối"),
    (read_years, "năm từ kể tính bắt đến tới trước hết đầu giữa cuối trong các khoảng vào dịp " + " ".join(COUNTS)),
    (read_stretch, "nhiệm giai thời niên năm khóa chu từ trong các cả ngay khoảng"),
)
_WITHOUT: tuple[tuple[Form, str], ...] = (
    (read_months, "tháng đầu giữa cuối"),
    (read_quarter, "quý"),
    (read_stretch, "ngay từ đầu cuối giữa nửa hết"),
    (read_part, "nửa " + " ".join(COUNTS)),
    (read_past, "cách nhiều những " + " ".join(COUNTS)),
    (read_same_time, "cùng"),
    (read_era, "những đầu cuối giữa thập thế"),
    (read_since, "từ ngay"),
    (read_relative, " ".join(sorted(RELATIVE_STARTS))),
)


def _by_word(*tables: tuple[tuple[Form, str], ...]) -> dict[str, tuple[Form, ...]]:
    found: dict[str, tuple[Form, ...]] = {}
    for form, words in (row for table in tables for row in table):
        for word in words.split():
            if form not in found.get(word, ()):
                found[word] = (*found.get(word, ()), form)
    return found


#: First word of a form to what may begin there, with digits near and without; the longest is taken.
TRIGGERS = _by_word(_WITH_DIGITS, _WITHOUT)
TRIGGERS_WITHOUT_DIGITS = _by_word(_WITHOUT)

_SHORT: tuple[Form, ...] = (read_years, read_part, read_past, read_clock, read_full_date, read_months, read_days)
_LONG: tuple[Form, ...] = (read_years, read_pair)
_OTHER: tuple[Form, ...] = (read_clock, read_full_date, read_months)


def forms_of_digits(key: str) -> tuple[Form, ...]:
    """The forms that may begin with the number ``key``."""
    if key.isdigit():
        if len(key) <= 2:
            return _SHORT
        return _LONG if len(key) == 4 and key[:2] in ("19", "20") else ()
    return _OTHER
