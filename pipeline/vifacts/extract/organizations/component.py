"""Finds organizations."""

from __future__ import annotations

from spacy.tokens import Doc

from vifacts.extract.draft import Draft, draft_of


class OrganizationsComponent:
    """Writes the organizations of an article into its draft."""

    def __call__(self, doc: Doc) -> Doc:
        self.annotate(draft_of(doc))
        return doc

    def annotate(self, draft: Draft) -> None:
        """Add what is found to ``draft``."""
