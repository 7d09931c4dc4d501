"""Reads a dataset again and checks what it promises: schema, offsets, grounding, digests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import msgspec

from vifacts.check.grounding import ungrounded
from vifacts.crawl.read import read_page
from vifacts.errors import VifactsError
from vifacts.record import Record, decode_record
from vifacts.store.dataset import Dataset


def verify(dataset: Dataset) -> Iterator[Record | VifactsError]:
    """Every record that was checked, and what is wrong, in the order of the shards.

    VF504 torn last line, VF505 no record of the schema, VF510 a span or id that does not hold, VF511 and VF512 the page
    in the archive is missing or another, VF513 and VF514 a shard is not the one of dataset.json.
    """
    yield from _shards(dataset)
    for shard in dataset.shards():
        for line in dataset.lines(shard):
            if isinstance(line, VifactsError):
                yield line
                continue
            where = f"{shard} at byte {line.offset}"
            try:
                record = decode_record(dataset.raw(line))
            except msgspec.DecodeError as error:
                yield VifactsError("VF505", where, detail=error)
                continue
            for detail in ungrounded(record):
                yield VifactsError("VF510", where, article=record.article.id, detail=detail)
            error_of_page = _page(dataset, record, where)
            if error_of_page is not None:
                yield error_of_page
            yield record


def _shards(dataset: Dataset) -> Iterator[VifactsError]:
    if not dataset.description.is_file():
        return
    try:
        listed = {row["name"]: row["sha256"] for row in json.loads(dataset.description.read_bytes())["shards"]}
    except (ValueError, KeyError, TypeError) as error:
        yield VifactsError("VF505", str(dataset.description), detail=error)
        return
    for name, digest in listed.items():
        path = dataset.records / name
        if not path.is_file():
            yield VifactsError("VF514", str(path))
            continue
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                yield VifactsError("VF513", str(path))


def _page(dataset: Dataset, record: Record, where: str) -> VifactsError | None:
    """What is wrong with the page that an article was read from, where the dataset has it."""
    source = record.article.source
    if source is None or source.sha256 is None or source.archive is None or source.offset is None:
        return None
    # the name alone: an archive outside of the dataset's folder is none of its own
    path = dataset.archive / Path(source.archive).name
    at = f"{path.name}:{source.offset}"
    try:
        page = read_page(path, source.offset)
    except VifactsError as error:
        return VifactsError("VF511", where, article=record.article.id, page=at, detail=error.detail)
    if page.sha256 != source.sha256:
        return VifactsError(
            "VF512", where, article=record.article.id, page=at, found=page.sha256[:12], wanted=source.sha256[:12]
        )
    return None
