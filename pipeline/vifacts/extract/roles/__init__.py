"""The component vifacts_roles."""

from __future__ import annotations

from spacy.language import Language

from vifacts.extract.roles.component import RolesComponent


@Language.factory("vifacts_roles")
def create(nlp: Language, name: str) -> RolesComponent:
    """The spaCy factory."""
    return RolesComponent()
