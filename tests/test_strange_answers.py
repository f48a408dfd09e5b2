"""What endpoints and stores answer that are none, or mean no good: told in one line, and no crash."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from conftest import Run
from views import SMALL

ROWS = "application/sparql-results+json"
SHOUT = b"\x1b[2Jno\x9b\n" * 1_000
LAUGHS = (
    b'<!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>'
)
ANSWERS: dict[str, tuple[int, str, bytes]] = {
    "list": (200, ROWS, b"[]"),
    "number": (200, ROWS, b"NaN"),
    "no rows": (200, ROWS, b'{"head": {"vars": ["a"]}, "results": {"bindings": 5}}'),
    "no address": (200, ROWS, b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"uri","value":"a b"}}]}}'),
    "no count": (200, ROWS, b'{"head": {"vars": ["a"]}, "results": {"bindings": [' + b"null," * 1_500 + b"null]}}"),
    "deep": (200, ROWS, b"[" * 100_000),
    "empty": (200, ROWS, b""),
    "entities": (
        200,
        "application/sparql-results+xml",
        LAUGHS + b'<variable name="x"/></head><results>&b;</results></sparql>',
    ),
    "broken": (200, "application/n-triples", b"<a> <b> <c>"),
    "page": (200, "text/html", b"<html>"),
    "shout": (500, "text/plain", SHOUT),
    "no challenge": (401, "text/plain", SHOUT),
    "elsewhere": (302, "text/plain", b""),
}
LINES = (
    "kg query 'SELECT * {{ ?s ?p ?o }}' --endpoint {}/q",
    "kg query events-of-an-actor actor=Norway --endpoint {}/q",
    "kg load {}/store g.ttl --into x:g",
    "kg load {0}/store g.ttl --into x:g --query-endpoint {0}/q",
)


class Answering(BaseHTTPRequestHandler):
    """Answers everything alike."""

    answer: tuple[int, str, bytes]

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, kind, body = self.answer
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Location", "file:///etc/passwd")
        self.send_header("WWW-Authenticate", "Digest realm=")
        self.end_headers()
        self.wfile.write(body)

    do_PUT = do_GET = do_POST

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(params=ANSWERS)
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    handler = type("One", (Answering,), {"answer": ANSWERS[request.param]})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("line", LINES)
def test_no_answer_is_believed_to_be_one(
    line: str, address: str, kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_STORE_USER", "ann")
    monkeypatch.setenv("KG_STORE_PASSWORD", "s3cret")
    (tmp_path / "g.ttl").write_bytes(SMALL.read_bytes())
    done = kg(line.format(address), tmp_path)
    assert (done.returncode in (1, 2), done.stdout, done.stderr.count("\n")) == (True, "", 1)
    assert (address in done.stderr, "s3cret" in done.stderr, len(done.stderr) < 800) == (True, False, True)
    assert [character for character in done.stderr if character in "\x1b\x9b"] == []
