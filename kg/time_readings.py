"""What a phrase of time means on a given day: one function for each `reading` of kg/data/time_phrases.tsv."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from re import Match

from kg.lexicon import table
from kg.numerals import number_of
from kg.almanac import (
    WEEK,
    Dates,
    day,
    days,
    first_day,
    month,
    nearest_weekday,
    real_day,
    shifted,
    week,
    weekend,
    year,
)

FAR = 270  # days: a date of the last nine months is not the one meant where a nearer one lies on the other side
NEAR = 62  # days: "had been due to lapse on October 31", written on October 14


@dataclass(frozen=True, slots=True)
class Setting:
    """What a phrase is read against.

    `anchor` is the article's day, `last` the time that the text told last and `story` the last one that is not ahead
    of the writer. `era` is the year that the paragraph named ("In October 2020 alone …"). `linked` is the time that
    this one goes on from ("from Sunday until Thursday"). `ahead` tells whether the sentence looks ahead (None:
    nothing tells), `outward` whether a clause follows that the count starts from ("a day after ministers met"), so
    that it runs the other way.
    """

    anchor: date | None
    last: Dates | None = None
    story: Dates | None = None
    era: date | None = None
    linked: date | None = None
    ahead: bool | None = None
    outward: bool = False

    @property
    def now(self) -> date | None:
        """The article's day, else a day that the text told."""
        return self.anchor or (first_day(self.story.start) if self.story else None)

    @property
    def told(self) -> date | None:
        """The era of the paragraph, where the sentence does not look ahead."""
        return None if self.ahead else self.era


Reading = Callable[[Match[str], Setting], Dates | None]


@cache
def _numbers(name: str, column: str) -> dict[str, int]:
    return {row["word"].lower(): int(row[column]) for row in table(name)}


def _month(m: Match[str]) -> int:
    return _numbers("months", "number")[m["mon"].rstrip(".").lower()]


def _weekday(m: Match[str]) -> int:
    return _numbers("weekdays", "number")[m["wd"].lower()]


def _group(m: Match[str], name: str) -> str | None:
    return m[name] if name in m.re.groupindex else None


def _step(m: Match[str]) -> int:
    """-1 for "last", 1 for "next", 0 for "this"."""
    words = m["rel"].lower()
    if words in {"next", "the following", "this coming", "the coming"}:
        return 1
    return -1 if words in {"last", "the previous", "this past"} else 0


def _base(m: Match[str], setting: Setting) -> date | None:
    """The day that "last" or "that" counts from: the article's, or for "that", "the same" that of the story."""
    told = m["rel"].lower() in {"that", "the same", "the following", "the previous"}
    return first_day(setting.last.start) if told and setting.last else setting.anchor


def _numeric_day(m: Match[str], setting: Setting) -> Dates | None:
    found = real_day(int(m["y"]), int(m["m"]), int(m["d"]))
    return day(found) if found else None


def _year_named(m: Match[str], setting: Setting) -> int | None:
    """The year that the words name: "2003", "last year", "that year"."""
    if _group(m, "y"):
        return int(m["y"])
    if not _group(m, "rel"):
        return None
    base = _base(m, setting)
    return base.year + _step(m) if base else None


def _chosen(early: date, late: date, setting: Setting) -> date:
    """Of the last such date and the next one, the one that the sentence means."""
    anchor = setting.anchor or early
    back, forth = (anchor - early).days, (late - anchor).days
    if setting.ahead:
        return late
    if setting.ahead is False:
        return early if not (forth < NEAR and back > FAR) else late
    return early if back <= forth else late


def _dated(m: Match[str], number: int, setting: Setting) -> date | None:
    """The day of this number in the month named, its year named or chosen."""
    named = _year_named(m, setting) or (setting.told.year if setting.told else None)
    return _in_year(_month(m), number, named, setting)


def _in_year(month: int, number: int, named: int | None, setting: Setting) -> date | None:
    """The day in the year named, else in that of the text, else the one that the sentence means."""
    now = setting.now
    if now is None and named is None:
        return None
    if named or setting.anchor is None:
        return real_day(named or now.year, month, number)
    around = [real_day(now.year + step, month, number) for step in (-1, 0, 1)]
    early = [found for found in around if found and found <= now]
    late = [found for found in around if found and found >= now]
    return _chosen(early[-1], late[0], setting) if early and late else None


def _day_of_month(m: Match[str], setting: Setting) -> Dates | None:
    found = _dated(m, int(m["d"]), setting)
    return day(found) if found else None


def _day_range(m: Match[str], setting: Setting) -> Dates | None:
    first = _dated(m, int(m["d"]), setting)
    last = real_day(first.year, first.month, int(m["d2"])) if first else None
    return days(first, last) if first and last and first < last else None


def _ordinal_day(number: int, setting: Setting) -> date | None:
    now = setting.told or setting.now
    if now is None:
        return None
    if setting.told or setting.anchor is None:
        return real_day(now.year, now.month, number)
    around = [shifted(now, step) for step in (-1, 0, 1)]
    found = [real_day(first.year, first.month, number) for first in around]
    early = [one for one in found if one and one <= now]
    late = [one for one in found if one and one >= now]
    return (late[0] if setting.ahead else early[-1]) if early and late else None


def _ordinal(m: Match[str], setting: Setting) -> Dates | None:
    found = _ordinal_day(int(m["d"]), setting)
    return day(found) if found else None


def _ordinal_range(m: Match[str], setting: Setting) -> Dates | None:
    first = _ordinal_day(int(m["d"]), setting)
    last = real_day(first.year, first.month, int(m["d2"])) if first else None
    return days(first, last) if first and last and first < last else None


def _month_of_year(m: Match[str], setting: Setting) -> Dates | None:
    named = _year_named(m, setting)
    return month(date(named, _month(m), 1)) if named else None


def _bare_month(m: Match[str], setting: Setting) -> Dates | None:
    """ "in May": the last one, or the next one; this month itself in either case."""
    now = setting.told or setting.now
    if now is None:
        return None
    gap = (_month(m) - now.month) % 12
    if setting.told or setting.anchor is None:
        return month(date(now.year, _month(m), 1))
    return month(shifted(now, gap if setting.ahead else gap - 12 if gap else 0))


def _named_month(m: Match[str], setting: Setting) -> Dates | None:
    """ "last July" is the last one before this month, "that November" the one of the story's year."""
    base = _base(m, setting)
    if base is None:
        return None
    step, gap = _step(m), (_month(m) - base.month) % 12
    if step == 0:
        return month(date(base.year, _month(m), 1))
    return month(shifted(base, (gap or 12) if step > 0 else gap - 12))


def _bare_year(m: Match[str], setting: Setting) -> Dates | None:
    return Dates(m["y"])


def _season(m: Match[str], setting: Setting) -> Dates | None:
    """ "this autumn": no month is said, so the year."""
    base = _base(m, setting)
    if base is None:
        return None
    first = _numbers("seasons", "first")[m["season"].lower()]
    step = _step(m)
    begun = base.month >= first
    if step < 0:
        return year(date(base.year - (not (begun and base.month > first + 2)), 1, 1))
    return year(date(base.year + (step > 0 and begun), 1, 1))


def _named_year(m: Match[str], setting: Setting) -> Dates | None:
    base = _base(m, setting)
    return year(date(base.year + _step(m), 1, 1)) if base else None


def _this_year(m: Match[str], setting: Setting) -> Dates | None:
    return year(setting.anchor) if setting.anchor else None


def _this_month(m: Match[str], setting: Setting) -> Dates | None:
    return month(setting.anchor) if setting.anchor else None


def _this_week(m: Match[str], setting: Setting) -> Dates | None:
    return week(setting.anchor) if setting.anchor else None


def _weekday_of_week(m: Match[str], setting: Setting) -> Dates | None:
    base = _base(m, setting)
    if base is None:
        return None
    monday = base - timedelta(base.weekday()) + timedelta(WEEK * _step(m))
    return day(monday + timedelta(_weekday(m)))


def _weekday_in_week(m: Match[str], setting: Setting) -> Dates | None:
    if setting.anchor is None:
        return None
    return day(nearest_weekday(setting.anchor + timedelta(1), _weekday(m), ahead=True) + timedelta(WEEK))


def _named_weekend(m: Match[str], setting: Setting) -> Dates | None:
    base = _base(m, setting)
    if base is None:
        return None
    step = _step(m)
    if m["rel"].lower() in {"this past", "this coming"}:
        step = -1 if step < 0 and base.weekday() < 5 else 0
    return weekend(base + timedelta(WEEK * step))


def _the_weekend(m: Match[str], setting: Setting) -> Dates | None:
    """The next one, or the last one that has begun."""
    if setting.anchor is None:
        return None
    begun = setting.anchor.weekday() >= 5
    return weekend(setting.anchor if setting.ahead or begun else setting.anchor - timedelta(WEEK))


def _named_week(m: Match[str], setting: Setting) -> Dates | None:
    base = _base(m, setting)
    return week(base + timedelta(WEEK * _step(m))) if base else None


def _named_month_only(m: Match[str], setting: Setting) -> Dates | None:
    base = _base(m, setting)
    return month(shifted(base, _step(m))) if base else None


def _two_steps(m: Match[str]) -> int:
    return 2 if m["side"].lower().startswith("after") else -2


def _week_beyond(m: Match[str], setting: Setting) -> Dates | None:
    return week(setting.anchor + timedelta(WEEK * _two_steps(m))) if setting.anchor else None


def _month_beyond(m: Match[str], setting: Setting) -> Dates | None:
    return month(shifted(setting.anchor, _two_steps(m))) if setting.anchor else None


def _bare_weekday(m: Match[str], setting: Setting) -> Dates | None:
    if setting.linked:
        return day(nearest_weekday(setting.linked, _weekday(m), ahead=True))
    if setting.anchor is None:
        return None
    return day(nearest_weekday(setting.anchor, _weekday(m), ahead=bool(setting.ahead)))


def _definite_weekday(m: Match[str], setting: Setting) -> Dates | None:
    """ "On the Friday he doubled the duty": one of the story, which is past."""
    return day(nearest_weekday(setting.anchor, _weekday(m), ahead=False)) if setting.anchor else None


def _holiday(m: Match[str], setting: Setting) -> Dates | None:
    """ "New Year's Eve"; a season ("before Christmas") is its month."""
    row = next(row for row in table("holidays") if row["word"].lower() == m["holiday"].lower())
    found = _in_year(int(row["month"]), int(row["day"]) or 1, _year_named(m, setting), setting)
    return (day if int(row["day"]) else month)(found) if found else None


def _named_weekday(m: Match[str], setting: Setting) -> Dates | None:
    """ "last Thursday" on a Thursday is a week ago; "next Friday" on a Friday in a week."""
    base, step = _base(m, setting), _step(m)
    if base is None:
        return None
    if step == 0:
        return day(nearest_weekday(base, _weekday(m), ahead=bool(setting.ahead)))
    return day(nearest_weekday(base + timedelta(step), _weekday(m), ahead=step > 0))


def _from_today(m: Match[str], setting: Setting, shift: int) -> Dates | None:
    return day(setting.anchor + timedelta(shift)) if setting.anchor else None


def _counted(base: date, count: int, unit: str) -> Dates | None:
    """So many units from a day: days are exact, weeks give the day, months and years what they are called after."""
    if unit == "day":
        return day(base + timedelta(count))
    if unit in {"week", "fortnight"}:
        return day(base + timedelta(WEEK * count * (2 if unit == "fortnight" else 1)))
    if unit == "month":
        return month(shifted(base, count))
    return year(date(base.year + count * (10 if unit == "decade" else 1), 1, 1))


def _count(m: Match[str]) -> int | None:
    value = number_of(m["n"])
    return int(value) if value is not None and 0 < value < 1000 else None


def _ago(m: Match[str], setting: Setting) -> Dates | None:
    count = _count(m)
    return _counted(setting.anchor, -count, m["unit"].lower()) if setting.anchor and count else None


def _hence(m: Match[str], setting: Setting) -> Dates | None:
    count = _count(m)
    return _counted(setting.anchor, count, m["unit"].lower()) if setting.anchor and count else None


def _story_day(setting: Setting) -> Dates | None:
    return setting.story or (day(setting.anchor) if setting.anchor else None)


def _moved(setting: Setting, count: int, unit: str) -> Dates | None:
    """So many units from what was told last; from a month, only months and years can be counted."""
    story = _story_day(setting)
    if story is None:
        return None
    if story.is_day or unit in {"month", "year", "decade"}:
        return _counted(first_day(story.start), count, unit)
    return None


def _from_story(m: Match[str], setting: Setting) -> Dates | None:
    """ "two days later"; where a clause follows, its own time: "a day after ministers met" is the day before."""
    count = _count(m)
    if count is None:
        return None
    back = m["side"].lower() in {"earlier", "before", "previously", "beforehand"}
    sign = -1 if back != setting.outward else 1
    moved = _moved(setting, sign * count, m["unit"].lower())
    if moved and "and a day" in m[0]:
        return day(first_day(moved.start) + timedelta(sign))
    return moved


def _next_to_story(m: Match[str], setting: Setting) -> Dates | None:
    back = m["side"].lower() in {"before", "previous"}
    return _moved(setting, -1 if back != setting.outward else 1, "day")


def _same_as_story(m: Match[str], setting: Setting) -> Dates | None:
    story = _story_day(setting)
    return story if story and story.is_day else None


def _midnight(m: Match[str], setting: Setting) -> Dates | None:
    """The first moment of the day after the one told last."""
    return _moved(setting, 1, "day")


READINGS: Mapping[str, Reading] = {
    "numeric_day": _numeric_day,
    "day_range": _day_range,
    "day_of_month": _day_of_month,
    "ordinal": _ordinal,
    "ordinal_range": _ordinal_range,
    "month_of_year": _month_of_year,
    "named_month": _named_month,
    "bare_month": _bare_month,
    "bare_year": _bare_year,
    "season": _season,
    "named_year": _named_year,
    "this_year": _this_year,
    "this_month": _this_month,
    "this_week": _this_week,
    "weekday_of_week": _weekday_of_week,
    "weekday_in_week": _weekday_in_week,
    "named_weekend": _named_weekend,
    "the_weekend": _the_weekend,
    "week_beyond": _week_beyond,
    "month_beyond": _month_beyond,
    "named_week": _named_week,
    "named_month_only": _named_month_only,
    "named_weekday": _named_weekday,
    "weekday": _bare_weekday,
    "definite_weekday": _definite_weekday,
    "holiday": _holiday,
    "two_days_ago": lambda m, setting: _from_today(m, setting, -2),
    "yesterday": lambda m, setting: _from_today(m, setting, -1),
    "today": lambda m, setting: _from_today(m, setting, 0),
    "tomorrow": lambda m, setting: _from_today(m, setting, 1),
    "in_two_days": lambda m, setting: _from_today(m, setting, 2),
    "ago": _ago,
    "hence": _hence,
    "from_story": _from_story,
    "next_to_story": _next_to_story,
    "same_as_story": _same_as_story,
    "midnight": _midnight,
}
