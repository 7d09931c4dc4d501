"""Synthetic records (benchmarks/synth.py) and datasets of them."""

from __future__ import annotations

import importlib.util
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from vifacts.record import Record
from vifacts.store.dataset import Dataset


@pytest.fixture(scope="session")
def synth(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("synth", root / "benchmarks/synth.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["synth"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def synthetic(synth: ModuleType) -> list[Record]:
    """240 records of few communes, so that many speak of the same things."""
    table = synth.units()
    rows = [table.row(n) for n in range(len(table))]
    communes = [r for r in rows if r.vintage == "2025" and r.level == "commune"][:12]
    pick = synth.random.Random(3)
    made: list[Record] = []
    for n in range(240):
        if n % 20 == 19:
            made.append(synth._copy(made[-1], n))
        else:
            made.append(synth._record(n, communes[pick.randrange(len(communes))], pick))
    return made


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    return Dataset(tmp_path / "ds", create=True)


def contents(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What an index says, with its row numbers written out as the keys they stand for."""
    queries = {
        "article": "SELECT a.*, b.key FROM article a LEFT JOIN article b ON b.id = a.copy_of",
        "entity": "SELECT e.*, u.level, u.code, u.vintage FROM entity e LEFT JOIN unit u ON u.id = e.unit",
        "article_entity": "SELECT a.key, e.key, x.* FROM article_entity x JOIN article a ON a.id = x.article "
        "JOIN entity e ON e.id = x.entity",
        "mention": "SELECT a.key, e.key, x.* FROM mention x JOIN article a ON a.id = x.article JOIN entity e ON e.id = x.entity",
        "figure": "SELECT a.key, e.key, x.* FROM figure x JOIN article a ON a.id = x.article LEFT JOIN entity e ON e.id = x.holder",
        "role": "SELECT a.key, e.key, s.key, x.* FROM role x JOIN article a ON a.id = x.article JOIN entity e ON e.id = x.person "
        "LEFT JOIN entity s ON s.id = x.scope",
        "statement": "SELECT a.key, e.key, x.* FROM statement x JOIN article a ON a.id = x.article JOIN entity e ON e.id = x.speaker",
        "finding": "SELECT a.key, x.* FROM finding x JOIN article a ON a.id = x.article",
        "figures compared": "SELECT e.key, a.key, f.local, b.key, g.local, x.* FROM comparison x LEFT JOIN entity e ON e.id = x.entity "
        "JOIN figure f ON f.id = x.a JOIN figure g ON g.id = x.b JOIN article a ON a.id = f.article JOIN article b ON b.id = g.article "
        "WHERE x.about = 'figure'",
        "roles compared": "SELECT e.key, a.key, f.span_start, b.key, g.span_start, x.* FROM comparison x LEFT JOIN entity e ON e.id = "
        "x.entity JOIN role f ON f.id = x.a JOIN role g ON g.id = x.b JOIN article a ON a.id = f.article JOIN article b "
        "ON b.id = g.article WHERE x.about = 'role'",
        "line": "SELECT * FROM line",
        "words": "SELECT a.key FROM article_fts f JOIN article a ON a.id = f.rowid WHERE article_fts MATCH 'dang AND vien'",
        "names": "SELECT e.key FROM entity_fts f JOIN entity e ON e.id = f.rowid WHERE entity_fts MATCH 'dang'",
        "left to do": "SELECT * FROM dirty",
    }
    numbers = {
        "id", "article", "entity", "holder", "person", "scope", "speaker", "copy_of", "a", "b", "unit",
    }  # fmt: skip
    with closing(sqlite3.connect(path)) as con:
        con.execute("INSERT INTO article_fts (article_fts) VALUES ('integrity-check')")
        con.execute("INSERT INTO entity_fts (entity_fts) VALUES ('integrity-check')")
        assert con.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found = {}
        for name, query in queries.items():
            cursor = con.execute(query)
            columns = [c[0] for c in cursor.description]
            keep = [
                n
                for n, column in enumerate(columns)
                if column not in numbers or (name == "line" and column == "article")
            ]
            found[name] = sorted((tuple(row[n] for n in keep) for row in cursor), key=repr)
        return found


@pytest.fixture(scope="session")
def same_as_new() -> Callable[[Dataset, Path], None]:
    """Asserts that an index equals one built from nothing of the same records."""
    from vifacts.store.index import index

    def check(dataset: Dataset, scratch: Path) -> None:
        other = Dataset(scratch, create=True)
        for shard in dataset.shards():
            (other.records / shard.name).write_bytes(shard.read_bytes())
        if dataset.corrections.exists():
            other.corrections.write_bytes(dataset.corrections.read_bytes())
        index(other)
        ours, new = contents(dataset.index), contents(other.index)
        for name, rows in new.items():
            assert ours[name] == rows, name

    return check


@pytest.fixture
def filled(dataset: Dataset, synthetic: list[Record]) -> Iterator[Dataset]:
    """A dataset of all synthetic records, with its index."""
    from vifacts.store.index import index

    dataset.write_shard(synthetic)
    index(dataset)
    yield dataset
