"""What was found in each article, kept by content, so that a later build reads only what is new or changed.

One SQLite file. Articles are kept under a digest of what they say, findings under that and the version of what
found them. Nothing that was committed is lost when a process is killed.
"""

from __future__ import annotations

import shutil
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType

from kg.articles import content_key
from kg.records import Article, Extraction
from kg.store.written import WrittenError, read_article, read_findings, written_article

FORMAT = 2  # of the tables below; a store of another format is begun anew
PATIENCE = 60.0  # seconds to wait for another writer before giving up
ROOM = 1_000_000  # bytes: with less free than this, what fails fails for that
AT_ONCE = 500  # keys in one question: SQLite takes 999 and more

_TABLES = """
CREATE TABLE IF NOT EXISTS article (key TEXT PRIMARY KEY, record TEXT NOT NULL, crc INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS current (id TEXT PRIMARY KEY, key TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS finding (
    key TEXT NOT NULL, version TEXT NOT NULL, found TEXT NOT NULL, crc INTEGER NOT NULL, PRIMARY KEY (key, version));
CREATE TABLE IF NOT EXISTS failure (
    key TEXT NOT NULL, version TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (key, version));
CREATE TABLE IF NOT EXISTS sound (digest TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS report (id TEXT PRIMARY KEY, about TEXT NOT NULL);
"""


class StoreError(OSError):
    """The store cannot be used as it is: no permission, a full disk, another writer that does not end."""


class StoreDamaged(ValueError):
    """The store's file is not one, or no longer whole."""


class Store:
    """The kept articles and findings of one `version` of model, word lists and rules; used in a `with` block.

    Raises StoreDamaged where the file is broken, StoreError where it cannot be used.
    """

    def __init__(self, path: Path, version: str = "") -> None:
        """Open the file, made where there is none."""
        self.path = path
        self.version = version
        self.broken_rows: list[str] = []
        with self._named_errors():
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
        with self._named_errors():
            told = self._base.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if told != "ok":
                raise sqlite3.DatabaseError(" ".join(told.split()))

    def keep_articles(self, articles: Iterable[Article]) -> dict[str, str]:
        """Keep these as the articles of the present build; their keys by id."""
        keyed = {article.id: (content_key(article), article) for article in articles}
        with self._transaction():
            self._base.execute("DELETE FROM current")
            for name, (key, article) in keyed.items():
                record = written_article(article)
                self._base.execute(
                    "INSERT OR REPLACE INTO article VALUES (?, ?, ?)", (key, record, row_crc(key, record))
                )
                self._base.execute("INSERT INTO current VALUES (?, ?)", (name, key))
        return {name: key for name, (key, _) in keyed.items()}

    def article(self, key: str) -> Article | None:
        """The article of this key."""
        with self._named_errors():
            row = self._base.execute("SELECT record, crc FROM article WHERE key = ?", (key,)).fetchone()
        try:
            return read_article(row[0]) if row and row_crc(key, row[0]) == row[1] else None
        except WrittenError:
            return None

    def article_named(self, name: str) -> Article | None:
        """The article of this id in the last build."""
        with self._named_errors():
            row = self._base.execute("SELECT key FROM current WHERE id = ?", (name,)).fetchone()
        return self.article(row[0]) if row else None

    def article_names(self) -> tuple[str, ...]:
        """The ids of the last build's articles, sorted."""
        with self._named_errors():
            return tuple(row[0] for row in self._base.execute("SELECT id FROM current ORDER BY id"))

    def known(self, keys: Iterable[str]) -> frozenset[str]:
        """Those of the keys for which this version has findings."""
        found: set[str] = set()
        wanted = sorted(set(keys))
        with self._named_errors():
            for start in range(0, len(wanted), AT_ONCE):
                some = wanted[start : start + AT_ONCE]
                marks = ",".join("?" * len(some))
                found |= {row[0] for row in self._base.execute(_KNOWN.format(marks), (self.version, *some))}
        return frozenset(found)

    def findings(self, key: str, article: Article) -> Extraction | None:
        """What was found in the article of this key; None where nothing is kept, or what is kept is broken."""
        query = "SELECT found, crc FROM finding WHERE key = ? AND version = ?"
        with self._named_errors():
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
        with self._transaction():
            rows = [(key, self.version, text, row_crc(key, text)) for key, text in found.items()]
            self._base.executemany("INSERT OR REPLACE INTO finding VALUES (?, ?, ?, ?)", rows)
            reasons = [(key, self.version, message) for key, message in (failed or {}).items()]
            self._base.executemany("INSERT OR REPLACE INTO failure VALUES (?, ?, ?)", reasons)

    def failures(self) -> dict[str, str]:
        """Why articles, by key, have no findings."""
        with self._named_errors():
            return dict(self._base.execute("SELECT key, message FROM failure WHERE version = ?", (self.version,)))

    def forget(self, keys: Iterable[str]) -> None:
        """Drop the findings of these keys, so that the articles are read again."""
        with self._transaction():
            self._base.executemany(
                "DELETE FROM finding WHERE key = ? AND version = ?", [(key, self.version) for key in keys]
            )

    def drop_unused(self) -> None:
        """Drop what no article of the last build needs, and the findings of other versions."""
        with self._transaction():
            self._base.execute("DELETE FROM article WHERE key NOT IN (SELECT key FROM current)")
            self._base.execute(
                "DELETE FROM finding WHERE version <> ? OR key NOT IN (SELECT key FROM current)", (self.version,)
            )
            self._base.execute("DELETE FROM failure")

    def sound(self) -> frozenset[str]:
        """The digests of the nodes that fitted the shapes in the last build."""
        with self._named_errors():
            return frozenset(row[0] for row in self._base.execute("SELECT digest FROM sound"))

    def swap_sound(self, digests: Iterable[str]) -> None:
        """Keep these in place of the digests of the last build."""
        with self._transaction():
            self._base.execute("DELETE FROM sound")
            self._base.executemany("INSERT OR IGNORE INTO sound VALUES (?)", ((one,) for one in digests))

    def swap_reports(self, about: Mapping[str, str]) -> dict[str, str]:
        """Keep which report is about which event; gives, for events that are gone, those that have their reports."""
        with self._transaction():
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

    def _transaction(self) -> _Transaction:
        return _Transaction(self._base, self._named_errors())

    def _named_errors(self) -> _NamedErrors:
        return _NamedErrors(self.path)


_KNOWN = "SELECT key FROM finding WHERE version = ? AND key IN ({})"


class _NamedErrors:
    """Turns SQLite's errors into ours, which name the file and say what to do."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: object) -> None:
        if isinstance(error, sqlite3.OperationalError | PermissionError | NotADirectoryError):
            raise StoreError(f"{self.path}: {_in_words(error, self.path)}: name another folder with --cache") from error
        if isinstance(error, sqlite3.DatabaseError | UnicodeDecodeError):  # the latter for an unreadable error message
            raise StoreDamaged(f"{self.path}: damaged ({error})") from error


def _in_words(error: Exception, path: Path) -> str:
    """What went wrong; SQLite calls a full disk a "disk I/O error"."""
    if isinstance(error, sqlite3.OperationalError) and shutil.disk_usage(path.parent).free < ROOM:
        return "no space left on device"
    return str(error)


class _Transaction:
    """All of a block's changes, or none."""

    def __init__(self, base: sqlite3.Connection, errors: _NamedErrors) -> None:
        self._base = base
        self._errors = errors

    def __enter__(self) -> None:
        with self._errors:
            self._base.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: object) -> None:
        if error is None:
            with self._errors:
                self._base.execute("COMMIT")
            return
        if self._base.in_transaction:
            self._base.execute("ROLLBACK")
        self._errors.__exit__(kind, error, at)


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
