"""Finds persons and ties their short mentions to their full names."""

from __future__ import annotations

from spacy.tokens import Doc

from vifacts.extract.draft import Draft, draft_of, publish_mentions
from vifacts.extract.persons.finder import Finder
from vifacts.extract.persons.ties import full_names


class PersonsComponent:
    """Writes the persons of an article into its draft."""

    def __call__(self, doc: Doc) -> Doc:
        self.annotate(draft_of(doc))
        publish_mentions(doc, "person")
        return doc

    def annotate(self, draft: Draft) -> None:
        """Add the persons of ``draft.text`` outside the names found before; a mention is the name only.

        The entity of a short mention ("ông Nam") is the person whose full name the article gives.
        """
        finder = Finder(draft)
        found = finder.run()
        raw, starts = draft.text.raw, finder.shapes.starts
        for person, name in zip(found, full_names(finder.keys, found), strict=True):
            start, end = starts[person.first], finder.end(person)
            draft.mention("person", start, end, None if name is None else raw[starts[name.first] : finder.end(name)])
