"""Decisions by people, applied to what was merged."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from kg.accounts import Account
from kg.decisions import name_slug
from kg.names import name_words
from kg.records import Actor, Decision, Event, Report, World
from kg.resolve.actors import Directory
from kg.resolve.clusters import Clusters
from kg.resolve.reports import report_id

Thing = TypeVar("Thing", Event, Report)
Pair = tuple[tuple[str, int], tuple[str, int]]


class Corrections:
    """What people decided, asked for at each step of the merge.

    Left and right of a decision are ids (of an event, report, person or organisation) or an actor's name.
    """

    def __init__(self, decisions: Sequence[Decision]) -> None:
        """All decisions, in the order of the file."""
        self._decisions = tuple(decisions)

    def names_apart(self) -> list[tuple[str, str]]:
        """Pairs of (slugs of) names that are two persons' or two organisations'."""
        told = [one for one in self._decisions if one.verdict == "different"]
        return [(name_slug(one.left), name_slug(one.right)) for one in told]

    def corrected(self, directory: Directory) -> Directory:
        """The directory with the actors that people told to be one under the first one's id."""
        wanted = [one for one in self._decisions if one.verdict == "same"]
        if not wanted:
            return directory
        forms = _forms(directory)
        clusters = Clusters(sorted(forms))
        for one in wanted:
            left, right = meant(one.left, forms), meant(one.right, forms)
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
        forms = {actor.id: actor.forms for actor in world.actors}
        names = {meant(one.left, forms): one.right for one in self._decisions if one.verdict == "rename"}
        dropped = self._dropped() | {meant(name, forms) for name in self._dropped()}
        events = [_without(event, dropped) for event in world.events if event.id not in dropped]
        reports = [_without(report, dropped) for report in world.reports if not {report.id, report.about} & dropped]
        actors = [_renamed(actor, names.get(actor.id)) for actor in world.actors if actor.id not in dropped]
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


def meant(name: str, forms: Mapping[str, Collection[str]]) -> str | None:
    """The id of the one actor called so: by its id, else a whole name, else some words of one.

    None where nobody is, or several are: `Lavrov` is Sergei Lavrov where there is no other.

    >>> meant("Lavrov", {"person-sergei-lavrov": ("Sergei Lavrov",), "person-ann-lee": ("Ann Lee",)})
    'person-sergei-lavrov'
    """
    wanted = frozenset(name_words(name))
    tests: tuple[Callable[[str], bool], ...] = (
        lambda form: form.casefold() == name.casefold(),
        lambda form: bool(wanted) and wanted <= set(name_words(form)),
    )
    if name in forms:
        return name
    found = ([one for one, names in forms.items() if any(map(test, names))] for test in tests)
    first = next(filter(None, found), [])
    return first[0] if len(first) == 1 else None


def _forms(directory: Directory) -> dict[str, Collection[str]]:
    """The names of everybody and every place, by id."""
    persons = {identity: {one.name for one in group} for identity, group in directory.persons.items()}
    return {**{identity: seen.forms for identity, seen in directory.seen.items()}, **persons}


def _without(thing: Thing, dropped: Collection[str | None]) -> Thing:
    """An event or report without facts about dropped actors."""
    return replace(thing, facts=tuple(fact for fact in thing.facts if fact.value not in dropped))


def _renamed(actor: Actor, name: str | None) -> Actor:
    return replace(actor, name=name, forms=tuple(sorted({name, *actor.forms}))) if name else actor
