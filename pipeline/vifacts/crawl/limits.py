"""How long, how much and how often: what bounds a fetch."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Times in seconds, sizes in bytes.

    ``connect``: for the connection. ``read``: between two pieces. ``header``: for the header of the answer. ``total``:
    for a whole exchange. ``sent`` and ``unpacked``: of a body, as sent and as unpacked. ``redirects``: in a row.
    ``tries``: of one address. ``pause``: before the second try; it doubles with each, and half of it is random.
    ``longest_wait``: the longest ``Retry-After`` that is waited for. ``longest_delay``: the longest ``Crawl-delay``.
    """

    connect: float = 10.0
    read: float = 20.0
    header: float = 30.0
    total: float = 60.0
    sent: int = 20 * MEGABYTE
    unpacked: int = 30 * MEGABYTE
    redirects: int = 5
    tries: int = 4
    pause: float = 1.0
    longest_wait: float = 120.0
    longest_delay: float = 120.0
