"""The component vifacts_organizations."""

from __future__ import annotations

from spacy.language import Language

from vifacts.extract.organizations.component import OrganizationsComponent


@Language.factory("vifacts_organizations")
def create(nlp: Language, name: str) -> OrganizationsComponent:
    """The spaCy factory."""
    return OrganizationsComponent()
