"""All outlets: read once from the files that ship with the package, found by id or by a page's address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from vifacts.errors import VifactsError
from vifacts.outlets.outlet import Outlet
from vifacts.outlets.schema import Family, Layout, Newspaper, read
from vifacts.outlets.urls import host_of, plain_host

#: The family whose selectors are tried after those of a layout, and on pages of no known layout.
COMMON = "common"


class Registry:
    """The families and the outlets. Look-ups change nothing; ``with_host`` gives a new registry."""

    def __init__(self, families: dict[str, Family], outlets: Iterable[Outlet]) -> None:
        self.families = families
        self._by_id: dict[str, Outlet] = {}
        self._by_host: dict[str, Outlet] = {}
        for outlet in outlets:
            if outlet.id in self._by_id:
                raise VifactsError("VF405", outlet.id)
            self._by_id[outlet.id] = outlet
            for host in outlet.hosts:
                self._by_host.setdefault(host, outlet)
            self._by_host[plain_host(outlet.paper.domains[0])] = outlet

    @classmethod
    def load(cls, extra: Iterable[Path | Traversable] = ()) -> Registry:
        """The shipped outlets and those of ``extra``: files, or folders that hold ``*.toml`` or
        ``<outlet>/outlet.toml``. Raises VifactsError (VF401 to VF405) for a file that is wrong."""
        package = files("vifacts.outlets")
        families = {f.id: f for f in (read(p, Family) for p in _toml_files(package.joinpath("families")))}
        papers = list(_toml_files(package.joinpath("newspapers")))
        for place in extra:
            papers += _toml_files(place)
        return cls(families, [_outlet(families, path) for path in papers])

    def __iter__(self) -> Iterator[Outlet]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    @cached_property
    def marked(self) -> list[tuple[str, Layout]]:
        """The layouts that can be told by their marks, each with the id of its family."""
        layouts = [(f.id, layout) for f in self.families.values() for layout in f.layout]
        layouts += [(o.family.id, layout) for o in self for layout in o.paper.layout]
        return [(family, layout) for family, layout in layouts if layout.marks]

    @property
    def common(self) -> Layout:
        """The selectors that fit most content systems."""
        return self.families[COMMON].layout[0]

    def get(self, outlet_id: str) -> Outlet:
        """The outlet of that id; VifactsError VF406 where there is none."""
        try:
            return self._by_id[outlet_id]
        except KeyError:
            raise VifactsError("VF406", outlet_id) from None

    def for_url(self, url: str | None) -> Outlet | None:
        """The outlet at whose host the address is ("www." and "m." aside), or null."""
        if not url:
            return None
        host = plain_host(host_of(url))
        found = self._by_host.get(host)
        # a section host (thethao.baoX.vn) belongs to the paper unless it has a file of its own
        while found is None and host.count(".") > 1:
            host = host.partition(".")[2]
            found = self._by_host.get(host)
        return found

    def with_host(self, outlet_id: str, host: str) -> Registry:
        """A registry in which ``host`` ("127.0.0.1:8123") belongs to the outlet, too."""
        changed = self.get(outlet_id)
        more = Outlet(changed.paper, changed.family, (*changed.hosts, host))
        return Registry(self.families, [more if o.id == outlet_id else o for o in self])


def _toml_files(place: Path | Traversable) -> list[Path | Traversable]:
    """The outlet files at a place: itself, its ``*.toml``, or the ``outlet.toml`` of its folders, sorted."""
    if place.is_file():
        return [place]
    if not place.is_dir():
        raise VifactsError("VF101", str(place))
    found: list[Path | Traversable] = []
    for item in sorted(place.iterdir(), key=lambda p: p.name):
        if item.name.endswith(".toml"):
            found.append(item)
        elif item.is_dir() and item.joinpath("outlet.toml").is_file():
            found.append(item.joinpath("outlet.toml"))
    return found


def _outlet(families: dict[str, Family], path: Path | Traversable) -> Outlet:
    paper = read(path, Newspaper)
    if paper.family not in families:
        raise VifactsError("VF404", str(path), family=paper.family)
    return Outlet(paper, families[paper.family])


@cache
def load() -> Registry:
    """The shipped outlets, read once a process."""
    return Registry.load()
