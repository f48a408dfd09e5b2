"""A read-only SPARQL 1.1 endpoint: Oxigraph's server, and in front of it explorer, list of questions and limits.

Oxigraph reads a copy of the graph that it cannot write to, and ends a query that takes too long. What stands in front
lets in only who asks for this machine by name, and lets no query through that would fetch something from elsewhere.
"""

from __future__ import annotations

import json
import socket
import struct
import sys
import threading
import time
import urllib.parse
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx

from kg.export import Export
from kg.oxigraph import LOOPBACK, Oxigraph
from kg.query.questions import QueryError, named_questions
from kg.query.sparql import refuse, with_prefixes
from kg.remote import one_line
from kg.views.view import GraphError

LONGEST_QUERY = 1_000_000  # bytes
LONGEST_NUMBER = 20  # digits of a length: Python refuses to read those of thousands
AT_ONCE = 8  # queries; who comes when so many run is sent away for a moment
SLOWEST_CLIENT = 60  # seconds without a byte, after which a client is left
HTML, PLAIN, JSON = "text/html; charset=utf-8", "text/plain; charset=utf-8", "application/json"
ANY_FORM = "application/sparql-results+json, text/turtle;q=0.9"


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What is served, and to whom; port 0 is any free one, and a query may take so many seconds."""

    graph: Path
    host: str = LOOPBACK
    port: int
    seconds: int


class Server(ThreadingHTTPServer):
    """A server of one graph; ends its Oxigraph when it is closed."""

    daemon_threads = True

    def __init__(self, serving: Serving) -> None:
        """Start Oxigraph and take the port; raises GraphError or OSError."""
        self.serving = serving
        self.free = threading.BoundedSemaphore(AT_ONCE)
        self.client = httpx.Client(timeout=serving.seconds, trust_env=False)  # a proxy has no part in what stays here
        self.store = Oxigraph(serving.graph)
        super().__init__((serving.host, serving.port), Exchange)  # closes itself where the port is taken

    @cached_property
    def page(self) -> bytes:
        """The explorer, drawn when it is first asked for."""
        return Export(self.serving.graph).text("html").encode("utf-8")

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that has gone away."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    def server_close(self) -> None:
        """Leave the port and end Oxigraph."""
        super().server_close()
        self.store.close()


class Exchange(BaseHTTPRequestHandler):
    """One request and its answer."""

    server: Server
    server_version = "kg"
    timeout = SLOWEST_CLIENT

    def do_GET(self) -> None:
        """The explorer at `/`, the named questions at `/questions`, answers at `/sparql?query=…`."""
        address = urllib.parse.urlsplit(self.path)
        if not self._is_wanted():
            self._say(HTTPStatus.FORBIDDEN, "this server is for its own machine")
        elif address.path == "/sparql":
            self._ask(urllib.parse.parse_qs(address.query))
        elif address.path == "/questions":
            self._answer(HTTPStatus.OK, JSON, questions_json().encode("utf-8"))
        elif address.path == "/":
            self._show()
        else:
            self._say(HTTPStatus.NOT_FOUND, "/ is the explorer, /sparql the endpoint, /questions lists named questions")

    def _show(self) -> None:
        """The explorer; a graph of others may be one for SPARQL and none for it."""
        try:
            self._answer(HTTPStatus.OK, HTML, self.server.page)
        except GraphError as error:
            self._say(HTTPStatus.INTERNAL_SERVER_ERROR, one_line(error))

    def do_POST(self) -> None:
        """A query in the body, as it is or as a form."""
        length = self.headers.get("Content-Length", "")
        if not self._is_wanted() or urllib.parse.urlsplit(self.path).path != "/sparql":
            self._say(HTTPStatus.FORBIDDEN, "only /sparql takes questions")
        elif not length.isdecimal():
            self._say(HTTPStatus.LENGTH_REQUIRED, "say how long the query is")
        elif len(length) > LONGEST_NUMBER or int(length) > LONGEST_QUERY:
            self._say(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the query is too long")
        else:
            body = self.rfile.read(int(length)).decode("utf-8", "replace")
            plain = self.headers.get_content_type() == "application/sparql-query"
            self._ask({"query": [body]} if plain else urllib.parse.parse_qs(body))

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is the user's."""

    def _is_wanted(self) -> bool:
        """True where the page that asks is of this machine: another's script may reach a server under its own name.

        A server that its user has opened to others is reached by whatever name they have for it.
        """
        own = f"http://{self.headers.get('Host', '')}"
        if self.headers.get("Origin", own) != own:  # a page of elsewhere, though it may not read the answer
            return False
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        return self.server.serving.host != LOOPBACK or host in (LOOPBACK, "localhost")

    def _ask(self, given: dict[str, list[str]]) -> None:
        queries = given.get("query", [])
        if len(queries) != 1 or set(given) & {"default-graph-uri", "named-graph-uri", "update"}:
            self._say(HTTPStatus.BAD_REQUEST, "send one query=..., and nothing else")
            return
        try:
            refuse(queries[0])
        except QueryError as error:
            self._say(HTTPStatus.BAD_REQUEST, str(error))
            return
        if not self.server.free.acquire(blocking=False):
            self._say(HTTPStatus.SERVICE_UNAVAILABLE, f"{AT_ONCE} queries are running: ask again in a moment")
            return
        try:
            self._pass_on(with_prefixes(queries[0]))
        finally:
            self.server.free.release()

    def _pass_on(self, query: str) -> None:
        """What Oxigraph answers, as it comes."""
        asked = self.headers.get("Accept", "*/*")
        if not asked.isascii() or not asked.isprintable():
            self._say(HTTPStatus.BAD_REQUEST, "Accept holds characters that no media type has")
            return
        headers = {"Content-Type": "application/sparql-query", "Accept": ANY_FORM if asked == "*/*" else asked}
        body = query.encode("utf-8")
        url, until = self.server.store.url, time.monotonic() + self.server.serving.seconds
        begun = False
        try:
            with self.server.client.stream("POST", url, content=body, headers=headers) as answer:
                if not answer.is_success:
                    answer.read()
                    self._say(HTTPStatus(answer.status_code), one_line(answer.text))
                    return
                begun = True
                self._begin(HTTPStatus.OK, answer.headers["Content-Type"])
                for piece in answer.iter_bytes():
                    self.wfile.write(piece)
                    if time.monotonic() > until:
                        raise httpx.ReadTimeout("the answer goes on and on")
        except httpx.TimeoutException:
            self.server.store.restart(url)
            self._fail(HTTPStatus.GATEWAY_TIMEOUT, f"the query took more than {self.server.serving.seconds} s", begun)
        except httpx.TransportError:
            self.server.store.revive(url)
            self._fail(HTTPStatus.SERVICE_UNAVAILABLE, "a query was ended, this one or another: ask again", begun)

    def _fail(self, status: HTTPStatus, line: str, begun: bool) -> None:
        """Say so; where the answer has begun, reset the connection, so that nobody takes half of it for the whole."""
        if begun:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
        else:
            self._say(status, line)

    def _say(self, status: HTTPStatus, line: str) -> None:
        self._answer(status, PLAIN, f"{line}\n".encode())

    def _answer(self, status: HTTPStatus, media_type: str, body: bytes) -> None:
        self._begin(status, media_type, ("Content-Length", str(len(body))))
        self.wfile.write(body)

    def _begin(self, status: HTTPStatus, media_type: str, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (("Content-Type", media_type), *headers):
            self.send_header(name, value)
        self.end_headers()


def questions_json() -> str:
    """The named questions with their help, parameters and SPARQL."""
    listed = [
        {
            "name": question.name,
            "help": question.help,
            "parameters": [
                {"name": one.name, "type": one.kind, "help": one.help, "default": one.default}
                for one in question.parameters
            ],
            "sparql": question.sparql,
        }
        for question in named_questions()
    ]
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"
