"""The contract: schema and code agree, rows survive a round trip."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

import vifacts
from vifacts.record import Article, decode_record, encode, json_schema, schema_text


def test_schema_file_is_what_the_code_says(root: Path) -> None:
    assert (root / "docs/record.schema.json").read_text(encoding="utf-8") == schema_text(), (
        "run: vifacts schema > docs/record.schema.json"
    )


def test_schema_is_a_valid_schema_with_its_name() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"].endswith("2020-12/schema")
    assert schema["$id"].startswith("https://")


def test_a_record_is_valid_and_survives_a_round_trip() -> None:
    record = vifacts.extract(Article(id="a", text="Đảng bộ xã Đông Kinh có 412 đảng viên.", published="2024-05-02"))
    line = encode(record)
    jsonschema.validate(json.loads(line), json_schema())
    assert encode(decode_record(line)) == line


def test_another_schema_number_is_refused() -> None:
    row = json.loads(encode(vifacts.extract("Một câu.")))
    row["schema"] = "vifacts.record/2"
    with pytest.raises(msgspec.ValidationError):
        decode_record(json.dumps(row))
