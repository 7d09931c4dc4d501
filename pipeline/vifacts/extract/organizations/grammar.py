"""The grammar of organisations: a head noun, then what makes a name of it (lexicon.toml)."""

from __future__ import annotations

from dataclasses import dataclass

from vifacts.extract.organizations.page import MIDDLE, NO_NAMES, SURNAMES, Page
from vifacts.extract.organizations.places import BARE, Place, city, number, place
from vifacts.language.lexicon import Lexicon
from vifacts.language.tokens import tokenize
from vifacts.resources import read_toml

_DATA = read_toml("vifacts.extract.organizations", "lexicon.toml")


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun: its class in lexicon.toml; ``unit`` is the kind word that it implies ("Huyện ủy": huyện)."""

    group: str
    key: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Organization:
    """The tokens [first, last) of an organisation's name.

    ``named`` tells whether it is a name by itself ("Huyện ủy Cẩm Giàng", "Sở Y tế") or only a body of
    a level ("Huyện ủy"); ``place`` is the place inside it, ``unit`` the kind word its head implies for a bare one.
    """

    first: int
    last: int
    named: bool
    head: Head
    place: Place | None = None


def _keyed(name: str) -> str:
    return " ".join(tokenize(name).keys)


HEADS: Lexicon[Head] = Lexicon()
for _group in ("field", "free"):
    for _name in _DATA["named"][_group]:
        HEADS.add(_name, Head(_group, _keyed(_name)))
for _name in _DATA["level"]:
    HEADS.add(_name, Head("level", _keyed(_name)))
for _name, _unit in _DATA["committee"].items():
    HEADS.add(_name, Head("level", _keyed(_name), _unit))
for _group in ("function", "self", "national", "brands", "whole"):
    for _name in _DATA[_group]["names"]:
        HEADS.add(_name, Head(_group, _keyed(_name)))
LEVELS: Lexicon[bool] = Lexicon((word, True) for word in _DATA["levels"]["words"])
FIELDS: Lexicon[bool] = Lexicon(
    (name, True) for name in read_toml("vifacts.extract.organizations", "fields.toml")["fields"]
)
_COLLECTIVE: Lexicon[bool] = Lexicon((word, True) for word in _DATA["collective"]["words"])
PAPERS: Lexicon[bool] = Lexicon((name, True) for name in _DATA["brands"]["papers"])
_CUES = frozenset(_keyed(cue) for cue in _DATA["brands"]["cues"])
_SCHOOLS: Lexicon[bool] = Lexicon((name, True) for name in _DATA["inside"]["words"])
_NOT_AFTER: dict[str, frozenset[str]] = {head: frozenset(words) for head, words in _DATA["not_after"].items()}
_NEVER_AFTER: dict[str, frozenset[str]] = {head: frozenset(words) for head, words in _DATA["never_after"].items()}
_CAPITAL_ONLY = frozenset(_keyed(head) for head in _DATA["capital_only"]["heads"])
_CONNECTORS = frozenset(("và", "-", "–", "&"))
_OPEN, _CLOSE = frozenset('“"«'), frozenset('”"»')


def organization(page: Page, at: int, last: int) -> Organization | None:
    """The organisation whose head noun begins at token ``at``; not ``named`` where it is no name by itself."""
    match = HEADS.match(page.keys, at, last)
    if match is None:
        return None
    after, head = match
    before = page.keys[at - 1] if at else ""
    if before in _NEVER_AFTER.get(head.key, ()):
        return None
    if page.capital[at]:
        if BARE.match(page.keys, at, last) is not None and head.group == "free":
            return None  # "Trường Sơn"
        if after == at + 1 and at and page.capital[at - 1] and before[-1].isalpha() and len(before) > 1:
            if before in SURNAMES or before in MIDDLE:
                return None  # "Nguyễn Trường Thành"
    elif (
        head.key in _CAPITAL_ONLY and not (head.key == "văn phòng" and before == "chánh")
    ) or before in _NOT_AFTER.get(head.key, ()):
        return None
    found = _READERS[head.group](page, at, after, last, head)
    if found is not None and found.named and found.last < last and head.group != "whole":
        if _COLLECTIVE.match(page.keys, found.last, last) is not None:
            return Organization(at, found.last, False, head)
    return found


def begins(page: Page, at: int, last: int) -> bool:
    """Whether a head noun begins at token ``at``."""
    match = HEADS.match(page.keys, at, last)
    return match is not None and (match[0] - at > 1 or match[1].group != "free")


def _plain(page: Page, at: int, after: int, last: int, head: Head) -> Organization | None:
    return Organization(at, after, True, head)


def _brand(page: Page, at: int, after: int, last: int, head: Head) -> Organization | None:
    if not page.capital[at]:
        return None
    if after < last and (page.keys[after] == "việt" or not page.capital[after]):
        tail = _tail(page, after, last, head)
        if tail.proper:
            return Organization(at, tail.last, True, head, tail.place)
    return Organization(at, after, True, head)


def _self(page: Page, at: int, after: int, last: int, head: Head) -> Organization | None:
    tail = _tail(page, after, last, head) if after < last else _Tail(after)
    return Organization(at, tail.last, page.capital[at] or tail.scope, head, tail.place)


def _begins_name(page: Page, at: int, after: int, last: int) -> bool:
    """Whether a head in small letters is one at all: a name, a number or, after a post, a field must follow."""
    if page.capital[after] or page.keys[after].isdigit() or page.keys[after] in _OPEN:
        return True
    if after - at > 1:
        return True
    field = FIELDS.match(page.keys, after, last)
    return field is not None and (field[0] - after >= 3 or (at > 0 and page.keys[at - 1] in ("trưởng", "phó")))


def _national(page: Page, at: int, after: int, last: int, head: Head) -> Organization | None:
    if not page.capital[at] and not (after - at > 1 and any(page.capital[at:after])):
        return None
    return Organization(at, after, True, head)


@dataclass(frozen=True, slots=True)
class _Tail:
    """What follows a head noun: ``proper`` with a proper name, ``scope`` with a level word or a body at least."""

    last: int
    proper: bool = False
    scope: bool = False
    place: Place | None = None


def _bracket(page: Page, at: int, last: int) -> int:
    """The end of an abbreviation in brackets at ``at`` ("(UBKT)"); ``at`` where there is none."""
    if at + 2 < last and page.keys[at] == "(" and page.keys[at + 2] == ")" and page.word(at + 1).isupper():
        return at + 3
    return at


def _tail(page: Page, at: int, last: int, head: Head) -> _Tail:
    start = _bracket(page, at, last)
    if start >= last:
        return _Tail(at)
    found = _tail_from(page, start, last, head)
    return found if found.last > start else _Tail(at)


def _tail_from(page: Page, at: int, last: int, head: Head) -> _Tail:
    keys = page.keys
    if keys[at] == "của" and head.group != "level" and at + 1 < last:
        inner = _tail_from(page, at + 1, last, head)
        return inner if inner.proper else _Tail(at)
    if keys[at] == "tại" and head.key in _SEATED and at + 1 < last:
        inner = _tail_from(page, at + 1, last, head)
        return inner if inner.place is not None else _Tail(at)
    if keys[at] == "cơ" and at + 2 < last and keys[at + 1] == "quan":
        inner = _tail_from(page, at + 2, last, head)
        return inner if inner.scope else _Tail(at)
    nested = organization(page, at, last)
    if nested is not None and nested.last > at:
        end, named, where = nested.last, nested.named, nested.place
        if head.key in _JOINING and end + 1 < last and keys[end] in ("và", "-", "–", ","):
            more = organization(page, end + 1, last)
            if more is not None and more.head.group == "level":
                end, named, where = more.last, named or more.named, where or more.place
        return _Tail(end, named, True, where)
    if keys[at] == "việt" and at + 1 < last and keys[at + 1] == "nam" and page.capital[at]:
        if at + 2 < last:
            inner = _tail_from(page, at + 2, last, head)
            if inner.last > at + 2 and inner.scope and not inner.proper:
                return _Tail(inner.last, False, True, None)
            if inner.proper and inner.place is not None:
                return inner
        return _Tail(at + 2, True, True)
    end = city(page, at, last)
    if end > at:
        return _Tail(end, True, True, Place(at, end, at, None))
    where = place(page, at, last)
    if where is not None and where.kind is not None and (where.kind.unit or where.kind.settlement):
        end = where.last
        further = place(page, end, last) if end < last else None
        if further is not None and further.kind is not None and further.kind.unit:
            end = further.last
        return _Tail(end, True, True, where)
    level = LEVELS.match(keys, at, last)
    if level is not None and not (page.capital[at] and page.run(at, last) > level[0]):
        end = level[0]
        return _Tail(end, False, True)
    end = number(page, at, last) if head.key in _COUNTED else at
    if end > at:
        return _Tail(end, True, True)
    if page.capital[at]:
        end = _proper(page, at, last, head)
        if end > at:
            kind = next((k for k in (head.unit,) if k), None)
            return _Tail(end, True, True, Place(at, end, at, None) if kind or _unit(page, at, end) else None)
    return _Tail(at)


def _unit(page: Page, at: int, end: int) -> bool:
    return page.known(at, end) == end


def _proper(page: Page, at: int, last: int, head: Head) -> int:
    """The end of a bare proper name after ``head``."""
    if NO_NAMES.match(page.keys, at, last) is not None:
        return at
    if head.unit is not None:
        found = page.known(at, last, head.unit)
        if found > at:
            return found
    run = page.run(at, last)
    for kind in ("tỉnh", "thành phố"):
        found = page.known(at, last, kind)
        if found > at:
            return found
    if page.person(at, run) and (run - at >= 3 or page.keys[at] in SURNAMES):
        # a unit's name that is a person's too ("Đảng bộ Lê Lợi") is taken only where nothing follows it
        if not (head.unit and run - at == 2 and page.known(at, run, head.unit) == run):
            return at
    return page.name(at, last)


def _level(page: Page, at: int, after: int, last: int, head: Head) -> Organization:
    if after >= last:
        return Organization(at, after, False, head)
    tail = _tail(page, after, last, head)
    if tail.last == after:
        return Organization(at, after, False, head)
    return Organization(at, tail.last, tail.proper, head, tail.place)


def _function(page: Page, at: int, after: int, last: int, head: Head) -> Organization:
    if after >= last:
        return Organization(at, after, False, head)
    tail = _tail(page, after, last, head)
    if tail.last == after:
        return Organization(at, after, False, head)
    return Organization(at, tail.last, tail.scope, head, tail.place)


def _quoted(page: Page, at: int, last: int) -> int:
    if at < last and page.keys[at] in _OPEN:
        for i in range(at + 1, min(last, at + 12)):
            if page.keys[i] in _CLOSE:
                return i + 1
    return at


def _own_name(page: Page, at: int, after: int, last: int, head: Head) -> Organization | None:
    if not page.capital[at] and not (after < last and _begins_name(page, at, after, last)):
        return None
    free = head.group == "free"
    i = after
    named = False
    # "phòng quản lý vận tải": a head in small letters whose field _begins_name has let pass
    small = not page.capital[at] and not page.capital[after] if after < last else False
    if head.key in _PRESS:
        title = PAPERS.match(page.keys, after, last) if after < last and page.capital[after] else None
        if title is not None:
            return Organization(at, title[0], True, head)
    proper = False  # whether the step before was a proper name, after which small letters are no longer the name's
    while i < last:
        step = FIELDS.match(page.keys, i, last)
        if step is not None and (page.capital[i] or (not proper and (named or page.capital[at] or small))):
            named = named or not free or page.capital[i]
            i, proper = step[0], False
            continue
        if not named and head.key in _WORDY and not page.capital[i]:
            end = _common_words(page, i, last)
            if end > i:
                i = end
                continue
        if free:
            inside = _SCHOOLS.match(page.keys, i, last)
            if inside is not None:
                i = inside[0]
                continue
        end = number(page, i, last)
        if end > i:
            i, named = end, True
            continue
        end = _quoted(page, i, last)
        if end > i:
            i, named = end, True
            break
        if named and page.keys[i] in _CONNECTORS and i + 1 < last:
            inner = HEADS.match(page.keys, i + 1, last)
            if inner is not None and inner[0] - i > 2 and page.capital[i + 1]:
                break
            if FIELDS.match(page.keys, i + 1, last) or (
                free and page.capital[i + 1] and HEADS.match(page.keys, i + 1, last) is None
            ):
                i += 1
                continue
            break
        if page.capital[i] and NO_NAMES.match(page.keys, i, last) is None:
            if not free and _place_at(page, i, last):
                break
            if named:
                inner = HEADS.match(page.keys, i, last)
                if inner is not None and (not free or inner[0] - i > 1 or inner[1].group in ("level", "function")):
                    break
            end = _words(page, i, last, free and not named)
            if end > i:
                i, named, proper = end, True, True
                continue
        break
    if not named or (head.key == "trường" and i - after < 2):
        return Organization(at, after, False, head) if after - at > 1 else None
    tail = _tail(page, i, last, head) if i < last else _Tail(i)
    end, where = max(i, tail.last), tail.place
    if head.key in _SEATED and end < last and page.keys[end] == "tại":
        seat = _tail(page, end, last, head)
        end, where = max(end, seat.last), where or seat.place
    return Organization(at, end, True, head, where)


def _common_words(page: Page, at: int, last: int) -> int:
    """The end of one to four common words before the capitals of an own name; ``at`` where these are none."""
    for i in range(at, min(last, at + 5)):
        if page.capital[i]:
            return i if i > at and HEADS.match(page.keys, i, last) is None else at
        if not page.keys[i].isalpha() or page.keys[i] in _WORD_STOPS:
            return at
    return at


def _place_at(page: Page, at: int, last: int) -> bool:
    return any(page.known(at, last, kind) > at for kind in ("tỉnh", "thành phố", "huyện", "quận", "thị xã"))


def _words(page: Page, at: int, last: int, first: bool) -> int:
    """The end of capitalised words that carry on an own name, before a person's name."""
    end = page.run(at, last)
    if not first and page.person(at, end):
        return at
    if first and page.keys[at] in SURNAMES and end - at <= 4:
        return end  # "Trường THPT Nguyễn Trãi"
    cut = page.person_tail(at, end)
    return cut


def paper(page: Page, at: int, last: int) -> int:
    """The end of a newspaper's name after a cue ("PV", "theo", a slash); ``at`` where there is none."""
    if not page.capital[at] or at == 0 or page.keys[at - 1] not in _CUES:
        return at
    match = PAPERS.match(page.keys, at, last)
    return match[0] if match else at


_READERS = {
    "level": _level,
    "function": _function,
    "self": _self,
    "national": _national,
    "brands": _brand,
    "whole": _plain,
    "field": _own_name,
    "free": _own_name,
}
_WORDY = frozenset(_keyed(head) for head in _DATA["wordy"]["heads"])
_WORD_STOPS = frozenset(_DATA["wordy"]["stops"])
_PRESS = frozenset(("báo", "tạp chí", "báo điện tử", "thời báo"))
_SEATED = frozenset(_keyed(word) for word in _DATA["seated"]["heads"])
_COUNTED = frozenset(_keyed(word) for word in _DATA["counted"]["heads"])
_JOINING = frozenset(_keyed(word) for word in _DATA["joining"]["heads"])
