"""Who issued a document and when, from the words around it.

"Ngày 5/1/2021, Huyện ủy đã ban hành Đề án số 04-ĐA/HU" gives both; so does "Chỉ thị số 57-CT/TU ngày
22/12/2023 của Ban Thường vụ Tỉnh ủy". An issuer is an organisation that the article names somewhere: a bare
"Huyện ủy" stands for the one Huyện ủy with a name in it.
"""

from __future__ import annotations

from vifacts.extract.draft import Draft, DraftEntity, Mention
from vifacts.extract.organizations.grammar import organization
from vifacts.extract.organizations.page import Page
from vifacts.language.dates import find_periods
from vifacts.language.sentences import Sentence
from vifacts.language.text import Text
from vifacts.resources import read_toml

_DATA = read_toml("vifacts.extract.documents", "lexicon.toml")
_VERBS = frozenset(_DATA["issuing"]["verbs"])
_BETWEEN = frozenset(_DATA["issuing"]["between"])
#: The letters behind a number's last stroke and the head noun of the body that they stand for.
_SUFFIXES: dict[str, str] = _DATA["suffixes"]


def complete(draft: Draft, page: Page) -> None:
    """Fill ``issuer`` and ``date`` of the documents of ``draft``, whose organisations have been found."""
    for mention in [m for m in draft.mentions if m.kind == "document"]:
        reader = _Reader(draft, page, mention)
        document = mention.entity
        after, date = reader.date_after()
        subject, before = reader.before()
        if document.date is None:
            document.date = date or before
        if document.issuer is None:
            document.issuer = reader.issuer_after(after) or subject or reader.issuer_of_suffix()


class _Reader:
    def __init__(self, draft: Draft, page: Page, mention: Mention) -> None:
        self.draft, self.page, self.mention = draft, page, mention
        self.sentence: Sentence = draft.text.sentence_at(mention.start)
        self.first, self.last = draft.text.tokens.range(mention.start, mention.end)

    def date_after(self) -> tuple[int, str | None]:
        """(the token after a date that follows the document, the date): "…-CT/TU, ngày 22/12/2023"."""
        keys, i, end = self.page.keys, self.last, self.sentence.last
        while i < end and keys[i] in (",", "("):
            i += 1
        if i + 1 >= end or keys[i] != "ngày":
            return self.last, None
        start = self.page.starts[i]
        part = Text(self.draft.text.raw[start : self.sentence.end])
        for period in find_periods(part, self.draft.published)[:1]:
            if period.start <= 5 and _is_day(period.value):
                after = self.draft.text.tokens.at(start + period.end - 1)
                while after < end and self.page.starts[after] < start + period.end:
                    after += 1
                return after, period.value
        return i + 2, None

    def issuer_after(self, at: int) -> DraftEntity | None:
        """The body after "của": "Chỉ thị số 05 của Bộ Chính trị"."""
        keys, end = self.page.keys, self.sentence.last
        while at < end and keys[at] in (",", ")", "và"):
            at += 1
            if at < end and keys[at - 1] != ")":
                other = self.draft.covering(self.page.starts[at], self.page.ends[at], "document")
                if other is not None:  # a list of documents has its issuer at the end
                    at = self.draft.text.tokens.range(other.start, other.end)[1]
        if at + 1 >= end or keys[at] != "của":
            return None
        return self._body(at + 1)

    def before(self) -> tuple[DraftEntity | None, str | None]:
        """(subject, date) of "Ngày 5/1/2021, Huyện ủy đã ban hành Đề án …" where such a verb stands before."""
        keys, i = self.page.keys, self.first
        while i > self.sentence.first and keys[i - 1] in _BETWEEN:
            i -= 1
        verb = next((n for n in (2, 1) if " ".join(keys[i - n : i]) in _VERBS and i - n >= self.sentence.first), 0)
        if not verb:
            return None, None
        i -= verb
        while i > self.sentence.first and keys[i - 1] in _BETWEEN:
            i -= 1
        subject = None
        for at in range(self.sentence.first, i):
            found = organization(self.page, at, i)
            if found is not None and found.last == i:
                subject = self._body(at)
                break
        part = Text(self.draft.text.raw[self.sentence.start : self.page.starts[i]]) if i > self.sentence.first else None
        days = [p.value for p in find_periods(part, self.draft.published) if _is_day(p.value)] if part else []
        return subject, days[-1] if len(days) == 1 else None

    def issuer_of_suffix(self) -> DraftEntity | None:
        """The one named body of the level that the number's letters stand for ("…/HU": Huyện ủy)."""
        number = self.mention.entity.number
        if not number or "/" not in number:
            return None
        head = _SUFFIXES.get(number.rsplit("/", 1)[1].casefold())
        return self._named(head) if head is not None else None

    def _body(self, at: int) -> DraftEntity | None:
        """The organisation that begins at token ``at``: a mention, or what a bare body stands for."""
        page = self.page
        mention = self.draft.covering(page.starts[at], page.ends[at], "organization")
        if mention is not None and mention.start == page.starts[at]:
            return mention.entity
        found = organization(page, at, self.sentence.last)
        if found is None or found.named or found.last == at:
            return None
        inner = page.joined(at, found.last)
        return self._named(inner)

    def _named(self, head: str) -> DraftEntity | None:
        """The one organisation of the article whose name begins with ``head`` or has it inside with its name."""
        found: dict[str, DraftEntity] = {}
        for mention in self.draft.mentions:
            if mention.kind != "organization":
                continue
            first, last = self.draft.text.tokens.range(mention.start, mention.end)
            words = " " + self.page.joined(first, last) + " "
            at = words.rfind(f" {head} ")
            if words.strip() == head:  # a mention is a name by itself: "Chính phủ"
                found[mention.entity.name] = mention.entity
                continue
            if at < 0 or not words[at + len(head) + 2 :].strip():
                continue
            start = first + words[: at + 1].count(" ") - 1
            if not any(self.page.capital[i] for i in range(start + head.count(" ") + 1, last)):
                continue  # "Huyện ủy" with the level word only
            name = self.page.span(start, last)
            entity = self.draft.entity("organization", name)
            found[entity.name] = entity
        return next(iter(found.values())) if len(found) == 1 else None


def _is_day(value: str | None) -> bool:
    return value is not None and len(value) == 10 and value[4] == "-"
