"""Pages back out of WARC files, our own and those of other tools."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from vifacts.crawl.unpack import DamagedBodyError, TooLargeError, unpack
from vifacts.errors import VifactsError

#: The field of a record's header that says what the crawl fetched it for, and its value for articles. Records of other
#: tools have none: each of their pages may be an article.
KIND = "Vifacts-Kind"
ARTICLE = "article"
#: What a body may unpack to when it is read, in bytes; a larger one is given as it is stored.
MAX_BODY = 64 * 1024 * 1024
_CHUNK = re.compile(rb"^([0-9a-fA-F]{1,8})[ \t]*(?:;.*)?$")
_DAMAGE = (OSError, ValueError, KeyError, EOFError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Page:
    """One archived page.

    ``fetched`` is ISO 8601 in UTC, ``headers`` have lower-case names, ``body`` is unpacked, ``offset`` the place of
    the response record in its file (bytes), ``sha256`` that of the body in hexadecimal digits, ``kind`` what it was
    fetched for: "article", or "list", "robots", "redirect", "other" (see ``docs/crawl.md``).
    """

    url: str
    fetched: str
    status: int
    headers: dict[str, str]
    body: bytes
    offset: int
    sha256: str
    kind: str = ARTICLE


def read_archive(path: Path | str, *, start: int = 0, every: bool = False) -> Iterator[Page]:
    """The article pages of a WARC file, packed or not, from byte ``start`` on, in their order; with ``every`` all
    response records: lists, robots.txt, redirects, too.

    Raises VifactsError VF113 where the file is damaged or torn, after the pages before that; VF114 where it cannot
    be opened.
    """
    name = str(path)
    with ExitStack() as stack:
        try:
            file = stack.enter_context(Path(path).open("rb"))
        except OSError as error:
            raise VifactsError("VF114", name, detail=error.strerror or error) from error
        file.seek(start)
        records = iter(ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=False))
        while True:
            try:
                record = next(records)
                block = record.reader.read()
                if len(block) != int(record.headers["Content-Length"]):
                    raise EOFError("the file ends in the middle of a record")
            except StopIteration:
                return
            except BaseException as error:
                # The reader is written in Rust; what it panics at is no Exception.
                if not isinstance(error, _DAMAGE) and type(error).__name__ != "PanicException":
                    raise
                detail = "the header of a record is torn" if isinstance(error, KeyError) else error
                raise VifactsError("VF113", name, detail=detail) from error
            page = _page(record, block)
            if page is not None and (every or page.kind == ARTICLE):
                yield page


def read_page(path: Path | str, offset: int) -> Page:
    """The one page whose response record begins at ``offset``; VifactsError VF113 where there is none."""
    page = next(read_archive(path, start=offset, every=True), None)
    if page is None or page.offset != offset:
        raise VifactsError("VF113", str(path), detail=f"no page at {offset}")
    return page


def _page(record: Any, block: bytes) -> Page | None:
    """The page of a response record; null where the record holds no HTTP response."""
    head, _, body = block.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    status = lines[0].split(" ", 2)
    if not status[0].startswith("HTTP/") or len(status) < 2 or not status[1].isdigit():
        return None
    headers: dict[str, str] = {}
    for line in lines[1:]:
        key, colon, value = line.partition(":")
        if colon:
            headers.setdefault(key.strip().lower(), value.strip())
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _joined(body)
    with suppress(DamagedBodyError, TooLargeError):  # a body that cannot be unpacked is given as it is
        body = unpack(body, headers.get("content-encoding"), MAX_BODY)
    return Page(
        url=record.headers.get("WARC-Target-URI", "").strip("<>"),
        fetched=record.headers.get("WARC-Date", ""),
        status=int(status[1]),
        headers=headers,
        body=body,
        offset=record.stream_pos,
        sha256=hashlib.sha256(body).hexdigest(),
        kind=record.headers.get(KIND) or ARTICLE,
    )


def _joined(body: bytes) -> bytes:
    """A chunked body in one piece; the body itself where a writer has joined it and kept the header."""
    out = bytearray()
    at = 0
    while True:
        line, found, _ = body[at : at + 40].partition(b"\r\n")
        size = _CHUNK.match(line)
        if not found or size is None:
            return bytes(out) if out else body
        length = int(size[1], 16)
        at += len(line) + 2
        if length == 0:
            return bytes(out)
        out += body[at : at + length]
        at += length + 2
