"""Times as papers print them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vifacts.pages.times import given as time_given
from vifacts.pages.times import iso_or_none, parse

SPELLINGS = {
    "05/06/2024 15:00": "2024-06-05T15:00:00+07:00",
    "Thứ tư, 05/06/2024 - 15:00 (GMT+7)": "2024-06-05T15:00:00+07:00",
    "15:00 | 05-06-2024": "2024-06-05T15:00:00+07:00",
    "08:06 07.03.2026": "2026-03-07T08:06:00+07:00",
    "15h30 ngày 5-6-2024": "2024-06-05T15:30:00+07:00",
    "Ngày 5 tháng 6 năm 2024, 8 giờ 05 phút": "2024-06-05T08:05:00+07:00",
    "1/28/2026 6:52:01 AM": "2026-01-28T06:52:01+07:00",
    "13/1/2026 6:52 PM": "2026-01-13T18:52:00+07:00",
    "Cập nhật thứ hai, ngày 24/12/12 11:05 tối": "2012-12-24T23:05:00+07:00",
    "2025-10-11T10:02:08+0700": "2025-10-11T10:02:08+07:00",
    "2025-10-11T10:02:08.000+07:00": "2025-10-11T10:02:08+07:00",
    "2015-03-23 08:06 +07:00": "2015-03-23T08:06:00+07:00",
    "2012-12-23T14:02Z": "2012-12-23T21:02:00+07:00",
    "2026-01-08": "2026-01-08",
    "08/01/2026": "2026-01-08",
    "31/02/2024": None,
    "Nhiệm kỳ 2020 - 2025": None,
    "18/NQ-TW": None,
    "": None,
}


@pytest.mark.parametrize("text", SPELLINGS)
def test_spellings(text: str) -> None:
    assert parse(text) == SPELLINGS[text]


def test_month_first_where_the_layout_says_so() -> None:
    assert parse("3/7/2026 08:06", month_first=True) == "2026-03-07T08:06:00+07:00"
    assert parse("3/7/2026 08:06") == "2026-07-03T08:06:00+07:00"


@given(st.datetimes(min_value=dt.datetime(1995, 1, 1), max_value=dt.datetime(2040, 1, 1)))
def test_day_month_year_with_clock_comes_back(moment: dt.datetime) -> None:
    assert parse(moment.strftime("%d/%m/%Y, %H:%M")) == moment.strftime("%Y-%m-%dT%H:%M:00+07:00")


@given(st.text(alphabet="0123456789/:-. hgiờngàythángnămAPMT+", max_size=60))
def test_never_fails(text: str) -> None:
    found = parse(text)
    assert found is None or iso_or_none(found) == found


def test_a_rows_time_is_taken_only_where_it_is_iso() -> None:
    assert iso_or_none("2024-06-05") == "2024-06-05"
    assert iso_or_none("2024-06-05T15:00:00+07:00") == "2024-06-05T15:00:00+07:00"
    for other in ("05/06/2024", "2024-13-05", "hôm qua", 20240605, None):
        assert iso_or_none(other) is None


@pytest.mark.parametrize(
    ("written", "day"),
    [("20250314", "2025-03-14"), ("20250314T081500+0700", "2025-03-14T08:15:00+07:00"), ("2025-W11-5", "2025-03-14")],
)
def test_the_short_forms_of_iso_are_written_out(written: str, day: str) -> None:
    assert time_given(written) == day
