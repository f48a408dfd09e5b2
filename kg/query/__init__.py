"""SPARQL questions over a built graph or a remote endpoint, with bound parameters.

Over a file nothing may leave the machine: SERVICE, FROM and LOAD are refused before a query runs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from kg.query.endpoint import Endpoint
from kg.query.questions import QueryError, Question
from kg.query.sparql import Answer, Term, refuse, with_values
from kg.remote import one_line
from kg.views.nodes import DIP, PREFIXES, Iri
from kg.views.printing import shortened
from kg.views.things import the_one
from kg.views.view import GraphError, rdf_format

__all__ = ["Answer", "Endpoint", "GraphFile", "Source", "Term", "find_thing", "run", "term"]

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
        except GraphError as error:  # it names the file
            raise QueryError(str(error)) from None
        except (OSError, SyntaxError, ValueError) as error:
            raise QueryError(f"{path}: not a graph that can be read: {one_line(error)}") from None

    def ask(self, sparql: str, bindings: Mapping[str, Term]) -> Answer:
        """The answer to a query that reaches for nothing outside the file."""
        refuse(sparql)
        try:
            bound = with_values(sparql, bindings)
            return self._store.query(bound, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
        except (SyntaxError, ValueError, OSError) as error:
            raise QueryError(f"the query cannot be read: {one_line(error)}") from None


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
    if kind == "xsd:integer" and re.fullmatch(r"-?[0-9]{1,18}", value):
        return ox.Literal(int(value))
    if kind in ("concept", "xsd:integer"):
        raise QueryError(f"{name}={value}: not {'a number' if kind == 'xsd:integer' else 'a word like inForce'}")
    if not kind and re.match(r"https?://[^\s<>\"]+$", value):
        return _address(name, value)
    return ox.Literal(value)


def find_thing(words: str, source: Source, *, actors: bool = False) -> Iri:
    """The address of the node that the words name, an actor if need be; raises UnclearThing for none or several."""
    longest = max(re.findall(r"\w+", words), key=len, default=words)
    candidates = _CANDIDATES.replace("#actors", _ACTORS if actors else "")
    found = source.ask(candidates, {"words": ox.Literal(words), "longest": ox.Literal(longest)})
    if not isinstance(found, ox.QuerySolutions):  # of an endpoint that answers what it was not asked
        raise QueryError(f"nobody could be looked up as '{shortened(words)}': no rows came back")
    return the_one(words, [(Iri(row["thing"].value), row["form"].value) for row in found])


def _address(name: str, value: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(value)
    except ValueError as error:
        raise QueryError(f"{name}={value}: not an address: {error}") from None


def _day(name: str, value: str) -> str:
    if value == "today":
        return date.today().isoformat()
    try:
        return date.fromisoformat(value).isoformat() if len(value) == 10 else _no_day(name, value)
    except ValueError:
        return _no_day(name, value)


def _no_day(name: str, value: str) -> str:
    raise QueryError(f"{name}={value}: write a day as 2025-07-11")
