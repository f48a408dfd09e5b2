"""When two accounts' events were, how their statuses follow one another.

Each feature gives from -1 (they differ) to 1 (the same), or None where one of the two is silent.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kg import lexicon
from kg.accounts import PAST, STARTS, Account
from kg.compare.values import said
from kg.periods import Period, period
from kg.records import Score

WEEK, MONTH = 7, 32  # days: a visit, the longest month
UNLIKELY_DAYS = 20  # so far outside the days that status and publication imply, two events are hardly one

# A meeting is not held and called off, or held and refused, whatever the order.
_EXCLUDING = frozenset({frozenset({"held", "cancelled"}), frozenset({"held", "denied"})})
REJECTED = "rejected"
PROPOSED, AGREED = 0, 2  # stages


class Stage(NamedTuple):
    """Where a status stands in an event's history, and the days around the telling in which such an event begins."""

    number: int
    before: int | None
    after: int | None


def time_features(left: Account, right: Account) -> Iterator[tuple[str, Score]]:
    """`when` for days that both tell, `implied` where one does not; `status`."""
    if left.kind in STARTS:
        yield from _when(left, right)
    yield "status", status_score(left, right)


def _when(left: Account, right: Account) -> Iterator[tuple[str, Score]]:
    mine, other = left.began, right.began
    reason = f"began {said(_dates(left), _dates(right))}"
    if _ended_before(left, right) or _ended_before(right, left):
        yield "when", Score(-1.0, f"one ended before the other began, {reason}")
    elif _was_over(left, right) or _was_over(right, left):
        yield "when", Score(-1.0, f"told as over before the other began, {_days_told(left, right)}")
    elif mine is not None and other is not None:
        yield "when", Score(_told_score(left, right), reason)
    else:
        ours, theirs = mine or _implied(left), other or _implied(right)
        if ours is not None and theirs is not None:
            value = max(-1.0, -ours.gap(theirs) / UNLIKELY_DAYS) or 0.5
            fit = "fits" if value > 0 else "does not fit"
            yield "implied", Score(value, f"{_days_told(left, right)}, which {fit} when and how the other was told")


def _dates(account: Account) -> tuple[str, ...]:
    told = tuple(value for slot in STARTS[account.kind] for value in account.facts.get(slot, ()))
    return told[:1] or ("on a day not told",)


def _days_told(left: Account, right: Account) -> str:
    """When the one of the two that tells its day began."""
    told = [day for one in (left, right) if one.began is not None for day in _dates(one)]
    return f"began {told[0]}" if told else "began on days not told"


def _told_score(left: Account, right: Account) -> float:
    """The first slot that both fill decides; a truce announced on one day may start on another."""
    for slot in STARTS[left.kind]:
        mine, other = left.days.get(slot), right.days.get(slot)
        if mine is not None and other is not None:
            value = _days_score(mine, other)
            return value if slot == STARTS[left.kind][0] else max(value, -0.8)
    mine, other = left.began, right.began
    gap = mine.gap(other) if mine and other else 0
    return 0.4 if gap <= WEEK else -0.8


def _days_score(mine: Period, other: Period) -> float:
    """1 one and the same day or visit, less for months and years that hold the other, -0.2 a day off, -1 apart."""
    gap = mine.gap(other)
    longest = max(mine.last - mine.first, other.last - other.first)
    if gap:
        return -0.2 if gap <= 1 and longest < WEEK else -1.0
    if longest < WEEK:
        return 1.0 if mine.first == other.first else 0.8
    return 0.5 if longest < MONTH else 0.2


def _ended_before(left: Account, right: Account) -> bool:
    """True where one event was over when the other began."""
    ends, own, began = left.facts.get("endDate"), left.began, right.began
    if not ends or began is None or (own is not None and period(ends[0]).last < own.first):
        return False  # an end before its own beginning was misread
    return period(ends[0]).last < began.first - 1


def _was_over(left: Account, right: Account) -> bool:
    """True where one event was told as past, without its day, before the day on which the other began."""
    if left.status not in PAST or left.began is not None or right.began is None or left.day is None:
        return False
    return right.began.first - 1 > period(left.day).last


def _implied(account: Account) -> Period | None:
    """The days on which an event began that is told without a date: planned ones later, held ones shortly before."""
    ends = account.facts.get("endDate", ())
    if ends and "date" in STARTS[account.kind]:
        return Period(period(ends[0]).first - WEEK, period(ends[0]).last)
    told, stage = account.last_word.as_of or account.day, stage_of(account)
    if told is None or stage is None or stage.before is None or stage.after is None:
        return None
    return Period(period(told).first - stage.before, period(told).last + stage.after)


def status_score(left: Account, right: Account) -> Score:
    """1 the same status, 0.3 a later stage, 0 far from a proposal, -0.5 against the order, -1 what rules it out.

    A truce that one account calls rejected is seldom the one that another calls agreed.
    """
    if left.status == right.status:
        return Score(1.0, f"status {left.status}")
    reason = f"status {left.status} and {right.status}"
    if frozenset({left.status, right.status}) in _EXCLUDING or _came_to_nothing(left, right):
        return Score(-1.0, reason)
    if _backwards(left, right) or _backwards(right, left):
        return Score(-0.5, reason)
    return Score(0.0 if _is_far(left, right) else 0.3, reason)


def _came_to_nothing(left: Account, right: Account) -> bool:
    """True where one account tells that a truce was rejected, the other of one that was agreed."""
    stages = [stage_number(one.kind, one.status) for one in (left, right)]
    return REJECTED in (left.status, right.status) and max(stages) >= AGREED


def _is_far(left: Account, right: Account) -> bool:
    """True where one account tells of a proposal and the other of what came long after one."""
    earlier, later = sorted(stage_number(one.kind, one.status) for one in (left, right))
    return earlier == PROPOSED and later > AGREED


def _backwards(left: Account, right: Account) -> bool:
    """True where a later article tells an earlier stage: a truce that has ended does not become proposed."""
    earlier, later = stage_of(left), stage_of(right)
    days = left.last_word.as_of or left.day, right.last_word.as_of or right.day
    if earlier is None or later is None or days[0] is None or days[1] is None:
        return False
    return period(days[0]).last < period(days[1]).first and earlier.number > later.number


def stage_of(account: Account) -> Stage | None:
    """Where the account's status stands in the history of such an event."""
    return _stages().get((account.kind, account.status))


def stage_number(kind: str, status: str) -> int:
    """Where a status stands in the history of such an event; -1 where no table says so.

    >>> stage_number("Meeting", "planned") < stage_number("Meeting", "held")
    True
    """
    stage = _stages().get((kind, status))
    return -1 if stage is None else stage.number


@lru_cache(maxsize=1)
def _stages() -> dict[tuple[str, str], Stage]:
    return {
        (row["event"], row["status"]): Stage(int(row["stage"]), _days(row["before"]), _days(row["after"]))
        for row in lexicon.table("histories")
    }


def _days(cell: str) -> int | None:
    return int(cell) if cell else None


def are_apart(left: Account, right: Account) -> bool:
    """True where both tell when their event began, and the days lie too far apart for one event."""
    return left.began is not None and right.began is not None and left.began.gap(right.began) > MONTH
