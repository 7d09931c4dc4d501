"""Pages out of a WARC archive (fastwarc): the HTML responses of status 200, each with where it lies."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import zlib
from collections.abc import Container, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from fastwarc.warc import ArchiveIterator, WarcRecordType

from vifacts.crawl.read import ARTICLE, KIND
from vifacts.errors import VifactsError
from vifacts.outlets.registry import Registry
from vifacts.pages.html import read_html
from vifacts.record import Article, Source

_HTML = ("text/html", "application/xhtml+xml")
_MEMBER = b"\x1f\x8b\x08"
_RECORD = b"WARC/"
_LENGTH = re.compile(rb"\r\nContent-Length:[ \t]*(\d{1,18})", re.IGNORECASE)
#: Bytes within which a record's head ends.
_LONGEST_HEAD = 1 << 16
#: Damaged places of one archive after which reading gives up.
_MOST_DAMAGES = 1000
_DAMAGE = (OSError, ValueError, RuntimeError, EOFError)


def read_warc(
    path: Path, registry: Registry, limit: int, only: Container[int] | None = None
) -> Iterator[Article | VifactsError]:
    """The articles of an archive in its order; what cannot be read comes as an error with the page's address.

    Records that a crawl has marked as no articles (lists, robots.txt, redirects) are left out, and with ``only`` all
    but the response records at these offsets. ``limit`` is the largest page in bytes. A damaged place gives VF113;
    reading goes on at the next gzip member.
    """
    start, damages, told = 0, 0, False
    with path.open("rb") as file:
        while start >= 0 and damages < _MOST_DAMAGES:
            file.seek(start)
            place = start
            try:
                for record in _records(file):
                    place = record.stream_pos  # of the file, wherever reading began
                    told = False
                    if (only is None or place in only) and (record.headers.get(KIND) or ARTICLE) == ARTICLE:
                        for item in _read(record, path, place, registry, limit):
                            told = isinstance(item, VifactsError) and item.code == "VF113"
                            yield item
                cut = _cut(path, place)
                if cut is None:
                    return
                if cut.short and only is None and not told:
                    detail = f"the file ends within a record, after byte {cut.place}"
                    yield VifactsError("VF113", str(path), detail=detail)
                # a damaged member can swallow those behind it to the end of the file
                damages, told = damages + 1, True
                start = _next_member(path, cut.place + 1) if cut.packed else -1
            except BaseException as error:
                # the archive reader is written in Rust: what it panics at is no Exception
                if not isinstance(error, _DAMAGE) and type(error).__name__ != "PanicException":
                    raise
                damages += 1
                if not told:  # what comes before the next whole record is one damaged place
                    detail = f"{error or type(error).__name__}, after byte {place}"
                    yield VifactsError("VF113", str(path), detail=detail)
                told = True
                start = _next_member(path, place + 1)


def read_warc_stream(stream: IO[bytes], name: str, registry: Registry, limit: int) -> Iterator[Article | VifactsError]:
    """The articles of an archive that comes as a stream, by way of a temporary file: the reader has to seek."""
    with tempfile.NamedTemporaryFile(suffix=".warc") as file:
        shutil.copyfileobj(stream, file)
        file.flush()
        for item in read_warc(Path(file.name), registry, limit):
            if isinstance(item, Article) and item.source is not None:
                item.source.archive = name
            elif isinstance(item, VifactsError) and item.where == file.name:
                item.where = name
            yield item


def _records(stream: IO[bytes]) -> Iterator[Any]:
    return iter(ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True, auto_decode="all"))


def _read(record: Any, path: Path, offset: int, registry: Registry, limit: int) -> Iterator[Article | VifactsError]:
    """The article of one response; nothing for answers that are no pages."""
    http = record.http_headers
    if http is None or http.status_code != 200:
        return
    kind = (record.http_content_type or "").lower()
    if kind and not kind.startswith(_HTML):
        return
    url = record.headers.get("WARC-Target-URI", "").strip("<>") or None
    body = record.reader.read(limit + 1)
    if len(body) > limit:
        yield VifactsError("VF108", url, limit=limit // 2**20)
        return
    if _torn(record, body):
        yield VifactsError("VF113", url or str(path), detail="the record ends before its length")
        return
    source = Source(
        archive=path.name,
        offset=offset,
        sha256=hashlib.sha256(body).hexdigest(),
        fetched=record.headers.get("WARC-Date") or None,
    )
    try:
        yield read_html(body, url, registry=registry, headers_charset=record.http_charset, source=source)
    except VifactsError as error:
        outlet = registry.for_url(url)
        if error.code == "VF111" and outlet is not None and url and not outlet.is_article(url):
            return  # a section page that a crawl has archived is no failure
        yield error


def _torn(record: Any, body: bytes) -> bool:
    """Whether the record holds less than its header says (an encoded body has another length than the page)."""
    encoded = record.http_headers.get("Content-Encoding") or record.http_headers.get("Transfer-Encoding")
    return not encoded and len(body) < record.content_length


class _Cut(NamedTuple):
    """Where the last record begins that is not whole, whether it is the file's end that it lacks, and whether the
    file is packed."""

    place: int
    short: bool = True
    packed: bool = False


def _cut(path: Path, start: int) -> _Cut | None:
    """The record that the file ends within, looked for from the one at ``start``; null if none.

    The archive reader passes a last record whose header is not whole in silence.
    """
    with path.open("rb") as file:
        file.seek(start)
        head = file.read(len(_MEMBER))
        file.seek(start)
        return _cut_member(file, start) if _MEMBER.startswith(head) else _cut_plain(file, start)


def _cut_member(file: IO[bytes], start: int) -> _Cut | None:
    """The gzip member that has no end."""
    place, begin = start, start
    inflate = zlib.decompressobj(31)
    fed = False
    while chunk := file.read(1 << 20):
        while chunk:
            if not fed and not _MEMBER.startswith(chunk[: len(_MEMBER)]):
                return None  # no gzip
            fed = True
            try:
                inflate.decompress(chunk)
            except zlib.error:
                return _Cut(begin, short=False, packed=True)  # damaged, not cut: what can be read of it has been
            if not inflate.eof:
                place += len(chunk)
                break
            place += len(chunk) - len(inflate.unused_data)
            begin, chunk = place, inflate.unused_data
            inflate, fed = zlib.decompressobj(31), False
    return _Cut(begin, packed=True) if fed else None


def _cut_plain(file: IO[bytes], start: int) -> _Cut | None:
    """The record of an archive without compression that is shorter than it says, or whose head is not whole."""
    size = file.seek(0, 2)
    place = start
    while place < size:
        file.seek(place)
        head = file.read(_LONGEST_HEAD)
        text = head.lstrip(b"\r\n")
        if not text:
            return None
        place += len(head) - len(text)
        if not (text.startswith(_RECORD) or _RECORD.startswith(text)):
            return None  # no record: whatever it is, nothing is known of its length
        end = text.find(b"\r\n\r\n")
        length = _LENGTH.search(text, 0, max(end, 0))
        if end < 0 or length is None:
            return _Cut(place)
        after = place + end + 4 + int(length[1])
        if after > size:
            return _Cut(place)
        place = after
    return None


def _next_member(path: Path, start: int) -> int:
    """Where the next gzip member begins at or after ``start``; -1 where there is none."""
    with path.open("rb") as file:
        file.seek(start)
        place = start
        tail = b""
        while chunk := file.read(1 << 20):
            window = tail + chunk
            found = window.find(_MEMBER)
            if found >= 0:
                return place - len(tail) + found
            tail = window[-2:]
            place += len(chunk)
    return -1
