"""Whether a sentence goes on with the time of those before it: words of the present, of another time, of a plan."""

from __future__ import annotations

from vifacts.extract.figures import words
from vifacts.language.lexicon import Lexicon
from vifacts.language.sentences import Sentence
from vifacts.resources import read_toml

_DATA = read_toml("vifacts.extract.figures", "times.toml")
_SHIFTS: Lexicon[bool] = Lexicon((phrase, True) for phrase in _DATA["shifts"]["words"])
_PRESENT: Lexicon[bool] = Lexicon(
    [(phrase, True) for phrase in _DATA["shifts"]["present"]]
    + [(phrase, False) for phrase in _DATA["shifts"]["not_present"]]
)
_SEATS: Lexicon[bool] = Lexicon((phrase, True) for phrase in _DATA["seats"]["words"])
_SIZES: Lexicon[bool] = Lexicon((phrase, True) for phrase in _DATA["seats"]["sizes"])
_PARTS: Lexicon[bool] = Lexicon((phrase, True) for phrase in _DATA["parts"]["words"])
_REPORTS: Lexicon[bool] = Lexicon((phrase, True) for phrase in _DATA["reports"]["words"])
_MEMBERS: Lexicon[bool] = Lexicon((phrase, True) for phrase in _DATA["seats"]["members"])
_ASKS: Lexicon[bool] = Lexicon(
    [(phrase, True) for phrase in _DATA["asks"]["words"]] + [(phrase, False) for phrase in _DATA["asks"]["not_asks"]]
)
#: Before a word of asking that is one of several things done ("phát hiện, yêu cầu giảm trừ ...").
_DONE = frozenset({",", "và", "đã", ";"})
_LEADS = frozenset(
    {"tuy", "nhiên", "ngoài", "ra", "đồng", "thời", "cụ", "thể", "và", "nhưng", ",", "“", '"', "-", "riêng"}
)


def says_now(keys: list[str], first: int, last: int) -> bool:
    """Whether the tokens [first, last) speak of the present ("hiện có", "đến nay"), which has no time."""
    return any(real for _, _, real in _PRESENT.find(keys, first, last))


def shifts(keys: list[str], sentence: Sentence) -> bool:
    """Whether a sentence opens with words that lead to another time ("Trước đó, ...", "Thời gian tới, ...")."""
    at = sentence.first
    while at < sentence.last and keys[at] in _LEADS:
        at += 1
    return at < sentence.last and _SHIFTS.match(keys, at, sentence.last) is not None


def plans(keys: list[str], first: int, last: int) -> bool:
    """Whether a word of planning stands among the tokens [first, last)."""
    return any(real for _, _, real in words.TARGETS.find(keys, first, last))


def seats(keys: list[str], first: int, last: int) -> bool:
    """Whether the tokens [first, last) name a committee or a seat of one ("Ban Chấp hành", "phó bí thư")."""
    return bool(_SEATS.find(keys, first, last))


def sizes(keys: list[str], first: int, last: int) -> bool:
    """Whether the tokens [first, last) tell how many there are ("gồm", "số lượng")."""
    return bool(_SIZES.find(keys, first, last))


def is_member(unit: str) -> bool:
    """Whether a counted noun is one that the seats of a committee are counted in."""
    return unit in _MEMBERS


def sums_up(keys: list[str], first: int, last: int) -> bool:
    """Whether the tokens [first, last) tell of a report ("theo báo cáo ...", "tổng kết công tác ...")."""
    return bool(_REPORTS.find(keys, first, last))


def asks(keys: list[str], first: int, last: int) -> bool:
    """Whether the tokens [first, last) ask for something that is not done yet ("đề nghị các cấp ủy ...")."""
    return any(real and keys[at - 1] not in _DONE for at, _, real in _ASKS.find(keys, first, last))


def is_part(keys: list[str], at: int) -> bool:
    """Whether a sentence that begins at token ``at`` tells the parts of what the one before counts."""
    return _PARTS.match(keys, at) is not None
