"""NFC at the door, the key of the same length, mending of pages' text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vifacts.language.normalise import INVISIBLE, key, mend, nfc, plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Uỷ ban", "ủy ban"),
        ("hoà bình", "HÒA BÌNH"),
        ("sức khoẻ", "sức khỏe"),
        ("thuỷ lợi", "thủy lợi"),
        ("Ðảng ðoàn", "đảng đoàn"),
        ("chi\u00a0bộ", "chi bộ"),
        ("loá mắt", "lóa mắt"),
    ],
)
def test_ways_to_write_a_syllable_have_one_key(one: str, other: str) -> None:
    assert key(nfc(one)) == key(nfc(other))


@pytest.mark.parametrize(
    ("one", "other"), [("quý", "qúi"), ("hoan", "hòan"), ("toàn", "tòan"), ("ma", "má"), ("đa", "da"), ("tỉ", "tỷ")]
)
def test_different_syllables_keep_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_a_closed_syllable_keeps_its_tone() -> None:
    assert key("hoàng toàn khoản quỹ Quý thuyền") == "hoàng toàn khoản quỹ quý thuyền"


def test_decomposed_text_equals_composed() -> None:
    assert key(nfc(unicodedata.normalize("NFD", "Đảng ủy xã Hòa Bình"))) == key("Đảng ủy xã Hòa Bình")


def test_mend_rewrites_what_pages_do() -> None:
    assert mend("Ðảng\u00a0viên\u200b mới\u00ad") == "Đảng viên mới"


def test_plain_folds_diacritics() -> None:
    assert plain("Đảng ủy Ðông Hưng") == "dang uy dong hung"


@given(st.text())
def test_keys_keep_length_and_are_stable(raw: str) -> None:
    text = nfc(raw)
    assert len(key(text)) == len(text) == len(plain(text))
    assert key(key(text)) == key(text)


@given(st.text())
def test_mended_text_is_mended(raw: str) -> None:
    mended = mend(raw)
    assert mend(mended) == mended
    assert not set(INVISIBLE) & set(mended)
