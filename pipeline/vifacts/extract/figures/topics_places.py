"""The places that an article names, by level, and those inside the names of its organisations."""

from __future__ import annotations

from dataclasses import dataclass, field

from vifacts.extract.draft import Draft, DraftEntity, Mention
from vifacts.extract.figures.place_names import LEVEL_OF, common_name, split_kind
from vifacts.extract.figures.topics_bodies import is_body
from vifacts.language.normalise import key
from vifacts.places.units import name_key, units

_OTHER_KINDS = (
    "phố ",
    "kênh ",
    "đại lộ ",
    "đoạn ",
    "ngõ ",
    "hẻm ",
    "đảo ",
    "biển ",
    "vịnh ",
    "rừng ",
    "khu ",
    "cụm ",
    "đường ",
    "sông ",
    "núi ",
    "hồ ",
    "quốc lộ ",
    "cầu ",
    "chợ ",
    "sân bay ",
    "trường ",
    "vùng ",
)
_PARTY = {"tỉnh ủy": ("tỉnh", "province"), "thành ủy": ("", "city"), "huyện ủy": ("huyện", "district"),
          "thị ủy": ("thị xã", "district"), "quận ủy": ("quận", "district"), "tỉnh đoàn": ("tỉnh", "province"),
          "thành đoàn": ("", "city"), "huyện đoàn": ("huyện", "district")}  # fmt: skip
#: How wide a level is.
RANKS = {"hamlet": 0, "commune": 1, "district": 2, "city": 3, "province": 3}
_ZONES = ("khu công nghiệp", "cụm công nghiệp", "khu kinh tế")
_COUNTRY = frozenset({"việt nam", "trung quốc", "nước cộng hòa xã hội chủ nghĩa việt nam"})


@dataclass(slots=True)
class NamedPlace:
    """All mentions of one place name, with or without its kind word."""

    core: str
    level: str
    entity: DraftEntity
    tokens: list[int] = field(default_factory=list)


class Places:
    """Collects the places of an article, each with every token it is named at."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.text = draft.text
        self.places: dict[tuple[str, str], NamedPlace] = {}  # by level and bare name
        self.row: list[tuple[int, NamedPlace]] = []  # every mention of a place in order
        self.orgs: list[tuple[int, Mention]] = []
        self._kinds: dict[int, set[str]] = {}  # the kind words a place is named with
        self._inner: dict[int, str] = {}  # the level of the place inside an organisation's name
        for mention in draft.mentions:
            at = self.text.tokens.range(mention.start, mention.end)[0]
            if mention.kind == "place":
                common_name(mention.entity, self.text.raw)
                self._add(at, mention.entity, None)
            elif mention.kind == "organization":
                self.orgs.append((at, mention))
                inner = self._inner_place(mention.entity)
                if inner is not None:
                    self._add(at, *inner)
                    self._inner[id(mention.entity)] = inner[1] or self.level(inner[0])
        self.row.sort(key=lambda p: p[0])

    def _add(self, at: int, entity: DraftEntity, level: str | None) -> None:
        kind, core = split_kind(entity.name)
        if not core or core in _COUNTRY or (kind is None and key(entity.name).startswith(_OTHER_KINDS)):
            return
        if level is None and kind is None:
            level = self._known(core)
        level = level or self._level(entity, kind, core)
        place = self.places.get((level, core))
        if place is None:
            place = self.places[level, core] = NamedPlace(core, level, entity)
        elif len(entity.name) > len(place.entity.name):
            place.entity = entity
        place.tokens.append(at)
        self.row.append((at, place))
        if kind is not None:
            self._kinds.setdefault(id(place), set()).add(kind)

    def _known(self, core: str) -> str | None:
        """The highest level that a bare name has been given in the article so far."""
        return next(
            (level for level in ("province", "city", "district", "commune") if (level, core) in self.places), None
        )

    def _level(self, entity: DraftEntity, kind: str | None, core: str) -> str:
        if kind is not None:
            return LEVEL_OF[kind]
        if entity.unit is not None:
            city = entity.unit.level == "province" and "".join(entity.unit.path[:1]).startswith("thành phố")
            return "city" if city else entity.unit.level
        rows = units().named(name_key(core))
        levels = {row.level for row in rows}
        for level in ("province", "district", "commune"):
            if level in levels:
                if level == "province" and any(r.level == "province" and r.name.startswith("thành phố") for r in rows):
                    return "city"
                return level
        return "unknown"

    def _inner_place(self, org: DraftEntity) -> tuple[DraftEntity, str | None] | None:
        """The place inside an organisation's name, as an entity ("Đảng bộ thị trấn X" -> thị trấn X)."""
        if org.place is not None:
            return org.place, None
        folded = key(org.name)
        for party, (word, level) in _PARTY.items():
            at = folded.find(party + " ")
            tail = org.name[at + len(party) + 1 :].strip() if at >= 0 else ""
            if tail and tail[0].isupper():
                return self._existing(word, tail), level
        best: tuple[int, str] | None = None
        for word in LEVEL_OF:
            at = folded.rfind(" " + word + " ")
            if word == "xã" and folded[:at].endswith("hợp tác"):
                continue
            if at >= 0 and (best is None or at < best[0]):
                best = (at, word)
        if best is None:
            return None
        begin = best[0] + 1 + len(best[1])
        tail = org.name[begin:].strip()
        if not tail or not (tail[0].isupper() or tail[0].isdigit()):
            return None
        return self._existing(org.name[best[0] + 1 : begin], tail), LEVEL_OF[best[1]]

    def _existing(self, word: str, tail: str) -> DraftEntity:
        """The place of that name which the article mentions, else one registered without a mention."""
        level = self._known(key(tail)) if not word else LEVEL_OF.get(key(word))
        known = self.places.get((level or "", key(tail)))
        if known is not None:
            return known.entity
        return self.draft.entity("place", f"{word} {tail}".strip())

    def level(self, place: DraftEntity) -> str:
        """The level of a place: "province", "city", "district", "commune", "hamlet" or "unknown"."""
        kind, core = split_kind(place.name)
        return (self._known(core) if kind is None else None) or self._level(place, kind, core)

    def rank_of(self, entity: DraftEntity) -> int | None:
        """How wide a place, or the place in an organisation's name, is; None where that is not known."""
        if entity.kind == "organization":
            inner = self._inner.get(id(entity))
            return None if inner is None else RANKS.get(inner)
        return RANKS.get(self.level(entity))

    def is_body(self, org: DraftEntity) -> bool:
        """Whether an organisation is a place of its own: a company, a school, a cell of the Party."""
        return is_body(org.name)

    def near(self, at: int, reach: int) -> DraftEntity | None:
        """The place named last within ``reach`` tokens before token ``at``."""
        for token, place in reversed(self.row):
            if token < at:
                return place.entity if at - token <= reach else None
        return None

    def holds(self, entity: DraftEntity) -> bool:
        """Whether a place is an administrative unit or a part of one (an airport holds no figures)."""
        if key(entity.name).startswith(_ZONES):
            return True
        core = split_kind(entity.name)[1]
        return any(p.core == core for _, p in self.row)
