"""Commands about vifacts itself: evaluate, train, schema, demo."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from vifacts.cli.app import app
from vifacts.cli.options import Json


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Annotated articles.", show_default=False)],
    records: Annotated[Path, typer.Argument(metavar="RECORDS.jsonl", help="What was extracted.", show_default=False)],
    errors: Annotated[str | None, typer.Option(help="List the errors of this kind ('all' for all).")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Errors listed of each kind.")] = 60,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
    tagger: Annotated[
        Path | None,
        typer.Option(
            "--with-tagger",
            metavar="MODEL_DIR",
            help="Score a second time, with the articles of RECORDS extracted by rules and this tagger.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Score records against gold: precision, recall, F1 by kind of fact.

    \b
    Example: vifacts evaluate gold.jsonl records.jsonl --errors figure
    """
    from vifacts.evaluate import evaluate as score
    from vifacts.evaluate import read_gold, read_records, report

    golds, compared = read_gold(gold), [read_records(records)]
    if tagger:
        from vifacts.evaluate.tagging import with_tagger

        compared.append(with_tagger(compared[0], str(tagger)))
    for one in compared:
        scores = score(golds, one)
        print(json.dumps(report.as_json(scores), ensure_ascii=False) if as_json else report.table(scores))
    if errors:
        print(report.error_list(scores, None if errors == "all" else errors, limit))


@app.command()
def train(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="ARTICLES...", help="Articles, those of the gold among them; as for read.", show_default=False
        ),
    ],
    gold: Annotated[
        list[Path], typer.Option("--gold", metavar="GOLD.jsonl", help="Annotations to learn from.", show_default=False)
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="MODEL_DIR", help="The folder to write.", show_default=False)
    ],
    held_out: Annotated[
        list[Path] | None,
        typer.Option(
            "--held-out", metavar="GOLD.jsonl", help="Annotations to score on and never learn from.", show_default=False
        ),
    ] = None,
    figures: Annotated[
        bool, typer.Option("--figures", help="Train the choice of subjects and holders of figures instead.")
    ] = False,
    teach: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="GOLD.jsonl",
            help="With --figures: made-up texts to learn from, which no score counts.",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Train the tagger of names, and score it against the rules on articles it has not learned from.

    \b
    Example: vifacts train articles.jsonl.gz --gold gold.jsonl -o tagger
    """
    from vifacts.evaluate import choosing, tagging

    if figures:
        raise typer.Exit(choosing.run(inputs, gold, held_out or [], output, taught=teach or [], as_json=as_json))
    raise typer.Exit(tagging.run(inputs, gold, held_out or [], output, as_json=as_json))


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
    explore: Annotated[
        bool | None,
        typer.Option(help="Serve the explorer at the end; by default on a terminal.", show_default=False),
    ] = None,
) -> None:
    """Show the whole way on two sample newspapers, from their sites to what does not add up and the explorer.

    \b
    Example: vifacts demo -d /tmp/vifacts-demo
    """
    from vifacts.run.demo import demo as run

    raise typer.Exit(run(directory, stay=sys.stdout.isatty() if explore is None else explore))
