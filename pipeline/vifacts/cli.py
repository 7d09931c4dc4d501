"""The command line: one short function a command, no logic."""

from __future__ import annotations

import json
import sys
from datetime import datetime
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
        help="An address, .html, .txt, .jsonl, .warc (or their .gz), a folder of them or of a crawl, or -.",
        show_default=False,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", help="The file to write; without it, rows go to standard output.", show_default=False
    ),
]
Outlets = Annotated[
    list[str] | None,
    typer.Argument(metavar="OUTLET...", help="Ids of outlets; all where none is given.", show_default=False),
]
Directory = Annotated[Path, typer.Option("--directory", "-d", help="Where its files go.", show_default=False)]
Since = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The first day of publication.", show_default=False)
]
Until = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day of publication.", show_default=False)
]
Limit = Annotated[int | None, typer.Option(min=1, help="New articles of each outlet at most.", show_default=False)]
Contact = Annotated[
    str | None,
    typer.Option(help="Where who minds the crawl finds you (address or mail), for the User-Agent.", show_default=False),
]
Delay = Annotated[
    float | None,
    typer.Option(
        min=0, help="Seconds between two requests to a host (robots.txt may ask for more).", show_default=False
    ),
]
Private = Annotated[bool, typer.Option("--allow-private", help="Let it reach private and loopback addresses.")]
Party = Annotated[bool, typer.Option("--party", help="Leave out what is not on Party building.")]
Files = Annotated[
    list[Path] | None,
    typer.Option("--outlets", help="A further outlet file, or a folder of them.", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        print(f"vifacts {__version__}")
        raise typer.Exit


@app.command()
def read(inputs: Inputs, output: Out = None, contact: Contact = None, allow_private: Private = False) -> None:
    """Read pages, pasted texts and archives into articles (JSON Lines).

    \b
    Example: vifacts read saved-pages/ crawl.warc.gz -o articles.jsonl
    """
    from vifacts.run import batch

    raise typer.Exit(batch.read(inputs, output, contact=contact, allow_private=allow_private))


@app.command()
def extract(inputs: Inputs, output: Out = None) -> None:
    """Extract the facts of articles into records (JSON Lines).

    \b
    Example: vifacts extract articles.jsonl -o records.jsonl
    """
    from vifacts.run import batch

    raise typer.Exit(batch.extract(inputs, output))


@app.command()
def crawl(
    directory: Directory,
    outlets: Outlets = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    party: Party = False,
    delay: Delay = None,
    contact: Contact = None,
    allow_private: Private = False,
    files: Files = None,
    as_json: Json = False,
) -> None:
    """Crawl newspapers politely into an archive (WARC); a second run fetches what is new.

    \b
    Example: vifacts crawl baohaiduong baohatinh --since 2024-01-01 -d data
    """
    from vifacts.run import crawl as runner

    options = runner.options(since, until, limit, delay, contact, allow_private, party, files, as_json)
    raise typer.Exit(runner.crawl(outlets or [], directory, options))


@app.command()
def run(
    directory: Directory,
    outlets: Outlets = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    party: Party = False,
    delay: Delay = None,
    contact: Contact = None,
    allow_private: Private = False,
    files: Files = None,
    as_json: Json = False,
) -> None:
    """Crawl newspapers, read their articles, extract and store records; a second run adds nothing.

    \b
    Example: vifacts run baohaiduong --since 2024-01-01 -d data
    """
    from vifacts.run import crawl as runner
    from vifacts.run import whole

    options = runner.options(since, until, limit, delay, contact, allow_private, party, files, as_json)
    raise typer.Exit(whole.run(outlets or [], directory, options))


_outlets = typer.Typer(rich_markup_mode=None)
app.add_typer(_outlets, name="outlets")


@_outlets.callback(invoke_without_command=True)
def outlets(context: typer.Context, files: Files = None, as_json: Json = False) -> None:
    """List the newspapers that are described.

    \b
    Example: vifacts outlets --json
    """
    from vifacts.run import outlets as runner

    if context.invoked_subcommand is None:
        raise typer.Exit(runner.list_outlets(files or [], as_json=as_json))


@_outlets.command("check")
def outlets_check(
    names: Outlets = None,
    delay: Delay = None,
    contact: Contact = None,
    allow_private: Private = False,
    files: Files = None,
    as_json: Json = False,
) -> None:
    """Fetch a list page and three articles of each outlet and say what no longer fits, field by field.

    \b
    Example: vifacts outlets check baohaiduong
    """
    from vifacts.run.crawl import options
    from vifacts.run.outlets import check_outlets

    given = options(None, None, None, delay, contact, allow_private, False, files, as_json)
    raise typer.Exit(check_outlets(names or [], given))


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


Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="A dataset: the folder that has records/ in it.", show_default=False)
]
Form = Annotated[str, typer.Option("--format", "-f", help="table, csv (opens right in Excel) or jsonl.")]
Indicator = Annotated[
    str | None, typer.Option(help="An indicator's id, or words of what is counted.", show_default=False)
]
Holder = Annotated[
    str | None, typer.Option(help="Whose facts: an organisation, place or person by name or id.", show_default=False)
]
Person = Annotated[str | None, typer.Option(help="A person by name or id.", show_default=False)]
Place = Annotated[
    str | None, typer.Option(help="A place with all its units, by name or code (10891/2024).", show_default=False)
]
Outlet = Annotated[str | None, typer.Option(help="Articles of this outlet.", show_default=False)]
From = Annotated[str | None, typer.Option(help="Published on or after: 2024-06-05, 2024-06, 2024.", show_default=False)]
To = Annotated[str | None, typer.Option(help="Published on or before.", show_default=False)]
Least = Annotated[float | None, typer.Option("--min", help="Values from here on.", show_default=False)]
Most = Annotated[float | None, typer.Option("--max", help="Values up to here.", show_default=False)]
Target = Annotated[
    bool | None, typer.Option("--target/--no-target", help="Only plans, or only results.", show_default=False)
]
Words = Annotated[
    str | None, typer.Option("--text", help="Words of the sentence, with or without diacritics.", show_default=False)
]
Rows = Annotated[int, typer.Option(min=1, help="The most rows.")]


@app.command()
def index(folder: Folder) -> None:
    """Make the index of a dataset from its records, or bring it up to date.

    \b
    Example: vifacts index my-dataset
    """
    from vifacts.store import commands

    raise typer.Exit(commands.index(folder))


@app.command()
def verify(folder: Folder) -> None:
    """Read a dataset again: schema, offsets, grounding, digests.

    \b
    Example: vifacts verify my-dataset
    """
    from vifacts.store import commands

    raise typer.Exit(commands.verify(folder))


@app.command()
def check(
    folder: Folder,
    claim: Annotated[str | None, typer.Option(help="A claim in words, checked instead.", show_default=False)] = None,
    form: Form = "table",
    limit: Rows = 50,
) -> None:
    """List what contradicts each other across articles, worst first; or check a claim.

    \b
    Example: vifacts check my-dataset --claim "Đảng bộ xã Đông Kinh có 412 đảng viên"
    """
    from vifacts.store import commands
    from vifacts.store.query import Filter

    if claim is not None:
        raise typer.Exit(commands.claim(folder, claim, form))
    raise typer.Exit(commands.question("conflicts", folder, Filter(limit=limit), form))


@app.command()
def figures(
    folder: Folder,
    indicator: Indicator = None,
    holder: Holder = None,
    place: Place = None,
    outlet: Outlet = None,
    since: From = None,
    until: To = None,
    least: Least = None,
    most: Most = None,
    target: Target = None,
    text: Words = None,
    form: Form = "table",
    limit: Rows = 1000,
) -> None:
    """List figures with the sentences that say them.

    \b
    Example: vifacts figures my-dataset --place "Hải Phòng" --indicator "đảng viên" --since 2025 -f csv > figures.csv
    """
    from vifacts.store import commands
    from vifacts.store.query import Filter

    asked = Filter(indicator, holder, None, place, outlet, since, until, least, most, target, text, None, limit)
    raise typer.Exit(commands.question("figures", folder, asked, form))


@app.command()
def people(
    folder: Folder,
    person: Person = None,
    holder: Holder = None,
    place: Place = None,
    outlet: Outlet = None,
    since: From = None,
    until: To = None,
    text: Words = None,
    form: Form = "table",
    limit: Rows = 1000,
) -> None:
    """List persons with their posts.

    \b
    Example: vifacts people my-dataset --place "Cẩm Giàng"
    """
    from vifacts.store import commands
    from vifacts.store.query import Filter

    asked = Filter(None, holder, person, place, outlet, since, until, text=text, limit=limit)
    raise typer.Exit(commands.question("people", folder, asked, form))


@app.command()
def roles(
    folder: Folder,
    person: Person = None,
    holder: Holder = None,
    place: Place = None,
    outlet: Outlet = None,
    since: From = None,
    until: To = None,
    text: Words = None,
    form: Form = "table",
    limit: Rows = 1000,
) -> None:
    """List who holds which post, a person's posts through time.

    \b
    Example: vifacts roles my-dataset --person "Hoàng Văn Nam"
    """
    from vifacts.store import commands
    from vifacts.store.query import Filter

    asked = Filter(None, holder, person, place, outlet, since, until, text=text, limit=limit)
    raise typer.Exit(commands.question("roles", folder, asked, form))


@app.command()
def conflicts(
    folder: Folder,
    kind: Annotated[str, typer.Option(help="conflict, rounding, changed, agree or copy.")] = "conflict",
    indicator: Indicator = None,
    holder: Holder = None,
    place: Place = None,
    outlet: Outlet = None,
    since: From = None,
    until: To = None,
    least: Least = None,
    most: Most = None,
    target: Target = None,
    text: Words = None,
    form: Form = "table",
    limit: Rows = 1000,
) -> None:
    """List pairs of facts that contradict each other (or agree, round, changed, were copied), worst first.

    \b
    Example: vifacts conflicts my-dataset --place "Hải Phòng" --since 2025-07 -f csv > conflicts.csv
    """
    from vifacts.store import commands
    from vifacts.store.query import Filter

    asked = Filter(indicator, holder, None, place, outlet, since, until, least, most, target, text, kind, limit)
    raise typer.Exit(commands.question("conflicts", folder, asked, form))


@app.command()
def query(
    folder: Folder,
    sql: Annotated[
        str, typer.Argument(metavar="SQL", help="A SELECT over the tables of the records.", show_default=False)
    ],
    form: Form = "table",
) -> None:
    """Answer SQL over the records (DuckDB).

    \b
    Example: vifacts query my-dataset "SELECT indicator, count(*) FROM figure GROUP BY 1 ORDER BY 2 DESC"
    """
    from vifacts.store import commands

    raise typer.Exit(commands.query(folder, sql, form))


@app.command()
def export(
    folder: Folder,
    form: Annotated[
        str,
        typer.Option(
            "--to",
            help="parquet, huggingface, docbin, label-studio, doccano or ftm (FollowTheMoney).",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The folder to write (of ftm: the file).", show_default=False)
    ],
    place: Place = None,
    outlet: Outlet = None,
    since: From = None,
    until: To = None,
) -> None:
    """Export a dataset for other tools; with filters, the articles they take.

    \b
    Example: vifacts export my-dataset --to label-studio --since 2025-07 -o tasks
    """
    from vifacts.store import exports
    from vifacts.store.query import Filter

    asked = Filter(place=place, outlet=outlet, since=since, until=until)
    raise typer.Exit(exports.export(folder, form, output, asked))


@app.command("import")
def import_(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="What the annotation tool exported.", show_default=False)
    ],
    form: Annotated[str, typer.Option("--from", help="label-studio or doccano.", show_default=False)],
    output: Out = None,
    predictions: Annotated[
        bool, typer.Option("--predictions", help="Take the pre-annotations of tasks that nobody annotated, too.")
    ] = False,
) -> None:
    """Read annotations back as gold, for evaluate and train.

    \b
    Example: vifacts import project-1.json --from label-studio -o gold.jsonl
    """
    from vifacts.evaluate import annotated

    raise typer.Exit(annotated.run(files, form, output, predictions=predictions))


@app.command()
def explore(
    folder: Folder,
    host: Annotated[
        str, typer.Option(help="Where to listen; elsewhere than on loopback needs a password.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes any free one.")] = 8470,
    password_file: Annotated[
        Path | None,
        typer.Option(help="A file with the password, or its scrypt line (else VIFACTS_PASSWORD).", show_default=False),
    ] = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Serve the pages of a dataset: search, articles with their facts, plots, conflicts.

    \b
    Example: vifacts explore my-dataset --open
    """
    from vifacts.explore import serve

    raise typer.Exit(serve.explore(folder, host, port, password_file, open_browser=open_browser))


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
