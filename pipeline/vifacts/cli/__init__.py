"""The command line: one short function a command, no logic.

The modules add their commands in the order in which ``vifacts --help`` lists them.
"""

from __future__ import annotations

import sys

from vifacts.cli.app import app
from vifacts.errors import VifactsError

# isort: off
from vifacts.cli import newspapers, learning, datasets  # noqa: F401
# isort: on

__all__ = ["app", "main"]


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
