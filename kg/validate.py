"""RDF + shapes -> Violations: where a graph is not what it must be, in words for people.

The shapes' core constraints are checked by pySHACL, a node at a time. The rules over the whole graph, written in the
same files as SHACL-SPARQL on one single target node, run once each in Oxigraph, which is far faster.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import import_module
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kg.defaults import folder
from kg.graph import TurtleGraph
from kg.graph.neighbours import Neighbours
from kg.graph.turtle import ntriples
from kg.records import digest
from kg.views.view import GraphError, rdf_format
from kg.violations import Severity, Violation
from kg.vocab import DIP, NAMESPACE, RDF, RDFS, SH, XSD, label, local_name, read_folder

AT_ONCE = 2000  # nodes that shacl-rust is given at once: it takes 20 KB for each
TOGETHER = 20_000  # nodes that Oxigraph is given at once, those beside them among them: it takes 3 KB for each


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule over the whole graph: a query whose ?value is the node at fault, ?path and ?object what is wrong there."""

    query: str
    message: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Shapes:
    """What the shapes' files say, apart: core constraints for pySHACL, rules for Oxigraph.

    `compared` are the properties whose values must be less than those of another, or more.
    """

    core: Graph
    rules: tuple[Rule, ...]
    compared: frozenset[Node]


def read_graph(path: Path) -> Graph:
    """The graph of a file, read by Oxigraph: no context, import or entity that it names is ever fetched.

    Raises GraphError where it cannot be read.
    """
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # it logs what the shapes tell
    form = rdf_format(path)
    try:
        return _graph_of(ox.parse(path=path, format=form))
    except (OSError, SyntaxError, ValueError) as error:
        raise GraphError(f"{path}: not a graph that can be read: {' '.join(str(error).split())[:200]}") from None


def _graph_of(quads: Iterable[ox.Quad]) -> Graph:
    graph, compared = Graph(bind_namespaces="none"), read_shapes().compared
    for quad in quads:
        predicate, value = URIRef(quad.predicate.value), _node(quad.object)
        graph.add((_node(quad.subject), predicate, _judged(value, compared=predicate in compared)))
    return graph


def _node(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    """Oxigraph's term as rdflib's, a literal with its type and language, a blank node with an address to be named by.

    (pySHACL gives up on a blank node where it should compare two values.) Raises ValueError for a triple in a triple.
    """
    if isinstance(term, ox.Triple):
        raise ValueError(f"a triple inside a triple: {term}")
    if isinstance(term, ox.Literal):
        datatype = None if term.language or term.datatype.value == str(XSD.string) else URIRef(term.datatype.value)
        return Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    return URIRef(f"urn:blank:{term.value}" if isinstance(term, ox.BlankNode) else term.value)


def _judged(value: Node, *, compared: bool) -> Node:
    """The value as shapes can judge it: as plain words where it has no order, since pySHACL gives up on those.

    That is "NaN" anywhere, and in a property that is compared with another all that rdflib reads no value from.
    """
    if not isinstance(value, Literal):
        return value
    read = value.value
    is_nan = not read.is_finite() if isinstance(read, Decimal) else read != read
    return Literal(str(value)) if is_nan or (compared and read is None) else value


def validate(graph: Graph) -> tuple[Violation, ...]:
    """Every place at which a graph breaks a shape or rule, sorted, violations first."""
    store, shapes = _store("".join(ntriples(graph)), ox.RdfFormat.N_TRIPLES), read_shapes()
    return tuple(sorted({*_core_violations(graph, store, shapes.core), *_broken_rules(store, shapes.rules)}))


def validate_changes(graph: TurtleGraph, sound: Collection[str] = ()) -> tuple[Violation, ...]:
    """The same of a graph as it is written, faster and some nodes at a time: memory does not grow with the graph.

    The nodes of `sound` are known to fit, with all beside them as it is (`node_digests`): a rule may look at a node, at
    what that names and at the reports about it. pySHACL looks only where shacl-rust finds fault.
    """
    shapes, found = read_shapes(), set[Violation]()
    for some, around in Neighbours(graph).parts(sorted(graph.blocks.keys() - sound), TOGETHER):
        store = _store(graph.part(around).text(), ox.RdfFormat.TURTLE)
        found.update(_core_violations(_suspects(graph.part(some)), store, shapes.core))
        found.update(_broken_rules(store, shapes.rules, some))
    return tuple(sorted(found))


def _store(text: str, form: ox.RdfFormat) -> ox.Store:
    store = ox.Store()
    store.bulk_load(text.encode("utf-8"), form)
    return store


def _suspects(graph: TurtleGraph) -> Graph:
    """What is told of the nodes with which shacl-rust finds fault; everything where that is not installed."""
    try:
        shacl_rust = import_module("shacl_rust")
    except ImportError:
        return _graph_of(ox.parse(graph.text(), ox.RdfFormat.TURTLE))
    nodes, found = list(graph.blocks), set[str]()
    for first in range(0, len(nodes), AT_ONCE):
        some = graph.part(nodes[first : first + AT_ONCE]).text()
        found.update(result["focusNode"].strip("<>") for result in shacl_rust.validate(some, _core_shapes())["results"])
    return _graph_of(ox.parse(graph.part(found).text(), ox.RdfFormat.TURTLE))


@cache
def _core_shapes() -> str:
    return read_shapes().core.serialize(format="turtle")


def node_digests(graph: TurtleGraph) -> dict[str, str]:
    """For each node a digest of the shapes and of all that says whether it fits: what is told of it and beside it."""
    return Neighbours(graph).digests(_shapes_digest())


@cache
def _shapes_digest() -> str:
    return digest(*(file.read_text("utf-8") for file in sorted(folder("shapes").glob("*.ttl"))))


@cache
def read_shapes() -> Shapes:
    """The shapes of all files in `shapes/`."""
    graph = read_folder("shapes")
    rules = []
    for shape, constraint in sorted(graph.subject_objects(SH.sparql)):
        rules.append(_rule(graph, shape, constraint))
        for node in (constraint, shape):
            graph.remove((node, None, None))
    return Shapes(graph, tuple(rules), frozenset(_compared(graph)))


def _compared(shapes: Graph) -> Iterator[Node]:
    for comparison in (SH.lessThan, SH.lessThanOrEquals):
        for shape, greater in shapes.subject_objects(comparison):
            yield greater
            yield from shapes.objects(shape, SH.path)


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


def _core_violations(asked: Graph, store: ox.Store, shapes: Graph) -> Iterator[Violation]:
    if not len(asked):
        return
    import pyshacl  # with what it needs it takes a quarter of a second to load

    _, found, _ = pyshacl.validate(asked, shacl_graph=shapes, inplace=True, allow_warnings=True)
    for result in found.subjects(RDF.type, SH.ValidationResult):
        node, path, value, message = (
            found.value(result, term) for term in (SH.focusNode, SH.resultPath, SH.value, SH.resultMessage)
        )
        yield Violation(
            severity=_severity(found.value(result, SH.resultSeverity)),
            node=str(node),
            path=str(path) if isinstance(path, URIRef) else "",
            message=f"{message}" + (f": {_spoken(value, store)}" if value is not None else ""),
            label=_label(node, store),
            value="" if value is None else str(value),
        )


def _broken_rules(store: ox.Store, rules: Iterable[Rule], of: Collection[str] | None = None) -> Iterator[Violation]:
    """Where the nodes `of` these addresses break rules; without any, where nodes do at all."""
    for rule in rules:
        solutions = store.query(rule.query)
        if not isinstance(solutions, ox.QuerySolutions):
            raise TypeError(f"a rule must be a SELECT query: {rule.message}")
        for solution in solutions:
            if of is None or solution["value"].value in of:
                yield _broken(rule, {name: _term(solution[name]) for name in ("value", "path", "object")}, store)


def _broken(rule: Rule, found: dict[str, Node | None], store: ox.Store) -> Violation:
    value = found["object"]
    return Violation(
        severity=rule.severity,
        node=str(found["value"]),
        path=str(found["path"] or ""),
        message=rule.message.replace("{?object}", _spoken(value, store)),
        label=_label(found["value"], store),
        value="" if value is None else str(value),
    )


def _term(term: object) -> Node | None:
    """Oxigraph's term as rdflib's."""
    if isinstance(term, ox.Literal):
        return Literal(term.value)
    return URIRef(term.value) if isinstance(term, ox.NamedNode) else None


def _spoken(value: Node | None, store: ox.Store) -> str:
    """A value as people call it: a term's or node's label, a literal's text."""
    if isinstance(value, URIRef):
        return label(value) if value.startswith(NAMESPACE) else _label(value, store)
    return "" if value is None else str(value)


def _label(node: Node | None, store: ox.Store) -> str:
    """What people call a node; a report by what it is about: `report on Anna Novak`."""
    found = _value(node, RDFS.label, store)
    if found is not None:
        return str(found)
    about = _value(node, DIP.about, store)
    if about is not None:
        return f"report on {_value(about, RDFS.label, store) or local_name(about)}"
    return local_name(node) if node is not None else ""


def _value(node: Node | None, term: URIRef, store: ox.Store) -> Node | None:
    """The value of a property; the first in their order where there are several."""
    if not isinstance(node, URIRef):
        return None
    found = store.quads_for_pattern(ox.NamedNode(node), ox.NamedNode(term), None)
    return min((_node(quad.object) for quad in found), key=str, default=None)
