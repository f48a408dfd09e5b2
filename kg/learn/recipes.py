"""Examples from gold articles for the models of the types that have a recipe, in the order in which they are learned.

A noun phrase beside a trigger that a gold passage marks is an example: of the part where the gold event gives the slot
to whom the phrase stands for, else against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kg.finding.context import Gap, context_features, own_chances
from kg.finding.fillers import Filler
from kg.finding.grouping import Candidate, Group
from kg.finding.judging import StatusReading, outlook_features, sameness_features, telling_features
from kg.finding.recipe import Recipe
from kg.finding.roles import NO_PART, cast_features
from kg.finding.scene import Scene
from kg.finding.settings import NONE, place_features, placed, time_features
from kg.finding.telling import described, drafted, parts
from kg.finding.triggers import Trigger, find_triggers
from kg.learn.fitting import Example
from kg.learn.gold import Told, covers, is_meant, passages_at, values_of
from kg.records import Span


def _role_examples(told: Told, recipe: Recipe) -> Iterator[tuple[str, Example]]:
    for trigger in find_triggers(told.scene.doc, recipe.name):
        events = told.events_at(trigger.token, recipe.kind)
        if events:
            marked = [each for event in events for p in passages_at(event, trigger.token) for each in p["slots"]]
            for filler, features in cast_features(told.scene, trigger, recipe.name):
                part = _marked(told.scene, filler, marked, recipe) or _part(told.scene, filler, events, recipe)
                yield recipe.model("role"), Example(tuple(features), part)
            yield from _setting_examples(told.scene, trigger, recipe, events)


def _marked(scene: Scene, filler: Filler, marked: Iterable[Any], recipe: Recipe) -> str | None:
    """The slot that the gold marks this noun with, though the noun may be taken for another actor here."""
    for each in marked:
        if each["slot"] in recipe.roles and scene.token_in(Span(each["start"], each["end"])) == filler.head:
            return str(each["slot"])
    return None


def _part(scene: Scene, filler: Filler, events: Sequence[Any], recipe: Recipe) -> str:
    """The slot in which an event names one of the actors; for a slot of states, also one whom the actor represents."""
    for slot in recipe.roles:
        wanted = [value for event in events for value in values_of(event, slot)]
        asked = [
            side
            for one in filler.mentions
            for side in (scene.sides(one.key) if slot in recipe.of_states else (one.key,))
        ]
        if any(is_meant(scene, key, value) for key in asked for value in wanted):
            return slot
    return NO_PART


def _setting_examples(
    scene: Scene, trigger: Trigger, recipe: Recipe, events: Sequence[Any]
) -> Iterator[tuple[str, Example]]:
    marked = [each for event in events for passage in passages_at(event, trigger.token) for each in passage["slots"]]
    for time in scene.times_in(trigger.token.sent) if recipe.dates else ():
        label = next(
            (each["slot"] for each in marked if each["slot"] in recipe.dates and covers(each, time.span)), NONE
        )
        yield recipe.model("time"), Example(tuple(time_features(scene, trigger, time)), label)
    for place in placed(scene, trigger.token) if recipe.has_place else ():
        right = any(each["slot"] == "place" and covers(each, place.mentions[0].span) for each in marked)
        yield recipe.model("place"), Example(tuple(place_features(scene, trigger, place)), right)


def _sense_examples(told: Told, recipe: Recipe) -> Iterator[tuple[str, Example]]:
    for trigger in find_triggers(told.scene.doc, recipe.name):
        events = told.events_at(trigger.token, recipe.kind)
        cast = [(one, value) for _, one, value in parts(told.scene, trigger, recipe)]
        features = telling_features(told.scene, trigger, cast, recipe.name)
        yield recipe.model("meant"), Example(tuple(features), bool(events))
        for event in events:
            status = next((p["status"] for p in passages_at(event, trigger.token) if p.get("status")), event["status"])
            read = StatusReading.of(trigger, recipe.name, recipe.rule)
            features = outlook_features(told.scene, read, worded=recipe.worded)
            yield recipe.model("status"), Example(tuple(features), status)


def _same_examples(told: Told, recipe: Recipe) -> Iterator[tuple[str, Example]]:
    known: list[tuple[Candidate, str]] = []
    for trigger in find_triggers(told.scene.doc, recipe.name):
        events = told.events_at(trigger.token, recipe.kind)
        if events:
            one = drafted(told.scene, trigger, recipe, parts(told.scene, trigger, recipe), 1.0)
            known.append((one, _closest(told.scene, one, events, recipe)["event"]))
    for place, (one, event) in enumerate(known):
        for before, other in known[:place]:
            features = sameness_features(told.scene, before, one, (recipe.roles[0], *recipe.apart))
            yield recipe.model("same"), Example(tuple(features), event == other)
    yield from _context_examples(told, recipe, known)


def _context_examples(
    told: Told, recipe: Recipe, known: Sequence[tuple[Candidate, str]]
) -> Iterator[tuple[str, Example]]:
    events = {event["event"]: event for event in told.gold["events"]}
    for event in dict.fromkeys(event for _, event in known):
        group = Group([one for one, theirs in known if theirs == event])
        for slot, least in (recipe.least or {}).items():
            if len(set(group.values(slot))) < least:
                chances = own_chances(told.scene, group, slot, recipe.least or ())
                gap = Gap(group, [one for one, _ in known], slot, chances)
                for key, features in context_features(told.scene, gap):
                    right = any(is_meant(told.scene, key, value) for value in values_of(events[event], slot))
                    yield f"{recipe.name}.{slot}.context", Example(tuple(features), right)


def _kept_examples(told: Told, recipe: Recipe) -> Iterator[tuple[str, Example]]:
    events = [event for event in told.gold["events"] if event["type"] == recipe.kind]
    free = list(events)
    for group, features in described(told.scene, recipe):
        match = next((event for event in free if _is_told_by(told.scene, group, event, recipe)), None)
        if match is not None:
            free.remove(match)
        yield recipe.model("kept"), Example(tuple(features), match is not None)


def _is_told_by(scene: Scene, group: Group, event: Any, recipe: Recipe) -> bool:
    """True where the group stands on a passage of the event and names at least half of its actors, if it has any."""
    marked = [(passage["start"], passage["end"]) for passage in event.get("passages", ())]
    if not any(start <= one.trigger.idx < end for one in group.candidates for start, end in marked):
        return False
    wanted, given = values_of(event, recipe.roles[0]), group.values(recipe.roles[0])
    hits = sum(any(is_meant(scene, key, value) for key in given) for value in wanted)
    return 2 * hits >= max(len(wanted), len(given)) - 1 and (hits > 0 or not wanted and not given)


def _closest(scene: Scene, one: Candidate, events: Sequence[Any], recipe: Recipe) -> Any:
    """Of several events that share a passage, the one whose actors the candidate names best."""

    def shared(event: Any) -> float:
        wanted = values_of(event, recipe.roles[0])
        given = one.values(recipe.roles[0])
        hits = sum(any(is_meant(scene, key, value) for key in given) for value in wanted)
        return hits / max(len(wanted), len(given), 1)

    return max(events, key=lambda event: (shared(event), -events.index(event)))


STAGES = (_role_examples, _sense_examples, _same_examples, _kept_examples)
