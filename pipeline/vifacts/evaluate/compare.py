"""When an extracted value counts as the gold one: folding of names, overlap of words, equality of times."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections import Counter
from functools import lru_cache

from vifacts.record import Number, Span, Time

_TONES = {
    unicodedata.normalize("NFC", vowel + tone): (vowel, tone)
    for vowel in "aăâeêioôơuưy"
    for tone in "\u0300\u0301\u0303\u0309\u0323"
}
_SHORT_FORMS = (
    ("ủy ban nhân dân", "ubnd"),
    ("hội đồng nhân dân", "hđnd"),
    ("thành phố", "tp"),
    ("tp.", "tp"),
    ("thị xã", "tx"),
    ("mặt trận tổ quốc", "mttq"),
    ("ban chấp hành", "bch"),
    ("ban thường vụ", "btv"),
)
# the words of these are kind words one by one: "khu công nghiệp Tân Trường" and "Tân Trường" have one core
_KIND_WORDS = (
    "tỉnh thành phố tp tp. huyện quận thị xã tx thị trấn tt xã phường thôn xóm bản làng buôn ấp khu phố khu dân cư "
    "tổ dân phố khóm đặc khu vùng nước khu công nghiệp kcn cụm công nghiệp đường sông hồ núi cầu chợ quốc lộ tiểu khu "
    "phum sóc"
)


def _fold_spelling(text: str) -> str:
    words = []
    for word in re.split(r"(\s+)", unicodedata.normalize("NFC", text).casefold()):
        bases, tones = [], []
        for char in word:
            base, tone = _TONES.get(char, (char, ""))
            bases.append(base)
            tones.append(tone)
        words.append("".join(bases + tones))
    return re.sub(r"\s+", " ", "".join(words)).strip(" .,;:\"“”'()")


_FOLDED_SHORT_FORMS = tuple((_fold_spelling(long), _fold_spelling(short)) for long, short in _SHORT_FORMS)
_FOLDED_KINDS = frozenset(_fold_spelling(word) for word in _KIND_WORDS.split())


@lru_cache(maxsize=50_000)
def fold(text: str | None) -> str:
    """Case, tone placement, white space and the commonest abbreviations folded away."""
    folded = _fold_spelling(text or "")
    for long, short in _FOLDED_SHORT_FORMS:
        folded = folded.replace(long, short)
    return folded


def core(name: str | None) -> str:
    """A name without the kind words before it ("thị trấn Lai Cách" -> "lai cách")."""
    words = fold(name).split()
    start = 0
    while start < len(words) - 1 and words[start] in _FOLDED_KINDS:
        start += 1
    return " ".join(words[start:])


def proper(name: str | None) -> str:
    """The capitalised or numeric tail of a name ("Đảng bộ thị trấn Lai Cách" -> "lai cách")."""
    words = unicodedata.normalize("NFC", name or "").split()
    start = len(words)
    while start and (words[start - 1][0].isupper() or words[start - 1][0].isdigit()):
        start -= 1
    return fold(" ".join(words[start:])) or fold(name)


def token_f1(gold: str | None, got: str | None) -> float:
    """F1 of the folded words of two phrases as multisets."""
    a, b = Counter(fold(gold).split()), Counter(fold(got).split())
    common = (a & b).total()
    return 2 * common / (a.total() + b.total()) if common else 0.0


def overlap(a: Span, b: Span) -> bool:
    """Whether two half-open spans share a code point."""
    return a[0] < b[1] and b[0] < a[1]


def same_number(a: Number | None, b: Number | None) -> bool:
    """Equal up to one millionth; null only equals null."""
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 1e-6 * max(1.0, abs(a))


def same_holder(gold: str | None, got: str | None) -> bool:
    """Whether two holders are one: same core, or the same proper tail ("Đảng bộ xã X", "xã X")."""
    if not gold or not got:
        return not gold and not got
    return core(gold) == core(got) or proper(gold) == proper(got)


def same_time(gold: str | None, got: Time | None) -> bool:
    """Whether two times have the same first and last day."""
    value = None
    if got is not None:
        value = got.value or (f"{got.start}/{got.end}" if got.start else None)
    return (days(gold) if gold else None) == (days(value) if value else None)


def days(value: str) -> tuple[str | None, str | None]:
    """First and last day of a time in the record's forms; None at an open end."""
    quarter = re.fullmatch(r"(\d{4})-Q([1-4])", value)
    if quarter:
        year, last = quarter[1], 3 * int(quarter[2])
        return f"{year}-{last - 2:02d}-01", days(f"{year}-{last:02d}")[1]
    if "/" in value:
        first, second = value.split("/", 1)
        return (
            days(first)[0] if first.strip(". ") else None,
            days(second)[1] if second.strip(". ") else None,
        )
    if re.fullmatch(r"\d{4}", value):
        return f"{value}-01-01", f"{value}-12-31"
    if re.fullmatch(r"\d{4}-\d\d", value):
        year, month = int(value[:4]), int(value[5:])
        return f"{value}-01", f"{value}-{calendar.monthrange(year, month)[1]:02d}"
    return value, value
