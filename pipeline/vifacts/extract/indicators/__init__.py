"""The component vifacts_indicators."""

from __future__ import annotations

from spacy.language import Language

from vifacts.extract.indicators.component import IndicatorsComponent


@Language.factory("vifacts_indicators")
def create(nlp: Language, name: str) -> IndicatorsComponent:
    """The spaCy factory."""
    return IndicatorsComponent()
