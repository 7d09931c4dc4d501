"""Numbers that are no figures: parts of names, numbers of houses, idioms, times, articles ("một")."""

from __future__ import annotations

from vifacts.extract.figures import words
from vifacts.extract.figures.candidate import Candidate
from vifacts.extract.figures.nouns import former_post
from vifacts.language.sentences import Sentence
from vifacts.language.text import Text
from vifacts.language.units import unit_after

#: What stands before the number of a house in its street.
_ADDRESS = frozenset({"số", "chỉ", "nhà", "ngõ", "hẻm", "sở"})
_STREETS = frozenset({"đường", "phố"})


def named(text: Text, first: int, last: int, sentence: Sentence) -> bool:
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


def ends_a_name(text: Text, made: Candidate) -> bool:
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


def idiom(keys: list[str], first: int, sentence: Sentence) -> bool:
    """Whether the number at token ``first`` belongs to an idiom, which may begin a word before it."""
    return any(
        match is not None and match[0] > first
        for at in (first, first - 1)
        if at >= sentence.first and (match := words.IDIOMS.match(keys, at, sentence.last)) is not None
    )


def only_when(keys: list[str], made: Candidate) -> bool:
    """Whether a span of time only says when: "trong 4 ngày từ 15 - 18/10"."""
    before = keys[made.first - 1] if made.first > made.sentence.first else ""
    after = keys[made.unit_last : made.unit_last + 2]
    return before == "trong" and after[:1] == ["từ"] and after[1:] != [] and after[1][0].isdigit()


def later(keys: list[str], made: Candidate) -> bool:
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


def measured_one(keys: list[str], made: Candidate) -> bool:
    """ "một năm triển khai" lasts; "một ngày", "một năm" alone is an article."""
    before = keys[max(made.sentence.first, made.outer - 1) : made.outer]
    if before == ["trong"] and keys[made.last] in ("đêm", "ngày", "buổi"):
        return False
    return made.outer < made.first or bool(before and before[0] in ("sau", "kết", "vòng", "qua", "kỷ", "trong"))


def one_counts(keys: list[str], made: Candidate, known: bool) -> bool:
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


def five(keys: list[str], first: int, sentence: Sentence) -> bool:
    """Whether "năm" is five and no year: it follows a verb or a joint ("có năm đồng chí", "cách chức năm người")."""
    if first == sentence.first:
        return False
    if keys[first - 1] in ("có", "gồm", "với", "và", ",", "cho", "thành", "được"):
        return True
    action = words.ACTIONS.match_before(keys, first)
    return action is not None and action[0] >= sentence.first
