"""Do two accounts tell of one event? Pure features, each with a value and a reason, weighed by a table.

A feature gives from -1 (they differ) to 1 (the same). `kg/data/merging.tsv` says how much each counts, by type of
event and slot; a type without rows is weighed by the kinds of its slots.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kg import lexicon
from kg.accounts import Account
from kg.compare import twice
from kg.compare.duties import effect_score
from kg.compare.news import news_features
from kg.compare.rates import RATES, rate_score
from kg.compare.slots import is_counted, one_sided, slot_features
from kg.compare.times import time_features
from kg.records import Score, Slot

SAME_EVENT = 0.5  # accounts from here on are one event: the weighed features speak for it more than against it
HOPELESS = -8.0  # log-odds from which nothing else that two accounts share makes them one
NEAR = 0.01  # accounts from here on are worth telling apart in words; below, no reasons are kept
SAME_DAY = 0.5  # days that agree, a month with its day
WORTH_TELLING = 0.25  # weights below this are no reason


class Verdict(NamedTuple):
    """How likely two accounts tell of one event, from 0 to 1, and whether dates rule it out."""

    value: float
    parted: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """The score of two accounts that tell of one event or nearly do, from 0 to 1, and the reasons."""

    value: float
    reasons: tuple[Score, ...]


_APART, _PARTED = Verdict(0.0), Verdict(0.0, parted=True)  # of pairs that nothing else makes one


def compare(left: Account, right: Account, slots: Mapping[str, Slot]) -> Verdict:
    """How much speaks for two accounts telling of one event."""
    return _weighed(left, right, slots)[0]


def explained(left: Account, right: Account, slots: Mapping[str, Slot]) -> Comparison:
    """What `compare` says and why, in words: asked for the few pairs of which users are told."""
    verdict, found = _weighed(left, right, slots)
    told = [one for one, odds in found if abs(odds) >= WORTH_TELLING] if verdict.value >= NEAR else []
    return Comparison(verdict.value, tuple(Score(round((one.value + 1) / 2, 2), one.reason) for one in told))


def _weighed(left: Account, right: Account, slots: Mapping[str, Slot]) -> tuple[Verdict, list[tuple[Score, float]]]:
    """The verdict, and what each feature adds to it; where that is hopeless, those that come first."""
    found: list[tuple[Score, float]] = []
    total, parted = _bias(left.kind), False
    for name, score in features(left, right, slots):
        odds = weight(left.kind, name, score.value, slots)
        found.append((score, odds))
        total += odds
        parted = parted or (name == "when" and score.value <= -1)
        if total < HOPELESS:
            return _PARTED if parted else _APART, found
    return Verdict(chance_of(total), parted), found


def chance_of(odds: float) -> float:
    """The chance that log-odds stand for.

    >>> chance_of(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-odds))


def log_odds(chance: float) -> float:
    """A chance as it adds up: 0 for one half.

    >>> round(log_odds(0.9), 1)
    2.2
    """
    return math.log(chance) - math.log1p(-chance) if 0 < chance < 1 else math.copysign(math.inf, chance - 0.5)


def features(left: Account, right: Account, slots: Mapping[str, Slot]) -> Iterator[tuple[str, Score]]:
    """Each feature that applies, with the name by which the table weighs it; those that rule most out come first."""
    has_day = on_one_news = False
    for name, score in _told_features(left, right, slots):
        has_day = has_day or (score.value >= SAME_DAY and _is_of_days(name, slots))
        yield name, score
    if left.article.id == right.article.id:
        yield "twice", twice.REASON
        return
    for name, score in news_features(left, right):
        on_one_news = on_one_news or name == "leads"
        yield name, score
    if not has_day and not on_one_news:
        yield "no day", Score(-1.0, "told in other news, with no day in common")


def _told_features(left: Account, right: Account, slots: Mapping[str, Slot]) -> Iterator[tuple[str, Score]]:
    """What the accounts themselves say: when, whether, who, where and what."""
    yield from time_features(left, right)
    effect = effect_score(left, right) if left.kind == "Tariff" else None
    if effect is not None:
        yield "implied", effect
    for name in sorted((left.facts.keys() | right.facts.keys()) - RATES):
        if is_counted(name, left, right):
            continue
        if name in slots and name in left.facts and name in right.facts:
            yield from slot_features(slots[name], left, right)
        elif (left.kind, f"one {name}") in _weights():
            yield f"one {name}", one_sided(name)
    rates = rate_score(left, right)
    if rates is not None:
        yield "rate", rates


def _is_of_days(name: str, slots: Mapping[str, Slot]) -> bool:
    return name == "when" or (name in slots and slots[name].kind == "date")


def weight(kind: str, name: str, value: float, slots: Mapping[str, Slot]) -> float:
    """The log-odds that a feature of this value adds, for a type of event."""
    same, differ = _odds(kind, name, slots[name].kind if name in slots else "")
    return value * same if value >= 0 else -value * differ


@lru_cache(maxsize=1024)
def _odds(kind: str, name: str, slot: str) -> tuple[float, float]:
    """The log-odds of a feature for a type of event, else for its kind of slot, where it is one's."""
    general = f"*{slot}" if slot else "more" if name.startswith("more ") else name
    return _weights().get((kind, name)) or _weights().get(("*", general), (0.0, 0.0))


def _bias(kind: str) -> float:
    table = _weights()
    return table.get((kind, "bias"), table[("*", "bias")])[0]


@lru_cache(maxsize=1)
def _weights() -> dict[tuple[str, str], tuple[float, float]]:
    """Log-odds by event type and feature: for the same, and for different values."""
    return {(row["event"], row["slot"]): (float(row["same"]), float(row["differ"])) for row in lexicon.table("merging")}
