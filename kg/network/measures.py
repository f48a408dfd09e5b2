"""What the shape of a network says of its nodes: degree, betweenness, community, and where they stand.

All of it takes a minute at 20,000 nodes, so that it can be kept: a network of the same shape has the same measures.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import networkx as nx
import rustworkx as rx

from kg.network.layout import Place, place_nodes

SEED = 7  # of everything random: communities, sampling, layout
SAMPLED_ABOVE = 5000  # nodes; exact betweenness takes 3 s there, and a minute at 20,000
SAMPLE = 60  # nodes from which betweenness is estimated then: 12 s at 20,000 nodes
VERSION = "2"  # of the ways to measure and to lay out: count on, and nothing that was kept is used again
KEPT = 8  # networks: the picture's and the explorer's, by person and by country, of this build and the one before


@dataclass(frozen=True, slots=True)
class Measures:
    """Of each node, by its number."""

    degrees: tuple[int, ...]
    betweenness: tuple[float, ...]
    communities: tuple[int, ...]
    places: tuple[Place, ...]


def measures_of(simple: Any, keep: Path | None) -> Measures:
    """The measures of an undirected graph of numbers; from the folder `keep` where they lie there already."""
    if keep is None or not len(simple):
        return _measured(simple)
    path = keep / f"network-{_shape(simple)}.json"
    found = _read(path, len(simple))
    if found is None:
        found = _measured(simple)
        with suppress(OSError):  # a folder that cannot be written costs time, and nothing else
            _write(path, found)
    return found


def _measured(simple: Any) -> Measures:
    nodes = range(len(simple))
    between, communities, places = _betweenness(simple), _communities(simple), place_nodes(simple, seed=SEED)
    return Measures(
        tuple(simple.degree(node) for node in nodes),
        tuple(round(between[node], 6) for node in nodes),
        tuple(communities[node] for node in nodes),
        tuple(places[node] for node in nodes),
    )


def _betweenness(simple: Any) -> Mapping[int, float]:
    """Exact by rustworkx, which takes a twentieth of networkx's time; of large networks estimated."""
    if len(simple) > SAMPLED_ABOVE:
        estimated: Mapping[int, float] = nx.betweenness_centrality(simple, k=SAMPLE, seed=SEED)
        return estimated
    same = rx.PyGraph(multigraph=False)
    same.add_nodes_from(range(len(simple)))
    same.add_edges_from_no_data(sorted(simple.edges))
    return rx.betweenness_centrality(same, parallel_threshold=SAMPLED_ABOVE + 1)  # on one core: the same sums


def _communities(simple: Any) -> Mapping[int, int]:
    """The number of each node's community, the largest being 0."""
    if not simple.number_of_edges():
        return {node: number for number, node in enumerate(sorted(simple))}
    found = nx.community.louvain_communities(simple, weight="weight", seed=SEED)
    ordered = sorted(found, key=lambda members: (-len(members), min(members)))
    return {node: number for number, members in enumerate(ordered) for node in members}


def _shape(simple: Any) -> str:
    """A hash of everything that the measures depend on."""
    edges = sorted((min(a, b), max(a, b), edge["weight"], edge["core"]) for a, b, edge in simple.edges(data=True))
    versions = [VERSION, nx.__version__, version("rustworkx")]
    return sha256(json.dumps([*versions, len(simple), edges]).encode()).hexdigest()[:24]


def _read(path: Path, nodes: int) -> Measures | None:
    """The measures in a file; None where there is none, or it is damaged, or not one for so many nodes."""
    try:
        told, _, text = path.read_text("utf-8").partition("\n")
        if told != _sum(text):
            return None
        read = json.loads(text)
        found = Measures(*(tuple(read[name]) for name in Measures.__slots__))
        places = tuple((float(x), float(y)) for x, y in found.places)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    found = Measures(found.degrees, found.betweenness, found.communities, places)
    return found if {len(getattr(found, name)) for name in Measures.__slots__} == {nodes} else None


def _write(path: Path, measures: Measures) -> None:
    """Keep the measures, and only those of the last few networks."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    text = json.dumps(asdict(measures))
    beside.write_text(f"{_sum(text)}\n{text}", "utf-8")
    beside.replace(path)
    oldest = sorted(path.parent.glob("network-*.json"), key=lambda one: (one.stat().st_mtime_ns, one.name))
    for one in oldest[:-KEPT]:
        one.unlink(missing_ok=True)


def _sum(text: str) -> str:
    """What stands above the measures in their file, to tell damage."""
    return sha256(text.encode("utf-8")).hexdigest()
