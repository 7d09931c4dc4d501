"""When a host may be asked again: one request at a time, and a pause after each."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    ended: float = -math.inf
    held: float = -math.inf


class Pace:
    """The next allowed time of each host; safe for threads.

    ``clock`` gives seconds that never go back, ``sleep`` waits for so many.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, delay: float) -> Iterator[None]:
        """Wait for the host's turn, ``delay`` seconds after the last one, and hold it.

        The pause counts from the end of the last exchange, so that the server never sees two requests closer than
        that, however long each was under way.
        """
        state = self._state(host)
        with state.lock:
            wait = max(state.ended + delay, state.held) - self._clock()
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                state.ended = self._clock()

    def hold(self, host: str, seconds: float) -> None:
        """Leave the host alone for so many seconds from now (what ``Retry-After`` asks for)."""
        state = self._state(host)
        state.held = max(state.held, self._clock() + seconds)

    def held(self, host: str) -> float:
        """Seconds for which the host is still held; not more than 0 where it is not."""
        return self._state(host).held - self._clock()

    def _state(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host, _Host())
