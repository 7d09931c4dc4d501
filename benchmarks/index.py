"""Seconds to index synthetic records from nothing, and to bring the index up to date.

usage: python benchmarks/index.py [--articles 100000] [--folder FOLDER]

The bar: 100,000 articles with 1,000,000 figures in under 90 s. A folder that is given is kept; its records are made
where there are none.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

from vifacts.store.dataset import Dataset
from vifacts.store.index import index, open_index

sys.path.insert(0, str(Path(__file__).parent))
from synth import records, write


def measure(folder: Path, articles: int) -> None:
    if not (folder / "records").is_dir():
        began = time.perf_counter()
        figures = write(folder, articles, 10_000, 5)
        print(f"records          {time.perf_counter() - began:8.1f} s   {articles} articles, {figures} figures")
    dataset = Dataset(folder)
    dataset.index.unlink(missing_ok=True)
    last: list[object] = ["scan", time.perf_counter(), time.process_time()]
    cpu = time.process_time()

    def step(what: str, _done: int, _total: int) -> None:
        if what != last[0]:
            wall, busy = time.perf_counter() - float(str(last[1])), time.process_time() - float(str(last[2]))
            print(f"  {last[0]:<14} {wall:8.1f} s   {busy:8.1f} s of the processor", flush=True)
            last[:] = [what, time.perf_counter(), time.process_time()]

    report = index(dataset, step)
    step("", 0, 0)
    cpu = time.process_time() - cpu
    size = dataset.index.stat().st_size / 2**20
    print(
        f"from nothing     {report.seconds:8.1f} s   {cpu:8.1f} s of the processor; {report.new} articles, index {size:.0f} MB"
    )
    print(f"nothing changed  {index(dataset).seconds:8.1f} s")
    with dataset.appender() as out:
        for n, record in enumerate(records(articles + 100)):
            if n >= articles:
                out.append(record)
    report = index(dataset)
    print(f"100 more         {report.seconds:8.1f} s   {report.new} new")
    con = open_index(dataset)
    print("comparisons      ", dict(con.execute("SELECT kind, count(*) FROM comparison GROUP BY kind").fetchall()))
    print(f"memory           {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    if given.folder:
        measure(given.folder, given.articles)
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), given.articles)


if __name__ == "__main__":
    main()
