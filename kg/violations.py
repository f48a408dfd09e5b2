"""What is wrong with a graph: places, in words for people, and the SHACL report of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kg.defaults import DEFAULT_BASE_IRI
from kg.graph import PREFIXES
from kg.graph.terms import literal
from kg.graph.turtle import turtle
from kg.records import digest
from kg.vocab import RDF, SH, local_name


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


def _result(violation: Violation) -> Iterator[tuple[URIRef, Node]]:
    yield RDF.type, SH.ValidationResult
    yield SH.focusNode, URIRef(violation.node)
    yield SH.resultMessage, literal(f"{violation.label}: {violation.message}")
    yield SH.resultSeverity, SH.Warning if violation.severity is Severity.WARNING else SH.Violation
    if violation.path:
        yield SH.resultPath, URIRef(violation.path)
    if violation.value:
        yield SH.value, literal(violation.value)
