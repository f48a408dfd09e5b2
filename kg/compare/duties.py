"""When duties take effect: one that is threatened today has not been in force for a year."""

from __future__ import annotations

from kg.accounts import Account
from kg.compare.values import days_apart
from kg.periods import Period, period
from kg.records import Score

LONG_AGO = 9999  # days: a duty in force may be as old
WAIT = 365  # days: from a threat or an announcement to the day on which the duty takes effect at last
UNLIKELY_DAYS = 60  # so far outside the days that two accounts allow, they hardly tell of one duty
PENDING = {"threatened": 0, "announced": 90}  # days before the telling on which such a duty may have taken effect
BEGUN = ("inForce", "suspended", "lifted")


def effect_score(left: Account, right: Account) -> Score | None:
    """Below 0 where one account awaits a duty that by the other took effect at another time; None elsewhere."""
    if left.status not in PENDING and right.status not in PENDING:
        return None
    ours, theirs = _effect(left), _effect(right)
    gap = ours.gap(theirs) if ours and theirs else 0
    return Score(max(-1.0, -gap / UNLIKELY_DAYS), f"took effect {days_apart(gap)}, by status and day") if gap else None


def _effect(account: Account) -> Period | None:
    """The days in which the duty took or takes effect; None of one that is raised, and may be in force already."""
    day = account.last_word.as_of or account.day
    told = account.facts.get("effectiveDate")
    if account.status in PENDING:
        return None if "previousRate" in account.facts else _awaited(account, day)
    if account.status == "inForce" and told:
        return period(told[0])
    return Period(period(day).first - LONG_AGO, period(day).last) if account.status in BEGUN and day else None


def _awaited(account: Account, day: str | None) -> Period | None:
    """From the day that is told, or that of the threat; it may be put off."""
    for slot in ("effectiveDate", "announcedDate"):
        if slot in account.facts:
            first = period(account.facts[slot][0]).first
            return Period(first, first + WAIT)
    return Period(period(day).first - PENDING[account.status], period(day).last + WAIT) if day else None
