"""The command ``vifacts`` itself; its commands are added by the other modules."""

from __future__ import annotations

from typing import Annotated

import typer

from vifacts import __version__

app = typer.Typer(
    name="vifacts",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Checkable facts from Vietnamese newspapers on Party building.",
)


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        print(f"vifacts {__version__}")
        raise typer.Exit
