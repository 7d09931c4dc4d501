"""A claim in words against a dataset: the whole way through the extraction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from vifacts.errors import VifactsError
from vifacts.extract.pipeline import extract
from vifacts.record import Article
from vifacts.store.claim import Verdict, check_claim
from vifacts.store.dataset import Dataset
from vifacts.store.index import index, open_index

ARTICLES = (
    (
        "sang-1",
        "2025-09-03T08:00:00+07:00",
        "Đảng bộ xã Mao Điền, thành phố Hải Phòng hiện có 1.042 đảng viên. Đồng chí Đỗ Hữu Lượng, Bí thư Đảng ủy xã Mao Điền, "
        "cho biết phấn đấu kết nạp 60 đảng viên mới trong năm 2026.",
    ),
    (
        "chieu-1",
        "2025-09-20T08:00:00+07:00",
        "Xã Mao Điền (thành phố Hải Phòng) làm tốt công tác xây dựng Đảng. Đảng bộ xã Mao Điền hiện có 1.042 đảng viên.",
    ),
    ("sang-2", "2025-09-21T08:00:00+07:00", "Đảng bộ phường Tứ Minh, thành phố Hải Phòng hiện có 1.500 đảng viên."),
)


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    dataset = Dataset(tmp_path_factory.mktemp("claim"), create=True)
    dataset.write_shard(
        extract(Article(id=key, text=text, published=day, outlet=key.split("-")[0])) for key, day, text in ARTICLES
    )
    index(dataset)
    connection = open_index(dataset)
    yield connection
    connection.close()


def verdict(con: sqlite3.Connection, claim: str) -> Verdict:
    return check_claim(con, claim, "2025-10-01")[0]


def test_supported_by_both_articles(con: sqlite3.Connection) -> None:
    found = verdict(con, "Đảng bộ xã Mao Điền có 1.042 đảng viên.")
    assert found.answer == "supported"
    assert {row["article"] for row in found.evidence if row["relation"] == "supports"} == {"sang-1", "chieu-1"}
    assert all("1.042 đảng viên" in row["words"] for row in found.evidence)


def test_a_rounded_claim_is_supported(con: sqlite3.Connection) -> None:
    assert verdict(con, "Đảng bộ xã Mao Điền có hơn 1.000 đảng viên.").answer == "supported"


def test_contradicted_by_other_values(con: sqlite3.Connection) -> None:
    found = verdict(con, "Đảng bộ xã Mao Điền có 1.204 đảng viên.")
    assert found.answer == "contradicted"
    assert found.evidence[0]["relation"] == "contradicts"


def test_the_neighbour_says_nothing_about_it(con: sqlite3.Connection) -> None:
    found = verdict(con, "Đảng bộ xã Mao Điền có 1.500 đảng viên.")
    assert found.answer == "contradicted"
    assert {row["thing"] for row in found.evidence} == {"Đảng bộ xã Mao Điền"}


def test_nothing_comparable_shows_what_comes_nearest(con: sqlite3.Connection) -> None:
    found = verdict(con, "Đảng bộ xã Mao Điền có 48 chi bộ trực thuộc.")
    assert found.answer == "nothing comparable"
    assert found.evidence
    assert {row["relation"] for row in found.evidence} == {"nearest"}


def test_who_holds_a_post(con: sqlite3.Connection) -> None:
    right = check_claim(con, "Đồng chí Đỗ Hữu Lượng, Bí thư Đảng ủy xã Mao Điền, phát biểu.", "2025-10-01")[0]
    assert right.answer == "supported"
    wrong = check_claim(con, "Đồng chí Mai Thị Hạnh, Bí thư Đảng ủy xã Mao Điền, phát biểu.", "2025-10-01")[0]
    assert wrong.answer == "contradicted"
    assert wrong.evidence[0]["thing"] == "Đỗ Hữu Lượng"


def test_a_claim_without_a_fact(con: sqlite3.Connection, tmp_path: Path) -> None:
    with pytest.raises(VifactsError, match="VF517"):
        check_claim(con, "Trời hôm nay đẹp.")
