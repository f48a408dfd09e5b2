"""Which passages of one article tell the same event: "met" … "the talks" … "their hour-long meeting"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kg.annotate import span_of
from kg.parse.doc import Token
from kg.records import Argument, EventMention, Span

_NEW = frozenset(
    {"another", "second", "third", "fourth", "next", "new", "separate", "further", "last", "previous", "earlier"}
)
_DEFINITE = frozenset({"the", "this", "that", "their", "these", "those", "its", "his", "her", "both"})


@dataclass(frozen=True)
class Candidate:
    """One passage that seems to tell an event, before it is known which event of the article it is.

    `cast` is the chance with which each actor of the passage plays its part. Not slotted: its values are asked for
    again and again.
    """

    kind: str
    trigger: Token
    status: str
    arguments: tuple[Argument, ...]
    outlook: Mapping[str, float] = field(default_factory=dict)
    cast: Mapping[str, float] = field(default_factory=dict)
    sureness: float = 1.0
    is_new: bool = False
    is_anaphor: bool = False
    leans: bool = False
    speaker: str | None = None
    attribution: str | None = None
    as_of: str | None = None
    confidence: float = 1.0

    def values(self, slot: str) -> tuple[str, ...]:
        """The values that the passage gives for a slot."""
        return self._by_slot.get(slot, ())

    @cached_property
    def _by_slot(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for argument in self.arguments:
            found[argument.slot] = (*found.get(argument.slot, ()), argument.value)
        return found

    @property
    def slots(self) -> frozenset[str]:
        """The slots for which the passage gives a value."""
        return frozenset(self._by_slot)

    @property
    def passage(self) -> Span:
        """The sentence in which the trigger stands."""
        return span_of(self.trigger.sent)


@dataclass(slots=True)
class Group:
    """The passages that tell one event, in text order."""

    candidates: list[Candidate] = field(default_factory=list)

    def values(self, slot: str) -> tuple[str, ...]:
        """The values that any of the passages gives for a slot, each once, in text order."""
        return tuple(dict.fromkeys(value for one in self.candidates for value in one.values(slot)))

    @property
    def last(self) -> Candidate:
        """The passage told last."""
        return self.candidates[-1]


def is_new(noun: Token) -> bool:
    """True where the words before a noun, or "again" after a verb, set it apart from what was told before."""
    return noun.lower_ in _NEW or any(child.lower_ in _NEW or child.lower_ == "again" for child in noun.children)


def is_definite(noun: Token) -> bool:
    """True for "the talks", "their meeting", "it took effect": something that was told before."""
    if any(child.lower_ == "it" and child.dep_ in {"nsubj", "nsubjpass"} for child in noun.children):
        return True
    return any(child.lower_ in _DEFINITE and child.dep_ in {"det", "poss", "predet"} for child in noun.children)


def mentions_of(groups: Iterable[Group], status: Callable[[Group], str]) -> list[EventMention]:
    """The event mentions of the groups; those of one group carry one number and the group's status."""
    found = []
    for number, each in enumerate(groups):
        settled = status(each)
        for one in each.candidates:
            found.append(_mention(one, number, settled))
    return found


def _mention(one: Candidate, number: int, status: str) -> EventMention:
    return EventMention(
        kind=one.kind,
        number=number,
        trigger=span_of(one.trigger),
        passage=one.passage,
        status=one.status if one.as_of else status,
        arguments=one.arguments,
        as_of=one.as_of,
        speaker=one.speaker,
        attribution=one.attribution,
        confidence=one.confidence,
    )
