"""The tables of docs/outlets.md are those of the data."""

from __future__ import annotations

from pathlib import Path

from vifacts.outlets.registry import load
from vifacts.outlets.schema import Layout
from vifacts.outlets.table import family_rows, markdown, outlet_rows

DOCS = Path(__file__).parents[2] / "docs" / "outlets.md"


def test_the_tables_are_written_down() -> None:
    assert DOCS.read_text(encoding="utf-8").endswith(markdown(load())), "write markdown(load()) at the end of the file"


def test_every_key_of_a_layout_is_explained() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert [key for key in Layout.__struct_fields__ if f"`{key}`" not in text and f"{key} =" not in text] == []


def test_rows() -> None:
    assert len(outlet_rows(load())) == len(load())
    assert sum(row["outlets"] for row in family_rows(load())) == len(load())
    assert all(row["family"] in load().families for row in outlet_rows(load()))
