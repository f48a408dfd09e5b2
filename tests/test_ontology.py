"""The ontology is whole, and shapes, graph and Python agree with it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.collection import Collection
from worlds import SMALL

from kg import defaults, vocab
from kg.graph import build_graph
from kg.vocab import DIP, NAMESPACE, ONTOLOGY, RDF, RDFS, SH, SKOS, local_name

SHAPES = vocab.read_folder("shapes")
COMMON = {"status", "reportedIn", "confidence", "plover", "cameo", "disputed", "onOrAfter", "onOrBefore", "side"}
TYPES = sorted(vocab.event_types())


@pytest.mark.parametrize("name", list(DIP))
def test_every_term_has_one_label_and_one_comment(name: str) -> None:
    for predicate in (RDFS.label, RDFS.comment):
        assert len(list(ONTOLOGY.objects(DIP[name], predicate))) == 1


@pytest.mark.parametrize("name", list(DIP))
def test_every_term_has_a_class(name: str) -> None:
    assert ONTOLOGY.value(DIP[name], RDF.type) is not None


@pytest.mark.parametrize("graph", [build_graph(SMALL), SHAPES], ids=["graph", "shapes"])
def test_every_term_in_use_is_in_the_ontology(graph: Graph) -> None:
    used = {local_name(term) for triple in graph for term in triple if _is_term(term)}
    assert used - set(DIP) == set()


def _is_term(term: object) -> bool:
    return isinstance(term, URIRef) and term.startswith(NAMESPACE)


def test_every_file_parses_alone() -> None:
    files = [*defaults.folder("ontology").glob("*.ttl"), *defaults.folder("shapes").glob("*.ttl")]
    assert [len(Graph().parse(file)) > 0 for file in files] == [True] * len(files)


@pytest.mark.parametrize("kind", TYPES)
def test_a_type_has_a_file_of_its_own(kind: str) -> None:
    for folder in ("ontology", "shapes"):
        assert Path(defaults.folder(folder), f"{kind.lower()}.ttl").is_file()


@pytest.mark.parametrize("kind", TYPES)
def test_the_statuses_of_a_type_are_the_concepts_of_its_scheme(kind: str) -> None:
    scheme = ONTOLOGY.value(DIP[kind], DIP.statusScheme)
    concepts = {local_name(concept) for concept in ONTOLOGY.subjects(SKOS.inScheme, scheme)}
    assert set(vocab.event_type(kind).statuses) == concepts


@pytest.mark.parametrize("kind", TYPES)
def test_the_shape_of_a_type_allows_its_statuses(kind: str) -> None:
    assert _allowed(DIP[kind]) == vocab.event_type(kind).statuses


def _allowed(cls: URIRef) -> tuple[str, ...]:
    for shape in SHAPES.subjects(SH.targetClass, cls):
        for constraint in SHAPES.objects(shape, SH.property):
            allowed = SHAPES.value(constraint, SH["in"])
            if SHAPES.value(constraint, SH.path) == DIP.status and allowed is not None:
                return tuple(local_name(status) for status in Collection(SHAPES, allowed))
    return ()


@pytest.mark.parametrize("kind", TYPES)
def test_the_shape_of_a_type_counts_its_single_slots(kind: str) -> None:
    single = {name for name in vocab.event_type(kind).slots if vocab.slots()[name].single}
    assert _counted(DIP[kind]) == single


def _counted(cls: URIRef) -> set[str]:
    """The slots of which a shape of this class alone allows one value."""
    shapes = [shape for shape in SHAPES.subjects(SH.targetClass, cls) if local_name(shape) == local_name(cls)]
    constraints = [node for shape in shapes for node in SHAPES.objects(shape, SH.property)]
    return {local_name(SHAPES.value(node, SH.path)) for node in constraints if (node, SH.maxCount, None) in SHAPES}  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", TYPES)
def test_the_shape_of_a_type_allows_its_slots_alone(kind: str) -> None:
    shape = URIRef(f"https://w3id.org/diplomacy-kg/shapes#{kind}Slots")
    query = str(SHAPES.value(SHAPES.value(shape, SH.sparql), SH.select))
    assert set(re.findall(r"dip:(\w+)", query)) - COMMON - {kind} == set(vocab.event_type(kind).slots)


@pytest.mark.parametrize("name", sorted(vocab.slots()))
def test_every_slot_has_a_shape_for_its_values(name: str) -> None:
    shapes = SHAPES.subjects(SH.targetSubjectsOf, DIP[name])
    assert f"{name}Slot" in set(map(local_name, shapes))


@pytest.mark.parametrize("name", sorted(name for name, slot in vocab.slots().items() if slot.kind == "number"))
def test_the_shape_of_a_number_has_the_datatype_of_its_range(name: str) -> None:
    constraint = SHAPES.value(URIRef(f"https://w3id.org/diplomacy-kg/shapes#{name}Slot"), SH.property)
    assert SHAPES.value(constraint, SH.datatype) == vocab.range_of(name)


def test_every_shape_has_a_message() -> None:
    silent = [
        SHAPES.value(node, SH.path)
        for predicate in (SH.property, SH.sparql)
        for node in SHAPES.objects(None, predicate)
        if (node, SH.message, None) not in SHAPES
    ]
    assert silent == []


PROTEST = """
@prefix dip: <https://w3id.org/diplomacy-kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
dip:Protest rdfs:subClassOf dip:Event ; dip:begins ( dip:date ) ; dip:ends ( dip:date ) ;
    dip:labelPattern "Protest[ by {crowd} people]: {status}" ;
    dip:coding ( [ dip:status dip:held ; dip:wording "took place" ] ) .
dip:crowd schema:domainIncludes dip:Protest ; rdfs:range xsd:integer ; dip:single true .
dip:date schema:domainIncludes dip:Protest .
"""
ASKED = """
from kg.graph import build_graph
from kg.records import Event, Fact, World
from kg.defaults import folder
from kg.vocab import DIP, RDFS, event_type, slots
event = Event("protest-1", "protest", "held", (Fact("crowd", "500"),), (), ())
print(folder("ontology").parent.name, event_type("protest").slots, slots()["crowd"])
print(*build_graph(World((), (), (event,), ())).objects(None, RDFS.label))
"""


def test_a_new_type_needs_a_file_and_no_edit(tmp_path: Path) -> None:
    """An installed kg, with its ontology inside the package, is given a fourth type."""
    package = tmp_path / "kg"
    shutil.copytree(Path(vocab.__file__).parent, package, ignore=shutil.ignore_patterns("data", "__pycache__"))
    shutil.copytree(defaults.folder("ontology"), package / "ontology")
    (package / "ontology" / "protest.ttl").write_text(PROTEST)
    answer = subprocess.run([sys.executable, "-c", ASKED], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines() == [
        "kg ('crowd', 'date') Slot(name='crowd', kind='number', single=True, side=False)",
        "Protest by 500 people: took place",
    ]
