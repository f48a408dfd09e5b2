"""The network as GraphML, with edge ids that are unique (networkx repeats the keys of parallel edges)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kg.export.xmltext import attributes, content
from kg.network import EDGE_COLUMNS, NODE_COLUMNS

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns \
http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">"""
_TYPES = {"integer": "int"}  # what GraphML calls otherwise than GEXF
# Gephi takes place, size and colour from columns of these names.
_NODES = {"label": "string", **NODE_COLUMNS} | dict.fromkeys("xy", "double") | {"size": "double"}
_NODES |= dict.fromkeys("rgb", "integer")
_EDGES = {"weight": "double", **EDGE_COLUMNS}


def graphml_text(network: Any) -> str:
    """The network in GraphML."""
    return "\n".join(_lines(network)) + "\n"


def _lines(network: Any) -> Iterator[str]:
    yield _HEAD
    for of, columns in (("node", _NODES), ("edge", _EDGES)):
        for name, kind in columns.items():
            key = {"id": f"{of}-{name}", "for": of, "attr.name": name, "attr.type": _TYPES.get(kind, kind)}
            yield f"  <key{attributes(key)}/>"
    yield '  <graph id="actors" edgedefault="directed">'
    for iri, node in network.nodes(data=True):
        yield f"    <node{attributes({'id': iri})}>"
        yield from _values("node", _NODES, node | dict(zip("rgb", node["colour"], strict=True)))
        yield "    </node>"
    for source, target, edge in sorted(network.edges(data=True), key=lambda e: int(e[2]["id"][1:])):
        yield f"    <edge{attributes({'id': edge['id'], 'source': source, 'target': target})}>"
        yield from _values("edge", _EDGES, edge | {"weight": float(edge["weight"])})
        yield "    </edge>"
    yield "  </graph>\n</graphml>"


def _values(of: str, columns: Mapping[str, str], values: Mapping[str, Any]) -> Iterator[str]:
    for name in columns:
        if values.get(name) not in (None, ""):
            yield f'      <data key="{of}-{name}">{content(values[name])}</data>'
