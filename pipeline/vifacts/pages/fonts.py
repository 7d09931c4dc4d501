"""TCVN3 (ABC) and VNI text to Unicode: font encodings of pages before 2005, told by their letters."""

from __future__ import annotations

import re
import unicodedata

# TCVN3: one byte a letter, read as Latin-1. Upper-case toned letters use the same codes in capital fonts.
_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô­õøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
_TCVN3_TABLE = str.maketrans(_TCVN3)
# Signs that only TCVN3 text has many of: đ, â, ă, ê, ô, ơ, ư as these Latin-1 signs.
_TCVN3_MARKS = re.compile(r"[®¨©ª«¬­µ¸¶·¹»¼½¾]")
_UNICODE_MARKS = re.compile(r"[ăđơưĂĐƠƯạ-ỹẠ-Ỹ]")

# VNI: a base letter and one or two Latin-1 signs after it.
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_ON_HAT = ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323")  # the order of the signs below
_VNI_HATS = {
    "â": "\u0302",
    "ê": "\u0306",
    **{sign: "\u0302" + tone for sign, tone in zip("áàåãä", _ON_HAT, strict=True)},
    **{sign: "\u0306" + tone for sign, tone in zip("éèúüë", _ON_HAT, strict=True)},
}
_VNI_WHOLE = {"ñ": "đ", "Ñ": "Đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "Æ": "Ỉ", "Ó": "Ĩ", "Ò": "Ị", "Î": "Ỵ"}
_VNI_HORN = {"ô": "ơ", "ö": "ư", "Ô": "Ơ", "Ö": "Ư"}
_VNI_SIGNS = {**_VNI_TONES, **_VNI_HATS}
_VNI = re.compile(
    "([aeiouyAEIOUYôöÔÖ])(["
    + "".join(_VNI_SIGNS)
    + "".join(_VNI_SIGNS).upper()
    + "])|(["
    + "".join(_VNI_WHOLE)
    + "".join(_VNI_HORN)
    + "])"
)
_VNI_MARKS = re.compile(r"(?:[aeoAEO][âáàåãäêéèúüëùøûõï]|[öô][ùøûõï]|ñ[aoeöôuy])")


def from_font(text: str) -> str:
    """The text in Unicode where it is TCVN3 or VNI; as it is where it has Vietnamese letters or is neither.

    Markup is left alone: tags and entities are ASCII in both.
    """
    sample = text[:200_000]
    if len(_UNICODE_MARKS.findall(sample)) > 20:
        return text
    letters = sum(c.isalpha() for c in sample) or 1
    tcvn3 = len(_TCVN3_MARKS.findall(sample))
    vni = len(_VNI_MARKS.findall(sample))
    if tcvn3 > 20 and tcvn3 * 30 > letters and tcvn3 >= vni:
        return unicodedata.normalize("NFC", text.translate(_TCVN3_TABLE))
    if vni > 20 and vni * 30 > letters:
        return unicodedata.normalize("NFC", _VNI.sub(_vni, text))
    return text


def _vni(found: re.Match[str]) -> str:
    if found[3]:
        return _VNI_WHOLE.get(found[3]) or _VNI_HORN[found[3]]
    base = _VNI_HORN.get(found[1], found[1])
    return unicodedata.normalize("NFC", base + _VNI_SIGNS[found[2].lower()])
