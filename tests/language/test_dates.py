"""Dates, clock times and periods, and their resolution."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vifacts.language.dates import Period, bounds, find_periods
from vifacts.language.normalise import nfc
from vifacts.language.text import Text

PUBLISHED = dt.date(2024, 8, 10)


def periods(sentence: str, published: dt.date | None = PUBLISHED) -> list[Period]:
    return find_periods(Text(sentence), published)


def only(sentence: str, published: dt.date | None = PUBLISHED) -> Period:
    (period,) = periods(sentence, published)
    return period


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("ngày 5/1/2021", "2021-01-05"),
        ("05.01.2021", "2021-01-05"),
        ("ngày 5 tháng 6 năm 2021", "2021-06-05"),
        ("ngày 5-1", "2024-01-05"),
        ("ngày 22 /7", "2024-07-22"),
        ("sáng 19-5", "2024-05-19"),
        ("ngày 05/06/24", "2024-06-05"),
        ("ngày 15/3/68", "1968-03-15"),
        ("ngày 20 tháng trước", "2024-07-20"),
        ("tháng mười một năm 2023", "2023-11"),
        ("tháng mười hai năm 2023", "2023-12"),
        ("trong 2 năm 2022, 2023", "2022/2023"),
        ("hai năm 2022 và 2023", "2022/2023"),
        ("cách đây 5 năm", "2019"),
        ("cách đây hơn 5 năm", None),
        ("3 tháng trước", "2024-05"),
        ("năm sau cao hơn năm trước", None),
        ("chiều 30.7", "2024-07-30"),
        ("hôm nay (9/8)", "2024-08-09"),
        ("trong 2 ngày 6 và 7/8", "2024-08-06/2024-08-07"),
        ("các ngày 13, 14/7", "2024-07-13/2024-07-14"),
        ("từ ngày 15 đến 20/8/2024", "2024-08-15/2024-08-20"),
        ("từ 25/12 đến 5/1/2021", "2020-12-25/2021-01-05"),
        ("ngày 30/12/2023 - 2/1/2024", "2023-12-30/2024-01-02"),
        ("17/7 - 18/8", "2024-07-17/2024-08-18"),
        ("trước ngày 30/9", "/2024-09-30"),
        ("trước thời điểm tháng 10/2014", "/2014-10"),
        ("từ năm 2016 đến tháng 9/2018", "2016/2018-09"),
        ("trong giai đoạn từ tháng 5/2019 đến năm 2021", "2019-05/2021"),
        ("từ đầu nhiệm kỳ 2020 - 2025 đến nay", "2020/"),
        ("từ ngày 1/7/2024", "2024-07-01/"),
        ("tính đến hết ngày 30/6/2024", "2024-06-30"),
        ("tháng 6/2024", "2024-06"),
        ("6/2024", "2024-06"),
        ("tháng 6 năm 2023", "2023-06"),
        ("tháng 6 vừa qua", "2024-06"),
        ("tháng 10 tới", "2024-10"),
        ("tháng 6 năm ngoái", "2023-06"),
        ("tháng trước", "2024-07"),
        ("từ tháng 5 - 7/2019", "2019-05/2019-07"),
        ("tháng 12/2023 đến tháng 3/2024", "2023-12/2024-03"),
        ("từ tháng 1/2020 đến nay", "2020-01/"),
        ("quý I/2024", "2024-Q1"),
        ("quý 2", "2024-Q2"),
        ("quý I và quý II năm 2023", "2023-Q1/2023-Q2"),
        ("6 tháng đầu năm", "2024-01/2024-06"),
        ("sáu tháng đầu năm 2023", "2023-01/2023-06"),
        ("6 tháng cuối năm", "2024-07/2024-12"),
        ("7 tháng năm 2024", "2024-01/2024-07"),
        ("7 tháng qua", "2024-01/2024-07"),
        ("nửa đầu năm", "2024-01/2024-06"),
        ("năm 2020", "2020"),
        ("năm nay", "2024"),
        ("năm ngoái", "2023"),
        ("năm 2016 - 2018", "2016/2018"),
        ("các năm 2016, 2017", "2016/2017"),
        ("từ năm 2011 đến nay", "2011/"),
        ("từ năm 2011 đến năm 2015", "2011/2015"),
        ("đến năm 2030", "/2030"),
        ("đến năm 2020", "2020"),
        ("5 năm qua", "2019/2024"),
        ("3 năm trước", "2021"),
        ("từ đầu năm đến nay", "2024/"),
        ("những năm 1990", "1990/1999"),
        ("nhiệm kỳ 2020 - 2025", "2020/2025"),
        ("giai đoạn 2021 – 2025", "2021/2025"),
        ("năm học 2023-2024", "2023/2024"),
        ("2020-2025", "2020/2025"),
        ("cùng kỳ năm trước", "2023"),
        ("cùng kỳ năm 2019", "2019"),
        ("hôm nay", "2024-08-10"),
        ("tuần này", "2024-08-05/2024-08-11"),
        ("đầu nhiệm kỳ", None),
        ("ngày 31/2", None),
        ("ngày 20", None),
        ("5 năm tới", None),
    ],
)
def test_value(written: str, value: str | None) -> None:
    sentence = f"Xã tổ chức {written}."
    period = only(sentence)
    assert period.value == value
    assert (period.first, period.last) == (bounds(value) if value else (None, None))
    assert sentence[period.start : period.end] == written.rstrip(")")


@pytest.mark.parametrize("written", ["18h30", "7 giờ 30 phút", "8 giờ sáng", "lúc 8 giờ", "23h", "17:53"])
def test_clock_times(written: str) -> None:
    period = only(f"Họp {written}.")
    assert period.clock
    assert period.value is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Sau 10 năm triển khai, trong 3 tháng.",
        "Làm việc 8 giờ mỗi ngày.",
        "Mỗi ngày 5 lượt, một ngày 10 km.",
        "Đạt 16/19 tiêu chí, có 7/8 chi bộ.",
        "Có 2020 đảng viên, hơn 1950 hộ.",
        "Mỗi năm kết nạp 50 đảng viên.",
        "Nhà số 5/2021.",
        "Hơn 1 tháng sau, xã mới họp.",
    ],
)
def test_no_periods(sentence: str) -> None:
    assert periods(sentence) == []


def test_counts_beside_dates_are_left_alone() -> None:
    sentence = "Ngày 5/8, 12 chi bộ họp."
    assert sentence[only(sentence).start : only(sentence).end] == "Ngày 5/8"


def test_the_nearest_year_is_taken_and_the_past_preferred() -> None:
    assert only("Ngày 28/12, xã họp.", dt.date(2024, 1, 3)).value == "2023-12-28"
    assert only("Ngày 5/1, xã họp.", dt.date(2023, 12, 30)).value == "2024-01-05"
    assert only("Ngày 20/2, xã họp.", dt.date(2024, 8, 10)).value == "2024-02-20"


def test_a_sentence_that_opens_with_a_year_gives_it_to_its_days() -> None:
    assert [p.value for p in periods("Năm 2015, đến ngày 20/1, xã đạt chuẩn.")] == ["2015", "2015-01-20"]


def test_same_day() -> None:
    assert [p.value for p in periods("Sáng 5/8, xã họp. Cùng ngày, huyện họp.")] == ["2024-08-05", "2024-08-05"]


def test_the_term_of_the_text() -> None:
    term = "Nhiệm kỳ 2020 - 2025, Đảng bộ đổi mới. "
    assert periods(f"{term}Từ đầu nhiệm kỳ đến nay, kết nạp 5 người.")[-1].value == "2020/"
    assert periods(f"{term}Đến cuối nhiệm kỳ, xã về đích.")[-1].value == "2025"


@pytest.mark.parametrize(
    "written", ["ngày 5/8", "hôm nay", "6 tháng đầu năm", "năm ngoái", "tháng 6", "quý II", "5 năm qua"]
)
def test_without_publication_relative_times_are_found_without_value(written: str) -> None:
    period = only(f"Xã tổ chức {written}.", None)
    assert period.value is None
    assert period.relative


def test_without_publication_a_month_or_part_has_the_year_that_the_text_gives_it() -> None:
    assert [p.value for p in periods("Trong tháng 8 mưa lớn. Báo cáo tháng 8/2019 nêu rõ.", None)] == ["2019-08"] * 2
    assert [p.value for p in periods("9 tháng đầu năm 2019, xã thu; trong 9 tháng qua, xã chi.", None)] == [
        "2019-01/2019-09"
    ] * 2
    assert periods("Trong tháng 8. Tháng 8/2018 và tháng 8/2019.", None)[0].value is None


def test_without_publication_full_dates_may_give_the_year() -> None:
    follows = "Ngày 12/6/2019, đoàn kiểm tra về xã. Ngày 18/6, đoàn kết luận."
    assert [p.value for p in periods(follows, None)] == ["2019-06-12", "2019-06-18"]
    before = "Chiều 5/3, tỉnh công bố. Ngày 12/6/2019, đoàn về xã."
    assert [p.value for p in periods(before, None)] == [None, "2019-06-12"]
    of_a_birth = "Ông Nam (sinh ngày 2/1/1961) nhận quyết định ngày 15/11."
    assert [p.value for p in periods(of_a_birth, None)] == ["1961-01-02", None]


def test_a_day_takes_the_year_only_of_a_full_day_not_long_before() -> None:
    soon = "Đoàn đến khảo sát ngày 3/4/2019. Ngày 28/4, Huyện ủy họp."
    assert [p.value for p in periods(soon, None)] == ["2019-04-03", "2019-04-28"]
    late = "Đoàn đến khảo sát ngày 3/4/2019. Ngày 28/9, Huyện ủy họp."
    assert [p.value for p in periods(late, None)] == ["2019-04-03", None]
    of_a_month = "Dự án khởi công tháng 4/2019. Ngày 28/4, Huyện ủy họp."
    assert [p.value for p in periods(of_a_month, None)] == ["2019-04", None]


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-06-05", "2024-06-05", "2024-06-05"),
        ("2021/2025", "2021-01-01", "2025-12-31"),
        ("2024-Q3", "2024-07-01", "2024-09-30"),
        ("2024-01/2024-06", "2024-01-01", "2024-06-30"),
        ("2011/", "2011-01-01", None),
        ("/2020", None, "2020-12-31"),
    ],
)
def test_bounds(value: str, first: str | None, last: str | None) -> None:
    assert bounds(value) == (first, last)


@pytest.mark.parametrize("value", ["", "/", "20", "2024-13", "2024-02-30", "2024-Q5", "x/2020", "20240605", "2024-W05"])
def test_bounds_refuses_other_forms(value: str) -> None:
    with pytest.raises(ValueError, match="not a period"):
        bounds(value)


@given(
    st.dates(dt.date(1930, 1, 1), dt.date(2050, 12, 31)),
    st.sampled_from(["{d}/{m}/{y}", "ngày {d:02d}.{m:02d}.{y}", "ngày {d} tháng {m} năm {y}", "sáng {d}-{m}-{y}"]),
)
def test_full_dates_are_read_back(day: dt.date, form: str) -> None:
    written = form.format(d=day.day, m=day.month, y=day.year)
    assert only(f"Xã họp {written} tại trụ sở.", None).value == day.isoformat()


_PIECES = st.sampled_from(
    (
        "5 07 13 22 31 5/1 7/8 5-1 6.5 2020 2020-2025 5/1/2021 ngày tháng năm quý I II sáng chiều hôm nay qua "
        "từ đến trước sau hết kể đầu cuối giữa trong các những cùng kỳ nhiệm giai đoạn nửa hai ba một mùng "
        "thứ chủ nhật - – / , và ( ) . % h 18h30 giờ phút tới vừa này ngoái thế kỷ 20 thập niên 90 chi bộ hộ "
        "\n"
    ).split(" ")
)


@settings(max_examples=300)
@given(
    st.one_of(
        st.text(max_size=80), st.lists(_PIECES, max_size=14).map(" ".join), st.lists(_PIECES, max_size=14).map("".join)
    ),
    st.one_of(st.none(), st.dates(dt.date(1990, 1, 1), dt.date(2040, 12, 31))),
)
def test_any_text_gives_ordered_spans_with_values_in_the_forms(raw: str, published: dt.date | None) -> None:
    raw = nfc(raw)
    end = 0
    for period in periods(raw, published):
        assert end <= period.start < period.end <= len(raw)
        if period.value is not None:
            assert bounds(period.value) == (period.first, period.last)
            assert not (period.first and period.last) or period.first <= period.last
        end = period.end
