"""One function over many articles, in order, with what goes wrong reported and the rest going on."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from vifacts.errors import VifactsError
from vifacts.record import Article, encode
from vifacts.run.output import Output


def read(inputs: Iterable[str], out: Path | None, *, contact: str | None = None, allow_private: bool = False) -> int:
    """Write the articles of ``inputs`` to ``out``; the exit status: 0, or 1 when an input was bad."""
    return _run("read", inputs, out, encode, contact, allow_private)


def extract(inputs: Iterable[str], out: Path | None) -> int:
    """Write the records of ``inputs`` to ``out``; the exit status: 0, or 1 when an input was bad."""
    from vifacts.extract.pipeline import extractor

    record_of = extractor()
    return _run("extracted", inputs, out, lambda article: encode(record_of(article)))


def _run(
    done: str,
    inputs: Iterable[str],
    out: Path | None,
    convert: Callable[[Article], bytes],
    contact: str | None = None,
    allow_private: bool = False,
) -> int:
    from vifacts.run.sources import read_sources

    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    began = time.perf_counter()
    with (
        Output(out) as output,
        Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar,
    ):
        task = bar.add_task(done, total=None)
        for item in read_sources(inputs, contact=contact, allow_private=allow_private):
            if isinstance(item, VifactsError):
                output.error(item)
                continue
            try:
                row = convert(item)
            except VifactsError as error:
                output.error(error)
            except Exception as error:  # one article must not end the batch; the error names it
                where = (item.source and item.source.path) or item.url or item.id
                output.error(VifactsError("VF502", where, detail=f"{type(error).__name__}: {error}", id=item.id))
            else:
                output.write(row)
                bar.update(task, description=f"{done} {output.rows}")
    seconds = time.perf_counter() - began
    rate = output.rows / seconds if seconds else 0.0
    failed = f", {len(output.errors)} failed" if output.errors else ""
    print(f"{done} {output.rows} articles{failed} in {seconds:.1f} s ({rate:.0f} a second)", file=sys.stderr)
    return 1 if output.errors else 0
