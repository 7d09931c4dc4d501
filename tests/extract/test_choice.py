"""The trained choice of subjects and holders: learning, the model file, what it changes in a record."""

from __future__ import annotations

import gzip
import json
import random
import runpy
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from vifacts.cli import app
from vifacts.errors import VifactsError
from vifacts.evaluate.choosing import reading_of
from vifacts.evaluate.compare import same_holder
from vifacts.evaluate.gold import read_gold
from vifacts.extract.figures.choice.model import FILE, Model, read_model, shipped_model
from vifacts.extract.figures.choice.ranker import Example, Ranker, Row, Settings, fit, grouped
from vifacts.extract.figures.choice.sureness import Evidence, Sureness, signs
from vifacts.extract.figures.choice.train import sureness, without_rules
from vifacts.extract.figures.component import FiguresComponent
from vifacts.extract.pipeline import as_article, extract, load
from vifacts.record import Article

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "corpus" / "gold"


def test_weights_learn_what_tells_right_from_wrong() -> None:
    examples = [Example([["near", "long"], ["far", "long"]], [True, False])] * 30
    examples += [Example([["far", "short"], ["near", "short"]], [False, True])] * 30
    weights = fit(examples, Settings(least=2))
    assert weights["near"] > 0 > weights["far"]
    assert weights == fit(examples, Settings(least=2))
    best, probability = Ranker(grouped(weights)).pick([Row([(list, ("far",))]), Row([(list, ("near",))]), Row()])
    assert best == 1
    assert 0.5 < probability < 1


def test_what_never_differs_teaches_nothing() -> None:
    assert fit([Example([["a"], ["b"]], [True, True]), Example([["a"], ["b"]], [False, False])]) == {}


def _pair(one: str, two: str) -> list[str]:
    return [one, f"{one}|{two}"]


_WEIGHTS = {"a": 1.5, "b": -0.5, "c": 0.25, "a|b": 2.0, "w=a": -1.25, "w=b": 0.5, "x|y=c": 0.75}
_words = st.lists(
    st.tuples(st.sampled_from(["w=", "x|y=", "none="]), st.lists(st.sampled_from("abc"), max_size=4)), max_size=3
)
_bags = st.lists(st.tuples(st.just(_pair), st.sampled_from("abc"), st.sampled_from("abc")), max_size=3)
_rows = st.builds(Row, _bags, _words, st.none() | st.builds(Row, _bags, _words))


@given(st.lists(_rows, min_size=1, max_size=6))
@settings(max_examples=60)
def test_the_pick_has_the_greatest_sum_of_the_weights_of_its_features(candidates: list[Row]) -> None:
    ranker = Ranker(grouped(_WEIGHTS))
    by_name = [sum(_WEIGHTS.get(name, 0.0) for name in row.names()) for row in candidates]
    assert ranker.scores(candidates) == pytest.approx(by_name)
    best, probability = ranker.pick(candidates)
    assert by_name[best] == pytest.approx(max(by_name))
    assert 1 / len(candidates) - 1e-9 <= probability <= 1


def test_without_rules_no_feature_tells_what_the_rules_say() -> None:
    example = Example(
        [["ruleTrue", "ro3", "T=rule", "T=rule|count", "w=xã"], ["both", "0rule=none", "h=xã"]], [True, False]
    )
    assert without_rules(example).candidates == [["w=xã"], ["h=xã"]]


_judged = st.tuples(
    st.sampled_from("abcdefg"), st.lists(st.sampled_from(["all", "kind=count", "long=1"]), max_size=4), st.booleans()
)


@given(st.lists(_judged, max_size=300))
@settings(max_examples=40)
def test_confidence_never_falls_as_the_signs_get_better(judged: list[tuple[str, list[str], bool]]) -> None:
    sure = sureness(judged)
    assert len(sure.steps) == len(sure.shares)
    assert sure.steps == sorted(sure.steps)
    assert sure.shares == sorted(sure.shares)
    assert all(0 < share < 1 for share in sure.shares)
    assert all(sure.of(signs) in sure.shares for _, signs, _ in judged)


def _with_share(sign: str, right: int, count: int) -> list[tuple[str, list[str], bool]]:
    """Figures of twenty articles with one sign, ``right`` of each hundred of which are right."""
    order = random.Random(sign).sample(range(count), count)
    return [(f"{n % 20:02d}", ["all", f"kind={sign}"], place % 100 < right) for n, place in enumerate(order)]


def test_a_confidence_of_nine_tenths_is_given_only_where_enough_of_all_above_were_right() -> None:
    sure = sureness(_with_share("good", 99, 800) + _with_share("fair", 93, 800) + _with_share("poor", 40, 800))
    good, fair, poor = (sure.of(["all", f"kind={sign}"]) for sign in ("good", "fair", "poor"))
    assert good > 0.97
    assert fair == 0.89
    assert 0.3 < poor < 0.5


def test_signs_tell_a_subject_that_only_points() -> None:
    number = reading_of(as_article("Đảng bộ xã Đông Kinh có 412 đảng viên.")).found[0]
    certain = Evidence("đảng viên", "bare", True, 0.99, 0.9, 3, "level", False, 1, "có", ".")
    assert "nothing" not in signs(number, certain)
    assert {"kind=count", "unit=đảng viên", "bare=1", "subject=đảng viên"} <= set(signs(number, certain))
    for subject in (None, "", "con số này"):
        assert "nothing" in signs(number, replace(certain, subject=subject))


def test_a_model_is_read_as_it_was_written(tmp_path: Path) -> None:
    sure = Sureness({"all": 0.25, "long=1": 0.5}, [0.0, 0.5], [0.4, 0.95])
    Model(Ranker({"": {"a": 1.0}}), Ranker({"w=": {"b": 2.0}}), sure, {"articles": 3}).write(tmp_path / FILE)
    read = read_model(tmp_path / FILE)
    assert read.subjects.weights == {"": {"a": 1.0}}
    assert read.holders.weights == {"w=": {"b": 2.0}}
    assert read.sureness.of(["all", "long=1"]) == 0.95
    assert read.sureness.of(["all", "unseen"]) == 0.4
    assert read.about == {"articles": 3}


@pytest.mark.parametrize(
    "content", [b"", b"no gzip", gzip.compress(b"{"), gzip.compress(json.dumps({"format": 0}).encode())]
)
def test_a_damaged_model_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(VifactsError, match="VF518"):
        read_model(tmp_path / FILE)


def test_the_shipped_model_is_in_the_pipeline() -> None:
    model = shipped_model()
    assert model is not None
    component = load().get_pipe("vifacts_figures")
    assert isinstance(component, FiguresComponent)
    assert component.model is model
    assert model.about["figures"] > 1000


def test_the_choice_keeps_to_words_and_things_of_the_article() -> None:
    article = as_article(
        "Đảng bộ xã Đông Kinh hiện có 412 đảng viên. Năm 2024, tỷ lệ hộ nghèo của xã giảm còn 2,1%. "
        "Ông Trần Văn Lượng (63 tuổi) đã hiến 120 m2 đất làm đường."
    )
    record = extract(article)
    names = {e.id for e in record.entities}
    assert [f.value for f in record.figures] == [412, 2.1, 63, 120]
    for figure in record.figures:
        assert figure.holder is None or figure.holder in names
        assert all(word in article.text for word in (figure.subject or "").split())
        assert 0 < figure.confidence <= 1


def test_training_gives_the_same_bytes_and_prints_both_ways(tmp_path: Path) -> None:
    gold = (GOLD / "sample.gold.jsonl").read_text(encoding="utf-8").splitlines()
    clear = (GOLD / "clear.gold.jsonl").read_text(encoding="utf-8").splitlines()[:12]
    (tmp_path / "gold.jsonl").write_text("\n".join(gold[:8]), encoding="utf-8")
    (tmp_path / "clear.jsonl").write_text("\n".join(clear), encoding="utf-8")
    articles = [str(GOLD / "sample.articles.jsonl"), str(GOLD / "clear.articles.jsonl")]
    printed = []
    for name in ("one", "two"):
        options = ["--figures", "--gold", str(tmp_path / "gold.jsonl"), "--teach", str(tmp_path / "clear.jsonl")]
        done = CliRunner().invoke(app, ["train", *articles, *options, "-o", str(tmp_path / name)])
        assert done.exit_code == 0, done.output
        printed.append(done.stdout)
    assert (tmp_path / "one" / FILE).read_bytes() == (tmp_path / "two" / FILE).read_bytes()
    assert printed[0] == printed[1]
    assert "gold by turns, 8 articles" in printed[0]
    assert [line.split()[0] for line in printed[0].splitlines()[1:]] == ["rules", "chosen"]


def test_the_clear_cases_are_those_that_are_made() -> None:
    before = [(GOLD / f"clear.{name}.jsonl").read_bytes() for name in ("articles", "gold")]
    runpy.run_path(str(ROOT / "corpus" / "builder" / "clear.py"), run_name="__main__")
    assert [(GOLD / f"clear.{name}.jsonl").read_bytes() for name in ("articles", "gold")] == before


def test_in_clear_cases_each_figure_stays_with_its_body() -> None:
    golds = read_gold(GOLD / "clear.gold.jsonl")[::5]
    rows = (GOLD / "clear.articles.jsonl").read_text(encoding="utf-8").splitlines()[::5]
    wrong = []
    for gold, row in zip(golds, rows, strict=True):
        record = extract(Article(id=gold.id, text=json.loads(row)["text"]))
        names = {e.id: e.name for e in record.entities}
        for want, got in zip(gold.figures, record.figures, strict=True):
            if not same_holder(want.holder, names.get(got.holder or "")):
                wrong.append((record.article.text, want.num, want.holder, names.get(got.holder or "")))
    assert len(wrong) <= 2, wrong
