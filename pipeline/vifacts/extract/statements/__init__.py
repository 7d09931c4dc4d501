"""The component vifacts_statements."""

from __future__ import annotations

from spacy.language import Language

from vifacts.extract.statements.component import StatementsComponent


@Language.factory("vifacts_statements")
def create(nlp: Language, name: str) -> StatementsComponent:
    """The spaCy factory."""
    return StatementsComponent()
