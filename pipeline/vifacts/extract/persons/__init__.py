"""The component vifacts_persons."""

from __future__ import annotations

from spacy.language import Language

from vifacts.extract.persons.component import PersonsComponent


@Language.factory("vifacts_persons")
def create(nlp: Language, name: str) -> PersonsComponent:
    """The spaCy factory."""
    return PersonsComponent()
