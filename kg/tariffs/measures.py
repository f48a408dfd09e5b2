"""The passages that tell one duty, the events they make, and where they leave it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.annotate import span_of
from kg.finding.speech import Source
from kg.records import Argument, EventMention, Span
from kg.tariffs.naming import Naming

KIND = "Tariff"


@dataclass(frozen=True, slots=True)
class Telling:
    """One passage on one leg of a duty. `sentence` counts the sentences of the article.

    `voice` is the state for which its speaker speaks, `doer_before` the one that did something in sentences before.
    `is_ahead` is True where it gives a day of effect after the article's. `parts` has the part that each actor of the
    sentence likely plays, `outlook` the chance of each status. `outright` are the slots of days told in so many words:
    "took effect on May 1", not "imposed on Tuesday".
    """

    naming: Naming
    status: str | None
    arguments: tuple[Argument, ...]
    sentence: int
    source: Source
    is_reply: bool = False
    voice: str | None = None
    doer_before: str | None = None
    is_ahead: bool = False
    parts: tuple[tuple[str, str, float], ...] = ()
    outlook: Mapping[str, float] = field(default_factory=dict)
    outright: frozenset[str] = frozenset()

    def values(self, slot: str) -> tuple[str, ...]:
        """The values that the passage gives for a slot."""
        return tuple(one.value for one in self.arguments if one.slot == slot)

    @property
    def is_bare(self) -> bool:
        """True where it gives neither goods nor country nor rate: "the duties took effect in May"."""
        return not any(self.values(slot) for slot in ("target", "product", "rateMin", "rateMax"))

    @property
    def is_pointing(self) -> bool:
        """True where it is bare, or points back: "the decree, signed by X, answers attacks by the United States"."""
        own = any(self.values(slot) for slot in ("product", "rateMin", "rateMax"))
        return self.is_bare or (self.naming.sort == "back" and "announcedBy" in self.outright and not own)

    @property
    def passage(self) -> Span:
        """The sentence of the naming."""
        return span_of(self.naming.token.sent)


@dataclass(slots=True)
class Measure:
    """The passages that tell one duty, in text order."""

    tellings: list[Telling] = field(default_factory=list)

    def values(self, slot: str) -> tuple[str, ...]:
        """The values that any of the passages gives for a slot, each once."""
        return tuple(dict.fromkeys(value for one in self.tellings for value in one.values(slot)))

    @property
    def last(self) -> Telling:
        """The passage told last."""
        return self.tellings[-1]


def mentions_of(measures: Iterable[tuple[Measure, str, float]]) -> list[EventMention]:
    """The event mentions of the duties; those of one duty carry one number, its status and its chance."""
    found = []
    for number, (measure, status, value) in enumerate(measures):
        found += [_mention(one, number, status, value) for one in measure.tellings]
    return found


def _mention(one: Telling, number: int, status: str, value: float) -> EventMention:
    return EventMention(
        kind=KIND,
        number=number,
        trigger=span_of(one.naming.token),
        passage=one.passage,
        status=status,
        arguments=one.arguments,
        speaker=one.source["speaker"],
        attribution=one.source["attribution"],
        confidence=round(value, 2),
    )
