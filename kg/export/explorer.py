"""The explorer: one HTML file with network, timeline, list and cards, that asks the network for nothing.

What articles say is data for the page's own script, which shows it as text; the page's policy lets no other script run.
The script is bundled from the sources in `explorer/` by `make explorer`.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from importlib.resources import files
from typing import Any

from kg.export.cards import Numbers, card
from kg.lexicon import table
from kg.views.labels import spoken
from kg.views.nodes import ActorNode, EventNode, Iri, View
from kg.views.printing import printable

# "</script>" and "<!--" would end or hide the block of data; the line separators end a line in older readers.
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_ESCAPED = str.maketrans(_ESCAPES)
OTHER_TONE = "other"  # of a status that kg/data/tones.tsv does not know


def explorer_html(view: View, network: Any) -> str:
    """The page for a view and the network of its actors."""
    style, script = _part("page.css"), _part("page.js")
    content, events = page_content(view, network)
    parts = {
        "policy": _policy(style, script),
        "style": style,
        "graph": embedded(content),
        # A line each: the page reads no card before it is opened.
        "cards": "\n".join(map(embedded, events)),
        "script": script,
    }
    page = _part("page.html")
    # Cut at the marks first: text of articles that looks like a mark is never looked at again.
    pieces = page.split("@@")
    return "".join(parts[piece] if number % 2 else piece for number, piece in enumerate(pieces))


def embedded(content: Any) -> str:
    """JSON that cannot end the script element it stands in, and is one line.

    >>> embedded("</script>")
    '"\\\\u003c/script\\\\u003e"'
    """
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)


def page_content(view: View, network: Any) -> tuple[Mapping[str, Any], Iterator[Any]]:
    """What the page's script reads at once (events newest first, actors, network), and the card of each event."""
    # The undated stand at the end.
    events = sorted(view.events.values(), key=lambda event: (event.earliest, event.iri), reverse=True)
    actors = _actors(view, events, network)
    numbers = {iri: number for number, iri in enumerate(actors)}
    outlets = sorted({view.outlet(article) for event in events for article in event.articles})
    named = {outlet: number for number, outlet in enumerate(outlets)}
    content = {
        "articles": len(view.articles),
        "outlets": outlets,
        "statuses": _statuses(events),
        "actors": [_actor(actor, numbers) for actor in actors.values()],
        "events": [_event(view, event, numbers, named) for event in events],
        "nodes": [_node(numbers[iri], node) for iri, node in network.nodes(data=True)],
        "edges": list(_edges(network, numbers, {event.iri: number for number, event in enumerate(events)})),
    }
    return _printable(content), (_printable(card(view, event, numbers)) for event in events)


def _actors(view: View, events: Iterable[EventNode], network: Any) -> dict[Iri, ActorNode]:
    """Everybody whom an event or the network names, whom they represent, and where places lie."""
    named = {iri for event in events for iri in (*event.actors, *event.sides)} | set(network)
    known = [view.actors[iri] for iri in named if iri in view.actors]
    named |= {iri for actor in known for iri in (*actor.represents, *filter(None, [actor.country]))}
    return {iri: view.actors[iri] for iri in sorted(named) if iri in view.actors}


def _statuses(events: Iterable[EventNode]) -> dict[str, tuple[str, str]]:
    """Each status in words, and the tone in which it is drawn."""
    tones = {row["status"]: row["tone"] for row in table("tones")}
    there = sorted({event.status for event in events})
    return {status: (spoken(status), tones.get(status, OTHER_TONE)) for status in there}


def _actor(actor: ActorNode, numbers: Numbers) -> dict[str, Any]:
    behind = (*actor.represents, *filter(None, [actor.country]))
    found = {
        "id": actor.iri.name,
        "label": actor.label,
        "kind": actor.kind.lower(),
        "title": actor.title,
        "forms": sorted({form for form in actor.forms if form != actor.label}),
        "of": sorted(numbers[iri] for iri in behind if iri in numbers),
    }
    return {name: value for name, value in found.items() if value}


def _event(view: View, event: EventNode, actors: Numbers, outlets: Mapping[str, int]) -> dict[str, Any]:
    return {
        "id": event.iri.name,
        "type": event.kind,
        "status": event.status,
        "label": event.label,
        "earliest": event.earliest,
        "latest": event.latest,
        "sources": view.independent(event.articles),
        "disputes": len(event.disputed),
        "actors": sorted({actors[iri] for iri in (*event.actors, *event.sides) if iri in actors}),
        "outlets": sorted({outlets[view.outlet(article)] for article in event.articles}),
    }


def _node(actor: int, node: Mapping[str, Any]) -> list[Any]:
    return [actor, node["x"], node["y"], node["size"], node["events"]]


def _edges(network: Any, actors: Numbers, events: Numbers) -> Iterator[list[Any]]:
    for source, target, edge in network.edges(data=True):
        behind = [events[Iri(iri)] for iri in edge["events"].split("|") if iri]
        yield [actors[source], actors[target], edge["kind"], edge["weight"], edge["symmetric"], edge["shown"], behind]


def _printable(content: Any) -> Any:
    """The content with every text printable: direction marks in a name would turn the page's own words round."""
    if isinstance(content, str):
        return printable(content)
    if isinstance(content, Mapping):
        return {name: _printable(value) for name, value in content.items()}
    return [_printable(value) for value in content] if isinstance(content, (list, tuple)) else content


def _policy(style: str, script: str) -> str:
    """Only this style and this script, by their hashes; no connection of any kind, and no text ever made markup."""
    return (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _part(name: str) -> str:
    return files("kg").joinpath(f"data/explorer/{name}").read_text("utf-8")
