"""The component vifacts_documents."""

from __future__ import annotations

from spacy.language import Language

from vifacts.extract.documents.component import DocumentsComponent


@Language.factory("vifacts_documents")
def create(nlp: Language, name: str) -> DocumentsComponent:
    """The spaCy factory."""
    return DocumentsComponent()
