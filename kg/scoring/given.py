"""Given: what a built graph says that each article says, read from its reports alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rdflib import DCTERMS, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from kg.records import Slot
from kg.scoring.agreement import plain_name
from kg.scoring.gold import Gold, GoldArticle
from kg.vocab import DIP, NAMESPACE, local_name

Names = frozenset[str]  # all strings by which the graph knows one value
LATEST = "9999"  # a status without `asOf` holds as of publication: it is later than any background
_ISO2 = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class GivenReport:
    """One report: the passage, what it states and how sure it is."""

    id: str
    article: str
    about: URIRef
    span: tuple[int, int]
    quote: str
    confidence: float
    as_of: str
    statuses: tuple[str, ...]
    facts: tuple[tuple[str, Names], ...]


@dataclass(slots=True)
class GivenEvent:
    """What all reports of one article say about one event."""

    article: str
    event: str
    kind: str
    status: str | None = None
    slots: dict[str, list[Names]] = field(default_factory=dict)
    reports: list[GivenReport] = field(default_factory=list)

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where the article tells of it."""
        return tuple(report.span for report in self.reports)


@dataclass(frozen=True, slots=True)
class GivenPerson:
    """What the reports of one article say about one person; `node` is the person's IRI."""

    article: str
    node: str
    names: Names
    represents: Names
    titles: Names


@dataclass(frozen=True, slots=True)
class Given:
    """Everything that a graph says of the articles of a gold folder."""

    events: tuple[GivenEvent, ...]
    persons: tuple[GivenPerson, ...]
    exact_quotes: float
    triples: int
    reports: int
    counted: int


def read_given(graph: Graph, gold: Gold, *, slots: Mapping[str, Slot], kinds: Collection[str]) -> Given:
    """What the graph's reports say of the gold's articles; other articles are passed over."""
    reports = [_read_report(graph, node, slots) for node in _report_nodes(graph)]
    counted = [report for report in reports if report is not None and report.article in gold.texts]
    event_kinds = dict(_kinds_of_events(graph, kinds))
    events = _events(counted, event_kinds)
    for event in events:
        _tidy(event, gold, slots)
    persons = _persons(graph, [report for report in counted if report.about not in event_kinds])
    exact = sum(gold.texts[r.article][r.span[0] : r.span[1]] == r.quote for r in counted)
    share = exact / len(counted) if counted else 0.0
    return Given(tuple(events), tuple(persons), share, len(graph), len(reports), len(counted))


def _report_nodes(graph: Graph) -> list[Node]:
    """The reports in the order of their passages."""
    nodes = graph.subjects(RDF.type, DIP.Report)
    return sorted(nodes, key=lambda node: (_number(graph.value(node, DIP.start)), str(node)))


def _kinds_of_events(graph: Graph, kinds: Iterable[str]) -> Iterator[tuple[Node, str]]:
    for kind in kinds:
        for node in graph.subjects(RDF.type, DIP[kind]):
            yield node, kind


def _read_report(graph: Graph, node: Node, slots: Mapping[str, Slot]) -> GivenReport | None:
    article, about = graph.value(node, DIP.article), graph.value(node, DIP.about)
    identifier = graph.value(article, DCTERMS.identifier) if article is not None else None
    if identifier is None or not isinstance(about, URIRef):
        return None
    return GivenReport(
        id=str(node),
        article=str(identifier),
        about=about,
        span=(int(_number(graph.value(node, DIP.start))), int(_number(graph.value(node, DIP.end)))),
        quote=str(graph.value(node, DIP.quote)),
        confidence=_number(graph.value(node, DIP.confidence)),
        as_of=str(graph.value(node, DIP.asOf) or LATEST),
        statuses=tuple(local_name(status) for status in graph.objects(node, DIP.status)),
        facts=tuple(_facts(graph, node, slots)),
    )


def _facts(graph: Graph, node: Node, slots: Mapping[str, Slot]) -> Iterator[tuple[str, Names]]:
    """Slots with their values, each by all its names."""
    inferred = set(graph.objects(node, DIP.inferred))
    for predicate, value in graph.predicate_objects(node):
        slot = local_name(predicate)
        if slot not in slots or predicate != DIP[slot]:
            continue
        names = _names(graph, value)
        if (
            predicate in inferred
        ):  # "China's foreign minister", known from elsewhere as a person, still stands for China
            names = names.union(*(_names(graph, country) for country in graph.objects(value, DIP.represents)))
        yield slot, names


def _names(graph: Graph, value: Node) -> Names:
    if isinstance(value, Literal):
        return frozenset({str(value)})
    if str(value).startswith(NAMESPACE):
        return frozenset({str(value).removeprefix(NAMESPACE)})
    properties = (RDFS.label, SKOS.prefLabel, SKOS.altLabel, DIP.iso2)
    found = frozenset(str(name) for p in properties for name in graph.objects(value, p))
    return found or frozenset({local_name(value)})


def _events(reports: Iterable[GivenReport], kinds: Mapping[Node, str]) -> list[GivenEvent]:
    """The reports put together by article and event, in the order in which the events come up."""
    events: dict[tuple[str, URIRef], GivenEvent] = {}
    for report in reports:
        if report.about in kinds:
            fresh = GivenEvent(report.article, str(report.about), kinds[report.about])
            _add(events.setdefault((report.article, report.about), fresh), report)
    for event in events.values():
        event.status = _latest_status(event.reports)
    return list(events.values())


def _add(event: GivenEvent, report: GivenReport) -> None:
    event.reports.append(report)
    for slot, names in report.facts:
        values = event.slots.setdefault(slot, [])
        if names not in values:
            values.append(names)


def _latest_status(reports: Iterable[GivenReport]) -> str | None:
    """The status of the latest `asOf`, then of the surest report, then of the last in the text."""
    ranked = [(r.as_of, r.confidence, float(r.span[0]), status) for r in reports for status in r.statuses]
    return max(ranked)[3] if ranked else None


def _persons(graph: Graph, reports: Iterable[GivenReport]) -> Iterator[GivenPerson]:
    found: dict[tuple[str, URIRef], list[GivenReport]] = {}
    for report in reports:
        if (report.about, RDF.type, DIP.Person) in graph:
            found.setdefault((report.article, report.about), []).append(report)
    for (article, person), theirs in sorted(found.items(), key=lambda item: item[0][0]):
        told = _told_of(graph, theirs)
        yield GivenPerson(article, str(person), _names(graph, person), told("represents"), told("title"))


def _told_of(graph: Graph, reports: Iterable[GivenReport]) -> Callable[[str], Names]:
    def told(slot: str) -> Names:
        values = [value for report in reports for value in graph.objects(URIRef(report.id), DIP[slot])]
        return frozenset().union(*(_names(graph, value) for value in values))

    return told


def _tidy(event: GivenEvent, gold: Gold, slots: Mapping[str, Slot]) -> None:
    """Void a node that answers to everybody's name; of two dates that agree keep the more exact."""
    article = next(article for article in gold.articles if article.id == event.article)
    known = _known_actors(article, slots)
    for slot, values in event.slots.items():
        if slots[slot].kind == "actor":
            event.slots[slot] = [frozenset() if _is_everybody(names, known) else names for names in values]
        elif slots[slot].kind == "date":
            every = {date for names in values for date in names}
            event.slots[slot] = [names for names in values if not _is_coarser(names, every)]


def _known_actors(article: GoldArticle, slots: Mapping[str, Slot]) -> frozenset[str]:
    actors = {
        value
        for event in article.events
        if not event.optional
        for slot, values in event.slots.items()
        if slot in slots and slots[slot].kind == "actor"
        for value in values
    }
    return frozenset(actors | {person.name for person in article.persons})


def _is_everybody(names: Names, known: Collection[str]) -> bool:
    plain = {plain_name(name) for name in names}
    codes = sum(bool(_ISO2.fullmatch(name)) for name in names)
    return codes > 2 or sum(actor in names or plain_name(actor) in plain for actor in known) > 2


def _is_coarser(names: Names, every: Collection[str]) -> bool:
    return any(other != date and other.startswith(date) for date in names for other in every)


def _number(term: object) -> float:
    try:
        return float(str(term))
    except ValueError:
        return 0.0
