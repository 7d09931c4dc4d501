"""One number as written: digits, words, multipliers ("1.234,5", "hai mươi mốt", "2 tỷ rưỡi", "1 tỷ 200 triệu").

Values are pairs of integers (numerator, denominator) until they are read out, so that "32,4 tỷ" is exactly 32400000000.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import gcd

from vifacts.language.text import Text
from vifacts.resources import read_toml

DATA = read_toml("vifacts.language", "number_words.toml")
DIGITS: dict[str, int] = DATA["digits"]
LAST_DIGITS: dict[str, int] = DATA["last_digits"]
MULTIPLIERS: dict[str, int] = DATA["multipliers"]
#: Units that "rưỡi" may follow: "2 năm rưỡi".
HALVED = frozenset(DATA["halved"]["units"])
#: Words that a number in words can begin with.
STARTS = frozenset(DIGITS) | {"mười", "nửa", "đôi", "rưỡi"}

_PLAIN = re.compile(r"\d{1,15}")
_GROUPED = re.compile(r"([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?")
_COMMA_GROUPED = re.compile(r"([1-9]\d{0,2}(?:,\d{3}){2,}|[1-9]\d{0,2}(?:,\d{3})+(?=\.\d{1,2}\Z))(?:\.(\d+))?")
_DECIMAL = re.compile(r"(\d{1,15}),(\d{1,9})")
_DOTTED = re.compile(r"(\d{1,3})\.(\d{1,2})")
_SMALL_DOTTED = re.compile(r"0\.(\d{1,6})")
_RATIO_WORDS = frozenset({"lệ", "trọng", "suất", "số", "giá", "phú"})


@dataclass(frozen=True, slots=True)
class Atom:
    """A single number: tokens [first, last), value num/den with its multipliers, ``core`` the token after the number
    without its multiplier, ``multiplier`` the factor applied at the end."""

    first: int
    last: int
    num: int
    den: int
    core: int
    multiplier: int = 1
    words: bool = False

    @property
    def value(self) -> int | float:
        """The value as an int where it is whole."""
        return number_of(self.num, self.den)


def number_of(num: int, den: int) -> int | float:
    """num/den as an int where it is whole."""
    return num // den if num % den == 0 else num / den


@lru_cache(maxsize=8192)
def digits(word: str) -> tuple[int, int] | None:
    """The value of a number in digits as (numerator, denominator), or None for what is none.

    Dots group thousands and a comma begins the decimals ("1.234,5"); a dot before one or two digits begins decimals
    too ("2.5"). English grouping is read where nothing else can be meant ("1,234,567", "1,234.5"). A leading zero
    before more than one digit, "5,000", groups of odd length and more than 15 digits mark phone numbers, codes, versions.
    """
    if _PLAIN.fullmatch(word):
        return (int(word), 1) if word[0] != "0" or len(word) <= 2 else None
    match = _GROUPED.fullmatch(word)
    if match:
        return _decimal(match[1].replace(".", ""), match[2] or "")
    match = _DECIMAL.fullmatch(word)
    if match and match[2] == "000":
        return None  # "5,000": English grouping or three idle decimals, and they are a thousandfold apart
    if match:
        return _decimal(match[1], match[2]) if match[1][0] != "0" or len(match[1]) == 1 else None
    match = _DOTTED.fullmatch(word)
    if match:
        return _decimal(match[1], match[2]) if match[1][0] != "0" or len(match[1]) == 1 else None
    match = _SMALL_DOTTED.fullmatch(word)
    if match:
        return _decimal("0", match[1])
    match = _COMMA_GROUPED.fullmatch(word)
    if match:
        return _decimal(match[1].replace(",", ""), match[2] or "")
    return None


def _decimal(whole: str, decimals: str) -> tuple[int, int]:
    if len(whole) + len(decimals) > 18:
        whole, decimals = whole[:18], ""
    return int(whole + decimals), 10 ** len(decimals)


def read_atom(text: Text, at: int, limit: int) -> Atom | None:
    """The number that starts at token ``at`` and ends before ``limit``, or None."""
    keys = text.tokens.keys
    if keys[at][0].isdigit():
        value = digits(keys[at])
        if value is None:
            return None
        num, den, last, words = value[0], value[1], at + 1, False
    else:
        read = _words(keys, at, limit)
        if read is None:
            return None
        num, den, last, words = *read, True
    core = last
    factor, last = _multiplier(text, last, limit)
    if factor == 1:
        if words and last < limit and keys[last] in ("rưỡi", "rưởi") and den == 1:
            return Atom(at, last + 1, 2 * num + 1, 2, last + 1, 1, True)
        return Atom(at, last, num, den, core, 1, words)
    num *= factor
    smallest, compound = factor, False
    while last < limit:  # "1 tỷ 200 triệu", "hai triệu ba trăm nghìn", "2 tỷ rưỡi"
        if keys[last] in ("rưỡi", "rưởi"):
            num, den = _add(num, den, smallest, 2)
            last, compound = last + 1, True
            break
        more = _lower_part(text, last, limit, smallest, words)
        if more is None:
            break
        num, den = _add(num, den, more[0], 1)
        last, smallest, compound = more[1], more[2], True
        if smallest == 1:
            break
    divisor = gcd(num, den)
    return Atom(at, last, num // divisor, den // divisor, last if compound else core, factor, words)


def _add(num: int, den: int, more: int, over: int) -> tuple[int, int]:
    return num * over + more * den, den * over


def _lower_part(text: Text, at: int, limit: int, above: int, words: bool) -> tuple[int, int, int] | None:
    """What follows a multiplier and is smaller than it: (value, token after it, its multiplier), or None."""
    keys = text.tokens.keys
    key = keys[at]
    if key[0].isdigit():
        if words or not key.isdigit() or len(key) > 3:
            return None
        factor, last = _multiplier(text, at + 1, limit)
        return (int(key) * factor, last, factor) if 1 < factor < above and factor >= 1000 else None
    if not words or above < 100:
        return None
    if above >= 1000 and key in ("lẻ", "linh") and at + 1 < limit and keys[at + 1] in DIGITS:
        return DIGITS[keys[at + 1]], at + 2, 1
    group = _group(keys, at, limit, inner=True)
    if group is None:
        return None
    value, last = group
    factor, after = _multiplier(text, last, limit)
    if factor > 1:
        return (value * factor, after, factor) if factor < above else None
    if value < 10 and last == at + 1:
        return None  # "một tỷ hai" may be 1,2 tỷ, or the next number begins
    return (value, last, 1) if above >= 1000 else None


def _multiplier(text: Text, at: int, limit: int) -> tuple[int, int]:
    """The product of the multipliers from token ``at`` ("nghìn tỷ", "trăm triệu") and the token after them."""
    tokens = text.tokens
    keys, starts = tokens.keys, tokens.starts
    factor = 1
    while at < limit:
        one = MULTIPLIERS.get(keys[at])
        if one is None or (factor > 1 and one < 1000):
            break
        if at + 1 < len(keys) and keys[at] in ("tỷ", "tỉ") and keys[at + 1] in _RATIO_WORDS:
            break
        raw = text.raw[starts[at]]
        if raw.isupper() and not text.raw[starts[at] : tokens.ends[at]].isupper():
            break  # "Triệu Phong", "Vạn Ninh" are places
        factor *= one
        at += 1
        if factor > 10**15:
            break
    return factor, at


def _words(keys: list[str], at: int, limit: int) -> tuple[int, int, int] | None:
    """A number in words without multipliers above a hundred: (numerator, denominator, token after it)."""
    key = keys[at]
    if key == "nửa":
        return 1, 2, at + 1
    if key in ("đôi", "rưỡi"):
        return (*((2, 1) if key == "đôi" else (3, 2)), at + 1) if at and keys[at - 1] == "gấp" else None
    if key == "một" and at + 1 < limit and keys[at + 1] == "nửa":
        return 1, 2, at + 2
    if at + 2 < limit and keys[at + 1] == "phần" and key in DIGITS:
        below = 4 if keys[at + 2] == "tư" else 10 if keys[at + 2] == "mười" else DIGITS.get(keys[at + 2])
        if below is not None and below > DIGITS[key]:
            return DIGITS[key], below, at + 3
    group = _group(keys, at, limit)
    return None if group is None else (group[0], 1, group[1])


def _group(keys: list[str], at: int, limit: int, inner: bool = False) -> tuple[int, int] | None:
    """A number in words below 1000: (value, token after it). ``inner`` allows "không trăm"."""
    key = keys[at]
    following = keys[at + 1] if at + 1 < limit else ""
    if key == "không" and inner and following == "trăm":
        value, last = 0, at + 2
    elif key in DIGITS and following == "trăm":
        value, last = DIGITS[key] * 100, at + 2
    else:
        return _tens(keys, at, limit)
    if last >= limit:
        return value, last
    if keys[last] in ("lẻ", "linh") and last + 1 < limit:
        digit = 4 if keys[last + 1] == "tư" else DIGITS.get(keys[last + 1])
        if digit is not None:
            return value + digit, last + 2
        return value, last
    tens = _tens(keys, last, limit)
    if tens is not None and tens[0] >= 10:
        return value + tens[0], tens[1]
    return value, last


def _tens(keys: list[str], at: int, limit: int) -> tuple[int, int] | None:
    """A number in words below 100: (value, token after it). "mười năm", "hai mươi năm" are ten and twenty years."""
    key = keys[at]
    following = keys[at + 1] if at + 1 < limit else ""
    if key == "mười":
        digit = 5 if following == "lăm" else DIGITS.get(following) if following != "năm" else None
        return (10, at + 1) if digit is None else (10 + digit, at + 2)
    first = DIGITS.get(key)
    if first is None:
        return None
    if following == "mươi" and first > 1:
        last = keys[at + 2] if at + 2 < limit else ""
        digit = LAST_DIGITS.get(last) or (DIGITS.get(last) if last != "năm" else None)
        return (first * 10, at + 2) if digit is None else (first * 10 + digit, at + 3)
    if first > 1 and following in ("mốt", "lăm", "nhăm"):
        return first * 10 + LAST_DIGITS[following], at + 2
    return first, at + 1


def read_spaced(text: Text, at: int, limit: int) -> Atom | None:
    """A number in digits with a space in it: a decimal or groups of thousands."""
    tokens = text.tokens
    if at + 1 >= limit or not tokens.keys[at].isdigit():
        return None
    if tokens.keys[at + 1] == ",":
        return _spaced_decimal(text, at, limit)
    if not tokens.keys[at + 1].isdigit():
        return None
    last, written = at + 1, tokens.keys[at]
    while last < limit and len(tokens.keys[last]) == 3 and tokens.keys[last].isdigit():
        if tokens.starts[last] != tokens.ends[last - 1] + 1:
            break
        written += "." + tokens.keys[last]
        last += 1
    # "100 000" can only be one number; "5 500" may be two
    value = digits(written) if any(keys.startswith("0") for keys in tokens.keys[at + 1 : last]) else None
    return None if value is None else Atom(at, last, *value, last)


def _spaced_decimal(text: Text, at: int, limit: int) -> Atom | None:
    """ "chiếm 5, 27%": a decimal that lost its place, where no list can be meant."""
    keys, starts, ends = text.tokens.keys, text.tokens.starts, text.tokens.ends
    if at + 3 >= limit or at == 0 or keys[at + 1] != "," or keys[at + 3] != "%":
        return None
    whole, decimals = keys[at], keys[at + 2]
    if not (whole.isdigit() and decimals.isdigit() and len(whole) <= 3 and len(decimals) == 2 and decimals[0] != "0"):
        return None
    if (
        starts[at + 1] != ends[at]
        or starts[at + 3] != ends[at + 2]
        or keys[at - 1] not in ("chiếm", "đạt", "là", "tăng", "giảm", "còn")
    ):
        return None
    if len(keys) > at + 4 and keys[at + 4] in (",", "và"):
        return None
    value = digits(f"{whole},{decimals}")
    return None if value is None else Atom(at, at + 3, *value, at + 3)
