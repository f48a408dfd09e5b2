"""Turtle -> a view: the articles, actors, events and reports of a built graph as plain records.

Everything that draws, lists or explains a graph reads it through here; nothing here knows an event type by name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.views.labels import spoken as spoken

if TYPE_CHECKING:
    from pyoxigraph import RdfFormat

DIP = "https://w3id.org/diplomacy-kg/ontology#"
PREFIXES: Mapping[str, str] = {
    "dip": DIP,
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
ACTOR_KINDS = ("Person", "Organization", "Country", "Place")
# What is said of an event or report without being a slot of it.
_NO_SLOT = frozenset(
    {"about", "article", "asOf", "attributedTo", "attribution", "cameo", "confidence", "disputed", "end", "inferred"}
    | {"onOrAfter", "onOrBefore", "plover", "quote", "reason", "reportedIn", "side", "start", "status"}
)


class GraphError(ValueError):
    """The file is not a graph that can be read; the message names it."""


class Iri(str):
    """The address of a node, told apart from words."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """Its last part.

        >>> Iri("https://example.org/id/country-NO").name
        'country-NO'
        """
        return re.split(r"[#/:=]", self)[-1]


Slots = Mapping[str, tuple[str, ...]]
Node = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ArticleNode:
    """An article in the graph; `sha256` is equal for syndicated copies."""

    iri: Iri
    id: str
    title: str
    publisher: str
    published: str
    url: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ActorNode:
    """A person, organisation, country or place; `represents` and `country` are addresses."""

    iri: Iri
    kind: str
    label: str
    forms: tuple[str, ...]
    title: str
    represents: tuple[Iri, ...]
    iso2: str
    country: Iri | None


@dataclass(frozen=True, slots=True)
class EventNode:
    """An event as merged: `earliest` and `latest` are the days between which it lies, empty where unknown or open."""

    iri: Iri
    kind: str
    label: str
    status: str
    slots: Slots
    sides: tuple[Iri, ...]
    articles: tuple[Iri, ...]
    disputed: tuple[str, ...]
    confidence: str
    earliest: str
    latest: str

    @property
    def actors(self) -> tuple[Iri, ...]:
        """Addresses in its slots, in slot order, each once: those who take part, and places."""
        found = [value for name in sorted(self.slots) for value in self.slots[name] if isinstance(value, Iri)]
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class ReportNode:
    """What one passage of one article says about one event or person."""

    iri: Iri
    about: Iri
    article: Iri
    start: int
    end: int
    quote: str
    status: str
    as_of: str
    attributed_to: Iri | None
    attribution: str
    confidence: str
    inferred: tuple[str, ...]
    reasons: tuple[str, ...]
    slots: Slots


@dataclass(frozen=True)
class View:
    """A built graph, each part in order of address."""

    articles: Mapping[Iri, ArticleNode]
    actors: Mapping[Iri, ActorNode]
    events: Mapping[Iri, EventNode]
    reports: tuple[ReportNode, ...]

    def label(self, value: str) -> str:
        """How people write a value: an actor's name, a concept in words, a literal as it is."""
        if not isinstance(value, Iri):
            return value
        if value in self.actors:
            return self.actors[value].label
        if value in self.events:
            return self.events[value].label
        return spoken(value.name) if value.startswith(DIP) else value.name

    def told(self, report: ReportNode) -> str:
        """The day, month or year for which a report's status holds; empty for an undated article."""
        return report.as_of or self.published(report)

    def published(self, report: ReportNode) -> str:
        """The day on which a report's article was published; empty for an undated one."""
        article = self.articles.get(report.article)
        return article.published if article else ""

    def outlet(self, article: Iri) -> str:
        """Who published an article, or its id."""
        found = self.articles.get(article)
        return (found.publisher or found.id) if found else article.name

    def reports_on(self, thing: Iri) -> tuple[ReportNode, ...]:
        """The reports about an event or person, in the order in which they were told."""
        return self._by_thing.get(thing, ())

    def independent(self, articles: Iterable[Iri]) -> int:
        """How many sources these are, syndicated copies counted once."""
        return len({self.articles[a].sha256 or a for a in articles if a in self.articles})

    @cached_property
    def _by_thing(self) -> Mapping[Iri, tuple[ReportNode, ...]]:
        found: dict[Iri, list[ReportNode]] = defaultdict(list)
        for report in self.reports:
            found[report.about].append(report)
        return {iri: tuple(sorted(reports, key=self._order)) for iri, reports in found.items()}

    def _order(self, report: ReportNode) -> tuple[str, Iri, int, Iri]:
        return self.told(report), report.article, report.start, report.iri


def read_view(path: Path) -> View:
    """The view of a graph file (Turtle, or another RDF format by the file's ending).

    Raises GraphError where it cannot be read.
    """
    return view_of(_nodes(path))


def view_of(nodes: Mapping[Iri, Node]) -> View:
    """The view of nodes, each a mapping from predicate (`dip:status`) to values."""
    articles, actors, events, reports = {}, {}, {}, []
    for iri in sorted(nodes):
        node = nodes[iri]
        kinds = {k.name for k in node.get("rdf:type", ()) if isinstance(k, Iri) and k.startswith(DIP)}
        if "Article" in kinds:
            articles[iri] = _article(iri, node)
        elif "Report" in kinds:
            reports.append(_report(iri, node))
        elif kind := next((k for k in ACTOR_KINDS if k in kinds), ""):
            actors[iri] = _actor(iri, kind, node)
        elif "dip:reportedIn" in node:
            # An event is what articles report: its class may be of any type that the ontology adds.
            events[iri] = _event(iri, min(kinds - {"Event"}, default="Event"), node)
    return View(articles, actors, events, tuple(reports))


def _nodes(path: Path) -> dict[Iri, Node]:
    import pyoxigraph as ox

    found: dict[Iri, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    short = {long: name for name, long in PREFIXES.items()}
    names: dict[str, str] = {}
    try:
        for triple in ox.parse(path=path, format=rdf_format(path)):
            predicate = triple.predicate.value
            if predicate not in names:
                cut = max(predicate.rfind("#"), predicate.rfind("/")) + 1
                names[predicate] = f"{short.get(predicate[:cut], predicate[:cut])}:{predicate[cut:]}"
            term = triple.object
            value = Iri(term.value) if isinstance(term, ox.NamedNode) else str(getattr(term, "value", term))
            found[Iri(getattr(triple.subject, "value", ""))][names[predicate]].append(value)
    except (OSError, SyntaxError, ValueError) as error:
        raise GraphError(f"{path}: not a graph that can be read: {error}") from None
    return {iri: {name: tuple(sorted(set(values))) for name, values in node.items()} for iri, node in found.items()}


def rdf_format(path: Path) -> RdfFormat:
    """The format of an RDF file by its ending, Turtle where that tells nothing."""
    import pyoxigraph as ox

    return ox.RdfFormat.from_extension(path.suffix.lstrip(".")) or ox.RdfFormat.TURTLE


def _one(node: Node, name: str) -> str:
    return next(iter(node.get(name, ())), "")


def _iris(node: Node, name: str) -> tuple[Iri, ...]:
    return tuple(value for value in node.get(name, ()) if isinstance(value, Iri))


def _names(node: Node, name: str) -> tuple[str, ...]:
    return tuple(value.name for value in _iris(node, name))


def _slots(node: Node) -> Slots:
    found = {name.removeprefix("dip:"): values for name, values in node.items() if name.startswith("dip:")}
    return {name: found[name] for name in sorted(found) if name not in _NO_SLOT}


def _article(iri: Iri, node: Node) -> ArticleNode:
    names = ("schema:headline", "schema:publisher", "schema:datePublished", "schema:url", "dip:sha256")
    title, publisher, published, url, sha256 = (_one(node, name) for name in names)
    return ArticleNode(iri, _one(node, "dcterms:identifier") or iri.name, title, publisher, published, url, sha256)


def _actor(iri: Iri, kind: str, node: Node) -> ActorNode:
    label = _one(node, "rdfs:label") or iri.name
    return ActorNode(
        iri,
        kind,
        label,
        forms=(label, *node.get("skos:altLabel", ())),
        title=_one(node, "dip:title"),
        represents=_iris(node, "dip:represents"),
        iso2=_one(node, "dip:iso2"),
        country=next(iter(_iris(node, "dip:country")), None),
    )


def _event(iri: Iri, kind: str, node: Node) -> EventNode:
    return EventNode(
        iri,
        kind,
        label=_one(node, "rdfs:label") or iri.name,
        status=next(iter(_names(node, "dip:status")), ""),
        slots=_slots(node),
        sides=_iris(node, "dip:side"),
        articles=_iris(node, "dip:reportedIn"),
        disputed=_names(node, "dip:disputed"),
        confidence=_one(node, "dip:confidence"),
        earliest=_one(node, "dip:onOrAfter"),
        latest=_one(node, "dip:onOrBefore"),
    )


def _report(iri: Iri, node: Node) -> ReportNode:
    nowhere = Iri("")
    return ReportNode(
        iri,
        about=next(iter(_iris(node, "dip:about")), nowhere),
        article=next(iter(_iris(node, "dip:article")), nowhere),
        start=int(_one(node, "dip:start") or 0),
        end=int(_one(node, "dip:end") or 0),
        quote=_one(node, "dip:quote"),
        status=next(iter(_names(node, "dip:status")), ""),
        as_of=_one(node, "dip:asOf"),
        attributed_to=next(iter(_iris(node, "dip:attributedTo")), None),
        attribution=_one(node, "dip:attribution"),
        confidence=_one(node, "dip:confidence"),
        inferred=_names(node, "dip:inferred"),
        reasons=node.get("dip:reason", ()),
        slots=_slots(node),
    )
