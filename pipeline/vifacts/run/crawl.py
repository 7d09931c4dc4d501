"""The commands ``crawl`` and ``run``: progress while they work, then what was done, as a table or as JSON."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from vifacts.crawl import crawl as crawl_outlets
from vifacts.crawl.fetch import CONTACT
from vifacts.crawl.report import CrawlReport, Progress
from vifacts.errors import VifactsError
from vifacts.outlets.outlet import Outlet
from vifacts.outlets.registry import Registry, load
from vifacts.run.tables import print_table, progress

#: Seconds between two requests to a host of the public network at least, unless its robots.txt allows more.
SHORTEST_DELAY = 1.0
#: Errors that are listed on standard error; all are counted, and ``--json`` has all.
LISTED = 20


@dataclass(slots=True, kw_only=True)
class Options:
    """What the command line says. ``files`` are outlet files or folders beside the shipped ones; the others are those
    of ``vifacts.crawl.crawl``."""

    since: date | None = None
    until: date | None = None
    limit: int | None = None
    delay: float | None = None
    contact: str = CONTACT
    allow_private: bool = False
    party: bool = False
    files: Sequence[Path] = ()
    as_json: bool = False


def options(
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int | None = None,
    delay: float | None = None,
    contact: str | None = None,
    allow_private: bool = False,
    party: bool = False,
    files: Sequence[Path] | None = None,
    as_json: bool = False,
) -> Options:
    """The options of a command line, where days come as midnights. Raises VifactsError VF407 for a pause that is too
    short."""
    if delay is not None and delay < SHORTEST_DELAY and not allow_private:
        raise VifactsError("VF407", seconds=delay, limit=SHORTEST_DELAY)
    return Options(
        since=since.date() if since else None,
        until=until.date() if until else None,
        limit=limit,
        delay=delay,
        contact=contact or CONTACT,
        allow_private=allow_private,
        party=party,
        files=files or (),
        as_json=as_json,
    )


@dataclass(slots=True)
class Stored:
    """What ``run`` did with one outlet's pages: records ``added``, pages ``unread`` by code."""

    added: int = 0
    unread: Counter[str] = field(default_factory=Counter)


def registry_of(files: Iterable[Path]) -> Registry:
    """The shipped outlets and those of ``files``."""
    extra = list(files)
    return Registry.load(extra=extra) if extra else load()


def chosen(registry: Registry, names: Sequence[str]) -> list[Outlet]:
    """The named outlets (by id), or all; VifactsError VF406 for a name that is none."""
    return [registry.get(name) for name in dict.fromkeys(names)] if names else sorted(registry, key=lambda o: o.id)


def crawl(names: Sequence[str], directory: Path, options: Options) -> int:
    """Crawl the outlets into ``directory``; the exit status: 0, or 1 when something failed."""
    registry = registry_of(options.files)
    report = fetch(chosen(registry, names), directory, options)
    tell(report, options)
    return 1 if report.failed else 0


def fetch(outlets: Sequence[Outlet], directory: Path, options: Options) -> CrawlReport:
    """Crawl with progress on standard error; raises as ``vifacts.crawl.crawl`` does."""
    with progress() as show:

        def step(at: Progress) -> None:
            show(at.outlet, at.new, at.new + at.waiting, f"{at.waiting} waiting")

        return crawl_outlets(
            outlets,
            directory,
            since=options.since,
            until=options.until,
            limit=options.limit,
            delay=options.delay,
            contact=options.contact,
            allow_private=options.allow_private,
            party=options.party,
            progress=step,
        )


def tell(
    report: CrawlReport,
    options: Options,
    stored: dict[str, Stored] | None = None,
    errors: Sequence[VifactsError] = (),
    copies: dict[str, str] | None = None,
) -> None:
    """Print what was done: a table on standard output and failures on standard error, or one JSON object."""
    errors = [*report.errors, *errors]
    if options.as_json:
        whole = report.as_dict()
        if stored is not None:
            whole["records"] = {name: {"added": s.added, "unread": dict(s.unread)} for name, s in stored.items()}
            whole["copies"] = copies or {}
        whole["errors"] = [error.as_row() for error in errors]
        print(json.dumps(whole, ensure_ascii=False))
        return
    for error in errors[:LISTED]:
        print(error, file=sys.stderr)
    if len(errors) > LISTED:
        print(f"... and {len(errors) - LISTED} more; --json has all", file=sys.stderr)
    columns = ["outlet", "new", "changed", "unchanged", "skipped", "failed"]
    if stored is not None:
        columns += ["records", "unread"]
    rows = []
    for name, outlet in report.outlets.items():
        row = [name, str(outlet.new), str(outlet.changed), str(outlet.unchanged)]
        row += [_counted(outlet.skipped), _counted(outlet.failed)]
        if stored is not None:
            row += [str(stored[name].added), _counted(stored[name].unread)]
        rows.append(row)
    print_table(columns, rows)
    if copies:
        print(f"{len(copies)} articles are copies of others")
    left = [name for name, outlet in report.outlets.items() if not outlet.whole]
    if left:
        print(f"not to the end: {', '.join(left)}; the next run goes on there")


def _counted(counter: Counter[str]) -> str:
    """ "3 (VF210 2, VF211 1)"."""
    if not counter:
        return "0"
    return f"{counter.total()} ({', '.join(f'{what} {count}' for what, count in counter.most_common())})"
