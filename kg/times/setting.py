"""What a phrase of time is read against, and the words that the readings share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from re import Match

from kg.lexicon import table
from kg.times.almanac import Dates, first_day


@dataclass(frozen=True, slots=True)
class Setting:
    """What a phrase is read against.

    `anchor` is the article's day, `last` the time that the text told last and `story` the last one that is not ahead
    of the writer, `story_day` the last of these that is a day. `era` is the month that the paragraph named ("In
    October 2020 alone …"). `linked` is the time that this one goes on from ("from Sunday until Thursday"). `role` is
    that of the phrase, `ahead` tells whether the sentence looks ahead (None: nothing tells), `outward` whether a
    clause follows that the count starts from ("a day after ministers met"), so that it runs the other way. `week` is
    the Monday of the week that the paragraph named ("visits Peru next week. On Thursday …"). `dropped`: it is the day
    of what was called off, and lies to the nearer side. `coming` is the day ahead that the article told last.
    """

    anchor: date | None
    last: Dates | None = None
    story: Dates | None = None
    story_day: Dates | None = None
    era: date | None = None
    linked: date | None = None
    role: str = "on"
    ahead: bool | None = None
    outward: bool = False
    week: date | None = None
    dropped: bool = False
    coming: Dates | None = None

    @property
    def now(self) -> date | None:
        """The article's day, else a day that the text told."""
        return self.anchor or (first_day(self.story.start) if self.story else None)

    @property
    def told(self) -> date | None:
        """The era of the paragraph, where the sentence neither looks ahead nor tells what lasts ("since May 27")."""
        return None if self.ahead or self.role == "since" else self.era


Reading = Callable[[Match[str], Setting], Dates | None]


@cache
def numbers_of(name: str, column: str) -> dict[str, int]:
    """The numbers in a word list, by word: `numbers_of("months", "number")["may"]` is 5."""
    return {row["word"].lower(): int(row[column]) for row in table(name)}


def month_in(m: Match[str]) -> int:
    """The number of the month that the phrase names."""
    return numbers_of("months", "number")[m["mon"].rstrip(".").lower()]


def weekday_in(m: Match[str]) -> int:
    """The number of the weekday that the phrase names, Monday being 0."""
    return numbers_of("weekdays", "number")[m["wd"].lower()]


def group_of(m: Match[str], name: str) -> str | None:
    """What the pattern caught under this name, None where it has no such part."""
    return m[name] if name in m.re.groupindex else None


def step_of(m: Match[str]) -> int:
    """-1 for "last", 1 for "next", 0 for "this"."""
    words = m["rel"].lower()
    if words in {"next", "the following", "this coming", "the coming"}:
        return 1
    return -1 if words in {"last", "the previous", "this past"} else 0


def base_of(m: Match[str], setting: Setting) -> date | None:
    """The day that "last" or "that" counts from: the article's, or for "that", "the same" that of the story."""
    told = m["rel"].lower() in {"that", "the same", "the following", "the previous"}
    return first_day(setting.last.start) if told and setting.last else setting.anchor
