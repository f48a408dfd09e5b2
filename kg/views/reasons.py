"""Reasons for merging as people read them: how likely, what speaks for it, and what against."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

TOGETHER = "taken together"  # what stands beside the chance that two accounts tell one event
_SCORED = re.compile(r"(.*) \((\d\.\d+)\)", re.DOTALL)
_OF_NEWS = re.compile(r"(?:both |neither |only one )?articles? |published |told ")  # of the articles, not of the event


class Weighed(NamedTuple):
    """The chance of one event, empty where none is told, and the reasons on both sides, the strongest first."""

    chance: str
    speaks_for: tuple[str, ...]
    against: tuple[str, ...]


def weighed(reasons: Iterable[str]) -> Weighed:
    """The reasons as a graph has them, each with its value from 0 to 1, in an order that can be read.

    >>> weighed(["told in similar words (0.90)", "place A / B (0.00)", "status held (1.00)", "taken together (0.70)"])
    Weighed(chance='0.70', speaks_for=('status held', 'told in similar words'), against=('place A / B',))
    """
    told = dict(_told(reasons))
    chance = told.pop(TOGETHER, None)
    ordered = sorted(told, key=lambda one: (_OF_NEWS.match(one) is not None, -abs(told[one] - 0.5), one))
    speaks_for, against = ([one for one in ordered if (told[one] >= 0.5) is side] for side in (True, False))
    return Weighed("" if chance is None else f"{chance:.2f}", tuple(speaks_for), tuple(against))


def _told(reasons: Iterable[str]) -> Iterator[tuple[str, float]]:
    """Each reason with its value; one of a foreign graph that tells none speaks for it."""
    for reason in reasons:
        scored = _SCORED.fullmatch(reason)
        yield (scored[1], float(scored[2])) if scored else (reason, 1.0)
