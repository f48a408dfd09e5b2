"""The label of an event: a sentence that a reader understands, made by its type's pattern in the ontology."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.records import Event
from kg.vocab import DIP, event_type, kind_of_value, label

MOST_NAMES = 6  # of a longer list the first five are named: a label is to fit on a line or two
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_PLACEHOLDER = re.compile(r"\{(\w+)(?:\.\.(\w+)|:(one|many))?\}")


@dataclass(frozen=True, slots=True)
class _Filling:
    """The words that stand for each slot of one event."""

    words: Mapping[str, Sequence[str]]

    def fill(self, pattern: str) -> str:
        """The pattern with its placeholders filled; what is optional and has no value is left out."""
        return _PLACEHOLDER.sub(self._required, _OPTIONAL.sub(self._optional, pattern))

    def _optional(self, match: re.Match[str]) -> str:
        part = match.group(1)
        return part if all(self._value(found) for found in _PLACEHOLDER.finditer(part)) else ""

    def _required(self, match: re.Match[str]) -> str:
        return self._value(match) or f"unnamed {label(DIP[match.group(1)])}"

    def _value(self, match: re.Match[str]) -> str:
        slot, high, number = match.groups()
        words = self.words.get(slot, ())
        if number and (len(words) > 1) != (number == "many"):
            return ""
        if high is None:
            return listed(words)
        return spread(*(next(iter(self.words.get(name, ())), None) for name in (slot, high)))


def event_label(event: Event, names: Mapping[str, str]) -> str:
    """A readable sentence: `Marco Rubio and Sergei Lavrov met in Kuala Lumpur, 10 July 2025`.

    `names` gives the name of each actor and place by its id.
    """
    kind = event_type(event.kind)
    coding = kind.coding(event.status)
    words: dict[str, list[str]] = defaultdict(list)
    words["status"] = [coding.wording if coding else event.status]
    for fact in event.facts:
        words[fact.slot].append(_spoken(fact.slot, fact.value, names))
    sentence = _Filling(words).fill(kind.pattern)
    return sentence[:1].upper() + sentence[1:]


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them.

    >>> listed(["Israel", "Hamas"]), listed(list("ABCDEFGH"))
    ('Israel and Hamas', 'A, B, C, D, E and 3 others')
    """
    if len(names) > MOST_NAMES:
        names = [*names[: MOST_NAMES - 1], f"{len(names) - MOST_NAMES + 1} others"]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def spread(low: str | None, high: str | None) -> str:
    """A range in words, empty where neither end is known.

    >>> spread("20", "200"), spread("50", "50"), spread(None, "25"), spread("10", None)
    ('20–200', '50', 'up to 25', 'at least 10')
    """
    if low is None or high is None:
        return f"at least {low}" if low is not None else f"up to {high}" if high is not None else ""
    return low if low == high else f"{low}–{high}"


def spoken_date(iso: str) -> str:
    """A day, month or year as people write it.

    >>> spoken_date("2025-07-10"), spoken_date("2025-07"), spoken_date("2025")
    ('10 July 2025', 'July 2025', '2025')
    """
    match = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?", iso)
    if match is None:
        return iso
    year, month, day = match.groups()
    words = [str(int(day))] if day else []
    return " ".join([*words, calendar.month_name[int(month)], year])


def _spoken(slot: str, value: str, names: Mapping[str, str]) -> str:
    kind = kind_of_value(slot)
    if kind == "date":
        return spoken_date(value)
    if kind == "concept":
        return label(DIP[value]) if value in DIP else value
    return names.get(value, value) if kind in ("actor", "place") else value
