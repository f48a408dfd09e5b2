"""Places of two accounts: one, one in the other ("Kuala Lumpur", "Malaysia"), or two."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from kg import lexicon
from kg.compare.values import said
from kg.records import Score


def place_score(ours: tuple[str, ...], theirs: tuple[str, ...], countries: Mapping[str, str]) -> Score:
    """1 one place, 0.4 one may lie in the other, less where both are known to be elsewhere."""
    reason = f"place {said(ours, theirs)}"
    if set(ours) & set(theirs):
        return Score(1.0, reason)
    return Score(max(_near(a, b, countries) for a in ours for b in theirs), reason)


def _near(left: str, right: str, countries: Mapping[str, str]) -> float:
    ours, theirs = countries.get(left), countries.get(right)
    if ours and theirs and ours != theirs:
        return -1.0
    if ours and theirs and any(place.startswith("country-") for place in (left, right)):
        return 0.4
    if set(left.split("-")[1:]) & set(right.split("-")[1:]):
        return 0.5  # "eastern Ukraine" and "Ukraine"
    if is_venue(left) != is_venue(right):
        return 0.0
    return -0.5 if ours and theirs else -0.1


@lru_cache(maxsize=65536)
def is_venue(place: str) -> bool:
    """True for a building, which stands in a town that another outlet names.

    >>> is_venue("place-grand-pacific-hotel"), is_venue("place-suva")
    (True, False)
    """
    return not lexicon.words("venue_nouns").isdisjoint(place.split("-")[1:])
