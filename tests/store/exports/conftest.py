"""A dataset of extracted articles: the project's samples, a copy of one of them, and one with odd characters."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from vifacts.cli import app
from vifacts.extract.pipeline import extract
from vifacts.pages.rows import read_row
from vifacts.record import Article, Record
from vifacts.store.dataset import Dataset
from vifacts.store.index import index

# pytest's import mode leaves the folder of a test off the path: annotations.py is imported from here
sys.path.insert(0, str(Path(__file__).parent))

#: An emoji (one code point, two UTF-16 units), a zero-width joiner and a line feed before and between the facts.
ODD = (
    "🎉🚩 Ngày hội đoàn kết ở thôn Bến Gạch 👩‍🌾\n"
    "Đồng chí Lưu Thị Ngân, Bí thư Đảng ủy xã Cẩm Lĩnh cho biết: “Đảng bộ xã có 418 đảng viên 🎉 ở 12 chi bộ”.\n"
    "Năm 2024, Đảng bộ xã Cẩm Lĩnh kết nạp gần 30 đảng viên mới\u200b, phấn đấu năm 2025 kết nạp 35 đảng viên 🌾."
)


@pytest.fixture(scope="session")
def records(root: Path) -> list[Record]:
    """The extracted articles."""
    rows = (root / "corpus/gold/sample.articles.jsonl").read_bytes().splitlines()
    articles = [read_row(row) for row in rows if row.strip()]
    copy = msgspec.structs.replace(
        articles[0], id="chep-1", outlet="baosaochep", url="https://baosaochep.example/1", published="2026-02-01"
    )
    odd = Article(
        id="la-1",
        text=ODD,
        outlet="baola",
        url="https://baola.example/la-1",
        title="🎉 <b>Ngày hội</b>",
        published="2025-01-20",
    )
    return [extract(article) for article in [*articles, copy, odd]]


@pytest.fixture(scope="session")
def written(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The dataset, with its index; not to be changed."""
    dataset = Dataset(tmp_path_factory.mktemp("exported") / "ds", create=True)
    dataset.write_shard(records[:10])
    dataset.write_shard(records[10:])
    index(dataset)
    return dataset


@pytest.fixture
def export(written: Dataset, tmp_path: Path) -> Callable[..., Path]:
    """Exports that dataset by the command; the place it is then in."""

    def run(form: str, *options: str, dataset: Dataset = written, out: str = "out") -> Path:
        result = CliRunner().invoke(
            app, ["export", str(dataset.folder), "--to", form, "-o", str(tmp_path / out), *options]
        )
        assert result.exit_code == 0, (result.output, result.exception)
        return tmp_path / out

    return run
