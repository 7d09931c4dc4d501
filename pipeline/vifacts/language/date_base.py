"""What all forms of dates share: the found period, the pieces of their patterns, small looks around."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from vifacts.language.date_context import Context
from vifacts.language.number_context import counted
from vifacts.language.text import Text
from vifacts.language.units import unit_after
from vifacts.resources import read_toml

DATA: dict[str, Any] = read_toml("vifacts.language", "periods.toml")

# Pieces of patterns over folded text. A number ends where no digit, decimal or percent sign follows.
D = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
M = r"(?:0?[1-9]|1[0-2])(?!\d)"
Y = r"(?:19|20)\d\d(?!\d)"
DASH = r"[-–—]"
END = r"(?!\d| *%|[.,]\d)"
RANGE = rf"{DASH}|đến hết|đến|tới"
COUNTS = {word: i for i, word in enumerate("một hai ba bốn năm sáu bảy tám chín mười".split(), 1)}
COUNT = rf"(?:\d{{1,2}}|{'|'.join(COUNTS)})"
NOW = re.compile(r" *(?:đến|tới|cho đến|cho tới|-|–) *(?:nay|hiện nay|bây giờ|thời điểm hiện tại|hiện tại)(?!\w)")
YEAR_SHIFT: dict[str, int] = DATA["year_shift"]


@dataclass(frozen=True, slots=True)
class Found:
    """A period at [start, end) of the text, with its value in the record's forms."""

    start: int
    end: int
    value: str | None
    relative: bool = False
    clock: bool = False


#: Reads one form at a token: (text, token, context) to the period that begins there, or None.
Form = Callable[[Text, int, Context], "Found | None"]


def count_of(word: str) -> int:
    """The number that COUNT matched."""
    return int(word) if word.isdigit() else COUNTS[word]


def open_end(key: str, end: int) -> int:
    """The end of "đến nay" after ``end``, or ``end``."""
    now = NOW.match(key, end)
    return now.end() if now else end


def counts_after(text: Text, end: int) -> bool:
    """Whether a counted noun or a unit stands at ``end``, so that the number before it is no date."""
    return counted(text, text.tokens.at(end - 1) + 1) or unit_after(text, end) is not None
