"""Tables and progress of commands: with rich on a terminal, as plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from vifacts.language.normalise import nfc

#: Seconds between two lines of an outlet where progress is plain lines.
QUIET = 10.0

#: Says of a name how much is done, of how many (null: not known), and in words.
Tell = Callable[[str, int, int | None, str], None]


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]], console: Console | None = None) -> None:
    """A table on standard output; cells are text, never markup. Columns of numbers stand to the right."""
    console = console or Console()
    numeric = [bool(rows) and all(row[n].strip().isdigit() for row in rows) for n in range(len(columns))]
    if console.is_terminal:
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for name, right in zip(columns, numeric, strict=True):
            table.add_column(name, overflow="fold", justify="right" if right else "left")
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        console.print(table)
        return
    widths = [max(len(nfc(line[n])) for line in (columns, *rows)) for n in range(len(columns))]
    for line in (columns, *rows):
        cells = (
            nfc(cell).rjust(width) if right else nfc(cell).ljust(width)
            for cell, width, right in zip(line, widths, numeric, strict=True)
        )
        console.print(Text("  ".join(cells).rstrip()), soft_wrap=True)


@contextmanager
def progress(console: Console | None = None) -> Iterator[Tell]:
    """Progress on standard error as long as the block runs, a bar a name; gives the function that tells it.

    Where standard error is no terminal, a line a name, at most one in ``QUIET`` seconds.
    """
    console = console or Console(stderr=True)
    if not console.is_terminal:
        told: dict[str, float] = {}

        def line(name: str, done: int, total: int | None, words: str) -> None:
            now = time.monotonic()
            if now - told.setdefault(name, now) >= QUIET:
                told[name] = now
                of = "" if total is None else f"/{total}"
                console.print(Text(f"{name}: {done}{of} {words}"), soft_wrap=True)

        yield line
        return
    columns = (
        TextColumn("{task.fields[name]}", markup=False),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TextColumn("{task.fields[words]}", markup=False),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bars:
        tasks = {}

        def bar(name: str, done: int, total: int | None, words: str) -> None:
            if name not in tasks:
                tasks[name] = bars.add_task(name, total=None, name=name, words="")
            bars.update(tasks[name], completed=done, total=total, words=words)

        yield bar
