"""All articles -> actors, events and reports: the merge, told once.

Who is who comes first, then what each article says of each event (an account), then which accounts tell of one event.
Corrections by people come with `decisions` and are stronger than any score.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.records import Actor, Alias, Article, Decision, Event, Extraction, Report, Slot, World
from kg.resolve.actors import Directory, find_actors, person_actor, plain_actor
from kg.resolve.appearances import publication_order
from kg.resolve.corrections import Corrections
from kg.resolve.events import Merged, find_events
from kg.resolve.judged import judged
from kg.resolve.linking import linked, same_item
from kg.resolve.merged import merged_event
from kg.resolve.remembered import Memory
from kg.resolve.reports import event_reports, named_by_event, person_reports, with_near_miss
from kg.resolve.sources import copies, find_sources
from kg.resolve.telling import find_accounts
from kg.resolve.undated import inferred_days


def resolve(
    extractions: Iterable[Extraction],
    slots: Mapping[str, Slot],
    decisions: Sequence[Decision] = (),
    aliases: Sequence[Alias] = (),
) -> World:
    """Everything that becomes the graph, the same whatever the order of the extractions."""
    return settle(extractions, slots, decisions, aliases).world()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Who is who in all articles, and which accounts tell of one event: what is left is to tell it."""

    extractions: tuple[Extraction, ...]
    slots: Mapping[str, Slot]
    corrections: Corrections
    aliases: Sequence[Alias]
    directory: Directory
    merged: Sequence[Merged]
    memory: Memory

    @property
    def articles(self) -> tuple[Article, ...]:
        """All that was read, by id."""
        return tuple(sorted((one.article for one in self.extractions), key=lambda article: article.id))

    def inferred_days(self) -> dict[str, str]:
        """The day of each undated article that tells of what dated ones tell of."""
        return inferred_days([event.accounts for event in self.merged])

    def world(self) -> World:
        """Events, reports and actors with their addresses, as people decided them."""
        sources, inferred = find_sources(self.articles, self.memory), self.inferred_days()
        events, reports = _told(self.merged, self.slots, self.directory, sources=sources, days=inferred)
        people = _people_reports(self.extractions, self.directory, reports, self.corrections.dropped())
        days = {one.article.id: one.article.published or "" for one in self.extractions}
        actors = linked(_actors(self.directory, events, reports + people, days), self.aliases)
        return self.corrections.applied(
            World(
                articles=self.articles,
                actors=tuple(sorted(actors, key=lambda actor: actor.id)),
                events=tuple(sorted(events, key=lambda event: event.id)),
                reports=tuple(sorted(reports + people, key=lambda report: report.id)),
                copies=copies(sources),
                inferred_days=tuple(sorted(inferred.items())),
            )
        )


def settle(
    extractions: Iterable[Extraction],
    slots: Mapping[str, Slot],
    decisions: Sequence[Decision] = (),
    aliases: Sequence[Alias] = (),
    *,
    memory: Memory | None = None,
) -> Settled:
    """The comparing half of `resolve`; what the memory knows is not compared again."""
    memory = memory or Memory()
    ordered = tuple(sorted(extractions, key=lambda one: publication_order(one.article)))
    corrections = Corrections(decisions)
    directory = find_actors(ordered, apart=corrections.names_apart())
    directory = corrections.corrected(directory.joined(same_item(directory, aliases)))
    accounts = find_accounts(ordered, directory, slots, corrections.dropped())
    verdicts = judged(accounts, slots, memory)
    return Settled(
        extractions=ordered,
        slots=slots,
        corrections=corrections,
        aliases=aliases,
        directory=directory,
        merged=find_events(accounts, verdicts, same=corrections.same(accounts), apart=corrections.apart(accounts)),
        memory=memory,
    )


def _told(
    merged: Sequence[Merged],
    slots: Mapping[str, Slot],
    directory: Directory,
    *,
    sources: Mapping[str, str],
    days: Mapping[str, str],
) -> tuple[list[Event], list[Report]]:
    """Events with their reports; `days` are those inferred for undated articles."""
    ids = _event_ids(merged)
    by_account = {
        account.key: identity for event, identity in zip(merged, ids, strict=True) for account in event.accounts
    }
    events: list[Event] = []
    reports: list[Report] = []
    for event, identity in zip(merged, ids, strict=True):
        events.append(merged_event(identity, event.accounts, slots, directory, sources=sources, days=days))
        told = event_reports(identity, event, slots, directory)
        reports += with_near_miss(told, event.near_miss, slots, by_account)
    return events, reports


def _event_ids(merged: Sequence[Merged]) -> list[str]:
    """Each event's id is that of its first account, with a counter where two start in one place."""
    taken: dict[str, int] = {}
    ids = []
    for event in merged:
        plain = event.accounts[0].id
        taken[plain] = taken.get(plain, 0) + 1
        ids.append(plain if taken[plain] == 1 else f"{plain}-{taken[plain]}")
    return ids


def _people_reports(
    extractions: Sequence[Extraction], directory: Directory, reports: Sequence[Report], dropped: Collection[str]
) -> list[Report]:
    """Reports of the persons who act, without those dropped; one at least for each who stands in an event."""
    acting = {key for extraction in extractions for key in _acting(extraction)}
    found = [
        report
        for identity, group in directory.persons.items()
        for report in person_reports(identity, group, directory, acting)
        if report.id not in dropped
    ]
    known = {report.about for report in found}
    for report in sorted(reports, key=lambda one: (one.article, one.span, one.id)):
        for actor in dict.fromkeys([*(fact.value for fact in report.facts), report.attributed_to or ""]):
            if actor in directory.persons and actor not in known:
                known.add(actor)
                found.append(named_by_event(actor, directory.persons[actor][0].name, report))
    return found


def _acting(extraction: Extraction) -> Iterable[tuple[str, str]]:
    """Article and key of the persons who do or say something, or stand in a slot of an event."""
    article = extraction.article.id
    yield from ((article, mention.key) for mention in extraction.mentions if mention.acts)
    for event in extraction.events:
        yield from ((article, argument.value) for argument in event.arguments)
        if event.speaker:
            yield (article, event.speaker)


def _actors(
    directory: Directory, events: Iterable[Event], reports: Sequence[Report], days: Mapping[str, str]
) -> list[Actor]:
    """A node for everybody who is in an event or report, and for the countries behind them."""
    known = {*directory.persons, *directory.seen}
    used = {fact.value for event in events for fact in event.facts} & known
    used |= {fact.value for report in reports for fact in report.facts} & known
    used |= {report.attributed_to for report in reports if report.attributed_to}
    about: dict[str, list[Report]] = {}
    for report in reports:
        about.setdefault(report.about, []).append(report)
    persons = [person_actor(one, about[one], days) for one in directory.persons if one in about]
    used |= {actor for event in events for actor in event.sides}
    used |= {actor for person in persons for actor in person.represents}
    used |= {
        f"country-{directory.seen[one].country}" for one in used & directory.seen.keys() if directory.seen[one].country
    }
    return persons + [plain_actor(one, directory) for one in sorted(used) if one not in directory.persons]
