"""Nobody gets in, nothing gets out, nothing runs that should not."""

from __future__ import annotations

import base64
import html
import os
import re
import shutil
import sqlite3
import stat
import time
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from vifacts.cli import app as command
from vifacts.errors import VifactsError
from vifacts.explore import guard
from vifacts.explore.guard import Password, hashed, is_loopback, password_of
from vifacts.explore.reader import Reader
from vifacts.explore.serve import application, serving
from vifacts.explore.site import as_json, thing_address, web_address
from vifacts.store.dataset import Dataset
from vifacts.store.index import index

Get = Callable[..., httpx.Response]
Asker = Callable[[Any], Get]
ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"


# -- the index -------------------------------------------------------------------------------------------------------


def test_the_index_cannot_be_written(folder: Path, get: Get) -> None:
    reader = Reader(Dataset(folder))
    for change in ("DELETE FROM article", "CREATE TABLE x (y)", "PRAGMA user_version = 7"):
        with pytest.raises(sqlite3.OperationalError, match=r"readonly|query_only|read-only"):
            reader.now(lambda con, change=change: con.execute(change))
    reader.close()
    for sql in (
        "delete from article",
        "insert into meta values ('a', 'b')",
        "attach 'x.db' as x",
        "pragma writable_schema = 1",
    ):
        assert get("/index.json", params={"sql": sql}).status_code == 400
    assert not (folder / "x.db").exists()


def test_the_index_is_read_while_it_is_updated(folder: Path, tmp_path: Path, ask: Asker) -> None:
    copy = tmp_path / "mau"
    shutil.copytree(folder, copy)
    app, its_site = application(copy)
    get = ask(app)
    assert get("/article/luu-1").status_code == 200
    dataset = Dataset(copy)
    shard = dataset.shards()[0]
    lines = shard.read_bytes().splitlines(keepends=True)
    shard.write_bytes(b"".join(line for line in lines if b'"id":"luu-1"' not in line))
    index(dataset)
    assert get("/article/luu-1").status_code == 404
    reader = Reader(dataset)
    count = reader.now(lambda con: con.execute("SELECT count(*) FROM article").fetchone()[0])
    dataset.index.unlink()  # made from nothing, in another file
    assert reader.now(lambda con: con.execute("SELECT count(*) FROM article").fetchone()[0]) == count
    shard.write_bytes(b"".join(lines))
    index(dataset)
    assert get("/article/luu-1").status_code == 200
    assert get("/index/article.json?key=luu-1").json()["rows"]
    assert reader.now(lambda con: con.execute("SELECT count(*) FROM article").fetchone()[0]) == count + 1
    reader.close()
    its_site.reader.close()


def test_a_folder_that_cannot_be_written_is_served(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "mau"
    shutil.copytree(folder, copy)
    for suffix in ("-wal", "-shm"):
        (copy / f"index.sqlite{suffix}").unlink(missing_ok=True)
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and may(path, mode))
    before = {path.name for path in copy.iterdir()}
    reader = Reader(Dataset(copy))
    assert reader.now(lambda con: con.execute("SELECT count(*) FROM article").fetchone()[0]) > 20
    assert {path.name for path in copy.iterdir()} == before, "nothing is put beside the index"
    reader.close()


def test_queries_end_in_time(folder: Path, get: Get) -> None:
    began = time.perf_counter()
    answer = get("/index.json", params={"sql": ENDLESS})
    assert answer.status_code == 400
    assert time.perf_counter() - began < 5
    reader = Reader(Dataset(folder), seconds=0.1)
    with pytest.raises(VifactsError, match="VF524"):
        reader.now(lambda con: con.execute(ENDLESS).fetchall())
    assert reader.now(lambda con: con.execute("SELECT 1").fetchone()[0]) == 1
    reader.close()


def test_a_page_that_takes_too_long_says_so(folder: Path, ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vifacts.explore.reader._STEPS", 1)  # even the smallest query is looked at
    app, its_site = application(folder)
    its_site.reader.seconds = 1e-9
    answer = ask(app)("/search?q=dang+vien")
    assert answer.status_code == 503
    assert "VF524" in answer.text
    its_site.reader.close()


def test_rows_and_memory_of_a_query_are_bounded(get: Get) -> None:
    many = "with recursive n(i) as (select 1 union all select i + 1 from n limit 5000) select i from n"
    answer = get("/index.json", params={"sql": many}).json()
    assert len(answer["rows"]) == 1000
    assert answer["truncated"] is True
    assert len(get("/figures.json?limit=99999999").json()["rows"]) <= 10_000
    for sql in (
        "select length(zeroblob(900000000))",
        "select length(randomblob(900000000))",
        "select length(replace(hex(zeroblob(9000000)), '0', 'xxxxxxxxxx'))",
    ):
        assert get("/index.json", params={"sql": sql}).status_code == 400


# -- what comes out --------------------------------------------------------------------------------------------------


class Harm(HTMLParser):
    """What a page has that runs, or that nobody of ours wrote."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("img", "style", "iframe", "object", "embed", "base"):
            self.found.append(tag)
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.found.append("script")
        self.found += [f"{tag} {name}" for name in given if name.startswith("on") or name == "style"]
        for name in ("href", "src", "action"):
            if ":" in (given.get(name) or "").split("?")[0] and not (given.get(name) or "").startswith("https://"):
                self.found.append(f"{tag} {name}={given[name]}")


def harmful(page: str) -> list[str]:
    """Markup of the attacker that came through, and scripts, styles and handlers within a page."""
    return Harm(page).found + [bad for bad in ("<script>alert", "<img src=x") if bad in page]


def test_the_test_itself_finds_harm() -> None:
    for bad in (
        "<script>alert(1)</script>",
        "<b onclick=x>",
        '<a href="javascript:x">',
        "<p style='x'>",
        '"><img src=x onerror=alert(2)>',
    ):
        assert harmful(f"<html>{bad}</html>"), bad


def test_an_article_that_attacks_is_text_everywhere(
    get: Get, folder: Path, addresses: tuple[str, ...], evil_name: str
) -> None:
    con = sqlite3.connect(folder / "index.sqlite")
    things = [thing_address(row[0]) for row in con.execute("SELECT key FROM entity WHERE name LIKE '%onerror%'")]
    con.close()
    assert len(things) >= 2
    pages = [
        "/article/evil-1",
        "/search?q=script+alert",
        "/search?q=77",
        "/figures?min=77&max=77",
        "/indicator/party_members",
    ]
    pages += [
        "/roles?text=bi+thu",
        "/people?text=script",
        "/claim?text=%3Cscript%3Ealert(1)%3C/script%3E+77",
        "/person?q=onerror",
    ]
    pages += [
        "/search?q=%22%3E%3Cscript%3Ealert(5)%3C/script%3E",
        "/figures?holder=%22%3E%3Cscript%3Ealert(5)%3C/script%3E",
    ]
    for address in [*things, *pages, *addresses]:
        answer = get(address)
        assert answer.status_code == 200, address
        assert harmful(answer.text) == [], address
    shown = get("/article/evil-1").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert evil_name in html.unescape(shown)


def test_markup_in_csv_json_and_suggestions_is_no_page(get: Get) -> None:
    for address, kind in (
        ("/figures.json", "application/json"),
        ("/figures.csv", "text/csv"),
        ("/suggest?q=onerror", "application/json"),
    ):
        answer = get(address)
        assert answer.headers["content-type"].startswith(kind)
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_json_within_a_page_cannot_end_its_script() -> None:
    made = str(as_json({"a": "</script><!--", "b": "\u2028&'"}))
    assert not set("<>&'\u2028") & set(made)


def test_only_addresses_of_the_web_are_linked() -> None:
    assert web_address("https://bao.example/1") == "https://bao.example/1"
    for bad in (
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "https://[",
        None,
        "",
    ):
        assert web_address(bad) is None


def test_every_answer_has_a_policy(get: Get, addresses: tuple[str, ...]) -> None:
    for address in (*addresses, "/nowhere", "/figures.json", "/-/vifacts/site.css"):
        headers = get(address).headers
        assert "unsafe" not in headers["content-security-policy"] or address.startswith("/-/"), address
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
    theirs = get("/index/article").headers["content-security-policy"]
    assert theirs.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in theirs


def test_nothing_comes_from_outside(get: Get, root: Path, addresses: tuple[str, ...]) -> None:
    for address in addresses:
        for source in re.findall(r'(?:src|<link[^>]*href)="([^"]+)"', get(address).text):
            assert source.startswith("/-/vifacts/"), source
    for path in (root / "pipeline/vifacts/explore/static").rglob("*.css"):
        assert "url(" not in path.read_text(encoding="utf-8")


# -- paths -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["../site.py", "..%2fsite.py", "%2e%2e/%2e%2e/errors.py", "/etc/passwd", "uplot/../../words.toml", "README.md", ""],
)
def test_static_files_are_those_and_no_others(get: Get, name: str) -> None:
    assert get(f"/-/vifacts/{name}").status_code == 404
    assert get("/-/vifacts/site.css").status_code == 200


def test_an_archive_link_leads_nowhere_else(get: Get, folder: Path, tmp_path: Path) -> None:
    from vifacts.explore.pages.article import archived

    assert get("/article/evil-1/archive").status_code == 404
    assert "/article/evil-1/archive" not in get("/article/evil-1").text
    dataset = Dataset(folder)
    outside = tmp_path / "secret.warc.gz"
    shutil.copy(folder / "archive/luu-00000.warc.gz", outside)
    link = folder / "archive/link.warc.gz"
    link.symlink_to(outside)
    for name in (
        str(outside),
        f"../../{outside}",
        "..",
        "",
        ".",
        "link.warc.gz",
        "archive\\..\\..\\dataset.json",
        "nul\0",
    ):
        assert archived(dataset, {"archive": name, "offset": 0}) is None, name
    assert archived(dataset, {"archive": "luu-00000.warc.gz", "offset": 0}) == ("luu-00000.warc.gz", 0)
    assert archived(dataset, {"archive": "luu-00000.warc.gz", "offset": None}) is None
    assert archived(dataset, None) is None
    link.unlink()


# -- who may ask -----------------------------------------------------------------------------------------------------


def test_another_name_of_this_machine_is_refused(get: Get) -> None:
    for host in ("127.0.0.1:8470", "localhost", "localhost:1", "[::1]:8470", "127.8.0.1"):
        assert get("/", headers={"host": host}).status_code == 200
    for host in ("evil.example", "evil.example:8470", "127.0.0.1.evil.example", "192.168.1.5:8470", "0.0.0.0", ""):
        assert get("/", headers={"host": host}).status_code == 421


def test_loopback_is_told_from_elsewhere() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "localhost", "::1", "[::1]", "127.1.2.3")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.0.1", "example.org", "localhost.evil.example")))


def test_listening_elsewhere_needs_a_password(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(guard.VARIABLE, raising=False)
    with pytest.raises(VifactsError, match="VF521"):
        CliRunner().invoke(
            command, ["explore", str(folder), "--host", "0.0.0.0", "--port", "0"], catch_exceptions=False
        )
    monkeypatch.setenv(guard.VARIABLE, "kurz")
    with pytest.raises(VifactsError, match="VF522"):
        CliRunner().invoke(
            command, ["explore", str(folder), "--host", "0.0.0.0", "--port", "0"], catch_exceptions=False
        )


def test_it_listens_on_loopback_and_tells_a_port_in_use(folder: Path) -> None:
    with serving(folder) as address:
        assert address.startswith("http://127.0.0.1:")
        port = int(address.rstrip("/").rsplit(":", 1)[1])
        with pytest.raises(VifactsError, match="VF523"), serving(folder, port=port):
            pass


def with_password(text: str) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"ai:{text}".encode()).decode()}


def test_a_password_opens_every_address(guarded: Get) -> None:
    for address in ("/", "/figures.json", "/-/vifacts/site.css", "/index", "/nowhere"):
        refused = guarded(address)
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"].startswith("Basic")
        assert guarded(address, headers=with_password("mat-khau-dai")).status_code in (200, 404)
    for wrong in (
        {"authorization": "Bearer x"},
        {"authorization": "Basic %%"},
        {"authorization": "Basic"},
        with_password(""),
    ):
        assert guarded("/", headers=wrong).status_code == 401


def test_guessing_is_slowed_down(guarded: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    assert guarded("/", headers=with_password("mat-khau-dai")).status_code == 200
    for n in range(guard.TRIES):
        assert guarded("/", headers=with_password(f"guess-{n}")).status_code == 401
    blocked = guarded("/", headers=with_password("mat-khau-dai"))
    assert blocked.status_code == 429
    assert 0 < int(blocked.headers["retry-after"]) <= guard.WINDOW + 1
    later = time.monotonic() + guard.WINDOW + 1
    monkeypatch.setattr(guard.time, "monotonic", lambda: later)
    assert guarded("/", headers=with_password("mat-khau-dai")).status_code == 200


def test_a_password_is_kept_as_its_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(guard.VARIABLE, raising=False)
    assert password_of(None) is None
    line = hashed("mat-khau-dai")
    assert "mat-khau-dai" not in line
    assert hashed("mat-khau-dai") != line
    file = tmp_path / "password"
    for written in ("mat-khau-dai\n", line + "\n"):
        file.write_text(written, encoding="utf-8")
        file.chmod(stat.S_IRUSR | stat.S_IWUSR)
        password = password_of(file)
        assert password is not None
        assert password.check("mat-khau-dai")
        assert password.check("mat-khau-dai")
        assert not password.check("mat-khau-da")
        assert "mat-khau-dai" not in repr(vars(password))
    file.chmod(0o644)
    with pytest.raises(VifactsError, match="VF522"):
        password_of(file)
    for bad in ("short", "scrypt$1$2", "scrypt$16384$8$1$zz$00", "scrypt$15$8$1$00$00"):
        with pytest.raises(VifactsError, match="VF522"):
            Password(bad)
    with pytest.raises(VifactsError, match="VF522"):
        password_of(tmp_path / "none")


def test_in_another_datasette_the_plug_in_does_nothing(tmp_path: Path) -> None:
    from datasette.app import Datasette

    from vifacts.explore import plugin

    path = tmp_path / "other.db"
    with sqlite3.connect(path) as con:
        con.execute("CREATE TABLE t (a)")
    other = Datasette([str(path)])
    assert plugin.site_of(other) is None
    assert plugin.register_routes(datasette=other) == []
    assert plugin.menu_links(datasette=other) == []
    con = sqlite3.connect(path)
    plugin.prepare_connection(conn=con, database="other", datasette=other)
    assert con.execute("SELECT length(zeroblob(30000000))").fetchone() == (30_000_000,)
    con.execute("ATTACH ? AS x", (str(tmp_path / "more.db"),))
    con.close()


def test_in_a_plain_datasette_the_pages_are_there(folder: Path, ask: Asker) -> None:
    from datasette.app import Datasette
    from datasette.plugins import pm

    from vifacts.explore import plugin

    if not pm.is_registered(plugin):
        pm.register(plugin, "vifacts")
    plain = ask(Datasette([str(folder / "index.sqlite")]).app())
    answer = plain("/article/luu-1")
    assert answer.status_code == 200
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert plain("/index/article").status_code == 200
    assert plain("/-/versions.json").status_code == 200


ODD = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "1e999",
            "nan",
            "-1",
            "99999999999999999999",
            "0",
            "' OR 1=1 --",
            '"',
            "*",
            "NEAR(",
            "đ" * 3000,
            "\x00",
            "1.2.3",
            "2024-13",
        ]
    ),
)
NAMES = (
    "q",
    "text",
    "indicator",
    "holder",
    "person",
    "place",
    "outlet",
    "since",
    "until",
    "min",
    "max",
    "target",
    "kind",
    "limit",
)


@settings(max_examples=60, deadline=None)
@given(
    path=st.sampled_from(
        [
            "/search",
            "/suggest",
            "/figures",
            "/people",
            "/roles.json",
            "/work",
            "/findings.csv",
            "/person",
            "/indicator/party_members",
        ]
    ),
    query=st.dictionaries(st.sampled_from((*NAMES, "offset", "show", "lang")), ODD, max_size=4),
)
def test_odd_queries_are_answered(get: Get, path: str, query: dict[str, str]) -> None:
    answer = get(path, params={name: value.encode("utf-8", "replace").decode() for name, value in query.items()})
    assert answer.status_code in (200, 302, 400), answer.text[:300]


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(["article", "person", "place", "indicator", "document"]), st.text(min_size=1, max_size=30))
def test_odd_addresses_are_not_there(get: Get, kind: str, key: str) -> None:
    name = quote(key.encode("utf-8", "replace"), safe="")
    assert get(f"/{kind}/{name}").status_code in (302, 404)


def test_a_thousand_fields_or_words_do_no_harm(get: Get) -> None:
    assert get("/figures?" + "&".join(f"a{n}=1" for n in range(1000))).status_code == 200
    assert get("/figures", params={"text": " ".join(f"w{n}" for n in range(900))}).status_code == 200
