"""Search with one box: words, a name, a number. Diacritics and case do not matter."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from vifacts.extract.names import canonical
from vifacts.language.normalise import nfc, plain
from vifacts.store.query import Filter, day

Row = dict[str, Any]
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"^\d{1,3}(?:[.,\s]\d{3})+(?:,\d+)?$|^\d+(?:[.,]\d+)?$")
_SENTENCE = re.compile(r"[^\n.!?…]+(?:[.!?…](?!\s|$)[^\n.!?…]*)*[.!?…]*")
#: Articles that are counted and put in order by their day; of more, the last ones of the index are taken.
COUNTED = 1000
#: Articles that are looked into before words are searched for side by side.
SAMPLE = 40
#: Names that are looked at to find those with the most articles.
NAMES = 3000
#: The longest piece of text that a hit is shown in.
LONGEST = 320


@dataclass
class Hits:
    """Articles with the words: rows with ``parts``, the pieces of the sentence, each with whether it is a hit; how many were
    counted, and whether there are, or may be, ``more``."""

    rows: list[Row] = field(default_factory=list)
    count: int = 0
    more: bool = False


def words_of(text: str) -> list[str]:
    """The words that are looked for."""
    return _WORD.findall(plain(nfc(text)))[:20]


def number_of(text: str) -> float | None:
    """The number that a query consists of: "412", "1.485", "1 485", "94,8"."""
    written = text.strip()
    if not _NUMBER.match(written):
        return None
    head, comma, decimals = written.partition(",")
    if comma and len(decimals) != 3:
        return float(re.sub(r"\D", "", head) + "." + decimals)
    parts = re.split(r"[.,\s]", written)
    if len(parts) == 2 and len(parts[1]) != 3:
        return float(f"{parts[0]}.{parts[1]}")
    return float("".join(parts))


def articles(con: sqlite3.Connection, text: str, asked: Filter) -> Hits:
    """The articles with all words of ``text``, those with the words side by side first, then the newest; ``asked`` bounds
    outlet and days, and says which of them."""
    words = words_of(text)
    if not words:
        return Hits()
    together = '"' + " ".join(words) + '"'
    apart = " ".join(f'"{word}"' for word in words)
    limit, start = asked.limit or 20, asked.offset
    bounded = asked.outlet is not None or asked.since is not None or asked.until is not None
    others = [] if bounded else _found(con, apart, asked)
    # words that stand together nowhere in many articles are slow to look for: a look at some of them tells
    ids = others if len(words) == 1 or (len(others) > COUNTED and not _together(con, others[:SAMPLE], words)) else []
    if not ids:
        ids = _found(con, together, asked)
        if len(words) > 1 and len(ids) <= start + limit:  # else the others come when these are through
            seen = set(ids)
            ids += [n for n in others or _found(con, apart, asked) if n not in seen]
    more = max(len(ids), len(others)) > COUNTED
    rows = [_shown(con, n, words) for n in ids[start : start + limit]]
    return Hits(rows, min(len(ids), COUNTED), more)


def _together(con: sqlite3.Connection, ids: list[int], words: Sequence[str]) -> bool:
    """Whether the words stand side by side in one of the articles."""
    side_by_side = re.compile(r"\b" + r"\W+".join(map(re.escape, words)) + r"\b")
    marks = ",".join("?" * len(ids))
    texts = con.execute(f"SELECT coalesce(title, '') || ' ' || text FROM article WHERE id IN ({marks})", ids)
    return any(side_by_side.search(plain(text)) for (text,) in texts)


def _found(con: sqlite3.Connection, query: str, asked: Filter) -> list[int]:
    """Rows of the articles that match, the newest first: of more than COUNTED those that came into the index last."""
    where, values = [], []
    for term, value in (
        ("outlet = ?", asked.outlet),
        ("day >= ?", asked.since and day(asked.since, last=False)),
        ("day <= ?", asked.until and day(asked.until, last=True)),
    ):
        if value is not None:
            where.append(term)
            values.append(value)
    # the ids of the articles come from an index alone; the plus has them looked up in that list, match by match
    bounded = f"AND +rowid IN (SELECT id FROM article WHERE {' AND '.join(where)})" if where else ""
    found = con.execute(
        f"SELECT rowid FROM article_fts WHERE article_fts MATCH ? {bounded} ORDER BY rowid DESC LIMIT ?",
        (query, *values, COUNTED + 1),
    )
    ids = [row[0] for row in found]
    if len(ids) > COUNTED:
        return ids
    marks = ",".join("?" * len(ids))
    return [row[0] for row in con.execute(f"SELECT id FROM article WHERE id IN ({marks}) ORDER BY day DESC, id", ids)]


def _shown(con: sqlite3.Connection, article: int, words: Sequence[str]) -> Row:
    key, title, outlet, published, text, copy = con.execute(
        "SELECT key, title, outlet, substr(published, 1, 10), text, copy_of IS NOT NULL FROM article WHERE id = ?",
        (article,),
    ).fetchone()
    return {
        "key": key,
        "title": parts(title or "", words),
        "outlet": outlet,
        "published": published,
        "is_copy": bool(copy),
        "parts": excerpt(text, words),
    }


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    together = r"\b" + r"\W+".join(map(re.escape, words)) + r"\b"
    return re.compile(together + "|" + "|".join(rf"\b{re.escape(word)}\b" for word in words))


def parts(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """``text`` in pieces, with whether each is one of the words."""
    found: list[tuple[str, bool]] = []
    end = 0
    for hit in _pattern(words).finditer(plain(text)) if words else ():
        if hit.start() > end:
            found.append((text[end : hit.start()], False))
        found.append((text[hit.start() : hit.end()], True))
        end = hit.end()
    return [*found, (text[end:], False)] if end < len(text) else found


def excerpt(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """The sentence of ``text`` with the words side by side, else with the most of them, in pieces."""
    folded = plain(text)
    together = re.search(r"\b" + r"\W+".join(map(re.escape, words)) + r"\b", folded)
    wanted = set(words)
    best: tuple[int, int, int] | None = None
    for sentence in _SENTENCE.finditer(text):
        if together:
            if sentence.start() <= together.start() < sentence.end():
                best = (0, sentence.start(), sentence.end())
                break
            continue
        score = len(wanted & set(_WORD.findall(folded, sentence.start(), sentence.end())))
        if best is None or score > best[0]:
            best = (score, sentence.start(), sentence.end())
            if score == len(wanted):
                break
    start, end = (best[1], best[2]) if best else (0, len(text))
    if end - start > LONGEST:
        hit = together or _pattern(words).search(folded, start, end)
        at = hit.start() if hit else start
        start = max(start, at - LONGEST // 3)
        while start > 0 and start < at and not text[start - 1].isspace():
            start += 1
        end = min(end, start + LONGEST)
        while end < len(text) and end > start and not text[end].isspace() and end > at + 40:
            end -= 1
    piece = text[start:end].strip()
    return parts(piece, words)


def things(con: sqlite3.Connection, text: str, limit: int, kind: str | None = None) -> list[Row]:
    """Persons, organisations, places and documents whose name has all words (the last one may be cut short), those with
    just that name and those of the most articles first."""
    words = words_of(text)
    if not words:
        return []
    if len(words) > 1 and len(words[-1]) == 1 and words[-1].isalpha():
        words.pop()  # a word that was just begun; far too many begin so
    query = " ".join(f'"{word}"' for word in words) + ("*" if len(words[-1]) > 1 else "")
    of_kind = "" if kind is None else "AND +e.kind = :kind"
    cursor = con.execute(
        f"""
        SELECT key, kind, name, articles, figures, roles, first, last, number, exact FROM (
            SELECT e.*, 1 AS exact FROM entity e WHERE e.name_key = :name {of_kind}
            UNION SELECT e.*, 0 FROM (SELECT rowid AS id FROM entity_fts WHERE entity_fts MATCH :query LIMIT {NAMES}) f
                CROSS JOIN entity e ON e.id = f.id WHERE e.name_key <> :name {of_kind})
        WHERE articles > 0 ORDER BY exact DESC, articles DESC, name LIMIT :limit""",
        {"name": canonical(nfc(text)), "query": query, "kind": kind, "limit": limit},
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def figures(con: sqlite3.Connection, value: float, limit: int) -> list[Row]:
    """Figures of just that value, in the articles that have the number, the last of the index first."""
    whole = f"{value:.0f}" if value == int(value) else f"{value:g}"
    forms = {whole, whole.replace(".", " ")}
    if value == int(value):
        forms.add(f"{value:,.0f}".replace(",", " "))
    query = " OR ".join(f'"{form}"' for form in sorted(forms))
    cursor = con.execute(
        """
        SELECT f.local, f.text, f.comparator, f.subject, f.time, f.target, a.key AS article, a.outlet, substr(a.published, 1, 10)
            AS published, e.name AS holder, e.key AS holder_key,
            trim(substr(a.text, f.sentence_start + 1, f.sentence_end - f.sentence_start)) AS words
        FROM (SELECT rowid AS id FROM article_fts WHERE article_fts MATCH ? ORDER BY rowid DESC LIMIT ?) s
            CROSS JOIN figure f ON f.article = s.id JOIN article a ON a.id = f.article LEFT JOIN entity e ON e.id = f.holder
        WHERE f.value = ? OR f.value_max = ? LIMIT ?""",
        (query, COUNTED, value, value, limit),
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
