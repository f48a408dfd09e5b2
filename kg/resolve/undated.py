"""When an undated article was written: as the dated ones that tell the same events."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from kg.accounts import Account
from kg.periods import period

SAME_NEWS = 10  # days: where the dated articles lie farther apart, any of their days may be the one


def inferred_days(events: Iterable[Sequence[Account]]) -> dict[str, str]:
    """A day for each undated article: that of the dated articles with which it shares most events, else the latest."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for accounts in events:
        days = {account.day for account in accounts if account.day}
        for account in accounts:
            if account.day is None:
                votes[account.article.id].update(days)
    return {article: max(days, key=lambda day: (days[day], day)) for article, days in votes.items() if _is_near(days)}


def _is_near(days: Iterable[str]) -> bool:
    """True where there are days, and all of them are those of one piece of news."""
    known = [period(day) for day in days]
    return bool(known) and max(one.last for one in known) - min(one.first for one in known) <= SAME_NEWS
