"""One newspaper as a static web site: front page, section lists with paging, articles, feeds, robots.txt, pictures.

The layouts lie in templates/<layout>/*.html (string.Template, `$name`); this module fills them. Links are
root-relative, so that the site can be served at the root of any port; canonical addresses carry the paper's own domain.
"""

from __future__ import annotations

import html
import json
from datetime import datetime
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from string import Template

from builder.picture import grey_jpeg
from builder.source import Article, Block, Paper

PAGE_SIZE = 6
"""Articles on one section list page."""
RELATED = 3
"""Articles in the box below an article."""
WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
DISALLOWED = ("/tim-kiem/", "/noi-bo/")


@cache
def template(path: Path) -> Template:
    """A template file."""
    return Template(path.read_text(encoding="utf-8"))


def escape(text: str) -> str:
    """Text for an HTML element or attribute."""
    return html.escape(text, quote=True)


def numeric(text: str) -> str:
    """Text with the Latin-1 letters as numeric entities, as the OneCMS pages write it inside JSON-LD."""
    return "".join(f"&#{ord(c)};" if 0xA0 <= ord(c) <= 0xFF else c for c in text)


def us_style(moment: datetime) -> str:
    """5/14/2024 8:30:00 AM: what the OneCMS pages put into article:published_time."""
    half = "AM" if moment.hour < 12 else "PM"
    hour = moment.hour % 12 or 12
    return f"{moment.month}/{moment.day}/{moment.year} {hour}:{moment:%M:%S} {half}"


def build_site(paper: Paper, templates: Path) -> dict[str, bytes]:
    """The site's files by their path under its root."""
    return Site(paper, templates / paper.layout).files()


class Site:
    """Fills one layout's templates for one newspaper."""

    def __init__(self, paper: Paper, folder: Path) -> None:
        self.paper = paper
        self.folder = folder

    def fill(self, name: str, /, **values: object) -> str:
        """The template `name`.html with `values`; values are HTML already."""
        return template(self.folder / f"{name}.html").substitute(values).removesuffix("\n")

    def files(self) -> dict[str, bytes]:
        """Every file of the site."""
        paper = self.paper
        pages = {"index.html": self.home()}
        for section in paper.sections:
            pages |= self.section_pages(section)
        for article in paper.articles:
            pages[paper.path(article).lstrip("/")] = self.article(article)
        for path, name in (
            ("404.html", "missing"),
            (self.removed_path.lstrip("/"), "missing"),
            ("tim-kiem/index.html", "search"),
            ("noi-bo/lich-truc.html", "internal"),
            ("toa-soan.html", "about"),
        ):
            pages[path] = self.shell(self.fill(name, name=escape(paper.name)), title=paper.name, path=f"/{path}")
        pages["rss/home.rss"] = self.feed("home", paper.name, list(paper.articles))
        for section, shown in paper.sections.items():
            pages[f"rss/{section}.rss"] = self.feed(section, f"{paper.name} - {shown}", paper.section_articles(section))
        pages["robots.txt"] = self.robots()
        pages["sitemap.xml"] = self.sitemap()
        files = {path: text.encode() for path, text in pages.items()}
        pictures = {block.image for article in paper.articles for block in article.body if block.image}
        for number, image in enumerate(sorted(pictures)):
            files[image] = grey_jpeg(16, 9, shade=96 + number * 8 % 128)
        files["images/logo.jpg"] = grey_jpeg(8, 3, shade=64)
        return files

    @property
    def removed_path(self) -> str:
        """An article address whose page says, with status 200, that there is nothing: linked from the front page."""
        number = min(article.number for article in self.paper.articles) - 7
        tail = {"onecms": f"-{number}.html", "zce": f"-post{number}.html"}[self.paper.layout]
        return f"/bai-viet-khong-con-ton-tai{tail}"

    def shell(self, content: str, *, title: str, path: str, head: str = "") -> str:
        """A whole page: menus and footer around `content`."""
        paper = self.paper
        menu = "".join(
            f'<li class="menu-item"><a href="/{key}/" title="{escape(name)}">{escape(name)}</a></li>'
            for key, name in paper.sections.items()
        )
        latest = paper.articles[0].published
        return self.fill(
            "page",
            title=escape(title),
            url=f"https://{paper.domain}{path}",
            head=head,
            content=content,
            menu=menu,
            name=escape(paper.name),
            domain=paper.domain,
            province=escape(paper.province),
            today=f"{WEEKDAYS[latest.weekday()]}, {latest:%d/%m/%Y}",
        )

    def item(self, article: Article, name: str = "item") -> str:
        """An article in a list."""
        image = next((block.image for block in article.body if block.image), "images/logo.jpg")
        return self.fill(
            name,
            path=self.paper.path(article),
            title=escape(article.title),
            lead=escape(article.lead),
            image=f"/{image}",
            shown=f"{article.published:%d/%m/%Y %H:%M}",
            machine=f"{article.published:%Y-%m-%dT%H:%M:%S%z}",
            comments=article.number % 4,
        )

    def home(self) -> str:
        """The front page: the newest article, boxes by section, the most read (one is gone), a forbidden link."""
        articles = self.paper.articles
        boxes = "".join(
            self.fill(
                "box",
                section=section,
                name=escape(shown),
                items="".join(self.item(article) for article in self.paper.section_articles(section)[:4]),
            )
            for section, shown in self.paper.sections.items()
        )
        most_read = "".join(self.item(article, "short") for article in articles[2:6])
        content = self.fill(
            "home", top=self.item(articles[0]), boxes=boxes, most_read=most_read, removed=self.removed_path
        )
        return self.shell(content, title=f"{self.paper.name} - Tin tức {self.paper.province}", path="/")

    def section_pages(self, section: str) -> dict[str, str]:
        """The section's list pages: /<section>/index.html, then trang-2.html, trang-3.html ..."""
        articles = self.paper.section_articles(section)
        count = (len(articles) + PAGE_SIZE - 1) // PAGE_SIZE
        paths = [f"{section}/index.html", *(f"{section}/trang-{n}.html" for n in range(2, count + 1))]
        links = [f"/{section}/", *(f"/{path}" for path in paths[1:])]
        shown = self.paper.sections[section]
        pages = {}
        for n, path in enumerate(paths):
            numbers = "".join(
                f'<a class="page-number{" active" if k == n else ""}" href="{link}">{k + 1}</a>'
                for k, link in enumerate(links)
            )
            if n + 1 < count:
                numbers += f'<a class="page-next" rel="next" href="{links[n + 1]}">Trang sau</a>'
            part = articles[n * PAGE_SIZE : (n + 1) * PAGE_SIZE]
            content = self.fill(
                "list", section=section, name=escape(shown), items="".join(map(self.item, part)), paging=numbers
            )
            pages[path] = self.shell(content, title=f"{shown} - {self.paper.name}", path=links[n])
        return pages

    def article(self, article: Article) -> str:
        """An article page."""
        paper = self.paper
        others = [other for other in paper.articles if other.number != article.number]
        others.sort(key=lambda other: other.section != article.section)
        image = next((block.image for block in article.body if block.image), "images/logo.jpg")
        values: dict[str, object] = {
            "title": escape(article.title),
            "lead": escape(article.lead),
            "author": escape(article.author),
            "section": article.section,
            "section_name": escape(paper.sections[article.section]),
            "url": paper.url(article),
            "path": paper.path(article),
            "domain": paper.domain,
            "name": escape(paper.name),
            "number": article.number,
            "image": f"/{image}",
            "shown": f"{article.published:%d/%m/%Y %H:%M}",
            "shown_dash": f"{article.published:%d/%m/%Y - %H:%M}",
            "iso": article.published.isoformat(),
            "machine": f"{article.published:%Y-%m-%dT%H:%M:%S%z}",
            "us_style": us_style(article.published),
            "keywords": escape(", ".join(article.tags)),
            "tag_metas": "".join(f'<meta property="article:tag" content="{escape(tag)}">' for tag in article.tags),
            "tags": "".join(
                f'<li><a href="/tim-kiem/?q={escape(tag.replace(" ", "+"))}">{escape(tag)}</a></li>'
                for tag in article.tags
            ),
            "related": "".join(self.item(other, "short") for other in others[:RELATED]),
            "comments": article.number % 4,
            "views": article.number % 97 + 3,
            "json_headline": numeric(json.dumps(article.title, ensure_ascii=False)),
            "json_lead": numeric(json.dumps(article.lead, ensure_ascii=False)),
            "json_author": numeric(json.dumps(article.author, ensure_ascii=False)),
            "json_section": numeric(json.dumps(paper.sections[article.section], ensure_ascii=False)),
        }
        values["body"] = self.body(article)
        return self.shell(
            self.fill("article", **values),
            title=article.title,
            path=paper.path(article),
            head=self.fill("head", **values),
        )

    def body(self, article: Article) -> str:
        """The body's blocks in order, an advertisement in the middle."""
        parts: list[str] = []
        middle = len(article.body) // 2
        for n, block in enumerate(article.body):
            if n == middle:
                parts.append(self.fill("advert", n=1))
            parts.append(self.block(article, block))
        return "\n".join(parts).replace("</ul>\n<ul>", "\n")

    def block(self, article: Article, block: Block) -> str:
        """One block by the layout's fragment for its kind."""
        return self.fill(
            f"block-{block.kind}",
            text=escape(block.text),
            image=f"/{block.image}",
            alt=escape(article.title),
            number=article.number,
        )

    def feed(self, key: str, title: str, articles: list[Article]) -> str:
        """RSS 2.0; item links are root-relative, so that they hold on the port the site is served at."""
        items = "".join(
            "<item>"
            f"<title><![CDATA[{article.title}]]></title>"
            f'<description><![CDATA[<a href="{self.paper.path(article)}"></a>{escape(article.lead)}]]></description>'
            f"<link>{self.paper.path(article)}</link>"
            f'<guid isPermaLink="false">{self.paper.key}-{article.number}</guid>'
            f"<pubDate>{format_datetime(article.published)}</pubDate>"
            f"<category>{escape(self.paper.sections[article.section])}</category>"
            "</item>\n"
            for article in articles
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>\n'
            f"<title>{escape(title)}</title><link>/</link><description>{escape(title)}</description>"
            f"<language>vi</language><lastBuildDate>{format_datetime(articles[0].published)}</lastBuildDate>\n"
            f'<atom:link href="/rss/{key}.rss" rel="self" type="application/rss+xml"/>\n'
            f"{items}</channel></rss>\n"
        )

    def robots(self) -> str:
        """robots.txt: the search pages and the house's own pages are closed."""
        delay = {"onecms": "Crawl-delay: 0.2\n", "zce": ""}[self.paper.layout]
        closed = "".join(f"Disallow: {path}\n" for path in DISALLOWED)
        return f"User-agent: *\n{closed}{delay}\nSitemap: /sitemap.xml\n"

    def sitemap(self) -> str:
        """sitemap.xml of the articles; addresses are root-relative, as in the feeds."""
        rows = "".join(
            f"<url><loc>{self.paper.path(article)}</loc><lastmod>{article.published.isoformat()}</lastmod></url>\n"
            for article in self.paper.articles
        )
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{rows}</urlset>\n'
