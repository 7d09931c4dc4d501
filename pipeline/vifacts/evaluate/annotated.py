"""What people annotated in Label Studio or doccano, as gold.

Every region becomes an item of gold or an error that names file, task and region; nothing is left out in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from vifacts.errors import VifactsError
from vifacts.evaluate.compare import fold
from vifacts.evaluate.gold import GoldArticle, GoldFigure, GoldName, GoldRole, GoldStatement
from vifacts.record import Number
from vifacts.run.output import Output
from vifacts.store.exports import doccano, label_studio
from vifacts.store.exports.annotated import FIELDS, NAMED_BY, RELATIONS, YES_NO, Annotated, Region, number_of

#: Name of a tool -> the reader of its exports, asked with the file and whether pre-annotations count.
READERS: dict[str, Callable[[Path, bool], Iterator[Annotated | VifactsError]]] = {
    "label-studio": lambda path, predictions: label_studio.read(path, predictions=predictions),
    "doccano": lambda path, _: doccano.read(path),
}
_NAMES = {"person": "persons", "organization": "orgs", "place": "places", "document": "documents"}
_PART = r"\d{4}(?:-Q[1-4]|-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_TIME = re.compile(rf"{_PART}|{_PART}/(?:{_PART})?|/{_PART}", re.ASCII)
_FORMS = "a time as 2024, 2024-06, 2024-06-05, 2024-Q1, 2021/2025, 2011/ or /2020"
_PLAIN = "a plain number as 1500 or 2.5"


def run(paths: Sequence[Path], form: str, output: Path | None, *, predictions: bool = False) -> int:
    """``vifacts import``: write gold; the exit status: 0, or 1 where something could not be taken."""
    if form not in READERS:
        raise VifactsError("VF540", name=form, formats=", ".join(READERS))
    seen: dict[str, str] = {}
    with Output(output) as out:
        for path in paths:
            for found in READERS[form](path, predictions):
                if isinstance(found, VifactsError):
                    out.error(found)
                    continue
                if found.article in seen:
                    out.error(
                        VifactsError(
                            "VF547", str(path), task=found.article, article=found.article, other=seen[found.article]
                        )
                    )
                    continue
                seen[found.article] = str(path)
                gold, errors = gold_of(found, str(path))
                for error in errors:
                    out.error(error)
                out.write(msgspec.json.encode(gold))
    return 1 if out.errors else 0


def gold_of(annotated: Annotated, where: str | None = None) -> tuple[GoldArticle, list[VifactsError]]:
    """An annotated article as gold, and what in it could not be taken (``where`` names the file)."""
    maker = _Maker(annotated, where)
    return maker.gold(), maker.errors


class _Maker:
    def __init__(self, annotated: Annotated, where: str | None) -> None:
        self.annotated = annotated
        self.where = where
        self.errors: list[VifactsError] = []
        self.regions = {region.id: region for region in annotated.regions}
        self.persons = self._related()

    def gold(self) -> GoldArticle:
        out = GoldArticle(self.annotated.article, [], [], [], [], [], [], [], len(self.annotated.text))
        for region in sorted(self.annotated.regions, key=lambda r: r.span):
            if not self._whole(region):
                continue
            if region.label in _NAMES:
                words = self._words(region)
                full = region.fields.get("full")
                name = GoldName(words, region.span, full if full != words else None)
                getattr(out, _NAMES[region.label]).append(name)
            elif region.label == "figure":
                figure = self._figure(region)
                if figure is not None:
                    out.figures.append(figure)
            else:
                person = self._person(region)
                if person is not None and region.label == "role":
                    former = region.fields["former"] == YES_NO[True]
                    scope = region.fields.get("scope")
                    out.roles.append(GoldRole(person, region.fields["role"], scope, former, region.span))
                elif person is not None:
                    out.statements.append(GoldStatement(person, region.fields["kind"], region.span))
        out.roles = _distinct(out.roles)
        return out

    def _related(self) -> dict[str, list[Region]]:
        """Region of a role or statement -> the persons that relations lead to, whichever way they were drawn."""
        found: dict[str, list[Region]] = {}
        for relation in self.annotated.relations:
            ends = [self.regions.get(relation.source), self.regions.get(relation.target)]
            if ends[0] is None or ends[1] is None:
                self._error(relation.source, f"a relation from {relation.source} to {relation.target} has a lost end")
                continue
            first, second = (ends[0], ends[1]) if ends[0].label in RELATIONS else (ends[1], ends[0])
            if first.label not in RELATIONS or second.label != "person":
                what = f"{ends[0].label} and {ends[1].label}"
                self._error(first.id, f"a relation between {what} says nothing that is read")
            elif relation.label not in ("", RELATIONS[first.label]):
                self._error(first.id, f"the relation {relation.label} does not lead from a {first.label}")
            else:
                found.setdefault(first.id, []).append(second)
        return found

    def _whole(self, region: Region) -> bool:
        """Whether the fields that a region needs are there, and those with choices have one of them."""
        whole = True
        for f in FIELDS[region.label]:
            value = region.fields.get(f.name)
            if value is None:
                if f.needed:
                    self._error(region.id, f"a {region.label} needs {f.name}: {self._words(region)!r}")
                    whole = False
            elif f.choices and value not in f.choices:
                self._unfit(region, f.name, value, f"one of {', '.join(f.choices)}")
                whole = False
        return whole

    def _figure(self, region: Region) -> GoldFigure | None:
        fields = region.fields
        numbers: dict[str, Number | None] = {"value": None, "value_max": None, "of": None}
        for name in numbers:
            if name in fields:
                numbers[name] = number_of(fields[name])
                if numbers[name] is None:
                    self._unfit(region, name, fields[name], _PLAIN)
                    return None
        time = fields.get("time")
        if time is not None and not _TIME.fullmatch(time):
            self._unfit(region, "time", time, _FORMS)
            return None
        value = numbers["value"]
        assert value is not None
        return GoldFigure(
            num=self._words(region),
            value=value,
            value_max=numbers["value_max"],
            of=numbers["of"],
            kind=fields["kind"],
            unit=fields.get("unit"),
            comparator=fields["comparator"],
            subject=fields.get("subject"),
            holder=fields.get("holder"),
            time=time,
            sense=fields["sense"],
            target=fields["target"] == YES_NO[True],
            span=region.span,
        )

    def _person(self, region: Region) -> str | None:
        """The full name of the one person that a role or statement is about."""
        persons = self.persons.get(region.id, [])
        names = {p.fields.get("full") or self._words(p) for p in persons}
        if not names and NAMED_BY[region.label] in region.fields:
            return region.fields[NAMED_BY[region.label]]
        if len(names) == 1:
            return names.pop()
        said = f"relations lead to {', '.join(sorted(names))}" if names else "no relation leads to a person"
        self._error(region.id, f"{said}: {self._words(region)!r}")
        return None

    def _words(self, region: Region) -> str:
        return self.annotated.text[region.span[0] : region.span[1]]

    def _error(self, region: str, detail: str) -> None:
        self.errors.append(VifactsError("VF545", self.where, task=self.annotated.article, region=region, detail=detail))

    def _unfit(self, region: Region, field: str, value: str, wanted: str) -> None:
        self.errors.append(
            VifactsError(
                "VF546",
                self.where,
                task=self.annotated.article,
                region=region.id,
                field=field,
                value=repr(value),
                wanted=wanted,
            )
        )


def _distinct(roles: list[GoldRole]) -> list[GoldRole]:
    """One role a person and words, as the guidelines want it, in the order of their words."""
    first: dict[tuple[str, str], GoldRole] = {}
    for role in roles:
        first.setdefault((fold(role.person), fold(role.role)), role)
    return sorted(first.values(), key=lambda role: role.role)
