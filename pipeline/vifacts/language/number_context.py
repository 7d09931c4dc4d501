"""What the words around a number make of it: a count, an ordinal, no number at all."""

from __future__ import annotations

from enum import Enum

from vifacts.language.lexicon import Lexicon
from vifacts.language.number_atoms import DATA, MULTIPLIERS, Atom
from vifacts.language.text import Text
from vifacts.language.units import unit_after

_ORDINAL: Lexicon[str] = Lexicon(
    (phrase, table) for table in ("unless_counted", "always", "counts") for phrase in DATA["ordinal"][table]
)
_NOT_NUMBERS: Lexicon[bool] = Lexicon((phrase, True) for phrase in DATA["not_numbers"]["phrases"])
_COUNTED: Lexicon[bool] = Lexicon((phrase, True) for phrase in DATA["counted"]["nouns"])
_IDIOMS: Lexicon[str] = Lexicon((p, table) for table in ("quoted", "always") for p in DATA["idioms"][table])
_WRITTEN_IDIOMS = frozenset(DATA["idioms"]["written"])
_YEAR_BEFORE = frozenset(DATA["year_before"]["words"])
_VAGUE = frozenset(DATA["vague"]["words"])
_NOT_AFTER = {word: frozenset(before) for word, before in DATA["not_after"].items()}
_PLACES = frozenset({"xã", "phường", "thị", "huyện", "quận", "thành", "tp", "tp.", "tx", "tt"})
_NAMED_RUNS = frozenset(DATA["ordinal"]["named"])
_DATE_BEFORE = frozenset(DATA["date_before"]["words"])
_SHARE_AFTER = frozenset(DATA["share_after"]["words"])
_QUOTES = frozenset("\"“‘'«”")
_LIST_MARKS = frozenset({".", ")", "/", "-", "–", "/."})
_OPENERS = frozenset({".", ":", ";", "?", "!", "…", "...", "“", '"', "”", "+", "*", "./."})


class Kind(Enum):
    """What a number does where it stands."""

    NONE = 0
    ORDINAL = 1
    COUNT = 2


def kind_of(text: Text, atom: Atom, inside: bool = False) -> Kind:
    """What ``atom`` does. ``inside`` says that it ends a range, where the words before it are not its own."""
    tokens = text.tokens
    keys, starts, ends, lines = tokens.keys, tokens.starts, tokens.ends, tokens.lines
    first, last = atom.first, atom.last
    same_line = first > 0 and lines[first - 1] == lines[first]
    if not atom.words:
        glue = _glue(text, first, last)
        if glue is not None:
            return glue
        if _numbers_item(text, first, last):
            return Kind.ORDINAL
    elif not _words_count(text, atom, same_line and not inside):
        return Kind.NONE
    if _idiom(text, atom):
        return Kind.NONE
    if atom.words and last < len(keys) and keys[last] == "là" and last - first == 1 and _opens(text, first):
        return Kind.ORDINAL  # "Hai là, ..."
    if inside or not same_line:
        return Kind.COUNT
    found = _ORDINAL.match_before(keys, first, 4)
    if keys[first - 1] == "tư" and text.raw[starts[first - 1]] == "T" and text.raw[ends[first - 1] - 1] == "Ư":
        found = (first - 1, "unless_counted")  # "nghị quyết TƯ 4"
    if found is None and not atom.words and atom.den == 1 and atom.num <= 30 and _in_name(text, first):
        found = (first - 1, "unless_counted")
    if found is None or lines[found[0]] != lines[first] or found[1] == "counts":
        return Kind.COUNT
    if (
        found[1] == "unless_counted"
        and not _place_follows(text, last)
        and (counted(text, last) or unit_after(text, ends[last - 1]))
    ):
        return Kind.COUNT
    if atom.multiplier > 1 and keys[first - 1] != "số":
        return Kind.COUNT
    return Kind.ORDINAL


def _opens(text: Text, at: int) -> bool:
    """Whether token ``at`` opens a sentence or a part of one."""
    tokens = text.tokens
    return not at or tokens.lines[at - 1] != tokens.lines[at] or tokens.keys[at - 1] in _OPENERS


def _numbers_item(text: Text, first: int, last: int) -> bool:
    """Whether the number numbers an item: "1. Công tác", "(2) Ban Chấp hành", a note "”(1)"."""
    tokens = text.tokens
    keys, starts, ends, raw = tokens.keys, tokens.starts, tokens.ends, text.raw
    if last - first > 1 or last >= len(keys) or tokens.lines[last] != tokens.lines[first] or not keys[first].isdigit():
        return False
    if keys[last] not in _LIST_MARKS or starts[last] != ends[last - 1] or len(keys[first]) > 2:
        return False
    following = starts[last + 1] if last + 1 < len(keys) and tokens.lines[last + 1] == tokens.lines[first] else None
    if first and keys[first - 1] == "(" and keys[last] == ")":
        return following is None or raw[following].isupper() or keys[first] == "0" or raw[following] in ".;"
    if not _opens(text, first) or following is None:
        return False
    return raw[following].isupper() or (keys[last] in ".)" and following > ends[last] and not raw[following].isdigit())


def _in_name(text: Text, first: int) -> bool:
    """Whether the number ends the name of a place or body: "thôn Tân Lập 2", "Trường mầm non Hoa Mai 3"."""
    tokens = text.tokens
    at = first - 1
    while at > max(0, first - 5) and text.is_capital(at) and tokens.keys[at][0].isalpha():
        at -= 1
    if at == first - 1 or tokens.keys[at] not in _NAMED_RUNS:
        return False
    # "xã Hòa Lợi 2" is a name; in "xã Hòa Lợi 12, xã Hòa An 9" the numbers count
    return tokens.keys[at] not in ("xã", "phường") or int(tokens.keys[first]) <= 3


def _place_follows(text: Text, at: int) -> bool:
    """Whether the place that a numbered one lies in stands at token ``at``: "thôn 11 xã Tân Lập"."""
    keys = text.tokens.keys
    if at + 2 >= len(keys) or keys[at] not in _PLACES:
        return False
    after = at + (2 if keys[at] in ("thị", "thành") else 1)
    return text.is_capital(after) and not keys[after].isdigit()


def follows_ordinal(text: Text, atom: Atom, previous_last: int) -> bool:
    """Whether ``atom`` goes on a list that an ordinal ending before token ``previous_last`` began: "khóa 11, 12"."""
    keys = text.tokens.keys
    if (
        atom.words
        or atom.multiplier > 1
        or atom.first != previous_last + 1
        or keys[previous_last] not in (",", "và", "hoặc", "-", "–")
    ):
        return False
    return not counted(text, atom.last) and unit_after(text, text.tokens.ends[atom.last - 1]) is None


def _glue(text: Text, first: int, last: int) -> Kind | None:
    """Whether a number in digits hangs on letters: a code ("A1", "IMG_20"), a name ("Covid-19"), a unit ("33km")."""
    tokens, raw = text.tokens, text.raw
    start, end = tokens.starts[first], tokens.ends[last - 1]
    if start:
        before = raw[start - 1]
        if before.isalpha() or before in "_@#\\=&?":
            return Kind.NONE
        if before in "-–/.+" and start > 1 and (raw[start - 2].isalpha() or raw[start - 2] in "_/" or before == "+"):
            # "Covid-19", "đồng/1 thùng", "vn/2020"; "Hà Nội -5 xã" keeps its space
            return Kind.ORDINAL if before in "-–" else Kind.NONE
    if end < len(raw):
        after = raw[end]
        if after in "_@":
            return Kind.NONE
        if after.isalpha() and last < len(tokens) and tokens.starts[last] == end:
            return None if tokens.keys[last] in MULTIPLIERS or unit_after(text, end) else Kind.NONE
        if after == "." and end + 1 < len(raw) and raw[end + 1].isalpha() and raw[end + 1].islower():
            return Kind.NONE  # "anh_1.jpg"
    if first and tokens.keys[first] in ("2", "3") and tokens.keys[first - 1] in ("m", "km", "cm", "dm"):
        return Kind.NONE if first > 1 and tokens.keys[first - 2][0].isdigit() else None  # "1.600 m 2"
    return None


def _words_count(text: Text, atom: Atom, same_line: bool) -> bool:
    """Whether number words count here: no set phrase, name, year, month or vague number."""
    tokens = text.tokens
    keys, first, last = tokens.keys, atom.first, atom.last
    before = keys[first - 1] if same_line else ""
    match = _NOT_NUMBERS.match(keys, first)
    if match is not None and match[0] > last:
        return False
    if match is not None and atom.value in (1, 0.5) and match[0] >= last:
        return False
    if before in _VAGUE and atom.value != 1:
        return False
    if text.is_capital(first) and not text.raw[tokens.starts[first] : tokens.ends[first]].isupper():
        if same_line and before not in (
            ".",
            ":",
            "“",
            '"',
            "(",
            "+",
            "-",
            "–",
            "…",
            "...",
            "!",
            "?",
            "”",
            "*",
            "‘",
            ")",
            "./.",
        ):
            return False
        if last < len(keys) and text.is_capital(last) and not counted(text, last):
            return False
    start = tokens.starts[first]
    if start > 1 and text.raw[start - 1] in "-–" and text.raw[start - 2].isalpha():
        return False  # "Cu-ba"
    key = keys[first]
    following = keys[last] if last < len(keys) else ""
    if following == "mấy" or (key == "năm" and before and (before in _YEAR_BEFORE or before[0].isdigit())):
        return False
    if last - first > 1 or atom.multiplier > 1:
        return True
    if before in _NOT_AFTER.get(key, ()):
        return False
    if before == "tháng" or before == "mùng" or before == "mồng":
        return False
    if key in ("năm", "chín"):
        return counted(text, last) or (key == "chín" and unit_after(text, tokens.ends[last - 1]) is not None)
    return True


def _idiom(text: Text, atom: Atom) -> bool:
    """Whether the number belongs to a slogan: "ba cùng", "4 tại chỗ", "0 đồng", "24/7"."""
    keys = text.tokens.keys
    first, last = atom.first, atom.last
    if last >= len(keys):
        return False
    if keys[last] == "/" and last + 1 < len(keys) and f"{keys[first]}/{keys[last + 1]}" in _WRITTEN_IDIOMS:
        return unit_after(text, text.tokens.ends[last + 1]) is None and not counted(text, last + 2)
    if atom.num == 0:
        return keys[last] in ("đồng", "đ")
    if (
        atom.value == 1
        and keys[last] == "cửa"
        and last + 1 < len(keys)
        and keys[last + 1] not in ("hàng", "khẩu", "xả")
    ):
        return True  # "bộ phận 1 cửa"
    if atom.multiplier > 1 or atom.den > 1 or atom.num > 12:
        return False
    match = _IDIOMS.match(keys, last)
    if match is None:
        return False
    if match[1] == "always":
        return True
    before = keys[first - 1] if first else ""
    return (
        before in _QUOTES or (atom.words and before in ("tiêu chí", "“")) or (before == "," and _in_slogan(keys, first))
    )


def _in_slogan(keys: list[str], first: int) -> bool:
    """Whether the number goes on a slogan in quotation marks: "“5 không, 3 sạch”"."""
    for at in range(first - 1, max(-1, first - 8), -1):
        if keys[at] in _QUOTES:
            return at + 1 < len(keys) and keys[at + 1][0].isdigit()
    return False


def counted(text: Text, at: int) -> bool:
    """Whether a noun that is counted stands at token ``at``."""
    tokens = text.tokens
    if at >= len(tokens) or (at and tokens.lines[at] != tokens.lines[at - 1]):
        return False
    return _COUNTED.match(tokens.keys, at) is not None


def share_follows(text: Text, at: int) -> bool:
    """Whether the whole that a share is of stands at token ``at``: "1/3 số hộ"."""
    return at < len(text.tokens) and text.tokens.keys[at] in _SHARE_AFTER


def dated(text: Text, at: int) -> bool:
    """Whether the word before token ``at`` makes "x/y" there a date."""
    keys = text.tokens.keys
    if not at or keys[at - 1] not in _DATE_BEFORE:
        return False
    return not (keys[at - 1] in ("đến", "tới") and at > 1 and keys[at - 2] in ("có", "đạt", "lên"))
