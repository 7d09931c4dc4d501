"""Where persons are named: words before a name, its structure, what follows it, and what the article named before."""

from __future__ import annotations

from dataclasses import dataclass

from vifacts.extract.draft import Draft
from vifacts.extract.persons.borders import mend_borders
from vifacts.extract.persons.byline import FURNITURE, byline
from vifacts.extract.persons.context import OPENERS, SPEECH, STREETS, Context
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
_FIXED = phrases(LEXICON["fixed"]["names"])
# a person although he stands in a document's name: "Di chúc của Chủ tịch Hồ Chí Minh"
_AUTHOR = phrases(["Chủ tịch Hồ Chí Minh"])
_UNCLE = phrases(LEXICON["fixed"]["uncle"])
_STOPS = frozenset(',.;:()“”"?!…*') | keyed(LEXICON["speech"]["closing"])
_ADDRESS = keyed([w for w in LEXICON["cues"]["address"] if " " not in w])
_SENTENCE_WORDS = keyed(LEXICON["things"]["sentence_words"])
_PEOPLES = phrases(LEXICON["things"]["peoples"])
_FIELDS = phrases(LEXICON["things"]["fields"])
_NO_NAMES = phrases(LEXICON["things"]["no_names"])


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
        mend_borders(draft, self.shapes, STREETS)
        self.taken = bytearray(len(self.keys))
        self.context = Context(draft, self.shapes, self.taken)
        tokens = draft.text.tokens
        for mention in draft.mentions:
            first, last = tokens.range(mention.start, mention.end)
            if mention.kind == "document" and (author := _AUTHOR.match_before(self.keys, last, 5)) is not None:
                last = author[0]
            for i in range(first, last):
                self.taken[i] = 1

    def run(self) -> list[Found]:
        """All persons of the text in order."""
        sentences = self.draft.text.sentences
        for sentence in sentences:
            self._sentence(sentence.first, sentence.last)
        if sentences:
            for first, last in byline(self.draft.text, self.shapes, self.taken):
                self._add(first, last, True)
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
            if key in OPENERS and (at == first or keys[at - 1] in _BREAKS):
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
            if cue or post or not self.context.thing(at, first):
                self._add(at, fixed[0], bool(cue or post))
            return fixed[0]
        uncle = _UNCLE.match(keys, at, end)
        if uncle is not None:
            self._add(uncle[0] - 1, uncle[0], True)
            return uncle[0]
        size = end - at
        if _PEOPLES.match(keys, at, end) is not None and keys[at - 1] in ("người", "tộc", "bào"):
            return end  # "già làng người H'Mông"
        if cue in ("address", "ranks") or (cue == "degrees" and size > 1 and strength(keys, at, end)):
            return self._cued(at, end, cue_at)
        if cue == "pens" and size <= 4 and self.shapes.kinds[at] == TITLE:
            return self._cued(at, end, cue_at)
        if cue == "jobs" and size == 1 and _FIELDS.match(keys, at, last) is not None:
            return end
        if cue == "jobs" and (strength(keys, at, end) or (size == 1 and self.context.given(at, end, last))):
            return self._cued(at, end, cue_at)
        if cue == "kin" and size >= 2 and self.shapes.kinds[at] != UPPER:
            return self._cued(at, end, cue_at)
        if self.shapes.kinds[at] == INITIALS:
            if self.context.credit(at, first):
                self._add(at, end, True)
            return end
        if self.context.credit(at, first):
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

    def _bare(self, at: int, end: int, first: int, last: int, post: bool, listing: bool) -> int:
        """A name without a cue: the first start in the run from which the structure and the context suffice."""
        keys, kinds = self.keys, self.shapes.kinds
        if kinds[at] == UPPER and end - at > 4:
            return end
        thing = self.context.thing(at, first)
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
                or (
                    size >= 2
                    and ((post and level) or self.context.continues(start, first) or self.context.followed(end, last))
                )
            )
            if kinds[start] == UPPER and not (post or self.context.continues(start, first)) and level < 3:
                sure = False
            if sure:
                self._add(start, end, post or level == 3)
                return end
        if not post and (listing or self.context.continues(at, first)):
            size = end - at
            apart = keys[at - 1] in (",", ":", ";", "và")
            if (
                2 <= size <= 5
                and kinds[at] != UPPER
                and not thing
                and apart
                and (listing or self.context.followed(end, last))
            ):
                self._add(at, end, True)
                return end
        self.pending.append((at, end, post))
        return end

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
            thing = self.context.thing(at, 0)
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
            said = named and (post or SPEECH.match(keys, end) is not None) if end < len(keys) else False
            if (keys[end - 1] in tails and (beside or said)) or (named and at and keys[at] in nicknames):
                self._add(at, end, False)


_LISTING = frozenset(("chí", "gồm", "ông", "bà", "anh", "chị", "có", "em"))
_BREAKS = frozenset(',.;:(“"-–—*•')
_CUTTING = frozenset(("ông", "bà"))
_FEMALE = keyed(["bà", "chị", "cô", "dì", "mợ", "thím"])
_MALE = keyed(["ông", "anh", "chú", "cậu"])
