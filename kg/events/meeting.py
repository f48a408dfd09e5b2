"""Meetings: two or more sides talk, in person, by telephone or by video."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg.annotate import span_of
from kg.grouping import Candidate, Group, group, is_definite, is_new, mentions_of
from kg.lexicon import words
from kg.records import Argument, EventMention, Kind, Mention, kind_of
from kg.scene import Scene, arguments
from kg.speech import spoken_by
from kg.status import Signal, signals
from kg.syntax import (
    agents,
    governing_verb,
    is_verb,
    modifiers,
    objects,
    obliques,
    possessors,
    subjects,
)
from kg.triggers import Trigger, find_triggers

KIND = "Meeting"
STATUSES = ("cancelled", "denied", "proposed", "planned", "held")  # the first that any word gives wins
SAME = 0.5  # of a group: below it a passage opens a meeting of its own


def find(scene: Scene) -> list[EventMention]:
    """The meetings that the article tells, passage by passage."""
    candidates = [one for trigger in find_triggers(scene.doc, "meeting") for one in _candidates(scene, trigger)]
    groups = group(_one_per_sentence(candidates), lambda each, one: _sameness(scene, each, one), SAME)
    return mentions_of([each for each in groups if _is_meeting(scene, each)], _group_status)


def _candidates(scene: Scene, trigger: Trigger) -> Iterable[Candidate]:
    people = participants(scene, trigger)
    anaphor = trigger.row["pos"] == "NOUN" and is_definite(trigger.token) and len(people) < 2
    if not anaphor and not _has_needs(scene, trigger, people):
        return
    yield Candidate(
        kind=KIND,
        trigger=trigger.token,
        status=_status(scene, trigger.token),
        arguments=(*arguments("participant", people), *_circumstances(scene, trigger)),
        is_new=is_new(trigger.token),
        is_anaphor=anaphor,
        **spoken_by(scene, trigger.token),
    )


def participants(scene: Scene, trigger: Trigger) -> list[Mention]:
    """Who meets: the actors that the trigger's frame names, in text order."""
    token, frame = trigger.token, trigger.hints.get("frame", "with")
    if frame == "noun":
        found = _of_noun(scene, token)
    elif frame == "object":
        found = scene.actors([*agents(token), *objects(token), *obliques(token, "with")])
    elif frame == "between":
        found = scene.actors([*agents(token), *obliques(token, "between")])
    else:
        prepositions = ("with", "to", "between", "on", "alongside")
        found = scene.actors([*subjects(token), *objects(token), *obliques(token, *prepositions)])
    return _without_countries_of_persons(scene, found)


def _of_noun(scene: Scene, noun: Token) -> list[Mention]:
    """The participants of "talks between X and Y", "Rubio's meeting with Lavrov", "US-Russia talks", "X held talks"."""
    tokens = [*possessors(noun), *modifiers(noun), *obliques(noun, "between", "with", "of", "among", "involving")]
    found = scene.actors(tokens)
    verb = governing_verb(noun)
    if verb is None or noun.dep_ in {"nsubj", "nsubjpass"} and noun.head is verb:
        return found
    if possessors(noun) or obliques(noun, "between", "among"):
        extra: list[Token] = []
    elif verb.lemma_ in words("light_verbs") or obliques(noun, "with") or not is_definite(noun):
        extra = [*agents(verb), *obliques(verb, "with", "between")]
    else:
        extra = []
    return scene.actors([*extra, *tokens])


def _without_countries_of_persons(scene: Scene, found: list[Mention]) -> list[Mention]:
    behind = {side for one in found if kind_of(one.key) is Kind.PERSON for side in scene.sides(one.key)}
    return [one for one in found if one.key not in behind]


def _has_needs(scene: Scene, trigger: Trigger, people: list[Mention]) -> bool:
    """True where the passage names what the row of the trigger asks for; a strong trigger asks for one actor."""
    needs = trigger.hints.get("needs")
    token = trigger.token
    if needs == "with" and not scene.actors(obliques(token, "with", "to", "between")) and len(people) < 2:
        return False
    if needs == "person":
        return len(people) >= 2 and any(kind_of(one.key) is Kind.PERSON for one in scene.actors(objects(token)))
    if needs == "people":
        return len(people) >= 2 and bool(scene.actors(objects(token))) and bool(scene.actors(agents(token)))
    if needs == "phone":
        return len(people) >= 2 and any(word.lower_ in words("call_words") for word in token.subtree)
    return len(people) >= 2


def _status(scene: Scene, trigger: Token) -> str:
    found = signals(trigger, "meeting")
    for status in STATUSES[:-1]:
        for signal in found:
            said = _said(signal)
            if said == status:
                return status
    return _by_tense(found)


def _said(signal: Signal) -> str | None:
    """What a signal amounts to once negation is counted in: "did not refuse" says nothing."""
    if not signal.negated:
        return signal.status
    return {"planned": "denied", "proposed": "denied", "held": "denied"}.get(signal.status or "")


def _by_tense(found: tuple[Signal, ...]) -> str:
    verbs = [signal for signal in found if is_verb(signal.token) and signal.tense not in {"infinitive", "participle"}]
    if any(signal.negated for signal in found[:2]):
        return "denied"
    if any(signal.conditional for signal in verbs[:1]):
        return "proposed"
    told = verbs[0].tense if verbs else "past"
    return {"future": "planned", "to": "planned", "would": "planned", "modal": "proposed"}.get(told, "held")


def _circumstances(scene: Scene, trigger: Trigger) -> list[Argument]:
    token = trigger.token
    home = _home(token)
    found = _dates(scene, token)
    found += arguments("place", _places(scene, token, home)[:1])
    minutes = scene.amounts_in(span_of(token.sent), "minutes")
    if len(minutes) == 1 and minutes[0].low:
        found.append(Argument("durationMinutes", minutes[0].low, minutes[0].span))
    found.append(_mode(scene, trigger))
    return found


def _home(token: Token) -> Token:
    return token if is_verb(token) else governing_verb(token) or token


def _dates(scene: Scene, token: Token) -> list[Argument]:
    times = [time for time in scene.attached_times(token) if time.role not in {"since", "until"}]
    if not times:
        return []
    first = times[0]
    found = [Argument("date", first.start, first.span)]
    if first.end and first.end != first.start:
        found.append(Argument("endDate", first.end, first.span))
    return found


def _places(scene: Scene, token: Token, home: Token) -> list[Mention]:
    nearest = scene.places([*obliques(token, "in", "at", "near", "outside"), *modifiers(token)])
    if not nearest and home is not token:
        nearest = scene.places(obliques(home, "in", "at", "near", "outside"))
    return sorted(nearest, key=lambda one: kind_of(one.key) is Kind.COUNTRY)


def _mode(scene: Scene, trigger: Trigger) -> Argument:
    for word in trigger.token.sent:
        if word.lower_ in words("call_words") and abs(word.i - trigger.token.i) <= 12:
            return Argument("mode", "call", span_of(word))
    hinted = trigger.hints.get("mode")
    return Argument("mode", hinted or "inPerson", span_of(trigger.token) if hinted else None, inferred=not hinted)


def _one_per_sentence(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Of two triggers of one sentence that name the same people the fuller: "held *talks*", "a *round* of *talks*"."""
    kept: list[Candidate] = []
    for one in candidates:
        twin = next((k for k in kept if _are_twins(k, one)), None)
        if twin is None:
            kept.append(one)
        elif len(one.arguments) > len(twin.arguments):
            kept[kept.index(twin)] = one
    return kept


def _are_twins(one: Candidate, other: Candidate) -> bool:
    if one.passage != other.passage:
        return False
    mine, theirs = set(one.values("participant")), set(other.values("participant"))
    return mine <= theirs or theirs <= mine


def _sameness(scene: Scene, each: Group, one: Candidate) -> float:
    """How well a passage fits a meeting told before, from 0 to 1."""
    mine, theirs = set(one.values("participant")), set(each.values("participant"))
    if one.is_new or _differ(each.values("date"), one.values("date")) or _contradict(each, one):
        return 0.0
    recency = 1 / (2 + one.trigger.sent.start - each.last.trigger.sent.start)
    if not mine:
        return 0.6 + 0.1 * recency if one.is_anaphor else 0.0
    if mine <= theirs or theirs <= mine:
        return 0.9 + 0.1 * recency
    folded_mine, folded_theirs = _folded(scene, mine), _folded(scene, theirs)
    if folded_mine <= folded_theirs or folded_theirs <= folded_mine:
        return 0.7 + 0.1 * recency
    return 0.0


def _folded(scene: Scene, keys: Iterable[str]) -> set[str]:
    return {side for key in keys for side in (scene.sides(key) or (key,))}


def _differ(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """True where both tell a time and no two of them can be the same day."""
    return bool(mine and theirs) and not any(a.startswith(b) or b.startswith(a) for a in mine for b in theirs)


def _contradict(each: Group, one: Candidate) -> bool:
    told = {candidate.status for candidate in each.candidates}
    return "held" in told and one.status in {"planned", "proposed"} and not one.is_anaphor


def _group_status(each: Group) -> str:
    told = [one.status for one in each.candidates]
    for status in ("cancelled", "denied", "held", "planned"):
        if status in told:
            return status
    return "proposed"


def _is_meeting(scene: Scene, each: Group) -> bool:
    """False where nobody meets another side: a cabinet, a team, one person alone."""
    people = each.values("participant")
    known = [set(scene.sides(key)) for key in people]
    return len(people) >= 2 and not (all(known) and len(set().union(*known)) == 1)
