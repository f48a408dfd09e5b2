"""Rates of duties: equal, one after the other ("raised from 10 to 100 percent"), or of two duties."""

from __future__ import annotations

from kg.accounts import Account
from kg.compare.values import said
from kg.records import Score

NEW = ("rateMin", "rateMax")
BEFORE = "previousRate"
RATES = frozenset({*NEW, BEFORE})
SHARED, CHANGED = 0.6, 0.3  # of a range that shares an end, of a rate that one account calls the previous one


def rate_score(left: Account, right: Account) -> Score | None:
    """1 the same rates, less where one is the other's previous rate, -1 for others; None where one tells none."""
    ours, theirs = _rates(left), _rates(right)
    if not ours or not theirs:
        return None
    reason = f"rate {said(ours, theirs)}"
    if set(ours) & set(theirs):
        return Score(1.0 if ours == theirs else SHARED, reason)
    is_changed = set(ours) & set(right.facts.get(BEFORE, ())) or set(theirs) & set(left.facts.get(BEFORE, ()))
    return Score(CHANGED if is_changed else -1.0, f"{reason}, one before the other" if is_changed else reason)


def _rates(account: Account) -> tuple[str, ...]:
    return tuple(sorted({value for slot in NEW for value in account.facts.get(slot, ())}, key=float))
