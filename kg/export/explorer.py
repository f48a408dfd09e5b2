"""The explorer: one HTML file with list, cards and network, that asks the network for nothing.

What articles say is data for the page's own script, which shows it as text; the page's policy lets no other script run.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib.resources import files
from typing import Any

from kg.views.labels import spoken
from kg.views.nodes import EventNode, ReportNode, View
from kg.views.printing import printable
from kg.views.why import facts

# "</script>" and "<!--" would end or hide the block of data; the line separators end a line in older readers.
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def explorer_html(view: View, network: Any) -> str:
    """The page for a view and the network of its actors."""
    style, script = _part("page.css"), _part("page.js")
    parts = {
        "policy": _policy(style, script),
        "style": style,
        "graph": embedded(page_content(view, network)),
        "script": script,
    }
    page = _part("page.html")
    # Cut at the marks first: text of articles that looks like a mark is never looked at again.
    pieces = page.split("@@")
    return "".join(parts[piece] if number % 2 else piece for number, piece in enumerate(pieces))


def embedded(content: Any) -> str:
    """JSON that cannot end the script element it stands in.

    >>> embedded("</script>")
    '"\\\\u003c/script\\\\u003e"'
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return "".join(_ESCAPES.get(character, character) for character in text) if set(text) & set(_ESCAPES) else text


def page_content(view: View, network: Any) -> Mapping[str, Any]:
    """What the page's script reads: events in order of time, nodes and edges of the network."""
    nodes = list(network)
    number = {iri: place for place, iri in enumerate(nodes)}
    # Shown newest first, the undated at the end.
    ordered = sorted(view.events.values(), key=lambda event: (event.earliest, event.iri))
    reported = {article for event in ordered for article in event.articles}
    content = {
        "events": [_event(view, event) for event in reversed(ordered)],
        "nodes": [_node(iri, network.nodes[iri]) for iri in nodes],
        "edges": [_edge(number[a], number[b], edge) for a, b, edge in network.edges(data=True)],
        "articles": len(view.articles),
        "outlets": len({view.outlet(article) for article in reported}),
    }
    cleaned: Mapping[str, Any] = _printable(content)
    return cleaned


def _event(view: View, event: EventNode) -> dict[str, Any]:
    reports = view.reports_on(event.iri)
    people = {side for actor in event.actors if actor in view.actors for side in view.actors[actor].represents}
    return {
        "id": event.iri.name,
        "iri": event.iri,
        "type": event.kind,
        "status": event.status,
        "statusLabel": spoken(event.status),
        "label": event.label,
        "earliest": event.earliest,
        "latest": event.latest,
        "sources": view.independent(event.articles),
        "actors": sorted({iri.name for iri in (*event.actors, *event.sides, *people)}),
        "facts": [fact for fact in facts(view, event, marked=False) if fact[0] not in ("type", "status")],
        "disputes": list(_disputes(view, event)),
        "history": [(view.told(r), spoken(r.status), view.outlet(r.article)) for r in reports if r.status],
        "reports": [_report(view, report) for report in reports],
    }


def _disputes(view: View, event: EventNode) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    for slot in event.disputed:
        told = [(r, r.slots[slot]) for r in view.reports_on(event.iri) if slot in r.slots]
        yield (
            spoken(slot),
            [(", ".join(map(view.label, v)), view.outlet(r.article), view.published(r)) for r, v in told],
        )


def _report(view: View, report: ReportNode) -> dict[str, Any]:
    article = view.articles.get(report.article)
    return {
        "outlet": view.outlet(report.article),
        "date": view.published(report),
        "article": article.id if article else report.article.name,
        "url": article.url if article else "",
        "quote": report.quote,
        "start": report.start,
        "end": report.end,
        "asOf": report.as_of,
        "saidBy": view.label(report.attributed_to) if report.attributed_to else report.attribution,
        "confidence": report.confidence,
        "facts": [
            (spoken(slot), ", ".join(map(view.label, values)), slot in report.inferred)
            for slot, values in report.slots.items()
        ],
        "reasons": report.reasons,
    }


def _node(iri: Any, node: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": iri.name, **{name: node[name] for name in ("label", "kind", "events", "x", "y", "size")}}


def _edge(source: int, target: int, edge: Mapping[str, Any]) -> list[Any]:
    events = [iri.replace("#", "/").rpartition("/")[2] for iri in edge["events"].split("|") if iri]
    return [source, target, edge["kind"], edge["weight"], edge["symmetric"], events]


def _printable(content: Any) -> Any:
    """The content with every text printable: direction marks in a name would turn the page's own words round."""
    if isinstance(content, str):
        return printable(content)
    if isinstance(content, Mapping):
        return {name: _printable(value) for name, value in content.items()}
    return [_printable(value) for value in content] if isinstance(content, (list, tuple)) else content


def _policy(style: str, script: str) -> str:
    """Only this style and this script, by their hashes; no connection of any kind."""
    return (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _part(name: str) -> str:
    return files("kg").joinpath(f"data/explorer/{name}").read_text("utf-8")
