"""Builds that are disturbed: killed, on a full disk, with a damaged cache; for the tests and for `make soak`."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from click.testing import CliRunner
from variety import varied

from kg.articles import content_key
from kg.cli import main
from kg.extract import extract
from kg.records import Article, Extraction
from kg.shards import left_behind, progress_of

CACHE = Path(".cache/articles.sqlite")
LOOK = 0.003  # seconds from one look at a build's clock to the next
PARAGRAPHS = 2  # of each article: enough to tell its events
# Not a copy of this process: the threads of its libraries would be missing in it, and it would wait for them for ever.
_FRESH = multiprocessing.get_context("forkserver")
_FRESH.set_forkserver_preload(["kg.cli", "kg.extract", "kg.pipeline"])
FOLLOW_THE_BUILD = {"build.json", CACHE.parent.name}  # what no two builds have alike


@dataclass(frozen=True, slots=True)
class Built:
    """How a build ended, what it left (without what no two builds have alike), and how many articles it parsed."""

    code: int
    messages: list[str]
    files: dict[str, bytes]
    parsed: int


def write_articles(folder: Path, number: int) -> None:
    """The beginnings of so many articles, in `in` below the folder."""
    (folder / "in").mkdir(exist_ok=True)
    for count in range(number):
        article = json.dumps(varied(count, paragraphs=PARAGRAPHS))
        (folder / "in" / f"a{count:04}.json").write_text(article, "utf-8")


def build(folder: Path, *options: str) -> Built:
    """Builds `in` into `out` in this process."""
    out = folder / "out"
    with patch("kg.extract.extract", wraps=extract) as parse:
        done = CliRunner().invoke(main, _words(folder, *options), prog_name="kg")
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Built(done.exit_code, done.stderr.splitlines(), files_of(out), parse.call_count)


def files_of(out: Path) -> dict[str, bytes]:
    """The output files that two builds of the same articles have alike."""
    there = sorted(out.iterdir()) if out.is_dir() else []
    return {path.name: path.read_bytes() for path in there if path.name not in FOLLOW_THE_BUILD}


def _words(folder: Path, *options: str) -> list[str]:
    return ["build", str(folder / "in"), "--out", str(folder / "out"), "--engine", "local://1", *options]


def kill_build(folder: Path, seconds: float) -> bool:
    """Builds in a process of its own that is killed once it has worked so many seconds; False where it ended before.

    Seconds of work, so that a busy machine kills at the same moments. The keys of what it parses come into the file
    `parsed` of the folder, what it says into `said`.
    """
    for name in ("parsed", "said"):
        (folder / name).write_text("")
    building = _FRESH.Process(target=_build_noting_parses, args=(folder,))
    building.start()
    with contextlib.suppress(OSError):  # gone between two looks
        while building.is_alive() and time.clock_gettime(~(building.pid or 0) << 3 | 2) < seconds:  # its clock of work
            time.sleep(LOOK)
    building.kill()
    building.join()
    return building.exitcode == -signal.SIGKILL


def _build_noting_parses(folder: Path) -> None:
    """Build, with the noise in a file."""
    os.dup2(os.open(folder / "said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
    with _parses_noted(folder / "parsed"):
        main(_words(folder), prog_name="kg")


@contextlib.contextmanager
def _parses_noted(path: Path) -> Iterator[None]:
    """In the block, the file takes the key of each article that is parsed to its end."""

    def noted(article: Article, *, model: str) -> Extraction:
        found = extract(article, model=model)
        file.write(f"{content_key(article)}\n")
        return found

    with path.open("w", buffering=1) as file, patch("kg.extract.extract", noted):
        yield


def committed(out: Path) -> set[str]:
    """The keys of the articles that have findings in the cache, or in what workers left behind."""
    folder = (out / CACHE).parent
    logs = [path for place in folder.glob("shards/*") for path in left_behind(place)]
    keys = set(progress_of(path for path in logs if path.suffix != ".articles").found)
    for store in folder.glob("*.sqlite"):
        with contextlib.closing(sqlite3.connect(store)) as base, contextlib.suppress(sqlite3.OperationalError):
            keys |= {row[0] for row in base.execute("SELECT key FROM finding")}
    return keys


def damage(path: Path, chance: random.Random) -> None:
    """Overwrites some bytes of a file."""
    content = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 8, 64))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path.write_bytes(bytes(content))


@contextlib.contextmanager
def small_disk(place: Path, size: int) -> Iterator[bool]:
    """A file system of its own in memory, of so many bytes; False where this user may not make one."""
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], capture_output=True)
    try:
        yield made.returncode == 0
    finally:
        if made.returncode == 0:
            subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(place: Path, left: int) -> None:
    """Fills the file system that the folder is on up to so many bytes."""
    free = os.statvfs(place)
    (place / "filler").write_bytes(b"\0" * max(0, free.f_bavail * free.f_frsize - left))
