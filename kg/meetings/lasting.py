"""The first and last day of a meeting of several: "two days of talks ended on Friday" began on Thursday."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from kg.finding.grouping import Candidate, Group
from kg.finding.scene import Scene
from kg.lexicon import words
from kg.numerals import number_of
from kg.parse.doc import Token
from kg.periods import is_day
from kg.records import Argument
from kg.syntax import governing_verb, verb_at
from kg.times import TimeMention

SHORT = 3  # days: longer talks have days off, so that their last day does not tell their first
_REACH = 4  # words between a count of days and its noun: "three days of tense and at times angry talks"


def with_course(scene: Scene, each: Group) -> Group:
    """The meeting with the last day of which its words tell that it ended then, and the first of a short one."""
    ends = {one.trigger.i: found for one in each.candidates if (found := _last_day(scene, one)) is not None}
    if not ends:
        return each
    last, told = min(ends.items())
    if set(each.values("endDate")) - {told[0].start}:
        return each
    return Group(
        [replace(one, arguments=tuple(_dated(one, told, here=one.trigger.i == last))) for one in each.candidates]
    )


def _dated(one: Candidate, ends: tuple[TimeMention, int], *, here: bool) -> Iterator[Argument]:
    time, count = ends
    yield from (told for told in one.arguments if told.slot not in {"date", "endDate"} or told.value != time.start)
    if here:
        yield Argument("endDate", time.start, time.span)
        if count <= SHORT:
            first = date.fromisoformat(time.start) - timedelta(count - 1)
            yield Argument("date", first.isoformat(), None, inferred=True)


def _last_day(scene: Scene, one: Candidate) -> tuple[TimeMention, int] | None:
    """The day on which "two days of talks" are told to have ended, and how many days they were."""
    count, verb = _days_of(one.trigger), verb_at(one.trigger)
    if count is None or verb is None or verb.lemma_ not in words("breakup_verbs"):
        return None
    told = [time for time in scene.times_in(one.trigger.sent) if is_day(time.start) and time.end is None]
    own = [time for time in told if (head := scene.token_in(time.span)) is not None and governing_verb(head) == verb]
    return (own[0], count) if len(own) == 1 and own[0].role == "on" else None


def _days_of(noun: Token) -> int | None:
    """2 for 'talks' in "two days of talks" and in "two-day talks"."""
    before = [word for word in noun.doc[max(noun.sent.start, noun.i - _REACH - 2) : noun.i] if word.text != "-"]
    counts = [number_of(one.lower_) for one, unit in pairwise(before) if _is_length(unit)]
    return int(counts[-1]) if counts and counts[-1] is not None and counts[-1] > 1 else None


def _is_length(unit: Token) -> bool:
    """True for the days of "two days of" and "two-day"; not of "two days after"."""
    return unit.lower_ == "day" or (unit.lower_ == "days" and unit.nbor(1).lower_ == "of")
