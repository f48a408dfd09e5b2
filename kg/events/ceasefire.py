"""Ceasefires: a stop in fighting, from proposal to collapse."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kg.annotate import span_of
from kg.grouping import Group
from kg.records import Argument, EventMention
from kg.scene import Scene
from kg.status import Signal, ruled
from kg.telling import Recipe, find_by
from kg.triggers import Trigger

KIND = "Ceasefire"
STATUSES = ("agreed", "ended", "inForce", "negotiated", "proposed", "rejected", "violated")
DAY_MINUTES = 24 * 60  # "a 72-hour truce" is told in days


def find(scene: Scene) -> list[EventMention]:
    """The ceasefires that the article tells, passage by passage."""
    return find_by(scene, RECIPE)


def _circumstances(scene: Scene, trigger: Trigger) -> list[Argument]:
    return _duration(scene, trigger.token)


def _duration(scene: Scene, token: Token) -> list[Argument]:
    inside = span_of(token.sent)
    for one in scene.amounts_in(inside, "days"):
        if one.low:
            return [Argument("durationDays", one.low, one.span)]
    for one in scene.amounts_in(inside, "minutes"):
        if one.low and float(one.low) >= DAY_MINUTES:
            return [Argument("durationDays", str(int(float(one.low) // DAY_MINUTES)), one.span)]
    return []


def _ruled(found: Sequence[Signal]) -> str:
    tenses = {"future": "agreed", "to": "agreed", "would": "agreed", "modal": "proposed", "if": "proposed"}
    order = ("rejected", "ended", "violated", "proposed", "negotiated", "inForce", "agreed")
    return ruled(found, order, refused="rejected", by_tense={**tenses, "past": "inForce"})


def _is_ceasefire(scene: Scene, each: Group) -> bool:
    return bool(each.values("party") or each.values("mediator") or each.values("place"))


RECIPE = Recipe(
    kind=KIND,
    roles=("party", "mediator"),
    apart=("place", "durationDays", "announcedDate", "startDate", "endDate"),
    statuses=STATUSES,
    circumstances=_circumstances,
    rule=_ruled,
    is_event=_is_ceasefire,
    least={"party": 2},
    dates=("announcedDate", "startDate", "endDate"),
    has_place=True,
    of_states=("party",),
)
