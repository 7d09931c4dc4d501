"""Which records of a crawl's archive are current: the newest version of each article."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from vifacts.crawl.crawler import ARCHIVE, STATE
from vifacts.crawl.read import read_archive
from vifacts.crawl.state import State
from vifacts.errors import VifactsError
from vifacts.outlets.urls import canonical


def is_crawl(directory: Path) -> bool:
    """Whether a folder is one that ``crawl`` has filled."""
    return (directory / ARCHIVE).is_dir() and any((directory / ARCHIVE).glob("*.warc.gz"))


def newest(directory: Path, outlet: str | None = None) -> dict[Path, set[int]]:
    """The archive files of a crawl (of one outlet), in the order of their names, each with the offsets of the
    responses that are the newest version of their article.

    The state says which these are; what lies behind the end that it knows (the page that was in flight when a crawl was
    killed, or everything where the state was lost) is told by its address. Raises VifactsError VF216 where the state
    cannot be read.
    """
    folder = directory / ARCHIVE
    files = sorted(folder.glob("*.warc.gz" if outlet is None else f"{outlet}-?????.warc.gz"))
    current: dict[str, tuple[str, int]] = {}
    keys: dict[str, str] = {}
    ends: dict[str, int] = {}
    if (directory / STATE).is_file():
        state = State(directory / STATE)
        try:
            for version in state.versions(outlet):
                current[version.key] = (version.archive, version.offset)
                keys[canonical(version.url)] = version.key
            ends = {path.name: state.known_end(path.name) for path in files}
        finally:
            state.close()
    for path in files:
        start = ends.get(path.name, 0)
        if start < path.stat().st_size:
            with suppress(VifactsError):  # a torn tail is what a killed crawl leaves
                for page in read_archive(path, start=start):
                    url = canonical(page.url)
                    current[keys.get(url, url)] = (path.name, page.offset)
    found: dict[Path, set[int]] = {path: set() for path in files}
    by_name = {path.name: path for path in files}
    for name, offset in current.values():
        if name in by_name:
            found[by_name[name]].add(offset)
    return found
