"""Times that are called by a name or number: "July 10", "in May", "last August", "the summer of 2019", "Christmas".

One function for each `reading` of kg/data/time_phrases.tsv.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from re import Match

from kg.lexicon import table
from kg.times.almanac import Dates, day, days, month, real_day, shifted, year
from kg.times.setting import Reading, Setting, base_of, group_of, month_in, numbers_of, step_of

RECENT = 31  # days: "decided to lift the duty as of 1 April", written on 9 April
FAR = 270  # days: a date of the last nine months is not the one meant where a nearer one lies on the other side
SOON = 3  # months: "invited them to Urumqi in November", written in September
HALF_YEAR = 6  # months: "planned for June, had been put off", written in August
ENDED = 14  # days: "was extended until 3 August", written on 5 August
NEAR = 62  # days: "had been due to lapse on October 31", written on October 14


def _numeric_day(m: Match[str], setting: Setting) -> Dates | None:
    found = real_day(int(m["y"]), int(m["m"]), int(m["d"]))
    return day(found) if found else None


def _year_named(m: Match[str], setting: Setting) -> int | None:
    """The year that the words name: "2003", "last year", "that year"."""
    if group_of(m, "y"):
        return int(m["y"])
    if not group_of(m, "rel"):
        return None
    base = base_of(m, setting)
    return base.year + step_of(m) if base else None


def _chosen(candidates: list[date], anchor: date, setting: Setting) -> date | None:
    """Of the last such date and the next one, the one that the sentence means."""
    early, late = [one for one in candidates if one <= anchor], [one for one in candidates if one >= anchor]
    if not early or not late:
        return next(iter(early + late), None)  # 29 February
    back, forth = (anchor - early[-1]).days, (late[0] - anchor).days
    if setting.ahead and not setting.dropped:
        past = ENDED if setting.role in {"until", "by", "before"} else RECENT
        return late[0] if back > past or forth < FAR else early[-1]
    if setting.ahead is False and not setting.dropped:
        return early[-1] if forth >= NEAR or back <= FAR else late[0]
    return early[-1] if back <= forth else late[0]


def _dated(m: Match[str], number: int, setting: Setting) -> date | None:
    """The day of this number in the month named, its year named or chosen."""
    named = _year_named(m, setting) or (setting.told.year if setting.told else None)
    return _in_year(month_in(m), number, named, setting)


def _in_year(month: int, number: int, named: int | None, setting: Setting) -> date | None:
    """The day in the year named, else in that of the text, else the one that the sentence means."""
    if named:
        return real_day(named, month, number)
    if setting.anchor is None:
        return real_day(setting.now.year, month, number) if setting.now else None
    around = [real_day(setting.anchor.year + step, month, number) for step in (-1, 0, 1)]
    return _chosen([found for found in around if found], setting.anchor, setting)


def _day_of_month(m: Match[str], setting: Setting) -> Dates | None:
    found = _dated(m, int(m["d"]), setting)
    return day(found) if found else None


def _worded_day(m: Match[str], setting: Setting) -> Dates | None:
    """What "the first of September" is."""
    found = _dated(m, numbers_of("ordinals", "number")[m["nth"].lower()], setting)
    return day(found) if found else None


def _day_range(m: Match[str], setting: Setting) -> Dates | None:
    first = _dated(m, int(m["d"]), setting)
    last = real_day(first.year, first.month, int(m["d2"])) if first else None
    return days(first, last) if first and last and first < last else None


def _ordinal_day(number: int, setting: Setting) -> date | None:
    """What "the 14th" is: of the month that the paragraph named, else the last one or the next."""
    if setting.told or setting.anchor is None:
        now = setting.told or setting.now
        return real_day(now.year, now.month, number) if now else None
    around = [shifted(setting.anchor, step) for step in (-1, 0, 1)]
    found = [one for first in around if (one := real_day(first.year, first.month, number))]
    if setting.ahead is None:  # "has been offered an hour on the 27th", written on the 13th
        return real_day(setting.anchor.year, setting.anchor.month, number)
    early = [one for one in found if one <= setting.anchor]
    late = [one for one in found if one >= setting.anchor]
    return next(iter(late if setting.ahead else early[::-1]), None)


def _ordinal(m: Match[str], setting: Setting) -> Dates | None:
    found = _ordinal_day(int(m["d"]), setting)
    return day(found) if found else None


def _ordinal_range(m: Match[str], setting: Setting) -> Dates | None:
    first = _ordinal_day(int(m["d"]), setting)
    last = real_day(first.year, first.month, int(m["d2"])) if first else None
    return days(first, last) if first and last and first < last else None


def _month_of_year(m: Match[str], setting: Setting) -> Dates | None:
    named = _year_named(m, setting)
    return month(date(named, month_in(m), 1)) if named else None


def _bare_month(m: Match[str], setting: Setting) -> Dates | None:
    """What "in May" is: the last one, or the next one; this month itself in either case."""
    now = setting.now
    if now is None:
        return None
    if setting.anchor is None:
        return month(date(now.year, month_in(m), 1))
    gap = (month_in(m) - now.month) % 12
    if setting.dropped:
        return month(shifted(now, gap if gap <= HALF_YEAR else gap - 12))
    ahead = gap <= SOON if setting.ahead is None else setting.ahead
    return month(shifted(now, gap if ahead else gap - 12 if gap else 0))


def _named_month(m: Match[str], setting: Setting) -> Dates | None:
    """What "last July" is: the last one before this month; "that November" is one of the story's year."""
    base = base_of(m, setting)
    if base is None:
        return None
    step, gap = step_of(m), (month_in(m) - base.month) % 12
    if step == 0:
        return month(date(base.year, month_in(m), 1))
    return month(shifted(base, (gap or 12) if step > 0 else gap - 12))


def _bare_year(m: Match[str], setting: Setting) -> Dates | None:
    return Dates(m["y"])


def _season(m: Match[str], setting: Setting) -> Dates | None:
    """What "this autumn" is: no month is said, so the year."""
    base = base_of(m, setting)
    if base is None:
        return None
    first = numbers_of("seasons", "first")[m["season"].lower()]
    step = step_of(m)
    begun = base.month >= first
    if step < 0:
        return year(date(base.year - (not (begun and base.month > first + 2)), 1, 1))
    return year(date(base.year + (step > 0 and begun), 1, 1))


def _bare_season(m: Match[str], setting: Setting) -> Dates | None:
    """What "in the autumn" is: the year of the next one where the sentence looks ahead, else of the last."""
    if setting.anchor is None:
        return None
    first = numbers_of("seasons", "first")[m["season"].lower()]
    if setting.ahead:
        return year(date(setting.anchor.year + (setting.anchor.month > first + 2), 1, 1))
    return year(date(setting.anchor.year - (setting.anchor.month < first), 1, 1))


def _new_year(m: Match[str], setting: Setting) -> Dates | None:
    """What "in the new year" is: the one that comes, or that has just begun."""
    return year(date(setting.anchor.year + bool(setting.ahead), 1, 1)) if setting.anchor else None


def _named_year(m: Match[str], setting: Setting) -> Dates | None:
    base = base_of(m, setting)
    return year(date(base.year + step_of(m), 1, 1)) if base else None


def _this_year(m: Match[str], setting: Setting) -> Dates | None:
    return year(setting.anchor) if setting.anchor else None


def _holiday(m: Match[str], setting: Setting) -> Dates | None:
    """A day, "New Year's Eve"; a season ("before Christmas") is its month."""
    row = next(row for row in table("holidays") if row["word"].lower() == m["holiday"].lower())
    found = _in_year(int(row["month"]), int(row["day"]), _year_named(m, setting), setting)
    exact = day if row["exact"] == "day" else month
    return exact(found) if found else None


NAMED: Mapping[str, Reading] = {
    "numeric_day": _numeric_day,
    "worded_day": _worded_day,
    "day_range": _day_range,
    "day_of_month": _day_of_month,
    "ordinal": _ordinal,
    "ordinal_range": _ordinal_range,
    "month_of_year": _month_of_year,
    "named_month": _named_month,
    "bare_month": _bare_month,
    "bare_year": _bare_year,
    "season": _season,
    "bare_season": _bare_season,
    "new_year": _new_year,
    "named_year": _named_year,
    "this_year": _this_year,
    "holiday": _holiday,
}
