"""The files of a build, each written beside its place, synced and renamed: nobody reads half a file."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rdflib import Graph

from kg.export import write_exports
from kg.graph import write_turtle
from kg.records import Kind, World
from kg.validate import Violation, conforms, write_report

GRAPH, REPORT, RECORD = "graph.ttl", "validation.ttl", "build.json"
NEVER_THERE = ("actors.gexf", "actors-dynamic.gexf", "actors.graphml", "explorer.html")  # what no-pictures leaves out


def write_outputs(
    graph: Graph, violations: Sequence[Violation], *, out: Path, base_iri: str, pictures: bool, cache: Path
) -> tuple[Path, ...]:
    """Write the graph, what the shapes say of it and its exports; the paths written."""
    out.mkdir(parents=True, exist_ok=True)
    written = write_whole(out / GRAPH, lambda path: write_turtle(graph, path, base_iri=base_iri))
    validation = write_whole(out / REPORT, lambda path: _write_validation(violations, path, base_iri))
    if not pictures:
        for name in NEVER_THERE:  # those of an earlier build would show another graph
            (out / name).unlink(missing_ok=True)
    return (written, *write_exports(written, out, pictures=pictures, cache=cache), validation)


def _write_validation(violations: Sequence[Violation], path: Path, base_iri: str) -> None:
    """The report in Turtle, under a plain summary as comments."""
    write_report(violations, path, base_iri=base_iri)
    verdict = "conforms" if conforms(violations) else "does not conform"
    lines = [f"The graph {verdict}: {len(violations)} findings.", *map(str, violations)]
    comments = "".join(f"# {' '.join(line.split())}\n" for line in lines)
    path.write_text(comments + "\n" + path.read_text("utf-8"), "utf-8", newline="\n")


def write_record(path: Path, record: Mapping[str, Any]) -> Path:
    """Write `build.json`, with the time of writing."""
    stamped = {"built": datetime.now(UTC).isoformat(timespec="seconds"), **record}
    text = json.dumps(stamped, indent=2, ensure_ascii=False) + "\n"
    return write_whole(path, lambda place: place.write_text(text, "utf-8", newline="\n"))


def write_whole(path: Path, write: Callable[[Path], object]) -> Path:
    """Let `write` fill a file beside the path, then put it in place at once; the path."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        write(beside)
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path


def counts_of(world: World) -> dict[str, Any]:
    """How many articles, actors by kind, events by type and status, reports and disputes there are."""
    return {
        "articles": len(world.articles),
        "copies": len(world.copies),
        "actors": {kind.value: _count(actor.kind == kind for actor in world.actors) for kind in Kind},
        "events": {name: dict(sorted(found.items())) for name, found in sorted(events_by_type(world).items())},
        "merged": _count(len(event.articles) > 1 for event in world.events),
        "disputed": _count(bool(event.disputed) for event in world.events),
        "reports": len(world.reports),
    }


def events_by_type(world: World) -> dict[str, Counter[str]]:
    """The statuses of the events of each type, counted."""
    found: dict[str, Counter[str]] = {}
    for event in world.events:
        found.setdefault(event.kind, Counter())[event.status] += 1
    return found


def _count(claims: Iterable[bool]) -> int:
    return sum(claims)
