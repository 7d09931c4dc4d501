"""Files and folders that appear only when they are whole: written beside their place and renamed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from vifacts import __version__
from vifacts.errors import VifactsError

#: Says of a folder that an export made it, so that the next export may put another in its place.
MARK = "vifacts-export.json"


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A place to write a file that is then called ``path``; VF501 where it cannot be written."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if path.is_dir():
            raise VifactsError("VF501", str(path), detail="it is a folder")
        yield part
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise VifactsError("VF501", str(path), detail=error.strerror or error) from error
    finally:
        with suppress(OSError):
            part.unlink()


@contextmanager
def whole_folder(path: Path, form: str) -> Iterator[Path]:
    """A new folder that is then called ``path``, marked as an export of ``form``.

    A folder that stands there is replaced when it is empty or an export; VF541 for any other.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    old = path.with_name(f".{path.name}.{os.getpid()}.old")
    if path.exists() and not ((path / MARK).is_file() or (path.is_dir() and not any(path.iterdir()))):
        raise VifactsError("VF541", str(path))
    try:
        part.mkdir(parents=True)
        yield part
        mark = {"format": form, "vifacts": __version__}
        (part / MARK).write_text(json.dumps(mark) + "\n", encoding="utf-8")
        if path.exists():
            path.replace(old)
        part.replace(path)
    except OSError as error:
        if old.exists() and not path.exists():
            old.replace(path)
        raise VifactsError("VF501", str(path), detail=error.strerror or error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
