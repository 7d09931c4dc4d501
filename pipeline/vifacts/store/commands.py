"""What the commands of a dataset do: print, and give an exit status."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from vifacts.errors import VifactsError
from vifacts.store import query as ask
from vifacts.store import table
from vifacts.store.claim import check_claim
from vifacts.store.dataset import Dataset
from vifacts.store.duck import query as sql_query
from vifacts.store.index import index as make_index
from vifacts.store.index import open_index
from vifacts.store.query import Filter
from vifacts.store.table import FORMATS, Format
from vifacts.store.verify import verify as check_dataset

_QUESTIONS = {"figures": ask.figures, "people": ask.people, "roles": ask.roles, "conflicts": ask.conflicts}
#: What a table shows of each question (CSV and JSON Lines have all columns).
_SHOWN = {
    "figures": ("comparator", "value", "value_max", "unit", "subject", "holder", "time", "target", "outlet", "published", "words"),
    "people": ("name", "person_id", "articles", "first", "last", "roles"),
    "roles": ("person", "role", "former", "since", "until", "outlet", "published", "article"),
    "conflicts": (
        "severity", "score", "thing", "what", "a_says", "a_outlet", "a_published", "a_words",
        "b_says", "b_outlet", "b_published", "b_words",
    ),
}  # fmt: skip
_EVIDENCE = ("relation", "thing", "says", "time", "outlet", "published", "article", "words")


def index(folder: Path) -> int:
    """``vifacts index``: status 1 where records could not be read."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("index", total=None)
        report = make_index(
            Dataset(folder),
            lambda what, done, total: bar.update(task, description=what, completed=done, total=total or None),
        )
    for error in report.errors:
        print(error, file=sys.stderr)
    print(
        f"{report.new} new, {report.changed} changed, {report.removed} removed, {report.unchanged} unchanged articles "
        f"in {report.seconds:.1f} s",
        file=sys.stderr,
    )
    return 1 if report.errors else 0


def verify(folder: Path) -> int:
    """``vifacts verify``: each fault on standard output; status 1 where there is one."""
    records, faults = 0, Counter[str]()
    for item in check_dataset(Dataset(folder)):
        if isinstance(item, VifactsError):
            faults[item.code] += 1
            print(item)
        else:
            records += 1
    found = ", ".join(f"{count} {code}" for code, count in sorted(faults.items())) or "nothing wrong"
    print(f"{records} records read: {found}", file=sys.stderr)
    return 1 if faults else 0


def question(name: str, folder: Path, asked: Filter, form: str) -> int:
    """``vifacts figures|people|roles|conflicts``."""
    with closing(open_index(Dataset(folder))) as con:
        count = table.write(_QUESTIONS[name](con, asked), _form(form), columns=_SHOWN[name])
    if form == "table":
        print(f"{count} rows" + (" (the first; --limit shows more)" if count == asked.limit else ""), file=sys.stderr)
    return 0


def claim(folder: Path, text: str, form: str) -> int:
    """``vifacts check --claim``: one verdict a fact, with the words of the articles."""
    _form(form)
    with closing(open_index(Dataset(folder))) as con:
        verdicts = check_claim(con, text)
    if form != "table":
        rows = ({"fact": v.fact, "answer": v.answer, **row} for v in verdicts for row in v.evidence or [{}])
        table.write(rows, _form(form))
        return 0
    for verdict in verdicts:
        print(f"{verdict.fact}: {verdict.answer}")
        table.write(verdict.evidence, "table", columns=_EVIDENCE)
    return 0


def query(folder: Path, sql: str, form: str) -> int:
    """``vifacts query``."""
    table.write(sql_query(Dataset(folder), sql), _form(form))
    return 0


def _form(form: str) -> Format:
    if form not in FORMATS:
        raise VifactsError("VF516", detail=f"{form} is none of {', '.join(FORMATS)}")
    return form
