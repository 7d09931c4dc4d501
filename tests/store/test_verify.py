"""A dataset is what it says, down to the page in the archive."""

from __future__ import annotations

import hashlib

import msgspec

from vifacts.crawl.archive import ArchiveWriter, Exchange
from vifacts.errors import VifactsError
from vifacts.record import Record, Source
from vifacts.store.dataset import Dataset
from vifacts.store.index import index
from vifacts.store.verify import verify


def codes(dataset: Dataset) -> list[str]:
    return [item.code for item in verify(dataset) if isinstance(item, VifactsError)]


def with_source(record: Record, source: Source) -> Record:
    return msgspec.structs.replace(record, article=msgspec.structs.replace(record.article, source=source))


def test_nothing_is_wrong(filled: Dataset) -> None:
    assert codes(filled) == []
    assert sum(isinstance(item, Record) for item in verify(filled)) == 240


def test_a_value_that_is_not_in_the_text(dataset: Dataset, synthetic: list[Record]) -> None:
    figure = msgspec.structs.replace(synthetic[0].figures[0], value=7)
    dataset.write_shard([msgspec.structs.replace(synthetic[0], figures=[figure]), synthetic[1]])
    assert codes(dataset) == ["VF510"]


def test_shards_are_those_of_the_description(filled: Dataset, synthetic: list[Record]) -> None:
    filled.write_shard(synthetic[:1])
    index(filled)
    filled.shards()[1].unlink()
    with filled.shards()[0].open("ab") as file:
        file.write(b"{}\n{torn")
    assert sorted(codes(filled)) == ["VF504", "VF505", "VF513", "VF514"]


def test_the_page_in_the_archive(dataset: Dataset, synthetic: list[Record]) -> None:
    body = "<html><p>Đảng bộ xã</p></html>".encode()
    headers = [("Content-Type", "text/html; charset=utf-8")]
    with ArchiveWriter(dataset.archive) as archive:
        place = archive.write(Exchange("https://bao.example/1.html", 200, headers, body))
    right = Source(archive=place.archive, offset=place.offset, sha256=hashlib.sha256(body).hexdigest())
    dataset.write_shard(
        [
            with_source(synthetic[0], right),
            with_source(synthetic[1], msgspec.structs.replace(right, sha256="0" * 64)),
            with_source(synthetic[2], msgspec.structs.replace(right, offset=1)),
            with_source(synthetic[3], msgspec.structs.replace(right, archive="../../etc/passwd")),
        ]
    )
    assert codes(dataset) == ["VF512", "VF511", "VF511"]
