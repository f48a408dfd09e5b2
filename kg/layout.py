"""Where the nodes of a network stand, so that it looks like something as soon as it opens."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, pi, sin, sqrt
from typing import Any

import networkx as nx

LAID_OUT = 1000  # nodes; the layout's memory and time grow with their square (480 MB at 3,000)
ROUNDS = 120  # steps of the layout; more changed little that an eye would see
SPAN = 1000.0  # width and height of the drawing, in Gephi's units
GOLDEN = pi * (3 - sqrt(5))  # turning by this angle spreads any number of neighbours evenly round a node
Place = tuple[float, float]


def place_nodes(simple: Any, *, seed: int) -> Mapping[int, Place]:
    """A place for each node of an undirected graph of numbers, the same for the same graph.

    The thousand strongest are laid out by forces, the others are set beside their strongest neighbour.
    """
    if not len(simple):
        return {}
    strength = dict(simple.degree(weight="weight"))
    order = sorted(simple, key=lambda node: (-strength[node], node))
    strongest = sorted(order[:LAID_OUT])
    placed = _by_forces(simple.subgraph(strongest), strongest, seed)
    for rank, node in enumerate(order[LAID_OUT:]):
        placed[node] = _beside(simple, node, placed, rank)
    return {node: (round(x, 2), round(y, 2)) for node, (x, y) in placed.items()}


def _by_forces(graph: Any, nodes: list[int], seed: int) -> dict[int, Place]:
    if len(nodes) == 1:
        return {nodes[0]: (0.0, 0.0)}
    ordered = nx.Graph()
    ordered.add_nodes_from(nodes)
    ordered.add_weighted_edges_from(sorted(graph.edges(data="weight")))
    start = {node: [sqrt(i + 1) * cos(i * GOLDEN), sqrt(i + 1) * sin(i * GOLDEN)] for i, node in enumerate(nodes)}
    found = nx.forceatlas2_layout(
        ordered, pos=start, max_iter=ROUNDS, scaling_ratio=2.0, gravity=1.0, strong_gravity=True, seed=seed
    )
    return _fitted({node: (float(found[node][0]), float(found[node][1])) for node in nodes})


def _fitted(places: Mapping[int, Place]) -> dict[int, Place]:
    """The places moved and stretched, evenly, into a square round zero."""
    xs, ys = ([place[axis] for place in places.values()] for axis in (0, 1))
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    scale = SPAN / (max(max(xs) - min(xs), max(ys) - min(ys)) or 1.0)
    return {node: ((x - middle[0]) * scale, (y - middle[1]) * scale) for node, (x, y) in places.items()}


def _beside(graph: Any, node: int, placed: Mapping[int, Place], rank: int) -> Place:
    """A place on a small spiral round the strongest neighbour that has one, or round the rim."""
    neighbours = [other for other in graph[node] if other in placed]
    angle = rank * GOLDEN
    if not neighbours:
        return SPAN * 0.6 * cos(angle), SPAN * 0.6 * sin(angle)
    beside = max(neighbours, key=lambda other: (graph[node][other]["weight"], -other))
    x, y = placed[beside]
    reach = SPAN * 0.01 * (1 + rank % 7 / 3)
    return x + reach * cos(angle), y + reach * sin(angle)
