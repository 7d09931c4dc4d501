"""What the fields of a filter offer: indicators and outlets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from vifacts.explore.data import tallies
from vifacts.explore.site import Ask
from vifacts.extract.indicators.catalogue import Indicator, catalogue


@dataclass(frozen=True)
class Choices:
    """Indicators that have figures (id, name), outlets that have articles (id, name), both by name."""

    indicators: list[tuple[str, str]]
    outlets: list[tuple[str, str]]


def indicators() -> dict[str, Indicator]:
    """The catalogue of indicators by id, in its order."""
    return {one.id: one for one in catalogue().indicators}


def indicator_name(ask: Ask, indicator_id: str | None) -> str:
    """The name of an indicator in the language of the page; its id where the catalogue has it not."""
    one = indicators().get(indicator_id or "")
    return (one.vi if ask.t.language == "vi" else one.en) if one else indicator_id or ""


def choices(ask: Ask) -> Choices:
    """What can be chosen in this dataset."""

    def make() -> Choices:
        counted = tallies.indicator_counts(ask.con)
        outlets = [row[0] for row in ask.con.execute("SELECT DISTINCT outlet FROM article WHERE outlet IS NOT NULL")]
        named = sorted(((n, ask.site.outlet(n)) for n in outlets), key=lambda pair: pair[1].casefold())
        return Choices([(one, indicator_name(ask, one)) for one in sorted(counted)], named)

    found: Any = ask.kept(("choices", ask.t.language), make)
    assert isinstance(found, Choices)
    return found
