"""Names of places with their kind words: the level a kind word tells, the name without it, its usual form."""

from __future__ import annotations

from functools import lru_cache

from vifacts.extract.draft import DraftEntity
from vifacts.language.normalise import key

LEVEL_OF: dict[str, str] = {
    "tỉnh": "province", "thành phố": "city", "tp": "city", "tp.": "city", "huyện": "district", "quận": "district",
    "thị xã": "district", "tx": "district", "tx.": "district", "xã": "commune", "phường": "commune",
    "thị trấn": "commune", "đặc khu": "commune", "thôn": "hamlet", "bản": "hamlet", "ấp": "hamlet", "xóm": "hamlet",
    "buôn": "hamlet", "làng": "hamlet", "khu phố": "hamlet", "tổ dân phố": "hamlet", "tdp": "hamlet",
    "khu dân cư": "hamlet", "kdc": "hamlet", "khóm": "hamlet",
}  # fmt: skip
_KIND_TAILS = tuple(kind[1:] + " " for kind in LEVEL_OF if kind not in ("tp", "tp.", "tx", "tx."))


def common_name(place: DraftEntity, raw: str) -> None:
    """Name a place without the capital of a sentence ("Xã An Thịnh"), and "TPX" as "TP.X" where ``raw`` has that."""
    name = place.name
    if name[:1].isupper() and name[1:].startswith(_KIND_TAILS):
        place.name = name[0].lower() + name[1:]
    elif name.startswith("TP") and name[2:3].isupper() and raw.count("TP." + name[2:]) >= raw.count(name):
        place.name = "TP." + name[2:]
    elif name.startswith("TP"):
        full = next((raw[a:b] for a, b in place.mentions if raw[a : a + 9].casefold() == "thành phố"), None)
        if full is not None:
            place.name = "t" + full[1:]


@lru_cache(maxsize=20_000)
def split_kind(name: str) -> tuple[str | None, str]:
    """The kind word of a place name (None when it has none) and the rest, folded."""
    folded = key(name)
    for kind in LEVEL_OF:
        if folded.startswith(kind + " ") or (kind.endswith(".") and folded.startswith(kind)):
            return kind, folded[len(kind) :].strip()
    if folded.startswith("tp") and len(folded) > 2 and folded[2:3] not in " ." and name[:2] == "TP":
        return "tp", folded[2:]
    return None, folded
