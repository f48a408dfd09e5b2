"""Where the nodes of a network stand, so that it looks like something as soon as it opens."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from math import atan2, ceil, cos, hypot, log, pi, sin, sqrt
from statistics import median
from typing import Any

import networkx as nx

LAID_OUT = 400  # nodes; the layout's time grows with their square (1.4 s here, 9 s at 1,000)
ROUNDS = 250  # steps of the layout for a large part; small ones get more, and need them to settle
SMALL = 200  # nodes of a part that still takes under half a second at four times the steps
JITTER = 0.1  # with networkx's own tolerance of 1 small networks never settle: neighbours end up far apart
EDGE = 110.0  # length of a middling edge, in Gephi's units
MARGIN = 90.0  # room round a part that has no edge to the others
GOLDEN = pi * (3 - sqrt(5))  # turning by this angle spreads any number of neighbours evenly round a node
Place = tuple[float, float]
Places = Mapping[int, Place]
Parts = dict[str, tuple[Place, ...]]  # where the nodes of a connected part come to rest, by its shape
Box = tuple[Places, Place, float, float]  # a part, its left upper corner, its width and height
SCREEN = 1.5  # width of the whole by its height
TRIES = 60  # widths of a row that are tried


def place_nodes(simple: Any, *, seed: int, known: Parts | None = None) -> Places:
    """A place for each node of an undirected graph of numbers, the same for the same graph.

    The four hundred strongest are laid out by forces, each connected part for itself and the parts side by side; the
    others are set beside their strongest neighbour. An edge whose `core` is 0 pulls nothing; who has no others comes
    last. Parts that are `known` are not laid out again, and those that are not become so.
    """
    known = {} if known is None else known
    core = nx.Graph()
    core.add_nodes_from(sorted(simple))
    core.add_weighted_edges_from(sorted((a, b, pull) for a, b, pull in simple.edges(data="core", default=1) if pull))
    strength = dict(core.degree(weight="weight"))
    order = sorted(simple, key=lambda node: (-strength[node], node))
    laid_out = [node for node in order[:LAID_OUT] if strength[node] or not simple.degree(node)]
    strongest = core.subgraph(laid_out)
    parts = sorted((sorted(part) for part in nx.connected_components(strongest)), key=lambda part: (-len(part), part))
    apart = [part for part in parts if len(part) > 2 or not _reaches_out(simple, part)]
    placed = dict(_side_by_side([_by_forces(strongest, part, known, seed) for part in apart]))
    steps = {node: n for n, layer in enumerate(nx.bfs_layers(simple, sorted(placed))) for node in layer}
    others = [node for node in order if node not in placed]
    _set_beside(simple, sorted(others, key=lambda node: steps.get(node, len(simple))), placed)
    return {node: (round(x, 2), round(y, 2)) for node, (x, y) in placed.items()}


def _reaches_out(graph: Any, part: Sequence[int]) -> bool:
    """Whether an edge leads from these nodes to others."""
    return any(other not in part for node in part for other in graph[node])


def _by_forces(graph: Any, part: Sequence[int], known: Parts, seed: int) -> Places:
    """Places for one connected part, an edge being about as long as in every other part."""
    if len(part) < 3:
        return {node: (EDGE * 1.3 * rank, 0.0) for rank, node in enumerate(part)}
    ranks = {node: rank for rank, node in enumerate(part)}
    joined = ((ranks[a], ranks[b], pull) for a, b, pull in graph.subgraph(part).edges(data="weight"))
    edges = sorted((min(a, b), max(a, b), pull) for a, b, pull in joined)
    shape = sha256(json.dumps([seed, edges]).encode()).hexdigest()[:24]
    places = known.pop(shape, ())
    if len(places) != len(part):
        places = _settled(len(part), edges, seed)
    known[shape] = places  # the last one asked for is the last
    return dict(zip(part, places, strict=True))


def _settled(number: int, edges: Iterable[tuple[int, int, float]], seed: int) -> tuple[Place, ...]:
    """Places for so many nodes, joined by these weighted edges, once the forces between them have come to rest."""
    graph = nx.Graph()
    graph.add_nodes_from(range(number))
    graph.add_weighted_edges_from(edges)
    start = {node: [10 * sqrt(node + 1) * f(node * GOLDEN) for f in (cos, sin)] for node in range(number)}
    rounds = ROUNDS * (4 if number <= SMALL else 1)
    found = nx.forceatlas2_layout(graph, pos=start, max_iter=rounds, jitter_tolerance=JITTER, seed=seed)
    places = [(float(found[node][0]), float(found[node][1])) for node in range(number)]
    middling = median(hypot(*_gap(places[a], places[b])) for a, b in graph.edges if a != b)
    scale = EDGE / (middling or 1.0)
    return _lying([(x * scale, y * scale) for x, y in places])


def _lying(places: Sequence[Place]) -> tuple[Place, ...]:
    """The places turned so that their longest axis lies flat, since screens are wide."""
    middle = tuple(sum(place[axis] for place in places) / len(places) for axis in (0, 1))
    off = [(x - middle[0], y - middle[1]) for x, y in places]
    across, up, both = sum(x * x for x, _ in off), sum(y * y for _, y in off), sum(x * y for x, y in off)
    angle = -atan2(2 * both, across - up) / 2
    turn = cos(angle), sin(angle)
    return tuple((x * turn[0] - y * turn[1], x * turn[1] + y * turn[0]) for x, y in places)


def _side_by_side(parts: Iterable[Places]) -> Iterable[tuple[int, Place]]:
    """The parts in rows, each in the middle of its row, the whole about as wide as a screen."""
    boxes = [(part, *_corner_and_size(part)) for part in parts]
    boxes.sort(key=lambda box: (-box[3], min(box[0])))  # the highest first: rows of one height waste least
    top = 0.0
    for row in _rows(boxes):
        high, left = max(height for *_, height in row), -sum(width for _, _, width, _ in row) / 2
        for part, (x, y), width, height in row:
            down = top + (high - height) / 2
            yield from ((node, (left + u - x, -(down + v - y))) for node, (u, v) in part.items())
            left += width
        top += high


def _rows(boxes: Sequence[Box]) -> list[list[Box]]:
    """The boxes cut into rows as wide as makes the whole look most like a screen."""
    if not boxes:
        return []
    widest, everything = max(width for _, _, width, _ in boxes), sum(width for _, _, width, _ in boxes)
    tries = [_cut(boxes, widest + (everything - widest) * step / TRIES) for step in range(TRIES + 1)]
    return min(tries, key=lambda rows: abs(log(_shape(rows) / SCREEN)))


def _cut(boxes: Sequence[Box], wide: float) -> list[list[Box]]:
    rows: list[list[Box]] = []
    room = 0.0
    for box in boxes:
        if room < box[2]:
            rows.append([])
            room = wide * 1.000001  # the sum that made it may differ in its last digit
        rows[-1].append(box)
        room -= box[2]
    return rows


def _shape(rows: Sequence[Sequence[Box]]) -> float:
    wide = max(sum(width for _, _, width, _ in row) for row in rows)
    return wide / sum(max(height for *_, height in row) for row in rows)


def _corner_and_size(part: Places) -> tuple[Place, float, float]:
    xs, ys = ([place[axis] for place in part.values()] for axis in (0, 1))
    corner = min(xs) - MARGIN / 2, min(ys) - MARGIN / 2
    return corner, max(xs) - min(xs) + MARGIN, max(ys) - min(ys) + MARGIN


def _gap(one: Place, other: Place) -> Place:
    return one[0] - other[0], one[1] - other[1]


def _set_beside(graph: Any, others: Iterable[int], placed: dict[int, Place]) -> None:
    """Place the others round their strongest neighbour that has a place, those without one in rows below everything."""
    beside: dict[int, int] = {}
    below = min((y for _, y in placed.values()), default=0.0) - MARGIN
    across, strangers = ceil(sqrt(len(graph))), 0
    for node in others:
        neighbours = [other for other in graph[node] if other in placed]
        if neighbours:
            nearest = max(neighbours, key=lambda other: (graph[node][other]["weight"], -other))
            placed[node] = _round(placed[nearest], beside.get(nearest, 0))
            beside[nearest] = beside.get(nearest, 0) + 1
        else:
            placed[node] = strangers % across * MARGIN / 3, below - strangers // across * MARGIN / 3
            strangers += 1


def _round(middle: Place, rank: int) -> Place:
    """The place of the so manieth node on a spiral round another, as sunflowers set their seeds."""
    reach, angle = EDGE * (0.55 + 0.05 * sqrt(rank)), rank * GOLDEN
    return middle[0] + reach * cos(angle), middle[1] + reach * sin(angle)
