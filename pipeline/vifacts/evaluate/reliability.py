"""Whether confidence means something: of the figures with a confidence, the share that is right.

A figure is right when gold has it (overlap, value and range) and its unit and subject are gold's by the measures
of ``score``; a figure that gold does not have is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vifacts.evaluate.compare import fold, overlap, same_number, token_f1
from vifacts.evaluate.gold import GoldArticle, GoldFigure
from vifacts.evaluate.score import pair
from vifacts.record import Figure, Record

#: Lower ends of the bins; the last one holds 1.
EDGES = (0.0, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Bin:
    """The figures with ``low`` <= confidence < ``high`` (``high`` included in the last bin): how many, how many right,
    and the sum of their confidences."""

    low: float
    high: float
    figures: int
    right: int
    stated: float

    @property
    def share(self) -> float | None:
        """The share of right ones, None for an empty bin."""
        return self.right / self.figures if self.figures else None

    @property
    def mean(self) -> float | None:
        """The mean confidence, None for an empty bin."""
        return self.stated / self.figures if self.figures else None


def judged(golds: Sequence[GoldArticle], records: Mapping[str, Record]) -> list[tuple[Figure, bool]]:
    """Every figure of the records of ``golds``, with whether it is right; articles without a record are left out."""
    found: list[tuple[Figure, bool]] = []
    for gold in golds:
        record = records.get(gold.id)
        if record is None:
            continue
        figures = sorted(record.figures, key=lambda f: f.span)
        pairs, _, spurious = pair(gold.figures, figures, _same_figure)
        found += [(got, _same_words(wanted, got)) for wanted, got in pairs]
        found += [(extra, False) for extra in spurious]
    return found


def reliability(
    golds: Sequence[GoldArticle], records: Mapping[str, Record], edges: Sequence[float] = EDGES
) -> list[Bin]:
    """The figures of ``records`` by confidence, one bin from each of ``edges`` (rising) to the next, the last to 1.

    Raises ValueError for edges that do not rise.
    """
    if not edges or list(edges) != sorted(set(edges)):
        raise ValueError("edges must rise")
    bins = []
    all_judged = judged(golds, records)
    for low, high in zip(edges, [*edges[1:], float("inf")], strict=True):
        inside = [(figure.confidence, right) for figure, right in all_judged if low <= figure.confidence < high]
        bins.append(
            Bin(
                low, min(high, 1.0), len(inside), sum(right for _, right in inside), sum(stated for stated, _ in inside)
            )
        )
    return bins


def table(bins: Sequence[Bin]) -> str:
    """The bins as a Markdown table, the highest first."""
    lines = ["| confidence | figures | mean confidence | right |", "|---|---:|---:|---:|"]
    for one in reversed(bins):
        mean, share = (f"{x:.2f}" if x is not None else "-" for x in (one.mean, one.share))
        lines.append(f"| {one.low:.2f} to {one.high:.2f} | {one.figures} | {mean} | {share} |")
    return "\n".join(lines)


def _same_figure(gold: GoldFigure, got: Figure) -> bool:
    return (
        overlap(gold.span, got.span)
        and same_number(gold.value, got.value)
        and same_number(gold.value_max, got.value_max)
    )


def _same_words(gold: GoldFigure, got: Figure) -> bool:
    unit = fold(gold.unit) == fold(got.unit) or token_f1(gold.unit, got.unit) >= 0.66
    return unit and token_f1(gold.subject, got.subject) >= 0.5
