"""Figures: what holds for any text, and cases that need a whole article."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import vifacts
from vifacts.record import Article, Figure, Record

_WORDS = (
    "chi bộ đảng viên xã huyện kiểm tra kỷ luật tăng giảm lên còn đạt trên dưới khoảng từ đến và , . ; : ( ) % đồng ha "
    "tỷ triệu 12 1.042 94,8 5/7 2.370/2.500 2020 năm tháng 6/2024 hai một nửa gần hơn “ ” - trong đó gồm so với Hải An"
).split()


def read(text: str, **fields: str) -> Record:
    return vifacts.extract(Article(id="a", text=text, **fields))


def holders(record: Record) -> list[str | None]:
    names = {e.id: e.name for e in record.entities}
    return [names.get(f.holder or "") for f in record.figures]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=40))
def test_any_text_gives_grounded_figures(parts: list[str]) -> None:
    text = " ".join(parts)
    record = read(text)
    ids = {f.id for f in record.figures}
    last = 0
    for figure in record.figures:
        start, end = figure.span
        assert last <= start < end <= len(text)
        assert text[start:].startswith(figure.text)
        assert figure.part_of in ids | {None} and figure.compared_with in ids | {None}
        assert figure.part_of != figure.id
        assert 0 <= figure.confidence <= 1
        assert all(word.strip(",") in text for word in (figure.subject or "").split())
        last = end


@given(st.integers(min_value=2, max_value=9_999))
@settings(max_examples=60, deadline=None)
def test_a_planted_count_is_found(number: int) -> None:
    written = f"{number:,}".replace(",", ".")
    record = read(f"Năm 2023, Đảng bộ xã Bình Khê kết nạp {written} đảng viên.")
    (figure,) = record.figures
    assert (figure.value, figure.unit, figure.subject) == (number, "đảng viên", "kết nạp đảng viên")
    assert figure.time is not None and figure.time.value == "2023"
    assert holders(record) == ["Đảng bộ xã Bình Khê"]


def test_a_year_set_by_one_sentence_holds_for_the_next() -> None:
    record = read("Năm 2022, xã Bình Khê thu ngân sách 12 tỷ đồng. Toàn xã trồng mới 30 ha chè. Hiện xã có 9 thôn.")
    assert [f.time.value if f.time else None for f in record.figures] == ["2022", "2022", None]


def test_the_level_word_means_the_one_the_article_names() -> None:
    record = read(
        "Đảng bộ huyện Yên Khê có nhiều chi bộ đông đảng viên. Đảng bộ xã Mỹ Lộc có 320 đảng viên. "
        "Toàn huyện có 4.100 đảng viên."
    )
    assert holders(record) == ["Đảng bộ xã Mỹ Lộc", "huyện Yên Khê"]


def test_a_list_under_a_line_of_plans_is_planned() -> None:
    record = read("Phấn đấu đến cuối nhiệm kỳ:\n- Kết nạp 60 đảng viên;\n- Tỷ lệ hộ nghèo dưới 1%.\nNăm nay có 3 lớp.")
    assert [f.target for f in record.figures] == [True, True, False]


def test_a_certain_count_is_surer_than_a_bare_measure() -> None:
    sure, unsure = (f.confidence for f in _figures("Xã có 320 đảng viên.") + _figures("Con số ấy là 4,5 tấn."))
    assert sure > unsure


def _figures(text: str) -> list[Figure]:
    return read(text).figures
