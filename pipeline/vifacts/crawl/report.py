"""What a crawl did, outlet by outlet, and how far it is while it runs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from vifacts.errors import VifactsError


class Progress(NamedTuple):
    """One step of a crawl: the outlet, the address that was fetched, pages archived so far, pages known to wait."""

    outlet: str
    url: str
    new: int
    waiting: int


@dataclass(slots=True)
class OutletReport:
    """Counts of one outlet: articles ``new``, ``changed`` (a further version archived) and ``unchanged`` (known from
    earlier runs, or fetched and the same), ``skipped`` by reason, ``failed`` by code, ``lists`` walked."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    lists: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    errors: list[VifactsError] = field(default_factory=list)
    whole: bool = True

    def fail(self, error: VifactsError) -> None:
        """Count a failure and keep it for the list of errors."""
        self.failed[error.code] += 1
        self.errors.append(error)


@dataclass(slots=True)
class CrawlReport:
    """The outlets' reports by id, and the archive files that hold their pages."""

    outlets: dict[str, OutletReport] = field(default_factory=dict)
    archives: list[Path] = field(default_factory=list)

    @property
    def new(self) -> int:
        """Articles archived for the first time."""
        return sum(report.new for report in self.outlets.values())

    @property
    def changed(self) -> int:
        """Articles archived in a further version."""
        return sum(report.changed for report in self.outlets.values())

    @property
    def unchanged(self) -> int:
        """Articles that were known and are what they were."""
        return sum(report.unchanged for report in self.outlets.values())

    @property
    def skipped(self) -> Counter[str]:
        """Articles left out, by reason."""
        return sum((report.skipped for report in self.outlets.values()), Counter())

    @property
    def failed(self) -> Counter[str]:
        """Pages and lists that could not be had, by code."""
        return sum((report.failed for report in self.outlets.values()), Counter())

    @property
    def errors(self) -> list[VifactsError]:
        """Each failure with its address."""
        return [error for report in self.outlets.values() for error in report.errors]

    def counts(self, outlet: str) -> dict[str, int]:
        """The numbers of one outlet: new, changed, unchanged, skipped, failed; KeyError where it was not crawled."""
        report = self.outlets[outlet]
        return {
            "new": report.new,
            "changed": report.changed,
            "unchanged": report.unchanged,
            "skipped": report.skipped.total(),
            "failed": report.failed.total(),
        }

    def as_dict(self) -> dict[str, object]:
        """The report for machines: counts by outlet, errors as rows, archive files by name."""
        return {
            "outlets": {
                name: {
                    "new": report.new,
                    "changed": report.changed,
                    "unchanged": report.unchanged,
                    "lists": report.lists,
                    "skipped": dict(report.skipped),
                    "failed": dict(report.failed),
                    "whole": report.whole,
                }
                for name, report in self.outlets.items()
            },
            "errors": [error.as_row() for error in self.errors],
            "archives": [path.name for path in self.archives],
        }
