"""Pages as fetched, in WARC 1.1 files: gzip, one member a record, a request and its response side by side.

Bodies are stored as they were after unpacking; ``Content-Encoding`` and ``Transfer-Encoding`` of the server are kept
under the names ``X-Crawl-Content-Encoding`` and ``X-Crawl-Transfer-Encoding`` (the way of Common Crawl), so that any
WARC tool reads the body as it is.

A page is written in one piece behind the ones before it. A process that dies leaves at most a torn tail; the next
writer cuts it.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import vifacts
from vifacts.crawl.read import ARTICLE, KIND, Page, read_archive, read_page

__all__ = ["ArchiveWriter", "Exchange", "Page", "Place", "archive_files", "mend", "read_archive", "read_page"]

#: Where one archive file ends and the next begins, in bytes.
MAX_BYTES = 512 * 1024 * 1024

_NAME = re.compile(r"^(?P<prefix>.+)-(?P<number>\d{5})\.warc\.gz$")
_CHANGED_BY_UNPACKING = {"content-encoding", "transfer-encoding"}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_READ = 1 << 20
_TYPE_WITHIN = 2048  # a record's type stands in the first lines of its header


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its response, as the fetcher had them. ``url`` is the address that answered, after redirects;
    ``asked`` the one that was asked for; ``body`` is unpacked. ``truncated``: the body was not fetched."""

    url: str
    status: int
    headers: list[tuple[str, str]]
    body: bytes
    reason: str = "OK"
    request_headers: list[tuple[str, str]] = field(default_factory=list)
    fetched: datetime = field(default_factory=lambda: datetime.now(UTC))
    asked: str | None = None
    truncated: bool = False

    @property
    def charset(self) -> str | None:
        """The charset that the Content-Type names."""
        found = _CHARSET.search(self.header("content-type") or "")
        return found[1] if found else None

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page was written: the file's name, the response's offset and the offset after it, in bytes."""

    archive: str
    offset: int
    end: int


class ArchiveWriter:
    """Appends pages to ``<prefix>-00000.warc.gz`` and its successors in ``folder`` (made if it is not there).

    Only one writer at a time may use a folder. Opening it cuts a torn tail off the newest file; ``known_end`` gives for
    a file's name up to which byte it is known to be whole, so that a large file need not be read for that.
    """

    def __init__(
        self,
        folder: Path,
        *,
        prefix: str = "crawl",
        max_bytes: int = MAX_BYTES,
        known_end: Callable[[str], int] | None = None,
    ) -> None:
        self._folder = folder
        self._prefix = prefix
        self._max_bytes = max_bytes
        self._file: io.BufferedWriter | None = None
        folder.mkdir(parents=True, exist_ok=True)
        files = archive_files(folder, prefix)
        self._number = 0
        if files:
            newest = files[-1]
            mend(newest, start=known_end(newest.name) if known_end else 0)
            self._number = _number(newest) + (newest.stat().st_size >= max_bytes)

    def __enter__(self) -> ArchiveWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, exchange: Exchange, kind: str = ARTICLE) -> Place:
        """Append request and response; the page is in the file (of the operating system) when this returns.

        ``kind`` says what it was fetched for; whoever reads articles leaves out what is none.
        """
        out = self._open()
        start = out.tell()
        data, offset = _records(exchange, kind)
        out.write(data)
        out.flush()
        place = Place(self._path().name, start + offset, start + len(data))
        if place.end >= self._max_bytes:
            self.close()
            self._number += 1
        return place

    def close(self) -> None:
        """Close the file in use; a later ``write`` opens it again."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _path(self) -> Path:
        return self._folder / f"{self._prefix}-{self._number:05}.warc.gz"

    def _open(self) -> io.BufferedWriter:
        if self._file is None:
            self._file = self._path().open("ab")
            if self._file.tell() == 0:
                self._file.write(_info(self._path().name))
        return self._file


def archive_files(folder: Path, prefix: str = "crawl") -> list[Path]:
    """The archive files of a crawl, oldest first."""
    found = [
        path for path in folder.glob(f"{prefix}-*.warc.gz") if (m := _NAME.match(path.name)) and m["prefix"] == prefix
    ]
    return sorted(found, key=_number)


def mend(path: Path, *, start: int = 0) -> int:
    """Cut what follows the last whole page of an archive file (what a killed process left); returns the bytes cut.

    ``start`` is the end of a page before which nothing is looked at.
    """
    size = path.stat().st_size
    whole = _whole_length(path, start if start <= size else 0)
    torn = size - whole
    if torn:
        with path.open("r+b") as file:
            file.truncate(whole)
    return torn


def _records(exchange: Exchange, kind: str) -> tuple[bytes, int]:
    """Request and response as two gzip members, and where the second begins."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    date = exchange.fetched.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    parts = urlsplit(exchange.url)
    marks = {"WARC-Date": date, KIND: kind}
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    request = writer.create_warc_record(
        exchange.url,
        "request",
        payload=io.BytesIO(),
        length=0,
        http_headers=StatusAndHeaders(f"GET {target} HTTP/1.1", list(exchange.request_headers), is_http_request=True),
        warc_headers_dict=dict(marks),
    )
    response = writer.create_warc_record(
        exchange.url,
        "response",
        payload=io.BytesIO(exchange.body),
        length=len(exchange.body),
        http_headers=StatusAndHeaders(
            f"{exchange.status} {exchange.reason}", list(_as_stored(exchange)), protocol="HTTP/1.1"
        ),
        warc_headers_dict=marks | ({"WARC-Truncated": "unspecified"} if exchange.truncated else {}),
    )
    request.rec_headers.add_header("WARC-Concurrent-To", response.rec_headers.get_header("WARC-Record-ID"))
    writer.write_record(request)
    offset = out.tell()
    writer.write_record(response)
    return out.getvalue(), offset


def _as_stored(exchange: Exchange) -> Iterator[tuple[str, str]]:
    """The response's headers, true for the body as it is stored."""
    for name, value in exchange.headers:
        lower = name.lower()
        if lower in _CHANGED_BY_UNPACKING:
            yield f"X-Crawl-{name}", value
        elif lower == "content-length":
            yield "X-Crawl-Content-Length", value
        else:
            yield name, value
    yield "Content-Length", str(len(exchange.body))


def _info(name: str) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    info = {"software": f"vifacts/{vifacts.__version__}", "format": "WARC File Format 1.1"}
    writer.write_record(writer.create_warcinfo_record(name, info))
    return out.getvalue()


def _number(path: Path) -> int:
    found = _NAME.match(path.name)
    return int(found["number"]) if found else -1


def _whole_length(path: Path, start: int) -> int:
    """Where the last whole page (or the file's own record) of an archive file ends, in bytes."""
    end = whole = start
    with path.open("rb") as file:
        file.seek(start)
        inflate = zlib.decompressobj(31)
        first = b""
        while piece := file.read(_READ):
            while piece:
                try:
                    out = inflate.decompress(piece)
                except zlib.error:
                    return whole
                first = (first + out[:_TYPE_WITHIN])[:_TYPE_WITHIN] if len(first) < _TYPE_WITHIN else first
                end += len(piece) - len(inflate.unused_data)
                piece = inflate.unused_data
                if inflate.eof:
                    # A request without its response is half a page.
                    whole = whole if b"\r\nWARC-Type: request\r\n" in first else end
                    inflate = zlib.decompressobj(31)
                    first = b""
    return whole
