"""Arguments and options that several commands take."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

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
