"""The commands that take a built graph to others: load, serve."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.commands.usage import PASSWORD, PLAIN, USER, WrongUsage

if TYPE_CHECKING:
    from kg.triplestore import NamedTriples

DEFAULT_GRAPH = Path("out/graph.ttl")
PORT = 8765


@click.command()
@click.argument("endpoint", metavar="ENDPOINT")
@click.argument("graph", type=click.Path(dir_okay=False, path_type=Path), default=DEFAULT_GRAPH)
@click.option("--into", metavar="IRI", help="the named graph to write  [default: the graph's base IRI]")
@click.option("--replace/--append", default=True, help="in place of what is there, or in addition  [default: replace]")
@click.option("--query-endpoint", "queries", metavar="URL", help="count there in SPARQL, not by reading all back")
@click.option("--plain-password", "plain", is_flag=True, help=PLAIN)
def load(endpoint: str, graph: Path, into: str | None, **push: Any) -> None:
    """Push a built graph to a triple store and count what arrived.

    ENDPOINT is the store's address for the SPARQL 1.1 Graph Store protocol, such as http://localhost:7878/store.
    N-Quads go graph by graph. A store that asks for user and password is given KG_STORE_USER and KG_STORE_PASSWORD, or
    you are asked.
    """
    with _errors_in_one_line():
        from kg.triplestore import read_graphs

        graphs = read_graphs(graph, into)
        number = _push(graphs, Push(endpoint, **push))
    where = f"<{graphs[0].graph}>" if len(graphs) == 1 else f"{len(graphs)} graphs"
    click.echo(f"{graph}: {number:,} triples are in {where}")


@dataclass(frozen=True, slots=True)
class Push:
    """Where triples go, and whether in place of what is there."""

    endpoint: str
    queries: str | None
    replace: bool
    plain: bool


def _push(graphs: Sequence[NamedTriples], push: Push) -> int:
    """How many triples were sent and found there. Who asks is asked for where the store wants it."""
    from kg.triplestore import NeedsPassword

    try:
        return _send(graphs, push, os.environ.get(USER, ""), os.environ.get(PASSWORD, ""))
    except NeedsPassword:
        if not sys.stdin.isatty():
            raise
        return _send(graphs, push, click.prompt("user"), click.prompt("password", hide_input=True))


def _send(graphs: Sequence[NamedTriples], push: Push, user: str, password: str) -> int:
    from kg.remote import Login
    from kg.triplestore import TripleStore, push_all

    store = TripleStore(push.endpoint, Login(user, password, push.plain), queries=push.queries)
    with progress("sending triples", sum(named.number for named in graphs)) as tell:
        return push_all(graphs, store, replace=push.replace, tell=tell)


@contextmanager
def progress(doing: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, transient=True, console=Console(stderr=True)) as bar:
        task = bar.add_task(doing, total=total)
        yield lambda done: bar.advance(task, done)


@contextmanager
def _errors_in_one_line() -> Iterator[None]:
    from kg.remote import NoAddress
    from kg.triplestore import NeedsPassword, StoreRefused
    from kg.views.view import GraphError

    try:
        yield
    except (GraphError, NoAddress) as error:
        raise WrongUsage(str(error)) from None
    except NeedsPassword as error:
        raise WrongUsage(f"{error}: set {USER} and {PASSWORD}") from None
    except StoreRefused as error:
        raise click.ClickException(str(error)) from None


@click.command()
@click.option(
    "--graph",
    type=click.Path(dir_okay=False, path_type=Path),
    default=DEFAULT_GRAPH,
    show_default=True,
    help="the built graph",
)
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes a free one")
@click.option("--host", default="127.0.0.1", show_default=True, help="the address to listen at: 0.0.0.0 lets others in")
@click.option("--timeout", "seconds", type=click.IntRange(1), default=30, show_default=True, help="seconds for a query")
def serve(graph: Path, host: str, port: int, seconds: int) -> None:
    """Serve the explorer and a read-only SPARQL endpoint until Ctrl-C.

    Nobody but this machine is answered, unless --host lets others in.
    """
    from kg.serving import Server, Serving
    from kg.views.view import GraphError

    signal.signal(signal.SIGTERM, _interrupt)  # or the store would go on without its front
    try:
        server = Server(Serving(graph=graph, host=host, port=port, seconds=seconds))
    except GraphError as error:
        raise WrongUsage(str(error)) from None
    except OSError as error:
        raise WrongUsage(f"--host {host} --port {port}: {error.strerror or error}: take another") from None
    address = f"http://{host}:{server.server_port}"
    click.echo(f"{address}/ explorer\n{address}/sparql SPARQL endpoint, read-only\n{address}/questions named questions")
    click.echo("Ctrl-C ends")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo()
    finally:
        server.server_close()


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
