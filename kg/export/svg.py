"""The network as one picture, for a page or a paper: circles by kind of actor, lines by kind of relation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import hypot
from typing import Any

from kg.export.xmltext import attributes, content
from kg.network import COLOURS, REPRESENTS
from kg.views.labels import spoken

MARGIN = 90.0  # room for the names at the border
LEAST = (420.0, 180.0)  # width and height of a picture with next to nothing in it
CIRCLE = 0.4  # of a node's size in Gephi: names need the room
BEND = 18.0  # how far apart two relations between the same actors run
LINES = ("#8a4fbf", "#c2410c", "#0e7490", "#be185d", "#4d7c0f", "#475569")  # by kind, in the order of the alphabet
FAINT = "#c3cad5"  # of "represents", which is no deed
INK = "#1f2937"
Place = tuple[float, float]


def svg_text(network: Any) -> str:
    """The network in SVG; whoever hovers over a line reads what it is."""
    return "\n".join(_lines(network)) + "\n"


def _lines(network: Any) -> Iterator[str]:
    places = {iri: (node["x"], -node["y"]) for iri, node in network.nodes(data=True)}  # Gephi's y goes up
    colours = _line_colours(network)
    left, top, width, height = _frame(places, rows=len(colours))
    box = f"{left:.0f} {top:.0f} {width:.0f} {height:.0f}"
    named = {"viewBox": box, "width": f"{width:.0f}", "height": f"{height:.0f}", "font-family": "sans-serif"}
    yield f'<svg xmlns="http://www.w3.org/2000/svg"{attributes(named)}>'
    yield "<title>Relations between the actors of diplomatic events</title>"
    yield f'<rect{attributes({"x": f"{left:.0f}", "y": f"{top:.0f}", "width": "100%", "height": "100%"})} fill="#fff"/>'
    yield '<g fill="none" stroke-linecap="round">'
    seen: dict[frozenset[str], int] = {}
    for source, target, edge in sorted(network.edges(data=True), key=lambda one: (one[0], one[1], one[2]["kind"])):
        number = seen[frozenset((source, target))] = seen.get(frozenset((source, target)), -1) + 1
        yield _edge(
            places[source], places[target], edge, colours[edge["kind"]], number, _named(network, source, target)
        )
    yield "</g>"
    for iri, node in sorted(network.nodes(data=True), key=lambda one: (one[1]["size"], one[0])):
        yield from _node(places[iri], node)
    yield from _legend(colours, left + 14, top + height - 14)
    yield "</svg>"


def _named(network: Any, source: str, target: str) -> str:
    return f"{network.nodes[source]['label']}, {network.nodes[target]['label']}"


def _line_colours(network: Any) -> Mapping[str, str]:
    """A colour for each kind of relation; the kinds after the last colour share it."""
    kinds = sorted({kind for _, _, kind in network.edges(data="kind")} - {REPRESENTS})
    found = {kind: LINES[min(number, len(LINES) - 1)] for number, kind in enumerate(kinds)}
    return found | ({REPRESENTS: FAINT} if any(kind == REPRESENTS for _, _, kind in network.edges(data="kind")) else {})


def _frame(places: Mapping[str, Place], *, rows: int) -> tuple[float, float, float, float]:
    """Left, top, width and height of the picture, with room below for so many rows of legend."""
    across, down = [x for x, _ in places.values()] or [0.0], [y for _, y in places.values()] or [0.0]
    width, height = max(max(across) - min(across), LEAST[0]), max(max(down) - min(down), LEAST[1])
    left = (max(across) + min(across) - width) / 2 - MARGIN
    return left, min(down) - MARGIN / 2, width + 2 * MARGIN, height + MARGIN + rows * 18


def _edge(start: Place, end: Place, edge: Mapping[str, Any], colour: str, number: int, named: str) -> str:
    """A line, bent where it is not the first between the two."""
    (x1, y1), (x2, y2) = start, end
    length = hypot(x2 - x1, y2 - y1) or 1.0
    bend = BEND * ((number + 1) // 2) * (1 if number % 2 else -1) * 2
    middle = ((x1 + x2) / 2 - (y2 - y1) / length * bend, (y1 + y2) / 2 + (x2 - x1) / length * bend)
    drawn = {
        "d": f"M{x1:.1f} {y1:.1f}Q{middle[0]:.1f} {middle[1]:.1f} {x2:.1f} {y2:.1f}",
        "stroke": colour,
        "stroke-width": f"{1 + min(edge['weight'], 5) * 0.5:.1f}",
        "stroke-dasharray": "3 4" if edge["kind"] == REPRESENTS else None,
    }
    return f"<path{attributes(drawn)}><title>{content(named)}: {content(edge['kind'])}</title></path>"


def _node(place: Place, node: Mapping[str, Any]) -> Iterator[str]:
    x, y, radius = *place, node["size"] * CIRCLE
    drawn = {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{radius:.1f}", "fill": _hex(node["colour"]), "stroke": "#fff"}
    yield f"<circle{attributes(drawn)}/>"
    text = {"x": f"{x:.1f}", "y": f"{y + radius + 13:.1f}", "text-anchor": "middle", "font-size": "12", "fill": INK}
    halo = {"stroke": "#fff", "stroke-width": "3", "paint-order": "stroke"}
    yield f"<text{attributes(text | halo)}>{content(node['label'])}</text>"


def _legend(colours: Mapping[str, str], x: float, bottom: float) -> Iterator[str]:
    """What the lines mean, from the bottom up; then the circles, in one row above."""
    for row, (kind, colour) in enumerate(sorted(colours.items(), reverse=True)):
        y = bottom - row * 18
        yield f'<path d="M{x:.1f} {y - 4:.1f}h22" stroke="{colour}" stroke-width="2.5"/>'
        yield f'<text x="{x + 30:.1f}" y="{y:.1f}" font-size="12" fill="{INK}">{content(kind)}</text>'
    for column, (kind, filling) in enumerate(sorted(COLOURS.items())):
        left, y = x + 200 + column * 110, bottom
        yield f'<circle cx="{left:.1f}" cy="{y - 4:.1f}" r="5" fill="{_hex(filling)}"/>'
        yield f'<text x="{left + 12:.1f}" y="{y:.1f}" font-size="12" fill="{INK}">{content(spoken(kind))}</text>'


def _hex(colour: tuple[int, int, int]) -> str:
    """A colour as the web writes it.

    >>> _hex((15, 138, 95))
    '#0f8a5f'
    """
    return "#" + "".join(f"{part:02x}" for part in colour)
