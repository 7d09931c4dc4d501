"""The index of a dataset, read by a few threads, each with a connection of its own; read only and bounded in time."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

from vifacts.errors import VifactsError
from vifacts.store.dataset import Dataset
from vifacts.store.index import open_index

T = TypeVar("T")
#: Seconds that all queries of one page may take.
SECONDS = 2.0
#: Connections, and the megabytes that each may keep of the index.
THREADS = 3
CACHE_MB = 16
#: The longest text or blob that a query may make (an article has some 10 KB).
MOST_BYTES = 20_000_000
#: Instructions of SQLite's machine between two looks at the clock: a tenth of a millisecond.
_STEPS = 1000
#: Seconds that counts over the whole dataset may take.
_MAKING = 120


class Reader:
    """Runs functions of a connection in threads of its own.

    A connection is opened for reading only (``mode=ro`` and ``query_only``) and opened anew when the index was made
    from nothing, which puts another file in its place.
    """

    def __init__(self, dataset: Dataset, *, threads: int = THREADS, seconds: float = SECONDS) -> None:
        self.dataset = dataset
        self.seconds = seconds
        self.executor = ThreadPoolExecutor(threads, thread_name_prefix="index")
        self._local = threading.local()
        self._kept: dict[Any, Any] = {}
        self._kept_of: object = None
        self._lock = threading.Lock()
        self._making: dict[Any, threading.Lock] = {}
        self.prepare: Callable[[sqlite3.Connection], None] | None = None

    def close(self) -> None:
        """Stop the threads; their connections go with them."""
        self.executor.shutdown(wait=False, cancel_futures=True)

    async def run(self, work: Callable[[sqlite3.Connection], T], seconds: float | None = None) -> T:
        """What ``work`` gives; VF524 where it takes longer than ``seconds``."""
        return await asyncio.get_running_loop().run_in_executor(self.executor, self.now, work, seconds)

    def now(self, work: Callable[[sqlite3.Connection], T], seconds: float | None = None) -> T:
        """``run`` in this thread."""
        con = self._connection()
        allowed = seconds or self.seconds
        self.begin(allowed)
        con.set_progress_handler(lambda: time.perf_counter() > self._local.end, _STEPS)
        try:
            return work(con)
        except sqlite3.OperationalError as error:
            if self.late():  # "interrupted", or what SQLite was at when it was
                raise VifactsError("VF524", seconds=f"{allowed:g}") from error
            raise
        finally:
            with suppress(sqlite3.ProgrammingError):
                con.set_progress_handler(None, 0)

    def begin(self, seconds: float | None = None) -> None:
        """Let the time of what runs in this thread begin now (what it loaded before does not count)."""
        self._local.end = time.perf_counter() + (seconds or self.seconds)

    def late(self) -> bool:
        """Whether the time of what runs in this thread is over."""
        return time.perf_counter() > float(self._local.end)

    def state(self) -> tuple[int, ...]:
        """Changes whenever the index does."""
        found: list[int] = []
        for path in (self.dataset.index, self.dataset.index.with_name(self.dataset.index.name + "-wal")):
            with suppress(OSError):
                stat = path.stat()
                found += [stat.st_ino, stat.st_mtime_ns, stat.st_size]
        return tuple(found)

    def kept(self, key: Any, make: Callable[[], T]) -> T:
        """What ``make`` gives, made once as long as the index does not change; others who ask meanwhile wait for it. The
        time that this takes is not that of the page."""
        with self._lock:
            state = self.state()
            if state != self._kept_of:
                self._kept, self._kept_of, self._making = {}, state, {}
            if key in self._kept:
                found: T = self._kept[key]
                return found
            making = self._making.setdefault(key, threading.Lock())
        with making:
            if key not in self._kept:
                self.begin(_MAKING)
                made = make()
                self.begin()
                with self._lock:
                    if state == self._kept_of:
                        self._kept[key] = made
                return made
            self.begin()
            there: T = self._kept[key]
            return there

    def _connection(self) -> sqlite3.Connection:
        con: sqlite3.Connection | None = getattr(self._local, "con", None)
        try:
            inode = self.dataset.index.stat().st_ino
        except OSError:
            if con is not None:  # it is being made from nothing: what it was is still to be read
                return con
            inode = 0
        if con is not None and self._local.inode == inode:
            return con
        if con is not None:
            con.close()
            self._local.con = None
        con = open_index(self.dataset)
        con.execute("PRAGMA query_only = 1")
        con.execute(f"PRAGMA cache_size = -{CACHE_MB * 1024}")
        con.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_BYTES)
        con.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        if self.prepare is not None:
            self.prepare(con)
        con.text_factory = str
        self._local.con, self._local.inode = con, inode
        return con
