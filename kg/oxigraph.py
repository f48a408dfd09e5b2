"""Oxigraph's own server over a copy of a graph, which it reads and cannot write to."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from kg.remote import one_line
from kg.views.view import GraphError, rdf_format

LOOPBACK = "127.0.0.1"
STARTS_IN = 60  # seconds that it may take to listen
ENDS_IN = 2  # seconds between the last word of a server that ends and its end
TRIES = 3


class Oxigraph:
    """A running server; `url` is where it takes queries. Ends, and its copy with it, when it is closed."""

    def __init__(self, graph: Path) -> None:
        """Copy the graph and start; raises GraphError or OSError."""
        self._program = _program()
        self._folder = tempfile.TemporaryDirectory(prefix="kg-serve-")
        self._lock = threading.Lock()
        try:
            self._load(graph)
            self._start()
        except BaseException:
            self._folder.cleanup()
            raise

    def restart(self, url: str) -> None:
        """End the queries that run at this address by starting anew at another, once however many ask for it.

        Its own time limit does not end every query: one that only counts goes on for hours.
        """
        with self._lock:
            if url == self.url:
                self._end()
                self._start()

    def revive(self, url: str) -> None:
        """Start anew where the server at this address has ended by itself, as by a query that is too deep for it."""
        with self._lock:
            if url == self.url and self._has_ended():
                self._start()

    def close(self) -> None:
        """End the server and remove the copy."""
        with self._lock:
            self._end()
            self._folder.cleanup()

    def _load(self, graph: Path) -> None:
        form = rdf_format(graph).file_extension
        command = [self._program, "load", "--location", self._folder.name, "--format", form, "--file", str(graph)]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode:
            raise GraphError(f"{graph}: not a graph that can be read: {one_line(done.stderr)}")

    def _start(self) -> None:
        for _ in range(TRIES):  # another program may take the port before Oxigraph does
            if self._listens(_free_port()):
                return
        raise OSError("Oxigraph does not start")

    def _listens(self, port: int) -> bool:
        """True once a server that is started here answers at this port; False where it ends before."""
        self.url = f"http://{LOOPBACK}:{port}/query"
        where = ["--location", self._folder.name, "--bind", f"{LOOPBACK}:{port}"]
        command = [self._program, "serve-read-only", "--union-default-graph", *where]
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)
        until = time.monotonic() + STARTS_IN
        while self._process.poll() is None and time.monotonic() < until:
            try:
                socket.create_connection((LOOPBACK, port), timeout=1).close()
                return True
            except OSError:
                time.sleep(0.02)
        self._end()
        return False

    def _has_ended(self) -> bool:
        """True where the server is gone, or is about to be: its connections end a moment before it does."""
        try:
            self._process.wait(ENDS_IN)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _end(self) -> None:
        self._process.kill()  # it has nothing to write, and would wait for its queries
        self._process.wait()


def _program() -> str:
    """Oxigraph's command, which is installed beside Python's."""
    found = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if found is None:
        raise GraphError("oxigraph is not installed: pip install oxigraph")
    return found


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((LOOPBACK, 0))
        return int(one.getsockname()[1])
