"""Times counted from the article's day or from what was told last: "on Thursday", "next week", "two days later".

One function for each `reading` of kg/data/time_phrases.tsv.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from re import Match

from kg.numerals import number_of
from kg.times.almanac import WEEK, Dates, day, first_day, month, nearest_weekday, shifted, week, weekend, year
from kg.times.names import NAMED
from kg.times.setting import Reading, Setting, base_of, group_of, numbers_of, step_of, weekday_in

NEAREST = 2  # days: "had been due on Friday", written on a Wednesday
FURTHEST = 5  # days: "planned for Saturday, has been called off", written on a Monday


def _this_month(m: Match[str], setting: Setting) -> Dates | None:
    return month(setting.anchor) if setting.anchor else None


def _later_that_month(m: Match[str], setting: Setting) -> Dates | None:
    """What "on March 1. The leaders could meet later in the month" says: of the month told last."""
    return month(first_day(setting.last.start)) if setting.last and len(setting.last.start) > len("2025") else None


def _this_week(m: Match[str], setting: Setting) -> Dates | None:
    return week(setting.anchor) if setting.anchor else None


def _weekday_of_week(m: Match[str], setting: Setting) -> Dates | None:
    base = base_of(m, setting)
    if base is None:
        return None
    monday = base - timedelta(base.weekday()) + timedelta(WEEK * step_of(m))
    return day(monday + timedelta(weekday_in(m)))


def _weekday_in_week(m: Match[str], setting: Setting) -> Dates | None:
    if setting.anchor is None:
        return None
    if setting.role == "since":  # "It has not rained here since Sunday week."
        return day(nearest_weekday(setting.anchor, weekday_in(m), ahead=False) - timedelta(WEEK))
    return day(nearest_weekday(setting.anchor + timedelta(1), weekday_in(m), ahead=True) + timedelta(WEEK))


def _named_weekend(m: Match[str], setting: Setting) -> Dates | None:
    base = base_of(m, setting)
    if base is None:
        return None
    step = step_of(m)
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
    base = base_of(m, setting)
    return week(base + timedelta(WEEK * step_of(m))) if base else None


def _week_of_day(m: Match[str], setting: Setting) -> Dates | None:
    """What "the week of Dec. 8" leaves open: the day."""
    found = NAMED["day_of_month"](m, setting)
    return week(first_day(found.start)) if found else None


def _named_month_only(m: Match[str], setting: Setting) -> Dates | None:
    base = base_of(m, setting)
    return month(shifted(base, step_of(m))) if base else None


def _two_steps(m: Match[str]) -> int:
    return 2 if m["side"].lower().startswith("after") else -2


def _week_beyond(m: Match[str], setting: Setting) -> Dates | None:
    return week(setting.anchor + timedelta(WEEK * _two_steps(m))) if setting.anchor else None


def _month_beyond(m: Match[str], setting: Setting) -> Dates | None:
    return month(shifted(setting.anchor, _two_steps(m))) if setting.anchor else None


def _bare_weekday(m: Match[str], setting: Setting) -> Dates | None:
    if setting.linked:
        return day(nearest_weekday(setting.linked, weekday_in(m), ahead=True))
    if setting.anchor is None:
        return None
    if setting.week and bool(setting.ahead) == (setting.week > setting.anchor):
        return day(setting.week + timedelta(weekday_in(m)))
    if setting.dropped:
        is_ahead = setting.ahead or (setting.coming is not None and setting.last == setting.coming)
        return day(_nearer_weekday(setting.anchor, weekday_in(m), FURTHEST if is_ahead else NEAREST))
    found = nearest_weekday(setting.anchor, weekday_in(m), ahead=bool(setting.ahead))
    is_beyond = setting.ahead and found == setting.anchor and setting.last == setting.coming and _follows_another(m)
    return day(found + timedelta(WEEK) if is_beyond else found)


def _follows_another(m: Match[str]) -> bool:
    """True for the second day of "will see her on Monday and go on to Bonn on Wednesday", written on a Wednesday."""
    before = m.string[m.string.rfind(". ", 0, m.start()) + 1 : m.start()].lower().split()
    return any(word.strip(",;") in numbers_of("weekdays", "number") for word in before)


def _nearer_weekday(anchor: date, number: int, reach: int) -> date:
    """The next such weekday where it is at most so many days away, else the last one."""
    ahead = nearest_weekday(anchor, number, ahead=True)
    return ahead if (ahead - anchor).days <= reach else ahead - timedelta(WEEK)


def _definite_weekday(m: Match[str], setting: Setting) -> Dates | None:
    """What "On the Friday he doubled the duty" says: one of the story, past and not today."""
    if setting.anchor is None:
        return None
    return day(nearest_weekday(setting.anchor - timedelta(1), weekday_in(m), ahead=False))


def _named_weekday(m: Match[str], setting: Setting) -> Dates | None:
    """What "last Thursday" is: on a Thursday or Friday that of the week before; "next Friday" likewise."""
    base, step = base_of(m, setting), step_of(m)
    if base is None:
        return None
    if step == 0:
        opens = setting.ahead is not False or setting.role in {"from", "by", "until"}
        ahead = opens and m["rel"].lower() == "this"
        return day(nearest_weekday(base, weekday_in(m), ahead=ahead))
    return day(nearest_weekday(base + timedelta(2 * step), weekday_in(m), ahead=step > 0))


def _from_today(m: Match[str], setting: Setting, shift: int) -> Dates | None:
    return day(setting.anchor + timedelta(shift)) if setting.anchor else None


def _counted(base: date, count: int, unit: str) -> Dates:
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


def _roughly(m: Match[str], found: Dates | None) -> Dates | None:
    """Some weeks, without "to the day", are a round number: the month is sure, the day is not."""
    weeks, unit = _count(m) or 0, m["unit"].lower()
    is_round = unit == "fortnight" or (unit == "week" and weeks > 1)
    return month(first_day(found.start)) if found and is_round and not group_of(m, "exact") else found


def _ago(m: Match[str], setting: Setting) -> Dates | None:
    count = _count(m)
    return _roughly(m, _counted(setting.anchor, -count, m["unit"].lower())) if setting.anchor and count else None


def _hence(m: Match[str], setting: Setting) -> Dates | None:
    count = _count(m)
    return _roughly(m, _counted(setting.anchor, count, m["unit"].lower())) if setting.anchor and count else None


def _within(m: Match[str], setting: Setting) -> Dates | None:
    """What "will follow within two weeks" leaves open: some day up to then, so the month or year they share."""
    count = _count(m)
    if (
        setting.anchor is None
        or not count
        or not setting.ahead
        or m["unit"].lower() in {"month", "year"}
        and count > 11
    ):
        return None
    last = first_day(_counted(setting.anchor, count, m["unit"].lower()).start)
    return (
        month(last)
        if month(last) == month(setting.anchor)
        else year(last)
        if last.year == setting.anchor.year
        else None
    )


def _hence_if_ahead(m: Match[str], setting: Setting) -> Dates | None:
    """Reads "will take effect in seven days"; "the first in seven days" is no time."""
    return _hence(m, setting) if setting.ahead else None


def _story_day(setting: Setting) -> Dates | None:
    """The day that "two days later" counts from; what looks ahead is counted from what lies ahead."""
    if setting.ahead and setting.anchor and setting.last and first_day(setting.last.start) > setting.anchor:
        return setting.last
    if setting.ahead and setting.coming:  # "will fly to Lima on July 26, he said on Friday. The next day he is to ..."
        return setting.coming
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
    """What "two days later" is; where a clause follows, its own time: "a day after ministers met" is the day before."""
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
    """The day that the text told last, across what it says of months and years; else the article's own."""
    if setting.ahead and setting.last and _story_day(setting) is setting.last:
        return setting.last
    return setting.story_day or (day(setting.anchor) if setting.anchor else None)


def _part_of_story(m: Match[str], setting: Setting) -> Dates | None:
    """The day told last for "telephoned him in the afternoon".

    "Will see him in the morning" and "It began at two in the morning" may be the next one.
    """
    hour = m.string[: m.start()].split()[-2:-1]
    is_next = setting.ahead and m["part"].lower() == "morning"
    return None if is_next or any(number_of(word) for word in hour) else _same_as_story(m, setting)


def _same_date(m: Match[str], setting: Setting) -> Dates | None:
    """The day told last, "from September 1 … from the same date"."""
    return setting.last if setting.last and setting.last.is_day else None


def _same_as_last(m: Match[str], setting: Setting) -> Dates | None:
    return setting.last


def _midnight(m: Match[str], setting: Setting) -> Dates | None:
    """The first moment of the day after the one told last; what is past began today at the latest."""
    moved = _moved(setting, 1, "day")
    if moved and setting.anchor and not setting.ahead and first_day(moved.start) > setting.anchor:
        return day(setting.anchor)
    return moved


COUNTED: Mapping[str, Reading] = {
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
    "two_days_ago": lambda m, setting: _from_today(m, setting, -2),
    "yesterday": lambda m, setting: _from_today(m, setting, -1),
    "today": lambda m, setting: _from_today(m, setting, 0),
    "tomorrow": lambda m, setting: _from_today(m, setting, 1),
    "in_two_days": lambda m, setting: _from_today(m, setting, 2),
    "ago": _ago,
    "hence": _hence,
    "hence_if_ahead": _hence_if_ahead,
    "within": _within,
    "later_that_month": _later_that_month,
    "week_of_day": _week_of_day,
    "from_story": _from_story,
    "next_to_story": _next_to_story,
    "same_as_story": _same_as_story,
    "part_of_story": _part_of_story,
    "same_date": _same_date,
    "same_as_last": _same_as_last,
    "midnight": _midnight,
}
