"""The folder of records: appended, torn, replaced."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from vifacts.errors import VifactsError
from vifacts.record import Record, encode
from vifacts.store.dataset import Dataset


def test_a_second_run_adds_no_row(dataset: Dataset, synthetic: list[Record]) -> None:
    with dataset.appender() as out:
        assert all(out.append(r) for r in synthetic[:5])
    before = [p.read_bytes() for p in dataset.shards()]
    with dataset.appender() as out:
        assert not any(out.append(r) for r in synthetic[:5])
    assert [p.read_bytes() for p in dataset.shards()] == before


def test_of_two_records_of_one_article_the_later_counts(dataset: Dataset, synthetic: list[Record]) -> None:
    changed = msgspec.structs.replace(synthetic[0], figures=[])
    with dataset.appender() as out:
        out.append(synthetic[0])
    with dataset.appender() as out:
        assert out.append(changed)
    assert [len(r.figures) for r in dataset.read()] == [0]


def test_a_torn_last_line_is_dropped_reported_and_cut(dataset: Dataset, synthetic: list[Record]) -> None:
    path = dataset.write_shard(synthetic[:2])
    with path.open("ab") as file:
        file.write(encode(synthetic[2])[:200])
    records, errors = dataset.current()
    assert len(records) == 2
    assert [(e.code, e.line) for e in errors] == [("VF504", 3)]
    with dataset.appender() as out:
        assert [e.code for e in out.torn] == ["VF504"]
        out.append(synthetic[2])
    assert dataset.current()[1] == []
    assert len(list(dataset.read())) == 3


def test_a_whole_last_line_without_line_feed_counts(dataset: Dataset, synthetic: list[Record]) -> None:
    path = dataset.records / "by-hand.jsonl"
    path.write_bytes(encode(synthetic[0]))
    assert len(dataset.current()[0]) == 1
    with dataset.appender():
        pass
    assert path.read_bytes().endswith(b"}\n")


def test_other_rows_are_reported_and_left_out(dataset: Dataset, synthetic: list[Record]) -> None:
    (dataset.records / "x.jsonl").write_bytes(b'{"a": 1}\n' + encode(synthetic[0]) + b"\n\xff\xfe\n")
    records, errors = dataset.current()
    assert len(records) == 1
    assert [(e.code, e.line) for e in errors] == [("VF505", 1), ("VF505", 3)]


def test_a_named_shard_is_replaced(dataset: Dataset, synthetic: list[Record]) -> None:
    for _ in range(2):
        dataset.write_shard(synthetic[:3], "part-00.jsonl")
    assert len(dataset.shards()) == 1


def test_a_shard_that_breaks_leaves_nothing(dataset: Dataset, synthetic: list[Record]) -> None:
    def broken():  # type: ignore[no-untyped-def]
        yield synthetic[0]
        raise RuntimeError("away")

    with pytest.raises(RuntimeError):
        dataset.write_shard(broken())
    assert list(dataset.records.iterdir()) == []


def test_two_processes_do_not_append(dataset: Dataset) -> None:
    with dataset.appender(), pytest.raises(VifactsError, match="VF506"), dataset.appender():
        pass


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(VifactsError, match="VF503"):
        Dataset(tmp_path)
