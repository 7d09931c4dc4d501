"""Places: a kind word with a name, lists that share a kind word, and bare names that are known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from vifacts.extract.organizations.page import MIDDLE, STRONG, SURNAMES, Page
from vifacts.language.lexicon import Lexicon
from vifacts.language.tokens import tokenize
from vifacts.places.units import Row
from vifacts.resources import read_toml

_DATA = read_toml("vifacts.extract.organizations", "places.toml")
_NUMBERED = frozenset(" ".join(tokenize(word).keys) for word in _DATA["kinds"]["numbered"])
_NOT_AFTER: dict[str, frozenset[str]] = {kind: frozenset(words) for kind, words in _DATA["not_after"].items()}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind word: ``unit`` is the kind word of the tables, for units of the administration."""

    word: str
    unit: str | None
    settlement: bool


KINDS: Lexicon[Kind] = Lexicon()
#: Kind words of one letter or two with their stop ("H.", "TT."), by token key.
_DOTTED: dict[str, Kind] = {}
for _word in _DATA["kinds"]["features"]:
    KINDS.add(_word, Kind(" ".join(tokenize(_word).keys), None, False))
for _word in _DATA["kinds"]["settlements"]:
    KINDS.add(_word, Kind(" ".join(tokenize(_word).keys), None, True))
for _word, _unit in _DATA["units"].items():
    if _word.endswith("."):
        _DOTTED[_word.lower()] = Kind(_unit, _unit, False)
    else:
        KINDS.add(_word, Kind(_unit, _unit, False))

BARE: Lexicon[bool] = Lexicon((name, True) for name in (*_DATA["bare"]["countries"], *_DATA["bare"]["regions"]))
_NEVER = frozenset(" ".join(tokenize(name).keys) for name in _DATA["bare"]["never"])
_CAUTIOUS = frozenset(name.lower() for name in _DATA["bare"]["cautious"])
_CAUTIOUS_AFTER = frozenset(_DATA["bare"]["cautious_after"])
_CAUTIOUS_BEFORE = frozenset(_DATA["bare"]["cautious_before"])
_NOT_BARE_AFTER = frozenset(_DATA["not_bare_after"]["words"])
_SMALL_ONLY = frozenset(_DATA["small_only"]["words"])
_DESCRIBED: Lexicon[bool] = Lexicon((name, True) for name in _DATA["bare"]["described"])
_CITY = Lexicon((name, True) for name in _DATA["bare"]["city"])
NOT_NAMES = frozenset(_DATA["bare"]["not_names"])
_LARGER = ("tỉnh", "thành phố")
#: Kind words in short, which begin a place of their own in a list ("các huyện Phước Long, Đông Hải, TX Giá Rai").
_SHORT = frozenset(word.lower() for word in _DATA["units"] if word.isupper() or word.endswith("."))
_NUMBERS_ONLY = frozenset(("tổ", "đội"))
_COUNTABLE = frozenset(("đường", "tổ", "đội", "khối", "khu"))
_SERIAL = frozenset(("khu công nghiệp", "kcn", "cụm công nghiệp", "ccn", "thủy điện", "khu đô thị", "cầu"))
_AFTER_NUMBER = frozenset(_DATA["plural"]["after_number"])
#: The first words of all kind words and of places that stand for themselves.
FIRST = frozenset(
    (
        *_DOTTED,
        *(
            tokenize(word).keys[0]
            for words in (*_DATA["kinds"].values(), _DATA["units"], _DATA["bare"]["city"], _DATA["bare"]["described"])
            for word in words
        ),
    )
)
#: What a settlement's number may be: digits, a roman number, a letter behind.
PLURALS = frozenset(_DATA["plural"]["words"])
ROMAN = frozenset("i ii iii iv v vi vii viii ix x".split())


@dataclass(frozen=True, slots=True)
class Place:
    """The tokens [first, last) of a place; ``name_at`` is the first token of its proper name.

    ``unit`` is the kind word that an organisation's head noun implies ("Huyện ủy Cẩm Giàng": huyện).
    """

    first: int
    last: int
    name_at: int
    kind: Kind | None
    unit: str | None = None


def number(page: Page, at: int, last: int) -> int:
    """The end of the number that is a settlement's name ("5", "số 5", "2A"); ``at`` where there is none."""
    i = at
    if i < last - 1 and page.keys[i] == "số":
        i += 1
    if i < last and page.keys[i].isdigit() and len(page.keys[i]) <= 4:
        i += 1
        if i < last and page.capital[i] and page.glued(i) and len(page.keys[i]) == 1:
            i += 1
        return i
    return at


def city(page: Page, at: int, last: int) -> int:
    """The end of a city written in one breath with its kind word ("TP.HCM", "TPHCM"); ``at`` where there is none."""
    found = _CITY.match(page.keys, at, last)
    return found[0] if found and page.capital[at] else at


def place(page: Page, at: int, last: int) -> Place | None:
    """The place with its kind word that begins at token ``at``."""
    end = city(page, at, last)
    if end > at:
        return Place(at, end, at, None)
    described = _DESCRIBED.match(page.keys, at, last)
    if described is not None:
        return Place(at, described[0], at, None)
    dotted = _DOTTED.get(page.keys[at])
    match = (at + 1, dotted) if dotted is not None and page.capital[at] else KINDS.match(page.keys, at, last)
    if match is None:
        return None
    name_at, kind = match
    if name_at >= last:
        return None
    unknown = dotted is not None and page.known(name_at, last, kind.unit) == name_at
    single = page.run(name_at, last) == name_at + 1 and not page.keys[name_at].isdigit()
    if unknown and (single or not page.glued(name_at)):
        return None  # "... của TP. Tại hội nghị": the stop ends a sentence
    if kind.unit is None:
        if page.capital[at] and (kind.word in _SMALL_ONLY or (name_at - at > 1 and page.span(at, name_at).isupper())):
            return None
        before = page.keys[at - 1] if at else ""
        if before in _NOT_AFTER.get(kind.word, ()):
            return None
        if page.capital[at] and at and page.capital[at - 1] and (before in SURNAMES or before in MIDDLE):
            return None  # "Hồ" of a person's name
    if page.keys[name_at] == ":" and name_at + 1 < last and at:
        before = page.keys[at - 1]
        if before in PLURALS or before.isdigit():  # "sáp nhập 3 xã: Tân Hòa, Hòa Bình và Minh Tân"
            at = name_at = name_at + 1
    end = name_of(page, name_at, last, kind)
    return Place(at, end, name_at, kind) if end > name_at else None


def name_of(page: Page, at: int, last: int, kind: Kind) -> int:
    """The end of the name that follows the kind word; ``at`` where there is none."""
    if kind.word in _NUMBERED:
        end = number(page, at, last)
        if end > at:
            if kind.word == "đường" and len(page.keys[at]) < 3:
                return at  # "đường 5 tầng", but "đường 398B"
            return at if kind.word in _COUNTABLE and _counts(page, end, last) else end
    if at >= last or not page.capital[at]:
        return at
    word = page.keys[at]
    if kind.word in _NUMBERS_ONLY or "." in word:
        return at
    if word in NOT_NAMES and (kind.unit or page.run(at, last) == at + 1) and page.known(at, last, kind.unit) == at:
        return at  # "huyện Đoàn"; but "bản Đoàn Kết"
    if len(word) == 1 and page.run(at, last) == at + 1:
        return at
    region = BARE.match(page.keys, at, last)
    if kind.unit is None and region is not None and region[0] - at > 1:
        return region[0]  # "vùng Đồng bằng sông Cửu Long"
    if kind.unit is None and not kind.settlement and page.keys[at] in ROMAN:
        return at
    if page.begins_other(at, last) and page.known(at, last, kind.unit) == at and page.known(at, last) <= at + 1:
        return at  # "trưởng thôn Để nâng cao ..."; but "TX Từ Sơn"
    if kind.unit is None and not kind.settlement and page.keys[at] in SURNAMES:
        return min(page.person_tail(at, page.run(at, last)), at + 4)  # "đường Nguyễn Hữu Cảnh"
    end = page.name(at, last, kind.unit)
    if end > at and (kind.settlement or kind.word in _SERIAL):
        more = number(page, end, last)  # "Khu công nghiệp Cẩm Đông 2"
        end = end if more - end > 1 or _counts(page, more, last) else more
    if kind.unit in ("tỉnh", "thành phố"):
        end = max(end, page.known(at, last, kind.unit))  # "Bà Rịa - Vũng Tàu"
        former = BARE.match(page.keys, at, last)  # "tỉnh Hà Sơn Bình"
        end = max(end, former[0]) if former is not None else end
    if end == at and kind.settlement and page.run(at, last) == at + 2:
        end = at + 2  # "thôn Nguyễn Xá"
    return end


def _counts(page: Page, end: int, last: int) -> bool:
    """Whether a number counts what follows ("tổ 15 thành viên") and is no name ("tổ 15, phường Hà Huy Tập")."""
    return end < last and page.keys[end].isalpha() and not page.capital[end] and page.keys[end] not in _AFTER_NUMBER


def listed(page: Page, found: Place, last: int, stops: Callable[[Page, int, int], bool]) -> list[Place]:
    """The further names of a list that shares the kind word of ``found`` ("các xã Cao An, Cẩm Vũ và Tân Trường").

    ``stops`` tells whether something else begins at a token.
    """
    made: list[Place] = []
    kind = found.kind
    if kind is None or (kind.unit is None and not kind.settlement):
        return made
    at = found.last
    before = page.keys[found.first - 1] if found.first else ""
    plural = before in PLURALS or before.isdigit() or before == ":"
    while at + 1 < last and page.keys[at] in (",", "và", ";", "-", "–"):
        start = at + 1
        if page.keys[at] in (",", ";") and page.keys[start] == "và":
            start += 1
        if start >= last:
            break
        other = page.keys[start] in _SHORT or stops(page, start, last)
        end = start if other else name_of(page, start, last, kind)
        if end == start or not _member(page, start, end, kind, plural):
            break
        made.append(Place(start, end, start, kind))
        at = end
    return made


def _member(page: Page, start: int, end: int, kind: Kind, plural: bool) -> bool:
    """Whether the name belongs to a list of that kind: known as one, or, after a plural, not known as more."""
    if city(page, start, end) > start or any(page.known(start, end, larger) == end for larger in _LARGER):
        # "huyện Tân Lạc, Hòa Bình" ends with the province; "các xã Tân Hòa, Hòa Bình" does not
        known = kind.unit is not None and page.known(start, end, kind.unit) == end
        return plural and (kind.unit in _LARGER or known)
    if page.keys[start].isdigit() or (kind.unit is not None and page.known(start, end, kind.unit) == end):
        return True
    if kind.settlement and end - start <= 2 and page.keys[start] not in SURNAMES:
        plural = True
    return plural and page.keys[start] not in STRONG and end - start <= 3


@dataclass(slots=True)
class Known:
    """Names that need no kind word in one article: ``introduced`` by it with one, and units (codes) around it."""

    introduced: set[str] = field(default_factory=set)
    provinces: set[str] = field(default_factory=set)
    districts: set[str] = field(default_factory=set)
    around: set[str] = field(default_factory=set)  # districts that may hold a commune which the article names


def bare(page: Page, at: int, last: int, known: Known) -> int:
    """The end of a known bare name at ``at``; ``at`` where there is none.

    Known are countries, regions, provinces, names that the article introduces with their kind word, districts
    of the provinces and communes of the districts that the article names.
    """
    keys = page.keys
    before = keys[at - 1] if at else ""
    if not page.capital[at] or before in _NOT_BARE_AFTER:
        return at
    best = at
    match = BARE.match(keys, at, last)
    if match and all(page.capital[i] or not keys[i].isalpha() for i in (at, match[0] - 1)):
        best = match[0]
        if keys[at] in _CAUTIOUS and best == at + 1 and not _cautious(page, at, before):
            best = at
    for end in range(min(last, at + 6), best, -1):
        if page.capital[end - 1] and _is_known(page, at, end, last, known):
            best = end
            break
    if best == at or page.joined(at, best) in _NEVER:
        return at
    run = page.run(at, last)
    if best < run and not page.person(best, run) and not (keys[best] in STRONG and run - best >= 2):
        return at
    return best


def _cautious(page: Page, at: int, before: str) -> bool:
    """Whether a country's name that is an everyday word or a given name stands for the country."""
    if at + 1 < len(page.keys) and page.keys[at + 1] in _CAUTIOUS_BEFORE:
        return False
    return before in _CAUTIOUS_AFTER or (before in (",", "-", "–") and at > 1 and page.capital[at - 2])


def _is_known(page: Page, at: int, end: int, last: int, known: Known) -> bool:
    name = page.joined(at, end)
    if name in known.introduced and end - at > 1:  # one syllable is a word of the language too often
        return True
    beside = at > 0 and page.keys[at - 1] in ("(", ",", "-")
    for row in page.units.named(name):
        if row.level == "province":
            return True
        if end - at == 1 or row.vintage == "2025":
            continue
        around = known.provinces if row.level == "district" else known.districts
        if row.above in around or (beside and row.level == "district" and row.code in known.around):
            return True
        if _followed_by(page, end, last, row):
            return True
    return False


def _followed_by(page: Page, end: int, last: int, row: Row) -> bool:
    """Whether the unit that ``row`` lies in stands right behind its name ("Lập Thạch (Vĩnh Phúc)")."""
    if end + 1 >= last or page.keys[end] not in (",", "(", "-", "–") or not page.capital[end + 1]:
        return False
    above = page.units.above(row)
    if above is None:
        return False
    name = above.bare_key
    stop = end + 1 + name.count(" ") + 1
    return stop <= last and page.joined(end + 1, stop) == name
