"""The ontology's terms as Python names, and what its files say of each type of event.

Everything is read from `ontology/*.ttl` when this module is imported, so that a new type of event needs no edit here
and a misspelt term (`DIP.partcipant`) is an error where it is written.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, XSD, Graph, Literal, URIRef
from rdflib import SDO as SCHEMA
from rdflib.collection import Collection
from rdflib.term import Node

from kg.defaults import folder
from kg.records import Slot

__all__ = ["DCTERMS", "DIP", "OWL", "RDF", "RDFS", "SCHEMA", "SH", "SKOS", "WIKIDATA", "XSD"]

# rdflib logs a traceback for each literal such as "2025-02-30"^^xsd:date; the shapes name it in one line.
logging.getLogger("rdflib.term").setLevel(logging.ERROR)

ONTOLOGY_IRI = URIRef("https://w3id.org/diplomacy-kg/ontology")
NAMESPACE = f"{ONTOLOGY_IRI}#"
WIKIDATA = "http://www.wikidata.org/entity/"


class OntologyError(ValueError):
    """An ontology file does not say what it must; the message names the term."""


@dataclass(frozen=True, slots=True)
class Coding:
    """What a type of event is called at one status: in words, in PLOVER and in CAMEO (None where it has no code)."""

    status: str
    wording: str
    plover: str | None = None
    cameo: str | None = None


@dataclass(frozen=True, slots=True)
class EventType:
    """What the ontology says of one type of event.

    `codings` stand in the order in which statuses follow each other. `begins` and `ends` name the slots that date
    beginning and end, the most telling first. `pattern` makes the label of an event.
    """

    name: str
    iri: URIRef
    slots: tuple[str, ...]
    codings: tuple[Coding, ...]
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    pattern: str

    @property
    def statuses(self) -> tuple[str, ...]:
        """The names of its statuses, in order: `proposed`, `planned`, `held`, …"""
        return tuple(coding.status for coding in self.codings)

    def coding(self, status: str) -> Coding | None:
        """The coding of a status, None for a status of another type."""
        return next((coding for coding in self.codings if coding.status == status), None)


def read_folder(name: str) -> Graph:
    """All Turtle files of the folder `ontology` or `shapes` as one graph.

    Raises OntologyError where there is none.
    """
    files = sorted(folder(name).glob("*.ttl"))
    if not files:
        raise OntologyError(f"{folder(name)}: no Turtle files: is kg installed whole?")
    graph = Graph(bind_namespaces="none")
    for file in files:
        graph.parse(file, format="turtle")
    return graph


class Terms:
    """The terms of the ontology as attributes: `DIP.participant`; `DIP[name]` for a name that is computed."""

    def __init__(self, ontology: Graph) -> None:
        """The terms that an ontology describes."""
        subjects = (term for term in ontology.subjects() if isinstance(term, URIRef))
        self._terms = {local_name(term): term for term in subjects if term.startswith(NAMESPACE)}
        vars(self).update(self._terms)  # found there, `__getattr__` is not asked: a graph names a hundred thousand

    def __getattr__(self, name: str) -> URIRef:
        raise AttributeError(f"ontology/*.ttl: no term dip:{name}: write it there or correct the name")

    def __getitem__(self, name: str) -> URIRef:
        return self._terms[name]

    def __str__(self) -> str:
        return NAMESPACE

    def __contains__(self, name: object) -> bool:
        return name in self._terms

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._terms))


def local_name(term: Node) -> str:
    """What follows the last `#` or `/` of an IRI.

    >>> local_name(DIP.held)
    'held'
    """
    return str(term).replace("#", "/").rpartition("/")[2]


ONTOLOGY = read_folder("ontology")
DIP = Terms(ONTOLOGY)

# How the range of a property is called in records.Slot.
_KINDS = MappingProxyType(
    {
        DIP.Actor: "actor",
        DIP.Article: "article",
        DIP.Country: "actor",
        DIP.Place: "place",
        DIP.PartialDate: "date",
        XSD.date: "date",
        XSD.decimal: "number",
        XSD.integer: "number",
        SKOS.Concept: "concept",
        RDF.Property: "property",
        XSD.string: "text",
    }
)


@cache  # asked for each value of a graph
def range_of(name: str) -> URIRef | None:
    """The range of a property: a class, a datatype, or None where the ontology leaves it open.

    >>> range_of("rateMin") == XSD.decimal
    True
    """
    value = ONTOLOGY.value(DIP[name], RDFS.range)
    return value if isinstance(value, URIRef) else None


@cache
def kind_of_value(name: str) -> str:
    """What the values of a property are: `actor`, `place`, `date`, `number`, `concept`, `property` or `text`.

    >>> kind_of_value("asOf")
    'date'
    """
    found = range_of(name)
    if found is None or found not in _KINDS:
        raise OntologyError(f"dip:{name}: range {found}: write one of {', '.join(sorted(map(local_name, _KINDS)))}")
    return _KINDS[found]


def label(term: Node) -> str:
    """How people call a term of the ontology: `in force` for `dip:inForce`; else the last part of its IRI.

    >>> label(DIP.inForce)
    'in force'
    """
    found = ONTOLOGY.value(term, RDFS.label)
    return str(found) if found is not None else local_name(term)


@cache
def event_types() -> Mapping[str, EventType]:
    """Every type of event by the name of its class, sorted: `Ceasefire`, `Meeting`, `Tariff`."""
    found = sorted(str(cls) for cls in ONTOLOGY.subjects(RDFS.subClassOf, DIP.Event))
    return MappingProxyType({local_name(URIRef(iri)): _event_type(URIRef(iri)) for iri in found})


def event_type(kind: str) -> EventType:
    """The type of event that a record's `kind` names, whatever its case: `meeting` and `Meeting`.

    >>> event_type("meeting").statuses
    ('proposed', 'planned', 'held', 'cancelled', 'denied')
    """
    wanted = kind.replace("_", "").lower()
    for name, found in event_types().items():
        if name.lower() == wanted:
            return found
    raise OntologyError(f"no type of event '{kind}' in ontology/*.ttl: write ontology/{wanted}.ttl")


@cache
def slots() -> Mapping[str, Slot]:
    """Every slot of every type of event, by name, sorted; `status` is none.

    >>> slots()["participant"]
    Slot(name='participant', kind='actor', single=False, side=True)
    """
    names = sorted({name for found in event_types().values() for name in found.slots})
    return MappingProxyType({name: _slot(name) for name in names})


def _slot(name: str) -> Slot:
    single, side = (ONTOLOGY.value(DIP[name], term) == Literal(True) for term in (DIP.single, DIP.marksSide))
    return Slot(name, kind_of_value(name), single=single, side=side)


def _event_type(iri: URIRef) -> EventType:
    slot_names = sorted(local_name(term) for term in ONTOLOGY.subjects(SCHEMA.domainIncludes, iri))
    return EventType(
        name=local_name(iri),
        iri=iri,
        slots=tuple(slot_names),
        codings=tuple(_coding(node) for node in _members(iri, DIP.coding)),
        begins=tuple(map(local_name, _members(iri, DIP.begins))),
        ends=tuple(map(local_name, _members(iri, DIP.ends))),
        pattern=_text(iri, DIP.labelPattern),
    )


def _coding(node: Node) -> Coding:
    status = ONTOLOGY.value(node, DIP.status)
    if status is None:
        raise OntologyError("dip:coding: an entry without dip:status")
    plover, cameo = (ONTOLOGY.value(node, term) for term in (DIP.plover, DIP.cameo))
    return Coding(
        local_name(status), _text(node, DIP.wording), str(plover) if plover else None, str(cameo) if cameo else None
    )


def _members(subject: URIRef, predicate: URIRef) -> list[Node]:
    head = ONTOLOGY.value(subject, predicate)
    if head is None:
        raise OntologyError(f"dip:{local_name(subject)}: no dip:{local_name(predicate)}")
    return list(Collection(ONTOLOGY, head))


def _text(subject: Node, predicate: URIRef) -> str:
    value = ONTOLOGY.value(subject, predicate)
    if value is None:
        raise OntologyError(f"{subject}: no dip:{local_name(predicate)}")
    return str(value)
