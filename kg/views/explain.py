"""What `kg why` prints: a thing, its merged facts, and every report behind it."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import asdict
from textwrap import indent
from typing import TypeVar

from kg.views.doubts import Doubt
from kg.views.nodes import ActorNode, EventNode, Iri, ReportNode, View
from kg.views.printing import one_line
from kg.views.reasons import weighed
from kg.views.why import Evidence, events_of, evidence, facts

Value = TypeVar("Value", bound=Hashable)


def explained(view: View, thing: Iri) -> str:
    """A thing and the passages behind it, for people; the reports of one passage and its copies are told together."""
    event, actor = view.events.get(thing), view.actors.get(thing)
    head = [*_event_head(view, event)] if event else [*_actor_head(view, actor)] if actor else []
    reports = evidence(view, thing)
    passages = _passages(reports)
    outlets = len({report.outlet for report in reports if not report.copy_of})
    copies = len({report.article for report in reports if report.copy_of})
    counted = f"{_number(len(passages), 'passage')} by {_number(outlets, 'outlet')}"
    counted += f", repeated by {copies} more" if copies else ""
    return "\n".join([*head, "", counted, *(_passage(n, told) for n, told in enumerate(passages, 1))])


def _passages(reports: Iterable[Evidence]) -> list[list[Evidence]]:
    """The reports of each passage, with those of the same words in a copy of the article."""
    found: dict[tuple[str, int, int], list[Evidence]] = {}
    first: dict[tuple[str, str], tuple[str, int, int]] = {}
    for report in reports:
        place = (report.article, report.start, report.end)
        original = first.setdefault((report.copy_of or report.article, report.quote), place)
        found.setdefault(place if original[0] == report.article else original, []).append(report)
    return list(found.values())


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
    why = weighed(map(view.worded, doubt.left.reasons if doubt.is_merged else doubt.left.apart))
    lines = [_quoted(view, report) for report in (doubt.left, doubt.right)]
    lines += [
        f"{side}: {one_line('; '.join(told))}"
        for side, told in (("for", why.speaks_for), ("against", why.against))
        if told
    ]
    head = f"{verdict} (chance {why.chance} of one), {_number(doubt.links, 'pair')} of articles"
    return f"{head}\n" + indent("\n".join(lines), "   ")


def _quoted(view: View, report: ReportNode) -> str:
    when = ", ".join(part for part in (view.outlet(report.article), view.dated(report)) if part)
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


def _passage(number: int, told: Sequence[Evidence]) -> str:
    """One passage, and what all its reports say together: as sure as the surest, nothing twice."""
    first, sure = told[0], max(report.confidence for report in told)
    when = ", ".join(part for part in (first.outlet, first.date) if part)
    head = f"{number}. {when}  (article {first.article}, characters {first.start}-{first.end}, confidence {sure})"
    lines = [f"“{first.quote}”", "; ".join([*_statuses(told), *_stated(told)])]
    lines += [f"said by {said}" for said in _each(report.said_by for report in told)]
    copies = _each(report.outlet for report in told if report.article != first.article)
    lines += [f"word for word in {', '.join(copies)}"] if copies else []
    lines += _verdicts(told)
    return f"\n{one_line(head)}\n" + indent("\n".join(one_line(line) for line in lines if line), "   ")


def _verdicts(told: Sequence[Evidence]) -> Iterator[str]:
    """Why the passage was merged with others, and which event it was not merged with."""
    for reasons in _each(one.reasons for one in told if one.article == told[0].article):
        chance, speaks_for, against = weighed(reasons)
        yield from _balanced("merged", chance, speaks_for, against)
    for other, reasons in _each((one.near_miss, one.apart) for one in told if one.apart):
        chance, speaks_for, against = weighed(reasons)
        yield from _balanced(f"kept apart from {other}", chance, against, speaks_for)


def _balanced(verdict: str, chance: str, reasons: Sequence[str], others: Sequence[str]) -> Iterator[str]:
    """A verdict with the chance of one event and what speaks for the verdict, and in a second line what does not."""
    head = f"{verdict} (chance {chance} of one event)" if chance else verdict
    yield f"{head}: {'; '.join(reasons)}" if reasons else head
    if others:
        yield f"yet: {'; '.join(others)}"


def _each(values: Iterable[Value]) -> list[Value]:
    """The values that tell something, each once, in order."""
    return [value for value in dict.fromkeys(values) if value]


def _statuses(told: Sequence[Evidence]) -> list[str]:
    phrases = (report.status and report.status + (f" as of {report.as_of}" if report.as_of else "") for report in told)
    found = ", ".join(_each(phrases))
    return [f"status: {found}"] if found else []


def _stated(told: Sequence[Evidence]) -> Iterator[str]:
    """Each slot with all its values; inferred where no report of the passage states it."""
    values: dict[str, list[str]] = {}
    for report in told:
        for slot, value in report.stated:
            values.setdefault(slot, []).append(value)
    for slot, each in values.items():
        inferred = all(slot in report.inferred for report in told if slot in dict(report.stated))
        yield f"{slot}: {', '.join(_each(each))}" + (" (inferred)" if inferred else "")


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
