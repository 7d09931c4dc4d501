"""Persons, organisations and documents: lists of them, and one of them."""

from __future__ import annotations

from typing import Any

from vifacts.explore.data import search as find
from vifacts.explore.data import things
from vifacts.explore.pages.asking import asked, part
from vifacts.explore.site import Answer, Ask, Moved, NotThereError, Page, thing_address
from vifacts.store import query
from vifacts.store.query import Filter

#: Rows of each section of a page.
SHOWN = 20


def listing(ask: Ask) -> Answer:
    """``/person``, ``/organization``, ``/place``, ``/document``: those of the most articles, or whose name has the words."""
    kind, text = ask.parts["kind"], ask.args.get("q") or ""
    filter_ = asked(ask.args)
    size = filter_.limit or 0
    rows = find.things(ask.con, text, 100, kind) if text else things.largest(ask.con, kind, size, filter_.offset)
    found = part(ask, rows, filter_)
    return Page("things.html", {"kind": kind, "q": text, "part": found})


def thing(ask: Ask) -> Answer:
    """``/person/<id>``, ``/organization/<id>``, ``/document/<id>``."""
    kind = ask.parts["kind"]
    row = things.thing(ask.con, f"{kind}-{ask.parts['id']}")
    if row is None:
        raise NotThereError
    if row["key"] != f"{kind}-{ask.parts['id']}":
        return Moved(thing_address(row["key"]))
    values = around(ask, row)
    if kind == "person":
        values["posts"] = timeline(things.posts(ask.con, row["id"]))
        values["statements"] = things.statements(ask.con, row["id"], SHOWN)
    if kind == "organization":
        values["people"] = list(query.roles(ask.con, Filter(holder=row["key"], limit=SHOWN * 2), newest=True))
        values["unit"] = things.unit_row(ask.con, row["unit"]) if row["unit"] is not None else None
        values["path"] = things.above(ask.con, row["unit"])
    return Page(f"{kind}.html", values)


def around(ask: Ask, row: dict[str, Any]) -> dict[str, Any]:
    """What the pages of all things have."""
    key = row["key"]
    return {
        "thing": row,
        "names": [name for name in things.names(ask.con, row["id"]) if name != row["name"]],
        "figures": list(query.figures(ask.con, Filter(holder=key, limit=SHOWN))) if row["figures"] else [],
        "conflicts": list(query.conflicts(ask.con, Filter(holder=key, limit=5))),
        "articles": things.articles(ask.con, row["id"], SHOWN),
        "mentions": things.mentions(ask.con, row["id"], 6),
        "shown": SHOWN,
    }


def timeline(posts: list[dict[str, Any]]) -> dict[str, Any]:
    """Posts with where their bars begin and end, in parts of a thousand of the time they cover together: what the articles
    state ("từ năm 2020"), else the days on which they say so."""
    for post in posts:
        start, end = _day(post["since"], last=False), _day(post["until"], last=True)
        days = [d for d in (start, end, post["first_day"], post["last_day"]) if d is not None]
        post["start"] = start if start is not None else min(days, default=None)
        post["end"] = end if end is not None else max(days, default=None)
    dated = [post for post in posts if post["start"] is not None]
    if not dated:
        return {"posts": posts, "years": [], "dated": False}
    first, last = min(p["start"] for p in dated), max(max(p["end"], p["start"]) for p in dated)
    first, last = first - 60, last + 60
    scale = 1000 / max(last - first, 1)
    for post in dated:
        post["x"] = round((post["start"] - first) * scale)
        post["width"] = max(round((post["end"] - post["start"]) * scale), 8)
    return {"posts": posts, "years": _years(first, last, scale), "dated": True}


def _years(first: int, last: int, scale: float) -> list[tuple[int, int]]:
    """Years that begin in the time shown, with where; every second (fifth, ...) where there are many."""
    import datetime as dt

    span = range(dt.date.fromordinal(first).year + 1, dt.date.fromordinal(last).year + 1)
    step = next(n for n in (1, 2, 5, 10, 20, 50, 1000) if len(span) <= 8 * n)
    return [(year, round((dt.date(year, 1, 1).toordinal() - first) * scale)) for year in span if year % step == 0]


def _day(text: str | None, *, last: bool) -> int | None:
    try:
        return query.day(text[:10], last=last) if text else None
    except Exception:  # a time without a day
        return None
