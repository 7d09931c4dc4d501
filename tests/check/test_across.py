"""Figures across articles: what counts as one thing, one time, one text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from vifacts.check.across import comparisons, copies, disagreements
from vifacts.record import Record

Make = Callable[..., Record]
MEMBERS: dict[str, Any] = {"code": "10930", "number": "1.042", "value": 1042, "unit": "đảng viên"}


def kinds(*records: Record) -> list[str]:
    return sorted(c.relation.kind for c in comparisons(records))


def test_nearly_1500_is_never_1499(make: Make) -> None:
    a = make("a", "2025-09-01", [{**MEMBERS, "number": "1.500", "value": 1500, "comparator": "<"}])
    b = make("b", "2025-09-02", [{**MEMBERS, "number": "1.485", "value": 1485}])
    (found,) = comparisons([a, b])
    assert found.relation.kind == "rounding"
    assert found.a.figure.value == 1500, "the bound stays the number that is written"


def test_a_conflict_shows_both_in_the_order_of_publication(make: Make) -> None:
    late = make("late", "2025-09-20", [{**MEMBERS, "number": "1.024", "value": 1024}])
    early = make("early", "2025-09-01", [MEMBERS])
    (found,) = disagreements([late, early])
    assert [s.record.article.id for s in found.said] == ["early", "late"]
    assert found.said[0].sentence.endswith("1.042 đảng viên.")
    assert found.holder.startswith("Đảng bộ")


def test_the_committee_speaks_for_its_organisation(make: Make) -> None:
    a = make("a", "2025-09-01", [MEMBERS])
    b = make("b", "2025-09-05", [{**MEMBERS, "body": "Đảng ủy", "number": "1.024", "value": 1024}])
    assert kinds(a, b) == ["conflict"]


def test_a_copy_counts_once_and_says_so(make: Make) -> None:
    filler = (
        "Đảng bộ các cấp đã triển khai nhiều giải pháp của cấp trên và có kết quả rõ nét được nhân dân ghi nhận. " * 4
    )
    first = make("goc", "2025-09-01", [MEMBERS], filler=filler)
    copy = make("chep", "2025-09-02", [MEMBERS], filler=filler)
    other = make("khac", "2025-09-03", [{**MEMBERS, "number": "1.024", "value": 1024}])
    assert copies([copy, first, other]) == {"chep": "goc"}
    assert kinds(copy, first) == ["copy"]
    (found,) = [c for c in comparisons([copy, first, other]) if c.relation.kind == "conflict"]
    assert found.relation.support == (1, 1), "the copy is no second witness"
    assert found.a.record.article.id == "goc"


def test_an_article_that_contradicts_itself_contradicts_no_other(make: Make) -> None:
    torn = make("torn", "2025-09-01", [MEMBERS, {**MEMBERS, "number": "990", "value": 990}])
    other = make("other", "2025-09-02", [{**MEMBERS, "number": "1.100", "value": 1100}])
    assert "conflict" not in kinds(torn, other)


def test_articles_without_a_day_are_compared_only_by_stated_times(make: Make) -> None:
    wrong = {**MEMBERS, "number": "1.024", "value": 1024}
    assert kinds(make("a", "", [MEMBERS]), make("b", "", [wrong])) == []
    year = ("2024", "2024-01-01", "2024-12-31")
    assert kinds(make("a", "", [{**MEMBERS, "time": year}]), make("b", "", [{**wrong, "time": year}])) == ["conflict"]


def test_units_of_area_are_one_measure(make: Make) -> None:
    land = {"code": "10930", "subject": "đất thu hồi", "kind": "area"}
    a = make("a", "2025-09-01", [{**land, "number": "12", "value": 12, "unit": "ha"}])
    b = make("b", "2025-09-02", [{**land, "number": "120.000", "value": 120000, "unit": "m2"}])
    c = make("c", "2025-09-03", [{**land, "number": "150.000", "value": 150000, "unit": "m2"}])
    assert kinds(a, b) == ["agree"]
    assert kinds(a, c) == ["conflict"]


def test_vague_subjects_are_not_compared(make: Make) -> None:
    a = make("a", "2025-09-01", [{"code": "10930", "number": "7", "value": 7, "unit": "người"}])
    b = make("b", "2025-09-02", [{"code": "10930", "number": "9", "value": 9, "unit": "người"}])
    assert kinds(a, b) == []


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (("85%", 85, ">"), ("93%", 93, "="), "rounding"),
        (("5%", 5, "<"), ("2,1%", 2.1, "="), "rounding"),
        (("94,8%", 94.8, "="), ("95%", 95, "="), "rounding"),
        (("94,8%", 94.8, "="), ("95,8%", 95.8, "="), "conflict"),
        (("90%", 90, ">="), ("99%", 99, "="), "rounding"),
        (("90%", 90, ">="), ("88%", 88, "="), "conflict"),
    ],
)
def test_percentages(make: Make, one: Any, other: Any, kind: str) -> None:
    def fact(number: str, value: float, comparator: str) -> dict[str, Any]:
        return {
            "code": "10930", "number": number, "value": value, "unit": "%", "kind": "percent", "comparator": comparator,
            "subject": "tỷ lệ chi bộ hoàn thành tốt nhiệm vụ",
        }  # fmt: skip

    assert kinds(make("a", "2025-09-01", [fact(*one)]), make("b", "2025-09-02", [fact(*other)])) == [kind]
