"""The explorer and a read-only SPARQL endpoint for programs on this machine."""

from __future__ import annotations

import urllib.parse
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyoxigraph as ox

from kg.export import Export
from kg.query import GraphFile
from kg.query.questions import QueryError

LOOPBACK = "127.0.0.1"
LONGEST_QUERY = 1_000_000  # bytes
HTML, PLAIN = "text/html; charset=utf-8", "text/plain; charset=utf-8"


class Server(ThreadingHTTPServer):
    """A server of one graph, for this machine alone."""

    daemon_threads = True

    def __init__(self, graph: Path, port: int) -> None:
        """Load the graph and draw the explorer; raises GraphError, QueryError or OSError."""
        self.page = Export(graph).text("html").encode("utf-8")
        self.source = GraphFile(graph)
        super().__init__((LOOPBACK, port), Exchange)


def open_server(graph: Path, port: int) -> Server:
    """A server that listens; `serve_forever` lets it answer."""
    return Server(graph, port)


class Exchange(BaseHTTPRequestHandler):
    """One request and its answer."""

    server: Server
    server_version = "kg"

    def do_GET(self) -> None:
        """The explorer at `/`, answers at `/sparql?query=…`."""
        address = urllib.parse.urlsplit(self.path)
        if not self._is_local():
            self._answer(HTTPStatus.FORBIDDEN, PLAIN, b"this server is for its own machine\n")
        elif address.path == "/sparql":
            self._ask(urllib.parse.parse_qs(address.query))
        elif address.path == "/":
            self._answer(HTTPStatus.OK, HTML, self.server.page)
        else:
            self._answer(HTTPStatus.NOT_FOUND, PLAIN, b"/ is the explorer, /sparql the endpoint\n")

    def do_POST(self) -> None:
        """A query in the body, as it is or as a form."""
        length = int(self.headers.get("Content-Length") or 0)
        if not self._is_local() or urllib.parse.urlsplit(self.path).path != "/sparql":
            self._answer(HTTPStatus.FORBIDDEN, PLAIN, b"only /sparql takes questions\n")
        elif length > LONGEST_QUERY:
            self._answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, PLAIN, b"the query is too long\n")
        else:
            body = self.rfile.read(length).decode("utf-8", "replace")
            plain = self.headers.get_content_type() == "application/sparql-query"
            self._ask({"query": [body]} if plain else urllib.parse.parse_qs(body))

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is the user's."""

    def _is_local(self) -> bool:
        """True where the page that asks is of this machine: another's script may reach a server under its own name."""
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        return host in (LOOPBACK, "localhost")

    def _ask(self, given: dict[str, list[str]]) -> None:
        queries = given.get("query", [])
        if len(queries) != 1 or set(given) & {"default-graph-uri", "named-graph-uri", "update"}:
            self._answer(HTTPStatus.BAD_REQUEST, PLAIN, b"send one query=..., and nothing else\n")
            return
        try:
            answer = self.server.source.ask(queries[0], {})
            body, media_type = written(answer, self.headers.get("Accept", ""))
        except QueryError as error:
            self._answer(HTTPStatus.BAD_REQUEST, PLAIN, f"{error}\n".encode())
        else:
            self._answer(HTTPStatus.OK, media_type, body)

    def _answer(self, status: HTTPStatus, media_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def written(answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, accept: str) -> tuple[bytes, str]:
    """An answer in the first form of an Accept header that fits it, and that form's media type.

    Rows are JSON and triples Turtle where nothing fits.
    """
    asked = [part.partition(";")[0].strip() for part in accept.split(",")]
    if isinstance(answer, ox.QueryTriples):
        triples = next((form for one in asked if (form := ox.RdfFormat.from_media_type(one))), ox.RdfFormat.TURTLE)
        return bytes(answer.serialize(format=triples) or b""), triples.media_type
    forms = (ox.QueryResultsFormat.from_media_type(one) for one in asked)
    rows = next((form for form in forms if form), ox.QueryResultsFormat.JSON)
    return bytes(answer.serialize(format=rows) or b""), rows.media_type
