"""Which events of a graph are wanted: by time, type, actor and status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.views.nodes import EventNode, Iri, ReportNode, View


@dataclass(frozen=True, slots=True)
class Selection:
    """What narrows a view; empty parts let everything through.

    `since` and `until` are ISO days, `actors` addresses: an event is an actor's where the actor, or somebody who
    represents it, stands in one of its slots or on one of its sides.
    """

    since: str = ""
    until: str = ""
    types: tuple[str, ...] = ()
    actors: tuple[Iri, ...] = ()
    statuses: tuple[str, ...] = ()

    def wants(self, event: EventNode) -> bool:
        """True where the event is to be kept; one without a date is not when time is asked for."""
        if self.types and event.kind.casefold() not in {kind.casefold() for kind in self.types}:
            return False
        if self.statuses and event.status.casefold() not in {status.casefold() for status in self.statuses}:
            return False
        if self.actors and not set(self.actors) & {*event.actors, *event.sides}:
            return False
        return self._in_time(event)

    def _in_time(self, event: EventNode) -> bool:
        if (self.since or self.until) and not (event.earliest or event.latest):
            return False
        started = not self.until or not event.earliest or event.earliest <= self.until
        return started and (not self.since or not event.latest or event.latest >= self.since)


EVERYTHING = Selection()


def select(view: View, selection: Selection) -> View:
    """The view with the wanted events, and of the rest what they stand on: their reports, articles and actors."""
    if selection == EVERYTHING:
        return view
    events = {iri: event for iri, event in view.events.items() if selection.wants(event)}
    told = [report for report in view.reports if report.about in events]
    actors = set(_actors(view, events.values(), told))
    reports = tuple(report for report in view.reports if report.about in events or report.about in actors)
    articles = {a for event in events.values() for a in event.articles} | {r.article for r in reports}
    return View(
        {iri: article for iri, article in view.articles.items() if iri in articles},
        {iri: actor for iri, actor in view.actors.items() if iri in actors},
        events,
        reports,
    )


def _actors(view: View, events: Iterable[EventNode], reports: Iterable[ReportNode]) -> Iterator[Iri]:
    """Who and what the events and reports name, and whom or where these belong to."""
    named = [iri for event in events for iri in (*event.actors, *event.sides)]
    for report in reports:
        named += [value for values in report.slots.values() for value in values if isinstance(value, Iri)]
        named += [report.attributed_to] if report.attributed_to else []
    for iri in dict.fromkeys(named):
        if actor := view.actors.get(iri):
            yield from (iri, *actor.represents, *([actor.country] if actor.country else []))
