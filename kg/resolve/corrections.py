"""Decisions by people, applied to what was merged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from kg.accounts import Account
from kg.records import Actor, Decision, Event, Report, World
from kg.resolve.actors import Directory
from kg.resolve.clusters import Clusters
from kg.resolve.reports import report_id

Thing = TypeVar("Thing", Event, Report)
Pair = tuple[tuple[str, int], tuple[str, int]]


class Corrections:
    """What people decided, asked for at each step of the merge.

    Left and right of a decision are ids (of an event, report, person or organisation) or a person's name.
    """

    def __init__(self, decisions: Sequence[Decision]) -> None:
        """All decisions, in the order of the file."""
        self._decisions = tuple(decisions)

    def names_apart(self) -> list[tuple[str, str]]:
        """Pairs of persons' names that are two people."""
        return [(one.left, one.right) for one in self._decisions if one.verdict == "different"]

    def corrected(self, directory: Directory) -> Directory:
        """The directory with the actors that people told to be one under the first one's id."""
        wanted = [one for one in self._decisions if one.verdict == "same"]
        if not wanted:
            return directory
        known = sorted({*directory.persons, *directory.seen})
        clusters = Clusters(known)
        for one in wanted:
            left, right = _actor(one.left, directory), _actor(one.right, directory)
            if left and right and left.split("-")[0] == right.split("-")[0]:
                clusters.join(left, right)
        return directory.joined([group for group in clusters.groups() if len(group) > 1])

    def same(self, accounts: Sequence[Account]) -> list[Pair]:
        """Accounts that are told to be of one event."""
        return self._pairs("same", accounts)

    def apart(self, accounts: Sequence[Account]) -> list[Pair]:
        """Accounts that are told to be of two."""
        return self._pairs("different", accounts)

    def kept(self, accounts: Sequence[Account]) -> list[Account]:
        """The accounts without the passages that are dropped."""
        dropped = self._dropped()
        kept = []
        for account in accounts:
            mentions = tuple(one for n, one in enumerate(account.mentions) if report_id(account, n) not in dropped)
            if mentions == account.mentions:
                kept.append(account)
            elif mentions:
                kept.append(account.only(mentions))
        return kept

    def applied(self, world: World) -> World:
        """The world without what is dropped, and with the names that people gave."""
        names = {one.left: one.right for one in self._decisions if one.verdict == "rename"}
        dropped = self._dropped()
        events = [_without(event, dropped) for event in world.events if event.id not in dropped]
        reports = [_without(report, dropped) for report in world.reports if not {report.id, report.about} & dropped]
        actors = [_renamed(actor, names) for actor in world.actors if actor.id not in dropped]
        return replace(world, events=tuple(events), reports=tuple(reports), actors=tuple(actors))

    def _dropped(self) -> frozenset[str]:
        return frozenset(one.left for one in self._decisions if one.verdict == "drop")

    def _pairs(self, verdict: str, accounts: Sequence[Account]) -> list[Pair]:
        wanted = [one for one in self._decisions if one.verdict == verdict]
        if not wanted:
            return []
        keys = {name: account.key for account in reversed(accounts) for name in _names(account)}
        return [(keys[one.left], keys[one.right]) for one in wanted if one.left in keys and one.right in keys]


def _names(account: Account) -> Iterable[str]:
    """By what a decision may name an account: the event that it starts, or one of its reports."""
    yield account.id
    yield from (report_id(account, number) for number in range(len(account.mentions)))


def _actor(name: str, directory: Directory) -> str | None:
    if name in directory.persons or name in directory.seen:
        return name
    return next(
        (identity for identity, group in directory.persons.items() if any(one.name == name for one in group)), None
    )


def _without(thing: Thing, dropped: frozenset[str]) -> Thing:
    """An event or report without facts about dropped actors."""
    return replace(thing, facts=tuple(fact for fact in thing.facts if fact.value not in dropped))


def _renamed(actor: Actor, names: dict[str, str]) -> Actor:
    name = names.get(actor.id)
    return replace(actor, name=name, forms=tuple(sorted({name, *actor.forms}))) if name else actor
