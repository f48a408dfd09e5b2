"""Finds the phrases that a table of patterns describes: `{wd} of last week`, `up to {a}{pc}`.

A table has the columns `reading` (what the phrase means: the name of a function) and `pattern`: a regular expression
in which `{…}` stands for a word list and `«in|since»` for words that stand before the phrase and are no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.lexicon import table, words
from kg.numerals import number_pattern
from kg.records import Span


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that fit a pattern, with the reading that the pattern calls for."""

    reading: str
    match: re.Match[str]

    @property
    def span(self) -> Span:
        """Where the words stand."""
        return Span(self.match.start(), self.match.end())


def find_phrases(name: str, text: str, start: int = 0) -> tuple[Phrase, ...]:
    """The phrases of table `name` in text order; of two that overlap, the earlier and then the longer one.

    >>> [phrase.match[0] for phrase in find_phrases("time_phrases", "met on Friday of last week")]
    ['Friday of last week']
    """
    kept: list[Phrase] = []
    for one in sorted(_matches(name, text, start), key=lambda one: (one.match.start(), -one.match.end())):
        if not kept or kept[-1].match.end() <= one.match.start():
            kept.append(one)
    return tuple(kept)


def _matches(name: str, text: str, start: int) -> Iterator[Phrase]:
    for reading, pattern in _grammar(name):
        for match in pattern.finditer(text, start):
            yield Phrase(reading, match)


@cache
def _grammar(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["reading"], re.compile(_expanded(row["pattern"]), re.IGNORECASE)) for row in table(name))


def _expanded(pattern: str) -> str:
    """A pattern as a regular expression."""
    for name, part in _parts().items():
        pattern = pattern.replace(f"{{{name}}}", part)
    pattern = re.sub(r"«(.*?)» ", lambda m: _after(m[1].split("|")), pattern)
    return rf"(?<![\w-])(?<!\d[.,])(?:{pattern})(?!\w)"


def _after(before: list[str]) -> str:
    """A look behind for one of the words and a space."""
    return "(?:" + "|".join(f"(?<={word} )" if word.startswith("'") else rf"(?<=\b{word} )" for word in before) + ")"


@cache
def _parts() -> dict[str, str]:
    """What stands for what in a pattern. Names of months and weekdays count with a capital only: "may" is a verb."""
    months, weekdays, number = _either("months"), _either("weekdays"), number_pattern()
    numbered = r"0?[1-9]|[12]\d|3[01]"
    return {
        "mon": rf"(?P<mon>(?-i:{months})\b\.?)",
        "mon_any": rf"(?-i:{months})\b",
        "wd": rf"(?P<wd>(?-i:{weekdays}))",
        "wd_any": rf"(?-i:{weekdays})",
        "d": rf"(?P<d>{numbered})",
        "d2": rf"(?P<d2>{numbered})",
        "y": r"(?P<y>(?:1[89]|20)\d\d)",
        "n": rf"(?P<n>{number})",
        "season": rf"(?P<season>{_either('seasons')})",
        "holiday": rf"(?P<holiday>{_either('holidays')})",
        "a": rf"(?P<a>{number})",
        "b": rf"(?P<b>{number})",
        "fraction": rf"(?P<fraction>{_either('fractions')})",
        "pc": r"(?: ?%| ?per ?cent\b|-per-cent\b|-percent\b| pct\b)(?![- ]points?)",
    }


def _either(name: str) -> str:
    return "|".join(sorted(words(name), key=lambda word: (-len(word), word)))
