"""Which days an event cannot have as it stands: a truce in force has not ended, what is planned lies ahead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from kg.finding.grouping import Group
from kg.finding.scene import Scene
from kg.lexicon import table
from kg.records import Argument
from kg.times.almanac import side_of


def timely(scene: Scene, each: Group, kind: str, status: str) -> Group:
    """The event without the days that its status rules out: "he offered on Thursday to meet" tells when he offered."""
    today = scene.article.day
    if today is None:
        return each
    return Group([replace(one, arguments=possible(one.arguments, today, kind, status)) for one in each.candidates])


def possible(told: Iterable[Argument], today: str, kind: str, status: str) -> tuple[Argument, ...]:
    """What is told of an event without the days that its status rules out."""
    out = _ruled_out()
    return tuple(one for one in told if _side(one, today) not in out.get((kind, status, one.slot), frozenset()))


def _side(told: Argument, today: str) -> str:
    """Where a day, month or year lies from the article's: `before`, `after`, `same`; `around` for its month or year."""
    side = side_of(told.value, today)
    return "around" if side == "same" and len(told.value) < len(today) else side


@cache
def _ruled_out() -> Mapping[tuple[str, str, str], frozenset[str]]:
    """By type, status and slot, where the day cannot lie."""
    rows = table("impossible_days")
    return {(row["type"], row["status"], row["slot"]): frozenset(row["sides"].split("|")) for row in rows}
