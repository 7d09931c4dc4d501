"""Pages of each content system: all of them hold the same article, so the same must come out."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layout_pages import AUTHOR, EXPECTED, HEADING, LEAD, P1, P2, P3, PAGES, TITLE

from vifacts.errors import VifactsError
from vifacts.outlets.registry import load
from vifacts.pages.html import read_html
from vifacts.record import Article


def blocks(article: Article, *kinds: str) -> list[str]:
    return [article.text[b.span[0] : b.span[1]] for b in article.blocks if b.kind in kinds]


@pytest.mark.parametrize("name", PAGES)
def test_every_content_system_gives_the_article(name: str) -> None:
    url, reader, html = PAGES[name]
    article = read_html(html.encode(), url)
    assert article.reader == reader
    assert article.title == EXPECTED["title"]
    assert blocks(article, "lead") == EXPECTED["lead"]
    assert blocks(article, "paragraph", "heading", "list") == EXPECTED["text"]
    assert blocks(article, "caption") == EXPECTED["caption"]
    assert article.published == EXPECTED["published"]
    # a paper may print the name in capitals, or with the paper's name behind a stroke
    assert (article.author or "").split("/")[0].casefold() == AUTHOR.casefold()


@pytest.mark.parametrize("name", PAGES)
def test_blocks_are_the_text(name: str) -> None:
    url, _, html = PAGES[name]
    article = read_html(html.encode(), url)
    assert "\n".join(article.text[b.span[0] : b.span[1]] for b in article.blocks) == article.text
    assert article.text == unicodedata.normalize("NFC", article.text)
    assert not re.search(r"[\u200b\u00ad\u00a0\ufeffÐð]|  |^\s|\s$", article.text)


@pytest.mark.parametrize("name", [n for n, (_, reader, _) in PAGES.items() if reader not in ("generic", "dantri")])
def test_a_layout_is_known_by_its_marks_where_the_outlet_is_not(name: str) -> None:
    _, reader, html = PAGES[name]
    article = read_html(
        html.encode(), "https://bao-nao-do.example/chinh-tri/xa-thuong-lam-doi-moi-sinh-hoat-99120.html"
    )
    assert article.outlet is None
    assert blocks(article, "paragraph", "heading", "list") == EXPECTED["text"]
    assert article.title == TITLE
    assert article.reader == reader


def test_ids_come_from_the_outlet_and_its_number() -> None:
    url, _, html = PAGES["zce"]
    assert read_html(html.encode(), url).id == "baohatinh-291845"
    assert read_html(html.encode(), url + "?utm_source=zalo").id == "baohatinh-291845"
    unknown = "https://bao-nao-do.example/xa-thuong-lam-doi-moi-sinh-hoat-chi-bo-o-thon-nam"
    assert read_html(html.encode(), unknown).id == read_html(html.encode(), unknown + "/#top").id


def test_letters_are_mended() -> None:
    url, _, html = PAGES["zce"]
    spoilt = html.replace("Đảng bộ xã", "Ðảng\u00a0bộ\u200b x\u00adã").replace(P2, unicodedata.normalize("NFD", P2))
    assert blocks(read_html(spoilt.encode(), url), "paragraph", "heading") == EXPECTED["text"]


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "utf-8-sig"])
def test_encodings(charset: str) -> None:
    url, _, html = PAGES["fpt"]
    assert read_html(html.replace('<meta charset="utf-8">', "").encode(charset), url).title == TITLE


def test_windows_1258_as_declared() -> None:
    url, _, html = PAGES["fpt"]
    decomposed = "".join(_vietnamese_windows(c) for c in html)
    data = decomposed.replace("utf-8", "windows-1258").encode("windows-1258")
    assert blocks(read_html(data, url), "lead") == [LEAD]


def _vietnamese_windows(char: str) -> str:
    """The letter as windows-1258 writes it: a base letter with its hat, the tone behind it."""
    try:
        char.encode("windows-1258")
    except UnicodeEncodeError:
        base, *marks = unicodedata.normalize("NFD", char)
        tones = [m for m in marks if m in "\u0300\u0301\u0303\u0309\u0323"]
        hats = [m for m in marks if m not in tones]
        return unicodedata.normalize("NFC", base + "".join(hats)) + "".join(tones)
    return char


def test_a_font_encoding_becomes_unicode() -> None:
    from vifacts.pages import fonts

    table = {v: k for k, v in fonts._TCVN3.items()}
    lower = PAGES["fpt"][2].lower()
    data = lower.translate(str.maketrans(table)).replace("utf-8", "iso-8859-1").encode("latin-1", "replace")
    article = read_html(data, PAGES["fpt"][0])
    assert blocks(article, "paragraph")[0] == P1.lower()


def test_the_outlets_own_name_is_no_byline() -> None:
    url, _, html = PAGES["zce"]
    assert read_html(html.replace(f">{AUTHOR}<", ">Báo Hà Tĩnh<").encode(), url).author is None


def test_several_authors() -> None:
    url, _, html = PAGES["vccorp"]
    two = html.replace(
        f'<a class="name" data-role="author">{AUTHOR}</a>',
        f'<a class="name" data-role="author">{AUTHOR}</a><a class="name" data-role="author">Hoàng Văn Tài</a>',
    )
    assert read_html(two.encode(), url).author == f"{AUTHOR} - Hoàng Văn Tài"


def test_a_signature_under_the_body() -> None:
    url, _, html = PAGES["unknown outlet"]
    below = html.replace(
        f'<p align="right"><b>{AUTHOR}</b></p></div>', f"</div><div style='text-align:right'>{AUTHOR}</div>"
    )
    article = read_html(below.encode(), url)
    assert article.author == AUTHOR
    assert AUTHOR not in article.text.split("\n")


def test_names_in_a_list_are_text() -> None:
    url, _, html = PAGES["contentfck"]
    names = ["Đinh Quốc Toản", "Vi Thị Hằng", "Lương Văn Bắc"]
    listed = html.replace(f"<p>{P3}</p>", f"<p>{P3}</p>" + "".join(f"<p>{n}</p>" for n in names))
    article = read_html(listed.encode(), url)
    assert article.author == AUTHOR
    assert article.text.split("\n")[-3:] == names


def test_metadata_give_the_time_in_any_spelling() -> None:
    url, _, html = PAGES["vietnamnet"]
    for spelling in (
        "9/17/2025 8:45:00 AM",
        "2025-09-17T01:45:00Z",
        "2025-09-17T08:45:00.000+0700",
        "2025-09-17 08:45",
    ):
        changed = html.replace("2025-09-17T08:45:00 +07:00", spelling)
        assert read_html(changed.encode(), url).published == EXPECTED["published"], spelling


def test_a_clock_in_the_head_is_not_the_articles_time() -> None:
    url, _, html = PAGES["yyyymm"]
    clock = '<div class="date">Thứ năm, 27/11/2025, 10:05</div>'
    told = '<meta property="article:published_time" content="2025-09-17T08:45:00+07:00"></head>'
    changed = html.replace("<nav>", clock + "<nav>").replace("</head>", told)
    assert read_html(changed.encode(), url).published == EXPECTED["published"]


def test_torn_linked_data_still_gives_the_time() -> None:
    url, _, html = PAGES["vietnamnet"]
    fields = '{"@type":"NewsArticle","headline":"Một "chi bộ" thôn","datePublished":"2025-09-17T08:45:00+07:00"}'
    torn = f'<script type="application/ld+json">{fields}</script>'
    changed = re.sub(r"<meta property=.article:published_time.[^>]*>", torn, html)
    assert read_html(changed.encode(), url).published == EXPECTED["published"]


def test_rows_of_a_table_are_a_list() -> None:
    url, _, html = PAGES["zce"]
    table = "<table><tr><th>Chi bộ</th><th>Đảng viên</th></tr><tr><td>Nà Rộc</td><td>38</td></tr></table>"
    article = read_html(html.replace(f"<p>{P3}</p>", f"{table}<p>{P3}</p>").encode(), url)
    assert blocks(article, "list") == ["Chi bộ | Đảng viên", "Nà Rộc | 38"]


def test_linked_words_stay_in_their_sentence() -> None:
    url, _, html = PAGES["zce"]
    linked = html.replace("Đảng ủy xã giao", '<a class="related" href="/tu-khoa">Đảng ủy xã</a> giao')
    assert P1 in blocks(read_html(linked.encode(), url), "paragraph")


def test_a_credit_makes_a_caption_where_the_picture_is_not_seen() -> None:
    url, _, html = PAGES["zce"]
    caption = "Đảng viên thôn Nà Rộc góp công làm đường. Ảnh: LỤC BÌNH"
    article = read_html(html.replace(f"<p>{P3}</p>", f"<p>{caption}</p><p>{P3}</p>").encode(), url)
    assert caption in blocks(article, "caption")
    assert blocks(article, "paragraph", "heading") == EXPECTED["text"]


def test_a_lead_above_the_body_of_an_unknown_layout() -> None:
    url, _, html = PAGES["unknown outlet"]
    above = html.replace(f"<p><b>{LEAD}</b></p>", "").replace(
        '<div class="noidung">', f'<h4>{LEAD}</h4><div class="noidung">'
    )
    article = read_html(above.encode(), url)
    assert blocks(article, "lead") == [LEAD]
    assert blocks(article, "paragraph", "heading") == EXPECTED["text"]


def test_a_headline_is_known_by_the_address() -> None:
    _, _, html = PAGES["unknown outlet"]
    swapped = html.replace(f"<h1>{TITLE}</h1>", f"<h1>Tin Thượng Lâm mỗi ngày</h1><h3>{TITLE}</h3>")
    swapped = swapped.replace(f"<title>{TITLE} - Báo tỉnh", "<title>Tin Thượng Lâm mỗi ngày").replace(
        "og:title", "og:x"
    )
    url = "https://tinthuonglam.example/xa-thuong-lam-doi-moi-sinh-hoat-chi-bo-o-cac-thon-12345.html"
    assert read_html(swapped.encode(), url).title == TITLE


def test_a_photo_story_keeps_its_texts() -> None:
    url, _, html = PAGES["fpt"]
    slides = "".join(
        f'<div class="item_slide_show"><img src="{i}.jpg"><div class="desc"><p class="Normal">{p}</p></div></div>'
        for i, p in enumerate((P1, P2, P3))
    )
    start, end = html.index('<p class="Normal">'), html.index('<p class="Normal" style=')
    article = read_html((html[:start] + slides + html[end:]).encode(), url)
    assert blocks(article, "paragraph") == [P1, P2, P3]


def test_a_video_page_is_its_lead() -> None:
    url, reader, html = PAGES["vccorp"]
    start, end = html.index('<div class="detail-content'), html.index('<div class="sidebar">')
    article = read_html(
        (html[:start] + '<div class="VCSortable-video"><video src="a.mp4"></video></div>' + html[end:]).encode(), url
    )
    assert (article.reader, article.title, article.text) == (reader, TITLE, LEAD)
    with pytest.raises(VifactsError, match="VF111"):
        read_html((html[:start] + html[end:]).encode(), url)


def test_a_description_cut_short_makes_no_lead() -> None:
    url, _, html = PAGES["unknown outlet"]
    plain = html.replace(f"<p><b>{LEAD}</b></p>", "")
    cut = f'<meta property="og:description" content="{P1[:150]} [&hellip;]"></head>'
    article = read_html(plain.replace("</head>", cut).encode(), url)
    assert blocks(article, "lead") == []
    whole = f'<meta property="og:description" content="{P1}"></head>'
    assert blocks(read_html(plain.replace("</head>", whole).encode(), url), "lead") == [P1]


def _page(body: str, title: str = "Báo tỉnh") -> bytes:
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()


BASE64 = "U2FsdGVkX1" * 40
FAULTS = {
    "empty": ("VF106", b"  \n"),
    "no text": ("VF106", _page("")),
    "binary": ("VF107", b"\x89PNG\r\n\x1a\n\x00\x00\x00"),
    "not found": ("VF110", _page("<h1>404</h1><p>Trang bạn tìm không tồn tại.</p>", "404 - Không tìm thấy")),
    "soft not found": ("VF110", _page("<div>Bài viết không tồn tại hoặc đã bị xóa.</div>")),
    "encrypted": ("VF112", PAGES["dcontent"][2].replace(f"<p>{P2}</p>", f"<p>{BASE64}</p>").encode()),
    "paywall": (
        "VF116",
        _page(f'<div class="cms-body"><p>{P1}</p><p>Đăng nhập để đọc tiếp bài viết này.</p></div>'),
    ),
    "javascript": ("VF118", _page("<div id='app'></div><script>boot()</script><p>Hãy bật JavaScript</p>")),
    "feed": ("VF111", b"<?xml version='1.0'?><rss><channel><title>Tin</title></channel></rss>"),
    "list": (
        "VF111",
        _page(
            "".join(
                f"<h3><a href='/b-{i}.html'>Xã thứ {i} tổ chức đại hội đảng bộ nhiệm kỳ mới</a></h3>" for i in range(20)
            )
        ),
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_pages_that_are_no_articles(name: str) -> None:
    code, data = FAULTS[name]
    with pytest.raises(VifactsError) as caught:
        read_html(data, "https://baothanhhoa.vn/mot-bai-viet-nao-do-123456.htm")
    assert caught.value.code == code


@pytest.mark.parametrize(
    "headline", ["404 hộ dân thôn Nà Rộc có nước sạch", "Thu hồi dự án không tồn tại trên thực địa"]
)
def test_a_short_article_is_not_taken_for_a_missing_page(headline: str) -> None:
    url, _, html = PAGES["zce"]
    assert read_html(html.replace(TITLE, headline).encode(), url).title == headline


@pytest.mark.parametrize("line", ["Theo dõi tình hình dịch bệnh trên địa bàn", "Chủ đề: Đoàn kết, dân chủ, đổi mới"])
def test_sub_headings_that_look_like_furniture_stay(line: str) -> None:
    url, _, html = PAGES["zce"]
    assert line in read_html(html.replace(HEADING, line).encode(), url).text


def test_an_empty_registry_reads_the_generic_way() -> None:
    from vifacts.outlets.registry import Registry

    url, _, html = PAGES["mastercms"]
    empty = Registry({"common": load().families["common"]}, [])
    article = read_html(html.encode(), url, registry=empty)
    assert article.reader == "generic"
    assert blocks(article, "paragraph", "heading") == EXPECTED["text"]


def test_deep_and_odd_markup_does_not_fail() -> None:
    url, _, html = PAGES["zce"]
    deep = html.replace(P2, "<b>" * 3000 + P2)
    assert P2 in read_html(deep.encode(), url).text
    for odd in ("<div>" * 5000, "<", "<p" * 999, "\x00", "<!--", "<table>" * 300, "<script>" * 10 + P1):
        with pytest.raises(VifactsError):
            read_html(odd.encode(), url)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(PAGES)), st.integers(0, 5000), st.integers(0, 400), st.binary(max_size=12))
def test_torn_pages_give_an_article_or_an_error(name: str, start: int, length: int, junk: bytes) -> None:
    url, _, html = PAGES[name]
    data = html.encode()
    try:
        article = read_html(data[:start] + junk + data[start + length :], url)
    except VifactsError:
        return
    assert "\n".join(article.text[b.span[0] : b.span[1]] for b in article.blocks) == article.text
    assert article.text and article.id


def test_a_short_page_by_itself_is_an_article() -> None:
    text = (
        "Chiều qua, Chi bộ thôn Bản Chang họp thường kỳ, bàn việc làm đường liên thôn. Cả 31 đảng viên dự họp và nhất trí "
        "mỗi nhà góp một công."
    )
    alone = _page(f"<h1>Chi bộ thôn Bản Chang bàn việc làm đường</h1><div><p>{text}</p></div>")
    article = read_html(alone, "https://tinthuonglam.example/1.html")
    assert (article.title, article.text, article.reader) == (
        "Chi bộ thôn Bản Chang bàn việc làm đường",
        text,
        "generic",
    )
    links = "".join(f"<h3><a href='/{i}.html'>Xã thứ {i} tổ chức đại hội đảng bộ nhiệm kỳ</a></h3>" for i in range(9))
    with pytest.raises(VifactsError, match="VF111"):
        read_html(_page(f"<h1>Tin trong xã</h1><div><p>{text}</p></div>{links}"), "https://tinthuonglam.example/1.html")


def test_an_imprint_is_no_body() -> None:
    imprint = """<div class="chan"><p>Cơ quan chủ quản: Ủy ban nhân dân xã Thượng Lâm, Trang tin điện tử tổng hợp của xã, đặt tại
thôn Nà Rộc.</p><p>Giấy phép số 12/GP-TTĐT do Sở Thông tin và Truyền thông cấp ngày 3/2/2021, gia hạn ngày 5/3/2024.</p>
<p>Chịu trách nhiệm nội dung: Bà Lục Thị Hằng, Trưởng Ban biên tập, cùng các cộng tác viên ở 14 thôn của xã.</p></div>"""
    url, _, html = PAGES["unknown outlet"]
    short = html.replace(f"<p>{P1}</p>", "").replace(f"<p>{P3}</p>", "")
    article = read_html(short.replace("</body>", imprint * 2 + "</body>").encode(), url)
    assert blocks(article, "paragraph", "heading") == [HEADING, P2]


def test_teasers_behind_the_text_of_an_unknown_layout() -> None:
    url, _, html = PAGES["unknown outlet"]
    teasers = "".join(
        f"<h3><a href='/k-{i}.html'>Thôn {i} được mùa</a></h3><p>Vụ này bà con thôn {i} thu 6 tấn một ha.</p>"
        for i in range(2)
    )
    article = read_html(html.replace(f"<p>{P3}</p>", f"<p>{P3}</p>{teasers}").encode(), url)
    assert blocks(article, "paragraph", "heading") == EXPECTED["text"]
    told = html.replace('<div class="noidung">', '<div class="noidung"><p>Lục Bình • 17/09/2025 08:45</p>')
    assert "•" not in read_html(told.encode(), url).text


@pytest.mark.parametrize("name", [n for n, (url, *_) in PAGES.items() if load().for_url(url)])
def test_a_known_outlet_with_a_new_body_keeps_its_fields(name: str) -> None:
    url, _, html = PAGES[name]
    outlet = load().for_url(url)
    assert outlet is not None
    for selector in {selector for layout in outlet.layouts for selector in layout.body}:
        for part in re.findall(r"[.#=]([\w-]+)", selector):
            html = re.sub(rf"(?<=[\"' ]){part}(?=[\"' ])", "moi", html)
    article = read_html(html.encode(), url)
    assert (article.reader, article.outlet) == ("generic", outlet.id)
    assert (article.title, article.published) == (TITLE, EXPECTED["published"])
    assert blocks(article, "lead") == [LEAD]
    assert (article.author or "").split("/")[0].casefold() == AUTHOR.casefold()
    assert blocks(article, "paragraph", "heading") == EXPECTED["text"]
