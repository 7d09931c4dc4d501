"""Finds what persons are reported to have said."""

from __future__ import annotations

from spacy.tokens import Doc

from vifacts.extract.draft import Draft, draft_of, publish
from vifacts.extract.statements.finder import Finder


class StatementsComponent:
    """Writes the statements of an article into its draft."""

    def __call__(self, doc: Doc) -> Doc:
        self.annotate(draft_of(doc))
        publish(doc, "vifacts_statements", [(*one.span, one.kind) for one in draft_of(doc).statements])
        return doc

    def annotate(self, draft: Draft) -> None:
        """Add one statement for each stretch of speech and speaker, direct or indirect."""
        if any(mention.kind == "person" for mention in draft.mentions):
            draft.statements.extend(Finder(draft).run())
