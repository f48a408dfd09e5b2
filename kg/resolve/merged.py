"""The merged view of an event: one value where an event has one, and what the sources do not agree on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.accounts import Account
from kg.compare.goods import is_same_thing, text_words
from kg.compare.times import stage_number
from kg.periods import is_coarser, is_day, period
from kg.records import Event, Fact, Slot
from kg.resolve.actors import Directory
from kg.resolve.disputes import Told, is_disputed

STARTING = ("date", "startDate", "effectiveDate")  # the slots of the day on which an event begins
SURE = 0.99  # no confidence is above this


def merged_event(
    identity: str,
    accounts: Sequence[Account],
    slots: Mapping[str, Slot],
    directory: Directory,
    *,
    sources: Mapping[str, str],
    days: Mapping[str, str],
) -> Event:
    """One event from its accounts, the first one first.

    `sources` gives the independent source of each article, `days` the inferred day of an undated one.
    """
    names = sorted({slot for account in accounts for slot in account.facts})
    values = {name: told for name in names if (told := _told(name, accounts))}
    countries = {place: code for account in accounts for place, code in account.countries.items()}
    facts = _in_order(
        [Fact(name, value) for name, told in values.items() for value in _kept(name, told, slots, accounts, sources)]
    )
    disputed = [
        name for name, told in values.items() if is_disputed(slots.get(name), told, sources, countries, accounts)
    ]
    return Event(
        id=identity,
        kind=accounts[0].kind,
        status=latest_status(accounts, sources, days),
        facts=tuple(sorted(facts, key=lambda fact: (fact.slot, fact.value))),
        sides=_sides(accounts, slots, facts),
        articles=tuple(sorted({account.article.id for account in accounts})),
        disputed=tuple(disputed),
        confidence=confidence(accounts, sources),
    )


def _told(slot: str, accounts: Sequence[Account]) -> Told:
    told = [(value, account) for account in accounts for value in account.facts.get(slot, ())]
    return [one for one in told if slot != "date" or not _is_overtaken(*one, accounts)]


def _is_overtaken(value: str, account: Account, accounts: Iterable[Account]) -> bool:
    """True for the month of a mere plan of which only later articles tell that it was held, without a day.

    Planned on February 11 for "next week", told as held on March 4: nobody says that it was in February.
    """
    if is_day(value) or account.day is None:
        return False
    planned = stage_number(account.kind, account.status)
    later = [one for one in accounts if stage_number(one.kind, one.status) > planned and one.day and not one.began]
    return bool(later) and all(period(one.day or "").first > period(value).last for one in later)


def _in_order(facts: list[Fact]) -> list[Fact]:
    """The facts without an end before the beginning: one source's last day may precede another's first.

    Nor with the end of a meeting of one day, "met on October 12" and "talks that ended on October 12".
    """
    starts = [period(fact.value).first for fact in facts if fact.slot in STARTING]
    days = {fact.value for fact in facts if fact.slot == "date"}
    return [
        fact
        for fact in facts
        if fact.slot != "endDate" or (period(fact.value).last >= max(starts, default=0) and fact.value not in days)
    ]


def _kept(
    name: str, told: Told, slots: Mapping[str, Slot], accounts: Sequence[Account], sources: Mapping[str, str]
) -> tuple[str, ...]:
    slot = slots.get(name)
    if slot is not None and slot.single:
        return (best_value(slot, told, sources),)
    if slot is not None and slot.kind == "actor":
        return _people_first(name, accounts)
    return (
        _phrases(told) if slot is not None and slot.kind == "text" else tuple(dict.fromkeys(value for value, _ in told))
    )


def _phrases(told: Told) -> tuple[str, ...]:
    """The phrases of all accounts, one thing once: "sunflower oil" of one article is the "oil" of another.

    What one article tells beside each other ("steel", "steel pipes") are two things.
    """
    kept: dict[str, Account] = {}
    for phrase, account in told:
        same = [
            one for one, other in kept.items() if one == phrase or other is not account and is_same_thing(one, phrase)
        ]
        if not same:
            kept[phrase] = account
        elif phrase not in kept and text_words(same[0]) < text_words(phrase):  # the more exact
            kept = {phrase if one == same[0] else one: teller for one, teller in kept.items()}
    return tuple(kept)


def best_value(slot: Slot, told: Told, sources: Mapping[str, str]) -> str:
    """The value that most independent sources give, then the more exact, then the one first published.

    A source that says "July" speaks for July 10 as well, where another says so.
    """
    order = {value: -index for index, (value, _) in reversed(list(enumerate(told)))}
    givers: dict[str, set[str]] = defaultdict(set)
    for value in order:
        givers[value] = {
            sources[one.article.id] for other, one in told if other == value or _includes(slot, other, value)
        }
    return max(
        order, key=lambda value: (len(givers[value]), value.count("-") if slot.kind == "date" else 0, order[value])
    )


def _includes(slot: Slot, wide: str, narrow: str) -> bool:
    return slot.kind == "date" and is_coarser(wide, narrow)


def _people_first(name: str, accounts: Sequence[Account]) -> tuple[str, ...]:
    """The actors of a slot; a country or organisation gives way to the person who represents it there."""
    parties = {party.id: party for account in reversed(accounts) for party in account.parties.get(name, ())}
    represented = {actor for party in parties.values() if party.is_person for actor in party.behind}
    return tuple(sorted(actor for actor, party in parties.items() if party.is_person or actor not in represented))


# --- status, sides, confidence ---


def latest_status(accounts: Sequence[Account], sources: Mapping[str, str], days: Mapping[str, str]) -> str:
    """The status of the latest `as_of`; of several, that of more independent sources, then the later stage."""
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    order: dict[tuple[str, str], int] = {}
    for index, account in enumerate(accounts):
        for mention in account.mentions:
            day = mention.as_of or account.day or days.get(account.article.id, "")
            told[(_first_day(day), mention.status)].add(sources[account.article.id])
            order[(_first_day(day), mention.status)] = index
    latest = max(day for day, _ in told)
    return max(
        (key for key in told if key[0] == latest),
        key=lambda key: (len(told[key]), stage_number(accounts[0].kind, key[1]), order[key], key[1]),
    )[1]


def _first_day(day: str) -> str:
    """A month or year as its first day: "in April" is before April 15."""
    return "-".join((day.split("-") + ["01", "01"])[:3]) if day else ""


def _sides(accounts: Sequence[Account], slots: Mapping[str, Slot], facts: Iterable[Fact]) -> tuple[str, ...]:
    """Countries and organisations behind the participants or parties, as the first account has it."""
    kept = {fact.value for fact in facts if fact.slot in slots and slots[fact.slot].side}
    behind: dict[str, frozenset[str]] = {}
    for account in accounts:
        for name in (name for name in account.parties if name in slots and slots[name].side):
            for party in account.parties[name]:
                behind.setdefault(party.id, party.behind - ({party.id} if party.is_person else set()))
    return tuple(sorted({actor for one in kept for actor in behind.get(one, frozenset())}))


def confidence(accounts: Iterable[Account], sources: Mapping[str, str]) -> float:
    """One minus the chance that every independent source is wrong; a source is as sure as its surest passage."""
    surest: dict[str, float] = defaultdict(float)
    for account in accounts:
        source = sources[account.article.id]
        surest[source] = max(surest[source], *(mention.confidence for mention in account.mentions))
    doubt = 1.0
    for value in surest.values():
        doubt *= 1 - value * SURE
    return round(min(SURE, 1 - doubt), 2)
