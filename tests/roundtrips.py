"""Every file of a build and every export, read back by another implementation than the one that wrote it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import html5rdf
import networkx as nx
import pyoxigraph as ox
import rdflib
from lxml import etree

from kg.query import GraphFile
from kg.views.view import read_view

EXPLORER = Path(__file__).parents[1] / "kg" / "data" / "explorer" / "page.html"
RDF_FORMS = {"nt": "nt", "nq": "nquads", "jsonld": "json-ld"}  # ours, and what rdflib calls them
TABLES = {  # what the rows of each are about
    "events": "?node dip:reportedIn ?article",
    "actors": "VALUES ?kind { dip:Person dip:Organization dip:Country dip:Place } ?node a ?kind",
    "articles": "?node a dip:Article",
    "reports": "?node a dip:Report",
}
Exported = Callable[..., bytes]


def faults(out: Path, exported: Exported) -> list[str]:
    """What is wrong with the files that a build left in a folder; `exported` gives another
    export of its graph: a form, and options of the command.
    """
    return [
        *_turtle_faults("graph.ttl", (out / "graph.ttl").read_bytes()),
        *_turtle_faults("validation.ttl", (out / "validation.ttl").read_bytes()),
        *_turtle_faults("void", exported("void")),
        *_rdf_faults(out / "graph.ttl", exported),
        *_table_faults(out, exported),
        *_network_faults(out),
        *_page_faults(out / "explorer.html"),
        *_picture_faults(exported("svg")),
    ]


def _turtle_faults(name: str, content: bytes) -> Iterator[str]:
    """Written by kg itself: Oxigraph and rdflib must read the same triples."""
    first = {str(quad.triple) for quad in ox.parse(content, format=ox.RdfFormat.TURTLE)}
    if first != _by_rdflib(content, "turtle"):
        yield f"{name}: two readers read two graphs"


def _rdf_faults(graph: Path, exported: Exported) -> Iterator[str]:
    whole = {str(quad.triple) for quad in ox.parse(path=graph, format=ox.RdfFormat.TURTLE)}
    for ours, theirs in RDF_FORMS.items():
        if _by_rdflib(exported(ours), theirs) != whole:
            yield f"{ours}: not the triples of {graph.name}"


def _by_rdflib(content: bytes, form: str) -> set[str]:
    """The triples as rdflib reads them, each as Oxigraph writes it."""
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        read = rdflib.Dataset(default_union=True)
        read.parse(data=content, format=form)
        return {str(ox.Triple(_node(s), _node(p), _term(o))) for s, p, o, _ in read.quads()}
    finally:
        rdflib.NORMALIZE_LITERALS = before


def _node(term: Any) -> ox.NamedNode:
    return ox.NamedNode(str(term))


def _term(term: Any) -> ox.NamedNode | ox.Literal:
    if not isinstance(term, rdflib.Literal):
        return _node(term)
    return ox.Literal(str(term), datatype=_node(term.datatype)) if term.datatype else ox.Literal(str(term))


def _table_faults(out: Path, exported: Exported) -> Iterator[str]:
    """Each table has the nodes of the graph that it is of."""
    graph = GraphFile(out / "graph.ttl")
    tables = {name: exported("csv", "--table", name) for name in TABLES if name != "events"}
    for name, content in {"events": (out / "events.csv").read_bytes(), **tables}.items():
        asked = f"SELECT DISTINCT ?node WHERE {{ {TABLES[name]} }}"
        yield from _csv_faults(name, content, {row["node"].value for row in graph.ask(asked, {})})


def _csv_faults(name: str, content: bytes, nodes: set[str]) -> Iterator[str]:
    """A row for each node, all of one length, and no cell that a spreadsheet would run."""
    rows = list(csv_rows(content.decode("utf-8")))
    if {len(row) for row in rows} != {len(rows[0])}:
        yield f"{name}.csv: rows of different lengths"
    if {row[rows[0].index("iri")] for row in rows[1:]} != nodes:
        yield f"{name}.csv: not the {name} of graph.ttl"
    for cell in {cell for row in rows for cell in row}:
        if re.match(r"\s*[=+@＝＋－＠]|\s*-(?![\d.]+$)|[\t\r\n]", cell):
            yield f"{name}.csv: a formula: {cell[:40]!r}"


def csv_rows(text: str) -> Iterator[list[str]]:
    """The rows of RFC 4180, read by its grammar and nothing more."""
    field = re.compile(r'(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|\Z)')
    row: list[str] = []
    at = 0
    while at < len(text):
        found = field.match(text, at)
        assert found, f"no CSV at {at}: {text[at : at + 40]!r}"
        row.append(found[1].replace('""', '"') if found[1] is not None else found[2])
        at = found.end()
        if found[3] != ",":
            yield row
            row = []


def _network_faults(out: Path) -> Iterator[str]:
    """The three network files are XML for libxml2 and hold the same actors for networkx."""
    actors = []
    for name, read in (
        ("actors.gexf", nx.read_gexf),
        ("actors-dynamic.gexf", nx.read_gexf),
        ("actors.graphml", nx.read_graphml),
    ):
        content = (out / name).read_bytes()
        etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
        network = read(BytesIO(content))
        actors.append((name, set(network), network.number_of_edges()))
    known = set(read_view(out / "graph.ttl").actors)
    for name, nodes, edges in actors:
        if (nodes, edges) != actors[0][1:] or nodes - known:
            yield f"{name}: other actors or relations than {actors[0][0]} or graph.ttl"


def _page_faults(path: Path) -> Iterator[str]:
    """As a browser reads it (html5lib's algorithm): no element and no attribute that the page itself does not bring."""
    page, template = (_elements(file) for file in (path, EXPLORER))
    if page != template:
        yield f"{path.name}: elements that articles brought: {sorted((page - template).elements())[:5]}"


def _elements(path: Path) -> Counter[str]:
    """The page's elements with the names of their attributes, counted."""
    parsed = html5rdf.parse(path.read_text("utf-8"), treebuilder="lxml", namespaceHTMLElements=False)
    found: Iterable[Any] = parsed.iter()
    return Counter(f"{one.tag} {' '.join(sorted(map(str, one.attrib)))}" for one in found if isinstance(one.tag, str))


def embedded_json(path: Path) -> Any:
    """What the page's script reads, as a browser would hand it over."""
    parsed = html5rdf.parse(path.read_text("utf-8"), treebuilder="lxml", namespaceHTMLElements=False)
    return json.loads(next(one.text for one in parsed.iter("script") if "json" in one.get("type", "")))


def _picture_faults(content: bytes) -> Iterator[str]:
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    strange = {etree.QName(one).localname for one in root.iter() if isinstance(one.tag, str)} & {"script", "image", "a"}
    if strange:
        yield f"svg: {', '.join(sorted(strange))} in a picture"
