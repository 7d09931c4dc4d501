"""The command ``outlets``: what is described, and whether a newspaper's pages still look as its file says."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from vifacts.crawl.discover import read_list
from vifacts.crawl.fetch import GZIP, HTML, XML, Fetcher
from vifacts.errors import VifactsError
from vifacts.outlets.outlet import Outlet
from vifacts.outlets.registry import Registry
from vifacts.outlets.table import outlet_rows
from vifacts.record import Article
from vifacts.run.crawl import Options, chosen, registry_of
from vifacts.run.sources import read_url
from vifacts.run.tables import print_table, progress

#: Articles that are fetched of each outlet.
ARTICLES = 3
#: Outlets that are tried at the same time; each has hosts of its own.
THREADS = 8


def _with_minute(article: Article) -> bool:
    return article.published is not None and "T" in article.published


#: What an article must have, by name; a description that is right gives each on most pages.
FIELDS: dict[str, Callable[[Article], bool]] = {
    "layout": lambda article: article.reader not in (None, "generic"),
    "title": lambda article: bool(article.title),
    "lead": lambda article: any(block.kind == "lead" for block in article.blocks),
    "byline": lambda article: bool(article.author),
    "time": _with_minute,
    "section": lambda article: bool(article.section),
    "body": lambda article: sum(block.kind == "paragraph" for block in article.blocks) >= 2,
}


@dataclass(slots=True)
class Check:
    """What came of one outlet: the list page that was fetched (``start``), the article ``links`` on it and the ``more``
    pages that it leads to, the ``articles`` that were tried, for how many each field was ``found``, and what failed."""

    outlet: str
    start: str | None = None
    links: int = 0
    more: int = 0
    articles: list[str] = field(default_factory=list)
    found: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    errors: list[VifactsError] = field(default_factory=list)

    def unfit(self) -> list[str]:
        """What no longer fits, by name: "links" and "articles" where there are none, else fields that no article
        has."""
        if not self.links:
            return ["links"]
        if not any(self.found.values()):
            return ["articles"]
        return [name for name, count in self.found.items() if not count]

    def as_row(self) -> dict[str, object]:
        """The check for machines."""
        return {
            "outlet": self.outlet,
            "list": self.start,
            "links": self.links,
            "more": self.more,
            "articles": self.articles,
            "found": self.found,
            "unfit": self.unfit(),
            "errors": [error.as_row() for error in self.errors],
        }


def list_outlets(files: Sequence[Path], *, as_json: bool) -> int:
    """Print all outlets, by id; the exit status."""
    rows = outlet_rows(registry_of(files))
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    columns = ("id", "name", "domain", "province", "since July 2025", "family", "feeds", "sections", "tried live")
    print_table(
        columns,
        [
            (
                row["id"],
                row["name"],
                row["domain"],
                row["province"] or "central",
                (row["province_now"] or "") if row["province_now"] != row["province"] else "",
                row["family"],
                str(row["feeds"]),
                str(row["sections"]),
                "yes" if row["verified"] else "no",
            )
            for row in rows
        ],
    )
    return 0


def check_outlets(names: Sequence[str], options: Options) -> int:
    """Try the outlets (all, where none is named) on their sites and print what no longer fits; the exit status: 0, or 1
    where something does not."""
    registry = registry_of(options.files)
    outlets = chosen(registry, names)
    with (
        Fetcher(contact=options.contact, allow_private=options.allow_private, delay=options.delay) as fetcher,
        ThreadPoolExecutor(max_workers=max(1, min(THREADS, len(outlets)))) as pool,
        progress() as show,
    ):
        checks = []
        for done, made in enumerate(pool.map(lambda outlet: check(outlet, fetcher, registry), outlets), 1):
            checks.append(made)
            show("outlets", done, len(outlets), made.outlet)
    if options.as_json:
        print(json.dumps([made.as_row() for made in checks], ensure_ascii=False, indent=2))
    else:
        _print(checks)
    return 1 if any(made.unfit() or made.errors for made in checks) else 0


def check(outlet: Outlet, fetcher: Fetcher, registry: Registry) -> Check:
    """Fetch one list page of the outlet, and articles that it leads to; nothing is raised."""
    made = Check(outlet.id)
    links: list[str] = []
    for start in outlet.start_urls():
        made.start = start
        try:
            exchange = fetcher.get(start, accept=(*HTML, *XML, *GZIP))
            listing = read_list(outlet, exchange.body, exchange.url)
        except VifactsError as error:
            made.errors.append(error)
            continue
        links = [link.url for link in listing.articles]
        made.links, made.more = len(links), len(listing.more)
        if links:
            break
        made.errors.append(VifactsError("VF222", start))
    for url in links[:ARTICLES]:
        made.articles.append(url)
        item = read_url(url, fetcher, registry)
        if isinstance(item, VifactsError):
            made.errors.append(item)
            continue
        for name, has in FIELDS.items():
            made.found[name] += has(item)
    return made


def _print(checks: Sequence[Check]) -> None:
    columns = ("outlet", "links", "more", *FIELDS, "does not fit")
    rows = []
    for made in checks:
        of = len(made.articles)
        counts = (f"{made.found[name]}/{of}" for name in FIELDS)
        rows.append((made.outlet, str(made.links), str(made.more), *counts, ", ".join(made.unfit()) or "-"))
    print_table(columns, rows)
    for made in checks:
        for error in made.errors:
            print(f"{made.outlet}: {error}")
