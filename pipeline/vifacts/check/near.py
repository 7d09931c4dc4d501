"""Near duplicates by fingerprint (``language.simhash``): two that differ in at most ``DISTANCE`` bits are one text.

Among 7,000 articles of the press the pairs up to that distance shared half of their three-word runs or more; from 8 bits
on chance pairs begin. That is wider than a copy (copies.py: four fifths of the five-word runs): it is for keeping alike
texts together, not for saying that one was taken from the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from vifacts.language.simhash import BITS

#: Bits in which two fingerprints of one text may differ.
DISTANCE = 6
#: Texts with fewer syllables are too short to tell.
SHORTEST = 40
#: Of DISTANCE + 1 bands (lowest bit, mask) one is equal in two fingerprints of one text.
BANDS = tuple(
    (low, (1 << (high - low)) - 1) for low, high in pairwise(BITS * n // (DISTANCE + 1) for n in range(DISTANCE + 2))
)
_ROWS = 512


def near_pairs(fingerprints: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The positions of fingerprints that are one text, the lower first; a pair may come more than once."""
    prints = np.array(fingerprints, dtype=np.uint64)
    for low, mask in BANDS:
        buckets: dict[int, list[int]] = defaultdict(list)
        for n, fingerprint in enumerate(fingerprints):
            buckets[fingerprint >> low & mask].append(n)
        for bucket in buckets.values():
            members = np.array(bucket)
            for start in range(0, len(bucket), _ROWS):  # a block of rows at a time: the memory stays small
                apart = np.bitwise_count(prints[members[start : start + _ROWS], None] ^ prints[members])
                for a, b in np.argwhere(apart <= DISTANCE):
                    if start + a < b:
                        yield bucket[start + a], bucket[b]
