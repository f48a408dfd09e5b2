"""Run one function over shards of work, in any order: on this machine's cores, on Dask or on Spark.

The function must be idempotent and leave its results in files of its own: a shard whose worker died is run again.
Nothing is returned through the engine, so that any engine can run it; another one is a class with `workers` and `run`.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from threading import Thread
from typing import Any, Protocol, TypeVar

Shard = TypeVar("Shard")

ATTEMPTS = 10  # at a shard whose worker dies; reading sets an article aside after three, so that several may kill
_NO_WORKER = f"{ATTEMPTS} workers died, none came to an end: a script that builds needs `if __name__ == '__main__':`"
PATIENCE = 10  # seconds until a scheduler that does not answer is given up
RENEWED = 200  # shards, after which a worker makes way for a new one: spaCy keeps every word that it ever saw


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
    scheme, bar, rest = ("local://" if url is None else url).partition("://")
    if not bar or scheme not in _ENGINES:
        raise EngineError(f"--engine {url}: no such engine: write local://2, dask://HOST:PORT or spark://HOST:PORT")
    return _ENGINES[scheme](rest)


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Local:
    """Processes of this machine; with one worker, or one shard, this process itself, where no worker waits."""

    workers: int

    def run(self, work: Callable[[Shard], None], shards: Sequence[Shard]) -> Iterator[tuple[int, str | None]]:
        """The indexes of the shards as they are done; a worker that dies is replaced, and no other is hurt."""
        if min(self.workers, len(shards)) <= 1 and not _WAITING.get():
            yield from (_tried(work, one) for one in enumerate(shards))
            return
        left = deque(enumerate(shards))
        deaths, alive = [0] * len(shards), False
        idle = [_hired() for _ in range(min(self.workers, len(shards)))]
        busy: dict[Future[tuple[int, str | None]], tuple[ProcessPoolExecutor, tuple[int, Shard]]] = {}
        try:
            while left or busy:
                while left and idle:
                    worker, one = idle.pop(), left.popleft()
                    busy[worker.submit(_tried, work, one)] = (worker, one)
                for future in wait(busy, return_when=FIRST_COMPLETED).done:
                    worker, one = busy.pop(future)
                    died = isinstance(future.exception(), BrokenProcessPool)
                    alive = alive or not died
                    idle.append(_worker() if died else worker)
                    deaths[one[0]] += died
                    if not alive and sum(deaths) >= ATTEMPTS:
                        raise EngineError(_NO_WORKER)
                    if died and deaths[one[0]] < ATTEMPTS:
                        left.appendleft(one)
                    else:
                        yield (
                            (one[0], f"the process that ran it was killed {ATTEMPTS} times")
                            if died
                            else future.result()
                        )
        finally:
            for worker, _ in busy.values():
                worker.shutdown(cancel_futures=True)
            _dismiss(idle)


@dataclass(frozen=True, slots=True)
class Dask:
    """The workers of a Dask cluster, all of which see the folder of the shards."""

    address: str

    @property
    def workers(self) -> int:
        """The threads of all workers."""
        with self._client() as client:
            return max(1, int(sum(client.nthreads().values())))

    def run(self, work: Callable[[Shard], None], shards: Sequence[Shard]) -> Iterator[tuple[int, str | None]]:
        """The indexes of the shards as they are done; Dask runs again what a dead worker had."""
        with self._client() as client:
            futures = {client.submit(_tried, work, one, pure=False): one[0] for one in enumerate(shards)}
            for future in import_module("distributed").as_completed(futures):
                error = future.exception()
                yield (futures[future], f"{type(error).__name__}: {error}") if error else future.result()

    def _client(self) -> Any:
        try:
            distributed = import_module("distributed")
        except ImportError:
            raise EngineError("--engine dask://: Dask is not installed: pip install 'diplomacy-kg[dask]'") from None
        try:
            return distributed.Client(f"tcp://{self.address}", timeout=PATIENCE)
        except OSError as error:
            raise EngineError(f"--engine dask://{self.address}: no scheduler answers there: {error}") from None


@dataclass(frozen=True, slots=True)
class Spark:
    """The executors of a Spark cluster, all of which see the folder of the shards; or Spark's own `local[2,4]`."""

    address: str

    @property
    def workers(self) -> int:
        """How many tasks Spark runs at once."""
        return max(1, int(self._context().defaultParallelism))

    def run(self, work: Callable[[Shard], None], shards: Sequence[Shard]) -> Iterator[tuple[int, str | None]]:
        """The indexes of the shards, all at the end; Spark runs a task again whose worker died."""
        rows = self._context().parallelize(list(enumerate(shards)), len(shards))
        yield from rows.map(partial(_tried, work)).collect()

    def _context(self) -> Any:
        try:
            from pyspark import SparkConf, SparkContext
        except ImportError:
            raise EngineError("--engine spark://: Spark is not installed: pip install 'diplomacy-kg[spark]'") from None
        master = self.address if self.address.startswith("local") else f"spark://{self.address}"
        settings = SparkConf().setMaster(master).setAppName("kg").set("spark.ui.showConsoleProgress", "false")
        return SparkContext.getOrCreate(settings)


def _local(workers: str) -> Local:
    if workers and not (workers.isascii() and workers.isdigit() and int(workers) > 0):
        raise EngineError(f"--engine local://{workers}: '{workers}' is no number of processes: write local://2")
    return Local(int(workers) if workers else cores())


_ENGINES: dict[str, Callable[[str], Engine]] = {"local": _local, "dask": Dask, "spark": Spark}


def _tried(work: Callable[[Shard], None], one: tuple[int, Shard]) -> tuple[int, str | None]:
    """The shard's index and what went wrong in it, None where all is well."""
    index, shard = one
    try:
        work(shard)
    except Exception as error:  # the border of a batch: named, and the rest goes on
        return index, f"{type(error).__name__}: {error}"
    return index, None


_WAITING: ContextVar[list[ProcessPoolExecutor] | None] = ContextVar("waiting", default=None)


@contextmanager
def worker_kept() -> Iterator[None]:
    """In the block one local worker waits after a run for the next: to start one takes as long as forty articles."""
    token = _WAITING.set([])
    try:
        yield
    finally:
        waiting = _WAITING.get() or []
        _WAITING.reset(token)
        _dismiss(waiting)


def _hired() -> ProcessPoolExecutor:
    """The worker that waits, if it still lives, else a new one."""
    waiting = _WAITING.get()
    worker = waiting.pop() if waiting else None
    return worker if worker is not None and _lives(worker) else _worker()


def _lives(worker: ProcessPoolExecutor) -> bool:
    try:
        return worker.submit(int).result() == 0
    except BrokenProcessPool:
        return False


def _dismiss(workers: Iterable[ProcessPoolExecutor]) -> None:
    """Let workers that have nothing to do end, all but one where one is kept."""
    waiting = _WAITING.get()
    for worker in workers:
        if waiting is not None and not waiting:
            waiting.append(worker)
        else:
            worker.shutdown()


def _worker() -> ProcessPoolExecutor:
    """A process of one's own: in a pool of several, the death of one takes the others along."""
    spawn = multiprocessing.get_context("spawn")  # forking a process that has threads and a model loaded is not safe
    return ProcessPoolExecutor(1, mp_context=spawn, initializer=_begin_worker, max_tasks_per_child=RENEWED)


def _begin_worker() -> None:
    """End with the process that started this one, and at once on Ctrl-C, which is told there."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: Any) -> None:
    parent.join()
    os._exit(1)
