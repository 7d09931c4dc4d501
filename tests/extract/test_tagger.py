"""The trained tagger: learns from the sample corpus, gives names at the right places, says when its folder is bad."""

from __future__ import annotations

import itertools
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import vifacts
from vifacts.cli import app
from vifacts.errors import VifactsError
from vifacts.evaluate import GoldArticle, read_gold, tagging
from vifacts.extract.draft import Draft
from vifacts.extract.tagger.component import TaggerComponent, rule_names
from vifacts.extract.tagger.features import Named, Page, labels_of, runs, word_rows
from vifacts.extract.tagger.model import Model, read_model, write_model
from vifacts.extract.tagger.tagger import Tagger
from vifacts.extract.tagger.train import Settings, fit
from vifacts.language.normalise import nfc
from vifacts.language.text import Text
from vifacts.record import Article
from vifacts.run.train import Corpus, gather

QUICK = Settings(iterations=25, rare=1, second_iterations=15, second_rare=1)
SENTENCE = "Đồng chí Lương Thế Quyền, Bí thư Đảng ủy xã Đông Kinh cho biết."


@pytest.fixture(scope="module")
def gold(root: Path) -> list[GoldArticle]:
    return read_gold(root / "corpus/gold/sample.gold.jsonl")


@pytest.fixture(scope="module")
def corpus(root: Path, gold: list[GoldArticle]) -> Corpus:
    """Of the annotated sample articles half as silver, a third as gold, a sixth held out."""
    return gather([str(root / "corpus/gold/sample.articles.jsonl")], gold[::3], gold[1::6])


@pytest.fixture(scope="module")
def model(corpus: Corpus) -> Model:
    return fit(corpus.silver, corpus.gold, QUICK)


@pytest.fixture(scope="module")
def folder(model: Model, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tagger") / "model"
    write_model(model, path)
    return path


def test_what_is_held_out_is_learned_from_nowhere(corpus: Corpus, gold: list[GoldArticle]) -> None:
    ids = {e.id for e in corpus.held_out}
    assert ids == {g.id for g in gold[1::6]}
    assert ids.isdisjoint(e.id for e in (*corpus.silver, *corpus.gold))
    assert corpus.silver and all(e.gold is None for e in corpus.silver)


def test_a_copy_of_an_annotated_article_is_no_silver(root: Path, gold: list[GoldArticle]) -> None:
    # the sample has one article under two names; annotating the first leaves the second out
    annotated = [g for g in gold if g.id == "lucdau-100241"]
    found = gather([str(root / "corpus/gold/sample.articles.jsonl")], annotated)
    assert len(annotated) == 1
    assert "bachdang-487316" not in {e.id for e in found.silver}
    assert len(found.silver) == len(gold) - 2


def test_silver_is_bounded(root: Path, gold: list[GoldArticle]) -> None:
    found = gather([str(root / "corpus/gold/sample.articles.jsonl")], gold[:1], syllables=3000)
    assert 1000 < sum(len(e.text.tokens) for e in found.silver) < 6000


def test_it_finds_names_where_they_stand(model: Model) -> None:
    text = Text(SENTENCE)
    found = {(text.raw[one.name.start : one.name.end], one.name.kind) for one in Tagger(model).tag(text)}
    assert ("Lương Thế Quyền", "person") in found
    assert ("Đảng ủy xã Đông Kinh", "organization") in found


def test_it_finds_most_names_of_articles_it_has_not_learned_from(corpus: Corpus, model: Model) -> None:
    tagger = Tagger(model)
    wanted = {(e.id, name) for e in corpus.held_out for name in e.gold or []}
    found = {(e.id, one.name) for e in corpus.held_out for one in tagger.tag(e.text)}
    assert len(wanted & found) > 0.6 * len(wanted)
    assert len(wanted & found) > 0.6 * len(found)


def test_probabilities_are_those_of_the_names(corpus: Corpus, model: Model) -> None:
    tagger = Tagger(model)
    for example in corpus.held_out:
        found = tagger.tag(example.text)
        assert all(0 < one.probability <= 1 for one in found)
        assert all(a.name.end <= b.name.start for a, b in itertools.pairwise(found))


@given(st.text(alphabet="Đảng bộ xã ĐÔNG Kinh.,;\n1234 Ông Vũ\u200b“”", max_size=120))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_names_on_token_borders(model: Model, raw: str) -> None:
    text = Text(nfc(raw))
    rules = [Named(text.tokens.starts[0], text.tokens.ends[0], "place")] if len(text.tokens) else []
    tagger = Tagger(model)
    for name in (*(one.name for one in tagger.tag(text)), *tagger.decide(text, rules), *tagger.add(text, rules)):
        assert name.start in text.tokens.starts
        assert name.end in text.tokens.ends


@given(st.lists(st.tuples(st.integers(0, 14), st.integers(1, 4), st.sampled_from(["person", "place"])), max_size=5))
def test_labels_say_the_same_as_spans(picks: list[tuple[int, int, str]]) -> None:
    text = Text("Sáng nay tại xã Đông Kinh ông Vũ Hải Đăng gặp bà con thôn Hạ")
    names, free = [], 0
    for first, length, kind in sorted(picks):
        if first >= free and first + length <= len(text.tokens):
            names.append(Named(text.tokens.starts[first], text.tokens.ends[first + length - 1], kind))  # type: ignore[arg-type]
            free = first + length
    labels = labels_of(text, names)
    assert [Named(text.tokens.starts[a], text.tokens.ends[b - 1], kind) for a, b, kind in runs(labels)] == names


def test_features_hold_no_number_as_written() -> None:
    page = Page(Text("Chi bộ có 1.234 đảng viên."))
    rows = [row for sentence in page.sentences() for row in word_rows(page, sentence)]
    assert len(rows) == len(page.words)
    assert not any("1.234" in feature for row in rows for feature in row)


def test_the_rules_names_stay_unless_it_is_sure_against_them(model: Model) -> None:
    text = Text(SENTENCE)
    right = Named(SENTENCE.index("Lương"), SENTENCE.index(", Bí"), "person")
    wrong = Named(SENTENCE.index("cho"), SENTENCE.index("biết"), "place")
    tagger = Tagger(model)
    assert right in tagger.decide(text, [right])
    assert {right, wrong} <= set(tagger.add(text, [right, wrong]))
    # no name of the rules outlives a tagger whose best reading is taken as it is
    assert wrong not in tagger.decide(text, [right, wrong], sure=0)
    assert {right, wrong} <= set(tagger.decide(text, [right, wrong], sure=1))


def test_training_again_gives_the_same_bytes(corpus: Corpus, model: Model, folder: Path, tmp_path: Path) -> None:
    again = fit(corpus.silver, corpus.gold, QUICK)
    write_model(again, tmp_path / "again")
    for path in sorted(folder.iterdir()):
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes(), path.name


def test_a_model_read_back_tags_alike(corpus: Corpus, model: Model, folder: Path) -> None:
    before, after = Tagger(model), Tagger(read_model(folder))
    for example in corpus.held_out:
        assert before.tag(example.text) == after.tag(example.text)


def test_the_config_says_what_was_learned_from(folder: Path, corpus: Corpus) -> None:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    assert config["silver"]["articles"] == len(corpus.silver)
    assert config["gold"]["names"]["person"] == sum(n.kind == "person" for e in corpus.gold for n in e.gold or [])
    assert config["settings"]["iterations"] == QUICK.iterations


def _truncate(folder: Path) -> None:
    path = folder / "names.crf"
    path.write_bytes(path.read_bytes()[:-100])


def _flip(folder: Path) -> None:
    path = folder / "decide.crf"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 255
    path.write_bytes(data)


def _other_features(folder: Path) -> None:
    path = folder / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"features": 0}), encoding="utf-8")


@pytest.mark.parametrize(
    "damage",
    [
        _truncate,
        _flip,
        _other_features,
        lambda folder: (folder / "alone.crf").unlink(),
        lambda folder: (folder / "config.json").unlink(),
        lambda folder: (folder / "config.json").write_text("{", encoding="utf-8"),
        lambda folder: (folder / "config.json").write_text("[]", encoding="utf-8"),
        lambda folder: (folder / "config.json").write_bytes(b"\xff\xfe"),
        lambda folder: (folder / "config.json").write_text('{"format": "vifacts.tagger/1", "features": 1}'),
        shutil.rmtree,
    ],
)
def test_a_damaged_folder_is_said(folder: Path, tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    copy = tmp_path / "model"
    shutil.copytree(folder, copy)
    damage(copy)
    with pytest.raises(VifactsError) as raised:
        vifacts.load(str(copy))
    assert raised.value.code == "VF518"
    assert str(copy) in str(raised.value)


def test_nothing_to_learn_from_is_said(corpus: Corpus) -> None:
    with pytest.raises(VifactsError) as raised:
        fit([], corpus.gold, QUICK)
    assert raised.value.code == "VF520"


def test_gold_without_its_article_is_said(root: Path, gold: list[GoldArticle], tmp_path: Path) -> None:
    lines = (root / "corpus/gold/sample.articles.jsonl").read_text(encoding="utf-8").splitlines()
    (tmp_path / "few.jsonl").write_text("\n".join(lines[:3]), encoding="utf-8")
    with pytest.raises(VifactsError) as raised:
        gather([str(tmp_path / "few.jsonl")], gold)
    assert raised.value.code == "VF519"


def test_the_component_drops_what_the_tagger_refuses_and_adds_what_it_finds() -> None:
    draft = Draft(Article(id="x", text="Ông Vũ Hải Đăng về thôn Hạ."))
    draft.mention("person", 4, 15)
    draft.mention("place", 16, 18)
    first, new = Named(4, 15, "person"), Named(19, 26, "place")

    class Fixed(Tagger):
        def __init__(self) -> None:
            pass

        def decide(self, *_: object) -> list[Named]:  # type: ignore[override]
            return [first, new]

    TaggerComponent(Fixed()).annotate(draft)
    assert rule_names(draft) == [first, new]
    assert {(e.kind, e.name) for e in draft.entities.values()} == {("person", "Vũ Hải Đăng"), ("place", "thôn Hạ")}
    with pytest.raises(ValueError, match="mode"):
        TaggerComponent(Fixed(), mode="guess")


def test_a_pipeline_with_it_gives_grounded_records(folder: Path) -> None:
    doc = vifacts.load(str(folder))(SENTENCE)
    record = doc._.vifacts
    spans = {(e.kind, record.article.text[s:t]) for e in record.entities for s, t in e.mentions}
    assert ("person", "Lương Thế Quyền") in spans
    assert [r.title for r in record.roles] == ["Bí thư"]
    assert "vifacts_tagger" not in vifacts.load().pipe_names


def test_folds_keep_copies_together(root: Path, gold: list[GoldArticle]) -> None:
    whole = gather([str(root / "corpus/gold/sample.articles.jsonl")], gold)
    fold_of = tagging.cut(whole.gold, 5)
    assert set(fold_of.values()) == set(range(5))
    assert fold_of["lucdau-100241"] == fold_of["bachdang-487316"]


def test_the_comparison_holds_every_variant(corpus: Corpus, model: Model, gold: list[GoldArticle]) -> None:
    compared = tagging.compare(corpus, model, gold, QUICK)
    assert len(compared) == 2
    for rows in compared.values():
        assert list(rows) == list(tagging.VARIANTS)
        assert all(0.4 < result.f1 <= 1 for results in rows.values() for result in results.values())
    title, rows = next(iter(compared.items()))
    assert "rules, re-decided" in tagging.table(title, rows)


def test_the_commands_train_compare_and_extract(root: Path, tmp_path: Path) -> None:
    articles, gold = (str(root / f"corpus/gold/sample.{kind}.jsonl") for kind in ("articles", "gold"))
    lines = Path(gold).read_text(encoding="utf-8").splitlines()
    few = tmp_path / "few.jsonl"
    few.write_text("\n".join(lines[:2]), encoding="utf-8")
    folder, records = tmp_path / "model", tmp_path / "records.jsonl"
    run = CliRunner()
    done = run.invoke(app, ["train", articles, "--gold", str(few), "-o", str(folder), "--json"])
    assert done.exit_code == 0, done.output
    assert list(json.loads(done.stdout)) == ["gold by turns, 2 articles"]
    assert read_model(folder).about["gold"]["articles"] == 2
    assert run.invoke(app, ["extract", articles, "-o", str(records)]).exit_code == 0
    done = run.invoke(app, ["evaluate", gold, str(records), "--with-tagger", str(folder), "--json"])
    without, with_it = (json.loads(line)["results"]["person"]["f1"] for line in done.stdout.splitlines())
    assert without > 0.9
    assert with_it > 0.5
