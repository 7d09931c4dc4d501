"""Text as it stands on pages: folded to one line, and furniture told from words."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from vifacts.language.normalise import key, mend
from vifacts.resources import read_toml

_WHITE = re.compile(r"\s+")


def fold(text: str | None) -> str:
    """One line: NFC, Đ for Ð, no invisible characters, white space as single spaces, none at the ends."""
    if not text:
        return ""
    return _WHITE.sub(" ", mend(text)).strip()


@cache
def furniture() -> dict[str, Any]:
    """The word lists of ``furniture.toml``."""
    return read_toml("vifacts.pages", "furniture.toml")


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One of the patterns of ``furniture.toml``: its alternatives, matched as a whole and without case."""
    return re.compile(r"(?:" + "|".join(furniture()[name]) + r")", re.IGNORECASE)


def loose(text: str) -> str:
    """A key under which a text and its copy elsewhere on the page are equal: letters and digits only."""
    return "".join(c for c in key(fold(text)) if c.isalnum())
