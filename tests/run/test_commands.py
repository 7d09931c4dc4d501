"""The commands that crawl, on a sample newspaper: what they print, what they leave, and that they go on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from vifacts.cli import app
from vifacts.crawl.archive import archive_files, read_archive
from vifacts.pages.inputs import read_inputs
from vifacts.record import decode_record
from vifacts.run.copies import Copies
from vifacts.store.dataset import Dataset

CALM = ("--allow-private", "--delay", "0")


def vifacts(*arguments: str | Path) -> tuple[int, str, str]:
    from typer.testing import CliRunner

    done = CliRunner().invoke(app, [str(a) for a in arguments])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def crawled(paper: Any, folder: Path, *more: str) -> dict[str, Any]:
    _, out, _ = vifacts("crawl", "lucdau", "--outlets", paper.file, "-d", folder, "--json", *CALM, *more)
    return dict(json.loads(out)["outlets"]["lucdau"])


def test_crawl_then_read_the_folder(paper: Any, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    max(paper.pages.glob("*-1002*.html")).unlink()
    status, out, err = vifacts("crawl", "lucdau", "--outlets", paper.file, "-d", folder, *CALM)
    lines = out.splitlines()
    assert lines[0].split() == ["outlet", "new", "changed", "unchanged", "skipped", "failed"]
    cells = lines[1].split()
    assert cells[0] == "lucdau" and int(cells[1]) >= 10 and "1 (VF210 1)" in lines[1]
    assert status == 1 and "VF210" in err  # the dead link
    again = crawled(paper, folder)
    assert (again["new"], again["changed"]) == (0, 0)
    _, out, err = vifacts("read", folder)
    articles = [json.loads(line) for line in out.splitlines()]
    assert len(articles) == int(cells[1]) - err.count("VF1")
    assert len({a["id"] for a in articles}) == len(articles)
    assert all(a["source"]["offset"] for a in articles)


def test_dates_and_limit(paper: Any, tmp_path: Path) -> None:
    assert crawled(paper, tmp_path / "a", "--limit", "2")["new"] == 2
    assert crawled(paper, tmp_path / "b", "--until", "2001-01-01")["new"] == 0


def test_only_party_building(paper: Any, tmp_path: Path) -> None:
    every = crawled(paper, tmp_path / "a")
    party = crawled(paper, tmp_path / "b", "--party")
    assert party["new"] + party["skipped"].get("not on Party building", 0) == every["new"]
    assert party["new"] > 0
    assert crawled(paper, tmp_path / "b")["new"] == every["new"] - party["new"]


def test_the_newest_version_of_a_changed_article(paper: Any, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    crawled(paper, folder)
    page = max(paper.pages.glob("*-1002*.html"))
    page.write_text(page.read_text(encoding="utf-8").replace("</h1>", " (đính chính)</h1>"), encoding="utf-8")
    sitemap = paper.pages / "sitemap.xml"
    text = sitemap.read_text(encoding="utf-8")
    entry = f"<url><loc>{paper.url}/{page.name}</loc><lastmod>2099-01-01T00:00:00+07:00</lastmod></url>"
    sitemap.write_text(f'<?xml version="1.0"?><urlset>{entry}</urlset>' if text else "", encoding="utf-8")
    paper.file.write_text(
        paper.file.read_text(encoding="utf-8") + f'sitemaps = ["{paper.url}/sitemap.xml"]\n', encoding="utf-8"
    )
    assert crawled(paper, folder)["changed"] == 1
    (file,) = archive_files(folder / "archive", "lucdau")
    assert sum(p.url.endswith(page.name) for p in read_archive(file)) == 2
    _, out, _ = vifacts("read", folder)
    titles = [json.loads(line)["title"] for line in out.splitlines()]
    assert sum("(đính chính)" in title for title in titles) == 1
    ids = [json.loads(line)["id"] for line in out.splitlines()]
    assert len(set(ids)) == len(ids)
    # A lost state changes nothing.
    for state in folder.glob("crawl.sqlite*"):
        state.unlink()
    assert vifacts("read", folder)[1].splitlines() == out.splitlines()


def test_run_stores_records_once(paper: Any, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    command = ("run", "lucdau", "--outlets", paper.file, "-d", folder, "--json", *CALM)
    first = json.loads(vifacts(*command)[1])
    added = first["records"]["lucdau"]["added"]
    rows = [line for shard in Dataset(folder).shards() for line in shard.read_bytes().splitlines()]
    assert added == len(rows) > 10
    assert {decode_record(row).article.outlet for row in rows} == {"lucdau"}
    second = json.loads(vifacts(*command)[1])
    assert second["records"]["lucdau"]["added"] == 0 and second["outlets"]["lucdau"]["new"] == 0
    assert [line for shard in Dataset(folder).shards() for line in shard.read_bytes().splitlines()] == rows
    # What a killed run leaves is finished by the next one.
    (shard,) = Dataset(folder).shards()
    shard.write_bytes(b"\n".join(rows[:3]) + b"\n" + rows[3][:100])
    third = json.loads(vifacts(*command)[1])
    assert third["records"]["lucdau"]["added"] == added - 3
    assert {r.article.id for r in Dataset(folder).read()} == {decode_record(row).article.id for row in rows}


def test_read_a_url(paper: Any) -> None:
    page = max(paper.pages.glob("*-1002*.html"))
    done = subprocess.run(
        [sys.executable, "-m", "vifacts", "read", f"{paper.url}/{page.name}", "--allow-private"],
        capture_output=True,
        check=False,
    )
    article = json.loads(done.stdout)
    assert article["title"] and article["source"]["sha256"] and article["url"].endswith(page.name)
    status, out, err = vifacts("read", f"{paper.url}/{page.name}")
    assert (status, out) == (1, "") and "VF204" in err


def test_outlets_as_table_and_json() -> None:
    status, out, _ = vifacts("outlets")
    assert status == 0 and len(out.splitlines()) > 60 and out.startswith("id ")
    rows = json.loads(vifacts("outlets", "--json")[1])
    assert len(rows) == len(out.splitlines()) - 1
    assert {"id", "name", "domain", "province", "family", "verified"} <= set(rows[0])


def test_outlets_check(paper: Any) -> None:
    command = ("outlets", "check", "lucdau", "--outlets", paper.file, *CALM)
    made = json.loads(vifacts(*command, "--json")[1])[0]
    assert len(made["articles"]) == 3 and made["unfit"] == []
    assert made["found"]["title"] == made["found"]["body"] == 3
    # The paper changes its pages: no element has the class it had.
    for page in paper.pages.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace('class="', 'class="moi-').replace('id="', 'id="moi-'), encoding="utf-8")
    status, out, _ = vifacts(*command)
    assert status == 1 and "layout" in out.splitlines()[1]


def test_a_pause_that_is_too_short(tmp_path: Path) -> None:
    import pytest

    from vifacts.errors import VifactsError

    with pytest.raises(VifactsError, match="VF407"):
        vifacts("crawl", "baohaiduong", "-d", tmp_path, "--delay", "0.1")


def test_a_syndicated_article_points_at_the_first(root: Path) -> None:
    from vifacts.language.simhash import simhash
    from vifacts.outlets.registry import Registry
    from vifacts.record import Article

    sample = root / "corpus/sample"
    items = list(read_inputs([sample / "lucdau", sample / "bachdang"], registry=Registry.load(extra=[sample])))
    articles = sorted((i for i in items if isinstance(i, Article) and i.outlet), key=lambda a: a.published or "9999")
    copies = Copies()
    found = {a.id: copies.add(a.id, simhash(a.text)) for a in articles}
    assert {id: first for id, first in found.items() if first} == {"bachdang-487316": "lucdau-100241"}
