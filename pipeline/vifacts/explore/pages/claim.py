"""The claim box: a sentence against the dataset."""

from __future__ import annotations

import threading
from dataclasses import asdict

from vifacts.errors import VifactsError
from vifacts.explore.site import Answer, Ask, Page, Rows
from vifacts.store.claim import Verdict, check_claim

#: The longest claim that is read, in characters.
LONGEST = 1000
_one = threading.Lock()  # spaCy's pipeline is not made for several threads


def load() -> None:
    """Load the extraction, which takes a second or two."""
    from vifacts.extract.pipeline import load as load_pipeline

    with _one:
        load_pipeline()


def claim(ask: Ask) -> Answer:
    """``/claim?text=``: the verdict on each figure and post of the claim; also as ``.json``."""
    text = (ask.args.get("text") or "")[:LONGEST]
    published = ask.args.get("published")
    verdicts: list[Verdict] = []
    error = None
    if text:
        load()
        ask.site.reader.begin()
        try:
            with _one:
                verdicts = check_claim(ask.con, text, published)
        except VifactsError as raised:
            error = raised
    if ask.parts.get("form"):
        if error is not None:
            raise error
        return Rows("claim", "json", [asdict(verdict) for verdict in verdicts])
    return Page("claim.html", {"text": text, "published": published or "", "verdicts": verdicts, "error": error})
