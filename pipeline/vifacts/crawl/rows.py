"""The rows of a crawl's state, and how they hold times."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple


class ListRow(NamedTuple):
    """A list to walk. ``root`` is the start address it was reached from, ``page`` its number in that walk, from 1."""

    id: int
    url: str
    root: str
    page: int


class ArticleRow(NamedTuple):
    """An article to fetch; ``sha256``, ``etag`` and ``last_modified`` are those of its newest version. ``party``: a
    section for Party building leads to it."""

    id: int
    key: str
    url: str
    published: datetime | None
    sha256: str | None
    etag: str | None
    last_modified: str | None
    party: bool = False


class Version(NamedTuple):
    """An archived version of an article."""

    key: str
    url: str
    archive: str
    offset: int
    sha256: str
    fetched: str


def as_text(when: datetime | None) -> str | None:
    """UTC in a form whose order as text is that of time."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00").rjust(25, "0") if when else None


def as_time(text: str | None) -> datetime | None:
    """The time of a text of ``as_text``."""
    return datetime.fromisoformat(text) if text else None


def is_after(modified: datetime, fetched: str) -> bool:
    """Whether ``modified`` is later than the time in ``fetched`` (ISO 8601, UTC where it names no zone)."""
    when = datetime.fromisoformat(fetched)
    return modified > (when if when.tzinfo else when.replace(tzinfo=UTC))
