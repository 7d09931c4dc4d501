"""Connections that do not lead into the operator's network and do not wait for ever.

The address of a host is checked where the connection is made, on the very addresses that are then connected to: a
name that resolves to another address the second time, or a redirect, cannot go around it.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from contextlib import suppress
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.util.connection import create_connection

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class PrivateAddressError(Exception):
    """The host has an address that is not a public one; ``address`` is that."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def is_public(address: str) -> bool:
    """Whether an IP address is of the public network; IPv4 addresses inside of IPv6 ones are looked at, too."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def public_addresses(host: str, port: int) -> list[str]:
    """The addresses of a host, as the resolver orders them.

    Raises PrivateAddressError when any of them is not public, socket.gaierror when there is none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not is_public(address):
            raise PrivateAddressError(address)
    return addresses


class _Guarded(HTTPConnection):
    """A connection that is checked when it is made, and whose response header must come within ``header_seconds``."""

    guarded = True
    header_seconds = 30.0

    def _new_conn(self) -> socket.socket:
        if not self.guarded:
            return super()._new_conn()
        host, port = self._dns_host, self.port or self.default_port
        try:
            addresses = public_addresses(host, port)
        except (OSError, UnicodeError) as error:
            raise NewConnectionError(self, f"{host} has no address: {error}") from error
        last: OSError | None = None
        for address in addresses:
            try:
                return create_connection(
                    (address, port),
                    self.timeout,
                    source_address=self.source_address,
                    socket_options=self.socket_options,
                )
            except OSError as error:
                last = error
        if isinstance(last, TimeoutError):
            raise ConnectTimeoutError(self, f"no connection to {host} in time") from last
        raise NewConnectionError(self, f"no connection to {host}: {last}") from last

    def getresponse(self) -> Any:
        late = threading.Event()
        sock = self.sock

        def stop() -> None:
            # The timeout of a socket counts from its last byte; one byte now and then would go on for ever.
            late.set()
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(self.header_seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            return super().getresponse()
        except Exception as error:
            if late.is_set():
                raise TimeoutError("the header took too long") from error
            raise
        finally:
            timer.cancel()


class _GuardedTLS(_Guarded, HTTPSConnection):
    pass


class GuardedAdapter(HTTPAdapter):
    """A requests adapter over such connections; ``allow_private`` leaves the check of addresses out."""

    def __init__(self, *, allow_private: bool = False, header_seconds: float = 30.0) -> None:
        options = {"guarded": not allow_private, "header_seconds": header_seconds}
        self._plain = type("Plain", (HTTPConnectionPool,), {"ConnectionCls": type("Connection", (_Guarded,), options)})
        self._tls = type("TLS", (HTTPSConnectionPool,), {"ConnectionCls": type("Connection", (_GuardedTLS,), options)})
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": self._plain, "https": self._tls}
