"""The calendar around a day: its week, weekend, month and year, and dates as exact as words give them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SUNDAY = 6
WEEK = 7  # days


@dataclass(frozen=True, slots=True)
class Dates:
    """A day, month or year (`2025-07-10`, `2025-07`, `2025`), or the first and last of several."""

    start: str
    end: str | None = None

    @property
    def is_day(self) -> bool:
        """True for one day."""
        return self.end is None and len(self.start) == len("2025-07-10")


def day(of: date) -> Dates:
    """The day itself.

    >>> day(date(2025, 7, 10)).start
    '2025-07-10'
    """
    return Dates(of.isoformat())


def month(of: date) -> Dates:
    """The month that a day lies in.

    >>> month(date(2025, 7, 10)).start
    '2025-07'
    """
    return Dates(f"{of.year:04d}-{of.month:02d}")


def year(of: date) -> Dates:
    """The year that a day lies in."""
    return Dates(f"{of.year:04d}")


def days(first: date, last: date) -> Dates:
    """From one day to another; one day where they are the same."""
    return Dates(first.isoformat(), last.isoformat()) if first < last else day(first)


def week(of: date) -> Dates | None:
    """The month in which four or all five working days of a day's week lie; None where it lies in two halves.

    >>> week(date(2019, 7, 3)), week(date(2019, 9, 30))
    (Dates(start='2019-07', end=None), Dates(start='2019-10', end=None))
    >>> week(date(2019, 8, 1)) is None
    True
    """
    monday, tuesday, thursday, friday = (of + timedelta(day - of.weekday()) for day in (0, 1, 3, 4))
    if month(monday) == month(thursday):
        return month(monday)
    return month(friday) if month(tuesday) == month(friday) else None


def weekend(of: date) -> Dates:
    """Saturday and Sunday of the week of a day.

    >>> weekend(date(2024, 9, 12))
    Dates(start='2024-09-14', end='2024-09-15')
    """
    sunday = of + timedelta(SUNDAY - of.weekday())
    return days(sunday - timedelta(1), sunday)


def first_day(iso: str) -> date:
    """The first day of a day, month or year.

    >>> first_day("2024-02").isoformat()
    '2024-02-01'
    """
    parts = [int(part) for part in iso.split("-")]
    year, month, number = (*parts, 1, 1)[:3]
    return date(year, month, number)


def side_of(told: str, today: str) -> str:
    """Where a day, month or year lies from a day, as exactly as it is told: `before`, `same` or `after`.

    >>> side_of("2025-06", "2025-07-10"), side_of("2025-07", "2025-07-10"), side_of("2025-07-11", "2025-07-10")
    ('before', 'same', 'after')
    """
    short = today[: len(told)]
    return "after" if told > short else "before" if told < short else "same"


def real_day(year: int, month: int, number: int) -> date | None:
    """The day of this number, None where the calendar has none such (30 February)."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def shifted(of: date, months: int) -> date:
    """The first day of the month so many months on.

    >>> shifted(date(2025, 1, 31), -2).isoformat()
    '2024-11-01'
    """
    count = of.year * 12 + of.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def nearest_weekday(anchor: date, number: int, *, ahead: bool) -> date:
    """The last such weekday up to the anchor, or the next one from it, the anchor itself included.

    >>> nearest_weekday(date(2025, 7, 11), 3, ahead=False).isoformat()
    '2025-07-10'
    """
    back = (anchor.weekday() - number) % WEEK
    return anchor + timedelta(WEEK - back if ahead and back else -back)
