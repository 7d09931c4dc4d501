"""The components as other spaCy pipelines use them: one by one, on other tokenizers, their spans in doc.spans."""

from __future__ import annotations

import gc

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import vifacts
from vifacts.extract.pipeline import as_article, extractor
from vifacts.record import encode

SENTENCE = (
    "Đồng chí Đỗ Hữu Lượng, Bí thư Đảng ủy xã Đông Kinh cho biết: “Đảng bộ xã hiện có 412 đảng viên.” "
    "Đoàn công tác về huyện Đông Hưng."
)
SPANS = {
    "vifacts_persons": ["Đỗ Hữu Lượng"],
    "vifacts_organizations": ["Đảng ủy xã Đông Kinh"],
    "vifacts_places": ["huyện Đông Hưng"],
    "vifacts_figures": ["412 đảng viên"],
}


def spans(doc: Doc) -> dict[str, list[str]]:
    return {key: [span.text for span in doc.spans[key]] for key in SPANS if key in doc.spans}


def test_the_pipeline_publishes_its_finds() -> None:
    doc = vifacts.load()(SENTENCE)
    assert spans(doc) == SPANS
    assert [role.title for role in doc._.vifacts.roles] == ["Bí thư"]


@pytest.mark.parametrize("language", ["xx", "en"])
def test_the_components_work_on_the_tokens_of_another_tokenizer(language: str) -> None:
    nlp = spacy.blank(language)
    nlp.add_pipe("sentencizer")
    for name in vifacts.load().pipe_names:
        nlp.add_pipe(name)
    assert spans(nlp(SENTENCE)) == SPANS
    for odd in ("", "  \n ", "x", SENTENCE.replace(" ", "\u00a0", 3), "Đa\u0309ng bô\u0323 có 5 đảng viên"):
        nlp(odd)


@pytest.mark.parametrize("name", vifacts.load().pipe_names)
def test_a_component_works_alone(name: str) -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe(name)
    found = spans(nlp(SENTENCE))
    assert all(found.get(key) for key in SPANS if key == name)


def test_a_component_of_ones_own_sees_the_words_when_a_record_is_asked_for() -> None:
    seen: list[str] = []

    @Language.component("test_sees_words")
    def sees_words(doc: Doc) -> Doc:
        seen.extend(token.text for token in doc)
        return doc

    nlp = vifacts.load()
    nlp.add_pipe("test_sees_words")
    try:
        record = vifacts.extract(SENTENCE)
    finally:
        nlp.remove_pipe("test_sees_words")
    assert seen[:3] == ["Đồng", "chí", "Đỗ"]
    assert encode(record) == encode(vifacts.extract(SENTENCE))  # read without tokens in the Doc


def test_an_extractor_gives_the_same_records_and_spares_the_collector_what_is_loaded() -> None:
    frozen = gc.get_freeze_count()
    try:
        extract = extractor()
        assert encode(extract(as_article(SENTENCE))) == encode(vifacts.extract(SENTENCE))
        assert gc.get_freeze_count() > frozen
    finally:
        gc.unfreeze()
