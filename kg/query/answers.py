"""A SPARQL answer as text: a table for people, and the W3C's CSV, JSON and Turtle for programs."""

from __future__ import annotations

import sys

import pyoxigraph as ox

from kg.query.questions import QueryError
from kg.query.sparql import Answer
from kg.views.nodes import PREFIXES, Iri
from kg.views.printing import csv_text, print_table, printable, write_text


def cell(term: object) -> str:
    """How a table shows a term: the last part of an address, a literal's words, nothing for none.

    >>> cell(ox.NamedNode("https://w3id.org/diplomacy-kg/ontology#held"))
    'held'
    """
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return Iri(term.value).name or term.value
    return str(getattr(term, "value", term))


def rows_of(answer: Answer) -> list[dict[str, str]]:
    """An answer as rows, with cells as a table shows them: triples as subject, predicate, object; yes or no as one."""
    if isinstance(answer, ox.QueryBoolean):
        return [{"answer": "yes" if answer else "no"}]
    if isinstance(answer, ox.QueryTriples):
        return [{"subject": cell(s), "predicate": cell(p), "object": cell(o)} for s, p, o in answer]
    columns = [variable.value for variable in answer.variables]
    return [{column: cell(row[column]) for column in columns} for row in answer]


def print_answer(answer: Answer, form: str) -> None:
    """Print an answer as `table`, `csv`, `json` or `ttl`; the first two forms need rows, the last triples.

    Raises QueryError where answer and form do not go together.
    """
    if isinstance(answer, ox.QueryTriples):
        _print_triples(answer, form)
    elif form == "ttl":
        raise QueryError("only CONSTRUCT and DESCRIBE give Turtle: use --format table, csv or json")
    elif isinstance(answer, ox.QueryBoolean):
        print("yes" if answer else "no")
    elif form == "json":
        write_text((answer.serialize(format=ox.QueryResultsFormat.JSON) or b"").decode() + "\n")
    elif form == "csv":
        _print_csv(answer)
    else:
        _print_rows(answer)


def _print_csv(answer: ox.QuerySolutions) -> None:
    """The W3C's CSV: addresses whole; but for cells that a spreadsheet would run, which JSON gives unchanged."""
    columns = [variable.value for variable in answer.variables]
    write_text(csv_text(columns, ([_plain(row[column]) for column in columns] for row in answer)))


def _plain(term: object) -> str:
    return "" if term is None else str(term.value if isinstance(term, ox.NamedNode | ox.Literal) else term)


def _print_rows(answer: ox.QuerySolutions) -> None:
    columns = [variable.value for variable in answer.variables]
    rows = [[cell(row[column]) for column in columns] for row in answer]
    if rows:
        print_table(columns, rows)
    else:
        print("nothing found", file=sys.stderr)


def _print_triples(answer: ox.QueryTriples, form: str) -> None:
    if form not in ("ttl", "table"):
        raise QueryError("CONSTRUCT and DESCRIBE give triples: use --format ttl")
    triples = sorted(set(answer), key=str)
    text = (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES)) or b"").decode()
    lines = [printable(line) for line in text.split("\n")]
    # Oxigraph writes the prefixes in no fixed order.
    prefixes = sorted(line for line in lines if line.startswith("@prefix "))
    sys.stdout.write("\n".join([*prefixes, *lines[len(prefixes) :]]))
