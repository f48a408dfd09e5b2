"""How each two accounts worth comparing compare; those that are what they were are not compared again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from kg.accounts import Account
from kg.compare import Verdict, compare
from kg.records import Slot, digest
from kg.resolve.events import Key, Verdicts, candidates
from kg.resolve.remembered import Memory

NOT_SAID = {"source"}  # where an article was read from is no part of what it says


def judged(accounts: Sequence[Account], slots: Mapping[str, Slot], memory: Memory) -> Verdicts:
    """How each two accounts worth comparing compare."""
    by_key = {account.key: account for account in accounts}
    names = {account.key: account_digest(account) for account in accounts}
    verdicts: dict[tuple[Key, Key], Verdict] = {}
    for left, pairs in groupby(sorted(candidates(accounts, slots)), key=itemgetter(0)):
        used = memory.now(names[left], _verdicts) or {}
        known = (memory.before(names[left], _verdicts) or {}) | used
        for pair in pairs:
            other = names[pair[1]]
            verdicts[pair] = used[other] = known.get(other) or compare(by_key[left], by_key[pair[1]], slots)
        memory.keep(names[left], used)
    return verdicts


def account_digest(account: Account) -> str:
    """A digest of all that an account may be compared by."""
    return digest(json.dumps(_plain(account), default=_plain), length=20)


def _verdicts(told: Any) -> dict[str, Verdict]:
    """The verdicts on one account and others, by the digests of those."""
    return {other: Verdict(float(value), bool(parted)) for other, (value, parted) in told.items()}


def _plain(value: Any) -> list[Any]:
    """A record as the list of its fields, a set in its order."""
    if isinstance(value, frozenset):
        return sorted(value)
    kind: type = type(value)
    return [getattr(value, name) for name in _said(kind)]


@cache
def _said(record: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record) if field.name not in NOT_SAID)
