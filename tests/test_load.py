"""What is pushed to a triple store, and what is said where the store does not take it."""

from __future__ import annotations

import json
import threading
import urllib.parse
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from kg import remote, triplestore

GRAPH = Path(__file__).parent / "graphs" / "small.ttl"
Run = Callable[..., Any]


class Store(ThreadingHTTPServer):
    """A triple store that keeps the lines it is sent; with a password it takes nothing from strangers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.graphs: dict[str, set[bytes]] = {}
        self.challenge = ""
        self.loses = 0
        self.breaks = 0  # connections that end without an answer
        self.answers: list[int] = []  # what the next requests are told instead of being done
        self.seen: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answering(BaseHTTPRequestHandler):
    server: Store

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_PUT(self) -> None:
        self.server.graphs[self.graph()] = set()
        self.do_POST()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.breaks:
            self.server.breaks -= 1
            self.close_connection = True
            return
        if self.server.answers and (status := self.server.answers.pop(0)):
            self.answer(status, b"no\nand no")
            return
        if self.server.challenge and "Authorization" not in self.headers:
            self.answer(401, b"who are you?", ("WWW-Authenticate", self.server.challenge))
            return
        self.server.seen.append(self.headers.get("Authorization", ""))
        if self.path == "/query":
            count = len(self.server.graphs["https://example.org/g"])
            rows = {"head": {}, "results": {"bindings": [{"triples": {"type": "literal", "value": str(count)}}]}}
            self.answer(200, json.dumps(rows).encode())
            return
        lines = body.splitlines(keepends=True)
        self.server.graphs.setdefault(self.graph(), set()).update(lines[self.server.loses :])
        self.answer(204)

    def do_GET(self) -> None:
        kept = self.server.graphs.get(self.graph())
        self.answer(404 if kept is None else 200, b"".join(kept or ()), ("Content-Type", "application/n-triples"))

    def graph(self) -> str:
        return urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)["graph"][0]

    def answer(self, status: int, body: bytes = b"", *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (*headers, ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def store() -> Iterator[Store]:
    server = Store()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_the_graph_is_replaced_or_added_to_and_counted(store: Store, kg: Run, tmp_path: Path) -> None:
    store.graphs["https://example.org/g"] = {b"<a:old> <a:old> <a:old> .\n"}
    line = f"kg load {store.url}/store {GRAPH} --into https://example.org/g"
    added = kg(f"{line} --append --query-endpoint {store.url}/query", tmp_path)
    number = len(store.graphs["https://example.org/g"]) - 1
    replaced = kg(line, tmp_path)
    assert added.stdout == replaced.stdout == f"{GRAPH}: {number} triples are in <https://example.org/g>\n"
    assert (added.returncode, replaced.returncode, len(store.graphs["https://example.org/g"])) == (0, 0, number)


def test_without_a_name_the_graph_is_called_by_its_base_iri(store: Store, kg: Run, tmp_path: Path) -> None:
    (tmp_path / "g.ttl").write_text("@prefix id: <https://example.org/id/> .\nid:a id:b id:c .\n")
    assert kg(f"kg load {store.url}/store g.ttl", tmp_path).returncode == 0
    line = b"<https://example.org/id/a> <https://example.org/id/b> <https://example.org/id/c> .\n"
    assert store.graphs == {"https://example.org/id/": {line}}


@pytest.mark.parametrize("challenge", ['Basic realm="x"', 'Digest realm="x", nonce="1", qop="auth", algorithm=MD5'])
def test_user_and_password_come_from_the_environment(
    store: Store, kg: Run, tmp_path: Path, challenge: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.challenge = challenge
    line = f"kg load {store.url}/store {GRAPH} --into https://example.org/g"
    refused = kg(line, tmp_path)
    assert refused.returncode == 2
    assert refused.stderr.endswith(
        "who are you?: it wants user and password: set KG_STORE_USER and KG_STORE_PASSWORD\n"
    )
    monkeypatch.setenv("KG_STORE_USER", "ann")
    monkeypatch.setenv("KG_STORE_PASSWORD", "secret")
    assert kg(line, tmp_path).returncode == 0
    assert [seen.partition(" ")[0] for seen in store.seen] == [challenge.partition(" ")[0]]


def test_what_is_lost_on_the_way_is_told(store: Store, kg: Run, tmp_path: Path) -> None:
    store.loses = 3
    done = kg(f"kg load {store.url}/store {GRAPH} --into https://example.org/g", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    number = len(store.graphs["https://example.org/g"])
    told = f"<https://example.org/g> holds {number} triples of {number + 3}: load it again"
    told += ", or count with --query-endpoint: some stores cut what is read back"
    assert done.stderr == f"Error: {told}\n"


PAGE = "(this is no Graph Store address, or a read-only one: docs/stores.md has that of each store)"


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([405], f"answered 405 Method Not Allowed: no and no {PAGE}\n"),
        ([413], "answered 413 Request Entity Too Large: no and no (it takes no part of this size: allow it larger re"),
        ([500], "answered 500 Internal Server Error: no and no\n"),
        ([0, 0, 500], "no and no; half-loaded: 20 of 251 triples went into <https://example.org/g>: load it again\n"),
    ],
)
def test_what_the_store_answers_is_told(
    store: Store, kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: list[int], told: str
) -> None:
    monkeypatch.setattr(triplestore, "PART", 10)
    store.answers = answers
    done = kg(f"kg load {store.url}/store {GRAPH} --into https://example.org/g", tmp_path)
    assert (done.returncode, done.stdout, told in done.stderr, done.stderr.count("\n")) == (1, "", True, 1)


def test_a_part_is_sent_again_where_the_line_breaks(
    store: Store, kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "PAUSE", 0.001)
    monkeypatch.setattr(triplestore, "PART", 30)
    store.breaks, store.answers = 2, [503]
    done = kg(f"kg load {store.url}/store {GRAPH} --into https://example.org/g", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    store.breaks = remote.TRIES
    done = kg(f"kg load {store.url}/store {GRAPH} --into https://example.org/g", tmp_path)
    assert (done.returncode, ": no answer: Server disconnected" in done.stderr) == (1, True)


def test_a_graph_with_blank_nodes_goes_in_one_part(
    store: Store, kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(triplestore, "PART", 1)
    (tmp_path / "blank.nt").write_text("_:a <a:b> <a:c> .\n_:b <a:b> _:a .\n")
    line = f"kg load {store.url}/store blank.nt --into https://example.org/g"
    assert (kg(line, tmp_path).returncode, len(store.seen)) == (0, 1)


def test_triples_that_a_file_repeats_count_once(store: Store, kg: Run, tmp_path: Path) -> None:
    (tmp_path / "twice.nt").write_text("<a:a> <a:b> <a:c> .\n<a:x> <a:b> <a:c> .\n<a:a> <a:b> <a:c> .\n")
    assert kg(f"kg load {store.url}/store twice.nt --into https://example.org/g", tmp_path).returncode == 0


def test_what_is_no_store_is_told(kg: Run, tmp_path: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as pages:
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        done = kg(f"kg load http://127.0.0.1:{pages.server_port}/ {GRAPH} --into https://example.org/g", tmp_path)
        pages.shutdown()
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.endswith(": no triple store: it sent text/html instead of triples\n")


class Pages(BaseHTTPRequestHandler):
    """A web site that takes whatever it is sent."""

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "6")
        self.end_headers()
        self.wfile.write(b"hello\n")

    do_PUT = do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        pass


USAGE = [
    ("kg load nowhere g.ttl", "Error: nowhere: a server's address begins with http:// or https://\n"),
    ("kg load http://ann:secret@localhost/store g.ttl", "Error: write the address without user and password"),
    ("kg load http://localhost/store none.ttl", "Error: none.ttl: "),
    ("kg load http://localhost/store bare.ttl", "Error: bare.ttl: has no prefix id: "),
]


@pytest.mark.parametrize(("line", "message"), USAGE)
def test_wrong_usage(kg: Run, tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "g.ttl").write_text("@prefix id: <https://example.org/id/> .\nid:a id:b id:c .\n")
    (tmp_path / "bare.ttl").write_text("<a:b> <a:c> <a:d> .\n")
    done = kg(line, tmp_path)
    assert (done.returncode, done.stdout, done.stderr[: len(message)]) == (2, "", message)
