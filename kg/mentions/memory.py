"""What a reader has in mind while reading: who was named last, how often, and as what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.records import Kind, kind_of

NEAR = 3  # sentences back that a pronoun looks


@dataclass(frozen=True, slots=True)
class Trace:
    """Somebody was meant at this token: `keys` are several for a group; `subject` where they did something."""

    keys: tuple[str, ...]
    start: int
    sentence: int
    subject: bool
    strong: bool  # named as an actor, not as the adjective in "Kenyan sweets"


@dataclass
class Memory:
    """The traces so far, in text order."""

    traces: list[Trace] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, trace: Trace) -> None:
        """Remember somebody."""
        self.traces.append(trace)
        self.counts.update(trace.keys)

    def back(self, *, before: int | None = None) -> Iterator[Trace]:
        """The traces from the last to the first, those from token `before` on left out."""
        return (trace for trace in reversed(self.traces) if before is None or trace.start < before)

    def recent(self, kinds: Iterable[Kind], *, strong: bool = True) -> list[str]:
        """The keys of these kinds, each once, the last mentioned first."""
        wanted, found = set(kinds), dict[str, None]()
        for trace in self.back():
            if strong and not trace.strong:
                continue
            for key in reversed(trace.keys):
                if kind_of(key) in wanted:
                    found.setdefault(key)
        return list(found)
