"""The graph again as RDF for other stores: N-Triples, N-Quads with a named graph per article, JSON-LD."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.views.nodes import DIP, PREFIXES, View
from kg.views.view import GraphError, rdf_format

_TYPE = PREFIXES["rdf"] + "type"
_STRING = PREFIXES["xsd"] + "string"


def read_triples(path: Path, view: View | None = None) -> list[ox.Triple]:
    """The graph's triples in a fixed order; of a narrowed view, only those about what it kept.

    Raises GraphError where the file cannot be read.
    """
    try:
        found = {quad.triple for quad in ox.parse(path=path, format=rdf_format(path))}
    except (OSError, SyntaxError, ValueError) as error:
        raise GraphError(f"{path}: not a graph that can be read: {error}") from None
    kept = _kept(view) if view else None
    return sorted((t for t in found if kept is None or _wanted(t, kept)), key=str)


def ntriples_text(triples: Iterable[ox.Triple]) -> str:
    """The triples as N-Triples, one a line."""
    return "".join(f"{triple} .\n" for triple in triples)


def nquads_text(triples: Collection[ox.Triple], view: View) -> str:
    """The triples as N-Quads: what an article says stands in a graph named by the article, the merged view in none.

    So one request replaces or retracts an article in a store.
    """
    graphs = {iri: iri for iri in map(str, view.articles)}
    graphs |= {str(report.iri): str(report.article) for report in view.reports}
    lines = []
    for triple in triples:
        graph = graphs.get(_address(triple.subject))
        lines.append(f"{triple} <{graph}> .\n" if graph else f"{triple} .\n")
    return "".join(sorted(lines))


def jsonld_text(triples: Collection[ox.Triple]) -> str:
    """The triples as JSON-LD with a context, so that it reads as plain JSON too."""
    terms = _terms(triples)
    nodes: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        name = terms[triple.predicate.value][0]
        nodes[_address(triple.subject)][name].append(_value(triple, terms[triple.predicate.value][1]))
    listed = [{"@id": iri, **{k: v[0] if len(v) == 1 else v for k, v in node.items()}} for iri, node in nodes.items()]
    context: dict[str, Any] = dict(PREFIXES)
    for iri, (name, definition) in sorted(terms.items(), key=lambda item: item[1][0]):
        if name != "@type":
            context[name] = {"@id": _short(iri), **({"@type": _short(definition)} if definition else {})}
    return json.dumps({"@context": context, "@graph": listed}, ensure_ascii=False, indent=1) + "\n"


def _kept(view: View) -> frozenset[str]:
    reports = (report.iri for report in view.reports)
    return frozenset(map(str, (*view.articles, *view.actors, *view.events, *reports)))


def _wanted(triple: ox.Triple, kept: frozenset[str]) -> bool:
    """True for a triple about a kept node, unless it points to an article that is not kept."""
    if _address(triple.subject) not in kept:
        return False
    return triple.predicate.value != DIP + "reportedIn" or _address(triple.object) in kept


def _terms(triples: Collection[ox.Triple]) -> Mapping[str, tuple[str, str]]:
    """For each predicate its name in JSON, and the type that all its values share (`@id`, a datatype, or none)."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for triple in triples:
        value = triple.object
        kinds[triple.predicate.value].add(value.datatype.value if isinstance(value, ox.Literal) else "@id")
    names: dict[str, tuple[str, str]] = {_TYPE: ("@type", "@id")}
    taken: set[str] = set()
    for iri in sorted(kinds, key=lambda iri: (not iri.startswith(DIP), iri)):
        name = iri.replace("#", "/").rpartition("/")[2]
        name = name if name not in taken else _short(iri).replace(":", "_")
        taken.add(name)
        shared = next(iter(kinds[iri])) if len(kinds[iri]) == 1 else ""
        names.setdefault(iri, (name, "" if shared == _STRING else shared))
    return names


def _value(triple: ox.Triple, shared: str) -> Any:
    value = triple.object
    if isinstance(value, ox.Literal):
        datatype = value.datatype.value
        return value.value if shared or datatype == _STRING else {"@value": value.value, "@type": _short(datatype)}
    if triple.predicate.value == _TYPE:
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
