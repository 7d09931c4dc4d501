"""Records turned into rows by other processes, ahead of the one that writes: SQLite has one writer, reading has many."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from typing import IO

import msgspec

from vifacts.errors import VifactsError
from vifacts.record import Record, decode_record
from vifacts.store.corrections import Corrections
from vifacts.store.dataset import Dataset, Line
from vifacts.store.rows import Rows, rows

#: Fewer records than this are turned in this process.
WORTHWHILE = 5_000
CHUNK = 100
#: The most processes; one writer keeps no more busy.
MOST = 4
_PR_SET_PDEATHSIG = 1


def records_of(folder: Path, lines: list[Line], errors: list[VifactsError]) -> Iterator[tuple[Line, Record]]:
    """The records of ``lines`` (in the order of their shards); VF505 in ``errors`` for what is none."""
    file: IO[bytes] | None = None
    name = None
    try:
        for line in lines:
            if line.shard != name:
                if file is not None:
                    file.close()
                file, name = (folder / line.shard).open("rb", buffering=1 << 20), line.shard
            assert file is not None
            file.seek(line.offset)
            try:
                yield line, decode_record(file.read(line.length))
            except msgspec.DecodeError as error:
                errors.append(VifactsError("VF505", f"{folder / line.shard} ({line.article})", detail=error))
    finally:
        if file is not None:
            file.close()


def rows_of(dataset: Dataset, lines: list[Line], fixes: Corrections, errors: list[VifactsError]) -> Iterator[Rows]:
    """The rows of ``lines``, in their order."""
    workers = min(MOST, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1)
    if len(lines) < WORTHWHILE or workers < 2:
        for line, record in records_of(dataset.records, lines, errors):
            yield rows(record, line.digest, fixes)
        return
    chunks = [lines[n : n + CHUNK] for n in range(0, len(lines), CHUNK)]
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with, initargs=(os.getpid(),)) as pool:
        waiting: deque[Future[tuple[list[Rows], list[tuple[str, str]]]]] = deque()
        for chunk in chunks:
            waiting.append(pool.submit(_turn, dataset.records, chunk, fixes))
            if len(waiting) > 4 * workers:
                yield from _taken(waiting.popleft(), errors)
        while waiting:
            yield from _taken(waiting.popleft(), errors)


def _taken(future: Future[tuple[list[Rows], list[tuple[str, str]]]], errors: list[VifactsError]) -> list[Rows]:
    made, bad = future.result()
    errors.extend(VifactsError("VF505", where, detail=detail) for where, detail in bad)
    return made


def _turn(folder: Path, lines: list[Line], fixes: Corrections) -> tuple[list[Rows], list[tuple[str, str]]]:
    errors: list[VifactsError] = []
    made = [rows(record, line.digest, fixes) for line, record in records_of(folder, lines, errors)]
    return made, [(error.where or "", error.detail) for error in errors]


def _end_with(parent: int) -> None:
    """Let a worker end when the process that writes is killed (Linux)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it was killed before
            os._exit(1)
