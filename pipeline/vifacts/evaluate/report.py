"""Scores as a table for people and as JSON for machines."""

from __future__ import annotations

from typing import Any

from vifacts.evaluate.score import KINDS, Scores


def table(scores: Scores) -> str:
    """One line a kind: precision, recall, F1, gold; then the accuracy of each field of the matched figures."""
    lines = [f"{'':18s} {'P':>6s} {'R':>6s} {'F1':>6s} {'gold':>6s}"]
    for kind in KINDS:
        if kind in scores.results:
            r = scores.results[kind]
            lines.append(f"{kind:18s} {r.precision:6.3f} {r.recall:6.3f} {r.f1:6.3f} {r.gold:6d}")
    if scores.accuracy:
        fields = ", ".join(f"{name} {right / of:.3f}" for name, (right, of) in scores.accuracy.items())
        lines.append(f"of matched figures: {fields}")
    if scores.without_record:
        lines.append(
            f"no record for {len(scores.without_record)} of {scores.articles}: {', '.join(scores.without_record)}"
        )
    return "\n".join(lines)


def error_list(scores: Scores, kind: str | None = None, limit: int = 60) -> str:
    """The errors (of one kind of fact or field, else all) by kind, at most ``limit`` of each, with their number."""
    by_kind: dict[str, list[str]] = {}
    for e in scores.errors:
        if kind is None or e.kind == kind:
            by_kind.setdefault(e.kind, []).append(f"  {e.article}  {e.what}  {e.detail}")
    if kind is not None and not by_kind:
        return f"{kind}: 0 errors"
    return "\n".join(line for name, rows in by_kind.items() for line in (f"{name}: {len(rows)} errors", *rows[:limit]))


def as_json(scores: Scores) -> dict[str, Any]:
    """The scores as plain values, rounded to four places."""
    return {
        "articles": scores.articles,
        "without_record": scores.without_record,
        "results": {
            kind: {
                "precision": round(r.precision, 4),
                "recall": round(r.recall, 4),
                "f1": round(r.f1, 4),
                "gold": r.gold,
            }
            for kind, r in scores.results.items()
        },
        "accuracy": {name: {"accuracy": round(good / of, 4), "of": of} for name, (good, of) in scores.accuracy.items()},
    }
