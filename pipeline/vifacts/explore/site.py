"""What all pages share: the request as a page sees it, the answers it can give, the templates."""

from __future__ import annotations

import hashlib
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from vifacts.explore.reader import Reader
from vifacts.explore.wording import LANGUAGES, Wording
from vifacts.outlets.registry import Registry
from vifacts.resources import shipped
from vifacts.store import table
from vifacts.store.dataset import Dataset

#: Where the files of static/ are served.
STATIC = "/-/vifacts/"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    "LICENSE": "text/plain; charset=utf-8",
}


@dataclass(frozen=True)
class Page:
    """HTML from a template."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True)
class Rows:
    """Rows as CSV or JSON; ``more`` is the address of the rows that follow."""

    name: str
    form: str
    rows: Iterable[Mapping[str, Any]]
    more: str | None = None


@dataclass(frozen=True)
class Plain:
    """Bytes that a browser does not run: shown as text or handed out as a file."""

    body: bytes
    type: str = "text/plain; charset=utf-8"
    file: str | None = None
    status: int = 200


@dataclass(frozen=True)
class Moved:
    """The page is at another address."""

    to: str


Answer = Page | Rows | Plain | Moved


class NotThereError(Exception):
    """There is no page at this address."""


class Arguments:
    """The query of an address; of several values of one name the last counts, empty ones do not, nor what comes after
    MOST characters."""

    MOST = 1000

    def __init__(self, query: str) -> None:
        try:
            given = parse_qsl(query, max_num_fields=50)
        except ValueError:  # more fields than any page has
            given = []
        self.pairs = [(k, v.strip()[: self.MOST]) for k, v in given if v.strip()]
        self._values = dict(self.pairs)

    def get(self, name: str) -> str | None:
        return self._values.get(name)

    def whole(self, name: str, default: int, most: int) -> int:
        """A whole number from 0 to ``most``; ``default`` where there is none."""
        value = self._values.get(name, "")
        return min(int(value), most) if value.isascii() and value.isdigit() and len(value) < 10 else default

    def with_(self, **changes: Any) -> str:
        """The query with some values changed (None drops one)."""
        kept = [(k, v) for k, v in self.pairs if k not in changes]
        return urlencode([*kept, *((k, v) for k, v in changes.items() if v is not None)])

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._values.items())


@dataclass(frozen=True)
class Ask:
    """One request: the parts of its address, its query, its language, a connection to the index."""

    site: Site
    con: sqlite3.Connection
    path: str
    parts: Mapping[str, str]
    args: Arguments
    t: Wording

    def kept(self, key: Any, make: Callable[[], Any]) -> Any:
        """See Reader.kept."""
        return self.site.reader.kept(key, make)


class Site:
    """A dataset as a site."""

    def __init__(self, dataset: Dataset, reader: Reader, database: str) -> None:
        self.dataset = dataset
        self.reader = reader
        self.database = database
        self.alone = False  # whether Datasette serves nothing else: then all other addresses are ours to refuse
        self.static = dict(_static())
        digest = hashlib.sha256(b"".join(body for _, body in sorted(self.static.items()))).hexdigest()
        self.version = digest[:12]
        self.env = Environment(
            loader=PackageLoader("vifacts.explore"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.env.globals.update(
            static=lambda name: f"{STATIC}{name}?v={self.version}",
            thing_address=thing_address,
            article_address=article_address,
            outlet=self.outlet,
            web_address=web_address,
            database=database,
            dataset_name=dataset.folder.resolve().name,
            languages=LANGUAGES,
        )
        self.env.filters["as_json"] = as_json
        self.env.filters["from_json"] = json.loads

    @cached_property
    def registry(self) -> Registry:
        """The outlets that ship with vifacts, those of the sample included, for their names."""
        return Registry.load(extra=[shipped("corpus/sample")])

    @cached_property
    def _names(self) -> dict[str, str]:
        return {one.id: one.name for one in self.registry}

    def outlet(self, outlet_id: str | None) -> str:
        """The name of an outlet, or its id where it is none of ours."""
        return self._names.get(outlet_id or "", outlet_id or "")

    def render(self, ask: Ask, page: Page) -> str:
        """A page as HTML."""
        t = ask.t
        template = self.env.get_template(page.template)
        return template.render(
            t=t,
            num=t.number,
            day=t.day,
            time=t.time,
            ask=ask,
            args=ask.args,
            here=ask.path,
            **{"status": page.status, **page.values},
        )

    def file(self, name: str) -> Plain:
        """A file of static/."""
        body = self.static.get(name)
        kind = next((kind for end, kind in _TYPES.items() if name.endswith(end)), None)
        if body is None or kind is None:
            raise NotThereError
        return Plain(body, kind)


def rows_as(rows: Rows) -> tuple[str, str]:
    """Rows as a text, and its type."""
    if rows.form == "csv":
        out = io.StringIO(newline="")
        table.write((dict(row) for row in rows.rows), "csv", out=out)
        return out.getvalue(), "text/csv; charset=utf-8"
    found = {"rows": list(rows.rows), "next": rows.more}
    return json.dumps(found, ensure_ascii=False), "application/json; charset=utf-8"


def _static() -> Iterator[tuple[str, bytes]]:
    for entry in files("vifacts.explore").joinpath("static").iterdir():
        inner = entry.iterdir() if entry.is_dir() else [entry]
        for one in inner:
            name = one.name if one is entry else f"{entry.name}/{one.name}"
            yield name, one.read_bytes()


def thing_address(key: str) -> str:
    """The page of a person, organisation, place or document, by its stable id."""
    kind, _, rest = key.partition("-")
    return f"/{kind}/{quote(rest, safe='')}"


def article_address(key: str, fact: str | None = None) -> str:
    """The page of an article, or of one fact in it."""
    return f"/article/{quote(key, safe='')}" + (f"#{quote(fact)}" if fact else "")


def web_address(url: str | None) -> str | None:
    """An address of the web that is safe to link; None for anything else (``javascript:`` and the like)."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


_BREAKS = {ord(c): f"\\u{ord(c):04x}" for c in "<>&'\u2028\u2029"}


def as_json(value: Any) -> Markup:
    """JSON that can stand in a ``script`` of type application/json, whatever texts are in it."""
    return Markup(re.sub("[<>&'\u2028\u2029]", lambda m: _BREAKS[ord(m[0])], json.dumps(value, ensure_ascii=False)))
