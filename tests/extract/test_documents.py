"""Documents through the public functions: one entity a document, numbers kept as written, nothing on odd input."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vifacts.extract.documents.component import DocumentsComponent
from vifacts.extract.draft import Draft
from vifacts.language.normalise import nfc
from vifacts.record import Article


def documents(text: str) -> Draft:
    draft = Draft(Article(id="test", text=text))
    DocumentsComponent().annotate(draft)
    return draft


def test_short_mentions_share_the_entity_with_the_longest_number() -> None:
    draft = documents("Chỉ thị 05 đi vào cuộc sống. Chỉ thị số 05-CT/TW có nhiều điểm mới. Theo Chỉ thị số 5, ...")
    assert len(draft.entities) == 1
    (entity,) = draft.entities.values()
    assert (entity.name, entity.number, len(entity.mentions)) == ("Chỉ thị số 05-CT/TW", "05-CT/TW", 3)


def test_kinds_keep_documents_of_one_number_apart() -> None:
    draft = documents("Nghị quyết số 12 và Quy định số 12 đều có hiệu lực.")
    assert [e.name for e in draft.entities.values()] == ["Nghị quyết số 12", "Quy định số 12"]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "Luật", "Nghị quyết", "Nghị quyết số", "Đề án “", "Luật Đất đai", "số 12"]
)
def test_unfinished_text_does_not_crash(text: str) -> None:
    assert len(documents(text).mentions) <= 1


_words = st.sampled_from(
    (
        "Nghị quyết|Chỉ thị|Luật|Đề án|số|18-NQ/TW|05|Trung ương|4|khóa|XII|Đại hội|lần thứ|của Đảng|(|)|,|“|”|năm"
        "|2024|.|/|-"
    ).split("|")
)


@given(st.lists(_words, max_size=25))
def test_mentions_lie_in_the_text_and_do_not_overlap(words: list[str]) -> None:
    text = nfc(" ".join(words))
    mentions = documents(text).mentions
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
    for one, two in pairwise(mentions):
        assert one.end <= two.start
