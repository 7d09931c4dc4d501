"""Times of the explorer's own pages, and its memory, on synthetic records.

usage: python benchmarks/explore.py [--articles 100000] [--folder FOLDER] [--rounds 40]

The server runs as users run it (``vifacts explore``), in a process of its own; every page is asked for over HTTP, each
time with other words, names and keys drawn from the dataset (the same for the same seed), so that no page is asked for
twice in a row. The bars: each page's 95th percentile under 50 ms, search under 100 ms, memory under 300 MB. A folder that is
given is kept; its records and index are made where there are none.
"""

from __future__ import annotations

import argparse
import http.client
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

from vifacts.explore.site import article_address, thing_address
from vifacts.store.dataset import Dataset
from vifacts.store.index import index

sys.path.insert(0, str(Path(__file__).parent))
from synth import write

PAGE, SEARCH, MEMORY = 50.0, 100.0, 300
Make = Callable[[], str]


def pages(con: sqlite3.Connection, pick: random.Random) -> dict[str, tuple[Make, float]]:
    """Each kind of page: what makes an address of it, and its bar in milliseconds."""

    def some(query: str) -> list[str]:
        return [row[0] for row in con.execute(query)]

    def keys(kind: str) -> list[str]:
        order = f"kind = '{kind}' AND articles > 0 ORDER BY"
        return some(f"SELECT key FROM entity WHERE {order} articles DESC LIMIT 60") + some(
            f"SELECT key FROM entity WHERE {order} (id * 7919) % 100003 LIMIT 200"
        )

    articles = some("SELECT key FROM article ORDER BY (id * 7919) % 100003 LIMIT 400")
    things = {kind: keys(kind) for kind in ("person", "organization", "place")}
    names = some("SELECT name FROM entity WHERE articles > 0 ORDER BY (id * 104729) % 1000003 LIMIT 300")
    indicators = some("SELECT DISTINCT indicator FROM figure WHERE indicator IS NOT NULL")
    outlets = some("SELECT DISTINCT outlet FROM article LIMIT 60")
    provinces = some(
        "SELECT level || '-' || code || '-' || vintage FROM unit WHERE level = 'province' AND vintage IN ('2024', '2025')"
    )
    communes = some(
        "SELECT code || '/' || vintage FROM unit WHERE level = 'commune' ORDER BY (id * 7919) % 10007 LIMIT 300"
    )
    words = (
        "đảng viên",
        "hộ nghèo",
        "kiem tra",
        "đại hội",
        "chi bộ",
        "ủy ban kiểm tra",
        "hiến đất",
        "quoc phong",
        "dân chủ",
        "kỷ luật",
    )

    def thing(kind: str) -> Make:
        return lambda: thing_address(pick.choice(things[kind]))

    def claim() -> str:
        return f"/claim?text={quote(f'Đảng bộ {pick.choice(names)} có {pick.randrange(1, 1200)} đảng viên')}"

    def search() -> str:
        asked = pick.choice((pick.choice(words), pick.choice(names), f"{pick.choice(words)} {pick.choice(words)}"))
        return f"/search?q={quote(asked)}"

    return {
        "/": (lambda: "/", PAGE),
        "/search words, names": (search, SEARCH),
        "/search a number": (lambda: f"/search?q={pick.randrange(1, 20000)}", SEARCH),
        "/search outlet, days": (
            lambda: f"/search?q={quote(pick.choice(words))}&outlet={pick.choice(outlets)}&since=2024-06",
            SEARCH,
        ),
        "/suggest": (lambda: f"/suggest?q={quote(pick.choice(names)[: pick.randrange(2, 12)])}", SEARCH),
        "/article/…": (lambda: article_address(pick.choice(articles)), PAGE),
        "/article/….json": (lambda: article_address(pick.choice(articles)) + ".json", PAGE),
        "/indicator": (lambda: "/indicator", PAGE),
        "/indicator/…": (lambda: f"/indicator/{pick.choice(indicators)}", PAGE),
        "/indicator/… of a place": (
            lambda: f"/indicator/{pick.choice(indicators)}?place={quote(pick.choice(communes))}",
            PAGE,
        ),
        "/person/…": (thing("person"), PAGE),
        "/organization/…": (thing("organization"), PAGE),
        "/place/… commune": (thing("place"), PAGE),
        "/place/… province": (lambda: f"/place/{pick.choice(provinces)}", PAGE),
        "/person (list)": (lambda: f"/person?offset={50 * pick.randrange(10)}", PAGE),
        "/organization?q=": (lambda: f"/organization?q={quote(pick.choice(names))}", PAGE),
        "/work": (lambda: f"/work?kind={pick.choice(('conflict', 'agree', 'changed', 'rounding', 'copy'))}", PAGE),
        "/work of an outlet": (lambda: f"/work?outlet={pick.choice(outlets)}", PAGE),
        "/work?show=findings": (lambda: "/work?show=findings", PAGE),
        "/claim": (claim, PAGE),
        "/overview": (lambda: "/overview", PAGE),
        "/figures": (lambda: f"/figures?offset={50 * pick.randrange(10)}", PAGE),
        "/figures of a place": (lambda: f"/figures?place={quote(pick.choice(communes))}", PAGE),
        "/figures min, max": (lambda: f"/figures?min={pick.randrange(100)}&max={pick.randrange(100, 500)}", PAGE),
        "/people": (lambda: f"/people?offset={50 * pick.randrange(10)}", PAGE),
        "/roles": (lambda: f"/roles?outlet={pick.choice(outlets)}", PAGE),
    }


def ask(connection: http.client.HTTPConnection, address: str) -> tuple[float, int]:
    """Seconds until the whole answer is there, and its size."""
    began = time.perf_counter()
    connection.request("GET", address)
    answer = connection.getresponse()
    body = answer.read()
    took = time.perf_counter() - began
    if answer.status != 200:
        raise SystemExit(f"{address}: {answer.status} {body[:200]!r}")
    return took, len(body)


def memory(process: int) -> dict[str, int]:
    """Megabytes that a process holds, and the most it held."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    found = {name: int(size) // 1024 for name, size in re.findall(r"(VmRSS|VmHWM):\s+(\d+) kB", status)}
    return {"now": found["VmRSS"], "most": found["VmHWM"]}


def serve(folder: Path) -> Iterator[tuple[int, str]]:
    """``vifacts explore`` in a process of its own."""
    command = [sys.executable, "-m", "vifacts", "explore", str(folder), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr
            found = re.search(r"http://\S+", process.stderr.readline())
            assert found
            yield process.pid, found[0]
        finally:
            process.terminate()


def measure(folder: Path, articles: int, rounds: int) -> bool:
    dataset = Dataset(folder, create=True)
    if not dataset.shards():
        write(folder, articles, 10_000, 5)
    index(dataset)
    con = sqlite3.connect(f"file:{dataset.index}?mode=ro", uri=True)
    count, figures = (con.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("article", "figure"))
    kinds = pages(con, random.Random(11))
    print(
        f"{count} articles, {figures} figures, index {dataset.index.stat().st_size / 2**20:.0f} MB; {rounds} requests a page\n"
    )
    print(f"{'page':<26} {'median':>8} {'p95':>8} {'most':>8} {'bar':>5}   KB")
    began = time.perf_counter()
    good = True
    for process, address in serve(folder):
        connection = http.client.HTTPConnection(urlsplit(address).netloc)
        ask(connection, "/overview")
        ask(connection, "/claim?text=" + quote("Đảng bộ có 12 đảng viên"))
        ready = time.perf_counter() - began
        rows: dict[str, list[tuple[float, int]]] = {name: [] for name in kinds}
        for _ in range(rounds):
            for name, (make, _) in kinds.items():
                rows[name].append(ask(connection, make()))
        for name, (_, bar) in kinds.items():
            times = sorted(1000 * took for took, _ in rows[name])
            late = times[int(0.95 * (len(times) - 1) + 0.5)]
            good &= late < bar
            size = statistics.median(size for _, size in rows[name]) / 1024
            mark = "" if late < bar else "  over"
            print(
                f"{name:<26} {statistics.median(times):8.1f} {late:8.1f} {times[-1]:8.1f} {bar:5.0f} {size:4.0f}{mark}"
            )
        held = memory(process)
        good &= held["most"] < MEMORY
        print(
            f"\nmemory {held['now']} MB, at most {held['most']} MB (bar {MEMORY}); overview and claims ready after {ready:.1f} s"
        )
    return good


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--rounds", type=int, default=40)
    given = parser.parse_args()
    if given.folder:
        good = measure(given.folder, given.articles, given.rounds)
    else:
        with tempfile.TemporaryDirectory() as folder:
            good = measure(Path(folder), given.articles, given.rounds)
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
