"""What the sources of one event do not agree on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from kg.accounts import Account
from kg.compare.goods import is_same_thing
from kg.compare.places import is_spelled_alike, is_venue
from kg.periods import agree, period
from kg.records import Slot

EACH_STAGE = ("announcedDate",)  # a threat, an order and a repeal are announced on days of their own: no dispute
EXTENDED = ("suspended",)  # statuses that are announced again and again
FRESH = 3  # days from an announcement within which an article tells it as news
Told = list[tuple[str, Account]]  # a slot's values with who gives them, the first account first


def is_disputed(
    slot: Slot | None, told: Told, sources: Mapping[str, str], countries: Mapping[str, str], accounts: Sequence[Account]
) -> bool:
    """True where independent sources differ on what an event has once, or have no mediator in common."""
    if slot is None:
        return False
    if not slot.single:
        return slot.name == "mediator" and _disjoint_mediators(accounts, sources)
    earlier = _earlier_values(slot.name, accounts)
    sides: dict[str, Told] = defaultdict(list)
    for value, account in told:
        if value not in earlier:
            sides[sources[account.article.id]].append((value, account))
    return any(
        not any(_are_two_stages(slot, a, b) or _compatible(slot, a[0], b[0], countries) for a in left for b in right)
        for left, right in combinations(sides.values(), 2)
    )


def _are_two_stages(slot: Slot, left: tuple[str, Account], right: tuple[str, Account]) -> bool:
    """True for the days of a threat and an order, or of a pause and its extension, each told as news."""
    if slot.name not in EACH_STAGE:
        return False
    ours, theirs = left[1].status, right[1].status
    return ours != theirs or (ours in EXTENDED and _is_news(*left) and _is_news(*right))


def _is_news(day: str, account: Account) -> bool:
    """True where the article came out right after the day that it tells."""
    return account.day is not None and period(account.day).gap(period(day)) <= FRESH


def _earlier_values(name: str, accounts: Sequence[Account]) -> frozenset[str]:
    """Rates that a later article calls the previous ones: history, not a dispute."""
    if not name.startswith("rate"):
        return frozenset()
    return frozenset(value for account in accounts for value in account.facts.get("previousRate", ()))


def _compatible(slot: Slot, left: str, right: str, countries: Mapping[str, str]) -> bool:
    if left == right:
        return True
    if slot.kind == "date":
        return agree(left, right)
    if slot.kind == "place":
        return is_spelled_alike(left, right) or _one_in_other(left, right, countries)
    if slot.kind == "text":
        return is_same_thing(left, right)
    return False


def _one_in_other(left: str, right: str, countries: Mapping[str, str]) -> bool:
    """Malaysia and Kuala Lumpur; a palace that no list knows may stand in the city that another source names."""
    ours, theirs = countries.get(left), countries.get(right)
    if set(left.split("-")[1:]) & set(right.split("-")[1:]):
        return True
    if ours and theirs:
        return ours == theirs and any(place.startswith("country-") for place in (left, right))
    return bool(ours) != bool(theirs) or is_venue(left) != is_venue(right)


def _disjoint_mediators(accounts: Sequence[Account], sources: Mapping[str, str]) -> bool:
    by_source: dict[str, set[str]] = defaultdict(set)
    for account in accounts:
        for party in account.parties.get("mediator", ()):
            by_source[sources[account.article.id]] |= {party.id, *party.behind}
    sets = list(by_source.values())
    return any(not left & right for index, left in enumerate(sets) for right in sets[index + 1 :])
