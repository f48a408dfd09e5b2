"""What naive merging would reach on the same reports: never merging, and merging what has one type, cast and date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from kg.records import SEPARATOR
from kg.scoring.agreement import Alignment, core_slots
from kg.scoring.figures import Figure, b_cubed, links
from kg.scoring.given import GivenEvent
from kg.scoring.gold import GoldEvent

Pairs = Sequence[tuple[GoldEvent, GivenEvent]]
DATES = ("date", "startDate", "effectiveDate", "announcedDate")  # by which the naive merger knows a day, the first told


def baseline_figures(pairs: Pairs) -> dict[str, Figure]:
    """Links and B-cubed of both naive mergers, beside which those of the graph are read."""
    never = _merged(pairs, lambda event: (event.article, event.event))
    by_date = _merged(pairs, _cast_and_date)
    return {
        "coref.aligned.never": b_cubed(Alignment(never, (), ())),
        "coref.aligned.bydate": b_cubed(Alignment(by_date, (), ())),
        "links.never": links(never),
        "links.bydate": links(by_date),
    }


def _merged(pairs: Pairs, key: Callable[[GivenEvent], Iterable[str]]) -> tuple[tuple[GoldEvent, GivenEvent], ...]:
    return tuple((gold, replace(given, event=SEPARATOR.join(key(given)))) for gold, given in pairs)


def _cast_and_date(event: GivenEvent) -> Iterable[str]:
    yield event.kind
    for slot in core_slots(event.kind):
        yield from (slot, *sorted("|".join(sorted(names)) for names in event.slots.get(slot, ())))
    yield next((name for slot in DATES for names in event.slots.get(slot, ()) for name in sorted(names)), "")
