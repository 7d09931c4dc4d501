"""Fetching one page politely and safely.

A request goes out when robots.txt allows it and the host's turn has come; redirects are followed by hand, so that each
address is checked; the body is read piece by piece within limits of time and size. What fails for a while is tried
again, with growing pauses that are partly random.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

import vifacts
from vifacts.crawl.answers import RETRIED, TRIED_AGAIN, check_type, checked, network_error, retry_after
from vifacts.crawl.archive import Exchange
from vifacts.crawl.connect import GuardedAdapter, PrivateAddressError
from vifacts.crawl.limits import MEGABYTE, Limits
from vifacts.crawl.pace import Pace
from vifacts.crawl.robots import MAX_BYTES as ROBOTS_BYTES
from vifacts.crawl.robots import Robots, Rules, parse
from vifacts.crawl.unpack import ACCEPTED, DamagedBodyError, TooLargeError, Unpacker
from vifacts.errors import VifactsError

AGENT = "vifacts"
CONTACT = "https://vifacts.org"

HTML = ("text/html", "application/xhtml+xml")
XML = ("text/xml", "application/xml", "application/rss+xml", "application/atom+xml", "application/rdf+xml")
GZIP = ("application/gzip", "application/x-gzip")

_REDIRECTS = {301, 302, 303, 307, 308}
_PIECE = 1 << 16

#: Takes what was fetched, and what for.
Keep = Callable[[Exchange, str], None]


class Fetcher:
    """Fetches pages, one request at a time per host; safe for threads.

    ``delay`` is the pause between two requests to a host in seconds: null means the host's own ``Crawl-delay``, else
    one second; a number is kept to unless robots.txt asks for more. ``allow_private`` lets it reach private, loopback
    and link-local addresses. ``contact`` is where an operator who minds the crawl finds the one who runs it.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        delay: float | None = None,
        contact: str = CONTACT,
        limits: Limits | None = None,
        pace: Pace | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.limits = limits or Limits()
        self.user_agent = f"{AGENT}/{vifacts.__version__} (+{contact})"
        self._allow_private = allow_private
        self._delay = delay
        self._pace = pace or Pace()
        self._sleep = sleep
        self._robots = Robots()
        self._sessions: dict[str, requests.Session] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            for session in self._sessions.values():
                session.close()
            self._sessions.clear()

    def get(
        self,
        url: str,
        *,
        accept: tuple[str, ...] = HTML,
        etag: str | None = None,
        modified: str | None = None,
        keep: Keep | None = None,
    ) -> Exchange:
        """The page at ``url``, its body unpacked; status 200, or 304 where ``etag`` or ``modified`` (the headers of an
        earlier answer) say that it has not changed. ``keep`` is given what had to be fetched on the way, each with its
        kind: "robots" (whatever its status) and "redirect".

        Raises VifactsError: VF201 not http(s), VF202 and VF203 robots.txt, VF204 a private address, VF205 no
        connection, VF206 time, VF207 size, VF208 packing, VF209 redirects, VF210 another status, VF211 a content type
        that ``accept`` does not name, VF212 a broken answer, VF213 and VF214 waits that are too long.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in conditions.items() if value}
        here = url
        for _ in range(self.limits.redirects + 1):
            delay = self._allowed(here, keep)
            exchange = self._tried(here, delay, headers, accept)
            if exchange.status not in _REDIRECTS:
                return replace(exchange, asked=url)
            if keep is not None:
                keep(exchange, "redirect")
            here = urljoin(here, exchange.header("location") or "")
        raise VifactsError("VF209", url, limit=self.limits.redirects)

    def sitemaps(self, url: str, *, keep: Keep | None = None) -> list[str]:
        """The sitemaps that the robots.txt of the address's host names; ``keep`` as in ``get``."""
        return [urljoin(url, sitemap) for sitemap in self._rules(url, keep).sitemaps]

    def _rules(self, url: str, keep: Keep | None) -> Rules:
        return self._robots.rules(checked(url), lambda robots: self._load_robots(robots, keep))

    def _allowed(self, url: str, keep: Keep | None) -> float:
        """The pause that the host wants; raises where the address may not be fetched."""
        try:
            rules = self._rules(url, keep)
        except VifactsError as error:
            error.where = url  # and not its robots.txt
            raise
        if rules.failure is not None:
            raise VifactsError("VF203", url, detail=rules.failure)
        if not rules.allows(url, AGENT):
            raise VifactsError("VF202", url)
        asked = rules.delay(AGENT)
        if asked is not None and asked > self.limits.longest_delay:
            raise VifactsError("VF214", url, seconds=asked, limit=self.limits.longest_delay)
        if self._delay is None:
            return 1.0 if asked is None else asked
        return max(self._delay, asked or 0.0)

    def _load_robots(self, url: str, keep: Keep | None) -> Rules:
        delay = 1.0 if self._delay is None else self._delay
        here = url
        try:
            for _ in range(self.limits.redirects + 1):
                exchange = self._tried(here, delay, {}, (), robots=True)
                if keep is not None:
                    keep(replace(exchange, asked=url), "robots")
                if exchange.status not in _REDIRECTS:
                    return parse(exchange.status, exchange.body)
                here = urljoin(here, exchange.header("location") or "")
        except VifactsError as error:
            if error.code == "VF204":
                raise
            return Rules(failure=f"{error.code} {error.detail}")
        return Rules()  # RFC 9309: too many redirects count as no robots.txt

    def _tried(
        self, url: str, delay: float, headers: dict[str, str], accept: tuple[str, ...], *, robots: bool = False
    ) -> Exchange:
        """One address, tried again while that may help."""
        checked(url)
        host = urlsplit(url).netloc.lower()
        limits = self.limits
        pause = limits.pause
        for left in range(limits.tries - 1, -1, -1):
            wait = pause * (0.5 + random.random() / 2)
            held = self._pace.held(host)
            if held > limits.longest_wait:
                raise VifactsError("VF213", url, seconds=round(held), limit=limits.longest_wait)
            try:
                with self._pace.turn(host, delay):
                    exchange = self._once(url, headers, accept, robots=robots)
                if exchange.status not in RETRIED:
                    if robots or exchange.status in _REDIRECTS or exchange.status in (200, 304):
                        return exchange
                    raise VifactsError("VF210", url, status=exchange.status)
                if not left:
                    if robots:
                        return exchange
                    raise VifactsError("VF210", url, status=exchange.status)
                asked = retry_after(exchange.header("retry-after"))
                if asked is not None:
                    self._pace.hold(host, asked)
                    if asked > limits.longest_wait:
                        raise VifactsError("VF213", url, seconds=round(asked), limit=limits.longest_wait)
                    wait = max(0.0, wait - asked)
            except VifactsError as error:
                if error.code not in TRIED_AGAIN or not left:
                    raise
            self._sleep(wait)
            pause *= 2
        raise AssertionError("the last try returns or raises")

    def _once(self, url: str, headers: dict[str, str], accept: tuple[str, ...], *, robots: bool) -> Exchange:
        limits = self.limits
        until = time.monotonic() + limits.total
        try:
            response = self._session(url).get(
                url,
                headers=headers,
                timeout=(limits.connect, limits.read),
                stream=True,
                allow_redirects=False,
            )
        except PrivateAddressError as error:
            raise VifactsError("VF204", url, address=error.address) from error
        except requests.RequestException as error:
            raise network_error(url, error, limits.connect) from error
        with response:
            sent = [(str(name), str(value)) for name, value in response.request.headers.items()]
            got = [(str(name), str(value)) for name, value in response.raw.headers.items()]
            exchange = Exchange(
                url=url,
                status=response.status_code,
                reason=response.reason or "",
                headers=got,
                body=b"",
                request_headers=[("Host", urlsplit(url).netloc), *sent],
                fetched=datetime.now(UTC),
            )
            if exchange.status != 200:
                return replace(exchange, truncated=exchange.status != 304)  # their bodies are of no use
            if not robots:
                check_type(url, exchange, accept)
            try:
                body = self._body(url, response, until, robots=robots)
            except (OSError, requests.RequestException, urllib3.exceptions.HTTPError) as error:
                raise network_error(url, error, limits.read, broken=True) from error
        return replace(exchange, body=body)

    def _body(self, url: str, response: requests.Response, until: float, *, robots: bool) -> bytes:
        """The unpacked body. A robots.txt is cut where it is too large, anything else fails."""
        limits = self.limits
        sent_limit, out_limit = (ROBOTS_BYTES, ROBOTS_BYTES) if robots else (limits.sent, limits.unpacked)
        try:
            unpacker = Unpacker(response.headers.get("content-encoding"), out_limit + (1 << 20) * robots)
            out = bytearray()
            sent = 0
            for piece in _pieces(response):
                sent += len(piece)
                if sent > sent_limit or len(out) > out_limit:
                    if robots:
                        return bytes(out[:out_limit])
                    raise VifactsError("VF207", url, limit=sent_limit // MEGABYTE)
                if time.monotonic() > until:
                    raise VifactsError("VF206", url, seconds=limits.total)
                out += unpacker.feed(piece)
            expected = response.headers.get("content-length", "")
            if expected.isdigit() and sent < int(expected) and "transfer-encoding" not in response.headers:
                raise VifactsError("VF212", url, detail=f"{sent} of {expected} bytes came")
            out += unpacker.finish()
        except TooLargeError as error:
            raise VifactsError("VF207", url, limit=out_limit // MEGABYTE) from error
        except DamagedBodyError as error:
            raise VifactsError("VF208", url, detail=error) from error
        return bytes(out)

    def _session(self, url: str) -> requests.Session:
        """The host's session: only the holder of the host's turn uses it."""
        host = urlsplit(url).netloc.lower()
        with self._lock:
            session = self._sessions.get(host)
            if session is None:
                session = self._sessions[host] = _Session()
                session.trust_env = False  # no proxy, no .netrc: addresses are checked where they are connected to
                session.headers.clear()
                session.headers.update(
                    {
                        "User-Agent": self.user_agent,
                        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
                        "Accept-Language": "vi,en;q=0.3",
                        "Accept-Encoding": ACCEPTED,
                    }
                )
                adapter = GuardedAdapter(allow_private=self._allow_private, header_seconds=self.limits.header)
                session.mount("http://", adapter)
                session.mount("https://", adapter)
            return session


class _Session(requests.Session):
    """A session that never looks at redirects: requests would read their bodies, however long, to the end."""

    def resolve_redirects(self, *_: Any, **__: Any) -> Iterator[Any]:
        yield from ()


def _pieces(response: requests.Response) -> Iterator[bytes]:
    """The body as sent, in the pieces in which it comes: a slow one is noticed between two of them."""
    raw = response.raw
    while piece := raw.read1(_PIECE, decode_content=False):
        yield piece
