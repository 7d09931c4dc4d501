"""Two persons in one post at one time, and one after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from vifacts.check.identity import things
from vifacts.check.posts import Holding, post, relations
from vifacts.check.value import ordinal
from vifacts.extract.names import canonical
from vifacts.record import Record

Make = Callable[..., Record]


def holding(ref: int, name: str, day: str, **more: Any) -> Holding[int]:
    fields: dict[str, Any] = {"former": False, "start": None, "end": None, "confidence": 0.95}
    fields.update(more)
    article = fields.pop("article", ref)
    return Holding(
        ref, canonical(name), canonical(name), article, article, ordinal(day), order=(day, str(ref)), **fields
    )


def kinds(*holdings: Holding[int]) -> list[str]:
    return [r.kind for r in relations(holdings)]


def test_a_post_is_title_and_organisation(make: Make) -> None:
    def of(title: str, body: str, code: str = "10930") -> str | None:
        roles = [{"person": "Đỗ Hữu Lượng", "title": title, "body": body, "code": code}]
        record = make("a", "2025-09-01", [], roles=roles)
        (role,) = record.roles
        return post(role, things(record).get(role.scope or ""), None)

    assert of("Bí thư", "Đảng ủy") == of("Bí thư", "Đảng bộ")
    assert of("Bí thư", "Đảng ủy") != of("Bí thư", "Đảng ủy", "10891")
    assert of("Chủ tịch", "UBND") != of("Chủ tịch", "HĐND")
    assert of("Phó Bí thư", "Đảng ủy") is None
    assert of("Ủy viên", "Đảng ủy") is None


def test_two_persons_at_one_time() -> None:
    a1, a2 = holding(1, "Đỗ Hữu Lượng", "2025-08-01"), holding(3, "Đỗ Hữu Lượng", "2025-10-01")
    b = holding(2, "Mai Thị Hạnh", "2025-09-01")
    (found,) = relations([a1, a2, b])
    assert (found.kind, found.a, found.b) == ("conflict", 1, 2)
    assert found.support == (2, 1)


def test_one_after_the_other_is_a_change() -> None:
    assert kinds(holding(1, "Đỗ Hữu Lượng", "2025-08-01"), holding(2, "Mai Thị Hạnh", "2025-09-01")) == ["changed"]


def test_a_former_holder_has_left() -> None:
    former = holding(3, "Đỗ Hữu Lượng", "2025-09-01", former=True)
    assert kinds(holding(1, "Đỗ Hữu Lượng", "2025-08-01"), holding(2, "Mai Thị Hạnh", "2025-09-01"), former) == [
        "changed"
    ]


def test_short_and_full_names_are_one_person() -> None:
    assert kinds(holding(1, "Đỗ Hữu Lượng", "2025-08-01"), holding(2, "Lượng", "2025-08-01")) == []


def test_an_article_that_names_both_tells_of_a_handover() -> None:
    assert (
        kinds(holding(1, "Đỗ Hữu Lượng", "2025-08-01", article=9), holding(2, "Mai Thị Hạnh", "2025-08-01", article=9))
        == []
    )


def test_an_appointment_that_takes_effect_later() -> None:
    news = holding(2, "Mai Thị Hạnh", "2025-08-01", start="2025-09-01")
    assert kinds(holding(1, "Đỗ Hữu Lượng", "2025-08-20"), news) == ["changed"]
