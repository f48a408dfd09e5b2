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
    told, untold = _weights()
    total = {language: len(groups) * value for language, value in untold.items()}
    for group in groups:
        for language, more in told.get(group, ()):
            total[language] += more
    highest = max(total.values())
    whole = highest + math.log(sum(math.exp(value - highest) for value in total.values()))
    return {language: value - whole for language, value in total.items()}


@cache
def _weights() -> tuple[Mapping[str, Sequence[tuple[str, float]]], Mapping[str, float]]:
    """What a group of letters adds for the languages whose names have it, and what one counts that they lack."""
    counts: dict[str, Counter[str]] = {}
    sizes = {}
    for row in table("name_words"):
        names = row["names"].split()
        sizes[row["language"]] = len(names)
        for name in names:
            for group in _groups(name):
                counts.setdefault(group, Counter())[row["language"]] += 1
    told = {
        group: [(language, math.log((number + _RARE) / _RARE)) for language, number in sorted(seen.items())]
        for group, seen in counts.items()
    }
    return told, {language: math.log(_RARE / size) for language, size in sizes.items()}


def _groups(word: str) -> list[str]:
    """Its groups of letters, each once: in order, since sums depend on theirs in the last digit."""
    marked = f"^{word}$"
    return list(dict.fromkeys(marked[i : i + _SIZE] for i in range(len(marked) - _SIZE + 1)))
