"""Archives: each article knows where it lies, damage costs what it hits, what is no article is left out."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vifacts.crawl.archive import ArchiveWriter, Exchange, Place, archive_files, read_page
from vifacts.errors import VifactsError
from vifacts.outlets.registry import Registry
from vifacts.pages.warc import read_warc
from vifacts.record import Article

REGISTRY = Registry.load()
LIMIT = 10 * 2**20


def page(number: int) -> Exchange:
    sentences = "".join(
        f"<p>Chi bộ thôn {number}.{n} họp thường kỳ, bàn việc kết nạp {n + 2} đảng viên"
        " và làm lại đường liên thôn trước mùa mưa.</p>"
        for n in range(6)
    )
    return Exchange(
        url=f"https://baothu.example/bai-{number}.html",
        status=200,
        headers=[("Content-Type", "text/html; charset=utf-8")],
        body=(
            '<html><head><meta property="article:published_time" content="2025-03-04T08:00:00+07:00"></head>'
            f"<body><article><h1>Bài số {number}</h1>{sentences}</article></body></html>"
        ).encode(),
    )


def written(folder: Path, count: int = 5) -> tuple[Path, list[Place]]:
    with ArchiveWriter(folder) as writer:
        places = [writer.write(page(number)) for number in range(count)]
    return archive_files(folder)[0], places


def articles(path: Path) -> dict[int, Article]:
    """By the number in their address."""
    found = [item for item in read_warc(path, REGISTRY, LIMIT) if isinstance(item, Article)]
    return {int((item.url or "").rpartition("-")[2].removesuffix(".html")): item for item in found}


def test_each_article_leads_back_to_its_record(tmp_path: Path) -> None:
    path, places = written(tmp_path)
    found = articles(path)
    assert sorted(found) == list(range(5))
    for number, article in found.items():
        assert article.source is not None and article.source.offset == places[number].offset
        stored = read_page(path, places[number].offset)
        assert (stored.url, stored.sha256) == (article.url, article.source.sha256)
        assert f"thôn {number}.0" in article.text


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_member_does_not_swallow_those_behind_it(tmp_path: Path, seed: int) -> None:
    path, places = written(tmp_path)
    whole = path.read_bytes()
    chance = random.Random(seed)
    for _ in range(30):
        hit = chance.randrange(len(places) - 1)
        first = chance.randrange(places[hit].offset, places[hit].end)
        last = chance.randrange(first + 1, places[hit].end + 1)
        path.write_bytes(whole[:first] + bytes([chance.randrange(256)]) * (last - first) + whole[last:])
        assert set(articles(path)) >= set(range(len(places))) - {hit}


@settings(max_examples=40, deadline=None)
@given(st.floats(0, 1, exclude_max=True), st.integers(1, 600), st.binary(min_size=1, max_size=1))
def test_damage_costs_only_what_it_hits(
    tmp_path_factory: pytest.TempPathFactory, where: float, length: int, byte: bytes
) -> None:
    path, places = written(tmp_path_factory.mktemp("damaged"))
    data = bytearray(path.read_bytes())
    first = int(where * len(data))
    last = min(first + length, len(data))
    data[first:last] = byte * (last - first)
    path.write_bytes(data)
    found = articles(path)
    for number, place in enumerate(places):
        if last <= place.offset or first >= place.end:
            assert number in found, f"bytes {first}-{last} cost the page at {place.offset}-{place.end}"
            source = found[number].source
            assert source is not None and source.offset == place.offset
            assert read_page(path, place.offset).sha256 == source.sha256


def test_a_damaged_place_is_told_once(tmp_path: Path) -> None:
    path, places = written(tmp_path)
    data = bytearray(path.read_bytes())
    data[places[2].offset + 200 : places[2].offset + 240] = bytes(40)
    path.write_bytes(data)
    items = list(read_warc(path, REGISTRY, LIMIT))
    errors = [item for item in items if isinstance(item, VifactsError)]
    assert [error.code for error in errors] == ["VF113"] and str(places[1].offset) in str(errors[0])
    assert len(items) == 5


def test_what_the_crawl_marks_as_no_article_is_left_out(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        for number, kind in enumerate(("robots", "list", "article", "redirect", "other")):
            writer.write(page(number), kind)
    (path,) = archive_files(tmp_path)
    assert list(articles(path)) == [2]


def test_only_what_is_wanted(tmp_path: Path) -> None:
    path, places = written(tmp_path)
    items = list(read_warc(path, REGISTRY, LIMIT, {places[1].offset, places[3].offset}))
    assert [item.url for item in items if isinstance(item, Article)] == [page(1).url, page(3).url]
    assert len(items) == 2


def test_an_archive_that_is_not_packed(tmp_path: Path) -> None:
    path, places = written(tmp_path)
    plain = tmp_path / "plain.warc"
    plain.write_bytes(gzip.decompress(path.read_bytes()))
    assert sorted(articles(plain)) == list(range(len(places)))
    for article in articles(plain).values():
        assert article.source is not None and article.source.offset is not None
        assert read_page(plain, article.source.offset).url == article.url


@pytest.mark.parametrize("more", [3, 60, 200])
def test_an_archive_that_is_not_packed_and_ends_within_a_head(tmp_path: Path, more: int) -> None:
    path, places = written(tmp_path)
    whole = gzip.decompress(path.read_bytes())
    plain = tmp_path / "plain.warc"
    begin = whole.rindex(b"WARC/1.1\r\n")  # the last record is a response
    for cut, codes in ((begin, []), (begin + more, ["VF113"])):
        plain.write_bytes(whole[:cut])
        items = list(read_warc(plain, REGISTRY, LIMIT))
        assert [item.code for item in items if isinstance(item, VifactsError)] == codes
        assert sum(isinstance(item, Article) for item in items) == len(places) - 1


def test_an_archive_that_holds_no_more_than_a_part_of_a_head(tmp_path: Path) -> None:
    plain = tmp_path / "plain.warc"
    plain.write_bytes(b"WARC/1.1\r\nWARC-Type: resp")
    assert [item.code for item in read_warc(plain, REGISTRY, LIMIT) if isinstance(item, VifactsError)] == ["VF113"]
