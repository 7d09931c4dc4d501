"""What an outlet file may say: typed structs that a TOML file is decoded into, unknown keys refused.

A *family* describes a content system once (how its article, list and feed pages look); a *newspaper* is
one outlet: its domains, province, feeds and sections, and its differences from the family. A *layout* is
one version of the article page; the reader takes the first whose body is found on the page.

Selectors are CSS as lexbor understands it; the first of a list that finds something is taken.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from vifacts.errors import VifactsError

Selectors = list[str]


class Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How one version of an article page looks.

    ``marks`` are selectors of which any says that a page of unknown origin is of this layout; ``body`` are
    the containers of the article's text, ``drop`` what is not text inside of it, ``captions`` the captions.
    ``lead_in_body`` says that the lead is no element of its own but the body's first paragraph: "bold" where
    that one is all bold, "first" in any case. ``month_first``: dates in digits are month/day/year. ``encrypted``
    and ``paywall`` are elements that say that the text is not all there. A layout with ``until`` is one of the past.
    ``least_prose`` is how many characters of whole sentences the body must have: for selectors that also fit boxes
    beside an article.
    """

    name: str
    since: dt.date | None = None
    until: dt.date | None = None
    marks: Selectors = []
    body: Selectors = []
    title: Selectors = []
    lead: Selectors = []
    byline: Selectors = []
    time: Selectors = []
    modified: Selectors = []
    section: Selectors = []
    tags: Selectors = []
    drop: Selectors = []
    captions: Selectors = []
    headings: Selectors = []
    lead_in_body: Literal["no", "bold", "first"] = "no"
    month_first: bool = False
    encrypted: Selectors = []
    paywall: Selectors = []
    least_prose: int = 0


class ArticleUrls(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which addresses are articles: ``url`` is searched in path and query, its group ``number`` is the
    outlet's own number of the article (other groups: numbers of older addresses); an address where ``not_url``
    is found is none."""

    url: str
    not_url: str | None = None


class Lists(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How section pages link: ``links`` selects the anchors (or boxes of anchors) of articles, all anchors
    where nothing is found; ``next`` the links to further pages; ``paging`` is searched in the path and query
    of a link, its group ``page`` is the page's number."""

    links: Selectors = []
    next: Selectors = []
    paging: str = r"(?:trang-?|[?&](?:page|p|trang)=|/page/?|/p)(?P<page>\d{1,4})(?:\D|$)"


class Family(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A content system that several outlets share. ``feeds`` and ``sitemaps`` are usual paths."""

    id: str
    name: str
    article: ArticleUrls
    lists: Lists = Lists()
    layout: list[Layout] = []
    note: str | None = None


class Newspaper(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One outlet. ``domains`` has the current host first, then older ones; ``province`` is the unit it was
    made for (null: a central outlet), ``province_now`` the province of 2025-07-01 that covers it.

    ``feeds``, ``sections`` (Party building) and ``sections_other`` (where Party news stands, too) are paths or
    addresses. ``verified`` says that somebody has tried the file on the live site. ``signs`` are names the
    outlet gives itself in bylines. ``layout`` entries come before the family's, those with ``until`` after them;
    ``article`` and ``lists`` replace the family's. ``redirects_to`` is the id of the outlet that carries it on.
    """

    id: str
    name: str
    domains: list[str]
    family: str
    province: str | None = None
    province_now: str | None = None
    language: str = "vi"
    verified: bool = False
    feeds: list[str] = []
    sitemaps: list[str] = []
    sections: list[str] = []
    sections_other: list[str] = []
    signs: list[str] = []
    article: ArticleUrls | None = None
    lists: Lists | None = None
    layout: list[Layout] = []
    redirects_to: str | None = None
    note: str | None = None


T = TypeVar("T", Family, Newspaper)


def read(file: Path | Traversable, kind: type[T]) -> T:
    """One outlet or family file, checked.

    Raises VifactsError VF401 (not TOML), VF402 (a key or value that the schema does not know) or VF403 (a
    pattern that is no regular expression), each with the file's name.
    """
    try:
        data: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise VifactsError("VF401", str(file), detail=error) from error
    try:
        made = msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise VifactsError("VF402", str(file), detail=error) from error
    _check_patterns(made, str(file))
    return made


def _check_patterns(made: Family | Newspaper, name: str) -> None:
    """Compile every pattern of the file, so that a slip is found when it is read and not on a page."""
    patterns: list[tuple[str, str | None]] = []
    if made.article is not None:
        patterns += [("article.url", made.article.url), ("article.not_url", made.article.not_url)]
    if made.lists is not None:
        patterns.append(("lists.paging", made.lists.paging))
    for where, pattern in patterns:
        try:
            re.compile(pattern or "")
        except re.error as error:
            raise VifactsError("VF403", name, key=where, detail=error) from error
