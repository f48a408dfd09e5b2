"""A built graph -> a triple store, by the SPARQL 1.1 Graph Store protocol; what arrived is counted."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.views.view import GraphError, rdf_format

TIMEOUT = 600  # seconds for one request: a store may index millions of triples before it answers
READ = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
_COUNT = "SELECT (COUNT(*) AS ?triples) WHERE {{ GRAPH <{}> {{ ?s ?p ?o }} }}"


class StoreRefused(Exception):
    """The store did not do as it was asked; the message says what it answered."""


class NeedsPassword(StoreRefused):
    """The store wants to know who asks."""


class NoAddress(ValueError):
    """What was given is not a store's address; the message says what to write."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """A graph ready to be sent: its triples as N-Triples, each once, and how many they are."""

    triples: bytes
    number: int
    base_iri: str | None


def read_triples(path: Path) -> Pushed:
    """The triples of a file, and the IRI with which its own nodes begin (the prefix `id:`).

    Raises GraphError where it cannot be read.
    """
    try:
        parser = ox.parse(path=str(path), format=rdf_format(path))
        triples = {quad.triple for quad in parser}
    except (OSError, SyntaxError, ValueError) as error:
        raise GraphError(f"{path}: not a graph that can be read: {_line(error)}") from None
    lines = sorted(f"{triple} .\n" for triple in triples)
    return Pushed("".join(lines).encode("utf-8"), len(lines), parser.prefixes.get("id"))


class TripleStore:
    """One named graph of a store behind a Graph Store address."""

    def __init__(self, url: str, graph: str, *, user: str = "", password: str = "", queries: str | None = None) -> None:
        """`queries` is the store's SPARQL address, to count there; raises NoAddress for a URL that is none."""
        for address in (url, queries or url):
            _check_address(address)
        self.graph = graph
        self._queries = queries
        joint = "&" if urllib.parse.urlsplit(url).query else "?"
        self._url = f"{url}{joint}{urllib.parse.urlencode({'graph': graph})}"
        handlers: list[urllib.request.BaseHandler] = []
        if user:
            known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
            for address in (url, queries or url):
                known.add_password(None, address, user, password)
            handlers = [urllib.request.HTTPDigestAuthHandler(known), urllib.request.HTTPBasicAuthHandler(known)]
        self._opener = urllib.request.build_opener(*handlers)

    def replace(self, pushed: Pushed) -> None:
        """Put the triples in place of what the graph held."""
        self._send("PUT", self._url, pushed.triples, {"Content-Type": "application/n-triples"})

    def append(self, pushed: Pushed) -> None:
        """Add the triples to what the graph holds."""
        self._send("POST", self._url, pushed.triples, {"Content-Type": "application/n-triples"})

    def count(self) -> int:
        """How many triples the graph holds: asked in SPARQL where there is an address for it, else read back."""
        if self._queries is None:
            body, media_type = self._send("GET", self._url, None, {"Accept": READ})
            form = ox.RdfFormat.from_media_type(media_type) or ox.RdfFormat.N_TRIPLES
            return len({quad.triple for quad in ox.parse(body, format=form)})
        asked = urllib.parse.urlencode({"query": _COUNT.format(self.graph)}).encode("ascii")
        body, _ = self._send("POST", self._queries, asked, {"Accept": "application/sparql-results+json"})
        return int(json.loads(body)["results"]["bindings"][0]["triples"]["value"])

    def _send(self, method: str, url: str, body: bytes | None, headers: dict[str, str]) -> tuple[bytes, str]:
        request = urllib.request.Request(url, body, {"User-Agent": "kg", **headers}, method=method)
        try:
            with self._opener.open(request, timeout=TIMEOUT) as response:
                return response.read(), response.headers.get_content_type()
        except urllib.error.HTTPError as error:
            told = f"{url}: answered {error.code} {error.reason}: {_line(error.read(500).decode('utf-8', 'replace'))}"
            raise (NeedsPassword if error.code == 401 else StoreRefused)(told) from None
        except (OSError, ValueError) as error:
            raise StoreRefused(f"{url}: no answer: {_line(getattr(error, 'reason', error))}") from None


def _check_address(url: str) -> None:
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NoAddress(f"{url}: a store's address begins with http:// or https://")
    if parts.username or parts.password:
        raise NoAddress("write the address without user and password: they are read from the environment")


def _line(error: object) -> str:
    return " ".join(str(error).split())[:300]
