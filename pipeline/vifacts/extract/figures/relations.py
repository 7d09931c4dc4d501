"""How figures of a sentence belong together: parts of a whole, and a figure set against another."""

from __future__ import annotations

from vifacts.extract.figures.candidate import Candidate
from vifacts.extract.figures.phrases import Phrases
from vifacts.record import Sense

_JOINTS = frozenset({",", "và", "(", ")", ":", "là", "có", "gồm", "cụ", "thể"})
_COMPARING = (["cao", "hơn"], ["thấp", "hơn"], ["nhiều", "hơn"], ["ít", "hơn"], ["so", "với"], ["trong", "khi"])


def wholes(phrases: Phrases) -> list[int | None]:
    """For each figure the index of the whole it is a part of, or None."""
    found: list[int | None] = []
    for at in range(len(phrases.found)):
        found.append(_whole(phrases, at, found))
    return found


def _whole(phrases: Phrases, at: int, done: list[int | None]) -> int | None:
    keys, one = phrases.keys, phrases.found[at]
    if one.kind not in ("count", "money", "area"):
        return None
    previous = phrases.previous(at)
    if previous is None:
        return _across(phrases, at)
    between = keys[previous.unit_last : one.outer]
    if ["trong", "đó"] in (between[i : i + 2] for i in range(len(between))):
        back = _comparable(phrases, at, at - 1)
        return back if back is not None and _fits(phrases.found[back], one) else None
    if between[:3] == ["trong", "tổng", "số"] or between == ["trong", "số"]:
        return None
    if "(" in between and ")" not in between and (one.shared or between[-1:] == ["("]):
        back = _comparable(phrases, at, at - 1)
        return back if back is not None and (one.shared or _fits(phrases.found[back], one)) else None
    if ["hình", "thức"] in (between[i : i + 2] for i in range(len(between))):
        back = _comparable(phrases, at, at - 1)
        return back if back is not None and _fits(phrases.found[back], one) else None
    if between[-1:] == ["gồm"] or between[-2:-1] == ["gồm"]:
        back = _comparable(phrases, at, at - 1)
        return back if back is not None and _exceeds(phrases.found[back], one) else None
    if done[at - 1] is not None and ";" not in between and _in_row(between):
        whole = done[at - 1]
        assert whole is not None
        if ")" in between and "(" in keys[phrases.found[whole].unit_last : previous.first]:
            return None
        alike = previous.noun == one.noun and previous.kind == one.kind and _exceeds(phrases.found[whole], one)
        return whole if alike or _fits(phrases.found[whole], one) else None
    return None


def _in_row(between: list[str]) -> bool:
    return len(between) <= 16 and bool({",", "và", "với"} & set(between))


def _across(phrases: Phrases, at: int) -> int | None:
    """ "Trong đó, ..." at the head of a sentence: the whole stands in the sentence before."""
    one = phrases.found[at]
    first = one.sentence.first
    if phrases.keys[first : first + 2] != ["trong", "đó"] or at == 0:
        return None
    text = phrases.text
    before = text.sentence_index(one.number.start) - 1
    back = at - 1
    last = phrases.found[back]
    if before < 0 or last.sentence != text.sentences[before]:
        return None
    fitting = [
        i for i in range(back, -1, -1) if phrases.found[i].sentence is last.sentence and _fits(phrases.found[i], one)
    ]
    return fitting[-1] if fitting else None


def _comparable(phrases: Phrases, at: int, back: int) -> int | None:
    """The nearest figure before, within the sentence, that has the kind of figure ``at``."""
    one = phrases.found[at]
    while back >= 0 and phrases.found[back].sentence is one.sentence:
        if phrases.found[back].kind == one.kind:
            return back
        back -= 1
    return None


def _fits(whole: Candidate, part: Candidate) -> bool:
    if whole.kind != part.kind or not _exceeds(whole, part):
        return False
    return whole.kind != "count" or whole.noun == part.noun or whole.unit == part.unit


def _exceeds(whole: Candidate, part: Candidate) -> bool:
    return part.number.value <= whole.number.value


def comparisons(phrases: Phrases, senses: list[Sense]) -> list[int | None]:
    """For each figure the index of the figure that it is set against, or None."""
    found: list[int | None] = [None] * len(phrases.found)
    for at, one in enumerate(phrases.found):
        following = phrases.following(at)
        if following is None or following.kind != one.kind or following.unit != one.unit:
            continue
        if senses[at] == "from" and senses[at + 1] == "to":
            found[at + 1] = at
            continue
        if senses[at + 1] in ("increase", "decrease"):
            continue
        between = phrases.keys[one.unit_last : following.outer]
        if len(between) > 14 or ";" in between:
            continue
        compared = any(between[i : i + 2] in _COMPARING for i in range(len(between)))
        opened = "(" in between and any(i in phrases.covered for i in range(one.unit_last, following.outer))
        if (
            compared
            or opened
            or ("(" in between and ["cả", "nước"] in (between[i : i + 2] for i in range(len(between))))
        ):
            found[at] = at + 1
    return found
