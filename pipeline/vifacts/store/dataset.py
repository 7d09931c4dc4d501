"""The folder of a dataset: records as JSON Lines, which are the truth, and what is made from them.

    records/*.jsonl    one record a line; of two records of one article the later counts (shards by name, then lines)
    archive/           pages as they were fetched (WARC)
    corrections.toml   what a person decided about who is who (corrections.py)
    index.sqlite       made from the records at any time (index.py)
    dataset.json       schema number, counts and digests, made with the index

A record is appended with one write and flushed, so that a process that dies leaves at most a torn last line; readers drop
that line and report it. A shard written whole appears under its name only when it is complete.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple

import msgspec

from vifacts.errors import VifactsError
from vifacts.record import Record, decode_record, encode

_NUMBERED = re.compile(r"^records-(\d{6})\.jsonl$")


class _Id(msgspec.Struct):
    id: str


class _Head(msgspec.Struct):
    """The part of a record that says whose it is."""

    article: _Id


_decode_head = msgspec.json.Decoder(_Head).decode


class Line(NamedTuple):
    """Where a record lies: byte offset and length (without the line feed) in its shard, and the digest of its bytes."""

    shard: str
    offset: int
    length: int
    digest: bytes
    article: str


def digest_of(line: bytes) -> bytes:
    """The 16-byte digest by which a line is known to be unchanged."""
    return hashlib.blake2b(line, digest_size=16).digest()


class Dataset:
    """A dataset folder. ``create`` makes it where it is missing; without it VF503 is raised."""

    def __init__(self, folder: Path | str, *, create: bool = False) -> None:
        self.folder = Path(folder)
        if create:
            self.records.mkdir(parents=True, exist_ok=True)
        elif not self.records.is_dir():
            raise VifactsError("VF503", str(folder))

    @property
    def records(self) -> Path:
        """The folder of the shards."""
        return self.folder / "records"

    @property
    def archive(self) -> Path:
        """The folder of the WARC files."""
        return self.folder / "archive"

    @property
    def index(self) -> Path:
        """The SQLite file."""
        return self.folder / "index.sqlite"

    @property
    def corrections(self) -> Path:
        """The file of corrections."""
        return self.folder / "corrections.toml"

    @property
    def description(self) -> Path:
        """The file of counts and digests."""
        return self.folder / "dataset.json"

    def shards(self) -> list[Path]:
        """The shards in the order in which they count."""
        return sorted(p for p in self.records.glob("*.jsonl") if not p.name.startswith("."))

    def lines(self, shard: Path) -> Iterator[Line | VifactsError]:
        """The records of a shard, not decoded; what is no record comes as an error (VF504 torn, VF505 no record)."""
        for offset, raw in raw_lines(shard):
            number = None
            whole = raw.endswith(b"\n")
            line = raw[:-1] if whole else raw
            if not line.strip():
                continue
            try:
                article = _decode_head(line).article.id
            except msgspec.DecodeError as error:
                number = _number_at(shard, offset)
                if whole:
                    yield VifactsError("VF505", str(shard), number, detail=error)
                else:
                    yield VifactsError("VF504", str(shard), number, bytes=len(line))
                continue
            yield Line(shard.name, offset, len(line), digest_of(line), article)

    def current(self) -> tuple[dict[str, Line], list[VifactsError]]:
        """The line that counts for each article id, and what could not be read."""
        found: dict[str, Line] = {}
        errors = []
        for shard in self.shards():
            for line in self.lines(shard):
                if isinstance(line, VifactsError):
                    errors.append(line)
                else:
                    found[line.article] = line
        return found, errors

    def read(self) -> Iterator[Record]:
        """The records that count, shard by shard; lines that are none are left out (``current`` reports them)."""
        found, _ = self.current()
        for line in sorted(found.values(), key=lambda line: (line.shard, line.offset)):
            with suppress(msgspec.DecodeError):
                yield decode_record(self.raw(line))

    def raw(self, line: Line) -> bytes:
        """The bytes of a record."""
        with (self.records / line.shard).open("rb") as file:
            file.seek(line.offset)
            return file.read(line.length)

    def next_shard(self) -> str:
        """The name of the shard after all numbered ones."""
        numbers = [int(m[1]) for p in self.records.glob("records-*.jsonl") if (m := _NUMBERED.match(p.name))]
        return f"records-{max(numbers, default=0) + 1:06}.jsonl"

    def write_shard(self, records: Iterable[Record], name: str | None = None) -> Path:
        """Write a whole shard: beside its place, synced and renamed. ``name`` (of the next number when none is given)
        replaces an earlier shard of that name, so that a job which runs again adds nothing."""
        path = self.records / (name or self.next_shard())
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            with part.open("wb") as file:
                for record in records:
                    file.write(encode(record) + b"\n")
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise
        _sync_folder(self.records)
        return path

    def appender(self) -> Appender:
        """A writer that appends article by article; see Appender."""
        return Appender(self)

    @contextmanager
    def locked(self, name: str) -> Iterator[None]:
        """Hold the lock ``name`` of this folder; VF506 where another process has it."""
        with (self.folder / f".{name}.lock").open("ab") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise VifactsError("VF506", str(self.folder), what=name) from error
            yield


class Appender:
    """Appends records to a new shard, one write and flush an article; a context manager.

    A record that already counts for its article, byte for byte, is not written again, so that a second run adds no
    row. Torn last lines of earlier processes are cut off and listed in ``torn`` (VF504). Only one process may append
    (VF506).
    """

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._lock = dataset.locked("append")
        self._file: IO[bytes] | None = None
        self._known: dict[str, bytes] = {}
        self.torn: list[VifactsError] = []
        self.written = 0

    def __enter__(self) -> Appender:
        self._lock.__enter__()
        try:
            for shard in self._dataset.shards():
                error = cut_torn(shard)
                if error is not None:
                    self.torn.append(error)
            found, _ = self._dataset.current()
        except BaseException:
            self._lock.__exit__(None, None, None)
            raise
        self._known = {article: line.digest for article, line in found.items()}
        return self

    def append(self, record: Record) -> bool:
        """Write ``record``; False where it stands there already."""
        line = encode(record)
        digest = digest_of(line)
        if self._known.get(record.article.id) == digest:
            return False
        if self._file is None:
            path = self._dataset.records / self._dataset.next_shard()
            try:
                self._file = path.open("xb", buffering=0)
            except OSError as error:
                raise VifactsError("VF501", str(path), detail=error.strerror) from error
        self._file.write(line + b"\n")
        self._known[record.article.id] = digest
        self.written += 1
        return True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None
            _sync_folder(self._dataset.records)
        self._lock.__exit__(kind, error, trace)


def raw_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file with their byte offsets; the last may lack its line feed."""
    offset = 0
    with path.open("rb", buffering=1 << 20) as file:
        for raw in file:
            yield offset, raw
            offset += len(raw)


def cut_torn(shard: Path) -> VifactsError | None:
    """Cut a torn last line off a shard; VF504 where there was one. A last line that is whole but for its line feed gets
    it."""
    size = shard.stat().st_size
    if size == 0:
        return None
    with shard.open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        if file.read(1) == b"\n":
            return None
        start = 0
        at = size
        while at > 0:
            step = min(1 << 16, at)
            file.seek(at - step)
            found = file.read(step).rfind(b"\n")
            if found >= 0:
                start = at - step + found + 1
                break
            at -= step
        file.seek(start)
        line = file.read()
        try:
            _decode_head(line)
        except msgspec.DecodeError:
            file.truncate(start)
            return VifactsError("VF504", str(shard), _number_at(shard, start), bytes=len(line))
        file.seek(0, os.SEEK_END)
        file.write(b"\n")
    return None


def _number_at(path: Path, offset: int) -> int:
    """The number (from 1) of the line that begins at ``offset``."""
    with path.open("rb") as file:
        count, left = 1, offset
        while left > 0:
            piece = file.read(min(1 << 20, left))
            if not piece:
                break
            count += piece.count(b"\n")
            left -= len(piece)
    return count


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
