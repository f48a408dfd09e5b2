"""Why the graph says so: the reports behind a thing, where sources differ, and status over time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.views.labels import spoken
from kg.views.nodes import EventNode, Iri, ReportNode, View

DISPUTE_COLUMNS = ("event", "property", "value", "outlet", "date", "quote", "id")
TIMELINE_COLUMNS = ("date", "status", "event", "outlet", "said by", "quote", "id")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One report as people read it; `copy_of` is the article whose text its article repeats, empty for no copy."""

    outlet: str
    article: str
    copy_of: str
    date: str
    start: int
    end: int
    quote: str
    status: str
    as_of: str
    said_by: str
    confidence: str
    stated: tuple[tuple[str, str], ...]
    inferred: tuple[str, ...]
    reasons: tuple[str, ...]
    near_miss: str
    apart: tuple[str, ...]


def evidence(view: View, thing: Iri) -> tuple[Evidence, ...]:
    """Every report behind an event or person, oldest first.

    For an actor without reports of its own (a country, a place): the reports of the events that name it.
    """
    reports = view.reports_on(thing) or _naming(view, thing)
    return tuple(_evidence(view, report) for report in reports)


def facts(view: View, event: EventNode, *, marked: bool = True) -> Iterator[tuple[str, str]]:
    """The merged facts of an event, each slot in words with its values in words; disputed ones `marked`."""
    yield "type", event.kind
    yield "status", spoken(event.status)
    for slot, values in event.slots.items():
        mark = " (sources differ)" if marked and slot in event.disputed else ""
        yield spoken(slot), ", ".join(view.label(value) for value in values) + mark


def disputes(view: View, events: Iterable[EventNode]) -> tuple[tuple[str, ...], ...]:
    """Where sources differ: a row for each value that an article gives to a disputed property, copies counted.

    The quote is the first passage that gives it.
    """
    rows: dict[tuple[str, ...], list[ReportNode]] = {}
    for event in events:
        for slot in event.disputed:
            for report in view.reports_on(event.iri):
                if values := report.slots.get(slot):
                    said = ", ".join(view.label(value) for value in values)
                    told = event.label, spoken(slot), said, view.source(report.article), event.iri.name
                    rows.setdefault(told, []).append(report)
    return tuple(
        (label, slot, said, _outlets(view, reports), view.dated(reports[0]), reports[0].quote, name)
        for (label, slot, said, _, name), reports in rows.items()
    )


def _outlets(view: View, reports: Sequence[ReportNode]) -> str:
    """The outlet that comes first, and how many articles repeat it: `Harbour Dispatch and 9 copies`."""
    first, copies = reports[0].article, len({report.article for report in reports}) - 1
    counted = f" and {copies} {'copy' if copies == 1 else 'copies'}" if copies else ""
    return view.outlet(first) + counted


def timeline(view: View, events: Iterable[EventNode]) -> tuple[tuple[str, ...], ...]:
    """Status over time: a row for each status that an article tells, by whom it is told, oldest first, copies counted.

    What several passages of an article tell alike stands there once, in the words of the first.
    """
    rows: dict[tuple[str, ...], list[ReportNode]] = {}
    for event in events:
        for report in view.reports_on(event.iri):
            if report.status:
                said = view.label(report.attributed_to) if report.attributed_to else report.attribution
                day, status = view.told(report), spoken(report.status)
                told = day, status, event.label, view.source(report.article), said, event.iri.name
                rows.setdefault(told, []).append(report)
    return tuple(
        (
            reports[0].as_of or view.dated(reports[0]),
            status,
            label,
            _outlets(view, reports),
            said,
            reports[0].quote,
            name,
        )
        for (_, status, label, _, said, name), reports in sorted(rows.items(), key=lambda row: row[0])
    )


def events_of(view: View, thing: Iri | None) -> tuple[EventNode, ...]:
    """The event itself, or those that name the actor or have it on a side; all where no thing is given."""
    if thing is None:
        return tuple(view.events.values())
    if thing in view.events:
        return (view.events[thing],)
    return tuple(event for event in view.events.values() if thing in event.actors or thing in event.sides)


def _naming(view: View, thing: Iri) -> tuple[ReportNode, ...]:
    found = (report for event in events_of(view, thing) for report in view.reports_on(event.iri))
    return tuple(report for report in found if any(thing in values for values in report.slots.values()))


def _id(view: View, article: Iri) -> str:
    found = view.articles.get(article)
    return found.id if found else article.name


def _evidence(view: View, report: ReportNode) -> Evidence:
    source = view.source(report.article)
    return Evidence(
        outlet=view.outlet(report.article),
        article=_id(view, report.article),
        copy_of=_id(view, source) if source != report.article else "",
        date=view.dated(report),
        start=report.start,
        end=report.end,
        quote=report.quote,
        status=spoken(report.status),
        as_of=report.as_of,
        said_by=view.label(report.attributed_to) if report.attributed_to else report.attribution,
        confidence=report.confidence,
        stated=tuple((spoken(s), ", ".join(map(view.label, values))) for s, values in report.slots.items()),
        inferred=tuple(map(spoken, report.inferred)),
        reasons=tuple(map(view.worded, report.reasons)),
        near_miss=f"{view.label(report.near_miss)} [{report.near_miss.name}]" if report.near_miss else "",
        apart=tuple(map(view.worded, report.apart)),
    )
