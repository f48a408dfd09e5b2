"""Verdicts on pairs of accounts, remembered: two accounts that are what they were are not compared again."""

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

NOT_SAID = {"source"}  # where an article was read from is no part of what it says

Remembered = dict[str, Verdict]  # with whom an account was compared, by digest


class Memory:
    """What was found of each two accounts, in this build and in the one before.

    `told` are verdicts as JSON by the digest of one of the two accounts, for the next build's `before`; `version`
    stands for the rules and tables that accounts are compared by.
    """

    def __init__(self, before: Mapping[str, str] | None = None, version: str = "") -> None:
        """Without anything from `before` all are compared."""
        self._before = before or {}
        self._version = version
        self.told: dict[str, str] = {}

    def judged(self, accounts: Sequence[Account], slots: Mapping[str, Slot]) -> Verdicts:
        """How each two accounts worth comparing compare."""
        by_key = {account.key: account for account in accounts}
        names = {account.key: _digest(account, self._version) for account in accounts}
        verdicts: dict[tuple[Key, Key], Verdict] = {}
        for left, pairs in groupby(sorted(candidates(accounts, slots)), key=itemgetter(0)):
            used = _read(self.told.get(names[left]))
            known = _read(self._before.get(names[left])) | used
            for pair in pairs:
                other = names[pair[1]]
                verdicts[pair] = used[other] = known.get(other) or compare(by_key[left], by_key[pair[1]], slots)
            self.told[names[left]] = json.dumps(used)
        return verdicts


def _read(told: str | None) -> Remembered:
    """The verdicts on an account and others; none where what is remembered cannot be read."""
    try:
        pairs = json.loads(told or "{}").items()
        return {other: Verdict(float(value), bool(parted)) for other, (value, parted) in pairs}
    except (ValueError, TypeError, AttributeError):
        return {}


def _digest(account: Account, version: str) -> str:
    """A digest of all that an account may be compared by."""
    return digest(version, json.dumps(_plain(account), default=_plain), length=20)


def _plain(value: Any) -> list[Any]:
    """A record as the list of its fields, a set in its order."""
    if isinstance(value, frozenset):
        return sorted(value)
    kind: type = type(value)
    return [getattr(value, name) for name in _said(kind)]


@cache
def _said(record: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record) if field.name not in NOT_SAID)
