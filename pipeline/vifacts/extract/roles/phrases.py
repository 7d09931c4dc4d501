"""A role as it is written: a title, then the body and the place it belongs to; and lists of roles of one person."""

from __future__ import annotations

from dataclasses import dataclass

from vifacts.extract.draft import Draft, Mention
from vifacts.extract.organizations.grammar import organization
from vifacts.extract.organizations.page import Page
from vifacts.extract.roles.titles import LEXICON, NAMED, STARTS, Title, joined, phrases, title

STOP = phrases(LEXICON["stop"]["words"])
JOINS = phrases(LEXICON["joins"]["words"])
BODIES = phrases(LEXICON["bodies"]["words"])
TERMS = phrases(LEXICON["terms"]["words"])
_COMPOUNDS = phrases(LEXICON["stop"]["compounds"])
_PARTS = phrases(LEXICON["open"]["parts"])
_WHOLES = phrases(LEXICON["open"]["wholes"])
_FRESH = frozenset(joined(word) for word in LEXICON["stop"]["fresh"])
_DASHES = frozenset("-–—")
_LINKS = frozenset(("&", "và", "-", "–", ",", "/"))
_OPEN_QUOTES, _CLOSE_QUOTES = frozenset('“"«'), frozenset('”"»')
_OFFICES = frozenset(LEXICON["titles"]["offices"])
_PRONE = frozenset(joined(word) for word in LEXICON["bodies"]["numbered"])


@dataclass(slots=True)
class Phrase:
    """The tokens [first, last) of a role: its title ends at ``title.last``, its body begins at ``body``.

    The body may begin inside the title ("Trưởng [Ban Tổ chức Huyện ủy]"); ``body`` equals ``last`` where there is none.
    ``bare`` holds when nothing but the title was written.
    """

    first: int
    last: int
    body: int
    title: Title
    former: bool = False
    office: tuple[int, int] | None = (
        None  # the tokens of an organisation apart from a bare title: "Cục trưởng, Cục ..."
    )
    linked: bool = False  # "kiêm" or a dash joins it to the role after it

    @property
    def bare(self) -> bool:
        return self.last <= self.title.last


_last: list[Reader] = []


def reader_of(draft: Draft) -> Reader:
    """The reader of ``draft``, kept for the next component; for use after all names are found."""
    if not _last or _last[0].draft is not draft:
        _last[:] = [Reader(draft)]
    return _last[0]


class Reader:
    """Reads role phrases in one article; other components' mentions are borders and building blocks."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.page = Page(draft)
        self.keys = self.page.keys
        tokens = draft.text.tokens
        self.mentions: dict[int, tuple[int, Mention]] = {}
        self.persons: dict[int, tuple[int, Mention]] = {}
        for mention in draft.mentions:
            first, last = tokens.range(mention.start, mention.end)
            (self.persons if mention.kind == "person" else self.mentions)[first] = (last, mention)

    def phrase(self, at: int, last: int, former: bool = False) -> Phrase | None:
        """The role that begins at token ``at`` and ends before ``last``, a person's name or a word that stops it."""
        head = title(self.keys, at, last)
        if head is None or self._outside(head):
            return None
        limit = self._limit(head.last, last)
        body, i = self._inner(head, limit)
        end, begun = self._body(i, limit, body < head.last)
        if begun is not None and body >= head.last:
            body = begun
        if end <= head.last:
            if head.needs_body:
                return None
            body = end = head.last
        if head.head in NAMED and (body not in self.mentions or self.mentions[body][1].kind == "document"):
            return None  # "cán bộ xã" is no post, "cán bộ Văn phòng đăng ký đất đai huyện ..." is one
        return Phrase(head.first, end, body, head, former or head.former)

    def _outside(self, head: Title) -> bool:
        """Whether the title's words are a part of something else's name."""
        return any(i in self.persons for i in range(head.first, head.last))

    def _limit(self, at: int, last: int) -> int:
        for i in range(at, last):
            if i in self.persons:
                return i
        return last

    def _inner(self, head: Title, limit: int) -> tuple[int, int]:
        """(where the body begins, where to go on reading): a body whose head noun is the title's last word."""
        for i in range(head.first + 1, head.last):
            found = self.mentions.get(i)
            if found is not None and found[0] > head.last:
                return i, min(found[0], limit)
            if i >= head.last - 2:
                body = organization(self.page, i, limit)
                if body is not None and body.last > head.last:
                    return i, body.last
        return limit, head.last

    def _body(self, at: int, limit: int, inner: bool) -> tuple[int, int | None]:
        """(the end of the body read from ``at``, where it begins if it begins here)."""
        page, keys = self.page, self.keys
        i = at
        solid = at  # what is sure to belong
        begun: int | None = None
        # words in small letters may follow a capitalised one, or a title that is an office
        loose = at > 0 and keys[at - 1] in _OFFICES
        soft = 0
        while i < limit and i - at < 40:
            if i > 0 and page.text.tokens.lines[i] != page.text.tokens.lines[i - 1]:
                break
            found = self.mentions.get(i)
            if found is not None and found[1].kind != "document":
                begun = i if begun is None else begun
                i = solid = min(found[0], limit)
                loose, soft = False, 0
                continue
            key = keys[i]
            if not (key[0].isalnum()):
                step = self._mark(i, limit, inner or begun is not None)
                if step == i:
                    break
                i = step
                if keys[i - 1] in _CLOSE_QUOTES:
                    solid = i
                continue
            if key in STARTS and not page.capital[i - 1] and i > at:
                other = title(keys, i, limit)
                if other is not None and not other.weak:
                    break
            if key in STARTS and page.capital[i] and (i > at or not page.capital[at - 1]):
                # also right after a title in small letters: a heading without its stop
                other = title(keys, i, limit)
                if other is not None and not other.weak:
                    break
            level = None if page.capital[i] else BODIES.match(keys, i, limit)
            if level is not None:
                begun = i if begun is None else begun
                i = solid = level[0]
                loose, soft = False, 0
                continue
            stops = STOP.match(keys, i, limit) is not None and not (page.capital[i] and (i > at or loose))
            if stops and _COMPOUNDS.match_before(keys, i + 1, 2) is None:
                break
            body = organization(page, i, limit)
            if body is not None and body.last > i:
                begun = i if begun is None else begun
                i = solid = body.last
                loose, soft = False, 0
                continue
            if page.capital[i]:
                if i > at and ((key in _FRESH and not self._named(i, limit)) or keys[i - 1][-1] == "."):
                    break
                begun = i if begun is None else begun
                i += 1
                solid = i
                loose, soft = True, 0
                continue
            if key[0].isdigit():
                if keys[i - 1] in _PRONE:
                    i += 1
                    solid = i
                    continue
                break
            soft += 1
            if soft > 6:
                break
            begun = i if begun is None else begun
            i += 1
            if loose:
                solid = i
        if 0 < i - solid <= 3 and (solid > at or inner) and self._cut_short(solid, i, limit):
            solid = i  # "Phòng Thu hồi đất," whose name was read as "Phòng Thu"
        if i == limit and limit in self.persons and 0 < i - solid <= 3 and solid > at:
            solid = i  # small letters between a name and the person's: "Trung tâm Khuyến nông Quốc gia Trần Văn B"
        if solid == at and not inner:
            return at, None
        return solid, begun

    def _cut_short(self, solid: int, end: int, limit: int) -> bool:
        """Whether small letters between an office's name and a mark are the rest of that name."""
        keys = self.keys
        if end < limit and keys[end] not in (",", ")", ";", "."):
            return False
        if not self.page.capital[solid - 1] or (end >= limit and end in self.persons):
            return False
        for first, (last, mention) in self.mentions.items():
            if last == solid:
                return mention.kind == "organization" and mention.entity.place is None and first < solid
        return False

    def _named(self, i: int, limit: int) -> bool:
        """Whether a capitalised word that could begin a sentence goes on as a name."""
        return i + 1 < limit and self.page.capital[i + 1]

    def _mark(self, i: int, limit: int, begun: bool) -> int:
        """The token after a mark that a body's name may hold at ``i``, ``i`` where it may not."""
        page, keys = self.page, self.keys
        key = keys[i]
        if i + 1 >= limit:
            return i
        if key == "&":
            return i + 1
        if key in _DASHES:
            glued = page.glued(i) or page.glued(i + 1)
            if title(keys, i + 1, limit) is not None or i + 1 in self.persons:
                return i
            if page.glued(i) and page.glued(i + 1):
                if keys[i + 1].isdigit() and page.capital[i - 1]:
                    return i + 2  # "Covid-19"
                return i + 1 if page.capital[i + 1] else i
            if glued or not begun:
                return i
            if page.capital[i + 1]:
                return i + 1
            # "khu du lịch - di tích đền Sóc Sơn": small letters that lead to a name
            for j in range(i + 1, min(limit, i + 5)):
                if STOP.match(keys, j, limit) is not None or not keys[j].isalpha():
                    return i
                if page.capital[j] or (j > i + 1 and BODIES.match(keys, j, limit) is not None):
                    return j
            return i
        if key in _OPEN_QUOTES:
            for j in range(i + 1, min(limit, i + 9)):
                if keys[j] in _CLOSE_QUOTES:
                    return j + 1
        return i

    def term(self, at: int, last: int) -> int:
        """The token after a term of office at ``at`` ("nhiệm kỳ 2020 - 2025", "khóa XIV", in brackets or not)."""
        keys = self.keys
        i = at
        bracket = i < last and keys[i] == "("
        if i < last and keys[i] in ("(", ","):
            i += 1
        if i >= last or TERMS.match(keys, i, last) is None:
            return at
        while i < last:
            step = TERMS.match(keys, i, last)
            if step is not None:
                i = step[0]
            elif keys[i][0].isdigit() or keys[i] in _DASHES or _roman(self.page.word(i)):
                i += 1
            else:
                break
        if bracket:
            if i < last and keys[i] == ")":
                return i + 1
            return at
        return i

    def roles(self, at: int, last: int) -> tuple[list[Phrase], int]:
        """The list of roles that begins at token ``at`` and the token after it; an empty list where there is none."""
        first = self.phrase(at, last)
        if first is None:
            return [], at
        found = [first]
        keys = self.keys
        end = self.term(first.last, last)
        while end < last:
            i = self._joint(end, last)
            more = self.phrase(i, last, found[-1].former) if i > end else None
            if more is None and (further := self._aside(end, last)) > end:
                i = self._joint(further, last)
                more = self.phrase(i, last, found[-1].former) if i > further else None
            if more is None:
                break
            between = keys[found[-1].last : more.first]
            found[-1].linked = "kiêm" in between or any(key in _DASHES for key in between)
            found.append(more)
            end = self.term(more.last, last)
        if not found[-1].bare:
            end = self._whole(found, end, last)
        elif end + 1 < last and keys[end] == ",":
            office = self.mentions.get(end + 1)
            if office is not None and office[1].kind == "organization":
                found[-1].office = (end + 1, office[0])
                end = office[0]
        return found, end

    def _whole(self, roles: list[Phrase], end: int, last: int) -> int:
        """Let the office of the last role take in the organisations that it is a part of; the token after them.

        "Trưởng phòng Kế toán, Trung tâm Y tế huyện Yên Mô": not where the sentence goes by what someone says
        ("Theo ông A, Trưởng phòng Kế toán, Sở Y tế đã ..."), whose clause may begin there.
        """
        keys, role = self.keys, roles[-1]
        if end != role.last or "theo" in keys[max(0, roles[0].first - 8) : roles[0].first]:
            return end
        part = role.body
        while end + 1 < last and keys[end] == ",":
            if _PARTS.match(keys, part, end) is None:
                break
            found = self.mentions.get(end + 1)
            if found is None or found[1].kind != "organization" or found[0] > last:
                break
            if _WHOLES.match(keys, end + 1, found[0]) is None:
                break
            part = end + 1
            end = role.last = found[0]
        return end

    def _aside(self, at: int, last: int) -> int:
        """The token after what only says where or when at ``at``: ", quận 1", "(2011 - 2016)"."""
        keys = self.keys
        i = at
        while i < last:
            if keys[i] == "(":
                shut = next((j for j in range(i, min(last, i + 14)) if keys[j] == ")"), None)
                if shut is None or any(j in self.persons for j in range(i, shut)):
                    return i
                i = shut + 1
                continue
            found = self.mentions.get(i + 1) if keys[i] == "," else None
            if found is None or found[1].kind != "place" or found[0] > last:
                return i
            i = found[0]
        return at if i >= last else i

    def _joint(self, at: int, last: int) -> int:
        """The token after what joins two roles at ``at``; ``at`` where nothing does."""
        keys = self.keys
        i = at
        if keys[i] in (",", ";") or keys[i] in _DASHES:
            i += 1
        if i < last:
            step = JOINS.match(keys, i, last)
            if step is not None:
                i = step[0]
        return i if i < last else at


def _roman(word: str) -> bool:
    return bool(word) and all(c in "IVXL" for c in word)
