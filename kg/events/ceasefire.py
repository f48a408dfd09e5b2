"""Ceasefires: a stop in fighting, from proposal to collapse."""

from __future__ import annotations

from spacy.tokens import Token

from kg.annotate import span_of
from kg.grouping import Group
from kg.lexicon import words
from kg.records import Argument, EventMention, Kind, Mention, kind_of
from kg.scene import Scene, arguments
from kg.syntax import governing_verb, is_verb, modifiers, obliques
from kg.telling import Recipe, find_by
from kg.times import TimeMention
from kg.triggers import Trigger

KIND = "Ceasefire"
STATUSES = ("agreed", "ended", "inForce", "negotiated", "proposed", "rejected", "violated")
DAY_MINUTES = 24 * 60  # "a 72-hour truce" is told in days


def find(scene: Scene) -> list[EventMention]:
    """The ceasefires that the article tells, passage by passage."""
    return find_by(scene, RECIPE)


def _circumstances(scene: Scene, trigger: Trigger) -> list[Argument]:
    token = trigger.token
    verb = token if is_verb(token) else governing_verb(token)
    return [*arguments("place", _places(scene, token)[:1]), *_duration(scene, token), *_dates(scene, token, verb)]


def _places(scene: Scene, token: Token) -> list[Mention]:
    verb = governing_verb(token)
    near = scene.places([*obliques(token, "in", "for", "across", "around", "at"), *modifiers(token)])
    if not near and verb is not None:
        near = scene.places(obliques(verb, "in", "across", "around"))
    return [one for one in near if kind_of(one.key) is Kind.PLACE]


def _duration(scene: Scene, token: Token) -> list[Argument]:
    inside = span_of(token.sent)
    for one in scene.amounts_in(inside, "days"):
        if one.low:
            return [Argument("durationDays", one.low, one.span)]
    for one in scene.amounts_in(inside, "minutes"):
        if one.low and float(one.low) >= DAY_MINUTES:
            return [Argument("durationDays", str(int(float(one.low) // DAY_MINUTES)), one.span)]
    return []


def _dates(scene: Scene, token: Token, verb: Token | None) -> list[Argument]:
    found: list[Argument] = []
    for time in scene.attached_times(token)[:3]:
        slot = _date_slot(time, verb)
        if slot not in {one.slot for one in found}:
            found.append(Argument(slot, time.start, time.span))
    return found


def _date_slot(time: TimeMention, verb: Token | None) -> str:
    if time.role == "until":
        return "endDate"
    if time.role in {"since", "from"} or verb is not None and verb.lemma_ in words("starting_verbs"):
        return "startDate"
    if verb is not None and verb.lemma_ in words("ending_verbs"):
        return "endDate"
    return "announcedDate"


def _settle(told: tuple[str, ...]) -> str:
    for status in ("ended", "rejected", "violated", "inForce", "agreed", "negotiated"):
        if status in told:
            return status
    return "proposed"


def _is_ceasefire(scene: Scene, each: Group) -> bool:
    return bool(each.values("party") or each.values("mediator") or each.values("place"))


RECIPE = Recipe(
    kind=KIND,
    roles=("party", "mediator"),
    apart=("place", "durationDays", "announcedDate", "startDate", "endDate"),
    statuses=STATUSES,
    circumstances=_circumstances,
    settle=_settle,
    is_event=_is_ceasefire,
    least={"party": 2},
)
