"""Disturbed builds: what was there stays or is replaced as a whole, and the next build makes good what is missing."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from subprocess import PIPE

import pytest
from conftest import ROOT
from faults import CACHE, Built, build, committed, damage, files_of, fill, kill_build, small_disk, write_articles
from hostile import news

from kg.alone import alone_in
from kg.decisions import read_decisions
from kg.records import Decision
from kg.store import row_crc

PREVIOUS = Path(__file__).parent / "previous"  # one of each kind of file that earlier versions wrote
ARTICLES = 8
Rows = list[list[object]]
KILLS = 2  # `make soak` kills a hundred times


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    """A folder with articles and what an undisturbed build makes of them."""
    folder = tmp_path_factory.mktemp("undisturbed")
    write_articles(folder, ARTICLES)
    return folder, build(folder)


@pytest.fixture
def copy(undisturbed: tuple[Path, Built], tmp_path: Path) -> Path:
    """The same folder again, to be disturbed."""
    shutil.copytree(undisturbed[0], tmp_path / "copy")
    return tmp_path / "copy"


def test_killed_at_any_moment_the_next_build_goes_on(undisturbed: tuple[Path, Built], tmp_path: Path) -> None:
    chance = random.Random(1)
    told = []
    for number in range(KILLS):
        folder = tmp_path / str(number)
        shutil.copytree(undisturbed[0] / "in", folder / "in")
        kill_build(folder, chance.uniform(0.2, 1.2))
        kept = len(committed(folder / "out"))
        again = build(folder)
        told.append((again.code, again.messages, again.files == undisturbed[1].files, again.parsed + kept))
    assert told == [(0, [], True, ARTICLES)] * KILLS


def test_on_a_full_disk_the_previous_output_stays(undisturbed: tuple[Path, Built], tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 64_000_000) as made:
        if not made:
            pytest.skip("needs the right to mount a small file system")
        shutil.copytree(undisturbed[0], tmp_path / "disk" / "copy")
        folder, before = tmp_path / "disk" / "copy", undisturbed[1].files
        (folder / "in" / "later.txt").write_text(news(ARTICLES))
        told = []
        for left in (0, 50_000, 100_000):
            fill(tmp_path / "disk", left)
            done = build(folder)
            told.append((done.code, len(done.messages), done.files == before))
            assert "o space left on device" in done.messages[0]
            (tmp_path / "disk" / "filler").unlink()
        assert told == [(2, 1, True)] * 3
        assert build(folder).code == 0
        write_articles(tmp_path, ARTICLES)
        shutil.copy(folder / "in" / "later.txt", tmp_path / "in")
        assert files_of(folder / "out") == build(tmp_path).files


def test_a_cache_damaged_anywhere_is_mended(undisturbed: tuple[Path, Built], copy: Path) -> None:
    whole = (copy / "out" / CACHE).read_bytes()
    silent = []
    for seed in range(5):
        (copy / "out" / CACHE).write_bytes(whole)
        damage(copy / "out" / CACHE, random.Random(seed))
        again = build(copy, "--no-pictures")
        assert (again.code, again.files["graph.ttl"]) == (0, undisturbed[1].files["graph.ttl"])
        if again.parsed and not again.messages:
            silent.append(seed)
        assert [line for line in again.messages if str(CACHE) not in line] == []
    assert silent == []


def test_a_damaged_cache_of_undated_articles_is_named_and_made_anew(tmp_path: Path) -> None:
    news = "Foreign Minister Anna Novak of Norway met Erik Lind, the Swedish foreign minister, in Oslo on Monday."
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "undated.txt").write_text(news)
    (tmp_path / "in" / "dated.json").write_text(json.dumps({"text": news[:-1], "published": "2025-03-04"}))
    whole = build(tmp_path, "--no-pictures")
    store = tmp_path / "out" / CACHE.parent / "redated.sqlite"
    store.write_bytes(b"no database at all")
    (tmp_path / "out" / "graph.ttl").unlink()  # else there is nothing to do
    done = build(tmp_path, "--no-pictures")
    told = f"{store}: damaged (file is not a database): begun anew, all articles are read again"
    assert (done.code, done.messages, done.files) == (0, [told], whole.files)


def far(mentions: Rows, events: Rows) -> None:
    for row in (*mentions, *events):
        row[2] = [10**6, 10**6 + 5]


def unheard_of(mentions: Rows, events: Rows) -> None:
    for row in mentions:
        row[0] = "file:../../x"


def no_number(mentions: Rows, events: Rows) -> None:
    for row in (*mentions, *events):
        row[-1] = "1"


MADE_UP = {"far": far, "unheard of": unheard_of, "no number": no_number} | dict.fromkeys(
    ["null", "[[1],[2]]", "[" * 99_999]
)


@pytest.mark.parametrize("name", MADE_UP, ids=lambda name: name[:9])
def test_a_cache_that_somebody_made_up_is_not_believed(name: str, undisturbed: tuple[Path, Built], copy: Path) -> None:
    """Its checksums are right, its findings are none of these articles."""
    change = MADE_UP[name]
    with contextlib.closing(sqlite3.connect(copy / "out" / CACHE)) as base:
        for key, found in base.execute("SELECT key, found FROM finding").fetchall():
            text = name
            if change:
                mentions, events = json.loads(found)
                change(mentions, events)
                text = json.dumps([mentions, events])
            base.execute("UPDATE finding SET found = ?, crc = ? WHERE key = ?", (text, row_crc(key, text), key))
        base.commit()
    done = build(copy, "--no-pictures")
    assert (done.code, done.files["graph.ttl"]) == (0, undisturbed[1].files["graph.ttl"])
    assert {message.partition(": ")[2].partition(" of ")[0] for message in done.messages} == {"damaged findings"}


def test_a_second_build_in_the_same_folder_is_refused(copy: Path) -> None:
    for folder in (copy / "out", copy / "out" / ".cache"):
        before = files_of(copy / "out")
        with alone_in([folder]):
            done = build(copy)
        message = f"Error: {folder}: another build is at work here: wait until it has ended"
        assert (done.code, done.messages, done.files) == (2, [message], before)
    assert build(copy).code == 0


def test_of_two_builds_at_once_one_is_refused_and_the_other_undisturbed(
    undisturbed: tuple[Path, Built], tmp_path: Path
) -> None:
    """Two real processes; the first waits for its input, so that it is surely at work when the second begins."""
    write_articles(tmp_path, ARTICLES)
    lines = b"".join(path.read_bytes() + b"\n" for path in sorted((tmp_path / "in").iterdir()))
    words = [sys.executable, "-m", "kg", "build", "-", "--out", "out"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    start = partial(subprocess.Popen, words, cwd=tmp_path, env=environment, stdin=PIPE, stdout=PIPE, stderr=PIPE)
    with start() as first:
        while not (tmp_path / "out").is_dir():
            assert first.poll() is None
            time.sleep(0.05)
        with start() as second:
            told = second.communicate(lines)
        assert (second.returncode, told[0]) == (2, b"")
        assert (
            told[1].decode() == f"Error: {tmp_path / 'out'}: another build is at work here: wait until it has ended\n"
        )
        assert first.communicate(lines)[1] == b""
    assert (first.returncode, files_of(tmp_path / "out")) == (0, undisturbed[1].files)


@contextlib.contextmanager
def closed(path: Path) -> Iterator[None]:
    """The file or folder, which this process may not write, nor read where it is a file; root takes others' rights."""
    path.chmod(0o555 if path.is_dir() else 0)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        path.chmod(0o755)


NO_RIGHT = [
    ("in/a0001.json", 1, "in/a0001.json: cannot be read: Permission denied"),
    ("out", 2, "Error: out: cannot be written: Permission denied"),
    (
        "out/.cache",
        2,
        "Error: out/.cache/articles.sqlite: attempt to write a readonly database: name another folder",
    ),
    ("decisions.tsv", 2, "Error: decisions.tsv: cannot be read: [Errno 13] Permission denied: 'decisions.tsv'"),
]


@pytest.mark.parametrize(("place", "code", "message"), NO_RIGHT)
def test_without_permission(copy: Path, place: str, code: int, message: str) -> None:
    (copy / "decisions.tsv").write_text("verdict\tleft\tright\twho\twhen\twhy\n")
    for path in (copy, *copy.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    for folder in copy.parents[:-1]:
        folder.chmod(folder.stat().st_mode | 0o055)
    with closed(copy / place):
        done = build(copy, "--decisions", str(copy / "decisions.tsv"), "--no-pictures")
    told = [line.replace(f"{copy}/", "") for line in done.messages]
    assert (done.code, [line[: len(message)] for line in told]) == (code, [message])


def test_the_cache_of_the_previous_version_is_refused_by_name_and_made_anew(tmp_path: Path) -> None:
    write_articles(tmp_path, 2)
    whole = build(tmp_path)
    shutil.copy(PREVIOUS / "articles-1.sqlite", tmp_path / "out" / CACHE)
    done = build(tmp_path)
    told = f"{tmp_path / 'out' / CACHE}: written by another version of kg (format 1, not 2): begun anew, all articles"
    assert (done.code, done.files, done.parsed) == (0, whole.files, 2)
    assert [message[: len(told)] for message in done.messages] == [told]


def test_the_decisions_of_the_previous_version_are_read() -> None:
    assert read_decisions(PREVIOUS / "decisions-1.tsv") == (
        Decision("same", "person-sergei-lavrov", "person-sergey-lavrov", "ann", "2026-01-02", "one man"),
        Decision("different", "meeting-0a6a24293a38", "meeting-1bb91748016c", "ann", "2026-01-02", ""),
        Decision("drop", "report-0a6a24293a38", "", "bob", "2026-01-03", "no meeting"),
        Decision("rename", "person-erik-lind", "Erik Lindh", "bob", "2026-01-03", "spelt so"),
    )


def test_times_of_files_mean_nothing(copy: Path) -> None:
    """A clock set back must not make a changed file look old: content alone tells."""
    article = copy / "in" / "a0001.json"
    kept = article.stat()
    article.write_bytes(article.read_bytes().replace(b" the ", b" teh ", 1))
    os.utime(article, ns=(0, kept.st_mtime_ns))
    os.utime(copy / "out" / CACHE, (4e9, 4e9))
    done = build(copy, "--no-pictures")
    assert (done.code, done.messages, done.parsed) == (0, [], 1)
