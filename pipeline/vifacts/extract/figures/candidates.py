"""Which numbers count or measure something, and in what unit.

A candidate is a number with its unit of measure or its counted noun. Dates and periods, document numbers,
numbers inside names, ordinals and idioms are none (GUIDELINES: "NOT figures").
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from vifacts.extract.draft import Draft
from vifacts.extract.figures import words
from vifacts.extract.figures.nouns import counted_noun, former_post
from vifacts.language.dates import Period
from vifacts.language.numbers import Comparator, Number, trailing_comparator
from vifacts.language.sentences import Sentence
from vifacts.language.text import Text
from vifacts.language.units import PER, unit_after
from vifacts.record import FigureKind

_MONEY_FACTORS = frozenset({1_000, 1_000_000, 1_000_000_000, 1_000_000_000_000, 1_000_000_000_000_000})
_KINDS = frozenset(
    "count percent money length area weight volume duration age ratio multiple speed energy score other".split()
)
#: The tokens from one number of a row to the next, at most.
_LONGEST_ITEM = 8
_NUMBER_WORDS = frozenset({"số", "lượng"})
#: What stands before the number of a house in its street.
_ADDRESS = frozenset({"số", "chỉ", "nhà", "ngõ", "hẻm", "sở"})
_STREETS = frozenset({"đường", "phố"})
#: Scales of maps and plans, which count nothing, and the words before them.
_SCALES = frozenset({200, 500, 1_000, 2_000, 5_000, 10_000, 25_000, 50_000, 100_000})
_MAPS = frozenset({("tỷ", "lệ"), ("tỉ", "lệ"), ("chi", "tiết"), ("phân", "khu"), ("bản", "đồ")})
_LIST_MARKS = frozenset({",", ";", "(", "và", ":", "hoặc"})


@dataclass(slots=True, eq=False)
class Candidate:
    """A number that counts or measures, in tokens of the text.

    ``first``/``last`` hold the number as written, ``outer`` the first token of its comparator, ``unit_last`` the
    token after its unit, ``end`` (set by subjects) the token after the noun phrase. ``noun`` is the class of a
    counted noun, ``known`` tells that the lexicon has the unit, ``shared`` that a neighbour gave it.
    """

    number: Number
    sentence: Sentence
    first: int
    last: int
    outer: int
    unit_last: int
    kind: FigureKind
    unit: str | None
    comparator: Comparator
    noun: str | None = None
    known: bool = True
    shared: bool = False
    end: int = 0
    unit_first: int = 0


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
    return _share_units(text, found)


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
    if _named(text, first, last, sentence) or _idiom(keys, first, sentence):
        return None
    if number.words and number.value == 5 and keys[first:last] == ["năm"] and not _five(keys, first, sentence):
        return None
    made = Candidate(number, sentence, first, last, outer, last, "count", None, number.comparator)
    made.unit_first = last
    if not _measure(text, made) or _ends_a_name(text, made):
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
        if made.kind == "duration" and (_only_when(keys, made) or _later(keys, made)):
            return False
        return not (number.words and number.value == 1 and made.kind != "money" and not _measured_one(keys, made))
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
        return False  # "quy hoạch chi tiết tỷ lệ 1/500 khu đất ..."
    if _fraction(text, made):
        made.kind = "ratio"
        return True
    noun = counted_noun(text, made.last, made.sentence.last)
    if noun is not None:
        if number.value == 1 and not noun.known and keys[max(0, made.outer - 2) : made.outer] == ["trở", "thành"]:
            return False  # "trở thành 1 thói quen"
        if number.words and number.value == 1 and not _one_counts(keys, made, noun.known):
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
    for at in range(made.outer - 1, max(made.sentence.first, made.outer - _LONGEST_ITEM), -1):
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


def _five(keys: list[str], first: int, sentence: Sentence) -> bool:
    """Whether "năm" is five and no year: it follows a verb or a joint ("có năm đồng chí", "cách chức năm người")."""
    if first == sentence.first:
        return False
    if keys[first - 1] in ("có", "gồm", "với", "và", ",", "cho", "thành", "được"):
        return True
    action = words.ACTIONS.match_before(keys, first)
    return action is not None and action[0] >= sentence.first


def _fraction(text: Text, made: Candidate) -> bool:
    """ "một nửa", "hai phần ba", "1/3 số hộ": a share and no count."""
    value = made.number.value
    if made.number.of is not None or not 0 < value < 1 or not isinstance(value, float):
        return False
    return any(word in ("nửa", "phần", "/") for word in text.tokens.keys[made.first : made.last])


def _only_when(keys: list[str], made: Candidate) -> bool:
    """Whether a span of time only says when: "trong 4 ngày từ 15 - 18/10"."""
    before = keys[made.first - 1] if made.first > made.sentence.first else ""
    after = keys[made.unit_last : made.unit_last + 2]
    return before == "trong" and after[:1] == ["từ"] and after[1:] != [] and after[1][0].isdigit()


def _later(keys: list[str], made: Candidate) -> bool:
    """Whether a span says how much later or earlier something is: "sau đó 2 ngày", "hai năm sau, ...", "cách đây 4 - 5
    năm", or which years of a term: "2 năm cuối nhiệm kỳ"."""
    first, end = made.sentence.first, made.sentence.last
    before = keys[max(first, made.outer - 2) : made.outer]
    after = keys[made.unit_last : min(end, made.unit_last + 2)]
    if before in (["sau", "đó"], ["trước", "đó"], ["cách", "đây"], ["cách", "nay"]):
        return True
    if after[:1] in (["cuối"], ["đầu"]) and after[1:] in (["nhiệm"], ["của"]):
        return True
    opens = made.outer - first <= 1 or keys[made.outer - 1] in (",", "chỉ")
    return opens and after[:1] == ["sau"] and after[1:] in ([","], ["("], ["đó"], ["này"])


def _measured_one(keys: list[str], made: Candidate) -> bool:
    """ "một năm triển khai" lasts; "một ngày", "một năm" alone is an article."""
    before = keys[max(made.sentence.first, made.outer - 1) : made.outer]
    if before == ["trong"] and keys[made.last] in ("đêm", "ngày", "buổi"):
        return False
    return made.outer < made.first or bool(before and before[0] in ("sau", "kết", "vòng", "qua", "kỷ", "trong"))


def _one_counts(keys: list[str], made: Candidate, known: bool) -> bool:
    """ "một" counts where it stands in a row of counts: a number follows at once, or an action governs it."""
    if not known or made.outer == made.sentence.first:
        return False
    if "mỗi" in keys[max(made.sentence.first, made.outer - 6) : made.outer]:
        return True  # "mỗi chi bộ phụ trách một tuyến"
    found = words.ACTIONS.match_before(keys, made.outer)
    if found is not None and found[0] >= made.sentence.first:
        return any(key[0].isdigit() for key in keys[made.last : min(made.sentence.last, made.last + 12)])
    return keys[made.outer - 1] in ("thành", "vào", "thêm", "bớt", "có", "gồm") and any(
        key[0].isdigit() for key in keys[made.last : min(made.sentence.last, made.last + 8)]
    )


def _named(text: Text, first: int, last: int, sentence: Sentence) -> bool:
    """Whether the number belongs to a name ("quận 5", "Điều 12", "lớp 9") or numbers a list item."""
    keys, tokens = text.tokens.keys, text.tokens
    if first == sentence.first and last < sentence.last and keys[last] in (".", ")", "/", "-") and last - first == 1:
        return True
    if first > sentence.first and tokens.ends[first - 1] == tokens.starts[first]:
        glued = text.raw[tokens.starts[first] - 1]
        if glued.isalnum() or (glued in "-/_+" and first - 1 > sentence.first and keys[first - 2].isalnum()):
            return True
    if _address(text, first, last, sentence):
        return True
    found = words.NAMES_BEFORE.match_before(keys, first, 4)
    if found is None or found[0] < sentence.first:
        return False
    if found[1]:
        return True
    if last >= sentence.last:
        return True
    if former_post(text, last, sentence.last) > last:
        return False
    return unit_after(text, tokens.ends[last - 1]) is None and words.NOUNS.match(keys, last, sentence.last) is None


def _address(text: Text, first: int, last: int, sentence: Sentence) -> bool:
    """Whether the number is a house's in its street: "72/3 đường Trần Quốc Toản", "số 136 phố Huế"."""
    keys = text.tokens.keys
    if last + 1 >= sentence.last or keys[last] not in _STREETS or not text.is_capital(last + 1):
        return False
    before = keys[first - 1] if first > sentence.first else ""
    return "/" in keys[first:last] or before in _ADDRESS or int(keys[first].isdigit()) * len(keys[first]) > 2


def _ends_a_name(text: Text, made: Candidate) -> bool:
    """Whether a bare year ends a name ("kỳ thi Quốc gia 2018 tỉnh ..."), or a number names a day of the moon's calendar
    ("ngày 12 tháng Giêng")."""
    keys, first, last = text.tokens.keys, made.first, made.last
    number = made.number
    if keys[last : last + 2] in (["tháng", "giêng"], ["tháng", "chạp"]):
        return True
    if made.kind != "count" or number.words or number.value_max is not None or number.of is not None:
        return False
    if made.outer < first or first <= made.sentence.first + 1 or not text.is_capital(first - 1):
        return False
    return last - first == 1 and keys[first].isdigit() and 1990 <= number.value <= 2050


def _idiom(keys: list[str], first: int, sentence: Sentence) -> bool:
    return any(
        match is not None and match[0] > first
        for at in (first, first - 1)
        if at >= sentence.first and (match := words.IDIOMS.match(keys, at, sentence.last)) is not None
    )


def _share_units(text: Text, found: list[Candidate]) -> list[Candidate]:
    """Give a bare number of a list the unit of its neighbour; drop bare numbers that have none.

    "khiển trách 8, cảnh cáo 3" and "14 đảng viên (khiển trách 9, ...)" take it from the left, "huy hiệu 70, 60 năm
    tuổi Đảng" from the right.
    """
    keys = text.tokens.keys
    kept: list[Candidate] = []
    for at, one in enumerate(found):
        if one.unit is not None or one.kind != "count":
            kept.append(one)
            continue
        if one.number.value_max is None and 1900 <= one.number.value <= 2100 and one.number.of is None:
            continue  # a year in a name ("Lễ hội Hoa phượng đỏ 2021")
        right = found[at + 1] if at + 1 < len(found) else None
        source: Candidate | None
        if right is not None and right.sentence is one.sentence and right.unit is not None and _leads(keys, one, right):
            source, from_right = right, True
        else:
            left = kept[-1] if kept and kept[-1].sentence is one.sentence else None
            source, from_right = left, False
            if left is not None and left.kind not in ("count",):
                source = None
        if source is not None and not from_right and _headed(keys, source, one):
            source = None
        if source is None or (not from_right and not _listed(keys, source, one)):
            if _named_before(text, one):
                kept.append(one)
            continue
        one.unit, one.kind, one.noun, one.known, one.shared = source.unit, source.kind, source.noun, source.known, True
        kept.append(one)
    _units_from_the_end(keys, kept)
    return kept


def _units_from_the_end(keys: list[str], kept: list[Candidate]) -> None:
    """Give the bare numbers of a row the unit that its last item writes ("khiển trách 13, cảnh cáo 2 trường hợp")."""
    for at in range(len(kept) - 1, 0, -1):
        last, one = kept[at], kept[at - 1]
        if not one.shared or last.kind != "count" or one.kind != "count" or one.sentence is not last.sentence:
            continue
        if last.unit is None or last.unit.casefold() != "trường hợp":
            continue
        between = keys[one.last : last.first]
        if len(between) <= _LONGEST_ITEM and between[0] in (",", "và") and not {"(", ")", ";"} & set(between):
            one.unit, one.noun = last.unit, last.noun


def _named_before(text: Text, one: Candidate) -> bool:
    """ "số xã giảm 7", "số đảng viên lần lượt là 51, 44", "ở tuổi 67": the words before give the unit."""
    keys = text.tokens.keys
    for at in range(one.first - 1, max(one.sentence.first, one.first - 20) - 1, -1):
        if keys[at] in (";", ":", "."):
            return False
        if (
            keys[at] == "tuổi"
            and (one.first - at == 1 or keys[at + 1] in ("bình", "đời", "trung"))
            and one.first - at <= 5
        ):
            one.kind, one.unit, one.known = "age", text.words(at, at + 1).lower(), True
            return 15 < one.number.value < 120
        if keys[at] in ("số", "lượng") and at + 1 < one.first:
            noun = words.NOUNS.match(keys, at + 1, one.first)
            if noun and keys[at - 1] not in ("thiểu", "một", "đa"):
                one.unit, one.noun, one.known, one.shared = text.words(at + 1, noun[0]), noun[1], True, True
                return _ends_clause(keys, one)
    return False


def _headed(keys: list[str], left: Candidate, one: Candidate) -> bool:
    """Whether "số ..." between a figure and a bare number names what the number counts."""
    return any(
        keys[i] in ("số", "lượng") and words.NOUNS.match(keys, i + 1, one.first) is not None
        for i in range(left.unit_last, one.first - 1)
    )


def _ends_clause(keys: list[str], one: Candidate) -> bool:
    return one.last >= one.sentence.last or keys[one.last] in (
        ",",
        ".",
        ";",
        ")",
        "và",
        "”",
        '"',
        "./.",
        "!",
        "…",
        "...",
    )


def _leads(keys: list[str], one: Candidate, right: Candidate) -> bool:
    """Whether a bare number shares what follows the next: "70, 60 năm", "77 trong tổng số 108 xã"."""
    between = keys[one.last : right.outer]
    return between in (
        [","], ["và"], ["-"], ["lên"], ["xuống"], ["còn"], ["đến"], ["xuống", "còn"], ["lên", "đến"],
        ["trong", "tổng", "số"], ["trong", "số"], ["trên", "tổng", "số"],
    )  # fmt: skip


def _listed(keys: list[str], left: Candidate, one: Candidate) -> bool:
    """Whether a bare number is an item of the list that ``left`` stands in or opens."""
    after = keys[one.last] if one.last < one.sentence.last else "."
    if after not in (",", ";", ")", ".", "và", "…", "...", "(", "./.", "”", '"', "!", "tăng", "giảm", "còn"):
        return False
    if keys[one.first - 1] in (":", ",") and not left.shared:
        return False  # "gồm các bệnh nhân: 32, 45": numbers of a row without labels are names
    return one.first - left.unit_last <= 14
