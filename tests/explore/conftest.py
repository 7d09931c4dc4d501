"""The sample articles as a dataset, with one article that attacks whoever shows it; and a client that asks for pages."""

from __future__ import annotations

import asyncio
import hashlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from vifacts.errors import VifactsError
from vifacts.explore.guard import Password
from vifacts.explore.serve import application
from vifacts.extract.pipeline import extract
from vifacts.pages.inputs import read_inputs
from vifacts.places.units import units
from vifacts.record import Article, Block, Entity, Figure, Record, Role, Source, Statement, Time
from vifacts.store.dataset import Dataset
from vifacts.store.index import index

#: What must never come out of a page as markup.
EVIL = "<script>alert(1)</script>"
EVIL_NAME = '"><img src=x onerror=alert(2)>'
#: A page in the archive: bytes that no browser may run.
PAGE = b"<html><script>alert(3)</script>B\xc3\xa0i b\xc3\xa1o</html>"

#: Our pages.
ADDRESSES = (
    "/", "/search?q=dang+vien", "/search?q=412", "/search?q=", "/indicator", "/indicator/party_members", "/person", "/organization",
    "/place", "/document", "/person?q=nguyen", "/figures", "/people", "/roles", "/work", "/work?kind=agree", "/work?show=findings",
    "/claim", "/overview", "/article/luu-1", "/place/commune-00001-2024", "/figures?place=H%E1%BA%A3i+D%C6%B0%C6%A1ng&min=10",
)  # fmt: skip

Get = Callable[..., httpx.Response]


@pytest.fixture(scope="session")
def addresses() -> tuple[str, ...]:
    """Addresses of all kinds of pages."""
    return ADDRESSES


@pytest.fixture(scope="session")
def evil_name() -> str:
    """The name of the attacker."""
    return EVIL_NAME


@pytest.fixture(scope="session")
def archived_page() -> bytes:
    """What lies in the archive."""
    return PAGE


@pytest.fixture(scope="session")
def ask() -> Callable[[Any], Get]:
    """Makes a function that asks an application for pages."""
    return asker


@pytest.fixture(scope="session")
def sample(root: Path) -> list[Record]:
    """Records of the sample articles."""
    articles = read_inputs([root / "corpus/gold/sample.articles.jsonl"])
    return [extract(article) for article in articles if not isinstance(article, VifactsError)]


def evil() -> Record:
    """An article whose every text is markup, as a newspaper (or a crawled imitation of one) may have it."""
    text = f"{EVIL} Đảng bộ {EVIL_NAME} có 77 {EVIL}.\nÔng {EVIL_NAME}, Bí thư: “{EVIL}”."
    at = text.index("77")
    second = text.index("\n") + 1
    name = second + 4
    article = Article(
        id="evil-1",
        text=text,
        outlet=EVIL_NAME,
        url="javascript:alert(4)",
        title=f"Nhan đề {EVIL} </script>",
        author=EVIL,
        section=EVIL,
        published="2024-05-05T07:00:00+07:00",
        blocks=[Block("lead", (0, second - 1)), Block("paragraph", (second, len(text)))],
        source=Source(archive="../../../../etc/passwd", offset=0, sha256="0" * 64, fetched="2024-05-06T00:00:00Z"),
    )
    first = text.index("Đảng bộ")
    entities = [
        Entity("e1", "organization", f"Đảng bộ {EVIL_NAME}", [(first, first + 8 + len(EVIL_NAME))]),
        Entity("e2", "person", EVIL_NAME, [(name, name + len(EVIL_NAME))]),
    ]
    figure = Figure(
        id="f1", span=(at, at + 2), text=f"77 {EVIL}", value=77, value_max=80, of=None, comparator=">=", kind="count", unit=EVIL,
        subject=EVIL, indicator="party_members", holder="e1", time=Time("2024-05", None, "2024-05-01", "2024-05-31"), sense="level",
        target=True, part_of=None, compared_with=None, sentence=(0, second - 1), confidence=0.9,
    )  # fmt: skip
    role = Role("e2", f"Bí thư {EVIL}", "Bí thư", None, "e1", False, False, "2020", None, (name, name + 10), 0.8)
    quote = text.rindex(EVIL)
    said = Statement("e2", "direct", (quote, quote + len(EVIL)), (second, len(text)))
    made = extract(Article(id="x", text="Không có gì."))
    return Record(made.schema, article, entities, [role], [figure], [said], [], made.extractor)


def archived(folder: Path) -> Source:
    """A WARC file with PAGE, and where it lies."""
    folder.mkdir(exist_ok=True)
    with (folder / "luu-00000.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                "https://bao.example/1", "response", payload=io.BytesIO(PAGE), http_headers=headers
            )
        )
    return Source("luu-00000.warc.gz", 0, None, hashlib.sha256(PAGE).hexdigest(), "2024-05-06T00:00:00Z")


def told(key: str, outlet: str, day: int, members: str, more: str, source: Source | None) -> Record:
    """An article of May 2024 that says how many members the Party organisation of a commune has."""
    table = units()
    commune = next(row for row in table.named("hưng đạo", "xã") if "huyện Tứ Kỳ" in table.record(row).path)
    name = f"Đảng bộ {commune.name}"
    text = f"{name} hiện có {members} đảng viên.{more}"
    article = Article(
        id=key, text=text, outlet=outlet, url=f"https://bao.example/{key}", title=f"Bài {key}",
        published=f"2024-05-{day}T07:00:00+07:00", source=source,
    )  # fmt: skip
    entities = [
        Entity("e1", "organization", name, [(0, len(name))], place="e2"),
        Entity("e2", "place", commune.name, [], unit=table.record(commune)),
    ]
    figures = []
    for n, (number, comparator) in enumerate(((members, "="), ("30", ">"))):
        at = text.find(number)
        if at >= 0:
            figures.append(
                Figure(
                    id=f"f{n + 1}",
                    span=(at, at + len(number)),
                    text=f"{number} đảng viên",
                    value=int(number.replace(".", "")),
                    value_max=None,
                    of=None,
                    comparator=comparator,
                    kind="count",
                    unit="đảng viên",
                    subject="đảng viên",
                    indicator="party_members",
                    holder="e1" if n == 0 else None,
                    time=None,
                    sense="level",
                    target=False,
                    part_of=None,
                    compared_with=None,
                    sentence=(0, text.index("viên.") + 5) if n == 0 else (at - 14, len(text)),
                    confidence=0.95,
                )
            )
    made = extract(Article(id="x", text="Không có gì."))
    return Record(made.schema, article, entities, [], figures, [], [], made.extractor)


@pytest.fixture(scope="session")
def folder(sample: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset: the sample, the attacker, an article with an archived page, and what failed."""
    dataset = Dataset(tmp_path_factory.mktemp("explore") / "mau", create=True)
    kept = told("luu-1", "lucdau", 20, "1.042", " Chi bộ có hơn 30 đảng viên.", archived(dataset.archive))
    other = told("luu-2", "bachdang", 28, "1.024", "", None)
    dataset.write_shard([*sample, evil(), kept, other])
    (dataset.folder / "run.errors.jsonl").write_text(
        '{"code": "VF111", "where": "https://bao.example/hong", "line": null, "message": "no article body"}\n',
        encoding="utf-8",
    )
    index(dataset)
    return dataset.folder


@pytest.fixture(scope="session")
def site(folder: Path) -> Iterator[Any]:
    """The application over ``folder``, without a password."""
    app, its_site = application(folder)
    yield app
    its_site.reader.close()


def asker(app: Any, **defaults: Any) -> Get:
    """A function that asks ``app`` for an address as a browser on this machine would."""

    def get(path: str, **more: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
            base = more.pop("base_url", "http://127.0.0.1:8470")
            async with httpx.AsyncClient(transport=transport, base_url=base) as client:
                return await client.get(path, **{**defaults, **more})

        return asyncio.run(ask())

    return get


@pytest.fixture(scope="session")
def get(site: Any) -> Get:
    """Asks for a page."""
    return asker(site)


@pytest.fixture
def guarded(folder: Path) -> Iterator[Get]:
    """Asks for pages of an explorer with the password "mat-khau-dai"."""
    app, its_site = application(folder, Password("mat-khau-dai"))
    yield asker(app)
    its_site.reader.close()
