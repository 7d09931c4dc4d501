"""Rows for people and programs: a table, CSV, JSON Lines."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from typing import IO, Any, Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

Format = Literal["table", "csv", "jsonl"]
FORMATS: tuple[Format, ...] = ("table", "csv", "jsonl")
#: What a spreadsheet would run as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(
    rows: Iterable[dict[str, Any]], form: Format = "table", *, columns: Sequence[str] = (), out: IO[str] | None = None
) -> int:
    """Write ``rows`` to ``out`` (standard output) and return their number.

    ``columns`` are shown in a table (all without it); CSV and JSON Lines have every column. CSV begins with a byte order
    mark and ends its lines with CR LF, so that Excel reads it as UTF-8; texts that a spreadsheet would take for a formula
    get an apostrophe.
    """
    stream = sys.stdout if out is None else out
    if form == "jsonl":
        count = 0
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
        return count
    return _csv(rows, stream) if form == "csv" else _table(rows, columns, stream)


def _csv(rows: Iterable[dict[str, Any]], stream: IO[str]) -> int:
    count = 0
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in rows:
        if count == 0:
            stream.write("\ufeff")
            writer.writerow(row)
        writer.writerow([_cell(value) for value in row.values()])
        count += 1
    return count


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return "'" + value if value.startswith(_FORMULA) and not _is_number(value) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True


def _table(rows: Iterable[dict[str, Any]], columns: Sequence[str], stream: IO[str]) -> int:
    console = Console(file=stream, highlight=False, soft_wrap=False, width=None if stream.isatty() else 160)
    table: Table | None = None
    count = 0
    for row in rows:
        names = [name for name in columns if name in row] or list(row)
        if table is None:
            table = Table(box=None, pad_edge=False, header_style="bold")
            for name in names:
                table.add_column(name.replace("_", " "), overflow="fold")
        table.add_row(*(Text("" if row[name] is None else _shown(row[name])) for name in names))
        count += 1
    if table is not None:
        console.print(table)
    return count


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float):
        return f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"
    return str(value)
