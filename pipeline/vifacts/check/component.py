"""The spaCy component vifacts_findings: what does not add up in the article, as part of its record."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from vifacts.check.arithmetic import findings
from vifacts.extract.assemble import assemble
from vifacts.extract.draft import draft_of


class FindingsComponent:
    """Checks the figures that earlier components found."""

    def __call__(self, doc: Doc) -> Doc:
        draft = draft_of(doc)
        # the rules read a record; its figures keep their ids when it is assembled again, findings included
        draft.findings = findings(assemble(draft)) if len(draft.figures) > 1 else []
        return doc


@Language.factory("vifacts_findings")
def create(nlp: Language, name: str) -> FindingsComponent:  # noqa: ARG001 - spaCy calls every factory with both
    """The spaCy factory."""
    return FindingsComponent()
