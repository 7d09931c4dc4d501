"""Tokens and their offsets."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vifacts.language.normalise import INVISIBLE, nfc
from vifacts.language.tokens import tokenize


def pieces(text: str) -> list[str]:
    tokens = tokenize(text)
    return [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chi bộ có 1.234,5 ha.", ["Chi", "bộ", "có", "1.234,5", "ha", "."]),
        ("Ngày 5/1/2021, lúc 18h30", ["Ngày", "5/1/2021", ",", "lúc", "18h30"]),
        ("Đề án 04-ĐA/HU và 18-NQ/TW", ["Đề", "án", "04-ĐA/HU", "và", "18-NQ/TW"]),
        ("Kết luận 07-KL/TỈNH", ["Kết", "luận", "07-KL/TỈNH"]),
        ("Nghị định 123/2020/NĐ-CP", ["Nghị", "định", "123/2020/NĐ-CP"]),
        ("TP.Tân An, Th.S Hà, TS. Nam", ["TP.", "Tân", "An", ",", "Th.S", "Hà", ",", "TS.", "Nam"]),
        ("đ/c Hoa, H.Bình Lộc", ["đ/c", "Hoa", ",", "H.", "Bình", "Lộc"]),
        ("rộng 50m2, 33km, 5%", ["rộng", "50", "m2", ",", "33", "km", ",", "5", "%"]),
        ("tỷ lệ 5-7%", ["tỷ", "lệ", "5", "-", "7", "%"]),
        ("đạt 2.370/2.500 hộ", ["đạt", "2.370", "/", "2.500", "hộ"]),
        ("hết ./.", ["hết", "./."]),
        ("chờ... rồi…", ["chờ", "...", "rồi", "…"]),
    ],
)
def test_pieces(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_keys_are_folded_and_free_of_invisible_characters() -> None:
    assert tokenize("Uỷ\u200b ban Hoà").keys == ["ủy", "ban", "hòa"]


def test_lines_are_counted() -> None:
    assert tokenize("một hai\n\nba").lines == [0, 0, 2]


def test_at_and_range() -> None:
    tokens = tokenize("Chi bộ thôn Tân Lập")
    assert tokens.at(0) == 0
    assert tokens.at(4) == tokens.at(5) == 1
    assert tokens.at(100) == len(tokens) == 5
    assert tokens.range(4, 11) == (1, 3)
    assert tokens.range(5, 8) == (1, 3)
    assert tokens.range(3, 4) == (1, 1)


@given(st.text())
def test_tokens_hold_all_that_is_seen_and_cross_no_line(raw: str) -> None:
    text = nfc(raw)
    tokens = tokenize(text)
    spans = list(zip(tokens.starts, tokens.ends, strict=True))
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    assert all("\n" not in text[start:end] for start, end in spans)
    assert all(text.count("\n", 0, start) == line for (start, _), line in zip(spans, tokens.lines, strict=True))
    outside = set(range(len(text))) - {at for start, end in spans for at in range(start, end)}
    assert all(text[at].isspace() or text[at] in INVISIBLE for at in outside)


@given(
    st.lists(
        st.sampled_from(["Th", ".", "S", " ", "\n", "TP", "5", "/", "-", "ĐA", "HU", "h", ",", "m2", "đ/c"]),
        max_size=12,
    )
)
def test_abbreviations_cross_no_line(parts: list[str]) -> None:
    assert all("\n" not in piece for piece in pieces("".join(parts)))
