"""The place or organisation that a role belongs to."""

from __future__ import annotations

from vifacts.extract.draft import Draft, DraftEntity
from vifacts.extract.roles.phrases import Phrase, Reader
from vifacts.extract.roles.titles import LEXICON, joined, phrases

_UNITS = phrases(LEXICON["units"]["words"])
_NORMAL = {joined(short): joined(full) for short, full in LEXICON["units"]["normal"].items()}
_COMMITTEE = phrases(list(LEXICON["committees"]))
_KINDS: dict[str, str] = {joined(name): kind for name, kind in LEXICON["committees"].items()}


class Scopes:
    """The places of one article by their kind word."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.by_kind: dict[str, list[DraftEntity]] = {}
        for entity in draft.entities.values():
            if entity.kind == "place":
                words = entity.name.lower().split()
                for size in (2, 1):
                    kind = joined(" ".join(words[:size]))
                    if kind in _ALL:
                        self.by_kind.setdefault(_NORMAL.get(kind, kind), []).append(entity)
                        break

    def of(self, reader: Reader, phrase: Phrase, giver: Phrase) -> DraftEntity | None:
        """The entity that the role's own words name, or the tail it has from ``giver``; else the one unit of its level.

        None where the article names several units of that level, or none.
        """
        own = self._named(reader, phrase)
        if own is None and giver is not phrase:
            own = self._named(reader, giver)
        if own is not None:
            return own
        kind = self._kind(reader, giver) or self._kind(reader, phrase)
        places = self.by_kind.get(kind or "", [])
        return places[0] if len(places) == 1 else None

    def _named(self, reader: Reader, phrase: Phrase) -> DraftEntity | None:
        for i in range(phrase.last - 1, phrase.first, -1):
            found = reader.mentions.get(i)
            if found is not None and found[1].kind != "document":
                entity = found[1].entity
                return entity.place or entity
        return None

    def _kind(self, reader: Reader, phrase: Phrase) -> str | None:
        found = _COMMITTEE.match_before(reader.keys, phrase.last, 3)
        if found is not None and found[0] >= phrase.first:
            return _KINDS[found[1]]
        level = _UNITS.match_before(reader.keys, phrase.last, 3)
        if level is not None and level[0] > phrase.first:
            return _NORMAL.get(level[1], level[1])
        return None


_ALL = frozenset(joined(word) for word in LEXICON["units"]["words"])
