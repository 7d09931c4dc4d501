"""Whatever goes in, the record keeps its promises: grounded, the same bytes again, the text untouched."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import vifacts
from vifacts.check.grounding import ungrounded
from vifacts.language.normalise import nfc
from vifacts.record import Article, Record, decode_record, encode

# pieces that the grammars look for, in any order and next to anything
PIECES = st.sampled_from(
    [
        "Đảng bộ xã Đông Kinh", "Chi bộ thôn Đồng Lạc", "UBND huyện Tứ Kỳ", "Ủy ban Kiểm tra Huyện ủy", "đồng chí",
        "ông", "Vũ Đức Thuận", "Lê Thị Hà", "Bí thư", "Phó Chủ tịch HĐND", "nguyên", "cho biết:", "“", "”", "(", ")",
        "663", "1.042", "2,5 triệu", "trên", "gần", "5 - 7%", "16/19", "từ", "lên", "trong đó", "đảng viên", "chi bộ",
        "ha", "tỷ đồng", "năm 2023", "ngày 5/1/2024", "6 tháng đầu năm", "Nghị quyết số 04-NQ/HU", "khiển trách 8",
        "tăng", "giảm", "so với cùng kỳ", "toàn huyện", "ba mươi lăm", "lần thứ XIII", ",", ";", ".", "\n", "…", "-",
        "Ðảng", "\u200b", "\u00a0", "uỷ", "ủy", "%", "/", "H.", "TP.", "1.", "và", "của", "là", "được bầu giữ chức",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, max_size=30).map(" ".join),
    st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=20).map("".join),
    st.text(max_size=200),
)


def check(record: Record, text: str) -> None:
    assert record.article.text == nfc(text)
    assert ungrounded(record) == []
    line = encode(record)
    assert encode(decode_record(line)) == line


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_gives_a_grounded_record(text: str) -> None:
    article = Article(id="any", text=nfc(text), published="2024-06-05")
    record = vifacts.extract(article)
    check(record, text)
    assert encode(vifacts.extract(article)) == encode(record)


def sample(root: Path) -> list[dict[str, Any]]:
    path = root / "corpus/gold/sample.articles.jsonl"
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def test_the_sample_articles_are_grounded(root: Path) -> None:
    rows = sample(root)
    assert len(rows) >= 20
    for row in rows:
        article = Article(id=row["id"], text=row["text"], title=row["title"], published=row["published"])
        check(vifacts.extract(article), row["text"])


@pytest.mark.parametrize("name", ["party", "local"])
def test_real_articles_are_grounded(shared: Path, name: str) -> None:
    import gzip

    with gzip.open(shared / f"articles/{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for n, line in enumerate(lines):
            if n % 10 == 0:
                row = json.loads(line)
                check(vifacts.extract(Article(id=row["id"], text=nfc(row["text"]), title=row["title"])), row["text"])
            if n > 1500:
                break
