"""What ``read`` and ``extract`` take beyond files: a crawl's folder (the newest version of each article), a URL.

What fetches and what reads crawls is imported where it is needed: most runs need neither, and begin sooner.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from vifacts.errors import VifactsError
from vifacts.outlets.registry import Registry, load
from vifacts.pages.html import read_html
from vifacts.pages.inputs import LIMIT, Item, read_inputs
from vifacts.pages.warc import read_warc
from vifacts.record import Source

if TYPE_CHECKING:
    from vifacts.crawl.fetch import Fetcher


def read_sources(
    given: Iterable[str], *, registry: Registry | None = None, contact: str | None = None, allow_private: bool = False
) -> Iterator[Item]:
    """The articles of inputs in order: addresses (http or https, fetched politely), folders of crawls, and all that
    ``read_inputs`` takes. Errors come in their place; nothing is raised."""
    registry = load() if registry is None else registry
    fetcher: Fetcher | None = None
    try:
        for name in given:
            if name.startswith(("http://", "https://")):
                fetcher = fetcher or _fetcher(contact, allow_private)
                yield read_url(name, fetcher, registry)
            elif name != "-" and _is_crawl(Path(name)):
                yield from read_crawl(Path(name), registry)
            else:
                yield from read_inputs([name], registry=registry)
    finally:
        if fetcher is not None:
            fetcher.close()


def _fetcher(contact: str | None, allow_private: bool) -> Fetcher:
    from vifacts.crawl.fetch import CONTACT, Fetcher

    return Fetcher(contact=contact or CONTACT, allow_private=allow_private)


def _is_crawl(path: Path) -> bool:
    if not path.is_dir():
        return False
    from vifacts.crawl.newest import is_crawl

    return is_crawl(path)


def read_url(url: str, fetcher: Fetcher, registry: Registry) -> Item:
    """The article at ``url``, or why there is none."""
    try:
        exchange = fetcher.get(url)
        source = Source(
            sha256=hashlib.sha256(exchange.body).hexdigest(),
            fetched=exchange.fetched.strftime("%Y-%m-%dT%H:%M:%SZ"),
        )
        return read_html(
            exchange.body, exchange.url, registry=registry, headers_charset=exchange.charset, source=source
        )
    except VifactsError as error:
        return error


def read_crawl(
    directory: Path, registry: Registry, outlet: str | None = None, known: Iterable[tuple[str, int]] = ()
) -> Iterator[Item]:
    """The newest version of each article of a crawl (of one outlet), in the order of the archive.

    ``known`` are records (file name and offset) that need not be read.
    """
    from vifacts.crawl.newest import newest

    left_out: dict[str, set[int]] = {}
    for name, offset in known:
        left_out.setdefault(name, set()).add(offset)
    try:
        files = newest(directory, outlet)
    except VifactsError as error:
        yield error
        return
    for path, offsets in files.items():
        wanted = offsets - left_out.get(path.name, set())
        if wanted:
            try:
                yield from read_warc(path, registry, LIMIT, wanted)
            except OSError as error:
                yield VifactsError("VF114", str(path), detail=error)
