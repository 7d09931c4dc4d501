"""Inputs of every kind, the bad ones among them: each is reported in its place and the rest goes on."""

from __future__ import annotations

import gzip
import io
import json
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pytest
from layout_pages import EXPECTED, PAGES, TITLE

from vifacts.errors import VifactsError
from vifacts.outlets.registry import load
from vifacts.pages.inputs import read_inputs, read_stream
from vifacts.record import Article, encode

TEXT = "Chi bộ thôn Bản Chang có 31 đảng viên.\nNăm 2024, chi bộ kết nạp 2 đảng viên mới."


def read(*paths: Path | str, **options: int) -> list[Article | VifactsError]:
    return list(read_inputs([str(p) for p in paths], **options))


def codes(items: Iterable[Article | VifactsError]) -> list[str]:
    return [item.code if isinstance(item, VifactsError) else "ok" for item in items]


def response(url: str, body: bytes, *, status: int = 200, kind: str = "text/html", length: int | None = None) -> bytes:
    http = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    http += body
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0c0ffee0-0000-4000-8000-000000000001>\r\n"
        f"WARC-Date: 2026-03-08T01:02:03Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length or len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def page(name: str) -> tuple[str, bytes]:
    url, _, html = PAGES[name]
    return url, html.encode()


def test_a_row_is_taken_as_it_is(tmp_path: Path) -> None:
    text = "  Ðảng bộ\u00a0xã \u200bHòa  An. \n" + unicodedata.normalize("NFD", "uỷ ban")
    row = {
        "id": "a-1",
        "text": text,
        "title": "Tựa",
        "published": "05/06/2024",
        "author": "Nông Thị Hà",
        "tags": ["một"],
    }
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(row, ensure_ascii=False) + "\n\n" + json.dumps({"text": "x", "published": "2024-06-05"}))
    first, second = read(file)
    assert isinstance(first, Article) and isinstance(second, Article)
    assert (first.id, first.text) == ("a-1", unicodedata.normalize("NFC", text))
    assert (first.title, first.published, first.author, first.tags) == ("Tựa", "2024-06-05", "Nông Thị Hà", ["một"])
    assert second.id.startswith("text-") and second.published == "2024-06-05"


def test_times_of_rows(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    given = {
        "2024-06-05T15:00:00+07:00": "2024-06-05T15:00:00+07:00",
        "05/06/2024": "2024-06-05",
        "Thứ tư, 05/06/2024 - 15:00 (GMT+7)": "2024-06-05T15:00:00+07:00",
        "2017 (est.)": None,
        "31/02/2024": None,
        "tuần trước": None,
        "": None,
        "chưa rõ": None,
    }
    rows = [{"id": str(n), "text": TEXT, "published": value} for n, value in enumerate(given)]
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in [*rows, {"id": "9", "text": TEXT, "modified": 1717574400}]))
    items = read(file)
    assert [item.published for item in items if isinstance(item, Article)] == [*given.values(), None]
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 4 and all("VF119" in line for line in told)
    assert "rows.jsonl:4" in told[0] and "2017 (est.)" in told[0] and "the last of 5" in told[-1]


def test_articles_and_records_are_rows_too(tmp_path: Path) -> None:
    url, data = page("zce")
    file = tmp_path / "page.html"
    file.write_bytes(data.replace(b"</head>", f'<link rel="canonical" href="{url}"></head>'.encode()))
    [article] = read(file)
    assert isinstance(article, Article)
    assert article.id == "baohatinh-291845" and article.source is not None and article.source.path == str(file)
    lines = encode(article) + b'\n{"schema":"vifacts.record/1","article":' + encode(article) + b',"entities":[]}\n'
    rows = tmp_path / "rows.jsonl.gz"
    rows.write_bytes(gzip.compress(lines))
    for again in read(rows):
        assert again == article


def test_bad_rows_have_their_line(tmp_path: Path) -> None:
    lines = [
        b'{"id":"1","text":"a"}',
        b'{"id":"2","te',
        b"",
        b"[1]",
        b'{"id":"3","text":" "}',
        b'{"id":"4","text":5}',
        b'{"id":"5","text":"\xe1\xbb"}',
        b'{"id":"6","text":"' + b"x" * 3000 + b'"}',
        b'{"id":"7","text":"\\ud800 c"}',
        b'{"id":"8","text":"b"}',
    ]
    file = tmp_path / "rows.jsonl"
    file.write_bytes(b"\n".join(lines))
    items = read(file, limit=2000)
    assert codes(items) == ["ok", "VF104", "VF105", "VF106", "VF105", "VF103", "VF108", "VF104", "ok"]
    assert [i.line for i in items if isinstance(i, VifactsError)] == [2, 4, 5, 6, 7, 8, 9]
    assert all(i.where == str(file) for i in items if isinstance(i, VifactsError))


BAD_FILES = {
    "empty.txt": ("VF106", b""),
    "blank.txt": ("VF106", "\n \u200b\n".encode()),
    "utf16.txt": ("VF103", TEXT.encode("utf-16")),
    "latin.txt": ("VF103", TEXT.encode("cp1252", "replace") + b"\xe9\xff"),
    "picture.txt": ("VF107", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
    "large.txt": ("VF108", b"a b\n" * 200_000),
    "empty.jsonl": ("VF106", b"\n\n"),
    "binary.jsonl": ("VF107", b"\x00\x01\x02\x00" * 40),
    "no.jsonl.gz": ("VF109", b"this is not gzip"),
    "no.html.gz": ("VF109", gzip.compress(b"<p>abc" * 999)[:-9]),
    "empty.html": ("VF106", b" "),
    "gone.html": ("VF110", b"<title>404 Not Found</title><h1>Not Found</h1>"),
    "list.html": ("VF111", b"<title>Tin</title><ul><li><a href=/a>Mot tin</a></ul>"),
    "empty.warc": ("VF106", b""),
    "text.warc.gz": ("VF113", b"no archive at all" * 50),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_files(name: str, tmp_path: Path) -> None:
    code, data = BAD_FILES[name]
    (tmp_path / name).write_bytes(data)
    items = read(tmp_path / name, limit=500_000)
    assert codes(items) == [code]
    assert isinstance(items[0], VifactsError) and items[0].where == str(tmp_path / name)


def test_a_torn_gzip_gives_what_came_before(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl.gz"
    rows = "".join(json.dumps({"id": str(i), "text": f"Chi bộ {i * 7919}"}) + "\n" for i in range(500))
    file.write_bytes(gzip.compress(rows.encode())[:-40])
    items = read(file)
    assert codes(items)[-1] == "VF109" and len(items) > 100
    assert isinstance(items[-1], VifactsError) and items[-1].line == len(items)


def test_a_folder_is_read_in_order_and_other_files_are_left(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x.txt").write_text(TEXT)
    (tmp_path / "a.jsonl").write_text('{"id":"1","text":"a"}')
    (tmp_path / "c.pdf").write_bytes(b"%PDF")
    (tmp_path / "d.html").write_bytes(b"")
    assert codes(read(tmp_path)) == ["ok", "VF106", "ok"]
    assert codes(read(tmp_path / "c.pdf", tmp_path / "none.txt", tmp_path / "b" / "x.txt")) == ["VF102", "VF101", "ok"]


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_gives_its_articles(packed: bool, tmp_path: Path) -> None:
    url, html = page("onecms")
    records = [
        response("https://baonghean.vn/robots.txt", b"User-agent: *", kind="text/plain"),
        response(url, html),
        response("https://baonghean.vn/gone-100001.html", b"<h1>gone</h1>", status=404),
        response("https://baonghean.vn/xay-dung-dang", b"<title>Tin</title><a href=/a-100002.html>Mot tin khac</a>"),
        response("https://baonghean.vn/rong-100003.html", b"<title>x</title>"),
    ]
    file = tmp_path / ("crawl.warc.gz" if packed else "crawl.warc")
    file.write_bytes(b"".join(gzip.compress(r) if packed else r for r in records))
    items = read(file)
    assert codes(items) == ["ok", "VF106"]
    article = items[0]
    assert isinstance(article, Article) and article.source is not None
    assert (article.id, article.title) == ("baonghean-10306121", EXPECTED["title"])
    offset = len(gzip.compress(records[0])) if packed else len(records[0])
    assert (article.source.archive, article.source.offset) == (file.name, offset)
    assert article.source.fetched == "2026-03-08T01:02:03Z"


def test_a_damaged_archive_goes_on_at_the_next_record(tmp_path: Path) -> None:
    members = [gzip.compress(response(*page(name))) for name in ("onecms", "zce", "fpt")]
    broken = members[1][:60] + bytes(40) + members[1][100:]
    file = tmp_path / "crawl.warc.gz"
    file.write_bytes(members[0] + broken + members[2])
    items = read(file)
    assert [i.outlet for i in items if isinstance(i, Article)] == ["baonghean", "vnexpress"]
    assert "VF113" in codes(items)
    file.write_bytes(members[0] + members[1][:-50])
    assert codes(read(file)) == ["ok", "VF113"]


@pytest.mark.parametrize("kept", [1, 3, 20, 60])
def test_an_archive_that_ends_within_the_head_of_a_record_says_so(kept: int, tmp_path: Path) -> None:
    members = [gzip.compress(response(*page(name))) for name in ("onecms", "zce", "fpt")]
    file = tmp_path / "crawl.warc.gz"
    file.write_bytes(b"".join(members[:2]))
    assert codes(read(file)) == ["ok", "ok"]
    file.write_bytes(b"".join(members[:2]) + members[2][:kept])
    items = read(file)
    assert codes(items) == ["ok", "ok", "VF113"]
    assert f"after byte {len(members[0]) + len(members[1])}" in str(items[-1])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"id":"1","text":"a"}\n', ["ok"]),
        (b"\xef\xbb\xbf" + TEXT.encode(), ["ok"]),
        (gzip.compress(TEXT.encode()), ["ok"]),
        (PAGES["unknown outlet"][2].encode(), ["ok"]),
        (gzip.compress(response(*page("zce"))), ["ok"]),
        (b"", ["VF106"]),
    ],
)
def test_standard_input_is_told_by_its_beginning(data: bytes, expected: list[str]) -> None:
    class Pipe(io.RawIOBase):
        """A stream that cannot be wound back."""

        rest = data

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            part, self.rest = self.rest[: len(buffer)], self.rest[len(buffer) :]
            buffer[: len(part)] = part
            return len(part)

    def items() -> Iterable[Article | VifactsError]:
        try:
            yield from read_stream(io.BufferedReader(Pipe()), "-", load())
        except VifactsError as error:
            yield error

    found = list(items())
    assert codes(found) == expected
    assert all(a.title in (TITLE, None) for a in found if isinstance(a, Article))
