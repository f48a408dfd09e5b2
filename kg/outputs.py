"""The files of a build, all written in a folder beside their place, synced, then renamed: all are new or none is."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kg.export import write_exports
from kg.graph import TurtleGraph
from kg.records import Kind, World
from kg.violations import Violation, conforms, write_report

GRAPH, REPORT, RECORD = "graph.ttl", "validation.ttl", "build.json"
NEW = ".new"  # the folder in which files are written before they are in place
NEVER_THERE = ("actors.gexf", "actors-dynamic.gexf", "actors.graphml", "explorer.html")  # what no-pictures leaves out


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where the files go and where layouts are kept, what addresses begin with, and whether pictures are wanted."""

    out: Path
    cache: Path
    base_iri: str
    pictures: bool


def write_outputs(graph: TurtleGraph, violations: Sequence[Violation], target: Target) -> tuple[Path, ...]:
    """Write the graph, what the shapes say of it and its exports; the paths written."""
    with all_or_none(target.out) as new:
        with (new / GRAPH).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(graph.pieces())
        _write_validation(violations, new / REPORT, target.base_iri)
        exports = write_exports(new / GRAPH, new, pictures=target.pictures, cache=target.cache)
        written = (new / GRAPH, *exports, new / REPORT)
    if not target.pictures:
        for name in NEVER_THERE:  # those of an earlier build would show another graph
            (target.out / name).unlink(missing_ok=True)
    return tuple(target.out / path.name for path in written)


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
    with all_or_none(path.parent) as new:
        (new / path.name).write_text(text, "utf-8", newline="\n")
    return path


@contextmanager
def all_or_none(folder: Path) -> Iterator[Path]:
    """A folder for the block to write files in, which then take the place of those of the same name.

    Where the block fails, as on a full disk, all stays as it was.
    """
    new = folder / NEW
    try:
        shutil.rmtree(new, ignore_errors=True)  # of a build that was killed
        new.mkdir(parents=True)
        yield new
        for path in sorted(new.iterdir()):
            _sync(path)
        for path in sorted(new.iterdir()):
            path.replace(folder / path.name)
        _sync(folder)
    except OSError as error:
        raise OSError(f"{folder}: cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _sync(path: Path) -> None:
    """Returns when the file, or what a folder says of its files, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


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
