"""The demonstration, run whole: what was planted in the sample newspapers is found, what robots forbid is not."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from vifacts.check.grounding import ungrounded
from vifacts.crawl.archive import read_archive
from vifacts.record import decode_record
from vifacts.run.demo import SHARD, demo


class Run:
    """A finished demonstration."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        printed = io.StringIO()
        self.status = demo(folder, Console(file=printed, width=200))
        self.text = printed.getvalue()

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.folder / "records" / SHARD).open(encoding="utf-8")]

    def findings(self, article: str) -> list[str]:
        (record,) = (r for r in self.records if r["article"]["id"] == article)
        return [f["code"] for f in record["findings"]]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(tmp_path_factory.mktemp("demo"))


def test_every_article_becomes_a_grounded_record(run: Run) -> None:
    assert run.status == 0
    assert len(run.records) == 24
    for line in (run.folder / "records" / SHARD).read_bytes().splitlines():
        assert ungrounded(decode_record(line)) == []


def test_robots_are_respected(run: Run) -> None:
    urls = [page.url for path in sorted((run.folder / "archive").glob("*.warc.gz")) for page in read_archive(path)]
    assert len(urls) >= 24
    assert not [url for url in urls if "/noi-bo/" in url or "/tim-kiem" in url]


def test_what_was_planted_does_not_add_up(run: Run) -> None:
    assert run.findings("bachdang-500031") == ["VF302"]
    assert run.findings("bachdang-500044") == ["VF301"]
    assert set(run.findings("lucdau-100263")) == {"VF301", "VF302"}


def test_what_was_planted_disagrees_with_both_quotations(run: Run) -> None:
    part = run.text[run.text.index("What articles disagree on") : run.text.index("Where it lies")]
    for words in ("hiện có 1.042 đảng viên", "hiện có 1.024 đảng viên", "46,8/112,5 ha", "64,8/112,5 ha"):
        assert words in part
    assert "3.412" in part
    assert "3.142" in part


def test_the_copy_is_known_as_one(run: Run) -> None:
    assert "bachdang-487316 is a copy of lucdau-100241" in run.text


def test_a_second_run_fetches_nothing_and_writes_the_same_records(run: Run) -> None:
    before = (run.folder / "records" / SHARD).read_bytes()
    again = Run(run.folder)
    assert again.status == 0
    assert "13 unchanged" in again.text
    assert (run.folder / "records" / SHARD).read_bytes() == before


def test_plain_output_has_no_control_characters(run: Run) -> None:
    assert "\x1b" not in run.text
