import csv
import io
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from views import SMALL, iri, kg

from kg.export import FORMS, PICTURES, TABLES, Export, write_exports
from kg.views.printing import harmless

GEXF = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"
HOSTILE = """
@prefix : <https://w3id.org/diplomacy-kg/id/> .
@prefix dip: <https://w3id.org/diplomacy-kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
:article-x a dip:Article ; dcterms:identifier "x" ; schema:publisher "=cmd|' /C calc'!A0" ;
    schema:url "javascript:alert(1)" ; dip:sha256 "x" .
:person-a a dip:Person ; rdfs:label "<script>alert(1)</script>" .
:person-b a dip:Person ; rdfs:label "a \\u0001\\u202E\\uFFFE & \\"b\\" ]]> </script> @@graph@@" .
:meeting-x a dip:Meeting ; rdfs:label "=1+1" ; dip:status dip:held ; dip:participant :person-a, :person-b ;
    dip:reportedIn :article-x ; dip:confidence 0.5 .
:report-x a dip:Report ; dip:about :meeting-x ; dip:article :article-x ; dip:start 0 ; dip:end 9 ;
    dip:quote "</script><img src=x onerror=alert(1)><!--" ; dip:status dip:held ; dip:participant :person-a, :person-b .
"""


@pytest.fixture(scope="module")
def export() -> Export:
    return Export(SMALL)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Export:
    path = tmp_path_factory.mktemp("hostile") / "graph.ttl"
    path.write_text(HOSTILE, encoding="utf-8")
    return Export(path)


def test_gexf_is_read_back_whole(export: Export) -> None:
    read = nx.read_gexf(io.BytesIO(export.text("gexf").encode()))
    written = export.network
    assert set(read) == set(written)
    assert {(a, b, edge["kind"]) for a, b, edge in read.edges(data=True)} == set(written.edges(keys=True))
    assert read.nodes[iri("country-NO")]["label"] == "Norway"
    assert read.nodes[iri("country-NO")]["viz"]["color"] == {"r": 15, "g": 138, "b": 95, "a": 1.0}
    assert read.edges[iri("country-BR"), iri("country-NO")]["statuses"] == "suspended"


def test_the_picture_has_every_actor_and_relation(export: Export) -> None:
    svg = "{http://www.w3.org/2000/svg}"
    root = ET.fromstring(export.text("svg"))
    names = [text.text for text in root.iter(f"{svg}text")]
    labels = sorted(node["label"] for _, node in export.network.nodes(data=True))
    assert sorted(name for name in names if name in labels) == labels
    titles = [path.findtext(f"{svg}title") for path in root.iter(f"{svg}path") if path.find(f"{svg}title") is not None]
    assert len(titles) == export.network.number_of_edges()
    assert "Brazil, Norway: tariff on" in titles


def test_a_hostile_label_is_only_text_in_the_picture(hostile: Export) -> None:
    root = ET.fromstring(hostile.text("svg"))
    assert {element.tag.partition("}")[2] for element in root.iter()} == {
        *("svg", "title", "rect", "g", "path", "circle", "text")
    }


@pytest.mark.parametrize("form", ["gexf", "gexf-dynamic"])
def test_gexf_keeps_the_rules_that_gephi_needs(export: Export, form: str) -> None:
    root = ET.fromstring(export.text(form))
    edges = list(root.iter(f"{GEXF}edge"))
    assert len({edge.get("id") for edge in edges}) == len(edges) == 8
    assert {edge.get("type") for edge in edges} == {"directed"}
    assert {edge.get("kind") for edge in edges} == {"met", "tariff on", "mediated between", "represents"}
    for colour in root.iter(f"{VIZ}color"):
        assert all(value.isdecimal() for value in colour.attrib.values())
    for of in root.iter(f"{GEXF}attributes"):
        names = [attribute.get("id") for attribute in of]
        assert len(names) == len(set(names))
        assert "type" not in names, "an edge attribute of this name becomes the direction"
    assert "None" not in export.text(form)
    declared = {a.get("id") for of in root.iter(f"{GEXF}attributes") for a in of}
    assert {value.get("for") for value in root.iter(f"{GEXF}attvalue")} - declared == set()


def test_the_dynamic_file_has_days(export: Export) -> None:
    root = ET.fromstring(export.text("gexf-dynamic"))
    graph = root.find(f"{GEXF}graph")
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    spells = {
        edge.get("kind"): [dict(spell.attrib) for spell in edge.iter(f"{GEXF}spell")]
        for edge in root.iter(f"{GEXF}edge")
        if edge.get("source") in (iri("person-astrid-nordahl"), iri("country-CL"))
    }
    assert spells == {
        "met": [{"start": "2031-03-06", "end": "2031-03-06"}],
        "tariff on": [{"start": "2030-01-01"}],
        "represents": [],
    }


def test_parallel_edges_of_different_kinds_stay_apart(export: Export) -> None:
    network = export.network.copy()
    network.add_edge(iri("country-BR"), iri("country-NO"), key="met", **_edge(network, "e99", "met"))
    from kg.export.gexf import gexf_text
    from kg.export.graphml import graphml_text

    assert nx.read_gexf(io.BytesIO(gexf_text(network).encode())).number_of_edges() == 9
    read = nx.read_graphml(io.BytesIO(graphml_text(network).encode()))
    between = read.get_edge_data(iri("country-BR"), iri("country-NO"))
    assert {edge["kind"] for edge in between.values()} == {"met", "tariff on"}


def _edge(network: nx.MultiDiGraph, name: str, kind: str) -> dict[str, object]:
    like = network.edges[iri("country-BR"), iri("country-NO"), "tariff on"]
    return dict(like) | {"id": name, "kind": kind}


def test_graphml_is_read_back_whole(export: Export) -> None:
    text = export.text("graphml")
    read = nx.read_graphml(io.BytesIO(text.encode()))
    assert {(a, b, edge["kind"]) for a, b, edge in read.edges(data=True)} == set(export.network.edges(keys=True))
    assert read.nodes[iri("person-luisa-prado")]["events"] == 1
    ids = [edge.get("id") for edge in ET.fromstring(text).iter("{http://graphml.graphdrawing.org/xmlns}edge")]
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("form", ["gexf", "gexf-dynamic", "graphml"])
def test_no_name_can_break_the_xml(hostile: Export, form: str) -> None:
    labels = {"<script>alert(1)</script>", 'a \ufffd\u202e\ufffd & "b" ]]> </script> @@graph@@'}
    root = ET.fromstring(hostile.text(form))
    written = {node.get("label") for node in root.iter(f"{GEXF}node")} or {
        value.text for value in root.iter() if value.get("key") == "node-label"
    }
    assert written == labels


def test_ntriples_are_the_graph(export: Export) -> None:
    whole = {quad.triple for quad in ox.parse(path=SMALL, format=ox.RdfFormat.TURTLE)}
    read = {quad.triple for quad in ox.parse(export.text("nt"), format=ox.RdfFormat.N_TRIPLES)}
    assert read == whole


def test_nquads_have_a_graph_for_each_article(export: Export) -> None:
    quads = list(ox.parse(export.text("nq"), format=ox.RdfFormat.N_QUADS))
    whole = {quad.triple for quad in ox.parse(path=SMALL, format=ox.RdfFormat.TURTLE)}
    assert {quad.triple for quad in quads} == whole
    graphs = {getattr(quad.graph_name, "value", "") for quad in quads}
    assert graphs == {"", *(iri(f"article-a{n}") for n in range(1, 5))}
    of = {quad.subject.value: getattr(quad.graph_name, "value", "") for quad in quads}
    assert of[iri("report-0001")] == iri("article-a1")
    assert of[iri("meeting-0001")] == ""


def test_jsonld_reads_as_json_and_as_the_same_graph(export: Export) -> None:
    text = export.text("jsonld")
    nodes = {node["@id"]: node for node in json.loads(text)["@graph"]}
    meeting = nodes[iri("meeting-0001")]
    assert (meeting["@type"], meeting["status"], meeting["durationMinutes"]) == ("dip:Meeting", "dip:held", "50")
    whole = {quad.triple for quad in ox.parse(path=SMALL, format=ox.RdfFormat.TURTLE)}
    assert {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.JSON_LD)} == whole


def test_csv_has_a_row_for_each_event(export: Export) -> None:
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(export.text("csv")))}
    assert list(rows) == ["tariff-0004", "tariff-0003", "meeting-0001", "ceasefire-0005", "meeting-0002"]
    meeting = {name: value for name, value in rows["meeting-0001"].items() if value}
    assert meeting == {
        "id": "meeting-0001",
        "type": "Meeting",
        "status": "held",
        "what": "Astrid Nordahl met Tomas Quiroga in Geneva",
        "earliest": "2031-03-06",
        "latest": "2031-03-06",
        "date": "2031-03-06",
        "durationMinutes": "50",
        "mode": "inPerson",
        "participant": "Astrid Nordahl|Tomas Quiroga",
        "place": "Geneva",
        "topic": "fisheries",
        "disputed": "durationMinutes",
        "confidence": "0.95",
        "sources": "2",
        "outlets": "Fjord Courier|Lakeside Wire|Harbour Post",
        "articles": "a1|a2|a3",
        "iri": iri("meeting-0001"),
    }


def test_no_cell_is_a_formula(hostile: Export) -> None:
    (row,) = csv.DictReader(io.StringIO(hostile.text("csv")))
    assert (row["what"], row["outlets"]) == ("'=1+1", "'=cmd|' /C calc'!A0")


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1", "'=1"),
        ("＝1", "'＝1"),
        ("-1e9", "'-1e9"),
        ("+1+1", "'+1+1"),
        ("@x", "'@x"),
        ("-x", "'-x"),
        ("-5", "-5"),
        ("\t=1", "'\t=1"),
        ("a=1", "a=1"),
    ],
)
def test_harmless_cells(cell: str, written: str) -> None:
    assert harmless(cell) == written


def test_files_beside_a_build(tmp_path: Path) -> None:
    assert [path.name for path in write_exports(SMALL, tmp_path)] == [*TABLES, *PICTURES]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*TABLES, *PICTURES])
    assert [path.name for path in write_exports(SMALL, tmp_path / "plain", pictures=False)] == ["events.csv"]


def test_the_same_bytes_in_another_process(export: Export, tmp_path: Path) -> None:
    told = {form: export.text(form) for form in FORMS}
    code = "import sys; from pathlib import Path; from kg.export import *; e = Export(Path(sys.argv[1]))\n"
    code += "for form in FORMS: (Path(sys.argv[2]) / form).write_text(e.text(form), encoding='utf-8', newline='')"
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code, str(SMALL), str(folder)], check=True, env=environment)
        assert {form: (folder / form).read_text(encoding="utf-8") for form in FORMS} == told


def test_the_command_narrows() -> None:
    rows = csv.DictReader(io.StringIO(kg("export", str(SMALL), "--to", "csv", "--actor", "Quiroga").output))
    assert [row["id"] for row in rows] == ["meeting-0001"]
    quads = kg("export", str(SMALL), "--to", "nt", "--type", "Ceasefire").output
    assert {line.split()[0] for line in quads.splitlines() if "#Report>" in line} == {
        f"<{iri('report-0007')}>",
        f"<{iri('report-0008')}>",
    }


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--status", "plannd"), "no event here is 'plannd': there are held, inForce, negotiated, planned, suspended"),
        (("--since", "July"), "--since July: write a day as 2025-07-11"),
        (("--actor", "Nobody"), "nothing here is called 'Nobody'"),
    ],
)
def test_wrong_usage_in_one_line(words: tuple[str, ...], message: str) -> None:
    assert kg("export", str(SMALL), "--to", "csv", *words, code=2).output == f"Error: {message}\n"


def test_a_file_that_is_no_graph(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("not turtle")
    output = kg("export", str(tmp_path / "graph.ttl"), "--to", "csv", code=2).output
    assert output.startswith(f"Error: {tmp_path / 'graph.ttl'}: not a graph that can be read: ")
    assert output.count("not a graph that can be read") == 1
    assert output.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    ["validate {}", "query --graph {} ASK{{}}", "disputes --graph {}", "export {} --to csv", "export {} --to nt"],
)
def test_rdf_xml_is_refused_in_plain_words(words: str, tmp_path: Path) -> None:
    graph = tmp_path / "graph.rdf"
    graph.write_text('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>')
    output = kg(*words.format(graph).split(), code=2).output
    assert output == f"Error: {graph}: RDF/XML is not read: save it as Turtle\n"


def test_a_file_in_another_order_gives_the_same_bytes(export: Export, tmp_path: Path) -> None:
    triples = sorted(map(str, (quad.triple for quad in ox.parse(path=SMALL, format=ox.RdfFormat.TURTLE))), reverse=True)
    (tmp_path / "graph.nt").write_text("".join(f"{triple} .\n" for triple in [*triples, triples[3]]))
    other = Export(tmp_path / "graph.nt")
    for form in ("nt", "nq", "jsonld"):
        assert other.text(form) == export.text(form)


@pytest.mark.parametrize(
    ("table", "columns", "row"),
    [
        (
            "actors",
            "id type name forms title represents events",
            ("person-astrid-nordahl", "Person", "Astrid Nordahl", "Nordahl", "Foreign Minister", "Norway", "2"),
        ),
        ("articles", "id publisher published", ("a1", "Fjord Courier", "2031-03-07")),
        (
            "reports",
            "id about article outlet told status durationMinutes participant",
            (
                "report-0001",
                "meeting-0001",
                "a1",
                "Fjord Courier",
                "2031-03-07",
                "held",
                "50",
                "Astrid Nordahl|Tomas Quiroga",
            ),
        ),
    ],
)
def test_tables_have_a_row_for_each_node(table: str, columns: str, row: tuple[object, ...]) -> None:
    told = kg("export", str(SMALL), "--to", "csv", "--table", table).output
    rows = {line["id"]: line for line in csv.DictReader(io.StringIO(told))}
    assert tuple(rows[str(row[0])][column] for column in columns.split()) == row


def test_the_description_counts_what_is_there(export: Export) -> None:
    text = export.text("void")
    told = rdflib.Graph().parse(data=text, format="turtle")
    dataset = rdflib.URIRef(iri("dataset"))
    whole = [quad.triple for quad in ox.parse(path=SMALL, format=ox.RdfFormat.TURTLE)]
    assert int(told.value(dataset, rdflib.VOID.triples)) == len(whole)  # type: ignore[arg-type]
    assert int(told.value(dataset, rdflib.VOID.entities)) == len({triple.subject for triple in whole})  # type: ignore[arg-type]
    parts = {
        str(told.value(part, rdflib.VOID["class"])).rpartition("#")[2]: int(told.value(part, rdflib.VOID.entities))  # type: ignore[arg-type]
        for part in told.objects(dataset, rdflib.VOID.classPartition)
    }
    assert parts["Meeting"] == 2
    period = told.value(dataset, rdflib.DCTERMS.temporal)
    assert [str(told.value(period, one)) for one in (rdflib.DCAT.startDate, rdflib.DCAT.endDate)] == [
        "2031-02-20",
        "2031-03-08",
    ]
    assert sum(int(n) for n in told.objects(None, rdflib.VOID.triples)) == 2 * len(whole)  # type: ignore[arg-type]
