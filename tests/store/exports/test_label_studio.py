"""Tasks of Label Studio go out and come back as gold that the same records match in everything."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from annotations import TEXTS, run, scores, some_records, spans
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vifacts.errors import VifactsError
from vifacts.evaluate import read_gold
from vifacts.record import Record
from vifacts.store.exports import label_studio
from vifacts.store.exports.annotated import FIELDS, Annotated, Region, annotate

Export = Callable[..., Path]
Task = dict[str, Any]


@pytest.fixture
def tasks(export: Export) -> list[Task]:
    return tasks_of(export("label-studio"))


def tasks_of(out: Path) -> list[Task]:
    return [task for path in sorted(out.glob("tasks-*.json")) for task in json.loads(path.read_text(encoding="utf-8"))]


def submitted(tasks: list[Task]) -> list[Task]:
    """The tasks as Label Studio exports them when someone has accepted each pre-annotation as it was."""
    found = copy.deepcopy(tasks)
    for n, task in enumerate(found, 1):
        task["id"] = 1000 + n
        result = task.pop("predictions")[0]["result"]
        task["annotations"] = [
            {"id": n, "completed_by": 1, "was_cancelled": False, "ground_truth": False, "result": result}
        ]
    return found


def saved(path: Path, tasks: list[Task]) -> Path:
    path.write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
    return path


def task_of(tasks: list[Task], article: str) -> Task:
    return next(t for t in tasks if t["data"]["article"] == article)


def test_what_was_accepted_scores_1(tasks: list[Task], records: list[Record], tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    path = saved(tmp_path / "export.json", submitted(tasks))
    status, out = run("import", path, "--from", "label-studio", "-o", gold)
    assert (status, out) == (0, "")
    assert scores(gold, records, tmp_path) == dict.fromkeys(scores(gold, records, tmp_path), 1.0)
    assert sum(len(g.figures) for g in read_gold(gold)) == sum(len(r.figures) for r in records) > 500
    assert sum(len(g.statements) for g in read_gold(gold)) == sum(len(r.statements) for r in records) > 50


def test_a_correction_comes_back(tasks: list[Task], records: list[Record], tmp_path: Path) -> None:
    found = submitted(tasks)
    task = task_of(found, "la-1")
    result = task["annotations"][0]["result"]
    values = [r for r in result if r["from_name" if r["type"] != "relation" else "type"] == "figure_value"]
    assert values[0]["value"]["text"] == ["418"]
    values[0]["value"]["text"] = ["481"]
    role = next(r["id"] for r in result if r["type"] == "labels" and r["value"]["labels"] == ["role"])
    task["annotations"][0]["result"] = [r for r in result if role not in (r.get("id"), r.get("from_id"))]
    gold = tmp_path / "gold.jsonl"
    assert run("import", saved(tmp_path / "x.json", found), "--from", "label-studio", "-o", gold)[0] == 0
    (odd,) = (g for g in read_gold(gold) if g.id == "la-1")
    assert odd.figures[0].value == 481
    assert odd.roles == []
    marks = scores(gold, records, tmp_path)
    assert marks["person"] == 1.0
    assert marks["figure"] < 1.0
    assert marks["role"] < 1.0


def test_predictions_are_no_gold_unless_asked_for(export: Export, records: list[Record], tmp_path: Path) -> None:
    path = export("label-studio") / "tasks-0001.json"
    gold = tmp_path / "gold.jsonl"
    status, out = run("import", path, "--from", "label-studio", "-o", gold)
    assert status == 1
    assert out.count("VF543") == len(records)
    assert "nobody has annotated it" in out
    assert gold.read_bytes() == b""
    assert run("import", path, "--from", "label-studio", "--predictions", "-o", gold) == (0, "")
    assert len(read_gold(gold)) == len(records)


# -- offsets -------------------------------------------------------------------------------------------------------


def test_offsets_are_code_points_with_the_words_beside(tasks: list[Task]) -> None:
    task = task_of(tasks, "la-1")
    text = task["data"]["text"]
    regions = [r["value"] for r in task["predictions"][0]["result"] if r["type"] == "labels"]
    assert text.startswith("🎉")
    assert all(text[v["start"] : v["end"]] == v["text"] for v in regions)
    assert "Lưu Thị Ngân" in {v["text"] for v in regions}


def utf16(task: Task) -> None:
    """Turn the offsets of a task into those of a version before 1.4."""
    text = task["data"]["text"]
    for item in task["annotations"][0]["result"]:
        if item["type"] != "relation":
            for end in ("start", "end"):
                item["value"][end] = len(text[: item["value"][end]].encode("utf-16-le", "surrogatepass")) // 2


def test_a_file_that_counts_utf16_units_is_read_the_same(tasks: list[Task], tmp_path: Path) -> None:
    new, old = submitted(tasks), submitted(tasks)
    for task in old:
        utf16(task)
    assert task_of(old, "la-1") != task_of(new, "la-1")
    golds = [tmp_path / "new.jsonl", tmp_path / "old.jsonl"]
    for found, gold in zip((new, old), golds, strict=True):
        path = saved(gold.with_suffix(".json"), found)
        assert run("import", path, "--from", "label-studio", "-o", gold) == (0, "")
    assert golds[0].read_bytes() == golds[1].read_bytes()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(record=some_records())
def test_any_record_survives(record: Record, tmp_path: Path) -> None:
    annotated = annotate(record)
    path = saved(tmp_path / "any.json", submitted([label_studio.task(annotated)]))
    (read,) = label_studio.read(path)
    assert isinstance(read, Annotated)
    assert (read.article, read.text) == (annotated.article, annotated.text)
    assert read.regions == annotated.regions
    assert read.relations == annotated.relations


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=TEXTS, data=st.data())
def test_words_of_an_old_file_are_those_of_its_regions(text: str, data: st.DataObject, tmp_path: Path) -> None:
    regions = [Region(f"p{n}", "place", data.draw(spans(text))) for n in range(3)]
    (task,) = submitted([label_studio.task(Annotated("a", text, regions))])
    utf16(task)
    (read,) = label_studio.read(saved(tmp_path / "old.json", [task]))
    assert isinstance(read, Annotated)
    for region, found in zip(regions, read.regions, strict=True):
        assert text[slice(*found.span)].split() == text[slice(*region.span)].split()


# -- what cannot be taken ------------------------------------------------------------------------------------------


def results(task: Task) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = task["annotations"][0]["result"]
    return found


def first(task: Task, name: str) -> dict[str, Any]:
    return next(r for r in results(task) if r.get("from_name") == name)


def move(task: Task) -> None:
    first(task, "label")["value"]["start"] += 1


def beyond(task: Task) -> None:
    first(task, "label")["value"]["end"] = 10_000


def thousands(task: Task) -> None:
    first(task, "figure_value")["value"]["text"] = ["1.500"]


def comma(task: Task) -> None:
    first(task, "figure_value")["value"]["text"] = ["2,5"]


def no_comparator(task: Task) -> None:
    results(task).remove(first(task, "figure_comparator"))


def odd_choice(task: Task) -> None:
    first(task, "figure_comparator")["value"]["choices"] = ["≈"]


def odd_time(task: Task) -> None:
    first(task, "figure_time")["value"]["text"] = ["năm ngoái"]


def odd_label(task: Task) -> None:
    first(task, "label")["value"]["labels"] = ["event"]


def two_labels(task: Task) -> None:
    first(task, "label")["value"]["labels"] = ["person", "place"]


def no_relation(task: Task) -> None:
    task["annotations"][0]["result"] = [r for r in results(task) if r["type"] != "relation"]


def lost_end(task: Task) -> None:
    next(r for r in results(task) if r["type"] == "relation")["to_id"] = "nowhere"


def wrong_end(task: Task) -> None:
    relation = next(r for r in results(task) if r["type"] == "relation")
    relation["to_id"] = next(r["id"] for r in results(task) if r.get("value", {}).get("labels") == ["figure"])


def other_kind(task: Task) -> None:
    results(task).append({"id": "b", "type": "brush", "from_name": "x", "to_name": "text", "value": {}})


def loose_field(task: Task) -> None:
    first(task, "figure_value")["id"] = "gone"


def two_annotations(task: Task) -> None:
    task["annotations"] *= 2


def cancelled(task: Task) -> None:
    task["annotations"][0]["was_cancelled"] = True


def decomposed(task: Task) -> None:
    task["data"]["text"] = task["data"]["text"].replace("ộ", "o\u0323\u0302")


def no_article(task: Task) -> None:
    del task["data"]["article"]


def no_result(task: Task) -> None:
    del task["annotations"][0]["result"]


@pytest.mark.parametrize(
    ("break_it", "code", "says"),
    [
        (move, "VF544", "region"),
        (beyond, "VF544", "not in the text"),
        (thousands, "VF546", "value '1.500' is not a plain number"),
        (comma, "VF546", "value '2,5'"),
        (no_comparator, "VF545", "needs comparator"),
        (odd_choice, "VF546", "comparator '≈' is not one of"),
        (odd_time, "VF546", "time 'năm ngoái'"),
        (odd_label, "VF545", "event"),
        (two_labels, "VF545", "['person', 'place']"),
        (no_relation, "VF545", "no relation leads to a person"),
        (lost_end, "VF545", "has a lost end"),
        (wrong_end, "VF545", "says nothing that is read"),
        (other_kind, "VF545", "type brush"),
        (loose_field, "VF545", "stands without a labelled region"),
        (two_annotations, "VF543", "0 are ground truth"),
        (cancelled, "VF543", "nobody has annotated it"),
        (decomposed, "VF543", "NFC"),
        (no_article, "VF543", "no article and text"),
        (no_result, "VF543", "KeyError('result')"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_with_file_and_task(
    break_it: Callable[[Task], None], code: str, says: str, tasks: list[Task], tmp_path: Path
) -> None:
    found = submitted([task_of(tasks, "la-1")])
    break_it(found[0])
    gold = tmp_path / "gold.jsonl"
    status, out = run("import", saved(tmp_path / "x.json", found), "--from", "label-studio", "-o", gold)
    assert status == 1
    line = next((row for row in out.splitlines() if row.startswith(code) and says in row), None)
    assert line is not None, out
    assert "x.json" in line
    assert "task 1001" in line or "task la-1" in line
    errors = [json.loads(row) for row in (tmp_path / "gold.jsonl.errors.jsonl").read_text("utf-8").splitlines()]
    assert code in {e["code"] for e in errors}


def test_the_ground_truth_of_two_annotations_counts(tasks: list[Task], tmp_path: Path) -> None:
    (task,) = submitted([task_of(tasks, "la-1")])
    other = copy.deepcopy(task["annotations"][0]) | {"ground_truth": True}
    other["result"] = [r for r in other["result"] if r.get("value", {}).get("labels") == ["place"]]
    task["annotations"].append(other)
    (read,) = label_studio.read(saved(tmp_path / "x.json", [task]))
    assert isinstance(read, Annotated)
    assert {r.label for r in read.regions} == {"place"}


def test_an_article_twice_and_files_that_are_none(tasks: list[Task], tmp_path: Path) -> None:
    found = submitted([task_of(tasks, "la-1")])
    one, two = saved(tmp_path / "1.json", found), saved(tmp_path / "2.json", found)
    gold = tmp_path / "gold.jsonl"
    status, out = run("import", one, two, "--from", "label-studio", "-o", gold)
    assert status == 1
    assert "VF547" in out
    assert len(read_gold(gold)) == 1
    for content in ("no json", "7"):
        (tmp_path / "bad.json").write_text(content, encoding="utf-8")
        with pytest.raises(VifactsError, match="VF542"):
            list(label_studio.read(tmp_path / "bad.json"))
    with pytest.raises(VifactsError, match="VF101"):
        list(label_studio.read(tmp_path / "nowhere.json"))


def test_a_relation_drawn_the_other_way_or_without_a_label(
    tasks: list[Task], records: list[Record], tmp_path: Path
) -> None:
    found = submitted(tasks)
    for task in found:
        for item in results(task):
            if item["type"] == "relation":
                item["from_id"], item["to_id"], item["labels"] = item["to_id"], item["from_id"], []
    gold = tmp_path / "gold.jsonl"
    assert run("import", saved(tmp_path / "x.json", found), "--from", "label-studio", "-o", gold) == (0, "")
    assert scores(gold, records, tmp_path)["role"] == 1.0


# -- the configuration ---------------------------------------------------------------------------------------------


def test_the_configuration_has_every_field_once(export: Export) -> None:
    view = ElementTree.fromstring((export("label-studio") / "config.xml").read_text(encoding="utf-8"))
    names = [e.get("name") for e in view.iter() if e.get("name")]
    assert len(names) == len(set(names))
    fields = {f"{label}_{f.name}" for label, given in FIELDS.items() for f in given}
    assert fields <= set(names)
    assert {e.get("value") for e in view.iter("Label")} == set(FIELDS)
    assert {e.get("value") for e in view.iter("Relation")} == {"held_by", "said_by"}


def test_label_studio_takes_configuration_and_tasks(export: Export, tasks: list[Task]) -> None:
    interface = pytest.importorskip("label_studio_sdk.label_interface").LabelInterface(
        (export("label-studio") / "config.xml").read_text(encoding="utf-8")
    )
    interface.validate()
    for task in tasks:
        assert interface.validate_task({"data": task["data"]})
        assert interface.validate_prediction(task["predictions"][0], return_errors=True) == []
    broken = copy.deepcopy(tasks[0]["predictions"][0])
    broken["result"][0]["value"]["labels"] = ["event"]
    assert interface.validate_prediction(broken, return_errors=True)


def test_tasks_in_several_files(export: Export, monkeypatch: pytest.MonkeyPatch, records: list[Record]) -> None:
    monkeypatch.setattr(label_studio, "TASKS", 12)
    out = export("label-studio")
    assert len(list(out.glob("tasks-*.json"))) == 3
    assert [t["data"]["article"] for t in tasks_of(out)] == [r.article.id for r in records]
