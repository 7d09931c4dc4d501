"""200 agreements, 100 conflicts and 100 traps, planted by a seeded builder: no trap is a conflict, 95 conflicts are found."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from vifacts.check.across import comparisons
from vifacts.places.units import units
from vifacts.record import Record

Make = Callable[..., Record]
SUBJECTS = (
    ("đảng viên", "đảng viên"),
    ("chi bộ trực thuộc", "chi bộ"),
    ("kết nạp đảng viên mới", "đảng viên"),
    ("hộ nghèo", "hộ"),
    ("tổ chức đảng được kiểm tra", "tổ chức đảng"),
    ("đường giao thông nông thôn", "km"),
)


def shown(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def communes(pick: random.Random, count: int) -> list[str]:
    table = units()
    rows = [table.row(n) for n in range(len(table))]
    return pick.sample([r.code for r in rows if r.vintage == "2025" and r.level == "commune"], count)


def fact(code: str, pick: random.Random, value: int, **more: Any) -> dict[str, Any]:
    subject, unit = SUBJECTS[more.pop("subject_at", pick.randrange(len(SUBJECTS)))]
    kind = "length" if unit == "km" else "count"
    made = {"code": code, "number": shown(value), "value": value, "unit": unit, "subject": subject, "kind": kind}
    return {**made, **more}


class Planted:
    """Pairs of articles, each pair about a commune of its own; ``kind`` by the code."""

    def __init__(self, make: Make, seed: int) -> None:
        self.pick = random.Random(seed)
        self.make = make
        self.codes = communes(self.pick, 500)
        self.kinds: dict[str, str] = {}
        self.records: list[Record] = []

    def pair(self, kind: str, one: dict[str, Any], other: dict[str, Any], days: tuple[str, str] | None = None) -> None:
        first, second = days or ("2025-09-03", f"2025-09-{self.pick.randrange(4, 28):02}")
        n = len(self.kinds)
        self.kinds[one["code"]] = kind
        self.records.append(self.make(f"sang-{n}", first, [one], outlet="sang"))
        self.records.append(self.make(f"chieu-{n}", second, [other], outlet="chieu"))

    def build(self) -> None:
        pick = self.pick
        for n in range(200):
            code, at, value = self.codes.pop(), n % len(SUBJECTS), pick.randrange(20, 3000)
            more: dict[str, Any] = {"subject_at": at}
            if n % 4 == 0:
                more["time"] = ("2024", "2024-01-01", "2024-12-31")
            if n % 4 == 1:
                more["target"] = True
            self.pair("agreement", fact(code, pick, value, **more), fact(code, pick, value, **more))
        for n in range(100):
            code, at = self.codes.pop(), n % len(SUBJECTS)
            more = {"subject_at": at}
            if n % 3 == 0:
                more["time"] = ("2024", "2024-01-01", "2024-12-31")
            value = pick.randrange(100, 3000)
            if n % 5 == 0:  # two digits change places
                wrong = int(str(value)[:-2] + str(value)[-1] + str(value)[-2]) if value % 11 else value + 9
            elif n % 5 == 1:  # a digit is lost or doubled
                wrong = value * 10
            else:
                wrong = value + pick.choice((-1, 1)) * pick.randrange(1, max(2, value // 3))
            wrong += 7 if wrong == value else 0
            one, other = fact(code, pick, value, **more), fact(code, pick, wrong, **more)
            if n % 5 == 4:  # a bound that the other value does not keep
                round_up = (value // 100 + 1) * 100
                one = fact(code, pick, round_up, comparator=">", **more)
                other = fact(code, pick, round_up - pick.randrange(30, 90), **more)
            self.pair("conflict", one, other)
        for n in range(100):
            self.trap(n % len(TRAPS))

    def trap(self, which: int) -> None:
        code, pick = self.codes.pop(), self.pick
        value = pick.randrange(200, 2000)
        one, other, days = TRAPS[which](self, code, value, pick)
        self.pair("trap", one, other, days)


def _plan(_p: Planted, code: str, value: int, pick: random.Random) -> Any:
    return fact(code, pick, value, subject_at=2), fact(code, pick, value + 40, subject_at=2, target=True), None


def _five_years(_p: Planted, code: str, value: int, pick: random.Random) -> Any:
    term = ("2020/2025", "2020-01-01", "2025-12-31")
    year = ("2025", "2025-01-01", "2025-12-31")
    return fact(code, pick, value * 5, subject_at=2, time=term), fact(code, pick, value, subject_at=2, time=year), None


def _increase(_p: Planted, code: str, value: int, pick: random.Random) -> Any:
    return fact(code, pick, value, subject_at=0), fact(code, pick, value // 9, subject_at=0, sense="increase"), None


def _neighbour(p: Planted, code: str, value: int, pick: random.Random) -> Any:
    return fact(code, pick, value, subject_at=0), fact(p.codes.pop(), pick, value + 31, subject_at=0), None


def _organisations(_p: Planted, code: str, _value: int, _pick: random.Random) -> Any:
    one = {"code": code, "number": "50", "value": 50, "unit": "tổ chức đảng", "subject": "tổ chức đảng"}
    other = {"code": code, "number": "29", "value": 29, "unit": "chi bộ", "subject": "chi bộ thôn"}
    return one, other, None


def _indicator(_p: Planted, code: str, _value: int, _pick: random.Random) -> Any:
    """One indicator for both, which must not tempt: the branches of villages are part of the branches."""
    one = {"code": code, "number": "50", "value": 50, "unit": "chi bộ", "subject": "chi bộ", "indicator": "branches"}
    other = {
        "code": code,
        "number": "29",
        "value": 29,
        "unit": "chi bộ",
        "subject": "chi bộ thôn",
        "indicator": "branches",
    }
    return one, other, None


def _rounded(_p: Planted, code: str, value: int, pick: random.Random) -> Any:
    up = (value // 100 + 1) * 100
    one = fact(code, pick, up, subject_at=0, comparator="<")
    return one, fact(code, pick, up - pick.randrange(1, 40), subject_at=0), None


def _over(_p: Planted, code: str, value: int, pick: random.Random) -> Any:
    down = value // 100 * 100
    one = fact(code, pick, down, subject_at=0, comparator=pick.choice((">", "~")))
    return one, fact(code, pick, down + pick.randrange(1, 12), subject_at=0), None


def _later(_p: Planted, code: str, value: int, pick: random.Random) -> Any:
    return (
        fact(code, pick, value, subject_at=0),
        fact(code, pick, value + 25, subject_at=0),
        ("2025-08-01", "2026-05-20"),
    )


def _years(_p: Planted, code: str, value: int, pick: random.Random) -> Any:
    before, after = (("2023", "2023-01-01", "2023-12-31"), ("2024", "2024-01-01", "2024-12-31"))
    return (
        fact(code, pick, value, subject_at=2, time=before),
        fact(code, pick, value + 5, subject_at=2, time=after),
        None,
    )


def _money(_p: Planted, code: str, _value: int, _pick: random.Random) -> Any:
    more = {"code": code, "unit": "đồng", "subject": "tiền đóng góp làm đường", "kind": "money"}
    return (
        {**more, "number": "2,3 tỷ", "value": 2300000000},
        {**more, "number": "2.314.000.000", "value": 2314000000},
        None,
    )


def _of(_p: Planted, code: str, _value: int, _pick: random.Random) -> Any:
    more = {"code": code, "unit": "tiêu chí", "subject": "tiêu chí nông thôn mới nâng cao"}
    return {**more, "number": "15/19", "value": 15, "of": 19}, {**more, "number": "19", "value": 19}, None


TRAPS = (
    _plan, _five_years, _increase, _neighbour, _organisations, _indicator, _rounded, _over, _later, _years, _money, _of,
)  # fmt: skip


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_planted_cases(make: Make, seed: int) -> None:
    planted = Planted(make, seed)
    planted.build()
    assert Counter(planted.kinds.values()) == {"agreement": 200, "conflict": 100, "trap": 100}
    found: dict[str, set[str]] = {}
    for c in comparisons(planted.records):
        for side in (c.a, c.b):
            place = next(e for e in side.record.entities if e.kind == "place")
            assert place.unit is not None
            found.setdefault(place.unit.code, set()).add(c.relation.kind)
    by_kind: dict[str, Counter[str]] = {"agreement": Counter(), "conflict": Counter(), "trap": Counter()}
    for code, kind in planted.kinds.items():
        by_kind[kind].update(found.get(code, {"nothing"}))
    assert by_kind["trap"]["conflict"] == 0, by_kind
    assert by_kind["conflict"]["conflict"] >= 95, by_kind
    assert by_kind["agreement"]["agree"] == 200, by_kind
    assert by_kind["trap"]["rounding"] > 0
    assert by_kind["trap"]["changed"] > 0
