"""Crawling a small newspaper on loopback: what is fetched, what is not, and what a second run does."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from vifacts.crawl import crawl
from vifacts.crawl.archive import archive_files, read_archive
from vifacts.crawl.limits import Limits
from vifacts.crawl.report import CrawlReport, Progress
from vifacts.crawl.state import State
from vifacts.errors import VifactsError
from vifacts.outlets.outlet import Outlet
from vifacts.outlets.registry import load
from vifacts.outlets.schema import ArticleUrls, Family, Newspaper
from vifacts.pages.warc import read_warc
from vifacts.record import Article

FAMILY = Family(id="thu", name="thử", article=ArticleUrls(url=r"-post(?P<number>\d+)\.html$"))
QUICK = Limits(connect=1, read=0.5, header=0.5, total=1.0, pause=0.01, tries=1, longest_wait=1)


def outlet(site: Any, **more: Any) -> Outlet:
    given = {"sections": ["/xay-dung-dang/"], **more}
    paper = Newspaper(id="baothu", name="Báo Thử", domains=["baothu.example"], family="thu", **given)
    return Outlet(paper, FAMILY, (site.host,))


def run(site: Any, folder: Path, paper: Outlet | None = None, **more: Any) -> CrawlReport:
    options: dict[str, Any] = {"allow_private": True, "delay": 0.0, "limits": QUICK, **more}
    return crawl([paper or outlet(site)], folder, bases={"baothu": site.url + "/"}, **options)


def article(number: int, day: str = "2025-03-04") -> str:
    return (
        f'<html><head><meta property="article:published_time" content="{day}T08:00:00+07:00"></head>'
        f"<body><h1>Bài {number}</h1><p>Chi bộ thôn Hạ có {number} đảng viên.</p></body></html>"
    )


def links(*numbers: int, more: str = "") -> str:
    anchors = "".join(f'<h2><a href="/chi-bo-thon-ha-post{n}.html">Bài {n}</a></h2>' for n in numbers)
    return f"<html><body>{anchors}{more}</body></html>"


def path(number: int) -> str:
    return f"/chi-bo-thon-ha-post{number}.html"


def publish(site: Any, *numbers: int, day: str = "2025-03-04") -> None:
    for number in numbers:
        site.page(path(number), article(number, day))


def archived(folder: Path) -> list[str]:
    return [
        page.url.rpartition("/")[2]
        for file in archive_files(folder / "archive", "baothu")
        for page in read_archive(file)
    ]


def fetched(site: Any) -> Counter[str]:
    """The article pages that the server was asked for, since the last look."""
    found = Counter(asked for asked in site.paths() if "-post" in asked)
    site.asked.clear()
    return found


def test_sections_pages_and_feeds_lead_to_articles(site: Any, tmp_path: Path) -> None:
    publish(site, *range(1, 8))
    site.page("/xay-dung-dang/", links(1, 2, more='<a href="/xay-dung-dang/trang-2.html">2</a>'))
    site.page("/xay-dung-dang/trang-2.html", links(3, 4, more='<a href="/xay-dung-dang/trang-3.html">3</a>'))
    site.page("/xay-dung-dang/trang-3.html", links(5))
    items = f"<item><link>{site.url}{path(6)}</link></item><item><link>{path(2)}</link></item>"
    feed = f"<rss><channel>{items}</channel></rss>"
    site.page("/home.rss", feed, "application/rss+xml")
    steps: list[Progress] = []
    report = run(site, tmp_path, outlet(site, feeds=["/home.rss"]), progress=steps.append)
    assert report.counts("baothu") == {"new": 6, "changed": 0, "unchanged": 0, "skipped": 0, "failed": 0}
    assert sorted(archived(tmp_path)) == [path(n)[1:] for n in range(1, 7)]
    assert archived(tmp_path)[:2] == [path(1)[1:], path(2)[1:]]
    assert set(fetched(site).values()) == {1}
    assert [p.name for p in report.archives] == ["baothu-00000.warc.gz"]
    assert steps[-1].new == 6 and {step.outlet for step in steps} == {"baothu"}


def test_everything_that_was_fetched_is_archived(site: Any, tmp_path: Path) -> None:
    publish(site, 1, 2)
    publish(site, 3, day="2019-01-01")
    site.page("/robots.txt", "User-agent: *\nDisallow: /kin/", "text/plain")
    site.page("/xay-dung-dang/", links(1, 2, 3))
    site.page("/tin.rss", f"<rss><item><link>{path(1)}</link></item></rss>", "application/rss+xml")
    site.answer(path(2), lambda handler: handler.reply(301, b"", {"Location": "/ten-moi-post2.html"}))
    site.page("/ten-moi-post2.html", article(2))
    run(site, tmp_path, outlet(site, feeds=["/tin.rss"]), since=date(2024, 1, 1))
    (file,) = archive_files(tmp_path / "archive", "baothu")
    kinds = {(page.url.removeprefix(site.url), page.kind, page.status) for page in read_archive(file, every=True)}
    assert kinds == {
        ("/robots.txt", "robots", 200),
        ("/xay-dung-dang/", "list", 200),
        ("/tin.rss", "list", 200),
        (path(1), "article", 200),
        (path(2), "redirect", 301),
        ("/ten-moi-post2.html", "article", 200),
        (path(3), "other", 200),
    }
    assert archived(tmp_path) == [path(1)[1:], "ten-moi-post2.html"]
    # What a later run adds is read from the end of what is known, whatever was archived last.
    size = file.stat().st_size
    state = State(tmp_path / "crawl.sqlite")
    assert state.known_end(file.name) == size
    state.close()


def test_a_state_of_the_first_version_is_taken_over(site: Any, tmp_path: Path) -> None:
    publish(site, 1)
    site.page("/xay-dung-dang/", links(1))
    run(site, tmp_path)
    with sqlite3.connect(tmp_path / "crawl.sqlite") as db:
        db.executescript("DROP TABLE file; ALTER TABLE article DROP COLUMN party; PRAGMA user_version = 1;")
    assert run(site, tmp_path).unchanged == 1
    assert archived(tmp_path) == [path(1)[1:]]


def test_an_outlet_without_sections_is_walked_from_its_front_page_and_sitemaps(site: Any, tmp_path: Path) -> None:
    publish(site, 1, 2, 3)
    site.page("/robots.txt", f"Sitemap: {site.url}/index.xml", "text/plain")
    site.page("/", links(1))
    site.page("/index.xml", "<sitemapindex><sitemap><loc>/bai.xml</loc></sitemap></sitemapindex>", "text/xml")
    site.page("/bai.xml", f"<urlset><url><loc>{site.url}{path(2)}</loc></url></urlset>", "text/xml")
    assert run(site, tmp_path, outlet(site, sections=[])).new == 2
    site.page("/news.xml", f"<urlset><url><loc>{site.url}{path(3)}</loc></url></urlset>", "text/xml")
    assert run(site, tmp_path, outlet(site, sections=["/"], sitemaps=["/news.xml"])).new == 1


def test_a_second_run_fetches_what_is_new_and_no_more(site: Any, tmp_path: Path) -> None:
    publish(site, 1, 2, 3, 4)
    site.page("/xay-dung-dang/", links(3, 2, more='<a href="/xay-dung-dang/trang-2.html">2</a>'))
    site.page("/xay-dung-dang/trang-2.html", links(1))
    assert run(site, tmp_path).new == 3
    site.asked.clear()
    again = run(site, tmp_path)
    assert again.counts("baothu") == {"new": 0, "changed": 0, "unchanged": 2, "skipped": 0, "failed": 0}
    assert site.paths() == ["/xay-dung-dang/"]
    site.page("/xay-dung-dang/", links(4, 3, more='<a href="/xay-dung-dang/trang-2.html">2</a>'))
    site.asked.clear()
    assert run(site, tmp_path).new == 1
    assert fetched(site) == Counter([path(4)])
    assert sorted(archived(tmp_path)) == [path(n)[1:] for n in (1, 2, 3, 4)]


def test_one_article_under_several_addresses(site: Any, tmp_path: Path) -> None:
    publish(site, 1)
    body = links(1) + f'<a href="{path(1)}?utm_source=zalo#top">x</a><a href="/ten-khac-post1.html">y</a>'
    site.page("/xay-dung-dang/", body)
    assert run(site, tmp_path).new == 1
    assert fetched(site) == Counter([path(1)])


def test_dates_bound_the_crawl(site: Any, tmp_path: Path) -> None:
    publish(site, 5, day="2025-05-01")
    publish(site, 4, day="2025-04-01")
    publish(site, 3, day="2025-03-01")
    publish(site, 2, day="2025-02-01")
    publish(site, 1, day="2025-01-01")
    for page, numbers in ((1, (5, 4)), (2, (3,)), (3, (2,)), (4, (1,))):
        where = "/xay-dung-dang/" if page == 1 else f"/xay-dung-dang/trang-{page}.html"
        site.page(where, links(*numbers, more=f'<a href="/xay-dung-dang/trang-{page + 1}.html">{page + 1}</a>'))
    report = run(site, tmp_path, since=date(2025, 2, 15), until=date(2025, 4, 1))
    assert archived(tmp_path) == [path(4)[1:], path(3)[1:]]
    assert report.skipped == {"outside of the dates": 2}
    assert "/xay-dung-dang/trang-4.html" not in site.paths()
    # A later run that goes farther back finds what the first one left out.
    assert run(site, tmp_path, since=date(2025, 1, 1)).new == 3
    assert sorted(archived(tmp_path)) == [path(n)[1:] for n in (1, 2, 3, 4, 5)]


def test_a_limit_ends_the_run_and_the_next_goes_on(site: Any, tmp_path: Path) -> None:
    publish(site, *range(1, 7))
    site.page("/xay-dung-dang/", links(1, 2, 3, more='<a href="/xay-dung-dang/trang-2.html">2</a>'))
    site.page("/xay-dung-dang/trang-2.html", links(4, 5, 6))
    counts = []
    for _ in range(4):
        report = run(site, tmp_path, limit=2)
        counts.append((report.new, report.outlets["baothu"].whole))
    assert counts == [(2, False), (2, False), (2, True), (0, True)]
    assert set(fetched(site).values()) == {1}
    assert len(archived(tmp_path)) == 6


def test_a_changed_article_is_archived_again(site: Any, tmp_path: Path) -> None:
    publish(site, 1, 2)
    later = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    entries = "".join(f"<url><loc>{site.url}{path(n)}</loc><lastmod>{{}}</lastmod></url>" for n in (1, 2))
    site.page("/sitemap.xml", f"<urlset>{entries}</urlset>".format("2025-03-04", "2025-03-04"), "text/xml")
    paper = outlet(site, sections=["/sitemap.xml"])
    assert run(site, tmp_path, paper).new == 2
    site.page("/sitemap.xml", f"<urlset>{entries}</urlset>".format(later, later), "text/xml")
    site.page(path(1), article(1).replace("Bài 1", "Bài 1 (đính chính)"))
    report = run(site, tmp_path, paper)
    assert (report.new, report.changed, report.unchanged) == (0, 1, 1)
    assert archived(tmp_path) == [path(1)[1:], path(2)[1:], path(1)[1:]]


def test_the_server_is_asked_whether_a_page_has_changed(site: Any, tmp_path: Path) -> None:
    later = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    site.page(
        "/xay-dung-dang/", f"<urlset><url><loc>{path(1)}</loc><lastmod>{later}</lastmod></url></urlset>", "text/xml"
    )
    site.page(path(1), article(1), ETag='"abc"')
    run(site, tmp_path)
    site.answer(path(1), lambda handler: handler.reply(304, b"", None, None))
    assert run(site, tmp_path).unchanged == 1
    assert site.asked[-1].headers["If-None-Match"] == '"abc"'
    assert len(archived(tmp_path)) == 1


def test_what_robots_forbid_is_skipped(site: Any, tmp_path: Path) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /*post2.html", "text/plain")
    publish(site, 1, 2)
    site.page("/xay-dung-dang/", links(1, 2))
    report = run(site, tmp_path)
    assert report.new == 1
    assert report.skipped == {"robots.txt forbids it": 1}
    assert path(2) not in site.paths()


def test_failures_have_codes_and_passing_ones_another_turn(site: Any, tmp_path: Path) -> None:
    publish(site, 1)
    site.page("/xay-dung-dang/", links(1, 2, 3, 4))
    site.answer(
        path(3), lambda handler: handler.reply(503, b""), lambda handler: handler.reply(200, article(3).encode())
    )
    site.page(path(4), b"%PDF", "application/pdf")
    report = run(site, tmp_path)
    assert report.failed == {"VF210": 2, "VF211": 1}
    assert {error.where.rpartition("/")[2] for error in report.errors if error.where} == {
        path(n)[1:] for n in (2, 3, 4)
    }
    site.asked.clear()
    assert run(site, tmp_path).new == 1
    assert fetched(site) == Counter([path(3)])


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("/", "leads to a page that is no article"),
        ("http://127.0.0.1:{other}/x-post9.html", "leads to another site"),
        ("/chi-bo-thon-ha-post1.html", "leads to an article that is known"),
    ],
)
def test_redirects_to_something_else(site: Any, tmp_path: Path, location: str, reason: str) -> None:
    other = location.replace("{other}", "")
    publish(site, 1)
    site.page("/", "<p>trang chủ</p>")
    site.page("/xay-dung-dang/", links(1, 2))
    if "{other}" in location:
        paper = outlet(site)
        other = site.url.replace("127.0.0.1", "localhost") + "/x-post9.html"
        site.page("/x-post9.html", article(9))
    else:
        paper = outlet(site)
    site.answer(path(2), lambda handler: handler.reply(302, b"", {"Location": other}))
    report = run(site, tmp_path, paper)
    assert (report.new, report.skipped) == (1, {reason: 1})


def test_a_redirect_to_the_new_address_of_the_article(site: Any, tmp_path: Path) -> None:
    site.page("/xay-dung-dang/", links(2))
    site.page("/moi-post2.html", article(2))
    site.answer(path(2), lambda handler: handler.reply(301, b"", {"Location": "/moi-post2.html"}))
    assert run(site, tmp_path).new == 1
    assert archived(tmp_path) == ["moi-post2.html"]
    site.asked.clear()
    assert run(site, tmp_path).unchanged == 1
    assert fetched(site) == Counter()


def calendar(page: Callable[[int], str]) -> Callable[[Any], None]:
    def answer(handler: Any) -> None:
        number = int(handler.path.partition("=")[2] or 1)
        handler.reply(200, page(number).encode())

    return answer


def test_a_calendar_without_end(site: Any, tmp_path: Path) -> None:
    publish(site, 1, 2)
    site.routes["/xay-dung-dang/"] = calendar(
        lambda number: links(1, 2, more=f'<a href="/xay-dung-dang/?page={number + 1}">sau</a>')
    )
    assert run(site, tmp_path).new == 2
    assert len(site.paths()) <= 5


def test_a_calendar_whose_days_are_empty(site: Any, tmp_path: Path) -> None:
    publish(site, 1)
    site.routes["/xay-dung-dang/"] = calendar(
        lambda number: links(*([1] if number == 1 else []), more=f'<a href="?page={number + 1}">hôm trước</a>')
    )
    assert run(site, tmp_path).new == 1
    assert len(site.paths()) <= 4


def test_sitemap_indexes_that_lead_to_ever_new_ones(site: Any, tmp_path: Path) -> None:
    def index(handler: Any) -> None:
        number = int(handler.path.partition("=")[2] or 1)
        more = "".join(f"<sitemap><loc>/index.xml?n={number * 2 + n}</loc></sitemap>" for n in (0, 1))
        handler.reply(200, f"<sitemapindex>{more}</sitemapindex>".encode(), None, "text/xml")

    site.routes["/index.xml"] = index
    assert run(site, tmp_path, outlet(site, sections=["/index.xml"])).new == 0
    assert len(site.paths()) < 40


def test_a_feed_of_5000_items(site: Any, tmp_path: Path) -> None:
    items = "".join(f"<item><link>{path(n)}</link></item>" for n in range(5000))
    site.page("/tin.rss", f"<rss><channel>{items}</channel></rss>", "application/rss+xml")
    publish(site, *range(5))
    report = run(site, tmp_path, outlet(site, sections=["/tin.rss"]), limit=3)
    assert (report.new, len(fetched(site))) == (3, 3)
    state = State(tmp_path / "crawl.sqlite")
    assert state.count_waiting("baothu") == 4997
    state.close()


@pytest.mark.parametrize("said", ["iso-8859-1", "utf-16", "nonsense", "windows-1252"])
def test_a_wrong_charset(site: Any, tmp_path: Path, said: str) -> None:
    """The bytes are archived as they came; what is read of them is what was written."""
    words = "<p>" + "Chi bộ thôn Hạ họp bàn việc kết nạp đảng viên mới và làm lại đường liên thôn. " * 4 + "</p>"
    page = article(1).replace("</body>", words * 3 + "</body>").encode()
    site.page(path(1), page, f"text/html; charset={said}")
    site.page("/xay-dung-dang/", links(1))
    assert run(site, tmp_path).new == 1
    (file,) = archive_files(tmp_path / "archive", "baothu")
    (kept,) = read_archive(file)
    assert kept.body == page
    (item,) = read_warc(file, load(), 10**7)
    assert isinstance(item, Article), item
    assert "Chi bộ thôn Hạ họp bàn việc" in item.text


def test_only_party_building(site: Any, tmp_path: Path) -> None:
    publish(site, 1, 2, 4)
    site.page(path(3), "<title>Kết nạp đảng viên ở thôn Hạ</title><h1>Bài</h1>")
    site.page("/xay-dung-dang/", links(1))
    site.page("/xa-hoi/", links(2, 3, 4))
    paper = outlet(site, sections_other=["/xa-hoi/"])
    report = run(site, tmp_path, paper, party=True)
    assert sorted(archived(tmp_path)) == [path(1)[1:], path(3)[1:]]
    assert report.skipped == {"not on Party building": 2}
    # One of them moves into the section; the others are taken when everything is wanted.
    site.page("/xay-dung-dang/", links(1, 4))
    fetched(site)
    report = run(site, tmp_path, paper, party=True)
    assert report.new == 1 and report.skipped == {} and set(fetched(site)) == {path(4)}
    assert run(site, tmp_path, paper).new == 1
    assert set(fetched(site)) == {path(2)}


def test_pages_for_phones_and_for_printing_are_the_page(site: Any, tmp_path: Path) -> None:
    publish(site, 1)
    anchors = "".join(f'<a href="{u}">x</a>' for u in ("/amp" + path(1), path(1) + "?print=1", path(1) + "/amp"))
    site.page("/xay-dung-dang/", anchors)
    assert run(site, tmp_path).new == 1
    assert fetched(site) == Counter([path(1)])


def test_a_circle_of_pages(site: Any, tmp_path: Path) -> None:
    publish(site, 1, 2)
    site.page("/xay-dung-dang/", links(1, more='<a rel="next" href="/xay-dung-dang/b">x</a>'))
    site.page("/xay-dung-dang/b", links(2, more='<a rel="next" href="/xay-dung-dang/">x</a>'))
    assert run(site, tmp_path).new == 2
    assert len(site.paths()) == 4


def test_a_host_that_is_down_is_left_alone(site: Any, tmp_path: Path) -> None:
    site.page("/xay-dung-dang/", links(*range(1, 21)))
    for number in range(1, 21):
        site.answer(path(number), lambda handler: handler.reset())
    report = run(site, tmp_path)
    assert report.failed["VF218"] == 1 and report.outlets["baothu"].whole is False
    assert len(fetched(site)) == 5
    publish(site, *range(1, 21))
    assert run(site, tmp_path).new == 20


def test_a_section_that_fails_does_not_end_the_crawl(site: Any, tmp_path: Path) -> None:
    publish(site, 1)
    site.page("/xa-hoi/", links(1))
    report = run(site, tmp_path, outlet(site, sections=["/khong-co/", "/xa-hoi/"]))
    assert (report.new, report.failed) == (1, {"VF210": 1})


def test_links_to_other_sites_and_other_pages_are_no_articles(site: Any, tmp_path: Path) -> None:
    publish(site, 1)
    more = '<a href="https://other.example/a-post5.html">x</a><a href="/lien-he.html">y</a><a href="http://[bad">z</a>'
    site.page("/xay-dung-dang/", links(1, more=more))
    assert run(site, tmp_path).new == 1
    assert sorted(site.paths()) == [path(1), "/xay-dung-dang/"]


def test_private_addresses_are_refused_by_default(site: Any, tmp_path: Path) -> None:
    site.page("/xay-dung-dang/", links(1))
    report = run(site, tmp_path, allow_private=False)
    assert report.failed == {"VF204": 1}
    assert site.asked == []


def test_a_lost_state_is_made_anew_from_the_archive(site: Any, tmp_path: Path) -> None:
    publish(site, 1, 2)
    site.page("/xay-dung-dang/", links(1, 2))
    run(site, tmp_path)
    for file in tmp_path.glob("crawl.sqlite*"):
        file.unlink()
    site.asked.clear()
    assert run(site, tmp_path).unchanged == 2
    assert fetched(site) == Counter()
    state = State(tmp_path / "crawl.sqlite")
    versions = state.versions("baothu")
    state.close()
    pages = [page for file in archive_files(tmp_path / "archive", "baothu") for page in read_archive(file)]
    assert [(v.offset, v.sha256) for v in versions] == [(page.offset, page.sha256) for page in pages]


def test_two_crawls_in_one_folder(site: Any, tmp_path: Path) -> None:
    publish(site, 1)
    site.page("/xay-dung-dang/", links(1))
    caught: list[VifactsError] = []

    def second(_: Progress) -> None:
        with pytest.raises(VifactsError) as error:
            run(site, tmp_path)
        caught.append(error.value)

    assert run(site, tmp_path, progress=second).new == 1
    assert {error.code for error in caught} == {"VF215"}


def test_a_file_that_is_no_state(site: Any, tmp_path: Path) -> None:
    (tmp_path / "crawl.sqlite").write_bytes(b"not a database, certainly not" * 100)
    with pytest.raises(VifactsError) as error:
        run(site, tmp_path)
    assert error.value.code == "VF216"


def test_two_outlets_at_once(site: Any, tmp_path: Path) -> None:
    publish(site, 1, 2)
    site.page("/xay-dung-dang/", links(1))
    site.page("/khac/", links(2))
    other = Outlet(
        Newspaper(id="baokhac", name="Báo Khác", domains=["baokhac.example"], family="thu", sections=["/khac/"]),
        FAMILY,
        (site.host,),
    )
    bases = {"baothu": site.url, "baokhac": site.url}
    report = crawl([outlet(site), other], tmp_path, bases=bases, allow_private=True, delay=0.05, limits=QUICK)
    assert [report.counts(name)["new"] for name in ("baothu", "baokhac")] == [1, 1]
    assert min(site.intervals()) >= 0.05  # one host, whoever asks
    assert [p.name for p in report.archives] == ["baothu-00000.warc.gz", "baokhac-00000.warc.gz"]


def test_a_list_that_leads_to_another_site(site: Any, tmp_path: Path) -> None:
    elsewhere = site.url.replace("127.0.0.1", "localhost") + "/tin/"
    site.answer("/xay-dung-dang/", lambda handler: handler.reply(302, b"", {"Location": elsewhere}))
    site.page("/tin/", links(1))
    report = run(site, tmp_path)
    assert report.failed == {"VF221": 1} and "localhost" in str(report.errors[0])


def test_a_list_without_articles_is_told(site: Any, tmp_path: Path) -> None:
    site.page("/xay-dung-dang/", "<p>Trang đã đổi giao diện</p>")
    assert run(site, tmp_path).failed == {"VF222": 1}


def test_trouble_with_one_outlet_is_not_the_others(site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(site, 1, 2)
    site.page("/xay-dung-dang/", links(1))
    site.page("/khac/", links(2))
    paper = Newspaper(id="baokhac", name="Báo Khác", domains=["baokhac.example"], family="thu", sections=["/khac/"])
    broken = Outlet(paper, FAMILY, (site.host,))
    monkeypatch.setattr(broken, "list_links", lambda *_: 1 / 0)
    bases = {"baothu": site.url, "baokhac": site.url}
    report = crawl([broken, outlet(site)], tmp_path, bases=bases, allow_private=True, delay=0.0, limits=QUICK)
    assert report.outlets["baothu"].new == 1
    assert report.outlets["baokhac"].failed == {"VF220": 1} and not report.outlets["baokhac"].whole


def test_an_interrupt_ends_the_crawl_and_the_next_goes_on(site: Any, tmp_path: Path) -> None:
    publish(site, 1, 2, 3)
    site.page("/xay-dung-dang/", links(1, 2, 3))

    def interrupt(step: Progress) -> None:
        if step.new == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(site, tmp_path, progress=interrupt)
    assert run(site, tmp_path).new == 2
    assert set(fetched(site).values()) == {1}
