"""Whether an article is on Party building, by its title and lead: a small lexicon of weighted terms (party.toml).

Measured by ``benchmarks/party.py``; the section it stands in says it better where a newspaper has one for it.
"""

from __future__ import annotations

import html
import re
from functools import cache
from typing import NamedTuple

from vifacts.language.normalise import key, nfc
from vifacts.resources import read_toml

_HEAD = 300_000
_META = re.compile(rb"<meta\b[^>]{0,2000}>", re.IGNORECASE)
_TITLE = re.compile(rb"<title\b[^>]{0,200}>([^<]{0,1000})", re.IGNORECASE)
_NAMED = re.compile(rb"(?:property|name|itemprop)\s*=\s*[\"']?([\w:.-]+)", re.IGNORECASE)
_CONTENT = re.compile(rb"content\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_TITLES = (b"og:title", b"twitter:title", b"title")
_LEADS = (b"og:description", b"description")


class _Lexicon(NamedTuple):
    terms: re.Pattern[str]
    weights: dict[str, float]
    title: float
    threshold: float


@cache
def _lexicon() -> _Lexicon:
    data = read_toml("vifacts.crawl", "party.toml")
    weights = {key(nfc(term)): float(weight) for term, weight in data["weights"].items()}
    longest_first = sorted(weights, key=len, reverse=True)
    # a term inside of another counts, too ("chi bộ" in "bí thư chi bộ"): each is looked for at every place
    terms = re.compile(rf"(?<!\w)(?=({'|'.join(map(re.escape, longest_first))})(?!\w))")
    return _Lexicon(terms, weights, float(data["title"]), float(data["threshold"]))


def score(title: str | None, lead: str | None) -> float:
    """How much title and lead speak of Party building; 0 where no term of the lexicon stands in them."""
    lexicon = _lexicon()

    def worth(text: str | None) -> float:
        found = set(lexicon.terms.findall(key(nfc(text)))) if text else set()
        return sum(lexicon.weights[term] for term in found)

    return lexicon.title * worth(title) + worth(lead)


def is_party(title: str | None, lead: str | None) -> bool:
    """Whether an article with this title and lead is on Party building."""
    return score(title, lead) >= _lexicon().threshold


def title_and_lead(body: bytes) -> tuple[str | None, str | None]:
    """Title and description of a page by its metadata, as far as UTF-8 goes; null for what is not given.

    A quick look for the crawl; reading the page settles them.
    """
    head = body[:_HEAD]
    found: dict[bytes, str] = {}
    for tag in _META.finditer(head):
        named, content = _NAMED.search(tag[0]), _CONTENT.search(tag[0])
        if named and content:
            found.setdefault(named[1].lower(), _text(content[1] or content[2] or b""))
    written = _TITLE.search(head)
    if written:
        found.setdefault(b"title", _text(written[1]))
    title = next((found[name] for name in _TITLES if found.get(name)), None)
    lead = next((found[name] for name in _LEADS if found.get(name)), None)
    return title, lead


def _text(raw: bytes) -> str:
    return " ".join(html.unescape(raw.decode("utf-8", "replace")).split())
