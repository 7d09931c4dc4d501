"""A text made ready: its sentences by offset, its words."""

from __future__ import annotations

import pytest

from vifacts.language.text import Text


def test_sentence_at() -> None:
    text = Text("Xã có 5 thôn.  Thôn có 3 tổ.")
    first, second = text.sentences
    assert text.sentence_at(0) == text.sentence_at(13) == first
    assert text.sentence_at(15) == text.sentence_at(999) == second
    assert (text.sentence_index(0), text.sentence_index(20)) == (0, 1)


def test_a_text_without_tokens_has_no_sentence() -> None:
    text = Text(" \n ")
    assert text.sentences == []
    with pytest.raises(IndexError):
        text.sentence_at(0)


def test_words_and_capitals() -> None:
    text = Text("Đảng bộ  xã An Thịnh")
    assert text.words(1, 3) == "bộ  xã"
    assert text.words(2, 2) == ""
    assert [text.is_capital(at) for at in range(5)] == [True, False, False, True, True]


def test_the_key_is_as_long_as_the_text() -> None:
    text = Text("Uỷ ban İ Ðông")
    assert len(text.key) == len(text.raw)
