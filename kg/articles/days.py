"""Days as headers and datelines write them: `2025-07-11`, `July 11, 2025`, `11 July`, `Sept. 24`."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from email.utils import parsedate_to_datetime

FIRST_YEAR, LAST_YEAR = 1500, 2999  # no newspaper is older, and "next year" of 9999 is no day of the calendar
AHEAD = timedelta(days=2)  # a dateline may be this far ahead of publication: time zones, early editions

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=lambda name: (-len(name), name))) + r")\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s\d{4})?"

DATE = rf"(?:\d{{4}}-\d{{2}}-\d{{2}}(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?|(?i:{_MONTH}\s{_DAY}|{_DAY}\s{_MONTH})\b{_YEAR})"
WEEKDAY = "(?i:" + "|".join([*calendar.day_name, *(f"{name}\\b\\.?" for name in calendar.day_abbr)]) + ")"
TIME = r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s?[A-Z]{2,4}(?:[+-]\d{1,2})?)?"

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?=$|[T ])")
_WORDS = re.compile(r"(?P<month>[a-z]+)\.?\s(?P<day>\d{1,2})|(?P<day2>\d{1,2})[a-z]{0,2}\s(?P<month2>[a-z]+)")
_LAST_YEAR = re.compile(r"\b(\d{4})\b")


def written_day(text: str, *, needs_year: bool = False) -> str | None:
    """An ISO day, or month and day where no year is written; None where it is no day.

    >>> written_day("July 11, 2025"), written_day("Sept. 24"), written_day("31 June 2025")
    ('2025-07-11', '09-24', None)
    """
    iso = _ISO.match(text.strip())
    if iso:
        return _checked(int(iso[1]), int(iso[2]), int(iso[3]))
    found = _WORDS.search(text.lower())
    month = _MONTHS.get(found["month"] or found["month2"]) if found else None
    if found is None or month is None:
        return None
    day, year = int(found["day"] or found["day2"]), _LAST_YEAR.search(text)
    if year:
        return _checked(int(year[1]), month, day)
    return None if needs_year else (_checked(2000, month, day) or "")[5:] or None


def published_day(text: str) -> str | None:
    """The day of a publication date: ISO day or date-time, `11 July 2025`, or as in mail and RSS headers.

    >>> published_day("2025-07-11T08:30:00Z"), published_day("Fri, 11 Jul 2025 08:30:00 GMT"), published_day("lately")
    ('2025-07-11', '2025-07-11', None)
    """
    day = written_day(text, needs_year=True)
    if day:
        return day
    try:
        found = parsedate_to_datetime(text)
        return _checked(found.year, found.month, found.day)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def nearest_day(month_day: str, published: str) -> str | None:
    """The last such day before the article came out, or just after it.

    >>> nearest_day("12-30", "2026-01-02"), nearest_day("07-11", "2025-07-10"), nearest_day("02-29", "2025-03-01")
    ('2025-12-30', '2025-07-11', '2024-02-29')
    """
    latest = date.fromisoformat(published) + AHEAD
    month, day = int(month_day[:2]), int(month_day[3:])
    for year in range(latest.year, latest.year - 9, -1):  # February 29 may lie eight years back
        found = _checked(year, month, day)
        if found and found <= latest.isoformat():
            return found
    return None


def nearest_year(month_day: str, day: str) -> str:
    """The day of this name next to another, before it or after it; that other day itself where no year near has it.

    >>> nearest_year("03-04", "2026-02-11"), nearest_year("12-30", "2026-01-02")
    ('2026-03-04', '2025-12-30')
    """
    near = date.fromisoformat(day)
    found = (_checked(near.year + step, int(month_day[:2]), int(month_day[3:])) for step in (-1, 0, 1))
    return min((one for one in found if one), key=lambda one: abs(date.fromisoformat(one) - near), default=day)


def _checked(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None
