"""The lists: figures, people, roles, conflicts, findings with filters, as HTML, CSV and JSON."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from vifacts.explore.pages.asking import asked, part
from vifacts.explore.pages.choices import choices
from vifacts.explore.site import Answer, Ask, Moved, Page, Rows
from vifacts.store import query
from vifacts.store.findings import findings
from vifacts.store.query import Filter

Row = dict[str, Any]
Question = Callable[[sqlite3.Connection, Filter], Iterator[Row]]


def _roles(con: sqlite3.Connection, filter_: Filter) -> Iterator[Row]:
    return query.roles(con, filter_, newest=True)


QUESTIONS: dict[str, Question] = {
    "figures": query.figures,
    "people": query.people,
    "roles": _roles,
    "conflicts": query.conflicts,
    "findings": findings,
}
#: The filters that each list shows.
FILTERS = {
    "figures": ("text", "indicator", "holder", "place", "outlet", "since", "until", "min", "max", "target"),
    "people": ("person", "holder", "place", "outlet", "since", "until", "text"),
    "roles": ("person", "holder", "place", "outlet", "since", "until", "text"),
    "conflicts": ("kind", "text", "indicator", "holder", "place", "outlet", "since", "until", "min", "max", "target"),
    "findings": ("kind", "place", "outlet", "since", "until"),
}


def answer(ask: Ask, name: str, filter_: Filter, form: str) -> Answer:
    """Rows of a list as CSV or JSON."""
    found = part(ask, list(QUESTIONS[name](ask.con, filter_)), filter_)
    return Rows(name, form, found.rows, found.after)


def listing(ask: Ask) -> Answer:
    """``/figures``, ``/people``, ``/roles``; ``/conflicts`` and ``/findings`` are shown by the work list."""
    name, form = ask.parts["table"], ask.parts.get("form")
    filter_ = asked(ask.args, form)
    if form:
        return answer(ask, name, filter_, form)
    if name in ("conflicts", "findings"):
        return Moved(f"/work?{ask.args.with_(show='findings' if name == 'findings' else None)}")
    found = part(ask, list(QUESTIONS[name](ask.con, filter_)), filter_)
    values = {"name": name, "part": found, "filters": FILTERS[name], "choices": choices(ask), "form": f"/{name}"}
    return Page("table.html", values)
