"""Names of houses and ships in which people meet: "the Diaoyutai state guesthouse", "aboard the icebreaker Irizar"."""

from __future__ import annotations

from functools import cache

from kg.lexicon import table
from kg.mentions.page import Page

_BETWEEN = 2  # words from a name to its noun: "the Al Alam guest palace", "the Diaoyutai state guesthouse"
_APART = 6  # words from a name to the noun that explains it: "Temple Trees, the official home and residence of"
_OF_HOUSES = frozenset({"palace", "palaces", "hall", "castle", "tower", "palais", "château", "chateau"})
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "their", "its", "one"})


@cache
def _nouns(*, before: bool = False) -> frozenset[str]:
    return frozenset(row["word"] for row in table("building_nouns") if row["before"] or not before)


def is_building(page: Page, start: int, end: int) -> bool:
    """True for a name that a noun of houses or ships stands in or by: "at the Diaoyutai state guesthouse"."""
    return page.lower[end - 1] in _nouns() or _explains(page, start, end) or _stands_before(page, start)


def goes_on(page: Page, start: int, index: int) -> int:
    """How many words from `index` go on with the name of a house: "of the Revolution" after "Palace"; else 0."""
    if page.lower[index] in {"of", "des", "du", "de"}:
        return _of_whom(page, start, index)
    if not page.same_sentence(start - 1, start) or page.lower[start - 1] not in {"the", "at"}:
        return 0
    for after in range(index, index + _BETWEEN + 1):
        if not page.same_sentence(start, after) or page.capital[after] or page.pos[after] not in {"NOUN", "ADJ"}:
            return 0
        if page.lower[after] in _nouns():
            return after + 1 - index
    return 0


def _of_whom(page: Page, start: int, index: int) -> int:
    if page.lower[index - 1] not in _OF_HOUSES or not page.capital[index - 1]:
        return 0
    after = index + 2 if page.same_sentence(start, index + 1) and page.lower[index + 1] == "the" else index + 1
    named = page.same_sentence(start, after) and page.capital[after] and after not in page.known_at
    return after + 1 - index if named else 0


def _explains(page: Page, start: int, end: int) -> bool:
    """True in "at Temple Trees, the president's residence"."""
    opens = page.same_sentence(start, end + 1) and page.text[end] == "," and page.lower[end + 1] in _DETERMINERS
    if not opens or not page.same_sentence(start - 1, start) or page.lower[start - 1] not in {"at", "in"}:
        return False
    behind = [index for index in range(end + 2, end + 2 + _APART) if page.same_sentence(start, index)]
    found = next((index for index in behind if page.lower[index] in _nouns()), None)
    return found is not None and all(page.pos[index] not in {"VERB", "AUX", "PUNCT"} for index in range(end + 2, found))


def _stands_before(page: Page, start: int) -> bool:
    """True in "aboard the icebreaker Almirante Irizar", "at the hotel Africa"."""
    if not page.same_sentence(start - 2, start):
        return False
    return page.lower[start - 1] in _nouns(before=True) and page.lower[start - 2] in _DETERMINERS
