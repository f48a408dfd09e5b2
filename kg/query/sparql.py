"""SPARQL as text, with values bound into it and nothing that reaches outside; and what comes back as an answer."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping
from itertools import accumulate, pairwise

import pyoxigraph as ox

from kg.query.questions import QueryError
from kg.views.nodes import PREFIXES

Term = ox.NamedNode | ox.Literal
Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

# Beyond these Oxigraph's reader, a function that calls itself, may overflow its stack, which ends the program: from 700
# brackets in each other or 8,000 links of one chain on. The longest of our own questions has 180 signs.
DEEPEST = 100  # brackets in each other
MOST_SIGNS = 4_000  # brackets, stops, commas, operators

# Longest first where one could begin another, as a SPARQL parser would read them. What is open to its end is one token
# too, so that no text is looked through twice; it is left as it is, since it hides nothing from a parser.
_TOKENS = re.compile(
    r"""
    (?P<text>\"\"\"(?:[^\\]|\\.)*?\"\"\" | '''(?:[^\\]|\\.)*?''' | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
  | (?P<open>\"\"\"(?:[^\\]|\\.)* | '''(?:[^\\]|\\.)* | "(?:[^"\\\n\r]|\\.)* | '(?:[^'\\\n\r]|\\.)*)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<comment>\#[^\n\r]*)
  | (?P<variable>[?$]\w+)
  | (?P<local>:(?:[\w.:%\-]|\\.)+)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_STEPS = dict.fromkeys("{([", 1) | dict.fromkeys("})]", -1)
_DECLARED = re.compile(r"(?i)\bprefix\s++([\w-]*+)\s*+:")
_PROLOGUE = re.compile(r"(?i)\s*(?:prefix\s+[\w.-]*:\s*<[^>]*>|base\s+<[^>]*>)")


def refuse(sparql: str) -> None:
    """Raise QueryError where a query reaches outside the graph (SERVICE, FROM or LOAD), or deeper than it can be read.

    Escapes are read first, since a parser may read `\\u0053ERVICE` as SERVICE.
    """
    for text in (sparql, _ESCAPED.sub(lambda m: chr(int(m[1] or m[2], 16) % 0x110000), sparql)):
        bare = code_of(text).casefold()
        # Parsers take a keyword without a space after it ("SERVICE<…>"), so SERVICE is refused wherever it stands.
        if "service" in bare or re.search(r"\b(from|load)\b", bare):
            raise QueryError("SERVICE, FROM and LOAD are refused: a query here reads the graph and nothing else")
        _refuse_depth(bare)


def _refuse_depth(code: str) -> None:
    if max(accumulate(_STEPS.get(character, 0) for character in code), default=0) > DEEPEST:
        raise QueryError(f"more than {DEEPEST} brackets in each other: write it flatter")
    if len(re.findall(r"[^\w\s]", code)) > MOST_SIGNS:
        raise QueryError(f"more than {MOST_SIGNS:,} brackets and operators: ask in several queries, or over VALUES")


def with_prefixes(sparql: str) -> str:
    """The query with the prefixes that it uses and does not declare."""
    declared = set(_DECLARED.findall(sparql))
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
    return _TOKENS.sub(lambda match: match[0] if match.lastgroup == "open" else " " * len(match[0]), sparql)


def split_prologue(sparql: str) -> tuple[str, str]:
    """The prefixes of a query, and what comes after them; comments are left out.

    >>> split_prologue("PREFIX a: <b#> # why\\nSELECT * {}")
    ('PREFIX a: <b#>', 'SELECT * {}')
    """
    bare = _TOKENS.sub(lambda match: " " if match.lastgroup == "comment" else match[0], sparql)
    found, at = [], 0
    while match := _PROLOGUE.match(bare, at):
        found.append(match[0].strip())
        at = match.end()
    return " ".join(found), bare[at:].strip()


def read_answer(body: bytes, media_type: str) -> Answer:
    """What an endpoint sent: rows, yes or no, or triples; rows are read once before, since they come one by one.

    Raises ValueError for a media type that is neither, SyntaxError for what is not of it.
    """
    results = ox.QueryResultsFormat.from_media_type(media_type)
    if results is not None:
        answer = ox.parse_query_results(body, format=results)
        if isinstance(answer, ox.QuerySolutions):
            deque(answer, maxlen=0)
        return ox.parse_query_results(body, format=results)
    triples = ox.RdfFormat.from_media_type(media_type)
    if triples in (None, ox.RdfFormat.RDF_XML):  # the latter unfolds entities until the memory is full
        raise ValueError(f"it sent {media_type or 'no media type'}, which is none of SPARQL")
    store = ox.Store()
    store.load(body, format=triples)
    constructed = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(constructed, ox.QueryTriples)
    return constructed
