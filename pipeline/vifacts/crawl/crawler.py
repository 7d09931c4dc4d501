"""Crawling outlets into a folder: a thread an outlet, one request at a time per host."""

from __future__ import annotations

import fcntl
import logging
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path

from vifacts.crawl.archive import archive_files
from vifacts.crawl.discover import VIETNAM
from vifacts.crawl.fetch import CONTACT, Fetcher
from vifacts.crawl.limits import Limits
from vifacts.crawl.pace import Pace
from vifacts.crawl.report import CrawlReport, OutletReport, Progress
from vifacts.crawl.state import State
from vifacts.crawl.walk import Walk
from vifacts.errors import VifactsError
from vifacts.outlets.outlet import Outlet

_LOG = logging.getLogger(__name__)

#: Outlets that are crawled at the same time.
THREADS = 8

ARCHIVE = "archive"
STATE = "crawl.sqlite"


class Stopped(Exception):  # noqa: N818 - a signal, not an error
    """The crawl was told to stop while it waited."""


def crawl(
    outlets: Iterable[Outlet],
    directory: Path | str,
    *,
    since: date | None = None,
    until: date | None = None,
    limit: int | None = None,
    party: bool = False,
    allow_private: bool = False,
    delay: float | None = None,
    progress: Callable[[Progress], None] | None = None,
    bases: Mapping[str, str] | None = None,
    contact: str = CONTACT,
    limits: Limits | None = None,
) -> CrawlReport:
    """Fetch the articles of ``outlets`` that ``directory`` does not hold yet, into ``directory/archive``.

    Each outlet has archive files of its own (``<outlet>-00000.warc.gz``), its pages in the order in which its lists
    lead to them. ``since`` and ``until`` are the first and the last day of publication (Vietnam's days; a datetime with
    a zone is taken to the second), ``limit`` is the number of new pages an outlet, ``bases`` says for an outlet's id
    where it is served if not at its own domain. ``party`` leaves out what is not on Party building: articles that no
    section for it leads to and whose title and lead do not speak of it (``crawl.party``). ``delay`` and
    ``allow_private`` are those of ``Fetcher``. ``progress`` is called after each page, one call at a time.

    A crawl that was killed goes on by itself; a second one fetches the lists and what is new. Raises VifactsError VF215
    when another crawl is at work in the folder, VF216 when its state cannot be read. What fails on the way is in the
    report.
    """
    directory = Path(directory)
    folder = directory / ARCHIVE
    folder.mkdir(parents=True, exist_ok=True)
    chosen = list({outlet.id: outlet for outlet in outlets}.values())
    stop = threading.Event()
    report = CrawlReport()
    with _alone(directory), _Closing(State(directory / STATE)) as state:
        one_at_a_time = threading.Lock()

        def tell(step: Progress) -> None:
            if stop.is_set():
                raise Stopped
            if progress is not None:
                with one_at_a_time:
                    progress(step)

        def sleep(seconds: float) -> None:
            if stop.wait(seconds):
                raise Stopped

        with Fetcher(
            allow_private=allow_private,
            delay=delay,
            contact=contact,
            limits=limits,
            pace=Pace(sleep=sleep),
            sleep=sleep,
        ) as fetcher:

            def run(outlet: Outlet) -> OutletReport:
                walk = Walk(
                    outlet,
                    folder,
                    state,
                    fetcher,
                    base=(bases or {}).get(outlet.id),
                    since=_first(since),
                    until=_last(until),
                    limit=limit,
                    party=party,
                    progress=tell,
                )
                try:
                    return walk.run()
                except Stopped:
                    pass
                except (OSError, sqlite3.OperationalError) as error:
                    walk.report.fail(VifactsError("VF501", str(directory), detail=error))
                except Exception as error:
                    # One outlet's trouble is not the others'.
                    _LOG.exception("the crawl of %s broke off", outlet.id)
                    walk.report.fail(VifactsError("VF220", outlet.id, detail=f"{type(error).__name__}: {error}"))
                walk.report.whole = False
                return walk.report

            with ThreadPoolExecutor(max_workers=max(1, min(THREADS, len(chosen)))) as pool:
                try:
                    futures = {outlet.id: pool.submit(run, outlet) for outlet in chosen}
                    report.outlets = {name: future.result() for name, future in futures.items()}
                finally:
                    stop.set()
    report.archives = [path for outlet in chosen for path in archive_files(folder, outlet.id)]
    return report


class _Closing:
    def __init__(self, state: State) -> None:
        self._state = state

    def __enter__(self) -> State:
        return self._state

    def __exit__(self, *_: object) -> None:
        self._state.close()


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """Hold the folder; the system lets it go when the process dies."""
    with (directory / "crawl.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise VifactsError("VF215", str(directory)) from error
        yield


def _first(day: date | None) -> datetime | None:
    return _at(day, time.min)


def _last(day: date | None) -> datetime | None:
    return _at(day, time.max)


def _at(day: date | None, clock: time) -> datetime | None:
    if day is None:
        return None
    if isinstance(day, datetime):
        return day if day.tzinfo else day.replace(tzinfo=VIETNAM)
    return datetime.combine(day, clock, tzinfo=VIETNAM)
