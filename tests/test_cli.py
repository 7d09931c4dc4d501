"""The command line as users run it: real files in, JSON Lines out, errors with codes, honest exit statuses."""

from __future__ import annotations

import gzip
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from vifacts.cli import main

SENTENCE = "Đảng bộ xã Đông Kinh hiện có 412 đảng viên, sinh hoạt ở 18 chi bộ."


class Done(NamedTuple):
    """What a command left behind."""

    returncode: int
    stdout: bytes
    stderr: bytes


def vifacts(*arguments: object, stdin: bytes = b"") -> Done:
    """The command in this process (a new one takes a second to import spaCy): its own main, its own streams."""
    streams = [io.TextIOWrapper(io.BytesIO(data), encoding="utf-8") for data in (stdin, b"", b"")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["vifacts", *map(str, arguments)])
        for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
            patch.setattr(sys, name, stream)
        with pytest.raises(SystemExit) as ended:
            main()
    for stream in streams:
        stream.flush()
    code = ended.value.code
    out, err = (stream.buffer.getvalue() for stream in streams[1:])  # type: ignore[attr-defined]
    return Done(code if isinstance(code, int) else 0, out, err)


def test_the_installed_command_runs(good: Path) -> None:
    done = subprocess.run([Path(sys.executable).with_name("vifacts"), "extract", good], capture_output=True, check=True)
    assert len(rows(done.stdout)) == 2


def rows(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.jsonl"
    lines = [{"id": f"a{n}", "title": "T", "published": "2024-05-02", "text": SENTENCE} for n in (1, 2)]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in lines), encoding="utf-8")
    return path


def test_records_go_to_standard_output_and_only_they(good: Path) -> None:
    done = vifacts("extract", good)
    assert done.returncode == 0
    records = rows(done.stdout)
    assert [r["article"]["id"] for r in records] == ["a1", "a2"]
    assert records[0]["article"]["text"] == SENTENCE
    assert {f["value"] for f in records[0]["figures"]} == {412, 18}
    assert b"2 articles" in done.stderr


def test_the_same_input_gives_the_same_bytes(good: Path, tmp_path: Path) -> None:
    for name in ("one.jsonl", "two.jsonl", "three.jsonl.gz", "four.jsonl.gz"):
        assert vifacts("extract", good, "-o", tmp_path / name).returncode == 0
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
    assert (tmp_path / "three.jsonl.gz").read_bytes() == (tmp_path / "four.jsonl.gz").read_bytes()
    assert gzip.decompress((tmp_path / "three.jsonl.gz").read_bytes()) == (tmp_path / "one.jsonl").read_bytes()


def test_articles_read_once_extract_to_the_same_records(good: Path, tmp_path: Path) -> None:
    assert vifacts("read", good, "-o", tmp_path / "articles.jsonl").returncode == 0
    direct = rows(vifacts("extract", good).stdout)
    again = rows(vifacts("extract", tmp_path / "articles.jsonl").stdout)
    for a, b in zip(direct, again, strict=True):
        assert a["figures"] == b["figures"]
        assert a["article"]["text"] == b["article"]["text"]


def test_standard_input_is_an_input(good: Path) -> None:
    assert len(rows(vifacts("extract", "-", stdin=good.read_bytes()).stdout)) == 2
    assert rows(vifacts("read", "-", stdin=SENTENCE.encode()).stdout)[0]["text"] == SENTENCE


def test_an_output_that_is_a_folder_is_refused_before_the_work(good: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    done = vifacts("extract", good, "-o", tmp_path / "out")
    assert done.returncode == 1 and b"VF501" in done.stderr and b"extracted" not in done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["good.jsonl", "out"]


def test_a_torn_gzip_on_standard_input_gives_what_came_before(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": str(n), "text": f"Chi bộ {n * 7919}"}) + "\n" for n in range(500))
    done = vifacts("read", "-", stdin=gzip.compress(lines.encode())[:-40])
    assert done.returncode == 1 and b"VF109" in done.stderr
    assert len(rows(done.stdout)) > 100


BAD = {
    "latin.txt": ("Đảng bộ xã".encode("utf-16"), "VF10"),
    "binary.html": (b"\x00\x01\x02PNG" * 100, "VF107"),
    "empty.html": (b"", "VF106"),
    "torn.jsonl": (b'{"id": "x", "text": "m\n', "VF104"),
    "notext.jsonl": (b'{"id": "x"}\n', "VF105"),
    "damaged.jsonl.gz": (gzip.compress(b'{"id": "x", "text": "a"}\n')[:-9], "VF109"),
    "picture.jpg": (b"\xff\xd8\xff", "VF102"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_input_is_named_with_its_code_and_the_rest_goes_on(name: str, good: Path, tmp_path: Path) -> None:
    data, code = BAD[name]
    (tmp_path / name).write_bytes(data)
    out = tmp_path / "out.jsonl"
    done = vifacts("extract", tmp_path / name, good, "-o", out)
    assert done.returncode == 1
    assert {"a1", "a2"} <= {r["article"]["id"] for r in rows(out.read_bytes())}
    errors = rows((tmp_path / "out.jsonl.errors.jsonl").read_bytes())
    assert errors[0]["code"].startswith(code)
    assert name in errors[0]["where"]
    assert name in done.stderr.decode()
    assert errors[0]["code"] in done.stderr.decode()


def test_a_torn_line_is_named_by_its_number_and_its_neighbours_are_kept(tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"r{n}", "text": SENTENCE}) for n in range(5)]
    lines[2] = lines[2][:20]
    (tmp_path / "rows.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = vifacts("read", tmp_path / "rows.jsonl", "-o", tmp_path / "out.jsonl")
    assert done.returncode == 1
    assert [r["id"] for r in rows((tmp_path / "out.jsonl").read_bytes())] == ["r0", "r1", "r3", "r4"]
    (error,) = rows((tmp_path / "out.jsonl.errors.jsonl").read_bytes())
    assert (error["code"], error["line"]) == ("VF104", 3)


def test_a_missing_file_is_an_error_of_the_input(good: Path) -> None:
    done = vifacts("read", good.with_name("nowhere.jsonl"), good)
    assert done.returncode == 1
    assert b"VF101" in done.stderr
    assert len(rows(done.stdout)) == 2


def test_errors_of_an_earlier_run_do_not_stay(good: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    vifacts("read", tmp_path / "nowhere.txt", "-o", out)
    assert (tmp_path / "out.jsonl.errors.jsonl").exists()
    assert vifacts("read", good, "-o", out).returncode == 0
    assert not (tmp_path / "out.jsonl.errors.jsonl").exists()


def test_a_folder_is_read_in_the_order_of_names(good: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder" / "inner"
    folder.mkdir(parents=True)
    (folder / "b.txt").write_text("Câu thứ hai của bài.", encoding="utf-8")
    (folder / "a.txt").write_text("Câu thứ nhất của bài.", encoding="utf-8")
    texts = [r["text"] for r in rows(vifacts("read", tmp_path / "folder").stdout)]
    assert texts == ["Câu thứ nhất của bài.", "Câu thứ hai của bài."]


def test_a_killed_run_leaves_the_old_output_whole(good: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert vifacts("extract", good, "-o", out).returncode == 0
    before = out.read_bytes()
    many = tmp_path / "many.jsonl"
    row = json.dumps({"id": "x", "text": SENTENCE * 40}) + "\n"
    many.write_text(row * 3000, encoding="utf-8")  # far more than is done before the kill
    process = subprocess.Popen(
        [sys.executable, "-m", "vifacts", "extract", many, "-o", out], stderr=subprocess.DEVNULL, cwd=tmp_path
    )
    deadline = time.monotonic() + 30
    while not any(p.stat().st_size > 0 for p in tmp_path.glob(".out.jsonl.*.part")):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert out.read_bytes() == before


def test_an_output_that_cannot_be_written_is_said(good: Path, tmp_path: Path) -> None:
    done = vifacts("read", good, "-o", tmp_path / "no" / "folder" / "out.jsonl")
    assert done.returncode == 1
    assert b"VF501" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_error(good: Path) -> None:
    command = f"{sys.executable} -m vifacts extract {good} {good} {good} | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False)
    assert len(rows(done.stdout)) == 1
    assert b"Traceback" not in done.stderr


def test_evaluate_scores_and_lists_errors(good: Path, tmp_path: Path) -> None:
    gold = {"id": "a1", "text_chars": len(SENTENCE), "persons": [{"name": "Không Có", "span": [0, 8]}]}
    gold |= {kind: [] for kind in ("orgs", "places", "documents", "roles", "figures", "statements")}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold), encoding="utf-8")
    vifacts("extract", good, "-o", tmp_path / "records.jsonl")
    done = vifacts("evaluate", tmp_path / "gold.jsonl", tmp_path / "records.jsonl", "--errors", "person")
    assert done.returncode == 0
    assert "Không Có" in done.stdout.decode()
    scores = json.loads(vifacts("evaluate", tmp_path / "gold.jsonl", tmp_path / "records.jsonl", "--json").stdout)
    assert scores["results"]["person"]["recall"] == 0
    torn = vifacts("evaluate", good, tmp_path / "records.jsonl")
    assert torn.returncode == 1
    assert b"VF601" in torn.stderr


def test_schema_is_printed(root: Path) -> None:
    assert vifacts("schema").stdout.decode() == (root / "docs/record.schema.json").read_text(encoding="utf-8")
