"""Reliability: what is right, which bin it falls into, and that nothing is lost."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vifacts.evaluate.gold import GoldArticle
from vifacts.evaluate.reliability import judged, reliability, table
from vifacts.record import Record

TEXT = "Đảng bộ xã có 12 chi bộ, 340 đảng viên và 2 tổ đảng."


def gold_figure(num: str, unit: str, subject: str) -> dict[str, Any]:
    at = TEXT.index(num)
    blank = {"value_max": None, "of": None, "kind": "count", "comparator": "=", "holder": None, "time": None}
    found = {"num": num, "value": int(num), "unit": unit, "subject": subject, "sense": "level", "target": False}
    return {**blank, **found, "span": [at, at + len(num)]}


def figure(
    num: str, unit: str | None, subject: str | None, confidence: float, value: int | None = None
) -> dict[str, Any]:
    at = TEXT.index(num)
    return {
        "id": f"f{at}",
        "span": [at, at + len(num)],
        "text": num,
        "value": int(num) if value is None else value,
        "value_max": None,
        "of": None,
        "comparator": "=",
        "kind": "count",
        "unit": unit,
        "subject": subject,
        "indicator": None,
        "holder": None,
        "time": None,
        "sense": "level",
        "target": False,
        "part_of": None,
        "compared_with": None,
        "sentence": [0, len(TEXT)],
        "confidence": confidence,
    }


def articles(figures: list[dict[str, Any]]) -> tuple[list[GoldArticle], dict[str, Record]]:
    gold = {
        "id": "a",
        "text_chars": len(TEXT),
        "figures": [gold_figure("12", "chi bộ", "chi bộ"), gold_figure("340", "đảng viên", "đảng viên")],
        **{kind: [] for kind in ("persons", "orgs", "places", "documents", "roles", "statements")},
    }
    record = {
        "schema": "vifacts.record/1",
        "article": {"id": "a", "text": TEXT},
        **{kind: [] for kind in ("entities", "roles", "statements", "findings")},
        "figures": figures,
        "extractor": {"name": "vifacts", "version": "0"},
    }
    return [msgspec.convert(gold, GoldArticle)], {"a": msgspec.convert(record, Record)}


@pytest.mark.parametrize(
    ("got", "right"),
    [
        (figure("12", "chi bộ", "chi bộ", 0.95), True),
        (figure("12", "Chi bộ", "số chi bộ", 0.95), True),
        (figure("12", "chi bộ", "hộ nghèo của cả huyện", 0.95), False),
        (figure("12", "hộ", "chi bộ", 0.95), False),
        (figure("12", "chi bộ", "chi bộ", 0.95, value=13), False),
        (figure("12", "chi bộ", None, 0.95), False),
        (figure("2", "tổ đảng", "tổ đảng", 0.95), False),
    ],
)
def test_right_in_value_unit_and_subject(got: dict[str, Any], right: bool) -> None:
    if not right and got["unit"] == "tổ đảng":
        at = TEXT.index("2 tổ")
        got = {**got, "span": [at, at + 1]}
    golds, records = articles([got])
    assert [r for _, r in judged(golds, records)] == [right]


def test_bins_hold_their_lower_end_and_the_last_holds_one() -> None:
    golds, records = articles([figure("12", "chi bộ", "chi bộ", 0.9), figure("340", "đảng viên", "đảng viên", 1.0)])
    bins = reliability(golds, records, edges=(0.0, 0.9))
    assert [(b.low, b.high, b.figures, b.right) for b in bins] == [(0.0, 0.9, 0, 0), (0.9, 1.0, 2, 2)]
    assert bins[0].share is None
    assert bins[1].mean == pytest.approx(0.95)
    assert table(bins).splitlines()[2:] == ["| 0.90 to 1.00 | 2 | 0.95 | 1.00 |", "| 0.00 to 0.90 | 0 | - | - |"]


def test_an_article_without_a_record_says_nothing() -> None:
    golds, _ = articles([])
    assert judged(golds, {}) == []


@pytest.mark.parametrize("edges", [(), (0.5, 0.1), (0.1, 0.1)])
def test_edges_must_rise(edges: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="rise"):
        reliability([], {}, edges)


@given(st.lists(st.floats(0, 1), max_size=2))
def test_every_figure_is_in_one_bin(confidences: list[float]) -> None:
    figures = [figure(n, "hộ", "hộ", c) for n, c in zip(("12", "340"), confidences, strict=False)]
    assert sum(b.figures for b in reliability(*articles(figures))) == len(confidences)
