"""RDF + shapes -> Violations: where a graph is not what it must be, in words for people.

The shapes' core constraints are checked by pySHACL, a node at a time. The rules over the whole graph, written in the
same files as SHACL-SPARQL on one single target node, run once each in Oxigraph, which is far faster.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path

import pyoxigraph as ox
import pyshacl
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.defaults import DEFAULT_BASE_IRI, folder
from kg.graph import PREFIXES
from kg.graph.terms import literal
from kg.graph.turtle import Triple, ntriples, turtle
from kg.records import digest
from kg.views.view import GraphError, rdf_format
from kg.vocab import DIP, NAMESPACE, RDF, RDFS, SH, XSD, label, local_name, read_folder

_OF_DECIMALS = frozenset("+-.0123456789 \t\r\n")  # rdflib takes "NaN" for a decimal, and fails to compare it


class Severity(StrEnum):
    """How bad it is: a violation makes a graph non-conforming, a warning does not."""

    VIOLATION = "violation"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One place at which a graph breaks a shape or rule.

    `node` is the IRI of the place, `label` what people call it, `path` the IRI of the property (empty where none is
    meant), `value` the value at fault where there is one.
    """

    severity: Severity
    node: str
    path: str
    message: str
    label: str
    value: str = ""

    @property
    def property(self) -> str:
        """The property's name: `startDate`; empty where none is meant."""
        return local_name(URIRef(self.path))

    def __str__(self) -> str:
        """One line: `ceasefire-1 (Ceasefire in Gaza agreed), endDate: the truce ends before it starts: 2024-05`."""
        place = f"{local_name(URIRef(self.node))} ({self.label})" + (f", {self.property}" if self.path else "")
        return f"{place}: {self.message}" + (" [suspicious]" if self.severity is Severity.WARNING else "")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule over the whole graph: a query whose ?value is the node at fault, ?path and ?object what is wrong there."""

    query: str
    message: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Shapes:
    """What the shapes' files say, apart: core constraints for pySHACL, rules for Oxigraph."""

    core: Graph
    rules: tuple[Rule, ...]


def read_graph(path: Path) -> Graph:
    """The graph of a file, read by Oxigraph: no context, import or entity that it names is ever fetched.

    Raises GraphError where it cannot be read.
    """
    graph = Graph(bind_namespaces="none")
    try:
        for quad in ox.parse(path=path, format=rdf_format(path)):
            graph.add((_node(quad.subject), URIRef(quad.predicate.value), _node(quad.object)))
    except (OSError, SyntaxError, ValueError) as error:
        raise GraphError(f"{path}: not a graph that can be read: {' '.join(str(error).split())[:200]}") from None
    return graph


def _node(term: object) -> Node:
    """Oxigraph's term as rdflib's, a literal with its type and language.

    Raises ValueError for what pySHACL cannot compare or a triple cannot hold there.
    """
    if isinstance(term, ox.Triple):
        raise ValueError(f"a triple inside a triple: {term}")
    if isinstance(term, ox.Literal):
        if term.datatype.value == str(XSD.decimal) and not set(term.value) <= _OF_DECIMALS:
            raise ValueError(f"{term} is no number")
        datatype = None if term.language or term.datatype.value == str(XSD.string) else URIRef(term.datatype.value)
        return Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    return URIRef(term.value) if isinstance(term, ox.NamedNode) else BNode(getattr(term, "value", str(term)))


def validate(graph: Graph, sound: Collection[Node] = (), *, quick: bool = False) -> tuple[Violation, ...]:
    """Every place at which a graph breaks a shape or rule, sorted, violations first.

    The nodes of `sound` are known to fit the core constraints, each of which looks at one node's own triples; with
    `quick` pySHACL looks only where shacl-rust, ten times as fast, finds fault.
    """
    shapes, lines = read_shapes(), "".join(ntriples(graph))
    asked = _without(graph, sound) if sound else graph
    if quick:
        asked = _suspects(asked, "".join(ntriples(asked)) if sound else lines, shapes.core)
    broken = _broken_rules(graph, lines, shapes.rules)
    return tuple(sorted({*_core_violations(asked, graph, shapes.core), *broken}))


def _without(graph: Graph, nodes: Collection[Node]) -> Graph:
    return _graph_of(triple for triple in graph if triple[0] not in nodes)


def _suspects(graph: Graph, lines: str, shapes: Graph) -> Graph:
    """What is told of the nodes with which shacl-rust finds fault; everything where that is not installed.

    `lines` are the graph in N-Triples.
    """
    try:
        shacl_rust = import_module("shacl_rust")
    except ImportError:
        return graph
    found = shacl_rust.validate(lines, shapes.serialize(format="turtle"), data_format="nt")
    nodes = {URIRef(result["focusNode"].strip("<>")) for result in found["results"]}
    return _graph_of(triple for node in nodes for triple in graph.triples((node, None, None)))


def _graph_of(triples: Iterable[Triple]) -> Graph:
    graph = Graph(bind_namespaces="none")
    for triple in triples:
        graph.add(triple)
    return graph


def node_digests(graph: Graph) -> dict[Node, str]:
    """For each node a digest of its own triples and of the shapes: what it fits or breaks depends on these alone."""
    told: dict[Node, list[str]] = {}
    for node, predicate, value in graph:
        kind = f"^^{value.datatype}" if isinstance(value, Literal) else type(value).__name__
        told.setdefault(node, []).append(f"{predicate} {value} {kind}")
    shapes = _shapes_digest()
    return {node: digest(str(node), shapes, *sorted(parts), length=20) for node, parts in told.items()}


@cache
def _shapes_digest() -> str:
    return digest(*(file.read_text("utf-8") for file in sorted(folder("shapes").glob("*.ttl"))))


def conforms(violations: Iterable[Violation]) -> bool:
    """True where nothing is worse than a warning."""
    return all(found.severity is Severity.WARNING for found in violations)


def report_graph(violations: Iterable[Violation], *, base_iri: str = DEFAULT_BASE_IRI) -> Graph:
    """The violations as a SHACL validation report, without blank nodes."""
    found = sorted(violations)
    graph, report = Graph(bind_namespaces="none"), URIRef(f"{base_iri}validation")
    graph.add((report, RDF.type, SH.ValidationReport))
    graph.add((report, SH.conforms, Literal(conforms(found))))
    for violation in found:
        result = URIRef(f"{report}-{digest(violation.node, violation.path, violation.message, violation.value)}")
        graph.add((report, SH.result, result))
        for predicate, value in _result(violation):
            graph.add((result, predicate, value))
    return graph


def write_report(violations: Iterable[Violation], path: Path | str, *, base_iri: str = DEFAULT_BASE_IRI) -> None:
    """Writes the validation report as sorted Turtle."""
    prefixes = {**PREFIXES, "id": base_iri, "sh": str(SH)}
    with Path(path).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(turtle(report_graph(violations, base_iri=base_iri), prefixes))


@cache
def read_shapes() -> Shapes:
    """The shapes of all files in `shapes/`."""
    graph = read_folder("shapes")
    rules = []
    for shape, constraint in sorted(graph.subject_objects(SH.sparql)):
        rules.append(_rule(graph, shape, constraint))
        for node in (constraint, shape):
            graph.remove((node, None, None))
    return Shapes(graph, tuple(rules))


def _rule(graph: Graph, shape: Node, constraint: Node) -> Rule:
    declared = {
        str(graph.value(node, SH.prefix)): str(graph.value(node, SH.namespace))
        for source in graph.objects(constraint, SH.prefixes)
        for node in graph.objects(source, SH.declare)
    }
    prologue = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in sorted(declared.items()))
    message, severity = graph.value(constraint, SH.message), graph.value(shape, SH.severity)
    return Rule(f"{prologue}{graph.value(constraint, SH.select)}", str(message), _severity(severity))


def _severity(term: Node | None) -> Severity:
    return Severity.WARNING if term == SH.Warning else Severity.VIOLATION


def _core_violations(asked: Graph, graph: Graph, shapes: Graph) -> Iterator[Violation]:
    _, found, _ = pyshacl.validate(asked, shacl_graph=shapes, inplace=True, allow_warnings=True)
    for result in found.subjects(RDF.type, SH.ValidationResult):
        node, path, value, message = (
            found.value(result, term) for term in (SH.focusNode, SH.resultPath, SH.value, SH.resultMessage)
        )
        yield Violation(
            severity=_severity(found.value(result, SH.resultSeverity)),
            node=str(node),
            path=str(path) if isinstance(path, URIRef) else "",
            message=f"{message}" + (f": {_spoken(value, graph)}" if value is not None else ""),
            label=_label(node, graph),
            value="" if value is None else str(value),
        )


def _broken_rules(graph: Graph, lines: str, rules: Iterable[Rule]) -> Iterator[Violation]:
    store = ox.Store()
    store.bulk_load(lines.encode("utf-8"), ox.RdfFormat.N_TRIPLES)
    for rule in rules:
        solutions = store.query(rule.query)
        if not isinstance(solutions, ox.QuerySolutions):
            raise TypeError(f"a rule must be a SELECT query: {rule.message}")
        for solution in solutions:
            yield _broken(rule, {name: _term(solution[name]) for name in ("value", "path", "object")}, graph)


def _broken(rule: Rule, found: dict[str, Node | None], graph: Graph) -> Violation:
    value = found["object"]
    return Violation(
        severity=rule.severity,
        node=str(found["value"]),
        path=str(found["path"] or ""),
        message=rule.message.replace("{?object}", _spoken(value, graph)),
        label=_label(found["value"], graph),
        value="" if value is None else str(value),
    )


def _term(term: object) -> Node | None:
    """Oxigraph's term as rdflib's."""
    if isinstance(term, ox.Literal):
        return Literal(term.value)
    return URIRef(term.value) if isinstance(term, ox.NamedNode) else None


def _spoken(value: Node | None, graph: Graph) -> str:
    """A value as people call it: a term's or node's label, a literal's text."""
    if isinstance(value, URIRef):
        return label(value) if value.startswith(NAMESPACE) else _label(value, graph)
    return "" if value is None or isinstance(value, BNode) else str(value)


def _label(node: Node | None, graph: Graph) -> str:
    """What people call a node; a report by what it is about: `report on Anna Novak`."""
    found = graph.value(node, RDFS.label)
    if found is not None:
        return str(found)
    about = graph.value(node, DIP.about)
    if about is not None:
        return f"report on {graph.value(about, RDFS.label) or local_name(about)}"
    return local_name(node) if node is not None else ""


def _result(violation: Violation) -> Iterator[tuple[URIRef, Node]]:
    yield RDF.type, SH.ValidationResult
    yield SH.focusNode, URIRef(violation.node)
    yield SH.resultMessage, literal(f"{violation.label}: {violation.message}")
    yield SH.resultSeverity, SH.Warning if violation.severity is Severity.WARNING else SH.Violation
    if violation.path:
        yield SH.resultPath, URIRef(violation.path)
    if violation.value:
        yield SH.value, literal(violation.value)
