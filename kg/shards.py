"""A shard on disk: articles to read, and what workers have found in them so far, so that none is lost or read twice.

Workers share nothing but a folder, on one machine or on a file system that all machines of a cluster see. Each keeps
a log of its own, a line for an article that it begins and one for what it found; of a worker that was killed in the
middle every whole line counts. A shard is done when all that was found lies in one file, put in its place at once.
"""

from __future__ import annotations

import json
import os
import socket
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from kg.defaults import ARTICLE_SECONDS, DEFAULT_MODEL
from kg.records import Article, Extraction, digest
from kg.store.written import read_article, written_article, written_findings

BEGUN, FOUND, FAILED = "begun", "found", "failed"


@dataclass(frozen=True, slots=True)
class Progress:
    """What the logs of a shard tell, by the keys of articles."""

    found: Mapping[str, str]
    failed: Mapping[str, str]
    deaths: Mapping[str, int]  # how many workers began the article and never came to its end

    def __contains__(self, key: str) -> bool:
        """True where the article needs no more reading."""
        return key in self.found or key in self.failed


@dataclass(frozen=True, slots=True)
class Reader:
    """With which model articles are read, and how many seconds one may take."""

    model: str = DEFAULT_MODEL
    seconds: float = ARTICLE_SECONDS


@dataclass(frozen=True, slots=True)
class Shard:
    """The files of some articles, to be read by the rules of a version."""

    folder: Path
    name: str
    version: str
    reader: Reader

    def articles(self) -> list[tuple[str, Article]]:
        """The articles with their keys."""
        lines = self._file("articles").read_text("utf-8").split("\n")[:-1]
        return [(key, read_article(record)) for key, record in map(json.loads, lines)]

    def is_done(self) -> bool:
        """True once everything that was found lies in one file."""
        return self._file("done").exists()

    def progress(self) -> Progress:
        """What was found so far, by this worker and those before it."""
        done = self._file("done")
        return progress_of([done] if done.exists() else self._logs())

    def log(self) -> Log:
        """A log of one's own, that no other worker writes to."""
        return Log(self._file(f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:8]}.log"))

    def finish(self) -> None:
        """Put all that was found into one file."""
        progress, log = self.progress(), self.log()
        with log:
            for key in sorted(progress.found):
                log.write(key, FOUND, progress.found[key])
            for key in sorted(progress.failed):
                log.write(key, FAILED, progress.failed[key])
        log.path.replace(self._file("done"))

    def remove(self) -> None:
        """Delete the shard's files."""
        for path in (self._file("articles"), self._file("done"), *self._logs()):
            path.unlink(missing_ok=True)

    def _file(self, ending: str) -> Path:
        return self.folder / f"{self.name}.{ending}"

    def _logs(self) -> list[Path]:
        return sorted(self.folder.glob(f"{self.name}.*.log"))


class Log:
    """What one worker did, line by line; used in a `with` block."""

    def __init__(self, path: Path) -> None:
        """The file is made here."""
        self.path = path
        self._file = path.open("w", encoding="utf-8", newline="\n")

    def __enter__(self) -> Log:
        """The log itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._file.close()

    def begin(self, key: str) -> None:
        """The article of this key is being read."""
        self.write(key, BEGUN, "")

    def keep(self, key: str, found: Extraction | str) -> None:
        """This was found in it; a text in place of findings says why there are none."""
        if isinstance(found, str):
            self.write(key, FAILED, found)
        else:
            self.write(key, FOUND, written_findings(found))

    def write(self, key: str, state: str, text: str) -> None:
        """One line, out of this process's hands when it returns."""
        self._file.write(json.dumps([key, state, text], ensure_ascii=False) + "\n")
        self._file.flush()


def write_shard(folder: Path, articles: Iterable[tuple[str, Article]], *, version: str, reader: Reader) -> Shard:
    """The shard of these articles, its file of articles written."""
    rows = [(key, written_article(article)) for key, article in articles]
    shard = Shard(folder, digest(version, *(key for key, _ in rows), length=20), version, reader)
    folder.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / f"{shard.name}.articles").write_text(text, "utf-8", newline="\n")
    return shard


def left_behind(folder: Path) -> list[Path]:
    """The files of shards that an earlier run did not come to the end of."""
    return sorted(path for path in folder.glob("*.*") if path.suffix in {".log", ".done", ".articles"})


def progress_of(logs: Iterable[Path]) -> Progress:
    """What these logs tell together."""
    found: dict[str, str] = {}
    failed: dict[str, str] = {}
    begun: Counter[str] = Counter()
    for log in logs:
        for key, state, text in _lines(log):
            if state == BEGUN:
                begun[key] += 1
            else:
                (found if state == FOUND else failed)[key] = text
    deaths = {key: number for key, number in begun.items() if key not in found and key not in failed}
    return Progress(found, failed, deaths)


def _lines(log: Path) -> Iterator[tuple[str, str, str]]:
    """The whole lines of a log; the last one of a killed worker may be half a line."""
    for line in log.read_text("utf-8", errors="replace").split("\n"):
        try:
            key, state, text = json.loads(line)
        except (ValueError, TypeError):
            continue
        yield key, state, text
