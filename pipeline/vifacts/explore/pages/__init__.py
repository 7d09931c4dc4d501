"""The pages: each a function of a request (Ask) that gives an answer. ``ROUTES`` says at which address."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from concurrent.futures import CancelledError
from functools import partial

from vifacts.explore.pages import article, claim, indicator, overview, place, search, tables, thing, work
from vifacts.explore.site import Answer, Arguments, Ask, Site
from vifacts.explore.wording import LANGUAGES, Wording

_FORM = r"(?:\.(?P<form>csv|json))?"

#: Address (a regular expression over the path, still quoted) and page. docs/explore.md lists them for users.
ROUTES: list[tuple[str, Callable[[Ask], Answer]]] = [
    (r"^/$", search.home),
    (r"^/search$", search.search),
    (r"^/suggest$", search.suggest),
    (r"^/article/(?P<key>[^/]+)/archive$", article.archive),
    (r"^/article/(?P<key>[^/]+?)(?P<form>\.json)?$", article.article),
    (r"^/indicator$", indicator.catalogue_page),
    (rf"^/indicator/(?P<id>[^/.]+){_FORM}$", indicator.indicator),
    (r"^/(?P<kind>person|organization|place|document)$", thing.listing),
    (r"^/place/(?P<id>[^/]+)$", place.place),
    (r"^/(?P<kind>person|organization|document)/(?P<id>[^/]+)$", thing.thing),
    (rf"^/work{_FORM}$", work.work),
    (r"^/claim(?P<form>\.json)?$", claim.claim),
    (r"^/overview$", overview.overview),
    (rf"^/(?P<table>figures|people|roles|conflicts|findings){_FORM}$", tables.listing),
]


#: Indicators whose pages are made ahead: those with the most figures, which take the longest.
_AHEAD = 30


def warm(site: Site) -> None:
    """Make ahead what takes a moment: the coverage of the overview, the plots of large indicators, the pipeline that reads
    claims."""
    reader = site.reader

    def largest(con: sqlite3.Connection) -> None:
        spreads = indicator.spreads_of(reader, con)
        for one in sorted(spreads, key=lambda name: -spreads[name].count)[:_AHEAD]:
            for language in LANGUAGES:
                reader.begin()
                indicator.indicator(Ask(site, con, f"/indicator/{one}", {"id": one}, Arguments(""), Wording(language)))

    try:
        for make in (partial(overview.coverage_of, reader), largest):
            reader.executor.submit(reader.now, make).result()
        claim.load()
    except (RuntimeError, CancelledError):  # the server has ended meanwhile
        return
    except Exception as error:  # the pages will tell
        logging.getLogger("vifacts.explore").warning("not made ahead: %s", error)
