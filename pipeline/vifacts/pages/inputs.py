"""Everything a command line can name, read one article at a time.

A bad input is a VifactsError in the stream, and the rest goes on: nothing here raises, and no more than one row or
one page is in memory.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import logging
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, cast

from vifacts.errors import VifactsError
from vifacts.outlets.registry import Registry, load
from vifacts.pages.encoding import is_binary
from vifacts.pages.html import read_html
from vifacts.pages.pasted import read_text
from vifacts.pages.rows import read_row
from vifacts.pages.warc import read_warc, read_warc_stream
from vifacts.record import Article, Source

_LOG = logging.getLogger(__name__)
#: Rows of an input that are named in warnings.
_MOST_TOLD = 3
#: The largest page, text or row, in bytes after unpacking.
LIMIT = 50 * 2**20
#: What an input ends with, after ".gz" is taken off.
KINDS = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".jsonl": "rows",
    ".ndjson": "rows",
    ".warc": "warc",
}
Item = Article | VifactsError
_Reader = Callable[[IO[bytes], str, Registry, int], Iterator[Item]]
_UNPACKING = (gzip.BadGzipFile, zlib.error, EOFError)


def read_inputs(paths: Iterable[str | Path], *, registry: Registry | None = None, limit: int = LIMIT) -> Iterator[Item]:
    """The articles of files, folders (all their inputs, sorted by path) and "-" (standard input), in order.

    Errors come in their place: VF101 no such file, VF102 another kind of file, VF103 not UTF-8, VF104 torn JSON, VF106
    empty, VF107 binary, VF108 larger than ``limit`` bytes, VF109 damaged gzip, VF113 damaged WARC, VF114 unreadable,
    and what ``read_html`` raises for a page.
    """
    chosen = load() if registry is None else registry
    for given in paths:
        if str(given) == "-":
            yield from _guarded(lambda: read_stream(sys.stdin.buffer, "-", chosen, limit), "-")
            continue
        path = Path(given)
        if path.is_dir():
            for file in _files(path):
                yield from _file(file, chosen, limit)
        elif not path.exists():
            yield VifactsError("VF101", str(given))
        else:
            yield from _file(path, chosen, limit)


def read_stream(stream: IO[bytes], name: str, registry: Registry, limit: int = LIMIT) -> Iterator[Item]:
    """Articles from a stream whose kind is told by its first bytes: gzip, WARC, JSON Lines, HTML or text."""
    buffered = cast("IO[bytes]", io.BufferedReader(_Raw(stream), 1 << 16))
    head = buffered.peek(4096).lstrip(b"\xef\xbb\xbf \t\r\n")  # type: ignore[attr-defined]
    if head.startswith(b"\x1f\x8b"):
        yield from read_stream(cast("IO[bytes]", gzip.GzipFile(fileobj=buffered)), name, registry, limit)
    elif head.startswith(b"WARC/"):
        yield from read_warc_stream(buffered, name, registry, limit)
    elif head.startswith(b"{"):
        yield from _rows(buffered, name, registry, limit)
    elif head.startswith(b"<"):
        yield from _html(buffered, name, registry, limit)
    else:
        yield from _text(buffered, name, registry, limit)


class _Raw(io.RawIOBase):
    """Any readable stream as a raw one, so that it can be looked into before it is read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        # what is there, so that a stream that is damaged further on gives its whole rows first
        read = getattr(self._stream, "read1", self._stream.read)
        data = read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _kind(path: Path) -> str | None:
    name = path.name.lower().removesuffix(".gz")
    return KINDS.get(os.path.splitext(name)[1])  # noqa: PTH122 - the name without .gz is no path


def _files(folder: Path) -> Iterator[Path]:
    """The inputs under a folder in the order of their paths; links to folders are not followed."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(place) / name
            if _kind(path) and path.is_file():
                yield path


def _file(path: Path, registry: Registry, limit: int) -> Iterator[Item]:
    kind = _kind(path)
    name = str(path)
    if kind is None:
        yield VifactsError("VF102", name, suffix=path.suffix or "no suffix")
    elif kind == "warc":
        yield from _guarded(lambda: _archive(path, registry, limit), name)
    else:
        reader: _Reader = {"html": _html, "text": _text, "rows": _rows}[kind]
        yield from _guarded(lambda: _opened(path, reader, registry, limit), name)


def _archive(path: Path, registry: Registry, limit: int) -> Iterator[Item]:
    if path.stat().st_size == 0:
        yield VifactsError("VF106", str(path))
    else:
        yield from read_warc(path, registry, limit)


def _opened(path: Path, reader: _Reader, registry: Registry, limit: int) -> Iterator[Item]:
    with path.open("rb") as file:
        if path.name.lower().endswith(".gz"):
            with gzip.GzipFile(fileobj=file) as unpacked:
                yield from reader(cast("IO[bytes]", unpacked), str(path), registry, limit)
        else:
            yield from reader(file, str(path), registry, limit)


def _guarded(items: Callable[[], Iterator[Item]], name: str) -> Iterator[Item]:
    """The items of an input; what stops it in the middle comes as its last item."""
    try:
        yield from items()
    except VifactsError as error:
        yield error
    except _UNPACKING as error:
        yield VifactsError("VF109", name, detail=error)
    except (OSError, RecursionError, MemoryError) as error:
        yield VifactsError("VF114", name, detail=error)


def _whole(stream: IO[bytes], name: str, limit: int) -> bytes:
    """All bytes of a page or text; VifactsError VF108 above the limit, VF106 where there are none."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise VifactsError("VF108", name, limit=limit // 2**20)
    if not data.strip():
        raise VifactsError("VF106", name)
    return data


def _html(stream: IO[bytes], name: str, registry: Registry, limit: int) -> Iterator[Item]:
    data = _whole(stream, name, limit)
    source = Source(path=name, sha256=hashlib.sha256(data).hexdigest())
    try:
        yield read_html(data, registry=registry, source=source)
    except VifactsError as error:
        error.where = name  # the file, not the address that the page gives for itself
        yield error


def _text(stream: IO[bytes], name: str, registry: Registry, limit: int) -> Iterator[Item]:  # noqa: ARG001 - one form for all
    data = _whole(stream, name, limit)
    if is_binary(data):
        raise VifactsError("VF107", name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise VifactsError("VF103", name, detail=f"{error.reason} at byte {error.start}") from error
    article = read_text(text, source=Source(path=name, sha256=hashlib.sha256(data).hexdigest()))
    if not article.text:
        raise VifactsError("VF106", name)
    yield article


def _rows(stream: IO[bytes], name: str, registry: Registry, limit: int) -> Iterator[Item]:  # noqa: ARG001 - one form for all
    number = 0
    seen = False
    doubts = _Doubts()
    try:
        while line := stream.readline(limit + 1):
            number += 1
            if len(line) > limit:
                yield VifactsError("VF108", name, number, limit=limit // 2**20)
                while line and not line.endswith(b"\n"):  # the rest of the row
                    line = stream.readline(1 << 20)
                continue
            if number == 1:
                if is_binary(line):
                    raise VifactsError("VF107", name)
                line = line.removeprefix(b"\xef\xbb\xbf")
            if not line.strip():
                continue
            seen = True
            try:
                yield read_row(line, name, number, doubts.add)
            except VifactsError as error:
                yield error
    except _UNPACKING as error:
        raise VifactsError("VF109", name, number + 1, detail=error) from error
    finally:
        doubts.end()
    if not seen:
        raise VifactsError("VF106", name)


class _Doubts:
    """Warnings of what rows say and cannot be read: the first ones, and how many more there are."""

    def __init__(self) -> None:
        self._count = 0
        self._last: VifactsError | None = None

    def add(self, doubt: VifactsError) -> None:
        self._count += 1
        if self._count <= _MOST_TOLD:
            _LOG.warning("%s", doubt)
        self._last = doubt

    def end(self) -> None:
        if self._count > _MOST_TOLD:
            _LOG.warning("%s (the last of %d such rows)", self._last, self._count)
