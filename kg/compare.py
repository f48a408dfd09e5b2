"""Do two accounts tell of one event? Pure features, each with a value and a reason, weighed by a table.

A feature gives from -1 (they differ) to 1 (the same), or None where one of the two is silent. `kg/data/merging.tsv`
says how much each counts, by type of event and slot; a type without rows is weighed by the kinds of its slots.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg import lexicon
from kg.accounts import Account, Party, dated
from kg.names import organization_words
from kg.periods import Period, agree, is_day, period
from kg.records import Score, Slot

SAME_EVENT = 0.5  # accounts from here on are one event: log-odds 0 of the weighed features
NEWS_DAYS = 10  # a meeting told without a date happened within so many days before publication
PLAN_DAYS = 60  # a meeting planned without a date is expected within so many days after publication
NEAR_DAYS = 3  # articles this close report the same news
FAR_DAYS = 60  # articles farther apart share fewer events

_AHEAD = frozenset({"planned", "proposed"})
_WHEN = {"Meeting": ("date",)}


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdict on two accounts: a score from 0 to 1, the reasons, and whether dates rule out that they are one."""

    value: float
    reasons: tuple[Score, ...]
    parted: bool = False


def compare(left: Account, right: Account, slots: Mapping[str, Slot]) -> Comparison:
    """How much speaks for two accounts telling of one event, and why."""
    features = [(name, score) for name, score in _features(left, right, slots) if score is not None]
    weighed = [(name, score, _weight(left.kind, name, score, slots)) for name, score in features]
    total = _bias(left.kind) + sum(weight for _, _, weight in weighed)
    reasons = tuple(
        Score(round((score.value + 1) / 2, 2), score.reason) for _, score, weight in weighed if abs(weight) >= 0.25
    )
    parted = any(score.value <= -1 and name in ("when", "startDate") for name, score in features)
    return Comparison(1 / (1 + math.exp(-total)), reasons, parted)


def _features(left: Account, right: Account, slots: Mapping[str, Slot]) -> list[tuple[str, Score | None]]:
    """Each feature that applies, with the name by which the table weighs it."""
    found: list[tuple[str, Score | None]] = [
        (name, slot_score(slots[name], left, right))
        for name in sorted(left.facts.keys() & right.facts.keys())
        if name in slots
    ]
    found += [(name, _one_sided(name, left, right)) for name in ("product", "target")]
    if left.kind in _WHEN:
        found.append(("when", when_score(left, right)))
    found += [("status", status_score(left, right)), ("published", published_score(left, right))]
    return found


# --- slots ---


def slot_score(slot: Slot, left: Account, right: Account) -> Score | None:
    """Two accounts' values of one slot, compared by the slot's kind."""
    ours, theirs = left.facts[slot.name], right.facts[slot.name]
    if slot.kind == "actor":
        return party_score(slot.name, left.parties[slot.name], right.parties[slot.name])
    if slot.kind == "place":
        return place_score(ours, theirs, {**left.countries, **right.countries})
    if slot.kind == "date":
        return date_score(slot.name, ours, theirs)
    if slot.kind == "text":
        return text_score(slot.name, ours, theirs)
    same = bool(set(ours) & set(theirs))
    return Score(1.0 if same else -1.0, f"{slot.name} {_said(ours, theirs)}")


def party_score(slot: str, ours: tuple[Party, ...], theirs: tuple[Party, ...]) -> Score:
    """Actors matched one to one: the same, or a country and the person who represents it."""
    small, large = sorted((ours, theirs), key=len)
    left = list(large)
    total = 0.0
    lone = 0
    for party in sorted(small, key=lambda one: -max((_match(one, other) for other in large), default=0)):
        best = max(left, key=lambda other: _match(party, other), default=None)
        value = _match(party, best) if best is not None else 0.0
        if best is not None and value:
            left.remove(best)
            total += value
        else:
            lone += 1
    reason = f"{slot} {_said(tuple(p.id for p in ours), tuple(p.id for p in theirs))}"
    return Score(_share(total, lone, len(small), len(large)), reason)


def _share(total: float, lone: int, small: int, large: int) -> float:
    """-1 to 1 for so many of the smaller side's actors matched, and `lone` of them not."""
    if lone:
        dice = 2 * total / (small + large)
        return max(-1.0, (dice - 0.6) * 2) if dice >= 0.6 else -1.0
    if small == 1 and large > 1:
        return 0.3 * total
    return (total / small) * (0.5 + 0.5 * small / large)


def _match(left: Party, right: Party) -> float:
    """1 the same actor, 0.9 an unnamed office and who may hold it, 0.8 a country and its person, 0 others."""
    if left.id == right.id:
        return 1.0
    if left.is_person and right.is_person or not left.behind & right.behind:
        return 0.0
    if left.is_person == right.is_person:
        return 0.8
    person, other = (left, right) if left.is_person else (right, left)
    if other.titles and person.titles:
        same = any(set(a.lower().split()) & set(b.lower().split()) for a in other.titles for b in person.titles)
        return 0.95 if same else 0.4
    return 0.8


def place_score(ours: tuple[str, ...], theirs: tuple[str, ...], countries: Mapping[str, str]) -> Score:
    """1 one place, 0.4 one may lie in the other, less where both are known to be elsewhere."""
    reason = f"place {_said(ours, theirs)}"
    if set(ours) & set(theirs):
        return Score(1.0, reason)
    return Score(max(_near(a, b, countries) for a in ours for b in theirs), reason)


def _near(left: str, right: str, countries: Mapping[str, str]) -> float:
    ours, theirs = countries.get(left), countries.get(right)
    if ours and theirs and ours != theirs:
        return -1.0
    if ours and theirs and any(place.startswith("country-") for place in (left, right)):
        return 0.4
    if set(left.split("-")[1:]) & set(right.split("-")[1:]):
        return 0.5  # "eastern Ukraine" and "Ukraine"
    return -0.5 if ours and theirs else -0.3


def date_score(slot: str, ours: tuple[str, ...], theirs: tuple[str, ...]) -> Score:
    """1 the same day, 0.5 one month or year that holds the other, -0.3 a day off, -1 apart."""
    reason = f"{slot} {_said(ours, theirs)}"
    if any(a == b and is_day(a) for a in ours for b in theirs):
        return Score(1.0, reason)
    if any(agree(a, b) for a in ours for b in theirs):
        return Score(0.5, reason)
    gap = min(period(a).gap(period(b)) for a in ours for b in theirs)
    return Score(-0.3 if gap <= 1 else -1.0, reason)


def text_score(slot: str, ours: tuple[str, ...], theirs: tuple[str, ...]) -> Score:
    """Share of the smaller side's phrases that the other side has too: "copper" and "copper imports"."""
    small, large = sorted(([text_words(text) for text in side] for side in (ours, theirs)), key=len)
    shared = sum(any(a and (a <= b or b <= a or len(a & b) / len(a | b) >= 0.5) for b in large) for a in small)
    return Score(2 * shared / len(small) - 1 if shared < len(small) else 1.0, f"{slot} {_said(ours, theirs)}")


@lru_cache(maxsize=65536)
def text_words(text: str) -> frozenset[str]:
    """The words of a phrase, small, singular and without articles: "the wines" is "wine"."""
    words = organization_words(text)
    return frozenset(word.removesuffix("s") if len(word) > 3 else word for word in words)


def _one_sided(name: str, left: Account, right: Account) -> Score | None:
    """A duty on copper and one on everything are seldom one; nor are those on one country and on all."""
    if (name in left.facts) == (name in right.facts):
        return None
    return Score(-0.4 if name == "product" else -0.1, f"only one names a {name}")


# --- time and status ---


def when_score(left: Account, right: Account) -> Score | None:
    """Two meetings' days; where an article gives none, those that its status and its own day imply."""
    ours, theirs = told_period(left), told_period(right)
    if ours is None or theirs is None:
        return None
    (mine, exact), (other, exact_too) = ours, theirs
    reason = f"dates {_said(left.facts.get('date', ('none',)), right.facts.get('date', ('none',)))}"
    gap = mine.gap(other)
    if not gap:
        return Score(_overlap(mine, other) if exact and exact_too else 0.15, reason)
    if exact and exact_too:
        return Score(-0.4 if gap <= 1 else -1.0, reason)
    return Score(max(-0.9, -0.1 * gap), reason)


def _overlap(mine: Period, other: Period) -> float:
    """1 for one and the same day, less for spans of days, a month, a year."""
    longest = max(mine.last - mine.first, other.last - other.first)
    if mine == other and longest < 7:
        return 1.0
    return 0.8 if longest < 7 else 0.5 if longest < 32 else 0.2


def told_period(account: Account) -> tuple[Period, bool] | None:
    """The days on which a meeting was or will be, and whether the article says so or only implies it."""
    said = dated(account, _WHEN[account.kind])
    if said is not None:
        return said, True
    ends = account.facts.get("endDate", ())
    if ends:
        return Period(period(ends[0]).first - NEWS_DAYS, period(ends[0]).last), False
    as_of = account.last_word.as_of or account.day
    if as_of is None:
        return None
    return _implied(account.status, period(as_of)), False


def _implied(status: str, told: Period) -> Period:
    if status in _AHEAD:
        return Period(told.first - 1, told.last + PLAN_DAYS)
    if status == "held":
        return Period(told.first - NEWS_DAYS, told.last)
    return Period(told.first - PLAN_DAYS // 2, told.last + PLAN_DAYS // 2)


# Statuses that do not follow from one another: a meeting is not both, whatever the order.
_EXCLUDING = frozenset({frozenset({"held", "cancelled"}), frozenset({"held", "denied"})})


def status_score(left: Account, right: Account) -> Score:
    """1 the same status, 0 stages of one history, -1 statuses that exclude each other."""
    reason = f"status {left.status}" if left.status == right.status else f"status {left.status} and {right.status}"
    if left.status == right.status:
        return Score(1.0, reason)
    return Score(-1.0 if frozenset({left.status, right.status}) in _EXCLUDING else 0.0, reason)


def published_score(left: Account, right: Account) -> Score | None:
    """1 for articles of the same days, -1 for those more than `FAR_DAYS` apart."""
    if not left.day or not right.day:
        return None
    gap = period(left.day).gap(period(right.day))
    value = 1.0 if gap <= NEAR_DAYS else 1 - 2 * min(1.0, (gap - NEAR_DAYS) / (FAR_DAYS - NEAR_DAYS))
    return Score(value, f"published {gap} days apart")


# --- weights ---


@lru_cache(maxsize=1)
def _weights() -> dict[tuple[str, str], tuple[float, float]]:
    return {(row["event"], row["slot"]): (float(row["same"]), float(row["differ"])) for row in lexicon.table("merging")}


def _weight(kind: str, name: str, score: Score, slots: Mapping[str, Slot]) -> float:
    table = _weights()
    kind_of_slot = f"*{slots[name].kind}" if name in slots else name
    same, differ = table.get((kind, name)) or table.get(("*", name)) or table.get(("*", kind_of_slot)) or (0.0, 0.0)
    return score.value * same if score.value >= 0 else -score.value * differ


def _bias(kind: str) -> float:
    table = _weights()
    return (table.get((kind, "bias")) or table[("*", "bias")])[0]


def _said(ours: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    left, right = (", ".join(side) for side in (ours, theirs))
    return left if left == right else f"{left} / {right}"
