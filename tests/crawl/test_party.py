"""Party building or not, by title and lead."""

from __future__ import annotations

import pytest

from vifacts.crawl.party import is_party, score, title_and_lead


@pytest.mark.parametrize(
    ("title", "lead"),
    [
        ("Đảng bộ xã Hòa An kết nạp 21 đảng viên mới", None),
        ("Xây dựng chi bộ bốn tốt ở xã vùng cao", "Năm qua, các chi bộ thôn bản đổi mới nội dung sinh hoạt."),
        ("ỦY BAN KIỂM TRA HUYỆN UỶ thi hành kỷ luật ba tổ chức đảng", ""),
        (None, "Sáng 3/2, Ðảng uỷ phường Tân Hòa trao Huy hiệu Đảng cho 12 đảng viên cao tuổi."),
    ],
)
def test_what_is_on_party_building(title: str | None, lead: str | None) -> None:
    assert is_party(title, lead)


@pytest.mark.parametrize(
    ("title", "lead"),
    [
        ("Giá lúa tăng, nông dân phấn khởi", "Vụ này, bà con xã Hòa An thu hoạch hơn 300 ha lúa."),
        ("Bí thư Tỉnh ủy thăm mô hình trồng bưởi", None),
        ("Đảng Dân chủ thắng cử ở nhiều bang", "Các đảng viên của đảng này ăn mừng suốt đêm."),
        ("Đội tuyển vào chung kết giải bóng đá", "HLV hài lòng với thế trận."),
        (None, None),
        ("", ""),
    ],
)
def test_what_is_not(title: str | None, lead: str | None) -> None:
    assert not is_party(title, lead)


def test_a_term_counts_once_and_only_as_whole_words() -> None:
    assert score(None, "chi bộ, chi bộ, chi bộ") == score(None, "chi bộ")
    assert score(None, "chi bội") == 0
    assert score("chi bộ", None) == 2 * score(None, "chi bộ")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            '<title>Bài - Báo</title><meta property="og:title" content="Kết nạp đảng viên &amp; đoàn viên">'
            "<meta name='description' content='Chi bộ thôn Hạ'>",
            ("Kết nạp đảng viên & đoàn viên", "Chi bộ thôn Hạ"),
        ),
        ("<meta content='Một' property='og:title'/><META NAME=description CONTENT='Hai'>", ("Một", "Hai")),
        ("<title>\n Chỉ có tiêu đề </title>", ("Chỉ có tiêu đề", None)),
        ("<p>không có gì</p>", (None, None)),
    ],
)
def test_title_and_lead_of_a_page(page: str, expected: tuple[str | None, str | None]) -> None:
    assert title_and_lead(page.encode()) == expected


def test_odd_bytes() -> None:
    assert title_and_lead(b"<meta property=og:title content='\xff\xfe'><title>" + b"<" * 100_000)[0]
