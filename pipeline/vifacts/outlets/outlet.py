"""An outlet as crawl and pages use it: a newspaper's file laid over its family's."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urljoin

from vifacts.outlets import lists
from vifacts.outlets.schema import ArticleUrls, Family, Layout, Lists, Newspaper
from vifacts.outlets.urls import VARIANTS, host_of, path_and_query, plain_host, url_id


class ListPage(NamedTuple):
    """What a section page links to: articles in the order of the page, and further pages of the list."""

    articles: list[str]
    next_pages: list[str]


class Outlet:
    """A newspaper with all that its family knows.

    ``hosts`` are its hosts without "www." and "m."; a host that is added while running (a sample newspaper on
    loopback) keeps its port.
    """

    def __init__(self, paper: Newspaper, family: Family, extra_hosts: tuple[str, ...] = ()) -> None:
        self.paper = paper
        self.family = family
        self.id = paper.id
        self.name = paper.name
        self.hosts = frozenset(plain_host(h) for h in (*paper.domains, *extra_hosts))
        # the outlet's own layouts of today, its family's, then those of its past
        self.layouts: tuple[Layout, ...] = (
            *(layout for layout in paper.layout if layout.until is None),
            *family.layout,
            *(layout for layout in paper.layout if layout.until is not None),
        )

    def __repr__(self) -> str:
        return f"Outlet({self.id!r}, family={self.family.id!r})"

    @property
    def base(self) -> str:
        """The address of the front page, at the current domain."""
        return f"https://{self.paper.domains[0]}/"

    @cached_property
    def article_urls(self) -> ArticleUrls:
        """The patterns of article addresses: the newspaper's, else its family's."""
        return self.paper.article or self.family.article

    @cached_property
    def list_rules(self) -> Lists:
        """The rules of section pages: the newspaper's, else its family's."""
        return self.paper.lists or self.family.lists

    @cached_property
    def _article(self) -> re.Pattern[str]:
        return re.compile(self.article_urls.url)

    @cached_property
    def _not_article(self) -> re.Pattern[str] | None:
        return re.compile(self.article_urls.not_url) if self.article_urls.not_url else None

    def feeds(self, base: str | None = None) -> list[str]:
        """The addresses of the feeds, at ``base`` (scheme and host) or at the outlet's own domain."""
        return [urljoin(base or self.base, feed) for feed in self.paper.feeds]

    def sections(self, base: str | None = None, *, other: bool = True) -> list[str]:
        """The first pages of the Party-building sections and, with ``other``, of those beside them."""
        paths = self.paper.sections + (self.paper.sections_other if other else [])
        return [urljoin(base or self.base, path) for path in paths]

    def start_urls(self, base: str | None = None) -> list[str]:
        """Where a crawl begins: section pages, then feeds; the front page where the file names neither."""
        return [*self.sections(base), *self.feeds(base)] or [base or self.base]

    def owns(self, url: str) -> bool:
        """Whether the address is at one of the outlet's hosts, "www." and "m." included."""
        return plain_host(host_of(url)) in self.hosts

    def plain_url(self, url: str) -> str:
        """The address at the outlet's own host where it is at its "m." or "amp." one; else as it is."""
        host = host_of(url)
        home = self.paper.domains[0]
        if host.startswith(VARIANTS) and plain_host(host) == plain_host(home):
            return url.replace(host, home, 1)
        return url

    def is_article(self, url: str) -> bool:
        """Whether the address is at the outlet and looks like one of its articles."""
        return self.owns(url) and self._match(url) is not None

    def number(self, url: str) -> str | None:
        """The outlet's own number of the article in the address; null where it shows none."""
        found = self._match(url)
        return next((n for n in found.groupdict().values() if n), None) if found else None

    def article_id(self, url: str) -> str:
        """The article's id: outlet and number, else outlet and a hash of the canonical address."""
        number = self.number(url)
        return f"{self.id}-{number}" if number else url_id(url, self.id)

    def list_links(self, html: bytes | str, base_url: str) -> ListPage:
        """The article links and the further pages of a section page; see ``lists.links``."""
        articles, pages = lists.links(html, base_url, self.list_rules, self.is_article, self.owns)
        return ListPage(articles, pages)

    def _match(self, url: str) -> re.Match[str] | None:
        path = path_and_query(url)
        if self._not_article and self._not_article.search(path):
            return None
        return self._article.search(path)
