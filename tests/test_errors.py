"""Errors name their code, place and line."""

from __future__ import annotations

import re
from pathlib import Path

from vifacts.errors import MESSAGES, VifactsError


def test_an_error_says_code_place_and_line() -> None:
    error = VifactsError("VF104", "rows.jsonl", 7, detail="truncated")
    assert str(error) == "VF104 rows.jsonl:7: not valid JSON: truncated"
    assert error.as_row() == {
        "code": "VF104",
        "where": "rows.jsonl",
        "line": 7,
        "message": "not valid JSON: truncated",
    }


def test_every_code_that_the_source_raises_is_in_the_catalogue(root: Path) -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in (root / "pipeline").rglob("*.py") if p.name != "errors.py")
    used = set(re.findall(r'"(VF\d{3})"', source))
    assert used <= set(MESSAGES)
    assert not set(MESSAGES) - used, "codes that nothing raises"
