"""When a page says that its article was published and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vifacts.pages import times as clock
from vifacts.pages.text import loose
from vifacts.pages.walk import one_line

if TYPE_CHECKING:
    from vifacts.pages.html import Page

#: Hours by which a time on the page may differ from the metadata's (which some papers give in another zone).
_FAR = 36
#: Lines between a headline and its time.
_NEAR = 12


def times(page: Page, headline: str | None) -> tuple[str | None, str | None]:
    """When it was published and modified: the layout's element where it has the minute, then metadata, then any."""
    month_first = page.layout.month_first
    shown = _shown(page, page.layout.time, month_first) if page.layout is not page.common else None
    told = [
        page.meta.published,
        *(
            page.meta.meta.get(k)
            for k in ("article:published_time", "datepublished", "pubdate", "dc.date.issued", "og:published_time")
        ),
    ]
    parsed = [t for value in told if (t := clock.parse(value, month_first=month_first))]
    exact = next((t for t in parsed if clock.has_minute(t)), None)
    if exact and clock.has_minute(shown) and clock.hours_between(exact, shown or exact) > _FAR:
        shown = None  # a clock in the page's head, the time of another article
    best = next((t for t in (shown, *parsed) if clock.has_minute(t)), None)
    if best is None:
        other = _shown(page, page.common.time, month_first)
        near = (
            _near_title(page, headline, month_first)
            if not clock.has_minute(other) or page.layout is page.common
            else None
        )
        choice = (near, other, shown, *parsed)
        best = next((t for t in choice if clock.has_minute(t)), None) or next(
            (t for t in (shown, *parsed, near, other) if t), None
        )
    elif shown and best == shown:
        # the same minute with its seconds
        best = next((t for t in parsed if t[:16] == shown[:16]), shown)
    changed = [page.meta.modified, page.meta.meta.get("article:modified_time"), page.meta.meta.get("datemodified")]
    modified = next((t for value in changed if (t := clock.parse(value, month_first=month_first))), None)
    return best, modified if modified != best else None


def _shown(page: Page, selectors: list[str], month_first: bool) -> str | None:
    day: str | None = None
    for selector in selectors:
        for node in page.tree.css(selector)[:3]:
            for value in (node.attributes.get("datetime"), one_line(node)[:200]):
                found = clock.parse(value, month_first=month_first)
                if clock.has_minute(found):
                    return found
                day = day or found
    return day


def _near_title(page: Page, headline: str | None, month_first: bool) -> str | None:
    """The first time with its minute that follows the headline within a few words, else one that stands before it."""
    if not headline:
        return None
    key = loose(headline)[:30]
    texts_ = [p.text for p in page.tree.lines()]
    at = next((i for i, t in enumerate(texts_) if len(t) < 400 and loose(t).startswith(key)), None)
    if at is None:
        return None
    for i in (*range(at + 1, at + _NEAR), *range(at - 1, max(-1, at - _NEAR // 2), -1)):
        if i < len(texts_) and len(texts_[i]) <= 120:
            found = clock.parse(texts_[i], month_first=month_first)
            if clock.has_minute(found):
                return found
    return None
