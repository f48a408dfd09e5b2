"""What can be wrong with the store's file, in words, and blocks of changes of which all are made or none."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOM = 1_000_000  # bytes: with less free than this, what fails fails for that


class StoreError(OSError):
    """The store cannot be used as it is: no permission, a full disk, another writer that does not end."""


class StoreDamaged(ValueError):
    """The store's file is not one, or no longer whole."""


@contextmanager
def named_errors(path: Path) -> Iterator[None]:
    """Turns SQLite's errors into ours, which name the file and say what to do."""
    try:
        yield
    except (sqlite3.OperationalError, PermissionError, NotADirectoryError) as error:
        raise StoreError(f"{path}: {_in_words(error, path)}: name another folder with --cache") from error
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # the latter for an unreadable error message
        raise StoreDamaged(f"{path}: damaged ({error})") from error


@contextmanager
def transaction(base: sqlite3.Connection, path: Path) -> Iterator[None]:
    """All of a block's changes, or none."""
    with named_errors(path):
        base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if base.in_transaction:
                base.execute("ROLLBACK")
            raise
        base.execute("COMMIT")


def _in_words(error: Exception, path: Path) -> str:
    """What went wrong; SQLite calls a full disk a "disk I/O error"."""
    if isinstance(error, sqlite3.OperationalError) and shutil.disk_usage(path.parent).free < ROOM:
        return "no space left on device"
    return str(error)
