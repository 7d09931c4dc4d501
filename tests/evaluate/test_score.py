"""The measures: what counts as right, and that they agree with the reference scorer where it is there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from vifacts.errors import VifactsError
from vifacts.evaluate import evaluate, read_gold, read_records
from vifacts.evaluate.compare import core, days, fold, proper, same_holder, token_f1
from vifacts.evaluate.report import error_list, table

TEXT = "Đồng chí Đỗ Hữu Lượng, Bí thư Đảng ủy xã Đông Kinh cho biết: Đảng bộ xã có 412/450 đảng viên dự học năm 2023."

GOLD: dict[str, Any] = {
    "id": "a",
    "text_chars": len(TEXT),
    "persons": [{"name": "Đỗ Hữu Lượng", "span": [9, 21]}],
    "orgs": [{"name": "Đảng ủy xã Đông Kinh", "span": [30, 50]}],
    "places": [],
    "documents": [],
    "roles": [
        {
            "person": "Đỗ Hữu Lượng",
            "role": "Bí thư Đảng ủy xã Đông Kinh",
            "scope": "xã Đông Kinh",
            "former": False,
            "span": [9, 50],
        }
    ],
    "figures": [
        {
            "num": "412/450",
            "value": 412,
            "value_max": None,
            "of": 450,
            "kind": "count",
            "unit": "đảng viên",
            "comparator": "=",
            "subject": "đảng viên dự học",
            "holder": "Đảng bộ xã Đông Kinh",
            "time": "2023",
            "sense": "level",
            "target": False,
            "span": [75, 82],
        }
    ],
    "statements": [{"speaker": "Đỗ Hữu Lượng", "kind": "indirect", "span": [61, 71]}],
}

RECORD: dict[str, Any] = {
    "schema": "vifacts.record/1",
    "article": {"id": "a", "text": TEXT},
    "entities": [
        {"id": "e1", "kind": "person", "name": "Đỗ Hữu Lượng", "mentions": [[9, 21]]},
        {"id": "e2", "kind": "organization", "name": "Đảng uỷ xã Đông Kinh", "mentions": [[30, 50]]},
        {"id": "e3", "kind": "place", "name": "xã Đông Kinh", "mentions": []},
    ],
    "roles": [
        {
            "person": "e1",
            "text": "Bí thư Đảng uỷ xã Đông Kinh",
            "title": "Bí thư",
            "organization": None,
            "scope": None,
            "former": False,
            "acting": False,
            "start": None,
            "end": None,
            "span": [9, 50],
            "confidence": 0.9,
        }
    ],
    "figures": [
        {
            "id": "f1",
            "span": [75, 82],
            "text": "412/450 đảng viên",
            "value": 412,
            "value_max": None,
            "of": 450,
            "comparator": "=",
            "kind": "count",
            "unit": "đảng viên",
            "subject": "đảng viên",
            "indicator": None,
            "holder": "e3",
            "time": {"value": None, "start": "2023-01-01", "end": "2023-12-31"},
            "sense": "level",
            "target": False,
            "part_of": None,
            "compared_with": None,
            "sentence": [0, 5],
            "confidence": 0.9,
        }
    ],
    "statements": [{"speaker": "e1", "kind": "indirect", "span": [61, 100], "sentence": [0, 100]}],
    "findings": [],
    "extractor": {"name": "test", "version": "0"},
}


def scored(tmp_path: Path, gold: dict[str, Any], *records: dict[str, Any]) -> Any:
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    (tmp_path / "records.jsonl").write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return evaluate(read_gold(tmp_path / "gold.jsonl"), read_records(tmp_path / "records.jsonl"))


def changed(record: dict[str, Any], kind: str, **values: Any) -> dict[str, Any]:
    return {**record, kind: [{**record[kind][0], **values}, *record[kind][1:]]}


def test_everything_right_scores_one(tmp_path: Path) -> None:
    scores = scored(tmp_path, GOLD, RECORD)
    for kind in ("person", "organization", "role", "figure", "figure_full", "figure_attributed", "statement"):
        assert scores.results[kind].f1 == 1, kind
    assert scores.errors == []
    assert "figure_attributed   1.000" in table(scores)


@pytest.mark.parametrize(
    ("values", "full", "attributed", "error"),
    [
        ({"comparator": ">"}, 0, 0, "comparator"),
        ({"unit": "chi bộ"}, 0, 0, "unit"),
        ({"subject": "người dân của xã"}, 0, 0, "subject"),
        ({"holder": None}, 1, 0, "holder"),
        ({"time": {"value": "2024"}}, 1, 0, "time"),
        ({"sense": "increase"}, 1, 0, "sense"),
        ({"target": True}, 1, 0, "target"),
    ],
)
def test_a_wrong_field_fails_the_levels_that_ask_for_it(
    tmp_path: Path, values: dict[str, Any], full: int, attributed: int, error: str
) -> None:
    scores = scored(tmp_path, GOLD, changed(RECORD, "figures", **values))
    assert scores.results["figure"].f1 == 1
    assert scores.results["figure_full"].right == full
    assert scores.results["figure_attributed"].right == attributed
    assert [e.kind for e in scores.errors] == [error]


def test_a_wrong_value_is_both_missed_and_spurious(tmp_path: Path) -> None:
    scores = scored(tmp_path, GOLD, changed(RECORD, "figures", value=413))
    result = scores.results["figure"]
    assert (result.right, result.missed, result.spurious) == (0, 1, 1)
    assert "missed" in error_list(scores, "figure")
    assert "spurious" in error_list(scores, "figure")


def test_an_article_without_record_is_missed(tmp_path: Path) -> None:
    scores = scored(tmp_path, GOLD)
    assert scores.without_record == ["a"]
    assert scores.results["person"].missed == 1


def test_another_text_is_refused(tmp_path: Path) -> None:
    record = {**RECORD, "article": {"id": "a", "text": TEXT + "!"}}
    with pytest.raises(VifactsError) as caught:
        scored(tmp_path, GOLD, record)
    assert caught.value.code == "VF603"


@pytest.mark.parametrize(("which", "code"), [("gold", "VF601"), ("records", "VF602")])
def test_a_torn_line_is_named(tmp_path: Path, which: str, code: str) -> None:
    path = tmp_path / "torn.jsonl"
    path.write_text(json.dumps(GOLD if which == "gold" else RECORD) + '\n{"id": "b', encoding="utf-8")
    with pytest.raises(VifactsError) as caught:
        (read_gold if which == "gold" else read_records)(path)
    assert (caught.value.code, caught.value.line) == (code, 2)


def test_names_fold() -> None:
    assert fold("Uỷ ban nhân dân thành phố Hoà An") == fold("UBND TP Hòa An")
    assert core("thị trấn Lai Cách") == fold("Lai Cách")
    assert proper("Đảng bộ thị trấn Lai Cách") == fold("Lai Cách")
    assert same_holder("Đảng bộ xã Đông Kinh", "xã Đông Kinh")
    assert not same_holder("Đảng bộ xã Đông Kinh", None)
    assert token_f1("chi bộ thôn", "chi bộ") == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2023-Q3", ("2023-07-01", "2023-09-30")),
        ("2011/", ("2011-01-01", None)),
        ("/2030", (None, "2030-12-31")),
        ("2024-01/2024-06", ("2024-01-01", "2024-06-30")),
    ],
)
def test_days_of_a_time(value: str, expected: tuple[str | None, str | None]) -> None:
    assert days(value) == expected


def test_agrees_with_the_reference_scorer(shared: Path, tmp_path: Path) -> None:
    import vifacts
    from vifacts.record import Article, encode

    articles = [json.loads(line) for line in (shared / "gold/dev.articles.jsonl").open(encoding="utf-8")][:15]
    path = tmp_path / "records.jsonl"
    path.write_bytes(b"".join(encode(vifacts.extract(Article(id=a["id"], text=a["text"]))) + b"\n" for a in articles))
    printed = subprocess.run(
        [sys.executable, shared / "gold/score.py", shared / "gold/dev.gold.jsonl", path, "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    reference = json.loads(printed.stdout)
    scores = evaluate(read_gold(shared / "gold/dev.gold.jsonl"), read_records(path))
    for kind, wanted in reference["prf"].items():
        result = scores.results[kind]
        assert (round(result.precision, 4), round(result.recall, 4)) == (wanted["p"], wanted["r"]), kind
    for name, wanted in reference["accuracy"].items():
        good, of = scores.accuracy[name]
        assert (round(good / of, 4), of) == (wanted["accuracy"], wanted["of"]), name
