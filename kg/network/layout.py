"""Where the nodes of a network stand, so that it looks like something as soon as it opens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import atan2, ceil, cos, hypot, pi, sin, sqrt
from statistics import median
from typing import Any

import networkx as nx

LAID_OUT = 1000  # nodes; the layout's memory and time grow with their square (480 MB at 3,000)
ROUNDS = 250  # steps of the layout for a large part; small ones get more, and need them to settle
SMALL = 200  # nodes of a part that still takes under half a second at four times the steps
JITTER = 0.1  # with networkx's own tolerance of 1 small networks never settle: neighbours end up far apart
EDGE = 110.0  # length of a middling edge, in Gephi's units
MARGIN = 90.0  # room round a part that has no edge to the others
GOLDEN = pi * (3 - sqrt(5))  # turning by this angle spreads any number of neighbours evenly round a node
Place = tuple[float, float]
Places = Mapping[int, Place]


def place_nodes(simple: Any, *, seed: int) -> Places:
    """A place for each node of an undirected graph of numbers, the same for the same graph.

    The thousand strongest are laid out by forces, each connected part for itself and the parts side by side; the
    others are set beside their strongest neighbour.
    """
    strength = dict(simple.degree(weight="weight"))
    order = sorted(simple, key=lambda node: (-strength[node], node))
    strongest = nx.Graph()
    strongest.add_nodes_from(sorted(order[:LAID_OUT]))
    strongest.add_weighted_edges_from(sorted(simple.subgraph(strongest).edges(data="weight")))
    parts = sorted((sorted(part) for part in nx.connected_components(strongest)), key=lambda part: (-len(part), part))
    placed = dict(_side_by_side([_by_forces(strongest, part, seed) for part in parts]))
    for rank, node in enumerate(order[LAID_OUT:]):
        placed[node] = _beside(simple, node, placed, rank)
    return {node: (round(x, 2), round(y, 2)) for node, (x, y) in placed.items()}


def _by_forces(graph: Any, part: Sequence[int], seed: int) -> Places:
    """Places for one connected part, an edge being about as long as in every other part."""
    if len(part) < 3:
        return {node: (EDGE * 1.3 * rank, 0.0) for rank, node in enumerate(part)}
    ordered = nx.Graph()
    ordered.add_nodes_from(part)
    ordered.add_weighted_edges_from(sorted(graph.subgraph(part).edges(data="weight")))
    start = {node: [10 * sqrt(i + 1) * f(i * GOLDEN) for f in (cos, sin)] for i, node in enumerate(part)}
    rounds = ROUNDS * (4 if len(part) <= SMALL else 1)
    found = nx.forceatlas2_layout(ordered, pos=start, max_iter=rounds, jitter_tolerance=JITTER, seed=seed)
    places = {node: (float(found[node][0]), float(found[node][1])) for node in part}
    middling = median(hypot(*_gap(places[a], places[b])) for a, b in ordered.edges if a != b)
    scale = EDGE / (middling or 1.0)
    return _lying({node: (x * scale, y * scale) for node, (x, y) in places.items()})


def _lying(part: Places) -> Places:
    """The part turned so that its longest axis lies flat, since screens are wide."""
    middle = tuple(sum(place[axis] for place in part.values()) / len(part) for axis in (0, 1))
    off = [(x - middle[0], y - middle[1]) for x, y in part.values()]
    across, up, both = sum(x * x for x, _ in off), sum(y * y for _, y in off), sum(x * y for x, y in off)
    angle = -atan2(2 * both, across - up) / 2
    turn = cos(angle), sin(angle)
    return {node: (x * turn[0] - y * turn[1], x * turn[1] + y * turn[0]) for node, (x, y) in part.items()}


def _side_by_side(parts: Iterable[Places]) -> Iterable[tuple[int, Place]]:
    """The parts in rows, the largest first, none over another, the whole about as wide as a screen."""
    boxes = [(part, *_corner_and_size(part)) for part in parts]
    wide = max([sqrt(sum(w * h for _, _, w, h in boxes) * 1.6), *(w for _, _, w, _ in boxes)], default=0.0)
    left = top = high = 0.0
    for part, (x, y), width, height in boxes:
        if left and left + width > wide:
            left, top, high = 0.0, top + high, 0.0
        yield from ((node, (left + u - x, -(top + v - y))) for node, (u, v) in part.items())
        left, high = left + width, max(high, height)


def _corner_and_size(part: Places) -> tuple[Place, float, float]:
    xs, ys = ([place[axis] for place in part.values()] for axis in (0, 1))
    corner = min(xs) - MARGIN / 2, min(ys) - MARGIN / 2
    return corner, max(xs) - min(xs) + MARGIN, max(ys) - min(ys) + MARGIN


def _gap(one: Place, other: Place) -> Place:
    return one[0] - other[0], one[1] - other[1]


def _beside(graph: Any, node: int, placed: Places, rank: int) -> Place:
    """A place on a small spiral round the strongest neighbour that has one, else in rows below everything."""
    neighbours = [other for other in graph[node] if other in placed]
    if not neighbours:
        across = ceil(sqrt(len(graph)))
        return rank % across * MARGIN / 3, MARGIN * 2 + rank // across * MARGIN / 3
    beside = max(neighbours, key=lambda other: (graph[node][other]["weight"], -other))
    x, y = placed[beside]
    reach = EDGE * (0.25 + 0.04 * sqrt(rank))
    return x + reach * cos(rank * GOLDEN), y + reach * sin(rank * GOLDEN)
