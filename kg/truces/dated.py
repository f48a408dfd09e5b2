"""One word for several truces, told day by day: "two earlier truces, in May and July"."""

from __future__ import annotations

from dataclasses import replace

from kg.finding.grouping import Candidate
from kg.finding.scene import Scene
from kg.finding.triggers import Trigger
from kg.parse.doc import Token
from kg.records import Argument, Span
from kg.times import TimeMention

_BOUNDS = frozenset({"until", "since", "from", "before", "after"})  # before a day of something else
_BETWEEN = "mediator"
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def each_dated(scene: Scene, trigger: Trigger, one: Candidate) -> list[Candidate]:
    """The passage once for each day of "two earlier truces, in May and July", on which that one was made known.

    Each has the go-betweens named right before its day, where they are told day by day: "brokered by Russia on May 3
    and by France on June 9".
    """
    days = _days(scene, trigger.token)
    if len(days) < 2:
        return [one]
    kept = [each for each in one.arguments if not each.slot.endswith("Date")]
    starts = [trigger.token.idx, *(span.end for _, span in days)]
    own = [
        [each for each in kept if each.slot == _BETWEEN and each.span and start <= each.span.start < span.start]
        for start, (_, span) in zip(starts, days, strict=False)
    ]
    rest = [each for each in kept if each.slot != _BETWEEN or not any(own[1:])]
    return [
        replace(one, arguments=(*rest, *(mine if any(own[1:]) else ()), Argument("announcedDate", day, span)))
        for mine, (day, span) in zip(own, days, strict=True)
    ]


def _days(scene: Scene, noun: Token) -> list[tuple[str, Span]]:
    """The days between a plural noun and the next verb that has a tense of its own."""
    if noun.tag_ != "NNS":
        return []
    later = noun.doc[noun.i : noun.sent.end]
    end = next((word for word in later if word.tag_ in _FINITE and word.dep_ != "relcl"), None)
    last = end.idx if end is not None else noun.sent.end_char
    times = [each for each in scene.times_in(noun.sent) if noun.idx < each.span.start < last]
    return [(day, each.span) for each in times if each.role not in _BOUNDS for day in _listed(each, scene.text)]


def _listed(time: TimeMention, text: str) -> list[str]:
    """Both days of "May and July of last year"; the first alone of "May 3-5"."""
    return [time.start, time.end] if time.end is not None and " and " in time.span.cut(text) else [time.start]
