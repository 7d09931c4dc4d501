"""Persons: ties of short names, the structure of names, offsets on any input."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vifacts
from vifacts.extract.persons.names import Shapes, strength
from vifacts.language.text import Text


def persons(text: str) -> list[tuple[str, str]]:
    """(mention, entity's name) of each person in the order of the text."""
    record = vifacts.extract(text)
    found = [(span, e.name) for e in record.entities if e.kind == "person" for span in e.mentions]
    return [(text[a:b], name) for (a, b), name in sorted(found)]


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("Nguyễn Văn Bình", 3),
        ("Hoàng Thị Lan Anh", 3),
        ("Lê Hồ Sơn", 2),
        ("Y Thanh Hà Niê", 2),
        ("Cao Văn Mạnh", 2),
        ("Trần Phú", 1),
    ],
)
def test_structure_of_names(name: str, least: int) -> None:
    keys = Text(name).tokens.keys
    assert strength(keys, 0, len(keys)) >= least


@pytest.mark.parametrize("name", ["Khu Đô Thị", "Bình Minh", "Phòng Nội Vụ", "Xuân"])
def test_no_structure_of_names(name: str) -> None:
    keys = Text(name).tokens.keys
    assert strength(keys, 0, len(keys)) == 0


def test_runs_keep_apostrophes_and_end_at_marks() -> None:
    text = Text("H'Yim Kđoh, Ksor Nhan")
    shapes = Shapes(text)
    end = shapes.run(0, len(text.tokens))
    assert text.raw[text.tokens.starts[0] : text.tokens.ends[end - 1]] == "H'Yim Kđoh"


def test_short_name_takes_the_nearest_full_name_before_it() -> None:
    text = "Ông Lê Văn Nam trồng vải. Ông Nam cười. Ông Trần Đức Nam trồng na. Ông Nam gật đầu."
    assert persons(text) == [
        ("Lê Văn Nam", "Lê Văn Nam"),
        ("Nam", "Lê Văn Nam"),
        ("Trần Đức Nam", "Trần Đức Nam"),
        ("Nam", "Trần Đức Nam"),
    ]


def test_capital_letters_are_the_same_person() -> None:
    text = "Ông Lê Văn Nam trồng vải. Ông LÊ VĂN NAM được khen."
    assert persons(text) == [("Lê Văn Nam", "Lê Văn Nam"), ("LÊ VĂN NAM", "Lê Văn Nam")]


def test_both_styles_of_tones_are_the_same_person() -> None:
    text = "Bà Vũ Thị Thuý đến sớm. Bà Vũ Thị Thúy về muộn."
    assert len({name for _, name in persons(text)}) == 1


def test_swallowed_name_is_given_back_to_the_person() -> None:
    record = vifacts.extract("Phó Chủ tịch UBND huyện Vương Văn Bình tiếp dân.")
    assert [e.name for e in record.entities if e.kind == "person"] == ["Vương Văn Bình"]
    assert not [e for e in record.entities if e.kind in ("organization", "place") and "Vương" in e.name]


_WORDS = st.sampled_from(
    "Ông ông bà đồng chí Nguyễn Văn Thị Hoàng Nam An A. L.T.H H' Yim Kđoh , . : ; ( ) “ ” - Ảnh Bí thư Chủ tịch UBND "
    "xã huyện cho biết nói theo và gồm Hồ Chí Minh TP. 1984 SN \n ./.".split(" ")
)


@given(st.lists(_WORDS, max_size=30))
def test_any_order_of_words_gives_grounded_records(words: list[str]) -> None:
    text = " ".join(words)
    record = vifacts.extract(text)
    names = {e.id: e for e in record.entities}
    spans = sorted(span for e in record.entities if e.kind == "person" for span in e.mentions)
    for a, b in spans:
        assert 0 <= a < b <= len(record.article.text)
        assert record.article.text[a].isalnum()
        assert "\n" not in record.article.text[a:b]
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    for role in record.roles:
        assert names[role.person].kind == "person"
        a, b = role.span
        said = record.article.text[a:b].split()
        assert role.text.split()[0] in said
    for statement in record.statements:
        assert names[statement.speaker].kind == "person"
        assert statement.span[0] < statement.span[1]
