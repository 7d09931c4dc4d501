"""What does not add up inside one article."""

from __future__ import annotations

import pytest

import vifacts
from vifacts.check.arithmetic import findings
from vifacts.check.words import decimals, shown
from vifacts.record import Article, Finding


def found(text: str) -> list[Finding]:
    return findings(vifacts.extract(Article(id="a", text=text)))


def codes(text: str) -> list[str]:
    return [f.code for f in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Xã xây dựng được 121/127 chi bộ thôn có cấp ủy, đạt 95,3%.",
        "Chi trả cho 2.370/2.500 hộ, đạt 94,8%.",
        "Kết nạp được 152/140 đảng viên, đạt 108,6% kế hoạch.",
        "Có 2/3 chi bộ hoàn thành, đạt 66,7%.",
        "Có 2/3 chi bộ hoàn thành, đạt gần 67%.",
        "Thi hành kỷ luật 14 đảng viên (khiển trách 9, cảnh cáo 4, khai trừ 1).",
        "Huyện có 24 đơn vị hành chính gồm 2 thị trấn và 22 xã.",
        "Chi bộ có 40 đảng viên, trong đó có 12 đảng viên nữ, 30 đảng viên trẻ.",
        "Tỷ lệ hộ nghèo giảm từ 5,1% xuống 3,1%, giảm 2%.",
        "Số đảng viên tăng từ 42 người lên 82 người.",
    ],
)
def test_what_adds_up_is_left_alone(text: str) -> None:
    assert codes(text) == []


def test_a_percentage_that_does_not_follow() -> None:
    (one,) = found("Chi trả cho 2.370/2.500 hộ, đạt 95,8%.")
    assert one.code == "VF301"
    assert one.message == "2.370/2.500 is 94,8%, the article says 95,8%"
    assert len(one.figures) == 2


def test_a_share_of_a_whole_that_is_given() -> None:
    (one,) = found("Đảng bộ có 48 chi bộ, trong đó 12 chi bộ hoàn thành xuất sắc nhiệm vụ, chiếm 35%.")
    assert (one.code, one.message) == ("VF301", "12/48 is 25,0%, the article says 35%")


def test_parts_that_do_not_add_up() -> None:
    (one,) = found("Thi hành kỷ luật 14 đảng viên (khiển trách 9, cảnh cáo 4, khai trừ 2).")
    assert (one.code, one.message) == ("VF302", "9 + 4 + 2 is 15, the article says 14 in all")


def test_all_forms_of_discipline_must_add_up() -> None:
    text = (
        "Cấp ủy xử lý kỷ luật 90 đảng viên, trong đó khiển trách 67 đảng viên, cảnh cáo 13 đảng viên, "
        "cách chức 1 đảng viên, khai trừ 8 đảng viên."
    )
    assert codes(text) == ["VF302"]


def test_parts_that_only_name_some_may_fall_short() -> None:
    assert codes("Hội nghị có 90 đại biểu, trong đó có 20 đại biểu nữ.") == []


def test_a_change_that_contradicts_its_ends() -> None:
    (one,) = found("Tỷ lệ hộ nghèo giảm từ 5,1% xuống 3,1%, giảm 3%.")
    assert one.code == "VF303"
    assert "5,1" in one.message and "3,1" in one.message and "giảm 3%" in one.message


def test_two_values_for_one_thing() -> None:
    (one,) = found(
        "Năm 2023, Đảng bộ xã Bình Khê kết nạp 15 đảng viên dưới 35 tuổi. Đây là kết quả đáng mừng.\n"
        "Năm 2023, Đảng bộ xã Bình Khê kết nạp 17 đảng viên dưới 35 tuổi."
    )
    assert one.code == "VF304"
    assert "15" in one.message and "17" in one.message and "Bình Khê" in one.message


def test_the_same_value_twice_is_no_finding() -> None:
    text = "Năm 2023, Đảng bộ xã Bình Khê kết nạp 15 đảng viên mới ở thôn.\n"
    assert codes(text + text) == []


@pytest.mark.parametrize(("number", "count"), [("94,8", 1), ("2.370", 0), ("3,25 triệu", 2), ("7", 0), ("44.5", 1)])
def test_decimals(number: str, count: int) -> None:
    assert decimals(number) == count


def test_numbers_are_shown_as_newspapers_write_them() -> None:
    assert shown(2370, 0) == "2.370"
    assert shown(1234.5, 1) == "1.234,5"
