"""What a figure measures, its holder and time apart: two figures with one measure count the same kind of thing.

The measure holds the indicator (else the subject without words that change nothing), kind, unit, sense and target, and
whether it is "x of y". So a plan never meets a result, an increase never a level, "tổ chức đảng" never "chi bộ thôn".
"""

from __future__ import annotations

from functools import lru_cache

from vifacts.extract.names import canonical
from vifacts.language.lexicon import Lexicon
from vifacts.record import Figure
from vifacts.resources import read_toml

_DATA = read_toml("vifacts.check", "measure.toml")


def _lexicon(phrases: list[str]) -> Lexicon[bool]:
    return Lexicon((phrase, True) for phrase in phrases)


_FILLER = _lexicon(_DATA["subjects"]["filler"])
_RATES = _lexicon(_DATA["subjects"]["rates"])
_NARROW = _lexicon(_DATA["subjects"]["narrow"])
_VAGUE = frozenset(canonical(phrase) for phrase in _DATA["subjects"]["vague"])
_NEED_INDICATOR = frozenset(_DATA["kinds"]["need_indicator"])
_PERSONS = frozenset(canonical(unit) for unit in _DATA["persons"]["units"])
_FACTORS: dict[tuple[str, str], float] = {
    (kind, canonical(unit)): factor for kind, units in _DATA["factors"].items() for unit, factor in units.items()
}


def measure(figure: Figure) -> str | None:
    """The measure of ``figure``; None where it says too little to be compared ("5 ngày", "12 trường hợp")."""
    return _measure(
        figure.indicator,
        figure.kind,
        figure.subject,
        figure.unit,
        # "giảm xuống còn 3,1%" tells the level after the change
        "level" if figure.sense == "to" else figure.sense,
        figure.target,
        figure.of is not None,
    )


@lru_cache(maxsize=100_000)
def _measure(
    indicator: str | None, kind: str, subject: str | None, unit: str | None, sense: str, target: bool, of: bool
) -> str | None:
    counted = canonical(unit or "")
    base = counted
    if (kind, counted) in _FACTORS:
        base = next(name for (of_kind, name) in _FACTORS if of_kind == kind)
    elif (kind, counted.split("/")[0]) in _FACTORS:
        base = counted  # a rate ("triệu đồng/người/năm") has the unit it is written with
    words = tuple(canonical(subject or "").split())
    if indicator is not None:
        narrow = " ".join(sorted(_found(_NARROW, words)))
        base = "person" if kind == "count" and counted in _PERSONS else base
        what = f"{indicator}[{narrow}]"
    else:
        if kind in _NEED_INDICATOR:
            return None
        left = _without(_FILLER, _without(_RATES, words) if kind == "percent" else words)
        what = " ".join(left) or (counted if kind == "count" else "")
        if not what or what in _VAGUE:
            return None
        # the counted noun is often all of the subject, and persons go by many nouns
        base = "" if what == counted or (kind == "count" and counted in _PERSONS) else base
    return "|".join((what, kind, base, sense, "plan" if target else "", "of" if of else ""))


@lru_cache(maxsize=10_000)
def factor(kind: str, unit: str | None) -> float:
    """What a value in ``unit`` is multiplied by to be compared (1 ha = 10,000 m2)."""
    return _FACTORS.get((kind, canonical(unit or "")), 1)


def _without(lexicon: Lexicon[bool], words: tuple[str, ...]) -> tuple[str, ...]:
    kept: list[str] = []
    i = 0
    keys = list(words)
    while i < len(keys):
        found = lexicon.match(keys, i)
        if found:
            i = found[0]
        else:
            kept.append(keys[i])
            i += 1
    return tuple(kept)


def _found(lexicon: Lexicon[bool], words: tuple[str, ...]) -> set[str]:
    found: set[str] = set()
    i = 0
    keys = list(words)
    while i < len(keys):
        match = lexicon.match(keys, i)
        if match:
            found.add(" ".join(keys[i : match[0]]))
            i = match[0]
        else:
            i += 1
    return found
