"""Real triple stores for tests: an Oxigraph and a Virtuoso server on the loopback address, ended by process id."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

LOOPBACK = "127.0.0.1"
STARTS_IN = 300  # seconds; a busy machine needs 20
OXIGRAPH = Path(sys.executable).with_name("oxigraph")
VIRTUOSO = shutil.which("virtuoso-t")
VIRTUOSO_SETTINGS = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = {host}:{sql}
DisableUnixSocket = 1
ServerThreads = 20
CheckpointInterval = 0
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = {host}:{http}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 1000
"""


@dataclass(frozen=True, slots=True)
class Served:
    """A running store: its Graph Store address, its SPARQL address, and who may write."""

    store: str
    queries: str
    user: str = ""
    password: str = ""


@contextmanager
def oxigraph(folder: Path, *words: str) -> Iterator[Served]:
    """An Oxigraph server with an empty store in the folder; `words` are `serve` and options."""
    (port,) = free_ports(1)
    command = [str(OXIGRAPH), *(words or ("serve",)), "--location", str(folder), "--bind", f"{LOOPBACK}:{port}"]
    host = f"http://{LOOPBACK}:{port}"
    with _running(command, folder, f"{host}/"):
        yield Served(f"{host}/store", f"{host}/query")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Served]:
    """A Virtuoso server with an empty store in the folder."""
    assert VIRTUOSO
    sql, http = free_ports(2)
    (folder / "virtuoso.ini").write_text(VIRTUOSO_SETTINGS.format(host=LOOPBACK, sql=sql, http=http), "utf-8")
    command = [VIRTUOSO, "+foreground", "+configfile", "virtuoso.ini"]
    host = f"http://{LOOPBACK}:{http}"
    with _running(command, folder, f"{host}/sparql?query=ASK%7B%7D"):
        yield Served(f"{host}/sparql-graph-crud-auth", f"{host}/sparql", "dba", "dba")


def free_ports(number: int) -> list[int]:
    """So many ports that nobody listens on now, no two alike."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server((LOOPBACK, 0))) for _ in range(number)]
        return [int(one.getsockname()[1]) for one in sockets]


@contextmanager
def _running(command: list[str], folder: Path, url: str) -> Iterator[None]:
    """The program runs and answers at the URL; afterwards it has ended."""
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    try:
        _wait(server, url, folder / "server.log")
        yield
    finally:
        end(server)


def end(process: subprocess.Popen[bytes]) -> None:
    """The process has ended, at the latest when it is killed."""
    process.terminate()
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    until = time.monotonic() + STARTS_IN
    while server.poll() is None and time.monotonic() < until:
        try:
            httpx.get(url, timeout=5)
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError(f"{server.args}: does not answer at {url}: {log.read_text('utf-8', 'replace')[-2000:]}")
