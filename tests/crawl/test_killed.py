"""A crawl that is killed (SIGKILL) again and again still fetches each article once, and its archive stays whole."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from vifacts.crawl.archive import archive_files, read_archive
from vifacts.crawl.state import State

PAGES = 5
A_PAGE = 10

CRAWL = """
import json, sys
from vifacts.crawl import crawl
from vifacts.outlets.outlet import Outlet
from vifacts.outlets.schema import ArticleUrls, Family, Newspaper

url, host, folder = sys.argv[1:]
family = Family(id="thu", name="x", article=ArticleUrls(url=r"-post(?P<number>\\\\d+)\\\\.html$"))
paper = Newspaper(id="baothu", name="x", domains=["baothu.example"], family="thu", sections=["/tin/"])
report = crawl([Outlet(paper, family, (host,))], folder, bases={"baothu": url}, allow_private=True, delay=0.0)
print(json.dumps(report.as_dict()))
"""


def publish(site: Any, pages: int = PAGES) -> set[str]:
    numbers = range(1, pages * A_PAGE + 1)
    for number in numbers:
        body = f"<h1>Bài {number}</h1><p>{'Chi bộ thôn Hạ họp thường kỳ. ' * 200}</p>"
        site.page(f"/bai-post{number}.html", body)
    for page in range(pages):
        anchors = "".join(
            f'<a href="/bai-post{number}.html">{number}</a>' for number in numbers[page * A_PAGE : (page + 1) * A_PAGE]
        )
        more = f'<a href="/tin/trang-{page + 2}.html">tiếp</a>' if page + 1 < pages else ""
        site.page("/tin/" if page == 0 else f"/tin/trang-{page + 1}.html", anchors + more)
    return {f"/bai-post{number}.html" for number in numbers}


def start(site: Any, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", CRAWL.replace("\\\\", "\\"), site.url, site.host, str(folder)], stdout=subprocess.PIPE
    )


def asked_for_articles(site: Any) -> int:
    with site.lock:
        return sum("-post" in asked.path for asked in site.asked)


def test_killed_at_random(site: Any, tmp_path: Path) -> None:
    articles = publish(site)
    chance = random.Random(20250304)
    kills = 4
    for kill in range(kills):
        process = start(site, tmp_path)
        wanted = asked_for_articles(site) + chance.randint(2, len(articles) // (kills + 2))
        until = time.monotonic() + 10
        while asked_for_articles(site) < wanted and time.monotonic() < until and process.poll() is None:
            time.sleep(0.002)
        time.sleep(chance.random() * 0.01)
        assert process.poll() is None, f"the crawl ended before kill {kill}"
        process.send_signal(signal.SIGKILL)
        process.wait()
    process = start(site, tmp_path)
    out, _ = process.communicate(timeout=20)
    report = json.loads(out)["outlets"]["baothu"]
    assert process.returncode == 0 and report["failed"] == {} and report["whole"]

    # At the server: each article once, and once more at most for each kill.
    counts = Counter(path for path in site.paths() if "-post" in path)
    assert set(counts) == articles
    assert counts.total() <= len(articles) + kills

    # In the archive: each article once, every record whole, checked by another tool.
    (path,) = archive_files(tmp_path / "archive", "baothu")
    pages = list(read_archive(path))
    assert Counter(page.url.removeprefix(site.url) for page in pages) == Counter(articles)
    assert _whole(path)
    state = State(tmp_path / "crawl.sqlite")
    places = {(version.offset, version.sha256) for version in state.versions("baothu")}
    state.close()
    assert places == {(page.offset, page.sha256) for page in pages}


def test_killed_between_archive_and_state(site: Any, tmp_path: Path) -> None:
    """The page that was archived but not noted is neither fetched nor archived again."""
    articles = publish(site, 2)
    program = CRAWL.replace("\\\\", "\\").replace(
        "url, host", "import os\nfrom vifacts.crawl import state\n"
        "state.State.written = lambda *_, **__: os.kill(os.getpid(), 9)\nurl, host", 1
    )  # fmt: skip
    killed = subprocess.run([sys.executable, "-c", program, site.url, site.host, str(tmp_path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    process = start(site, tmp_path)
    process.communicate(timeout=20)
    assert Counter(path for path in site.paths() if "-post" in path) == Counter(articles)
    (path,) = archive_files(tmp_path / "archive", "baothu")
    assert Counter(page.url.removeprefix(site.url) for page in read_archive(path)) == Counter(articles)


def test_killed_in_the_middle_of_writing(site: Any, tmp_path: Path) -> None:
    """Half a page is cut off and fetched again."""
    articles = publish(site, 2)
    process = start(site, tmp_path)
    process.communicate(timeout=20)
    (path,) = archive_files(tmp_path / "archive", "baothu")
    whole = path.stat().st_size
    last = list(read_archive(path))[-1]
    state = State(tmp_path / "crawl.sqlite")
    state._db.execute("UPDATE article SET state = 'writing' WHERE id = (SELECT max(article) FROM version)")
    state._db.execute("DELETE FROM version WHERE id = (SELECT max(id) FROM version)")
    state.close()
    with path.open("r+b") as file:
        file.truncate((last.offset + whole) // 2)
    site.asked.clear()
    start(site, tmp_path).communicate(timeout=20)
    assert [asked for asked in site.paths() if "-post" in asked] == [last.url.removeprefix(site.url)]
    assert Counter(page.url.removeprefix(site.url) for page in read_archive(path)) == Counter(articles)
    assert _whole(path)


def _whole(path: Path) -> bool:
    class Options:
        verbose = False
        inputs = [str(path)]

    checker = Checker(Options())
    checker.process_all()
    with path.open("rb") as file:
        types = Counter(record.rec_type for record in ArchiveIterator(file))
    return checker.exit_value == 0 and types["request"] == types["response"] and types["warcinfo"] == 1
