"""Nobody gets in and nothing goes out: hostile graphs and questions, against a server that must not be asked."""

from __future__ import annotations

import contextlib
import random
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from conftest import Run
from hostile import NAMES, TOLD
from views import SMALL

from kg.articles import read_articles
from kg.limits import time_limit
from kg.query import GraphFile, run
from kg.query.questions import QueryError, find_question, named_questions
from kg.query.sparql import refuse, with_prefixes, with_values
from kg.remote import Login
from kg.views.things import UnclearThing


class Listener:
    """A server on the loopback address that answers nobody and counts who comes."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}/x"
        self.visits = 0
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                self.socket.accept()[0].close()
            except OSError:
                return
            self.visits += 1


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    opened = Listener()
    yield opened
    opened.socket.close()


EVENT = """<x:m> a <https://w3id.org/diplomacy-kg/ontology#Meeting> ."""
REACHING = {
    "imports.ttl": "@prefix owl: <http://www.w3.org/2002/07/owl#> . <x:o> a owl:Ontology ; owl:imports <URL> . "
    + EVENT,
    "base.ttl": "@base <URL> . @prefix : <URL#> . <a> :b <c> . " + EVENT,
    "context.jsonld": '{"@context": "URL", "@id": "x:m", "@type": "x:Meeting"}',
    "entity.rdf": """<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e SYSTEM "URL">]>
        <r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="x:">
        <r:Description r:about="x:m"><x:y>&e;</x:y></r:Description></r:RDF>""",
    "dtd.rdf": """<?xml version="1.0"?><!DOCTYPE r SYSTEM "URL">
        <r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>""",
    "laughs.rdf": """<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "ha">LEVELS]>
        <r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="x:">
        <r:Description r:about="x:m"><x:y>&l6;</x:y></r:Description></r:RDF>""",
}
LEVELS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 7))
COMMANDS = (
    "kg validate {}",
    "kg query 'SELECT * {{ ?s ?p ?o }}' --graph {}",
    "kg why x:m --graph {}",
    "kg export {} --to jsonld -o exported",
)


@pytest.mark.parametrize("name", REACHING)
def test_no_graph_makes_kg_fetch_anything(name: str, listener: Listener, kg: Run, tmp_path: Path) -> None:
    (tmp_path / name).write_text(REACHING[name].replace("URL", listener.url).replace("LEVELS", LEVELS))
    for line in COMMANDS:
        done = kg(line.format(name), tmp_path)
        assert done.returncode in (0, 1, 2)
        assert len(done.stdout) < 10_000, "an entity was unfolded"
    assert listener.visits == 0


def test_a_triple_inside_a_triple_is_named(kg: Run, tmp_path: Path) -> None:
    quoted = "<<( <x:a> <x:b> <x:c> )>>"
    (tmp_path / "g.ttl").write_text(f"{EVENT} <x:m> <https://w3id.org/diplomacy-kg/ontology#confidence> {quoted} .")
    done = kg("kg validate g.ttl", tmp_path)
    told = "Error: g.ttl: not a graph that can be read: "
    assert (done.returncode, done.stderr[: len(told)], done.stderr.count("\n")) == (2, told, 1)


def test_no_page_makes_kg_fetch_anything(listener: Listener, tmp_path: Path) -> None:
    page = f"""<!DOCTYPE html SYSTEM "{listener.url}" [<!ENTITY x SYSTEM "{listener.url}">]>
        <html><head><base href="{listener.url}"><link rel="stylesheet" href="{listener.url}">
        <link rel="canonical" href="{listener.url}"><meta http-equiv="refresh" content="0;url={listener.url}"></head>
        <body><article><p>{TOLD} &x; {TOLD}</p><img src="{listener.url}"><iframe src="{listener.url}"></iframe>
        <script src="{listener.url}"></script></article></body></html>"""
    (tmp_path / "page.html").write_text(page)
    articles, problems = read_articles([str(tmp_path)])
    assert ([article.id for article in articles], problems, listener.visits) == (["page"], (), 0)


REMOTE = (
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { VALUES ?e { <URL> } SERVICE ?e { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE<URL>{ ?a ?b ?c } } }",
    "SELECT * { { SELECT * { SERVICE<URL>{ ?s ?p ?o } } } }",
    "PREFIX u: <URL> SELECT * { SERVICE u: { ?s ?p ?o } }",
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "LOAD <URL>",
    "LOAD <file:///etc/passwd> INTO GRAPH <x:g>",
)


@pytest.mark.parametrize("query", REMOTE)
def test_no_question_reaches_the_network_or_a_file(query: str, listener: Listener) -> None:
    with pytest.raises(QueryError, match="SERVICE, FROM and LOAD are refused"):
        GraphFile(SMALL).ask(query.replace("URL", listener.url), {})
    assert listener.visits == 0


DEEP = {
    "groups": "SELECT * {" + "{" * 20_000 + "}" * 20_000 + "}",
    "filters": "SELECT * {" + "FILTER EXISTS {" * 1_000 + "}" * 1_000 + "}",
    "functions": "SELECT * { FILTER(" + "IF(1," * 1_000 + "1" + ",1)" * 1_000 + ") }",
    "escaped": "SELECT * {" + "\\u007B" * 20_000 + "}" * 20_000 + "}",
    "triples": "SELECT * { " + "<<" * 20_000 + "?a ?b ?c" + ">>" * 20_000 + " ?p ?o }",
    "sums": "SELECT * { FILTER(1" + "+1" * 20_000 + ") }",
    "unions": "SELECT * { " + "{} UNION " * 20_000 + "{} }",
    "not": "SELECT * { FILTER(" + "!" * 20_000 + "true) }",
}


@pytest.mark.parametrize("name", DEEP)
def test_a_question_too_deep_for_its_reader_is_refused_before_it_ends_the_program(name: str) -> None:
    with pytest.raises(QueryError, match=r"^more than [\d,]+ brackets "):
        GraphFile(SMALL).ask(DEEP[name], {})


# Each took minutes, or had no end: a text that is never closed was looked for anew from each of its quotes.
UNENDING = {
    "text": 'SELECT * { ?s ?p "' + '\\"' * 300_000,
    "prefix": "SELECT * { ?s ?p ?o } # prefix" + " " * 500_000 + "x",
}


@pytest.mark.parametrize("name", UNENDING)
def test_a_long_question_is_looked_through_once(name: str) -> None:
    with time_limit(), contextlib.suppress(QueryError):
        refuse(UNENDING[name])
        with_prefixes(UNENDING[name])


PIECES = (
    *(
        "SERVICE",
        "service",
        "\\u0053ERVICE",
        "SILENT",
        "<URL>",
        "<URL#>",
        "{ ?s ?p ?o }",
        "{",
        "}",
        "?v",
        "$v",
        "(",
        ")",
    ),
    *(
        '"',
        "'",
        '"""',
        "'''",
        "\\",
        "#",
        "# x\n",
        "\n",
        "<",
        ">",
        "<?v)",
        "FILTER(?s<?p)",
        "FILTER(?s>?p)",
        "a:",
        ":b",
        "_:c",
    ),
    *(
        "PREFIX a: <URL>",
        "SELECT * {",
        "SELECT * WHERE {",
        "}",
        "BIND(",
        " AS ?x)",
        "^^",
        "@en",
        ".",
        ";",
        "/",
        "|",
        "1",
        "'x'",
    ),
)


def test_no_question_put_together_from_pieces_reaches_the_network(listener: Listener) -> None:
    """What is let through is asked: however a query is cut into words, it must come to the same in both readers."""
    source, chance, asked = GraphFile(SMALL), random.Random(3), 0
    for _ in range(4_000):
        words = [chance.choice(PIECES) for _ in range(chance.randint(1, 9))]
        query = f"SELECT * {{ ?s ?p ?o {chance.choice(('', ' ')).join(words)} }}".replace("URL", listener.url)
        try:
            list(source.ask(query, {}))
            asked += 1
        except QueryError:
            continue
    assert (listener.visits, asked > 0) == (0, True)


HOSTILE = (
    *NAMES,
    *(
        '" } ; DROP ALL #',
        "x' . } #",
        '""" }',
        "\\",
        '\\"',
        "\n}",
        "> <x:y>",
        "?s ?p ?o",
        "\u2028",
        "\x00",
        "*/",
        "${x}",
    ),
)


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_stays_one_value(value: str) -> None:
    """In both readers the bound text is the text that was given, and nothing of it is query."""
    query = with_values("SELECT ?x WHERE { FILTER(BOUND(?x)) }", {"x": ox.Literal(value)})
    (row,) = ox.Store().query(query)
    assert row["x"] == ox.Literal(value)
    assert [str(row[0]) for row in rdflib.Graph().query(query)] == [value]


def test_no_question_breaks_on_a_hostile_value() -> None:
    source, strange = GraphFile(SMALL), []
    for question in named_questions():
        for parameter in question.parameters:
            for value in HOSTILE:
                needed = {
                    one.name: "2031-03-06" if one.kind == "xsd:date" else "BR"
                    for one in question.parameters
                    if one.default is None
                }
                try:
                    rows = list(run(find_question(question.name), {**needed, parameter.name: value}, source))
                except (QueryError, UnclearThing) as error:
                    strange += [f"{question.name}: {error}"] if "cannot be read" in str(error) else []
                else:
                    strange += [f"{question.name} {parameter.name}={value}: {len(rows)} rows"] if rows else []
    assert strange == []


class Asking(BaseHTTPRequestHandler):
    """A store that wants a password, by the scheme of its server, and notes what it is sent."""

    scheme: str
    told: list[str]

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.told.append(self.headers.get("Authorization", ""))
        self.send_response(401)
        self.send_header("WWW-Authenticate", f'{self.scheme} realm="r", nonce="n", qop="auth"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_PUT

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(params=("Basic", "Digest"))
def asking(request: pytest.FixtureRequest) -> Iterator[HTTPServer]:
    """The store, at an address that is not this machine's usual one, as another machine's would be."""
    handler = type("One", (Asking,), {"scheme": request.param, "told": []})
    server = HTTPServer(("127.0.0.2", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("line", ["kg load {} g.ttl --into x:g", "kg query who-met-whom --endpoint {}"])
def test_a_password_goes_nowhere_unencrypted_unless_allowed(
    line: str, asking: HTTPServer, kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_STORE_USER", "ann")
    monkeypatch.setenv("KG_STORE_PASSWORD", "s3cret")
    (tmp_path / "g.ttl").write_bytes(SMALL.read_bytes())
    told: list[str] = asking.RequestHandlerClass.told  # type: ignore[attr-defined]
    command = line.format(f"http://127.0.0.2:{asking.server_port}/store")
    done = kg(command, tmp_path)
    refusal = "Error: http://127.0.0.2: the password would go there unencrypted: write https://, or allow it with"
    assert (done.returncode, done.stdout, done.stderr[: len(refusal)], told) == (2, "", refusal, [""])
    allowed = kg(f"{command} --plain-password", tmp_path)
    assert [one != "" for one in told] == [False, False, True]
    assert "s3cret" not in f"{done} {allowed} {Login('ann', 's3cret')}"
