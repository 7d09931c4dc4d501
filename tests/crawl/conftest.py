"""A real HTTP server on loopback that does what a test tells it to, and remembers when it was asked for what."""

from __future__ import annotations

import itertools
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server  # type: ignore[assignment]

    def do_GET(self) -> None:
        state = self.server.state
        with state.lock:
            state.asked.append(Asked(time.monotonic(), self.path, dict(self.headers.items())))
        path = self.path.partition("?")[0]
        answer = state.routes.get(self.path) or state.routes.get(path)
        if answer is None and path == "/robots.txt":
            self.reply(404, b"")
        elif answer is None:
            self.reply(404, b"<p>404</p>")
        else:
            answer(self)

    def reply(
        self, status: int, body: bytes, headers: dict[str, str] | None = None, content_type: str | None = "text/html"
    ) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if content_type:
            self.send_header("Content-Type", content_type)
        if "Content-Length" not in (headers or {}):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def reset(self) -> None:
        """Break the connection off as a crashed server does (RST, not FIN)."""
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        pass

    def handle(self) -> None:
        try:
            super().handle()
        except (OSError, ValueError):
            self.close_connection = True

    def finish(self) -> None:
        try:
            super().finish()
        except (OSError, ValueError):
            self.close_connection = True


Answer = Callable[[Handler], None]


@dataclass
class Asked:
    at: float
    path: str
    headers: dict[str, str]


@dataclass
class Site:
    """The server as tests see it: ``routes`` by path (with or without query), ``asked`` in order."""

    url: str = ""
    host: str = ""
    routes: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def page(self, path: str, body: str | bytes, content_type: str = "text/html", **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.routes[path] = lambda handler: handler.reply(200, data, named, content_type)

    def answer(self, path: str, *answers: Answer) -> None:
        """Answers one after the other; the last one for ever."""
        left = list(answers)
        self.routes[path] = lambda handler: (left.pop(0) if len(left) > 1 else left[0])(handler)

    def paths(self, *, robots: bool = False) -> list[str]:
        return [asked.path for asked in self.asked if robots or asked.path != "/robots.txt"]

    def intervals(self) -> list[float]:
        times = [asked.at for asked in self.asked]
        return [after - before for before, after in itertools.pairwise(times)]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    state: Site

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    server = Server(("127.0.0.1", 0), Handler)
    server.state = Site(host=f"127.0.0.1:{server.server_port}", url=f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server.state
    server.shutdown()
    server.server_close()
