"""Actors and places over all articles: who each key of each article is, and what is known of them when."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rigour.territories import get_territory

from kg.names import slug
from kg.records import Actor, Extraction, Kind, Mention, Report, digest, kind_of, name_of
from kg.resolve.appearances import Appearance, appearances, publication_order
from kg.resolve.bodies import Bodies
from kg.resolve.persons import find_persons

Key = tuple[str, str]  # article id, key inside the article


@dataclass(frozen=True)
class Directory:
    """Whom each key of each article stands for. `persons` are a person's appearances by id, first published first."""

    ids: Mapping[Key, str]
    persons: Mapping[str, tuple[Appearance, ...]]
    seen: Mapping[str, Seen]
    _service: dict[str, list[tuple[str, tuple[str, ...]]]] = field(default_factory=dict)

    def id_of(self, article: str, key: str) -> str:
        """The id of the actor or place that this key names in this article."""
        return self.ids[(article, key)]

    def is_person(self, actor: str) -> bool:
        """True for a person's id."""
        return actor in self.persons

    def represents(self, actor: str, day: str | None, article: str | None = None) -> tuple[str, ...]:
        """Ids of whom a person stands for on a day: what this article says, else the latest word before, else after."""
        told = self._said.get((actor, article), ()) if article is not None else ()
        if told or actor not in self.persons:
            return told
        service = self._service_of(actor)
        if not service:
            return ()
        place = bisect_right(service, (day or "9999", ("\uffff",))) - 1
        return service[max(place, 0)][1]

    def behind(self, actor: str, day: str | None, article: str | None = None) -> tuple[str, ...]:
        """The countries and organisations behind an actor: those a person represents, else the actor itself."""
        return self.represents(actor, day, article) or (actor,)

    def joined(self, groups: Iterable[Sequence[str]]) -> Directory:
        """The directory with each group of actors under the id of the one that was published first."""
        groups = tuple(groups)
        if not groups:
            return self
        order = {identity: number for number, identity in enumerate([*self.persons, *self.seen])}
        new = {identity: min(group, key=lambda one: order[one]) for group in groups for identity in group}
        persons: dict[str, list[Appearance]] = defaultdict(list)
        for identity, group in self.persons.items():
            persons[new.get(identity, identity)] += group
        return Directory(
            {key: new.get(identity, identity) for key, identity in self.ids.items()},
            {identity: tuple(sorted(group, key=lambda one: one.order)) for identity, group in persons.items()},
            self.seen,
        )

    @cached_property
    def _said(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """Whom each article says that each person represents."""
        said: dict[tuple[str, str], list[str]] = defaultdict(list)
        for actor in self.persons:
            for article, _, whom in self._words_on(actor):
                said[(actor, article)] += whom
        return {where: tuple(found) for where, found in said.items()}

    def _service_of(self, actor: str) -> list[tuple[str, tuple[str, ...]]]:
        if actor not in self._service:
            self._service[actor] = sorted((day, whom) for _, day, whom in self._words_on(actor) if whom)
        return self._service[actor]

    def _words_on(self, actor: str) -> Iterable[tuple[str, str, tuple[str, ...]]]:
        """Article, day and whom the person stands for there; what is only guessed counts where no article says it."""
        group = self.persons[actor]
        is_stated = any(one.stated for one in group)
        for one in group:
            keys = one.stated if is_stated else one.represents
            yield one.article.id, one.article.day or "", tuple(self.ids[(one.article.id, key)] for key in keys)


@dataclass(frozen=True)
class Seen:
    """What the articles call one actor or place, and the country that they put a place in."""

    kind: Kind
    name: str
    forms: tuple[str, ...]
    country: str | None = None


def find_actors(extractions: Sequence[Extraction], *, apart: Iterable[tuple[str, str]] = ()) -> Directory:
    """Everybody and every place that the articles name, each under one id."""
    apart = tuple(apart)
    ids: dict[Key, str] = {}
    persons = {}
    for identity, group in _person_ids(find_persons(appearances(extractions), apart=apart)):
        persons[identity] = tuple(group)
        ids.update({one.id: identity for one in group})
    named: dict[str, list[tuple[str, Mention | None]]] = defaultdict(list)
    bodies = Bodies(apart)
    for extraction in sorted(extractions, key=lambda one: publication_order(one.article)):
        for key, mention in _keys(extraction):
            if kind_of(key) is not Kind.PERSON:
                identity = _plain_id(key, bodies)
                ids[(extraction.article.id, key)] = identity
                named[identity].append((key, mention))
    return Directory(ids, persons, {identity: _seen(uses) for identity, uses in named.items()})


def person_actor(identity: str, reports: Sequence[Report], days: Mapping[str, str]) -> Actor:
    """A person with the title and country of the latest reports that give them; `days` are those of the articles."""
    ordered = sorted(reports, key=lambda report: (days[report.article], report.article, report.span, report.id))
    names = [value for report in ordered for value in _values(report, "name")]
    titles = [value for report in ordered for value in _values(report, "title")]
    said = [report for report in ordered if _values(report, "represents")]
    stated = [report for report in said if "represents" not in report.inferred] or said
    latest = [report for report in stated if report.article == stated[-1].article]
    return Actor(
        id=identity,
        kind=Kind.PERSON,
        name=max(sorted(set(names)), key=lambda name: (min(len(name.split()), 2), names.count(name), name)),
        forms=tuple(sorted(set(names))),
        title=titles[-1] if titles else None,
        represents=tuple(sorted({value for report in latest for value in _values(report, "represents")})),
    )


def plain_actor(identity: str, directory: Directory) -> Actor:
    """A country, organisation or place."""
    seen = directory.seen.get(identity)
    if seen is None or seen.kind is Kind.COUNTRY:
        return _country(identity, seen)
    return Actor(identity, seen.kind, seen.name, seen.forms, country=seen.country)


def _values(report: Report, slot: str) -> list[str]:
    return [fact.value for fact in report.facts if fact.slot == slot]


def _person_ids(groups: Iterable[list[Appearance]]) -> Iterable[tuple[str, list[Appearance]]]:
    """Ids from the name in the first article; of namesakes the first keeps it, the others get a hash."""
    taken: set[str] = set()
    for group in groups:
        first = group[0]
        identity = f"person-{slug(first.name)}"
        if identity in taken:
            identity += f"-{digest(first.article.id, first.name, length=6)}"
        taken.add(identity)
        yield identity, group


def _keys(extraction: Extraction) -> Iterable[tuple[str, Mention | None]]:
    """Every key that the article uses, with the mention where there is one; a capital's tells whose it is."""
    capitals = {mention.span: mention for mention in extraction.mentions if mention.country}
    for mention in extraction.mentions:
        yield mention.key, mention
        yield from ((key, None) for key in mention.represents)
    for event in extraction.events:
        if event.speaker and _is_key(event.speaker):
            yield event.speaker, None
        for argument in event.arguments:
            if _is_key(argument.value):
                at = argument.span if kind_of(argument.value) is Kind.PLACE else None
                yield argument.value, capitals.get(at) if at else None


def _is_key(value: str) -> bool:
    return value.partition(":")[0] in list(Kind)


def _plain_id(key: str, bodies: Bodies) -> str:
    kind, name = kind_of(key), name_of(key)
    if kind is Kind.COUNTRY:
        return f"country-{name}"
    if kind is Kind.PLACE:
        return f"place-{slug(name)}"
    return f"organization-{slug(bodies.first_name(name))}"


def _seen(uses: Sequence[tuple[str, Mention | None]]) -> Seen:
    kind, name = kind_of(uses[0][0]), name_of(uses[0][0])
    names = {name_of(key) for key, _ in uses if kind is not Kind.COUNTRY}
    forms = {mention.form for _, mention in uses if mention is not None and mention.form}
    countries = [mention.country for _, mention in uses if mention is not None and mention.country]
    country = max(sorted(set(countries)), key=countries.count, default=None) if kind is Kind.PLACE else None
    return Seen(kind, name, tuple(sorted(names | forms)), country)


def _country(identity: str, seen: Seen | None) -> Actor:
    """A country by its code, with the name and Wikidata item that rigour knows."""
    code = identity.removeprefix("country-")
    territory = get_territory(code)
    name = str(territory.in_sentence).removeprefix("the ") if territory else code
    forms = {name, *(seen.forms if seen else ())}
    wikidata = str(territory.qid) if territory else None
    return Actor(identity, Kind.COUNTRY, name, tuple(sorted(forms)), iso2=code, wikidata=wikidata)
