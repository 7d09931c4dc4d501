"""Roles: titles, their bodies, shared tails, what is counted once."""

from __future__ import annotations

import pytest

import vifacts
from vifacts.extract.draft import Draft
from vifacts.extract.roles.phrases import Reader
from vifacts.extract.roles.tails import texts
from vifacts.extract.roles.titles import title
from vifacts.language.text import Text
from vifacts.record import Article, Record


@pytest.mark.parametrize(
    ("text", "head", "size"),
    [
        ("Phó Bí thư Thường trực Huyện ủy", "bí thư", 5),
        ("Trưởng thôn Lẻ Doi", "trưởng thôn", 2),
        ("Quyền Giám đốc Sở", "giám đốc", 2),
        ("Phó Trưởng phòng Nội vụ", "trưởng phòng", 3),
        ("GĐ Sở", "giám đốc", 1),
    ],
)
def test_titles(text: str, head: str, size: int) -> None:
    keys = Text(text).tokens.keys
    found = title(keys, 0, len(keys))
    assert found is not None
    assert (found.head, found.last - found.first) == (head, size)


@pytest.mark.parametrize(
    "text", ["Trưởng đoàn công tác", "Phó Trưởng đoàn giám sát", "Đại sứ quán Việt Nam", "Đại tá Hoàng Ngọc Sơn", "Ban"]
)
def test_no_titles(text: str) -> None:
    keys = Text(text).tokens.keys
    assert title(keys, 0, len(keys)) is None


def test_words_before_a_title_make_it_part_of_a_name() -> None:
    keys = Text("Ban Bí thư quyết định").tokens.keys
    assert title(keys, 1, len(keys)) is None


@pytest.mark.parametrize(
    ("text", "full"),
    [
        (
            "Bí thư Đảng ủy, Chủ tịch HĐND xã Tân Thành",
            ["Bí thư Đảng ủy xã Tân Thành", "Chủ tịch HĐND xã Tân Thành"],
        ),
        ("Bí thư Chi bộ, Trưởng thôn Phú Khê", ["Bí thư Chi bộ thôn Phú Khê", "Trưởng thôn Phú Khê"]),
        (
            "Ủy viên Ban Thường vụ, Trưởng Ban Tổ chức Huyện ủy",
            ["Ủy viên Ban Thường vụ Huyện ủy", "Trưởng Ban Tổ chức Huyện ủy"],
        ),
        ("Phó Bí thư Quận ủy, Chủ tịch UBND Quận 10", ["Phó Bí thư Quận ủy Quận 10", "Chủ tịch UBND Quận 10"]),
        ("Tỉnh ủy viên, Giám đốc Sở Y tế", ["Tỉnh ủy viên", "Giám đốc Sở Y tế"]),
        (
            "Ủy viên Ban Thường vụ Tỉnh ủy, Bí thư Huyện ủy Tiên Lữ",
            ["Ủy viên Ban Thường vụ Tỉnh ủy", "Bí thư Huyện ủy Tiên Lữ"],
        ),
    ],
)
def test_lists_share_their_tails(text: str, full: list[str]) -> None:
    draft = Draft(Article(id="example", text=text))
    vifacts.load().get_pipe("vifacts_organizations").annotate(draft)
    reader = Reader(draft)
    roles, end = reader.roles(0, len(reader.keys))
    assert texts(reader, roles) == full
    assert end == len(reader.keys)


def _roles(record: Record) -> list[str]:
    return [role.text for role in record.roles]


def test_a_shorter_form_adds_nothing_and_a_fuller_one_replaces() -> None:
    short_first = "Bí thư Huyện ủy Lê Thị Minh đi cơ sở. Bí thư Huyện ủy Tiên Lữ Lê Thị Minh gặp dân."
    assert _roles(vifacts.extract(short_first)) == ["Bí thư Huyện ủy Tiên Lữ"]


def test_posts_of_different_levels_stay_apart() -> None:
    text = "Ông Kim Văn Sáng, Phó Chủ tịch UBND huyện, được bầu giữ chức Chủ tịch UBND huyện."
    assert sorted(_roles(vifacts.extract(text))) == ["Chủ tịch UBND huyện", "Phó Chủ tịch UBND huyện"]


def test_scope_is_the_one_unit_of_its_level() -> None:
    text = "Tại huyện Tiên Lữ, Bí thư Huyện ủy Lê Thị Minh gặp dân."
    record = vifacts.extract(text)
    names = {e.id: e.name for e in record.entities}
    assert [names[role.scope or ""] for role in record.roles] == ["huyện Tiên Lữ"]


def test_scope_stays_open_between_two_units() -> None:
    text = "Tại huyện Tiên Lữ và huyện Phù Cừ, Bí thư Huyện ủy Lê Thị Minh gặp dân."
    assert [role.scope for role in vifacts.extract(text).roles] == [None]
