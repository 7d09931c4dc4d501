"""What a process that died left: pages that are in the archive and not in the state."""

from __future__ import annotations

from pathlib import Path

from vifacts.crawl.archive import Place, archive_files, read_archive
from vifacts.crawl.state import State
from vifacts.outlets.outlet import Outlet


def recover(outlet: Outlet, folder: Path, state: State) -> int:
    """Take over the pages of the archive that the state does not know; returns their number.

    A process that died between archive and state leaves one; a state that was lost leaves all.
    """
    taken = 0
    for path in archive_files(folder, outlet.id):
        start = state.known_end(path.name)
        size = path.stat().st_size
        if start >= size:
            continue
        for page in read_archive(path, start=start):
            number = state.in_flight(outlet.id)
            if number is None:
                key = outlet.article_id(page.url)
                state.found(outlet.id, key, page.url)
                number = state.number(key)
            # Only the last page's end matters, and that is the end of the file.
            place = Place(path.name, page.offset, size)
            state.written(
                number,
                page.url,
                place,
                page.sha256,
                page.fetched,
                etag=page.headers.get("etag"),
                modified=page.headers.get("last-modified"),
            )
            taken += 1
        state.note_end(path.name, size)
    state.none_in_flight(outlet.id)
    return taken
