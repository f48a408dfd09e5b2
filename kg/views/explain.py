"""What `kg why` prints: a thing, its merged facts, and every report behind it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from textwrap import indent

from kg.views.doubts import Doubt
from kg.views.nodes import ActorNode, EventNode, Iri, ReportNode, View
from kg.views.printing import one_line
from kg.views.why import Evidence, events_of, evidence, facts


def explained(view: View, thing: Iri) -> str:
    """A thing and the reports behind it, for people."""
    event, actor = view.events.get(thing), view.actors.get(thing)
    head = [*_event_head(view, event)] if event else [*_actor_head(view, actor)] if actor else []
    reports = evidence(view, thing)
    outlets = len({report.outlet for report in reports})
    counted = f"{_number(len(reports), 'report')} by {_number(outlets, 'outlet')}"
    return "\n".join([*head, "", counted, *(_report(n, report) for n, report in enumerate(reports, 1))])


def explained_json(view: View, thing: Iri) -> str:
    """The same for programs."""
    event = view.events.get(thing)
    told = {"iri": thing, "label": view.label(thing), "facts": dict(facts(view, event)) if event else {}}
    return json.dumps(
        told | {"reports": [asdict(report) for report in evidence(view, thing)]}, ensure_ascii=False, indent=2
    )


def compared(view: View, doubt: Doubt) -> str:
    """Two reports of which it is asked whether they tell one event."""
    verdict = "taken for one event" if doubt.is_merged else "kept apart"
    reasons = doubt.left.reasons if doubt.is_merged else doubt.left.apart
    pair = indent("\n".join(f"{_quoted(view, report)}" for report in (doubt.left, doubt.right)), "   ")
    return f"{verdict}, {_number(doubt.links, 'pair')} of articles\n{pair}\n   {one_line('; '.join(reasons))}"


def _quoted(view: View, report: ReportNode) -> str:
    when = ", ".join(part for part in (view.outlet(report.article), view.published(report) or "undated") if part)
    return f"{one_line(when)}: “{one_line(report.quote)}” [{report.iri.name}]"


def _event_head(view: View, event: EventNode) -> Iterator[str]:
    yield f"{one_line(event.label)}  [{event.iri.name}]"
    for name, value in facts(view, event):
        yield f"  {name}: {one_line(value)}"


def _actor_head(view: View, actor: ActorNode) -> Iterator[str]:
    yield f"{one_line(actor.label)}  [{actor.iri.name}]"
    if others := [form for form in actor.forms if form != actor.label]:
        yield f"  also: {one_line(', '.join(others))}"
    if actor.title or actor.represents:
        yield f"  {one_line(', '.join([actor.title, *map(view.label, actor.represents)]).strip(', '))}"
    yield f"  in {_number(len(events_of(view, actor.iri)), 'event')}"


def _report(number: int, report: Evidence) -> str:
    when = ", ".join(part for part in (report.outlet, report.date or "undated") if part)
    where = f"article {report.article}, characters {report.start}-{report.end}, confidence {report.confidence}"
    head = f"{number}. {when}  ({where})"
    lines = [f"“{one_line(report.quote)}”"]
    status = f"status: {report.status}" + (f" as of {report.as_of}" if report.as_of else "")
    stated = [status] if report.status else []
    stated += [f"{name}: {value}" + (" (inferred)" if name in report.inferred else "") for name, value in report.stated]
    lines += [one_line("; ".join(stated))] if stated else []
    lines += [f"said by {one_line(report.said_by)}"] if report.said_by else []
    lines += [f"merged: {one_line('; '.join(report.reasons))}"] if report.reasons else []
    lines += [f"kept apart from {one_line(report.near_miss)}: {one_line('; '.join(report.apart))}"] * bool(report.apart)
    return f"\n{one_line(head)}\n" + indent("\n".join(lines), "   ")


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
