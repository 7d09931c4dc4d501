"""Who signs an article: bylines made clean, and the last line of a body told from its text.

Many outlets put their own name where the author's belongs, and sign in the last short line of the body
("Tin, ảnh: P.Y", "LONG BIÊN", "Thu Hà (Theo TTXVN)").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import cache, lru_cache

from vifacts.pages.text import fold, furniture, loose

_PREFIX = re.compile(
    r"^(?:(?:thực hiện|nội dung|bài viết|bài|tin|ảnh|text|photos?|video|clip|đồ họa|đồ hoạ|thiết kế|infographic"
    r"|trình bày|kỹ thuật|tác giả|biên tập|nhóm tác giả|phóng sự|ghi chép|chùm ảnh|phóng sự ảnh|by|theo|nguồn|dịch"
    r"|biên dịch|tổng hợp|story|người viết|cộng tác viên|ctv)"
    r"(?:\s*(?:,|và|&|-|–|/|\+)\s*(?=\S))?\s*)+(?::|\s-\s|(?<=theo)\s|(?<=by)\s)\s*",
    re.IGNORECASE,
)
_THEO = re.compile(r"^(?:theo|by|nguồn)\s*:?\s+", re.IGNORECASE)
_TAIL = re.compile(
    r"\s*(?:\((?:[^()]{1,60})\)|[-–|,;]\s*(?:theo|nguồn|tổng hợp)\s.*|\s(?:theo|tổng hợp)\s+[^a-zà-ỹđ\s].*"
    r"|[\w.+-]+@[\w.-]+\.\w+|[-–|]\s*\d{1,2}[:h/].*|\d{1,2}/\d{1,2}/\d{4}.*|,?\s*\d{1,2}:\d\d.*)\s*$",
    re.IGNORECASE,
)
_EDGES = " \t-–—_|/,;:*.•·()[]{}\"“”'‘’<>"
#: Between two names of one byline.
BETWEEN = re.compile(r"\s*[;,/&+|•]\s*|\s+[-–—]\s*|\s*[-–—]\s+|\s+và\s+", re.IGNORECASE)
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|edu|info)", re.IGNORECASE)
_PARTICLES = frozenset(
    {"và", "de", "van", "von", "thực", "hiện", "nhóm", "phóng", "viên", "pv", "ctv", "bs", "ts", "tổng", "hợp"}
)
_GROUP = re.compile(r"^(?:nhóm\s+(?:pv|phóng viên|tác giả)|pv|phóng viên|p\.?\s?v\.?|ctv)\b", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_]+(?:[.'’][^\W\d_]*)*\.?|[^\W\d_]+\d{1,2}")


def clean_byline(text: str | None, own_names: Collection[str] = ()) -> str | None:
    """The author as printed, without "Bài, ảnh:", "Theo", dates, mail addresses and brackets.

    Null where nothing is left, where it is a name of the outlet itself (``own_names``, keys of ``loose``), or an
    agency's. A byline of several names keeps the marks between them.
    """
    name = fold(text)
    if not name or len(name) > 160 or "http" in name.lower() or "facebook" in name.lower():
        return None
    before = None
    while before != name:
        before = name
        name = _PREFIX.sub("", name)
        name = _THEO.sub("", name)
        name = _trim(_TAIL.sub("", name))
    if not name or not any(c.isalpha() for c in name) or len(name) > 100:
        return None
    kept = [part for part in BETWEEN.split(name) if part and not _nobody(part, own_names)]
    if not kept or _nobody(name, own_names):
        return None
    if len(kept) < len([p for p in BETWEEN.split(name) if p]):
        name = " - ".join(kept)
    return name


def signature(text: str, own_names: Collection[str] = ()) -> str | None:
    """The byline that a short last line of a body is, or null where the line is text.

    A signature is a few capitalised words or initials, perhaps after "Bài, ảnh:" or before "(Theo TTXVN)". A line
    that only names an agency or the outlet gives "" (it is no text either).
    """
    line = fold(text)
    if not line or len(line) > 90 or line[-1] in '!?…:;”"':
        return None
    marked = _PREFIX.match(line) is not None
    inside = _PREFIX.sub("", _TAIL.sub("", line)) if marked else _TAIL.sub("", line)
    inside = _trim(_THEO.sub("", inside))
    if not inside:
        return "" if marked or _nobody(line.strip(_EDGES), own_names) else None
    parts = [p for p in BETWEEN.split(inside) if p]
    if len(parts) > 5 or not all(_name_like(p, marked) for p in parts):
        if _nobody(inside, own_names):
            return ""
        return None
    if not marked and line.endswith(".") and not _abbreviated(line) and len(line.split()) > 4:
        return None
    return clean_byline(line, own_names) or ""


def marked(line: str) -> bool:
    """Whether a line begins with what signatures begin with ("Bài, ảnh:", "Theo ", "Tác giả:")."""
    return _PREFIX.match(fold(line)) is not None


def within(name: str, names: Collection[str]) -> bool:
    """Whether every name of a byline is in one of ``names`` already, however they are set apart."""
    known = {loose(part) for other in names for part in BETWEEN.split(other)}
    return all(loose(part) in known for part in BETWEEN.split(name) if part)


def _name_like(part: str, marked: bool) -> bool:
    """Whether every word of the part could be a word of a person's name."""
    if _GROUP.match(part):
        return True
    words = part.split()
    if not 1 <= len(words) <= (7 if marked else 5):
        return False
    letters = 0
    for word in words:
        core = word.strip("“”\"'().,")
        if not core:
            continue
        if not _NAME_WORD.fullmatch(core) and not core.isupper():
            return False
        if not core[0].isupper() and core.lower() not in _PARTICLES:
            return False
        letters += sum(c.isalpha() for c in core)
    return letters >= 2


def _trim(name: str) -> str:
    """The name without marks at its ends; the stop of initials and a closed bracket stay."""
    edges = _EDGES.replace(".", "") if _abbreviated(name) else _EDGES
    if name.rstrip().endswith(")") and name.count("(") == name.count(")"):
        edges = edges.replace(")", "").replace("(", "")
    return name.strip(edges)


def _abbreviated(name: str) -> bool:
    """Whether the final stop belongs to initials ("P.V.", "T.H.")."""
    return re.search(r"(?:^|[\s.])[^\W\d_]\.[^\W\d_]\.?$", name.strip()) is not None


def _nobody(name: str, own_names: Collection[str]) -> bool:
    low = loose(name)
    return not low or low in own_names or low in _agencies() or _DOMAIN.fullmatch(name.strip()) is not None


@cache
def _agencies() -> frozenset[str]:
    names: set[str] = set()
    for name in furniture()["agencies"]:
        key = loose(name)
        names |= {key, loose("báo " + name), loose("theo " + name)}
    return frozenset(names)


@lru_cache(maxsize=1024)
def outlet_names(*names: str | None) -> frozenset[str]:
    """The keys under which an outlet's own name is known in bylines: with and without "Báo", "điện tử"."""
    out: set[str] = set()
    for name in names:
        if not name:
            continue
        plain = unicodedata.normalize("NFC", name)
        short = re.sub(r"^(?:Báo(?: và PTTH| điện tử)?|Tạp chí|Tòa soạn)\s+", "", plain, flags=re.IGNORECASE)
        for stem in (plain, short):
            for form in (
                stem,
                "Báo " + stem,
                "Báo điện tử " + stem,
                stem + " Online",
                "Báo " + stem + " điện tử",
                "Tòa soạn " + stem,
            ):
                out.add(loose(form))
    out.discard("")
    return frozenset(out)
