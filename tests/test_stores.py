"""`kg load` and every named question, on a real Oxigraph and a real Virtuoso server, and on rdflib's own engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
import stores
from test_query import ANSWERS
from views import SMALL

from kg import triplestore
from kg.query import Answer, Endpoint, GraphFile, Source, Term, run
from kg.query.answers import cell
from kg.query.questions import find_question, given, named_questions
from kg.query.sparql import read_answer, with_prefixes, with_values

STORES = ("oxigraph", "virtuoso")
GRAPH = "https://example.org/g"
Run = Callable[..., Any]
both = pytest.mark.parametrize("store", STORES, indirect=True)


class RdflibFile:
    """A graph in a file, answered by rdflib's own engine."""

    def __init__(self, path: Path) -> None:
        self._graph = rdflib.Graph().parse(path)

    def ask(self, sparql: str, bindings: Mapping[str, Term]) -> Answer:
        found = self._graph.query(with_values(with_prefixes(sparql), bindings)).serialize(format="json")
        assert found is not None
        return read_answer(found, "application/sparql-results+json")


def rows(name: str, pairs: tuple[str, ...], source: Source) -> list[tuple[object, ...]]:
    """What a source answers. Numbers are numbers, and the names of a joined cell have no order: SPARQL gives none."""
    question = find_question(name)
    found = run(question, given(question, pairs), source)
    joined = {"parties", "mediators"}
    assert isinstance(found, ox.QuerySolutions)
    columns = [variable.value for variable in found.variables]
    return [tuple(_comparable(row[column], joined=column in joined) for column in columns) for row in found]


def _comparable(term: object, *, joined: bool) -> object:
    if isinstance(term, ox.Literal) and term.datatype.value.endswith(("#integer", "#decimal", "#int")):
        return float(term.value)
    return sorted(cell(term).split(", ")) if joined else cell(term)


def all_answers(questions: list[tuple[str, ...]], source: Source) -> dict[str, list[tuple[object, ...]]]:
    return {" ".join(question): rows(question[0], question[1:], source) for question in questions}


OF_SMALL = [tuple(question.split()) for question in ANSWERS]
OF_SEEDS = [(question.name, *question.example) for question in named_questions()]


@both
@pytest.mark.parametrize(("graph", "questions"), [("small", OF_SMALL), ("seeds", OF_SEEDS)])
def test_every_question_is_answered_alike(
    store: stores.Served, kg: Run, demo: Path, graph: str, questions: list[tuple[str, ...]]
) -> None:
    path = SMALL if graph == "small" else demo / "out" / "graph.ttl"
    done = kg(f"kg load {store.store} {path} --into {GRAPH}/{graph} --query-endpoint {store.queries}", demo)
    assert (done.returncode, done.stderr) == (0, "")
    endpoint = Endpoint(store.queries, graph=f"{GRAPH}/{graph}")
    assert all_answers(questions, endpoint) == all_answers(questions, GraphFile(path))


@pytest.mark.parametrize(("graph", "questions"), [("small", OF_SMALL), ("seeds", OF_SEEDS)])
def test_rdflib_answers_alike(demo: Path, graph: str, questions: list[tuple[str, ...]]) -> None:
    path = SMALL if graph == "small" else demo / "out" / "graph.ttl"
    assert all_answers(questions, RdflibFile(path)) == all_answers(questions, GraphFile(path))


@both
def test_a_graph_goes_in_parts_and_is_counted(
    store: stores.Served, kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """3,500 triples in parts of 1,000, also asked for in pages: Virtuoso gives 1,000 rows at once here."""
    monkeypatch.setattr(triplestore, "PART", 1_000)
    lines = [f'<a:{n}> <a:number> "{n}"^^<http://www.w3.org/2001/XMLSchema#integer> .\n' for n in range(3_500)]
    (tmp_path / "many.nt").write_text("".join(lines))
    (tmp_path / "few.nt").write_text("<a:x> <a:number> 'x' .\n".replace("'", '"'))
    line = f"kg load {store.store} {{}} --into {GRAPH}/many --query-endpoint {store.queries}"
    assert kg(line.format("many.nt"), tmp_path).stdout == f"many.nt: 3,500 triples are in <{GRAPH}/many>\n"
    endpoint = Endpoint(store.queries, graph=f"{GRAPH}/many")
    for order in ("", " ORDER BY ?n"):
        found = endpoint.ask("SELECT ?n WHERE { ?s <a:number> ?n }" + order, {})
        assert isinstance(found, ox.QuerySolutions)
        numbers = [int(row["n"].value) for row in found]
        assert sorted(numbers) == list(range(3_500))
    assert numbers == sorted(numbers)
    assert kg(line.format("few.nt --append"), tmp_path).returncode == 0
    assert _number(endpoint) == 3_501
    assert kg(line.format("few.nt"), tmp_path).returncode == 0
    assert _number(endpoint) == 1


def _number(endpoint: Endpoint) -> int:
    found = endpoint.ask("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", {})
    assert isinstance(found, ox.QuerySolutions)
    return int(next(found)["n"].value)


@both
def test_one_article_is_replaced_in_a_store(store: stores.Served, kg: Run, tmp_path: Path) -> None:
    """N-Quads go graph by graph; a later file with one of the graphs leaves the others alone."""
    (tmp_path / "all.nq").write_text("".join(f"<a:{n}> <a:b> <a:c> <{GRAPH}/article-{n}> .\n" for n in "123"))
    (tmp_path / "one.nq").write_text(f"<a:new> <a:b> <a:c> <{GRAPH}/article-2> .\n")
    for name in ("all", "one"):
        done = kg(f"kg load {store.store} {name}.nq --query-endpoint {store.queries}", tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
    subjects = []
    for number in "123":
        found = Endpoint(store.queries, graph=f"{GRAPH}/article-{number}").ask("SELECT ?s WHERE { ?s <a:b> ?o }", {})
        assert isinstance(found, ox.QuerySolutions)
        subjects += [row["s"].value for row in found]
    assert subjects == ["a:1", "a:new", "a:3"]


def test_all_is_read_back_where_no_query_address_is_given(oxigraph: stores.Served, kg: Run, demo: Path) -> None:
    done = kg(f"kg load {oxigraph.store} out/graph.ttl --into {GRAPH}/back", demo)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("store", ["virtuoso"], indirect=True)
def test_what_is_cut_when_it_is_read_back_is_told(store: stores.Served, kg: Run, demo: Path) -> None:
    done = kg(f"kg load {store.store} out/graph.ttl --into {GRAPH}/back", demo)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Error: <{GRAPH}/back> holds 1,0")
    assert done.stderr.endswith("or count with --query-endpoint: some stores cut what is read back\n")


def test_a_wrong_password_is_told(virtuoso: stores.Served, kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE_USER", "dba")
    monkeypatch.setenv("KG_STORE_PASSWORD", "wrong")
    done = kg(f"kg load {virtuoso.store} {SMALL} --into {GRAPH}/wrong", SMALL.parent)
    assert done.returncode == 1
    assert done.stderr.endswith(" (the store does not know this user with this password)\n")
    assert done.stderr.count("\n") == 1


def test_a_read_only_store_is_told(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    with stores.oxigraph(tmp_path / "store"):
        pass
    with stores.oxigraph(tmp_path / "store", "serve-read-only") as served:
        done = kg(f"kg load {served.store} {SMALL} --into {GRAPH}", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith(" (it lets nobody write: is it served read-only, or has the user no right to write?)\n")


@both
@pytest.mark.parametrize(
    "value", ['x" } UNION { ?s ?p ?o } #', "\\u0022 } ?s ?p ?o {", "x\n} SELECT * {", "'''", "\\", "é\u202e"]
)
def test_a_value_stays_a_value(store: stores.Served, value: str) -> None:
    echoed = run(find_question("SELECT ?x WHERE { }"), {"x": value}, Endpoint(store.queries))
    assert isinstance(echoed, ox.QuerySolutions)
    assert [row["x"].value for row in echoed] == [value]
    assert rows("tariffs-on-a-product", (f"product={value}",), Endpoint(store.queries)) == []
