"""Filters in the query of an address, and pages of long lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vifacts.errors import VifactsError
from vifacts.explore.site import Arguments, Ask
from vifacts.store.query import Filter

#: Rows of a list as HTML; rows of a CSV or JSON answer without ``limit``, and with it at most.
PAGE, ROWS, MOST = 50, 1000, 10_000
#: How far into a list an address may point.
DEEPEST = 1_000_000
#: The names of the filters, as in the query of an address.
NAMES = ("indicator", "holder", "person", "place", "outlet", "since", "until", "min", "max", "target", "text", "kind")
_TRUTH = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


def asked(args: Arguments, form: str | None = None, size: int = PAGE) -> Filter:
    """The filter of an address. As HTML it has one row more than a page shows, which tells whether there is more; VF516
    for a value that is none."""
    limit = args.whole("limit", ROWS, MOST) if form else size
    return Filter(
        indicator=args.get("indicator"),
        holder=args.get("holder"),
        person=args.get("person"),
        place=args.get("place"),
        outlet=args.get("outlet"),
        since=args.get("since"),
        until=args.get("until"),
        least=_number(args, "min"),
        most=_number(args, "max"),
        target=_truth(args, "target"),
        text=args.get("text"),
        kind=args.get("kind"),
        limit=limit + 1,
        offset=args.whole("offset", 0, DEEPEST),
    )


def _number(args: Arguments, name: str) -> float | None:
    value = args.get(name)
    if value is None:
        return None
    try:
        return float(value.replace(",", "."))
    except ValueError:
        raise VifactsError("VF516", detail=f"{name}={value} is no number") from None


def _truth(args: Arguments, name: str) -> bool | None:
    value = args.get(name)
    if value is None:
        return None
    if value not in _TRUTH:
        raise VifactsError("VF516", detail=f"{name}={value} is neither 1 nor 0")
    return _TRUTH[value]


@dataclass(frozen=True)
class Part:
    """One page of a list: its rows, and the addresses of the pages before and after it."""

    rows: Sequence[dict[str, Any]]
    start: int
    before: str | None
    after: str | None


def part(ask: Ask, rows: Sequence[dict[str, Any]], filter_: Filter) -> Part:
    """The page of a list that ``filter_`` asked for, one row more than it shows."""
    assert filter_.limit is not None
    size, start = filter_.limit - 1, filter_.offset
    before = None
    if start:
        before = f"{ask.path}?{ask.args.with_(offset=max(0, start - size) or None)}"
    after = f"{ask.path}?{ask.args.with_(offset=start + size)}" if len(rows) > size and size else None
    return Part(rows[:size], start, before, after)
