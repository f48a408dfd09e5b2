"""Triples -> Turtle and N-Triples: sorted, the same bytes for the same triples, and pleasant to read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from operator import itemgetter

from rdflib import RDF, RDFS, XSD, Literal, URIRef
from rdflib.term import Node

Triple = tuple[Node, Node, Node]

# What N-Triples and Turtle demand to be escaped, and what an editor would not show: control characters, the line
# separators of Unicode, marks that turn the direction of writing, the byte order mark, what stands for no character.
_ESCAPED = re.compile('[\\x00-\\x1f"\\\\\\x7f-\\x9f\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff\\ufffe\\uffff]')
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_ILLEGAL_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_LOCAL_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")  # the safe part of Turtle's PN_LOCAL
_BARE = {XSD.integer: re.compile(r"[+-]?\d+"), XSD.decimal: re.compile(r"[+-]?\d*\.\d+")}


def turtle(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Turtle in pieces: the prefixes, then a block for each subject with a blank line before it."""
    yield header(prefixes)
    yield from (block for _, block in blocks(sorted(triples, key=_subject), prefixes))


def _subject(triple: Triple) -> tuple[str, str]:
    """By what triples come a subject at a time: its IRI, and its kind where a blank node has the same name."""
    return str(triple[0]), type(triple[0]).__name__


def header(prefixes: Mapping[str, str]) -> str:
    """The lines that every Turtle file begins with."""
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(prefixes.items()))


def blocks(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each subject with its block of Turtle, as `turtle` writes it, from triples that come a subject at a time."""
    write = _Names(prefixes)
    for subject, told in groupby(triples, key=itemgetter(0)):
        yield str(subject), _block(subject, told, write)


def ntriples(triples: Iterable[Triple]) -> Iterator[str]:
    """N-Triples, a line at a time, sorted.

    >>> list(ntriples([(URIRef("x:a"), RDFS.label, Literal("A\\u2028"))]))
    ['<x:a> <http://www.w3.org/2000/01/rdf-schema#label> "A\\\\u2028" .\\n']
    """
    yield from sorted({f"{_term(s)} {_term(p)} {_term(o)} .\n" for s, p, o in triples})


class _Names:
    """Writes terms with prefixes; remembers the IRIs, since each comes many times."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = sorted(((iri, name) for name, iri in prefixes.items()), reverse=True)
        self._written: dict[Node, str] = {}
        self.kind = self(RDF.type)
        self._first = {self.kind: 0, self(RDFS.label): 1}  # the predicates that open a node
        self.place = cache(self._place)

    def __call__(self, term: Node) -> str:
        if type(term) is Literal:  # asked for every term: isinstance goes through Python here
            return self._literal(term)
        written = self._written.get(term)
        if written is None:
            written = self._written[term] = self._iri(str(term)) or _term(term)
        return written

    def _place(self, predicate: str) -> tuple[int, str]:
        """By what the written predicates of a node are sorted."""
        return self._first.get(predicate, 2), predicate

    def _iri(self, iri: str) -> str | None:
        for start, name in self._prefixes:
            if iri.startswith(start) and _LOCAL_NAME.fullmatch(iri, len(start)):
                return f"{name}:{iri[len(start) :]}"
        return None

    def _literal(self, literal: Literal) -> str:
        bare = _BARE.get(literal.datatype) if literal.datatype else None
        if bare and bare.fullmatch(literal):
            return str(literal)
        return _quoted(literal) + (f"^^{self(literal.datatype)}" if literal.datatype else "")


def _block(subject: Node, triples: Iterable[Triple], write: _Names) -> str:
    """All that is told of one subject, a line for each predicate."""
    node: dict[str, list[str]] = defaultdict(list)
    for _, predicate, value in triples:
        node[write(predicate)].append(write(value))
    names = sorted(node, key=write.place)
    told = " ;\n    ".join([f"{'a' if name == write.kind else name} {_values(node[name])}" for name in names])
    return f"\n{write(subject)} {told} .\n"


def _values(written: list[str]) -> str:
    """All values of a predicate, each once; most have one alone."""
    return ", ".join(sorted(set(written))) if len(written) > 1 else written[0]


def _term(term: Node) -> str:
    if isinstance(term, URIRef):
        return f"<{_ILLEGAL_IN_IRI.sub(_escape, term)}>"
    if isinstance(term, Literal):
        return _quoted(term) + (f"^^{_term(term.datatype)}" if term.datatype else "")
    return f"_:{term}"


def _quoted(literal: Literal) -> str:
    return f'"{_ESCAPED.sub(_escape, literal)}"' + _language(literal)


def _language(literal: Literal) -> str:
    return f"@{literal.language}" if literal.language else ""


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _SHORT.get(character, f"\\u{ord(character):04X}")
