"""Roles written out in full: what a list says once belongs to each of its roles.

"Bí thư Đảng ủy, Chủ tịch HĐND xã Tân Trường" names a Bí thư Đảng ủy xã Tân Trường and a Chủ tịch HĐND xã Tân
Trường; "Ủy viên Ban Thường vụ, Trưởng Ban Tổ chức Huyện ủy" an Ủy viên Ban Thường vụ Huyện ủy.
"""

from __future__ import annotations

from vifacts.extract.roles.phrases import Phrase, Reader
from vifacts.extract.roles.titles import LEXICON, joined, phrases

_UNITS = phrases(LEXICON["units"]["words"])
_OPEN = phrases(LEXICON["open"]["words"])
_PARTY = phrases(LEXICON["open"]["party"])
_INNER = phrases(LEXICON["open"]["inner"])
_OFFICES = phrases(LEXICON["open"]["offices"])
_HEADS = frozenset(map(joined, LEXICON["titles"]["heads"]))
_COMMITTEE = phrases(list(LEXICON["committees"]))
_KINDS = {joined(name): kind for name, kind in LEXICON["committees"].items()}
_NORMAL = {joined(short): joined(full) for short, full in LEXICON["units"]["normal"].items()}


def texts(reader: Reader, roles: list[Phrase]) -> list[str]:
    """The text of each role of one person's list, in full."""
    return [text for text, _ in full(reader, roles)]


def full(reader: Reader, roles: list[Phrase]) -> list[tuple[str, Phrase]]:
    """(text in full, the role whose words end it: itself or the one that gave it its tail) for each role of a list."""
    out = [_text(reader, role.first, role.last) for role in roles]
    givers = list(roles)
    tail: _Tail | None = None
    office = roles[-1].office
    if office is not None:
        out[-1] += " " + _text(reader, *office)
    for n in range(len(roles) - 1, -1, -1):
        role = roles[n]
        if tail is not None and (added := tail.add_to(reader, role)):
            out[n] += added
            givers[n] = tail.role
        own = _Tail(reader, role)
        if tail is None or own.named:
            tail = own
    return list(zip(out, givers, strict=True))


def _text(reader: Reader, first: int, last: int) -> str:
    return " ".join(reader.page.span(first, last).split()).rstrip(".")


class _Tail:
    """What a role can give to those before it in its list."""

    def __init__(self, reader: Reader, role: Phrase) -> None:
        self.place = _place_at(reader, role)
        self.party = _party_at(reader, role)
        self.body = role.body if role.body < role.last else None
        self.role = role
        self.named = self.place is not None or self.party is not None or self.body is not None
        self.office = self.body is not None and _OPEN.match(reader.keys, self.body, role.last) is None

    def add_to(self, reader: Reader, role: Phrase) -> str:
        """The words to add to ``role``, with a space before them; "" where it is whole."""
        keys = reader.keys
        last = self.role.last
        party = _ends_with(reader, role, "party")
        if role.bare:
            if self.role.office and (role.linked or role.title.head in _HEADS):
                return " " + _text(reader, *self.role.office)
            if self.office and self.body and (role.linked or {role.title.head, self.role.title.head} <= _HEADS):
                return " " + _text(reader, self.body, last)
            if role.title.head == self.role.title.head and self.body is not None:
                return " " + _text(reader, self.body, last)
            if self.party is not None and role.title.head in ("bí thư", "ủy viên thường vụ"):
                return " " + _text(reader, self.party, last)
            return ""
        if _ends_with(reader, role, "inner"):
            return " " + _text(reader, self.party, last) if self.party is not None else ""
        committee = _committee(reader, role)
        if committee is not None:
            kind = self.kind(reader)
            if self.place is None or kind is None or kind != committee:
                return ""
            step = _UNITS.match(keys, self.place, last)
            name = step[0] if step is not None and not keys[step[0]][0].isdigit() else self.place
            return " " + _text(reader, name, last)
        if not _ends_open(reader, role):
            level = _UNITS.match_before(keys, role.last, 3)
            if level is not None and level[0] > role.first and self.place is not None:
                step = _UNITS.match(keys, self.place, last)
                if step is not None and step[1] == level[1]:
                    return " " + _text(reader, step[0], last)
            if (
                self.place is not None
                and _OFFICES.match(keys, role.body, role.last) is not None
                and not _placed(reader, role)
            ):
                return " " + _text(reader, self.place, last)
            return ""
        if party and self.party is not None:
            return " " + _text(reader, self.place, last) if self.place is not None else ""
        if self.office and party and self.body is not None:
            return " " + _text(reader, self.body, last)
        if self.place is not None:
            return " " + _text(reader, self.place, last)
        level = _UNITS.match_before(keys, last, 3)
        if level is not None and self.body is not None and level[0] > self.body:
            return " " + _text(reader, level[0], last)
        return ""

    def kind(self, reader: Reader) -> str | None:
        """The kind of unit of the place ("huyện")."""
        if self.place is None:
            return None
        step = _UNITS.match(reader.keys, self.place, self.role.last)
        return _NORMAL.get(step[1], step[1]) if step is not None else None


def _place_at(reader: Reader, role: Phrase) -> int | None:
    """Where "xã Tân Trường" begins at the end of the role, None where it ends with no named place."""
    keys, page = reader.keys, reader.page
    for i in range(role.last - 1, role.first, -1):
        step = _UNITS.match(keys, i, role.last)
        if step is not None and step[0] <= role.last:
            longer = i - 1
            while longer > role.first:
                wider = _UNITS.match(keys, longer, role.last)
                if wider is None or wider[0] < step[0]:
                    break
                i, step = longer, wider
                longer -= 1
            rest = range(step[0], role.last)
            if rest and all(page.capital[j] or keys[j][0].isdigit() or not keys[j].isalpha() for j in rest):
                return i
            return None
    return None


def _party_at(reader: Reader, role: Phrase) -> int | None:
    """Where a party body inside the role's body begins ("Trưởng Ban Tổ chức [Huyện ủy]")."""
    for i in range(role.body + 1, role.last):
        if _PARTY.match(reader.keys, i, role.last) is not None:
            return i
    return None


def _ends_open(reader: Reader, role: Phrase) -> bool:
    found = _OPEN.match_before(reader.keys, role.last, 7)
    return found is not None and found[0] > role.first


def _ends_with(reader: Reader, role: Phrase, what: str) -> bool:
    found = (_PARTY if what == "party" else _INNER).match_before(reader.keys, role.last, 5)
    return found is not None and found[0] > role.first


def _committee(reader: Reader, role: Phrase) -> str | None:
    """The kind of unit of a committee that ends the role without a name ("Bí thư Huyện ủy": huyện)."""
    found = _COMMITTEE.match_before(reader.keys, role.last, 3)
    return _KINDS.get(found[1]) if found is not None and found[0] > role.first else None


def _placed(reader: Reader, role: Phrase) -> bool:
    """Whether the role says of which place its office is."""
    if _UNITS.match_before(reader.keys, role.last, 3) is not None or _place_at(reader, role) is not None:
        return True
    found = reader.mentions.get(role.body)
    return found is not None and found[1].entity.place is not None
