"""Commands on datasets: index, verify, check, the listings, query, export and import, explore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vifacts.cli.app import app
from vifacts.cli.options import Out

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
