"""What an article is about: the places and organisations it names, by level, and the one it stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

from vifacts.extract.draft import Draft, DraftEntity, Mention

_LEVEL_OF: dict[str, str] = {
    "tỉnh": "province", "thành phố": "city", "tp": "city", "tp.": "city", "huyện": "district", "quận": "district",
    "thị xã": "district", "xã": "commune", "phường": "commune", "thị trấn": "commune", "đặc khu": "commune",
    "thôn": "hamlet", "bản": "hamlet", "ấp": "hamlet", "xóm": "hamlet", "buôn": "hamlet", "làng": "hamlet",
    "khu phố": "hamlet", "tổ dân phố": "hamlet",
}  # fmt: skip
_PARTY: dict[str, str] = {"tỉnh ủy": "tỉnh", "thành ủy": "", "huyện ủy": "huyện", "thị ủy": "thị xã", "quận ủy": "quận", "tỉnh đoàn": "tỉnh", "tỉnh uỷ": "tỉnh", "thành uỷ": "", "huyện uỷ": "huyện"}
_PARTY_LEVEL = {"tỉnh": "province", "": "city", "huyện": "district", "thị xã": "district", "quận": "district"}
_UNIT_LEVEL = {"province": "province", "district": "district", "commune": "commune"}


class Topics:
    """Resolves level words and gives the default holder of an article."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.text = draft.text
        self.places: list[tuple[int, str, DraftEntity]] = []  # (token, level, place), in order
        self.orgs: list[tuple[int, Mention]] = []
        self._at: dict[int, DraftEntity | None] = {}
        for mention in draft.mentions:
            at = self.text.tokens.range(mention.start, mention.end)[0]
            if mention.kind == "place":
                self.places.append((at, self._place_level(mention.entity), mention.entity))
            elif mention.kind == "organization":
                self.orgs.append((at, mention))
                inner = self._inner_place(mention.entity)
                if inner is not None:
                    self.places.append((at, *inner))
        self.places.sort(key=lambda p: p[0])
        self.main = self._main()

    def _place_level(self, place: DraftEntity) -> str:
        if place.unit is not None:
            level = place.unit.level
            if level == "province" and place.unit.path and place.unit.path[0].casefold().startswith(("thành phố", "tp")):
                return "city"
            return _UNIT_LEVEL[level]
        name = place.name.casefold()
        for word, level in _LEVEL_OF.items():
            if name.startswith(word + " ") or word == "tp." and name.startswith("tp."):
                return level
        return "unknown"

    def _inner_place(self, org: DraftEntity) -> tuple[str, DraftEntity] | None:
        """The place inside an organisation's name, as an entity ("Đảng bộ thị trấn X" -> thị trấn X)."""
        if org.place is not None:
            return self._place_level(org.place), org.place
        name, folded = org.name, org.name.casefold()
        for party, word in _PARTY.items():
            at = folded.find(party + " ")
            if at >= 0:
                tail = name[at + len(party) + 1 :].strip()
                if tail and tail[0].isupper():
                    return _PARTY_LEVEL[word], self._existing(word, tail)
        best: tuple[int, str] | None = None
        for word in _LEVEL_OF:
            at = folded.rfind(" " + word + " ")
            if at >= 0 and (best is None or at < best[0]):
                best = (at, word)
        if best is None:
            return None
        tail = name[best[0] + len(best[1]) + 2 :].strip()
        if not tail or not (tail[0].isupper() or tail[0].isdigit()):
            return None
        return _LEVEL_OF[best[1]], self._existing(name[best[0] + 1 : best[0] + 1 + len(best[1])], tail)

    def _existing(self, word: str, tail: str) -> DraftEntity:
        """The place of that name which the article mentions, else one registered without a mention."""
        for name in (f"{word} {tail}".strip(), tail):
            for entity in self.draft.entities.values():
                if entity.kind == "place" and entity.name.casefold() == name.casefold():
                    return entity
        return self.draft.entity("place", f"{word} {tail}".strip())

    def _main(self) -> DraftEntity | None:
        """The place most spoken of; the lead and the title weigh more."""
        weight: Counter[int] = Counter()
        entities: dict[int, DraftEntity] = {}
        title = (self.draft.article.title or "").casefold()
        lead = self.text.sentences[0].last if self.text.sentences else 0
        for at, level, place in self.places:
            if level == "hamlet":
                continue
            entities[id(place)] = place
            weight[id(place)] += 3 if at < lead else 1
        for key, place in entities.items():
            if _proper(place.name).casefold() in title:
                weight[key] += 4
        return entities[weight.most_common(1)[0][0]] if weight else None

    def resolve(self, words: str, level: tuple[str, bool], at: int) -> DraftEntity | None:
        """What a level word at token ``at`` stands for; ``level`` is (its level, whether it is an institution)."""
        name, institution = level
        folded = words.casefold()
        if institution:
            for _, mention in reversed(self.orgs[: bisect_left(self.orgs, at, key=lambda o: o[0])]):
                other = mention.entity.name
                if other.casefold().startswith(folded + " ") and len(other) > len(words):
                    return mention.entity
            if name == "any":
                return None
        place = self._last(name, at)
        if place is None or not institution:
            return place
        proper = _proper(place.name)
        return self.draft.entity("organization", f"{words} {proper}") if proper else place

    def _last(self, level: str, at: int) -> DraftEntity | None:
        """The last place of ``level`` before token ``at``, else the first after it, else the main place."""
        wanted = {level, "city"} if level == "district" else {level, "district"} if level == "city" else {level}
        known = [p for p in self.places if p[1] == level] or [p for p in self.places if p[1] in wanted]
        if level == "any":
            known = [p for p in self.places if p[0] < at]
        if not known and level in ("province", "city", "district"):
            known = [p for p in self.places if p[1] == "unknown"]
            if known and self.main is not None and any(p[2] is self.main for p in known):
                return self.main
        before = [p for p in known if p[0] < at]
        if before:
            return before[-1][2]
        return known[0][2] if known else None

    def current(self, at: int) -> DraftEntity | None:
        """The topic at token ``at``: the main place of the article."""
        return self.main


def _proper(name: str) -> str:
    """The capitalised tail of a name."""
    tail: list[str] = []
    for word in reversed(name.split()):
        if not (word[:1].isupper() or word[:1].isdigit()):
            break
        tail.append(word)
    return " ".join(reversed(tail))
