"""Records made for the cross-check: an article that says something of an organisation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from vifacts.places.units import units
from vifacts.record import SCHEMA, Article, Entity, Extractor, Figure, Record, Role, Time


def said(
    key: str,
    day: str,
    facts: list[dict[str, Any]],
    *,
    roles: list[dict[str, Any]] = (),  # type: ignore[assignment]
    outlet: str = "bao",
    filler: str = "",
) -> Record:
    """A record with one sentence a fact. A fact has ``code`` (a commune of 2025), ``body`` ("Đảng bộ"), ``number`` as
    written, ``value``, ``unit`` and any other field of a figure; ``time`` is (value, start, end). A role has ``person``,
    ``title``, ``body``, ``code`` and any other field of a role."""
    text = filler or f"Tin {key} về công tác xây dựng Đảng ở cơ sở."
    entities: list[Entity] = []
    figures: list[Figure] = []
    held: list[Role] = []

    def holder(code: str, body: str) -> Entity:
        row = units().code("2025", "commune", code)
        assert row is not None
        name = f"{body} {row.name}"
        found = next((e for e in entities if e.name == name), None)
        if found is None:
            place = next((e for e in entities if e.name == row.name), None)
            if place is None:
                place = Entity(f"e{len(entities) + 1}", "place", row.name, [], unit=units().record(row))
                entities.append(place)
            found = Entity(f"e{len(entities) + 1}", "organization", name, [], place=place.id)
            entities.append(found)
        return found

    for n, given in enumerate(facts, 1):
        fact = dict(given)
        owner = holder(fact.pop("code"), fact.pop("body", "Đảng bộ"))
        number, unit = fact.pop("number"), fact.pop("unit")
        time = fact.pop("time", None)
        subject = fact.pop("subject", unit)
        start = len(text) + 1
        text += f"\n{owner.name}: {subject} {number} {unit}."
        at = text.index(number, start + len(owner.name) + len(subject) + 2)
        owner.mentions.append((start, start + len(owner.name)))
        fields: dict[str, Any] = {
            "value_max": None,
            "of": None,
            "comparator": "=",
            "kind": "count",
            "indicator": None,
            "sense": "level",
            "target": False,
            "part_of": None,
            "compared_with": None,
            "confidence": 0.95,
        }
        fields.update(fact)
        figures.append(
            Figure(
                id=f"f{n}",
                span=(at, at + len(number)),
                text=f"{number} {unit}",
                unit=unit,
                subject=subject,
                holder=owner.id,
                time=Time(time[0], "theo bài", time[1], time[2]) if time else None,
                sentence=(start, len(text)),
                **fields,
            )
        )
    for given in roles:
        role = dict(given)
        owner = holder(role.pop("code"), role.pop("body"))
        start = len(text) + 1
        text += f"\nĐồng chí {role['person']}, {role['title']} {owner.name} phát biểu."
        at = start + len("Đồng chí ")
        person = Entity(f"e{len(entities) + 1}", "person", role.pop("person"), [])
        person.mentions.append((at, at + len(person.name)))
        entities.append(person)
        words: dict[str, Any] = {"former": False, "acting": False, "start": None, "end": None, "confidence": 0.95}
        words.update(role)
        end = text.index(" phát biểu", at)
        held.append(
            Role(
                person=person.id,
                text=f"{role['title']} {owner.name}",
                organization=owner.name,
                scope=owner.id,
                span=(at, end),
                **words,
            )
        )
    article = Article(id=key, text=text, outlet=outlet, published=day)
    return Record(SCHEMA, article, entities, held, figures, [], [], Extractor("made", "1"))


@pytest.fixture(scope="session")
def make() -> Callable[..., Record]:
    return said
