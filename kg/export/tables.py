"""The graph as tables, for spreadsheets: events, actors, articles or reports, one row each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.views.nodes import EventNode, Iri, ReportNode, View
from kg.views.printing import csv_text

_FIRST = ("id", "type", "status", "what", "earliest", "latest")
_LAST = ("disputed", "confidence", "sources", "outlets", "articles", "iri")
BETWEEN = "|"  # joins several values of one cell


def events_csv(view: View) -> str:
    """One row per event in order of time: label, status, every slot, where sources differ, and who reports it."""
    slots = sorted({name for event in view.events.values() for name in event.slots})
    columns = (*_FIRST, *slots, *_LAST)
    rows = (tuple(_row(view, event, slots)) for event in _in_time(view))
    return csv_text(columns, rows)


def actors_csv(view: View) -> str:
    """One row per person, organisation, country and place."""
    columns = ("id", "type", "name", "forms", "title", "represents", "iso2", "country", "events", "iri")
    events = Counter(actor for event in view.events.values() for actor in {*event.actors, *event.sides})
    rows = (
        (actor.iri.name, actor.kind, actor.label, BETWEEN.join(actor.forms[1:]), actor.title)
        + (BETWEEN.join(map(view.label, actor.represents)), actor.iso2)
        + (view.label(actor.country) if actor.country else "", str(events[actor.iri]), actor.iri)
        for actor in view.actors.values()
    )
    return csv_text(columns, rows)


def articles_csv(view: View) -> str:
    """One row per article."""
    columns = ("id", "title", "publisher", "published", "url", "source", "iri")
    rows = ((a.id, a.title, a.publisher, a.published, a.url, a.source.name, a.iri) for a in view.articles.values())
    return csv_text(columns, rows)


def reports_csv(view: View) -> str:
    """One row per report: what one passage of one article says, slot by slot."""
    slots = sorted({name for report in view.reports for name in report.slots})
    columns = ("id", "about", "article", "outlet", "told", "start", "end", "quote", "status", *slots)
    columns += ("attributed", "inferred", "confidence", "iri")
    rows = (tuple(_report_row(view, report, slots)) for report in view.reports)
    return csv_text(columns, rows)


def _report_row(view: View, report: ReportNode, slots: list[str]) -> Iterator[str]:
    article = view.articles.get(report.article)
    yield from (report.iri.name, report.about.name, article.id if article else report.article.name)
    yield from (view.outlet(report.article), view.told(report), str(report.start), str(report.end))
    yield from (report.quote, report.status)
    for slot in slots:
        yield BETWEEN.join(_named(view, value) for value in report.slots.get(slot, ()))
    yield view.label(report.attributed_to) if report.attributed_to else report.attribution
    yield from (BETWEEN.join(report.inferred), report.confidence, report.iri)


TABLES = {"events": events_csv, "actors": actors_csv, "articles": articles_csv, "reports": reports_csv}


def _in_time(view: View) -> Iterator[EventNode]:
    yield from sorted(view.events.values(), key=lambda event: (event.earliest or "9999", event.iri))


def _row(view: View, event: EventNode, slots: list[str]) -> Iterator[str]:
    yield from (event.iri.name, event.kind, event.status, event.label, event.earliest, event.latest)
    for slot in slots:
        yield BETWEEN.join(_named(view, value) for value in event.slots.get(slot, ()))
    outlets = dict.fromkeys(view.outlet(article) for article in event.articles)
    articles = [view.articles[a].id for a in event.articles if a in view.articles]
    yield from (BETWEEN.join(event.disputed), event.confidence, str(view.independent(event.articles)))
    yield from (BETWEEN.join(outlets), BETWEEN.join(articles), event.iri)


def _named(view: View, value: str) -> str:
    """A value in words; concepts keep their name (`inPerson`), which programs look for."""
    is_concept = isinstance(value, Iri) and value not in view.actors and value not in view.events
    return value.name if isinstance(value, Iri) and is_concept else view.label(value)
