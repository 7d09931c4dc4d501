"""Exports of a dataset for the tools people use: one module a format, named in ``FORMATS``.

An export takes the records that count, with the stable ids, copies and corrections of the index, and appears only when
it is whole. What comes back from annotation tools is read here, too, and made gold in ``evaluate/annotated.py``.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from vifacts.errors import VifactsError
from vifacts.store.dataset import Dataset
from vifacts.store.exports.source import opened
from vifacts.store.query import Filter

#: Name of a format -> its module, which has ``export(source, out) -> int`` (the number of articles written).
FORMATS: dict[str, str] = {
    "parquet": "vifacts.store.exports.parquet",
    "huggingface": "vifacts.store.exports.huggingface",
    "docbin": "vifacts.store.exports.docbin",
    "label-studio": "vifacts.store.exports.label_studio",
    "doccano": "vifacts.store.exports.doccano",
    "ftm": "vifacts.store.exports.ftm",
}


def export(folder: Path, form: str, out: Path, asked: Filter) -> int:
    """``vifacts export``: the exit status, 1 where lines of the dataset are no records (the rest is there).

    VF540 for a format that there is not, VF541 where ``out`` is a folder of something else, VF516 for a filter that is
    not understood.
    """
    if form not in FORMATS:
        raise VifactsError("VF540", name=form, formats=", ".join(FORMATS))
    with opened(Dataset(folder), asked) as source:
        count = import_module(FORMATS[form]).export(source, out)
        errors = source.errors
    for error in errors:
        print(error, file=sys.stderr)
    print(f"{count} articles in {out}", file=sys.stderr)
    return 1 if errors else 0
