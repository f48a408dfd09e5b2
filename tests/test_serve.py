"""The endpoint on the loopback address answers, and answers nobody else."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from conftest import ROOT
from views import kg

from kg.query.questions import named_questions
from kg.serving import AT_ONCE, Server, Serving
from kg.views.view import GraphError

GRAPH = Path(__file__).parent / "graphs" / "small.ttl"
PATIENT = 60  # seconds for a query, however busy the machine
COUNT = "SELECT (COUNT(?event) AS ?events) WHERE { ?event a dip:Meeting }"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    opened = Server(Serving(graph=GRAPH, port=0, seconds=PATIENT))
    threading.Thread(target=opened.serve_forever, daemon=True).start()
    yield opened
    opened.shutdown()
    opened.server_close()


def asked(server: Server, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str, str]:
    """Status, media type and text of an answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(f"http://127.0.0.1:{server.server_port}{path}", body, named)
    try:
        with urllib.request.urlopen(request, timeout=2 * PATIENT) as response:
            return response.status, response.headers.get_content_type(), response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get_content_type(), error.read().decode()


def form(query: str, **more: str) -> bytes:
    return urllib.parse.urlencode({"query": query, **more}).encode()


def test_a_query_is_answered_however_it_is_sent(server: Server) -> None:
    answers = [
        asked(server, "/sparql?" + form(COUNT).decode()),
        asked(server, "/sparql", form(COUNT)),
        asked(server, "/sparql", COUNT.encode(), Content_Type="application/sparql-query"),
    ]
    assert {(status, kind) for status, kind, _ in answers} == {(200, "application/sparql-results+json")}
    assert len({json.loads(text)["results"]["bindings"][0]["events"]["value"] for _, _, text in answers}) == 1


def test_the_form_is_the_one_that_is_asked_for(server: Server) -> None:
    assert asked(server, "/sparql", form(COUNT), Accept="x/y, text/csv")[1] == "text/csv"
    assert asked(server, "/sparql", form(COUNT), Accept="x/y")[0] == 406
    made = form("CONSTRUCT WHERE { ?event a dip:Meeting }")
    assert asked(server, "/sparql", made)[1] == "text/turtle"
    assert asked(server, "/sparql", made, Accept="application/n-triples;q=1")[1] == "application/n-triples"
    assert json.loads(asked(server, "/sparql", form("ASK {}"))[2])["boolean"] is True


def test_the_explorer_is_at_the_root(server: Server) -> None:
    status, kind, text = asked(server, "/")
    assert (status, kind, text[:15]) == (200, "text/html", "<!doctype html>")
    assert asked(server, "/elsewhere")[0] == 404


REFUSED = [
    (form("INSERT DATA { <a:b> <a:c> <a:d> }"), 400),
    (form("SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"), 400),
    (form("SELECT * FROM <http://127.0.0.1:1/> WHERE { ?s ?p ?o }"), 400),
    (form(COUNT, **{"default-graph-uri": "http://127.0.0.1:1/"}), 400),
    (b"update=DROP+ALL", 400),
    (b"", 400),
]


@pytest.mark.parametrize(("body", "status"), REFUSED)
def test_nothing_is_written_and_nothing_is_fetched(server: Server, body: bytes, status: int) -> None:
    before = asked(server, "/sparql", form("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"))
    assert asked(server, "/sparql", body)[:2] == (status, "text/plain")
    assert asked(server, "/sparql", form("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")) == before


HEAVY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . FILTER(?c != ?f && ?i != ?l) }"


@contextmanager
def hurried(server: Server, seconds: int) -> Iterator[None]:
    """Lets a query take so many seconds while the block runs."""
    serving, timeout = server.serving, server.client.timeout
    server.serving, server.client.timeout = replace(serving, seconds=seconds), httpx.Timeout(seconds)
    yield
    server.serving, server.client.timeout = serving, timeout


def test_a_query_has_so_much_time(server: Server) -> None:
    before = server.store.url
    with hurried(server, 1):
        assert asked(server, "/sparql", form(HEAVY)) == (504, "text/plain", "the query took more than 1 s\n")
    with pytest.raises(httpx.ConnectError):  # the one that would have gone on and on
        httpx.get(before)
    assert asked(server, "/sparql", form(COUNT))[0] == 200


def test_half_an_answer_is_not_taken_for_the_whole(server: Server) -> None:
    endless = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with pytest.raises(httpx.TransportError), httpx.Client(timeout=PATIENT) as client, hurried(server, 3):
        address = f"http://127.0.0.1:{server.server_port}/sparql"
        with client.stream("POST", address, data={"query": endless}, headers={"Accept": "text/csv"}) as answer:
            assert answer.status_code == 200
            for _ in answer.iter_bytes():
                pass


@pytest.mark.parametrize(
    ("length", "status"), [("1000001", 413), ("9" * 5_000, 413), ("many", 411), ("-1", 411), (None, 411)]
)
def test_a_query_that_is_too_long_is_not_even_read(server: Server, length: str | None, status: int) -> None:
    line = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENT)
    line.putrequest("POST", "/sparql")
    if length is not None:
        line.putheader("Content-Length", length)
    line.endheaders()
    assert line.getresponse().status == status
    line.close()


@pytest.mark.parametrize("accept", [b"text/csv, \xe9/x", b"text/csv,\r\n x/y"])
def test_an_accept_that_cannot_be_read_is_told(server: Server, accept: bytes) -> None:
    line = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENT)
    line.request("POST", "/sparql", form(COUNT), {"Accept": accept})
    assert line.getresponse().status == 400
    line.close()


def test_a_store_that_ended_by_itself_is_started_anew(server: Server) -> None:
    server.store._process.kill()
    assert asked(server, "/sparql", form(COUNT))[0] == 503
    assert asked(server, "/sparql", form(COUNT))[0] == 200


def test_who_comes_when_too_many_ask_is_sent_away(server: Server) -> None:
    for _ in range(AT_ONCE):
        server.free.acquire()
    assert asked(server, "/sparql", form(COUNT))[0] == 503
    for _ in range(AT_ONCE):
        server.free.release()
    assert asked(server, "/sparql", form(COUNT))[0] == 200


def test_the_named_questions_are_listed(server: Server) -> None:
    status, kind, text = asked(server, "/questions")
    assert (status, kind) == (200, "application/json")
    listed = json.loads(text)
    assert [one["name"] for one in listed] == [question.name for question in named_questions()]
    assert {asked(server, "/sparql", form(one["sparql"]))[0] for one in listed} == {200}


def test_the_store_ends_with_its_front() -> None:
    opened = Server(Serving(graph=GRAPH, port=0, seconds=PATIENT))
    opened.server_close()
    with pytest.raises(httpx.ConnectError):
        httpx.get(opened.store.url)


def test_a_file_that_is_no_graph(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("not turtle")
    with pytest.raises(GraphError, match=r"graph\.ttl: not a graph that can be read: "):
        Server(Serving(graph=tmp_path / "graph.ttl", port=0, seconds=PATIENT))


def test_a_graph_that_cannot_be_drawn_is_told_and_asked_all_the_same(tmp_path: Path) -> None:
    strange = (
        "<x:r> a <https://w3id.org/diplomacy-kg/ontology#Report>; <https://w3id.org/diplomacy-kg/ontology#start> 'x'."
    )
    (tmp_path / "graph.ttl").write_text(strange)
    opened = Server(Serving(graph=tmp_path / "graph.ttl", port=0, seconds=PATIENT))
    threading.Thread(target=opened.serve_forever, daemon=True).start()
    told = asked(opened, "/")
    answered = asked(opened, "/sparql", form("ASK { ?r a dip:Report }"))
    opened.shutdown()
    opened.server_close()
    assert (told[0], answered[0]) == (500, 200)
    assert told[2].startswith(f"{tmp_path}/graph.ttl: not a graph that can be read: r: dip:start is 'x', ")


def test_a_page_of_another_host_gets_nothing(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert asked(server, "/", Host="evil.example")[0] == 403
    assert asked(server, "/sparql", form(COUNT), Host="evil.example:80")[0] == 403
    assert asked(server, "/sparql", form(COUNT), Host=f"localhost:{server.server_port}")[0] == 200


def test_the_command_serves_until_it_is_ended(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg", "serve", "--graph", str(GRAPH), "--port", "0"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout is not None
        address = served.stdout.readline().split("/ ")[0]
        assert httpx.get(f"{address}/sparql", params={"query": COUNT}, timeout=PATIENT).status_code == 200
        assert [path.name[:9] for path in tmp_path.iterdir()] == ["kg-serve-"]
        served.terminate()
        assert served.stdout.read().endswith("Ctrl-C ends\n\n")
    assert served.returncode == 0
    assert list(tmp_path.iterdir()) == []  # removed once Oxigraph has ended


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--graph", "none.ttl"), "none.ttl: not a graph that can be read: "),
        (("--graph", str(GRAPH), "--host", "192.0.2.1"), "--host 192.0.2.1 --port 8765: "),
    ],
)
def test_wrong_usage_in_one_line(words: tuple[str, ...], message: str) -> None:
    output = kg("serve", *words, code=2).output
    assert (output.startswith(f"Error: {message}"), output.count("\n")) == (True, 1)


@pytest.mark.parametrize("origin", ["http://evil.example", "https://localhost", "http://localhost:1", "null"])
def test_a_page_of_another_origin_gets_nothing(server: Server, origin: str) -> None:
    assert asked(server, "/sparql", form(COUNT), Origin=origin)[0] == 403
    assert asked(server, "/sparql?" + form(COUNT).decode(), Origin=origin)[0] == 403
    assert asked(server, "/sparql", form(COUNT), Origin=f"http://127.0.0.1:{server.server_port}")[0] == 200


def test_no_proxy_hears_what_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    opened = Server(Serving(graph=GRAPH, port=0, seconds=PATIENT))
    threading.Thread(target=opened.serve_forever, daemon=True).start()
    with httpx.Client(trust_env=False, timeout=PATIENT) as client:
        answer = client.post(f"http://127.0.0.1:{opened.server_port}/sparql", data={"query": COUNT})
    opened.shutdown()
    opened.server_close()
    assert answer.status_code == 200
