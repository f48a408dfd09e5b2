"""A built graph -> a triple store, by the SPARQL 1.1 Graph Store protocol; what arrived is counted.

A graph goes in parts, the first in place of what was there (PUT) and the others in addition (POST): so it may be larger
than memory, and a part whose connection breaks is sent again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import urlencode, urlsplit

import httpx
import pyoxigraph as ox

from kg.remote import NOBODY, Login, NoAnswer, Refused, Remote, check_address, media_type, one_line
from kg.views.view import GraphError, rdf_format

TIMEOUT = 600  # seconds for one request: a store may index a part for long before it answers
PART = 50_000  # triples of one request, some 10 MB
TRIPLES = {"Content-Type": "application/n-triples"}
READ = {"Accept": "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"}
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/sparql-results+json"}
Tell = Callable[[int], None]  # hears how many triples more have gone
_COUNT = "SELECT (COUNT(*) AS ?triples) WHERE {{ GRAPH <{}> {{ ?s ?p ?o }} }}"
_HINTS = {
    401: "the store does not know this user with this password",
    403: "it lets nobody write: is it served read-only, or has the user no right to write?",
    404: "nothing is there: docs/stores.md has the Graph Store address of each store",
    405: "this is no Graph Store address, or a read-only one: docs/stores.md has that of each store",
    413: "it takes no part of this size: allow it larger requests",
    501: "this is no Graph Store address: docs/stores.md has that of each store",
}


class StoreRefused(Exception):
    """The store did not do as it was asked; the message says what it answered, and what that may mean."""


class NeedsPassword(StoreRefused):
    """The store wants to know who asks."""


@dataclass(frozen=True, slots=True)
class NamedTriples:
    """What goes into one named graph of a store; `lines` gives it anew each time, as N-Triples.

    A graph with blank nodes goes in one part: in two, a node would be two.
    """

    graph: str
    number: int
    lines: Callable[[], Iterator[str]]
    in_parts: bool = True

    def parts(self) -> Iterator[list[str]]:
        """The lines, so many at a time; one empty part where there is none."""
        lines = self.lines()
        yield list(islice(lines, PART if self.in_parts else None))
        while part := list(islice(lines, PART)):
            yield part


def read_graphs(path: Path, into: str | None) -> list[NamedTriples]:
    """What a file has for each named graph: `into`, or else the IRI that its nodes begin with; and those of its own.

    Raises GraphError where it cannot be read, or where nothing says into which graph the triples go.
    """
    try:
        form = rdf_format(path)
        if form.supports_datasets and form != ox.RdfFormat.JSON_LD:
            return _graphs_of_quads(path, into)
        number, has_blank = _survey(_triples(path))
        base = ox.parse(path=str(path), format=form)
        next(iter(base), None)  # the prefixes are known once a triple has been read
        graph = _graph_name(path, into or base.prefixes.get("id"))
        return [NamedTriples(graph, number, lambda: _lines(path), in_parts=not has_blank)]
    except (OSError, SyntaxError, ValueError) as error:
        raise error if isinstance(error, GraphError) else _unreadable(path, error) from None


def exact_number(named: NamedTriples) -> int:
    """How many triples there are, each counted once wherever the file repeats it."""
    return len({hash(line) for line in named.lines()})


class TripleStore:
    """A store behind a Graph Store address."""

    def __init__(self, url: str, login: Login = NOBODY, *, queries: str | None = None) -> None:
        """`queries` is the store's SPARQL address, to count there; raises NoAddress for a URL that is none."""
        for address in (url, queries or url):
            check_address(address)
        self._url, self.queries, self._user = url, queries, login.user
        self._remote = Remote(login, timeout=TIMEOUT)

    def put(self, named: NamedTriples, *, replace: bool, tell: Tell = lambda sent: None) -> None:
        """Send the triples, in place of what the graph held or in addition; `tell` hears how many of them have gone."""
        sent = 0
        for part in named.parts():
            method = "PUT" if replace and not sent else "POST"
            try:
                self._asked(method, self._address(named.graph), "".join(part).encode("utf-8"), TRIPLES)
            except StoreRefused as error:
                if not sent:
                    raise
                told = f"half-loaded: {sent:,} of {named.number:,} triples went into <{named.graph}>: load it again"
                raise StoreRefused(f"{error}; {told}") from None
            sent += len(part)
            tell(len(part))

    def count(self, graph: str) -> int:
        """How many triples the graph holds: asked in SPARQL where there is an address for it, else read back."""
        if self.queries is None:
            return self._read_back(self._address(graph))
        asked = urlencode({"query": _COUNT.format(graph)}).encode("ascii")
        answer = self._asked("POST", self.queries, asked, FORM)
        try:
            return int(json.loads(answer.content)["results"]["bindings"][0]["triples"]["value"])
        except (ValueError, LookupError, TypeError, RecursionError):
            raise StoreRefused(f"{self.queries}: no SPARQL endpoint: it sent {media_type(answer)}") from None

    def _read_back(self, address: str) -> int:
        with TemporaryFile() as file:
            try:
                kind = self._remote.fetch(address, READ, file)
            except (NoAnswer, Refused) as error:
                raise self._told(error) from None
            form = ox.RdfFormat.from_media_type(kind)
            if form is None:
                raise StoreRefused(f"{address}: no triple store: it sent {kind or 'no media type'} instead of triples")
            file.seek(0)
            try:
                return sum(1 for _ in ox.parse(file, format=form))
            except (SyntaxError, ValueError) as error:
                raise StoreRefused(
                    f"{address}: no triple store: its {kind} cannot be read: {one_line(error)}"
                ) from None

    def _asked(self, method: str, url: str, body: bytes, headers: dict[str, str]) -> httpx.Response:
        try:
            return self._remote.send(method, url, body, headers)
        except (NoAnswer, Refused) as error:
            raise self._told(error) from None

    def _told(self, error: NoAnswer | Refused) -> StoreRefused:
        status = error.status if isinstance(error, Refused) else 0
        if status == httpx.codes.UNAUTHORIZED and not self._user:
            return NeedsPassword(f"{error}: it wants user and password")
        hint = _HINTS.get(status)
        return StoreRefused(f"{error} ({hint})" if hint else str(error))

    def _address(self, graph: str) -> str:
        joint = "&" if urlsplit(self._url).query else "?"
        return f"{self._url}{joint}{urlencode({'graph': graph})}"


def push_all(
    graphs: Iterable[NamedTriples], store: TripleStore, *, replace: bool, tell: Tell = lambda sent: None
) -> int:
    """How many triples were sent and found in the store, graph by graph; raises StoreRefused where some are missing."""
    number = 0
    for named in graphs:
        store.put(named, replace=replace, tell=tell)
        arrived = store.count(named.graph)
        wanted = named.number if arrived == named.number else exact_number(named)
        if arrived < wanted or (replace and arrived != wanted):
            cut = "" if store.queries else ", or count with --query-endpoint: some stores cut what is read back"
            raise StoreRefused(f"<{named.graph}> holds {arrived:,} triples of {wanted:,}: load it again{cut}")
        number += wanted
    return number


def _triples(path: Path) -> Iterator[ox.Triple]:
    """The triples of a file; those that are repeated for one node, once."""
    quads = ox.parse(path=str(path), format=rdf_format(path))
    for _, node in groupby((quad.triple for quad in quads), key=attrgetter("subject")):
        yield from dict.fromkeys(node)


def _lines(path: Path) -> Iterator[str]:
    return (f"{triple} .\n" for triple in _triples(path))


def _survey(triples: Iterable[ox.Triple]) -> tuple[int, bool]:
    """How many triples there are, and whether any has a blank node."""
    number, has_blank = 0, False
    for triple in triples:
        number += 1
        has_blank = has_blank or isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)
    return number, has_blank


def _graphs_of_quads(path: Path, into: str | None) -> list[NamedTriples]:
    """What N-Quads or TriG hold for each of their graphs, in order of name."""
    found: dict[str, list[ox.Triple]] = defaultdict(list)
    for quad in ox.parse(path=str(path), format=rdf_format(path)):
        found[getattr(quad.graph_name, "value", "")].append(quad.triple)
    named = []
    for graph in sorted(found):
        triples = tuple(dict.fromkeys(found[graph]))
        number, has_blank = _survey(triples)
        where = _graph_name(path, graph or into)
        named.append(NamedTriples(where, number, _all_lines(triples), in_parts=not has_blank))
    return named


def _all_lines(triples: tuple[ox.Triple, ...]) -> Callable[[], Iterator[str]]:
    return lambda: (f"{triple} .\n" for triple in triples)


def _graph_name(path: Path, graph: str | None) -> str:
    if not graph:
        raise GraphError(f"{path}: has no prefix id: that says where its nodes lie: name the graph with --into")
    return graph


def _unreadable(path: Path, error: Exception) -> GraphError:
    return GraphError(f"{path}: not a graph that can be read: {one_line(error)}")
