"""From outlets to archived pages: discover, fetch, archive, and the state that lets a crawl go on.

``crawl`` does all of it; ``archive.read_archive`` gives the pages back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vifacts.crawl.crawler import crawl as crawl

__all__ = ["crawl"]


def __getattr__(name: str) -> Any:
    # Reading an archive must not cost the import of all that fetches one.
    if name in __all__:
        from vifacts.crawl.crawler import crawl

        return crawl
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
