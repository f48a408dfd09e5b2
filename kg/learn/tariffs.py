"""Examples from gold articles for the models of duties, in the order in which they are learned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from kg.events.tariff import tellings_of, weighed
from kg.finding.roles import NO_PART
from kg.finding.scene import Scene
from kg.finding.settings import NONE
from kg.learn.fitting import Example
from kg.learn.gates import gate_examples
from kg.learn.gold import Told, covers, is_meant, passages_at, values_of
from kg.learn.turns import Stage
from kg.tariffs.finishing import keeping_features, settled, settling_features
from kg.tariffs.gathering import gather
from kg.tariffs.likeness import alike
from kg.tariffs.measures import KIND, Measure, Telling
from kg.tariffs.naming import find_namings
from kg.tariffs.supplying import announcer_features, completed, former_features, is_stated, target_features
from kg.tariffs.weighing import DAYS, ROLES, day_features, part_features, standing_features

_LEAST = 0.75  # how alike a duty and the gold's must be to be one: as the scorer counts


def _naming_examples(told: Told) -> Iterator[tuple[str, Example]]:
    """The days and parts beside each naming that a gold passage marks."""
    scene, namings = told.scene, find_namings(told.scene)
    for naming in namings:
        beside = [one for one in namings if one.token.sent.start == naming.token.sent.start]
        events = told.events_at(naming.token, KIND)
        if not events:
            continue
        marked = [slot for event in events for passage in passages_at(event, naming.token) for slot in passage["slots"]]
        for time in scene.times_in(naming.token.sent):
            over = (each["slot"] for each in marked if covers(each, time.span))
            label = next((slot for slot in over if slot in DAYS), NONE)
            yield "tariff.time", Example(tuple(day_features(scene, naming, time, beside)), label)
        for mentions, features in part_features(scene, naming):
            yield "tariff.role", Example(tuple(features), _part(scene, [one.key for one in mentions], events))


def _part(scene: Scene, keys: Sequence[str], events: Sequence[Any]) -> str:
    """The part in which an event names one of the actors, or the state for which a person speaks."""
    for slot in ("announcedBy", *ROLES[:2]):
        wanted = [value for event in events for value in values_of(event, slot)]
        asked = [side for key in keys for side in (key, *scene.sides(key)[:1])]
        if any(is_meant(scene, key, value) for key in asked for value in wanted):
            return slot
    return NO_PART


def _standing_examples(told: Told) -> Iterator[tuple[str, Example]]:
    """The status that the gold gives to each passage."""
    seen = set()
    for one in tellings_of(told.scene):
        event = _closest(told.scene, one, told.events_at(one.naming.token, KIND))
        if event is None:
            continue
        status = next((p["status"] for p in passages_at(event, one.naming.token) if p.get("status")), event["status"])
        if (one.naming.token.i, status) not in seen:
            seen.add((one.naming.token.i, status))
            features = standing_features(told.scene, one.naming, one.status, ahead=one.is_ahead)
            yield "tariff.status", Example(tuple(features), status)


def _whole_examples(told: Told) -> Iterator[tuple[str, Example]]:
    """Target, announcer and old rate of each duty that the gold has as well."""
    scene, measures = told.scene, gather(weighed(told.scene, tellings_of(told.scene)))
    for measure, event in matched(told, measures):
        if event is None:
            continue
        for key, features in target_features(scene, measure, measures) if not is_stated(measure, "target") else ():
            right = any(is_meant(scene, key, value) for value in values_of(event, "target"))
            yield "tariff.target.context", Example(tuple(features), right)
        for key, features in announcer_features(scene, measure):
            right = any(is_meant(scene, key, value) for value in values_of(event, "announcedBy"))
            yield "tariff.announcer", Example(tuple(features), right)
        for rate, features in former_features(scene, measure, measures):
            right = any(_is_number(value, rate.low or rate.high) for value in values_of(event, "previousRate"))
            yield "tariff.former", Example(tuple(features), right)


def _settled_examples(told: Told) -> Iterator[tuple[str, Example]]:
    """The status in which the article leaves each duty."""
    for measure, event in matched(told, completed(told.scene, gather(weighed(told.scene, tellings_of(told.scene))))):
        if event is not None:
            yield "tariff.settled", Example(tuple(settling_features(told.scene, measure)), event["status"])


def _kept_examples(told: Told) -> Iterator[tuple[str, Example]]:
    """Whether the gold has the duty at all."""
    for measure, event in matched(told, completed(told.scene, gather(weighed(told.scene, tellings_of(told.scene))))):
        features = keeping_features(told.scene, measure, settled(told.scene, measure))
        yield "tariff.kept", Example(tuple(features), event is not None)


LESSONS: tuple[Stage, ...] = (
    partial(gate_examples, kind=KIND.lower()),
    _naming_examples,
    _standing_examples,
    _whole_examples,
    _settled_examples,
    _kept_examples,
)


def matched(told: Told, measures: Sequence[Measure]) -> list[tuple[Measure, Any]]:
    """Each duty with the gold's that it is, None where it is none: the most alike first."""
    events = [event for event in told.gold["events"] if event["type"] == KIND]
    rated = [
        (_likeness(told.scene, one, event), -i, -j) for i, one in enumerate(measures) for j, event in enumerate(events)
    ]
    chosen: dict[int, Any] = {}
    taken: set[int] = set()
    for value, i, j in sorted(rated, reverse=True):
        if value >= _LEAST and -i not in chosen and -j not in taken:
            chosen[-i] = events[-j]
            taken.add(-j)
    return [(one, chosen.get(i)) for i, one in enumerate(measures)]


def _likeness(scene: Scene, measure: Measure | Telling, event: Any) -> float:
    """How alike a duty and the gold's are: actors, then rates, goods and days; 0 where they share no actor."""
    hit = total = 0
    for slot in ("imposer", "target"):
        wanted, given = values_of(event, slot), measure.values(slot)
        hit += sum(any(is_meant(scene, key, value) for key in given) for value in wanted)
        total += max(len(wanted), len(given))
    asked = [
        slot for slot in ("rateMin", "rateMax", "product", *DAYS) if values_of(event, slot) and measure.values(slot)
    ]
    right = sum(
        any(_agrees(slot, a, b) for a in values_of(event, slot) for b in measure.values(slot)) for slot in asked
    )
    if not hit and not measure.values("imposer") and right:  # the imposer is still to be supplied
        return _LEAST if _is_told_in(measure, event) else 0.0
    return (2.0 * hit / total if total else 0.0) + (right / len(asked) if asked else 0.0) if hit else 0.0


def _is_told_in(measure: Measure | Telling, event: Any) -> bool:
    tellings = measure.tellings if isinstance(measure, Measure) else [measure]
    return any(passages_at(event, one.naming.token) for one in tellings)


def _agrees(slot: str, gold: Any, given: str) -> bool:
    if slot == "product":
        return alike(str(gold), given)
    return _is_number(gold, given) if slot.startswith("rate") else str(gold) == given


def _is_number(gold: Any, given: str | None) -> bool:
    return given is not None and abs(float(gold) - float(given)) < 1e-6


def _closest(scene: Scene, one: Telling, events: Sequence[Any]) -> Any:
    """Of the events told at a naming, the one that the passage fits best; None where there is none."""
    if len(events) < 2:
        return events[0] if events else None
    return max(events, key=lambda event: (_likeness(scene, one, event), -events.index(event)))
