"""One build at a time in a folder: two that write the same files and the same cache would mix."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path


class FolderBusy(OSError):
    """Another build is at work in the folder."""


@contextmanager
def alone_in(folders: Iterable[Path]) -> Iterator[None]:
    """Keeps other builds out of the folders while the block runs; those that it made and left empty are removed.

    The lock is the operating system's, on the folder itself: it is gone with the process, however that ends.
    """
    with ExitStack() as stack:
        for folder in sorted({folder.absolute() for folder in folders}):
            made = [place for place in (folder, *folder.parents) if not place.exists()]
            folder.mkdir(parents=True, exist_ok=True)
            stack.callback(_remove_empty, made)
            _lock(folder, stack)
        yield


def _lock(folder: Path, stack: ExitStack) -> None:
    handle = os.open(folder, os.O_RDONLY)
    stack.callback(os.close, handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise FolderBusy(f"{folder}: another build is at work here: wait until it has ended") from None


def _remove_empty(folders: Iterable[Path]) -> None:
    with suppress(OSError):
        for folder in folders:
            folder.rmdir()
