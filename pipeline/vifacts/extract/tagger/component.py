"""Puts the tagger's decisions into a draft: new names get entities, names it refuses lose theirs."""

from __future__ import annotations

from spacy.tokens import Doc

from vifacts.extract.draft import Draft, Mention, draft_of
from vifacts.extract.tagger.features import KINDS, Named
from vifacts.extract.tagger.tagger import SURE, Tagger

MODES = ("decide", "add")


class TaggerComponent:
    """Stands after the rules for names and before what is built on names (roles, statements, figures).

    ``mode`` is "decide" (the tagger looks at the rules' names and may drop, move or add some) or "add" (the rules'
    names stay, the tagger's sure finds elsewhere come in); ``sure`` as in Tagger. Raises ValueError for another mode.
    """

    def __init__(self, tagger: Tagger, *, mode: str = "decide", sure: float = SURE) -> None:
        if mode not in MODES:
            raise ValueError(f"mode is one of {', '.join(MODES)}, not {mode!r}")
        self._names = tagger.decide if mode == "decide" else tagger.add
        self._sure = sure

    def __call__(self, doc: Doc) -> Doc:
        self.annotate(draft_of(doc))
        return doc

    def annotate(self, draft: Draft) -> None:
        """Make the persons, organisations and places of ``draft`` those that the tagger settles on.

        Names of documents are left alone, and nothing is added inside them.
        """
        rules = rule_names(draft)
        wanted = set(self._names(draft.text, rules, self._sure))
        for mention in [m for m in draft.mentions if m.kind in KINDS]:
            if Named(mention.start, mention.end, mention.kind) not in wanted:
                _drop(draft, mention)
        for name in sorted(wanted - set(rules)):
            if draft.covering(name.start, name.end) is None:
                draft.mention(name.kind, name.start, name.end)


def rule_names(draft: Draft) -> list[Named]:
    """The persons, organisations and places mentioned in ``draft``, in order."""
    return [Named(m.start, m.end, m.kind) for m in draft.mentions if m.kind in KINDS]


def _drop(draft: Draft, mention: Mention) -> None:
    """Take ``mention`` out, and its entity with the last mention."""
    entity = mention.entity
    draft.mentions = [m for m in draft.mentions if m is not mention]
    entity.mentions = [span for span in entity.mentions if span != (mention.start, mention.end)]
    if not entity.mentions:
        draft.entities = {key: one for key, one in draft.entities.items() if one is not entity}
