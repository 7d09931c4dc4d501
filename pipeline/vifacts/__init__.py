"""Checkable facts from Vietnamese newspapers on Party building."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Article", "Record", "VifactsError", "__version__", "extract", "load"]

if TYPE_CHECKING:
    from vifacts.errors import VifactsError
    from vifacts.extract.pipeline import extract, load
    from vifacts.record import Article, Record

# spaCy takes a second to import: only who extracts pays for it
_PUBLIC = {
    "Article": "vifacts.record",
    "Record": "vifacts.record",
    "VifactsError": "vifacts.errors",
    "load": "vifacts.extract.pipeline",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "extract":  # the folder, which can be called
        return import_module("vifacts.extract")
    if name in _PUBLIC:
        return getattr(import_module(_PUBLIC[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
