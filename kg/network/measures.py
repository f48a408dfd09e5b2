"""What the shape of a network says of its nodes: degree, betweenness, community, and where they stand.

All of it takes a minute at 20,000 nodes, so that it can be kept: a network of the same shape has the same measures.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import networkx as nx
import rustworkx as rx

from kg.network.kept import read_kept, write_kept
from kg.network.layout import Parts, Place, place_nodes

SEED = 7  # of everything random: communities, sampling, layout
SAMPLED_ABOVE = 5000  # nodes; exact betweenness takes 3 s there, and a minute at 20,000
SAMPLE = 60  # nodes from which betweenness is estimated then: 12 s at 20,000 nodes
VERSION = "2"  # of the ways to measure and to lay out: count on, and nothing that was kept is used again
KEPT = 8  # networks: the picture's and the explorer's, by person and by country, of this build and the one before
LAYOUTS = "layouts.json"  # where the places of parts are kept
MOST_PARTS = 100  # of them, the last ones laid out


@dataclass(frozen=True, slots=True)
class Measures:
    """Of each node, by its number."""

    degrees: tuple[int, ...]
    betweenness: tuple[float, ...]
    communities: tuple[int, ...]
    places: tuple[Place, ...]


def measures_of(simple: Any, keep: Path | None) -> Measures:
    """The measures of an undirected graph of numbers; from the folder `keep` where they lie there already.

    Of another network those parts that are as they were stand as they stood.
    """
    if keep is None or not len(simple):
        return _measured(simple, {})
    path, layouts = keep / f"network-{_shape(simple)}.json", keep / LAYOUTS
    found = _read(path, len(simple))
    if found is None:
        parts = _parts(layouts)
        found = _measured(simple, parts)
        write_kept(path, asdict(found))
        write_kept(layouts, {"versions": _versions(), "parts": dict(list(parts.items())[-MOST_PARTS:])})
        _only_latest(keep)
    return found


def _measured(simple: Any, parts: Parts) -> Measures:
    nodes = range(len(simple))
    between, communities = _betweenness(simple), _communities(simple)
    places = place_nodes(simple, seed=SEED, known=parts)
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
    return sha256(json.dumps([*_versions(), len(simple), edges]).encode()).hexdigest()[:24]


def _versions() -> list[str]:
    return [VERSION, nx.__version__, version("rustworkx")]


def _read(path: Path, nodes: int) -> Measures | None:
    """The measures in a file; None where there is none, or it is damaged, or not one for so many nodes."""
    read = read_kept(path)
    try:
        found = Measures(*(tuple(read[name]) for name in Measures.__slots__))
        places = tuple((float(x), float(y)) for x, y in found.places)
    except (ValueError, TypeError, KeyError):
        return None
    found = Measures(found.degrees, found.betweenness, found.communities, places)
    return found if {len(getattr(found, name)) for name in Measures.__slots__} == {nodes} else None


def _parts(path: Path) -> Parts:
    """The parts in a file that were laid out as it is done now."""
    read = read_kept(path)
    try:
        parts = read["parts"].items() if read["versions"] == _versions() else ()
        return {shape: tuple((float(x), float(y)) for x, y in places) for shape, places in parts}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


def _only_latest(folder: Path) -> None:
    """Delete all but the last few networks."""
    oldest = sorted(folder.glob("network-*.json"), key=lambda one: (one.stat().st_mtime_ns, one.name))
    for one in oldest[:-KEPT]:
        one.unlink(missing_ok=True)
