"""Rows of doccano go out and come back as gold that the same records match in everything."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from annotations import run, scores, some_records
from hypothesis import HealthCheck, given, settings

from vifacts.errors import VifactsError
from vifacts.evaluate import read_gold
from vifacts.record import Record
from vifacts.store.exports import doccano
from vifacts.store.exports.annotated import Annotated, annotate

Export = Callable[..., Path]
Row = dict[str, Any]


@pytest.fixture
def rows(export: Export) -> list[Row]:
    return [json.loads(line) for line in (export("doccano") / "articles.jsonl").read_text("utf-8").splitlines()]


def returned(rows: list[Row]) -> list[Row]:
    """The rows as doccano exports them: numbers of its own, spans in the order of its numbers, the rest kept."""
    found = []
    number = 5_000
    for row in rows:
        new = {e["id"]: number + n for n, e in enumerate(reversed(row["entities"]))}
        number += len(new)
        entities = sorted(({**e, "id": new[e["id"]]} for e in row["entities"]), key=lambda e: e["id"])
        relations = [
            {"id": number + n, "from_id": new[r["from_id"]], "to_id": new[r["to_id"]], "type": r["type"]}
            for n, r in enumerate(row["relations"])
        ]
        found.append({"id": number, **row, "entities": entities, "relations": relations, "Comments": []})
    return found


def saved(path: Path, rows: list[Row]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def row_of(rows: list[Row], article: str) -> Row:
    return next(r for r in rows if r["vifacts"]["article"] == article)


def test_what_was_left_as_it_was_scores_1(rows: list[Row], records: list[Record], tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    path = saved(tmp_path / "export.jsonl", returned(rows))
    assert run("import", path, "--from", "doccano", "-o", gold) == (0, "")
    marks = scores(gold, records, tmp_path)
    assert marks == dict.fromkeys(marks, 1.0)
    assert sum(len(g.roles) for g in read_gold(gold)) > 100


def test_offsets_are_those_of_doccano(rows: list[Row]) -> None:
    """Its page counts UTF-16 units."""
    row = row_of(rows, "la-1")
    units = row["text"].encode("utf-16-le")
    words = {units[2 * e["start_offset"] : 2 * e["end_offset"]].decode("utf-16-le") for e in row["entities"]}
    assert {"Lưu Thị Ngân", "418", "35"} <= words


def test_labels_are_there_to_import(export: Export, rows: list[Row]) -> None:
    out = export("doccano")
    spans = {t["text"] for t in json.loads((out / "span-types.json").read_text("utf-8"))}
    relations = {t["text"] for t in json.loads((out / "relation-types.json").read_text("utf-8"))}
    assert {e["label"] for row in rows for e in row["entities"]} <= spans
    assert {r["type"] for row in rows for r in row["relations"]} == relations


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(record=some_records())
def test_any_record_survives(record: Record, tmp_path: Path) -> None:
    annotated = annotate(record)
    row = json.loads(json.dumps(doccano.row(annotated)))
    (read,) = doccano.read(saved(tmp_path / "any.jsonl", [row]))
    assert isinstance(read, Annotated)
    assert (read.article, read.text) == (annotated.article, annotated.text)
    assert [(r.label, r.span, r.fields) for r in read.regions] == [
        (r.label, r.span, r.fields) for r in annotated.regions
    ]
    assert len(read.relations) == len(annotated.relations)


def entity(row: Row, label: str) -> dict[str, Any]:
    return next(e for e in row["entities"] if e["label"] == label)


def test_deleted_marks_and_another_person_come_back(rows: list[Row], tmp_path: Path) -> None:
    found = returned([row_of(rows, "la-1")])
    (row,) = found
    figure = entity(row, "figure")
    row["entities"].remove(figure)
    person = entity(row, "person")
    other = {"id": 9_999, "label": "person", "start_offset": 0, "end_offset": 2}
    row["entities"].append(other)
    for relation in row["relations"]:
        if relation["type"] == "held_by":
            assert relation["to_id"] == person["id"]
            relation["to_id"] = 9_999
    gold = tmp_path / "gold.jsonl"
    assert run("import", saved(tmp_path / "x.jsonl", found), "--from", "doccano", "-o", gold) == (0, "")
    (odd,) = read_gold(gold)
    assert [role.person for role in odd.roles] == ["🎉"]
    assert [role.role for role in odd.roles] == ["Bí thư Đảng ủy xã Cẩm Lĩnh"]
    assert (
        len(odd.figures)
        == len(row_of(rows, "la-1")["entities"])
        - sum(e["label"] != "figure" for e in row_of(rows, "la-1")["entities"])
        - 1
    )


def moved(row: Row) -> None:
    entity(row, "figure")["end_offset"] += 1


def new_figure(row: Row) -> None:
    row["entities"].append({"id": 9_999, "label": "figure", "start_offset": 5, "end_offset": 8})


def half_an_emoji(row: Row) -> None:
    row["entities"].append({"id": 9_999, "label": "place", "start_offset": 1, "end_offset": 8})


def beyond(row: Row) -> None:
    row["entities"].append({"id": 9_999, "label": "place", "start_offset": 1_000, "end_offset": 2_000})


def odd_label(row: Row) -> None:
    entity(row, "place")["label"] = "LOC"


def no_relation(row: Row) -> None:
    row["relations"] = []


def odd_relation(row: Row) -> None:
    row["relations"][0]["type"] = "knows"


def no_rest(row: Row) -> None:
    del row["vifacts"]


def no_entities(row: Row) -> None:
    row["label"] = row.pop("entities")


def decomposed(row: Row) -> None:
    row["text"] = row["text"].replace("ộ", "o\u0323\u0302")


def no_start(row: Row) -> None:
    del row["entities"][0]["start_offset"]


@pytest.mark.parametrize(
    ("break_it", "code", "says"),
    [
        (moved, "VF545", "a figure needs value"),
        (new_figure, "VF545", "a figure needs comparator"),
        (half_an_emoji, "VF544", "not whole characters"),
        (beyond, "VF544", "not whole characters"),
        (odd_label, "VF545", "its label is LOC"),
        (no_relation, "VF545", "no relation leads to a person"),
        (odd_relation, "VF545", "the relation knows"),
        (no_rest, "VF543", "vifacts"),
        (no_entities, "VF543", "Use relation"),
        (decomposed, "VF543", "NFC"),
        (no_start, "VF542", "KeyError('start_offset')"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_with_file_and_line(
    break_it: Callable[[Row], None], code: str, says: str, rows: list[Row], tmp_path: Path
) -> None:
    found = returned([row_of(rows, "la-1")])
    break_it(found[0])
    status, out = run("import", saved(tmp_path / "x.jsonl", found), "--from", "doccano", "-o", tmp_path / "g.jsonl")
    assert status == 1
    line = next((row for row in out.splitlines() if row.startswith(code) and says in row), None)
    assert line is not None, out
    assert "x.jsonl" in line


def test_two_roles_at_one_place_of_which_one_is_gone_cannot_be_told(tmp_path: Path, records: list[Record]) -> None:
    record = next(r for r in records if r.article.id == "la-1")
    (role,) = record.roles
    second = msgspec.structs.replace(role, text="Chủ tịch HĐND xã Cẩm Lĩnh")
    row = doccano.row(annotate(msgspec.structs.replace(record, roles=[role, second])))
    gone = entity(row, "role")
    row["entities"].remove(gone)
    row["relations"] = [r for r in row["relations"] if r["from_id"] != gone["id"]]
    error, *_ = doccano.read(saved(tmp_path / "x.jsonl", [row]))
    assert isinstance(error, VifactsError)
    assert "2 roles were exported at its place" in str(error)


def test_files_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(VifactsError, match="VF542"):
        list(doccano.read(tmp_path / "bad.jsonl"))
    (tmp_path / "bad.jsonl").write_text("\nno json\n", encoding="utf-8")
    (error,) = doccano.read(tmp_path / "bad.jsonl")
    assert isinstance(error, VifactsError)
    assert (error.code, error.line) == ("VF542", 2)
    with pytest.raises(VifactsError, match="VF101"):
        list(doccano.read(tmp_path / "nowhere.jsonl"))
