"""World -> RDF: the only writer of triples.

Four kinds of node: articles, actors (and places), events, reports. Plain triples, flat IRIs, no blank nodes: the only
shape that every store and library tried here reads unchanged.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from rdflib import Graph, Literal, URIRef
from rigour.text.translit import ascii_text

from kg.defaults import DEFAULT_BASE_IRI
from kg.graph.terms import Mint, date_type, literal, value_of
from kg.graph.turtle import Triple, blocks, header
from kg.graph.wording import event_label
from kg.periods import Period, period
from kg.records import Actor, Article, Event, Fact, Kind, Report, World
from kg.vocab import (
    DCTERMS,
    DIP,
    NAMESPACE,
    OWL,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    WIKIDATA,
    XSD,
    event_type,
)

PREFIXES = MappingProxyType(
    {
        "dcterms": str(DCTERMS),
        "dip": NAMESPACE,
        "owl": str(OWL),
        "rdfs": str(RDFS),
        "schema": str(SCHEMA),
        "skos": str(SKOS),
        "wd": WIKIDATA,
        "xsd": str(XSD),
    }
)
_CLASSES = MappingProxyType(
    {
        Kind.PERSON: DIP.Person,
        Kind.ORGANIZATION: DIP.Organization,
        Kind.COUNTRY: DIP.Country,
        Kind.PLACE: DIP.Place,
    }
)
_INITIAL = re.compile(r"\b(\w)\.(?: (?=\w\.))?")  # with the blank before the next one: "K. P."


@dataclass(frozen=True, slots=True)
class TurtleGraph:
    """A graph as it is written, at a twentieth of the memory of its triples.

    `header` has the prefixes, `blocks` for each node, by its IRI and sorted, what the graph tells of it.
    """

    header: str
    blocks: Mapping[str, str]

    def pieces(self) -> Iterator[str]:
        """The whole of it, a node at a time."""
        yield self.header
        yield from self.blocks.values()

    def text(self) -> str:
        """The whole of it."""
        return "".join(self.pieces())

    def part(self, nodes: Iterable[str]) -> TurtleGraph:
        """What it tells of these nodes."""
        return TurtleGraph(self.header, {node: self.blocks[node] for node in sorted(nodes)})


def turtle_graph(world: World, *, base_iri: str = DEFAULT_BASE_IRI) -> TurtleGraph:
    """The graph of everything that was resolved, as text: the same bytes on every machine."""
    prefixes, told = {**PREFIXES, "id": base_iri}, dict[str, str]()
    for node, block in blocks(triples(world, base_iri=base_iri), prefixes):
        told[node] = told.get(node, "") + block
    return TurtleGraph(header(prefixes), dict(sorted(told.items())))


def build_graph(world: World, *, base_iri: str = DEFAULT_BASE_IRI) -> Graph:
    """The graph of everything that was resolved, as rdflib holds it."""
    graph = Graph(bind_namespaces="none")
    for prefix, iri in {**PREFIXES, "id": base_iri}.items():
        graph.bind(prefix, iri)
    for triple in triples(world, base_iri=base_iri):
        graph.add(triple)
    return graph


def triples(world: World, *, base_iri: str = DEFAULT_BASE_IRI) -> Iterator[Triple]:
    """The triples of everything that was resolved, all of one node together."""
    mint = Mint(base_iri)
    names, reported = {actor.id: actor.name for actor in world.actors}, _reported_names(world)
    originals, days = _originals(world), dict(world.inferred_days)
    for article in world.articles:
        yield from _article(article, mint)
        yield from ((mint.article(article.id), DIP.copyOf, mint.article(one)) for one in originals[article.id])
        if day := days.get(article.id):
            yield mint.article(article.id), DIP.inferredDate, literal(day, date_type(day))
    for actor in world.actors:
        yield from _actor(actor, mint)
        if actor.kind is Kind.PERSON:
            yield from _renaming(actor, reported[actor.id], mint)
    yield from _other_countries(world, mint)
    for event in world.events:
        yield from _event(event, names, mint)
    for report in world.reports:
        yield from _report(report, mint)


def interval(event: Event) -> tuple[str | None, str | None]:
    """The earliest day on which an event may have begun, the latest on which it may have ended.

    From the dates as exact as given: 2025-07 begins on 2025-07-01 and ends on 2025-07-31. What is planned, cancelled or
    denied keeps the days on which it was to be. A duty or truce of which only the announcement is dated cannot have
    begun before that, unless it is said to have ended before.
    """
    kind = event_type(event.kind)
    begin, end = _dated(event, kind.begins[:1]), _dated(event, kind.ends)
    if begin is None:
        begin = _dated(event, kind.begins[1:])
        begin = None if begin and end and begin.first > end.last else begin
    return _iso(begin.first) if begin else None, _iso(end.last) if end else None


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _dated(event: Event, slots: Iterable[str]) -> Period | None:
    """The days of the first of these slots that has a value; of several values all days between them."""
    for slot in slots:
        found = [days for fact in event.facts if fact.slot == slot and (days := _days(fact.value))]
        if found:
            return Period(min(days.first for days in found), max(days.last for days in found))
    return None


def _days(iso: str) -> Period | None:
    try:
        return period(iso)
    except ValueError:  # "2025-02-30": the shapes will name it
        return None


def _article(article: Article, mint: Mint) -> Iterator[Triple]:
    node = mint.article(article.id)
    yield node, RDF.type, DIP.Article
    yield node, DCTERMS.identifier, literal(article.id)
    yield node, DIP.sha256, literal(article.sha256)
    if article.title:
        yield node, SCHEMA.headline, literal(article.title)
    if article.publisher:
        yield node, SCHEMA.publisher, literal(article.publisher)
    if article.published:
        yield node, SCHEMA.datePublished, literal(article.published, date_type(article.published))
    if article.url:
        yield node, SCHEMA.url, literal(article.url, XSD.anyURI)


def _originals(world: World) -> Mapping[str, list[str]]:
    """Which articles an article repeats, of those that are in the graph."""
    there, found = {article.id for article in world.articles}, defaultdict[str, list[str]](list)
    for copy, original in world.copies:
        if original in there:
            found[copy].append(original)
    return found


def _actor(actor: Actor, mint: Mint) -> Iterator[Triple]:
    node = mint(actor.id)
    yield node, RDF.type, _CLASSES[actor.kind]
    yield node, RDFS.label, literal(actor.name)
    for form in sorted(_other_forms(actor)):
        yield node, SKOS.altLabel, literal(form)
    for whom in actor.represents:
        yield node, DIP.represents, mint(whom)
    if actor.title:
        yield node, DIP.title, literal(actor.title)
    if actor.iso2:
        yield node, DIP.iso2, literal(actor.iso2)
    if actor.country:
        yield node, DIP.country, mint(_country_id(actor.country))
    if actor.wikidata:
        yield node, OWL.sameAs, URIRef(WIKIDATA + actor.wikidata)


def _other_forms(actor: Actor) -> set[str]:
    """What else the actor is called, and how one types it: `Turkiye`, `Dang Quoc Thinh`, `KP Sharma Oli`."""
    names = {form for name in (actor.name, *actor.forms) for form in (name, ascii_text(name))}
    return (names | {_without_dots(name) for name in names}) - {actor.name, ""}


def _without_dots(name: str) -> str:
    """A name with its initials as one types them.

    >>> _without_dots("K. P. Sharma Oli"), _without_dots("George W. Bush"), _without_dots("U.N.")
    ('KP Sharma Oli', 'George W Bush', 'UN')
    """
    return _INITIAL.sub(r"\1", name)


def _reported_names(world: World) -> dict[str, set[str]]:
    """The names that the reports give each person."""
    found: dict[str, set[str]] = defaultdict(set)
    for report in world.reports:
        found[report.about].update(fact.value for fact in report.facts if fact.slot == "name")
    return found


def _renaming(person: Actor, reported: set[str], mint: Mint) -> Iterator[Triple]:
    """The reported name of a person whose name is somebody's decision (`kg decide rename`)."""
    old = sorted(reported.intersection(person.forms))
    if old and person.name not in reported:
        yield mint(person.id), DIP.renamedFrom, literal(old[0])


def _other_countries(world: World, mint: Mint) -> Iterator[Triple]:
    """Countries that only a place lies in: no article names them, so that their code is their label."""
    there = {actor.id for actor in world.actors}
    codes = {_country_id(actor.country).removeprefix("country-") for actor in world.actors if actor.country}
    for code in sorted(codes):
        if _country_id(code) not in there:
            node = mint(_country_id(code))
            yield node, RDF.type, DIP.Country
            yield node, RDFS.label, literal(code)
            yield node, DIP.iso2, literal(code)


def _country_id(country: str) -> str:
    return country if country.startswith("country-") else f"country-{country}"


def _event(event: Event, names: dict[str, str], mint: Mint) -> Iterator[Triple]:
    node, kind = mint(event.id), event_type(event.kind)
    yield node, RDF.type, kind.iri
    yield node, RDFS.label, literal(event_label(event, names))
    yield node, DIP.status, value_of("status", event.status, mint)
    yield node, DIP.confidence, _confidence(event.confidence)
    yield from _facts(node, event.facts, mint)
    for side in event.sides:
        yield node, DIP.side, mint(side)
    for article in event.articles:
        yield node, DIP.reportedIn, mint.article(article)
    for slot in event.disputed:
        yield node, DIP.disputed, value_of("disputed", slot, mint)
    coding = kind.coding(event.status)
    for term, code in ((DIP.plover, coding and coding.plover), (DIP.cameo, coding and coding.cameo)):
        if code:
            yield node, term, literal(code)
    for term, day in zip((DIP.onOrAfter, DIP.onOrBefore), interval(event), strict=True):
        if day:
            yield node, term, literal(day, XSD.date)


def _report(report: Report, mint: Mint) -> Iterator[Triple]:
    node = mint(report.id)
    yield node, RDF.type, DIP.Report
    yield node, DIP.about, mint(report.about)
    yield node, DIP.article, mint.article(report.article)
    yield node, DIP.start, literal(str(report.span.start), XSD.integer)
    yield node, DIP.end, literal(str(report.span.end), XSD.integer)
    yield node, DIP.quote, literal(report.quote)
    yield node, DIP.confidence, _confidence(report.confidence)
    yield from _facts(node, report.facts, mint)
    yield from _telling(report, node, mint)
    if report.words:
        told = (f"{words.slot} {words.span.start}-{words.span.end}" for words in report.words)
        yield node, DIP.words, literal(", ".join(told))


def _telling(report: Report, node: URIRef, mint: Mint) -> Iterator[Triple]:
    """Who tells it, how far it has come, and what the passage only implies."""
    if report.status:
        yield node, DIP.status, value_of("status", report.status, mint)
    if report.as_of:
        yield node, DIP.asOf, value_of("asOf", report.as_of, mint)
    if report.attributed_to:
        yield node, DIP.attributedTo, mint(report.attributed_to)
    if report.attribution:
        yield node, DIP.attribution, literal(report.attribution)
    for slot in report.inferred:
        yield node, DIP.inferred, value_of("inferred", slot, mint)
    for score in report.reasons:
        yield node, DIP.reason, literal(f"{score.reason} ({score.value:.2f})")
    if report.near_miss:
        yield node, DIP.nearMiss, mint(report.near_miss)
    for score in report.apart:
        yield node, DIP.apartReason, literal(f"{score.reason} ({score.value:.2f})")


def _facts(node: URIRef, facts: Iterable[Fact], mint: Mint) -> Iterator[Triple]:
    for fact in facts:
        yield node, DIP[fact.slot], value_of(fact.slot, fact.value, mint)


def _confidence(chance: float) -> Literal:
    return literal(f"{chance:.2f}", XSD.decimal)
