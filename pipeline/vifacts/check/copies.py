"""Copies of one text: which articles other outlets took over, with a few words changed or not.

Two articles are one text when they share most of their runs of five words. To find the pairs without comparing each
with each, every article has a *sketch*: the smallest numbers of the runs that begin with a frequent word, so that a
change somewhere moves few of them. Texts that share none of their sketch are not compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import combinations
from zlib import crc32

from vifacts.language.tokens import tokenize

#: Articles that share this much of their five-word runs are one text.
COPY = 0.8
#: Numbers in a sketch, and how many of them two texts must share to be compared: of texts that share 80 of 100 runs,
#: 99 of 100 share four of eight.
SKETCH = 8
SHARED = 4
#: A run that stands in more texts than this is a stock phrase and tells no copies.
STOCK = 50
#: Frequent words, where the runs of a sketch begin.
_ANCHORS = frozenset("của các có được".split())


def sketch(text: str) -> tuple[int, ...]:
    """Numbers of NFC ``text``: up to ``SKETCH`` of its runs, and a negative one of the whole text, which is equal only
    for texts that differ in nothing but spaces and case."""
    words = text.lower().split()
    anchors = [i for i, word in enumerate(words) if word in _ANCHORS]
    runs = {crc32(" ".join(words[i : i + 5]).encode()) for i in anchors}
    return (~crc32(" ".join(words).encode()), *nsmallest(SKETCH, runs))


def runs_of(text: str) -> frozenset[tuple[str, ...]]:
    """The five-word runs of ``text``."""
    keys = tokenize(text).keys
    return frozenset(zip(keys, keys[1:], keys[2:], keys[3:], keys[4:], strict=False))


def same_text(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> bool:
    """Whether two texts, as their runs, are one."""
    return bool(a) and len(a & b) >= COPY * len(a | b)


def candidates(buckets: Iterable[tuple[int, Sequence[int]]]) -> set[tuple[int, int]]:
    """The pairs to compare, from the articles that have each number of a sketch."""
    pairs: set[tuple[int, int]] = set()
    shared: Counter[tuple[int, int]] = Counter()
    for number, bucket in buckets:
        if number < 0:
            pairs.update((bucket[0], other) if bucket[0] < other else (other, bucket[0]) for other in bucket[1:])
        elif len(bucket) <= STOCK:
            shared.update((a, b) if a < b else (b, a) for a, b in combinations(bucket, 2))
    pairs.update(pair for pair, count in shared.items() if count >= SHARED)
    return pairs


def originals(count: Iterable[int], pairs: Iterable[tuple[int, int]], order: Mapping[int, object]) -> dict[int, int]:
    """Copy -> original: of the articles that ``pairs`` join, the earliest by ``order`` is the original."""
    parent = {n: n for n in count}

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for a, b in pairs:
        ra, rb = root(a), root(b)
        if ra != rb:
            if order[rb] < order[ra]:  # type: ignore[operator]
                ra, rb = rb, ra
            parent[rb] = ra
    return {n: r for n in parent if (r := root(n)) != n}


def copies_among(texts: Mapping[int, str], order: Mapping[int, object]) -> dict[int, int]:
    """Copy -> original among ``texts``."""
    buckets: dict[int, list[int]] = defaultdict(list)
    for n in sorted(texts, key=lambda n: order[n]):  # type: ignore[arg-type, return-value]
        for number in sketch(texts[n]):
            buckets[number].append(n)
    cache: dict[int, frozenset[tuple[str, ...]]] = {}

    def runs(n: int) -> frozenset[tuple[str, ...]]:
        if n not in cache:
            cache[n] = runs_of(texts[n])
        return cache[n]

    pairs = [
        (a, b)
        for a, b in sorted(candidates(item for item in buckets.items() if len(item[1]) > 1))
        if texts[a] == texts[b] or same_text(runs(a), runs(b))
    ]
    return originals({n for pair in pairs for n in pair}, pairs, order)
