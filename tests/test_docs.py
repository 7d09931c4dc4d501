"""What the command line offers is documented, and what is documented is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from vifacts.cli import app
from vifacts.errors import MESSAGES

COMMAND = get_command(app)


@pytest.fixture(scope="module")
def guide(root: Path) -> str:
    return "".join(p.read_text(encoding="utf-8") for p in sorted((root / "docs").glob("*.md")))


def commands() -> dict[str, object]:
    """All commands by name; those of a group follow it ("outlets check")."""
    found: dict[str, object] = {}
    for name, command in COMMAND.commands.items():  # type: ignore[attr-defined]
        found[name] = command
        found |= {f"{name} {inner}": c for inner, c in getattr(command, "commands", {}).items()}
    return found


@pytest.mark.parametrize("name", sorted(commands()))
def test_each_command_is_documented_with_each_option_and_has_an_example(name: str, guide: str) -> None:
    command = commands()[name]
    assert f"vifacts {name}" in guide
    for parameter in command.params:  # type: ignore[attr-defined]
        for option in parameter.opts:
            if option.startswith("--") and option != "--help":
                assert option in guide, f"{name} {option} is not documented"
    assert f"Example: vifacts {name}" in (command.help or "")  # type: ignore[attr-defined]


def test_the_guide_names_no_command_that_is_not_there(guide: str) -> None:
    named = set(re.findall(r"^### `vifacts ([a-z]+)", guide, re.MULTILINE))
    assert named <= set(commands())


def test_each_error_code_is_documented(root: Path) -> None:
    listed = (root / "docs/errors.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| (VF\d{3}) \|", listed, re.MULTILINE)) == set(MESSAGES)


def test_no_document_names_a_missing_file(root: Path) -> None:
    for page in [*root.glob("*.md"), *(root / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_typer_reports_wrong_usage_with_2() -> None:
    from typer.testing import CliRunner

    assert isinstance(app, typer.Typer)
    assert CliRunner().invoke(app, ["frob"]).exit_code == 2
    assert CliRunner().invoke(app, ["extract"]).exit_code == 2
