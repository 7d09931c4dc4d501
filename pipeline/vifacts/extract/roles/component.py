"""Finds the roles of persons."""

from __future__ import annotations

from spacy.tokens import Doc

from vifacts.extract.draft import Draft, DraftRole, draft_of, publish
from vifacts.extract.names import canonical
from vifacts.extract.roles.binding import Binder, Bound
from vifacts.extract.roles.dates import Terms
from vifacts.extract.roles.phrases import Phrase, Reader, reader_of
from vifacts.extract.roles.scope import Scopes
from vifacts.extract.roles.tails import full

_UNITS = {"h.": "huyện", "x.": "xã", "p.": "phường", "q.": "quận", "uỷ": "ủy"}


class RolesComponent:
    """Writes the roles of an article's persons into its draft."""

    def __call__(self, doc: Doc) -> Doc:
        self.annotate(draft_of(doc))
        publish(doc, "vifacts_roles", [(*role.span, role.title) for role in draft_of(doc).roles])
        return doc

    def annotate(self, draft: Draft) -> None:
        """Add one role for each post that a named person is said to hold or to have held.

        A post that comes again in the same or a shorter form adds nothing; a fuller form replaces the shorter.
        """
        reader = reader_of(draft)
        if not reader.persons:
            return
        scopes = Scopes(draft)
        terms = Terms(draft)
        seen: dict[int, list[DraftRole]] = {}
        for bound in Binder(draft, reader).run():
            person = bound.person.entity
            known = seen.setdefault(id(person), [])
            for phrase, (text, giver) in zip(bound.roles, full(reader, bound.roles), strict=True):
                role = _role(reader, bound, phrase, text)
                if _adds(known, role, bound.removed):
                    role.scope = scopes.of(reader, phrase, giver)
                    role.start, role.end = terms.of(phrase, bound, reader.persons)
                    role.former = role.former or terms.over(role.end)
        for roles in seen.values():
            draft.roles.extend(roles)


def _role(reader: Reader, bound: Bound, phrase: Phrase, text: str) -> DraftRole:
    page = reader.page
    start = min(bound.person.start, page.starts[phrase.first])
    end = max(bound.person.end, page.ends[phrase.last - 1])
    body = None
    if phrase.body < phrase.last or text != page.span(phrase.first, phrase.last):
        body = text[len(" ".join(page.span(phrase.first, phrase.body).split())) :].strip() or None
    return DraftRole(
        person=bound.person.entity,
        text=text,
        title=" ".join(page.span(phrase.title.first, phrase.title.last).split()),
        organization=body,
        span=(start, end),
        former=phrase.former or bound.former,
        acting=phrase.title.acting,
        confidence=bound.confidence,
    )


def _adds(known: list[DraftRole], role: DraftRole, removed: bool = False) -> bool:
    """Put ``role`` among ``known``; False where it is there already, in the same or a fuller form.

    A post that someone is ``removed`` from is the one that he was said to hold.
    """
    words = _words(role.text)
    for n, other in enumerate(known):
        old = _words(other.text)
        if _within(words, old):
            other.former = other.former or (role.former and (removed or words == old))
            return False
        if _within(old, words) and (removed or other.former == role.former):
            known[n] = role
            return True
    known.append(role)
    return True


def _words(text: str) -> list[str]:
    """The words of a role as they are compared: abbreviations of kinds of units written out."""
    return [word for part in canonical(text).split() for word in _UNITS.get(part, part).split()]


def _within(short: list[str], long: list[str]) -> bool:
    """Whether ``short`` says the same post in fewer words: it begins alike and has no word that ``long`` lacks."""
    if short[:2] != long[:2]:
        return False
    rest = list(long)
    for word in short:
        if word not in rest:
            return False
        rest.remove(word)
    return True
