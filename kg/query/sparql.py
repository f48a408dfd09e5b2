"""SPARQL as text, with values bound into it and nothing that reaches outside; and what comes back as an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

import pyoxigraph as ox

from kg.query.questions import QueryError
from kg.views.nodes import PREFIXES

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
_PROLOGUE = re.compile(r"(?i)\s*(?:prefix\s+[\w.-]*:\s*<[^>]*>|base\s+<[^>]*>)")


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
    code = code_of(sparql)
    places = [where.end() for where in re.finditer(r"(?i)\bwhere\s*\{", code)] or [code.find("{") + 1]
    if not places[0]:
        raise QueryError("the query has no pattern in braces in which a value could be bound")
    names = " ".join(f"?{name}" for name in bindings)
    row = f" VALUES ({names}) {{ ({' '.join(str(value) for value in bindings.values())}) }} "
    pieces = [sparql[start:end] for start, end in pairwise([0, *places, len(sparql)])]
    return row.join(pieces)


def code_of(sparql: str) -> str:
    """The query with blanks for all texts, addresses, names and comments, each character in its place."""
    return _TOKENS.sub(lambda match: " " * len(match[0]), sparql)


def split_prologue(sparql: str) -> tuple[str, str]:
    """The prefixes of a query, and what comes after them; comments are left out.

    >>> split_prologue("PREFIX a: <b#> # why\\nSELECT * {}")
    ('PREFIX a: <b#>', 'SELECT * {}')
    """
    bare = _TOKENS.sub(lambda match: " " if match.lastgroup == "comment" else match[0], sparql)
    found = []
    while match := _PROLOGUE.match(bare):
        found.append(match[0].strip())
        bare = bare[match.end() :]
    return " ".join(found), bare.strip()


def read_answer(body: bytes, media_type: str) -> Answer:
    """What an endpoint sent: rows, yes or no, or triples.

    Raises ValueError for a media type that is neither.
    """
    results = ox.QueryResultsFormat.from_media_type(media_type)
    if results is not None:
        return ox.parse_query_results(body, format=results)
    triples = ox.RdfFormat.from_media_type(media_type)
    if triples in (None, ox.RdfFormat.RDF_XML):  # the latter unfolds entities until the memory is full
        raise ValueError(f"it sent {media_type or 'no media type'}, which is none of SPARQL")
    store = ox.Store()
    store.load(body, format=triples)
    answer = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(answer, ox.QueryTriples)
    return answer
