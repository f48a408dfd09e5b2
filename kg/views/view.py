"""Turtle -> a view: everything that draws, lists or explains a graph reads it through here."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.views.nodes import DIP, PREFIXES, ActorNode, ArticleNode, EventNode, Iri, Node, ReportNode, Slots, View

if TYPE_CHECKING:
    from pyoxigraph import RdfFormat

ACTOR_KINDS = ("Person", "Organization", "Country", "Place")
# What is said of an event or report without being a slot of it.
_NO_SLOT = frozenset(
    {"about", "article", "asOf", "attributedTo", "attribution", "cameo", "confidence", "disputed", "end", "inferred"}
    | {
        "apartReason",
        "nearMiss",
        "onOrAfter",
        "onOrBefore",
        "plover",
        "quote",
        "reason",
        "reportedIn",
        "side",
        "start",
        "status",
        "words",
    }
)
_NUMBER = re.compile(r"[0-9]{1,9}")
_WORDS = re.compile(r"(\w+) ([0-9]{1,9})-([0-9]{1,9})\b")


class GraphError(ValueError):
    """The file is not a graph that can be read; the message names it."""


def read_view(path: Path) -> View:
    """The view of a graph file (Turtle, or another RDF format by the file's ending).

    Raises GraphError where it cannot be read.
    """
    try:
        return view_of(_nodes(path))
    except GraphError:  # one of its own, which names the file
        raise
    except ValueError as error:
        raise GraphError(f"{path}: not a graph that can be read: {error}") from None


def view_of(nodes: Iterable[tuple[Iri, Node]]) -> View:
    """The view of nodes that come in their order, each a mapping from predicate (`dip:status`) to values.

    Raises ValueError where offsets are no numbers.
    """
    articles, actors, events, reports = {}, {}, {}, []
    for iri, node in nodes:
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


def _nodes(path: Path) -> Iterator[tuple[Iri, Node]]:
    """The nodes of a graph file in their order, each given away: a view of it is all that is kept."""
    import pyoxigraph as ox

    found: dict[Iri, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    short = {long: name for name, long in PREFIXES.items()}
    iri_of = cache(Iri)  # one object for each address, however often it comes

    @cache
    def name_of(predicate: str) -> str:
        cut = max(predicate.rfind("#"), predicate.rfind("/")) + 1
        return f"{short.get(predicate[:cut], predicate[:cut])}:{predicate[cut:]}"

    form = rdf_format(path)
    try:
        for subject, predicate, term, _ in ox.parse(path=path, format=form):
            value = iri_of(term.value) if isinstance(term, ox.NamedNode) else str(getattr(term, "value", term))
            found[iri_of(getattr(subject, "value", ""))][name_of(predicate.value)].append(value)
    except (OSError, SyntaxError, ValueError) as error:
        raise GraphError(f"{path}: not a graph that can be read: {error}") from None
    for iri in sorted(found):
        yield iri, {name: tuple(sorted(set(values))) for name, values in found.pop(iri).items()}


def rdf_format(path: Path) -> RdfFormat:
    """The format of an RDF file by its ending, Turtle where that tells nothing.

    Raises GraphError for RDF/XML: a page of nested entities unfolds there until the memory is full.
    """
    import pyoxigraph as ox

    form = ox.RdfFormat.from_extension(path.suffix.lstrip(".")) or ox.RdfFormat.TURTLE
    if form == ox.RdfFormat.RDF_XML:
        raise GraphError(f"{path}: RDF/XML is not read: save it as Turtle")
    return form


def _one(node: Node, name: str) -> str:
    return next(iter(node.get(name, ())), "")


def _number(iri: Iri, node: Node, name: str) -> int:
    told = _one(node, name) or "0"
    if not _NUMBER.fullmatch(told):
        raise ValueError(f"{iri.name}: {name} is '{told[:20]}', which is no number of characters")
    return int(told)


def _iris(node: Node, name: str) -> tuple[Iri, ...]:
    return tuple(value for value in node.get(name, ()) if isinstance(value, Iri))


def _names(node: Node, name: str) -> tuple[str, ...]:
    return tuple(value.name for value in _iris(node, name))


def _slots(node: Node) -> Slots:
    found = {name.removeprefix("dip:"): values for name, values in node.items() if name.startswith("dip:")}
    return {name: found[name] for name in sorted(found) if name not in _NO_SLOT}


def _article(iri: Iri, node: Node) -> ArticleNode:
    names = ("schema:headline", "schema:publisher", "schema:datePublished", "schema:url", "dip:inferredDate")
    title, publisher, published, url, inferred = (_one(node, name) for name in names)
    source = next(iter(_iris(node, "dip:copyOf")), iri)
    identity = _one(node, "dcterms:identifier") or iri.name
    return ArticleNode(iri, identity, title, publisher, published, url, source, inferred)


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
        start=_number(iri, node, "dip:start"),
        end=_number(iri, node, "dip:end"),
        quote=_one(node, "dip:quote"),
        status=next(iter(_names(node, "dip:status")), ""),
        as_of=_one(node, "dip:asOf"),
        attributed_to=next(iter(_iris(node, "dip:attributedTo")), None),
        attribution=_one(node, "dip:attribution"),
        confidence=_one(node, "dip:confidence"),
        inferred=_names(node, "dip:inferred"),
        reasons=node.get("dip:reason", ()),
        near_miss=next(iter(_iris(node, "dip:nearMiss")), None),
        apart=node.get("dip:apartReason", ()),
        slots=_slots(node),
        words=tuple(_words(_one(node, "dip:words"))),
    )


def _words(written: str) -> Iterator[tuple[str, int, int]]:
    """The slots and offsets of `date 62-70, place 74-86`."""
    for slot, start, end in _WORDS.findall(written):
        yield slot, int(start), int(end)
