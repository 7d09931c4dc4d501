"""Pasted texts: furniture out, captions as captions, and a bare text as it is."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vifacts.pages.pasted import read_text
from vifacts.record import Article

P1 = (
    "Chi bộ tổ dân phố Hồ Nam có 58 đảng viên, phần lớn là cán bộ nghỉ hưu. Ba năm nay, buổi sinh hoạt nào "
    "cũng có ít nhất năm ý kiến bàn về việc chung của tổ."
)
P2 = (
    "Bí thư Chi bộ Trịnh Đình Hưng cho biết, chi ủy gửi trước nội dung cho từng đảng viên ba ngày, ai bận "
    "thì góp ý bằng văn bản. Nhờ vậy, 100% hộ dân đã đồng thuận hiến đất làm ngõ."
)
LEAD = "Đổi mới cách ra nghị quyết, nhiều chi bộ ở phường Lê Lợi đã kéo đảng viên trở lại với buổi họp hằng tháng."
TITLE = "Lê Lợi: Chi bộ họp ngắn, nghị quyết trúng"


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(b.kind, article.text[b.span[0] : b.span[1]]) for b in article.blocks]


def test_section_title_byline_images_and_tail() -> None:
    article = read_text(
        f"""Xây dựng Đảng

{TITLE}

TRỊNH HOA 05/06/2024 15:00

{LEAD}

z549359_2c59df76(1).jpg
Chi ủy tổ dân phố Hồ Nam chuẩn bị nội dung họp

Bắt đầu từ việc nhỏ

{P1}

{P2}

TRỊNH HOA
(0) Bình luận
{TITLE}
xx"""
    )
    assert (article.section, article.title, article.author) == ("Xây dựng Đảng", TITLE, "TRỊNH HOA")
    assert article.published == "2024-06-05T15:00:00+07:00"
    assert blocks(article) == [
        ("lead", LEAD),
        ("caption", "Chi ủy tổ dân phố Hồ Nam chuẩn bị nội dung họp"),
        ("heading", "Bắt đầu từ việc nhỏ"),
        ("paragraph", P1),
        ("paragraph", P2),
    ]
    assert article.text == "\n".join(text for _, text in blocks(article))
    assert article.reader == "pasted"


def test_no_section_date_under_the_title_author_at_the_end() -> None:
    article = read_text(
        f"{TITLE}\nThứ tư, 05/06/2024 - 15:00\nChia sẻ\n(BLS) - {LEAD}\n{P1}\n{P2}\nTin, ảnh: Trịnh Hoa\n"
        "Lượt xem: 4\nTheo dõi Báo Lam Sơn trên Google News\nTừ khóa: Lê Lợi, chi bộ\nChia sẻ"
    )
    assert (article.section, article.title, article.author) == (None, TITLE, "Trịnh Hoa")
    assert article.published == "2024-06-05T15:00:00+07:00"
    assert article.tags == ["Lê Lợi", "chi bộ"]
    assert blocks(article) == [("lead", LEAD), ("paragraph", P1), ("paragraph", P2)]


def test_a_trail_and_an_author_on_a_line_of_its_own() -> None:
    article = read_text(
        f"Trang chủ > Chính trị > Xây dựng Đảng\n{TITLE}\nTrịnh Hoa\nNgày 12 tháng 3 năm 2024, 08:30\n{LEAD}\n{P1}\n"
        f"hop-chi-bo.jpeg\nMột buổi sinh hoạt. Ảnh: TRỊNH HOA\n{P2}\nBài, ảnh: Trịnh Hoa\n(3) Bình luận\n"
    )
    assert (article.section, article.title, article.author) == ("Xây dựng Đảng", TITLE, "Trịnh Hoa")
    assert article.published == "2024-03-12T08:30:00+07:00"
    assert [kind for kind, _ in blocks(article)] == ["lead", "paragraph", "caption", "paragraph"]


def test_a_title_after_the_date() -> None:
    article = read_text(f"05/06/2024 15:00\n{TITLE}\n{LEAD}\n{P1}\n{P2}\n")
    assert (article.title, article.published) == (TITLE, "2024-06-05T15:00:00+07:00")
    assert article.text == f"{LEAD}\n{P1}\n{P2}"


def test_a_section_over_the_date_and_the_title_under_it() -> None:
    article = read_text(f"Báo Lam Sơn\nXây dựng Đảng\nThứ tư, 5/6/2024, 15:00 (GMT+7)\n{TITLE}\n{LEAD}\n{P1}\n{P2}")
    assert (article.section, article.title) == ("Xây dựng Đảng", TITLE)
    assert article.published == "2024-06-05T15:00:00+07:00"
    assert article.text == f"{LEAD}\n{P1}\n{P2}"


def test_an_author_under_the_date() -> None:
    article = read_text(f"{TITLE}\n05/06/2024 15:00\nTrịnh Hoa\n{LEAD}\n{P1}\n{P2}")
    assert article.author == "Trịnh Hoa"
    assert article.text == f"{LEAD}\n{P1}\n{P2}"


def test_links_tags_and_the_date_behind_the_text() -> None:
    article = read_text(
        f"{TITLE}\n{LEAD}\n{P1}\n{P2}\nTrịnh Hoa\nTừ khóa:\nLê Lợi\nsinh hoạt chi bộ\nTin liên quan\n"
        f"Phường Nam Ngạn mở hội nghị học tập nghị quyết mới của Trung ương\nBình luận (0)\n{TITLE}"
    )
    assert (article.title, article.author, article.tags) == (TITLE, "Trịnh Hoa", ["Lê Lợi", "sinh hoạt chi bộ"])
    assert article.text == f"{LEAD}\n{P1}\n{P2}"
    dated = read_text(f"{P1}\n{P2}\nTrịnh Hoa\nNgày đăng: 05/06/2024 15:00\nLượt xem: 12")
    assert (dated.author, dated.published) == ("Trịnh Hoa", "2024-06-05T15:00:00+07:00")
    assert dated.text == f"{P1}\n{P2}"


def test_a_credited_line_is_a_caption() -> None:
    caption = "Đảng viên trẻ phường Lê Lợi ra quân dọn ngõ phố. Ảnh: Trịnh Hoa"
    article = read_text(f"{TITLE}\n05/06/2024 15:00\n{LEAD}\n{P1}\n{caption}\n{P2}")
    assert ("caption", caption) in blocks(article)


def test_a_bare_text_is_its_own_text() -> None:
    lines = [P1, "Dự hội nghị có 120 đại biểu", "Lê Lợi", "Chia sẻ khó khăn với người dân là việc của chi bộ.", P2]
    article = read_text("\n\n".join(lines))
    assert blocks(article) == [("paragraph", line) for line in lines]
    assert (article.title, article.author, article.published, article.section) == (None, None, None, None)


def test_a_date_in_a_sentence_is_no_byline() -> None:
    line = "Ngày 5/1/2021, Huyện ủy ban hành đề án về nâng cao chất lượng sinh hoạt chi bộ trong toàn đảng bộ huyện."
    article = read_text(f"{line}\n{P1}")
    assert article.text == f"{line}\n{P1}"
    assert article.published is None


def test_the_same_text_has_the_same_id() -> None:
    assert read_text(P1).id == read_text(f"\n{P1}\n\n").id != read_text(P2).id


@pytest.mark.parametrize("text", ["", " \n\u200b\n", "...", "Chia sẻ", "anh.jpg", "05/06/2024"])
def test_odd_texts_do_not_fail(text: str) -> None:
    read_text(text)


_LINES = st.sampled_from(
    [TITLE, LEAD, P1, P2, "05/06/2024 15:00", "Chia sẻ", "a.jpg", "Trịnh Hoa", "(0) Bình luận", "Từ khóa: a, b"]
)


@given(st.lists(_LINES, max_size=12))
@example([P1, "Từ khóa: a, b", "05/06/2024 15:00", TITLE, LEAD])  # text above what looks like a section
def test_paragraphs_are_never_lost_and_blocks_are_the_text(lines: list[str]) -> None:
    article = read_text("\n".join(lines))
    assert "\n".join(text for _, text in blocks(article)) == article.text
    assert {line for line in lines if line in (P1, P2)} <= {text for _, text in blocks(article)}
