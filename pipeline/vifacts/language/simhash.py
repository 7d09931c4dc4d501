"""A fingerprint of a text: texts that share most of their words in order differ in few of its bits.

Charikar's simhash ("Similarity estimation techniques from rounding algorithms", 2002) over runs of three tokens, 64
bits. Case, tone placement, punctuation and white space do not count.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

import numpy as np

from vifacts.language.tokens import tokenize

BITS = 64
_RUN = 3
#: Odd multipliers that keep the order of a run's tokens in its hash (digits of pi and e).
_PLACES = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)


def simhash(text: str) -> int:
    """The fingerprint of ``text``, 0 <= n < 2**64; 0 for a text of fewer than three words."""
    words = [word for word in tokenize(text).keys if word[0].isalnum()]
    if len(words) < _RUN:
        return 0
    hashes = np.array([_hash(word) for word in words], dtype=np.uint64)
    runs = np.zeros(len(words) - _RUN + 1, dtype=np.uint64)
    for n, place in enumerate(_PLACES):
        runs += hashes[n : n + len(runs)] * np.uint64(place)
    runs ^= runs >> np.uint64(31)
    runs *= np.uint64(0xBF58476D1CE4E5B9)
    runs ^= runs >> np.uint64(29)
    bits = np.unpackbits(runs.astype(">u8").view(np.uint8).reshape(-1, 8), axis=1)
    majority = bits.sum(axis=0, dtype=np.int64) * 2 > len(runs)
    return int.from_bytes(np.packbits(majority).tobytes(), "big")


def distance(a: int, b: int) -> int:
    """The number of bits in which two fingerprints differ."""
    return (a ^ b).bit_count()


@lru_cache(maxsize=1 << 16)
def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
