"""The engine, with real processes; the work functions must be importable, so they stand at the top."""

from __future__ import annotations

import multiprocessing
import os
import signal
from functools import partial
from pathlib import Path

import pytest

from kg.engine import EngineError, Local, open_engine, worker_kept
from kg.reading import useful_workers


def leave_mark(folder: Path, name: str) -> None:
    (folder / name).write_text(str(os.getpid()))


def die_once(folder: Path, name: str) -> None:
    """Killed in the middle, the first time; done when it is run again."""
    if name == "b" and not (folder / "died").exists():
        (folder / "died").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    leave_mark(folder, name)


def always_die(folder: Path, name: str) -> None:
    if name == "b":
        os.kill(os.getpid(), signal.SIGKILL)
    leave_mark(folder, name)


def fail(folder: Path, name: str) -> None:
    if name == "b":
        raise ValueError("no such word")
    leave_mark(folder, name)


NAMES = ["a", "b", "c", "d"]


def marks(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"died"}


def test_one_worker_is_this_process(tmp_path: Path) -> None:
    assert list(Local(1).run(partial(leave_mark, tmp_path), NAMES)) == [(index, None) for index in range(4)]
    assert {(tmp_path / name).read_text() for name in NAMES} == {str(os.getpid())}


def test_two_workers_do_every_shard_once(tmp_path: Path) -> None:
    assert sorted(Local(2).run(partial(leave_mark, tmp_path), NAMES)) == [(index, None) for index in range(4)]
    assert marks(tmp_path) == set(NAMES)
    assert str(os.getpid()) not in {(tmp_path / name).read_text() for name in NAMES}


def test_a_killed_worker_is_replaced_and_nothing_is_lost(tmp_path: Path) -> None:
    assert sorted(Local(2).run(partial(die_once, tmp_path), NAMES)) == [(index, None) for index in range(4)]
    assert (marks(tmp_path), (tmp_path / "died").exists()) == (set(NAMES), True)


def test_the_shard_that_kills_every_worker_is_named(tmp_path: Path) -> None:
    done = dict(Local(2).run(partial(always_die, tmp_path), NAMES))
    assert {index for index, error in done.items() if error} == {1}
    assert (done[1], marks(tmp_path)) == ("the process that ran it was killed 10 times", {"a", "c", "d"})


def test_where_no_worker_lives_it_ends(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="10 workers died"):
        list(Local(2).run(partial(always_die, tmp_path), ["b", "b"]))


def workers_of(folder: Path) -> set[int]:
    return {int((folder / name).read_text()) for name in NAMES}


def test_a_worker_that_is_kept_takes_the_next_run_and_then_ends(tmp_path: Path) -> None:
    with worker_kept():
        list(Local(2).run(partial(leave_mark, tmp_path), NAMES))
        first = workers_of(tmp_path)
        list(Local(1).run(partial(leave_mark, tmp_path), NAMES))
        second = workers_of(tmp_path)
    assert (len(second), second <= first) == (1, True)
    assert multiprocessing.active_children() == []


def test_a_worker_that_died_while_it_waited_is_replaced(tmp_path: Path) -> None:
    with worker_kept():
        list(Local(2).run(partial(leave_mark, tmp_path), NAMES))
        (waiting,) = multiprocessing.active_children()
        waiting.kill()
        waiting.join()
        assert sorted(Local(2).run(partial(leave_mark, tmp_path), NAMES)) == [(index, None) for index in range(4)]
    assert waiting.pid not in workers_of(tmp_path)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_failing_shard_does_not_stop_the_others(tmp_path: Path, workers: int) -> None:
    done = dict(Local(workers).run(partial(fail, tmp_path), NAMES))
    assert done == {0: None, 1: "ValueError: no such word", 2: None, 3: None}


@pytest.mark.parametrize("url", ["local://0", "local://x", "local://-1", "ray://localhost:8786", "nonsense", ""])
def test_an_unknown_engine_is_an_error(url: str) -> None:
    with pytest.raises(EngineError, match="write local://2"):
        open_engine(url)


def test_no_more_workers_than_there_is_work_for() -> None:
    assert [useful_workers(number, 4) for number in (0, 1, 40, 41, 1000)] == [1, 1, 1, 2, 4]
