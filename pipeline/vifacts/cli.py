"""The command line: one short function a command, no logic."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from vifacts import __version__
from vifacts.errors import VifactsError

app = typer.Typer(
    name="vifacts",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Checkable facts from Vietnamese newspapers on Party building.",
)

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help=".html, .txt, .jsonl, .warc (or their .gz), a folder of them, or - for standard input.",
        show_default=False,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", help="The file to write; without it, rows go to standard output.", show_default=False
    ),
]


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        print(f"vifacts {__version__}")
        raise typer.Exit


@app.command()
def read(inputs: Inputs, output: Out = None) -> None:
    """Read pages, pasted texts and archives into articles (JSON Lines).

    \b
    Example: vifacts read saved-pages/ crawl.warc.gz -o articles.jsonl
    """
    from vifacts.run import batch

    raise typer.Exit(batch.read(inputs, output))


@app.command()
def extract(inputs: Inputs, output: Out = None) -> None:
    """Extract the facts of articles into records (JSON Lines).

    \b
    Example: vifacts extract articles.jsonl -o records.jsonl
    """
    from vifacts.run import batch

    raise typer.Exit(batch.extract(inputs, output))


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Annotated articles.", show_default=False)],
    records: Annotated[Path, typer.Argument(metavar="RECORDS.jsonl", help="What was extracted.", show_default=False)],
    errors: Annotated[str | None, typer.Option(help="List the errors of this kind ('all' for all).")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Errors listed of each kind.")] = 60,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
) -> None:
    """Score records against gold: precision, recall, F1 by kind of fact.

    \b
    Example: vifacts evaluate gold.jsonl records.jsonl --errors figure
    """
    from vifacts.evaluate import evaluate as score
    from vifacts.evaluate import read_gold, read_records, report

    scores = score(read_gold(gold), read_records(records))
    print(json.dumps(report.as_json(scores), ensure_ascii=False) if as_json else report.table(scores))
    if errors:
        print(report.error_list(scores, None if errors == "all" else errors, limit))


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record.

    \b
    Example: vifacts schema > record.schema.json
    """
    from vifacts.record import schema_text

    print(schema_text(), end="")


@app.command()
def demo(
    directory: Annotated[Path, typer.Option("--directory", "-d", help="Where its files go.")] = Path("vifacts-demo"),
) -> None:
    """Show the whole way on two sample newspapers, from their sites to what does not add up.

    \b
    Example: vifacts demo -d /tmp/vifacts-demo
    """
    from vifacts.run.demo import demo as run

    raise typer.Exit(run(directory))


def main() -> None:
    """The command ``vifacts``; an error of its own catalogue ends it with status 1."""
    try:
        app()
    except VifactsError as error:
        print(error, file=sys.stderr)
        raise SystemExit(1) from None
    except BrokenPipeError:  # the reader of our output went away: not our error
        sys.stderr.close()
        raise SystemExit(0) from None
