"""Where persons are named: words before a name, its structure, what follows it, and what the article named before."""

from __future__ import annotations

from dataclasses import dataclass

from vifacts.extract.draft import Draft
from vifacts.extract.persons.borders import mend_borders
from vifacts.extract.persons.names import (
    FIRM,
    INITIALS,
    LETTER,
    LEXICON,
    OTHER,
    TITLE,
    UPPER,
    Shapes,
    keyed,
    phrases,
    strength,
)
from vifacts.extract.roles.titles import STARTS, title
from vifacts.language.lexicon import Lexicon

_CUES: Lexicon[str] = Lexicon()
for _kind in ("address", "jobs", "pens", "degrees", "ranks", "kin"):
    for _word in LEXICON["cues"][_kind]:
        _CUES.add(_word, _kind)
CREDITS = phrases(LEXICON["cues"]["credits"])
THINGS = phrases(LEXICON["things"]["before"])
FURNITURE = phrases(LEXICON["furniture"]["words"])
_FIXED = phrases(LEXICON["fixed"]["names"])
_UNCLE = phrases(LEXICON["fixed"]["uncle"])
_SPEECH = phrases(LEXICON["speech"]["words"])
_STOPS = frozenset(',.;:()“”"?!…*') | keyed(LEXICON["speech"]["closing"])
_ADDRESS = keyed([w for w in LEXICON["cues"]["address"] if " " not in w])
_CLOSERS = frozenset(',.;:)”"?!…-–')
_DASHES = frozenset("-–—")
_SENTENCE_WORDS = keyed(LEXICON["things"]["sentence_words"])
_NO_NAMES = phrases(LEXICON["things"]["no_names"])
_OPENERS = keyed(LEXICON["openers"]["words"])
_STREETS = keyed(LEXICON["things"]["streets"])


@dataclass(slots=True)
class Found:
    """The tokens [first, last) that name a person; ``cued`` where a word before them says so."""

    first: int
    last: int
    cued: bool
    female: bool | None = None


class Finder:
    """One pass over the sentences for names that show themselves, a second for names that are known by then."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.shapes = Shapes(draft.text)
        self.keys = draft.text.tokens.keys
        self.found: dict[int, Found] = {}
        self.pending: list[tuple[int, int, bool]] = []
        mend_borders(draft, self.shapes, _STREETS)
        self.taken = bytearray(len(self.keys))
        tokens = draft.text.tokens
        for mention in draft.mentions:
            first, last = tokens.range(mention.start, mention.end)
            for i in range(first, last):
                self.taken[i] = 1

    def run(self) -> list[Found]:
        """All persons of the text in order."""
        sentences = self.draft.text.sentences
        for sentence in sentences:
            self._sentence(sentence.first, sentence.last)
        if sentences:
            self._byline()
        self._known()
        return [self.found[first] for first in sorted(self.found)]

    def end(self, found: Found) -> int:
        """The code point after the name; the stop of an initial that ends it belongs to it ("Trần Văn A.")."""
        i = found.last - 1
        end = self.shapes.ends[i]
        if self.shapes.kinds[i] == LETTER and found.last - found.first > 1 and self.keys[i][-1] != ".":
            after = self.keys[found.last] if found.last < len(self.keys) else ""
            if after == "." and self.shapes.starts[found.last] == end and found.last + 1 < len(self.keys):
                follows = self.keys[found.last + 1]
                if (
                    self.shapes.kinds[found.last + 1] == OTHER
                    and self.shapes.lines[found.last + 1] == self.shapes.lines[i]
                ):
                    return end + 1 if follows not in ("“", '"') else end
        return end

    def _add(self, first: int, last: int, cued: bool, female: bool | None = None) -> None:
        self.found[first] = Found(first, last, cued, female)
        for i in range(first, last):
            self.taken[i] = 2

    def _sentence(self, at: int, last: int) -> None:
        keys, kinds, taken = self.keys, self.shapes.kinds, self.taken
        first = at
        post = False  # a title stands open before
        listing = False  # "các đồng chí: ", "gồm: "
        while at < last:
            if taken[at]:
                at += 1
                continue
            key = keys[at]
            if kinds[at] == OTHER:
                match = title(keys, at, last) if key in STARTS else None
                if match is not None:
                    post = True
                    at = match.last
                    continue
                if key in _STOPS:
                    post = False
                    if key == ":" and at > first:
                        listing = keys[at - 1] in _LISTING
                    elif key == ".":
                        listing = False
                at += 1
                continue
            match = title(keys, at, last) if key in STARTS else None
            if match is not None and (match.last - at > 1 or not self._name_here(at, last)):
                post = True
                at = match.last
                continue
            if key in _ADDRESS and at + 1 < last and kinds[at + 1] != OTHER and self._cue_here(at, first):
                at += 1
                continue
            if key in _OPENERS and (at == first or keys[at - 1] in _BREAKS):
                at += 1
                continue
            end = self._run(at, last)
            at = self._decide(at, end, first, last, post, listing)

    def _name_here(self, at: int, last: int) -> bool:
        return self.keys[at] in FIRM and self.shapes.run(at, last) - at >= 2

    def _cue_here(self, at: int, first: int) -> bool:
        """Whether a capitalised "Ông", "Anh" addresses whoever follows: at the start of a sentence or clause."""
        return (
            at == first
            or self.keys[at - 1] in _BREAKS
            or not self.shapes.joined(at)
            or self.shapes.kinds[at - 1] == OTHER
        )

    def _run(self, at: int, last: int) -> int:
        """The end of the capitalised run at ``at``, cut before what earlier components found and before a title."""
        keys, taken = self.keys, self.taken
        end = self.shapes.run(at, last)
        for i in range(at + 1, end):
            if taken[i]:
                return i
            if keys[i] in STARTS:
                match = title(keys, i, last)
                if match is not None and match.last - i > 1:
                    return i
            if keys[i] in _CUTTING and i - at >= 2:
                return i
            if keys[i] in _SENTENCE_WORDS and i - at >= 2 and i + 1 == end and i + 1 < last and keys[i + 1].isalpha():
                return i
            if keys[i] == "đồng" and i + 1 < last and keys[i + 1] == "chí":
                return i
        return end

    def _decide(self, at: int, end: int, first: int, last: int, post: bool, listing: bool) -> int:
        """Add the person of the run [at, end), if there is one; returns the token to go on from."""
        keys = self.keys
        cue, cue_at = None, at
        if at > first and self.shapes.joined(at):
            before = _CUES.match_before(keys, at, 5)
            if before is not None and before[0] >= first:
                cue_at, cue = before
        fixed = _FIXED.match(keys, at, end)
        if fixed is not None:
            if cue or post or not self._thing(at, first):
                self._add(at, fixed[0], bool(cue or post))
            return fixed[0]
        uncle = _UNCLE.match(keys, at, end)
        if uncle is not None:
            self._add(uncle[0] - 1, uncle[0], True)
            return uncle[0]
        size = end - at
        if cue in ("address", "ranks") or (cue == "degrees" and size > 1 and strength(keys, at, end)):
            return self._cued(at, end, cue_at)
        if cue == "pens" and size <= 4 and self.shapes.kinds[at] == TITLE:
            return self._cued(at, end, cue_at)
        if cue == "jobs" and (strength(keys, at, end) or (size == 1 and self._given(at, end, last))):
            return self._cued(at, end, cue_at)
        if cue == "kin" and size >= 2 and self.shapes.kinds[at] != UPPER:
            return self._cued(at, end, cue_at)
        if self.shapes.kinds[at] == INITIALS:
            if self._credit(at, first):
                self._add(at, end, True)
            return end
        if self._credit(at, first):
            if size > 2 and end < last and self.shapes.kinds[end] == OTHER and keys[end].isalpha():
                end -= 1  # a sentence begins without a stop: "Ảnh: Minh Hà Đoàn kiểm tra"
                size -= 1
            if FURNITURE.match(keys, at, end) is None and size <= 4:
                self._add(at, end, True)
            return end
        return self._bare(at, end, first, last, post, listing)

    def _cued(self, at: int, end: int, cue_at: int) -> int:
        keys = self.keys
        end = min(end, at + 6)
        if strength(keys, at, end) == 3 and end - at > 4:
            end = self._second(at, end)
        cue = keys[cue_at]
        female = True if cue in _FEMALE else False if cue in _MALE else None
        if self.shapes.kinds[at] == UPPER and end - at == 1 and len(keys[at]) > 6:
            return end
        self._add(at, end, True, female)
        return end

    def _second(self, at: int, end: int) -> int:
        """Where a second full name begins in a run whose comma was lost."""
        for i in range(at + 2, end - 1):
            if strength(self.keys, i, end) >= 2 and self.keys[i] in FIRM:
                return i
        return end

    def _given(self, at: int, end: int, last: int) -> bool:
        """Whether a single capitalised word can be a given name: a Vietnamese syllable, no abbreviation, no time."""
        if self.shapes.kinds[at] in (UPPER, LETTER, INITIALS) or len(self.keys[at]) > 7:
            return False
        return self.keys[at] not in _OPENERS and not (end < last and self.keys[end][0].isdigit())

    def _thing(self, at: int, first: int) -> bool:
        if at > first and (self.keys[at - 1][0].isdigit() or self._street(at - 1)):
            return True  # "259 Lý Thánh Tông", "đường Trường Chinh, Phạm Văn Bạch"
        found = THINGS.match_before(self.keys, at, 4)
        return found is not None and found[0] >= first and self.shapes.joined(at)

    def _street(self, mark: int) -> bool:
        """Whether a comma or dash at ``mark`` goes on in a list of streets."""
        if mark < 1 or self.keys[mark] not in (",", "-", "–", "và") or self.taken[mark - 1] != 1:
            return False
        found = self.draft.covering(self.shapes.starts[mark - 1], self.shapes.ends[mark - 1], "place")
        return found is not None and self.draft.text.key[found.start : found.end].split()[0] in _STREETS

    def _credit(self, at: int, first: int) -> bool:
        """Whether "Ảnh:", "Tin, ảnh" or the like stands directly before."""
        end = at
        if end > first and self.keys[end - 1] == ":":
            end -= 1
        found = CREDITS.match_before(self.keys, end, 3)
        if found is None or found[0] < first:
            return False
        key = found[1]
        starts = self.draft.text.is_capital(found[0])
        return starts and (end < at or key in _OPEN_CREDITS) and (key != "theo" or self._signed(at))

    def _signed(self, at: int) -> bool:
        end = self.shapes.run(at, len(self.keys))
        return end < len(self.keys) and self.keys[end] in "/(-"

    def _bare(self, at: int, end: int, first: int, last: int, post: bool, listing: bool) -> int:
        """A name without a cue: the first start in the run from which the structure and the context suffice."""
        keys, kinds = self.keys, self.shapes.kinds
        if kinds[at] == UPPER and end - at > 4:
            return end
        thing = self._thing(at, first)
        for start in range(at, end - 1):
            level = strength(keys, start, end)
            if not level or _NO_NAMES.match(keys, start, last) is not None:
                continue
            if start == at and thing and not post:
                break
            size = end - start
            if size > 5 or (start > at and size > 4):
                continue
            inside = start > at or (at > first and self.taken[at - 1] == 1)
            sure = (
                level == 3
                or (level == 2 and (not inside or post))
                or (size >= 2 and ((post and level) or self._continues(start, first) or self._followed(end, last)))
            )
            if kinds[start] == UPPER and not (post or self._continues(start, first)) and level < 3:
                sure = False
            if sure:
                self._add(start, end, post or level == 3)
                return end
        if not post and (listing or self._continues(at, first)):
            size = end - at
            apart = keys[at - 1] in (",", ":", ";", "và")
            if 2 <= size <= 5 and kinds[at] != UPPER and not thing and apart and (listing or self._followed(end, last)):
                self._add(at, end, True)
                return end
        self.pending.append((at, end, post))
        return end

    def _continues(self, at: int, first: int) -> bool:
        """Whether the run stands after a person and "," or "và"."""
        return at - 2 >= first and self.keys[at - 1] in (",", "và", ";") and self.taken[at - 2] == 2

    def _followed(self, end: int, last: int) -> bool:
        """Whether what follows speaks of a person: year of birth, age, a post after comma or dash, speech."""
        keys = self.keys
        if end >= last:
            return False
        key = keys[end]
        if key == "(" and end + 1 < last:
            after = keys[end + 1]
            if after in ("sn", "sinh", "sn.", "ngụ", "trú", "quê", "bút"):
                return True
            if after.isdigit():
                return (end + 2 < last and keys[end + 2] in ("tuổi", ",")) or (
                    len(after) == 4 and after[:2] in ("19", "20") and end + 2 < last and keys[end + 2] == ")"
                )
            return title(keys, end + 1, last) is not None
        if (key == "," or key in _DASHES) and end + 1 < last:
            if keys[end + 1] == "sinh" or (keys[end + 1].isdigit() and end + 2 < last and keys[end + 2] == "tuổi"):
                return True
            found = title(keys, end + 1, last)
            return found is not None and not found.weak
        return _SPEECH.match(keys, end, last) is not None

    def _byline(self) -> None:
        """Who signs: the short last line or sentence, when it is made of names only."""
        sentences = self.draft.text.sentences
        keys, kinds, taken = self.keys, self.shapes.kinds, self.taken
        at = len(sentences) - 1
        last = sentences[at].last
        while at >= 0 and all(not keys[i].isalnum() for i in range(sentences[at].first, sentences[at].last)):
            at -= 1
            if at < 0:
                return
        first, last = sentences[at].first, sentences[at].last
        while last > first and keys[last - 1] in ("./.", ".", ")", "!"):
            last -= 1
        if keys[first] == "(":
            first += 1
        credit = CREDITS.match(keys, first, last)
        if credit is not None:
            if credit[1] == "theo":
                return
            first = credit[0]
            if first < last and keys[first] == ":":
                first += 1
        if first >= last or last - first > 12:
            return
        names: list[tuple[int, int]] = []
        i = first
        while i < last:
            if kinds[i] != OTHER and not taken[i]:
                end = self.shapes.run(i, last)
                if FURNITURE.match(keys, i, end) is not None:
                    i = end
                    continue
                if (
                    end - i > 5
                    or (end - i == 1 and kinds[i] not in (INITIALS, UPPER) and credit is None)
                    or any(taken[i:end])
                ):
                    return
                names.append((i, end))
                i = end
            elif taken[i] == 2 or keys[i] in _BETWEEN:
                i += 1
            else:
                return
        for start, end in names:
            if end - start > 1 or kinds[start] == INITIALS or credit is not None:
                self._add(start, end, True)

    def _known(self) -> None:
        """The runs that nothing spoke for: full names met elsewhere, short ones beside a cued short one."""
        keys = self.keys
        full: set[tuple[str, ...]] = set()
        short: set[str] = set()
        for found in self.found.values():
            name = tuple(keys[found.first : found.last])
            if len(name) >= 2:
                full.add(name)
            elif found.cued:
                short.add(name[0])
        tails = {name[-1] for name in full} | short
        nicknames = short - {name[-1] for name in full}
        longest = max(map(len, full), default=0)
        for at, end, post in self.pending:
            if self.taken[at]:
                continue
            thing = self._thing(at, 0)
            done = False
            for start in range(at, end - 1):
                for stop in range(min(end, start + longest), start + 1, -1):
                    if (
                        tuple(keys[start:stop]) in full
                        and not (thing and start == at)
                        and (stop - start > 2 or stop == end)
                    ):
                        self._add(start, stop, False)
                        done = True
                        break
                if done:
                    break
            if done or end - at > 2 or self.taken[at]:
                continue
            beside = at >= 2 and keys[at - 1] in ("và", ",", "với") and self.taken[at - 2] == 2
            named = end - at == 1 and self.shapes.kinds[at] == TITLE and not thing
            said = named and (post or _SPEECH.match(keys, end) is not None) if end < len(keys) else False
            if (keys[end - 1] in tails and (beside or said)) or (named and at and keys[at] in nicknames):
                self._add(at, end, False)


_LISTING = frozenset(("chí", "gồm", "ông", "bà", "anh", "chị", "có", "em"))
_BREAKS = frozenset(',.;:(“"-–—*•')
_CUTTING = frozenset(("ông", "bà"))
_FEMALE = keyed(["bà", "chị", "cô", "dì", "mợ", "thím"])
_MALE = keyed(["ông", "anh", "chú", "cậu"])
_OPEN_CREDITS = frozenset(("ảnh", "tin, ảnh", "bài, ảnh", "bài và ảnh", "tin và ảnh", "theo"))
_BETWEEN = frozenset(("-", "–", "—", ",", "và", "/", ":", ".", ";", "(", ")", "ảnh", "tin", "bài", "&"))
