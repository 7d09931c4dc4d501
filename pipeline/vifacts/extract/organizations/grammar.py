"""The grammar of organisations: a head noun, then what makes a name of it (lexicon.toml)."""

from __future__ import annotations

from dataclasses import dataclass

from vifacts.extract.organizations.heads import (
    CAPITAL_ONLY,
    COLLECTIVE,
    COUNTED,
    FIELDS,
    HEADS,
    JOINING,
    LEVELS,
    NEVER_AFTER,
    NOT_AFTER,
    PLURAL,
    POSTS,
    SEATED,
    SECTORS,
    SMALL,
    Head,
)
from vifacts.extract.organizations.own_names import own_name
from vifacts.extract.organizations.page import MIDDLE, STRONG, SURNAMES, Page
from vifacts.extract.organizations.places import BARE, KINDS, NOT_NAMES, PLURALS, ROMAN, Place, city, number, place

#: Kinds of units whose bare names are the place of a body ("Công an Hà Nội"); a commune's are other things too.
_LARGE = ("tỉnh", "thành phố", "huyện", "quận", "thị xã")
#: Single head nouns, which without an own name are no name after another head either.
_BODIES = frozenset(
    ("bộ", "sở", "ban", "cục", "vụ", "phòng", "viện", "trường", "ngành", "khối", "đội", "nhà", "hội", "tổng")
)


@dataclass(frozen=True, slots=True)
class Organization:
    """The tokens [first, last) of an organisation's name.

    ``named`` tells whether it is a name by itself ("Huyện ủy Cẩm Giàng", "Sở Y tế") or only a body of
    a level ("Huyện ủy"); ``place`` is the place inside it.
    """

    first: int
    last: int
    named: bool
    head: Head
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class _Tail:
    """What follows a head noun: ``proper`` with a proper name, ``scope`` with a level word or a body at least."""

    last: int
    proper: bool = False
    scope: bool = False
    place: Place | None = None


def organization(page: Page, at: int, last: int) -> Organization | None:
    """The organisation whose head noun begins at token ``at``; not ``named`` where it is no name by itself."""
    match = HEADS.match(page.keys, at, last)
    if match is None or not _is_head(page, at, match[0], last, match[1]):
        return None
    after, head = match
    found = _read(page, at, after, last, head)
    if found is None or not found.named or found.last >= last or head.group == "whole":
        return found
    if COLLECTIVE.match(page.keys, found.last, last) is not None:  # "Ủy ban kiểm tra Huyện ủy các cấp"
        return Organization(at, found.last, False, head)
    return found


def listed(page: Page, at: int, last: int) -> list[Organization]:
    """The bodies of a counted list from the head noun at ``at`` ("3 chi bộ Hải An, Hòa Bình và Quyết Tiến").

    Each is its bare name, as in a list of places; no list, no organisation: [] where fewer than two follow.
    """
    before = page.keys[at - 1] if at else ""
    if not (before in PLURALS or before.isdigit()):
        return []
    match = HEADS.match(page.keys, at, last)
    if match is None or match[1].key not in PLURAL:
        return []
    found: list[Organization] = []
    i = match[0] + (match[0] < last and page.keys[match[0]] == ":")
    while i < last and page.capital[i]:
        end = page.name(i, last)
        kind = KINDS.match(page.keys, i, last)
        if end == i or end - i > 4 or (kind is not None and kind[0] >= end) or page.keys[i] in NOT_NAMES:
            break
        found.append(Organization(i, end, True, match[1]))
        if end + 1 >= last or page.keys[end] not in (",", "và"):
            break
        i = end + 1
    return found if len(found) > 1 else []


def begins(page: Page, at: int, last: int) -> bool:
    """Whether a head noun begins at token ``at``."""
    match = HEADS.match(page.keys, at, last)
    return match is not None and (match[0] - at > 1 or match[1].group != "free")


def _is_head(page: Page, at: int, after: int, last: int, head: Head) -> bool:
    """Whether the words [at, after) are the head noun, and not a piece of another word or of a name."""
    before = page.keys[at - 1] if at else ""
    if before in SECTORS or before in NEVER_AFTER.get(head.key, ()):
        return False
    if not page.capital[at]:
        if head.key in CAPITAL_ONLY and not (head.key == "văn phòng" and before == "chánh"):
            return False
        if before in PLURALS and head.group in ("function", "self", "field"):
            return False  # "các đài phát thanh huyện"
        return before not in NOT_AFTER.get(head.key, ())
    if head.group == "free" and BARE.match(page.keys, at, last) is not None:
        return False  # "Trường Sơn"
    alone = after == at + 1 and at > 0 and page.capital[at - 1]
    return not (alone and (before in SURNAMES or before in MIDDLE or before in ("ê", "y", "h")))


def _read(page: Page, at: int, after: int, last: int, head: Head) -> Organization | None:
    group = head.group
    if group == "whole":
        return Organization(at, after, True, head) if page.capital[at] or head.key in SMALL else None
    if group == "national":
        capital = page.capital[at] or (after - at > 1 and any(page.capital[at:after]))
        return Organization(at, after, True, head) if capital else None
    if group == "brands":
        return _brand(page, at, after, last, head)
    if group in ("field", "free"):
        return _own(page, at, after, last, head)
    if head.key == "đoàn":  # "Đoàn phường Kiến An", but "Đoàn Thị Mai", "Đoàn công tác"
        where = _placed(page, after, last) if after < last else None
        return Organization(at, where.last, True, head, where.place) if where is not None else None
    tail = _tail(page, after, last, head)
    named = tail.proper if group == "level" else tail.scope
    return Organization(at, tail.last, named or (group == "self" and page.capital[at]), head, tail.place)


def _brand(page: Page, at: int, after: int, last: int, head: Head) -> Organization | None:
    """A firm or agency without a head noun; "Việt Nam" or a branch behind it belongs to it."""
    if not page.capital[at]:
        return None
    if after < last and (page.keys[after] == "việt" or not page.capital[after]):
        tail = _tail(page, after, last, head)
        if tail.proper:
            return Organization(at, tail.last, True, head, tail.place)
    return Organization(at, after, True, head)


def _own(page: Page, at: int, after: int, last: int, head: Head) -> Organization | None:
    end = own_name(page, at, after, last, head)
    if end == after and head.group == "free" and after < last:
        placed = _placed(page, after, last)  # "Trường PTDTNT huyện Mai Châu"
        if placed is not None:
            return Organization(at, placed.last, True, head, placed.place)
    if end == after:
        return Organization(at, after, False, head) if after - at > 1 else None
    tail = _tail(page, end, last, head)
    where, end = tail.place, tail.last
    if head.key in SEATED and end < last and page.keys[end] == "tại":
        seat = _tail(page, end, last, head)
        end, where = seat.last, where or seat.place
    return Organization(at, end, True, head, where)


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
    nothing = _Tail(at)
    word = page.keys[at]
    if at + 1 < last:
        if word == "của" and head.group != "level":
            inner = _tail_from(page, at + 1, last, head)
            return inner if inner.proper else nothing
        if word == "tại" and head.key in SEATED:
            inner = _tail_from(page, at + 1, last, head)
            return inner if inner.place is not None else nothing
        if word == "cơ" and at + 2 < last and page.keys[at + 1] == "quan" and not begins(page, at, last):
            inner = _tail_from(page, at + 2, last, head)
            return inner if inner.scope else nothing
        if word == "việt" and page.keys[at + 1] == "nam" and page.capital[at]:
            return _of_vietnam(page, at + 2, last, head)
    return (
        _region(page, at, last)
        or _nested(page, at, last, head)
        or _placed(page, at, last)
        or _level_word(page, at, last)
        or _numbered(page, at, last, head)
        or _bare_name(page, at, last, head)
        or nothing
    )


def _region(page: Page, at: int, last: int) -> _Tail | None:
    """A numbered district of courts and tax offices since 2025 ("Tòa án nhân dân khu vực 3 - Hải Phòng")."""
    if at + 2 >= last or tuple(page.keys[at : at + 2]) not in (("khu", "vực"), ("cơ", "sở")):
        return None
    number_at = at + 2
    if not (page.keys[number_at].isdigit() or page.keys[number_at] in ROMAN):
        return None
    end = number_at + 1
    if end + 1 < last and page.keys[end] in ("-", "–"):
        for kind in ("tỉnh", "thành phố"):
            found = page.known(end + 1, last, kind)
            if found > end + 1:
                return _Tail(found, True, True, Place(end + 1, found, end + 1, None))
    return _Tail(end, True, True)


def _of_vietnam(page: Page, at: int, last: int, head: Head) -> _Tail:
    """What follows "Việt Nam": "Ủy ban MTTQ Việt Nam tỉnh" is a level's body, "… tỉnh Hà Nam" the province's."""
    if at < last:
        inner = _tail_from(page, at, last, head)
        if inner.last > at and inner.scope and not inner.proper:
            return _Tail(inner.last, False, True)
        if inner.proper and inner.place is not None:
            return inner
    return _Tail(at, True, True)


def _nested(page: Page, at: int, last: int, head: Head) -> _Tail | None:
    """Another body inside the name ("Ban Tổ chức [Huyện ủy Cẩm Giàng]")."""
    inner = organization(page, at, last)
    if inner is None or inner.last == at:
        return None
    end, named, where = inner.last, inner.named, inner.place
    if head.key in JOINING and end + 1 < last and page.keys[end] in ("và", "-", "–"):
        more = organization(page, end + 1, last)  # "Văn phòng HĐND và UBND tỉnh"
        if more is not None and more.head.group == "level":
            end, named, where = more.last, named or more.named, where or more.place
    return _Tail(end, named, True, where)


def _placed(page: Page, at: int, last: int) -> _Tail | None:
    """A place with its kind word; a larger one may follow without a comma ("Chi bộ thôn 8 xã An Hòa")."""
    end = city(page, at, last)
    if end > at:
        return _Tail(end, True, True, Place(at, end, at, None))
    where = place(page, at, last)
    if where is None or where.kind is None or not (where.kind.unit or where.kind.settlement):
        return None
    end = where.last
    further = place(page, end, last) if end < last else None
    if further is not None and further.kind is not None and further.kind.unit:
        end = further.last
    return _Tail(end, True, True, where)


def _level_word(page: Page, at: int, last: int) -> _Tail | None:
    level = LEVELS.match(page.keys, at, last)
    if level is None or (page.capital[at] and page.run(at, last) > level[0]):
        return None
    return _Tail(level[0], False, True)


def _numbered(page: Page, at: int, last: int, head: Head) -> _Tail | None:
    end = number(page, at, last) if head.key in COUNTED else at
    return _Tail(end, True, True) if end > at else None


def _bare_name(page: Page, at: int, last: int, head: Head) -> _Tail | None:
    """A proper name without a kind word ("Huyện ủy Cẩm Giàng", "Công an Hà Nội", "Chi bộ Phú Thịnh")."""
    if not page.capital[at] or page.begins_other(at, last):
        return None
    end = _unit_name(page, at, last, head)
    if end == at and head.group == "function" and head.key.startswith("trường "):
        end = page.person_tail(at, page.run(at, last))  # "Trường Chính trị Nguyễn Văn Linh"
    if end == at:
        run = page.run(at, last)
        if page.person(at, run) and (run - at > 2 or page.keys[at] in STRONG):
            return None
        if KINDS.match(page.keys, at, last) is not None or page.keys[at] in NOT_NAMES:
            return None  # "Chi bộ TDP"
        if head.key == "chi bộ" and run - at >= 3 and at > 2 and page.keys[at - 3] in POSTS:
            return None  # "Bí thư chi bộ Pờ Sa Phù": the holder of the post
        if page.keys[at] in _BODIES:
            return None  # "Chánh văn phòng Bộ Vũ Đăng Hà"
        field = FIELDS.match(page.keys, at, last)
        if field is not None and field[0] > at + 1 and not page.capital[at + 1]:
            after = _tail(page, field[0], last, head)  # "Chi bộ Hỗ trợ tư pháp", "Công đoàn Giáo dục Việt Nam"
            return _Tail(after.last, True, True, after.place)
        end = page.name(at, last)
        if end == at:
            return None
    unit = head.unit is not None or any(page.known(at, end, kind) == end for kind in _LARGE)
    return _Tail(end, True, True, Place(at, end, at, None, head.unit) if unit else None)


def _unit_name(page: Page, at: int, last: int, head: Head) -> int:
    """The end of the name of a unit that the tables know at ``at``; ``at`` where there is none."""
    for kind in (head.unit, "tỉnh", "thành phố"):
        if kind is not None:
            found = page.known(at, last, kind)
            if found > at:
                return found
    return at
