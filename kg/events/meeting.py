"""Meetings: two or more sides talk, in person, by telephone or by video."""

from __future__ import annotations

from collections.abc import Sequence

from kg.annotate import span_of
from kg.grouping import Group
from kg.lexicon import words
from kg.records import Argument, EventMention, Kind, kind_of, name_of
from kg.scene import Scene
from kg.status import Signal, ruled
from kg.telling import Recipe, find_by
from kg.triggers import Trigger

KIND = "Meeting"
STATUSES = ("cancelled", "denied", "held", "planned", "proposed")
_CALL_REACH = 12  # words between "spoke" and "by telephone"


def find(scene: Scene) -> list[EventMention]:
    """The meetings that the article tells, passage by passage."""
    return find_by(scene, RECIPE)


def _circumstances(scene: Scene, trigger: Trigger) -> list[Argument]:
    token = trigger.token
    found: list[Argument] = []
    minutes = scene.amounts_in(span_of(token.sent), "minutes")
    if len(minutes) == 1 and minutes[0].low:
        found.append(Argument("durationMinutes", minutes[0].low, minutes[0].span))
    found.append(_mode(scene, trigger))
    return found


def _mode(scene: Scene, trigger: Trigger) -> Argument:
    for word in trigger.token.sent:
        if word.lower_ in words("call_words") and abs(word.i - trigger.token.i) <= _CALL_REACH:
            return Argument("mode", "call", span_of(word))
    hinted = trigger.hints.get("mode")
    return Argument("mode", hinted or "inPerson", span_of(trigger.token) if hinted else None, inferred=not hinted)


def _ruled(found: Sequence[Signal]) -> str:
    tenses = {"to-have": "cancelled", "future": "planned", "to": "planned", "would": "planned", "modal": "proposed", "if": "proposed"}
    order = ("cancelled", "denied", "proposed", "planned")
    return ruled(found, order, refused="denied", by_tense={**tenses, "past": "held"})


def _is_meeting(scene: Scene, each: Group) -> bool:
    """False where nobody meets another side: a cabinet, a team, one person alone."""
    people = each.values("participant")
    if len(people) == 1:
        return kind_of(people[0]) is Kind.ORGANIZATION and name_of(people[0]).isupper()
    return len(people) >= 2


RECIPE = Recipe(
    kind=KIND,
    roles=("participant",),
    apart=("date", "place", "mode", "durationMinutes"),
    statuses=STATUSES,
    circumstances=_circumstances,
    rule=_ruled,
    is_event=_is_meeting,
    least={"participant": 2},
    dates=("date", "endDate"),
    has_place=True,
)
