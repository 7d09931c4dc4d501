"""The wheel holds what an installation needs: the sample corpus, the models, every data file."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def unpacked(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the unpacked wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, root],
        check=True,
        capture_output=True,
    )
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def run_in(site: Path, code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(site)!r}); {code}"],
        capture_output=True,
        text=True,
        cwd=site,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_corpus_and_models_are_found_inside_the_wheel(unpacked: Path) -> None:
    code = (
        "from vifacts.resources import shipped;"
        "print(shipped('corpus/sample'));"
        "print(sum(1 for p in shipped('corpus/sample').iterdir() if p.is_dir()));"
        "print(shipped('models'))"
    )
    sample, papers, models = run_in(unpacked, code).splitlines()
    assert sample.startswith(str(unpacked))
    assert models.startswith(str(unpacked))
    assert papers == "2"


def test_every_data_file_of_the_source_is_in_the_wheel(root: Path, unpacked: Path) -> None:
    source = root / "pipeline"
    files = (p.relative_to(source) for p in source.rglob("*") if p.is_file())
    wanted = {p for p in files if not any(part == "__pycache__" or part.startswith(".") for part in p.parts)}
    assert {p for p in wanted if not (unpacked / p).is_file()} == set()


def test_the_wheel_extracts(unpacked: Path) -> None:
    code = "import vifacts; print(vifacts.__file__); print(vifacts.extract('Đảng bộ xã Đông Kinh.').article.text)"
    where, text = run_in(unpacked, code).splitlines()
    assert where.startswith(str(unpacked))
    assert text == "Đảng bộ xã Đông Kinh."
