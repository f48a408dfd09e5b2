"""What a name sounds like: how far it is one of those usual where a country's languages are spoken.

Counts of letter groups over ordinary names (kg/data/name_words.tsv), no names of persons: it says "Kazakh rather than
Uzbek" of somebody never heard of, and is one hint among others.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from rigour.text.translit import ascii_text

from kg.lexicon import table

_SIZE = 3  # letters in a group, the ends of a word counted as letters; with 2 and 4 it is no better and slower to load
_RARE = 0.02  # what a group that a language's names lack counts as


def likeness(name: str, code: str) -> float | None:
    """How likely the name is one of the country's, against all languages, as a logarithm; None where no list tells.

    >>> likeness("Haruka Yamashita", "JP") > likeness("Haruka Yamashita", "KR")
    True
    """
    languages = _spoken_in().get(code)
    return max(_by_language(name)[language] for language in languages) if languages else None


@cache
def _spoken_in() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in table("name_words"):
        for code in row["iso2"].split("|"):
            found[code] = (*found.get(code, ()), row["language"])
    return found


@lru_cache(maxsize=4096)
def _by_language(name: str) -> Mapping[str, float]:
    """The logarithm of each language's share, all shares together 1."""
    plain = ascii_text(name).lower().replace("'", "").replace("-", " ")
    groups = [group for word in plain.split() if len(word) > 1 and word.isalpha() for group in _groups(word)]
    total = {language: len(groups) * value for language, value in _untold().items()}
    for group in groups:
        for language, more in _told(group):
            total[language] += more
    highest = max(total.values())
    whole = highest + math.log(sum(math.exp(value - highest) for value in total.values()))
    return {language: value - whole for language, value in total.items()}


@lru_cache(maxsize=8192)
def _told(group: str) -> Sequence[tuple[str, float]]:
    """What a group of letters adds for each language whose names have it."""
    counts = ((language, seen[group]) for language, seen in _counts().items() if group in seen)
    return [(language, math.log((number + _RARE) / _RARE)) for language, number in counts]


@cache
def _untold() -> Mapping[str, float]:
    """What a group of letters counts that a language's names lack."""
    return {row["language"]: math.log(_RARE / len(row["names"].split())) for row in table("name_words")}


@cache
def _counts() -> Mapping[str, Mapping[str, int]]:
    """How many of each language's names have a group of letters."""
    return {
        row["language"]: Counter(group for name in row["names"].split() for group in _groups(name))
        for row in table("name_words")
    }


def _groups(word: str) -> list[str]:
    """Its groups of letters, each once: in order, since sums depend on theirs in the last digit."""
    marked = f"^{word}$"
    return list(dict.fromkeys(marked[i : i + _SIZE] for i in range(len(marked) - _SIZE + 1)))
