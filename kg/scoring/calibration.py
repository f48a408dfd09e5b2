"""Calibration: of the reports that claim a confidence of 0.9, are nine of ten right?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.scoring.agreement import Alignment, Judge
from kg.scoring.given import LATEST, GivenReport
from kg.scoring.gold import GoldEvent

BUCKETS = 10  # rows of the calibration table, from 0.0 to 1.0


@dataclass(frozen=True, slots=True)
class Bucket:
    """Reports of one range of confidence: how many, on how many real events, how many right in all they say."""

    low: float
    reports: int
    real: int
    right: int


def calibration(alignment: Alignment, judge: Judge) -> tuple[Bucket, ...]:
    """Per range of confidence: is the reported event real, and is everything right that the report states?"""
    rows = [(report, None) for event in alignment.extra for report in event.reports]
    judged = [(report, gold) for gold, given in alignment.pairs for report in given.reports]
    found: dict[int, list[tuple[GivenReport, GoldEvent | None]]] = defaultdict(list)
    for report, gold in (*rows, *judged):
        found[min(int(report.confidence * BUCKETS), BUCKETS - 1)].append((report, gold))
    return tuple(_bucket(low / BUCKETS, reports, judge) for low, reports in sorted(found.items()))


def _bucket(low: float, reports: Sequence[tuple[GivenReport, GoldEvent | None]], judge: Judge) -> Bucket:
    real = [(report, gold) for report, gold in reports if gold is not None]
    return Bucket(low, len(reports), len(real), sum(_is_right(report, gold, judge) for report, gold in real))


def _is_right(report: GivenReport, gold: GoldEvent, judge: Judge) -> bool:
    """True where each value that the report states is one of the gold's, and so is the status if it is today's."""
    values = all(any(judge.agrees(slot, v, names) for v in gold.slots.get(slot, ())) for slot, names in report.facts)
    return values and (report.as_of != LATEST or all(status == gold.status for status in report.statuses))
