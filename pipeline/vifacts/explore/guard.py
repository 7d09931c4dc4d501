"""Who may ask: without a password only this machine, by its own name; with one, who knows it."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import hmac
import ipaddress
import os
import secrets
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from vifacts.errors import VifactsError

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Any, Send], Awaitable[None]]

#: The variable that may hold the password.
VARIABLE = "VIFACTS_PASSWORD"
#: scrypt: 32 MB and some 80 ms a guess.
COST, BLOCK, LANES = 2**15, 8, 1
SHORTEST = 8
#: Wrong passwords that one address may give in WINDOW seconds, and all addresses together.
TRIES, ALL_TRIES, WINDOW = 10, 200, 60.0
_MOST_ADDRESSES = 10_000


def hashed(password: str, salt: bytes | None = None) -> str:
    """The line that a password file may hold in place of the password: ``scrypt$cost$block$lanes$salt$hash``."""
    salt = salt or secrets.token_bytes(16)
    made = _scrypt(password, salt, COST, BLOCK, LANES)
    return f"scrypt${COST}${BLOCK}${LANES}${salt.hex()}${made.hex()}"


def _scrypt(password: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    return hashlib.scrypt(
        password.encode(), salt=salt, n=cost, r=block, p=lanes, maxmem=256 * cost * block + 2**20, dklen=32
    )


class Password:
    """A password of which only the hash is kept. VF522 for one that is too short, or a line that is no hash."""

    def __init__(self, given: str) -> None:
        if not given.startswith("scrypt$"):
            if len(given) < SHORTEST:
                raise VifactsError("VF522", detail=f"it has {len(given)} characters, fewer than {SHORTEST}")
            given = hashed(given)
        try:
            _, cost, block, lanes, salt, made = given.split("$")
            self._terms = (bytes.fromhex(salt), int(cost), int(block), int(lanes))
            self._hash = bytes.fromhex(made)
            _scrypt("", *self._terms)
        except ValueError as error:
            raise VifactsError("VF522", detail=f"the line that begins with scrypt$ is no hash: {error}") from error
        self._key = secrets.token_bytes(32)
        self._known: bytes | None = None

    def check(self, password: str) -> bool:
        """Whether it is the one, in a time that does not tell how much of it is right. The one that was right is known
        again by a keyed digest, so that only the first request pays for scrypt."""
        if self.recalls(password):
            return True
        right = hmac.compare_digest(_scrypt(password, *self._terms), self._hash)
        if right:
            self._known = hmac.digest(self._key, password.encode(), "sha256")
        return right

    def recalls(self, password: str) -> bool:
        """Whether it is the one that was right before."""
        digest = hmac.digest(self._key, password.encode(), "sha256")
        return self._known is not None and hmac.compare_digest(digest, self._known)


def password_of(file: Path | None) -> Password | None:
    """The password of the file or else of the variable VIFACTS_PASSWORD; None where neither is given. VF522 for a file
    that cannot be read or that others may read."""
    if file is None:
        given = os.environ.get(VARIABLE)
        return Password(given) if given else None
    try:
        if file.stat().st_mode & 0o077:
            raise VifactsError("VF522", str(file), detail="other users may read the file; chmod 600 it")
        return Password(file.read_text(encoding="utf-8").strip("\r\n"))
    except (OSError, UnicodeDecodeError) as error:
        raise VifactsError("VF522", str(file), detail=error) from error


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server that listens at ``host``."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


class _Failures:
    """Wrong passwords of the last minute, by address and of all."""

    def __init__(self) -> None:
        self._by: OrderedDict[str, list[float]] = OrderedDict()

    def wait(self, address: str, now: float) -> int:
        """Seconds that ``address`` has to wait before it may try again; 0 where it need not."""
        waits = [self._wait(address, TRIES, now), self._wait("", ALL_TRIES, now)]
        return int(max(waits)) + 1 if any(waits) else 0

    def _wait(self, address: str, most: int, now: float) -> float:
        times = [t for t in self._by.get(address, ()) if now - t < WINDOW]
        return times[-most] + WINDOW - now if len(times) >= most else 0.0

    def add(self, address: str, now: float) -> None:
        for key, most in ((address, TRIES), ("", ALL_TRIES)):
            self._by[key] = [*self._by.get(key, ()), now][-most:]
            self._by.move_to_end(key)
        while len(self._by) > _MOST_ADDRESSES:
            self._by.popitem(last=False)


class Guard:
    """An ASGI application before another that lets in who may ask.

    Without a password the Host header must name this machine itself, so that no page of the web can reach the explorer
    through a name of its own (DNS rebinding). With a password every request carries it (HTTP Basic, any user name); who
    gives too many wrong ones has to wait (429).
    """

    def __init__(self, app: App, password: Password | None) -> None:
        self._app = app
        self._password = password
        self._failures = _Failures()
        self._one = asyncio.Semaphore(1)  # one scrypt at a time: 32 MB each

    async def __call__(self, scope: Scope, receive: Any, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.lower(): value for name, value in scope.get("headers") or []}
        if self._password is None:
            host = headers.get(b"host", b"").decode("latin-1")
            if not is_loopback(_without_port(host)):
                await _refuse(
                    send, 421, b"This explorer answers only to the name of this machine (127.0.0.1, localhost)."
                )
                return
        else:
            refusal = await self._ask(scope, headers.get(b"authorization", b""))
            if refusal is not None:
                await _refuse(send, *refusal)
                return
        await self._app(scope, receive, send)

    async def _ask(self, scope: Scope, header: bytes) -> tuple[int, bytes, tuple[bytes, bytes]] | None:
        assert self._password is not None
        address, now = (scope.get("client") or ("?", 0))[0], time.monotonic()
        wait = self._failures.wait(address, now)
        if wait:
            return 429, b"Too many wrong passwords; wait.", (b"retry-after", str(wait).encode())
        challenge = (b"www-authenticate", b'Basic realm="vifacts", charset="UTF-8"')
        given = _password_in(header)
        if given is None:
            return 401, b"A password is needed.", challenge
        if self._password.recalls(given):
            return None
        async with self._one:
            if self._failures.wait(address, now):
                return 429, b"Too many wrong passwords; wait.", (b"retry-after", str(int(WINDOW)).encode())
            right = await asyncio.get_running_loop().run_in_executor(None, self._password.check, given)
        if right:
            return None
        self._failures.add(address, now)
        return 401, b"Not the password.", challenge


def _password_in(header: bytes) -> str | None:
    kind, _, value = header.partition(b" ")
    if kind.lower() != b"basic":
        return None
    try:
        return base64.b64decode(value.strip(), validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return None


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host.partition("]")[0][1:]
    return host.partition(":")[0]


async def _refuse(send: Send, status: int, body: bytes, *headers: tuple[bytes, bytes]) -> None:
    plain = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"content-security-policy", b"default-src 'none'"),
        (b"x-content-type-options", b"nosniff"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": [*plain, *headers]})
    await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    import getpass

    print(hashed(getpass.getpass("Password: ")))
