"""Text as it stands on pages: folded to one line, and furniture told from words."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from vifacts.language.normalise import INVISIBLE, key, mend, nfc
from vifacts.resources import read_toml

_MENDED = re.compile(f"[{INVISIBLE}Ðð]")
_NO_WORD = re.compile(r"[\W_]+")


def fold(text: str | None) -> str:
    """One line: NFC, Đ for Ð, no invisible characters, white space as single spaces, none at the ends."""
    if not text:
        return ""
    # white space of every kind goes with split(); the slow table only where there is something to mend
    return " ".join((mend(text) if _MENDED.search(text) else nfc(text)).split())


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
    return _NO_WORD.sub("", key(fold(text)))
