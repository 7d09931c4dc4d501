"""Organisations through the public functions: joined names, their places, offsets on odd input."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vifacts.extract.draft import Draft
from vifacts.extract.names import canonical
from vifacts.extract.organizations.component import OrganizationsComponent
from vifacts.language.normalise import nfc
from vifacts.record import Article


def annotate(text: str) -> Draft:
    draft = Draft(Article(id="test", text=text))
    OrganizationsComponent().annotate(draft)
    return draft


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Uỷ ban nhân dân TP. Hải Dương", "UBND thành phố Hải Dương"),
        ("Ủy ban Kiểm tra (UBKT) Thành ủy Đà Nẵng", "UBKT Thành uỷ Đà Nẵng"),
        ("Ban Chấp hành TƯ", "BCH Trung ương"),
        ("Thành ủy TP.HCM", "Thành ủy Thành phố Hồ Chí Minh"),
        ("Sở TN&MT", "Sở Tài nguyên và Môi trường"),
    ],
)
def test_spellings_of_one_name_are_one_entity(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)
    draft = annotate(f"{one} họp bàn. Kế hoạch do {other} trình.")
    assert len([e for e in draft.entities.values() if e.kind == "organization"]) == 1


def test_place_of_an_organisation_has_no_mention_inside_its_name() -> None:
    draft = annotate("Đảng bộ xã Tân Trường họp. Người dân xã Tân Trường phấn khởi.")
    place = next(e for e in draft.entities.values() if e.kind == "place")
    organisation = next(e for e in draft.entities.values() if e.kind == "organization")
    assert organisation.place is place
    assert [draft.text.raw[a:b] for a, b in place.mentions] == ["xã Tân Trường"]
    assert place.mentions[0][0] > organisation.mentions[0][1]


def test_documents_keep_their_words() -> None:
    draft = Draft(Article(id="test", text="Nghị quyết Đại hội Đảng bộ tỉnh Hải Dương lần thứ XVII"))
    draft.mention("document", 0, len(draft.text.raw))
    OrganizationsComponent().annotate(draft)
    assert [m.kind for m in draft.mentions] == ["document"]


@pytest.mark.parametrize(
    "text", ["", " ", "UBND", "Sở", "Ban", "Chi bộ (", "Quỹ “", "Văn phòng HĐND và", "Báo", "TP.", "H."]
)
def test_unfinished_text_does_not_crash(text: str) -> None:
    annotate(text)


_words = st.sampled_from(
    (
        "Đảng bộ|Chi bộ|UBND|Sở|Ban Tổ chức|Huyện ủy|Văn phòng|Trường THPT|Công ty TNHH|Báo|Quỹ|và|-|của|(|)|“|”|,|."
        "|xã|TP.|huyện|tỉnh|thôn|số|5|Cẩm Giàng|Nguyễn|Văn|Nam|Hà Nội|Tài chính|Y tế|các|tại|Việt Nam|TP.HCM|UBKT|\n|có"
        "|Ea H'leo"
    ).split("|")
)


@given(st.lists(_words, max_size=30))
def test_mentions_lie_in_the_text_and_do_not_overlap(words: list[str]) -> None:
    text = nfc(" ".join(words))
    draft = annotate(text)
    for mention in draft.mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        assert "\n" not in text[mention.start : mention.end]
    for one, two in pairwise(draft.mentions):
        assert one.end <= two.start
