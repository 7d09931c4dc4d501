"""Finds documents and ties the mentions of one document together."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from vifacts.extract.documents.reader import Found, Reader
from vifacts.extract.draft import Draft, draft_of, publish_mentions

_LEADING = re.compile(r"0*(\d+)")


class DocumentsComponent:
    """Writes the documents of an article into its draft."""

    def __call__(self, doc: Doc) -> Doc:
        self.annotate(draft_of(doc))
        publish_mentions(doc, "document")
        return doc

    def annotate(self, draft: Draft) -> None:
        """Add the documents of ``draft.text``; mentions of one document share its entity and fullest name."""
        found = Reader(draft.text).read()
        raw = draft.text.raw
        full: dict[tuple[str, str], Found] = {}
        for item in found:
            known = full.get(_identity(item, raw))
            if known is None or _length(item) > _length(known):
                full[_identity(item, raw)] = item
        for item in found:
            best = full[_identity(item, raw)]
            entity = draft.mention("document", item.start, item.end, best.name or raw[best.start : best.end]).entity
            entity.number = entity.number or best.number


def _length(item: Found) -> tuple[int, int]:
    return len(item.number or ""), item.end - item.start


def _identity(item: Found, raw: str) -> tuple[str, str]:
    """What mentions of one document share: kind and number without letters, or the name."""
    if item.number is not None:
        match = _LEADING.match(item.number)
        return item.kind, match[1] if match else item.number
    return item.kind, raw[item.start : item.end]
