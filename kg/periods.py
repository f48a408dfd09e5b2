"""Dates as exact as their source: a day, a month or a year, and what two of them have in common."""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache
from typing import NamedTuple


class Period(NamedTuple):
    """The days from `first` to `last`, both included, as ordinals."""

    first: int
    last: int

    def overlaps(self, other: Period, *, slack: int = 0) -> bool:
        """True where the two share a day, or lie no more than `slack` days apart."""
        return self.first <= other.last + slack and other.first <= self.last + slack

    def gap(self, other: Period) -> int:
        """Days between the two; 0 where they overlap."""
        return max(0, self.first - other.last, other.first - self.last)


@lru_cache(maxsize=65536)
def period(iso: str) -> Period:
    """The days that a day, month or year stands for.

    >>> period("2025-07").last - period("2025-07").first
    30
    """
    parts = [int(part) for part in iso.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 0
    if len(parts) > 2:
        day = date(year, month, parts[2]).toordinal()
        return Period(day, day)
    if month:
        days = calendar.monthrange(year, month)[1]
        return Period(date(year, month, 1).toordinal(), date(year, month, days).toordinal())
    return Period(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())


def is_coarser(left: str, right: str) -> bool:
    """True where the left date contains the right one and is less exact.

    >>> is_coarser("2025-07", "2025-07-10"), is_coarser("2025-07-10", "2025-07")
    (True, False)
    """
    return right.startswith(left + "-")


def agree(left: str, right: str) -> bool:
    """True where two dates are one, or one contains the other."""
    return left == right or is_coarser(left, right) or is_coarser(right, left)


def is_day(iso: str) -> bool:
    """True for a date that is exact to the day."""
    return iso.count("-") == 2
