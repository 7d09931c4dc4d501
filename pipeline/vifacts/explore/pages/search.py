"""The start page, search and its suggestions."""

from __future__ import annotations

import json
from typing import Any

from vifacts.explore.data import search as find
from vifacts.explore.data import tallies
from vifacts.explore.pages.asking import asked, part
from vifacts.explore.pages.choices import choices, indicator_name, indicators
from vifacts.explore.site import Answer, Ask, Page, Plain, article_address, thing_address
from vifacts.language.normalise import plain
from vifacts.store import query
from vifacts.store.query import Filter

#: Names in the suggestions, and above the articles of a search.
SUGGESTED, NAMED = 8, 6


def home(ask: Ask) -> Answer:
    """``/``: the search box, what the dataset holds, the gravest conflicts, the newest articles."""
    counts = ask.kept("counts", lambda: tallies.counts(ask.con, ask.site.dataset))
    conflicts = list(query.conflicts(ask.con, Filter(limit=3)))
    newest = ask.con.execute(
        "SELECT key, title, outlet, substr(published, 1, 10) AS published, substr(text, 1, 160) AS beginning FROM article "
        "WHERE copy_of IS NULL ORDER BY day DESC LIMIT 6"
    ).fetchall()
    return Page("home.html", {"counts": counts, "conflicts": conflicts, "newest": [dict(row) for row in newest]})


def search(ask: Ask) -> Answer:
    """``/search?q=``: indicators and names, figures where a number was asked for, articles with the sentence."""
    text = ask.args.get("q") or ""
    filter_ = asked(ask.args, size=20)
    number = find.number_of(text)
    start = filter_.offset == 0
    words = find.words_of(text)
    hits = find.articles(ask.con, text, filter_)
    values = {
        "q": text,
        "hits": hits,
        "part": part(ask, hits.rows, filter_),
        "things": find.things(ask.con, text, NAMED) if start and number is None else [],
        "indicators": _indicators(ask, words, 6) if start and number is None else [],
        "figures": find.figures(ask.con, number, 20) if start and number is not None else [],
        "number": number,
        "words": words,
        "parts": find.parts,
        "choices": choices(ask),
    }
    return Page("search.html", values)


def suggest(ask: Ask) -> Answer:
    """``/suggest?q=``: names and indicators as JSON, for the search box."""
    text = ask.args.get("q") or ""
    words = find.words_of(text)
    rows: list[dict[str, Any]] = [
        {"label": name, "note": ask.t("kind.indicator"), "url": f"/indicator/{one}"}
        for one, name in _indicators(ask, words, 3)
    ]
    for row in find.things(ask.con, text, SUGGESTED - len(rows)):
        note = f"{ask.t('kind.' + row['kind'])} · {ask.t('count.articles', n=row['articles'])}"
        rows.append({"label": row["name"], "note": note, "url": thing_address(row["key"])})
    if not rows and len(words) == 1:
        found = ask.con.execute("SELECT key, title FROM article WHERE key = ?", (text,)).fetchone()
        if found:
            rows.append(
                {"label": found[1] or found[0], "note": ask.t("kind.article"), "url": article_address(found[0])}
            )
    return Plain(json.dumps({"suggestions": rows}, ensure_ascii=False).encode(), "application/json; charset=utf-8")


def _indicators(ask: Ask, words: list[str], limit: int) -> list[tuple[str, str]]:
    """Indicators of this dataset whose name has all the words, the shortest first."""
    if not words:
        return []
    counted = ask.kept("indicators", lambda: tallies.indicator_counts(ask.con))
    found = []
    for one in indicators().values():
        name = plain(f"{one.vi} {one.en}")
        if one.id in counted and all(word in name for word in words):
            found.append((one.id, indicator_name(ask, one.id)))
    return sorted(found, key=lambda pair: len(pair[1]))[:limit]
