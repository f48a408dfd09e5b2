"""The network as GEXF 1.3: one static file that every reader takes, one with time for Gephi.

Written here and not by networkx, whose files lack the edges' `kind`: Gephi then takes two edges between the same
nodes for one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kg.export.xmltext import attributes
from kg.network import EDGE_COLUMNS, NODE_COLUMNS

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
  <meta>
    <creator>diplomacy-kg</creator>
    <description>Relations between the actors of diplomatic events, as reported in news articles</description>
  </meta>"""
Spells = tuple[tuple[str, str], ...]


def gexf_text(network: Any, *, dynamic: bool = False) -> str:
    """The network in GEXF; `dynamic` adds the intervals in which nodes and edges are there."""
    return "\n".join(_lines(network, dynamic)) + "\n"


def _lines(network: Any, dynamic: bool) -> Iterator[str]:
    yield _HEAD
    mode = {"mode": "dynamic", "timeformat": "date"} if dynamic else {"mode": "static"}
    yield f"  <graph{attributes({'defaultedgetype': 'directed', 'idtype': 'string', **mode})}>"
    yield from _declared("node", NODE_COLUMNS)
    yield from _declared("edge", EDGE_COLUMNS)
    yield "    <nodes>"
    for iri, node in network.nodes(data=True):
        yield from _node(iri, node, _node_spells(network, iri) if dynamic else ())
    yield "    </nodes>\n    <edges>"
    for source, target, edge in sorted(network.edges(data=True), key=_edge_number):
        yield from _edge(source, target, edge, edge["spells"] if dynamic else ())
    yield "    </edges>\n  </graph>\n</gexf>"


def _edge_number(edge: tuple[str, str, Mapping[str, Any]]) -> int:
    return int(edge[2]["id"].removeprefix("e"))


def _declared(of: str, columns: Mapping[str, str]) -> Iterator[str]:
    yield f'    <attributes class="{of}" mode="static">'
    for name, kind in columns.items():
        yield f"      <attribute{attributes({'id': name, 'title': name, 'type': kind})}/>"
    yield "    </attributes>"


def _node(iri: str, node: Mapping[str, Any], spells: Spells) -> Iterator[str]:
    red, green, blue = node["colour"]
    yield f"      <node{attributes({'id': iri, 'label': node['label']})}>"
    yield from _values(node, NODE_COLUMNS)
    yield from _written_spells(spells)
    yield f'        <viz:color r="{red}" g="{green}" b="{blue}"/>'
    yield f'        <viz:position x="{node["x"]}" y="{node["y"]}" z="0"/>'
    yield f'        <viz:size value="{node["size"]}"/>'
    yield "      </node>"


def _edge(source: str, target: str, edge: Mapping[str, Any], spells: Spells) -> Iterator[str]:
    named = {
        "id": edge["id"],
        "source": source,
        "target": target,
        "type": "directed",
        "kind": edge["kind"],
        "label": edge["kind"],
        "weight": float(edge["weight"]),
    }
    yield f"      <edge{attributes(named)}>"
    yield from _values(edge, EDGE_COLUMNS)
    yield from _written_spells(spells)
    yield "      </edge>"


def _values(of: Mapping[str, Any], columns: Mapping[str, str]) -> Iterator[str]:
    yield "        <attvalues>"
    for name in columns:
        if of.get(name) not in (None, ""):
            yield f"          <attvalue{attributes({'for': name, 'value': of[name]})}/>"
    yield "        </attvalues>"


def _written_spells(spells: Spells) -> Iterator[str]:
    if spells:
        yield "        <spells>"
        for start, end in spells:
            yield f"          <spell{attributes({'start': start, 'end': end or None})}/>"
        yield "        </spells>"


def _node_spells(network: Any, iri: str) -> Spells:
    """From the first start to the last end of a node's edges; always there where one of them is."""
    edges = [*network.in_edges(iri, data=True), *network.out_edges(iri, data=True)]
    timed = [edge["spells"] for _, _, edge in edges if edge["events"]]
    if not timed or not all(timed):
        return ()
    starts = [start for spells in timed for start, _ in spells]
    ends = [end for spells in timed for _, end in spells]
    return ((min(starts), max(ends) if all(ends) else ""),)
