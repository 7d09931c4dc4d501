"""Numbers, offsets and names as annotation forms hold them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vifacts.evaluate.annotated import gold_of
from vifacts.evaluate.gold import GoldArticle
from vifacts.record import Time
from vifacts.store.exports.annotated import (
    Annotated,
    Region,
    Relation,
    code_points,
    number_of,
    number_text,
    time_text,
    utf16_offsets,
)


@given(st.one_of(st.integers(-(10**15), 10**15), st.floats(-1e12, 1e12).filter(lambda f: abs(f) > 1e-9 or f == 0)))
@example(12.345)
@example(1.5)
@example(1e-07)
@example(1500.0)
@example(1.125)
def test_a_number_comes_back(value: float) -> None:
    written = number_text(value)
    assert written is not None
    assert number_of(written) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("text", ["1.500", "12.345.678", "2,5", "", "năm", "1e3", "１２", "1 500", "+5", "nan"])
def test_what_two_readers_take_for_two_numbers_is_none(text: str) -> None:
    assert number_of(text) is None


@given(st.text(alphabet="aạ🎉👩\u200d\n", max_size=30))
def test_utf16_offsets_go_there_and_back(text: str) -> None:
    offsets, back = utf16_offsets(text), code_points(text)
    if offsets is None or back is None:
        assert len(text.encode("utf-16-le")) == 2 * len(text)
        return
    for at in range(len(text) + 1):
        assert offsets[at] == len(text[:at].encode("utf-16-le")) // 2
        assert back[offsets[at]] == at


def test_times_without_a_value_are_their_days() -> None:
    assert time_text(Time("2021/2025", "nhiệm kỳ")) == "2021/2025"
    assert time_text(Time(None, None, "2024-01-01", "2024-06-30")) == "2024-01-01/2024-06-30"
    assert time_text(Time(None)) is None
    assert time_text(None) is None


TEXT = "Ông Đỗ Văn Hải, Bí thư Chi bộ. Ông Hải nói vậy."


def region(key: str, label: str, words: str, **fields: str) -> Region:
    start = TEXT.index(words)
    return Region(key, label, (start, start + len(words)), fields)


def gold(regions: list[Region], *relations: Relation) -> tuple[GoldArticle, list[str]]:
    made, errors = gold_of(Annotated("a", TEXT, regions, list(relations)))
    return made, [error.code for error in errors]


def test_short_names_lead_to_the_full_one() -> None:
    made, errors = gold(
        [
            region("1", "person", "Đỗ Văn Hải"),
            region("2", "person", "Hải nói", full="Đỗ Văn Hải"),
            region("3", "role", "Đỗ Văn Hải, Bí thư Chi bộ", role="Bí thư Chi bộ", former="no"),
            region("4", "statement", "nói vậy", kind="indirect"),
            region("5", "statement", "vậy", kind="indirect", speaker="Chi bộ"),
        ],
        Relation("3", "1", "held_by"),
        Relation("4", "2", "said_by"),
    )
    assert errors == []
    assert [(p.name, p.full) for p in made.persons] == [("Đỗ Văn Hải", None), ("Hải nói", "Đỗ Văn Hải")]
    assert [(r.person, r.role) for r in made.roles] == [("Đỗ Văn Hải", "Bí thư Chi bộ")]
    assert [s.speaker for s in made.statements] == ["Đỗ Văn Hải", "Chi bộ"]
    assert made.text_chars == len(TEXT)


def test_two_persons_of_one_role_are_an_error() -> None:
    made, errors = gold(
        [
            region("1", "person", "Đỗ Văn Hải"),
            region("2", "person", "vậy"),
            region("3", "role", "Bí thư", role="Bí thư", former="no"),
        ],
        Relation("3", "1", "held_by"),
        Relation("3", "2", "held_by"),
    )
    assert errors == ["VF545"]
    assert made.roles == []


def test_a_role_said_twice_is_one() -> None:
    made, errors = gold(
        [
            region("1", "person", "Đỗ Văn Hải"),
            region("3", "role", "Bí thư", role="Bí thư Chi bộ", former="no"),
            region("4", "role", "Chi bộ", role="bí thư chi bộ", former="no"),
        ],
        Relation("3", "1", ""),
        Relation("1", "4", "held_by"),
    )
    assert errors == []
    assert [r.role for r in made.roles] == ["Bí thư Chi bộ"]


@pytest.mark.parametrize(
    "time", ["2024", "2024-06", "2024-06-05", "2024-Q1", "2021/2025", "2011/", "/2020", "2024-01/2024-06"]
)
def test_times_in_the_forms_of_the_record(time: str) -> None:
    fields = {"value": "5", "comparator": "=", "kind": "count", "sense": "level", "target": "no", "time": time}
    made, errors = gold([region("1", "figure", "Ông", **fields)])
    assert errors == []
    assert made.figures[0].time == time
    assert gold([region("1", "figure", "Ông", **fields | {"time": time.replace("20", "quý ")})])[1] == ["VF546"]
