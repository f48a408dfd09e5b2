"""The network files in the hands of other programs: Gephi Lite's reader, GEXF's schema, networkx."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from lxml import etree
from test_export import HOSTILE
from views import SMALL, iri

from kg.export import Export
from kg.export.xmltext import legal
from kg.views.selection import Selection

ROOT = Path(__file__).parents[1]
EXPLORER = ROOT / "explorer"
NODE = shutil.which("node")
SCHEMA = etree.XMLSchema(file=str(ROOT / "tests" / "schemas" / "gexf.xsd"))
GEXF = ("gexf", "gexf-dynamic")
ODD = """
@prefix : <https://w3id.org/diplomacy-kg/id/> .
@prefix dip: <https://w3id.org/diplomacy-kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:country-AA a dip:Country ; rdfs:label "None" ; dip:iso2 "AA" .
:country-BB a dip:Country ; rdfs:label "12" .
:organization-c a dip:Organization ; rdfs:label "a|b" .
:meeting-1 a dip:Meeting ; dip:status dip:held ; dip:participant :country-AA, :country-BB, :organization-c ;
    dip:reportedIn :article-1 .
:meeting-2 a dip:Meeting ; dip:status dip:held ; dip:participant :country-AA, :country-BB ;
    dip:reportedIn :article-1 ; dip:onOrAfter "2031-01-01" ; dip:onOrBefore "2031-01-01" .
:tariff-1 a dip:Tariff ; dip:status dip:inForce ; dip:imposer :country-AA ; dip:target :country-BB ;
    dip:reportedIn :article-1 ; dip:onOrAfter "2031-01-01" .
:tariff-2 a dip:Tariff ; dip:status dip:inForce ; dip:imposer :country-BB ; dip:target :country-AA ;
    dip:reportedIn :article-1 .
"""


@pytest.fixture(scope="module", params=["small", "hostile", "odd", "everything", "countries", "empty"])
def export(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Export:
    """Networks with all that has ever broken a reader."""
    texts = {"hostile": HOSTILE, "odd": ODD, "empty": ""}
    if request.param in texts:
        path = tmp_path_factory.mktemp(request.param) / "graph.ttl"
        path.write_text(texts[request.param], encoding="utf-8")
        return Export(path)
    statuses = tuple(event.status for event in Export(SMALL).view.events.values())
    if request.param == "everything":
        return Export(SMALL, Selection(statuses=statuses))
    return Export(SMALL, level="country" if request.param == "countries" else "person")


def read_by_gephi_lite(text: str, folder: Path) -> dict[str, Any]:
    """What Gephi Lite's reader finds in a GEXF file."""
    if NODE is None or not (EXPLORER / "node_modules" / "graphology-gexf").is_dir():
        pytest.skip("needs node and its packages: make explorer")
    path = folder / "network.gexf"
    path.write_text(text, encoding="utf-8")
    done = subprocess.run([NODE, "read-gexf.mjs", path], cwd=EXPLORER, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("form", GEXF)
def test_gexf_keeps_to_its_schema(export: Export, form: str) -> None:
    SCHEMA.assertValid(etree.fromstring(export.text(form).encode()))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('b="95"', 'b="95.0"'),
        ('z="0"', 'z="0.5"'),
        ('id="e1"', 'id="e0"'),
        ('weight="1.0"', 'weight="None"'),
        ('start="2031-03-06"', 'start="2031-03"'),
        (f'target="{iri("country-BR")}"', 'target="nobody"'),
        ('type="integer"', 'type="int"'),
    ],
)
def test_the_schema_sees_what_is_wrong(right: str, wrong: str) -> None:
    text = Export(SMALL).text("gexf-dynamic")
    assert right in text
    assert not SCHEMA.validate(etree.fromstring(text.replace(right, wrong, 1).encode()))


def test_gephi_lite_reads_every_node_edge_and_attribute(export: Export, tmp_path: Path) -> None:
    read, written = read_by_gephi_lite(export.text("gexf"), tmp_path), export.network
    assert {node["key"] for node in read["nodes"]} == set(written)
    edges = {(edge["source"], edge["target"], edge["attributes"]["kind"]) for edge in read["edges"]}
    assert edges == set(written.edges(keys=True))
    assert len({edge["key"] for edge in read["edges"]}) == written.number_of_edges()
    for node in read["nodes"]:
        expected = written.nodes[node["key"]]
        found = {name: node["attributes"][name] for name in ("events", "degree", "betweenness", "x", "y", "size")}
        assert found == {name: expected[name] for name in found}
    for edge in read["edges"]:
        expected = written.edges[edge["source"], edge["target"], edge["attributes"]["kind"]]
        assert edge["attributes"]["symmetric"] == expected["symmetric"]
        assert edge["attributes"]["weight"] == expected["weight"]


def test_networkx_reads_gexf_and_graphml_alike(export: Export) -> None:
    gexf = nx.read_gexf(io.BytesIO(export.text("gexf").encode()))
    graphml = nx.read_graphml(io.BytesIO(export.text("graphml").encode()))
    written = {(a, b, kind) for a, b, kind in export.network.edges(keys=True)}
    for read in (gexf, graphml):
        assert set(read) == set(export.network)
        assert {(a, b, edge["kind"]) for a, b, edge in read.edges(data=True)} == written
        assert read.number_of_edges() == len(written), "parallel edges of different kinds stay apart"
        kinds = {(name, type(value)) for _, node in read.nodes(data=True) for name, value in node.items()}
        names = [name for name, _ in kinds]
        assert len(names) == len(set(names)), "a column has one type"
    labels = {node: data["label"] for node, data in export.network.nodes(data=True)}
    assert {node: data["label"] for node, data in gexf.nodes(data=True)} == {
        node: legal(label) for node, label in labels.items()
    }


def test_graphml_edges_have_ids_of_their_own(export: Export) -> None:
    edges = etree.fromstring(export.text("graphml").encode()).iter("{*}edge")
    ids = [edge.get("id") for edge in edges]
    assert len(set(ids)) == len(ids) == export.network.number_of_edges()


@pytest.mark.parametrize("form", [*GEXF, "graphml"])
def test_what_is_not_known_is_left_out(export: Export, form: str) -> None:
    values = [value.get("value") or value.text or "" for value in etree.fromstring(export.text(form).encode()).iter()]
    names = {node["label"] for _, node in export.network.nodes(data=True)}
    assert {"None", "nan", "null"} & (set(values) - names) == set()


def test_a_node_is_there_while_one_of_its_edges_is() -> None:
    root = etree.fromstring(Export(SMALL).text("gexf-dynamic").encode())
    nodes = {node.get("id"): [dict(spell.attrib) for spell in node.iter("{*}spell")] for node in root.iter("{*}node")}
    assert nodes[iri("person-astrid-nordahl")] == [{"start": "2031-03-06", "end": "2031-03-06"}]
    assert nodes[iri("country-BR")] == [{"start": "2030-01-01"}]
