"""``vifacts run`` killed (SIGKILL) in the middle of extraction: the runs after it end where one run would have."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from vifacts.record import Record, decode_record
from vifacts.store.dataset import Dataset

#: The command, slowed down so that a kill finds it between two records, or in one that is half written.
SLOWLY = """
import sys, time
from vifacts.store import dataset

append = dataset.Appender.append
def slowly(self, record):
    time.sleep(0.02)
    return append(self, record)
dataset.Appender.append = slowly
from vifacts.cli import app
app(sys.argv[1:])
"""


def start(paper: Any, folder: Path) -> subprocess.Popen[bytes]:
    options = [
        "run",
        "lucdau",
        "--outlets",
        str(paper.file),
        "-d",
        str(folder),
        "--json",
        "--allow-private",
        "--delay",
        "0",
    ]
    return subprocess.Popen([sys.executable, "-c", SLOWLY, *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def lines(folder: Path) -> list[bytes]:
    return [line for shard in sorted((folder / "records").glob("*.jsonl")) for line in shard.read_bytes().splitlines()]


def told(line: bytes) -> Record:
    """A record without when its page was fetched and where it lies, which differ from crawl to crawl."""
    record = decode_record(line)
    record.article.source = None
    return record


def test_killed_while_it_extracts(paper: Any, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    start(paper, whole).communicate(timeout=60)
    wanted = [told(line) for line in lines(whole)]
    assert len(wanted) > 10

    folder = tmp_path / "killed"
    found = 0
    for kill in range(2):
        process = start(paper, folder)
        until = time.monotonic() + 60
        while len(lines(folder)) < found + 3 and time.monotonic() < until and process.poll() is None:
            time.sleep(0.002)
        assert process.poll() is None, f"the run ended before kill {kill}"
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = len(lines(folder))
        assert 0 < found < len(wanted)
    shard = sorted((folder / "records").glob("*.jsonl"))[-1]
    shard.write_bytes(shard.read_bytes()[:-40])  # and one that died within a line
    out, _ = start(paper, folder).communicate(timeout=60)
    assert 0 < json.loads(out)["records"]["lucdau"]["added"] < len(wanted)
    assert json.loads(out)["outlets"]["lucdau"]["new"] == 0  # nothing is fetched again
    assert [told(line) for line in lines(folder)] == wanted
    assert [r.article.id for r in Dataset(folder).read()] == [r.article.id for r in Dataset(whole).read()]
