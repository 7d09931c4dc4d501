"""Units that numbers of a row share: "khiển trách 8, cảnh cáo 3", "huy hiệu 70, 60 năm tuổi Đảng"."""

from __future__ import annotations

from vifacts.extract.figures import words
from vifacts.extract.figures.candidate import Candidate
from vifacts.language.text import Text

#: The tokens from one number of a row to the next, at most.
LONGEST_ITEM = 8
#: What may follow a number that ends its clause.
_ENDS = frozenset({",", ".", ";", ")", "và", "”", '"', "./.", "!", "…", "..."})


def share_units(text: Text, found: list[Candidate]) -> list[Candidate]:
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
        if len(between) <= LONGEST_ITEM and between[0] in (",", "và") and not {"(", ")", ";"} & set(between):
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
    return one.last >= one.sentence.last or keys[one.last] in _ENDS


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
