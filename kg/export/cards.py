"""What the explorer shows of one event: its facts, where sources differ, what became of it, and every report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg.views.labels import spoken
from kg.views.marking import pieces
from kg.views.nodes import EventNode, Iri, ReportNode, View

Numbers = Mapping[Iri, int]  # of the actors, in the page's list of them
NOBODY = -1  # stands for the number of what is no actor: a date, a product


Passage = tuple[ReportNode, ...]  # the reports of one passage: two of its sentences may tell the same event


def card(view: View, event: EventNode, actors: Numbers) -> dict[str, Any]:
    """The card of an event; its passages are counted from 0 in the order in which they were told."""
    passages = _passages(view.reports_on(event.iri))
    return {
        "iri": event.iri,
        "confidence": event.confidence,
        "facts": [
            (spoken(slot), [(view.label(value), _number(actors, value)) for value in values])
            for slot, values in event.slots.items()
        ],
        "disputes": [(spoken(slot), list(_sides(view, event, slot, passages))) for slot in event.disputed],
        "history": list(_history(view, view.reports_on(event.iri))),
        "reports": [_told(view, passage) for passage in passages],
    }


def _number(actors: Numbers, value: str) -> int:
    return actors.get(value, NOBODY) if isinstance(value, Iri) else NOBODY


def _passages(reports: Iterable[ReportNode]) -> list[Passage]:
    found: dict[tuple[object, ...], list[ReportNode]] = {}
    for report in reports:
        said_by = report.attributed_to, report.attribution
        found.setdefault((report.article, report.start, report.end, report.as_of, *said_by), []).append(report)
    return [tuple(passage) for passage in found.values()]


def _sides(
    view: View, event: EventNode, slot: str, passages: Sequence[Passage]
) -> Iterator[tuple[str, bool, list[int]]]:
    """Each value that is told, whether the event carries it, and the passages that tell it; the event's own first."""
    told: dict[tuple[str, ...], dict[int, None]] = {}
    for number, passage in enumerate(passages):
        for report in passage:
            if slot in report.slots:
                told.setdefault(report.slots[slot], {})[number] = None
    for values in sorted(told, key=lambda values: (values != event.slots.get(slot), list(told[values]))):
        yield ", ".join(map(view.label, values)), values == event.slots.get(slot), list(told[values])


def _history(view: View, reports: Iterable[ReportNode]) -> Iterator[tuple[str, str, list[str]]]:
    """When the event was told to stand how, and by which outlets."""
    steps: dict[tuple[str, str], dict[str, None]] = {}
    for report in reports:
        if report.status:
            steps.setdefault((view.told(report), report.status), {})[view.outlet(report.article)] = None
    for (day, status), outlets in steps.items():
        yield day, status, list(outlets)


def _told(view: View, passage: Passage) -> dict[str, Any]:
    """One passage as the card shows it, with what all its reports say."""
    first = passage[0]
    article = view.articles.get(first.article)
    words = [given for report in passage for given in report.words]
    return {
        "outlet": view.outlet(first.article),
        "date": view.published(first),
        "article": article.id if article else first.article.name,
        "url": article.url if article else "",
        "quote": [(text, ", ".join(map(spoken, slots))) for text, slots in pieces(first.quote, first.start, words)],
        "start": first.start,
        "end": first.end,
        "asOf": first.as_of,
        "saidBy": view.label(first.attributed_to) if first.attributed_to else first.attribution,
        "confidence": max(report.confidence for report in passage),
        "facts": list(dict.fromkeys(fact for report in passage for fact in _facts(view, report))),
        "reasons": list(dict.fromkeys(reason for report in passage for reason in report.reasons)),
    }


def _facts(view: View, report: ReportNode) -> Iterator[tuple[str, str, bool]]:
    """Slots in words with their values in words, and whether they are inferred."""
    for slot, values in report.slots.items():
        yield spoken(slot), ", ".join(map(view.label, values)), slot in report.inferred
