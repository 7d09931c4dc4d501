"""The sample newspapers: every article page gives exactly what its source says."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from vifacts.errors import VifactsError
from vifacts.outlets.registry import Registry
from vifacts.pages.html import read_html
from vifacts.pages.leads import drop_stamp
from vifacts.pages.people import outlet_names
from vifacts.pages.text import loose

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "corpus" / "sample"
GOLD = [json.loads(line) for line in (ROOT / "corpus" / "gold" / "sample.pages.jsonl").read_text().splitlines()]


@cache
def registry() -> Registry:
    return Registry.load(extra=[SAMPLE])


@pytest.mark.parametrize("gold", GOLD, ids=lambda g: g["file"].rsplit("/")[-1][:40])
def test_article_pages(gold: dict[str, object]) -> None:
    file = str(gold["file"])
    outlet = registry().get(file.split("/")[0])
    article = read_html((SAMPLE / file).read_bytes(), str(gold["url"]), registry=registry())

    def blocks(*kinds: str) -> list[str]:
        return [article.text[b.span[0] : b.span[1]] for b in article.blocks if b.kind in kinds]

    assert article.title == gold["title"]
    assert article.published == gold["published"]
    assert article.section == gold["section"]
    assert " ".join(blocks("lead")) == drop_stamp(str(gold["sapo"] or ""))
    assert blocks("paragraph", "heading", "list") == gold["body"]
    assert blocks("caption") == gold["captions"]
    author = str(gold["author"] or "").removeprefix("Theo ")
    own = outlet_names(outlet.name, *outlet.paper.signs)
    assert (article.author or "") == ("" if loose(author) in own else author)


def test_other_pages_are_no_articles() -> None:
    articles = {SAMPLE / str(g["file"]) for g in GOLD}
    others = [f for f in SAMPLE.rglob("*.html") if f not in articles]
    assert others
    for file in others:
        outlet = registry().get(file.relative_to(SAMPLE).parts[0])
        with pytest.raises(VifactsError):
            read_html(
                file.read_bytes(), outlet.base + "/".join(file.relative_to(SAMPLE).parts[1:]), registry=registry()
            )
