"""How sure a figure's value, unit and subject are: shares of right ones, measured, in confidence.toml."""

from __future__ import annotations

from vifacts.extract.figures.candidate import Candidate
from vifacts.resources import read_toml

_SHARES: dict[str, dict[str, float]] = read_toml("vifacts.extract.figures", "confidence.toml")
_LESS = _SHARES["less"]
LEAST = 0.2


def confidence(one: Candidate, subject: str | None, way: str) -> float:
    """The confidence of a figure from the ``way`` its subject was found and from what is uncertain about it."""
    shares = _SHARES.get(one.kind, _SHARES["other"])
    value = shares.get(way, shares[""])
    if one.number.words and one.kind == "count":
        value -= _LESS["number_in_words"]
    if not one.known:
        value -= _LESS["unknown_noun"]
    if not subject:
        value -= _LESS["no_subject"]
    return round(max(LEAST, value), 2)
