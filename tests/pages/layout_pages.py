"""One small page for each content system: the same invented article in the markup of each.

``PAGES`` maps a name to (address, reader, HTML). What must come out of every one of them is in ``EXPECTED``.
"""

from __future__ import annotations

TITLE = "Xã Thượng Lâm đổi mới sinh hoạt chi bộ ở các thôn"
LEAD = "Sau một năm thực hiện nghị quyết chuyên đề, nền nếp sinh hoạt ở 14 chi bộ thôn của xã Thượng Lâm đã đổi khác."
P1 = (
    "Đảng bộ xã Thượng Lâm hiện có 14 chi bộ thôn với 412 đảng viên. Từ đầu năm, Đảng ủy xã giao mỗi đảng ủy viên "
    "phụ trách một chi bộ, dự sinh hoạt ít nhất ba tháng một lần và chịu trách nhiệm về nội dung sinh hoạt."
)
HEADING = "Gắn sinh hoạt với việc của thôn"
P2 = (
    "Bí thư Chi bộ thôn Nà Rộc Ma Văn Tiếp cho biết, chi bộ bàn kỹ từng việc của thôn trước khi đưa ra họp dân. "
    "Nhờ vậy, 62 hộ đã hiến 1.850 m2 đất để mở rộng đường liên thôn."
)
P3 = (
    "Từ nay đến cuối nhiệm kỳ, Đảng ủy xã tiếp tục kiểm tra nền nếp sinh hoạt của các chi bộ, phấn đấu mỗi năm "
    "kết nạp từ 15 đảng viên trở lên."
)
CAPTION = "Một buổi sinh hoạt chuyên đề của Chi bộ thôn Nà Rộc. Ảnh: Lục Thị Bình"
AUTHOR = "Lục Thị Bình"
TIME = "2025-09-17T08:45:00+07:00"

EXPECTED = {
    "title": TITLE,
    "author": AUTHOR,
    "published": TIME,
    "lead": [LEAD],
    "text": [P1, HEADING, P2, P3],
    "caption": [CAPTION],
}

_HEAD = f'<meta charset="utf-8"><title>{TITLE} - Báo tỉnh</title><meta property="og:title" content="{TITLE}">'
_BODY = f"""
<p>{P1}</p>
<figure class="image"><img src="1.jpg"><figcaption>{CAPTION}</figcaption></figure>
<p><strong>{HEADING}</strong></p>
<p>{P2}</p>
<p>{P3}</p>"""
_MENU = "<nav><a href='/'>Trang chủ</a><a href='/chinh-tri'>Chính trị</a></nav>"
_OTHERS = """
<div class="sidebar"><h3><a href="/a-1.html">Phường Minh Xuân ra mắt mô hình chi bộ bốn tốt</a></h3>
<p><a href="/a-2.html">Đoàn kiểm tra của Tỉnh ủy làm việc với Đảng ủy xã Hồng Thái về công tác cán bộ</a></p></div>
<footer>Tổng Biên tập: Nông Quốc Khánh. Giấy phép số 12/GP-BTTTT ngày 03/02/2021 08:00.</footer>"""


def _page(inside: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{_HEAD}{head}</head><body>{_MENU}{inside}{_OTHERS}</body></html>"


PAGES: dict[str, tuple[str, str, str]] = {
    "onecms": (
        "https://baonghean.vn/xa-thuong-lam-doi-moi-sinh-hoat-10306121.html",
        "onecms",
        _page(f"""<div class="b-maincontent"><article class="entry entry-no-padding">
<div class="sc-longform-header"><h1 class="sc-longform-header-title">{TITLE}</h1>
<p class="sc-longform-header-sapo">(Baonghean.vn) - {LEAD}</p>
<div class="sc-longform-header-meta"><span class="sc-longform-header-author">{AUTHOR}</span>
<span class="sc-longform-header-date">17/09/2025 08:45</span></div></div>{_BODY}
<div class="sc-empty-layer"></div></article></div>"""),
    ),
    "zce": (
        "https://baohatinh.vn/xa-thuong-lam-doi-moi-sinh-hoat-post291845.html",
        "zce",
        _page(f"""<h1 class="article__title cms-title">{TITLE}</h1><time class="time" datetime="2025-09-17T08:45:00+0700">
17/09/2025 08:45</time><div class="article__author"><span class="name">{AUTHOR}</span></div>
<div class="article__sapo cms-desc"><p>{LEAD}</p></div>
<div class="article__body zce-content-body cms-body" itemprop="articleBody">{_BODY}
<article class="story"><h4><a href="/x-post1.html">Huyện cũ, xã mới: chuyện ở một chi bộ vùng cao</a></h4></article></div>"""),
    ),
    "zce with div blocks": (
        "https://baolaocai.vn/xa-thuong-lam-doi-moi-sinh-hoat-post882211.html",
        "zce",
        _page(f"""<h1 class="article__title cms-title">{TITLE}</h1><time datetime="2025-09-17T08:45:00+07:00"></time>
<div class="article__sapo cms-desc">{LEAD}</div><div class="article__body zce-content-body cms-body" data-field="body">
<div class="t1">{P1}</div><div class="t1"><img src="1.jpg"></div><div style="text-align: center"><em>{CAPTION}</em></div>
<div class="t1"><b>{HEADING}</b></div><div class="t1">{P2}</div><div class="t1">{P3}</div>
<div class="t1" style="text-align:right"><strong>{AUTHOR}</strong></div></div>"""),
    ),
    "contentfck": (
        "https://baocantho.com.vn/xa-thuong-lam-doi-moi-sinh-hoat-a190011.html",
        "contentfck",
        _page(
            f"""<h1 class="margintopbot10 fw700">{TITLE}</h1><span class="pubdate">17/09/2025 - 08:45</span>
<div id="newscontents"><div class="content-fck"><p>(CTO) - {LEAD}</p><p>{P1}</p><p><img src="1.jpg"></p>
<p style="text-align: center;"><em><span>{CAPTION}</span></em></p><p><strong>{HEADING}</strong></p><p>{P2}</p>
<p>{P3}</p><p style="text-align: right;"><strong>Bài, ảnh: {AUTHOR}</strong></p></div></div>
<div class="block_tag"><a class="tag_item" href="#">sinh hoạt chi bộ</a></div></html><html>""",
            f'<meta property="og:description" content="(CTO) - {LEAD}">',
        ),
    ),
    "singular": (
        "https://baobinhduong.vn/xa-thuong-lam-doi-moi-sinh-hoat-a350123.html",
        "singular",
        _page(f"""<h1 class="title">{TITLE}</h1><div class="pubdate">Cập nhật: 17-09-2025 | 08:45:00</div>
<div id="contentNews"><div class="singular-content"><p><strong>{LEAD}</strong></p>{_BODY}
<p><strong>{AUTHOR.upper()}</strong></p></div></div>"""),
    ),
    "yyyymm": (
        "https://baodaklak.vn/chinh-tri/202509/xa-thuong-lam-doi-moi-sinh-hoat-3a01b2c/",
        "yyyymm",
        _page(f"""<div class="detail-main-title"><h1 class="title">{TITLE}</h1></div><div class="date">08:45, 17/09/2025</div>
<div id="content" class="content-detail"><div class="td-post-content"><p><strong>{LEAD}</strong></p><p>{P1}</p>
<table class="image"><tr><td><img src="1.jpg"></td></tr><tr><td class="image_desc">{CAPTION}</td></tr></table>
<p><strong>{HEADING}</strong></p><p>{P2}</p><p>{P3}</p><p style="text-align:right"><strong>{AUTHOR}</strong></p>
</div></div>"""),
    ),
    "contentdetail": (
        "https://baoquangninh.vn/xa-thuong-lam-doi-moi-sinh-hoat-3375001.html",
        "contentdetail",
        _page(
            f"""<div class="content-article"><h1 class="name">{TITLE}</h1><div class="date">Thứ Tư, 17/09/2025 08:45 (GMT +7)</div>
<div id="content-detail"><p>{LEAD}</p>{_BODY}<p><strong>{AUTHOR}</strong></p><p>Từ khóa:</p><p>sinh hoạt chi bộ</p>
<p>Tin liên quan</p><ul><li><a href="/b.html">Cô Tô: Chi bộ khu dân cư giữ nếp sinh hoạt thường kỳ</a></li></ul>
<p>Ý kiến bạn đọc</p></div></div>""",
            f'<meta name="description" content="{LEAD}">',
        ),
    ),
    "dcontent": (
        "https://baothanhhoa.vn/xa-thuong-lam-doi-moi-sinh-hoat-261234.htm",
        "dcontent",
        _page(f"""<h1 class="pTitle">{TITLE}</h1><span class="date_news">(17/09/2025 08:45)</span><div id="dcontent">
<p class="pHead">{LEAD}</p>{_BODY}<p class="pAuthor">Bài và ảnh: {AUTHOR}</p></div>"""),
    ),
    "bbg": (
        "https://baobacninhtv.vn/xa-thuong-lam-doi-moi-sinh-hoat-postid426111.bbg",
        "bbg",
        _page(f"""<h1 class="news-details__title">{TITLE}</h1><div class="news-details__time">08:45 17/09/2025</div>
<div class="news_detail_sapo"><p>{LEAD}</p></div><div class="news-details__content link_content">{_BODY}
<p style="text-align:right"><strong>Bài, ảnh: {AUTHOR}</strong></p><div class="news-related__list"><a href="/c.bbg">
Phường Kinh Bắc tổng kết phong trào thi đua năm vừa qua</a></div></div>"""),
    ),
    "vccorp": (
        "https://tuoitre.vn/xa-thuong-lam-doi-moi-sinh-hoat-20250917084512345.htm",
        "vccorp",
        _page(f"""<h1 class="detail-title" data-role="title">{TITLE}</h1><div data-role="publishdate">17/09/2025 08:45 GMT+7</div>
<div class="author-info"><a class="name" data-role="author">{AUTHOR}</a></div><a data-role="cate-name">Thời sự</a>
<h2 class="detail-sapo" data-role="sapo">TTO - {LEAD}</h2><div class="detail-content afcbc-body" data-role="content">
<p>{P1}</p><figure class="VCSortableInPreviewMode"><img src="1.jpg"><figcaption class="PhotoCMS_Caption"><p>{CAPTION}</p>
</figcaption></figure><div class="VCSortableInPreviewMode" type="RelatedOneNews"><a href="/d.htm">Xã bên cạnh cũng làm</a>
<p>Một xã bên cạnh cũng đổi mới sinh hoạt chi bộ theo cách này từ năm ngoái và đã có kết quả bước đầu.</p></div>
<h3>{HEADING}</h3><p>{P2}</p><p>{P3}</p></div>"""),
    ),
    "posts": (
        "https://www.qdnd.vn/chinh-tri/tin-tuc/xa-thuong-lam-doi-moi-sinh-hoat-chi-bo-839201",
        "posts",
        _page(f"""<h1 class="post-title">{TITLE}</h1><div class="post-subinfo">Thứ tư, 17/09/2025 - 08:45</div>
<div class="post-summary"><h2>QĐND - {LEAD}</h2></div><div class="post-content" itemprop="articleBody">{_BODY}
<p style="text-align:right"><strong>{AUTHOR}</strong></p></div>"""),
    ),
    "fpt": (
        "https://vnexpress.net/xa-thuong-lam-doi-moi-sinh-hoat-4930111.html",
        "fpt",
        _page(f"""<div class="header-content"><ul class="breadcrumb"><li><a href="/">Thời sự</a></li></ul>
<span class="date">Thứ tư, 17/9/2025, 08:45 (GMT+7)</span></div><h1 class="title-detail">{TITLE}</h1>
<p class="description"><span class="location-stamp">Tuyên Quang</span>{LEAD}</p><article class="fck_detail">
<p class="Normal">{P1}</p><figure class="tplCaption" itemprop="associatedMedia"><img src="1.jpg">
<figcaption itemprop="description"><p class="Image">{CAPTION}</p></figcaption></figure>
<p class="Normal"><strong>{HEADING}</strong></p><p class="Normal">{P2}</p><p class="Normal">{P3}</p>
<p class="Normal" style="text-align:right;"><strong>{AUTHOR}</strong></p></article>"""),
    ),
    "dantri": (
        "https://dantri.com.vn/noi-vu/xa-thuong-lam-doi-moi-sinh-hoat-20250917084512345.htm",
        "dantri",
        _page(f"""<article><h1>{TITLE}</h1><div><a href="/tac-gia/luc-thi-binh-1.htm">{AUTHOR}</a><time>Thứ tư, 17/09/2025 - 08:45
</time></div><h2>(Dân trí) - {LEAD}</h2><div id="desktop-in-article">{_BODY}</div></article>"""),
    ),
    "vietnamnet": (
        "https://vietnamnet.vn/xa-thuong-lam-doi-moi-sinh-hoat-2443101.html",
        "vietnamnet",
        _page(
            f"""<h1 class="content-detail-title">{TITLE}</h1><h2 class="content-detail-sapo">{LEAD}</h2>
<div class="article-detail-author__info"><span class="name"><a>{AUTHOR}</a></span></div>
<div class="maincontent main-content" id="maincontent">{_BODY}<div class="ck-cms-insert-neww-group vnn-template-noneditable">
<article><h3><a href="/e.html">Chi bộ vùng cao giữ nếp họp dân đều đặn hằng tháng</a></h3></article></div></div>""",
            '<meta property="article:published_time" content="2025-09-17T08:45:00 +07:00">',
        ),
    ),
    "laodong": (
        "https://laodong.vn/xa-hoi/xa-thuong-lam-doi-moi-sinh-hoat-1570011.ldo",
        "laodong",
        _page(f"""<h1 class="title">{TITLE}</h1><span class="f-datetime">Thứ tư, 17/09/2025 08:45 (GMT+7)</span>
<div class="chappeau"><p>{LEAD}</p></div><div class="art-body">{_BODY}</div><div class="art-author">{AUTHOR}</div>"""),
    ),
    "vov": (
        "https://vov.vn/chinh-tri/xa-thuong-lam-doi-moi-sinh-hoat-post1230011.vov",
        "vov",
        _page(f"""<h1 class="article__title">{TITLE}</h1><div class="article__meta">Thứ Tư, 08:45, 17/09/2025</div>
<div class="article__sapo">VOV.VN - {LEAD}</div><div class="text main-contents article__body">{_BODY}</div>
<div class="article__author"><a class="article-author">{AUTHOR}/VOV-Đông Bắc</a></div>"""),
    ),
    "znews": (
        "https://znews.vn/xa-thuong-lam-doi-moi-sinh-hoat-post1586011.html",
        "znews",
        _page(f"""<header><h1 class="the-article-title">{TITLE}</h1><ul><li class="the-article-publish">Thứ tư, 17/9/2025 08:45
 (GMT+7)</li></ul></header><p class="the-article-summary">{LEAD}</p><div class="the-article-body"><p>{P1}</p>
<table class="picture"><tr><td class="pic"><img src="1.jpg"></td></tr><tr><td class="pCaption caption"><p>{CAPTION}</p></td></tr>
</table><h3>{HEADING}</h3><p>{P2}</p><div class="inner-article"><a href="/f.html">Bài khác</a>
<p class="summary">Một tóm tắt của bài khác đứng giữa bài này và không thuộc về bài này một chút nào.</p></div><p>{P3}</p></div>
<div class="the-article-credit"><p class="author">{AUTHOR}</p></div>"""),
    ),
    "mastercms": (
        "https://baodautu.vn/xa-thuong-lam-doi-moi-sinh-hoat-d391111.html",
        "mastercms",
        _page(f"""<div class="title-detail">{TITLE}</div><div class="author-share-top"><a class="author">{AUTHOR}</a>
<span class="post-time">- 17/09/2025 08:45</span></div><div class="sapo_detail">{LEAD}</div>
<div id="content_detail_news"><p>{P1}</p><table class="MASTERCMS_TPL_TABLE"><tr><td><img src="1.jpg"></td></tr>
<tr><td class="media-caption">{CAPTION}</td></tr></table><p><b>{HEADING}</b></p><p>{P2}</p><p>{P3}</p></div>"""),
    ),
    "wordpress": (
        "https://baoquankhu2.com.vn/xa-thuong-lam-doi-moi-sinh-hoat-chi-bo/",
        "wordpress",
        _page(f"""<h2 class="title-single">{TITLE}</h2><div class="date-timesingle">17/09/2025 08:45</div>
<div class="single-content"><p><strong>{LEAD}</strong></p><p>{P1}</p><div class="wp-caption"><img src="1.jpg">
<p class="wp-caption-text">{CAPTION}</p></div><h3>{HEADING}</h3><p>{P2}</p><p>{P3}</p>
<p style="text-align: right;"><strong>{AUTHOR}</strong></p></div>"""),
    ),
    "unknown outlet": (
        "https://tinthuonglam.example/xa-thuong-lam-doi-moi-sinh-hoat-chi-bo-12345.html",
        "generic",
        _page(
            f"""<div class="wrap"><div class="sidebar-1"><h1>{TITLE}</h1><div class="ngaydang">Thứ tư, 17/09/2025, 08:45</div>
<div class="noidung"><p><b>{LEAD}</b></p><p>{P1}</p><p align="center"><img src="1.jpg"><br><i>{CAPTION}</i></p>
<p><b>{HEADING}</b></p><p>{P2}</p><p>{P3}</p><p align="right"><b>{AUTHOR}</b></p></div></div></div>"""
        ),
    ),
}
