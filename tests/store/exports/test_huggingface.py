"""The folder loads with ``datasets`` alone, and no split shares a text with another."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vifacts.check.near import DISTANCE, near_pairs
from vifacts.language.simhash import simhash
from vifacts.record import SCHEMA, Article, Extractor, Record
from vifacts.store.dataset import Dataset
from vifacts.store.exports.source import opened
from vifacts.store.exports.splits import SHARES, clusters, split_clusters, splits
from vifacts.store.query import Filter

Export = Callable[..., Path]
WORDS = "chi bộ thôn xã họp bàn việc đường lúa nước dân góp công sức tiền của làm cầu trường chợ".split()


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """``datasets.load_dataset`` without a network, with its cache in a folder of the test."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_DATASETS_OFFLINE", "1")
    datasets = pytest.importorskip("datasets")
    return lambda *args, **kwargs: datasets.load_dataset(*args, cache_dir=str(tmp_path / "cache"), **kwargs)


def test_it_loads(export: Export, load: Callable[..., Any], records: list[Record]) -> None:
    out = export("huggingface")
    articles = load(str(out))  # the default configuration
    assert sum(len(part) for part in articles.values()) == len(records)
    figures = load(str(out), "figure")
    assert sum(len(part) for part in figures.values()) == sum(len(r.figures) for r in records)
    split_of = {row: name for name, part in articles.items() for row in part["id"]}
    for name, part in figures.items():
        assert {split_of[key] for key in part["article"]} == {name}
    assert split_of["chep-1"] == split_of[records[0].article.id]
    text = {row["id"]: row["text"] for part in articles.values() for row in part}
    assert text == {r.article.id: r.article.text for r in records}


def test_the_card_says_whose_the_text_is(export: Export) -> None:
    card = (export("huggingface") / "README.md").read_text(encoding="utf-8")
    header = yaml.safe_load(card.split("---\n")[1])
    assert header["language"] == ["vi"]
    assert header["license"] == "other"
    assert {c["config_name"] for c in header["configs"]} >= {"article", "figure", "role"}
    assert [c["config_name"] for c in header["configs"] if c.get("default")] == ["article"]
    assert "The texts belong to the newspapers" in card
    assert "$" not in card


def body(seed: int, length: int = 300) -> list[str]:
    chance = random.Random(seed)
    return [chance.choice(WORDS) + (f" {chance.randint(2, 99)}" if n % 9 == 0 else "") for n in range(length)]


def made(key: str, words: list[str], day: str) -> Record:
    article = Article(id=key, text=" ".join(words), outlet="bao", published=day)
    return Record(SCHEMA, article, [], [], [], [], [], Extractor("made", "1"))


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """120 texts, 40 of them with a copy or a copy of a copy that each lose a few words more, and short ones."""
    chance = random.Random(11)
    dataset = Dataset(tmp_path_factory.mktemp("alike"), create=True)
    found = []
    for n in range(120):
        words = body(n)
        found.append(made(f"a{n:03}-0", words, "2025-01-01"))
        for step in range(1, n % 3 if n < 60 else 1):
            words = [word for word in words if chance.random() > 0.01]
            found.append(made(f"z{n:03}-{step}", [*words, "Theo báo bạn"], f"2025-01-0{step + 1}"))
    found.append(made("ngan-1", ["Tin", "vắn"], "2025-01-01"))
    found.append(made("ngan-2", ["Tin", "vắn"], "2025-01-02"))
    dataset.write_shard(found)
    return dataset


def test_alike_texts_are_in_one_split(alike: Dataset) -> None:
    with opened(alike, Filter()) as source:
        cluster = clusters(source)
        split = splits(source)
    for key in cluster:
        if key.startswith("z"):
            original = f"a{key[1:4]}-0"
            assert cluster[key] == cluster[original]
            assert split[key] == split[original]
    assert cluster["ngan-1"] == cluster["ngan-2"]
    assert len(set(cluster.values())) == 121  # texts that are not alike stay apart
    assert set(split.values()) == set(SHARES)


def test_near_duplicates_that_are_no_copies_are_in_one_split(tmp_path: Path) -> None:
    """One word in twenty-five is another: five-word runs say no copy of most, fingerprints say near of many."""
    chance = random.Random(5)
    dataset = Dataset(tmp_path / "ds", create=True)
    found, prints = [], {}
    for n in range(40):
        words = body(1_000 + n, 400)
        other = [chance.choice(WORDS) if chance.random() < 1 / 25 else word for word in words]
        for key, text in ((f"a{n:02}", words), (f"z{n:02}", other)):
            found.append(made(key, text, "2025-01-01"))
            prints[key] = simhash(found[-1].article.text)
    dataset.write_shard(found)
    with opened(dataset, Filter()) as source:
        copies = {key for key, (_, copy) in source.articles.items() if copy is not None}
        cluster, split = clusters(source), splits(source)
    near = [
        n
        for n in range(40)
        if (prints[f"a{n:02}"] ^ prints[f"z{n:02}"]).bit_count() <= DISTANCE and f"z{n:02}" not in copies
    ]
    assert len(near) >= 5
    for n in near:
        assert cluster[f"z{n:02}"] == cluster[f"a{n:02}"] == f"a{n:02}"
        assert split[f"z{n:02}"] == split[f"a{n:02}"]


def test_the_split_does_not_depend_on_the_other_articles(alike: Dataset) -> None:
    with opened(alike, Filter()) as source:
        everything = splits(source)
    with opened(alike, Filter(until="2025-01-01")) as source:
        part = splits(source)
    assert 0 < len(part) < len(everything)
    assert part == {key: everything[key] for key in part}


def test_the_shares_are_kept() -> None:
    count = Counter(split_clusters({f"bao-{n}": f"bao-{n}" for n in range(20_000)}).values())
    for name, share in SHARES.items():
        assert count[name] == pytest.approx(20_000 * share, rel=0.06)


@given(st.lists(st.integers(0, 2**64 - 1), max_size=12), st.data())
def test_near_pairs_are_those_within_the_distance(prints: list[int], data: st.DataObject) -> None:
    for n in range(len(prints)):
        flipped = data.draw(st.sets(st.integers(0, 63), max_size=9))
        prints.append(prints[n] ^ sum(1 << bit for bit in flipped))
    expected = {
        (a, b)
        for a in range(len(prints))
        for b in range(a + 1, len(prints))
        if (prints[a] ^ prints[b]).bit_count() <= DISTANCE
    }
    assert set(near_pairs(prints)) == expected
