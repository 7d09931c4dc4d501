"""The work list: what articles contradict each other on, what does not fit within one, with filters and a claim box."""

from __future__ import annotations

from dataclasses import replace

from vifacts.explore.data import tallies
from vifacts.explore.pages import tables
from vifacts.explore.pages.asking import asked, part
from vifacts.explore.pages.choices import choices, indicator_name
from vifacts.explore.site import Answer, Ask, Page
from vifacts.store.query import KINDS

#: Pairs, or findings, on one page.
SHOWN = 20


def work(ask: Ask) -> Answer:
    """``/work``: ``show=findings`` the findings, else pairs of the kind ``kind`` (conflict); also as ``.csv`` and ``.json``."""
    form = ask.parts.get("form")
    name = "findings" if ask.args.get("show") == "findings" else "conflicts"
    filter_ = asked(ask.args, form, SHOWN)
    if name == "findings" and filter_.kind in KINDS:
        filter_ = replace(filter_, kind=None)
    if form:
        return tables.answer(ask, name, filter_, form)
    rows = list(tables.QUESTIONS[name](ask.con, filter_))
    counts = ask.kept("counts", lambda: tallies.counts(ask.con, ask.site.dataset))
    values = {
        "name": name,
        "kind": filter_.kind or "conflict",
        "kinds": [(kind, counts.get(f"{kind}s", 0)) for kind in KINDS],
        "counts": counts,
        "part": part(ask, rows, filter_),
        "filters": [one for one in tables.FILTERS[name] if one != "kind"],
        "choices": choices(ask),
        "form": "/work",
        "indicator_name": lambda one: indicator_name(ask, one),
    }
    return Page("work.html", values)
