"""The component vifacts_tagger: names by trained weights, for who puts it in; the default pipeline is rules only."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language

from vifacts.extract.tagger.component import TaggerComponent
from vifacts.extract.tagger.model import read_model
from vifacts.extract.tagger.tagger import SURE, Tagger


@Language.factory("vifacts_tagger", default_config={"mode": "decide", "sure": SURE})
def create(nlp: Language, name: str, model: str, mode: str, sure: float) -> TaggerComponent:
    """The spaCy factory; it stands after ``vifacts_persons``.

    ``model`` is a folder that ``vifacts train`` wrote (VifactsError VF518 when it is damaged); ``mode`` and ``sure``
    as in TaggerComponent.
    """
    return TaggerComponent(Tagger(read_model(Path(model))), mode=mode, sure=sure)
