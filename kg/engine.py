"""Run one function over shards of work, in any order, on the cores of this machine: `local://2`.

The function must be idempotent and leave its results in a file of its own or a store: a shard whose worker died is
run again. Nothing is returned through the engine, so that any engine can run it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Protocol, TypeVar

Shard = TypeVar("Shard")

RESTARTS = 2  # of the whole pool; after that each shard gets a worker of its own, to find the one that kills


class EngineError(ValueError):
    """No engine of this name, or it does not run."""


class Engine(Protocol):
    """Runs a function over shards; yields each shard's index when it is done, with an error where it failed."""

    @property
    def workers(self) -> int:
        """How many shards it runs at once."""
        ...

    def run(self, work: Callable[[Shard], None], shards: Sequence[Shard]) -> Iterator[tuple[int, str | None]]:
        """The indexes of the shards as they are done, and what went wrong (None where all is well)."""
        ...


def open_engine(url: str | None = None) -> Engine:
    """The engine of a URL; None stands for every core of this machine.

    >>> open_engine("local://2")
    Local(workers=2)
    """
    if url is None:
        return Local(cores())
    scheme, _, rest = url.partition("://")
    if scheme != "local":
        raise EngineError(f"--engine {url}: no such engine: write local://2 for two processes of this machine")
    if rest and not (rest.isascii() and rest.isdigit() and int(rest) > 0):
        raise EngineError(f"--engine {url}: '{rest}' is no number of processes: write local://2")
    return Local(int(rest) if rest else cores())


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Local:
    """Processes of this machine; with one worker, or one shard, this process itself."""

    workers: int

    def run(self, work: Callable[[Shard], None], shards: Sequence[Shard]) -> Iterator[tuple[int, str | None]]:
        """The indexes of the shards as they are done; a worker that dies is replaced."""
        if min(self.workers, len(shards)) <= 1:
            for index, shard in enumerate(shards):
                yield index, _error_of(work, shard)
            return
        left = set(range(len(shards)))
        for _ in range(1 + RESTARTS):
            for index, error in _pooled(work, {index: shards[index] for index in sorted(left)}, self.workers):
                left.discard(index)
                yield index, error
            if not left:
                return
        for index in sorted(left):
            done = list(_pooled(work, {index: shards[index]}, 1))
            yield done[0] if done else (index, "the process that ran it was killed, each time it was tried")


def _error_of(work: Callable[[Shard], None], shard: Shard) -> str | None:
    try:
        work(shard)
    except Exception as error:  # the border of a batch: named, and the rest goes on
        return f"{type(error).__name__}: {error}"
    return None


def _pooled(work: Callable[[Shard], None], shards: dict[int, Shard], workers: int) -> Iterator[tuple[int, str | None]]:
    """Runs the shards in a fresh pool; ends early, without a word, where a worker died."""
    context = get_context("spawn")  # forking a process that has threads and a model loaded is not safe
    with ProcessPoolExecutor(min(workers, len(shards)), mp_context=context) as pool:
        indexes: dict[Future[None], int] = {pool.submit(work, shard): index for index, shard in shards.items()}
        waiting = set(indexes)
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                error = future.exception()
                if isinstance(error, BrokenProcessPool):
                    continue  # every shard not yet done fails so: it is left for the next pool
                yield indexes[future], f"{type(error).__name__}: {error}" if error else None
