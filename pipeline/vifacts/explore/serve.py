"""Serves a dataset: ``vifacts explore``, and the same in a thread for demonstrations and tests."""

from __future__ import annotations

import sys
import threading
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from vifacts.errors import VifactsError
from vifacts.explore import plugin
from vifacts.explore.guard import Guard, Password, is_loopback, password_of
from vifacts.explore.pages import warm
from vifacts.explore.reader import Reader
from vifacts.explore.site import Site
from vifacts.store.dataset import Dataset
from vifacts.store.index import open_index

PORT = 8470
#: What Datasette's own pages may do: a second a query, 1,000 rows, 30 MB a CSV file.
SETTINGS = {
    "sql_time_limit_ms": 1000,
    "max_returned_rows": 1000,
    "max_csv_mb": 30,
    "num_sql_threads": 1,  # the threads of the reader do the work
    "allow_download": False,
    "suggest_facets": False,
    "default_cache_ttl": 0,
}
#: Tables that are of use to the index alone.
_HIDDEN = (
    "copy_edge", "dirty", "line", "meta", "person_key", "shard", "sketch", "stock", "article_search", "entity_search",
)  # fmt: skip


class _Index(Database):  # type: ignore[misc]
    """The index as Datasette's database, read by the threads of the Reader."""

    def __init__(self, datasette: Any, path: Path, reader: Reader) -> None:
        super().__init__(datasette, str(path), is_mutable=True)
        self.reader = reader

    async def execute_fn(self, fn: Any) -> Any:
        """Run ``fn`` with a connection of the Reader."""
        return await self.reader.run(fn, 30)


def application(folder: Path, password: Password | None = None) -> tuple[Guard, Site]:
    """The ASGI application of the dataset in ``folder``, and its site. VF503, VF507 without an index."""
    dataset = Dataset(folder)
    open_index(dataset).close()
    if not pm.is_registered(plugin):  # a checkout whose entry points are older
        pm.register(plugin, "vifacts")
    tables = {name: {"hidden": True} for name in _HIDDEN}
    metadata = {"title": "vifacts", "databases": {dataset.index.stem: {"tables": tables}}}
    datasette = Datasette([str(dataset.index)], settings=SETTINGS, metadata=metadata)
    site: Site | None = plugin.site_of(datasette)
    assert site is not None
    site.alone = True
    name = site.database
    datasette.remove_database(name)
    datasette.add_database(_Index(datasette, dataset.index, site.reader), name=name)
    site.reader.prepare = lambda con: datasette._prepare_connection(con, name)
    return Guard(datasette.app(), password), site


def explore(folder: Path, host: str, port: int, password_file: Path | None, *, open_browser: bool = False) -> int:
    """``vifacts explore``: serve until interrupted. Listening elsewhere than on loopback needs a password (VF521)."""
    password = password_of(password_file)
    if password is None and not is_loopback(host):
        raise VifactsError("VF521", host=host)
    with serving(folder, host, port, password) as address:
        print(f"{address}  (Ctrl-C ends it)", file=sys.stderr, flush=True)
        if open_browser:
            webbrowser.open(address)
        with suppress(KeyboardInterrupt):
            while True:
                time.sleep(3600)
    return 0


@contextmanager
def serving(folder: Path, host: str = "127.0.0.1", port: int = 0, password: Password | None = None) -> Iterator[str]:
    """Serve the dataset in ``folder`` as long as the block runs; gives its address ("http://127.0.0.1:8470/"). Port 0
    takes any free one; VF523 where it cannot listen."""
    app, site = application(folder, password)
    config = uvicorn.Config(
        app, host=host, port=port, log_level="warning", access_log=False, server_header=False, lifespan="on"
    )
    try:
        socket = _listen(config)
    except OSError as error:
        raise VifactsError("VF523", host=host, port=port, detail=error.strerror) from error
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
    thread.start()
    threading.Thread(target=warm, args=(site,), daemon=True).start()
    try:
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        shown = f"[{host}]" if ":" in host else host
        yield f"http://{shown}:{socket.getsockname()[1]}/"
    finally:
        server.should_exit = True
        thread.join(10)
        site.reader.close()


def _listen(config: uvicorn.Config) -> Any:
    import socket

    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    # the protocol named, asyncio turns Nagle's algorithm off
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((config.host, config.port))
        made.listen(128)
    except OSError:
        made.close()
        raise
    return made
