"""What was found in each article, kept by content, so that a later build reads only what is new or changed.

One SQLite file. Articles are kept under a digest of what they say, findings under that and the version of what
found them. Nothing that was committed is lost when a process is killed.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from types import TracebackType

from kg.articles import content_key
from kg.records import Article, Extraction
from kg.store.errors import StoreDamaged, named_errors, transaction
from kg.store.written import WrittenError, read_article, read_findings, written_article

FORMAT = 2  # of the tables below; a store of another format is begun anew
PATIENCE = 60.0  # seconds to wait for another writer before giving up
AT_ONCE = 500  # keys in one question: SQLite takes 999 and more

_TABLES = """
CREATE TABLE IF NOT EXISTS article (key TEXT PRIMARY KEY, record TEXT NOT NULL, crc INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS current (id TEXT PRIMARY KEY, key TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS finding (
    key TEXT NOT NULL, version TEXT NOT NULL, found TEXT NOT NULL, crc INTEGER NOT NULL, PRIMARY KEY (key, version));
CREATE TABLE IF NOT EXISTS failure (
    key TEXT NOT NULL, version TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (key, version));
CREATE TABLE IF NOT EXISTS sound (digest TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS remembered (
    name TEXT PRIMARY KEY, version TEXT NOT NULL, told TEXT NOT NULL, crc INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS report (id TEXT PRIMARY KEY, about TEXT NOT NULL);
"""


class Store:
    """The kept articles and findings of one `version` of model, word lists and rules; used in a `with` block.

    Raises StoreDamaged where the file is broken, StoreError where it cannot be used.
    """

    def __init__(self, path: Path, version: str = "") -> None:
        """Open the file, made where there is none."""
        self.path = path
        self.version = version
        self.broken_rows: list[str] = []
        with named_errors(self.path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
            self._base.text_factory = _text
            self._prepare()

    def __enter__(self) -> Store:
        """The store itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file; what was kept stays."""
        self._base.close()

    def check(self) -> None:
        """Raise StoreDamaged where the file's parts do not fit together."""
        with named_errors(self.path):
            told = self._base.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if told != "ok":
                raise sqlite3.DatabaseError(" ".join(told.split()))

    def keep_articles(self, articles: Collection[Article]) -> dict[str, str]:
        """Keep these as the articles of the present build; their keys by id."""
        keys = {article.id: content_key(article) for article in articles}
        records = ((key, written_article(article)) for key, article in zip(keys.values(), articles, strict=True))
        with transaction(self._base, self.path):
            self._base.executemany(_KEEP, ((key, record, row_crc(key, record)) for key, record in records))
            self._base.execute("DELETE FROM current")
            self._base.executemany("INSERT INTO current VALUES (?, ?)", keys.items())
        return keys

    def article(self, key: str) -> Article | None:
        """The article of this key."""
        with named_errors(self.path):
            row = self._base.execute("SELECT record, crc FROM article WHERE key = ?", (key,)).fetchone()
        try:
            return read_article(row[0]) if row and row_crc(key, row[0]) == row[1] else None
        except WrittenError:
            return None

    def article_named(self, name: str) -> Article | None:
        """The article of this id in the last build."""
        with named_errors(self.path):
            row = self._base.execute("SELECT key FROM current WHERE id = ?", (name,)).fetchone()
        return self.article(row[0]) if row else None

    def article_names(self) -> tuple[str, ...]:
        """The ids of the last build's articles, sorted."""
        with named_errors(self.path):
            return tuple(row[0] for row in self._base.execute("SELECT id FROM current ORDER BY id"))

    def known(self, keys: Iterable[str]) -> frozenset[str]:
        """Those of the keys for which this version has findings."""
        found: set[str] = set()
        wanted = sorted(set(keys))
        with named_errors(self.path):
            for start in range(0, len(wanted), AT_ONCE):
                some = wanted[start : start + AT_ONCE]
                marks = ",".join("?" * len(some))
                found |= {row[0] for row in self._base.execute(_KNOWN.format(marks), (self.version, *some))}
        return frozenset(found)

    def findings(self, key: str, article: Article) -> Extraction | None:
        """What was found in the article of this key; None where nothing is kept, or what is kept is broken."""
        query = "SELECT found, crc FROM finding WHERE key = ? AND version = ?"
        with named_errors(self.path):
            row = self._base.execute(query, (key, self.version)).fetchone()
        if row is None:
            return None
        try:
            if row_crc(key, row[0]) != row[1]:
                raise WrittenError("checksum")
            return read_findings(row[0], article)
        except WrittenError:
            self.broken_rows.append(article.id)
            return None

    def keep_findings(self, found: Mapping[str, str], failed: Mapping[str, str] | None = None) -> None:
        """Keep these written findings by key, all or none, and why others have none."""
        with transaction(self._base, self.path):
            rows = [(key, self.version, text, row_crc(key, text)) for key, text in found.items()]
            self._base.executemany("INSERT OR REPLACE INTO finding VALUES (?, ?, ?, ?)", rows)
            reasons = [(key, self.version, message) for key, message in (failed or {}).items()]
            self._base.executemany("INSERT OR REPLACE INTO failure VALUES (?, ?, ?)", reasons)

    def failures(self) -> dict[str, str]:
        """Why articles, by key, have no findings."""
        with named_errors(self.path):
            return dict(self._base.execute("SELECT key, message FROM failure WHERE version = ?", (self.version,)))

    def forget(self, keys: Iterable[str]) -> None:
        """Drop the findings of these keys, so that the articles are read again."""
        with transaction(self._base, self.path):
            self._base.executemany(
                "DELETE FROM finding WHERE key = ? AND version = ?", [(key, self.version) for key in keys]
            )

    def drop_unused(self) -> None:
        """Drop what no article of the last build needs, and the findings of other versions."""
        with transaction(self._base, self.path):
            self._base.execute("DELETE FROM article WHERE key NOT IN (SELECT key FROM current)")
            self._base.execute(
                "DELETE FROM finding WHERE version <> ? OR key NOT IN (SELECT key FROM current)", (self.version,)
            )
            self._base.execute("DELETE FROM failure")

    def remembered(self, version: str) -> dict[str, str]:
        """What merging found in the last build, if a kg of this version made it; damaged rows are left out."""
        with named_errors(self.path):
            rows = self._base.execute("SELECT name, told, crc FROM remembered WHERE version = ?", (version,))
            return {name: told for name, told, crc in rows if row_crc(name, told) == crc}

    def swap_remembered(self, version: str, told: Mapping[str, str]) -> None:
        """Keep this in place of what merging found in the last build."""
        rows = ((name, version, text, row_crc(name, text)) for name, text in told.items())
        with transaction(self._base, self.path):
            self._base.execute("DELETE FROM remembered")
            self._base.executemany("INSERT INTO remembered VALUES (?, ?, ?, ?)", rows)

    def sound(self) -> frozenset[str]:
        """The digests of the nodes that fitted the shapes in the last build."""
        with named_errors(self.path):
            return frozenset(row[0] for row in self._base.execute("SELECT digest FROM sound"))

    def swap_sound(self, digests: Iterable[str]) -> None:
        """Keep these in place of the digests of the last build."""
        with transaction(self._base, self.path):
            self._base.execute("DELETE FROM sound")
            self._base.executemany("INSERT OR IGNORE INTO sound VALUES (?)", ((one,) for one in digests))

    def swap_reports(self, about: Mapping[str, str]) -> dict[str, str]:
        """Keep which report is about which event; gives, for events that are gone, those that have their reports."""
        with transaction(self._base, self.path):
            texts = "typeof(id) = 'text' AND typeof(about) = 'text'"  # SQLite keeps anything in any column
            before = dict(self._base.execute(f"SELECT id, about FROM report WHERE {texts}"))
            self._base.execute("DELETE FROM report")
            self._base.executemany("INSERT INTO report VALUES (?, ?)", about.items())
        here = set(about.values())
        moved = {old: about[report] for report, old in sorted(before.items()) if old not in here and report in about}
        return dict(sorted(moved.items()))

    def _prepare(self) -> None:
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = NORMAL")  # in WAL mode a killed process loses nothing committed
        kept = self._base.execute("PRAGMA user_version").fetchone()[0]
        if kept not in (0, FORMAT):
            raise StoreDamaged(f"{self.path}: written by another version of kg (format {kept}, not {FORMAT})")
        self._base.executescript(_TABLES)
        self._base.execute(f"PRAGMA user_version = {FORMAT}")


# a row that is as it was is not written again
_KEEP = """
INSERT INTO article VALUES (?, ?, ?)
ON CONFLICT (key) DO UPDATE SET record = excluded.record, crc = excluded.crc
WHERE record <> excluded.record OR crc <> excluded.crc
"""
_KNOWN = "SELECT key FROM finding WHERE version = ? AND key IN ({})"


def open_store(path: Path, version: str = "") -> tuple[Store, str | None]:
    """The store, and what was wrong with it where it had to be begun anew."""
    try:
        store = Store(path, version)
        store.check()
        return store, None
    except StoreDamaged as error:
        remove_store(path)
        return Store(path, version), f"{error}: begun anew, all articles are read again"


def remove_store(path: Path) -> None:
    """Delete the store's files."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def row_crc(key: str, text: str) -> int:
    """A checksum over a row: its text, and that it belongs to this key."""
    return zlib.crc32(f"{key} {text}".encode())


def _text(content: bytes) -> str:
    """A column's text; what damage made unreadable does not stop the reading, its checksum tells."""
    return content.decode("utf-8", "replace")
