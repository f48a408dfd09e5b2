"""Pairs of reports of which the program is not sure whether they tell one event, for people to decide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from kg.views.nodes import Iri, ReportNode, View

GREY = (0.2, 0.8)  # chances between which people are asked
_CHANCE = re.compile(r"^taken together \((\d\.\d\d)\)$")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two reports, whether they are taken for one event, the chance that they are, and how much hangs on it."""

    left: ReportNode
    right: ReportNode
    is_merged: bool
    chance: float
    links: int  # pairs of articles that would be joined or parted

    @property
    def weight(self) -> float:
        """How much there is to gain by asking: pairs of articles, more where the chance is near one half."""
        return self.links * (1 - abs(2 * self.chance - 1))


def doubts(view: View) -> tuple[Doubt, ...]:
    """The pairs in the grey zone, those on which most hangs first; each pair of events once."""
    found: dict[frozenset[Iri], Doubt] = {}
    for doubt in (*_merged(view), *_kept_apart(view)):
        pair = frozenset(
            (doubt.left.iri, doubt.right.iri) if doubt.is_merged else (doubt.left.about, doubt.right.about)
        )
        if pair not in found or found[pair].chance < doubt.chance:
            found[pair] = doubt
    return tuple(sorted(found.values(), key=lambda one: (-one.weight, one.left.iri, one.right.iri)))


def _merged(view: View) -> Iterator[Doubt]:
    """Reports that were merged with the first one of their event, and none too surely."""
    for event in view.events.values():
        reports = view.reports_on(event.iri)
        for first, report in product(reports[:1], reports[1:]):
            chance = _chance(report.reasons)
            if chance is not None and report.article != first.article:
                yield Doubt(report, first, True, chance, len(event.articles) - 1)


def _kept_apart(view: View) -> Iterator[Doubt]:
    """Reports that were nearly merged with those of another event."""
    for report in view.reports:
        chance = _chance(report.apart)
        told = view.events.get(report.about)
        event = view.events.get(report.near_miss) if report.near_miss else None
        if chance is not None and told is not None and event is not None:
            elsewhere = [other for other in view.reports_on(event.iri) if other.article != report.article]
            likest = sorted(elsewhere, key=lambda other: other.near_miss != told.iri)  # the two name each other
            links = len(told.articles) * len(event.articles)
            yield from (Doubt(report, other, False, chance, links) for other in likest[:1])


def _chance(reasons: tuple[str, ...]) -> float | None:
    """The chance told among the reasons, where it lies in the grey zone."""
    told = (float(match[1]) for reason in reasons if (match := _CHANCE.match(reason)))
    return next((chance for chance in told if GREY[0] <= chance <= GREY[1]), None)
