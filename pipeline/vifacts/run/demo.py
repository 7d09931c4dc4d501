"""The whole way on two sample newspapers: serve, crawl, archive, read, extract, store, check, explore."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, suppress
from importlib.resources import as_file
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from vifacts.check.across import copies, disagreements
from vifacts.crawl import crawl
from vifacts.crawl.report import CrawlReport
from vifacts.crawl.report import Progress as Step
from vifacts.errors import VifactsError
from vifacts.explore.serve import PORT, serving
from vifacts.extract.pipeline import extractor, load
from vifacts.outlets.registry import Registry
from vifacts.pages.inputs import read_inputs
from vifacts.record import Article, Record, encode
from vifacts.resources import shipped
from vifacts.run import show
from vifacts.run.output import Output
from vifacts.run.serve import serve
from vifacts.store.dataset import Dataset
from vifacts.store.index import index

#: Where the sample newspapers listen if they can, so that a second run knows the addresses of the first.
FIRST_PORT = 48931
#: Seconds between two requests: both sites are ours and on loopback.
DELAY = 0.02
#: The shard of the demonstration's records: a second run replaces it.
SHARD = "sample.jsonl"

T = TypeVar("T")


def demo(directory: Path, console: Console | None = None, *, stay: bool = False) -> int:
    """Run the demonstration into ``directory``; the exit status: 0, or 1 when a page could not be read.

    ``stay`` serves the explorer at the end until it is interrupted.
    """
    printer = show.Printer(console or Console())
    directory.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        sample = stack.enter_context(as_file(shipped("corpus/sample")))
        registry, bases = Registry.load(extra=[sample]), {}
        for n, folder in enumerate(sorted(p for p in sample.iterdir() if p.joinpath("outlet.toml").is_file())):
            host = stack.enter_context(serve(folder, FIRST_PORT + n))
            registry = registry.with_host(folder.name, host)
            bases[folder.name] = f"http://{host}/"
        report = _crawl(printer, registry, bases, directory)
    # Newspapers in the order of their files, the pages of each in the order of the crawl: the same every time.
    articles, errors = _articles(printer, report, registry)
    records = _records(printer, articles, directory)
    _show(printer, records)
    _end(printer, directory, records, errors)
    _explore(printer, directory, stay)
    return 1 if errors or report.failed else 0


@contextmanager
def _bar(printer: show.Printer, what: str) -> Iterator[Callable[[int, int | None], None]]:
    """A progress bar on a terminal, nothing elsewhere; gives a function of (done, of)."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}"))
    with Progress(*columns, console=printer.console, transient=True, disable=not printer.console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _each(items: Sequence[T], step: Callable[[int, int | None], None]) -> Iterable[T]:
    for n, item in enumerate(items):
        step(n, len(items))
        yield item


def _crawl(printer: show.Printer, registry: Registry, bases: dict[str, str], directory: Path) -> CrawlReport:
    printer.heading("Two sample newspapers on loopback, crawled as their robots.txt allows")
    for outlet, base in bases.items():
        printer.line(f"  {registry.get(outlet).name}: {base}")
    done: dict[str, tuple[int, int]] = {}
    with _bar(printer, "crawling") as step:

        def progress(at: Step) -> None:
            done[at.outlet] = (at.new, at.new + at.waiting)
            step(sum(n for n, _ in done.values()), sum(m for _, m in done.values()))

        report = crawl(
            [registry.get(outlet) for outlet in bases],
            directory,
            bases=bases,
            allow_private=True,
            delay=DELAY,
            progress=progress,
        )
    printer.table(
        ("outlet", "new", "changed", "unchanged", "skipped", "failed"),
        ((registry.get(o).name, *(f"{count} {name}" for name, count in report.counts(o).items())) for o in bases),
    )
    for error in report.errors:
        printer.line(f"  {error}")
    return report


def _articles(
    printer: show.Printer, report: CrawlReport, registry: Registry
) -> tuple[list[Article], list[VifactsError]]:
    """The articles of the archive, the newest version of each, in order; and what could not be read."""
    newest: dict[str, Article] = {}
    errors = []
    with _bar(printer, "reading") as step:
        for item in read_inputs(sorted(report.archives), registry=registry):
            if isinstance(item, VifactsError):
                errors.append(item)
                printer.line(f"  {item}")
            else:
                newest[item.id] = item
            step(len(newest), None)
    return list(newest.values()), errors


def _records(printer: show.Printer, articles: Sequence[Article], directory: Path) -> list[Record]:
    """The records of ``articles``, also written to ``directory`` as a dataset with its index."""
    with Output(directory / "articles.jsonl") as out:
        for article in articles:
            out.write(encode(article))
    dataset = Dataset(directory, create=True)
    with _bar(printer, "extracting") as step:
        load()
        records = list(map(extractor(), _each(articles, step)))
    dataset.write_shard(records, SHARD)
    index(dataset)
    return records


def _show(printer: show.Printer, records: Sequence[Record]) -> None:
    facts = {
        "people": sum(e.kind == "person" for r in records for e in r.entities),
        "roles": sum(len(r.roles) for r in records),
        "figures": sum(len(r.figures) for r in records),
        "statements": sum(len(r.statements) for r in records),
    }
    counted = ", ".join(f"{count} {name}" for name, count in facts.items())
    printer.heading(f"{len(records)} articles read; found {counted}")
    copied = copies(records)
    for article, original in sorted(copied.items()):
        printer.line(f"  {article} is a copy of {original}: its figures count once")
    printer.heading("Figures by organisation")
    show.figures_by_organization(printer, [r for r in records if r.article.id not in copied])
    printer.heading("Who holds which role")
    show.roles(printer, records)
    printer.heading("What does not add up within an article")
    if not show.findings(printer, [r for r in records if r.article.id not in copied]):
        printer.line("  nothing")
    printer.heading("What articles disagree on")
    found = disagreements(records)
    show.disagreements(printer, found)
    if not found:
        printer.line("  nothing")


def _end(printer: show.Printer, directory: Path, records: Sequence[Record], errors: Sequence[VifactsError]) -> None:
    printer.heading("Where it lies")
    printer.line(f"  {directory / 'archive'}/  the pages as they were fetched (WARC)")
    printer.line(f"  {directory / 'articles.jsonl'}  {len(records)} articles")
    printer.line(f"  {directory / 'records' / SHARD}  {len(records)} records: every fact with the words that say so")
    printer.line(f"  {directory / 'index.sqlite'}  the same for checks, queries and the explorer")
    if errors:
        printer.line(f"  {len(errors)} pages could not be read, see above")
    printer.heading("What to type next")
    printer.line(f"  vifacts extract {directory / 'articles.jsonl'} | head -n 1")
    printer.line("  vifacts read saved-page.html        your own page; .txt pasted from a browser works, too")
    printer.line(f'  vifacts figures {directory} --holder "phường Thủy Nguyên"')
    printer.line(f'  vifacts check {directory} --claim "Đảng bộ phường Thủy Nguyên có 3.412 đảng viên"')
    printer.line("  vifacts --help")


def _explore(printer: show.Printer, directory: Path, stay: bool) -> None:
    """Serve the explorer until interrupted; where nobody sits there, only say how."""
    printer.heading("The explorer")
    if not stay:
        printer.line(f"  vifacts explore {directory}        then open http://127.0.0.1:{PORT}/")
        return
    with _address(directory) as address:
        printer.line(f"  {address}  (Ctrl-C ends it)")
        with suppress(KeyboardInterrupt):
            while True:
                time.sleep(3600)


def _address(directory: Path) -> AbstractContextManager[str]:
    """The explorer at its usual port, or at a free one."""
    try:
        with closing(socket.create_server(("127.0.0.1", PORT))):
            return serving(directory, port=PORT)
    except OSError:
        return serving(directory)
