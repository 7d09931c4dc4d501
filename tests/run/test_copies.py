"""Copies point at the first; the file of fingerprints is made anew and used again."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vifacts.record import SCHEMA, Article, Extractor, Record
from vifacts.run.copies import DISTANCE, Copies, Print, update_copies

WORDS = "chi bộ thôn xã họp bàn việc đường lúa nước dân góp công sức tiền của làm cầu trường chợ".split()


def text(seed: int, length: int = 400) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) + (f" {chance.randint(2, 99)}" if n % 9 == 0 else "") for n in range(length))


def record(name: str, body: str, published: str | None) -> Record:
    article = Article(id=name, text=body, published=published)
    return Record(SCHEMA, article, [], [], [], [], [], Extractor("vifacts", "0"))


def rows(path: Path) -> list[Print]:
    return [msgspec.json.decode(line, type=Print) for line in path.read_bytes().splitlines()]


def test_the_earliest_is_the_first(tmp_path: Path) -> None:
    path = tmp_path / "copies.jsonl"
    body = text(1)
    copy = body + " (Theo báo bạn)"
    records = [
        record("sau", copy, "2025-03-05T08:00:00+07:00"),
        record("khac", text(2), "2025-03-01"),
        record("truoc", body, "2025-03-04T08:00:00+07:00"),
        record("ngan", "Tin ngắn.", "2025-03-01"),
        record("ngan-2", "Tin ngắn.", "2025-03-02"),
        record("khong-ngay", body, None),
    ]
    assert update_copies(records, path) == {"sau": "truoc", "khong-ngay": "truoc"}
    assert [row.id for row in rows(path)] == ["khac", "ngan", "ngan-2", "truoc", "sau", "khong-ngay"]
    # An earlier one that comes later becomes the first.
    records.append(record("goc", body, "2025-03-02"))
    assert update_copies(records, path) == {"sau": "goc", "khong-ngay": "goc", "truoc": "goc"}


def test_fingerprints_are_kept_while_the_text_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "copies.jsonl"
    records = [record("a", text(1), "2025-01-01"), record("b", text(2), "2025-01-02")]
    update_copies(records, path)
    before = path.read_bytes()
    made: list[str] = []
    monkeypatch.setattr("vifacts.run.copies.simhash", lambda body: made.append(body) or 7)
    update_copies(records, path)
    assert made == [] and path.read_bytes() == before
    update_copies([records[0], record("b", text(3), "2025-01-02")], path)
    assert made == [text(3)]
    path.write_bytes(before[:-30])  # a torn file costs a fingerprint
    update_copies(records, path)
    assert made == [text(3), text(2)]


@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63), max_size=12))
def test_all_within_the_distance_are_found(fingerprint: int, flipped: set[int]) -> None:
    copies = Copies()
    assert copies.add("a", fingerprint) is None
    other = fingerprint
    for bit in flipped:
        other ^= 1 << bit
    assert copies.add("b", other) == ("a" if len(flipped) <= DISTANCE else None)
