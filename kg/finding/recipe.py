"""What sets one type of event apart from the others, for the steps by which all are found (`kg.finding.telling`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.finding.grouping import Candidate, Group
from kg.finding.roles import Part
from kg.finding.scene import Scene
from kg.finding.status import Signal
from kg.finding.triggers import Trigger
from kg.parse.doc import Token
from kg.records import Argument


@dataclass(frozen=True, slots=True)
class Recipe:
    """What sets one type of event apart from the others.

    `roles` are the slots of actors, the first of them those who make an event the same one; `least` says how many of
    these an event needs. `apart` are slots whose differing values part two events. `circumstances` reads all other
    slots. `present` leaves of those with a part who can have one. `several` gives a passage once for each event that
    its one word tells. `worded`: the plain words of the sentence weigh in the status, which needs thousands of
    examples; else what its status words say together does.
    `clash` is True for two passages that cannot tell one event.
    `later` has for a status those that only come after it, `over` for one that cannot lie ahead what holds until then.
    `same` is the chance from which a passage tells an event told before, `none_same` that of "there will be no truce".
    `gathered` sees all events of the article and adds what further sentences tell of them, `completed` each by itself.
    """

    kind: str
    roles: tuple[str, ...]
    apart: tuple[str, ...]
    statuses: tuple[str, ...]
    circumstances: Callable[[Scene, Trigger], list[Argument]]
    rule: Callable[[Sequence[Signal]], str]
    is_event: Callable[[Scene, Group], bool]
    meant: float = 0.35
    leaning: float = 0.75
    kept: float = 0.5
    same: float = 0.5
    none_same: float = 0.5
    least: Mapping[str, int] | None = None
    dates: tuple[str, ...] = ()
    has_place: bool = False
    placed: float = 0.5
    of_states: tuple[str, ...] = ()
    single: tuple[str, ...] = ()
    worded: bool = False
    later: Mapping[str, tuple[str, ...]] | None = None
    over: Mapping[str, str] | None = None
    sure: Callable[[Token], bool] = lambda _: False
    several: Callable[[Scene, Trigger, Candidate], Sequence[Candidate]] = lambda _, __, one: (one,)
    present: Callable[[Scene, Trigger, Sequence[Part]], Sequence[Part]] = lambda _, __, cast: cast
    clash: Callable[[Candidate, Candidate], bool] = lambda _, __: False
    gathered: Callable[[Scene, Sequence[Group]], Sequence[Group]] = lambda _, groups: groups
    completed: Callable[[Scene, Group], Group] = lambda _, each: each

    @property
    def name(self) -> str:
        """The stem of the type's files: `meeting`."""
        return self.kind.lower()

    def model(self, part: str) -> str:
        """The name of one of the type's models: `meeting.participant`, `meeting.status`."""
        return f"{self.name}.{part}"
