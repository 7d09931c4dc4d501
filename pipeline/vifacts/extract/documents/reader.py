"""Reads documents: a kind word with a number, a plenum, a congress, or a law by its name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vifacts.extract.documents.names import KINDS, YEAR, Names
from vifacts.language.lexicon import Lexicon
from vifacts.language.tokens import tokenize
from vifacts.language.units import unit_after
from vifacts.resources import read_toml

_DATA = read_toml("vifacts.extract.documents", "lexicon.toml")


@dataclass(frozen=True, slots=True)
class Found:
    """A document as code points [start, end); ``kind`` is the key of its kind word, ``number`` as written.

    ``name`` is set for a further number of a list, which shares the kind word before it.
    """

    start: int
    end: int
    kind: str
    number: str | None = None
    name: str | None = None


_NAMED: Lexicon[bool] = Lexicon((name, True) for name in _DATA["named"]["names"])
#: The words a document may begin with.
_FIRSTS = KINDS.firsts | _NAMED.firsts
_COUNTED: Lexicon[bool] = Lexicon((noun, True) for noun in _DATA["counted"]["nouns"])
_UNNUMBERED: Lexicon[bool] = Lexicon((kind, True) for kind in _DATA["counted"]["kinds"])
_NOT_AFTER = frozenset(_DATA["named"]["not_after"])
_AFTER = frozenset(" ".join(tokenize(word).keys) for word in _DATA["after_number"]["words"])
_MARKS = frozenset('.,;:)]”"!?…(/“-–')
#: A number below it after a kind word with a capital is no year ("Quyết định 1742").
_OLDEST = "1970"
_LETTERED = re.compile(r"\d+[-/]\S*[^\W\d_]")
_SYMBOL = re.compile(r"[A-ZĐÀ-ỸƯƠ]")


class Reader(Names):
    """Finds the documents of one text. Positions are token numbers, ``last`` the end of the sentence."""

    def read(self) -> list[Found]:
        """All documents in the order of the text."""
        found: list[Found] = []
        for sentence in self.text.sentences:
            after, last = sentence.first, sentence.last
            for at in range(after, last):
                if self.keys[at] in _FIRSTS and at >= after:
                    after = self._document(at, last, found)
        return found

    def _document(self, at: int, last: int, found: list[Found]) -> int:
        named = _NAMED.match(self.keys, at, last)
        match = KINDS.match(self.keys, at, last)
        if (
            named is not None
            and (match is None or named[0] >= match[0])
            and (self.text.is_capital(at) or named[0] - at > 3)
            and " ".join(self.keys[max(0, at - 2) : at]) not in _NOT_AFTER
        ):
            end = self._year(named[0], last)
            self._add(found, at, end, " ".join(self.keys[at : named[0]]), None)
            return end
        if match is None or match[0] >= last:
            return at
        after, group = match
        kind = " ".join(self.keys[at:after])
        if group == "standards":
            end, number = self._standard(after, last)
        else:
            end, number = self._number(at, after, last, group)
        if end > after:
            self._add(found, at, end, kind, number)
            return self._further(at, after, end, last, kind, found)
        end, number = self._described(after, last)
        if end:
            self._add(found, at, end, kind, number)
            return end
        if group == "laws":
            end = self._law(at, after, last)
        elif group == "congress":
            end = self._congress(at, after, last)
        elif kind in ("nghị quyết", "kết luận"):
            end = self._plenum(after, last) or self._congress(at, after, last) or self._titled(kind, after, last)
        else:
            end = self._titled(kind, after, last)
        if end:
            self._add(found, at, end, kind, None)
            return end
        return at

    def _add(self, found: list[Found], first: int, last: int, kind: str, number: str | None) -> None:
        found.append(Found(self.starts[first], self.ends[last - 1], kind, number))

    def _further(self, first: int, after: int, at: int, last: int, kind: str, found: list[Found]) -> int:
        """Further numbers of a list ("Nghị quyết số 57-NQ/TW, 59-NQ/TW và 68-NQ/TW"); the token after the last."""
        bare = self.keys[at - 1].isdigit() and at - 1 == after + (self.keys[after] == "số")
        while at + 1 < last and self.keys[at] in (",", "và") and self._shares(at + 1, last, bare):
            start, end = self.starts[at + 1], self.ends[at + 1]
            number = self.text.raw[start:end]
            kind_as_written = self.text.raw[self.starts[first] : self.ends[after - 1]]
            found.append(Found(start, end, kind, number, f"{kind_as_written} {number}"))
            at += 2
        return at

    def _shares(self, at: int, last: int, bare: bool) -> bool:
        """Whether the token is one more number of a list: with letters, or as bare as the first ("217, 218")."""
        word = self.keys[at]
        if _LETTERED.match(word):
            return True
        return bare and word.isdigit() and 1 < len(word) < 5 and self._ends_number(at + 1, last)

    def _number(self, first: int, at: int, last: int, group: str) -> tuple[int, str | None]:
        """(the token after the number, the number as written) at ``at``, with "số" before it or not."""
        i = at + 1 if self.keys[at] == "số" else at
        marked = i > at
        if i < last and marked and self.keys[i] == ":":
            i += 1
        if i >= last or not self.keys[i][0].isdigit():
            return at, None
        word = self.keys[i]
        end = self._suffix(i, last)
        raw = self.text.raw[self.starts[i] : self.ends[end - 1]]
        number = re.sub(r"\s+", "", raw).replace("–", "-")
        if end > i + 1 or not word.isdigit():
            return (end, number) if _SYMBOL.search(raw) or (marked or group == "plain") else (at, None)
        if len(word) > 4 or (YEAR.match(word) and not marked and not (word < _OLDEST and self.text.is_capital(first))):
            return at, None
        if marked:
            return end, number
        return (end, number) if self._names(first, word, end, last, group) else (at, None)

    def _names(self, first: int, word: str, end: int, last: int, group: str) -> bool:
        """Whether a bare number after the kind word at ``first`` is the document's, and counts nothing.

        "Chỉ thị 16", "theo Quyết định 281": a capital inside the sentence makes a name of the kind word; without
        it ("quyết định 3 nội dung" is no document) what follows the number has to tell.
        """
        capital = self.text.is_capital(first)
        if (self.keys[first] == "chương" and not capital) or _UNNUMBERED.match(self.keys, first, last) is not None:
            return False
        if group == "plain" and (word[0] == "0" or (int(word) > 3 and self._ends_number(end, last))):
            return True
        if int(word) <= 3 or self._counts(end, last):
            return False
        if not capital:
            return len(word) > 1 and self._owned(end, last)
        opens = self.text.sentence_at(self.starts[first]).first == first
        if group == "plain":
            return not opens or len(word) > 1
        return len(word) > (2 if opens else 1)

    def _owned(self, at: int, last: int) -> bool:
        """Whether a number, or a list of them, is somebody's ("kế hoạch 45, 47 của Huyện ủy")."""
        while at + 1 < last and self.keys[at] in (",", "và") and self.keys[at + 1].isdigit():
            at += 2
        return at + 1 < last and self.keys[at] == "của" and self.text.is_capital(at + 1)

    def _counts(self, at: int, last: int) -> bool:
        """Whether a unit or a counted noun stands at ``at``: the number before it is a figure."""
        if at >= last:
            return False
        return unit_after(self.text, self.ends[at - 1]) is not None or _COUNTED.match(self.keys, at, last) is not None

    def _described(self, at: int, last: int) -> tuple[int, str | None]:
        """The end of a description and a number with letters ("Chương trình kiểm tra số 02-CTr/ĐU"); 0 without."""
        for i in range(at, min(last - 1, at + 8)):
            if self.keys[i] == "số":
                end, number = self._number(at, i, last, "other")
                return (end, number) if number is not None and _SYMBOL.search(number) else (0, None)
            other = KINDS.match(self.keys, i, last) if i > at else None
            if other is not None or (not self.keys[i].isalpha() and self.keys[i] != ",") or self.text.is_capital(i):
                break
        return 0, None

    def _standard(self, at: int, last: int) -> tuple[int, str | None]:
        """The number of a technical standard ("01:2009/BYT", "8718:2011") at ``at``."""
        i = at
        while (i < last and self.keys[i].isdigit()) or (i > at and self.keys[i : i + 1] == [":"] and i + 1 < last):
            i += 1
        if i > at:
            i = self._suffix(i - 1, last)
            return i, "".join(self._word(n) for n in range(at, i))
        return at, None

    def _suffix(self, at: int, last: int) -> int:
        """The end of a number with its letters, also where spaces part them ("18 - NQ/TW", "02/2020/UBTVQH14")."""
        i = at + 1
        while i + 1 < last and self.keys[i] in ("-", "–", "/"):
            if self._letters(i + 1):
                i += 2
                if i < last and self.keys[i].isdigit() and self.starts[i] == self.ends[i - 1]:
                    i += 1
            elif YEAR.match(self.keys[i + 1]) and i + 3 < last and self.keys[i + 2] == "/" and self._letters(i + 3):
                i += 2
            elif YEAR.match(self.keys[i + 1]) and self.starts[i + 1] == self.ends[i - 1] + 1:
                i += 2  # "Quy định 263/2014"
            else:
                break
        return i

    def _letters(self, at: int) -> bool:
        word = self._word(at)
        return bool(_SYMBOL.match(word)) and word[-1].isalpha() and len(word) < 8 and word[:2].isupper()

    def _ends_number(self, at: int, last: int) -> bool:
        return at >= last or self.keys[at] in _AFTER or self.keys[at] in _MARKS
