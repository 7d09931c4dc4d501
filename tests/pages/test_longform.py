"""Long forms: sections, wide pictures, quotations set large, makers named at the end."""

from __future__ import annotations

import pytest
from longform_pages import AUTHORS, EXPECTED, P3, PAGES, QUOTE

from vifacts.pages.html import read_html
from vifacts.record import Article


def blocks(article: Article, *kinds: str) -> list[str]:
    return [article.text[b.span[0] : b.span[1]] for b in article.blocks if b.kind in kinds]


@pytest.mark.parametrize("name", PAGES)
def test_every_long_form_gives_the_article(name: str) -> None:
    url, reader, html = PAGES[name]
    article = read_html(html.encode(), url)
    assert article.reader == reader
    assert article.title == EXPECTED["title"]
    assert blocks(article, "lead") == EXPECTED["lead"]
    assert blocks(article, "paragraph", "heading", "list") == EXPECTED["text"]
    assert blocks(article, "caption") == EXPECTED["caption"]
    assert article.published == EXPECTED["published"]
    assert article.author == AUTHORS


@pytest.mark.parametrize("name", PAGES)
def test_a_quotation_that_the_text_does_not_have_stays(name: str) -> None:
    url, _, html = PAGES[name]
    other = "Chi bộ còn thì bản còn, tôi chỉ nghĩ đơn giản như thế thôi."
    article = read_html(html.replace(QUOTE, other).encode(), url)
    assert any(other in line for line in blocks(article, "paragraph"))
    assert P3 in blocks(article, "paragraph")
