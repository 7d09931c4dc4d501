"""What the tests of both annotation tools share: records with any spans, and the scores of what comes back."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import strategies as st
from typer.testing import CliRunner

from vifacts.cli import app
from vifacts.evaluate.score import KINDS
from vifacts.language.normalise import nfc
from vifacts.record import SCHEMA, Article, Entity, Extractor, Figure, Record, Role, Statement, encode

#: Emoji of one and of several code points, zero-width characters, decomposed letters (made NFC), line feeds.
TEXTS = (
    st.text(alphabet="abạăđ ễ\n5🎉👩🌾\u200d\u200bỦ\u0301\u0323", min_size=1, max_size=60).map(nfc).filter(str.strip)
)


def spans(text: str) -> st.SearchStrategy[tuple[int, int]]:
    """Any stretch of ``text`` that is not empty."""
    return st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).map(
        lambda pair: (min(pair[0], pair[1] - 1), max(pair[0] + 1, pair[1]))
    )


@st.composite
def some_records(draw: st.DrawFn) -> Record:
    """A record whose facts lie anywhere in any text."""
    text = draw(TEXTS)
    place = spans(text)
    person = Entity("e1", "person", "Lê Thị Ánh 🎉", [draw(place)])
    rest = [
        Entity(f"e{n}", kind, "Tên", draw(st.lists(place, max_size=2, unique=True)))
        for n, kind in enumerate(("organization", "place", "document"), 2)
    ]
    figures = [
        Figure(
            f"f{n}", span, "x", draw(st.sampled_from((1500, 2.5, 12.345, 0.000001, 10**12, -3))), None, None, "<", "count", None,
            draw(st.sampled_from((None, "đảng viên"))), None, "e2", None, "level", draw(st.booleans()), None, None, (0, len(text)), 0.5,
        )
        for n, span in enumerate(draw(st.lists(place, max_size=3, unique=True)), 1)
    ]  # fmt: skip
    roles = [
        Role("e1", draw(st.sampled_from(("Bí thư", "Chủ tịch"))), "Bí thư", None, None, draw(st.booleans()), False, None, None, span, 0.9)
        for span in draw(st.lists(place, max_size=3))
    ]  # fmt: skip
    statements = [Statement("e1", "direct", span, (0, len(text))) for span in draw(st.lists(place, max_size=2))]
    return Record(SCHEMA, Article("a-1", text), [person, *rest], roles, figures, statements, [], Extractor("x", "1"))


def run(*arguments: object) -> tuple[int, str]:
    """Exit status and all output of a command."""
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def scores(gold: Path, records: list[Record], scratch: Path) -> dict[str, float]:
    """F1 by kind, by ``vifacts evaluate``; the kinds are all there."""
    path = scratch / "records.jsonl"
    path.write_bytes(b"".join(encode(record) + b"\n" for record in records))
    status, out = run("evaluate", gold, path, "--json")
    assert status == 0, out
    answer = json.loads(out)
    assert answer["articles"] == len(records)
    assert answer["without_record"] == []
    assert answer["results"].keys() == set(KINDS)
    return {kind: result["f1"] for kind, result in answer["results"].items()}
