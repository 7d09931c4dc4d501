"""Documents known by a name: a plenum, a congress, a law, the title of a plan."""

from __future__ import annotations

import re

from vifacts.language.lexicon import Lexicon
from vifacts.language.text import Text
from vifacts.language.tokens import tokenize
from vifacts.resources import read_toml

_DATA = read_toml("vifacts.extract.documents", "lexicon.toml")
KINDS: Lexicon[str] = Lexicon()
for _group in ("other", "plain", "standards", "laws", "congress"):
    for _word in _DATA["kinds"][_group]:
        KINDS.add(_word, _group)
_LAWS: Lexicon[bool] = Lexicon((name, True) for name in _DATA["law_words"]["names"])
_LAW_STOPS = frozenset(_DATA["law_stops"]["words"])
_CENTRAL: Lexicon[bool] = Lexicon((word, True) for word in ("Trung ương", "TW", "TƯ", "T.Ư"))
_ROMAN = re.compile(r"[ivxl]+\Z")
YEAR = re.compile(r"(?:19|20)\d\d\Z")
_TITLES: Lexicon[bool] = Lexicon((word, True) for word in _DATA["titled"]["verbs"])
_QUOTED = frozenset(" ".join(tokenize(word).keys) for word in _DATA["titled"]["kinds"])
_TITLE_STOPS = frozenset(_DATA["titled"]["stops"])


class Names:
    """Reads the names behind a kind word; positions are token numbers, ``last`` the end of the sentence."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.keys = text.tokens.keys
        self.starts = text.tokens.starts
        self.ends = text.tokens.ends

    def _word(self, at: int) -> str:
        return self.text.raw[self.starts[at] : self.ends[at]]

    def _year(self, at: int, last: int) -> int:
        """The end of "năm 2013" or "2013" at ``at``; ``at`` where there is none."""
        if at + 1 < last and self.keys[at] == "năm" and YEAR.match(self.keys[at + 1]):
            return at + 2
        if at < last and YEAR.match(self.keys[at]):
            return at + 1
        return at

    def _term(self, at: int, last: int) -> int:
        """The end of "khóa XII", "(khóa XII)", ", khóa XII" at ``at``; ``at`` where there is none."""
        i = at
        bracket = i < last and self.keys[i] == "("
        if i < last and self.keys[i] in ("(", ","):
            i += 1
        if i + 1 < last and self.keys[i] == "khóa" and self._ordinal(i + 1):
            if not bracket:
                return i + 2
            if i + 2 < last and self.keys[i + 2] == ")":
                return i + 3
        return at

    def _ordinal(self, at: int) -> bool:
        word = self.keys[at]
        return word.isdigit() or bool(_ROMAN.match(word) and self._word(at).isupper())

    def _plenum(self, at: int, last: int) -> int:
        """The end of "Trung ương 4 khóa XII" and its like at ``at``; 0 where there is none."""
        i = at
        if self.keys[i : i + 2] == ["hội", "nghị"]:
            i += 2
        if i < last and self.keys[i : i + 2] == ["lần", "thứ"] and i > at:
            return self._after_ordinal_words(i + 2, last)
        central = _CENTRAL.match(self.keys, i, last) if i < last else None
        if central is None or central[0] >= last:
            return 0
        i = central[0]
        if self.keys[i : i + 2] == ["lần", "thứ"]:
            i += 2
        if i < last and self._ordinal(i):
            return self._term(i + 1, last)
        return 0

    def _after_ordinal_words(self, at: int, last: int) -> int:
        """ "tư Ban Chấp hành Trung ương Đảng khóa XII": the end of the term, within reach; 0 without one."""
        for i in range(at, min(last, at + 12)):
            if self.keys[i] in (".", ";") or (
                self.keys[i] == "," and self.keys[i + 1 : i + 2] not in (["ban"], ["bch"])
            ):
                return 0
            end = self._term(i, last)
            if end > i:
                return end
        return 0

    def _before_ordinal(self, at: int, last: int) -> int:
        """The token of "lần thứ" or "nhiệm kỳ" behind a body's name ("Đảng bộ Công an tỉnh lần thứ XV"); else ``at``."""
        for i in range(at, min(last, at + 12)):
            if self.keys[i : i + 2] in (["lần", "thứ"], ["nhiệm", "kỳ"]):
                return i
            if not self.keys[i][0].isalpha() or KINDS.match(self.keys, i, last) is not None:
                break
        return at

    def _congress(self, first: int, at: int, last: int) -> int:
        """The end of "Đại hội XIII của Đảng", "Đại hội Đảng bộ tỉnh lần thứ XVII" at ``at``; 0 where not unique."""
        keys = self.keys
        if keys[at : at + 2] != ["đại", "hội"]:
            return 0
        i, unique, named = self._before_ordinal(at + 2, last), 0, 0
        while i < min(last, at + 26):
            word = keys[i]
            if word in ("lần", "thứ", "đại", "biểu", "toàn", "quốc"):
                i += 1
            elif word == "của" and keys[i + 1 : i + 2] == ["đảng"]:
                i += 2
                unique = i if unique else 0
            elif self._ordinal(i):
                i += 1
                unique = i
                year = YEAR.match(word) is not None
                if year and i + 1 < last and keys[i] in ("-", "–") and YEAR.match(keys[i + 1]):
                    i += 2
                    unique = i
            elif word in ("nhiệm", "kỳ", "khóa") or (word == "," and keys[i + 1 : i + 3] == ["nhiệm", "kỳ"]):
                i += 1
            elif self.text.is_capital(i) or word in _BODIES:
                if unique and not (word == "đảng" or word in _BODIES):
                    break
                i += 1
                if keys[i - 2 : i] == ["đảng", "bộ"] or (
                    named == i - 1 and (word in _LEVELS or self.text.is_capital(i - 1))
                ):
                    named = i
            else:
                break
        # "Nghị quyết Đại hội Đảng bộ tỉnh": the one that is in force, where capitals make a name of it
        return unique or (named if self.text.is_capital(first) and self.text.is_capital(at) else 0)

    def _law(self, at: int, after: int, last: int) -> int:
        """The end of a law's name; 0 where the words are no name ("luật pháp", "kỷ luật Đảng")."""
        if at and self.keys[at - 1] in ("kỷ", "pháp", "quy", "hộ", "kỉ", "dự"):
            return 0
        if self.keys[after] == "sửa":
            return 0  # "Luật Sửa đổi, bổ sung một số điều của Luật ..."
        known = _LAWS.match(self.keys, after, last)
        if known is not None and (self.text.is_capital(at) or self.text.is_capital(after)):
            end = known[0]
        elif self.text.is_capital(after) and self.text.is_capital(at) and self.keys[after] != "đảng":
            end = after + 1
            while end < min(last, after + 12) and self.keys[end].isalpha() and self.keys[end] not in _LAW_STOPS:
                if self.keys[end] == "năm" or (self.text.is_capital(end) and end > after + 6):
                    break
                end += 1
            if end - after < 2 and not (len(self.keys[after]) > 2 and self._word(after).isupper()):
                return 0  # one word is a name only as an abbreviation ("Luật BHYT")
        else:
            return 0
        return self._year(end, last)

    def _titled(self, kind: str, at: int, last: int) -> int:
        """The end of a title at ``at``: in quotation marks, or a plan's in words ("Đề án sắp xếp ..."); 0 without."""
        plan = kind == "đề án"
        begin = at + 1 if self.keys[at] == "về" else at
        if kind in _QUOTED and begin + 1 < last and self.keys[begin] in ("“", '"', "«"):
            if not plan and not self.text.is_capital(begin + 1):
                return 0  # what a rule says: "trái quy định “không được ...”"
            for i in range(begin + 2, min(last, begin + 60)):
                if self.keys[i] in ("”", '"', "»"):
                    return i + 1 if plan or i - begin > 4 else 0
        verb = _TITLES.match(self.keys, begin, last) if plan else None
        if verb is None:
            return 0
        end = verb[0]
        while end < min(last, begin + 24) and self.keys[end] not in _TITLE_STOPS:
            if not self.keys[end][0].isalnum() and self.keys[end : end + 2] != [",", "cấp"]:
                break  # "cấp huyện, cấp xã" goes on
            end += 1
        return end if end - begin > 3 else 0


_LEVELS = frozenset("tỉnh huyện quận xã phường thành phố tp tp. thị trấn".split())
_BODIES = frozenset(
    "đảng bộ tỉnh huyện thành phố xã phường thị trấn quận trung ương quân đội khối tp tp. ủy đoàn công chi hội".split()
)
