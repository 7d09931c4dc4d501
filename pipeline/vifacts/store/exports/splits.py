"""Which split an article belongs to: train, validation or test, never two for texts that are alike.

Articles with equal texts, copies of one text by the index (check/copies.py) and near duplicates by their fingerprints
(check/near.py), directly or by way of others, are one cluster; a hash of the cluster's first id gives the split. So
the same articles give the same splits on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b

from vifacts.check.near import SHORTEST, near_pairs
from vifacts.language.simhash import simhash
from vifacts.store.exports.source import Source

#: Split -> the share of the clusters that it takes.
SHARES = {"train": 0.8, "validation": 0.1, "test": 0.1}


def splits(source: Source) -> dict[str, str]:
    """Article id -> split; reads the records once for their fingerprints."""
    return split_clusters(clusters(source))


def split_clusters(cluster_of: Mapping[str, str]) -> dict[str, str]:
    """Article id -> split, from article id -> the id of its cluster."""
    return {article: _split(cluster) for article, cluster in cluster_of.items()}


def clusters(source: Source) -> dict[str, str]:
    """Article id -> the first id (in the order of texts) among the articles of its cluster."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for a, b in _alike(source):
        first, second = sorted((root(a), root(b)))
        parent[second] = first  # the first id of a cluster is its root
    return {article: root(article) for article in source.articles}


def _alike(source: Source) -> Iterator[tuple[str, str]]:
    names: list[str] = []
    prints: list[int] = []
    equal: dict[bytes, str] = {}
    for item in source.items():
        article = item.record.article
        if item.copy_of is not None:  # also where the original is not exported: its copies stay together
            yield article.id, item.copy_of
        words = article.text.lower().split()
        digest = blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16).digest()
        first = equal.setdefault(digest, article.id)  # also of texts that are too short for a fingerprint
        if first != article.id:
            yield first, article.id
        if len(words) >= SHORTEST:
            names.append(article.id)
            prints.append(simhash(article.text))
    for a, b in near_pairs(prints):
        yield names[a], names[b]


def _split(cluster: str) -> str:
    at = int.from_bytes(blake2b(cluster.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") / 2**64
    bound = 0.0
    for name, share in SHARES.items():
        bound += share
        if at < bound:
            return name
    return name
