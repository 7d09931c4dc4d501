"""Copies of one text: which articles other outlets took over, with a few words changed or not.

Two articles are one text when they share most of their runs of five words. To find the pairs without comparing each
with each, every article has a *sketch*: the smallest numbers of the runs that begin with a frequent word, so that a
change somewhere moves few of them. Texts that share none of their sketch are not compared.
"""

from __future__ import annotations

import heapq
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from vifacts.language.tokens import tokenize

#: Articles that share this much of their five-word runs are one text.
COPY = 0.8
#: Numbers in a sketch. Two texts that share 80 of 100 runs miss all of four with a chance of 1 in 600.
SKETCH = 4
#: Articles with one number of a sketch in common that each article is compared with.
MOST = 20
#: Frequent words, where the runs of a sketch begin.
_ANCHORS = frozenset("của và các có được trong là đã cho với đảng cán những".split())
_WORD = re.compile(r"\w+")


def sketch(text: str) -> tuple[int, ...]:
    """Up to ``SKETCH`` numbers of NFC ``text``, in order; a short text without frequent words gives its own number."""
    words = _WORD.findall(text.lower())
    runs = {
        zlib.crc32(" ".join(words[i : i + 5]).encode()) for i in [n for n, word in enumerate(words) if word in _ANCHORS]
    }
    if len(runs) < SKETCH:
        runs.add(zlib.crc32(" ".join(words).encode()))
    return tuple(sorted(heapq.nsmallest(SKETCH, runs)))


def runs_of(text: str) -> frozenset[tuple[str, ...]]:
    """The five-word runs of ``text``."""
    keys = tokenize(text).keys
    return frozenset(zip(keys, keys[1:], keys[2:], keys[3:], keys[4:], strict=False))


def same_text(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> bool:
    """Whether two texts, as their runs, are one."""
    return bool(a) and len(a & b) >= COPY * len(a | b)


def candidates(buckets: Iterable[Sequence[int]]) -> set[tuple[int, int]]:
    """The pairs to compare: in each bucket (articles with one number in common, earliest first) the first ``MOST`` with
    all others."""
    pairs: set[tuple[int, int]] = set()
    for bucket in buckets:
        for i, a in enumerate(bucket[:MOST]):
            for b in bucket[i + 1 :]:
                pairs.add((a, b) if a < b else (b, a))
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
        for a, b in sorted(candidates(b for b in buckets.values() if len(b) > 1))
        if texts[a] == texts[b] or same_text(runs(a), runs(b))
    ]
    return originals({n for pair in pairs for n in pair}, pairs, order)
