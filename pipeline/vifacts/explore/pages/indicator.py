"""The catalogue of indicators, and one of them: figures over time as a plot, by place and organisation, as a table."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from vifacts.check.value import ordinal
from vifacts.explore.data import tallies
from vifacts.explore.data.tallies import Spread
from vifacts.explore.pages import tables
from vifacts.explore.pages.asking import asked, part
from vifacts.explore.pages.choices import choices, indicator_name, indicators
from vifacts.explore.reader import Reader
from vifacts.explore.site import Answer, Ask, NotThereError, Page, article_address, as_json
from vifacts.store import query
from vifacts.store.query import Filter

#: Figures in the plot; rows of the table under it.
PLOTTED, LISTED = 300, 50
#: The filters that the page shows.
FILTERS = ("holder", "place", "outlet", "since", "until", "target")
#: Outlets with a colour of their own in the plot.
OUTLETS = 7
_EPOCH = 719163  # 1970-01-01 as a date ordinal


def spreads_of(reader: Reader, con: sqlite3.Connection) -> dict[str, Spread]:
    """Who has figures of which indicator, counted once for each state of the index."""
    return reader.kept("spreads", lambda: tallies.spreads(con))


def catalogue_page(ask: Ask) -> Answer:
    """``/indicator``: all indicators by group, with the number of their figures."""
    counted = ask.kept("indicators", lambda: tallies.indicator_counts(ask.con))
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in indicators().values():
        groups[one.group].append({"id": one.id, "name": indicator_name(ask, one.id), "figures": counted.get(one.id, 0)})
    return Page("indicators.html", {"groups": groups})


def indicator(ask: Ask) -> Answer:
    """``/indicator/<id>``, and its figures as ``.csv`` and ``.json``."""
    one, form = indicators().get(ask.parts["id"]), ask.parts.get("form")
    id_ = ask.parts["id"]
    if one is None and not ask.con.execute("SELECT 1 FROM figure WHERE indicator = ? LIMIT 1", (id_,)).fetchone():
        raise NotThereError  # a dataset may have indicators of another catalogue
    filter_ = replace(asked(ask.args, form, LISTED), indicator=id_)
    if form:
        return tables.answer(ask, "figures", filter_, form)
    found = part(ask, list(query.figures(ask.con, filter_)), filter_)
    spread = spreads_of(ask.site.reader, ask.con).get(id_, Spread())
    # of many figures some of all times, not the newest alone; filters leave few enough
    filtered = any(ask.args.get(name) for name in FILTERS)
    every = 1 if filtered or spread.count <= PLOTTED else spread.count * 11 // (10 * PLOTTED) + 1
    drawn = replace(filter_, limit=PLOTTED, every=max(every, 1))
    values = {
        "one": one,
        "name": indicator_name(ask, id_),
        "spread": spread,
        "every": every,
        "part": found,
        "plot": None if filter_.offset else _kept_plot(ask, id_, drawn) if not filtered else _plot(ask, drawn),
        "choices": choices(ask),
        "filters": FILTERS,
        "form": f"/indicator/{id_}",
    }
    return Page("indicator.html", values)


@dataclass(frozen=True)
class Plot:
    """A plot ready to be put into the page: its JSON, the number of points, the names of the outlets."""

    json: Markup
    points: int
    outlets: list[str]


def _plot(ask: Ask, drawn: Filter) -> Plot | None:
    made = plot(ask, list(query.figures(ask.con, drawn, words=False)))
    return Plot(as_json(made), len(made["points"]), made["outlets"]) if made else None


def _kept_plot(ask: Ask, indicator_id: str, drawn: Filter) -> Plot | None:
    found: Plot | None = ask.kept(("plot", indicator_id, ask.t.language), lambda: _plot(ask, drawn))
    return found


def plot(ask: Ask, rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """What the plot draws of figures: points in the order of time, each with its outlet as a number into ``outlets``; days
    are seconds since 1970. None without a point."""
    counted: dict[str, int] = defaultdict(int)
    for row in rows:
        counted[row["outlet"] or ""] += 1
    named = sorted(counted, key=lambda outlet: (-counted[outlet], outlet))[:OUTLETS]
    points = []
    for row in rows:
        day = _day(row["time"]) or ordinal(row["published"])
        if day is None:
            continue
        outlet = row["outlet"] or ""
        points.append(
            {
                "x": (day - _EPOCH) * 86400,
                "y": row["value"],
                "max": row["value_max"],
                "sign": row["comparator"],
                "plan": row["target"],
                "outlet": named.index(outlet) if outlet in named else len(named),
                "label": f"{row['holder'] or ask.t('figure.no_holder')}: {shown(ask, row)}",
                "note": " · ".join(
                    filter(None, (ask.site.outlet(outlet), ask.t.day(row["published"]), ask.t.time(row["time"])))
                ),
                "url": article_address(row["article"], row["figure"]),
            }
        )
    if not points:
        return None
    points.sort(key=lambda point: (point["x"], point["y"]))
    names = [ask.site.outlet(outlet) or ask.t("outlet.none") for outlet in named]
    if len(counted) > len(named):
        names.append(ask.t("plot.others"))
    return {"points": points, "outlets": names, "language": ask.t.language, "label": ask.t("plot.label")}


def shown(ask: Ask, row: dict[str, Any]) -> str:
    """A figure in words: "hơn 1.200 đảng viên"."""
    t = ask.t
    number = t.number(row["value"])
    if row["value_max"] is not None:
        number += f"–{t.number(row['value_max'])}"
    if row["of"] is not None:
        number += f"/{t.number(row['of'])}"
    sign = t(f"comparator.{row['comparator']}")
    return " ".join(filter(None, (sign, number, row["unit"] or "")))


def _day(time: str | None) -> int | None:
    """The last day of a time of the record ("2024-06", "2021/2025"), or the first of one without an end."""
    if not time:
        return None
    start, _, end = time.partition("/")
    text = end or start
    if text[4:6] == "-Q":
        text = f"{text[:4]}-{int(text[6:7] or 1) * 3:02}"
    try:
        return query.day(text, last=True)
    except Exception:  # a form that has no last day
        return None
