"""Makes `docs/ontology.html`: every term of the ontology with label, comment and example, and codes of other schemes.

`pylode`, which makes such pages, was tried: its 3.4 does not start once installed, and 3.3 writes other bytes each
time, calls the page after its last concept scheme, and leaves out the statuses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from rdflib import DCTERMS, OWL, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.views.nodes import PREFIXES
from kg.vocab import DIP, NAMESPACE, ONTOLOGY, RDF, RDFS, SCHEMA, SKOS, event_types, local_name

TEMPLATE = "ontology_page.html"
ALSO = {"sem": "http://semanticweb.cs.vu.nl/2009/11/sem/", "oa": "http://www.w3.org/ns/oa#"}
ALSO["nif"] = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
KINDS = (
    ("Classes", (OWL.Class, RDFS.Datatype)),
    ("Properties", (OWL.ObjectProperty, OWL.DatatypeProperty)),
    ("Statuses and modes", (SKOS.ConceptScheme, SKOS.Concept)),
    ("How a type of event is described", (OWL.AnnotationProperty,)),
)
# How each relation of a term to others is called on the page.
RELATIONS = {
    RDFS.subClassOf: "is a",
    RDFS.subPropertyOf: "is a",
    OWL.disjointWith: "is no",
    RDFS.domain: "of",
    SCHEMA.domainIncludes: "of",
    RDFS.range: "value",
    SKOS.inScheme: "in",
    RDFS.seeAlso: "see also",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A term in short, and where it is explained."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Term:
    """What the page says of a term."""

    name: str
    label: str
    comment: str
    example: str
    relations: tuple[tuple[str, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A row of the crosswalk: what an event of a type is at one status, here and in other schemes."""

    kind: str
    status: str
    wording: str
    plover: str
    cameo: str
    meaning: str


def ontology_page() -> str:
    """The page, the same bytes for the same ontology."""
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True)
    about = URIRef(NAMESPACE.removesuffix("#"))
    return environment.get_template(TEMPLATE).render(
        title=ONTOLOGY.value(about, RDFS.label),
        comment=ONTOLOGY.value(about, RDFS.comment),
        version=ONTOLOGY.value(about, OWL.versionInfo),
        licence=ONTOLOGY.value(about, DCTERMS.license),
        namespace=NAMESPACE,
        sections=[(heading, [*_terms(kinds)]) for heading, kinds in KINDS],
        codes=[*_codes()],
    )


def _terms(kinds: Iterable[Node]) -> Iterator[Term]:
    wanted = set(kinds)
    for name in DIP:
        if set(ONTOLOGY.objects(DIP[name], RDF.type)) & wanted:
            texts = (str(ONTOLOGY.value(DIP[name], one) or "") for one in (RDFS.label, RDFS.comment, SKOS.example))
            yield Term(name, *texts, relations=tuple(_relations(DIP[name])))


def _relations(term: URIRef) -> Iterator[tuple[str, tuple[Link, ...]]]:
    for relation, called in RELATIONS.items():
        others = sorted(other for other in ONTOLOGY.objects(term, relation) if isinstance(other, URIRef))
        if others:
            yield called, tuple(map(_link, others))


def _link(term: URIRef) -> Link:
    if term.startswith(NAMESPACE):
        return Link(local_name(term), f"#{local_name(term)}")
    known = {**PREFIXES, **ALSO}
    short = next((f"{name}:{term[len(iri) :]}" for name, iri in known.items() if term.startswith(iri)), str(term))
    return Link(short, str(term))


def _codes() -> Iterator[Code]:
    for kind in event_types().values():
        meanings = [
            str(ONTOLOGY.value(entry, RDFS.comment) or "")
            for entry in Collection(ONTOLOGY, ONTOLOGY.value(kind.iri, DIP.coding))  # type: ignore[arg-type]
        ]
        for coding, meaning in zip(kind.codings, meanings, strict=True):
            yield Code(kind.name, coding.status, coding.wording, coding.plover or "–", coding.cameo or "–", meaning)
