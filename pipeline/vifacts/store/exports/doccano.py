"""doccano: JSON Lines for sequence labelling with relations, and its exports read again.

    articles.jsonl        a row an article: text, entities, relations, and under "vifacts" what doccano has no place for
    span-types.json       the labels, to be imported under Labels
    relation-types.json   the relations

doccano knows labels and relations, no fields. The fields of figures, roles and statements travel in the row's "vifacts",
which doccano keeps with the text and gives back; on the way back they are joined to the regions with the same label and
span. So people correct there what is marked and who is meant; the fields of figures are corrected in Label Studio.

Offsets are UTF-16 units, as doccano's own page counts them (with "Count grapheme clusters as one character" off).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vifacts.errors import VifactsError
from vifacts.language.normalise import nfc
from vifacts.record import Span
from vifacts.store.exports.annotated import (
    COLOURS,
    FIELDS,
    RELATIONS,
    Annotated,
    Region,
    Relation,
    annotate,
    code_points,
    utf16_offsets,
)
from vifacts.store.exports.source import Source
from vifacts.store.exports.writing import whole_folder


def export(source: Source, out: Path) -> int:
    """Write the folder ``out``; the number of rows."""
    count = 0
    with whole_folder(out, "doccano") as folder:
        spans = [
            {"text": label, "suffix_key": str(n), "background_color": COLOURS[label], "text_color": "#ffffff"}
            for n, label in enumerate(FIELDS, 1)
        ]
        types = [{"text": name, "background_color": "#555555", "text_color": "#ffffff"} for name in RELATIONS.values()]
        for name, rows in (("span-types.json", spans), ("relation-types.json", types)):
            (folder / name).write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        with (folder / "articles.jsonl").open("w", encoding="utf-8") as file:
            for item in source.items():
                file.write(json.dumps(row(annotate(item.record)), ensure_ascii=False) + "\n")
                count += 1
    return count


def row(annotated: Annotated) -> dict[str, Any]:
    """A row of doccano. Numbers of regions and relations hold inside the row."""
    units = utf16_offsets(annotated.text)
    numbers = {region.id: n for n, region in enumerate(annotated.regions)}
    persons = {r.source: _full(annotated, r.target) for r in annotated.relations}
    entities, facts = [], []
    for region in annotated.regions:
        start, end = region.span if units is None else (units[region.span[0]], units[region.span[1]])
        entities.append({"id": numbers[region.id], "label": region.label, "start_offset": start, "end_offset": end})
        if region.fields:
            fact: dict[str, Any] = {"label": region.label, "start": start, "end": end, "fields": region.fields}
            if region.id in persons:
                fact["person"] = persons[region.id]
            facts.append(fact)
    relations = [
        {"id": n, "from_id": numbers[r.source], "to_id": numbers[r.target], "type": r.label}
        for n, r in enumerate(annotated.relations)
    ]
    about = {"article": annotated.article, **annotated.about, "facts": facts}
    return {"text": annotated.text, "entities": entities, "relations": relations, "vifacts": about}


def _full(annotated: Annotated, key: str) -> str:
    """The full name of the person of a region."""
    region = next(r for r in annotated.regions if r.id == key)
    return region.fields.get("full") or annotated.text[region.span[0] : region.span[1]]


def _give(regions: list[Region], facts: list[dict[str, Any]]) -> None:
    for region, fact in zip(regions, facts, strict=True):
        region.fields = {str(name): str(value) for name, value in fact["fields"].items()}


# -- back ----------------------------------------------------------------------------------------------------------


def read(path: Path) -> Iterator[Annotated | VifactsError]:
    """The annotated articles of an export of doccano (JSONL with relations), and what cannot be taken, as errors.

    doccano does not tell its pre-annotations from annotations: what a row holds counts.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError as error:
        raise VifactsError("VF101", str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise VifactsError("VF542", str(path), format="doccano", detail=error) from error
    for n, line in enumerate(lines, 1):
        if not line.strip():
            continue
        reader = _Row(path, n)
        try:
            annotated = reader.read(json.loads(line))
        except VifactsError as error:
            yield error
            continue
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            yield VifactsError("VF542", str(path), n, format="doccano", detail=f"not built as expected: {error!r}")
            continue
        yield from reader.errors
        yield annotated


class _Row:
    """Reads one row; ``errors`` are regions that could not be taken."""

    def __init__(self, path: Path, n: int) -> None:
        self.path = path
        self.n = n
        self.name = f"of line {n}"
        self.errors: list[VifactsError] = []

    def read(self, row: dict[str, Any]) -> Annotated:
        about = row.get("vifacts") or {}
        if not isinstance(row.get("text"), str) or not isinstance(about.get("article"), str):
            raise self._wrong('it has no text, or "vifacts" with the article is gone')
        text = row["text"]
        if nfc(text) != text:
            raise self._wrong("its text is not NFC: it is not the text that was exported")
        if not isinstance(row.get("entities"), list):
            raise self._wrong(
                'it has no entities; export from a project with "Allow overlapping spans" and "Use relation"'
            )
        units = code_points(text)
        out = Annotated(about["article"], text)
        keys: dict[tuple[str, int, int], list[Region]] = defaultdict(list)
        for item in row["entities"]:
            key, label, start, end = str(item["id"]), item["label"], item["start_offset"], item["end_offset"]
            span = self._span(text, units, start, end)
            if label not in FIELDS:
                self._of(key, f"its label is {label}, not one of {', '.join(FIELDS)}")
            elif span is None:
                found = "not whole characters of the text"
                self.errors.append(
                    VifactsError(
                        "VF544",
                        str(self.path),
                        self.n,
                        task=self.name,
                        region=key,
                        span=[start, end],
                        found=found,
                        wanted="words",
                    )
                )
            else:
                region = Region(key, label, span)
                out.regions.append(region)
                keys[label, start, end].append(region)
        out.relations = [
            Relation(str(item["from_id"]), str(item["to_id"]), item.get("type") or "")
            for item in row.get("relations") or []
        ]
        facts: dict[tuple[str, int, int], list[dict[str, Any]]] = defaultdict(list)
        for fact in about.get("facts") or []:
            facts[fact["label"], fact["start"], fact["end"]].append(fact)
        # persons first: the names of those that roles and statements lead to stand in their fields
        for place in sorted(keys, key=lambda k: k[0] != "person"):
            self._join(out, keys[place], facts.get(place, []))
        return out

    @staticmethod
    def _span(text: str, units: dict[int, int] | None, start: int, end: int) -> Span | None:
        if units is not None:
            if start not in units or end not in units:
                return None
            start, end = units[start], units[end]
        return (start, end) if 0 <= start < end <= len(text) else None

    def _join(self, out: Annotated, regions: list[Region], facts: list[dict[str, Any]]) -> None:
        """Give the regions of one label and span their fields. Where there are several, the person that each leads to
        tells which fields are whose."""
        label = regions[0].label
        leads = {r.source: r.target for r in out.relations} | {r.target: r.source for r in out.relations}
        there = {r.id for r in out.regions}
        by_name: dict[str | None, tuple[list[Region], list[dict[str, Any]]]] = defaultdict(lambda: ([], []))
        for region in regions:
            target = leads.get(region.id)
            by_name[_full(out, target) if label in RELATIONS and target in there else None][0].append(region)
        for fact in facts:
            by_name[fact.get("person")][1].append(fact)
        left: tuple[list[Region], list[dict[str, Any]]] = ([], [])
        for group, given in by_name.values():
            if len(group) == len(given):
                _give(group, given)
            else:
                left[0].extend(group)
                left[1].extend(given)
        if len(left[0]) == len(left[1]) == 1:  # the person was corrected
            _give(*left)
        elif left[0] and left[1]:
            for region in left[0]:
                self._of(region.id, f"{len(left[1])} {label}s were exported at its place; which it is cannot be told")

    def _wrong(self, detail: str) -> VifactsError:
        return VifactsError("VF543", str(self.path), self.n, task=self.name, detail=detail)

    def _of(self, region: str, detail: str) -> None:
        self.errors.append(VifactsError("VF545", str(self.path), self.n, task=self.name, region=region, detail=detail))
