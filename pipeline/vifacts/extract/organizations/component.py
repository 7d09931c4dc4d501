"""Finds organisations and places: one walk over the text, then a second for bare names of places."""

from __future__ import annotations

from spacy.tokens import Doc

from vifacts.extract.documents.details import complete
from vifacts.extract.draft import Draft, DraftEntity, draft_of, publish_mentions
from vifacts.extract.organizations import heads, places
from vifacts.extract.organizations.gazetteer import Gazetteer
from vifacts.extract.organizations.grammar import Organization, begins, organization
from vifacts.extract.organizations.grammar import listed as bodies
from vifacts.extract.organizations.own_names import paper
from vifacts.extract.organizations.page import STARTERS, STRONG, Page
from vifacts.extract.organizations.places import Place, bare, listed, place
from vifacts.record import EntityKind

_FIRST = heads.FIRST | places.FIRST


class OrganizationsComponent:
    """Writes the organisations and places of an article into its draft."""

    def __call__(self, doc: Doc) -> Doc:
        self.annotate(draft_of(doc))
        publish_mentions(doc, "organization", "place")
        return doc

    def annotate(self, draft: Draft) -> None:
        """Add the organisations and places of ``draft.text``, outside the documents found before.

        A place inside an organisation's name becomes an entity without a mention there. Places that are
        units of the administration get their ``unit`` where the article tells which one is meant. Documents get
        their issuer and date here, since an issuer is an organisation.
        """
        _Walk(draft).run()


class _Walk:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.page = Page(draft)
        self.taken = bytearray(len(self.page.keys))
        for mention in draft.mentions:
            self._take(*draft.text.tokens.range(mention.start, mention.end))
        self.gazetteer = Gazetteer(self.page)
        self.unnamed: set[int] = set()  # tokens of bodies that are no names: "Việt Nam" in them is no place
        self.places: list[Place] = []
        self.organizations: list[tuple[Place, DraftEntity]] = []
        self.abbreviated: dict[str, tuple[int, str, str]] = {}  # by first key: tokens, as written, full name

    def run(self) -> None:
        sentences = self.draft.text.sentences
        self.named()
        self.abbreviations()
        for found in self.places:
            entity = self.mention("place", found.first, found.last, self.gazetteer.full_name(found))
            self.gazetteer.ask(found, entity)
        for sentence in sentences:
            self.bare_names(sentence.first, sentence.last)
        for where, organization_entity in self.organizations:
            entity = self.draft.entity("place", self.gazetteer.full_name(where))
            organization_entity.place = entity
            self.gazetteer.ask(where, entity)
        self.gazetteer.resolve(self.draft)
        complete(self.draft, self.page)

    def _take(self, first: int, last: int) -> None:
        for i in range(first, last):
            self.taken[i] = 1

    def mention(self, kind: EntityKind, first: int, last: int, name: str | None = None) -> DraftEntity:
        self._take(first, last)
        return self.draft.mention(kind, self.page.starts[first], self.page.ends[last - 1], name).entity

    def named(self) -> None:
        """Find what the text names with a head noun or a kind word."""
        page, sentences = self.page, self.draft.text.sentences
        keys, capital = page.keys, page.capital
        cues = heads.CUES
        # most tokens begin nothing: the walk goes from one possible first word to the next
        firsts = [i for i, key in enumerate(keys) if key in _FIRST or (capital[i] and i > 0 and keys[i - 1] in cues)]
        at, n = 0, 0
        for first in firsts:
            if first < at or self.taken[first]:
                continue
            while sentences[n].last <= first:
                n += 1
            stop = self.taken.find(1, first, sentences[n].last)
            at = self.step(first, stop if stop != -1 else sentences[n].last)

    def step(self, at: int, last: int) -> int:
        """Take what begins at token ``at``; the token to go on from."""
        page = self.page
        if page.keys[at] in heads.HEADS.firsts:
            several = bodies(page, at, last)
            if several:
                for one in several:
                    name = f"{page.span(at, several[0].first)} {page.span(one.first, one.last)}"
                    self.mention("organization", one.first, one.last, name)
                return several[-1].last
            found = organization(page, at, last)
            if found is not None:
                if found.named:
                    self.organization(found)
                elif found.head.group in ("level", "function"):
                    self.unnamed.update(range(found.first, found.last))
                return found.last
        where = place(page, at, last) if page.keys[at] in places.FIRST else None
        if where is not None:
            at = self.place(where)
            for member in listed(page, where, last, begins):
                at = self.place(member)
            return at
        end = paper(page, at, last)
        if end > at:
            self.mention("organization", at, end)
        return max(end, at + 1)

    def place(self, found: Place) -> int:
        self._take(found.first, found.last)
        self.places.append(found)
        self.gazetteer.introduce(found)
        return found.last

    def organization(self, found: Organization) -> None:
        entity = self.mention("organization", found.first, found.last)
        self.abbreviation(found)
        if found.place is not None:
            self.gazetteer.introduce(found.place)
            self.organizations.append((found.place, entity))

    def abbreviation(self, found: Organization) -> None:
        """An abbreviation in brackets after a name ("Ngân hàng Thế giới (WB)") is the same organisation's."""
        page, at = self.page, found.last
        end = page.keys.index(")", at, at + 6) if ")" in page.keys[at : at + 6] else at
        if end - at < 2 or page.keys[at] != "(" or self.taken[at + 1]:
            return
        word = page.span(at + 1, end)
        if len(word) < 2 or not word[0].isalpha() or word.upper() != word or " " in word:
            return
        if organization(page, at + 1, end) is None:  # "(UBND)" is no name of one body
            self.abbreviated[page.keys[at + 1]] = (end - at - 1, word, page.span(found.first, found.last))

    def abbreviations(self) -> None:
        """Mentions by an abbreviation that the article has introduced."""
        if not self.abbreviated:
            return
        page = self.page
        for at, key in enumerate(page.keys):
            if key in self.abbreviated and not self.taken[at]:
                length, word, name = self.abbreviated[key]
                if page.span(at, min(at + length, len(page.keys))) == word:
                    self.mention("organization", at, at + length, name)

    def bare_names(self, first: int, last: int) -> None:
        """Find known names without a kind word in the sentence [first, last)."""
        page, taken, after = self.page, self.taken, first
        for at in range(first, last):
            if not page.capital[at] or at < after or taken[at] or at in self.unnamed:
                continue
            before = page.keys[at - 1] if at > first else ""
            in_name = at > first and page.capital[at - 1] and before[-1].isalpha() and not taken[at - 1]
            if in_name and before not in STARTERS and (at - 1 > first or before in STRONG):
                continue
            stop = taken.find(1, at, last)
            end = bare(page, at, stop if stop != -1 else last, self.gazetteer.known)
            if end == len(page.keys) and (at == first or not before[-1].isalpha()):
                end = at  # a byline that is a province's name too
            if end > at:
                found = Place(at, end, at, None)
                entity = self.mention("place", at, end, self.gazetteer.full_name(found))
                self.gazetteer.ask(found, entity)
                after = end
