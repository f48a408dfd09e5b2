"""How events are found, whatever their type: triggers, who takes part, is it meant, which status, which passages.

A type gives a `Recipe`; each step is weighed by a small linear model that is learned from gold (`kg.learn`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from kg.finding.context import supplied
from kg.finding.grouping import Candidate, Group, is_definite, mentions_of
from kg.finding.joining import fit, joined
from kg.finding.judging import StatusReading, novelty, outlook_features, telling_features
from kg.finding.keeping import keeping_features
from kg.finding.recipe import Recipe
from kg.finding.roles import Part, cast_of
from kg.finding.scene import Scene, arguments
from kg.finding.settings import dates, places
from kg.finding.speech import spoken_by
from kg.finding.status import is_yet_to_be, tense
from kg.finding.tidying import tidied
from kg.finding.triggers import Trigger, find_triggers
from kg.parse.doc import Token
from kg.records import Argument, EventMention, Kind, kind_of
from kg.syntax import is_negated, verb_at
from kg.times.almanac import side_of
from kg.weights import chance, shares

UNDOUBTED, DOUBTED = 0.8, 0.6  # of a passage's chances; evidence on stories left out rises from 0.87 to 0.90
LATER = 0.6  # chance from which one passage tells that an event has gone on to a later status; of 0.6 to 0.9 best
SURE = 2  # power of a passage's chance: one sure passage outweighs two doubtful ones; of 1, 2, 3, 4 best left out


def find_by(scene: Scene, recipe: Recipe) -> list[EventMention]:
    """The events of the recipe's type that the article tells, passage by passage."""
    rated = [(each, chance(recipe.model("kept"), features)) for each, features in described(scene, recipe)]
    rated = [(each, max(value, recipe.kept) if _is_sure(each, recipe) else value) for each, value in rated]
    kept = recipe.gathered(scene, [rated_group(each, value) for each, value in rated if value >= recipe.kept])
    return mentions_of([finished(scene, each, recipe) for each in kept], partial(settled, later=recipe.later))


def _is_sure(each: Group, recipe: Recipe) -> bool:
    return any(recipe.sure(one.trigger) for one in each.candidates)


def finished(scene: Scene, each: Group, recipe: Recipe) -> Group:
    """The group as it is told: consistent, and completed by what the type knows to supply."""
    return recipe.completed(scene, tidied(scene, each, recipe.roles, recipe.single))


def drawn(scene: Scene, recipe: Recipe) -> list[Group]:
    """The article's likely events, before each is weighed as a whole."""
    told = [
        each
        for trigger in find_triggers(scene.doc, recipe.name)
        if (one := candidate(scene, trigger, recipe))
        for each in recipe.several(scene, trigger, one)
    ]
    groups = [supplied(scene, each, recipe.name, recipe.least or {}, told) for each in joined(scene, told, recipe)]
    return [each for each in groups if recipe.is_event(scene, each)]


def described(scene: Scene, recipe: Recipe) -> Iterator[tuple[Group, list[str]]]:
    """The article's likely events, each with what speaks for telling it: also how it fits those told before it.

    Those that one word tells apart ("two earlier truces, in May and July") are not held against others.
    """
    groups = drawn(scene, recipe)
    told = Counter(each.candidates[0].trigger.i for each in groups)
    for place, each in enumerate(groups):
        first = each.candidates[0]
        others = groups[:place] if told[first.trigger.i] == 1 else []
        fits = [fit(scene, other, first, recipe) for other in others]
        yield each, keeping_features(scene, each, recipe.roles[0], max(fits, default=None))


def rated_group(each: Group, value: float) -> Group:
    """The group with the chance that it is right as the confidence of each of its passages, doubtful ones left out."""
    return Group([replace(one, confidence=round(value, 2)) for one in _undoubted(each)])


def _undoubted(each: Group) -> list[Candidate]:
    """The passages of an event; where one surely tells it, without those that may tell something else and add nothing.

    What else a doubtful passage alone tells, as how long it took, is kept with it.
    """
    if max(one.sureness for one in each.candidates) < UNDOUBTED:
        return each.candidates
    told = {argument.slot for one in each.candidates if one.sureness >= DOUBTED for argument in one.arguments}
    return [one for one in each.candidates if one.sureness >= DOUBTED or not told.issuperset(one.slots)]


def parts(scene: Scene, trigger: Trigger, recipe: Recipe) -> list[Part]:
    """Who plays which part in the trigger's sentence, in text order; a person stands for the country behind it."""
    found = recipe.present(scene, trigger, cast_of(scene, trigger, recipe.name, recipe.roles))
    behind = {side for _, one, _ in found if kind_of(one.key) is Kind.PERSON for side in scene.sides(one.key)}
    return sorted((part for part in found if part[1].key not in behind), key=lambda part: part[1].span)


def candidate(scene: Scene, trigger: Trigger, recipe: Recipe) -> Candidate | None:
    """What the trigger's sentence tells; None where the trigger is not meant."""
    cast = parts(scene, trigger, recipe)
    asked = telling_features(scene, trigger, [(one, value) for _, one, value in cast], recipe.name)
    sure = chance(recipe.model("meant"), asked)
    least = 0.0 if recipe.sure(trigger.token) else recipe.leaning if trigger.leans else recipe.meant
    return drafted(scene, trigger, recipe, cast, sure) if sure >= least else None


def drafted(scene: Scene, trigger: Trigger, recipe: Recipe, cast: Iterable[Part], sure: float) -> Candidate:
    """The candidate of a trigger with its status, whether meant or not."""
    source = spoken_by(scene, trigger.token)
    acting = _without_teller(scene, cast, recipe.roles[0], source["speaker"]) if recipe.of_states else cast
    filled = [(argument, part[2]) for part in acting for argument in _filled(scene, part, recipe)]
    read = StatusReading.of(trigger, recipe.name, recipe.rule)
    asked = outlook_features(scene, read, worded=recipe.worded)
    token = trigger.token
    outlook = shares(recipe.model("status"), recipe.statuses, asked)
    outlook = _as_of_now(outlook, recipe.over) if recipe.over and _comes_later(scene, token) else outlook
    return Candidate(
        kind=recipe.kind,
        trigger=token,
        status=max(sorted(outlook), key=lambda each: outlook[each]),
        outlook=outlook,
        cast={argument.value: sure for argument, sure in sorted(filled, key=lambda each: each[1])},
        arguments=(
            *(argument for argument, _ in filled),
            *_with_days(_setting(scene, trigger, recipe), recipe.circumstances(scene, trigger)),
        ),
        is_new=novelty(token),
        is_anaphor=is_definite(token),
        leans=trigger.leans and "renews" not in trigger.hints and not recipe.sure(token),
        sureness=sure,
        confidence=round(sure, 2),
        **source,
    )


def _without_teller(scene: Scene, cast: Iterable[Part], role: str, speaker: str | None) -> list[Part]:
    """Who takes part, without a speaker who tells of two others in the role.

    "Rubio said Israel and Hamas were close to a truce" makes the United States no party.
    """
    found = list(cast)
    others = [part for part in found if part[1].key != speaker]
    sides = {side for slot, one, _ in others if slot == role for side in scene.sides(one.key)}
    return others if len(sides) >= 2 else found


def settled(each: Group, later: Mapping[str, tuple[str, ...]] | None = None) -> str:
    """The status with which the article leaves the event: the likeliest over all passages, the surest first.

    `later` are for a status those that come after it: many passages tell how a truce was agreed, one that it broke.
    """
    totals: dict[str, float] = {}
    for one in each.candidates:
        for status, value in one.outlook.items():
            totals[status] = totals.get(status, 0.0) + one.sureness * value**SURE
    likeliest = max(sorted(totals), key=lambda status: totals[status])
    come = [one for one in each.candidates if not _is_ahead(one.trigger)]
    then = [(one.outlook.get(status, 0.0), status) for one in come for status in (later or {}).get(likeliest, ())]
    value, last = max(then, default=(0.0, likeliest))
    return last if value >= LATER else likeliest


def _comes_later(scene: Scene, token: Token) -> bool:
    """True for 'truce' in "the truce will expire", and in "the truce expires on Sunday" where that is to come."""
    verb, day = verb_at(token), scene.article.day
    if verb is None or is_negated(verb):
        return False
    if is_yet_to_be(verb):  # "the moment the pause is over"
        return True
    if tense(verb) != "present" or day is None:
        return _is_ahead(token)
    return any(side_of(time.start, day) == "after" for time in scene.attached_times(token))


def _as_of_now(outlook: Mapping[str, float], over: Mapping[str, str]) -> dict[str, float]:
    """The chances of statuses where what is told is still to come: a truce that will expire is in force."""
    found = dict.fromkeys(outlook, 0.0)
    for status, value in outlook.items():
        found[over.get(status, status)] += value
    return found


def _is_ahead(token: Token) -> bool:
    """True for 'truce' in "the truce could be broken", "would end"."""
    verb = verb_at(token)
    return verb is not None and tense(verb) in {"modal", "would", "future"}


def _filled(scene: Scene, part: Part, recipe: Recipe) -> list[Argument]:
    """The slot's argument; for a slot of states, those whom a person represents."""
    slot, mention, _ = part
    if slot not in recipe.of_states:
        return arguments(slot, [mention])
    return [Argument(slot, side, mention.span) for side in scene.sides(mention.key)]


def _setting(scene: Scene, trigger: Trigger, recipe: Recipe) -> list[Argument]:
    found = dates(scene, trigger, recipe.model("time"), recipe.dates) if recipe.dates else []
    return [*found, *places(scene, trigger, recipe.model("place"), least=recipe.placed)] if recipe.has_place else found


def _with_days(setting: Iterable[Argument], sure: Iterable[Argument]) -> list[Argument]:
    """When and where, and what plain words say: "a halt announced for March 1"; what they imply only where it lacks."""
    told = list(sure)
    taken = {each.span for each in told if each.span is not None and not each.inferred}
    kept = [each for each in setting if each.span not in taken]
    given = {each.slot for each in kept}
    return [*kept, *(each for each in told if not each.inferred or each.slot not in given)]
