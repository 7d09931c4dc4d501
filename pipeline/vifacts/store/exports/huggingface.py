"""A dataset folder for Hugging Face: a data card with its header, and Parquet files by split.

README.md                   the card; its header names the configurations (one a table) and their files
data/<table>/<split>.parquet
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from string import Template

from vifacts import __version__
from vifacts.store.exports.parquet import TABLES, tables, write
from vifacts.store.exports.source import Source
from vifacts.store.exports.splits import SHARES, splits
from vifacts.store.exports.writing import whole_folder

#: The size classes of Hugging Face (articles below the bound).
_SIZES = {1_000: "n<1K", 10_000: "1K<n<10K", 100_000: "10K<n<100K", 1_000_000: "100K<n<1M", 10_000_000: "1M<n<10M"}


def export(source: Source, out: Path) -> int:
    """Write the folder ``out``; the number of articles."""
    chosen = splits(source)
    with whole_folder(out, "huggingface") as folder, tables(source, chosen) as con:
        there: dict[str, list[str]] = {}
        for table in TABLES:
            (folder / "data" / table).mkdir(parents=True)
            for split in SHARES:
                path = folder / "data" / table / f"{split}.parquet"
                if write(con, table, path, split):
                    there.setdefault(table, []).append(split)
                else:
                    path.unlink()  # load_dataset fails on a split without rows
        (folder / "README.md").write_text(_card(source, chosen, there), encoding="utf-8")
    return len(source.articles)


def _card(source: Source, chosen: Mapping[str, str], there: Mapping[str, Sequence[str]]) -> str:
    counted = Counter(chosen.values())
    outlets = source.con.execute(
        "SELECT id, coalesce(outlet, 'unknown'), substr(published, 1, 10) FROM article"
    ).fetchall()
    wanted = {row for row, _ in source.articles.values()}
    by_outlet = Counter(outlet for row, outlet, _ in outlets if row in wanted)
    days = sorted(day for row, _, day in outlets if row in wanted and day)
    configs = "\n".join(
        f"- config_name: {table}\n" + ("  default: true\n" if table == "article" else "") + "  data_files:\n"
        + "\n".join(f"  - split: {split}\n    path: data/{table}/{split}.parquet" for split in found)
        for table, found in there.items()
    )  # fmt: skip
    card = files("vifacts.store.exports").joinpath("card.md").read_text(encoding="utf-8")
    return Template(card).substitute(
        configs=configs,
        size=next((name for bound, name in _SIZES.items() if len(chosen) < bound), "n>10M"),
        articles=len(chosen),
        copies=sum(copy is not None for _, copy in source.articles.values()),
        splits="\n".join(f"| {name} | {counted[name]} |" for name in SHARES),
        outlets="\n".join(f"| {name} | {count} |" for name, count in sorted(by_outlet.items())) or "| none | 0 |",
        period=f"{days[0]} to {days[-1]}" if days else "no dates",
        version=__version__,
    )
