"""Events as a table: one row each, for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator

from kg.views.nodes import EventNode, Iri, View
from kg.views.printing import csv_text, harmless

_FIRST = ("id", "type", "status", "what", "earliest", "latest")
_LAST = ("disputed", "confidence", "sources", "outlets", "articles", "iri")
BETWEEN = "|"  # joins several values of one cell


def events_csv(view: View) -> str:
    """One row per event in order of time: label, status, every slot, where sources differ, and who reports it."""
    slots = sorted({name for event in view.events.values() for name in event.slots})
    columns = (*_FIRST, *slots, *_LAST)
    rows = ([harmless(cell) for cell in _row(view, event, slots)] for event in _in_time(view))
    return csv_text(columns, rows)


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
