"""Commands from newspapers to records: read, extract, crawl, run, outlets."""

from __future__ import annotations

import typer

from vifacts.cli.app import app
from vifacts.cli.options import (
    Contact,
    Delay,
    Directory,
    Files,
    Inputs,
    Json,
    Limit,
    Out,
    Outlets,
    Party,
    Private,
    Since,
    Until,
)


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
