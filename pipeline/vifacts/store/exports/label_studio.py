"""Label Studio: a labelling configuration and tasks with pre-annotations, and its exports read again.

    config.xml          the labelling configuration: regions, the fields of each, relations
    tasks-0001.json     tasks with their pre-annotations ("predictions"), ``TASKS`` a file

Offsets are code points, as Label Studio stores them since version 1.4 (2021); it keeps the words of each region, too, so
that a file of an older version, which counts UTF-16 units, is recognised and read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from vifacts import __version__
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
)
from vifacts.store.exports.source import Source
from vifacts.store.exports.writing import whole_folder

#: Tasks of one file.
TASKS = 500


def export(source: Source, out: Path) -> int:
    """Write the folder ``out``; the number of tasks."""
    count = 0
    with whole_folder(out, "label-studio") as folder:
        (folder / "config.xml").write_text(config(), encoding="utf-8")
        file = None
        try:
            for item in source.items():
                if count % TASKS == 0:
                    if file is not None:
                        file.write("\n]\n")
                        file.close()
                    file = (folder / f"tasks-{count // TASKS + 1:04}.json").open("w", encoding="utf-8")
                assert file is not None
                file.write(",\n" if count % TASKS else "[\n")
                file.write(json.dumps(task(annotate(item.record)), ensure_ascii=False))
                count += 1
            if file is not None:
                file.write("\n]\n")
        finally:
            if file is not None:
                file.close()
    return count


def config() -> str:
    """The labelling configuration (XML), made from the table of fields."""
    lines = ["<View>", "  <Relations>"]
    lines += [f"    <Relation value={quoteattr(name)}/>" for name in RELATIONS.values()]
    lines += ["  </Relations>", '  <Labels name="label" toName="text">']
    lines += [
        f'    <Label value={quoteattr(label)} background="{COLOURS[label]}" hotkey="{n}"/>'
        for n, label in enumerate(FIELDS, 1)
    ]
    lines += ["  </Labels>", '  <Header value="$title"/>', '  <Text name="text" value="$text" granularity="symbol"/>']
    for label, fields in FIELDS.items():
        if not fields:
            continue
        lines.append(f'  <View visibleWhen="region-selected" whenTagName="label" whenLabelValue="{label}">')
        for f in fields:
            name, needed = f"{label}_{f.name}", ' required="true"' if f.needed else ""
            title = f.name + (f" ({f.hint})" if f.hint else "")
            lines.append(f"    <Header value={quoteattr(title)} size={quoteattr('6')}/>")
            if f.choices:
                lines.append(
                    f'    <Choices name="{name}" toName="text" perRegion="true" showInline="true" whenTagName="label" '
                    f'whenLabelValue="{label}"{needed}>'
                )
                lines += [f"      <Choice value={quoteattr(choice)}/>" for choice in f.choices]
                lines.append("    </Choices>")
            else:
                lines.append(
                    f'    <TextArea name="{name}" toName="text" perRegion="true" editable="true" maxSubmissions="1" '
                    f'whenTagName="label" whenLabelValue="{label}"{needed}/>'
                )
        lines.append("  </View>")
    return "\n".join([*lines, "</View>"]) + "\n"


def task(annotated: Annotated) -> dict[str, Any]:
    """A task with its pre-annotation."""
    results: list[dict[str, Any]] = []
    for region in annotated.regions:
        start, end = region.span
        place = {"start": start, "end": end}
        common = {"id": region.id, "to_name": "text", "origin": "prediction"}
        words = {"text": annotated.text[start:end], "labels": [region.label]}
        results.append({**common, "from_name": "label", "type": "labels", "value": {**place, **words}})
        for f in FIELDS[region.label]:
            value = region.fields.get(f.name)
            if value is not None:
                kind, key = ("choices", "choices") if f.choices else ("textarea", "text")
                name = f"{region.label}_{f.name}"
                results.append({**common, "from_name": name, "type": kind, "value": {**place, key: [value]}})
    results += [
        {"type": "relation", "from_id": r.source, "to_id": r.target, "direction": "right", "labels": [r.label]}
        for r in annotated.relations
    ]
    data = {"article": annotated.article, "title": "", **annotated.about, "text": annotated.text}
    return {"data": data, "predictions": [{"model_version": f"vifacts-{__version__}", "result": results}]}


# -- back ----------------------------------------------------------------------------------------------------------


def read(path: Path, *, predictions: bool = False) -> Iterator[Annotated | VifactsError]:
    """The annotated articles of an export of Label Studio ("JSON"), and what cannot be taken, as errors.

    Of several annotations of a task the one that is marked as ground truth counts; where none is, or several are, the
    task is an error. With ``predictions`` the pre-annotations of tasks that nobody annotated are taken.
    """
    try:
        tasks = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise VifactsError("VF101", str(path)) from error
    except (OSError, ValueError) as error:
        raise VifactsError("VF542", str(path), format="Label Studio", detail=error) from error
    tasks = [tasks] if isinstance(tasks, dict) else tasks
    if not isinstance(tasks, list):
        raise VifactsError("VF542", str(path), format="Label Studio", detail="it is no list of tasks")
    for n, row in enumerate(tasks, 1):
        reader = _Task(path, n, row)
        try:
            annotated = reader.read(predictions)
        except VifactsError as error:
            yield error
            continue
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            yield VifactsError("VF543", str(path), task=reader.name, detail=f"not built as expected: {error!r}")
            continue
        yield from reader.errors
        yield annotated


class _Task:
    """Reads one task; ``errors`` are regions that could not be taken."""

    def __init__(self, path: Path, n: int, row: Any) -> None:
        self.path = path
        self.row = row
        self.name = f"{row['id']}" if isinstance(row, dict) and "id" in row else f"number {n}"
        self.errors: list[VifactsError] = []
        self.text = ""
        self.units: dict[int, int] | None = None

    def read(self, predictions: bool) -> Annotated:
        data = self.row["data"]
        if not isinstance(data.get("text"), str) or not isinstance(data.get("article"), str):
            raise self._wrong("its data has no article and text")
        self.text = data["text"]
        if nfc(self.text) != self.text:
            raise self._wrong("its text is not NFC: it is not the text that was exported")
        results = self._chosen(predictions)
        self.units = self._units(results)
        out = Annotated(data["article"], self.text)
        regions: dict[str, Region] = {}
        refused: set[str] = set()
        fields: list[tuple[str, str, str]] = []
        for n, item in enumerate(results, 1):
            kind = item.get("type")
            if kind == "relation":
                labels = item.get("labels") or [""]
                out.relations.append(Relation(str(item["from_id"]), str(item["to_id"]), "; ".join(labels)))
            elif kind == "labels":
                region = self._region(item, n)
                if region is None:
                    refused.add(str(item.get("id")))
                elif region.id in regions:
                    self.errors.append(self._of(region.id, "it has two labels; give each a region of its own"))
                else:
                    regions[region.id] = region
            elif kind in ("choices", "textarea"):
                values = item["value"]["choices" if kind == "choices" else "text"]
                values = [values] if isinstance(values, str) else values
                if len(values) > 1:
                    self.errors.append(
                        self._of(item["id"], f"{item['from_name']} has {len(values)} values, one is read")
                    )
                fields += [(str(item["id"]), item["from_name"], nfc(value).strip()) for value in values[:1]]
            else:
                self.errors.append(self._of(str(item.get("id", n)), f"results of type {kind} are not read"))
        for key, name, value in fields:
            label, _, field_name = name.partition("_")
            found = regions.get(key)
            if key in refused:
                continue  # the region is an error already
            if found is None:
                self.errors.append(self._of(key, f"{name} stands without a labelled region"))
            elif label != found.label or field_name not in {f.name for f in FIELDS[label]}:
                self.errors.append(self._of(key, f"{name} is no field of a {found.label}"))
            elif value:
                found.fields[field_name] = value
        out.regions = list(regions.values())
        return out

    def _chosen(self, predictions: bool) -> list[dict[str, Any]]:
        """The results of the annotation that counts."""
        kept = [a for a in self.row.get("annotations") or [] if not a.get("was_cancelled")]
        if len(kept) > 1:
            truth = [a for a in kept if a.get("ground_truth")]
            if len(truth) != 1:
                raise self._wrong(f"it has {len(kept)} annotations, of which {len(truth)} are ground truth; mark one")
            kept = truth
        if not kept and predictions:
            kept = self.row.get("predictions") or []
            if len(kept) > 1:
                raise self._wrong(f"it has {len(kept)} predictions")
        if not kept:
            raise self._wrong("nobody has annotated it")
        found: list[dict[str, Any]] = kept[0]["result"]
        return found

    def _region(self, item: dict[str, Any], n: int) -> Region | None:
        key, value = str(item.get("id", f"number {n}")), item["value"]
        labels = value["labels"]
        if len(labels) != 1 or labels[0] not in FIELDS:
            self.errors.append(self._of(key, f"its labels are {labels}, not one of {', '.join(FIELDS)}"))
            return None
        span = self._span(key, value["start"], value["end"], value.get("text"))
        return None if span is None else Region(key, labels[0], span)

    def _span(self, key: str, start: int, end: int, words: str | None) -> Span | None:
        """The span in code points, where its words are those of the region."""
        span = self._reading(start, end, self.units)
        found = None if span is None else self.text[span[0] : span[1]]
        if span is not None and (words is None or _folded(self.text[span[0] : span[1]]) == _folded(words)):
            return span
        self.errors.append(
            VifactsError(
                "VF544",
                str(self.path),
                task=self.name,
                region=key,
                span=[start, end],
                found="not in the text" if found is None else repr(found),
                wanted=repr(words),
            )
        )
        return None

    def _reading(self, start: int, end: int, units: dict[int, int] | None) -> Span | None:
        """A span as code points (or with ``units`` as UTF-16 units); None where it is not in the text."""
        if units is not None:
            if start not in units or end not in units:
                return None
            start, end = units[start], units[end]
        return (start, end) if 0 <= start < end <= len(self.text) else None

    def _units(self, results: list[dict[str, Any]]) -> dict[int, int] | None:
        """What turns the offsets of a file of an old version into code points; None where they are that already. The
        reading that fits the words of more regions counts."""
        units = code_points(self.text)
        if units is None:
            return None
        fit = [0, 0]
        for item in results:
            value = item.get("value") or {}
            if item.get("type") == "labels" and value.get("text") is not None:
                for n, reading in enumerate((None, units)):
                    span = self._reading(value["start"], value["end"], reading)
                    fit[n] += span is not None and _folded(self.text[span[0] : span[1]]) == _folded(value["text"])
        return units if fit[1] > fit[0] else None

    def _wrong(self, detail: str) -> VifactsError:
        return VifactsError("VF543", str(self.path), task=self.name, detail=detail)

    def _of(self, region: str, detail: str) -> VifactsError:
        return VifactsError("VF545", str(self.path), task=self.name, region=region, detail=detail)


def _folded(words: str) -> str:
    r"""Words as Label Studio keeps them: it writes a line feed as "\n", and browsers fold white space."""
    return " ".join(nfc(words).replace("\\n", "\n").split())
