"""Outlet files: all of them load, a slip in one is an error with the file's name."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from vifacts.errors import VifactsError
from vifacts.outlets.registry import Registry, load
from vifacts.outlets.schema import Family, Layout, Newspaper, read
from vifacts.outlets.urls import canonical, url_id

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"
PAPERS = sorted(p.name for p in files("vifacts.outlets").joinpath("newspapers").iterdir() if p.name.endswith(".toml"))
#: The 34 provinces and cities since 2025-07-01.
PROVINCES = frozenset(
    (
        "Hà Nội|Hải Phòng|Huế|Đà Nẵng|TP. Hồ Chí Minh|Cần Thơ|Tuyên Quang|Cao Bằng|Lai Châu|Lào Cai|Thái Nguyên|"
        "Điện Biên|Lạng Sơn|Sơn La|Phú Thọ|Bắc Ninh|Quảng Ninh|Hưng Yên|Ninh Bình|Thanh Hóa|Nghệ An|Hà Tĩnh|"
        "Quảng Trị|Quảng Ngãi|Gia Lai|Đắk Lắk|Khánh Hòa|Lâm Đồng|Đồng Nai|Tây Ninh|Đồng Tháp|Vĩnh Long|An Giang|Cà Mau"
    ).split("|")
)


def test_all_files_load_and_are_enough() -> None:
    assert len(load()) == len(PAPERS) >= 60
    assert {o.paper.province_now for o in load() if o.paper.province_now} == PROVINCES


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_is_whole(name: str) -> None:
    paper = load().get(name.removesuffix(".toml")).paper
    assert paper.domains and all("/" not in d and d == d.lower() for d in paper.domains)
    assert (paper.province is None) == (paper.province_now is None)
    if paper.redirects_to:
        load().get(paper.redirects_to)
    outlet = load().get(paper.id)
    for url in (*outlet.feeds(), *outlet.sections()):
        assert outlet.owns(url), url
        assert not outlet.is_article(url), url
    assert load().for_url(outlet.base) is outlet


def test_every_selector_can_be_used() -> None:
    tree = LexborHTMLParser("<p>a</p>")
    layouts = [layout for f in load().families.values() for layout in f.layout]
    layouts += [layout for o in load() for layout in o.paper.layout]
    for layout in layouts:
        for field in Layout.__struct_fields__:
            value = getattr(layout, field)
            for selector in value if isinstance(value, list) else []:
                tree.css(selector)
        assert layout.body or layout.name == "common"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ('colour = "red"\n', "VF402"),
        ("verified = 1\n", "VF402"),
        ("feeds = [\n", "VF401"),
        ('[article]\nurl = "("\n', "VF403"),
        ('[[layout]]\nname = "a"\nbodies = []\n', "VF402"),
    ],
)
def test_a_slip_is_an_error_with_the_files_name(change: str, code: str, tmp_path: Path) -> None:
    file = tmp_path / "baothu.toml"
    file.write_text('id = "baothu"\nname = "Báo Thử"\ndomains = ["baothu.example"]\nfamily = "zce"\n' + change)
    with pytest.raises(VifactsError) as caught:
        read(file, Newspaper)
    assert caught.value.code == code and caught.value.where == str(file)


def test_unknown_families_and_ids_are_errors(tmp_path: Path) -> None:
    file = tmp_path / "baothu.toml"
    file.write_text('id = "baothu"\nname = "Báo Thử"\ndomains = ["baothu.example"]\nfamily = "none"\n')
    for extra, code in (([tmp_path], "VF404"), ([tmp_path / "missing"], "VF101")):
        with pytest.raises(VifactsError) as caught:
            Registry.load(extra=extra)
        assert caught.value.code == code
    file.write_text('id = "baohatinh"\nname = "Báo Thử"\ndomains = ["baothu.example"]\nfamily = "zce"\n')
    with pytest.raises(VifactsError, match="VF405"):
        Registry.load(extra=[file])
    with pytest.raises(VifactsError, match="VF406"):
        load().get("no-such-paper")
    with pytest.raises(VifactsError, match="VF402"):
        read(file, Family)


def test_hosts() -> None:
    for url in (
        "https://baohatinh.vn/a",
        "http://www.baohatinh.vn/a",
        "https://m.baohatinh.vn:443/a",
        "//BAOHATINH.VN/a",
    ):
        outlet = load().for_url(url)
        assert outlet is not None and outlet.id == "baohatinh", url
    for url in (
        "https://baohatinh.vn.example/a",
        "https://xbaohatinh.vn/a",
        "not an address",
        "",
        None,
        "http://[",
        "https://127.0.0.1/",
    ):
        assert load().for_url(url) is None


def test_a_host_that_is_added_while_running() -> None:
    registry = Registry.load(extra=[SAMPLE]).with_host("lucdau", "127.0.0.1:8123")
    outlet = registry.for_url("http://127.0.0.1:8123/xay-dung-dang/")
    assert outlet is not None and outlet.id == "lucdau"
    assert outlet.is_article("http://127.0.0.1:8123/mot-bai-bao-100241.html")
    assert registry.for_url("http://127.0.0.1:8124/") is None
    assert outlet.start_urls("http://127.0.0.1:8123/") == [
        "http://127.0.0.1:8123/xay-dung-dang/",
        "http://127.0.0.1:8123/chinh-tri/",
        "http://127.0.0.1:8123/xa-hoi/",
        "http://127.0.0.1:8123/rss/home.rss",
    ]


ARTICLES = {
    "https://baohaiduong.vn/cam-giang-nang-cao-chat-luong-383942.html": "baohaiduong-383942",
    "https://baohatinh.vn/mot-bai-post291845.html": "baohatinh-291845",
    "https://nhandan.vn/mot-bai-post812345.html?utm_source=x#binh-luan": "nhandan-812345",
    "https://baocantho.com.vn/mot-bai-a196670.html": "baocantho-196670",
    "https://baodaklak.vn/chinh-tri/202509/mot-bai-3a01b2c/": "baodaklak-3a01b2c",
    "https://baobacninhtv.vn/mot-bai-postid426111.bbg": "baobacninhtv-426111",
    "https://laodong.vn/xa-hoi/mot-bai-1570011.ldo": "laodong-1570011",
    "https://tienphong.vn/mot-bai-post1700011.tpo": "tienphong-1700011",
}


@pytest.mark.parametrize("url", ARTICLES)
def test_article_addresses_and_ids(url: str) -> None:
    outlet = load().for_url(url)
    assert outlet is not None and outlet.is_article(url)
    assert outlet.article_id(url) == ARTICLES[url]


@pytest.mark.parametrize(
    "url",
    [
        "https://baohaiduong.vn/xay-dung-dang",
        "https://baohatinh.vn/",
        "https://hanoimoi.vn/mot-su-kien-event12345.html",
        "https://baohatinh.vn/rss/home.rss",
        "https://baocantho.com.vn/thoi-su/",
    ],
)
def test_other_addresses_are_no_articles(url: str) -> None:
    outlet = load().for_url(url)
    assert outlet is not None and not outlet.is_article(url)


def test_spellings_of_one_address() -> None:
    assert canonical("HTTPS://Bao.Example:443//a?utm_source=z&b=2&a=1#c") == "https://bao.example/a?a=1&b=2"
    assert (
        url_id("http://www.bao.example/a/")
        == url_id("https://bao.example/a?fbclid=1")
        != url_id("https://bao.example/b")
    )


def test_files_say_that_nobody_has_tried_them() -> None:
    for path in files("vifacts.outlets").joinpath("newspapers").iterdir():
        if path.name.endswith(".toml"):
            assert tomllib.loads(path.read_text(encoding="utf-8"))["verified"] is False
