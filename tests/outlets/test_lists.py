"""Section pages: which links are articles, which are further pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from vifacts.outlets.outlet import ListPage
from vifacts.outlets.registry import Registry, load

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"


@pytest.mark.parametrize("paper", ["lucdau", "bachdang"])
def test_the_sample_papers_sections(paper: str) -> None:
    outlet = Registry.load(extra=[SAMPLE]).with_host(paper, "127.0.0.1:8123").get(paper)
    base = "http://127.0.0.1:8123/"
    first = outlet.list_links((SAMPLE / paper / "xay-dung-dang" / "index.html").read_bytes(), base + "xay-dung-dang/")
    assert len(first.articles) == len(set(first.articles)) >= 5
    assert all(outlet.is_article(url) for url in first.articles)
    assert first.next_pages == [base + "xay-dung-dang/trang-2.html"]
    file = SAMPLE / paper / "xay-dung-dang" / "trang-2.html"
    second = outlet.list_links(file.read_bytes(), base + "xay-dung-dang/trang-2.html")
    assert second.articles and not set(second.articles) & set(first.articles)
    assert second.next_pages == []


def links(html: str, url: str = "https://baohatinh.vn/xay-dung-dang") -> ListPage:
    outlet = load().for_url(url)
    assert outlet is not None
    return outlet.list_links(html, url)


def test_articles_once_in_the_pages_order() -> None:
    page = links(
        """<a href="/b-post2.html?utm_source=trang-chu"><img></a><a href="/b-post2.html">B</a>
        <a href="a-post1.html#x">A</a>
        <a href="https://baonghean.vn/c-post3.html">khác</a><a href="/xay-dung-dang/thu">mục</a>
        <a href="javascript:void(0)">x</a><a href="http://[bad">x</a><a>x</a>"""
    )
    assert page == ListPage(["https://baohatinh.vn/b-post2.html", "https://baohatinh.vn/a-post1.html"], [])


def test_further_pages_stay_in_the_section_and_go_forward() -> None:
    page = links(
        """<a href="/xay-dung-dang/trang-1.html">1</a><a href="/xay-dung-dang/trang-3.html">3</a>
        <a href="/xay-dung-dang/trang-2.html">2</a><a href="/the-thao/trang-2.html">2</a>""",
        "https://baohatinh.vn/xay-dung-dang/trang-2.html",
    )
    assert page.next_pages == ["https://baohatinh.vn/xay-dung-dang/trang-3.html"]


@pytest.mark.parametrize(
    "link",
    [
        '<a rel="next" href="/xay-dung-dang?m=2">→</a>',
        '<link rel="next" href="/xay-dung-dang?m=2">',
        '<a href="/xay-dung-dang?m=2">Trang sau</a>',
    ],
)
def test_pages_that_say_next(link: str) -> None:
    assert links(link).next_pages == ["https://baohatinh.vn/xay-dung-dang?m=2"]


def test_a_base_address_of_the_page_counts() -> None:
    assert links('<base href="https://baohatinh.vn/cu/"><a href="a-post1.html">A</a>').articles == [
        "https://baohatinh.vn/cu/a-post1.html"
    ]


def test_empty_and_torn_pages_have_no_links() -> None:
    for html in ("", "<a href=", "\x00", "<html><body><ul><li>"):
        assert links(html) == ListPage([], [])
