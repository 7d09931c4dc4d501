"""What an article is about: the places and organisations it names, by level, and the one it stands for."""

from __future__ import annotations

from collections import Counter, defaultdict

from vifacts.extract.draft import Draft, DraftEntity
from vifacts.extract.figures import words
from vifacts.extract.figures.place_names import LEVEL_OF, split_kind
from vifacts.extract.figures.topics_bodies import main_body
from vifacts.extract.figures.topics_places import RANKS, NamedPlace, Places
from vifacts.language.normalise import key

__all__ = ["RANKS", "Topics"]

_PART = 0.5
#: An article with one of these speaks of a place, be it named or not.
_UNNAMED = ("toàn tỉnh", "địa bàn tỉnh", "trong tỉnh", "toàn huyện", "địa bàn huyện", "toàn thành phố", "toàn xã")
#: How often a person is named whose story is told.
_STORY = 5
_AFTER_SECTOR = frozenset({"đã", "có", "đang", "sẽ", "cũng", "còn", ",", "."})
#: What a place weighs that only says where the one before it lies, and how far behind that it may stand.
_AROUND = 0.3
_ENCLOSED = 9
_NEAR = 40
_TAILS = (
    "tỉnh",
    "tỉnh ủy",
    "thành ủy",
    "thành phố",
    "huyện",
    "huyện ủy",
    "quận ủy",
    "thị ủy",
    "phường",
    "xã",
    "thị trấn",
)
_OF_PLACE = ("tỉnh ", "thành phố ", "tp ", "tp. ", "tp.", "huyện ", "quận ", "thị xã ", "xã ", "phường ", "thị trấn ")
#: Heads that by themselves may mean another of the same kind.
_COMMON = ("chi bộ", "đảng bộ", "đảng ủy", "ban ", "hội ", "công ty", "trường ")


class Topics(Places):
    """Resolves level words and gives the default holder of an article."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.even = False  # whether several places of one level are spoken of alike
        self._same = self._one_unit()
        self.person = self._portrayed()
        self.sector: DraftEntity | None = None
        self._sector_named = 0
        self.sector = self._sector()
        self.main = self._main()
        if self.main is None and self._sector_named > 2 and not any(word in self.text.key for word in _UNNAMED):
            self.main = self.sector

    def _portrayed(self) -> DraftEntity | None:
        """The person whose story an article tells: named often, more than twice as often as anybody else, holding no
        post for which figures could be a place's."""
        named = Counter(id(m.entity) for m in self.draft.mentions if m.kind == "person")
        ranked = named.most_common(2)
        if not ranked or ranked[0][1] < _STORY or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
            return None
        person = next(m.entity for m in self.draft.mentions if id(m.entity) == ranked[0][0])
        if any(role.person is person for role in self.draft.roles):
            return None
        return person

    def _sector(self) -> DraftEntity | None:
        """The line of work that an article names twice or more and most ("ngành tư pháp"), None where there is none."""
        keys = self.text.tokens.keys
        found = [self.sector_at(i, len(keys)) for i, key_ in enumerate(keys) if key_ == "ngành"]
        named = Counter(id(one[1]) for one in found if one is not None)
        for known, n in named.most_common(1):
            self._sector_named = n
            if n > 1:
                return next(one[1] for one in found if one is not None and id(one[1]) == known)
        return None

    def sector_at(self, i: int, last: int) -> tuple[int, DraftEntity] | None:
        """The line of work named from the "ngành" at token ``i``, no place's own: (the token after it, it)."""
        keys = self.text.tokens.keys
        match = words.SECTORS.match(keys, i + 1, last) if i + 1 < last else None
        if match is None:
            return (i + 1, self.sector) if self.sector is not None and self._bare(i) else None
        end = match[0]
        if end < last and (keys[end] in ("tỉnh", "thành", "huyện", "của", "tp") or self.text.is_capital(end)):
            return None  # of a place: the rules for levels read it
        return end, self.draft.entity("organization", self.text.words(i, end))

    def _bare(self, i: int) -> bool:
        """Whether "ngành" at token ``i`` stands alone: "6 tháng qua, ngành đã ...", "toàn ngành"."""
        keys = self.text.tokens.keys
        return (
            (i == 0 or keys[i - 1] in ("toàn", ",", ".", "của")) and i + 1 < len(keys) and keys[i + 1] in _AFTER_SECTOR
        )

    def _main(self) -> DraftEntity | None:
        """What is most spoken of, the lead and the title weighing more: a place, or a body that is its own place."""
        title = key(self.draft.article.title or "")
        lead = self.text.sentences[min(1, len(self.text.sentences) - 1)].last
        weight: dict[tuple[str, str], float] = defaultdict(float)
        before: tuple[int, NamedPlace] | None = None
        for at, place in self.row:
            outer = before is not None and self._only_around(before, at, place)
            before = (at, place)
            if outer:
                weight[place.level, place.core] += _AROUND  # ", huyện X, tỉnh Y" only says where the place before lies
                continue
            # where an event is held ("Sáng nay, tại Hà Nội, ...") is not what the article is about
            held = at > 0 and self.text.tokens.keys[at - 1] == "tại"
            weight[place.level, place.core] += 3 if at < lead and not held else 1
        for level, core in weight:
            if core in title:
                weight[level, core] += 5
            if level == "unknown":
                weight[level, core] -= 2
            elif level == "hamlet":
                weight[level, core] -= 1
        for place in self.places.values():
            # a place of which many parts are named is what they have in common
            for name in place.entity.unit.path[:-1] if place.entity.unit is not None else ():
                kind, core = split_kind(name)
                above = (LEVEL_OF.get(kind or "", "unknown"), core)
                if above in weight:
                    weight[above] += _PART
        body = main_body(self.text, self.orgs, self._inner, lead, max(weight.values(), default=0.0), title)
        if body is not None:
            return body
        if not weight:
            return None
        ranked = sorted(weight.items(), key=lambda w: -w[1])
        (level, core), size = ranked[0]
        rival = next((n for (other, _), n in ranked[1:] if other == level), 0)
        self.even = size < 1.5 * rival
        return self.places[level, core].entity

    def _only_around(self, before: tuple[int, NamedPlace], at: int, place: NamedPlace) -> bool:
        """Whether a place at token ``at`` follows a smaller one that it only encloses ("xã X, huyện Y")."""
        token, inner = before
        narrow, wide = RANKS.get(inner.level), RANKS.get(place.level)
        if at - token > _ENCLOSED or narrow is None or wide is None or narrow >= wide:
            return False
        between = self.text.tokens.keys[token + len(inner.entity.name.split()) : at]
        return between in ([], [","], ["("], ["-"], ["–"], [",", "("], ["thuộc"], [",", "thuộc"])

    def resolve(self, shown: str, level: tuple[str, bool], at: int) -> DraftEntity | None:
        """What a level word ``shown`` at token ``at`` stands for; ``level`` is (its level, whether it is an institution)."""
        name, institution = level
        folded = key(shown)
        if institution and self.text.tokens.keys[at + len(shown.split()) : at + len(shown.split()) + 1] == ["mới"]:
            made = self._made(folded, at)
            if made is not None:
                return made
        if institution:
            named = [(i, m.entity) for i, m in self.orgs if key(m.entity.name).startswith(folded + " ")]
            bodies = [body for i, body in named if i < at]
            if bodies and self.text.tokens.lines[-1] >= 3:
                lines = self.text.tokens.lines
                here = [body for i, body in named if i < at and lines[i] == lines[at]]
                if here:
                    return here[-1]
            if bodies:
                return self._salient(bodies)
            if name == "any":
                return None
        place = self._last(name, at, folded.split()[-1] if name == "commune" else None)
        if place is None and name == "province":
            above = self._province()
            if above is not None and not institution:
                return above
        if place is None and institution:
            return self.draft.entity("organization", shown)
        if place is None or not institution:
            return None if place is None else place.entity
        name = place.entity.name
        proper = name[-len(place.core) :]
        if name.startswith("TP") and (proper.isupper() or not folded.endswith(("ủy", "đoàn"))):
            proper = name  # "UBND TP Huế", but "Thành ủy Huế"
        if proper.startswith("TP") and folded.endswith((" tp", " thành phố")):
            shown = shown[: shown.casefold().rindex(" tp" if folded.endswith(" tp") else " thành phố")]
        return self.draft.entity("organization", f"{shown} {proper}")

    def _made(self, folded: str, at: int) -> DraftEntity | None:
        """The body of that kind which a merger before token ``at`` made: "sáp nhập thành Chi bộ X"."""
        keys = self.text.tokens.keys
        for first, mention in reversed(self.orgs):
            if 0 < first < at and keys[first - 1] == "thành" and key(mention.entity.name).startswith(folded + " "):
                return mention.entity
        return None

    def _last(self, level: str, at: int, kind: str | None = None) -> NamedPlace | None:
        """The last place of ``level`` before token ``at``, else the first after it, else the main place."""
        if level == "any":
            known = [p for p in self.row if p[0] < at]
            return known[-1][1] if known else None
        alike = {"city", "district"} if level in ("city", "district") else set()
        for levels in ({level}, alike, set() if level == "province" else {"unknown"}):
            known = [p for p in self.row if p[1].level in levels]
            if kind is not None:
                known = [p for p in known if kind in self._kinds.get(id(p[1]), ())] or known
            here = [p[1] for p in known if p[0] < at and self.text.tokens.lines[p[0]] == self.text.tokens.lines[at - 1]]
            if here and self.text.tokens.lines[-1] >= 3:
                return max(reversed(here), key=lambda p: len(p.tokens))
            before = [p[1] for p in known if p[0] < at]
            if before:
                often = Counter(p.core for p in before).most_common(2)
                if len(often) == 1 or often[0][1] >= 2 * often[1][1]:
                    return next(p for p in reversed(before) if p.core == often[0][0])
                spoken = next((p for p in before if p.entity is self.main), None)
                last = max(p[0] for p in known if p[0] < at)
                return spoken if spoken is not None and at - last > _NEAR else before[-1]
            if known:
                return known[0][1]
        return None

    def _province(self) -> DraftEntity | None:
        """The province that the article's resolved places lie in, where its name stands in the text."""
        above = Counter(p.entity.unit.path[0] for _, p in self.row if p.entity.unit is not None and p.entity.unit.path)
        for name, _ in above.most_common(1):
            if split_kind(name)[1] in self.text.key:
                return self.draft.entity("place", name)
        return None

    def fullest(self, entity: DraftEntity) -> DraftEntity:
        """What the article calls most fully the same body or place: itself where it has no fuller name."""
        if entity.kind == "organization":
            return self.full(entity)
        return self._same.get(id(entity), entity)

    def _one_unit(self) -> dict[int, DraftEntity]:
        """Places of several spellings that are one unit ("Đắc Mil", "Đắk Mil"): each to the one spelled as the unit."""
        units_of: dict[tuple[str, str], dict[int, DraftEntity]] = defaultdict(dict)
        for place in self.places.values():
            unit = place.entity.unit
            if unit is not None:
                units_of[unit.code, unit.vintage][id(place.entity)] = place.entity
        same: dict[int, DraftEntity] = {}
        for alike in units_of.values():
            if len(alike) > 1:
                official = next((e for e in alike.values() if e.unit and key(e.name) == key(e.unit.path[-1])), None)
                if official is not None:
                    same.update(dict.fromkeys(alike, official))
        for place in self.places.values():
            place.entity = same.get(id(place.entity), place.entity)
        return same

    def full(self, org: DraftEntity) -> DraftEntity:
        """The fullest name of a body that is named by its level only ("UBKT Đảng ủy phường" -> "... phường X")."""
        folded = key(org.name)
        if folded.endswith(_TAILS):
            return next((e for e in self._longer(folded)), org)
        if id(org) in self._inner or key(org.name).startswith(_COMMON):
            return org
        longer = {id(e): e for e in self._longer(folded) if key(e.name)[len(folded) + 1 :].startswith(_OF_PLACE)}
        return next(iter(longer.values())) if len(longer) == 1 else org

    def _longer(self, folded: str) -> list[DraftEntity]:
        """The bodies whose names go on after the name ``folded``, in order."""
        return [m.entity for _, m in self.orgs if key(m.entity.name).startswith(folded + " ")]

    def _salient(self, bodies: list[DraftEntity]) -> DraftEntity:
        """The body that is named twice as often as any other, else the last one."""
        often = Counter(id(b) for b in bodies).most_common(2)
        if len(often) > 1 and often[0][1] >= 2 * often[1][1]:
            return next(b for b in bodies if id(b) == often[0][0])
        return bodies[-1]
