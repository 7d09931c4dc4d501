"""What a record says must stand in its text: each way to break the promise is found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from vifacts.check.grounding import ungrounded
from vifacts.record import Record

Make = Callable[..., Record]


@pytest.fixture
def record(make: Make) -> Record:
    role = {"person": "Đỗ Hữu Lượng", "title": "Bí thư", "body": "Đảng ủy", "code": "10930"}
    fact = {"code": "10930", "number": "1.042", "value": 1042, "unit": "đảng viên"}
    return make("a", "2025-09-01", [fact], roles=[role])


def test_a_record_that_keeps_the_promise(record: Record) -> None:
    assert ungrounded(record) == []


def figure(record: Record, **changes: Any) -> Record:
    return msgspec.structs.replace(record, figures=[msgspec.structs.replace(record.figures[0], **changes)])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"span": (10, 9000)}, "not in the text"),
        ({"value": 1024}, "is read as"),
        ({"text": "1.024 đảng viên"}, "does not stand at its place"),
        ({"subject": "đoàn viên"}, "words that the text has not"),
        ({"holder": "e99"}, "no e99"),
        ({"part_of": "f99"}, "no f99"),
        ({"sentence": (0, 5)}, "its sentence"),
    ],
)
def test_a_figure_that_breaks_it(record: Record, changes: dict[str, Any], said: str) -> None:
    assert any(said in line for line in ungrounded(figure(record, **changes)))


def test_a_multiplier_is_no_fault(make: Make) -> None:
    fact = {"code": "10930", "number": "2", "value": 2_000_000, "unit": "triệu đồng", "subject": "quỹ", "kind": "money"}
    assert ungrounded(make("a", "2025-09-01", [fact])) == []


def test_a_person_under_another_name(record: Record) -> None:
    person = next(e for e in record.entities if e.kind == "person")
    other = msgspec.structs.replace(person, mentions=[(0, 3)])
    broken = msgspec.structs.replace(record, entities=[other if e is person else e for e in record.entities])
    assert any("names no Đỗ Hữu Lượng" in line for line in ungrounded(broken))
