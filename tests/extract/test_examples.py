"""The marked-up sentences beside each component: what it must find and what it must not.

``examples.toml`` of a component holds ``[[example]]`` tables:

- ``text``: a sentence or more; every span that the component must find stands in ⟦…⟧, and it must find
  nothing else (a text without marks is a negative example);
- ``expect`` (optional): one table a mark, in order, with fields that must come out as given (``holder``,
  ``speaker``, ``issuer`` and ``place`` by the entity's name; ``part_of`` and ``compared_with`` by value;
  ``time`` by its value; ``unit_code`` by the unit's code);
- ``roles`` (roles only, instead of marks): tables with ``person``, ``text`` and any other field;
- ``published``, ``outlet``, ``title`` (optional): the article's.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import vifacts
from vifacts.record import Article, Record

FOLDER = Path(vifacts.__file__).parent / "extract"
KINDS = {
    "persons": ("person",),
    "organizations": ("organization",),
    "places": ("place",),
    "documents": ("document",),
}


def cases() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*/*examples.toml")):
        what = path.stem.removesuffix("examples").rstrip("_") or path.parent.name
        for n, example in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["example"], 1):
            found.append(pytest.param(what, example, id=f"{path.parent.name}-{what}-{n}"))
    return found


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    text, spans, at = "", [], None
    for char in marked:
        if char == "⟦":
            at = len(text)
        elif char == "⟧":
            assert at is not None
            spans.append((at, len(text)))
        else:
            text += char
    return text, spans


def found_spans(record: Record, what: str) -> list[tuple[int, int]]:
    if what in KINDS:
        return sorted(span for e in record.entities if e.kind in KINDS[what] for span in e.mentions)
    return sorted(item.span for item in getattr(record, what))


def fields(record: Record, what: str, span: tuple[int, int]) -> dict[str, Any]:
    names = {e.id: e.name for e in record.entities}
    if what in KINDS:
        entity = next(e for e in record.entities if e.kind in KINDS[what] and span in e.mentions)
        return {
            "name": entity.name,
            "number": entity.number,
            "date": entity.date,
            "issuer": names.get(entity.issuer or ""),
            "place": names.get(entity.place or ""),
            "unit_code": entity.unit.code if entity.unit else None,
        }
    item = next(i for i in getattr(record, what) if i.span == span)
    out = {name: getattr(item, name) for name in item.__struct_fields__}
    for name in ("holder", "speaker", "person", "scope"):
        if name in out:
            out[name] = names.get(out[name] or "")
    if what == "figures":
        values = {f.id: f.value for f in record.figures}
        for name in ("part_of", "compared_with"):
            out[name] = values.get(out[name] or "")
        out["time"] = item.time.value if item.time else None
    return out


@pytest.mark.parametrize(("what", "example"), cases())
def test_example(what: str, example: dict[str, Any]) -> None:
    text, marks = unmark(example["text"])
    record = vifacts.extract(
        Article(
            id="example",
            text=text,
            title=example.get("title"),
            outlet=example.get("outlet"),
            published=example.get("published"),
        )
    )
    assert record.article.text == text
    if what == "roles":
        names = {e.id: e.name for e in record.entities}
        assert sorted((names[r.person], r.text) for r in record.roles) == sorted(
            (r["person"], r["text"]) for r in example.get("roles", [])
        )
        for wanted in example.get("roles", []):
            got = next(r for r in record.roles if names[r.person] == wanted["person"] and r.text == wanted["text"])
            for name, value in wanted.items():
                shown = names.get(getattr(got, name) or "") if name in ("person", "scope") else getattr(got, name)
                assert shown == (value if value != "" else None), f"{name}: {shown!r}, expected {value!r}"
        return
    got = found_spans(record, what)
    assert [text[a:b] for a, b in got] == [text[a:b] for a, b in marks]
    assert got == marks
    for span, wanted in zip(marks, example.get("expect", []), strict=False):
        found = fields(record, what, span)
        for name, value in wanted.items():
            # TOML has no null: an empty string stands for it
            assert found[name] == (value if value != "" else None), f"{text[slice(*span)]!r} {name}"
