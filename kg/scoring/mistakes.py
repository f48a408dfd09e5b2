"""Mistakes: everything that is wrong, sorted into classes so that the largest one is obvious."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.scoring.agreement import Alignment
from kg.scoring.figures import PersonMatch, SlotMatch
from kg.scoring.given import GivenEvent, GivenPerson
from kg.scoring.gold import GoldEvent


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing that is wrong: its class (`missed Meeting held`), the article, and what was found there."""

    group: str
    article: str
    detail: str


def grouped(mistakes: Iterable[Mistake]) -> tuple[tuple[str, tuple[Mistake, ...]], ...]:
    """The classes with their mistakes, the largest class first."""
    groups: dict[str, list[Mistake]] = defaultdict(list)
    for mistake in sorted(mistakes):
        groups[mistake.group].append(mistake)
    ranked = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple((group, tuple(members)) for group, members in ranked)


def find_mistakes(
    alignment: Alignment, slots: Iterable[SlotMatch], persons: Iterable[PersonMatch], strangers: Iterable[GivenPerson]
) -> tuple[Mistake, ...]:
    """Every mistake: events, statuses, slots, merging and persons."""
    return (
        *(_missed(gold) for gold in alignment.missed),
        *(_extra(given) for given in alignment.extra),
        *_statuses(alignment.pairs),
        *(mistake for match in slots for mistake in _slot(match)),
        *_merging(alignment.pairs),
        *(mistake for match in persons for mistake in _person(match)),
        *(Mistake("person extra", person.article, "|".join(sorted(person.names))) for person in strangers),
    )


def _missed(gold: GoldEvent) -> Mistake:
    return Mistake(f"missed {gold.kind} {gold.status}", gold.article, f"{_told(gold.slots)} - {gold.quote}")


def _extra(given: GivenEvent) -> Mistake:
    slots = {slot: ["|".join(sorted(names)) for names in values] for slot, values in given.slots.items()}
    quote = given.reports[0].quote if given.reports else ""
    return Mistake(f"extra {given.kind} {given.status}", given.article, f"{_told(slots)} - {quote}")


def _told(slots: Mapping[str, Sequence[str]]) -> str:
    return "; ".join(f"{slot} {', '.join(values)}" for slot, values in sorted(slots.items()))


def _statuses(pairs: Iterable[tuple[GoldEvent, GivenEvent]]) -> Iterator[Mistake]:
    for gold, given in pairs:
        if gold.status != given.status:
            group = f"status {gold.kind}: {gold.status} read as {given.status}"
            yield Mistake(group, gold.article, gold.quote)


def _slot(match: SlotMatch) -> Iterator[Mistake]:
    """A value missed beside one too many is one wrong value, not two mistakes."""
    name, article = f"{match.gold.kind}.{match.slot}", match.gold.article
    extra = ["|".join(sorted(names)) for names in match.extra]
    wrong = min(len(match.missed), len(extra))
    for wanted, found in zip(match.missed[:wrong], extra[:wrong], strict=True):
        yield Mistake(f"slot {name} wrong", article, f"gold {wanted}, given {found} - {match.gold.quote}")
    for wanted in match.missed[wrong:]:
        yield Mistake(f"slot {name} missed", article, f"gold {wanted} - {match.gold.quote}")
    for found in extra[wrong:]:
        yield Mistake(f"slot {name} extra", article, f"given {found} - {match.gold.quote}")


def _merging(pairs: Sequence[tuple[GoldEvent, GivenEvent]]) -> Iterator[Mistake]:
    """One event of the gold on several nodes, or several on one."""
    nodes: dict[str, set[str]] = defaultdict(set)
    events: dict[str, set[str]] = defaultdict(set)
    for gold, given in pairs:
        nodes[gold.event].add(given.event)
        events[given.event].add(gold.event)
    for event, found in nodes.items():
        if len(found) > 1:
            yield Mistake("merging: one event on several nodes", event, " ".join(sorted(found)))
    for node, told in events.items():
        if len(told) > 1:
            yield Mistake("merging: several events on one node", node, " ".join(sorted(told)))


def _person(match: PersonMatch) -> Iterator[Mistake]:
    person = match.gold
    if match.given is None:
        yield Mistake("person missed", match.article, person.name)
        return
    if person.represents and not match.has_country:
        given = ", ".join(sorted(match.given.represents)) or "nobody"
        yield Mistake("person represents", match.article, f"{person.name}: gold {person.represents}, given {given}")
    if person.title and not match.has_title:
        given = ", ".join(sorted(match.given.titles)) or "none"
        yield Mistake("person title", match.article, f"{person.name}: gold {person.title}, given {given}")
