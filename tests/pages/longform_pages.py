"""Long forms ("e-magazine"): one invented article in the layouts that papers give their long pieces.

The body stands in sections, pictures are as wide as the page, a quotation is set large beside the text that has it,
the makers are named at the end or in the head. ``PAGES`` maps a name to (address, reader, HTML); ``EXPECTED`` is what
must come out of every one of them.
"""

from __future__ import annotations

TITLE = "Những bí thư chi bộ ở lưng chừng núi Pu Lon"
LEAD = (
    "Ở xã vùng cao Mường Khoa, có những bí thư chi bộ bản đi bộ nửa ngày để dự một cuộc họp, "
    "và cũng chính họ giữ cho bản làng không còn hộ nào bỏ ruộng."
)
P1 = (
    "Bản Huổi Sản cách trung tâm xã Mường Khoa 17 km đường rừng. Chi bộ bản có 11 đảng viên, người nhiều tuổi nhất "
    "đã 76, người trẻ nhất vừa được kết nạp cuối năm ngoái."
)
P2 = (
    "Bí thư Chi bộ bản Huổi Sản Lò Văn Ún nhớ lại, năm 2016 cả bản chỉ có 3 đảng viên, cuộc họp nào cũng phải ghép "
    "với bản bên. Có lần trời mưa, suối dâng, ông ngủ lại giữa rừng một đêm."
)
QUOTE = "Muốn dân theo thì mình phải làm trước, làm cho đến khi dân nhìn thấy lúa."
P3 = (
    "Ông Ún kể chuyện vỡ ruộng bằng giọng chậm rãi: “Muốn dân theo thì mình phải làm trước, làm cho đến khi dân nhìn "
    "thấy lúa”. Vụ đầu, nhà ông thu 1,2 tấn thóc trên mảnh đất mà cả bản bảo là đất chết."
)
HEADING_1 = "Ba đảng viên, một con suối"
HEADING_2 = "Ruộng bậc thang của chi bộ"
P4 = (
    "Từ mảnh ruộng ấy, Chi bộ bản Huổi Sản ra nghị quyết mỗi đảng viên giúp hai hộ khai hoang. Sau bốn năm, bản có thêm "
    "9,5 ha ruộng nước, số hộ nghèo giảm từ 34 xuống còn 12."
)
P5 = (
    "Đảng ủy xã Mường Khoa đã chọn Huổi Sản làm điểm để các chi bộ khác đến học. Nhiệm kỳ này, toàn Đảng bộ phấn đấu "
    "kết nạp 60 đảng viên là người dân tộc thiểu số."
)
CAPTIONS = [
    "Đường vào bản Huổi Sản mùa mưa.",
    "Ông Lò Văn Ún (bên phải) bàn việc khai hoang với đảng viên trong chi bộ.",
    "Ruộng bậc thang ở Huổi Sản vào vụ gặt.",
]
AUTHORS = "Lò Thanh Mai - Quàng Hải"
TIME = "2025-08-12T07:30:00+07:00"

EXPECTED = {
    "title": TITLE,
    "published": TIME,
    "lead": [LEAD],
    "text": [P1, HEADING_1, P2, P3, HEADING_2, P4, P5],
    "caption": CAPTIONS,
}

_HEAD = f"""<meta charset="utf-8"><title>{TITLE}</title><meta property="og:title" content="{TITLE}">
<meta property="og:type" content="article"><meta property="article:published_time" content="2025-08-12T07:30:00+07:00">"""
_MENU = (
    """<header><nav><a href="/">Trang chủ</a><a class="liEMagazine" href="/emagazine">E-Magazine</a></nav></header>"""
)
_MORE = """<div class="more"><h3><a href="/emagazine/nguoi-giu-rung-tren-dinh-khau-pha-99001.html">Người giữ rừng trên đỉnh
Khau Phạ và bốn mươi năm một lời hứa</a></h3><h3><a href="/emagazine/mua-vang-99002.html">Mùa vàng trên những
thửa ruộng của thanh niên xung phong</a></h3></div><footer><p>Giấy phép hoạt động số 77/GP-BTTTT.</p></footer>"""


def _page(inside: str, head: str = _HEAD) -> str:
    return f'<!DOCTYPE html><html><head>{head}</head><body class="emagazine-page">{_MENU}{inside}{_MORE}</body></html>'


def _figure(number: int, caption: str | None = None) -> str:
    return f'<figure><img src="{number}.jpg"><figcaption>{caption or CAPTIONS[number]}</figcaption></figure>'


def _divs(number: int, names: tuple[str, str] = ("em-photo full", "em-caption")) -> str:
    return f'<div class="{names[0]}"><img src="{number}.jpg"><div class="{names[1]}">{CAPTIONS[number]}</div></div>'


PAGES: dict[str, tuple[str, str, str]] = {
    # the headline is a picture, the makers stand in the head and again at the end
    "dantri": (
        "https://dantri.com.vn/xa-hoi/nhung-bi-thu-chi-bo-o-lung-chung-nui-20250812073000123.htm",
        "dantri",
        _page(f"""<article class="e-magazine"><h1 class="e-magazine__title"><img src="t.png" alt="{TITLE}"></h1>
<div class="e-magazine__maincate"><a href="/xa-hoi.htm">Xã hội</a></div>
<div class="e-magazine__meta"><span class="e-magazine__meta-item">Nội dung: {AUTHORS}</span>
<span class="e-magazine__meta-item">Thiết kế: Vì Tuấn</span>
<time datetime="2025-08-12T07:30">Thứ ba, 12/08/2025 - 07:30</time></div>
<h2 class="e-magazine__sapo">(Dân trí) - {LEAD}</h2>
<div class="e-magazine__body"><p>{P1}</p>{_figure(0)}<h3>{HEADING_1}</h3><p>{P2}</p>
<blockquote class="quote"><p>“{QUOTE}”</p></blockquote><p>{P3}</p>{_figure(1)}<h3>{HEADING_2}</h3><p>{P4}</p>{_figure(2)}
<p>{P5}</p><p style="text-align:right"><strong>Nội dung: {AUTHORS}</strong></p>
<p style="text-align:right"><strong>Ảnh: Quàng Hải</strong></p>
<p style="text-align:right"><strong>Thiết kế: Vì Tuấn</strong></p></div></article>"""),
    ),
    # sections of one column each; all makers on one line
    "onecms": (
        "https://baonghean.vn/nhung-bi-thu-chi-bo-o-lung-chung-nui-10310777.html",
        "onecms",
        _page(f"""<div class="b-maincontent"><article class="entry entry-no-padding"><div class="sc-longform-header">
<h1 class="sc-longform-header-title block-sc-title">{TITLE}</h1>
<p class="sc-longform-header-sapo block-sc-sapo">{LEAD}</p>
<span class="sc-longform-header-date block-sc-publish-time">12/08/2025 07:30</span></div>
<div class="sc-block"><p>{P1}</p></div><div class="sc-block sc-full">{_figure(0)}</div>
<div class="sc-block"><h2>{HEADING_1}</h2><p>{P2}</p></div>
<div class="sc-block sc-quote"><p>{QUOTE}</p></div><div class="sc-block"><p>{P3}</p></div>
<div class="sc-block sc-full">{_figure(1)}</div><div class="sc-block"><h2>{HEADING_2}</h2><p>{P4}</p></div>
<div class="sc-block sc-full">{_figure(2)}</div><div class="sc-block"><p>{P5}</p></div>
<div class="sc-block"><p><em>Thực hiện: {AUTHORS} | Đồ họa: Vì Tuấn</em></p></div></article></div>"""),
    ),
    # label and names on lines of their own; captions in cells of picture tables
    "zce": (
        "https://baohatinh.vn/nhung-bi-thu-chi-bo-o-lung-chung-nui-post301122.html",
        "zce",
        _page(f"""<div class="article emagazine"><h1 class="article__title cms-title">{TITLE}</h1>
<div class="article__sapo cms-desc">{LEAD}</div><time class="time" datetime="2025-08-12T07:30:00+07:00"></time>
<div class="article__body zce-content-body cms-body" itemprop="articleBody"><p>{P1}</p>
<table class="picture"><tr><td class="pic"><img src="0.jpg"></td></tr><tr><td class="caption">{CAPTIONS[0]}</td></tr></table>
<p class="title-section"><strong>{HEADING_1}</strong></p><p>{P2}</p>
<div class="quotebox"><p>“{QUOTE}”</p><p>Ông Lò Văn Ún</p></div><p>{P3}</p>
<table class="picture"><tr><td class="pic"><img src="1.jpg"></td></tr><tr><td class="caption">{CAPTIONS[1]}</td></tr></table>
<p><strong>{HEADING_2}</strong></p><p>{P4}</p>
<table class="picture"><tr><td class="pic"><img src="2.jpg"></td></tr><tr><td class="caption">{CAPTIONS[2]}</td></tr></table>
<p>{P5}</p><p><strong>NỘI DUNG:</strong></p><p>{AUTHORS}</p><p><strong>TRÌNH BÀY:</strong></p><p>Vì Tuấn</p></div></div>"""),
    ),
    # an outlet nobody has described, whose classes say what the page is
    "unknown outlet": (
        "https://baomuongkhoa.example/emagazine/nhung-bi-thu-chi-bo-o-lung-chung-nui-30112.html",
        "longform",
        _page(f"""<div class="emagazine"><div class="em-cover"><img src="c.jpg"><h1 class="em-title">{TITLE}</h1></div>
<div class="em-sapo">{LEAD}</div>
<section class="em-section"><div class="em-text"><p>{P1}</p></div></section>{_divs(0)}
<section class="em-section"><div class="em-text"><h2>{HEADING_1}</h2><p>{P2}</p></div></section>
<div class="em-quote">{QUOTE}</div>
<section class="em-section"><div class="em-text"><p>{P3}</p></div></section>{_divs(1)}
<section class="em-section"><div class="em-text"><h2>{HEADING_2}</h2><p>{P4}</p></div></section>{_divs(2)}
<section class="em-section"><div class="em-text"><p>{P5}</p></div></section>
<div class="em-credits"><p>Bài và ảnh: {AUTHORS}</p><p>Đồ họa: Vì Tuấn</p><p>Kỹ thuật: Nhóm số</p></div></div>"""),
    ),
    # nothing but the structure says so
    "unknown classes": (
        "https://baomuongkhoa.example/phong-su/nhung-bi-thu-chi-bo-o-lung-chung-nui-30113.html",
        "generic",
        _page(f"""<div class="mg"><div class="mg-top"><h1>{TITLE}</h1><p class="mg-lead"><b>{LEAD}</b></p></div>
<div class="mg-row"><div class="mg-col"><p>{P1}</p></div></div><div class="mg-row wide">{_figure(0)}</div>
<div class="mg-row"><div class="mg-col"><h2>{HEADING_1}</h2><p>{P2}</p></div></div>
<div class="mg-row"><blockquote>{QUOTE}</blockquote></div>
<div class="mg-row"><div class="mg-col"><p>{P3}</p></div></div><div class="mg-row wide">{_figure(1)}</div>
<div class="mg-row"><div class="mg-col"><h2>{HEADING_2}</h2><p>{P4}</p></div></div>
<div class="mg-row wide">{_figure(2)}</div><div class="mg-row"><div class="mg-col"><p>{P5}</p></div></div>
<div class="mg-row"><div class="mg-col"><p>Bài: {AUTHORS}</p><p>Ảnh: Quàng Hải</p><p>Thiết kế: Vì Tuấn</p></div></div></div>"""),
    ),
}
