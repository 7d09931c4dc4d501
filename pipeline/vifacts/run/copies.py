"""Near duplicates: a text that several newspapers carry counts once, and its copies point at the first.

What counts as a near duplicate stands in ``check/near.py``.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

import msgspec

from vifacts.check.near import BANDS, DISTANCE, SHORTEST
from vifacts.language.simhash import distance, simhash
from vifacts.record import Record


class Print(msgspec.Struct):
    """A row of ``copies.jsonl``: an article's fingerprint (16 hexadecimal digits; null where the text is too short),
    the digest of the text it was made of, and the id of the first article with that text (null: it is the first)."""

    id: str
    digest: str
    simhash: str | None
    copy_of: str | None = None


class Copies:
    """The first articles of their kind so far; articles are added in the order of their publication."""

    def __init__(self) -> None:
        self._seen: list[defaultdict[int, list[tuple[int, str]]]] = [defaultdict(list) for _ in BANDS]

    def add(self, article: str, fingerprint: int) -> str | None:
        """The id of the earlier article that this one is a copy of (the nearest one), or null: then it is a first."""
        best: tuple[int, str] | None = None
        for seen, (low, mask) in zip(self._seen, BANDS, strict=True):
            for other, name in seen.get(fingerprint >> low & mask, ()):
                apart = distance(fingerprint, other)
                if apart <= DISTANCE and (best is None or apart < best[0]):
                    best = (apart, name)
        if best is not None:
            return best[1]
        for seen, (low, mask) in zip(self._seen, BANDS, strict=True):
            seen[fingerprint >> low & mask].append((fingerprint, article))
        return None


def update_copies(records: Iterable[Record], path: Path) -> dict[str, str]:
    """Write ``path`` (a ``Print`` a line, in the order of publication) and give the copies: article id -> id of the
    first. Fingerprints that an earlier file holds are not made again where the text is the same."""
    known = _read(path)
    rows: list[tuple[str, Print]] = []
    for record in records:
        article = record.article
        digest = blake2b(article.text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        row = known.get(article.id)
        if row is None or row.digest != digest:
            long = len(article.text.split()) >= SHORTEST
            row = Print(article.id, digest, f"{simhash(article.text):016x}" if long else None)
        rows.append((article.published or "9999", row))
    copies = Copies()
    rows.sort(key=lambda pair: (pair[0], pair[1].id))
    for _, row in rows:
        row.copy_of = copies.add(row.id, int(row.simhash, 16)) if row.simhash else None
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for _, row in rows))
    part.replace(path)
    return {row.id: row.copy_of for _, row in rows if row.copy_of}


def _read(path: Path) -> dict[str, Print]:
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return {}
    found = {}
    for line in lines:
        try:
            row = msgspec.json.decode(line, type=Print)
        except msgspec.DecodeError:
            continue  # it is made anew
        found[row.id] = row
    return found
