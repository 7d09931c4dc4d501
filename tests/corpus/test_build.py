"""The sample corpus: what is committed is what the sources make, and it is what the data card says."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.parse
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

CORPUS = Path(__file__).parents[2] / "corpus"
PAPERS = {"lucdau": 11, "bachdang": 10}
"""The papers, and the least number of articles of each."""

sys.path.insert(0, str(CORPUS))
from builder.annotations import resolve  # noqa: E402
from builder.picture import grey_jpeg  # noqa: E402


def rows(name: str) -> dict[str, dict]:
    """The rows of a gold file by id (pages: by file)."""
    lines = (CORPUS / "gold" / name).read_text(encoding="utf-8").splitlines()
    return {row.get("id") or row["file"]: row for row in map(json.loads, lines)}


@pytest.fixture(scope="module")
def articles() -> dict[str, dict]:
    return rows("sample.articles.jsonl")


@pytest.fixture(scope="module")
def gold() -> dict[str, dict]:
    return rows("sample.gold.jsonl")


class Links(HTMLParser):
    """Collects the addresses that a page points to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [
            value for name, value in attrs if name in ("href", "src", "action") and value and tag != "textarea"
        ]


def target(site: Path, link: str) -> Path | None:
    """The file that a root-relative link names; None for an address outside the site."""
    parts = urllib.parse.urlsplit(link)
    if parts.scheme or link.startswith("#"):
        return None
    path = site / urllib.parse.unquote(parts.path).lstrip("/")
    return path / "index.html" if parts.path.endswith("/") else path


def test_the_committed_output_is_what_the_sources_make() -> None:
    """No problem in sources and annotations (every anchor resolves), nothing out of date, nothing left over."""
    run = subprocess.run(
        [sys.executable, "-I", str(CORPUS / "build.py"), "--check"], capture_output=True, text=True, encoding="utf-8"
    )
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("paper", PAPERS)
def test_every_internal_link_leads_to_a_file(paper: str) -> None:
    site = CORPUS / "sample" / paper
    checked = 0
    for page in site.rglob("*.html"):
        links = Links()
        links.feed(page.read_text(encoding="utf-8"))
        for link in links.found:
            path = target(site, link)
            if path is not None:
                assert path.is_file(), f"{page.relative_to(site)}: {link}"
                checked += 1
    assert checked > 300


@pytest.mark.parametrize("paper", PAPERS)
def test_feeds_and_sitemap_list_the_articles(paper: str, articles: dict[str, dict]) -> None:
    site = CORPUS / "sample" / paper
    written = [key for key in articles if key.startswith(paper)]
    feed = ElementTree.parse(site / "rss/home.rss")
    assert [item.text for item in feed.iter("guid")] == written, "newest first, as the articles are listed"
    for link in feed.iterfind("channel/item/link"):
        assert (site / str(link.text).lstrip("/")).is_file()
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    places = [loc.text for loc in ElementTree.parse(site / "sitemap.xml").iter(f"{space}loc")]
    assert len(places) == len(written)
    assert all((site / str(place).lstrip("/")).is_file() for place in places)


@pytest.mark.parametrize("paper", PAPERS)
def test_section_lists_page_on(paper: str, articles: dict[str, dict]) -> None:
    """Six articles a page, and each article of the section is on one of the pages."""
    section = CORPUS / "sample" / paper / "xay-dung-dang"
    addresses = {
        urllib.parse.urlsplit(row["url"]).path
        for key, row in articles.items()
        if key.startswith(paper) and row["section"] == "Xây dựng Đảng"
    }
    pages = [section / "index.html", section / "trang-2.html"]
    seen = []
    for page in pages:
        links = Links()
        links.feed(page.read_text(encoding="utf-8"))
        seen.append(addresses & set(links.found))
    assert len(seen[0]) == 6
    assert seen[0] | seen[1] == addresses


@pytest.mark.parametrize("paper", PAPERS)
def test_the_front_page_links_what_must_not_be_fetched_and_what_is_gone(paper: str) -> None:
    site = CORPUS / "sample" / paper
    links = Links()
    links.feed((site / "index.html").read_text(encoding="utf-8"))
    assert "/noi-bo/lich-truc.html" in links.found
    assert "Disallow: /noi-bo/" in (site / "robots.txt").read_text(encoding="utf-8")
    gone = [link for link in links.found if "khong-con-ton-tai" in link]
    assert len(gone) == 1
    assert "Không tìm thấy trang" in (site / gone[0].lstrip("/")).read_text(encoding="utf-8")


def test_sizes(articles: dict[str, dict], gold: dict[str, dict]) -> None:
    """Articles of 250 to 700 syllables, each with gold."""
    assert set(articles) == set(gold)
    counts = Counter(key.split("-")[0] for key in articles)
    for paper, least in PAPERS.items():
        assert counts[paper] >= least
    for key, row in articles.items():
        assert 250 <= len(row["text"].split()) <= 700, key
        assert gold[key]["text_chars"] == len(row["text"])
        assert len(gold[key]["figures"]) >= 5, key


def test_gold_spans_hold_what_they_name(articles: dict[str, dict], gold: dict[str, dict]) -> None:
    for key, row in gold.items():
        text = articles[key]["text"]
        for kind in ("persons", "orgs", "places", "documents"):
            for item in row[kind]:
                assert text[slice(*item["span"])] == item["name"]
        for figure in row["figures"]:
            assert text[slice(*figure["span"])] == figure["num"]


def test_pages_show_their_texts(articles: dict[str, dict]) -> None:
    """Lead, body and captions of the page gold are the article's text, and stand in the page."""
    by_url = {row["url"]: row for row in articles.values()}
    pages = rows("sample.pages.jsonl")
    assert len(pages) == len(articles)
    for page in pages.values():
        parts = [page["sapo"], *page["body"], *page["captions"]]
        assert Counter(parts) == Counter(by_url[page["url"]]["text"].split("\n"))
        html = (CORPUS / "sample" / page["file"]).read_text(encoding="utf-8")
        assert all(part in html for part in parts if "&" not in part)


def value(row: dict, num: str) -> dict:
    """The article's only figure written `num`."""
    found = [figure for figure in row["figures"] if figure["num"] == num]
    assert len(found) == 1, (row["id"], num, len(found))
    return found[0]


@pytest.mark.parametrize(
    ("first", "second", "one", "other"),
    [("lucdau-100231", "lucdau-100245", "1.042", "1.024"), ("bachdang-500019", "bachdang-500038", "3.412", "3.142")],
)
def test_planted_disagreement(gold: dict[str, dict], first: str, second: str, one: str, other: str) -> None:
    a, b = value(gold[first], one), value(gold[second], other)
    assert (a["unit"], a["subject"]) == (b["unit"], b["subject"])
    assert a["holder"].casefold().replace("uỷ", "ủy") == b["holder"].casefold().replace("uỷ", "ủy")


def test_planted_arithmetic(gold: dict[str, dict]) -> None:
    """Parts that do not add up, percentages that do not follow."""
    row = gold["lucdau-100263"]
    parts = [
        f["value"]
        for f in row["figures"]
        if f["subject"] in {f"{p} đảng viên" for p in ("khiển trách", "cảnh cáo", "khai trừ")}
    ]
    assert parts == [9, 4, 2]
    assert value(row, "14")["value"] != sum(parts)
    whole = value(row, "46/58")
    assert round(100 * whole["value"] / whole["of"], 1) == 79.3
    assert value(row, "82,3")["value"] == 82.3
    whole = value(gold["bachdang-500044"], "38/45")
    assert round(100 * whole["value"] / whole["of"], 1) == 84.4
    assert value(gold["bachdang-500044"], "88,4")["value"] == 88.4


def test_planted_correction(gold: dict[str, dict]) -> None:
    """The later article repeats the wrong figure and gives the right one."""
    assert value(gold["lucdau-100226"], "371,8")["value"] == 371_800_000_000
    later = gold["lucdau-100252"]
    assert [value(later, num)["value"] for num in ("371,8", "317,8")] == [371_800_000_000, 317_800_000_000]


def test_planted_copy(articles: dict[str, dict], gold: dict[str, dict]) -> None:
    """The same text under another title and byline; its gold is the same too."""
    a, b = articles["lucdau-100241"], articles["bachdang-487316"]
    assert a["text"] == b["text"]
    assert a["title"] != b["title"] and a["author"] != b["author"] and a["published"] < b["published"]
    same = {key: item for key, item in gold[a["id"]].items() if key != "id"}
    assert same == {key: item for key, item in gold[b["id"]].items() if key != "id"}


def test_the_data_card_names_every_plant() -> None:
    card = (CORPUS / "README.md").read_text(encoding="utf-8")
    for source in (CORPUS / "articles").glob("*/[0-9]*.toml"):
        if "\nplants = [" in source.read_text(encoding="utf-8"):
            assert f"{source.parent.name}-{source.name.split('-')[0]}" in card


def test_resolver_reports_what_is_wrong() -> None:
    """An anchor that is not unique, a wrong value, an unknown key, a person who is not there."""
    text = "Chi bộ có 13 đảng viên. Xã có 13 chi bộ, 2,5 triệu đồng."
    figure = {"kind": "count", "unit": "đảng viên", "comparator": "=", "subject": "đảng viên", "sense": "level"}
    annotation = {
        "id": "x-1",
        **{key: [] for key in ("persons", "orgs", "places", "documents", "roles", "statements")},
        "figures": [{"anchor": "có 13", "num": "13", "value": 13, "target": False, **figure}],
    }
    row, problems = resolve(text, annotation, "x-1")
    assert row["figures"] == []
    assert len(problems) == 1 and "occurs 2 times" in problems[0]

    annotation["figures"] = [{"anchor": "có 13 đảng viên", "num": "13", "value": 31, "target": False, **figure}]
    _, problems = resolve(text, annotation, "x-1")
    assert len(problems) == 1 and "not what is written" in problems[0]

    annotation["figures"] = []
    annotation["statements"] = [{"anchor": "Xã có 13", "speaker": "Hà Văn Thụ", "kind": "direct", "note": ""}]
    row, problems = resolve(text, annotation, "x-1")
    assert row["statements"][0]["span"] == [24, 32]
    assert len(problems) == 2


@pytest.mark.parametrize("shade", [0, 64, 128, 200, 255])
def test_pictures_are_whole_jpegs(shade: int) -> None:
    """Marker segments in order, and as many coded bits as blocks need."""
    picture = grey_jpeg(16, 9, shade=shade)
    assert picture[:2] == b"\xff\xd8" and picture[-2:] == b"\xff\xd9"
    at, markers = 2, []
    while True:
        markers.append(picture[at + 1])
        at += 2 + int.from_bytes(picture[at + 2 : at + 4], "big")
        if markers[-1] == 0xDA:
            break
    assert markers == [0xE0, 0xDB, 0xC0, 0xC4, 0xC4, 0xDA]
    assert len(picture[at:-2].replace(b"\xff\x00", b"\xff")) in (36, 37, 38)


def test_the_data_card_counts_right(articles: dict[str, dict], gold: dict[str, dict]) -> None:
    card = " ".join((CORPUS / "README.md").read_text(encoding="utf-8").split())
    syllables: Counter[str] = Counter()
    for key, row in articles.items():
        syllables[key.split("-")[0]] += len(row["text"].split())
    assert f"| syllables | {syllables['lucdau']:,} | {syllables['bachdang']:,} |" in card
    kinds = ("persons", "orgs", "places", "documents", "roles", "figures", "statements")
    n = {kind: sum(len(row[kind]) for row in gold.values()) for kind in kinds}
    assert (
        f"{n['persons']} mentions of persons, {n['orgs']} of organisations, {n['places']} of places, "
        f"{n['documents']} documents, {n['roles']} roles, {n['figures']} figures, {n['statements']} statements."
    ) in card
