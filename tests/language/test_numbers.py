"""Numbers: values, ranges, x of y, comparators, ordinals, and what is no number."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vifacts.language.normalise import nfc
from vifacts.language.numbers import Number, find_numbers, trailing_comparator
from vifacts.language.text import Text

# Integers in words and digits, written here anew so that the grammar is not tested by itself.
_DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()
_GROUPS = ["", " nghìn", " triệu", " tỷ"]


def in_words(number: int) -> str:
    """``number`` (1 to 999,999,999,999) as it is read out."""
    groups = []
    while number:
        number, rest = divmod(number, 1000)
        groups.append(rest)
    parts = []
    for place in range(len(groups) - 1, -1, -1):
        if groups[place]:
            parts.append(_group(groups[place], place < len(groups) - 1) + _GROUPS[place])
    return " ".join(parts)


def _group(number: int, inner: bool) -> str:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = []
    if hundreds or inner:
        words += [_DIGITS[hundreds], "trăm"]
    if tens == 1:
        words.append("mười")
    elif tens:
        words += [_DIGITS[tens], "mươi"]
    elif ones and words:
        words.append("lẻ")
    if ones:
        words.append(
            {(True, 1): "mốt", (True, 5): "lăm"}.get((tens > 1, ones), "lăm" if tens and ones == 5 else _DIGITS[ones])
        )
    return " ".join(words)


def grouped(number: int) -> str:
    """``number`` with dots between its thousands."""
    return f"{number:,}".replace(",", ".")


def counting(sentence: str) -> list[Number]:
    """The numbers of ``sentence`` that count."""
    return [number for number in find_numbers(Text(sentence)) if not number.ordinal]


def only(sentence: str) -> Number:
    (number,) = counting(sentence)
    return number


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Cả nước có 1.234.567 đảng viên.", 1234567),
        ("Đảng bộ có 1.485 đảng viên.", 1485),
        ("Diện tích là 2,5 ha.", 2.5),
        ("Kết quả đạt 102,8% kế hoạch.", 102.8),
        ("Kết nạp 05 đảng viên.", 5),
        ("Tổng số 1,234,567 người.", 1234567),
        ("Sản lượng 1.234,5 tấn.", 1234.5),
        ("Thu 3.5 triệu đồng.", 3500000),
        ("Quyên góp 100 000 đồng.", 100000),
        ("Chiếm 5, 27% tổng số hộ.", 5.27),
        ("Thu ngân sách 32,4 tỷ đồng.", 32400000000),
        ("Chi 3 nghìn tỷ đồng.", 3000000000000),
        ("Có 100 ngàn người.", 100000),
        ("Có 5 vạn dân.", 50000),
        ("Trồng 3 chục cây.", 30),
        ("Góp 2 trăm triệu đồng.", 200000000),
        ("Đầu tư 1 tỷ 200 triệu đồng.", 1200000000),
        ("Đầu tư 2 tỷ rưỡi.", 2500000000),
        ("Góp hai triệu rưỡi đồng.", 2500000),
        ("Có một trăm lẻ năm đảng viên.", 105),
        ("Có hai mươi mốt chi bộ.", 21),
        ("Có ba mươi lăm hộ.", 35),
        ("Dài ba rưỡi.", 3.5),
        ("Công tác được 2 năm rưỡi.", 2.5),
        ("Kỷ luật năm đảng viên.", 5),
        ("Khen thưởng chín tập thể.", 9),
        ("Thiệt hại nửa tỷ đồng.", 500000000),
        ("Thu được một nửa.", 0.5),
        ("Chiếm hai phần ba số xã.", 2 / 3),
        ("Chiếm 1/3 số hộ.", 1 / 3),
        ("Số đảng viên tăng gấp đôi.", 2),
        ("Thu nhập tăng gấp rưỡi.", 1.5),
        ("Diện tích 50m2 đất.", 50),
    ],
)
def test_value(sentence: str, value: float) -> None:
    assert only(sentence).value == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        ("Tỷ lệ tăng 5 - 7%.", 5, 7),
        ("Tỷ lệ tăng từ 5 đến 7%.", 5, 7),
        ("Tỷ lệ tăng 5% - 7%.", 5, 7),
        ("Mỗi xã lập 3 – 5 chi bộ.", 3, 5),
        ("Rộng khoảng 4-5ha.", 4, 5),
        ("Ngập sâu từ 2 -3m.", 2, 3),
        ("Đầu tư 2 đến 3 tỷ đồng.", 2000000000, 3000000000),
        ("Doanh thu 500 triệu - 1 tỷ đồng.", 500000000, 1000000000),
        ("Phấn đấu kết nạp từ 90 - 100 đảng viên.", 90, 100),
        ("Thu nhập tăng gấp hai đến ba lần.", 2, 3),
    ],
)
def test_range(sentence: str, low: float, high: float) -> None:
    number = only(sentence)
    assert (number.value, number.value_max) == (low, high)


@pytest.mark.parametrize(
    ("sentence", "value", "whole"),
    [
        ("Đã có 2.370/2.500 hộ đăng ký.", 2370, 2500),
        ("Xã đạt 16/19 tiêu chí.", 16, 19),
        ("Kết nạp 152/140 đảng viên.", 152, 140),
        ("Có 7/8 chi bộ đạt chuẩn.", 7, 8),
        ("Cứng hóa 6/6km đường.", 6, 6),
    ],
)
def test_x_of_y(sentence: str, value: int, whole: int) -> None:
    number = only(sentence)
    assert (number.value, number.of) == (value, whole)


@pytest.mark.parametrize(
    "sentence",
    [
        "Lễ hội mở vào 7/8.",
        "Ngày 7/8 chi bộ họp.",
        "Sáng 19/5 chi bộ họp.",
        "Đường 3/2 nối dài.",
        "Quán mở 24/7.",
        "Hết 6/2024.",
    ],
)
def test_x_of_y_that_may_be_a_date_is_not_read(sentence: str) -> None:
    assert counting(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "comparator"),
    [
        ("Có hơn 20 hộ.", ">"),
        ("Đạt trên 85%.", ">"),
        ("Thu vượt 1.000 tỷ đồng.", ">"),
        ("Có trên 3 hộ.", ">"),
        ("Tối thiểu đạt 24%.", ">="),
        ("Phải có ít nhất 3 đảng viên.", ">="),
        ("Tỷ lệ không dưới 30%.", ">="),
        ("Có gần 150 ha lúa.", "<"),
        ("Chưa đến 10 hộ nghèo.", "<"),
        ("Trong chưa đầy 2 tháng.", "<"),
        ("Tỷ lệ dưới 5%.", "<"),
        ("Bầu không quá 3 người.", "<="),
        ("Tỷ lệ nữ không nhỏ hơn 15%.", ">="),
        ("Sai số không lớn hơn 3%.", "<="),
        ("Hỗ trợ tối đa 50%.", "<="),
        ("Ước đạt 500 tấn.", "~"),
        ("Có khoảng 40 người.", "~"),
        ("Sâu khoảng từ 2 - 3 m.", "~"),
        ("Xấp xỉ 30% số hộ.", "~"),
        ("Có 5 xã.", "="),
        ("Cao hơn 5% so với trước.", "="),
        ("Tập trung trên 3 lĩnh vực.", "="),
        ("Chỉ đạo dưới 3 hình thức.", "="),
        ("Vượt 12% kế hoạch.", "="),
        ("Cách nhau một khoảng cách 5 km.", "="),
    ],
)
def test_comparator(sentence: str, comparator: str) -> None:
    assert counting(sentence)[-1].comparator == comparator


@pytest.mark.parametrize(
    ("sentence", "comparator"),
    [("20 ngày trở lên", ">="), ("20 ngày trở xuống", "<="), ("20 ngày đổ lại", "<="), ("20 ngày làm", None)],
)
def test_trailing_comparator(sentence: str, comparator: str | None) -> None:
    found = trailing_comparator(Text(sentence), len("20 ngày"))
    assert (found and found[1]) == comparator
    if found:
        assert found[0] == len(sentence)


@pytest.mark.parametrize(
    "written",
    [
        "khóa 12", "lần thứ 3", "lần thứ ba", "thứ hai", "Chi bộ số 3", "Quốc lộ 5", "khu 3", "tổ 5",
        "Covid-19", "Điều 7", "hạng 3", "lớp 5",
        "Đại hội 13", "phường 7", "quý 2", "thôn Tân Lập 2", "thôn 11 xã Tân Lập", "xã Hòa Lợi 2",
        "mức báo động 1", "nghị quyết TƯ 4", "ngã ba",
    ],
)  # fmt: skip
def test_ordinals_do_not_count(written: str) -> None:
    assert counting(f"Hội nghị ở {written} diễn ra tốt đẹp.") == []


def test_a_list_of_ordinals_goes_on() -> None:
    assert counting("Đại biểu các khóa 10, 11 và 12 đã dự.") == []
    assert [n.value for n in counting("Khóa 12, 35 đảng viên được khen.")] == [35]


@pytest.mark.parametrize(
    "sentence",
    [
        "Hàng chục hộ và hàng trăm người tham gia.",
        "Vài nghìn tỷ đồng.",
        "Một số hộ dân, một trong những cách làm.",
        "Hai bên ký kết, cán bộ thực hiện ba cùng với dân.",
        "Thực hiện phương châm 4 tại chỗ.",
        "Phong trào “3 sạch” lan rộng.",
        "Gian hàng 0 đồng mở cửa.",
        "Gọi số 0912.345.678 hoặc 0912345678.",
        "Nghị quyết 05-NQ/TU và ảnh IMG_2034.jpg.",
        "Trường hợp F1 và dịch vụ 4G.",
        "Đời sống ngày một khá.",
        "Trong năm, đơn vị làm tốt.",
        "Đại hội lần thứ XIII.",
        "Bảy Núi và Ba Vì là tên núi.",
        "Công ty TNHH một thành viên.",
        "Đoàn từ Cu-ba và năm bản lề của nhiệm kỳ.",
        "Cả nhà ra ngoài trồng chín muồi.",
    ],
)
def test_no_numbers(sentence: str) -> None:
    assert counting(sentence) == []


def test_counts_after_names_are_kept() -> None:
    assert [n.value for n in counting("Xã Hòa Lợi 12, xã Hòa An 9 trường hợp.")] == [12, 9]
    assert only("Công tác từ 1/2 nhiệm kỳ trở lên.").share


def test_spans() -> None:
    text = "Xã chi hơn 2,5 triệu đồng và khoảng 5 - 7% vốn."
    first, second = counting(text)
    assert text[first.start : first.end] == "2,5 triệu"
    assert text[first.start : first.core_end] == "2,5"
    assert text[first.outer_start : first.outer_end] == "hơn 2,5 triệu"
    assert (first.multiplier, second.multiplier) == (1_000_000, 1)
    assert text[second.start : second.end] == text[second.start : second.core_end] == "5 - 7"


def test_english_thousands_are_no_number_where_decimals_may_be_meant() -> None:
    assert counting("Có 5,000 người dự.") == []
    assert only("Có 5,250 ha lúa.").value == 5.25
    assert only("Có 1,234,567 người dự.").value == 1_234_567


def test_from_is_marked() -> None:
    assert only("Học sinh từ 06 đồng chí.").after_from
    assert not only("Học sinh có 06 đồng chí.").after_from


# 5 alone is left out: "năm đồng" could as well begin a year, and null beats a guess
@given(st.integers(1, 999_999_999_999).filter(lambda number: number != 5))
@example(1_000_005)
@example(100_000_000_020)
@example(21_115)
def test_words_are_read_back(number: int) -> None:
    words = in_words(number)
    text = f"Kết quả là {words} đồng."
    found = only(text)
    assert found.value == number
    assert text[found.start : found.end] == words


@given(st.integers(0, 999_999_999_999), st.integers(0, 99))
def test_digits_are_read_back(number: int, decimals: int) -> None:
    whole = f"Kết quả là {grouped(number)} kg."
    if number:
        assert only(whole).value == number
    assert only(f"Kết quả là {grouped(number)},{decimals:02d} kg.").value == pytest.approx(number + decimals / 100)


_PIECES = st.sampled_from(
    (
        "5 07 1.234 2,5 7/8 16/19 5-1 2020 2020-2025 hai năm ba mươi mốt lăm trăm nghìn triệu tỷ rưỡi nửa "
        "phần một số hơn trên dưới không quá khoảng từ đến - – / % , . ( ) “ ” đồng chi bộ đảng viên xã người "
        "m2 ha kg ngày tháng quý I nhiệm kỳ thứ khóa lần gấp đôi lúc giờ sáng 18h30 hôm nay cùng trước qua "
        "đầu cuối 0 đồng “3 sạch” x y \n"
    ).split(" ")
)


@settings(max_examples=300)
@given(
    st.one_of(
        st.text(max_size=80), st.lists(_PIECES, max_size=14).map(" ".join), st.lists(_PIECES, max_size=14).map("".join)
    )
)
def test_any_text_gives_ordered_spans(raw: str) -> None:
    raw = nfc(raw)
    end = 0
    for number in find_numbers(Text(raw)):
        assert end <= number.start < number.core_end <= number.end <= len(raw)
        assert number.outer_start <= number.start
        assert number.outer_end >= number.end
        assert number.value_max is None or number.value_max > number.value
        end = number.end
