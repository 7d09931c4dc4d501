"""Work that other processes do ahead of the one that writes: SQLite has one writer, but reading and comparing have many.

A ``Crew`` gives each piece of work to a process and hands the results back in the order in which the work was given, so
that the index does not depend on who was faster. Results cross as ``marshal`` bytes (plain tuples, five times faster than
pickled objects).
"""

from __future__ import annotations

import ctypes
import marshal
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from pathlib import Path
from typing import IO, Any

import msgspec

from vifacts.errors import VifactsError
from vifacts.record import Record, decode_record
from vifacts.store.corrections import Corrections
from vifacts.store.dataset import Dataset, Line
from vifacts.store.rows import Rows, packed, rows, unpacked

#: Bytes of records that are indexed without other processes.
WORTHWHILE = 20 * 2**20
CHUNK = 100
#: The most processes; one writer keeps no more busy.
MOST = 4
_PR_SET_PDEATHSIG = 1


class Crew:
    """Processes that work ahead; without a pool everything is done here, when it is asked for."""

    def __init__(self, pool: ProcessPoolExecutor | None = None, size: int = 0) -> None:
        self._pool = pool
        self._size = size

    def map(self, work: Callable[..., bytes], pieces: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """What ``work`` (a function of a module) makes of each piece, in their order."""
        if self._pool is None:
            for piece in pieces:
                yield marshal.loads(work(*piece))
            return
        waiting: deque[Future[bytes]] = deque()
        for piece in pieces:
            waiting.append(self._pool.submit(work, *piece))
            if len(waiting) > 4 * self._size:
                yield marshal.loads(waiting.popleft().result())
        while waiting:
            yield marshal.loads(waiting.popleft().result())


@contextmanager
def crew(dataset: Dataset) -> Iterator[Crew]:
    """The processes for a dataset: none where it is small or the machine has one core only.

    They are started before the index is opened, since an SQLite connection must not cross a fork.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    size = min(MOST, cores)
    if size < 2 or sum(path.stat().st_size for path in dataset.shards()) < WORTHWHILE:
        yield Crew()
        return
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(size, mp_context=context, initializer=_end_with, initargs=(os.getpid(),)) as pool:
        pool.submit(os.getpid).result()
        yield Crew(pool, size)


def records_of(folder: Path, lines: Iterable[Line], errors: list[VifactsError]) -> Iterator[tuple[Line, Record]]:
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


def rows_of(
    hands: Crew, dataset: Dataset, lines: list[Line], fixes: Corrections, errors: list[VifactsError]
) -> Iterator[Rows]:
    """The rows of ``lines``, in their order."""
    pieces = ((dataset.records, lines[n : n + CHUNK], fixes) for n in range(0, len(lines), CHUNK))
    for made, bad in hands.map(_turn, pieces):
        errors.extend(VifactsError("VF505", where, detail=detail) for where, detail in bad)
        yield from map(unpacked, made)


def _turn(folder: Path, lines: list[Line], fixes: Corrections) -> bytes:
    errors: list[VifactsError] = []
    made = [packed(rows(record, line.digest, fixes)) for line, record in records_of(folder, lines, errors)]
    # the detail of the message is what the decoder said, behind the catalogue's words
    return marshal.dumps((made, [(error.where or "", error.detail) for error in errors]))


def _end_with(parent: int) -> None:
    """Let a worker end when the process that writes is killed (Linux)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it was killed before
            os._exit(1)
