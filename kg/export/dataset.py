"""The data set described for catalogues, in VoID and DCAT: what is in it, how much, from when, and in which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import pyoxigraph as ox
from rdflib import DCAT, DCTERMS, RDF, VOID, XSD, Literal, URIRef

from kg.defaults import DEFAULT_BASE_IRI
from kg.export.triples import Triples
from kg.graph.turtle import Triple, turtle
from kg.views.nodes import DIP, PREFIXES
from kg.views.view import rdf_format

_PUBLISHED = PREFIXES["schema"] + "datePublished"
_TITLE = "Diplomacy knowledge graph"
_SAYS = "Meetings, tariffs and ceasefires that news articles report, with the passage behind each statement."


@dataclass(slots=True)
class _Counts:
    """What a description counts."""

    entities: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    days: list[str] = field(default_factory=list)  # the first and the last on which an article was published


def void(path: Path, triples: Triples) -> Iterator[str]:
    """The description as Turtle; the file of the graph is its distribution."""
    base = _base_of(path)
    dataset = URIRef(f"{base}dataset")
    counts = _counted(triples)
    prefixes = {"dcat": str(DCAT), "dcterms": str(DCTERMS), "void": str(VOID), "dip": DIP, "xsd": str(XSD), "id": base}
    described = chain(_head(dataset, base, counts), _partitions(dataset, counts), _distribution(dataset, path))
    return turtle(described, prefixes)


def _counted(triples: Triples) -> _Counts:
    counts = _Counts()
    for node in triples:
        counts.entities += 1
        for triple in node:
            counts.properties[triple.predicate.value] += 1
            value = str(getattr(triple.object, "value", ""))
            if triple.predicate.value == PREFIXES["rdf"] + "type" and isinstance(triple.object, ox.NamedNode):
                counts.classes[value] += 1
            elif triple.predicate.value == _PUBLISHED:
                counts.days = [min([*counts.days, value]), max([*counts.days, value])]
    return counts


def _head(dataset: URIRef, base: str, counts: _Counts) -> Iterator[Triple]:
    yield from ((dataset, RDF.type, kind) for kind in (VOID.Dataset, DCAT.Dataset))
    yield (dataset, DCTERMS.title, Literal(_TITLE))
    yield (dataset, DCTERMS.description, Literal(_SAYS))
    yield (dataset, VOID.uriSpace, Literal(base))
    yield (dataset, VOID.triples, _number(counts.properties.total()))
    yield (dataset, VOID.entities, _number(counts.entities))
    yield (dataset, VOID.classes, _number(len(counts.classes)))
    yield (dataset, VOID.properties, _number(len(counts.properties)))
    used = {*counts.classes, *counts.properties}
    yield from (
        (dataset, VOID.vocabulary, URIRef(iri))
        for iri in PREFIXES.values()
        if any(term.startswith(iri) for term in used)
    )
    if counts.days:
        period = URIRef(f"{dataset}-period")
        yield (dataset, DCTERMS.temporal, period)
        yield (period, RDF.type, DCTERMS.PeriodOfTime)
        yield (period, DCAT.startDate, Literal(counts.days[0], datatype=XSD.date))
        yield (period, DCAT.endDate, Literal(counts.days[-1], datatype=XSD.date))


def _partitions(dataset: URIRef, counts: _Counts) -> Iterator[Triple]:
    for iri, number in counts.classes.items():
        part = URIRef(f"{dataset}-class-{_last(iri)}")
        yield (dataset, VOID.classPartition, part)
        yield (part, VOID["class"], URIRef(iri))
        yield (part, VOID.entities, _number(number))
    for iri, number in counts.properties.items():
        part = URIRef(f"{dataset}-property-{_last(iri)}")
        yield (dataset, VOID.propertyPartition, part)
        yield (part, VOID.property, URIRef(iri))
        yield (part, VOID.triples, _number(number))


def _distribution(dataset: URIRef, path: Path) -> Iterator[Triple]:
    given = URIRef(f"{dataset}-distribution")
    yield (dataset, DCAT.distribution, given)
    yield (given, RDF.type, DCAT.Distribution)
    yield (given, DCTERMS.title, Literal(path.name))
    yield (given, DCAT.mediaType, URIRef(f"https://www.iana.org/assignments/media-types/{rdf_format(path).media_type}"))


def _base_of(path: Path) -> str:
    """What the addresses of the graph's own nodes begin with."""
    parser = ox.parse(path=str(path), format=rdf_format(path))
    next(iter(parser), None)  # the prefixes are known once a triple has been read
    return str(parser.prefixes.get("id", DEFAULT_BASE_IRI))


def _number(number: int) -> Literal:
    return Literal(str(number), datatype=XSD.integer)


def _last(iri: str) -> str:
    """A term in one word: `dip-status`, `schema-url`."""
    short = next((f"{name}-{iri[len(long) :]}" for name, long in PREFIXES.items() if iri.startswith(long)), iri)
    return "".join(letter if letter.isalnum() else "-" for letter in short)
