"""spaCy DocBin: one Doc an article, with the tokens of vifacts and its finds as spans.

``doc.spans`` has a group a kind (``KINDS``); a span's label is the kind (of a statement "direct" or "indirect"), its
``id_`` the id of the entity or figure in the record, its ``kb_id_`` the stable id of the entity. ``doc.ents`` are the
named things and figures that do not overlap, the longest first. ``doc.user_data["vifacts"]`` holds the article's fields,
the facts as they stand in the record, and under "offsets" the exact spans: code points, where a span ends inside a token.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from vifacts.extract.pipeline import ArticleTokenizer
from vifacts.record import Record
from vifacts.store.exports.source import Item, Source
from vifacts.store.exports.writing import whole_folder

#: The groups of ``doc.spans``.
KINDS = ("person", "organization", "place", "document", "figure", "role", "statement")
#: The groups that ``doc.ents`` are taken from.
_NAMED = frozenset(KINDS[:5])
#: Docs of one file.
DOCS = 1_000


def export(source: Source, out: Path) -> int:
    """Write ``out``/docs-00001.spacy and so on; the number of Docs."""
    vocab = Vocab()
    count = 0
    bin_ = DocBin(store_user_data=True)
    with whole_folder(out, "docbin") as folder:
        for item in source.items():
            bin_.add(doc_of(item, vocab))
            count += 1
            if len(bin_) == DOCS:
                bin_.to_disk(folder / f"docs-{count // DOCS:05}.spacy")
                bin_, vocab = DocBin(store_user_data=True), Vocab()  # the strings of a vocabulary only grow
        if len(bin_) or not count:
            bin_.to_disk(folder / f"docs-{count // DOCS + 1:05}.spacy")
    return count


def doc_of(item: Item, vocab: Vocab) -> Doc:
    """The Doc of a record."""
    record = item.record
    doc = ArticleTokenizer(vocab).doc(record.article)
    doc.user_data.clear()
    offsets: dict[str, list[tuple[int, int, str]]] = {kind: [] for kind in KINDS}
    named: list[Span] = []
    groups: dict[str, list[Span]] = {kind: [] for kind in KINDS}
    for kind, label, start, end, key, thing in _spans(record, item.things):
        offsets[kind].append((start, end, key))
        span = doc.char_span(start, end, label=label, kb_id=thing, alignment_mode="expand", span_id=key)
        if span is not None:
            groups[kind].append(span)
            if kind in _NAMED:
                named.append(span)
    for kind, spans in groups.items():
        doc.spans[kind] = spans
    doc.set_ents(filter_spans(named))
    facts = msgspec.to_builtins(record)
    article = facts["article"]
    del article["text"]
    doc.user_data["vifacts"] = {
        **{name: facts[name] for name in ("article", "entities", "roles", "figures", "statements", "findings")},
        "things": item.things,
        "copy_of": item.copy_of,
        "offsets": offsets,
    }
    return doc


def _spans(record: Record, things: dict[str, str]) -> Iterator[tuple[str, str, int, int, str, str]]:
    """Each find as (group, label, start, end, id, stable id)."""
    for entity in record.entities:
        for start, end in entity.mentions:
            yield entity.kind, entity.kind, start, end, entity.id, things.get(entity.id, "")
    for figure in record.figures:
        yield "figure", "figure", *figure.span, figure.id, ""
    for n, role in enumerate(record.roles, 1):
        yield "role", "role", *role.span, f"r{n}", things.get(role.person, "")
    for n, statement in enumerate(record.statements, 1):
        yield "statement", statement.kind, *statement.span, f"s{n}", things.get(statement.speaker, "")


def read(folder: Path, vocab: Any) -> Iterator[Doc]:
    """The Docs of an export."""
    for path in sorted(folder.glob("docs-*.spacy")):
        yield from DocBin().from_disk(path).get_docs(vocab)
