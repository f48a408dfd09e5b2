"""Names of people who may take up arms, told by the noun behind them: "the Yoda clan", "Chin rebels", "Los Lobos"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from kg.lexicon import table, words
from kg.mentions.page import Page
from kg.mentions.proper import Proper, name_of
from kg.mentions.proper_kinds import is_within
from kg.records import Kind

_GANG_ARTICLES = frozenset({"Los", "Las"})
_GANGS = frozenset({"gang", "gangs", "cartel", "cartels"})
_LAND = frozenset({"GPE", "LOC", "FAC"})
_BACK = 4  # words from "between" back to what is between the two: "a ceasefire agreement between"
_AHEAD = 5  # words from "two rival clans" on to their names: "in Galkayo, the"


def find_bands(page: Page, propers: Sequence[Proper]) -> None:
    """Make organisations of the names that the noun behind them tells to be bands, with that noun where it belongs.

    A name that the article has as a place ("in Darfur") stays one: "Darfur rebels".
    """
    located = {name_of(page, each) for each in propers if is_within(page, each) or _is_at(page, each)}
    found: set[str] = set()
    open_ones = [each for each in propers if each.kind is None and not each.honorific and each.office is None]
    ordered = sorted(propers, key=lambda one: one.start)
    beside = {one.start: (*ordered[max(0, n - 1) : n], *ordered[n + 1 : n + 2]) for n, one in enumerate(ordered)}
    for each in open_ones:
        joined = [one for one in beside[each.start] if one.start == each.end + 1 and page.lower[each.end] == "and"]
        is_told = _is_gang(page, each) or _is_band(page, each, joined) or _is_side(page, each, beside[each.start])
        if name_of(page, each) not in located and is_told:
            found.add(name_of(page, each))
            _name(each)
            each.end += _belongs(page, each)
    for each in open_ones:
        if name_of(page, each) in found:
            _name(each)


def _name(proper: Proper) -> None:
    proper.kind, proper.sure = Kind.ORGANIZATION, True


def _is_at(page: Page, proper: Proper) -> bool:
    """True for "in Los Cabos"; not for "in the Fano militias"."""
    return page.lower[proper.start - 1] in {"in", "at", "near"} and _sort_behind(page, proper.end) is None


def _is_gang(page: Page, proper: Proper) -> bool:
    """True for "Los Choneros", which the model takes for a person, or a place; not for "Los Angeles"."""
    several = proper.end - proper.start > 1 and page.text[proper.start] in _GANG_ARTICLES
    is_told = page.doc[proper.head].ent_type_ not in _LAND or not page.small.isdisjoint(_GANGS)
    return several and page.text[proper.head].endswith("s") and is_told


def _is_band(page: Page, proper: Proper, joined: Sequence[Proper]) -> bool:
    """True for "the Yoda clan", and for both names of "the Sikin and Ambulin clans"."""
    sort = next(
        (found for end in (proper.end, *(other.end for other in joined)) if (found := _sort_behind(page, end))), None
    )
    label = page.doc[proper.head].ent_type_
    if (
        sort is None
        or page.lower[proper.start] in {"pro", "anti"}
        or page.opens(proper.start)
        and not label
        and page.pos[proper.start] != "PROPN"
    ):
        return False
    return sort in {"kin", "gang"} or label not in _LAND | {"NORP"}


def _is_side(page: Page, proper: Proper, beside: Sequence[Proper]) -> bool:
    """True for both names of "a truce between the Gabra and the Borana", of "two clans, the Sa'ad and the Leelkase"."""
    first = next((one for one in beside if one.end < proper.start and _is_joined(page, one.end, proper.start)), proper)
    second = any(_is_joined(page, proper.end, one.start) for one in beside)
    start = first.start - 1
    if (
        (first is proper and not second)
        or page.lower[start] != "the"
        or not page.same_sentence(start - 1, proper.start)
    ):
        return False
    if page.doc[proper.head].ent_type_ in _LAND:
        return False
    told = range(max(0, start - 1 - _AHEAD), start - 1)
    if page.lower[start - 1] == "between":
        return any(page.lower[index] in _fought() for index in told[-_BACK:])
    return page.text[start - 1] in {",", ":", "-"} and any(_sorts().get(page.lower[index]) for index in told)


def _is_joined(page: Page, end: int, start: int) -> bool:
    """True for the words between two names of "the Gabra and the Borana"."""
    return page.same_sentence(end, start) and page.lower[end:start] in (["and"], ["and", "the"])


@cache
def _fought() -> frozenset[str]:
    """What there is between two who fight: 'truce', 'clashes'."""
    truces = {row["word"] for row in table("brokered_nouns") if row["sort"] == "truce"}
    return words("fighting_words") | truces | {f"{word}s" for word in truces} | {"clashes", "feud"}


def _sort_behind(page: Page, index: int) -> str | None:
    return _sorts().get(page.lower[index]) if page.same_sentence(index - 1, index) and not page.capital[index] else None


def _belongs(page: Page, proper: Proper) -> int:
    """1 where the noun behind is part of the name: "the Yoda clan", not "Hill Six gang", "the Yoda and Tobo clans"."""
    shared = page.lower[proper.start - 1] == "and" and page.capital[proper.start - 2]
    return int(_sort_behind(page, proper.end) == "kin" and not shared)


@cache
def _sorts() -> Mapping[str, str]:
    return {row["word"]: row["sort"] for row in table("band_nouns")}
