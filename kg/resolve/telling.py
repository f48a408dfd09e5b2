"""Extractions -> accounts: the passages of one event in one article, with actors and places by id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from kg.accounts import Account, Party, report_id
from kg.records import Argument, EventMention, Extraction, Kind, Mention, Slot, kind_of
from kg.resolve.actors import Directory

NODES = ("actor", "place")  # kinds of slot whose values are actors or places


def find_accounts(
    extractions: Iterable[Extraction], directory: Directory, slots: Mapping[str, Slot], dropped: Collection[str] = ()
) -> list[Account]:
    """Every article's account of every event that it reports, those first that were published first.

    The passages whose reports are `dropped` are left out.
    """
    found = [_of_article(extraction, directory, slots, dropped) for extraction in extractions]
    return sorted(chain.from_iterable(found), key=lambda account: account.order)


def value_id(argument: Argument, article: str, directory: Directory, slots: Mapping[str, Slot]) -> str:
    """The value as it stands in the graph: an actor's or place's id, else as written."""
    slot = slots.get(argument.slot)
    return directory.id_of(article, argument.value) if slot and slot.kind in NODES else argument.value


def role_titles(argument: Argument, mentions: Iterable[Mention]) -> tuple[str, ...]:
    """Offices of the unnamed person that a country stands for: `foreign minister` in "China's foreign minister"."""
    if argument.span is None or kind_of(argument.value) is Kind.PERSON:
        return ()
    titles = (
        mention.title
        for mention in mentions
        if mention.key == argument.value and mention.title and mention.span.overlaps(argument.span)
    )
    return tuple(dict.fromkeys(title for title in titles if title))


def _of_article(
    extraction: Extraction, directory: Directory, slots: Mapping[str, Slot], dropped: Collection[str]
) -> Iterator[Account]:
    by_number: dict[int, list[EventMention]] = defaultdict(list)
    for mention in extraction.events:
        by_number[mention.number].append(mention)
    seen: set[str] = set()
    every = (tuple(sorted(mentions, key=lambda one: (one.passage, one.trigger))) for mentions in by_number.values())
    for passages in sorted(every, key=lambda one: (one[0].passage, one[0].number)):
        account = _account(extraction, passages, directory, slots)
        leads = account.kind not in seen
        seen.add(account.kind)
        left = _left(account, dropped) if dropped else passages
        if left:
            account = account if left == passages else _account(extraction, left, directory, slots)
            yield replace(account, leads=leads)


def _left(account: Account, dropped: Collection[str]) -> tuple[EventMention, ...]:
    """The passages that are not dropped."""
    return tuple(one for number, one in enumerate(account.mentions) if report_id(account, number) not in dropped)


def _account(
    extraction: Extraction, passages: tuple[EventMention, ...], directory: Directory, slots: Mapping[str, Slot]
) -> Account:
    article = extraction.article
    facts: dict[str, dict[str, None]] = defaultdict(dict)
    parties: dict[str, dict[str, Party]] = defaultdict(dict)
    for argument in (argument for passage in passages for argument in passage.arguments):
        value = value_id(argument, article.id, directory, slots)
        facts[argument.slot][value] = None
        if slots.get(argument.slot) and slots[argument.slot].kind == "actor":
            known = parties[argument.slot].get(value)
            titles = role_titles(argument, extraction.mentions) + (known.titles if known else ())
            behind = frozenset(directory.behind(value, article.day, article.id))
            parties[argument.slot][value] = Party(value, behind, titles, directory.is_person(value))
    places = [value for slot in facts if slots.get(slot) and slots[slot].kind == "place" for value in facts[slot]]
    return Account(
        article=article,
        kind=passages[0].kind,
        mentions=passages,
        facts={slot: tuple(values) for slot, values in facts.items()},
        parties={slot: tuple(found.values()) for slot, found in parties.items()},
        countries={place: country for place in places if (country := country_of(place, directory))},
    )


def country_of(place: str, directory: Directory) -> str | None:
    """The code of the country that a place lies in; a country's own."""
    if place.startswith("country-"):
        return place.removeprefix("country-")
    seen = directory.seen.get(place)
    return seen.country if seen else None
