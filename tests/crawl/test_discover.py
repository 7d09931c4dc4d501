"""Feeds, sitemaps and dates as servers write them."""

from __future__ import annotations

import gzip
import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vifacts.crawl.discover import moment, published, read_list
from vifacts.errors import VifactsError
from vifacts.outlets.outlet import Outlet
from vifacts.outlets.schema import ArticleUrls, Family, Newspaper

FAMILY = Family(id="thu", name="thử", article=ArticleUrls(url=r"-post(?P<number>\d+)\.html$"))
OUTLET = Outlet(Newspaper(id="baothu", name="Báo Thử", domains=["baothu.example"], family="thu"), FAMILY)
HERE = "https://baothu.example/x.xml"

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><link>https://baothu.example/</link>
<item><title>Một</title><link> https://baothu.example/a-post1.html?utm_source=rss </link>
<pubDate>Wed, 22 May 2024 18:05:00 +0700</pubDate></item>
<item><title><![CDATA[Hai & ba]]></title><link><![CDATA[/b-post2.html]]></link><pubDate>hôm qua</pubDate></item>
<item><guid>https://baothu.example/c-post3.html</guid></item>
<item><link>https://baothu.example/video/4</link></item>
<item><link>https://khac.example/d-post5.html</link></item>
<item></item></channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://baothu.example/"/>
<entry><link rel="self" href="/x"/><link href="/a-post1.html"/><published>2024-05-22T18:05:00Z</published>
<updated>2024-05-23T00:00:00Z</updated></entry></feed>"""

SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://baothu.example/a-post1.html</loc><lastmod>2024-05-23</lastmod>
<news:news><news:publication_date>2024-05-22T18:05:00+07:00</news:publication_date></news:news></url>
<url><loc>https://baothu.example/</loc></url></urlset>"""

INDEX = """<sitemapindex><sitemap><loc>/s1.xml</loc><lastmod>2023-01-01</lastmod></sitemap>
<sitemap><loc>/s2.xml</loc><lastmod>2024-06-01</lastmod></sitemap><sitemap><loc>/s3.xml.gz</loc></sitemap></sitemapindex>"""


def test_rss() -> None:
    listing = read_list(OUTLET, RSS.encode(), HERE)
    assert [link.url for link in listing.articles] == [
        f"https://baothu.example/{x}.html" for x in ("a-post1", "b-post2", "c-post3")
    ]
    assert listing.articles[0].published == datetime(2024, 5, 22, 11, 5, tzinfo=UTC)
    assert listing.articles[1].published is None


def test_atom() -> None:
    (link,) = read_list(OUTLET, ATOM.encode(), HERE).articles
    assert link == (
        "https://baothu.example/a-post1.html",
        datetime(2024, 5, 22, 18, 5, tzinfo=UTC),
        datetime(2024, 5, 23, tzinfo=UTC),
    )


@pytest.mark.parametrize("pack", [lambda body: body, gzip.compress])
def test_sitemap(pack) -> None:  # type: ignore[no-untyped-def]
    (link,) = read_list(OUTLET, pack(SITEMAP.encode()), HERE).articles
    assert link.published == datetime(2024, 5, 22, 11, 5, tzinfo=UTC)
    assert link.modified == datetime(2024, 5, 22, 17, tzinfo=UTC)


def test_sitemap_index() -> None:
    listing = read_list(OUTLET, INDEX.encode(), HERE, since=datetime(2024, 1, 1, tzinfo=UTC))
    assert listing.more == ["https://baothu.example/s3.xml.gz", "https://baothu.example/s2.xml"]
    assert listing.all_more
    assert len(read_list(OUTLET, INDEX.encode(), HERE).more) == 3


def test_a_feed_of_5000_items() -> None:
    items = "".join(f"<item><link>/x-post{n}.html</link></item>" for n in range(5000))
    started = time.monotonic()
    assert len(read_list(OUTLET, f"<rss><channel>{items}</channel></rss>".encode(), HERE).articles) == 5000
    assert time.monotonic() - started < 3


def test_entities_of_a_file_are_not_resolved() -> None:
    head = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    item = "<item><title>&x;</title><link>/a-post1.html</link></item><item><link>/b&x;-post2.html</link></item>"
    listing = read_list(OUTLET, f"{head}<rss><channel>{item}</channel></rss>".encode(), HERE)
    assert listing.articles[0].url == "https://baothu.example/a-post1.html"
    assert len(listing.articles) == 1


def test_entities_that_grow_without_end() -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">{laughs}]>'
    started = time.monotonic()
    with suppress(VifactsError):
        read_list(OUTLET, f"{head}<rss><channel><item><link>/&a11;</link></item></channel></rss>".encode(), HERE)
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("body", [b"<?xml version='1.0'?><svg/>", b"<?xml version='1.0'?>", b"\x1f\x8bxx"])
def test_what_is_no_list(body: bytes) -> None:
    with pytest.raises(VifactsError) as caught:
        read_list(OUTLET, body, HERE)
    assert caught.value.code == "VF217"


def test_a_page_of_links() -> None:
    listing = read_list(OUTLET, '<a href="/a-post1.html">Bài</a>'.encode(), "https://baothu.example/xa-hoi/")
    assert [link.url for link in listing.articles] == ["https://baothu.example/a-post1.html"]


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300) | st.text(alphabet="<>rsfed/&;!?[]= \"'ăđ", max_size=200).map(str.encode))
def test_odd_bytes_end_in_a_listing_or_a_coded_error(body: bytes) -> None:
    for start in (b"", b"<?xml version='1.0'?>", b"<rss>", b"<urlset><url>"):
        try:
            read_list(OUTLET, start + body, HERE)
        except VifactsError as error:
            assert error.code == "VF217"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-06-05T15:00:00+07:00", datetime(2024, 6, 5, 8, tzinfo=UTC)),
        ("2024-06-05T15:00:00+0700", datetime(2024, 6, 5, 8, tzinfo=UTC)),
        ("2024-06-05 15:00:00", datetime(2024, 6, 5, 8, tzinfo=UTC)),
        ("2024-06-05", datetime(2024, 6, 4, 17, tzinfo=UTC)),
        ("Wed, 05 Jun 2024 08:00:00 GMT", datetime(2024, 6, 5, 8, tzinfo=UTC)),
        ("0001-01-01T00:00:00", None),
        ("5/6/2024", None),
        ("", None),
        (None, None),
    ],
)
def test_moments(text: str | None, expected: datetime | None) -> None:
    assert moment(text) == expected


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2024-06-05T15:00:00+07:00">',
        "<meta content='2024-06-05T15:00:00+07:00' property='article:published_time' />",
        '<meta itemprop="datePublished" content="2024-06-05T15:00:00+07:00">',
        '<script type="application/ld+json">{"datePublished" : "2024-06-05T15:00:00+07:00"}</script>',
        '<time class="time" datetime="2024-06-05T15:00:00+0700">05/06/2024</time>',
    ],
)
def test_published(head: str) -> None:
    assert published(f"<html>{head}".encode()) == datetime(2024, 6, 5, 8, tzinfo=UTC)


def test_published_unknown() -> None:
    assert published(b"<html><time>05/06/2024</time>") is None
