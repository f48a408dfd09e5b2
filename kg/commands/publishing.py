"""The commands that take a built graph to others: load, serve."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.usage import WrongUsage

if TYPE_CHECKING:
    from kg.triplestore import Pushed

DEFAULT_GRAPH = Path("out/graph.ttl")
USER, PASSWORD = "KG_STORE_USER", "KG_STORE_PASSWORD"
PORT = 8765


@click.command()
@click.argument("endpoint", metavar="ENDPOINT")
@click.argument("graph", type=click.Path(dir_okay=False, path_type=Path), default=DEFAULT_GRAPH)
@click.option("--into", metavar="IRI", help="the named graph to write  [default: the graph's base IRI]")
@click.option("--replace/--append", default=True, help="in place of what is there, or in addition  [default: replace]")
@click.option("--query-endpoint", "queries", metavar="URL", help="count there in SPARQL, not by reading all back")
def load(endpoint: str, graph: Path, into: str | None, replace: bool, queries: str | None) -> None:
    """Push a built graph to a triple store and count what arrived.

    ENDPOINT is the store's address for the SPARQL 1.1 Graph Store protocol, such as http://localhost:7878/store.
    A store that asks for user and password is given KG_STORE_USER and KG_STORE_PASSWORD, or you are asked.
    """
    with _errors_in_one_line():
        from kg.triplestore import read_triples

        pushed = read_triples(graph)
        named = into or pushed.base_iri
        if not named:
            raise WrongUsage(f"{graph}: has no prefix id: that says where its nodes lie: name the graph with --into")
        arrived = _push(pushed, endpoint, named, replace=replace, queries=queries)
    if arrived < pushed.number or (replace and arrived != pushed.number):
        raise click.ClickException(f"<{named}> holds {arrived} triples, but {graph} has {pushed.number}: load it again")
    click.echo(f"{graph}: {pushed.number:,} triples are in <{named}> ({arrived:,} there)")


def _push(pushed: Pushed, endpoint: str, named: str, *, replace: bool, queries: str | None) -> int:
    """Send the triples; how many the store's graph then holds. Who asks is asked for where the store wants it."""
    from kg.triplestore import NeedsPassword, TripleStore

    def send(user: str, password: str) -> int:
        store = TripleStore(endpoint, named, user=user, password=password, queries=queries)
        (store.replace if replace else store.append)(pushed)
        return store.count()

    try:
        return send(os.environ.get(USER, ""), os.environ.get(PASSWORD, ""))
    except NeedsPassword:
        if os.environ.get(USER) or not sys.stdin.isatty():
            raise
        return send(click.prompt("user"), click.prompt("password", hide_input=True))


@contextmanager
def _errors_in_one_line() -> Iterator[None]:
    from kg.triplestore import NeedsPassword, NoAddress, StoreRefused
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
def serve(graph: Path, port: int) -> None:
    """Serve the explorer and a read-only SPARQL endpoint on this machine alone, until Ctrl-C."""
    from kg.query.questions import QueryError
    from kg.serving import open_server
    from kg.views.view import GraphError

    try:
        server = open_server(graph, port)
    except (GraphError, QueryError) as error:
        raise WrongUsage(str(error)) from None
    except OSError as error:
        raise WrongUsage(f"--port {port}: {error.strerror or error}: take another") from None
    host = f"http://127.0.0.1:{server.server_port}"
    click.echo(f"{host}/ explorer\n{host}/sparql SPARQL endpoint, read-only\nCtrl-C ends")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo()
    finally:
        server.server_close()
