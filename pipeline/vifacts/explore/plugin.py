"""The Datasette plug-in: in any Datasette that serves the index of a dataset, the pages are there beside its tables.

Elsewhere it does nothing. ``vifacts explore`` (serve.py) starts such a Datasette with what safety asks for.
"""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import unquote
from weakref import WeakKeyDictionary

from datasette import Response, hookimpl

from vifacts.errors import VifactsError
from vifacts.explore import pages
from vifacts.explore.reader import MOST_BYTES, Reader
from vifacts.explore.site import STATIC, Answer, Arguments, Ask, Moved, NotThereError, Page, Plain, Rows, Site, rows_as
from vifacts.explore.wording import LANGUAGES, Wording
from vifacts.store.dataset import Dataset
from vifacts.store.index import open_index

#: The cookie that remembers the language, for a year.
COOKIE = "vifacts_language"
_YEAR = 365 * 24 * 3600
_SAME = "default-src 'none'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
#: Of our pages: nothing inline runs. Datasette's own pages have scripts and styles in them.
OURS = f"{_SAME}; script-src 'self'; style-src 'self'"
THEIRS = f"{_SAME}; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'"
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_log = logging.getLogger("vifacts.explore")
_sites: WeakKeyDictionary[Any, Site | None] = WeakKeyDictionary()
_F = TypeVar("_F")


def _hook(function: _F) -> _F:
    return cast(_F, hookimpl(function))


def site_of(datasette: Any) -> Site | None:
    """The site of the first dataset whose index ``datasette`` serves."""
    if datasette not in _sites:
        _sites[datasette] = None
        for name, database in datasette.databases.items():
            dataset = database.path and _dataset(Path(database.path))
            if dataset:
                _sites[datasette] = Site(dataset, Reader(dataset), name)
                break
    return _sites[datasette]


def _dataset(path: Path) -> Dataset | None:
    try:
        dataset = Dataset(path.parent)
        if dataset.index.samefile(path):
            open_index(dataset).close()
            return dataset
    except (VifactsError, OSError):
        pass
    return None


@_hook
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """Our pages; they come before Datasette's own."""
    site = site_of(datasette)
    if site is None:
        return []
    routes = [(rf"^{re.escape(STATIC)}(?P<name>[^?]+)$", _static(site))]
    routes += [(pattern, _view(site, page)) for pattern, page in pages.ROUTES]
    if site.alone:
        theirs = rf"{re.escape(site.database)}(?:[/.?]|$)|-/static/|favicon\.ico$"
        routes.append((rf"^/(?!{theirs})", _view(site, _nothing)))
    return routes


def _nothing(_ask: Ask) -> Answer:
    raise NotThereError


def _static(site: Site) -> Callable[..., Awaitable[Response]]:
    async def view(request: Any) -> Response:
        try:
            file = site.file(request.url_vars["name"])
        except NotThereError:
            return Response.text("404", status=404)
        headers = {"cache-control": "public, max-age=31536000, immutable"}
        return Response(file.body, 200, headers, content_type=file.type)

    return view


def _view(site: Site, page: Callable[[Ask], Answer]) -> Callable[..., Awaitable[Response]]:
    async def view(request: Any) -> Response:
        args = Arguments(request.query_string)
        asked = args.get("lang")
        chosen = asked if asked in LANGUAGES else request.cookies.get(COOKIE)
        language = chosen if chosen in LANGUAGES else LANGUAGES[0]
        parts = {name: unquote(value) for name, value in request.url_vars.items() if value is not None}

        def work(con: sqlite3.Connection) -> Response:
            return answer(Ask(site, con, request.path, parts, args, Wording(language)), page)

        try:
            response = await site.reader.run(work)
        except VifactsError as error:
            response = Response.text(str(error), status=503)
        if asked in LANGUAGES:
            response.set_cookie(COOKIE, asked, max_age=_YEAR, httponly=True)
        return response

    return view


def answer(ask: Ask, page: Callable[[Ask], Answer]) -> Response:
    """What ``page`` answers; errors become pages, too."""
    try:
        found = page(ask)
        if isinstance(found, Rows):
            body, kind = rows_as(found)
            headers = {"content-disposition": f'attachment; filename="{found.name}.csv"'} if found.form == "csv" else {}
            return Response(body, 200, {**_CSP, **headers}, content_type=kind)
        if isinstance(found, Plain):
            headers = {"content-disposition": f'attachment; filename="{found.file}"'} if found.file else {}
            return Response(found.body, found.status, {**_CSP, **headers}, content_type=found.type)
        if isinstance(found, Moved):
            return Response.redirect(found.to)
        return Response.html(ask.site.render(ask, found), found.status, dict(_CSP))
    except NotThereError:
        return _error(ask, 404, ask.t("error.not_there"))
    except VifactsError as error:
        return _error(ask, 503 if error.code == "VF524" else 400, f"{error.code}: {error.detail}")
    except sqlite3.OperationalError:
        if ask.site.reader.late():
            late = VifactsError("VF524", seconds=f"{ask.site.reader.seconds:g}")
            return _error(ask, 503, f"{late.code}: {late.detail}")
        return _fault(ask)
    except Exception:
        return _fault(ask)


def _fault(ask: Ask) -> Response:
    _log.exception("fault in %s", ask.path)
    return _error(ask, 500, ask.t("error.fault"))


_CSP = {"content-security-policy": OURS, "cache-control": "no-cache"}


def _error(ask: Ask, status: int, message: str) -> Response:
    if ask.path.endswith((".json", ".csv")) or ask.path == "/suggest":
        return Response.json({"error": message}, status, dict(_CSP))
    page = Page("error.html", {"message": message, "title": ask.t(f"error.{status}")}, status)
    return Response.html(ask.site.render(ask, page), status, dict(_CSP))


@_hook
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """Headers of safety on every answer, Datasette's own ones included."""

    def wrap(app: Any) -> Any:
        if site_of(datasette) is None:
            return app

        async def wrapped(scope: Any, receive: Any, send: Any) -> None:
            async def with_headers(message: Any) -> None:
                if message["type"] == "http.response.start":
                    headers = list(message.get("headers", []))
                    there = {name.lower() for name, _ in headers}
                    for name, value in {"content-security-policy": THEIRS, **_HEADERS}.items():
                        if name.encode() not in there:
                            headers.append((name.encode(), value.encode()))
                    message = {**message, "headers": headers}
                await send(message)

            await app(scope, receive, with_headers)

        return wrapped

    return wrap


@_hook
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Any) -> None:
    """No query of the index may make a text of a gigabyte, or attach another file."""
    site = site_of(datasette)
    if site is None or site.database != database:
        return
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_BYTES)
    conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)


@_hook
def menu_links(datasette: Any) -> list[dict[str, str]]:
    """The way back from Datasette's pages."""
    return [{"href": "/", "label": "vifacts"}] if site_of(datasette) else []
