"""Ceasefires: a stop in fighting, from proposal to collapse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from kg.finding.circumstances import of_ceasefire
from kg.finding.differences import are_numbered_apart, is_numbered
from kg.finding.grouping import Candidate, Group
from kg.finding.recipe import Recipe
from kg.finding.scene import Scene
from kg.finding.sequels import followed
from kg.finding.status import Signal, ruled
from kg.finding.telling import find_by, settled
from kg.finding.timely import timely
from kg.parse.doc import Token
from kg.records import EventMention
from kg.truces.abroad import between_others
from kg.truces.aftermath import with_aftermath
from kg.truces.brokers import all_brokerages
from kg.truces.elsewhen import with_own_setting
from kg.truces.fallen import fate
from kg.truces.inherited import with_sides_of_the_other
from kg.truces.onlookers import without_onlookers
from kg.truces.passages import passages
from kg.truces.unnamed import has_unnamed_sides, without_strangers
from kg.truces.verdicts import beyond_doubt, verdict
from kg.truces.wholes import at_home, brokered, dated, parted

KIND = "Ceasefire"
_EARLIER = frozenset({"earlier", "previous", "former", "prior", "last", "past"})
STATUSES = ("agreed", "ended", "inForce", "negotiated", "proposed", "rejected", "violated")
LATER = {  # a proposal does not break: where one is told beside a truce that broke, these are two
    "proposed": ("negotiated", "rejected", "agreed"),
    "negotiated": ("rejected", "agreed", "inForce"),
    "agreed": ("inForce", "violated", "ended"),
    "inForce": ("violated", "ended"),
}


FOLLOWS = {  # what a further sentence may say of a truce that stands so: "Hamas rejected it", "It collapsed"
    "proposed": frozenset({"rejected"}),
    "negotiated": frozenset({"rejected"}),
    "agreed": frozenset({"rejected", "inForce", "violated", "ended"}),
    "inForce": frozenset({"violated", "ended"}),
    "violated": frozenset({"ended"}),
}


def find(scene: Scene) -> list[EventMention]:
    """The ceasefires that the article tells, passage by passage."""
    return find_by(scene, RECIPE)


def _ruled(found: Sequence[Signal]) -> str:
    tenses = {"future": "agreed", "to": "agreed", "would": "agreed", "modal": "proposed", "if": "proposed"}
    order = ("rejected", "ended", "violated", "proposed", "negotiated", "inForce", "agreed")
    return ruled(found, order, refused="rejected", by_tense={**tenses, "past": "inForce"})


def _is_ceasefire(scene: Scene, each: Group) -> bool:
    return bool(each.values("party") or each.values("mediator") or each.values("place"))


def _gathered(scene: Scene, groups: Sequence[Group]) -> list[Group]:
    groups = [each for each in map(without_strangers, groups) if _is_ceasefire(scene, each)]
    settle = partial(settled, later=LATER)
    sided = with_sides_of_the_other(scene, brokered(scene, groups))
    told = [beyond_doubt(scene, each) for each in dated(scene, sided)]
    known = with_aftermath(scene, followed(scene, told, FOLLOWS, settle), settle)
    return [with_own_setting(scene, each, settle(each)) for each in known]


def _completed(scene: Scene, each: Group) -> Group:
    told = _past(between_others(scene, without_onlookers(scene, each, all_brokerages(scene))))
    return timely(scene, at_home(parted(scene, told)), KIND, settled(told, LATER))


def _past(each: Group) -> Group:
    """An earlier truce that was broken is over: "A previous ceasefire was broken within hours"."""
    if settled(each, LATER) != "violated" or not all(_is_earlier(one.trigger) for one in each.candidates):
        return each
    return Group([replace(one, outlook={"ended": 1.0}) for one in each.candidates])


def _is_earlier(noun: Token) -> bool:
    return any(child.lower_ in _EARLIER for child in noun.children)


def _clash(told: Candidate, other: Candidate) -> bool:
    numbered = are_numbered_apart(told.trigger, other.trigger)
    return _is_fallen(other.trigger) or numbered or _is_spent(told, other)


def _is_fallen(word: Token) -> bool:
    return fate(word) is not None


def _is_sure(word: Token) -> bool:
    return _is_fallen(word) or has_unnamed_sides(word) or _is_numbered_end(word)


def _is_spent(told: Candidate, other: Candidate) -> bool:
    """True for "The thirteenth truce lasted a day" beside a truce that is told as agreed: it is another."""
    is_open = told.status in {"agreed", "negotiated"} and not is_numbered(told.trigger)
    return is_open and _is_numbered_end(other.trigger)


def _is_numbered_end(word: Token) -> bool:
    return is_numbered(word) and verdict(word) == "ended"


RECIPE = Recipe(
    kind=KIND,
    roles=("party", "mediator"),
    apart=("place", "durationDays", "announcedDate", "startDate", "endDate"),
    statuses=STATUSES,
    later=LATER,
    over={"violated": "inForce", "ended": "inForce"},
    circumstances=of_ceasefire,
    rule=_ruled,
    is_event=_is_ceasefire,
    least={"party": 2, "mediator": 1},
    dates=("announcedDate", "startDate", "endDate"),
    has_place=True,
    placed=0.4,
    single=("announcedDate", "startDate", "endDate", "place", "durationDays"),
    of_states=("party",),
    sure=_is_sure,
    several=passages,
    clash=_clash,
    gathered=_gathered,
    completed=_completed,
    meant=0.35,
    same=0.45,
    none_same=0.4,
    kept=0.5,
)
