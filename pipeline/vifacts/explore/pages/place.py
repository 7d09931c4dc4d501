"""A place: its units before and after July 2025, and what articles say of it and of what lies in it."""

from __future__ import annotations

import re
from typing import Any

from vifacts.explore.data import things
from vifacts.explore.pages.thing import SHOWN, around
from vifacts.explore.site import Answer, Ask, Moved, NotThereError, Page, thing_address
from vifacts.store import query
from vifacts.store.query import Filter

_UNIT = re.compile(r"^(province|district|commune)-(\d+)-(\d{4})$")


def place(ask: Ask) -> Answer:
    """``/place/<id>``: of any administrative unit, named by an article or not, and of places that are none."""
    key = f"place-{ask.parts['id']}"
    row = things.thing(ask.con, key)
    if row is not None and row["key"] != key:
        return Moved(thing_address(row["key"]))
    code = _UNIT.match(ask.parts["id"])
    unit = things.unit(ask.con, code[1], code[2], code[3]) if code else None
    if row is None and unit is None:
        raise NotThereError
    if unit is None and row is not None and row["unit"] is not None:
        unit = things.unit_row(ask.con, row["unit"])
    values: dict[str, Any] = {"unit": None}
    if row is not None:
        values |= around(ask, row)
    else:
        assert unit is not None
        values |= {
            "thing": {"key": key, "name": unit["name"], "articles": 0, "number": None},
            "names": [],
            "articles": [],
        }
        values |= {"figures": [], "conflicts": [], "mentions": [], "shown": SHOWN}
    values |= {"people": [], "inner": []}
    if unit is not None:
        asked = Filter(place=f"{unit['code']}/{unit['vintage']}", limit=SHOWN)
        values |= {
            "unit": unit,
            "path": things.above(ask.con, unit["parent"]),
            "below": things.below(ask.con, unit["id"]),
            "became": things.became(ask.con, unit["id"]),
            "were": things.were(ask.con, unit["id"]),
            "figures": list(query.figures(ask.con, asked)),
            "conflicts": list(query.conflicts(ask.con, Filter(place=asked.place, limit=5))),
            "people": list(query.roles(ask.con, asked, newest=True)),
            "inner": things.of_unit(ask.con, unit["id"], "organization", SHOWN),
            "place_filter": asked.place,
        }
    return Page("place.html", values)


def unit_key(unit: dict[str, Any]) -> str:
    """The stable id of the place that an administrative unit is."""
    return f"place-{unit['level']}-{unit['code']}-{unit['vintage']}"
