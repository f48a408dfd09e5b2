"""The files of a build, each written beside its place, synced and renamed: a reader never sees half a file."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rdflib import Graph

from kg.graph import write_turtle
from kg.records import Event, World
from kg.validate import Violation, report_graph

PICTURES = {"actors.gexf": "gexf", "actors-dynamic.gexf": "gexf-dynamic", "actors.graphml": "graphml"}
PICTURES |= {"explorer.html": "html"}


def write_outputs(
    graph: Graph, violations: Sequence[Violation], *, out: Path, base_iri: str, pictures: bool
) -> tuple[Path, ...]:
    """Write the graph and everything made of it; the paths written, in the order of writing."""
    from kg.export import export
    from kg.view import read_view

    graph_file = write_whole(out / "graph.ttl", lambda path: write_turtle(graph, path, base_iri=base_iri))
    files = [graph_file]
    view = read_view(graph_file)
    exports = {"events.csv": "csv", **(PICTURES if pictures else {})}
    for name, form in exports.items():
        files.append(write_whole(out / name, lambda path, form=form: export(view, form, path)))
    report = report_graph(violations)
    return (*files, write_whole(out / "validation.ttl", lambda path: report.serialize(path, format="turtle")))
