"""kill -9 while appending and while indexing, 20 times: the next run makes what a run from nothing makes."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from vifacts.record import Record, decode_record, encode
from vifacts.store.dataset import Dataset
from vifacts.store.index import index

APPEND = """
import sys
from vifacts.record import decode_record
from vifacts.store.dataset import Dataset
with Dataset(sys.argv[1]).appender() as out:
    print("go", flush=True)
    for line in open(sys.argv[2], "rb"):
        out.append(decode_record(line))
"""
INDEX = """
import sys
from vifacts.store import index as module
from vifacts.store.dataset import Dataset
module.BATCH = 7
print("go", flush=True)
module.index(Dataset(sys.argv[1]))
"""


def run_and_kill(code: str, arguments: list[str], after: float) -> bool:
    """Whether the process was still at work when it was killed, ``after`` seconds from its first sign of life."""
    with subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        return process.wait() == -signal.SIGKILL


def test_killed_twenty_times(
    tmp_path: Path, dataset: Dataset, synthetic: list[Record], same_as_new: Callable[[Dataset, Path], None]
) -> None:
    source = tmp_path / "source.jsonl"
    source.write_bytes(b"".join(encode(r) + b"\n" for r in synthetic))
    pick = random.Random(7)
    in_the_middle = 0
    for n in range(10):
        in_the_middle += run_and_kill(APPEND, [str(dataset.folder), str(source)], pick.uniform(0, 0.012))
        if n == 3:  # an index from nothing that others bring up to date
            index(dataset)
        in_the_middle += run_and_kill(INDEX, [str(dataset.folder)], pick.uniform(0, 0.5))
        assert len({r.article.id for r in dataset.read()}) == len(list(dataset.read()))
    assert in_the_middle >= 10, "most runs were killed at work"
    with dataset.appender() as out:
        for line in source.read_bytes().splitlines():
            out.append(decode_record(line))
    assert {r.article.id for r in dataset.read()} == {r.article.id for r in synthetic}
    report = index(dataset)
    assert report.errors == []
    same_as_new(dataset, tmp_path / "new")
    assert not list(dataset.folder.glob(".index.*"))[1:], "at most the lock is left"
