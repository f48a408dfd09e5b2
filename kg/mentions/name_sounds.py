"""What a name sounds like: how far it is one of those usual where a country's languages are spoken.

Counts of letter groups over ordinary names (kg/data/name_words.tsv), no names of persons: it says "Kazakh rather than
Uzbek" of somebody never heard of, and is one hint among others.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
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
    counts, sizes = _counts()
    total = dict.fromkeys(sizes, 0.0)
    for group in groups:
        seen = counts.get(group, {})
        for language, size in sizes.items():
            total[language] += math.log((seen.get(language, 0) + _RARE) / size)
    highest = max(total.values())
    whole = highest + math.log(sum(math.exp(value - highest) for value in total.values()))
    return {language: value - whole for language, value in total.items()}


@cache
def _counts() -> tuple[Mapping[str, Mapping[str, int]], Mapping[str, int]]:
    """How many names of each language have a group of letters, and how many names there are."""
    counts: dict[str, Counter[str]] = {}
    sizes = {}
    for row in table("name_words"):
        names = row["names"].split()
        sizes[row["language"]] = len(names)
        for name in names:
            for group in _groups(name):
                counts.setdefault(group, Counter())[row["language"]] += 1
    return counts, sizes


def _groups(word: str) -> set[str]:
    marked = f"^{word}$"
    return {marked[i : i + _SIZE] for i in range(len(marked) - _SIZE + 1)}
