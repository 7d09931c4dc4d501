"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vifacts.language.normalise import nfc
from vifacts.language.sentences import sentences
from vifacts.language.tokens import tokenize


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text, tokenize(text))]


@pytest.mark.parametrize(
    "parts",
    [
        ["Chi bộ có 12 đảng viên.", "Năm qua, chi bộ kết nạp 2 người."],
        ["Thu nhập đạt 1.234,5 triệu đồng.", "Xã về đích."],
        ["Ông Nam ở TP. Tân An nói.", "Bà Hoa nghe."],
        ["“Chúng tôi đã làm.”", "Ông Nam nói thế."],
        ["Kết quả (đạt 100%.)", "Xã mừng."],
        ["Ai làm?", "Dân làm!"],
    ],
)
def test_sentences(parts: list[str]) -> None:
    assert split(" ".join(parts)) == parts


def test_a_line_feed_ends_a_sentence() -> None:
    assert split("Xã An Thịnh\nĐảng bộ có 5 chi bộ") == ["Xã An Thịnh", "Đảng bộ có 5 chi bộ"]


def test_a_lost_space_ends_a_sentence_all_the_same() -> None:
    assert split("Đại biểu dự đại hội.Đồng chí Minh phát biểu.") == ["Đại biểu dự đại hội.", "Đồng chí Minh phát biểu."]


@pytest.mark.parametrize(
    "text",
    [
        "1. Công tác xây dựng Đảng",
        "Các xã, phường... đều tham gia.",
        "Ngày 6.5 xã họp.",
        "Ông ở H.Bình Lộc, Q.Tân Hòa.",
        "Đề án số 04-ĐA/HU của Huyện ủy.",
    ],
)
def test_stops_that_end_nothing(text: str) -> None:
    assert split(text) == [text]


@given(st.text(alphabet='aB1 .,?!…\n"“”()-;:', max_size=60) | st.text(max_size=60))
def test_every_token_lies_in_one_sentence(raw: str) -> None:
    text = nfc(raw)
    tokens = tokenize(text)
    found = sentences(text, tokens)
    assert [at for s in found for at in range(s.first, s.last)] == list(range(len(tokens)))
    for s in found:
        assert (s.start, s.end) == (tokens.starts[s.first], tokens.ends[s.last - 1])
        assert "\n" not in text[s.start : s.end]
