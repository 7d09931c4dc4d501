"""The trained choice of subjects and holders: learning, the model file, what it changes in a record."""

from __future__ import annotations

import gzip
import json
import runpy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from vifacts.cli import app
from vifacts.errors import VifactsError
from vifacts.evaluate.compare import same_holder
from vifacts.evaluate.gold import read_gold
from vifacts.extract.figures.choice.model import FILE, Model, Sureness, read_model, shipped_model
from vifacts.extract.figures.choice.ranker import Example, Ranker, Row, Settings, fit, grouped
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


@given(st.lists(st.tuples(st.just("count"), st.floats(0, 1), st.booleans()), min_size=1, max_size=300))
@settings(max_examples=40)
def test_confidence_never_falls_as_the_probability_rises(judged: list[tuple[str, float, bool]]) -> None:
    steps = sureness(judged)["count"]
    shares = [steps.of(n / 20) for n in range(21)]
    assert shares == sorted(shares)
    assert all(0 < share < 1 for share in shares)


def test_a_model_is_read_as_it_was_written(tmp_path: Path) -> None:
    steps = Sureness([0.0, 0.5], [0.4, 0.95])
    Model(Ranker({"": {"a": 1.0}}), Ranker({"w=": {"b": 2.0}}), {"count": steps}, {"articles": 3}).write(
        tmp_path / FILE
    )
    read = read_model(tmp_path / FILE)
    assert read.subjects.weights == {"": {"a": 1.0}}
    assert read.holders.weights == {"w=": {"b": 2.0}}
    assert read.sureness["count"].of(0.7) == 0.95
    assert read.about == {"articles": 3}


def test_a_confidence_of_nine_tenths_is_given_only_where_more_were_right() -> None:
    shares = {0.0: 0.898, 0.2: 0.91, 0.4: 0.949, 0.6: 0.951, 0.8: 0.62}
    sure = Sureness(list(shares), list(shares.values()))
    assert [sure.of(step) for step in shares] == [0.89, 0.89, 0.89, 0.95, 0.62]


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
