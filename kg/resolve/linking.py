"""Which actors the names of a user's `aliases.tsv` mean; a name that may mean two is not linked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.records import Actor, Alias, Kind
from kg.resolve.actors import Directory


def same_item(directory: Directory, aliases: Sequence[Alias]) -> list[list[str]]:
    """Groups of actors of one kind that are one Wikidata item under several names."""
    named = _named((kind, form, identity) for identity, kind, forms in _forms(directory) for form in forms)
    groups: dict[tuple[str, Kind], set[str]] = defaultdict(set)
    for alias in aliases:
        groups[(alias.wikidata, alias.kind)] |= _meant(alias, named)
    return [sorted(group) for _, group in sorted(groups.items()) if len(group) > 1]


def linked(actors: Iterable[Actor], aliases: Sequence[Alias]) -> list[Actor]:
    """The actors, those that the aliases name with their Wikidata items."""
    every = list(actors)
    if not aliases:
        return every
    named = _named((actor.kind, form, actor.id) for actor in every for form in (actor.name, *actor.forms))
    items = {identity: alias.wikidata for alias in aliases for identity in _meant(alias, named)}
    return [replace(actor, wikidata=items.get(actor.id, actor.wikidata)) for actor in every]


Named = dict[tuple[Kind, str], set[str]]


def _named(forms: Iterable[tuple[Kind, str, str]]) -> Named:
    """Ids by kind and name."""
    named: Named = defaultdict(set)
    for kind, form, identity in forms:
        named[(kind, form.casefold())].add(identity)
    return named


def _meant(alias: Alias, named: Named) -> set[str]:
    found = named.get((alias.kind, alias.name.casefold()), set())
    return found if len(found) == 1 else set()


def _forms(directory: Directory) -> Iterable[tuple[str, Kind, set[str]]]:
    for identity, group in directory.persons.items():
        yield identity, Kind.PERSON, {one.name for one in group}
    for identity, seen in directory.seen.items():
        yield identity, seen.kind, {seen.name, *seen.forms}
