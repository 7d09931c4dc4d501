"""Five things that the one comparable tool gets wrong, each through the public doors: extract, dataset, index, check.

Every test also shows that the comparison it forbids is made where it is right, so that a tool which compares nothing
passes none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from vifacts import extract
from vifacts.record import Article, Figure, Record
from vifacts.store.claim import check_claim
from vifacts.store.dataset import Dataset
from vifacts.store.index import index, open_index
from vifacts.store.query import Filter, conflicts, figures

#: Says which commune is meant, as a newspaper's article does.
ABOUT = "Xã Tiên Lãng, thành phố Hải Phòng vừa sơ kết công tác xây dựng Đảng."
Relations = dict[str, set[frozenset[float]]]


def read(key: str, text: str, day: str = "2025-12-20", outlet: str = "bao-sang") -> Record:
    return extract(Article(id=key, text=f"{ABOUT}\n{text}", published=day, outlet=outlet))


def the(record: Record, value: float) -> Figure:
    (figure,) = (f for f in record.figures if f.value == value)
    return figure


def holder(record: Record, figure: Figure) -> str | None:
    return next((e.name for e in record.entities if e.id == figure.holder), None)


@pytest.fixture
def compared(tmp_path: Path) -> Callable[..., Relations]:
    """What the index of these sentences, one article and outlet each, compares: kind of relation -> pairs of values."""

    def run(*sentences: str) -> Relations:
        dataset = Dataset(tmp_path / "ds", create=True)
        dataset.write_shard([read(f"tin-{n}", s, f"2025-12-{n + 1:02}", f"bao-{n}") for n, s in enumerate(sentences)])
        index(dataset)
        found: Relations = {}
        with closing(open_index(dataset)) as con:
            value = {(row["article"], row["figure"]): row["value"] for row in figures(con, Filter())}
            for kind in ("conflict", "rounding", "changed", "agree", "copy"):
                pairs = {
                    frozenset((value[r["a_article"], r["a_fact"]], value[r["b_article"], r["b_fact"]]))
                    for r in conflicts(con, Filter(kind=kind))
                }
                if pairs:
                    found[kind] = pairs
        return found

    return run


# -- 1. "gần 1.500" ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "comparator"),
    [("gần 1.500", "<"), ("hơn 1.500", ">"), ("khoảng 1.500", "~"), ("chưa đến 1.500", "<"), ("1.500", "=")],
)
def test_gan_1500_is_1500_with_its_comparator(words: str, comparator: str) -> None:
    record = read("tin", f"Đảng bộ xã Tiên Lãng có {words} đảng viên sinh hoạt tại 24 chi bộ.")
    figure = the(record, 1500)
    assert figure.comparator == comparator
    assert record.article.text[slice(*figure.span)] == "1.500"
    assert 1499 not in {f.value for f in record.figures}
    assert the(record, 24).comparator == "="


def test_gan_1500_goes_with_1485_and_not_with_1620(compared: Callable[..., Relations]) -> None:
    found = compared(
        "Đảng bộ xã Tiên Lãng có gần 1.500 đảng viên.",
        "Đảng bộ xã Tiên Lãng có 1.485 đảng viên.",
    )
    assert found == {"rounding": {frozenset((1500, 1485))}}


def test_gan_1500_is_not_1620(compared: Callable[..., Relations]) -> None:
    found = compared(
        "Đảng bộ xã Tiên Lãng có gần 1.500 đảng viên.",
        "Đảng bộ xã Tiên Lãng có 1.620 đảng viên.",
    )
    assert found == {"conflict": {frozenset((1500, 1620))}}


def test_no_average_stands_for_two_figures(tmp_path: Path) -> None:
    dataset = Dataset(tmp_path / "ds", create=True)
    dataset.write_shard(
        [
            read("tin-1", "Đảng bộ xã Tiên Lãng có 812 đảng viên.", "2025-12-01", "bao-sang"),
            read("tin-2", "Đảng bộ xã Tiên Lãng có 830 đảng viên.", "2025-12-02", "bao-chieu"),
        ]
    )
    index(dataset)
    with closing(open_index(dataset)) as con:
        rows = list(figures(con, Filter(holder="Đảng bộ xã Tiên Lãng")))
        assert sorted(row["value"] for row in rows) == [812, 830]
        (verdict,) = check_claim(con, f"{ABOUT} Đảng bộ xã Tiên Lãng có 821 đảng viên.")
        assert verdict.answer == "contradicted"
        assert sorted(row["words"] for row in verdict.evidence) == [
            "Đảng bộ xã Tiên Lãng có 812 đảng viên.",
            "Đảng bộ xã Tiên Lãng có 830 đảng viên.",
        ]


# -- 2. a five-year total and one year -------------------------------------------------------------------------------

FIVE = "Giai đoạn 2020 - 2025, Đảng bộ xã Tiên Lãng kết nạp 412 đảng viên mới."


def test_a_five_year_total_has_its_five_years() -> None:
    record = read("tin", FIVE + " Riêng năm 2024, Đảng bộ xã Tiên Lãng kết nạp 96 đảng viên mới.")
    times = {f.value: f.time.value if f.time else None for f in record.figures}
    assert times == {412: "2020/2025", 96: "2024"}


def test_a_five_year_total_never_meets_one_year(compared: Callable[..., Relations]) -> None:
    found = compared(
        FIVE,
        "Năm 2024, Đảng bộ xã Tiên Lãng kết nạp 96 đảng viên mới.",
        "Năm 2024, Đảng bộ xã Tiên Lãng kết nạp 88 đảng viên mới.",
        "Giai đoạn 2020 - 2025, Đảng bộ xã Tiên Lãng kết nạp 421 đảng viên mới.",
    )
    assert found == {"conflict": {frozenset((96, 88)), frozenset((412, 421))}}


# -- 3. the neighbour's figure ---------------------------------------------------------------------------------------

BOTH = "Đảng bộ xã Tiên Lãng có 812 đảng viên, trong khi Đảng bộ xã Vĩnh Bảo, thành phố Hải Phòng liền kề có 1.043 đảng viên."


def test_each_holder_has_its_own_figure() -> None:
    record = read("tin", BOTH)
    assert holder(record, the(record, 812)) == "Đảng bộ xã Tiên Lãng"
    assert holder(record, the(record, 1043)) == "Đảng bộ xã Vĩnh Bảo"


def test_the_neighbours_figure_stays_the_neighbours(compared: Callable[..., Relations]) -> None:
    found = compared(
        BOTH,
        "Đảng bộ xã Tiên Lãng có 812 đảng viên.",
        "Đảng bộ xã Vĩnh Bảo, thành phố Hải Phòng có 1.034 đảng viên.",
    )
    assert found == {"agree": {frozenset((812,))}, "conflict": {frozenset((1043, 1034))}}


# -- 4. tổ chức đảng and chi bộ thôn ---------------------------------------------------------------------------------


def test_party_organisations_are_not_village_branches() -> None:
    record = read("tin", "Đảng bộ xã Tiên Lãng có 50 tổ chức đảng, trong đó có 29 chi bộ thôn.")
    all_of, some = the(record, 50), the(record, 29)
    assert (all_of.unit, some.subject) == ("tổ chức đảng", "chi bộ thôn")
    assert all_of.indicator != some.indicator
    assert some.part_of == all_of.id


def test_50_party_organisations_never_meet_29_village_branches(compared: Callable[..., Relations]) -> None:
    found = compared(
        "Đảng bộ xã Tiên Lãng có 50 tổ chức đảng.",
        "Đảng bộ xã Tiên Lãng có 29 chi bộ thôn.",
        "Đảng bộ xã Tiên Lãng có 52 tổ chức đảng.",
        "Đảng bộ xã Tiên Lãng có 29 chi bộ thôn, đều họp chi bộ vào ngày đầu tháng.",
    )
    assert found == {"conflict": {frozenset((50, 52))}, "agree": {frozenset((29,))}}


# -- 5. a second run -------------------------------------------------------------------------------------------------


def rows_of(dataset: Dataset) -> dict[str, list[Any]]:
    with closing(open_index(dataset)) as con:
        tables = ("article", "entity", "mention", "figure", "role", "statement", "finding", "comparison")
        return {table: sorted(map(tuple, con.execute(f"SELECT * FROM {table}")), key=repr) for table in tables}


def test_a_second_run_adds_no_row(tmp_path: Path) -> None:
    dataset = Dataset(tmp_path / "ds", create=True)
    sentences = (FIVE, BOTH, "Đảng bộ xã Tiên Lãng có gần 1.500 đảng viên.")

    def run(more: tuple[str, ...] = ()) -> list[bool]:
        with dataset.appender() as out:
            return [
                out.append(read(f"tin-{n}", s, outlet=f"bao-{n}")) for n, s in enumerate((*sentences, *more))
            ]  # extracted anew each time

    assert run() == [True, True, True]
    first = index(dataset)
    assert (first.new, first.unchanged) == (3, 0)
    before, shards = rows_of(dataset), [path.read_bytes() for path in dataset.shards()]
    assert len(before["figure"]) == 4
    assert before["comparison"]

    assert run() == [False, False, False]
    second = index(dataset)
    assert (second.new, second.changed, second.removed, second.unchanged) == (0, 0, 0, 3)
    assert rows_of(dataset) == before
    assert [path.read_bytes() for path in dataset.shards()] == shards

    assert run(("Đảng bộ xã Tiên Lãng có 24 chi bộ.",)) == [False, False, False, True]  # what is new is added
    assert index(dataset).new == 1
    assert len(rows_of(dataset)["figure"]) == 5
