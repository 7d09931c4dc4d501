"""Finds organisations and places: one walk over the text, then a second for bare names of places."""

from __future__ import annotations

from spacy.tokens import Doc

from vifacts.extract.draft import Draft, DraftEntity, draft_of
from vifacts.extract.organizations.grammar import Organization, begins, organization, paper
from vifacts.extract.organizations.page import Page
from vifacts.extract.organizations.places import Known, Place, bare, listed, place


class OrganizationsComponent:
    """Writes the organisations and places of an article into its draft."""

    def __call__(self, doc: Doc) -> Doc:
        self.annotate(draft_of(doc))
        return doc

    def annotate(self, draft: Draft) -> None:
        """Add the organisations and places of ``draft.text``, outside the documents found before."""
        _Walk(draft).run()


class _Walk:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.page = Page(draft)
        self.taken = bytearray(len(self.page.keys))
        for mention in draft.mentions:
            first, last = draft.text.tokens.range(mention.start, mention.end)
            for i in range(first, last):
                self.taken[i] = 1
        self.known = Known()
        self.places: list[Place] = []
        self.abbreviated: dict[tuple[str, str], str] = {}

    def run(self) -> None:
        for sentence in self.draft.text.sentences:
            self.sentence(sentence.first, sentence.last)
        self.abbreviations()
        for found in self.places:
            self.mention("place", found.first, found.last)
        for sentence in self.draft.text.sentences:
            self.bare_names(sentence.first, sentence.last)

    def mention(self, kind: str, first: int, last: int, name: str | None = None) -> DraftEntity:
        assert kind in ("place", "organization")
        made = self.draft.mention(kind, self.page.starts[first], self.page.ends[last - 1], name)  # type: ignore[arg-type]
        for i in range(first, last):
            self.taken[i] = 1
        return made.entity

    def sentence(self, at: int, last: int) -> None:
        page, taken = self.page, self.taken
        while at < last:
            if taken[at]:
                at += 1
                continue
            stop = taken.find(1, at, last)
            limit = stop if stop != -1 else last
            found = organization(page, at, limit)
            if found is not None and found.named:
                self.organization(found)
                at = found.last
                continue
            if found is not None:
                at = found.last
                continue
            where = place(page, at, limit)
            if where is not None:
                self.place(where)
                at = where.last
                for member in listed(page, where, limit, begins):
                    self.place(member)
                    at = member.last
                continue
            end = paper(page, at, limit)
            if end > at:
                self.mention("organization", at, end)
                at = end
                continue
            at += 1

    def place(self, found: Place) -> None:
        for i in range(found.first, found.last):
            self.taken[i] = 1
        self.places.append(found)
        self.introduce(found)

    def introduce(self, found: Place) -> None:
        page = self.page
        name = page.joined(found.name_at, found.last)
        if not name[:1].isdigit() and not name.startswith("số "):
            self.known.introduced.add(name)
        kind = found.kind.unit if found.kind else None
        for row in page.units.named(name, kind):
            if row.level == "province":
                self.known.provinces.add(row.code)
            elif row.level == "district" and kind is not None:
                self.known.districts.add(row.code)
                self.known.provinces.add(row.above)

    def organization(self, found: Organization) -> None:
        entity = self.mention("organization", found.first, found.last)
        self.abbreviation(found)
        where = found.place
        if where is None:
            return
        self.introduce(where)
        name = self.page.span(where.first, where.last)
        if where.kind is None and found.head.unit:
            name = f"{found.head.unit} {name}"
        entity.place = self.draft.entity("place", name)

    def abbreviation(self, found: Organization) -> None:
        """An abbreviation in brackets after a name ("Ngân hàng Thế giới (WB)") is the same organisation's."""
        page, at = self.page, found.last
        if at + 2 >= len(page.keys) or page.keys[at] != "(" or page.keys[at + 2] != ")":
            return
        word = page.word(at + 1)
        if len(word) < 2 or not word[0].isalpha() or word.upper() != word or self.taken[at + 1]:
            return
        if organization(page, at + 1, at + 2) is not None:
            return  # "(UBND)" is no name of one body
        self.abbreviated[page.keys[at + 1], word] = page.span(found.first, found.last)

    def abbreviations(self) -> None:
        """Mentions by an abbreviation that the article has introduced."""
        if not self.abbreviated:
            return
        for at, key in enumerate(self.page.keys):
            name = self.abbreviated.get((key, self.page.word(at))) if not self.taken[at] else None
            if name is not None:
                self.mention("organization", at, at + 1, name)

    def bare_names(self, at: int, last: int) -> None:
        page = self.page
        first = at
        while at < last:
            if self.taken[at] or not page.capital[at]:
                at += 1
                continue
            before = page.keys[at - 1] if at > first else ""
            if at - 1 > first and page.capital[at - 1] and before[-1].isalpha() and not self.taken[at - 1]:
                at += 1
                continue
            stop = self.taken.find(1, at, last)
            end = bare(page, at, stop if stop != -1 else last, self.known)
            if end == len(page.keys) and (at == first or not before[-1].isalpha()):
                end = at  # a byline that is a province's name too
            if end > at:
                self.mention("place", at, end)
                at = end
            else:
                at += 1
