"""A limit to the time that one article may take: hostile text must not stop a build."""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kg.defaults import ARTICLE_SECONDS

AGAIN = 1.0  # seconds until the next try, where a library swallowed the first interruption


class TookTooLong(Exception):
    """The block did not end in time."""


class _Interrupted(BaseException):
    """Raised in the middle of the work; not an Exception, so that a library's `except Exception` lets it pass."""


@contextmanager
def time_limit(seconds: float = ARTICLE_SECONDS) -> Iterator[None]:
    """Lets the block run for so many seconds, then raises TookTooLong; one limit at a time."""
    start = _by_signal if threading.current_thread() is threading.main_thread() else _by_thread
    stop = start(seconds)
    try:
        try:
            yield
        finally:
            stop()
    except _Interrupted:  # in the block, or just after it
        stop()
        raise TookTooLong(f"took longer than {seconds:g} seconds") from None


def _by_signal(seconds: float) -> Callable[[], None]:
    """A timer that also ends a regular expression that has lost itself; only a main thread can have it.

    It counts what this process computes, so that an article has as much time on a busy machine.
    """
    before = signal.signal(signal.SIGPROF, _interrupt)
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)

    def stop() -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)

    return stop


def _interrupt(number: int, frame: object) -> None:
    raise _Interrupted


def _by_thread(seconds: float) -> Callable[[], None]:
    """A thread that watches this one: the interruption comes between two steps of Python."""
    done, watched = threading.Event(), ctypes.c_ulong(threading.get_ident())

    def watch() -> None:
        wait = seconds
        while not done.wait(wait):
            ctypes.pythonapi.PyThreadState_SetAsyncExc(watched, ctypes.py_object(_Interrupted))
            wait = AGAIN

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()

    def stop() -> None:
        done.set()
        watcher.join()

    return stop
