"""What robots.txt allows (RFC 9309), read once a day and host."""

from __future__ import annotations

import math
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

#: What is read of a robots.txt, in bytes (RFC 9309 asks for 500 KiB at least).
MAX_BYTES = 500 * 1024
#: How long one is kept, in seconds; how long a failure is.
KEPT = 24 * 3600.0
KEPT_FAILURE = 600.0


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one host. ``rules`` is null where nothing is forbidden, ``failure`` says why nothing is allowed."""

    rules: Protego | None = None
    failure: str | None = None

    def allows(self, url: str, agent: str) -> bool:
        """Whether ``agent`` may fetch the address."""
        return self.failure is None and (self.rules is None or bool(self.rules.can_fetch(url, agent)))

    def delay(self, agent: str) -> float | None:
        """Seconds between two requests, from ``Crawl-delay`` or ``Request-rate``; null where neither is given."""
        if self.rules is None:
            return None
        asked = self.rules.crawl_delay(agent)
        rate = self.rules.request_rate(agent)
        found = [float(asked)] if asked is not None else []
        if rate is not None and rate.requests:
            found.append(rate.seconds / rate.requests)
        found = [seconds for seconds in found if math.isfinite(seconds) and seconds >= 0]
        return max(found) if found else None

    @property
    def sitemaps(self) -> list[str]:
        """The addresses of sitemaps it names, as written there."""
        return list(self.rules.sitemaps) if self.rules is not None else []


def parse(status: int, body: bytes) -> Rules:
    """The rules of an answer: none for "not found" and the like, all forbidden for a server that fails."""
    if status == 429 or status >= 500:
        return Rules(failure=f"the server answered {status}")
    if not 200 <= status < 300:
        return Rules()
    text = body[:MAX_BYTES].decode("utf-8-sig", "replace")
    return Rules(rules=Protego.parse(text))


class Robots:
    """The rules by host; safe for threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: dict[str, tuple[float, Rules]] = {}
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def rules(self, url: str, load: Callable[[str], Rules]) -> Rules:
        """The rules for the host of the address. Where they are not known or too old, ``load`` is called with the
        address of the robots.txt and gives them."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        with self._locks[site]:
            known = self._known.get(site)
            if known is not None and self._clock() < known[0]:
                return known[1]
            rules = load(f"{site}/robots.txt")
            self._known[site] = (self._clock() + (KEPT if rules.failure is None else KEPT_FAILURE), rules)
            return rules
