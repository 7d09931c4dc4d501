"""Spellings of one address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vifacts.outlets.outlet import Outlet
from vifacts.outlets.schema import ArticleUrls, Family, Newspaper
from vifacts.outlets.urls import canonical, url_id

PAGE = "https://baothu.example/xay-dung-dang/chi-bo-thon-ha-123.html"


@pytest.mark.parametrize(
    "url",
    [
        PAGE + "?utm_source=zalo&fbclid=1#binh-luan",
        PAGE + "?amp=1",
        PAGE + "?amp",
        PAGE + "?view=amp",
        PAGE + "?outputType=amp",
        PAGE + "?print=1",
        PAGE + "?mode=print",
        PAGE + "/amp",
        PAGE + "/amp/",
        PAGE + "/print",
        "https://baothu.example/amp/xay-dung-dang/chi-bo-thon-ha-123.html",
        "https://baothu.example/print/xay-dung-dang/chi-bo-thon-ha-123.html",
        "https://baothu.example/xay-dung-dang/chi-bo-thon-ha-123.amp.html",
        "HTTPS://BAOTHU.EXAMPLE:443//xay-dung-dang/chi-bo-thon-ha-123.html",
    ],
)
def test_variants_of_a_page(url: str) -> None:
    assert canonical(url) == PAGE


@pytest.mark.parametrize(
    "url",
    [
        "https://baothu.example/amp-giao-luu-12.html",
        "https://baothu.example/print",
        "https://baothu.example/",
        "https://baothu.example/printing/a-1.html",
        "https://baothu.example/bai-1.html?mode=text&view=2",
        "https://baothu.example/bai-1.html?amp=12",
    ],
)
def test_other_pages_stay_what_they_are(url: str) -> None:
    assert canonical(url) == url


@given(st.from_regex(r"https://bao\.example(/(amp|print|a|m|\.amp|-print|\?amp=1|&print|x\.html))*", fullmatch=True))
def test_canonical_twice_is_canonical_once(url: str) -> None:
    assert canonical(canonical(url)) == canonical(url)


def test_hosts_for_phones() -> None:
    family = Family(id="thu", name="x", article=ArticleUrls(url=r"-(?P<number>\d+)\.html$"))
    outlet = Outlet(
        Newspaper(id="baothu", name="Báo Thử", domains=["www.baothu.example", "baocu.example"], family="thu"), family
    )
    assert outlet.plain_url("https://m.baothu.example/a-1.html") == "https://www.baothu.example/a-1.html"
    assert outlet.plain_url("https://amp.baothu.example/a-1.html") == "https://www.baothu.example/a-1.html"
    for url in (
        "https://baothu.example/a-1.html",
        "https://m.baocu.example/a-1.html",
        "https://m.khac.example/a-1.html",
    ):
        assert outlet.plain_url(url) == url
    assert outlet.article_id("https://m.baothu.example/amp/a-1.html") == outlet.article_id(
        "https://baothu.example/a-1.html"
    )
    assert url_id("https://m.khac.example/a/amp") == url_id("http://khac.example/a")
