"""The command ``run``: crawl, read, extract, store; it goes on where it was, and a second run adds nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from vifacts.errors import VifactsError
from vifacts.outlets.outlet import Outlet
from vifacts.outlets.registry import Registry
from vifacts.run.copies import update_copies
from vifacts.run.crawl import Options, Stored, chosen, fetch, registry_of, tell
from vifacts.run.sources import read_crawl
from vifacts.run.tables import Tell, progress
from vifacts.store.dataset import Appender, Dataset


class _Source(msgspec.Struct):
    archive: str | None = None
    offset: int | None = None


class _Article(msgspec.Struct):
    source: _Source | None = None


class _Head(msgspec.Struct):
    article: _Article


def run(names: Sequence[str], directory: Path, options: Options) -> int:
    """Crawl the outlets into ``directory`` and keep a record of each article; the exit status: 0, or 1 when something
    failed.

    Records are appended article by article; pages whose records stand there are not read again, pages that could not
    be read are tried anew.
    """
    registry = registry_of(options.files)
    outlets = chosen(registry, names)
    report = fetch(outlets, directory, options)
    stored: dict[str, Stored] = {}
    errors: list[VifactsError] = []
    dataset = Dataset(directory, create=True)
    with dataset.appender() as appender, progress() as show:
        errors += appender.torn
        known = set(_known(dataset))
        for outlet in outlets:
            stored[outlet.id], failed = _store(outlet, directory, registry, known, appender, show)
            errors += failed
    copies = update_copies(dataset.read(), directory / "copies.jsonl")
    tell(report, options, stored, errors, copies)
    return 1 if report.failed or errors else 0


def _store(
    outlet: Outlet,
    directory: Path,
    registry: Registry,
    known: set[tuple[str, int]],
    appender: Appender,
    show: Tell,
) -> tuple[Stored, list[VifactsError]]:
    """Read and extract what of an outlet's archive has no record yet."""
    done = Stored()
    errors = []
    record_of = None
    for item in read_crawl(directory, registry, outlet.id, known):
        error = item if isinstance(item, VifactsError) else None
        if not isinstance(item, VifactsError):
            if record_of is None:
                from vifacts.extract.pipeline import extractor  # a second to import: not where nothing is new

                record_of = extractor()
            try:
                done.added += appender.append(record_of(item))
            except VifactsError as raised:
                error = raised
            except Exception as raised:  # one article must not end the run; the error names it
                detail = f"{type(raised).__name__}: {raised}"
                error = VifactsError("VF502", item.url or item.id, detail=detail, id=item.id)
        if error is not None:
            errors.append(error)
            done.unread[error.code] += 1
        show(outlet.id, done.added, None, "records")
    return done, errors


def _known(dataset: Dataset) -> Iterator[tuple[str, int]]:
    """The archive records (file name and offset) of the records that count."""
    decode = msgspec.json.Decoder(_Head).decode
    for line in dataset.current()[0].values():
        source = decode(dataset.raw(line)).article.source
        if source is not None and source.archive is not None and source.offset is not None:
            yield source.archive, source.offset
