"""The overview: how much there is, from where and when, and what failed."""

from __future__ import annotations

import sqlite3
from typing import Any

from vifacts.explore.data import tallies
from vifacts.explore.data.tallies import Coverage
from vifacts.explore.reader import Reader
from vifacts.explore.site import Answer, Ask, Page

#: Months and provinces in the table of coverage.
MONTHS, PROVINCES, OUTLETS = 24, 40, 40


def coverage_of(reader: Reader, con: sqlite3.Connection) -> Coverage:
    """The coverage of the dataset, made once for each state of its index."""
    return reader.kept("coverage", lambda: tallies.coverage(con))


def overview(ask: Ask) -> Answer:
    """``/overview``."""
    coverage = coverage_of(ask.site.reader, ask.con)
    counts = ask.kept("counts", lambda: tallies.counts(ask.con, ask.site.dataset))
    crawled, errors = tallies.failures(ask.site.dataset)
    months = sorted(coverage.months)
    codes = ask.con.execute(
        "SELECT code, severity, count(*) AS n FROM finding GROUP BY 1, 2 ORDER BY 3 DESC"
    ).fetchall()
    values = {
        "counts": counts,
        "coverage": coverage,
        "months": _filled(months)[-120:],
        "recent": _filled(months)[-MONTHS:],
        "provinces": coverage.provinces[:PROVINCES],
        "outlets": coverage.outlets[:OUTLETS],
        "crawled": crawled,
        "errors": errors,
        "torn": [dict(row) for row in ask.con.execute("SELECT name, bad FROM shard WHERE bad > 0")],
        "findings": [dict(row) for row in codes],
        "shade": _shades(coverage.provinces[:PROVINCES], _filled(months)[-MONTHS:]),
    }
    return Page("overview.html", values)


def _filled(months: list[str]) -> list[str]:
    """The months from the first to the last, without gaps."""
    if not months:
        return []
    year, month = map(int, months[0].split("-"))
    found = [months[0]]
    while found[-1] < months[-1] and len(found) < 3000:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        found.append(f"{year:04}-{month:02}")
    return found


def _shades(provinces: list[dict[str, Any]], months: list[str]) -> Any:
    """A function of a number of articles: the step (0 to 4) in which a cell of the table is shaded."""
    most = max((row["months"][month] for row in provinces for month in months), default=0)

    def step(n: int) -> int:
        return 0 if n == 0 else 1 + min(3, int(4 * (n / most) ** 0.5 - 1e-9))

    return step
