"""Phrases found by folded syllables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vifacts.language.lexicon import Lexicon
from vifacts.language.tokens import tokenize

LEXICON = Lexicon([("chi bộ", 1), ("chi bộ thôn", 2), ("Ủy ban", 3), ("bộ", 4)])


def test_the_longest_phrase_wins() -> None:
    keys = tokenize("Chi bộ thôn Tân Lập").keys
    assert LEXICON.match(keys, 0) == (3, 2)
    assert LEXICON.match(keys, 0, 2) == (2, 1)
    assert LEXICON.match(keys, 1) == (2, 4)
    assert LEXICON.match(keys, 2) is None
    assert LEXICON.match(keys, len(keys)) is None


def test_tone_style_and_case_do_not_matter() -> None:
    assert LEXICON.match(tokenize("UỶ BAN").keys, 0) == (2, 3)
    assert "uỷ ban" in LEXICON
    assert "ủy" not in LEXICON
    assert "" not in LEXICON


def test_before() -> None:
    keys = tokenize("có 5 chi bộ thôn").keys
    assert LEXICON.match_before(keys, 4) == (2, 1)
    assert LEXICON.match_before(keys, 5) == (2, 2)
    assert LEXICON.match_before(keys, 4, longest=1) == (3, 4)
    assert LEXICON.match_before(keys, 2) is None


def test_a_later_value_replaces_and_an_empty_phrase_is_refused() -> None:
    lexicon = Lexicon([("xã", 1), ("XÃ", 2)])
    assert lexicon.match(["xã"], 0) == (1, 2)
    with pytest.raises(ValueError, match="empty"):
        lexicon.add(" ", 3)


WORDS = st.lists(st.sampled_from(["chi", "bộ", "thôn", "ủy", "ban"]), min_size=1, max_size=4)


@given(
    st.lists(WORDS, min_size=1, max_size=8),
    st.lists(st.sampled_from(["chi", "bộ", "thôn", "ủy", "ban", "xã"]), min_size=1, max_size=8),
)
def test_match_agrees_with_a_plain_search(phrases: list[list[str]], keys: list[str]) -> None:
    lexicon = Lexicon((" ".join(phrase), tuple(phrase)) for phrase in phrases)
    for at in range(len(keys)):
        fitting = [phrase for phrase in phrases if keys[at : at + len(phrase)] == phrase]
        longest = max(fitting, key=len, default=None)
        assert lexicon.match(keys, at) == (None if longest is None else (at + len(longest), tuple(longest)))
