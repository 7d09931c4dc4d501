"""Whether a figure is a level, a change or an end of one, and whether it is a plan (RECORD: sense, target)."""

from __future__ import annotations

from vifacts.extract.figures import moments, words
from vifacts.extract.figures.candidate import Candidate
from vifacts.extract.figures.phrases import Phrases
from vifacts.language.sentences import Sentence
from vifacts.record import Sense

_ENDS = frozenset({"lên", "xuống", "còn", "thành", "đến"})
_BULLETS = frozenset({"-", "–", "+", "*", "•"})
_REACH = 7


def senses(phrases: Phrases) -> list[Sense]:
    """One sense a figure, in order."""
    found: list[Sense] = []
    for at in range(len(phrases.found)):
        found.append(_sense(phrases, at, found))
    return found


def _sense(phrases: Phrases, at: int, done: list[Sense]) -> Sense:
    keys, one = phrases.keys, phrases.found[at]
    first, _ = phrases.left(at)
    clause = first
    for i in range(one.outer - 1, first - 1, -1):
        if keys[i] in (",", "(", ";", ":"):
            clause = i + 1
            break
    previous = phrases.previous(at)
    stretch = keys[clause : one.first]
    if previous is not None and stretch[:1] in (["tương"], ["tức"]):
        return done[at - 1]
    if "từ" in keys[clause : one.first][-3:] and _leads_to(phrases, at):
        return "from"
    merged = _merged(phrases, at, clause)
    if merged is not None:
        return merged
    if previous is not None and done[at - 1] == "from" and _ENDS & set(stretch):
        return "to"
    matches = [m for m in words.SENSES.find(keys, clause, one.first) if not phrases.splits_compound(m[0])]
    if matches:
        start, end, sense = matches[-1]
        if keys[start:end] == ["tăng", "trưởng"] and "đạt" in keys[end : one.first]:
            return "level"  # growth as a quantity: "mục tiêu tăng trưởng đạt 8%"
        between = keys[end : one.first]
        named = (
            one.kind in ("volume", "weight", "area", "percent", "energy") and len(between) <= 3 and start - clause <= 1
        )
        if len(between) <= _REACH and (named or _plain(phrases, end, one.first)):
            if sense == "to" and keys[start] in ("lên", "nâng"):
                if {"nâng", "tăng", "đưa", "mở"} & set(keys[first:start]) or keys[start] == "nâng":
                    return "to"
                if previous is not None and done[at - 1] == "to":
                    return "to"
            else:
                found: Sense = sense
                return found
    elif previous is not None and done[at - 1] in ("increase", "decrease"):
        joint = [k for k in keys[previous.end : one.outer] if k not in (",", "và", "với")]
        if not joint and previous.kind == one.kind and "với" not in keys[previous.end : one.outer][:0]:
            return done[at - 1]
    if one.kind == "multiple" and "tăng" in keys[first : one.last]:
        return "increase"
    return "level"


def _merged(phrases: Phrases, at: int, clause: int) -> Sense | None:
    """The ends of a merger: "hợp nhất 7 chi bộ thành 3 chi bộ", "3 chi bộ X, Y, Z sáp nhập thành Chi bộ W"."""
    keys, one = phrases.keys, phrases.found[at]
    if one.kind != "count" or one.noun not in ("organization", "place"):
        return None
    before = keys[clause : one.outer]
    following = phrases.following(at)
    after = keys[one.unit_last : one.sentence.last]
    if before[-1:] == ["thành"] and _joins(keys[one.sentence.first : clause + len(before)]):
        return "to"
    if not _joins(before) and not _joins(after[:14]):
        return None
    if ["cơ", "sở"] in (before[i : i + 2] for i in range(len(before))):
        return "from"
    stop = len(after) if following is None else max(0, following.first - one.unit_last)
    return "from" if "thành" in after[: min(stop, 24)] else None


def _joins(stretch: list[str]) -> bool:
    return any(stretch[i : i + 2] in (["sáp", "nhập"], ["hợp", "nhất"]) for i in range(len(stretch)))


def _leads_to(phrases: Phrases, at: int) -> bool:
    """Whether the next figure is the other end of "từ 3 m lên 7 m"."""
    one, following = phrases.found[at], phrases.following(at)
    if following is None or following.outer - one.unit_last > 8:
        return False
    between = phrases.keys[one.unit_last : following.first]
    if "trở" in between:
        return False
    return bool({"lên", "xuống", "còn"} & set(between)) or between[-1:] == ["đến"]


def _plain(phrases: Phrases, first: int, last: int) -> bool:
    """Whether only links and adverbs of change stand in [first, last): no thing that is changed."""
    keys = phrases.keys
    i = first
    while i < last:
        found = words.LINKS.match(keys, i, last)
        if found:
            i = found[0]
        elif (
            keys[i] in ("bình", "quân", "trung", "hằng", "hàng", "năm", "mỗi", "tới", "thêm", "được", "đi", "lại", "so")
            or i in phrases.covered
        ):
            i += 1
        else:
            return False
    return True


def targets(phrases: Phrases) -> list[bool]:
    """Whether each figure is a plan, a goal or a requirement: a word of planning governs its sentence, or the list
    that an earlier line opens ("Phấn đấu đến cuối nhiệm kỳ:"), or it is a least value ("từ 85% trở lên")."""
    found: list[bool] = []
    cues: dict[int, list[int]] = {}
    units = {i for one in phrases.found for i in range(one.last, one.unit_last)}  # "21/22 chỉ tiêu" plans nothing
    for one in phrases.found:
        first = one.sentence.first
        if first not in cues:
            cues[first] = _cues(phrases, one.sentence.first, one.sentence.last)
        governed = any(
            end <= one.outer and not _achieved(phrases, end, one.outer)
            for end in cues[first]
            if not _plan_of_percent(phrases, end) and end - 1 not in units
        )
        if one.kind in ("duration", "age"):
            governed = governed and "sẽ" not in phrases.keys[first : one.outer]
        after = phrases.keys[one.unit_last : one.unit_last + 2]
        governed = governed or after == ["dự", "kiến"]  # "3 công trình dự kiến đưa vào sử dụng"
        # "dài từ 6 m trở lên" is asked for; "chở từ 24 người trở lên" only says which ones
        least = one.comparator == ">=" and one.kind not in ("age", "count", "money")
        found.append(governed or least or _seats_set(phrases, one) or _listed_under_plan(phrases, first))
    return found


def _seats_set(phrases: Phrases, one: Candidate) -> bool:
    """Whether a figure is the size that a rule sets for a committee ("số lượng ủy viên Ban Thường vụ từ 11 - 13 người",
    "không quá 2 phó bí thư", "cơ cấu Ban Thường vụ gồm ..., 1 phó chủ tịch")."""
    keys, first = phrases.keys, one.sentence.first
    if one.kind not in ("count", "ratio") or not moments.seats(keys, first, min(one.sentence.last, one.unit_last + 6)):
        return False
    if one.number.value_max is not None or one.number.after_from or one.comparator == "<=":
        return True
    made_up = any(keys[i : i + 2] == ["cơ", "cấu"] for i in range(first, one.outer))
    return made_up and "gồm" in keys[first : one.outer]


def _cues(phrases: Phrases, first: int, last: int) -> list[int]:
    """The tokens after the words of planning in a sentence; a number before "chỉ tiêu" makes it a base instead."""
    return [b for _, b, real in words.TARGETS.find(phrases.keys, first, last) if real]


def _achieved(phrases: Phrases, first: int, last: int) -> bool:
    """Whether what follows a word of planning is told as done: "vượt chỉ tiêu ..., đã phát triển được 152 ..."."""
    stretch = phrases.keys[first:last]
    return any(stretch[i : i + 2] == [",", "đã"] for i in range(len(stretch)))


def _plan_of_percent(phrases: Phrases, end: int) -> bool:
    """ "đạt 105% chỉ tiêu": what a percentage is of, no plan for what follows."""
    return any(k.startswith("%") for k in phrases.keys[max(0, end - 4) : end])


def _listed_under_plan(phrases: Phrases, first: int) -> bool:
    """Whether a list line ("- Tỷ lệ ...") stands under a line that ends with ":" and speaks of plans."""
    heading = heading_of(phrases, first)
    return heading is not None and bool(_cues(phrases, heading.first, heading.last))


def heading_of(phrases: Phrases, first: int) -> Sentence | None:
    """The sentence ending with ":" that opens the list which the sentence of token ``first`` is an item of."""
    text = phrases.text
    index = text.sentence_index(text.tokens.starts[first])
    dashed = phrases.keys[first] in _BULLETS
    for back in range(index - 1, max(-1, index - 25), -1):
        sentence = text.sentences[back]
        closing = phrases.keys[sentence.last - 1]
        if closing == ":":
            return sentence
        if closing != ";" and not (dashed and phrases.keys[sentence.first] in _BULLETS):
            return None
    return None
