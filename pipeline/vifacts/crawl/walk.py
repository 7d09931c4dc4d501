"""Walking one outlet: from its lists to its articles, each page fetched once and archived."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

from vifacts.crawl.answers import is_passing
from vifacts.crawl.archive import ArchiveWriter, Exchange
from vifacts.crawl.discover import Listing, published, read_list
from vifacts.crawl.fetch import GZIP, HTML, XML, Fetcher
from vifacts.crawl.party import is_party, title_and_lead
from vifacts.crawl.recover import recover
from vifacts.crawl.report import OutletReport, Progress
from vifacts.crawl.rows import ArticleRow, ListRow
from vifacts.crawl.state import OFF_TOPIC, OUTSIDE, State
from vifacts.errors import VifactsError
from vifacts.outlets.outlet import Outlet

#: How many pages of one section are walked at most: a calendar that goes on for ever ends here.
MAX_PAGES = 2000
#: How deep sitemap indexes may lead to further ones.
MAX_DEPTH = 4
#: So many failures of connection in a row, and the outlet is left to the next run.
MAX_FAILURES = 5
#: Failures after which a host need not be asked again in this run.
_FINAL = {"VF203", "VF213", "VF214"}


class _Enough(Exception):  # noqa: N818 - a signal, not an error
    """The run of this outlet is over before its lists are."""


class Walk:
    """One run over one outlet; ``run`` does it.

    ``base`` is where the outlet is served instead of its own domain. ``limit`` bounds the new pages of the run,
    ``since`` and ``until`` their publication (pages that do not say when are taken). ``party`` leaves out what is
    not on Party building.
    """

    def __init__(
        self,
        outlet: Outlet,
        folder: Path,
        state: State,
        fetcher: Fetcher,
        *,
        base: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int | None = None,
        party: bool = False,
        progress: Callable[[Progress], None] | None = None,
    ) -> None:
        self._outlet = outlet
        self._folder = folder
        self._state = state
        self._fetcher = fetcher
        self._base = base
        self._since = since
        self._until = until
        self._limit = limit
        self._party = party
        self._off: set[str] = set()
        self._party_roots = set(outlet.sections(base, other=False))
        self._progress = progress
        self._writer = ArchiveWriter(folder, prefix=outlet.id, known_end=state.known_end)
        self._failures = 0
        self._known: set[str] = set()
        self._fetched: set[str] = set()
        self._walked: set[str] = set()
        self._seen: defaultdict[str, set[str]] = defaultdict(set)
        self.report = OutletReport()

    def run(self) -> OutletReport:
        """Fetch what is new; the report says what was done."""
        outlet, state = self._outlet, self._state
        try:
            recover(outlet, self._folder, state)
            state.begin(outlet.id, self._starts(), self._since, self._until, party=self._party)
            self._fetch_waiting()
            while (row := state.next_list(outlet.id)) is not None:
                self._walk_list(row)
            if self.report.whole:
                state.set_reached(outlet.id, self._since)
        except _Enough:
            self.report.whole = False
        finally:
            self._writer.close()
        self.report.unchanged += len(self._known)
        self.report.skipped += Counter()  # without those of which none is left
        return self.report

    def _starts(self) -> list[str]:
        """Section pages, feeds and sitemaps of the outlet's file; where it names none, the front page and the sitemaps
        of robots.txt."""
        outlet, base = self._outlet, self._base or self._outlet.base
        starts = outlet.start_urls(self._base)
        starts += [urljoin(base, sitemap) for sitemap in outlet.paper.sitemaps]
        if starts == [base]:
            try:
                starts += self._fetcher.sitemaps(base, keep=self._archive)
            except VifactsError as error:
                self._failed(error)
        return list(dict.fromkeys(starts))

    # --- lists

    def _walk_list(self, row: ListRow) -> None:
        if row.url in self._walked:  # a circle of pages
            self._state.end_list(row)
            return
        self._walked.add(row.url)
        try:
            exchange = self._fetcher.get(row.url, accept=(*HTML, *XML, *GZIP), keep=self._archive)
            self._archive(exchange, "list")
            if not self._outlet.owns(exchange.url):
                raise VifactsError("VF221", row.url, url=exchange.url)
            listing = read_list(self._outlet, exchange.body, exchange.url, self._since)
            if row.page == 1 and not listing.articles and not listing.more:
                raise VifactsError("VF222", row.url)
        except VifactsError as error:
            later = is_passing(error)
            self._state.end_list(row, code=error.code, later=later)
            self.report.whole = self.report.whole and not later
            self._failed(error)
            return
        self._failures = 0
        self.report.lists += 1
        fresh, any_new = self._take(listing, row.root)
        self._step(row.url)
        self._fetch_waiting()
        self._go_on(listing, row, fresh=fresh, any_new=any_new)
        self._state.end_list(row)

    def _take(self, listing: Listing, root: str) -> tuple[bool, bool]:
        """Note the articles of a list; whether this walk sees any for the first time, and whether any is new."""
        outlet, state = self._outlet, self._state
        any_new = False
        keys = []
        with state.together():
            for link in listing.articles:
                key = outlet.article_id(link.url)
                keys.append(key)
                url = outlet.plain_url(link.url)
                party = root in self._party_roots
                fate = state.found(outlet.id, key, url, link.published, link.modified, party=party)
                any_new = any_new or fate != "known"
                if fate == "known" and key not in self._fetched and state.has_version(key):
                    self._known.add(key)
        fresh = bool(set(keys) - self._seen[root])
        self._seen[root].update(keys)
        return fresh, any_new

    def _go_on(self, listing: Listing, row: ListRow, *, fresh: bool, any_new: bool) -> None:
        """Note the lists that follow, unless what they lead to is known or too old."""
        state, outlet = self._state, self._outlet
        if listing.all_more:
            for url in listing.more if row.page <= MAX_DEPTH else ():
                state.add_list(outlet.id, url, row.root, row.page + 1, again=True)
            return
        if not listing.more or not fresh or row.page >= MAX_PAGES or self._too_old(listing):
            return
        # What was walked before need not be again where this page has nothing new, if that walk came to its end or
        # a list farther on is left of it.
        again = any_new or not (self._deep_enough() or state.is_left(outlet.id, row))
        state.add_list(outlet.id, listing.more[0], row.root, row.page + 1, again=again)

    def _too_old(self, listing: Listing) -> bool:
        """Whether all articles of the page that are dated were published before ``since``."""
        if self._since is None:
            return False
        dates = self._state.dates(self._outlet.article_id(link.url) for link in listing.articles)
        return bool(dates) and max(dates) < self._since

    def _deep_enough(self) -> bool:
        """Whether earlier runs have walked the lists as far back as this one has to."""
        reached = self._state.reached(self._outlet.id)
        return reached is not None and reached <= (self._since or datetime(1, 1, 1, tzinfo=UTC))

    # --- articles

    def _fetch_waiting(self) -> None:
        for row in self._state.waiting(self._outlet.id):
            if self._limit is not None and self.report.new >= self._limit:
                raise _Enough
            if row.published is not None and self._outside(row.published):
                self._skip(row, OUTSIDE)
                continue
            self._fetch(row)

    def _fetch(self, row: ArticleRow) -> None:
        self._fetched.add(row.key)
        if row.key in self._off:  # another list says that it is on the subject
            self._off.discard(row.key)
            self.report.skipped[OFF_TOPIC] -= 1
        self._known.discard(row.key)
        try:
            exchange = self._fetcher.get(row.url, etag=row.etag, modified=row.last_modified, keep=self._archive)
        except VifactsError as error:
            if error.code == "VF202":
                self._skip(row, error.detail, again=True)
                return
            self._state.failed(row, error, again=is_passing(error))
            self._failed(error)
            return
        self._failures = 0
        reason = self._leads_away(row, exchange) or self._off_topic(row, exchange)
        when = published(exchange.body) or row.published
        if reason is not None:
            self._archive(exchange, "other")
            self._skip(row, reason)
        elif when is not None and self._outside(when):
            self._archive(exchange, "other")
            self._skip(row, OUTSIDE, published=when)
        else:
            self._keep(row, exchange, when)
        self._step(row.url)

    def _archive(self, exchange: Exchange, kind: str) -> None:
        """Archive what is fetched beside the articles; nothing where the server says that it has not changed."""
        if exchange.status != 304:
            place = self._writer.write(exchange, kind)
            self._state.note_end(place.archive, place.end)

    def _leads_away(self, row: ArticleRow, exchange: Exchange) -> str | None:
        """Why the page that answered is not the article that was asked for; null where it is."""
        outlet = self._outlet
        if exchange.asked is None or exchange.url == row.url:
            return None
        if not outlet.owns(exchange.url):
            return "leads to another site"
        if not outlet.is_article(exchange.url):
            return "leads to a page that is no article"
        key = outlet.article_id(exchange.url)
        if key != row.key and self._state.has_version(key):
            return "leads to an article that is known"
        return None

    def _off_topic(self, row: ArticleRow, exchange: Exchange) -> str | None:
        """Why an article is left out where only Party building is wanted; null where it is not."""
        if not self._party or row.sha256 is not None or row.party:
            return None
        if is_party(*title_and_lead(exchange.body)):
            return None
        self._off.add(row.key)
        return OFF_TOPIC

    def _keep(self, row: ArticleRow, exchange: Exchange, when: datetime | None) -> None:
        sha256 = hashlib.sha256(exchange.body).hexdigest()
        if row.sha256 is not None and (exchange.status == 304 or sha256 == row.sha256):
            self._state.same(row)
            self.report.unchanged += 1
            return
        self._state.writing(row, when)
        place = self._writer.write(exchange)
        self._state.written(
            row.id,
            exchange.url,
            place,
            sha256,
            exchange.fetched.isoformat(),
            etag=exchange.header("etag"),
            modified=exchange.header("last-modified"),
        )
        if row.sha256 is None:
            self.report.new += 1
        else:
            self.report.changed += 1

    def _outside(self, when: datetime) -> bool:
        return (self._since is not None and when < self._since) or (self._until is not None and when > self._until)

    def _skip(self, row: ArticleRow, reason: str, *, again: bool = False, published: datetime | None = None) -> None:
        self._state.skipped(row, reason, again=again, published=published)
        self.report.skipped[reason] += 1

    def _failed(self, error: VifactsError) -> None:
        """Count a failure; a host that is down, or wants to be left alone, is left alone."""
        self.report.fail(error)
        self._failures = self._failures + 1 if is_passing(error) else 0
        if error.code in _FINAL:
            raise _Enough
        if self._failures >= MAX_FAILURES:
            self.report.fail(VifactsError("VF218", self._outlet.id, count=self._failures))
            raise _Enough

    def _step(self, url: str) -> None:
        if self._progress is not None:
            self._progress(Progress(self._outlet.id, url, self.report.new, self._state.count_waiting(self._outlet.id)))
