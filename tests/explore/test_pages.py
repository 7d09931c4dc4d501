"""Each page shows what the dataset says, in two languages."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest

from vifacts.explore.site import article_address, thing_address
from vifacts.record import Record
from vifacts.store.query import Filter, figures

Get = Callable[..., httpx.Response]


class Text(HTMLParser):
    """The text of elements with an attribute, joined."""

    def __init__(self, html: str, wanted: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._wanted, self._depth = wanted, 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("input", "br", "img", "meta", "link"):
            return
        if self._depth or f"{tag}.{dict(attrs).get('class')}" == self._wanted:
            self._depth += 1
            if self._depth == 1:
                self.found.append("")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._depth = max(0, self._depth - 1)

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.found[-1] += data


@pytest.fixture(scope="module")
def con(folder: Path) -> sqlite3.Connection:
    con = sqlite3.connect(f"file:{folder}/index.sqlite?mode=ro", uri=True)
    con.row_factory = sqlite3.Row
    return con


def key_of(con: sqlite3.Connection, name: str, kind: str) -> str:
    return str(con.execute("SELECT key FROM entity WHERE name = ? AND kind = ?", (name, kind)).fetchone()[0])


def test_each_page_answers_in_vietnamese(get: Get, addresses: tuple[str, ...]) -> None:
    for address in addresses:
        answer = get(address)
        assert answer.status_code == 200, address
        assert '<html lang="vi">' in answer.text
        assert answer.text.count("<h1") == 1


def test_the_language_is_switched_and_remembered(get: Get) -> None:
    english = get("/overview?lang=en")
    assert '<html lang="en">' in english.text
    assert "What failed" in english.text
    assert "vifacts_language=en" in english.headers["set-cookie"]
    assert "What failed" in get("/overview", headers={"cookie": "vifacts_language=en"}).text
    assert "Những gì chưa đọc được" in get("/overview?lang=vi", headers={"cookie": "vifacts_language=en"}).text
    assert '<html lang="vi">' in get("/overview?lang=xx").text


def test_search_finds_with_and_without_diacritics(get: Get) -> None:
    def hits(query: str) -> list[str]:
        return re.findall(r'<h3><a href="(/article/[^"]+)"', get(f"/search?q={query}").text)

    assert hits("đảng viên")
    assert hits("đảng viên") == hits("dang vien") == hits("DANG  VIEN")
    assert hits("đảng ủy")
    assert hits("đảng ủy") == hits("đảng uỷ") == hits("dang uy")
    assert '<mark class="hit">đảng viên</mark>' in get("/search?q=dang+vien").text


def test_search_for_a_number_finds_figures(get: Get) -> None:
    for query in ("1042", "1.042", "1 042"):
        page = get(f"/search?q={query}").text
        assert '<mark class="hit">1.042 đảng viên</mark>' in page
        assert "/article/luu-1#f1" in page


def test_search_for_a_name_leads_to_its_page(get: Get, con: sqlite3.Connection) -> None:
    key = key_of(con, "Đảng bộ xã Hưng Đạo", "organization")
    assert thing_address(key) in get("/search?q=dang+bo+xa+hung+dao").text
    found = get("/suggest?q=hung+da").json()["suggestions"]
    assert thing_address(key) in [row["url"] for row in found]
    assert get("/suggest?q=").json() == {"suggestions": []}
    indicators = [
        row for row in get("/suggest?q=dang+vien").json()["suggestions"] if row["url"].startswith("/indicator/")
    ]
    assert indicators


def test_search_is_bounded_by_outlet_and_days(get: Get) -> None:
    assert "bachdang" not in re.sub(r"<option.*?</option>", "", get("/search?q=dang+vien&outlet=lucdau").text)
    late = get("/search?q=dang+vien&since=2025-07").text
    assert "/article/bachdang-" in late
    assert "/article/lucdau-" not in late


def test_the_text_of_an_article_stands_as_published(get: Get, sample: list[Record]) -> None:
    for record in sample:
        html = get(article_address(record.article.id)).text
        body = Text(html, "div.body").found[0]
        assert "".join(body.split()) == "".join(record.article.text.split())


def test_every_fact_has_a_mark_and_a_card(get: Get, sample: list[Record]) -> None:
    for record in sample[:12]:
        html = get(article_address(record.article.id)).text
        marked = {one for ids in re.findall(r'data-facts="([^"]+)"', html) for one in ids.split()}
        wanted = {f.id for f in record.figures} | {e.id for e in record.entities if e.mentions}
        wanted |= {f"r{n}" for n, _ in enumerate(record.roles, 1)} | {
            f"s{n}" for n, _ in enumerate(record.statements, 1)
        }
        assert marked == wanted
        assert set(re.findall(r'<section class="card c-\w+" id="([^"]+)"', html)) == wanted | {
            e.id for e in record.entities
        }


def test_a_fact_is_shown_with_figures_elsewhere(get: Get) -> None:
    html = get("/article/luu-1").text
    card = html[html.index('id="f1"') :]
    card = card[: card.index("</section>")]
    assert "1.042 đảng viên" in card
    assert "Đảng bộ xã Hưng Đạo" in card
    assert "mâu thuẫn" in card
    assert "1.024 đảng viên" in card
    assert 'href="/article/luu-2#f1"' in card


def test_the_record_is_given_as_it_stands(get: Get, sample: list[Record], folder: Path) -> None:
    wanted = sample[0].article.id
    lines = [line for shard in folder.glob("records/*.jsonl") for line in shard.read_bytes().splitlines()]
    assert get(f"/article/{wanted}.json").content in lines
    assert get(f"/article/{wanted}.json").json()["article"]["id"] == wanted


def test_the_archived_page_is_handed_out_and_never_run(get: Get, archived_page: bytes) -> None:
    assert "/article/luu-1/archive" in get("/article/luu-1").text
    answer = get("/article/luu-1/archive")
    assert answer.content == archived_page
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def plot_of(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="plot-data">(.*?)</script>', html, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def test_an_indicator_has_its_figures_as_points(get: Get) -> None:
    page = get("/indicator/party_members").text
    rows = get("/indicator/party_members.json").json()["rows"]
    points = plot_of(page)["points"]
    assert len(points) == len([row for row in rows if row["published"] or row["time"]])
    assert {point["y"] for point in points} == {row["value"] for row in rows}
    assert {point["sign"] for point in points} >= {"=", ">"}
    ranged = [point for point in points if point["max"] is not None]
    assert ranged
    assert all(point["max"] > point["y"] for point in ranged)
    plans = plot_of(get("/indicator/party_admissions").text)["points"]
    assert {point["plan"] for point in plans} == {True, False}
    few = get("/indicator/party_members?outlet=lucdau&target=0").text
    assert len(plot_of(few)["points"]) < len(points)
    assert get("/indicator/no_such").status_code == 404


def test_a_sample_of_figures_is_spread_and_always_the_same(con: sqlite3.Connection) -> None:
    everything = [row["article"] + row["figure"] for row in figures(con, Filter())]
    some = [row["article"] + row["figure"] for row in figures(con, Filter(every=4))]
    assert len(everything) / 6 < len(some) < len(everything) / 3
    assert set(some) < set(everything)
    assert some == [row["article"] + row["figure"] for row in figures(con, Filter(every=4), words=False)]
    assert {one.split("-")[0] for one in some} >= {"bachdang", "lucdau"}


def test_a_place_shows_its_units_before_and_after_the_reform(get: Get) -> None:
    before = get("/place/province-30-2024").text
    assert "tỉnh Hải Dương" in before
    assert 'href="/place/province-31-2025">thành phố Hải Phòng</a>' in before
    after = get("/place/province-31-2025").text
    assert 'href="/place/province-30-2024">tỉnh Hải Dương</a>' in after
    assert get("/place/province-99-2024").status_code == 404


def test_a_person_has_posts_through_time(get: Get, con: sqlite3.Connection) -> None:
    key = con.execute(
        "SELECT key FROM entity WHERE kind = 'person' AND roles > 1 ORDER BY roles DESC LIMIT 1"
    ).fetchone()[0]
    rows = get(f"/roles.json?person={key}").json()["rows"]
    html = get(thing_address(key)).text
    assert rows
    for row in rows:
        assert row["role"] in html
    assert html.count("<rect") > 1


def test_an_organisation_has_figures_people_and_conflicts(get: Get, con: sqlite3.Connection) -> None:
    key = key_of(con, "Đảng bộ xã Hưng Đạo", "organization")
    html = get(thing_address(key)).text
    assert "1.042 đảng viên" in html
    assert 'class="pair conflict"' in html
    assert "/article/luu-1" in html


def test_the_work_list_has_both_quotations(get: Get) -> None:
    html = get("/work?text=hung+dao").text
    pair = html[html.index('class="pair conflict"') :]
    pair = pair[: pair.index("</article>")]
    assert "1.042 đảng viên" in pair
    assert "1.024 đảng viên" in pair
    assert pair.count("<time datetime=") == 2
    assert 'class="pair' not in get("/work?text=khong+co+tu+nay").text
    assert 'class="pair agree"' in get("/work?kind=agree").text
    findings = get("/work?show=findings").text
    assert "VF30" in findings
    code = re.search(r"VF30\d", findings)
    assert code
    assert code[0] in get(f"/work?show=findings&kind={code[0]}").text


def test_a_filter_that_is_none_is_told(get: Get) -> None:
    for address in ("/work?kind=frob", "/figures?since=yesterday", "/figures?min=lots", "/figures?target=maybe"):
        answer = get(address)
        assert answer.status_code == 400
        assert "VF516" in answer.text
    assert get("/figures.json?min=lots").json()["error"].startswith("VF516")


@pytest.mark.parametrize(
    ("claim", "answer"),
    [
        ("Đảng bộ xã Hưng Đạo có 1.042 đảng viên", "supported"),
        ("Đảng bộ xã Hưng Đạo có 8.000 đảng viên", "contradicted"),
        ("Đảng bộ xã Không Đâu Cả có 8.000 đảng viên", "nothing-comparable"),
    ],
)
def test_a_claim_is_judged(get: Get, claim: str, answer: str) -> None:
    html = get("/claim", params={"text": claim}).text
    assert f'class="verdict a-{answer}"' in html
    rows = get("/claim.json", params={"text": claim}).json()["rows"]
    assert rows[0]["answer"].replace(" ", "-") == answer


def test_a_claim_without_a_fact_is_told(get: Get) -> None:
    assert "Không đọc được số liệu" in get("/claim?text=Xin+ch%C3%A0o").text
    assert get("/claim.json?text=Xin+ch%C3%A0o").status_code == 400


def test_the_overview_counts_and_names_failures(get: Get, con: sqlite3.Connection) -> None:
    html = get("/overview").text
    articles = con.execute("SELECT count(*) FROM article").fetchone()[0]
    assert f"<dd>{articles}</dd>" in html
    assert "VF111" in html
    assert "https://bao.example/hong" in html
    assert "Báo Lục Đầu" in html
    assert "tỉnh Hải Dương" in html


def test_tables_come_as_csv_and_json(get: Get) -> None:
    for name in ("figures", "people", "roles", "conflicts", "findings"):
        answer = get(f"/{name}.csv")
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert answer.text.startswith("\ufeff")
        rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
        found = get(f"/{name}.json").json()
        assert len(rows) == len(found["rows"]) > 0
        assert list(rows[0]) == list(found["rows"][0])
        assert found["next"] is None


def test_long_lists_go_on(get: Get) -> None:
    first = get("/figures.json?limit=3&outlet=lucdau").json()
    assert len(first["rows"]) == 3
    then = get(first["next"]).json()
    both = get("/figures.json?limit=6&outlet=lucdau").json()["rows"]
    assert first["rows"] + then["rows"] == both
    page = get("/figures?outlet=lucdau").text
    after = re.search(r'<a rel="next" href="([^"]+)"', page)
    assert after
    assert 'rel="prev"' in get(after[1].replace("&amp;", "&")).text
    pairs = get("/conflicts.json?kind=agree&limit=4").json()["rows"]
    assert pairs[2:] == get("/conflicts.json?kind=agree&limit=2&offset=2").json()["rows"]


def test_datasettes_tables_are_beside(get: Get) -> None:
    assert get("/index").status_code == 200
    assert get("/index/figure").status_code == 200
    assert get("/index/figure.json?_size=2").json()["rows"]
    assert get("/index.json?sql=select+count(*)+as+n+from+article").json()["rows"]
    assert 'href="/"' in get("/index").text


def test_what_is_not_there_is_told(get: Get) -> None:
    for address in (
        "/article/none",
        "/person/none",
        "/nowhere",
        "/index/none",
        "/-/databases",
        "/_internal",
        "/article/luu-1/archivex",
    ):
        assert get(address).status_code == 404
    assert "Về trang đầu" in get("/nowhere").text


def test_pages_say_what_they_link_to(get: Get, con: sqlite3.Connection) -> None:
    """No link of ours leads nowhere."""
    seen: set[str] = set()
    for address in (
        "/",
        "/search?q=dang+vien",
        "/article/luu-1",
        "/indicator/party_members",
        "/work",
        "/overview",
        "/figures",
    ):
        seen.update(re.findall(r'href="(/[^"#]*)', get(address).text))
    own = sorted(a.replace("&amp;", "&") for a in seen if not a.startswith(("/index", "/-/")))
    assert len(own) > 40
    for address in own[:: max(1, len(own) // 60)]:
        assert get(address).status_code == 200, address
