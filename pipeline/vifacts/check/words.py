"""Words that tie figures together, and numbers written as Vietnamese newspapers write them."""

from __future__ import annotations

from vifacts.language.tokens import tokenize

#: Before a percentage that follows from the "x/y" or count before it.
JOINTS = frozenset({"đạt", "chiếm", "(", "bằng", "tỷ", "tỉ", "=", "tương"})
#: What opens a list that gives all parts of a whole.
EXHAUSTIVE = frozenset({"(", "gồm"})
#: Rows of forms that exclude each other and together are all there is: discipline of Party members (Charter of the
#: Party, article 35) and of Party organisations.
COMPLETE = (
    ("khiển trách", "cảnh cáo", "cách chức", "khai trừ"),
    ("khiển trách", "cảnh cáo", "giải tán"),
    ("hoàn thành xuất sắc", "hoàn thành tốt", "hoàn thành nhiệm vụ", "không hoàn thành"),
)
#: What the committees of a place each do for themselves.
DONE_BY_BODIES = frozenset({("kiểm", "tra"), ("giám", "sát"), ("thi", "hành"), ("giải", "quyết"), ("xử", "lý")})


def folded(text: str) -> list[str]:
    """The token keys of ``text``."""
    return tokenize(text).keys


def decimals(number: str) -> int:
    """How many decimals ``number`` is written with ("94,8" -> 1, "2.370" -> 0)."""
    digits = number.split()[0] if number.split() else ""
    digits = digits.rstrip("%")
    if "," not in digits:
        head, _, tail = digits.partition(".")
        return len(tail) if tail and len(tail) != 3 and head.isdigit() and tail.isdigit() else 0
    tail = digits.rsplit(",", 1)[1]
    return len("".join(c for c in tail if c.isdigit()))


def shown(value: float, digits: int) -> str:
    """``value`` with stops between thousands and a decimal comma."""
    text = f"{value:,.{digits}f}"
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".")
