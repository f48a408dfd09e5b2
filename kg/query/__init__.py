"""SPARQL questions over a built graph or a remote endpoint, with bound parameters.

Over a file nothing may leave the machine: SERVICE, FROM and LOAD are refused before a query runs.
"""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from kg.query.questions import QueryError, Question
from kg.views.nodes import DIP, PREFIXES, Iri
from kg.views.things import the_one
from kg.views.view import rdf_format

TIMEOUT = 60  # seconds that an endpoint may take before the user is told
Term = ox.NamedNode | ox.Literal
Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

# Longest first where one could begin another, as a SPARQL parser would read them.
_TOKENS = re.compile(
    r"""
    (?P<text>\"\"\"(?:[^\\]|\\.)*?\"\"\" | '''(?:[^\\]|\\.)*?''' | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<comment>\#[^\n\r]*)
  | (?P<variable>[?$]\w+)
  | (?P<local>:(?:[\w.:%\-]|\\.)+)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_ACTORS = "?thing a ?class . FILTER(?class IN (dip:Person, dip:Organization, dip:Country))"
_CANDIDATES = """SELECT DISTINCT ?thing ?form WHERE {
  ?thing rdfs:label|skos:altLabel|dip:iso2 ?form . #actors
  FILTER(STR(?thing) = ?words || STRENDS(LCASE(STR(?thing)), LCASE(?words))
    || CONTAINS(LCASE(STR(?form)), LCASE(?longest)))
}"""


class Source(Protocol):
    """Something that answers SPARQL."""

    def ask(self, sparql: str, bindings: Mapping[str, Term]) -> Answer:
        """The answer to a query, some of its variables bound."""


class GraphFile:
    """A graph in a file, answered by Oxigraph in memory."""

    def __init__(self, path: Path) -> None:
        """Load the file; raises QueryError where it cannot be."""
        self._store = ox.Store()
        try:
            self._store.bulk_load(path=str(path), format=rdf_format(path))
        except (OSError, SyntaxError, ValueError) as error:
            raise QueryError(f"{path}: not a graph that can be read: {_line(error)}") from None

    def ask(self, sparql: str, bindings: Mapping[str, Term]) -> Answer:
        """The answer to a query that reaches for nothing outside the file."""
        refuse_remote(sparql)
        try:
            bound = with_values(sparql, bindings)
            return self._store.query(bound, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
        except (SyntaxError, ValueError, OSError) as error:
            raise QueryError(f"the query cannot be read: {_line(error)}") from None


class Endpoint:
    """A SPARQL 1.1 endpoint elsewhere."""

    def __init__(self, url: str) -> None:
        """Remember the address; raises QueryError where it is not http or https."""
        if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
            raise QueryError(f"{url}: an endpoint's address begins with http:// or https://")
        self._url = url

    def ask(self, sparql: str, bindings: Mapping[str, Term]) -> Answer:
        """The answer of the endpoint; raises QueryError where it gives none."""
        body = urllib.parse.urlencode({"query": with_values(with_prefixes(sparql), bindings)}).encode()
        accept = "application/sparql-results+json, application/n-triples;q=0.9, text/turtle;q=0.8"
        request = urllib.request.Request(self._url, body, {"Accept": accept, "User-Agent": "kg"})
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
                return read_answer(response.read(), response.headers.get_content_type())
        except urllib.error.HTTPError as error:
            reason = _line(error.read(500).decode("utf-8", "replace"))
            raise QueryError(f"{self._url}: answered {error.code} {error.reason}: {reason}") from None
        except (OSError, SyntaxError, ValueError) as error:
            raise QueryError(f"{self._url}: no answer: {_line(getattr(error, 'reason', error))}") from None


def run(question: Question, values: Mapping[str, str], source: Source) -> Answer:
    """The answer to a question, its parameters bound to the values."""
    kinds = {parameter.name: parameter.kind for parameter in question.parameters}
    bindings = {name: term(kinds.get(name, ""), name, value, source) for name, value in values.items()}
    return source.ask(question.sparql, bindings)


def term(kind: str, name: str, value: str, source: Source) -> Term:
    """The RDF term for a parameter's value; an actor's name is looked up in the source.

    Raises QueryError for a value that is not of the kind.
    """
    if kind in ("actor", "thing"):
        return ox.NamedNode(find_thing(value, source, actors=kind == "actor"))
    if kind == "concept" and re.fullmatch(r"\w+", value):
        return ox.NamedNode(DIP + value)
    if kind == "xsd:date":
        return ox.Literal(_day(name, value), datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
    if kind == "xsd:integer" and re.fullmatch(r"-?\d+", value):
        return ox.Literal(int(value))
    if kind in ("concept", "xsd:integer"):
        raise QueryError(f"{name}={value}: not {'a number' if kind == 'xsd:integer' else 'a word like inForce'}")
    if not kind and re.match(r"https?://[^\s<>\"]+$", value):
        return ox.NamedNode(value)
    return ox.Literal(value)


def find_thing(words: str, source: Source, *, actors: bool = False) -> Iri:
    """The address of the node that the words name, an actor if need be; raises UnclearThing for none or several."""
    longest = max(re.findall(r"\w+", words), key=len, default=words)
    candidates = _CANDIDATES.replace("#actors", _ACTORS if actors else "")
    found = source.ask(candidates, {"words": ox.Literal(words), "longest": ox.Literal(longest)})
    assert isinstance(found, ox.QuerySolutions)
    return the_one(words, [(Iri(row["thing"].value), row["form"].value) for row in found])


def refuse_remote(sparql: str) -> None:
    """Raise QueryError where a query reaches outside the graph: SERVICE, FROM or LOAD.

    Escapes are read first, since a parser may read `\\u0053ERVICE` as SERVICE.
    """
    for text in (sparql, _ESCAPED.sub(lambda m: chr(int(m[1] or m[2], 16) % 0x110000), sparql)):
        bare = _TOKENS.sub(" ", text).casefold()
        # Parsers take a keyword without a space after it ("SERVICE<…>"), so SERVICE is refused wherever it stands.
        if "service" in bare or re.search(r"\b(from|load)\b", bare):
            raise QueryError("SERVICE, FROM and LOAD are refused: a query here reads the graph and nothing else")


def with_prefixes(sparql: str) -> str:
    """The query with the prefixes that it uses and does not declare."""
    declared = set(re.findall(r"(?i)\bprefix\s+([\w-]*)\s*:", sparql))
    missing = [name for name in PREFIXES if name not in declared and re.search(rf"\b{name}:", sparql)]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in missing) + sparql


def with_values(sparql: str, bindings: Mapping[str, Term]) -> str:
    """The query with its variables bound in a VALUES row at the start of its pattern, and of each sub-query's.

    The terms are written by the RDF library, so that no value can end its own literal. (Oxigraph's own substitutions
    only reach projected variables, and endpoints have none: one way for all gives the same answers everywhere.)
    """
    if not bindings:
        return sparql
    code = _TOKENS.sub(lambda m: " " * len(m[0]), sparql)
    places = [where.end() for where in re.finditer(r"(?i)\bwhere\s*\{", code)] or [code.find("{") + 1]
    if not places[0]:
        raise QueryError("the query has no pattern in braces in which a value could be bound")
    names = " ".join(f"?{name}" for name in bindings)
    row = f" VALUES ({names}) {{ ({' '.join(str(value) for value in bindings.values())}) }} "
    pieces = [sparql[start:end] for start, end in pairwise([0, *places, len(sparql)])]
    return row.join(pieces)


def read_answer(body: bytes, media_type: str) -> Answer:
    """What an endpoint sent: rows, yes or no, or triples.

    Raises ValueError for a media type that is neither.
    """
    results = ox.QueryResultsFormat.from_media_type(media_type)
    if results is not None:
        return ox.parse_query_results(body, format=results)
    triples = ox.RdfFormat.from_media_type(media_type)
    if triples is None:
        raise ValueError(f"it sent {media_type}, which is no SPARQL answer")
    store = ox.Store()
    store.load(body, format=triples)
    answer = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(answer, ox.QueryTriples)
    return answer


def _day(name: str, value: str) -> str:
    if value == "today":
        return date.today().isoformat()
    try:
        return date.fromisoformat(value).isoformat() if len(value) == 10 else _no_day(name, value)
    except ValueError:
        return _no_day(name, value)


def _no_day(name: str, value: str) -> str:
    raise QueryError(f"{name}={value}: write a day as 2025-07-11")


def _line(error: object) -> str:
    return " ".join(str(error).split())[:300]
