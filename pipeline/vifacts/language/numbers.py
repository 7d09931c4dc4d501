"""Numbers as Vietnamese newspapers write them: digits, words, multipliers, ranges, x of y, comparators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vifacts.language.text import Text

Comparator = Literal["=", ">", ">=", "<", "<=", "~"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number with what stands directly around it.

    ``start``/``end``: the number as written, multiplier, range and "x/y" included ("2,5 triệu", "5 - 7",
    "2.370/2.500", "một trăm lẻ năm"), comparator and unit excluded. ``outer_start``/``outer_end``: the same
    with the comparator words on either side ("trên 85", "20 ngày trở lên" is resolved by the caller of
    ``trailing_comparator``). ``multiplier`` is the factor already applied to ``value`` (1 when none).
    ``words`` tells that it is written in words; ``ordinal`` that it numbers and does not count
    ("lần thứ ba", "khóa XII", "Chi bộ số 3").
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    value: int | float
    value_max: int | float | None = None
    of: int | float | None = None
    comparator: Comparator = "="
    multiplier: int = 1
    words: bool = False
    ordinal: bool = False


def find_numbers(text: Text) -> list[Number]:
    """All numbers of ``text`` in order, not overlapping; dates are the caller's to take away (dates.find_periods)."""
    raise NotImplementedError


def trailing_comparator(text: Text, offset: int) -> tuple[int, Comparator] | None:
    """A comparator that stands after a number and its unit at ``offset`` ("trở lên", "trở xuống", "đổ lại"):
    (the offset after it, the comparator), or None."""
    raise NotImplementedError
