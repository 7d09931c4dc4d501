"""The gate: floors hold, and only the flag lowers them."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def gate(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("gate", root / "scripts/gate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_kind_below_without_or_no_longer_measured_fails(gate: ModuleType) -> None:
    assert gate.failures({"person": 0.9, "place": 0.8}, {"person": 0.9, "place": 0.8}) == []
    assert gate.failures({"person": 0.899}, {"person": 0.9}) == ["person"]
    assert gate.failures({"person": 0.9, "place": 0.8}, {"person": 0.9}) == ["place"]
    assert gate.failures({}, {"person": 0.0}) == ["person"]


@pytest.mark.parametrize(("f1", "floor"), [(0.95, 0.945), (0.9457, 0.94), (0.003, 0.0), (1.0, 0.995)])
def test_a_floor_is_just_below_what_is_measured(gate: ModuleType, f1: float, floor: float) -> None:
    assert gate.floor_of(f1) == pytest.approx(floor)


def test_floors_are_pinned_for_every_kind(gate: ModuleType, root: Path) -> None:
    floors = gate.read_floors(root / "corpus/gold/floors.toml")
    assert set(floors) == set(gate.KINDS)
    assert all(0 < floor < 1 for floor in floors.values())


def test_only_the_flag_lowers_a_floor(
    gate: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scores, records = gate.measure(gate.FOLDER / "sample.articles.jsonl", gate.FOLDER / "sample.gold.jsonl")
    assert len(records) == 24
    monkeypatch.setattr(gate, "measure", lambda *_: (scores, records))
    path = tmp_path / "floors.toml"
    pinned = ["--floors", str(path)]

    assert gate.main(pinned) == 1  # no floors: nothing holds
    assert gate.main(["--raise", *pinned]) == 0
    raised = gate.read_floors(path)
    assert raised["person"] == pytest.approx(gate.floor_of(scores.results["person"].f1))

    gate.write_floors(path, {**raised, "person": 1.001, "place": 0.0})
    assert gate.main(pinned) == 1
    assert gate.main(["--raise", *pinned]) == 1  # raising does not lower
    assert gate.read_floors(path) == {**raised, "person": 1.001}
    assert "below the floor: person" in capsys.readouterr().err

    assert gate.main(["--lower", *pinned]) == 0
    assert gate.read_floors(path) == raised
