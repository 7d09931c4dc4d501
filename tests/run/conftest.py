"""A sample newspaper on loopback, with an outlet file that leads there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from vifacts.run.serve import serve


class Paper(NamedTuple):
    """A newspaper that is served: its id, its outlet file, the folder of its pages and the address it is at."""

    id: str
    file: Path
    pages: Path
    url: str


@pytest.fixture
def paper(root: Path, tmp_path: Path) -> Iterator[Paper]:
    """The sample newspaper "lucdau", a copy of its own."""
    pages = tmp_path / "site"
    shutil.copytree(root / "corpus/sample/lucdau", pages)
    robots = pages / "robots.txt"
    robots.write_text(robots.read_text(encoding="utf-8").replace("Crawl-delay: 0.2\n", ""), encoding="utf-8")
    with serve(pages) as host:
        for page in [pages / "sitemap.xml", *pages.glob("rss/*")]:  # they name the paper's own domain
            page.write_text(page.read_text(encoding="utf-8").replace("https://baolucdau.example", f"http://{host}"))
        file = tmp_path / "lucdau.toml"
        written = (pages / "outlet.toml").read_text(encoding="utf-8")
        written = written.replace('"baolucdau.example"', f'"{host}", "baolucdau.example"')
        file.write_text(written.replace('["/', f'["http://{host}/').replace(', "/', f', "http://{host}/'))
        yield Paper("lucdau", file, pages, f"http://{host}")
