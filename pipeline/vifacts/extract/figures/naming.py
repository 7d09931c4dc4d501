"""What naming the subjects of counts and of measures shares: clauses, rows of figures, heads."""

from __future__ import annotations

from vifacts.extract.figures import words
from vifacts.extract.figures.phrases import Phrases
from vifacts.extract.figures.stretches import CLAUSAL, Part

#: Words that tell nothing between two figures.
FILLERS = frozenset(
    {",", "(", "và", "đã", "ước", "song", "mới", "chỉ", "cũng", "khoảng", "gần", "hơn", "trên", "còn", "nhưng"}
)
#: What follows the subject of a sentence.
PARTICLES = frozenset({"đã", "sẽ", "cũng", "có", "còn", "đang", "vừa", "dành", "được"})
_ANEW = words.BREAKS.firsts | words.SPEECH.firsts
LONGEST_LEFT = 12
#: Words for somebody named before.
PRONOUNS = frozenset("tôi ông bà anh chị cụ họ bản chúng em cô cháu chú bác".split())
#: Particles between a subject and its verb.
TOLD_BY = frozenset({"đã", "sẽ", "mới", "chỉ", "vừa", "liền", "đang", "cũng"})
#: The tokens of somebody who is left out: a pronoun, a noun with its name.
_SHORT_SUBJECT = 4


class Naming:
    """The figures of one article while their subjects are being named, in order."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.keys = phrases.keys
        self.found = phrases.found
        self.names: list[str | None] = []
        self.way = ""  # how the last subject was found
        self.actions: list[Part | None] = []

    def before(self, at: int) -> str | None:
        return self.names[at - 1] if self.phrases.previous(at) is not None else None

    def own_clause(self, start: int, last: int) -> Part:
        """What is left of a stretch behind its last period or name with its particle ("UBND xã X đã ...")."""
        phrases = self.phrases
        for i in range(last - 2, start - 1, -1):
            if i in phrases.covered or (i in phrases.named and phrases.named[i] < last):
                start = phrases.named.get(i, i + 1)
                break
        start, last = phrases.trim(start, last)
        start = self.after_break(start, last)
        level = words.LEVELS.match(self.keys, start, last) if start < last else None
        if level and level[0] < last and (self.keys[level[0]] in PARTICLES or phrases.text.is_capital(start)):
            start, last = phrases.trim(level[0], last)
        return start, last

    def after_break(self, start: int, last: int) -> int:
        """The token after the last conjunction or verb of speech of [start, last)."""
        for i in range(last - 2, start - 1, -1):
            if self.keys[i] not in _ANEW:
                continue
            found = words.BREAKS.match(self.keys, i, last) or words.SPEECH.match(self.keys, i, last)
            if found and found[0] < last and not self.phrases.splits_compound(i):
                return self.phrases.trim(found[0], last)[0]
        return start

    def told_of(self, start: int, last: int) -> int:
        """``start``, or behind somebody with a particle ("ông chỉ | giữ lại", "họ đã | chuyển")."""
        if start >= last or not (self.keys[start] in PRONOUNS or self.keys[start : start + 2] == ["đối", "tượng"]):
            return start
        for i in range(start + 1, min(start + _SHORT_SUBJECT + 1, last - 1)):
            if (
                self.keys[i] in TOLD_BY
                and not self.phrases.splits_compound(i)
                and not self.phrases.ends_compound(i, i + 1)
            ):
                while i < last - 1 and self.keys[i] in TOLD_BY:
                    i += 1
                return i
        return start

    def short_start(self, start: int, last: int) -> int:
        """``start``, or where the stretch is long the first action, head or noun near its end; ``last`` for none.

        A phrase that is cut at a length alone begins inside a word.
        """
        if last - start <= LONGEST_LEFT:
            return start
        for lexicon in (words.ACTIONS, words.HEADS, words.NOUNS):
            for i in range(last - LONGEST_LEFT, last - 1):
                found = lexicon.match(self.keys, i, last)
                if found and found[1] and not self.phrases.splits_compound(i) and self.phrases.is_action(i, -1):
                    return i
        return last

    def lead(self, first: int, last: int) -> str | None:
        """The first telling word of the last comma clause before a number."""
        for i in range(last - 1, first - 1, -1):
            if self.keys[i] in (",", "(", ";"):
                first = i + 1
                break
        return next((k for k in self.keys[first:last] if k not in FILLERS), None)

    def row_start(self, at: int) -> int:
        """The figure before in the row, past those in brackets."""
        back = at - 1
        first = self.found[back].first
        if ")" in self.keys[first : self.found[at].outer]:
            while back > 0 and self.found[back - 1].sentence is self.found[at].sentence:
                opened = "(" in self.keys[self.found[back - 1].unit_last : self.found[back].first]
                back -= 1
                if opened:
                    break
        return back

    def between(self, at: int) -> list[str]:
        """The words between a count and the one before it, brackets left out."""
        previous = self.found[self.row_start(at)]
        inside, found = 0, []
        for word in self.keys[previous.end : self.found[at].outer]:
            if word == "(":
                inside += 1
            elif word == ")":
                inside = max(0, inside - 1)
            elif not inside:
                found.append(word)
        return found

    def joined(self, at: int) -> bool:
        """Whether only "," or "và" stands between the phrase of the count before and this one."""
        if self.phrases.previous(at) is None or self.found[self.row_start(at)].kind != "count":
            return False
        return not [k for k in self.between(at) if k not in (",", "và", "với", "cùng", "hơn", "gần", "có")]

    def heads(self, first: int, last: int) -> list[tuple[int, int, bool]]:
        """The heads of [first, last) outside names; a comma clause with a verb or a head of its own begins anew."""
        numbered = range(first, last - 1)  # "Nghị quyết số 10-NQ/TU" has no head
        found = [
            h
            for h in words.HEADS.find(self.keys, first, last)
            if h[2]
            and not self.phrases.inside_name(h[0])
            and not (h[1] - 1 in numbered and self.keys[h[1] - 1] == "số" and self.keys[h[1]][0].isdigit())
        ]
        if not found:
            return found
        comma = max((i for i in range(first, last) if self.keys[i] == ","), default=first)
        if comma > found[0][0]:
            after = [h for h in found if h[0] > comma]
            if after or CLAUSAL & set(self.keys[comma:last]) or self._acts(comma + 1, last):
                return after
        return found

    def _acts(self, first: int, last: int) -> bool:
        """Whether an action right before the number has the clause that begins at ``first`` ("cụ liền ủng hộ")."""
        for a, b, real in words.ACTIONS.find(self.keys, first, last):
            if real and a > first and last - b <= 2 and self.phrases.is_action(a, -1):
                return True
        return False

    def earliest_head(self, heads: list[tuple[int, int, bool]], first: int, last: int) -> int:
        """The head that opens the phrase: the first after the last verb of achievement."""
        broken = max(
            (i + 1 for i in range(heads[0][0] + 1, last) if self.keys[i] in ("đạt", "là", "chiếm", "khi")),
            default=first,
        )
        return next((h[0] for h in heads if h[0] >= broken), heads[-1][0])

    def cut_comparison(self, start: int, last: int) -> int:
        for i in range(start + 2, last - 1):
            if self.keys[i : i + 2] in (["cao", "hơn"], ["thấp", "hơn"], ["so", "với"], ["tăng", "lên"], ["có", "quy"]):
                return i
        return last
