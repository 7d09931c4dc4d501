"""An article: its text with every fact marked, a card for each fact, the archived page."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath
from typing import Any

from vifacts.crawl.read import read_page
from vifacts.errors import VifactsError
from vifacts.explore.data import article as data
from vifacts.explore.data.article import KINDS, Fact
from vifacts.explore.pages.choices import indicator_name
from vifacts.explore.site import Answer, Ask, NotThereError, Page, Plain
from vifacts.store.dataset import Dataset, Line


def article(ask: Ask) -> Answer:
    """``/article/<id>``, and its record as ``/article/<id>.json``."""
    key = ask.parts["key"]
    row = data.article(ask.con, key)
    if row is None and ask.parts.get("form"):  # an id that ends in .json
        row = data.article(ask.con, key + ".json")
    elif row is not None and ask.parts.get("form"):
        return Plain(_record(ask, key), "application/json; charset=utf-8")
    if row is None:
        raise NotThereError
    facts = data.facts(ask.con, row["id"])
    marked = [(span, fact) for fact in facts for span in fact.spans]
    marked.sort(key=lambda item: item[0])
    begun: set[str] = set()
    blocks = [(kind, list(data.pieces(row["text"], span, marked, begun))) for kind, span in data.blocks(row)]
    values = {
        "article": row,
        "facts": facts,
        "blocks": blocks,
        "kinds": [(kind, n) for kind in KINDS if (n := Counter(f.kind for f in facts)[kind])],
        "archived": archived(ask.site.dataset, row["source"]) is not None,
        "indicator_name": lambda one: indicator_name(ask, one),
        "quoted": lambda fact: _quoted(row["text"], fact),
        "by_id": {fact.id: fact for fact in facts},
    }
    return Page("article.html", values)


def _quoted(text: str, fact: Fact) -> tuple[str, str, str]:
    """The sentence of a fact: what stands before it, its own words, what stands after."""
    if not fact.spans:
        return ("", "", "")
    start, end = fact.spans[0]
    if fact.sentence is not None and fact.kind == "figure":
        first, last = fact.sentence
    else:
        first = max(text.rfind("\n", 0, start) + 1, start - 80)
        stop = text.find("\n", end)
        last = min(len(text) if stop < 0 else stop, end + 80)
    return (text[first:start], text[start:end], text[end:last])


def _record(ask: Ask, key: str) -> bytes:
    """The line of the record that counts, as it stands in the dataset."""
    rows = ask.con.execute(
        "SELECT shard, offset, length, digest, article FROM line WHERE article = ? ORDER BY shard DESC, offset DESC LIMIT 1",
        (key,),
    ).fetchall()
    if not rows:
        raise NotThereError
    try:
        return ask.site.dataset.raw(Line(*rows[0]))
    except OSError:
        raise NotThereError from None


def archived(dataset: Dataset, source: dict[str, Any] | None) -> tuple[str, int] | None:
    """The file and offset of an article's page in the dataset's own archive; None where there is none. Only a bare name
    counts: a path that leads anywhere else is not followed."""
    if not source or not isinstance(source.get("archive"), str) or not isinstance(source.get("offset"), int):
        return None
    name = PurePosixPath(source["archive"].replace("\\", "/")).name
    path = dataset.archive / name
    if not name or name in (".", "..") or path.is_symlink() or not path.is_file():
        return None
    return name, source["offset"]


def archive(ask: Ask) -> Answer:
    """``/article/<id>/archive``: the page as it was fetched, handed out as a file and never run, if its digest is still
    the one of the record."""
    row = data.article(ask.con, ask.parts["key"])
    place = archived(ask.site.dataset, row["source"]) if row else None
    if row is None or place is None:
        raise NotThereError
    name, offset = place
    try:
        page = read_page(ask.site.dataset.archive / name, offset)
    except VifactsError:
        raise NotThereError from None
    wanted = row["source"].get("sha256")
    if wanted and page.sha256 != wanted:
        raise VifactsError(
            "VF512", article=row["key"], page=f"{name}:{offset}", found=page.sha256[:12], wanted=wanted[:12]
        )
    file = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in row["key"])
    return Plain(page.body, "application/octet-stream", f"{file}.html")
