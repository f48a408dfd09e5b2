"""Places of two accounts: one, one in the other ("Kuala Lumpur", "Malaysia"), or two."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from kg import lexicon
from kg.compare.values import said
from kg.names import ALIKE, word_score
from kg.records import Score

ELSEWHERE = -0.5  # of two towns: of ninety pairs of meetings of the same people in two, none is one meeting


def place_score(ours: tuple[str, ...], theirs: tuple[str, ...], countries: Mapping[str, str]) -> Score:
    """1 one place, 0.4 one lies in the other, 0 where it may, less where they are two."""
    reason = f"place {said(ours, theirs)}"
    if set(ours) & set(theirs):
        return Score(1.0, reason)
    return Score(max(_near(a, b, countries) for a in ours for b in theirs), reason)


def _near(left: str, right: str, countries: Mapping[str, str]) -> float:
    if is_spelled_alike(left, right):
        return 1.0
    ours, theirs = countries.get(left), countries.get(right)
    if ours and theirs and ours != theirs:
        return -1.0
    if ours and theirs and any(place.startswith("country-") for place in (left, right)):
        return 0.4
    if set(left.split("-")[1:]) & set(right.split("-")[1:]):
        return 0.5  # "eastern Ukraine" and "Ukraine"
    return 0.0 if _may_hold(left, right) else ELSEWHERE


def _may_hold(left: str, right: str) -> bool:
    """True for a building and the town that may have it, a country and the town that may lie in it."""
    return is_venue(left) != is_venue(right) or left.startswith("country-") != right.startswith("country-")


@lru_cache(maxsize=65536)
def is_venue(place: str) -> bool:
    """True for a building, which stands in a town that another outlet names.

    >>> is_venue("place-grand-pacific-hotel"), is_venue("place-suva")
    (True, False)
    """
    return not lexicon.words("venue_nouns").isdisjoint(place.split("-")[1:])


@lru_cache(maxsize=65536)
def is_spelled_alike(left: str, right: str) -> bool:
    """True for one town in two spellings.

    >>> is_spelled_alike("place-sanaa", "place-sana-a"), is_spelled_alike("place-geneva", "place-vienna")
    (True, False)
    """
    ours, theirs = ("".join(place.split("-")[1:]) for place in (left, right))
    return word_score(ours, theirs) >= ALIKE
