"""Finds the phrases that a table of patterns describes: `{wd} of last week`, `up to {a}{pc}`.

`pattern` is a regular expression in which `{…}` stands for a word list and `«in|since»` for words that stand before
the phrase and are no part of it. `near` finds words that each phrase holds: the pattern is tried around them only, so
that the rarer they are the less time it takes. `reading` is what the phrase means: the name of a function.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.lexicon import table, words
from kg.numerals import number_pattern
from kg.records import Span

REACH = 60  # characters on either side of what `near` finds: of 1,379 articles' phrases none reaches beyond 27
_START = r"(?<![\w-])(?<!\d[.,])"  # not inside a word or number


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
    for near, rows in _grammar(name).items():
        for low, high in _windows(near, text, start):
            for reading, pattern in rows:
                for match in _compiled(pattern).finditer(text, low, high):
                    yield Phrase(reading, match)


def _windows(near: re.Pattern[str], text: str, start: int) -> list[tuple[int, int]]:
    """The stretches around the words of `near`, the only ones worth a long pattern."""
    windows: list[tuple[int, int]] = []
    for match in near.finditer(text, start):
        low, high = max(start, match.start() - REACH), match.end() + REACH
        if windows and low <= windows[-1][1]:
            low = windows.pop()[0]
        windows.append((low, high))
    return windows


@cache
def _grammar(name: str) -> Mapping[re.Pattern[str], Sequence[tuple[str, str]]]:
    """The readings and patterns of a table, by the words near which they can match."""
    rows: dict[re.Pattern[str], list[tuple[str, str]]] = {}
    for row in table(name):
        rows.setdefault(re.compile(_expanded(row["near"])), []).append((row["reading"], row["pattern"]))
    return rows


@cache  # not before a text has a word of its `near`: compiling takes longer than reading many a text
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{_START}(?:{_expanded(pattern)})(?!\w)", re.IGNORECASE)


def _expanded(pattern: str) -> str:
    """A pattern as a regular expression."""
    for name, part in _parts().items():
        pattern = pattern.replace(f"{{{name}}}", part)
    return re.sub(r"«(.*?)» ", lambda m: _after(m[1].split("|")), pattern)


def _after(before: list[str]) -> str:
    """A look behind for one of the words and a space."""
    return "(?:" + "|".join(f"(?<={word} )" if word.startswith("'") else rf"(?<=\b{word} )" for word in before) + ")"


@cache
def _parts() -> dict[str, str]:
    """What stands for what in a pattern. Names of months and weekdays count with a capital only: "may" is a verb."""
    weekdays, number = _either("weekdays"), number_pattern()
    full, short = _months(short=False), _months(short=True)
    months = rf"(?:(?:{full})\b|(?:{short})\b\.?)"
    numbered = r"0?[1-9]|[12]\d|3[01]"
    return {
        "month": rf"(?P<mon>(?-i:{full})\b)",
        "mon": rf"(?P<mon>(?-i:{months}))",
        "mon_any": rf"(?-i:{months})",
        "wd": rf"(?P<wd>(?-i:{weekdays}))",
        "wd_any": rf"(?-i:{weekdays})",
        "d": rf"(?P<d>{numbered})",
        "d2": rf"(?P<d2>{numbered})",
        "y": r"(?P<y>(?:1[89]|20)\d\d)",
        "n": rf"(?P<n>{number})",
        "nth": rf"(?P<nth>{_either('ordinals')})",
        "season": rf"(?P<season>{_either('seasons')})",
        "holiday": rf"(?P<holiday>{_either('holidays')})",
        "a": rf"(?P<a>{number})",
        "b": rf"(?P<b>{number})",
        "fraction": rf"(?P<fraction>{_either('fractions')})",
        "was": rf"(?:(?:the|its|their|an?) )?(?:(?:{_either('old_rate_words')}) )?(?:about |around |nearly |some )?",
        "pc": r"(?: ?%| ?per ?cent\b|-per-cent\b|-percent\b| pct\b)(?![- ]points?)",
    }


def _months(*, short: bool) -> str:
    chosen = [row["word"] for row in table("months") if (row["short"] == "yes") == short]
    return "|".join(sorted(chosen, key=lambda word: (-len(word), word)))


def _either(name: str) -> str:
    return "|".join(sorted(words(name), key=lambda word: (-len(word), word)))
