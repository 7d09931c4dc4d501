"""The body of a page as blocks: the rules that need a line's neighbours.

Captions without a class, sub-headings set in bold, links to other articles, the tail behind the text.
"""

from __future__ import annotations

import re

from vifacts.pages import credits, times
from vifacts.pages.text import loose, pattern
from vifacts.pages.walk import CAPTION_LIMIT, Piece

_CREDIT = re.compile(
    r"(?:\bẢnh|\bẢNH|\(ảnh|[-–.|]\s*ảnh|Nguồn ảnh|Photo)\s*(?:[:：]|minh họa|của|do\s|st\b|TL\b|tư liệu|internet)",
    re.UNICODE,
)
# a credit at the end of a line makes it a caption wherever the picture is ("... họp bàn. Ảnh: LÊ NA")
_SIGNED = re.compile(r".{25,}[\s.(](?:Ảnh|ẢNH|Video|Clip|Đồ họa|Đồ hoạ)(?: minh họa)?\s*:\s*[^.:]{2,40}[.)]?$")
_INK = re.compile(r"[^\W_]")
_ENDS = (".", "!", "?", "…", ":", ";", ",", "”", '"')
_HEADING_LIMIT = 160
#: Characters of a quotation that is repeated; of the name under it.
_QUOTED = 30
_NAMED = 60
#: Labels at the head of a body, and the characters of one.
_LABELS = 3
_LABEL = 90


def settle(lines: list[Piece]) -> list[Piece]:
    """The lines that are text, with kinds by their neighbours: captions without a class, headings set in bold.

    Furniture lines, links to other articles and repeated captions are left out.
    """
    lines = _quoted_once(_cut_tail(lines))
    out: list[Piece] = []
    seen: set[str] = set()
    after_related = False
    for piece in lines:
        if _furniture(piece):
            continue
        if _begins_related(piece):
            after_related = True
            continue
        if after_related and (piece.link or (len(piece.text) < 120 and not piece.text.endswith("."))):
            continue
        after_related = False
        kind = piece.kind
        beside = piece.beside_image and _caption_like(piece)
        if kind == "paragraph" and (beside or credited(piece.text)) and not _makers(piece.text):
            kind = "caption"
        elif kind == "caption" and len(piece.text) > CAPTION_LIMIT and not piece.italic:
            kind = "paragraph"
        if len(piece.text) >= 60 or kind == "caption":  # a gallery and its slides say the same
            if piece.text in seen:
                continue
            seen.add(piece.text)
        out.append(piece if kind == piece.kind else piece._replace(kind=kind))
    return _headings(_photo_story(out))


def _quoted_once(lines: list[Piece]) -> list[Piece]:
    """The lines without quotations set large that the text has, and without who is named under these."""
    if not any(piece.quote for piece in lines):
        return lines
    text = loose(" ".join(piece.text for piece in lines if not piece.quote))
    out: list[Piece] = []
    gone = False
    for piece in lines:
        short = len(piece.text) <= _NAMED and not piece.text.endswith(_ENDS)
        said = piece.quote and len(piece.text) >= _QUOTED and loose(piece.text) in text
        gone = said or (gone and piece.quote and short)
        if not gone:
            out.append(piece)
    return out


def without_labels(lines: list[Piece]) -> list[Piece]:
    """The lines without those at their head that say when the page was published, and by whom ("Thu Hà • 28/01/2026 -
    06:52"): no layout has told them apart."""
    begin = 0
    while begin < min(_LABELS, len(lines)):
        text = lines[begin].text
        if len(text) > _LABEL or text.endswith(_ENDS) or not times.has_minute(times.parse(text)):
            break
        begin += 1
    return lines[begin:]


def without_teasers(lines: list[Piece]) -> list[Piece]:
    """The lines up to the first heading that is a link and has no text of an article behind it: teasers of others."""
    first = next((i for i, p in enumerate(lines) if p.kind == "heading" and p.link), None)
    if first is None:
        return lines
    before, behind = (sum(len(p.text) for p in part if is_prose(p)) for part in (lines[:first], lines[first:]))
    return lines[:first] if behind * 3 < before else lines


def _begins_related(piece: Piece) -> bool:
    return len(piece.text) <= 60 and pattern("related").fullmatch(piece.text) is not None


def _cut_tail(lines: list[Piece]) -> list[Piece]:
    """The lines up to the first label ("Từ khóa", "Tin liên quan") after which no paragraph comes any more."""
    last = max((i for i, p in enumerate(lines) if is_prose(p)), default=-1)
    if last < 0:
        return lines
    end = next((i for i in range(last + 1, len(lines)) if _begins_related(lines[i])), len(lines))
    return lines[:end]


def is_prose(piece: Piece) -> bool:
    """Whether a line is running text: a sentence of some length that is no link."""
    return (
        piece.kind in ("paragraph", "list")
        and not piece.link
        and len(piece.text) >= 100
        and piece.text.rstrip('”"').endswith((".", "!", "?", "…"))
    )


def _photo_story(lines: list[Piece]) -> list[Piece]:
    """On a page of pictures without paragraphs the long texts under them are the text."""
    if any(p.kind in ("paragraph", "list") and len(p.text) >= 60 for p in lines):
        return lines
    return [
        p._replace(kind="paragraph")
        if p.kind == "caption" and len(p.text) >= 100 and not _CREDIT.search(p.text[-80:])
        else p
        for p in lines
    ]


def _makers(line: str) -> bool:
    """Whether a line beside a picture names who made the article and not whose picture it is."""
    told = credits.parse(line) if ":" in line else None
    return told is not None and (len(told) > 1 or told[0].kind != "photo")


def credited(line: str) -> bool:
    """Whether a line ends with the credit of a picture."""
    return len(line) <= CAPTION_LIMIT and ":" in line and _SIGNED.match(line) is not None


def _furniture(piece: Piece) -> bool:
    text = piece.text
    if not _INK.search(text):
        return True
    if len(text) <= 160:
        if pattern("line").fullmatch(text):
            return True
        if pattern("opening").match(text) and (piece.link or len(text) < 140):
            return True
    # a line that is one long link is the title of another article; a word or a name that is linked is text
    return piece.link and piece.kind != "caption" and len(text) >= 25 and not text.endswith(".")


def _caption_like(piece: Piece) -> bool:
    if len(piece.text) > CAPTION_LIMIT:
        return False
    if _CREDIT.search(piece.text[-80:]):
        return True
    if piece.italic or (piece.centred and not piece.bold):
        return True
    return piece.with_image and not piece.bold


def _headings(lines: list[Piece]) -> list[Piece]:
    """Bold short lines without a final stop that stand between paragraphs become headings."""
    out = []
    for i, piece in enumerate(lines):
        if (
            piece.kind == "paragraph"
            and piece.bold
            and not piece.right
            and len(piece.text) <= _HEADING_LIMIT
            and not piece.text.endswith(_ENDS[:4])
            and i + 1 < len(lines)
            and i > 0
        ):
            piece = piece._replace(kind="heading")
        out.append(piece)
    return out


def same(a: str, b: str) -> bool:
    """Whether two lines are the same text, spaces, case and marks aside."""
    return loose(a) == loose(b)
