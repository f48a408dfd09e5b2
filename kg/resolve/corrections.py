"""Decisions by people, applied to what was merged."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from kg.accounts import Account, report_id
from kg.decisions import name_slug
from kg.names import name_words
from kg.records import Actor, Decision, Event, Fact, Report, World
from kg.resolve.actors import Directory
from kg.resolve.clusters import Clusters

Dropped = Collection[str | None]
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

    def applied(self, world: World) -> World:
        """The world without what is dropped, and with the names that people gave."""
        if not self._decisions:
            return world
        forms = {actor.id: actor.forms for actor in world.actors}
        names = {meant(one.left, forms): one.right for one in self._decisions if one.verdict == "rename"}
        dropped = self.dropped() | {meant(name, forms) for name in self.dropped()}
        events = [_event_without(event, dropped) for event in world.events if event.id not in dropped]
        reports = [_report_without(report, dropped) for report in world.reports if report.about not in dropped]
        kept = [_actor_without(actor, dropped) for actor in world.actors if actor.id not in dropped]
        actors = [_renamed(actor, names.get(actor.id)) for actor in kept]
        return replace(world, events=tuple(events), reports=tuple(reports), actors=tuple(actors))

    def dropped(self) -> frozenset[str]:
        """The ids and names of what is dropped."""
        return frozenset(one.left for one in self._decisions if one.verdict == "drop")

    def _pairs(self, verdict: str, accounts: Sequence[Account]) -> list[Pair]:
        wanted = [one for one in self._decisions if one.verdict == verdict]
        if not wanted:
            return []
        named = {name: account for account in reversed(accounts) for name in _names(account)}
        pairs = ((named.get(one.left), named.get(one.right)) for one in wanted)
        # A meeting is never a duty, whatever anybody decides.
        return [(left.key, right.key) for left, right in pairs if left and right and left.kind == right.kind]


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


def _event_without(event: Event, dropped: Dropped) -> Event:
    """The event without what it says of dropped actors."""
    return replace(event, facts=_facts(event, dropped), sides=_left(event.sides, dropped))


def _report_without(report: Report, dropped: Dropped) -> Report:
    """The report without what it says of dropped actors and events."""
    speaker = None if report.attributed_to in dropped else report.attributed_to
    near, apart = (None, ()) if report.near_miss in dropped else (report.near_miss, report.apart)
    return replace(report, facts=_facts(report, dropped), attributed_to=speaker, near_miss=near, apart=apart)


def _actor_without(actor: Actor, dropped: Dropped) -> Actor:
    """The actor without what it has to do with dropped ones."""
    country = None if actor.country in dropped else actor.country
    return replace(actor, represents=_left(actor.represents, dropped), country=country)


def _facts(thing: Event | Report, dropped: Dropped) -> tuple[Fact, ...]:
    return tuple(fact for fact in thing.facts if fact.value not in dropped)


def _left(names: Iterable[str], dropped: Dropped) -> tuple[str, ...]:
    return tuple(name for name in names if name not in dropped)


def _renamed(actor: Actor, name: str | None) -> Actor:
    return replace(actor, name=name, forms=tuple(sorted({name, *actor.forms}))) if name else actor
