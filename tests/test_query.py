import csv
import io
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest
from views import SMALL, iri, kg

from kg import remote
from kg.query import Endpoint, GraphFile, run
from kg.query.answers import cell
from kg.query.questions import QueryError, Question, find_question, given, named_questions, parse_question
from kg.query.sparql import refuse, with_prefixes, with_values
from kg.views.nodes import PREFIXES
from kg.views.things import UnclearThing

GRAPH = ("--graph", str(SMALL))


def ask(question: str, *pairs: str) -> list[tuple[str, ...]]:
    asked = find_question(question)
    answer = run(asked, given(asked, pairs), GraphFile(SMALL))
    return [tuple(map(cell, row)) for row in answer]


ANSWERS = {
    "who-met-whom": [
        ("Astrid Nordahl", "Tomas Quiroga", "2031-03-06", "Geneva", "50", "inPerson", "2", "meeting-0001")
    ],
    "who-met-whom actor=CL since=2031-03-06 until=2031-03-06": [
        ("Astrid Nordahl", "Tomas Quiroga", "2031-03-06", "Geneva", "50", "inPerson", "2", "meeting-0001")
    ],
    "who-met-whom actor=Brazil": [],
    "who-met-whom since=2031-03-07": [],
    "tariffs-on-a-day day=2030-06-01": [("Chile", "Brazil", "", "10", "10", "inForce", "2030")],
    "tariffs-on-a-day day=2031-02-25 status=announced": [
        ("Brazil", "Norway", "salmon", "20", "22.5", "announced", "2031-03-01")
    ],
    "tariffs-on-a-day day=2031-03-07 status=inForce": [
        ("Brazil", "Norway", "salmon", "20", "22.5", "inForce", "2031-03-01"),
        ("Chile", "Brazil", "", "10", "10", "inForce", "2030"),
    ],
    "tariffs-on-a-day day=2031-03-08 status=suspended": [
        ("Brazil", "Norway", "salmon", "20", "22.5", "suspended", "2031-03-01")
    ],
    "tariffs-on-a-day day=2029-12-31": [],
    "ceasefires day=2031-03-17": [
        (
            "negotiated",
            "10",
            "Mali and Desert Column negotiate a 60-day truce in Gao",
            "Desert Column, Mali",
            "Kenya",
            "Gao",
            "60",
        )
    ],
    "ceasefires status=inForce": [],
    "week-of-an-actor actor=Norway day=2031-02-28": [
        (
            "2031-03-01",
            "",
            "suspended",
            "Brazil suspended duties of 20 % to 22.5 % on salmon from Norway",
            "tariff-0003",
        ),
        ("2031-03-06", "2031-03-06", "held", "Astrid Nordahl met Tomas Quiroga in Geneva", "meeting-0001"),
    ],
    "week-of-an-actor actor=Norway day=2031-02-27": [
        (
            "2031-03-01",
            "",
            "suspended",
            "Brazil suspended duties of 20 % to 22.5 % on salmon from Norway",
            "tariff-0003",
        )
    ],
    "week-of-an-actor actor=Norway day=2031-04-24": [
        ("2031-04-01", "2031-04-30", "planned", "Astrid Nordahl is to meet Wanjiru Kamau", "meeting-0002")
    ],
    "shortest-chain one=Quiroga other=Norway": [("1", "Tomas Quiroga", "", "", "Norway")],
    "shortest-chain one=Quiroga other=Kamau": [],
    "disputed": [
        ("Astrid Nordahl met Tomas Quiroga in Geneva", "durationMinutes", "50", "Fjord Courier", "2031-03-07"),
        ("Astrid Nordahl met Tomas Quiroga in Geneva", "durationMinutes", "60", "Lakeside Wire", "2031-03-08"),
    ],
    "disputed actor=Brazil": [],
    "events-of-an-actor actor=Nordahl": [
        ("Meeting", "held", "2031-03-06", "2031-03-06", "participant"),
        ("Meeting", "planned", "2031-04-01", "2031-04-30", "participant"),
    ],
    "events-of-an-actor actor=Nordahl since=2031-04-15": [("Meeting", "planned", "2031-04-01", "2031-04-30")],
    "events-of-an-actor actor=Nordahl until=2031-04-15 since=2031-03-07": [("Meeting", "planned", "2031-04-01")],
    "events-of-an-actor actor=Norway since=2040-01-01": [("Tariff", "suspended", "2031-03-01", "")],
    "planned-meetings until=2031-04-15": [("Astrid Nordahl is to meet Wanjiru Kamau", "planned", "2031-04", "")],
    "planned-meetings": [("Astrid Nordahl is to meet Wanjiru Kamau", "planned", "2031-04", "", "meeting-0002")],
    "planned-meetings until=2031-03-31": [],
    "who-mediates actor=Kenya": [("Kenya", "Desert Column, Mali", "negotiated")],
    "tariffs-by-imposer actor=Chile": [("Chile", "Brazil", "", "10", "10", "inForce", "2030", "tariff-0004")],
    "tariffs-on-a-product product=SALMON": [("salmon", "Brazil", "Norway", "20", "22.5", "suspended")],
    "rates-over-time imposer=Brazil": [
        ("2031-02-20", "20", "", "", "announced", "Lakeside Wire"),
        ("2031-03-08", "20", "22.5", "", "suspended", "Lakeside Wire"),
    ],
    "retaliation": [],
    "threatened-never-imposed": [],
    "broken-truces": [],
    "single-source": [
        ("Astrid Nordahl is to meet Wanjiru Kamau", "planned", "0.8", "Fjord Courier", "meeting-0002"),
        ("Chile imposed a duty of 10 % on Brazil", "inForce", "0.7", "Lakeside Wire", "tariff-0004"),
        ("Mali and Desert Column negotiate a 60-day truce in Gao", "negotiated", "0.75", "Fjord Courier"),
    ],
    "undated-events": [],
    "evidence thing=ceasefire-0005": [("Fjord Courier", "2031-03-07", "negotiated", "150", "240")],
    "who-appears-together": [("Astrid Nordahl", "Tomas Quiroga", "1")],
    "who-has-not-met actor=Nordahl": [("Wanjiru Kamau", "planned", "2031-04")],
    "people actor=Norway": [("Astrid Nordahl", "Foreign Minister", "Norway", "2", "person-astrid-nordahl")],
}


@pytest.mark.parametrize("question", ANSWERS)
def test_answers(question: str) -> None:
    """Expected rows may leave out columns at the end."""
    name, *pairs = question.split()
    rows = ask(name, *pairs)
    wanted = ANSWERS[question]
    assert [row[: len(want)] for row, want in zip(rows, wanted, strict=True)] == wanted


def test_one_outlet_alone() -> None:
    assert [row[-1] for row in ask("one-outlet-alone", "outlet=fjord courier")] == ["meeting-0002", "ceasefire-0005"]
    assert ask("one-outlet-alone", "outlet=Nobody") == []


CHAIN = "".join(
    f'<id:{who}> a dip:Person ; rdfs:label "{who}" .\n' for who in ("Ann", "Ben", "Cem", "Dan", "Eve", "Fay")
) + "".join(
    f"<id:m{number}> a dip:Meeting ; dip:status dip:{status} ; dip:participant <id:{'>, <id:'.join(who)}> .\n"
    for number, (status, *who) in enumerate(
        [
            ("held", "Ann", "Ben"),
            ("held", "Ben", "Cem", "Eve"),
            ("held", "Cem", "Dan"),
            ("held", "Eve", "Dan"),
            ("planned", "Ann", "Dan"),
            ("held", "Dan", "Fay"),
        ]
    )
)


@pytest.mark.parametrize(
    ("other", "chains"),
    [
        ("Ben", [("1", "Ann", "", "", "Ben")]),
        ("Cem", [("2", "Ann", "Ben", "", "Cem")]),
        ("Dan", [("3", "Ann", "Ben", "Cem", "Dan"), ("3", "Ann", "Ben", "Eve", "Dan")]),
        ("Fay", []),
    ],
)
def test_the_shortest_chain(tmp_path: Path, other: str, chains: list[tuple[str, ...]]) -> None:
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    (tmp_path / "chain.ttl").write_text(prefixes + CHAIN)
    question = find_question("shortest-chain")
    answer = run(question, {"one": "Ann", "other": other}, GraphFile(tmp_path / "chain.ttl"))
    assert [tuple(map(cell, row)) for row in answer] == chains


@pytest.mark.parametrize("question", named_questions(), ids=lambda question: question.name)
def test_a_question_orders_texts_as_texts(question: Question) -> None:
    """Virtuoso orders long labels wrongly where they are not in STR(…); numbers and counts are no texts."""
    order = question.sparql.rpartition("ORDER BY")[2]
    bare = set(re.findall(r"(?<!STR\()\?(\w+)", order))
    assert bare <= {"age", "low", "high", "before", "events", "meetings", "start", "a", "b"}


def test_every_question_is_asked_here_and_has_help() -> None:
    asked = {question.split()[0] for question in ANSWERS} | {"one-outlet-alone"}
    assert {question.name for question in named_questions()} == asked
    assert all(question.help for question in named_questions())
    assert all(parameter.help for question in named_questions() for parameter in question.parameters)


@pytest.mark.parametrize(
    "value",
    [
        'x" } UNION { ?s ?p ?o } #',
        'x" ) } } } DROP ALL #',
        "\\u0022 } ?s ?p ?o {",
        "x\n} SELECT * {",
        "?actor",
        "'''",
        "\\",
    ],
)
def test_a_value_stays_a_value(value: str) -> None:
    assert ask("tariffs-on-a-product", f"product={value}") == []
    echoed = run(find_question("SELECT ?x WHERE { }"), {"x": value}, GraphFile(SMALL))
    assert [row["x"].value for row in echoed] == [value]
    with pytest.raises(UnclearThing):
        ask("events-of-an-actor", f"actor={value}")


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { service<http://example.org/>{ ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT ?x { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE <http://example.org/> { ?s ?p ?o } }",
        "PREFIX a: <http://example.org/> SELECT * { SERVICE a:b { ?s ?p ?o } }",
        "PREFIX : <http://example.org/> SELECT * { SERVICE:b { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { # '\n SERVICE <http://example.org/> { } # '\n}",
        "SELECT * { ?s ?p <a#b> . SERVICE <http://example.org/> { } }",
        "SELECT * FROM <http://example.org/> { ?s ?p ?o }",
        "SELECT * from named <file:///etc/passwd> { ?s ?p ?o }",
        "LOAD <http://example.org/>",
    ],
)
def test_nothing_reaches_outside(sparql: str) -> None:
    with pytest.raises(QueryError, match="SERVICE, FROM and LOAD are refused"):
        GraphFile(SMALL).ask(sparql, {})


@pytest.mark.parametrize(
    "sparql",
    [
        'SELECT * { ?s ?p "room service from load" }',
        "SELECT ?service ?from { ?service ?from ?load }",
        "SELECT * { ?s <http://example.org/service#from> ?o } # from service",
        "PREFIX ex: <http://example.org/> SELECT * { ?s ex:service ex:from }",
    ],
)
def test_words_that_only_look_like_it_pass(sparql: str) -> None:
    refuse(sparql)
    GraphFile(SMALL).ask(sparql, {})


def test_an_update_is_no_query() -> None:
    with pytest.raises(QueryError, match="the query cannot be read"):
        GraphFile(SMALL).ask("DELETE WHERE { ?s ?p ?o }", {})


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["who-met-whm"], "no question 'who-met-whm': did you mean who-met-whom?"),
        (["zzz"], "no question 'zzz': kg query --list shows all"),
        (["missing.rq"], "missing.rq: cannot be read: No such file or directory"),
        (["tariffs-on-a-day", "day=July"], "day=July: write a day as 2025-07-11"),
        (["tariffs-on-a-day", "dai=2031-01-01"], "tariffs-on-a-day has no parameter 'dai': it takes day, status"),
        (["tariffs-on-a-day", "status=in force"], "status=in force: not a word like inForce"),
        (["who-met-whom", "Nordahl"], "'Nordahl': write NAME=VALUE"),
        (
            ["events-of-an-actor"],
            "events-of-an-actor needs actor=… (who: a name, a form of it, or the last part of the address)",
        ),
        (["ASK {}", "--format", "ttl"], "only CONSTRUCT and DESCRIBE give Turtle: use --format table, csv or json"),
        ([], "which question? kg query --list shows those that have a name"),
    ],
)
def test_wrong_usage_in_one_line(words: list[str], message: str) -> None:
    assert kg("query", *words, *GRAPH, code=2).output == f"Error: {message}\n"


def test_a_bad_parameter_line_is_named() -> None:
    with pytest.raises(QueryError, match=r"^x\.rq:2: write: # param NAME TYPE"):
        parse_question("x", '# Help\n# param day date "which"\nASK {}')


def test_the_list_shows_questions_and_parameters() -> None:
    output = kg("query", "--list").output
    assert "who-met-whom\n    Who met whom: when, where, for how long, and by how many independent sources\n" in output
    assert "      actor=…  who: a name, a form of it, or the last part of the address (needed)\n" in output


def test_forms_of_an_answer() -> None:
    table = kg("query", "planned-meetings", *GRAPH).output.splitlines()
    assert table[0].split() == ["what", "status", "date", "place", "meeting"]
    (row,) = csv.DictReader(io.StringIO(kg("query", "planned-meetings", "--format", "csv", *GRAPH).output))
    assert row["meeting"] == iri("meeting-0002")
    told = json.loads(kg("query", "planned-meetings", "--format", "json", *GRAPH).output)
    assert told["results"]["bindings"][0]["date"]["value"] == "2031-04"
    turtle = kg("query", "CONSTRUCT WHERE { ?s a dip:Place }", "--format", "ttl", *GRAPH).output
    assert {q.subject.value for q in ox.parse(turtle, format=ox.RdfFormat.TURTLE)} == {
        iri("place-gao"),
        iri("place-geneva"),
    }
    assert kg("query", "ASK { ?s a dip:Place }", *GRAPH).output == "yes\n"


def test_free_sparql_takes_values_and_files(tmp_path: object) -> None:
    assert ask("SELECT ?x WHERE { ?x dip:iso2 ?code }", "code=NO") == [("country-NO",)]
    assert ask("SELECT ?iso WHERE { ?x dip:iso2 ?iso }", f"x={iri('country-NO')}") == [("NO",)]


def test_values_go_into_the_pattern_and_not_into_words() -> None:
    bound = with_values('# WHERE { not here\nSELECT ("{" AS ?y) WHERE { ?s ?p ?x }', {"x": ox.Literal('a"b')})
    assert bound == '# WHERE { not here\nSELECT ("{" AS ?y) WHERE { VALUES (?x) { ("a\\"b") }  ?s ?p ?x }'
    assert with_prefixes("ASK { ?s a dip:X }").startswith("PREFIX dip: <https://w3id.org/diplomacy-kg/ontology#>\n")


class _Answers(BaseHTTPRequestHandler):
    """A SPARQL endpoint over the small graph, as another store would be."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        query = parse_qs(body)["query"][0]
        store = ox.Store()
        store.bulk_load(path=str(SMALL), format=ox.RdfFormat.TURTLE)
        try:
            answer = store.query(query)
        except SyntaxError as error:
            self.send_error(400, str(error))
            return
        if isinstance(answer, ox.QueryTriples):
            self._send("application/n-triples", answer.serialize(format=ox.RdfFormat.N_TRIPLES) or b"")
        else:
            self._send("application/sparql-results+json", answer.serialize(format=ox.QueryResultsFormat.JSON) or b"")

    def _send(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def endpoint() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/query"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_an_endpoint_gives_the_same_answers() -> None:
    with endpoint() as url:
        for question in ANSWERS:
            name, *pairs = question.split()
            words = ("query", name, *pairs, "--format", "csv")
            assert kg(*words, "--endpoint", url).output == kg(*words, *GRAPH).output
        output = kg("query", "CONSTRUCT WHERE { ?s a dip:Place }", "--format", "ttl", "--endpoint", url).output
        assert "place-gao" in output
        assert "answered 400" in kg("query", "SELECT nonsense {", "--endpoint", url, code=2).output


def test_an_endpoint_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "PAUSE", 0)
    output = kg("query", "who-met-whom", "--endpoint", "http://127.0.0.1:9/query", code=2).output
    assert output.startswith("Error: http://127.0.0.1:9/query: no answer: ")
    with pytest.raises(QueryError, match="begins with http"):
        Endpoint("file:///etc/passwd")
