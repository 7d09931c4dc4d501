"""Where rows go: JSON Lines to standard output, or to a file that appears only when it is whole."""

from __future__ import annotations

import gzip
import os
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO

import msgspec

from vifacts.errors import VifactsError

_encode = msgspec.json.Encoder().encode


class Output:
    """A sink of rows and errors.

    With ``path`` the rows are written beside it and renamed at the end, so that a run that breaks leaves
    neither half a file nor loses the earlier one; errors go to ``<path>.errors.jsonl`` in the same manner
    (an old one is removed when there are none). Without ``path`` rows go to standard output. Either way each
    error is printed on standard error. A name that ends in .gz is compressed, always to the same bytes.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.rows = 0
        self.errors: list[VifactsError] = []
        self._temporary = path.with_name(f".{path.name}.{os.getpid()}.part") if path else None
        self._raw: IO[bytes] | None = None
        self._stream: IO[bytes] | gzip.GzipFile | None = None

    def __enter__(self) -> Output:
        if self._temporary is None:
            self._stream = sys.stdout.buffer
            return self
        if self.path is not None and self.path.is_dir():  # found before the work, not after it
            raise VifactsError("VF501", str(self.path), detail="it is a folder")
        try:
            self._raw = self._temporary.open("wb")
        except OSError as error:
            raise VifactsError("VF501", str(self.path), detail=error.strerror) from error
        compressed = self.path is not None and self.path.suffix == ".gz"
        self._stream = gzip.GzipFile("", "wb", fileobj=self._raw, mtime=0) if compressed else self._raw
        return self

    def write(self, row: bytes) -> None:
        """Add one row (its line feed is added here)."""
        assert self._stream is not None
        self._stream.write(row + b"\n")
        if self._temporary is None:
            self._stream.flush()
        self.rows += 1

    def error(self, error: VifactsError) -> None:
        """Report an error and remember it."""
        self.errors.append(error)
        print(error, file=sys.stderr, flush=True)

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._temporary is None or self.path is None or self._raw is None:
            return
        assert self._stream is not None
        if self._stream is not self._raw:
            self._stream.close()
        if kind is not None:
            self._raw.close()
            with suppress(OSError):
                self._temporary.unlink()
            return
        self._raw.flush()
        os.fsync(self._raw.fileno())
        self._raw.close()
        self._temporary.replace(self.path)
        self._write_errors(self.path.with_name(self.path.name + ".errors.jsonl"))

    def _write_errors(self, path: Path) -> None:
        if not self.errors:
            path.unlink(missing_ok=True)
            return
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        part.write_bytes(b"".join(_encode(e.as_row()) + b"\n" for e in self.errors))
        part.replace(path)
