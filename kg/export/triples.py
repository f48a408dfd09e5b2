"""The graph again as RDF for other stores: N-Triples, N-Quads with a named graph per article, JSON-LD.

The files are written node by node as the graph is read, so that a large one needs no more memory than a small one.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.views.nodes import DIP, PREFIXES, View
from kg.views.view import GraphError, rdf_format

_TYPE = PREFIXES["rdf"] + "type"
_STRING = PREFIXES["xsd"] + "string"
_WORDS = PREFIXES["rdf"] + "langString"  # words of a language that is named
_NAME = re.compile(r"[A-Za-z][\w-]*")  # a term that is no keyword and no prefix
NodeTriples = list[ox.Triple]  # all about one node


class Triples:
    """The triples of a graph file, node by node in order of address, each time anew from the file.

    A file that has its nodes in another order than kg writes them is sorted in memory.
    """

    def __init__(self, path: Path, view: View | None = None) -> None:
        """Of a narrowed view, only those about what it kept; raises GraphError where the file cannot be read."""
        self._path = path
        self._kept = _kept(view) if view else None
        self._nodes = self._streamed if _is_in_order(_addresses(path)) else self._sorted

    def __iter__(self) -> Iterator[NodeTriples]:
        """The nodes, without what is not wanted."""
        for node in self._nodes():
            wanted = [t for t in node if self._kept is None or _wanted(t, self._kept)]
            if wanted:
                yield sorted(wanted, key=str)

    def _streamed(self) -> Iterator[NodeTriples]:
        for _, node in groupby(_read(self._path), key=attrgetter("subject")):
            yield list(dict.fromkeys(node))

    def _sorted(self) -> Iterator[NodeTriples]:
        nodes: dict[str, dict[ox.Triple, None]] = defaultdict(dict)
        for triple in _read(self._path):
            nodes[_address(triple.subject)][triple] = None
        yield from (list(nodes[address]) for address in sorted(nodes))


def ntriples(triples: Triples) -> Iterator[str]:
    """The triples as N-Triples, one a line."""
    return (f"{triple} .\n" for node in triples for triple in node)


def nquads(triples: Triples) -> Iterator[str]:
    """The triples as N-Quads: what an article says stands in a graph named by the article, the merged view in none.

    So one request replaces or retracts an article in a store.
    """
    for node in triples:
        graph = _graph_of(node)
        yield from (f"{triple} {graph} .\n" if graph else f"{triple} .\n" for triple in node)


def jsonld(triples: Triples) -> Iterator[str]:
    """The triples as JSON-LD with a context, so that it reads as plain JSON too; a line for each node."""
    terms = _terms(triple for node in triples for triple in node)
    context: dict[str, Any] = dict(PREFIXES)
    for iri, (name, definition) in sorted(terms.items(), key=lambda item: item[1][0]):
        if name != "@type":
            context[name] = {
                "@id": _short(iri) if name != iri else iri,
                **({"@type": _short(definition)} if definition else {}),
            }
    yield f'{{"@context": {json.dumps(context, ensure_ascii=False, indent=1)},\n"@graph": [\n'
    before = ""
    for node in triples:
        yield before + json.dumps(_json_node(node, terms), ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def _json_node(node: NodeTriples, terms: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    values: dict[str, list[Any]] = defaultdict(list)
    for triple in node:
        name, shared = terms[triple.predicate.value]
        values[name].append(_value(triple, shared))
    return {"@id": _address(node[0].subject), **{k: v[0] if len(v) == 1 else v for k, v in values.items()}}


def _graph_of(node: NodeTriples) -> object:
    """The article that the node is, or that it reports from."""
    for triple in node:
        if triple.predicate.value == DIP + "article" and not isinstance(triple.object, ox.Literal | ox.Triple):
            return triple.object
        if triple.predicate.value == _TYPE and _address(triple.object) == DIP + "Article":
            return triple.subject
    return None


def _read(path: Path) -> Iterator[ox.Triple]:
    form = rdf_format(path)
    try:
        yield from (quad.triple for quad in ox.parse(path=path, format=form))
    except (OSError, SyntaxError, ValueError) as error:
        raise GraphError(f"{path}: not a graph that can be read: {error}") from None


def _addresses(path: Path) -> Iterator[str]:
    return (_address(subject) for subject, _ in groupby(_read(path), key=attrgetter("subject")))


def _is_in_order(addresses: Iterable[str]) -> bool:
    before = ""
    for address in addresses:
        if address <= before:
            return False
        before = address
    return True


def _kept(view: View) -> frozenset[str]:
    reports = (report.iri for report in view.reports)
    return frozenset(map(str, (*view.articles, *view.actors, *view.events, *reports)))


def _wanted(triple: ox.Triple, kept: frozenset[str]) -> bool:
    """True for a triple about a kept node, unless it points to an article that is not kept."""
    if _address(triple.subject) not in kept:
        return False
    return triple.predicate.value != DIP + "reportedIn" or _address(triple.object) in kept


def _terms(triples: Iterable[ox.Triple]) -> Mapping[str, tuple[str, str]]:
    """For each predicate its name in JSON, and the type that all its values share (`@id`, a datatype, or none)."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for triple in triples:
        value = triple.object
        kinds[triple.predicate.value].add(value.datatype.value if isinstance(value, ox.Literal) else "@id")
    # A class that is only words, as a graph of others may have it, stands under no @type.
    names: dict[str, tuple[str, str]] = {_TYPE: ("@type", "@id")} if kinds[_TYPE] <= {"@id"} else {}
    taken: set[str] = set()
    for iri in sorted(kinds, key=lambda iri: (not iri.startswith(DIP), iri)):
        name = iri.replace("#", "/").rpartition("/")[2]
        name = name if name not in taken else _short(iri).replace(":", "_")
        name = name if _NAME.fullmatch(name) else iri
        taken.add(name)
        shared = next(iter(kinds[iri])) if len(kinds[iri]) == 1 else ""
        names.setdefault(iri, (name, "" if shared in (_STRING, _WORDS) else shared))
    return names


def _value(triple: ox.Triple, shared: str) -> Any:
    value = triple.object
    if isinstance(value, ox.Literal):
        datatype = value.datatype.value
        if value.language:
            return {"@value": value.value, "@language": value.language}
        return value.value if shared or datatype == _STRING else {"@value": value.value, "@type": _short(datatype)}
    if triple.predicate.value == _TYPE and shared:
        return _short(_address(value))
    # Concepts are named in short, as in `dip:held`; other nodes by their whole address.
    name = _short(_address(value)) if _address(value).startswith(DIP) else _address(value)
    return name if shared else {"@id": name}


def _address(node: object) -> str:
    """A node's address; of anything else how it is written."""
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def _short(iri: str) -> str:
    found = next((name for name, long in PREFIXES.items() if iri.startswith(long)), None)
    return f"{found}:{iri[len(PREFIXES[found]) :]}" if found else iri
