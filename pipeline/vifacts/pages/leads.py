"""The lead (sapo): the stamps that outlets put before its first word.

"(Dân trí) - ", "TT - ", "(CTO)- ", "NDO - ", "(Baohaiphong) -", "HNP - ", "TTO -": the outlet's sign; "Hà Nội - "
and a ``location-stamp`` element: a place.
"""

from __future__ import annotations

import re

_SIGN = re.compile(
    r"^\s*(?:"
    r"[(\[][^()\[\]]{2,40}[)\]]\s*[-–—:.|]*"  # (Dân trí) -
    r"|[A-ZĐ]{2,8}(?:\.[A-Z]{2,6})?\s*[-–—|]"  # TT -, NDO -, TTO -
    r"|[A-ZĐ][A-Za-z]*(?:\.vn|Online| Online)\s*[-–—|:]"  # Baohatinh.vn -
    r")\s*(?=\S)"
)
_BRACKETED = re.compile(r"^\s*[(\[](?P<inside>[^()\[\]]{2,40})[)\]]\s*(?P<mark>[-–—:.|]*)")
_YEARS = re.compile(r"\d{3,}")


def drop_stamp(text: str) -> str:
    """The lead without the outlet's sign at its head; a bracket that is text ("(Ảnh) ...", a year) stays."""
    found = _SIGN.match(text)
    if not found or found.end() >= len(text):
        return text
    bracket = _BRACKETED.match(text)
    if bracket and not bracket["mark"] and _YEARS.search(bracket["inside"]):
        return text
    rest = text[found.end() :].lstrip(" -–—:")
    return rest if len(rest) >= 15 else text
