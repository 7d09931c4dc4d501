"""Unpacking bodies that a server has packed, with a limit on what comes out."""

from __future__ import annotations

import zlib

#: What the fetcher asks for; ``br`` and ``zstd`` would need packages of their own.
ACCEPTED = "gzip, deflate"

_STEP = 1 << 16


class TooLargeError(Exception):
    """More came out of a body than the limit allows."""


class DamagedBodyError(Exception):
    """The body is not packed as its header says, or ends in the middle."""


class Unpacker:
    """Unpacks a body piece by piece.

    ``encoding`` is the value of ``Content-Encoding`` (null: none). ``limit`` is the number of bytes that may come
    out. Raises DamagedBodyError for an encoding that is not gzip, deflate or identity.
    """

    def __init__(self, encoding: str | None, limit: int) -> None:
        self._limit = limit
        self._size = 0
        names = [name.strip().lower() for name in (encoding or "").split(",")]
        names = [name for name in names if name not in ("", "identity", "none", "utf-8")]
        if len(names) > 1 or (names and names[0] not in ("gzip", "x-gzip", "deflate")):
            raise DamagedBodyError(f"packed as {encoding}")
        self._kind = names[0].removeprefix("x-") if names else ""
        self._inflate: zlib._Decompress | None = zlib.decompressobj(31) if self._kind == "gzip" else None

    def feed(self, piece: bytes) -> bytes:
        """The unpacked bytes that ``piece`` gives. Raises TooLargeError or DamagedBodyError."""
        if not self._kind:
            return self._count(piece)
        if self._inflate is None:
            if not piece:
                return b""
            # "deflate" is zlib by the standard and raw deflate with some servers; a zlib header tells them apart.
            self._inflate = zlib.decompressobj(15 if piece[0] & 0x0F == 8 else -15)
        out = bytearray()
        while piece:
            try:
                out += self._count(self._inflate.decompress(piece, _STEP))
            except zlib.error as error:
                raise DamagedBodyError(str(error)) from error
            piece = self._inflate.unconsumed_tail
            if self._inflate.eof:
                piece = self._next_member()
        return bytes(out)

    def finish(self) -> bytes:
        """What is left when the body has ended. Raises DamagedBodyError when it ends in the middle."""
        if self._inflate is None:
            return b""
        if not self._inflate.eof:
            raise DamagedBodyError("the packed body ends in the middle")
        return b""

    def _next_member(self) -> bytes:
        """Go on with a further gzip member; what is no member is padding and dropped."""
        assert self._inflate is not None
        rest = self._inflate.unused_data
        if self._kind == "gzip" and rest.startswith(b"\x1f\x8b"):
            self._inflate = zlib.decompressobj(31)
            return rest
        return b""

    def _count(self, piece: bytes) -> bytes:
        self._size += len(piece)
        if self._size > self._limit:
            raise TooLargeError
        return piece


def unpack(body: bytes, encoding: str | None, limit: int) -> bytes:
    """The whole body at once; raises like Unpacker."""
    unpacker = Unpacker(encoding, limit)
    return unpacker.feed(body) + unpacker.finish()
