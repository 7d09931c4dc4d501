"""What a crawl knows: the lists it walks, each article's fate, where its versions lie. One SQLite file.

Everything is committed as it happens (WAL), so that a killed crawl goes on where it was. The archive is written before
the state; a page that made it into the archive only is found there by ``recover``.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from vifacts.crawl.archive import Place
from vifacts.crawl.rows import ArticleRow, ListRow, Version, as_text, as_time, is_after
from vifacts.errors import VifactsError

_VERSION = 3
#: What turns the tables of a version into those of the next one.
_UPGRADES = {
    1: "CREATE TABLE file (name TEXT PRIMARY KEY, end INTEGER NOT NULL) WITHOUT ROWID;"
    "INSERT INTO file SELECT archive, max(end) FROM version GROUP BY archive;",
    2: "ALTER TABLE article ADD COLUMN party INTEGER NOT NULL DEFAULT 0;",
}

#: How often an article that fails for a while is tried again by later runs.
_TRIES = 5
OUTSIDE = "outside of the dates"
OFF_TOPIC = "not on Party building"


class State:
    """The state of a crawl in ``path`` (made if it is not there); safe for threads.

    Raises VifactsError VF216 where the file is not such a state.
    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            (version,) = self._db.execute("PRAGMA user_version").fetchone()
            if version == 0:
                tables = files("vifacts.crawl").joinpath("state.sql").read_text(encoding="utf-8")
                self._db.executescript(f"BEGIN; {tables} PRAGMA user_version = {_VERSION}; COMMIT;")
            while version in _UPGRADES:
                self._db.executescript(f"BEGIN; {_UPGRADES[version]} PRAGMA user_version = {version + 1}; COMMIT;")
                version += 1
            if version not in (0, _VERSION):
                raise VifactsError("VF216", str(path), detail=f"its version is {version}, {_VERSION} is known")
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise VifactsError("VF216", str(path), detail=error) from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def begin(
        self,
        outlet: str,
        starts: Iterable[str],
        since: datetime | None,
        until: datetime | None,
        *,
        party: bool = False,
    ) -> None:
        """Begin or resume a run: lists that were left stay, the start addresses are walked anew. Articles that failed
        for a while or lay outside of other dates have their turn again, those on other subjects unless ``party``."""
        with self._lock, self._db:
            self._db.execute("BEGIN")
            self._db.execute("INSERT OR IGNORE INTO outlet VALUES (?, NULL)", (outlet,))
            self._db.execute("UPDATE list SET state = 'waiting' WHERE outlet = ? AND state = 'later'", (outlet,))
            for url in starts:
                self._add_list(outlet, url, url, 1)
            self._db.execute(
                "UPDATE article SET state = 'waiting' WHERE outlet = ? AND state IN ('failed', 'skipped')"
                " AND again = 1 AND tries < ?",
                (outlet, _TRIES),
            )
            self._db.execute(
                "UPDATE article SET state = 'waiting' WHERE outlet = ? AND state = 'skipped' AND reason = ?"
                " AND published >= ? AND published <= ?",
                (outlet, OUTSIDE, as_text(since) or "", as_text(until) or "9999"),
            )
            self._db.execute(
                "UPDATE article SET state = 'waiting' WHERE outlet = ? AND state = 'skipped' AND reason = ?"
                " AND (party OR NOT ?)",
                (outlet, OFF_TOPIC, party),
            )

    # --- lists

    def add_list(self, outlet: str, url: str, root: str, page: int, *, again: bool) -> None:
        """Walk a further list; one that was walked before only if ``again``."""
        with self._lock:
            known = self._db.execute("SELECT 1 FROM list WHERE outlet = ? AND url = ?", (outlet, url)).fetchone()
            if known is None or again:
                self._add_list(outlet, url, root, page)

    def _add_list(self, outlet: str, url: str, root: str, page: int) -> None:
        self._db.execute(
            "INSERT INTO list (outlet, url, root, page, state) VALUES (?, ?, ?, ?, 'waiting')"
            " ON CONFLICT (outlet, url) DO UPDATE SET state = 'waiting', code = NULL",
            (outlet, url, root, page),
        )

    def next_list(self, outlet: str) -> ListRow | None:
        """The list to walk next: start addresses and their early pages first."""
        with self._lock:
            row = self._db.execute(
                "SELECT id, url, root, page FROM list WHERE outlet = ? AND state = 'waiting' ORDER BY page, id LIMIT 1",
                (outlet,),
            ).fetchone()
        return ListRow(*row) if row else None

    def end_list(self, row: ListRow, *, code: str | None = None, later: bool = False) -> None:
        """The list is walked, or failed with ``code``; ``later`` leaves it to the next run."""
        with self._lock:
            self._db.execute(
                "UPDATE list SET state = ?, code = ? WHERE id = ?", ("later" if later else "done", code, row.id)
            )

    def is_left(self, outlet: str, row: ListRow) -> bool:
        """Whether a list of the same walk, farther on than ``row``, still waits."""
        with self._lock:
            found = self._db.execute(
                "SELECT 1 FROM list WHERE outlet = ? AND root = ? AND page > ? AND state <> 'done' LIMIT 1",
                (outlet, row.root, row.page),
            ).fetchone()
        return found is not None

    def reached(self, outlet: str) -> datetime | None:
        """How far back the lists have been walked whole; null where they have not."""
        with self._lock:
            row = self._db.execute("SELECT reached FROM outlet WHERE id = ?", (outlet,)).fetchone()
        return datetime.fromisoformat(row[0]) if row and row[0] else None

    def set_reached(self, outlet: str, since: datetime | None) -> None:
        """The lists have been walked whole back to ``since`` (null: to their end)."""
        value = as_text(since or datetime(1, 1, 1, tzinfo=UTC))
        with self._lock:
            self._db.execute(
                "UPDATE outlet SET reached = min(coalesce(reached, ?1), ?1) WHERE id = ?2", (value, outlet)
            )

    # --- articles

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is noted in the block is committed as one."""
        with self._lock, self._db:
            self._db.execute("BEGIN")
            yield

    def found(
        self,
        outlet: str,
        key: str,
        url: str,
        published: datetime | None = None,
        modified: datetime | None = None,
        *,
        party: bool = False,
    ) -> str:
        """An article is on a list: "new", "waiting" for its fetch, "changed" since it was fetched, or "known".
        ``party``: the list is a section for Party building."""
        with self._lock:
            row = self._db.execute(
                "SELECT article.id, state, max(version.fetched) FROM article"
                " LEFT JOIN version ON version.article = article.id WHERE key = ? GROUP BY article.id",
                (key,),
            ).fetchone()
            if row is None:
                self._db.execute(
                    "INSERT INTO article (key, outlet, url, state, published, modified, found, party)"
                    " VALUES (?, ?, ?, 'waiting', ?, ?, ?, ?)",
                    (key, outlet, url, as_text(published), as_text(modified), as_text(datetime.now(UTC)), party),
                )
                return "new"
            number, state, fetched = row
            if party:
                self._db.execute("UPDATE article SET party = 1 WHERE id = ? AND NOT party", (number,))
                taken = self._db.execute(
                    "UPDATE article SET state = 'waiting' WHERE id = ? AND state = 'skipped' AND reason = ?",
                    (number, OFF_TOPIC),
                )
                if taken.rowcount:
                    return "waiting"
            if state == "done" and modified is not None and fetched is not None and is_after(modified, fetched):
                self._db.execute(
                    "UPDATE article SET state = 'waiting', modified = ? WHERE id = ?", (as_text(modified), number)
                )
                return "changed"
            return "waiting" if state in ("waiting", "writing") else "known"

    def waiting(self, outlet: str) -> list[ArticleRow]:
        """The articles to fetch, in the order in which they were found."""
        with self._lock:
            rows = self._db.execute(
                "SELECT article.id, key, article.url, published, sha256, etag, version.modified, party FROM article"
                " LEFT JOIN version ON version.id ="
                " (SELECT max(id) FROM version WHERE version.article = article.id)"
                " WHERE outlet = ? AND state IN ('waiting', 'writing') ORDER BY article.id",
                (outlet,),
            ).fetchall()
        return [
            ArticleRow(row[0], row[1], row[2], as_time(row[3]), row[4], row[5], row[6], bool(row[7])) for row in rows
        ]

    def count_waiting(self, outlet: str) -> int:
        """How many articles are to be fetched."""
        with self._lock:
            (count,) = self._db.execute(
                "SELECT count(*) FROM article WHERE outlet = ? AND state IN ('waiting', 'writing')", (outlet,)
            ).fetchone()
        return int(count)

    def has_version(self, key: str) -> bool:
        """Whether the article of this key is in the archive."""
        with self._lock:
            row = self._db.execute(
                "SELECT 1 FROM article JOIN version ON version.article = article.id WHERE key = ? LIMIT 1", (key,)
            ).fetchone()
        return row is not None

    def dates(self, keys: Iterable[str]) -> list[datetime]:
        """The publication dates that are known of these articles."""
        found = []
        with self._lock:
            for key in keys:
                row = self._db.execute("SELECT published FROM article WHERE key = ?", (key,)).fetchone()
                if row and (when := as_time(row[0])):
                    found.append(when)
        return found

    def writing(self, row: ArticleRow, published: datetime | None) -> None:
        """The article's page is about to be written to the archive."""
        with self._lock:
            self._db.execute(
                "UPDATE article SET state = 'writing', published = coalesce(?, published) WHERE id = ?",
                (as_text(published), row.id),
            )

    def written(
        self,
        article: int,
        url: str,
        place: Place,
        sha256: str,
        fetched: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
    ) -> None:
        """The page is in the archive."""
        with self._lock, self._db:
            self._db.execute("BEGIN")
            self._db.execute(
                "INSERT INTO version (article, url, archive, offset, end, sha256, fetched, etag, modified)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (article, url, place.archive, place.offset, place.end, sha256, fetched, etag, modified),
            )
            self._note_end(place.archive, place.end)
            self._db.execute(
                "UPDATE article SET state = 'done', code = NULL, reason = NULL, again = 0 WHERE id = ?", (article,)
            )

    def same(self, row: ArticleRow) -> None:
        """The page was fetched and is what it was."""
        now = as_text(datetime.now(UTC))
        with self._lock, self._db:
            self._db.execute("BEGIN")
            self._db.execute(
                "UPDATE version SET fetched = ? WHERE id = (SELECT max(id) FROM version WHERE article = ?)",
                (now, row.id),
            )
            self._db.execute("UPDATE article SET state = 'done' WHERE id = ?", (row.id,))

    def skipped(self, row: ArticleRow, reason: str, *, again: bool = False, published: datetime | None = None) -> None:
        """The page is left out for ``reason``; ``again`` gives it a turn in the next run."""
        with self._lock:
            self._db.execute(
                "UPDATE article SET state = 'skipped', reason = ?, again = ?, published = coalesce(?, published)"
                " WHERE id = ?",
                (reason, again, as_text(published), row.id),
            )

    def failed(self, row: ArticleRow, error: VifactsError, *, again: bool) -> None:
        """The page could not be had; ``again`` gives it a turn in the next runs."""
        with self._lock:
            self._db.execute(
                "UPDATE article SET state = 'failed', code = ?, reason = ?, again = ?, tries = tries + 1 WHERE id = ?",
                (error.code, error.detail, again, row.id),
            )

    def note_end(self, archive: str, end: int) -> None:
        """All that an archive file holds before byte ``end`` is known."""
        with self._lock:
            self._note_end(archive, end)

    def _note_end(self, archive: str, end: int) -> None:
        self._db.execute(
            "INSERT INTO file VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET end = max(end, excluded.end)",
            (archive, end),
        )

    def known_end(self, archive: str) -> int:
        """Where the last page that is known of an archive file ends, in bytes; 0 where none is."""
        with self._lock:
            row = self._db.execute("SELECT end FROM file WHERE name = ?", (archive,)).fetchone()
        return int(row[0]) if row else 0

    def in_flight(self, outlet: str) -> int | None:
        """The number of the article that was being written when the last run ended; null where none was."""
        with self._lock:
            row = self._db.execute(
                "SELECT id FROM article WHERE outlet = ? AND state = 'writing' ORDER BY id LIMIT 1", (outlet,)
            ).fetchone()
        return row[0] if row else None

    def none_in_flight(self, outlet: str) -> None:
        """Nothing is being written: what was, and is not in the archive, waits for its fetch."""
        with self._lock:
            self._db.execute("UPDATE article SET state = 'waiting' WHERE outlet = ? AND state = 'writing'", (outlet,))

    def number(self, key: str) -> int:
        """The number of the article of this key; KeyError where it is not known."""
        with self._lock:
            row = self._db.execute("SELECT id FROM article WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise KeyError(key)
        return int(row[0])

    def versions(self, outlet: str | None = None) -> list[Version]:
        """All archived versions (of one outlet), oldest first."""
        with self._lock:
            rows = self._db.execute(
                "SELECT key, version.url, archive, offset, sha256, fetched FROM version"
                " JOIN article ON article.id = version.article WHERE ?1 IS NULL OR outlet = ?1 ORDER BY version.id",
                (outlet,),
            ).fetchall()
        return [Version(*row) for row in rows]
