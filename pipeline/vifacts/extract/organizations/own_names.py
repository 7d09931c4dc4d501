"""Own names after a head noun: what an office is about, the name of a school or firm, the title of a paper."""

from __future__ import annotations

from vifacts.extract.organizations.heads import (
    BLOC_FIELDS,
    BLOCS,
    CAPITAL_NEXT,
    CUES,
    FIELDS,
    HEADS,
    INSIDE,
    PAPERS,
    PRESS,
    VERBS,
    WORD_STOPS,
    WORDY,
    Head,
)
from vifacts.extract.organizations.page import SURNAMES, Page
from vifacts.extract.organizations.places import BARE, PLURALS, number

_CONNECTORS = frozenset(("và", "-", "–", "&"))
_OPEN, _CLOSE = frozenset('“"«'), frozenset('”"»')
_LARGE = ("tỉnh", "thành phố", "huyện", "quận", "thị xã")


def own_name(page: Page, at: int, after: int, last: int, head: Head) -> int:
    """The end of the own name of the head noun [at, after); ``after`` where none follows.

    The name takes in fields of work (fields.toml), capitalised words, numbers and a title in quotation marks;
    a place behind it is left to the caller, except in names of schools and firms, which it is a part of.
    """
    if after >= last or (not page.capital[at] and not _begins(page, at, after)):
        return after
    if head.key in PRESS:
        if not page.capital[after]:
            return after
        title = PAPERS.match(page.keys, after, last)
        if title is not None:
            return title[0]
    walk = _Walk(page, last, head, at, after)
    end = walk.run()
    if not walk.named or (head.key == "trường" and end - after < 2):
        return after
    return end


def paper(page: Page, at: int, last: int) -> int:
    """The end of a newspaper's name after a cue ("PV", "theo", a slash); ``at`` where there is none."""
    if not page.capital[at] or at == 0 or page.keys[at - 1] not in CUES:
        return at
    match = PAPERS.match(page.keys, at, last)
    return match[0] if match else at


def _begins(page: Page, at: int, after: int) -> bool:
    """Whether a head in small letters is one at all: a name, a number or, after a post, a field must follow."""
    if at and (page.keys[at - 1] in PLURALS or page.keys[at - 1].isdigit()):
        return False  # "các sở GD-ĐT"
    if page.capital[after] or page.keys[after].isdigit():
        return True
    if page.keys[after] in _OPEN:
        return page.keys[at] == "quỹ"
    if after - at > 1:
        return " ".join(page.keys[at:after]) not in CAPITAL_NEXT
    field = FIELDS.match(page.keys, after)
    return field is not None and (field[0] - after >= 3 or (at > 0 and page.keys[at - 1] in ("trưởng", "phó")))


class _Walk:
    """One walk over an own name; ``named`` once something in it is a name by itself."""

    def __init__(self, page: Page, last: int, head: Head, at: int, after: int) -> None:
        self.page, self.last, self.head = page, last, head
        self.free = head.group == "free"
        self.at = after
        self.named = False
        # fields in small letters count after a capitalised head, and after a small one that _begins has let pass
        self.small = page.capital[at] or not page.capital[after]
        # after a proper name small letters are no longer the name's ("Lâm trường Hòa Sơn quản lý rừng")
        self.proper = False

    def run(self) -> int:
        while self.at < self.last and self._step():
            pass
        return self.at

    def _step(self) -> bool:
        """Take one more piece of the name; False where it has ended."""
        page, at, last = self.page, self.at, self.last
        if self.head.key in BLOCS:
            bloc = BLOC_FIELDS.match(page.keys, at, last)
            if bloc is not None:
                self.at, self.named = bloc[0], True
                return True
        field = FIELDS.match(page.keys, at, last)
        if field is not None and (page.capital[at] or self._carries_on(at, field[0])):
            self.named = self.named or not self.free or page.capital[at]
            self.at, self.proper = field[0], False
            return True
        if not self.named and self.head.key in WORDY and not page.capital[at]:
            end = self._common_words()
            if end > at:
                self.at = end
                return True
        if self.free:
            inside = INSIDE.match(page.keys, at, last)
            if inside is not None and (page.capital[at] or not self.proper):
                self.at = inside[0]
                return True
        end = number(page, at, last)
        if end > at:
            self.at, self.named, self.proper = end, True, True
            return True
        end = self._quoted()
        if end > at:
            self.at, self.named = end, True
            return False
        if self.named and page.keys[at] in _CONNECTORS:
            return self._connector()
        return page.capital[at] and self._capitals()

    def _carries_on(self, at: int, end: int) -> bool:
        """Whether a field in small letters is the name's, and no verb behind it ("Sở Y tế kiểm tra")."""
        if self.proper or not (self.named or self.small):
            return False
        if self.page.keys[at - 1] in _CONNECTORS:
            return True
        return " ".join(self.page.keys[at:end]) not in VERBS

    def _common_words(self) -> int:
        """The end of one to four common words before the capitals of an own name; the place where these are none."""
        page, at = self.page, self.at
        for i in range(at, min(self.last, at + 5)):
            if page.capital[i]:
                return i if i > at and HEADS.match(page.keys, i, self.last) is None else at
            if not page.keys[i].isalpha() or page.keys[i] in WORD_STOPS:
                break
        return at

    def _quoted(self) -> int:
        """The end of a title in quotation marks ("Quỹ “Vì người nghèo”")."""
        page, at = self.page, self.at
        if page.keys[at] in _OPEN:
            for i in range(at + 1, min(self.last, at + 12)):
                if page.keys[i] in _CLOSE:
                    return i + 1
        return at

    def _connector(self) -> bool:
        page, after, last = self.page, self.at + 1, self.last
        if after >= last:
            return False
        other = HEADS.match(page.keys, after, last)
        if other is not None and other[0] - after > 1 and page.capital[after]:
            return False
        if not page.capital[after] or (other is not None and FIELDS.match(page.keys, after, last) is None):
            return False
        self.at = after
        return self.free or FIELDS.match(page.keys, after, last) is not None

    def _capitals(self) -> bool:
        page, at, last, free = self.page, self.at, self.last, self.free
        if page.begins_other(at, last):
            return False
        if not free and (BARE.match(page.keys, at, last) or any(page.known(at, last, kind) > at for kind in _LARGE)):
            return False  # the place it belongs to
        if self.named:
            other = HEADS.match(page.keys, at, last)
            if other is not None and (not free or other[0] - at > 1 or other[1].group in ("level", "function")):
                return False
        run = page.run(at, last)
        if not free and run == at + 1 < last and self._begins_word(at):
            self.at, self.named, self.proper = at + 2, True, False
            return True
        end = self._words(run)
        if end == at:
            return False
        self.at, self.named, self.proper = end, True, True
        return True

    def _begins_word(self, at: int) -> bool:
        """Whether the capital begins a word of two syllables ("Cục Bảo vệ", "Ban An toàn"), as fields do."""
        page = self.page
        word, following = page.word(at), page.keys[at + 1]
        if page.capital[at + 1] or not following.isalpha() or following in WORD_STOPS:
            return False
        return word[1:].islower() and HEADS.match(page.keys, at + 1, self.last) is None

    def _compound(self, end: int) -> int:
        """The end of a firm's name that begins with a compound word ("Công ty Bột mỳ Thành Tâm")."""
        page = self.page
        if end != self.at + 1 or self.head.key not in WORDY:
            return end
        for i in range(end, min(self.last, end + 4)):
            if page.capital[i]:
                return page.run(i, self.last) if i > end and HEADS.match(page.keys, i, self.last) is None else end
            if not page.keys[i].isalpha() or page.keys[i] in WORD_STOPS:
                break
        return end

    def _words(self, end: int) -> int:
        """The end of the capitalised words that are the name's, before a person's name."""
        page, at = self.page, self.at
        first = self.free and not self.named
        if not first and page.person(at, end):
            return at
        if first:
            end = self._compound(end)
        if first and page.keys[at] in SURNAMES and end - at <= 4:
            return end  # "Trường THPT Nguyễn Trãi"
        return page.person_tail(at, end)
