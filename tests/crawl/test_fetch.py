"""Fetching from a server that misbehaves in every way it can."""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from vifacts.crawl.answers import retry_after
from vifacts.crawl.connect import is_public
from vifacts.crawl.fetch import XML, Fetcher
from vifacts.crawl.limits import Limits
from vifacts.errors import VifactsError

QUICK = Limits(
    connect=1, read=0.4, header=0.6, total=1.0, sent=300_000, unpacked=1_000_000, pause=0.02, tries=3, longest_wait=2
)


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(allow_private=True, delay=0.0, limits=QUICK) as made:
        yield made


@pytest.fixture
def impatient() -> Iterator[Fetcher]:
    with Fetcher(allow_private=True, delay=0.0, limits=replace(QUICK, tries=1)) as made:
        yield made


def failure(fetcher: Fetcher, url: str, **more: Any) -> VifactsError:
    started = time.monotonic()
    with pytest.raises(VifactsError) as caught:
        fetcher.get(url, **more)
    assert time.monotonic() - started < 6
    assert caught.value.where == url or caught.value.code in {"VF210", "VF202", "VF211"}
    return caught.value


def status(code: int, **headers: str) -> Callable[[Any], None]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: handler.reply(code, b"<p>no</p>", named)


def html(body: bytes = b"<p>ok</p>", **headers: str) -> Callable[[Any], None]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: handler.reply(200, body, named)


def test_a_page(site: Any, fetcher: Fetcher) -> None:
    site.page("/bai.html", "<h1>Chi bộ</h1>", ETag='"7"')
    got = fetcher.get(f"{site.url}/bai.html")
    assert (got.status, got.body.decode(), got.url) == (200, "<h1>Chi bộ</h1>", f"{site.url}/bai.html")
    assert got.header("etag") == '"7"'
    sent = site.asked[-1].headers
    assert sent["User-Agent"].startswith("vifacts/") and "(+https://" in sent["User-Agent"]
    assert sent["Accept-Encoding"] == "gzip, deflate"
    assert ("Host", site.host) in got.request_headers


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("GZIP", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body)[2:-4]),
        ("identity", lambda body: body),
        ("gzip", lambda body: gzip.compress(body[:5]) + gzip.compress(body[5:]) + b"\0\0"),
    ],
)
def test_packed_bodies(site: Any, fetcher: Fetcher, encoding: str, pack: Callable[[bytes], bytes]) -> None:
    body = "<p>Đảng bộ xã</p>".encode() * 20
    site.page("/", pack(body), Content_Encoding=encoding)
    assert fetcher.get(site.url + "/").body == body


def test_chunked_bodies(site: Any, fetcher: Fetcher) -> None:
    def chunked(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"4\r\n<p>a\r\n5\r\nb</p>\r\n0\r\n\r\n")

    site.routes["/"] = chunked
    assert fetcher.get(site.url + "/").body == b"<p>ab</p>"


# --- waiting and trying again


def test_429_with_retry_after_is_waited_for(site: Any, fetcher: Fetcher) -> None:
    site.answer("/", status(429, Retry_After="1"), html())
    assert fetcher.get(site.url + "/").status == 200
    assert site.intervals()[-1] >= 1.0


@pytest.mark.parametrize(("value", "seconds"), [("7", 7), (" 0 ", 0), ("soon", None), ("-3", None), (None, None)])
def test_retry_after_in_seconds(value: str | None, seconds: float | None) -> None:
    assert retry_after(value) == seconds


def test_retry_after_as_a_date() -> None:
    when = datetime.now(UTC) + timedelta(seconds=90)
    assert retry_after(format_datetime(when, usegmt=True)) == pytest.approx(90, abs=2)
    assert retry_after("Mon, 01 Jan 2024 00:00:00 GMT") == 0


def test_a_long_retry_after_fails_and_the_host_is_left_alone(site: Any, fetcher: Fetcher) -> None:
    site.answer("/", status(429, Retry_After="3600"), html())
    assert failure(fetcher, site.url + "/").code == "VF213"
    asked = len(site.asked)
    assert failure(fetcher, site.url + "/other").code == "VF213"
    assert len(site.asked) == asked


def test_503_then_200(site: Any, fetcher: Fetcher) -> None:
    site.answer("/", status(503), status(502), html())
    assert fetcher.get(site.url + "/").status == 200
    assert site.paths() == ["/", "/", "/"]


def test_503_for_ever(site: Any, fetcher: Fetcher) -> None:
    site.answer("/", status(503))
    error = failure(fetcher, site.url + "/")
    assert error.code == "VF210" and "503" in str(error)
    assert len(site.paths()) == QUICK.tries


@pytest.mark.parametrize("code", [400, 401, 403, 404, 410, 451, 501])
def test_other_statuses_are_not_tried_again(site: Any, fetcher: Fetcher, code: int) -> None:
    site.answer("/", status(code))
    error = failure(fetcher, site.url + "/")
    assert error.code == "VF210" and str(code) in str(error)
    assert len(site.paths()) == 1


# --- broken answers


def test_a_reset_in_the_middle_of_a_body(site: Any, fetcher: Fetcher) -> None:
    def reset(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        handler.wfile.write(b"<p>half")
        handler.reset()

    site.answer("/once", reset, html())
    assert fetcher.get(site.url + "/once").body == b"<p>ok</p>"
    site.answer("/always", reset)
    assert failure(fetcher, site.url + "/always").code == "VF212"
    assert site.paths().count("/always") == QUICK.tries


def test_a_body_shorter_than_said(site: Any, fetcher: Fetcher) -> None:
    def short(handler: Any) -> None:
        handler.reply(200, b"<p>half", {"Content-Length": "5000"})
        handler.close_connection = True

    site.answer("/", short)
    assert failure(fetcher, site.url + "/").code == "VF212"


def test_a_body_longer_than_said(site: Any, fetcher: Fetcher) -> None:
    """What follows the length that was given is no part of the page, nor of the next one."""
    site.page("/", b"<p>ok</p>" + b"<p>much more</p>" * 9, Content_Length="9")
    site.page("/next", "<p>next</p>")
    assert fetcher.get(site.url + "/").body == b"<p>ok</p>"
    assert fetcher.get(site.url + "/next").body == b"<p>next</p>"


def test_a_length_that_is_no_number(site: Any, fetcher: Fetcher) -> None:
    def odd(handler: Any) -> None:
        handler.reply(200, b"<p>ok</p>", {"Content-Length": "many", "Connection": "close"})
        handler.close_connection = True

    site.answer("/", odd)
    try:
        assert fetcher.get(site.url + "/").body == b"<p>ok</p>"
    except VifactsError as error:
        assert error.code == "VF212"


def test_a_wall_that_wants_its_cookie(site: Any, fetcher: Fetcher) -> None:
    def wall(handler: Any) -> None:
        if "seen=1" in (handler.headers.get("Cookie") or ""):
            handler.reply(200, b"<p>ok</p>")
        else:
            handler.reply(302, b"", {"Set-Cookie": "seen=1; Path=/", "Location": handler.path})

    site.answer("/", wall)
    assert fetcher.get(site.url + "/").body == b"<p>ok</p>"
    # What one host sets is not sent to another.
    other = site.url.replace("127.0.0.1", "localhost")
    site.page("/x", "<p>x</p>")
    fetcher.get(other + "/x")
    assert "Cookie" not in site.asked[-1].headers


def test_a_wall_that_no_cookie_opens(site: Any, fetcher: Fetcher) -> None:
    site.answer("/", lambda handler: handler.reply(302, b"", {"Set-Cookie": "a=b", "Location": "/"}))
    assert failure(fetcher, site.url + "/").code == "VF209"


def test_a_connection_closed_without_an_answer(site: Any, fetcher: Fetcher) -> None:
    site.answer("/", lambda handler: handler.reset())
    assert failure(fetcher, site.url + "/").code in {"VF205", "VF212"}


def test_a_gzip_body_that_ends_in_the_middle(site: Any, fetcher: Fetcher) -> None:
    site.page("/", gzip.compress(b"<p>" * 5000)[:-12], Content_Encoding="gzip")
    assert failure(fetcher, site.url + "/").code == "VF208"


def test_an_encoding_nobody_asked_for(site: Any, fetcher: Fetcher) -> None:
    site.page("/", b"\x0b\x02\x80", Content_Encoding="br")
    assert failure(fetcher, site.url + "/").code == "VF208"


def test_nobody_listens(fetcher: Fetcher) -> None:
    assert failure(fetcher, "http://127.0.0.1:9/").code == "VF203"


def test_no_secure_connection(site: Any, fetcher: Fetcher) -> None:
    error = failure(fetcher, site.url.replace("http:", "https:") + "/")
    assert error.code == "VF203" and "VF219" in str(error)
    assert site.asked == []


# --- slow and endless answers


def test_a_slow_drip_of_the_body(site: Any, impatient: Fetcher) -> None:
    def drip(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b".")
            time.sleep(0.1)

    site.answer("/", drip)
    assert failure(impatient, site.url + "/").code == "VF206"


def test_a_slow_drip_of_the_header(site: Any, impatient: Fetcher) -> None:
    def drip(handler: Any) -> None:
        for byte in b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-More: " + b"x" * 100:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            time.sleep(0.1)

    site.answer("/", drip)
    assert failure(impatient, site.url + "/").code == "VF206"


def test_a_server_that_says_nothing(site: Any, impatient: Fetcher) -> None:
    silence = threading.Event()
    site.answer("/", lambda _: silence.wait(5))
    assert failure(impatient, site.url + "/").code == "VF206"
    silence.set()


def test_an_endless_body(site: Any, fetcher: Fetcher) -> None:
    def endless(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Connection", "close")
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 50_000)

    site.answer("/", endless)
    assert failure(fetcher, site.url + "/").code == "VF207"
    assert len(site.paths()) == 1


def test_an_endless_body_of_a_redirect(site: Any, fetcher: Fetcher) -> None:
    def endless(handler: Any) -> None:
        handler.send_response(302)
        handler.send_header("Location", "/there")
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 50_000)

    site.answer("/", endless)
    site.page("/there", "x")
    assert fetcher.get(site.url + "/").url == site.url + "/there"


def test_a_gzip_bomb(site: Any, fetcher: Fetcher) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < QUICK.sent
    site.page("/", bomb, Content_Encoding="gzip")
    assert failure(fetcher, site.url + "/").code == "VF207"


# --- redirects and addresses


def test_redirects_are_followed(site: Any, fetcher: Fetcher) -> None:
    site.answer("/a", status(301, Location="/b?x=1"))
    site.answer("/b", status(302, Location=f"{site.url}/c"))
    site.page("/c", "<p>there</p>")
    got = fetcher.get(site.url + "/a")
    assert (got.body, got.url, got.asked) == (b"<p>there</p>", site.url + "/c", site.url + "/a")


def test_a_redirect_loop(site: Any, fetcher: Fetcher) -> None:
    site.answer("/a", status(302, Location="/b"))
    site.answer("/b", status(302, Location="/a"))
    assert failure(fetcher, site.url + "/a").code == "VF209"
    assert len(site.paths()) == QUICK.redirects + 1


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://a.example/", "javascript:alert(1)"])
def test_a_redirect_to_what_is_not_http(site: Any, fetcher: Fetcher, target: str) -> None:
    site.answer("/", status(302, Location=target))
    with pytest.raises(VifactsError) as caught:
        fetcher.get(site.url + "/")
    assert caught.value.code == "VF201"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://[::1]:{port}/",
        "http://2130706433:{port}/",
        "http://0.0.0.0:{port}/",
    ],
)
def test_no_private_address(site: Any, url: str) -> None:
    with Fetcher(delay=0, limits=QUICK) as fetcher:
        error = failure(fetcher, url.format(port=site.host.rpartition(":")[2]))
    assert error.code == "VF204"
    assert site.asked == []


def test_a_redirect_to_a_private_address(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host counts as public here; what it redirects to does not."""
    import vifacts.crawl.connect as connect

    port = site.host.rpartition(":")[2]
    monkeypatch.setattr(connect, "is_public", lambda address: address == "127.0.0.1")
    site.answer("/", status(302, Location=f"http://127.0.0.2:{port}/secret"))
    with Fetcher(delay=0, limits=QUICK) as fetcher, pytest.raises(VifactsError, match=r"VF204 .*127\.0\.0\.2"):
        fetcher.get(site.url + "/")
    assert site.paths() == ["/"]


def test_a_name_that_resolves_to_a_private_address(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    answers = iter([[(2, 1, 6, "", ("93.184.216.34", 80))], [(2, 1, 6, "", ("10.0.0.7", 80))]])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: next(answers)[0:1])
    from vifacts.crawl.connect import PrivateAddressError, public_addresses

    assert public_addresses("two-faced.example", 80) == ["93.184.216.34"]
    with pytest.raises(PrivateAddressError, match=r"10\.0\.0\.7"):
        public_addresses("two-faced.example", 80)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("10.1.2.3", False), ("192.168.0.1", False),
        ("172.16.9.9", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False), ("::1", False),
        ("fe80::1%eth0", False), ("fd00::1", False), ("::ffff:127.0.0.1", False), ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False), ("255.255.255.255", False),
    ],
)  # fmt: skip
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url", ["ftp://a.example/", "file:///etc/passwd", "http:///x", "https://a:b@c.example/", "", "http://a:99999/"]
)
def test_what_is_no_address(fetcher: Fetcher, url: str) -> None:
    assert failure(fetcher, url).code == "VF201"


# --- content


def test_a_wrong_content_type(site: Any, fetcher: Fetcher) -> None:
    site.page("/", b"%PDF-1.7", "application/pdf")
    error = failure(fetcher, site.url + "/")
    assert error.code == "VF211" and "application/pdf" in str(error)
    site.page("/feed", b"<rss/>", "application/rss+xml; charset=utf-8")
    assert fetcher.get(site.url + "/feed", accept=XML).body == b"<rss/>"


def test_a_conditional_request(site: Any, fetcher: Fetcher) -> None:
    site.answer("/", lambda handler: handler.reply(304, b"", {"ETag": '"1"'}, None))
    assert fetcher.get(site.url + "/", etag='"1"', modified="Mon, 01 Jan 2024 00:00:00 GMT").status == 304
    assert site.asked[-1].headers["If-None-Match"] == '"1"'
    assert site.asked[-1].headers["If-Modified-Since"] == "Mon, 01 Jan 2024 00:00:00 GMT"


# --- robots.txt and the pace


def test_robots_that_forbid(site: Any, fetcher: Fetcher) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /noi-bo/\nDisallow: /*?in=", "text/plain")
    site.page("/bai.html", "x")
    assert failure(fetcher, site.url + "/noi-bo/lich.html").code == "VF202"
    assert failure(fetcher, site.url + "/bai.html?in=1").code == "VF202"
    assert fetcher.get(site.url + "/bai.html").status == 200
    assert site.paths(robots=True) == ["/robots.txt", "/bai.html"]


def test_a_redirect_into_what_robots_forbid(site: Any, fetcher: Fetcher) -> None:
    site.page("/robots.txt", "User-agent: vifacts\nDisallow: /kin", "text/plain")
    site.answer("/", status(302, Location="/kin"))
    with pytest.raises(VifactsError, match="VF202"):
        fetcher.get(site.url + "/")
    assert "/kin" not in site.paths()


def test_robots_500_forbids_all(site: Any, fetcher: Fetcher) -> None:
    site.answer("/robots.txt", status(500))
    site.page("/", "x")
    error = failure(fetcher, site.url + "/")
    assert error.code == "VF203" and "500" in str(error)
    assert site.paths() == []


def test_robots_403_and_404_forbid_nothing(site: Any, fetcher: Fetcher) -> None:
    site.answer("/robots.txt", status(403))
    site.page("/", "x")
    assert fetcher.get(site.url + "/").status == 200


def test_robots_of_10_mb_are_read_as_far_as_the_limit(site: Any, fetcher: Fetcher) -> None:
    big = b"User-agent: *\nDisallow: /kin\n" + b"# x\n" * 2_500_000
    site.page("/robots.txt", big, "text/plain")
    site.page("/", "x")
    assert fetcher.get(site.url + "/").status == 200
    assert failure(fetcher, site.url + "/kin").code == "VF202"


def test_robots_in_a_loop_of_redirects(site: Any, fetcher: Fetcher) -> None:
    site.answer("/robots.txt", status(302, Location="/robots.txt"))
    site.page("/", "x")
    assert fetcher.get(site.url + "/").status == 200


def test_the_crawl_delay_is_kept_at_the_server(site: Any) -> None:
    site.page("/robots.txt", "User-agent: *\nCrawl-delay: 0.25", "text/plain")
    site.page("/", "x")
    with Fetcher(allow_private=True, delay=0.05, limits=QUICK) as fetcher:
        threads = [threading.Thread(target=fetcher.get, args=(site.url + "/",)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert site.paths(robots=True) == ["/robots.txt", "/", "/", "/", "/"]
    assert min(site.intervals()) >= 0.25


def test_the_pause_is_one_second_unless_robots_say_otherwise(site: Any) -> None:
    site.page("/", "x")
    with Fetcher(allow_private=True, limits=QUICK) as fetcher:
        fetcher.get(site.url + "/")
    assert min(site.intervals()) >= 1.0


def test_a_crawl_delay_that_is_too_long(site: Any, fetcher: Fetcher) -> None:
    site.page("/robots.txt", "User-agent: *\nCrawl-delay: 86400", "text/plain")
    assert failure(fetcher, site.url + "/").code == "VF214"


def test_tries_keep_the_pace(site: Any) -> None:
    site.answer("/", status(500), status(500), html())
    with Fetcher(allow_private=True, delay=0.2, limits=QUICK) as fetcher:
        fetcher.get(site.url + "/")
    assert min(site.intervals()) >= 0.2


def test_sitemaps_that_robots_name(site: Any, fetcher: Fetcher) -> None:
    site.page("/robots.txt", "Sitemap: /sitemap.xml\nSitemap: https://b.example/s.xml", "text/plain")
    assert fetcher.sitemaps(site.url + "/") == [site.url + "/sitemap.xml", "https://b.example/s.xml"]
