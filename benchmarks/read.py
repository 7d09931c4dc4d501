"""Pages a second on one core, WARC in, articles out, beside general extractors in the same run.

usage: python benchmarks/read.py PAGES.warc.gz|FOLDER [--gold GOLD.jsonl] [--pages 300] [--repeat 3] [--rivals NAME ...]

PAGES are an archive, or a folder with saved pages and an ``index.jsonl`` of {file, url}; the folder is packed into a
temporary archive first. Each reader gets the pages one after the other; ours reads the archive itself, the rivals get
the bytes as fetched. GOLD has a row a page: {file or url, title, author, published, sapo, body: [paragraphs]}. Body
scores are over words of body and lead, as multisets, captions left out (ours says which they are). trafilatura comes
with vifacts; newspaper4k and readability-lxml take part where they are installed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vifacts.crawl.archive import ArchiveWriter, Exchange, archive_files, read_archive
from vifacts.language.normalise import nfc
from vifacts.outlets.registry import load
from vifacts.pages.inputs import LIMIT
from vifacts.pages.warc import read_warc
from vifacts.record import Article

_WORD = re.compile(r"\w+")
_TAGS = re.compile(r"<[^>]+>")


@dataclass
class Read:
    """What a reader makes of a page; null for what it does not find."""

    text: str
    title: str | None = None
    author: str | None = None
    published: str | None = None


def trafilatura() -> Callable[[bytes, str], Read | None]:
    from trafilatura import bare_extraction

    def read(page: bytes, url: str) -> Read | None:
        found: Any = bare_extraction(
            page,
            url=url,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"original_date": True, "extensive_search": True, "outputformat": "%Y-%m-%dT%H:%M"},
        )
        return found and Read(found.text or "", found.title, found.author, found.date)

    return read


def newspaper4k() -> Callable[[bytes, str], Read | None]:
    from newspaper import Article as Page

    def read(page: bytes, url: str) -> Read | None:
        made = Page(url, language="vi", fetch_images=False)
        made.download(input_html=page.decode("utf-8", "replace"))
        made.parse()
        when = made.publish_date
        return Read(made.text, made.title, ", ".join(made.authors), when.isoformat() if when else None)

    return read


def readability() -> Callable[[bytes, str], Read | None]:
    from readability import Document

    def read(page: bytes, url: str) -> Read | None:
        made = Document(page.decode("utf-8", "replace"), url=url)
        return Read(_TAGS.sub(" ", made.summary()), made.short_title())

    return read


#: Rivals: what makes the reader, and the module that must be installed.
RIVALS = {
    "trafilatura": (trafilatura, "trafilatura"),
    "newspaper4k": (newspaper4k, "newspaper"),
    "readability-lxml": (readability, "readability"),
}


@contextmanager
def archive_of(path: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """The archive of the pages, and the address of each file."""
    if path.is_file():
        yield path, {}
        return
    files = {}
    with tempfile.TemporaryDirectory() as folder:
        with ArchiveWriter(Path(folder)) as writer:
            for line in (path / "index.jsonl").read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                if row.get("kind", "article") != "article" or not row.get("url"):
                    continue
                files[row["file"]] = row["url"]
                body = (path / row["file"]).read_bytes()
                writer.write(Exchange(row["url"], 200, [("Content-Type", "text/html")], body))
        yield archive_files(Path(folder))[0], files


def ours(archive: Path) -> dict[str, Read]:
    found = {}
    for item in read_warc(archive, load(), LIMIT):
        if isinstance(item, Article) and item.url:
            body = "\n".join(item.text[slice(*b.span)] for b in item.blocks if b.kind != "caption")
            found[item.url] = Read(body or item.text, item.title, item.author, item.published)
    return found


def theirs(read: Callable[[bytes, str], Read | None], pages: list[tuple[str, bytes]]) -> dict[str, Read]:
    found = {}
    for url, body in pages:
        try:
            made = read(body, url)
        except Exception:  # a page that a rival breaks on is a page it does not read
            made = None
        if made is not None:
            found[url] = made
    return found


def overlap(found: str, wanted: str) -> tuple[float, float]:
    """Precision and recall of words, as multisets."""
    a, b = (Counter(_WORD.findall(nfc(text).lower())) for text in (found, wanted))
    both = (a & b).total()
    return both / max(a.total(), 1), both / max(b.total(), 1)


def scores(found: dict[str, Read], gold: dict[str, dict[str, Any]]) -> str:
    """Title, byline and minute right, and the body's precision, recall and F1, over the pages that gold has."""
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    bodies = []
    for url, row in gold.items():
        made = found.get(url) or Read("")
        for name, value in (("title", made.title), ("author", made.author), ("published", made.published)):
            wanted = row.get(name)
            if wanted:
                cut = 16 if name == "published" else None
                of[name] += 1
                right[name] += nfc(" ".join((value or "").split()))[:cut] == nfc(" ".join(wanted.split()))[:cut]
        if row.get("body"):
            wanted = "\n".join([row.get("sapo") or "", *row["body"]])
            bodies.append(overlap(made.text, wanted))
    parts = [f"{right[name] / of[name]:.2f}" if of[name] else "-" for name in ("title", "author", "published")]
    if bodies:
        precision, recall = (sum(pair[n] for pair in bodies) / len(bodies) for n in (0, 1))
        f1 = sum(2 * p * r / (p + r) if p + r else 0.0 for p, r in bodies) / len(bodies)
        parts += [f"{precision:.3f}", f"{recall:.3f}", f"{f1:.3f}"]
    else:
        parts += ["-"] * 3
    return "".join(f"{part:>9s}" for part in parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--pages", type=int, default=300, help="pages that the rivals read at most")
    parser.add_argument("--repeat", type=int, default=3, help="how often we read the archive; the median counts")
    parser.add_argument("--rivals", nargs="*", choices=sorted(RIVALS), default=list(RIVALS))
    options = parser.parse_args()
    with archive_of(options.path) as (archive, files):
        pages = [(page.url, page.body) for page in read_archive(archive) if page.status == 200]
        gold = {}
        if options.gold:
            for line in options.gold.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                gold[row.get("url") or files.get(row.get("file", ""), "")] = row
            gold.pop("", None)
        size = sum(len(body) for _, body in pages) / max(len(pages), 1) / 1024
        print(f"{len(pages)} pages, {size:.0f} KB each; {len(gold)} with gold; CPU seconds of one core")
        head = ("pages/s", "read", "title", "byline", "minute", "body P", "body R", "body F1")
        print(f"{'':18s}" + "".join(f"{name:>9s}" for name in head))
        found = ours(archive)  # the first pass loads outlets and compiles selectors
        spent = []
        for _ in range(options.repeat):
            began = time.process_time()
            ours(archive)
            spent.append(time.process_time() - began)
        _row("vifacts", len(pages) / sorted(spent)[len(spent) // 2], found, gold)
        chosen = pages[: options.pages]
        if gold:
            chosen += [page for page in pages[options.pages :] if page[0] in gold]
        for name in options.rivals:
            make, module = RIVALS[name]
            if importlib.util.find_spec(module) is None:
                print(f"{name:18s} is not installed")
                continue
            read = make()
            theirs(read, chosen[:2])
            began = time.process_time()
            found = theirs(read, chosen)
            _row(name, len(chosen) / (time.process_time() - began), found, gold)


def _row(name: str, speed: float, found: dict[str, Read], gold: dict[str, dict[str, Any]]) -> None:
    print(f"{name:18s}{speed:9.1f}{len(found):9d}" + (scores(found, gold) if gold else ""))


if __name__ == "__main__":
    main()
