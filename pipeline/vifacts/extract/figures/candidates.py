"""Which numbers count or measure something, and in what unit.

A candidate is a number with its unit of measure or its counted noun. Dates and periods, document numbers,
numbers inside names, ordinals and idioms are none (GUIDELINES: "NOT figures").
"""

from __future__ import annotations

from bisect import bisect_right

from vifacts.extract.draft import Draft
from vifacts.extract.figures import words
from vifacts.extract.figures.candidate import Candidate
from vifacts.extract.figures.no_figures import (
    ends_a_name,
    five,
    idiom,
    later,
    measured_one,
    named,
    one_counts,
    only_when,
)
from vifacts.extract.figures.nouns import counted_noun
from vifacts.extract.figures.shared_units import LONGEST_ITEM, share_units
from vifacts.language.dates import Period
from vifacts.language.numbers import Number, trailing_comparator
from vifacts.language.text import Text
from vifacts.language.units import PER, unit_after

_MONEY_FACTORS = frozenset({1_000, 1_000_000, 1_000_000_000, 1_000_000_000_000, 1_000_000_000_000_000})
_KINDS = frozenset(
    "count percent money length area weight volume duration age ratio multiple speed energy score other".split()
)
_NUMBER_WORDS = frozenset({"số", "lượng"})
#: Scales of maps and plans, which count nothing, and the words before them.
_SCALES = frozenset({200, 500, 1_000, 2_000, 5_000, 10_000, 25_000, 50_000, 100_000})
_MAPS = frozenset({("tỷ", "lệ"), ("tỉ", "lệ"), ("chi", "tiết"), ("phân", "khu"), ("bản", "đồ")})


def candidates(draft: Draft, numbers: list[Number], periods: list[Period]) -> list[Candidate]:
    """The figures-to-be of an article in order."""
    text = draft.text
    starts = [p.start for p in periods]
    found: list[Candidate] = []
    for number in numbers:
        if number.ordinal or _in_period(number, periods, starts) or draft.covering(number.start, number.end):
            continue
        made = _candidate(text, number)
        if made is not None:
            found.append(made)
    return share_units(text, found)


def _in_period(number: Number, periods: list[Period], starts: list[int]) -> bool:
    at = bisect_right(starts, number.start) - 1
    if at >= 0 and periods[at].end > number.start:
        return True
    return at + 1 < len(periods) and periods[at + 1].start < number.end


def _candidate(text: Text, number: Number) -> Candidate | None:
    tokens = text.tokens
    keys = tokens.keys
    first, last = tokens.range(number.start, number.end)
    if first >= last:
        return None
    outer = min(first, tokens.range(number.outer_start, number.end)[0])
    sentence = text.sentence_at(number.start)
    if named(text, first, last, sentence) or idiom(keys, first, sentence):
        return None
    if number.words and number.value == 5 and keys[first:last] == ["năm"] and not five(keys, first, sentence):
        return None
    made = Candidate(number, sentence, first, last, outer, last, "count", None, number.comparator)
    made.unit_first = last
    if not _measure(text, made) or ends_a_name(text, made):
        return None
    trailing = trailing_comparator(text, tokens.ends[made.unit_last - 1])
    if trailing is None and made.unit_last < sentence.last:
        # "20 năm công tác trở lên", "81,5% dân số trở lên": the words of the measure may stand between
        stop = min(sentence.last, made.unit_last + 7)
        for at in range(made.unit_last, stop):
            if keys[at] in ",;.()":
                break
            trailing = trailing_comparator(text, tokens.ends[at])
            if trailing is not None:
                break
    if trailing is not None:
        made.comparator = trailing[1]
    return made


def _measure(text: Text, made: Candidate) -> bool:
    """Set kind and unit; False when the number counts nothing."""
    tokens, number = text.tokens, made.number
    keys = tokens.keys
    after = tokens.ends[made.last - 1]
    unit = unit_after(text, after)
    if unit is not None and tokens.lines[min(made.last, len(keys) - 1)] == tokens.lines[made.last - 1]:
        made.kind = unit.kind if unit.kind in _KINDS else "other"  # type: ignore[assignment]
        made.unit = unit.unit
        written = " ".join(text.raw[unit.start : unit.end].split())
        if "/" in unit.unit and written.replace(" ", "") == unit.unit.replace(" ", ""):
            made.unit = written  # "m /ngày": the space is the text's
        made.unit_last = max(made.last, tokens.range(after, unit.end)[1])
        made.unit_first = made.last
        if made.kind == "duration" and (only_when(keys, made) or later(keys, made)):
            return False
        return not (number.words and number.value == 1 and made.kind != "money" and not measured_one(keys, made))
    before = keys[made.outer - 1] if made.outer > made.sentence.first else ""
    if "gấp" in (before, keys[made.first]) or keys[made.first] == "đôi" or "gấp" in keys[made.outer : made.first]:
        made.kind = "multiple"
        if made.last < made.sentence.last and keys[made.last] == "lần":
            made.unit, made.unit_last = text.words(made.last, made.last + 1), made.last + 1
        return True
    if made.last < made.sentence.last and keys[made.last] == "lần" and not number.words:
        made.unit_last = made.last + 1
        made.kind = (
            "multiple" if isinstance(number.value, float) or "so" in keys[made.last : made.last + 2] else "count"
        )
        if keys[made.unit_last : made.unit_last + 1] == ["/"]:  # "2 lần/năm"
            per = PER.match(keys, made.unit_last + 1, made.sentence.last)
            made.unit_last = per[0] if per is not None else made.unit_last
        made.unit = text.words(made.last, made.unit_last)
        return True
    if number.value == 1 and number.of in _SCALES and tuple(keys[max(0, made.outer - 2) : made.outer]) in _MAPS:
        return False  # "quy hoạch chi tiết 1/500 khu chợ"
    if _fraction(text, made):
        made.kind = "ratio"
        return True
    noun = counted_noun(text, made.last, made.sentence.last)
    if noun is not None:
        if number.value == 1 and not noun.known and keys[max(0, made.outer - 2) : made.outer] == ["trở", "thành"]:
            return False  # "trở thành 1 thói quen"
        if number.words and number.value == 1 and not one_counts(keys, made, noun.known):
            return False
        made.unit = noun.unit
        made.unit_first, made.unit_last = noun.first, noun.last
        made.noun, made.known = noun.group, noun.known
        return True
    if number.multiplier in _MONEY_FACTORS and number.multiplier >= 1_000_000:
        if _counted_before(text, made):
            return True
        # "hơn 80 triệu": dong, and a unit only where the article writes the word
        made.kind, made.unit = "money", "đồng" if _writes_dong(keys) else None
        return True
    if number.words:
        return False
    made.known = False
    return True


def _counted_before(text: Text, made: Candidate) -> bool:
    """Whether the words before count people or bodies: "tổng số đảng viên lên hơn 4,9 triệu" is no money."""
    keys = text.tokens.keys
    for at in range(made.outer - 1, max(made.sentence.first, made.outer - LONGEST_ITEM), -1):
        if not keys[at][0].isalpha():
            return False
        noun = words.NOUNS.match(keys, at, made.outer)
        if noun is None or noun[1] == "thing" or keys[at - 1] not in _NUMBER_WORDS:
            continue
        made.unit, made.noun, made.shared = text.words(at, noun[0]), noun[1], True
        return True
    return False


def _writes_dong(keys: list[str]) -> bool:
    return any(word == "đồng" and keys[i + 1 : i + 2] != ["chí"] for i, word in enumerate(keys))


def _fraction(text: Text, made: Candidate) -> bool:
    """ "một nửa", "hai phần ba", "1/3 số hộ": a share and no count."""
    value = made.number.value
    if made.number.of is not None or not 0 < value < 1 or not isinstance(value, float):
        return False
    return any(word in ("nửa", "phần", "/") for word in text.tokens.keys[made.first : made.last])
