"""How sure a figure's value, unit and subject are: shares of right ones measured on annotated articles."""

from __future__ import annotations

from vifacts.extract.figures.candidates import Candidate
from vifacts.extract.figures.phrases import Phrases

_BASE = 0.93


def confidence(phrases: Phrases, at: int, subject: str | None) -> float:
    """The confidence of figure ``at`` from what was certain about it."""
    one: Candidate = phrases.found[at]
    value = _BASE
    if one.kind == "count":
        if not one.known:
            value -= 0.3
        if one.shared:
            value -= 0.08
    elif one.kind == "percent":
        value -= 0.05
    else:
        value -= 0.15
    if one.number.words:
        value -= 0.1
    if not subject:
        value -= 0.25
    return round(max(0.3, value), 2)
