"""The parts that pages are made of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vifacts.explore.data.article import Fact, blocks, pieces
from vifacts.explore.data.search import excerpt, number_of, parts
from vifacts.explore.pages.thing import timeline
from vifacts.explore.site import Arguments, article_address, thing_address
from vifacts.explore.wording import LANGUAGES, Wording, words


def test_every_key_has_words_in_both_languages_and_the_same_gaps() -> None:
    for key, texts in words().items():
        assert len(texts) == len(LANGUAGES), key
        assert all(texts) or key == "comparator.=", key
        assert len({tuple(sorted(re.findall(r"{(\w+)}", text))) for text in texts}) == 1, key


def test_every_key_that_is_used_is_there_and_every_key_is_used(root: Path) -> None:
    folder = root / "pipeline/vifacts/explore"
    source = "".join(p.read_text(encoding="utf-8") for p in [*folder.rglob("*.html"), *folder.rglob("*.py")])
    used = set(re.findall(r"""\b(?:t|self)(?:\.has)?\(\s*["']([\w.]+\.[\w]+)["']\s*[,)]""", source))
    used |= set(re.findall(r'"(count\.\w+)"', source))
    groups = set(re.findall(r"""\bt(?:\.has)?\(\s*f?["'](\w+)\.["'{]""", source))
    groups |= set(re.findall(r"""\.word\(\s*["'](\w+)["']""", source))
    assert used - set(words()) == set()
    unused = {key for key in words() if key.removesuffix("_1") not in used and key.split(".")[0] not in groups}
    assert unused == set()


def test_numbers_and_times_are_written_as_in_the_language() -> None:
    vi, en = Wording("vi"), Wording("en")
    assert vi.number(1234567.5) == "1.234.567,5"
    assert en.number(1234567.5) == "1,234,567.5"
    assert vi.number(412) == "412"
    assert vi.number(None) == ""
    assert vi.day("2024-06-05T15:00:00+07:00") == "05/06/2024"
    assert en.day("2024-06-05") == "5 Jun 2024"
    assert vi.day("2017 (est.)") == "2017 (est.)"
    assert vi.time("2024-06") == "06/2024"
    assert vi.time("2021/2025") == "2021–2025"
    assert vi.time("2025-07/") == "từ 07/2025"
    assert vi.time("/2020") == "đến 2020"
    assert vi.time("2024-Q1") == "quý 1/2024"
    assert vi.time(None) == ""
    assert vi("count.articles", n=1200) == "1.200 bài"
    assert en("count.articles", n=2) == "2 articles"
    assert en("count.articles", n=1) == "1 article"


@pytest.mark.parametrize(
    ("text", "value"),
    [("412", 412), ("1.485", 1485), ("1 485", 1485), ("1,485", 1485), ("94,8", 94.8), ("94.8", 94.8), ("2.314.000", 2314000),
     ("1.234,5", 1234.5), ("12 xã", None), ("1.2.3", None), ("", None), ("0.5", 0.5)],
)  # fmt: skip
def test_a_number_is_read_in_the_ways_it_is_written(text: str, value: float | None) -> None:
    assert number_of(text) == value


@given(
    st.text("aăâđeêiouyw .,\nĐẢẠ", max_size=120),
    st.lists(st.sampled_from(["a", "d", "da", "uy"]), min_size=1, max_size=3),
)
def test_the_pieces_of_an_excerpt_are_the_text(text: str, asked: list[str]) -> None:
    import unicodedata

    text = unicodedata.normalize("NFC", text)
    assert "".join(piece for piece, _ in parts(text, asked)) == text
    assert "".join(piece for piece, _ in excerpt(text, asked)) in text


def test_an_excerpt_is_the_sentence_with_the_words_together() -> None:
    text = "Đảng bộ có nhiều viên chức. Chi bộ có 12 đảng viên. Hết."
    assert excerpt(text, ["dang", "vien"]) == [("Chi bộ có 12 ", False), ("đảng viên", True), (".", False)]
    assert excerpt(text, ["chuc", "nhieu"])[0] == ("Đảng bộ có ", False)
    long = "xã " * 400 + "Đảng ủy " + "xã " * 400
    shown = excerpt(long, ["dang", "uy"])
    assert ("Đảng ủy", True) in shown
    assert sum(len(piece) for piece, _ in shown) < 500


spans = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: (min(pair), max(pair)))


@given(st.lists(spans, max_size=12), spans)
def test_overlapping_facts_cut_the_text_without_losing_any(
    marks: list[tuple[int, int]], block: tuple[int, int]
) -> None:
    text = "".join(chr(0x4E00 + n) for n in range(40))
    facts = [(span, Fact(f"f{n}", "figure", [span], {})) for n, span in enumerate(marks) if span[0] < span[1]]
    found = list(pieces(text, block, facts, set()))
    assert "".join(piece.text for piece in found) == text[block[0] : block[1]]
    for piece in found:
        at = text.index(piece.text)
        here = {fact.id for (start, end), fact in facts if start <= at and end >= at + len(piece.text)}
        assert {fact.id for fact in piece.facts} == here
    begun = [fact.id for piece in found for fact in piece.starts]
    assert len(begun) == len(set(begun))


def test_text_outside_of_blocks_is_shown_too() -> None:
    row = {"text": "mở đầu\nmột\n\nhai", "blocks": [{"kind": "lead", "span": [0, 6]}]}
    assert [(kind, row["text"][a:b]) for kind, (a, b) in blocks(row)] == [
        ("lead", "mở đầu"), ("paragraph", "một"), ("paragraph", "hai"),
    ]  # fmt: skip
    assert blocks({"text": "", "blocks": None}) == []


def test_bars_of_a_time_line_lie_in_it() -> None:
    day = {"first_day": 739000, "last_day": 739100}
    posts = timeline([
        {"since": "2020", "until": None, **day}, {"since": None, "until": None, **day},
        {"since": None, "until": "2023-05", **day}, {"since": None, "until": None, "first_day": None, "last_day": None},
    ])  # fmt: skip
    for post in posts["posts"][:3]:
        assert post["x"] >= 0
        assert post["x"] + post["width"] <= 1010
    assert "x" not in posts["posts"][3]
    assert posts["years"]
    assert timeline([]) == {"posts": [], "years": [], "dated": False}


def test_addresses_are_quoted() -> None:
    assert article_address("a/b?c#d", "f1") == "/article/a%2Fb%3Fc%23d#f1"
    assert thing_address("place-commune-10891-2024") == "/place/commune-10891-2024"


def test_arguments_are_bounded() -> None:
    args = Arguments("a=1&a=2&b=&offset=99999999999&limit=7")
    assert args.get("a") == "2"
    assert args.get("b") is None
    assert args.whole("offset", 0, 100) == 0
    assert args.whole("limit", 1, 5) == 5
    assert args.with_(a=None, c="x y") == "offset=99999999999&limit=7&c=x+y"
