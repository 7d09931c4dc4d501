"""The component vifacts_figures."""

from __future__ import annotations

from spacy.language import Language

from vifacts.extract.figures.choice.model import shipped_model
from vifacts.extract.figures.component import FiguresComponent


@Language.factory("vifacts_figures")
def create(nlp: Language, name: str) -> FiguresComponent:
    """The spaCy factory; the shipped model chooses subjects and holders."""
    return FiguresComponent(shipped_model())
