"""Statements: quotations, speakers, what is one stretch of speech."""

from __future__ import annotations

import pytest

import vifacts
from vifacts.extract.statements.quotes import find_quotes
from vifacts.language.text import Text


def said(text: str) -> list[tuple[str, str, str]]:
    """(speaker, kind, words) of each statement in order."""
    record = vifacts.extract(text)
    names = {e.id: e.name for e in record.entities}
    return [(names[s.speaker], s.kind, text[slice(*s.span)]) for s in record.statements]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Anh nói: “Được mùa”.", ["Được mùa"]),
        ('Anh nói: "Được mùa". Chị đáp: "Mất giá".', ["Được mùa", "Mất giá"]),
        ("“Câu một.\nCâu hai”, anh nói.", ["Câu một.\nCâu hai"]),
        ("Anh nói: “Chưa đóng ngoặc\nDòng sau", ["Chưa đóng ngoặc"]),
        ("Không có gì.", []),
    ],
)
def test_quotes(text: str, quoted: list[str]) -> None:
    made = Text(text)
    tokens = made.tokens
    found = []
    for quote in find_quotes(made):
        last = quote.shut if quote.closed else quote.shut + 1
        found.append(text[tokens.starts[quote.opened + 1] : tokens.ends[last - 1]])
    assert found == quoted


def test_each_of_several_speakers_has_the_statement() -> None:
    text = "Trưởng thôn Lê Văn Tám và Trưởng thôn Đỗ Văn Hợi đều cho rằng phụ cấp còn thấp."
    assert said(text) == [
        ("Lê Văn Tám", "indirect", "phụ cấp còn thấp"),
        ("Đỗ Văn Hợi", "indirect", "phụ cấp còn thấp"),
    ]


def test_verbs_within_a_quotation_report_nothing() -> None:
    text = "Ông Lê Văn Tám nói: “Hôm ấy bà Đỗ Thị Nga bảo tôi cứ yên tâm”."
    assert [who for who, _, _ in said(text)] == ["Lê Văn Tám"]


def test_title_of_two_holders_is_nobodys() -> None:
    text = (
        "Phó Chủ tịch UBND xã Lê Văn Tám và Phó Chủ tịch UBND xã Đỗ Thị Nga dự họp. "
        "Phó Chủ tịch UBND xã cho biết, đường sắp xong."
    )
    assert said(text) == []


def test_pronoun_of_the_other_sex_is_not_the_last_person() -> None:
    text = "Bà Đỗ Thị Nga đi chợ cùng ông Lê Văn Tám. Bà nói đường sắp xong."
    assert [who for who, _, _ in said(text)] == ["Đỗ Thị Nga"]


def test_one_sentence_one_statement() -> None:
    text = "Đồng chí Lê Thị Minh ghi nhận, biểu dương kết quả của xã; đồng thời đề nghị xã giữ vững phong trào."
    assert len(said(text)) == 1


def test_appointing_is_no_speech() -> None:
    assert said("Ông Lê Văn Tám được chi bộ đề nghị khen thưởng vì có nhiều đóng góp.") == []


def test_stop_after_an_abbreviated_unit_ends_the_sentence() -> None:
    text = "Ông Lê Văn Tám nhận giấy khen của TP. Theo ông Tám, đường sắp xong."
    assert said(text) == [("Lê Văn Tám", "indirect", "đường sắp xong")]
