"""What an OWL reasoner concludes from ontology and graph together: no clash, and no class that nobody meant.

`owlrl` computes the OWL 2 RL closure. It says of a clash in a node of its own, under `agent-ont#error`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import owlrl
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.term import Node

from kg.vocab import DIP, NAMESPACE, ONTOLOGY

CLASH = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
ID = "https://w3id.org/diplomacy-kg/id/"


def closure(graph: Graph) -> Graph:
    """Ontology and graph with all that follows from them."""
    whole = Graph()
    whole += ONTOLOGY
    whole += graph
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(whole)
    return whole


def clashes(closed: Graph) -> list[str]:
    return sorted(str(said) for said in closed.objects(None, CLASH))


def unmeant(closed: Graph, graph: Graph) -> Iterator[tuple[Node, Node]]:
    """Nodes of the graph with a class that does not follow from the class they were given."""
    terms = ONTOLOGY.all_nodes()
    for node, kind in closed.subject_objects(RDF.type):
        if isinstance(node, Literal) or node in terms or not str(kind).startswith(NAMESPACE):
            continue
        same = {node, *graph.subjects(OWL.sameAs, node)}  # a Wikidata item is what the graph's node is
        given = {one for each in same for one in graph.objects(each, RDF.type)}
        if kind not in {above for one in given for above in ONTOLOGY.transitive_objects(one, RDFS.subClassOf)}:
            yield node, kind


def test_the_sample_graph_follows_from_the_ontology(demo: Path) -> None:
    graph = Graph().parse(demo / "out" / "graph.ttl")
    closed = closure(graph)
    assert len(closed) > len(ONTOLOGY) + len(graph)
    assert clashes(closed) == []
    assert list(unmeant(closed, graph)) == []


def test_a_planted_clash_and_a_planted_class_are_found() -> None:
    graph = Graph()
    both, place = URIRef(f"{ID}person-x"), URIRef(f"{ID}place-x")
    graph.add((both, RDF.type, DIP.Person))
    graph.add((both, RDF.type, DIP.Country))
    graph.add((place, RDF.type, DIP.Place))
    graph.add((URIRef(f"{ID}meeting-x"), DIP.participant, place))
    closed = closure(graph)
    assert len(clashes(closed)) == 1
    assert (place, DIP.Actor) in set(unmeant(closed, graph))
