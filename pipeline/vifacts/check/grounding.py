"""The promise of every record, checked: spans lie in the text and what the record says can be read there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vifacts.language.normalise import nfc
from vifacts.language.tokens import tokenize
from vifacts.places.units import KINDS
from vifacts.record import Record, Span

_PLAIN = re.compile(r"^(?:\d{1,3}(?:\.\d{3})+|\d+)$")


def ungrounded(record: Record) -> list[str]:
    """What in ``record`` is not grounded in its article, one line each; empty for a record that keeps the promise.

    Checked: the text is NFC; every span is a non-empty stretch of it; every id that is referred to exists;
    a figure's words stand at its place, and its digits are its value; a speaker's words lie in their sentence or behind
    it; a person is named by words of the name; the words of names, roles, subjects and units are words of the text
    (a name may also take words of the title).
    """
    text = record.article.text
    said = [] if nfc(text) == text else ["article.text is not NFC"]
    words = set(tokenize(text).keys) | set(tokenize(nfc(record.article.title or "")).keys)
    words |= {word[:-1] for word in words if word[-1:] == "."}  # "TP." at the end of a name stands there as "TP"
    entities = {e.id for e in record.entities}
    figures = {f.id for f in record.figures}

    def span(what: str, at: Span) -> None:
        if not 0 <= at[0] < at[1] <= len(text):
            said.append(f"{what}: span {list(at)} is not in the text")

    def known(what: str, ref: str | None, ids: Iterable[str]) -> None:
        if ref is not None and ref not in ids:
            said.append(f"{what}: no {ref}")

    def spoken(what: str, phrase: str | None) -> None:
        missing = [w for w in tokenize(nfc(phrase or "")).keys if w not in words and w.isalnum()]
        if missing:
            said.append(f"{what}: {phrase!r} has words that the text has not: {' '.join(missing)}")

    for block in record.article.blocks:
        span(f"block {block.kind}", block.span)
    for e in record.entities:
        # the kind word of a place may be written out ("TP Hà Nội", "H.Cẩm Giàng")
        spoken(f"{e.id}", _bare(e.name) if e.kind == "place" else e.name)
        known(f"{e.id}.place", e.place, entities)
        known(f"{e.id}.issuer", e.issuer, entities)
        named = set(tokenize(nfc(e.name)).keys)
        for mention in e.mentions:
            span(f"{e.id} mention", mention)
            if e.kind == "person" and not named & set(tokenize(text[mention[0] : mention[1]]).keys):
                said.append(f"{e.id}: {text[mention[0] : mention[1]]!r} names no {e.name}")
    for n, r in enumerate(record.roles):
        span(f"role {n}", r.span)
        known(f"role {n}.person", r.person, entities)
        known(f"role {n}.scope", r.scope, entities)
        spoken(f"role {n}", r.text)
    for f in record.figures:
        span(f.id, f.span)
        span(f"{f.id} sentence", f.sentence)
        known(f"{f.id}.holder", f.holder, entities)
        known(f"{f.id}.part_of", f.part_of, figures)
        known(f"{f.id}.compared_with", f.compared_with, figures)
        spoken(f"{f.id}.subject", f.subject)
        spoken(f"{f.id}.unit", f.unit)
        if f.text not in text[max(0, f.span[0] - 40) : f.span[1] + 80]:
            said.append(f"{f.id}: {f.text!r} does not stand at its place")
        digits = text[f.span[0] : f.span[1]].strip()
        if _PLAIN.match(digits) and not _is(f.value, int(digits.replace(".", ""))):
            said.append(f"{f.id}: {digits} is read as {f.value}")
        if not f.sentence[0] <= f.span[0] < f.sentence[1]:
            said.append(f"{f.id}: its sentence is another one")
    for n, s in enumerate(record.statements):
        span(f"statement {n}", s.span)
        span(f"statement {n} sentence", s.sentence)
        if s.span[1] <= s.sentence[0]:
            said.append(f"statement {n}: lies before its sentence")
        known(f"statement {n}.speaker", s.speaker, entities)
    for finding in record.findings:
        for ref in finding.figures:
            known(f"finding {finding.code}", ref, figures)
    return said


def _is(value: float, written: int) -> bool:
    """Whether ``value`` is the written number, or that with a multiplier word behind it ("2 triệu"), or of tens of
    thousands with a stop as decimal mark ("1.500 m" where it is 1.5)."""
    if not written:
        return value == 0
    ratio = value / written
    return any(abs(ratio - 10.0**k) < 1e-9 * 10.0**k for k in range(-9, 16))


def _bare(place: str) -> str:
    folded = place.lower()
    kind = next((k for k in KINDS if folded.startswith(k + " ")), None)
    return place[len(kind) + 1 :] if kind else place
