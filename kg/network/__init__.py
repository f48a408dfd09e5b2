"""The network of actors: who met whom, who taxes whom, who mediates between whom.

Nodes are persons, organisations and countries; each kind of relation between two of them is one edge, so that a
meeting and a duty stay apart. What kind an event makes, by type and status, is in `kg/data/relations.tsv`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import sqrt
from pathlib import Path
from typing import Any

import networkx as nx

from kg.lexicon import table
from kg.network.measures import measures_of
from kg.views.nodes import ActorNode, EventNode, Iri, View

LEVELS = ("person", "country")
REPRESENTS = "represents"
COLOURS = {"Person": (59, 125, 216), "Organization": (217, 119, 6), "Country": (15, 138, 95)}  # told apart by all eyes
SIZES = (8.0, 40.0)  # of the least and the most reported node, in Gephi's units

# Columns in the files: name -> type (GEXF's and GraphML's own names agree on these four).
NODE_COLUMNS: Mapping[str, str] = {
    "kind": "string",
    "country": "string",
    "events": "integer",
    "reports": "integer",
    "first": "string",
    "last": "string",
    "degree": "integer",
    "betweenness": "double",
    "community": "integer",
}
EDGE_COLUMNS: Mapping[str, str] = {
    "kind": "string",
    "symmetric": "boolean",
    "reports": "integer",
    "first": "string",
    "last": "string",
    "statuses": "string",
    "events": "string",
}
Pair = tuple[Iri, Iri]


@dataclass(frozen=True, slots=True)
class Relation:
    """What an event of a type and status makes of two of its slots: `met`, from participant to participant."""

    start: str
    end: str
    symmetric: bool
    kind: str
    shown: bool


def build_network(view: View, *, level: str = "person", everything: bool = False, keep: Path | None = None) -> Any:
    """The network of a view's events, as a networkx MultiDiGraph with positions, sizes and colours.

    `level="country"` puts in a person's place whom the person represents. Planned, threatened and denied events are
    left out unless `everything` is asked for: then they are edges of their own kinds. `keep` is a folder in which the
    layout is kept for the next time.
    """
    edges, present = _edges(view, level, everything)
    network = nx.MultiDiGraph()
    for iri in sorted(present):
        network.add_node(iri, **_described(view, view.actors[iri], present[iri]))
    for number, ((source, target, relation), events) in enumerate(sorted(edges.items(), key=_edge_order)):
        kept = _edge(view, relation, events)
        network.add_edge(source, target, key=relation.kind, id=f"e{number}", **kept)
    _measure(network, keep)
    return network


@cache
def relations() -> Mapping[tuple[str, str], tuple[Relation, ...]]:
    """The relations that events make, by type and status."""
    found: dict[tuple[str, str], list[Relation]] = defaultdict(list)
    for row in table("relations"):
        made = Relation(row["from"], row["to"], row["symmetric"] == "yes", row["kind"], row["shown"] == "yes")
        found[row["type"], row["status"]].append(made)
    return {key: tuple(made) for key, made in found.items()}


def _relations_of(event: EventNode) -> tuple[Relation, ...]:
    known = relations().get((event.kind, event.status))
    if known is not None:
        return known
    if any(kind == event.kind for kind, _ in relations()):
        return ()
    # A type that the table does not know yet still shows: its sides are joined by its name.
    return (Relation("side", "side", True, f"{event.kind.lower()} ({event.status})", True),)


def _edge_order(item: tuple[tuple[Iri, Iri, Relation], object]) -> tuple[Iri, Iri, str]:
    source, target, relation = item[0]
    return source, target, relation.kind


def _edges(
    view: View, level: str, everything: bool
) -> tuple[dict[tuple[Iri, Iri, Relation], list[EventNode]], dict[Iri, list[EventNode]]]:
    """The events behind each edge, and behind each node."""
    edges: dict[tuple[Iri, Iri, Relation], list[EventNode]] = defaultdict(list)
    present: dict[Iri, list[EventNode]] = defaultdict(list)
    for event in view.events.values():
        wanted = [relation for relation in _relations_of(event) if relation.shown or everything]
        for relation in wanted:
            for source, target in _pairs(view, event, relation, level):
                edges[source, target, relation].append(event)
        if wanted:
            # Sides too: an event whose slots name nobody can still say between whom it is.
            for iri in dict.fromkeys(
                (*_folded(view, event, event.actors, level), *_ends_of(view, event, wanted, level))
            ):
                present[iri].append(event)
    if level == "person":
        _add_represents(view, edges, present)
    return edges, present


def _pairs(view: View, event: EventNode, relation: Relation, level: str) -> Iterator[Pair]:
    starts, ends = (_ends(view, event, slot, level) for slot in (relation.start, relation.end))
    if relation.symmetric:
        yield from combinations(sorted({*starts, *ends}), 2)
        return
    yield from ((a, b) for a in starts for b in ends if a != b)


def _ends(view: View, event: EventNode, slot: str, level: str) -> tuple[Iri, ...]:
    values = event.sides if slot == "side" else event.slots.get(slot, ())
    return _folded(view, event, (value for value in values if isinstance(value, Iri)), level)


def _ends_of(view: View, event: EventNode, relations: Iterable[Relation], level: str) -> Iterator[Iri]:
    for relation in relations:
        for slot in (relation.start, relation.end):
            yield from _ends(view, event, slot, level)


def _folded(view: View, event: EventNode, actors: Iterable[Iri], level: str) -> tuple[Iri, ...]:
    """The nodes that stand for these actors: at country level a person is whom the person represents."""
    found: list[Iri] = []
    for iri in actors:
        actor = view.actors.get(iri)
        if actor is None or actor.kind == "Place":
            continue
        if level == "country" and actor.kind == "Person":
            # Somebody may have changed office: the side that the event names is the right one of several.
            then = [side for side in actor.represents if side in event.sides] or list(actor.represents)
            found += [side for side in then if side in view.actors]
        else:
            found.append(iri)
    return tuple(dict.fromkeys(found))


def _add_represents(
    view: View, edges: dict[tuple[Iri, Iri, Relation], list[EventNode]], present: dict[Iri, list[EventNode]]
) -> None:
    relation = Relation("", "", False, REPRESENTS, True)
    for iri in sorted(present):
        for side in view.actors[iri].represents:
            if side in view.actors:
                present.setdefault(side, [])
                edges[iri, side, relation] = []


def _described(view: View, actor: ActorNode, events: list[EventNode]) -> dict[str, Any]:
    country = actor.iso2 or next((view.actors[c].iso2 for c in actor.represents if c in view.actors), "")
    events = list({event.iri: event for event in events}.values())
    reports = view.independent(article for event in events for article in event.articles)
    return {
        "label": actor.label,
        "kind": actor.kind.lower(),
        "country": country,
        "events": len(events),
        "reports": reports,
        **_times(events),
        "colour": COLOURS.get(actor.kind, (128, 128, 128)),
    }


def _edge(view: View, relation: Relation, events: list[EventNode]) -> dict[str, Any]:
    return {
        "kind": relation.kind,
        "symmetric": relation.symmetric,
        "shown": relation.shown,
        "weight": max(len(events), 1),
        "reports": view.independent(article for event in events for article in event.articles),
        **_times(events),
        "statuses": "|".join(sorted({event.status for event in events})),
        "events": "|".join(sorted(event.iri for event in events)),
        "spells": _spells(events),
    }


def _times(events: Iterable[EventNode]) -> dict[str, str]:
    """The first and the last day on which any of the events may have been; none where nothing is known."""
    days = [day for event in events for day in (event.earliest, event.latest) if day]
    return {"first": min(days), "last": max(days)} if days else {}


def _spells(events: Iterable[EventNode]) -> tuple[tuple[str, str], ...]:
    """Intervals in which an edge is there, overlapping ones joined; an empty end is open, none at all is always."""
    if any(not event.earliest for event in events):
        return ()
    joined: list[tuple[str, str]] = []
    for start, end in sorted({(event.earliest, event.latest) for event in events}):
        if joined and (not joined[-1][1] or start <= joined[-1][1]):
            last = joined[-1][1]
            joined[-1] = joined[-1][0], max(last, end) if last and end else ""
        else:
            joined.append((start, end))
    return tuple(joined)


def _measure(network: Any, keep: Path | None) -> None:
    """Add degree, betweenness, community, size and place to each node."""
    nodes = sorted(network)
    numbers = {iri: number for number, iri in enumerate(nodes)}  # numbers: sets of strings have no fixed order
    found = measures_of(_simple(network, numbers), keep)
    most = max((network.nodes[iri]["events"] for iri in nodes), default=1) or 1
    for iri, number in numbers.items():
        x, y = found.places[number]
        node = network.nodes[iri]
        node |= {"degree": found.degrees[number], "betweenness": found.betweenness[number]}
        size = SIZES[0] + (SIZES[1] - SIZES[0]) * sqrt(node["events"] / most)
        node |= {"community": found.communities[number], "x": x, "y": y, "size": round(size, 2)}


def _simple(network: Any, numbers: Mapping[Iri, int]) -> Any:
    """The network as an undirected graph of numbers, with one edge where there are several.

    `core` is the weight of what is shown without being asked for: that alone decides where nodes stand, so that no
    gap is left where a planned meeting is hidden.
    """
    simple = nx.Graph()
    simple.add_nodes_from(range(len(numbers)))
    deeds = [(a, b, edge["shown"]) for a, b, edge in network.edges(data=True) if edge["kind"] != REPRESENTS]
    hidden = {iri for *pair, _ in deeds for iri in pair} - {iri for *pair, shown in deeds if shown for iri in pair}
    for source, target, edge in sorted(network.edges(data=True), key=lambda one: (one[0], one[1], one[2]["kind"])):
        ends, weight = (numbers[source], numbers[target]), edge["weight"]
        is_core = edge["shown"] and (edge["kind"] != REPRESENTS or source not in hidden)
        before = simple.get_edge_data(*ends, {"weight": 0, "core": 0})
        simple.add_edge(*ends, weight=before["weight"] + weight, core=before["core"] + (weight if is_core else 0))
    return simple
