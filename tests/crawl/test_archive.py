"""The archive: what is written is read back, by other tools too; a torn tail costs one page."""

from __future__ import annotations

import gzip
import hashlib
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from vifacts.crawl.archive import ArchiveWriter, Exchange, archive_files, mend, read_archive, read_page
from vifacts.errors import VifactsError

WHEN = datetime(2025, 3, 4, 5, 6, 7, 8000, tzinfo=UTC)


def exchange(number: int, body: bytes | None = None, **more: object) -> Exchange:
    return Exchange(
        url=f"https://baosongha.example/bai-{number}.html?a=1",
        status=200,
        headers=[("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("Content-Length", "12")],
        body=f"<h1>Bài {number} về Đảng bộ xã</h1>".encode() * 50 if body is None else body,
        request_headers=[("Host", "baosongha.example"), ("User-Agent", "x")],
        fetched=WHEN,
        **more,  # type: ignore[arg-type]
    )


def checked_by_warcio(path: Path) -> list[str]:
    """The types of all records, after another tool has checked every digest."""

    class Options:
        verbose = False
        inputs = [str(path)]

    checker = Checker(Options())
    checker.process_all()
    assert checker.exit_value == 0
    with path.open("rb") as file:
        return [record.rec_type for record in ArchiveIterator(file)]


def test_round_trip(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path / "archive") as writer:
        places = [writer.write(exchange(i)) for i in range(3)]
    (path,) = archive_files(tmp_path / "archive")
    pages = list(read_archive(path))
    assert [page.url for page in pages] == [f"https://baosongha.example/bai-{i}.html?a=1" for i in range(3)]
    assert [page.offset for page in pages] == [place.offset for place in places]
    assert places[-1].end == path.stat().st_size
    assert pages[1].body == exchange(1).body
    assert pages[1].sha256 == hashlib.sha256(pages[1].body).hexdigest()
    assert pages[1].fetched == "2025-03-04T05:06:07.008000Z"
    assert pages[1].status == 200
    assert pages[1].headers["content-type"] == "text/html; charset=utf-8"
    assert "content-encoding" not in pages[1].headers
    assert pages[1].headers["x-crawl-content-encoding"] == "gzip"
    assert pages[1].headers["content-length"] == str(len(pages[1].body))
    assert read_page(path, places[2].offset) == pages[2]
    assert checked_by_warcio(path) == ["warcinfo"] + ["request", "response"] * 3


def test_one_gzip_member_a_record(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        place = writer.write(exchange(0))
    data = (tmp_path / place.archive).read_bytes()
    head = gzip.decompress(data[place.offset : place.end])
    assert head.startswith(b"WARC/1.1\r\n") and b"WARC-Payload-Digest: sha1:" in head


def test_rotation_by_size(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, max_bytes=1500) as writer:
        places = [writer.write(exchange(i)) for i in range(6)]
    files = archive_files(tmp_path)
    assert len(files) > 1
    assert [page.url for path in files for page in read_archive(path)] == [exchange(i).url for i in range(6)]
    assert {place.archive for place in places} == {path.name for path in files}
    for path in files:
        assert checked_by_warcio(path)[0] == "warcinfo"


def test_a_second_writer_goes_on_in_the_same_file(tmp_path: Path) -> None:
    for number in range(3):
        with ArchiveWriter(tmp_path) as writer:
            writer.write(exchange(number))
    (path,) = archive_files(tmp_path)
    assert len(list(read_archive(path))) == 3
    assert checked_by_warcio(path).count("warcinfo") == 1


def test_a_writer_that_writes_nothing_leaves_no_file(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path / "archive"):
        pass
    assert archive_files(tmp_path / "archive") == []


@settings(max_examples=25, deadline=None)
@given(st.floats(0, 1, exclude_max=True))
def test_a_torn_tail_costs_one_page(tmp_path_factory: pytest.TempPathFactory, part: float) -> None:
    folder = tmp_path_factory.mktemp("torn")
    with ArchiveWriter(folder) as writer:
        places = [writer.write(exchange(i)) for i in range(3)]
    (path,) = archive_files(folder)
    cut = places[1].end + int(part * (places[2].end - places[1].end))
    with path.open("r+b") as file:
        file.truncate(cut)
    with ArchiveWriter(folder) as writer:
        assert path.stat().st_size == places[1].end
        writer.write(exchange(7))
    assert [page.url for page in read_archive(path)] == [exchange(i).url for i in (0, 1, 7)]
    assert checked_by_warcio(path) == ["warcinfo"] + ["request", "response"] * 3


def test_mend_says_what_it_cut(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        writer.write(exchange(0))
    (path,) = archive_files(tmp_path)
    assert mend(path) == 0
    with path.open("ab") as file:
        file.write(b"\x1f\x8btorn")
    assert mend(path) == 6
    assert len(list(read_archive(path))) == 1


def test_reading_a_torn_file_gives_its_whole_pages_then_the_error(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        places = [writer.write(exchange(i, body=bytes(range(256)) * 40)) for i in range(2)]
    (path,) = archive_files(tmp_path)
    with path.open("r+b") as file:
        file.truncate((places[1].offset + places[1].end) // 2)
    pages = read_archive(path)
    assert next(pages).url == exchange(0).url
    with pytest.raises(VifactsError) as caught:
        next(pages)
    assert caught.value.code == "VF113"


@pytest.mark.parametrize("content", [b"not a WARC file" * 20, gzip.compress(b"neither")])
def test_what_is_no_archive(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(content)
    with pytest.raises(VifactsError) as caught:
        list(read_archive(path))
    assert caught.value.code == "VF113"


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(VifactsError) as caught:
        list(read_archive(tmp_path / "none.warc.gz"))
    assert caught.value.code == "VF114"


def test_a_missing_page(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        place = writer.write(exchange(0))
    with pytest.raises(VifactsError) as caught:
        read_page(tmp_path / place.archive, place.end)
    assert caught.value.code == "VF113"


def _foreign(path: Path, body: bytes, headers: list[tuple[str, str]], *, packed: bool = True) -> None:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record("http://a.example/", "response", payload=io.BytesIO(body), http_headers=http)
        )


PLAIN = "<p>Chi bộ thôn Hạ</p>".encode()
PACKED = gzip.compress(PLAIN)
CHUNKED = b"%x\r\n" % len(PACKED[:9]) + PACKED[:9] + b"\r\n%X;x=1\r\n" % len(PACKED[9:]) + PACKED[9:] + b"\r\n0\r\n\r\n"


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (PLAIN, []),
        (PACKED, [("Content-Encoding", "gzip")]),
        (CHUNKED, [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]),
        (PLAIN, [("Transfer-Encoding", "chunked")]),
        (PLAIN, [("Content-Encoding", "gzip")]),
        (PLAIN, [("Content-Encoding", "br")]),
    ],
)
def test_archives_of_other_tools(tmp_path: Path, body: bytes, headers: list[tuple[str, str]], packed: bool) -> None:
    path = tmp_path / "x.warc"
    _foreign(path, body, headers, packed=packed)
    (page,) = read_archive(path)
    assert page.body == PLAIN
    assert page.url == "http://a.example/"
