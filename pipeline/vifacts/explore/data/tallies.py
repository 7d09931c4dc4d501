"""Counts over the whole dataset: made once for each state of the index, kept as long as it does not change."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from vifacts.store.dataset import Dataset

Row = dict[str, Any]
#: Holders and provinces that are shown of an indicator.
HOLDERS = 24


@dataclass
class Coverage:
    """Articles by outlet, by month ("2024-06"), and by month of each province (row of unit -> month -> articles)."""

    outlets: list[Row] = field(default_factory=list)
    months: Counter[str] = field(default_factory=Counter)
    provinces: list[Row] = field(default_factory=list)
    undated: int = 0


@dataclass
class Spread:
    """Of an indicator: how many figures, the holders and the provinces that have the most of them."""

    count: int = 0
    holders: list[Row] = field(default_factory=list)
    provinces: list[Row] = field(default_factory=list)


def counts(con: sqlite3.Connection, dataset: Dataset) -> dict[str, int]:
    """The number of rows of each table, from dataset.json, which is made with the index; counted where it is missing."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        found = json.loads(dataset.description.read_bytes())["counts"]
        things, comparisons = found.pop("things"), found.pop("comparisons")
        return {**found, **things, **{f"{kind}s": n for kind, n in comparisons.items()}}
    tables = ("article", "mention", "figure", "role", "statement", "finding")
    found = {table: con.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}
    found |= dict(con.execute("SELECT kind, count(*) FROM entity WHERE articles > 0 GROUP BY kind").fetchall())
    found |= {f"{k}s": n for k, n in con.execute("SELECT kind, count(*) FROM comparison GROUP BY kind")}
    return found


def coverage(con: sqlite3.Connection) -> Coverage:
    """Where and when the articles are from."""
    found = Coverage()
    outlets: dict[str, Row] = {}
    month_of = _Months()
    for outlet, day, n in con.execute("SELECT outlet, day, count(*) FROM article GROUP BY outlet, day"):
        row = outlets.setdefault(outlet or "", {"outlet": outlet, "articles": 0, "first": None, "last": None})
        row["articles"] += n
        if day is None:
            found.undated += n
            continue
        found.months[month_of[day]] += n
        row["first"], row["last"] = min(row["first"] or day, day), max(row["last"] or day, day)
    for row in outlets.values():
        row["first"], row["last"] = _iso(row["first"]), _iso(row["last"])
    found.outlets = sorted(outlets.values(), key=lambda row: (-row["articles"], row["outlet"] or ""))
    found.provinces = _by_province(con, month_of)
    return found


def _by_province(con: sqlite3.Connection, month_of: _Months) -> list[Row]:
    """Each province of today or 2024 with its articles by month: those that name it, or a thing in it."""
    province_of = provinces(con)
    things = {
        entity: province_of[unit]
        for entity, unit in con.execute("SELECT id, unit FROM entity WHERE unit IS NOT NULL AND articles > 0")
        if unit in province_of
    }
    days = dict(con.execute("SELECT id, day FROM article WHERE day IS NOT NULL").fetchall())
    seen: set[int] = set()
    months: dict[int, Counter[str]] = {}
    for article, entity in con.execute("SELECT article, entity FROM article_entity"):
        province = things.get(entity)
        if province is None or (pair := article << 20 | province) in seen:
            continue
        seen.add(pair)
        day = days.get(article)
        if day is not None:
            months.setdefault(province, Counter())[month_of[day]] += 1
    units = {row[0]: row for row in con.execute("SELECT id, name, code, vintage FROM unit WHERE level = 'province'")}
    found: list[Row] = [
        {"name": units[n][1], "key": f"place-province-{units[n][2]}-{units[n][3]}", "vintage": units[n][3], "months": counted,
         "articles": counted.total()}
        for n, counted in months.items()
    ]  # fmt: skip
    return sorted(found, key=lambda row: (-row["articles"], row["name"]))


def provinces(con: sqlite3.Connection) -> dict[int, int]:
    """The row of each unit -> the row of its province."""
    parent = dict(con.execute("SELECT id, parent FROM unit").fetchall())

    def top(unit: int) -> int:
        while parent.get(unit) is not None:
            unit = parent[unit]
        return unit

    return {unit: top(unit) for unit in parent}


def spreads(con: sqlite3.Connection) -> dict[str, Spread]:
    """Who has figures of each indicator."""
    province_of = provinces(con)
    units = dict(con.execute("SELECT id, unit FROM entity WHERE unit IS NOT NULL AND figures > 0").fetchall())
    rows = con.execute(
        "SELECT indicator, holder, count(*) FROM figure WHERE indicator IS NOT NULL GROUP BY indicator, holder"
    )
    found: dict[str, Spread] = {}
    for indicator, group in groupby(rows, key=lambda row: row[0]):
        found[indicator] = _spread(con, ((holder, n) for _, holder, n in group), units, province_of)
    return found


def _spread(
    con: sqlite3.Connection, rows: Iterable[tuple[int | None, int]], units: dict[int, int], province_of: dict[int, int]
) -> Spread:
    found = Spread()
    by_holder: Counter[int] = Counter()
    by_province: Counter[int] = Counter()
    for holder, n in rows:
        found.count += n
        if holder is None:
            continue
        by_holder[holder] = n
        province = province_of.get(units.get(holder, -1))
        if province is not None:
            by_province[province] += n
    for holder, n in by_holder.most_common(HOLDERS):
        key, name, kind = con.execute("SELECT key, name, kind FROM entity WHERE id = ?", (holder,)).fetchone()
        found.holders.append({"key": key, "name": name, "kind": kind, "figures": n})
    for province, n in by_province.most_common(HOLDERS):
        name, code, vintage = con.execute("SELECT name, code, vintage FROM unit WHERE id = ?", (province,)).fetchone()
        found.provinces.append({"name": name, "place": f"{code}/{vintage}", "vintage": vintage, "figures": n})
    return found


def indicator_counts(con: sqlite3.Connection) -> dict[str, int]:
    """The number of figures of each indicator."""
    return dict(
        con.execute("SELECT indicator, count(*) FROM figure WHERE indicator IS NOT NULL GROUP BY indicator").fetchall()
    )


def failures(dataset: Dataset) -> tuple[list[Row], list[Row]]:
    """What failed: the crawl's articles and lists by outlet, state and code (crawl.sqlite), and errors by file and code
    (``*.errors.jsonl`` in the folder), each with one that shows what it is about."""
    return list(_crawled(dataset.folder / "crawl.sqlite")), list(_errors(dataset.folder))


def _crawled(path: Path) -> Iterator[Row]:
    if not path.is_file():
        return
    uri = f"{path.resolve().as_uri()}?mode=ro"
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(uri, uri=True, timeout=1)) as con:
        for outlet, state, code, n, reason in con.execute(
            "SELECT outlet, state, coalesce(code, ''), count(*), max(reason) FROM article GROUP BY 1, 2, 3 ORDER BY 1, 4 DESC"
        ):
            yield {"outlet": outlet, "state": state, "code": code, "count": n, "reason": reason}


def _errors(folder: Path) -> Iterator[Row]:
    for path in sorted(folder.glob("*.errors.jsonl"))[:50]:
        by_code: dict[str, Row] = {}
        with suppress(OSError), path.open("rb") as file:
            for line in file:
                with suppress(ValueError, AttributeError):
                    error = json.loads(line)
                    code = str(error.get("code"))
                    row = by_code.setdefault(
                        code,
                        {
                            "file": path.name,
                            "code": code,
                            "count": 0,
                            "where": error.get("where"),
                            "message": error.get("message"),
                        },
                    )
                    row["count"] += 1
        yield from sorted(by_code.values(), key=lambda row: -row["count"])


class _Months(dict[int, str]):
    """Day (ordinal) -> "2024-06"."""

    def __missing__(self, day: int) -> str:
        self[day] = found = dt.date.fromordinal(day).isoformat()[:7]
        return found


def _iso(day: int | None) -> str | None:
    return None if day is None else dt.date.fromordinal(day).isoformat()
