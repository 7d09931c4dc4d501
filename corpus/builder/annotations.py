"""Annotations to gold: anchors become spans, and what an annotator can get wrong is reported.

An anchor is an exact piece of the article text that occurs in it once; the marked part (a name, a number) lies in it.
Spans are half-open code-point offsets into the NFC text.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from typing import Any

KINDS = frozenset(
    "count percent money length area weight volume duration age ratio multiple speed energy score other".split()
)
COMPARATORS = frozenset(["=", ">", ">=", "<", "<=", "~"])
SENSES = frozenset(["level", "increase", "decrease", "from", "to"])
STATEMENT_KINDS = frozenset(["direct", "indirect"])
TIME = re.compile(r"\d{4}-Q[1-4]|(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?(?:/(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?)?")
DIGITS = re.compile(r"\d[\d.,]*")
KEYS = {
    "persons": {"anchor", "name", "full"},
    "orgs": {"anchor", "name"},
    "places": {"anchor", "name"},
    "documents": {"anchor", "name"},
    "roles": {"anchor", "person", "role", "scope", "former"},
    "figures": {
        *("anchor", "num", "value", "value_max", "of", "kind", "unit", "comparator"),
        *("subject", "holder", "time", "sense", "target"),
    },
    "statements": {"anchor", "speaker", "kind"},
}
FIGURE_OUT = (
    *("num", "value", "value_max", "of", "kind", "unit", "comparator"),
    *("subject", "holder", "time", "sense", "target"),
)

Row = dict[str, Any]


class Resolver:
    """Resolves the annotation of one text and collects its problems."""

    def __init__(self, text: str) -> None:
        self.text = unicodedata.normalize("NFC", text)
        self.words = set(re.findall(r"\w+", self.text.casefold()))
        self.problems: list[str] = []

    def span(self, row: Row, part: str, what: str) -> list[int] | None:
        """The span of `part` within the row's anchor; None, with a problem noted, where it is not unique."""
        anchor = row.get("anchor", "")
        found = self.text.count(anchor) if anchor else 0
        if found != 1:
            self.problems.append(f"{what}: the anchor occurs {found} times: {anchor!r}")
            return None
        at = anchor.find(part)
        if at < 0 or not part:
            self.problems.append(f"{what}: {part!r} is not in its anchor {anchor!r}")
            return None
        start = self.text.index(anchor) + at
        return [start, start + len(part)]

    def in_text(self, words: str | None, what: str) -> None:
        """Notes words that the text does not have: a field is written in words of the text."""
        strange = [word for word in re.findall(r"\w+", (words or "").casefold()) if word not in self.words]
        if strange:
            self.problems.append(f"{what}: words not in the text: {strange}")

    def rows(self, annotation: Row, key: str) -> list[Row]:
        """The annotation's rows of one kind, unknown keys noted."""
        rows = annotation.get(key, [])
        for row in rows:
            unknown = set(row) - KEYS[key]
            if unknown:
                self.problems.append(f"{key}: unknown keys {sorted(unknown)} in {row}")
        return list(rows)

    def names(self, annotation: Row, key: str) -> list[Row]:
        """Mentions of persons, organisations, places or documents, in text order."""
        out: list[Row] = []
        for row in self.rows(annotation, key):
            span = self.span(row, row["name"], key)
            if span:
                full = {"full": row["full"]} if row.get("full") else {}
                out.append({"name": row["name"], "span": span, **full})
        out.sort(key=lambda row: row["span"])
        self.apart(out, key)
        return out

    def apart(self, rows: list[Row], what: str) -> None:
        """Notes rows, sorted by span, that overlap."""
        for before, after in itertools.pairwise(rows):
            if after["span"][0] < before["span"][1]:
                self.problems.append(
                    f"{what} overlap: {before['span']} {after['span']} {after.get('name') or after.get('num')!r}"
                )

    def roles(self, annotation: Row) -> list[Row]:
        """Roles, in text order."""
        out = []
        for row in self.rows(annotation, "roles"):
            what = f"role {row.get('person')} {row.get('role')}"
            span = self.span(row, row["anchor"], what)
            self.in_text(row["role"], what)
            if span:
                out.append(
                    {
                        "person": row["person"],
                        "role": row["role"],
                        "scope": row.get("scope"),
                        "former": bool(row.get("former")),
                        "span": span,
                    }
                )
        return sorted(out, key=lambda row: row["span"])

    def figures(self, annotation: Row) -> list[Row]:
        """Figures, in text order."""
        out: list[Row] = []
        for row in self.rows(annotation, "figures"):
            what = f"figure {row.get('num')!r} in {row.get('anchor')!r}"
            span = self.span(row, row["num"], what)
            self.check_figure(row, what)
            if span:
                out.append({key: row.get(key) for key in FIGURE_OUT} | {"span": span})
        out.sort(key=lambda row: row["span"])
        self.apart(out, "figures")
        return out

    def check_figure(self, row: Row, what: str) -> None:
        """The closed fields of a figure, and its value against the digits it is written with."""
        for key, allowed in (("kind", KINDS), ("comparator", COMPARATORS), ("sense", SENSES)):
            if row.get(key) not in allowed:
                self.problems.append(f"{what}: {key} {row.get(key)!r}")
        if not isinstance(row.get("target"), bool):
            self.problems.append(f"{what}: target {row.get('target')!r}")
        if row.get("time") is not None and not (row["time"] and TIME.fullmatch(row["time"])):
            self.problems.append(f"{what}: time {row['time']!r}")
        for key in ("unit", "subject", "holder"):
            self.in_text(row.get(key) if row.get(key) != "%" else None, f"{what}, {key}")
        values = [row.get(key) for key in ("value", "value_max", "of")]
        if (
            any(isinstance(value, bool) or not isinstance(value, int | float | None) for value in values)
            or values[0] is None
        ):
            self.problems.append(f"{what}: value {values}")
            return
        written = [number for number in map(plain, DIGITS.findall(row["num"])) if number is not None]
        if (
            written
            and "/" not in row["num"]
            and not all(any(same_digits(w, v) for v in values if v is not None) for w in written)
        ):
            self.problems.append(f"{what}: value {values} is not what is written")
        both = [row["value"], row.get("of")]
        if "/" in row["num"] and not (None not in both and all(map(same_digits, written, both))):
            self.problems.append(f"{what}: value and of {values} are not what is written")

    def statements(self, annotation: Row) -> list[Row]:
        """Statements, in text order."""
        out = []
        for row in self.rows(annotation, "statements"):
            what = f"statement of {row.get('speaker')}"
            span = self.span(row, row["anchor"], what)
            if row.get("kind") not in STATEMENT_KINDS:
                self.problems.append(f"{what}: kind {row.get('kind')!r}")
            if span:
                out.append({"speaker": row["speaker"], "kind": row["kind"], "span": span})
        return sorted(out, key=lambda row: row["span"])


def plain(written: str) -> float | None:
    """Vietnamese digits as a number: "1.234" is 1234, "4,5" is 4.5; None for what is no number."""
    whole, _, fraction = written.strip(".,").partition(",")
    if not re.fullmatch(r"\d{1,3}(?:\.\d{3})+|\d+", whole) or (fraction and not fraction.isdigit()):
        return None
    return float(f"{whole.replace('.', '')}.{fraction or 0}")


def same_digits(written: float, value: float) -> bool:
    """Whether the value is the written number, or that number times hundred, thousand, million, billion ..."""
    return any(abs(written * 10**power - value) <= 1e-9 * max(1.0, abs(value)) for power in (0, 1, 2, 3, 4, 6, 9, 12))


def resolve(text: str, annotation: Row, name: str) -> tuple[Row, list[str]]:
    """The gold row of one article, and the problems of its annotation.

    `annotation` follows GUIDELINES.md; `name` is the article's id, which the annotation must carry.
    """
    resolver = Resolver(text)
    if annotation.get("id") != name:
        resolver.problems.append(f"the annotation's id is {annotation.get('id')!r}")
    unknown = set(annotation) - set(KEYS) - {"id"}
    if unknown or set(KEYS) - set(annotation):
        resolver.problems.append(f"keys must be id and {sorted(KEYS)}")
    row: Row = {"id": name}
    for key in ("persons", "orgs", "places", "documents"):
        row[key] = resolver.names(annotation, key)
    row["roles"] = resolver.roles(annotation)
    row["figures"] = resolver.figures(annotation)
    row["statements"] = resolver.statements(annotation)
    row["text_chars"] = len(resolver.text)
    for key in ("persons", "places"):
        for inner in row[key]:
            if any(org["span"][0] <= inner["span"][0] and inner["span"][1] <= org["span"][1] for org in row["orgs"]):
                resolver.problems.append(f"{key}: {inner['name']!r} {inner['span']} is part of an organisation's name")
    known = {person["name"] for person in row["persons"]} | {person.get("full") for person in row["persons"]}
    for key, field in (("roles", "person"), ("statements", "speaker")):
        for item in row[key]:
            if item[field] not in known:
                resolver.problems.append(f"{key}: {item[field]!r} is no person of this article")
    return row, resolver.problems
