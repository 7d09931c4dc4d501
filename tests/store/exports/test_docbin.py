"""Docs loaded again have the spans of the records."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import DocBin
from spacy.vocab import Vocab

from vifacts.language.normalise import nfc
from vifacts.record import SCHEMA, Article, Entity, Extractor, Record
from vifacts.store.exports import docbin
from vifacts.store.exports.docbin import KINDS, doc_of
from vifacts.store.exports.source import Item

Export = Callable[..., Path]


@pytest.fixture
def docs(export: Export) -> dict[str, spacy.tokens.Doc]:
    """The Docs by article, read with nothing but spaCy."""
    vocab = spacy.blank("xx").vocab
    paths = sorted(export("docbin").glob("*.spacy"))
    found = [doc for path in paths for doc in DocBin().from_disk(path).get_docs(vocab)]
    return {doc.user_data["vifacts"]["article"]["id"]: doc for doc in found}


def spans_of(record: Record) -> dict[str, set[tuple[int, int, str]]]:
    found: dict[str, set[tuple[int, int, str]]] = {kind: set() for kind in KINDS}
    for entity in record.entities:
        found[entity.kind] |= {(*span, entity.id) for span in entity.mentions}
    found["figure"] = {(*f.span, f.id) for f in record.figures}
    found["role"] = {(*r.span, f"r{n}") for n, r in enumerate(record.roles, 1)}
    found["statement"] = {(*s.span, f"s{n}") for n, s in enumerate(record.statements, 1)}
    return found


def test_text_and_spans_are_those_of_the_record(docs: dict[str, spacy.tokens.Doc], records: list[Record]) -> None:
    assert docs.keys() == {r.article.id for r in records}
    for record in records:
        doc = docs[record.article.id]
        assert doc.text == record.article.text
        expected = spans_of(record)
        exact = doc.user_data["vifacts"]["offsets"]
        assert {kind: {tuple(s) for s in exact[kind]} for kind in KINDS} == expected
        for kind in KINDS:
            got = {(span.start_char, span.end_char, span.id_) for span in doc.spans[kind]}
            # a span that ends inside a token is widened to it; all others are exact
            starts, ends = {t.idx for t in doc}, {t.idx + len(t) for t in doc}
            aligned = {s for s in expected[kind] if s[0] in starts and s[1] in ends}
            assert aligned <= got
            assert len(doc.spans[kind]) == len(expected[kind])
            assert len(aligned) >= 0.9 * len(expected[kind])


def test_labels_and_stable_ids(docs: dict[str, spacy.tokens.Doc]) -> None:
    for doc in docs.values():
        data = doc.user_data["vifacts"]
        for kind in ("person", "organization", "place", "document"):
            for span in doc.spans[kind]:
                assert span.label_ == kind
                assert span.kb_id_ == data["things"][span.id_]
        assert {span.label_ for span in doc.spans["statement"]} <= {"direct", "indirect"}
    assert docs["chep-1"].user_data["vifacts"]["copy_of"] is not None
    assert any(doc.spans["statement"] for doc in docs.values())


def test_entities_do_not_overlap_and_are_not_thrown_away(docs: dict[str, spacy.tokens.Doc]) -> None:
    for doc in docs.values():
        taken = [token.i for ent in doc.ents for token in ent]
        assert len(taken) == len(set(taken))
        assert {e.label_ for e in doc.ents} <= {"person", "organization", "place", "document", "figure"}
        covered = set(taken)
        for kind in ("person", "organization", "figure"):
            assert all(covered & {t.i for t in span} for span in doc.spans[kind])


def test_several_files(export: Export, monkeypatch: pytest.MonkeyPatch, records: list[Record]) -> None:
    monkeypatch.setattr(docbin, "DOCS", 10)
    out = export("docbin")
    assert [p.name for p in sorted(out.glob("*.spacy"))] == [f"docs-{n:05}.spacy" for n in (1, 2, 3)]
    read = list(docbin.read(out, Vocab()))
    assert {d.user_data["vifacts"]["article"]["id"] for d in read} == {r.article.id for r in records}


TEXT = st.text(alphabet="aạăđ ễ\n.,5🎉👩\u200d\u200bỦ\u0301\u0323-", min_size=1, max_size=60).map(nfc).filter(len)


@settings(deadline=None, max_examples=50)
@given(TEXT, st.data())
def test_any_text_and_span_survives(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    entity = Entity("e1", "person", text[start:end], [(start, end)])
    record = Record(SCHEMA, Article("a", text), [entity], [], [], [], [], Extractor("x", "1"))
    bin_ = DocBin(docs=[doc_of(Item(record, 1, None, {"e1": "person-1"}), Vocab())], store_user_data=True)
    (doc,) = DocBin().from_bytes(bin_.to_bytes()).get_docs(Vocab())
    assert doc.text == text
    assert [tuple(s) for s in doc.user_data["vifacts"]["offsets"]["person"]] == [(start, end, "e1")]
    words = text[start:end].strip(" ")
    if not words:
        return  # a space behind a token is no token
    (span,) = doc.spans["person"]
    assert words in span.text
    assert span.start_char <= start + text[start:end].index(words[0])
    assert (span.id_, span.kb_id_) == ("e1", "person-1")
