"""Ceasefires: a stop in fighting, from proposal to collapse."""

from __future__ import annotations

from spacy.tokens import Token

from kg.annotate import span_of
from kg.grouping import Candidate, Group, group, is_definite, is_new, mentions_of
from kg.lexicon import words
from kg.records import Argument, EventMention, Kind, Mention, kind_of
from kg.scene import Scene, arguments
from kg.speech import spoken_by
from kg.status import signals
from kg.syntax import agents, children, governing_verb, is_verb, modifiers, obliques, possessors, subjects
from kg.times import TimeMention
from kg.triggers import Trigger, find_triggers

KIND = "Ceasefire"
SAME = 0.5
DAY_MINUTES = 24 * 60  # "a 72-hour truce" is told in days
_STATES = frozenset({Kind.COUNTRY, Kind.ORGANIZATION})


def find(scene: Scene) -> list[EventMention]:
    """The ceasefires that the article tells, passage by passage."""
    found = [_candidate(scene, one) for one in find_triggers(scene.doc, "ceasefire") if _is_meant(scene, one)]
    groups = group(found, _sameness, SAME)
    return mentions_of([each for each in groups if _is_ceasefire(each)], _group_status)


def _is_meant(scene: Scene, trigger: Trigger) -> bool:
    """False for a truce in politics or business, a halt of works, a pause for lunch."""
    around = {word.lemma_.lower() for word in trigger.token.sent}
    if trigger.hints.get("needs") == "fighting":
        return bool(words("fighting_words") & around)
    return not words("peaceful_words") & around


def _candidate(scene: Scene, trigger: Trigger) -> Candidate:
    token = trigger.token
    verb = token if is_verb(token) else governing_verb(token)
    mediators = _mediators(scene, token, verb)
    taken = {one.key for one in mediators}
    parties = [one for one in _parties(scene, token, verb) if one.key not in taken]
    told = [
        *arguments("party", parties),
        *arguments("mediator", mediators),
        *arguments("place", _places(scene, token)[:1]),
        *_duration(scene, token),
        *_dates(scene, token, verb),
    ]
    return Candidate(
        kind=KIND,
        trigger=token,
        status=_status(token),
        arguments=tuple(told),
        is_new=is_new(token),
        is_anaphor=is_definite(token) and not parties,
        **spoken_by(scene, token),
    )


def _parties(scene: Scene, token: Token, verb: Token | None) -> list[Mention]:
    near: list[Token] = [*obliques(token, "between", "with", "of", "by", "among")]
    if is_verb(token):
        near += subjects(token)
    else:
        near += [*possessors(token), *modifiers(token)]
    if verb is not None and verb is not token and verb.lemma_ not in words("mediating_verbs"):
        near += [*agents(verb), *obliques(verb, "between", "with", "by")]
    found = [side for one in scene.actors(near) for side in _as_states(scene, one)]
    return list({one.key: one for one in found}.values())


def _as_states(scene: Scene, one: Mention) -> list[Mention]:
    """The side that a mention stands for: parties to a ceasefire are never persons."""
    if kind_of(one.key) in _STATES:
        return [one]
    return [Mention(side, one.span, one.passage) for side in scene.sides(one.key)]


def _mediators(scene: Scene, token: Token, verb: Token | None) -> list[Mention]:
    near: list[Token] = []
    for rel in children(token, "acl", "relcl", "amod"):
        if rel.lemma_ in words("mediating_verbs"):
            near += [*agents(rel), *[child for child in rel.children if child.dep_ in {"npadvmod", "compound"}]]
    if verb is not None and verb.lemma_ in words("mediating_verbs"):
        near += agents(verb)
    return scene.actors(near)


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


def _status(token: Token) -> str:
    found = signals(token, "ceasefire")
    told = [signal for signal in found if signal.status]
    negated = any(signal.negated for signal in found[:2])
    for wanted in ("rejected", "ended", "violated", "proposed", "negotiated"):
        if any(signal.status == wanted and not signal.negated for signal in told):
            return wanted
    core = told[0].status if told else None
    if negated:
        return "rejected"
    if any(signal.tense in {"modal"} or signal.conditional for signal in found[:3]):
        return "proposed"
    if any(signal.tense in {"future", "to", "would"} for signal in found[:3]):
        return "agreed"
    return core or "inForce"


def _sameness(each: Group, one: Candidate) -> float:
    """How well a passage fits a ceasefire told before, from 0 to 1."""
    mine, theirs = set(one.values("party")), set(each.values("party"))
    if one.is_new and not one.is_anaphor or mine and theirs and not mine & theirs:
        return 0.0
    for slot in ("durationDays", "place", "startDate"):
        if one.values(slot) and each.values(slot) and not set(one.values(slot)) & set(each.values(slot)):
            return 0.2
    recency = 0.1 / (1 + one.trigger.sent.start - each.last.trigger.sent.start)
    return 0.6 + recency + 0.1 * len(mine & theirs)


def _group_status(each: Group) -> str:
    told = [one.status for one in each.candidates]
    for status in ("ended", "rejected", "violated", "inForce", "agreed", "negotiated"):
        if status in told:
            return status
    return "proposed"


def _is_ceasefire(each: Group) -> bool:
    return bool(each.values("party") or each.values("mediator") or each.values("place"))
